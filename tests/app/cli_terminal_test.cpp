// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What happens on a terminal only: colours, progress, the width.
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <QTest>

#include "tests/app/cli_process.h"

namespace spanloupe::test {

class CliTerminalTest : public QObject {
  Q_OBJECT

 private slots:
  void coloursErrorsOnATerminal();
  void noColorTurnsColoursOff();
  void aDumbTerminalGetsNoColours();
  void tablesAreTheDefaultAndFit();
  void progressIsOnStandardErrorAndWipesItself();
  void quietTurnsProgressOff();

 private:
  CliFolder m_folder;
};

namespace {

/// A terminal whose screen is kept as bytes.
class PseudoTerminal {
 public:
  explicit PseudoTerminal(unsigned short columns) : m_master(::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK)) {
    if (m_master < 0 || ::grantpt(m_master) != 0 || ::unlockpt(m_master) != 0) qFatal("no pseudo terminal");
    m_name = QString::fromLocal8Bit(::ptsname(m_master));
    m_slave =
        ::open(m_name.toLocal8Bit().constData(), O_RDWR | O_NOCTTY);  // Keeps what was written readable.
    winsize size{};
    size.ws_col = columns;
    size.ws_row = 40;
    ::ioctl(m_slave, TIOCSWINSZ, &size);
  }
  ~PseudoTerminal() {
    ::close(m_slave);
    ::close(m_master);
  }
  [[nodiscard]] const QString& name() const { return m_name; }
  QByteArray read() {
    QByteArray all, part(4096, '\0');
    for (ssize_t size = 0;
         (size = ::read(m_master, part.data(), static_cast<std::size_t>(part.size()))) > 0;) {
      all += part.left(size);
    }
    return all;
  }

 private:
  int m_master;
  int m_slave = -1;
  QString m_name;
};

enum class On { Output, Error };

QByteArray onTerminal(const CliFolder& folder, const QStringList& arguments, On stream,
                      const QList<std::pair<QString, QString>>& variables = {}) {
  PseudoTerminal terminal(70);
  QProcess process;
  folder.prepare(process, arguments);
  QProcessEnvironment environment = process.processEnvironment();
  environment.remove("NO_COLOR");
  environment.insert("TERM", "xterm");
  for (const auto& [name, value] : variables) environment.insert(name, value);
  process.setProcessEnvironment(environment);
  stream == On::Output ? process.setStandardOutputFile(terminal.name())
                       : process.setStandardErrorFile(terminal.name());
  process.start();
  // Nobody may have to wait for room in the terminal's buffer.
  QByteArray screen;
  while (!process.waitForFinished(10) && process.state() != QProcess::NotRunning) screen += terminal.read();
  return screen + terminal.read();
}

}  // namespace

void CliTerminalTest::coloursErrorsOnATerminal() {
  const QByteArray screen =
      onTerminal(m_folder, {"show", CliFolder::sampleTraceId(), "--open", m_folder.sample()}, On::Output);
  QVERIFY2(screen.contains("\x1b[31m"), screen.constData());
  QVERIFY(screen.contains("checkout"));
}

void CliTerminalTest::noColorTurnsColoursOff() {
  const QByteArray screen =
      onTerminal(m_folder, {"show", CliFolder::sampleTraceId(), "--open", m_folder.sample()}, On::Output,
                 {{"NO_COLOR", "1"}});
  QVERIFY(screen.contains("checkout"));
  QVERIFY2(!screen.contains('\x1b'), screen.constData());
}

void CliTerminalTest::aDumbTerminalGetsNoColours() {
  QVERIFY(!onTerminal(m_folder, {"formats"}, On::Output, {{"TERM", "dumb"}}).contains('\x1b'));
}

void CliTerminalTest::tablesAreTheDefaultAndFit() {
  const QByteArray screen = onTerminal(m_folder, {"formats"}, On::Output, {{"NO_COLOR", "1"}});
  QVERIFY2(screen.startsWith("Name "), screen.constData());
  for (const QString& line : QString::fromUtf8(screen).split("\r\n"))
    QVERIFY2(line.size() <= 70, qPrintable(line));
}

void CliTerminalTest::progressIsOnStandardErrorAndWipesItself() {
  const QString load = m_folder.path("load.pb");
  QCOMPARE(m_folder.run({"generate", "--spans", "60000", "--to", load}).status, 0);
  const QByteArray screen =
      onTerminal(m_folder, {"import", "--store", m_folder.path("p.spanloupe"), load}, On::Error);
  QVERIFY2(screen.contains("load.pb") && screen.contains("spans"), screen.constData());
  QVERIFY(screen.endsWith("\r\x1b[K"));
}

void CliTerminalTest::quietTurnsProgressOff() {
  const QString load = m_folder.path("load2.pb");
  QCOMPARE(m_folder.run({"generate", "--spans", "20000", "--to", load}).status, 0);
  QCOMPARE(onTerminal(m_folder, {"import", "--quiet", load}, On::Error), QByteArray());
}

}  // namespace spanloupe::test

QTEST_GUILESS_MAIN(spanloupe::test::CliTerminalTest)
#include "cli_terminal_test.moc"
