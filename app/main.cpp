// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>
#include <cstdio>

#include "app/libraries.h"
#include "app/version.h"
#include "app/window_options.h"
#include "core/base/open_files.h"
#include "ui/shell/listen_ui.h"
#include "ui/shell/main_window.h"
#include "ui/shell/render_job.h"
#include "ui/shell/second_start.h"
#include "ui/shell/tray.h"

namespace {

using namespace spanloupe;

constexpr auto kThemeKey = "look/theme";
constexpr auto kZoneKey = "look/utc";
constexpr auto kScaleKey = "look/textScale";

void say(const std::string& text) { std::fprintf(stderr, "spanloupe: %s\n", text.c_str()); }

/// What Qt says of the offscreen platform and of a missing runtime folder is nothing to whoever wants a
/// picture.
void quietly(QtMsgType type, const QMessageLogContext&, const QString& text) {
  if (type == QtDebugMsg || text.startsWith(QLatin1String("This plugin does not support")) ||
      text.startsWith(QLatin1String("QStandardPaths:")))
    return;
  say(text.toStdString());
}

bool hasDisplay() {
  return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
         qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

/// Theme, text size and time zone of last time, and from now on kept.
void keepLook(ui::Look& look, QSettings& settings) {
  const int mode = settings.value(QLatin1String(kThemeKey)).toInt();
  if (mode > 0 && mode <= 2) look.setMode(static_cast<ui::Look::Mode>(mode));
  if (settings.value(QLatin1String(kZoneKey)).toBool()) look.setTimeZone(ui::TimeZone::Utc);
  look.setTextScale(settings.value(QLatin1String(kScaleKey), 1.0).toDouble());
  QObject::connect(&look, &ui::Look::changed, &settings, [&look, &settings] {
    settings.setValue(QLatin1String(kScaleKey), look.textScale());
    settings.setValue(QLatin1String(kThemeKey), static_cast<int>(look.mode()));
    settings.setValue(QLatin1String(kZoneKey), look.timeZone() == ui::TimeZone::Utc);
  });
}

int run(QApplication& application, const app::WindowOptions& options, const QString& socket) {
  const bool rendering = !options.render.isEmpty();
  // A picture must not depend on what was chosen in a window some day, and must not change it.
  const QString config = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
  QSettings settings(rendering ? QString() : config + QStringLiteral("/spanloupe/spanloupe.ini"),
                     QSettings::IniFormat);
  ui::Look look;
  if (rendering) {
    look.setReducedMotion(true);
    look.setMode(ui::Look::Mode::Light);
  } else {
    keepLook(look, settings);
  }
  if (options.theme) look.setMode(*options.theme);
  look.install(application);

  session::TraceSession session;
  session::ViewState state;
  session::RecentFiles recent(settings);
  QString version = QString::fromStdString(std::string(app::version()));
  if (!app::commit().empty())
    version += QStringLiteral(" (%1)").arg(QString::fromStdString(std::string(app::commit())));
  shell::MainWindow window({look, session, state, recent, settings, {version, app::libraries()}});

  shell::StartServer server;
  if (!rendering && server.listen(socket)) {
    QObject::connect(&server, &shell::StartServer::requested, &window,
                     [&window](const shell::StartRequest& request) {
                       window.listenUi().tray().showWindow();
                       window.open(request);
                     });
  }
  // After the first paint: nothing is read before there is something to see.
  QTimer::singleShot(0, &window, [&window, request = options.request] {
    window.open(request);
    if (request.files.isEmpty()) window.openLast();
  });
  if (!rendering) {
    window.show();
    return QApplication::exec();
  }
  shell::RenderJob job(window, {options.render, options.size});
  QObject::connect(&job, &shell::RenderJob::finished, &application, [](const QString& problem) {
    if (!problem.isEmpty()) say(problem.toStdString());
    QApplication::exit(problem.isEmpty() ? 0 : 1);
  });
  return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
  // Sessions, cache and settings are nobody else's business.
  ::umask(077);
  raiseOpenFileLimit();
  QStringList words;
  for (int i = 1; i < argc; ++i) words << QString::fromLocal8Bit(argv[i]);
  const auto options = app::parseOptions(words);
  if (!options) {
    say(options.error().message + " (see spanloupe --help)");
    return 2;
  }
  if (options->help) {
    std::fputs(app::helpText().c_str(), stdout);
    return 0;
  }
  if (options->version) {
    std::printf("%s\n", app::versionLine("spanloupe").c_str());
    for (const shell::LibraryText& library : app::libraries())
      std::printf("%s %s (%s)\n", qPrintable(library.name), qPrintable(library.version),
                  qPrintable(library.licence));
    return 0;
  }
  const bool rendering = !options->render.isEmpty();
  QString socket;
  if (rendering) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler(quietly);
  } else {
    if (!hasDisplay()) {
      say("There is no display to open a window on; spanloupe-cli needs none, and --render writes a picture");
      return 1;
    }
    socket = shell::socketPath();
    if (shell::handOver(socket, options->request)) return 0;
  }
  QApplication application(argc, argv);
  QApplication::setApplicationName(QStringLiteral("spanloupe"));
  QApplication::setDesktopFileName(QStringLiteral("org.spanloupe.Spanloupe"));
  QApplication::setWindowIcon(QIcon::fromTheme(QStringLiteral("spanloupe")));
  return run(application, *options, socket);
}
