// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Listening in the status line: each endpoint with its state, the rate of the last seconds as bars, and what
// waits, was refused or dropped. A click opens the endpoints. Numbers keep their room, so nothing shifts. UI
// thread.
#pragma once

#include <QAbstractButton>

#include "ui/common/look.h"
#include "ui/session/listening.h"

namespace spanloupe::shell {

class ListenSegments : public QAbstractButton {
  Q_OBJECT
 public:
  ListenSegments(const ui::Look& look, session::Listening& listening, QWidget* parent = nullptr);

  struct Segment {
    enum class Kind : std::uint8_t { Endpoint, Rate, Text };
    Kind kind = Kind::Text;
    QString text;
    receive::EndpointState::Phase phase = receive::EndpointState::Phase::Off;
    bool isWarning = false;
    QString toolTip;
    int room = 0;  ///< Pixels.
  };
  [[nodiscard]] const std::vector<Segment>& segments() const { return m_segments; }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void refresh();
  void addEndpoint(const receive::EndpointState& endpoint);
  void addForwarding(const session::ForwardingState& forwarding);
  void addRate(const session::ListeningState& state);
  void addCount(std::uint64_t count, const QString& what, const QString& toolTip);
  [[nodiscard]] int roomOf(const Segment& segment) const;
  void paintSegment(QPainter& painter, const Segment& segment, const QRectF& rect) const;

  const ui::Look& m_look;
  session::Listening& m_listening;
  std::vector<Segment> m_segments;
};

}  // namespace spanloupe::shell
