// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The field that finds in a trace. UI thread.
#pragma once

#include "ui/common/find_field.h"

namespace spanloupe::waterfall {

class FindBar : public ui::FindField {
  Q_OBJECT

 public:
  explicit FindBar(const ui::Look& look, QWidget* parent = nullptr)
      : FindField(look, tr("Find in trace"), Rest::DimsOrHides, parent) {
    edit().setToolTip(
        tr("Words anywhere in a span, \"a phrase\", key=value for a word in one attribute,\n"
           "and comparisons: duration>500ms, self>=1ms, http.response.status_code>=500,\n"
           "service==cart, kind!=client"));
  }
};

}  // namespace spanloupe::waterfall
