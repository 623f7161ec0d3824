// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The icons: one-colour SVG on a 16 × 16 grid in resources/icons, tinted and rendered per size, colour and
// device pixel ratio, so they are sharp at every scale. UI thread.
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QRectF>

class QPainter;

namespace spanloupe::ui {

class Look;

enum class Icon {
  None,
  // What a span is or calls.
  Server,
  Client,
  Internal,
  Producer,
  Consumer,
  Database,
  Cache,
  Queue,
  External,
  Rpc,
  Lambda,
  Missing,
  // States.
  Error,
  Warning,
  Check,
  Cross,
  Clock,
  Bulb,
  Live,
  // Actions.
  Search,
  Filter,
  FilterOut,
  Copy,
  Link,
  More,
  Plus,
  Minus,
  Close,
  Star,
  History,
  Pin,
  Open,
  Folder,
  File,
  Sample,
  Listen,
  Store,
  Pause,
  Play,
  Stop,
  Expand,
  Collapse,
  Depth,
  Fold,
  CriticalPath,
  Fit,
  Eye,
  Command,
  Refresh,
  Trash,
  Export,
  Settings,
  Sort,
  // Directions.
  ChevronRight,
  ChevronDown,
  ChevronUp,
  ChevronLeft,
  Back,
  Forward,
  // Views.
  Waterfall,
  Flame,
  Table,
  Map,
  Logs,
  Json,
  Chart,
  Compare,
  Sources,
  Traces,
  Count
};

/// A tinted picture of `size` device-independent pixels; cached.
[[nodiscard]] QPixmap iconPixmap(Icon icon, int size, const QColor& color, double devicePixelRatio);
/// Centred in `rect`, on whole device pixels.
void paintIcon(QPainter& painter, Icon icon, const QRectF& rect, const QColor& color);

enum class IconTone { Quiet, Strong, Accent, Error, Warn, Ok };
/// For actions and buttons; follows the theme of `look`, which must outlive the icon.
[[nodiscard]] QIcon themedIcon(const Look& look, Icon icon, IconTone tone = IconTone::Quiet);

}  // namespace spanloupe::ui
