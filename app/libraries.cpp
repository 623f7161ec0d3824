// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/libraries.h"

#include <archive.h>
#include <curl/curl.h>
#include <grpcpp/grpcpp.h>
#include <microhttpd.h>
#include <openssl/crypto.h>
#include <xxhash.h>
#include <zlib.h>
#include <zstd.h>
#include <protozero/version.hpp>

#include <tl/expected.hpp>

#include "app/allocator.h"
#include "core/store/sql.h"

namespace spanloupe::app {
namespace {

QString dotted(int major, int minor, int patch) {
  return QStringLiteral("%1.%2.%3").arg(major).arg(minor).arg(patch);
}

QString text(std::string_view view) {
  return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

}  // namespace

std::vector<shell::LibraryText> libraries() {
  const int archive = archive_version_number();
  const auto xxhash = static_cast<int>(XXH_versionNumber());
  std::vector<shell::LibraryText> texts{
      {QStringLiteral("Qt"), QLatin1String(qVersion()), QStringLiteral("LGPL-3.0")},
      {QStringLiteral("SQLite"), text(store::sqliteVersion()), QStringLiteral("public domain")},
      {QStringLiteral("gRPC"), QString::fromStdString(grpc::Version()), QStringLiteral("Apache-2.0")},
      {QStringLiteral("libmicrohttpd"), QLatin1String(MHD_get_version()), QStringLiteral("LGPL-2.1")},
      {QStringLiteral("OpenSSL"), QLatin1String(OpenSSL_version(OPENSSL_VERSION_STRING)),
       QStringLiteral("Apache-2.0")},
      {QStringLiteral("curl"), QLatin1String(curl_version_info(CURLVERSION_NOW)->version),
       QStringLiteral("curl")},
      {QStringLiteral("Zstandard"), QLatin1String(ZSTD_versionString()), QStringLiteral("BSD-3-Clause")},
      {QStringLiteral("zlib"), QLatin1String(zlibVersion()), QStringLiteral("Zlib")},
      {QStringLiteral("libarchive"), dotted(archive / 1000000, archive / 1000 % 1000, archive % 1000),
       QStringLiteral("BSD-2-Clause")},
      {QStringLiteral("xxHash"), dotted(xxhash / 10000, xxhash / 100 % 100, xxhash % 100),
       QStringLiteral("BSD-2-Clause")},
      {QStringLiteral("protozero"), QStringLiteral(PROTOZERO_VERSION_STRING), QStringLiteral("BSD-2-Clause")},
      {QStringLiteral("expected"),
       dotted(TL_EXPECTED_VERSION_MAJOR, TL_EXPECTED_VERSION_MINOR, TL_EXPECTED_VERSION_PATCH),
       QStringLiteral("CC0-1.0")},
  };
  const QString allocator = QString::fromStdString(allocatorVersion());
  if (!allocator.isEmpty())
    texts.push_back({QStringLiteral("jemalloc"), allocator, QStringLiteral("BSD-2-Clause")});
  return texts;
}

}  // namespace spanloupe::app
