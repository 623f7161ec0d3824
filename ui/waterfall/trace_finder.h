// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finding in one trace: takes words from the bar, goes at once to the first match that names, services and
// ids give, asks whoever searches attributes for the rest, and keeps the bar's count right. UI thread.
#pragma once

#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>

#include "ui/waterfall/span_matches.h"

namespace spanloupe::waterfall {

class FindBar;
class WaterfallView;

class TraceFinder : public QObject {
  Q_OBJECT

 public:
  TraceFinder(FindBar& bar, WaterfallView& view, QObject* parent);

  /// Whether somebody answers findRequested(): without, names, services and ids are all there is.
  void setIsAnswered(std::function<bool()> isAnswered) { m_isAnswered = std::move(isAnswered); }
  /// The full answer to the last findRequested(); one to other words is ignored.
  void setResult(const std::shared_ptr<const SpanMatches>& matches);
  /// The document changed: searches it again.
  void restart();
  /// More of the trace came: likewise, and nothing scrolls.
  void searchOn();
  void end();

 signals:
  /// Words as typed, some time after the last key; empty: the search is over.
  void findRequested(const QString& words);

 private:
  void edit(const QString& text);
  void search();
  void findWords();
  void go(bool forward);
  void hide(bool hides);
  void updateNote();

  FindBar& m_bar;
  WaterfallView& m_view;
  QTimer m_delay;
  std::function<bool()> m_isAnswered;
  QStringList m_words;
  std::uint32_t m_from = 0xffffffff;  ///< The node that was selected when the search began.
  bool m_hides = false;
  bool m_stays = false;  ///< No answer scrolls any more.
};

}  // namespace spanloupe::waterfall
