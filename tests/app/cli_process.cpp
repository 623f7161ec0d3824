// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_process.h"

#include <QFile>
#include <QJsonDocument>

namespace spanloupe::test {

QJsonObject CliRun::json() const { return QJsonDocument::fromJson(out).object(); }

QList<QJsonObject> CliRun::lines() const {
  QList<QJsonObject> objects;
  for (const QByteArray& line : out.split('\n')) {
    if (!line.isEmpty()) objects.append(QJsonDocument::fromJson(line).object());
  }
  return objects;
}

QString CliFolder::write(const QString& name, const QByteArray& content) const {
  QFile file(path(name));
  if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
    qFatal("cannot write a test file");
  return file.fileName();
}

QString CliFolder::sample() const {
  return write(QStringLiteral("sample.json"), R"json({"resourceSpans":[
{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeSpans":[{"scope":{"name":"lib"},"spans":[
{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b171","name":"checkout","kind":2,
 "startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"1700000000100000000","status":{"code":2,"message":"declined"},
 "attributes":[{"key":"http.method","value":{"stringValue":"POST"}},{"key":"size","value":{"intValue":"9007199254740993"}}],
 "events":[{"timeUnixNano":"1700000000050000000","name":"retry","attributes":[{"key":"n","value":{"intValue":"1"}}]}]},
{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b172","parentSpanId":"eee19b7ec3c1b171","name":"pay","kind":3,
 "startTimeUnixNano":"1700000000010000000","endTimeUnixNano":"1700000000090000000",
 "attributes":[{"key":"http.method","value":{"stringValue":"GET"}}],
 "links":[{"traceId":"5b8efff798038103d269b633813fc60d","spanId":"eee19b7ec3c1b179"}]}]}]},
{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"bank"}}]},"scopeSpans":[{"spans":[
{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b173","parentSpanId":"eee19b7ec3c1b172","name":"charge","kind":2,
 "startTimeUnixNano":"1700000000020000000","endTimeUnixNano":"1700000000080000000",
 "attributes":[{"key":"http.method","value":{"stringValue":"GET"}}]},
{"traceId":"5b8efff798038103d269b633813fc60d","spanId":"eee19b7ec3c1b179","name":"nightly",
 "startTimeUnixNano":"1700000001000000000","endTimeUnixNano":"1700000002000000000"}]}]}]}
)json");
}

void CliFolder::prepare(QProcess& process, const QStringList& arguments) const {
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QStringLiteral("HOME"), m_folder.path());
  environment.insert(QStringLiteral("XDG_DATA_HOME"), path(QStringLiteral("data")));
  environment.insert(QStringLiteral("XDG_CACHE_HOME"), path(QStringLiteral("cache")));
  process.setProcessEnvironment(environment);
  process.setProgram(QStringLiteral(SPANLOUPE_CLI));
  process.setArguments(arguments);
}

CliRun CliFolder::run(const QStringList& arguments, const QByteArray& input) const {
  QProcess process;
  prepare(process, arguments);
  process.start();
  if (!input.isEmpty()) process.write(input);
  process.closeWriteChannel();
  return finish(process);
}

CliRun CliFolder::finish(QProcess& process, int milliseconds) {
  CliRun run;
  // waitForFinished() says no when there is nothing to wait for any more.
  const bool ended = process.state() == QProcess::NotRunning || process.waitForFinished(milliseconds);
  if (!ended) {
    process.kill();
    process.waitForFinished(5'000);
  } else if (process.exitStatus() == QProcess::NormalExit) {
    run.status = process.exitCode();
  }
  run.out = process.readAllStandardOutput();
  run.err = process.readAllStandardError();
  return run;
}

}  // namespace spanloupe::test
