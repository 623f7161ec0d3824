// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The endpoints, a row each: what it is, where it listens, in what state, Start or Stop; below it why not,
// and what was refused, with the button that mends it. UI thread.
#pragma once

#include <QWidget>

#include "ui/common/look.h"
#include "ui/session/listening.h"

class QVBoxLayout;

namespace spanloupe::endpoints {

class EndpointRows : public QWidget {
  Q_OBJECT
 public:
  explicit EndpointRows(const ui::Look& look, QWidget* parent = nullptr);

  /// `allowed`: origins of web pages that may send.
  void setEndpoints(const std::vector<receive::EndpointState>& endpoints,
                    const std::vector<std::string>& allowed);

 signals:
  void startRequested(std::size_t endpoint);
  void stopRequested(std::size_t endpoint);
  void moveRequested(std::size_t endpoint, std::uint16_t port);
  void originAllowed(const QString& origin);

 private:
  [[nodiscard]] QWidget* row(std::size_t number, const receive::EndpointState& endpoint);
  void addNote(QVBoxLayout& column, const QString& text, QWidget* atEnd);
  [[nodiscard]] QWidget* allowing(const QString& origin);
  [[nodiscard]] QWidget* moving(std::size_t number, std::uint16_t port);
  void addNotes(QVBoxLayout& column, std::size_t number, const receive::EndpointState& endpoint);

  const ui::Look& m_look;
  QVBoxLayout* m_column;
  std::vector<std::string> m_allowed;
  QStringList m_shown;  ///< What the rows say: they are made anew only when it changes.
};

}  // namespace spanloupe::endpoints
