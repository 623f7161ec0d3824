// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/pem_files.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

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

template <typename Thing>
using Owned = std::unique_ptr<Thing, void (*)(Thing*)>;

Owned<BIO> reading(const std::string& bytes) {
  return {BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())), BIO_free_all};
}

/// Instead of a question on the terminal.
int noPassword(char*, int, int, void*) { return 0; }

/// gRPC takes files that do not fit and then fails every connection: so they are looked at before.
Result<void> check(const PemFiles& pem, const std::string& certificateFile, const std::string& keyFile) {
  const Owned<X509> certificate(
      PEM_read_bio_X509(reading(pem.certificate).get(), nullptr, noPassword, nullptr), X509_free);
  const Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(reading(pem.key).get(), nullptr, noPassword, nullptr),
                            EVP_PKEY_free);
  const bool isPair = certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1;
  ERR_clear_error();
  if (!certificate)
    return fail(ErrorKind::InvalidArgument, "this is no certificate in PEM form", certificateFile);
  if (!key)
    return fail(ErrorKind::InvalidArgument, "this is no private key in PEM form, or it has a password",
                keyFile);
  if (!isPair) return fail(ErrorKind::InvalidArgument, "this key is not that of the certificate", keyFile);
  return {};
}

}  // namespace

Result<std::optional<PemFiles>> readPemFiles(const std::string& certificateFile, const std::string& keyFile) {
  if (certificateFile.empty() && keyFile.empty()) return std::nullopt;
  if (certificateFile.empty() || keyFile.empty())
    return fail(ErrorKind::InvalidArgument, "TLS needs both a certificate file and a key file");
  auto certificate = readPem(certificateFile, "certificate");
  if (!certificate) return tl::unexpected<Error>(std::move(certificate.error()));
  auto key = readPem(keyFile, "key");
  if (!key) return tl::unexpected<Error>(std::move(key.error()));
  PemFiles pem{std::move(*certificate), std::move(*key)};
  if (auto fits = check(pem, certificateFile, keyFile); !fits)
    return tl::unexpected<Error>(std::move(fits.error()));
  return pem;
}

}  // namespace spanloupe::receive
