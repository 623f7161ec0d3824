// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A place of its own for settings, cache and data, and small trace files whose facts are known by heart.
#pragma once

#include <QDir>
#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <vector>

#include "core/store/sqlite.h"
#include "ui/session/trace_session.h"

namespace spanloupe::test {

struct SketchTrace {
  QString service = QStringLiteral("frontend");
  QString name = QStringLiteral("GET /");
  int startMs = 0;  ///< After 2026-03-12T14:00:00Z.
  int durationMs = 10;
  int spans = 1;   ///< The root, then children of service "db".
  int errors = 0;  ///< So many of the spans, from the root on, failed.
};

/// The id of the trace at `index` of a sketch.
inline QString traceHex(int index) { return QStringLiteral("%1").arg(index + 1, 32, 16, QLatin1Char('0')); }
inline QString spanHex(int trace, int span) {
  return QStringLiteral("%1").arg((trace + 1) * 4096 + span + 1, 16, 16, QLatin1Char('0'));
}

inline QString spanJson(int index, int span, const SketchTrace& trace) {
  constexpr qint64 kEpochMs = 1773324000000;
  const qint64 start = (kEpochMs + trace.startMs) * 1000000 + span;
  const qint64 end = start + qint64{trace.durationMs} * 1000000 - 2 * span;
  return QStringLiteral(R"({"traceId":"%1","spanId":"%2","parentSpanId":"%3","name":"%4","kind":2,)"
                        R"("startTimeUnixNano":"%5","endTimeUnixNano":"%6","status":{"code":%7},)"
                        R"("attributes":[{"key":"span.number","value":{"intValue":"%8"}}]})")
      .arg(traceHex(index), spanHex(index, span), span == 0 ? QString() : spanHex(index, 0),
           span == 0 ? trace.name : QStringLiteral("SELECT %1").arg(span))
      .arg(start)
      .arg(end)
      .arg(span < trace.errors ? 2 : 0)
      .arg(span);
}

inline QByteArray otlpJson(const std::vector<SketchTrace>& traces) {
  QStringList groups;
  for (int i = 0; i < static_cast<int>(traces.size()); ++i) {
    const SketchTrace& trace = traces[static_cast<std::size_t>(i)];
    const auto group = [&](const QString& service, int from, int to) {
      QStringList spans;
      for (int span = from; span < to; ++span) spans << spanJson(i, span, trace);
      return QStringLiteral(
                 R"({"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"%1"}}]},)"
                 R"("scopeSpans":[{"spans":[%2]}]})")
          .arg(service, spans.join(QLatin1Char(',')));
    };
    groups << group(trace.service, 0, 1);
    if (trace.spans > 1) groups << group(QStringLiteral("db"), 1, trace.spans);
  }
  return "{\"resourceSpans\":[" + groups.join(QLatin1Char(',')).toUtf8() + "]}";
}

/// Makes everything that is written land in a folder that goes away.
class Home {
 public:
  Home() {
    for (const char* name : {"XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"})
      qputenv(name, m_folder.path().toUtf8());
    qputenv("TZ", "UTC");
  }
  [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
  QString write(const QString& name, const QByteArray& bytes) const {
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
      qFatal("cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
  }

 private:
  QTemporaryDir m_folder;
};

/// While it lives, nothing of the session but the list of its segments can be read.
class DamagedSession {
 public:
  explicit DamagedSession(const session::TraceSession& session) : m_path(*session.current()->path) { turn(); }
  DamagedSession(const DamagedSession&) = delete;
  DamagedSession& operator=(const DamagedSession&) = delete;
  ~DamagedSession() { turn(); }

 private:
  /// Columns are found by their ids.
  void turn() const {
    const auto connection = store::Connection::open(m_path, store::Access::ReadWrite);
    if (!connection || !connection->run("UPDATE segment_column SET id = -id"))
      qFatal("cannot change the session");
  }
  std::string m_path;
};

/// Opens and waits until everything is read.
inline bool load(session::TraceSession& session, const QStringList& files) {
  QSignalSpy loaded(&session, &session::TraceSession::loaded);
  session.openFiles(files);
  return loaded.wait(30000);
}

}  // namespace spanloupe::test
