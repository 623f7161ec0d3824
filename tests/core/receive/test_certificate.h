// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A certificate for localhost that signs itself, made with the openssl program; empty where there is none.
#pragma once

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <string>

namespace spanloupe::test {

class TestCertificate {
 public:
  TestCertificate() {
    QProcess openssl;
    openssl.start("openssl", {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                              "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                              "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout",
                              m_folder.filePath("key.pem"), "-out", m_folder.filePath("certificate.pem")});
    m_isMade = openssl.waitForFinished(20'000) && openssl.exitCode() == 0;
  }

  [[nodiscard]] bool isMade() const { return m_isMade; }
  [[nodiscard]] std::string certificateFile() const { return path("certificate.pem"); }
  [[nodiscard]] std::string keyFile() const { return path("key.pem"); }
  /// A file beside them.
  [[nodiscard]] std::string path(const char* name) const { return m_folder.filePath(name).toStdString(); }
  [[nodiscard]] std::string certificate() const {
    QFile file(QString::fromStdString(certificateFile()));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
  }

 private:
  QTemporaryDir m_folder;
  bool m_isMade = false;
};

}  // namespace spanloupe::test
