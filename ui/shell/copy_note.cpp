// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/copy_note.h"

#include <QClipboard>
#include <QGuiApplication>

#include "core/base/ids.h"
#include "ui/common/format.h"
#include "ui/shell/status_line.h"

namespace spanloupe::shell {
namespace {

/// Beyond this, counting lines would be a long loop.
constexpr qsizetype kCounted = 4'000'000;
constexpr qsizetype kShown = 48;

}  // namespace

QString copyNote(const QString& text) {
  if (text.isEmpty()) return {};
  if (text.size() == 32 && TraceId::fromHex(text.toStdString())) return CopyNote::tr("Copied the trace id");
  if (text.size() == 16 && SpanId::fromHex(text.toStdString())) return CopyNote::tr("Copied the span id");
  if (text.startsWith(QLatin1String("spanloupe ")) && text.contains(QLatin1String(" --trace ")))
    return CopyNote::tr("Copied the link");
  if (text.size() > kCounted)
    return CopyNote::tr("Copied %1").arg(ui::formatBytes(static_cast<std::uint64_t>(text.size())));
  const auto ends = text.count(QLatin1Char('\n'));
  const auto lines = static_cast<std::uint64_t>(text.endsWith(QLatin1Char('\n')) ? ends : ends + 1);
  const QString count = ui::formatCounted(lines, CopyNote::tr("line"), CopyNote::tr("lines"));
  const QString first = text.trimmed().left(1);
  if (lines > 1 && (first == QLatin1String("{") || first == QLatin1String("[")))
    return CopyNote::tr("Copied %1 of JSON").arg(count);
  if (lines > 1) return CopyNote::tr("Copied %1").arg(count);
  QString shown = text.simplified();
  if (shown.size() > kShown) shown = shown.left(kShown - 1) + QChar(0x2026);
  return CopyNote::tr("Copied “%1”").arg(shown);
}

CopyNote::CopyNote(StatusLine& line, QObject* parent) : QObject(parent) {
  const QClipboard* clipboard = QGuiApplication::clipboard();
  connect(clipboard, &QClipboard::dataChanged, &line, [clipboard, &line] {
    // What another program has copied is its own affair; not every platform knows whose it is.
    const bool isOurs =
        clipboard->ownsClipboard() || QGuiApplication::applicationState() == Qt::ApplicationActive;
    if (const QString note = isOurs ? copyNote(clipboard->text()) : QString(); !note.isEmpty())
      line.say(note);
  });
}

}  // namespace spanloupe::shell
