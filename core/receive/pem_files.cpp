// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/pem_files.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>

namespace spanloupe::receive {
namespace {

/// Chains of certificates are some kilobytes.
constexpr std::size_t kLargest = std::size_t{1} << 20;

Result<std::string> readPem(const std::string& file, std::string_view what) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> open(std::fopen(file.c_str(), "rbe"), std::fclose);
  if (!open) return tl::unexpected<Error>(ioError("cannot read the " + std::string(what), file, errno));
  std::string bytes;
  std::array<char, 4096> block{};
  while (bytes.size() < kLargest) {
    const std::size_t count = std::fread(block.data(), 1, block.size(), open.get());
    if (count == 0) break;
    bytes.append(block.data(), count);
  }
  if (std::ferror(open.get()) != 0)
    return tl::unexpected<Error>(ioError("cannot read the " + std::string(what), file, EIO));
  return bytes;
}

bool holds(const std::string& pem, std::string_view what) {
  const std::size_t begin = pem.find("-----BEGIN ");
  return begin != std::string::npos && pem.find(what, begin) != std::string::npos;
}

}  // namespace

Result<std::optional<PemFiles>> readPemFiles(const std::string& certificateFile, const std::string& keyFile) {
  if (certificateFile.empty() && keyFile.empty()) return std::nullopt;
  if (certificateFile.empty() || keyFile.empty())
    return fail(ErrorKind::InvalidArgument, "TLS needs both a certificate file and a key file");
  auto certificate = readPem(certificateFile, "certificate");
  if (!certificate) return tl::unexpected<Error>(std::move(certificate.error()));
  if (!holds(*certificate, "CERTIFICATE-----"))
    return fail(ErrorKind::InvalidArgument, "this is no certificate in PEM form", certificateFile);
  auto key = readPem(keyFile, "key");
  if (!key) return tl::unexpected<Error>(std::move(key.error()));
  if (!holds(*key, "PRIVATE KEY-----"))
    return fail(ErrorKind::InvalidArgument, "this is no private key in PEM form", keyFile);
  return PemFiles{std::move(*certificate), std::move(*key)};
}

}  // namespace spanloupe::receive
