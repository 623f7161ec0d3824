// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window_options.h"

#include <QFileInfo>

#include "ui/shell/pasted_id.h"
#include "ui/shell/view_registry.h"

namespace spanloupe::app {
namespace {

tl::unexpected<Error> wrong(const QString& message) {
  return fail(ErrorKind::InvalidArgument, message.toStdString());
}

Result<QSize> parseSize(const QString& text) {
  constexpr int kMost = 16384;
  const QStringList parts = text.split(QLatin1Char('x'));
  bool wide = false;
  bool high = false;
  const QSize size(parts.value(0).toInt(&wide), parts.value(1).toInt(&high));
  if (parts.size() != 2 || !wide || !high || size.width() < 100 || size.height() < 100 ||
      size.width() > kMost || size.height() > kMost)
    return wrong(QStringLiteral("--size takes WIDTHxHEIGHT, for example 1280x800, not '%1'").arg(text));
  return size;
}

QString viewNames() {
  QStringList names;
  for (const shell::ViewEntry& view : shell::views()) names << QLatin1String(view.name);
  return names.join(QStringLiteral(", "));
}

Result<void> apply(const QString& name, const QString& value, WindowOptions& options) {
  if (name == QLatin1String("--trace")) {
    if (!shell::pastedId(value)) return wrong(QStringLiteral("'%1' is not a trace id").arg(value));
    options.request.trace = value;
  } else if (name == QLatin1String("--span")) {
    if (!SpanId::fromHex(value.toStdString()))
      return wrong(QStringLiteral("'%1' is not a span id").arg(value));
    options.request.span = value;
  } else if (name == QLatin1String("--view")) {
    if (shell::viewNamed(value) < 0)
      return wrong(QStringLiteral("There is no view '%1'; there is %2").arg(value, viewNames()));
    options.request.view = value;
  } else if (name == QLatin1String("--theme")) {
    if (value == QLatin1String("light"))
      options.theme = ui::Look::Mode::Light;
    else if (value == QLatin1String("dark"))
      options.theme = ui::Look::Mode::Dark;
    else if (value == QLatin1String("system"))
      options.theme = ui::Look::Mode::System;
    else
      return wrong(QStringLiteral("--theme takes light, dark or system, not '%1'").arg(value));
  } else if (name == QLatin1String("--render")) {
    options.render = value;
  } else {
    const auto size = parseSize(value);
    if (!size) return unexpected(size.error());
    options.size = *size;
  }
  return {};
}

}  // namespace

Result<WindowOptions> parseOptions(const QStringList& words) {
  static const QStringList kWithValue{QStringLiteral("--trace"),  QStringLiteral("--span"),
                                      QStringLiteral("--view"),   QStringLiteral("--theme"),
                                      QStringLiteral("--render"), QStringLiteral("--size")};
  WindowOptions options;
  bool onlyFiles = false;
  for (qsizetype i = 0; i < words.size(); ++i) {
    const QString& word = words[i];
    if (onlyFiles || !word.startsWith(QLatin1Char('-')) || word == QLatin1String("-")) {
      options.request.files << QFileInfo(word).absoluteFilePath();
    } else if (word == QLatin1String("--")) {
      onlyFiles = true;
    } else if (word == QLatin1String("--help") || word == QLatin1String("-h")) {
      options.help = true;
    } else if (word == QLatin1String("--listen")) {
      options.request.listen = true;
    } else if (word == QLatin1String("--version")) {
      options.version = true;
    } else {
      const QString name = word.section(QLatin1Char('='), 0, 0);
      if (!kWithValue.contains(name)) return wrong(QStringLiteral("Unknown option '%1'").arg(word));
      const bool joined = word.size() > name.size();
      if (!joined && ++i >= words.size()) return wrong(QStringLiteral("%1 needs a value").arg(name));
      const QString value = joined ? word.mid(name.size() + 1) : words[i];
      if (auto applied = apply(name, value, options); !applied) return unexpected(applied.error());
    }
  }
  if (!options.request.span.isEmpty() && options.request.trace.isEmpty())
    return wrong(QStringLiteral("--span needs --trace"));
  return options;
}

std::string helpText() {
  return "Explore distributed traces on your own machine\n"
         "Usage: spanloupe [OPTIONS] [FILE...]\n"
         "\n"
         "Opens trace files, folders of them, archives, or a session (.spanloupe). Without a file it shows "
         "what was\n"
         "stored earlier, or a page to start from. When a window is open already, that one opens the files.\n"
         "\n"
         "Options:\n"
         "  --trace ID               open that trace\n"
         "  --span ID                and select that span of it\n"
         "  --view NAME              start in that view: " +
         viewNames().toStdString() +
         "\n"
         "  --listen                 take spans from programs on this machine (OTLP, ports 4317 and 4318)\n"
         "  --theme light|dark|system\n"
         "  --render OUT.png         draw into a picture, without a window or a display, and exit\n"
         "  --size WIDTHxHEIGHT      of the picture (1280x800)\n"
         "  --help                   this text\n"
         "  --version                versions of the program and its libraries\n"
         "\n"
         "Exit status:\n"
         "  0 done, 1 failed, 2 wrong usage\n";
}

}  // namespace spanloupe::app
