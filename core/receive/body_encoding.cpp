// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/body_encoding.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>

namespace spanloupe::receive {
namespace {

/// What the inflated body is enlarged by, so that memory follows what really comes out.
constexpr std::size_t kStep = std::size_t{256} << 10;

tl::unexpected<Error> damaged(std::string_view encoding) {
  return fail(ErrorKind::InvalidArgument,
              "the body is not " + std::string(encoding) + ", or it was cut short");
}

tl::unexpected<Error> tooLarge(std::size_t limit) {
  return fail(ErrorKind::TooLarge,
              "the body has more than " + std::to_string(limit >> 20) + " MiB when decompressed");
}

/// Room for more in `out`; false at the limit.
bool enlarge(std::string& out, std::size_t used, std::size_t limit) {
  if (used < out.size()) return true;
  if (out.size() > limit) return false;
  out.resize(std::min(out.size() + std::max(kStep, out.size()), limit + 1));
  return true;
}

Result<std::string> inflateZlib(std::string_view body, int windowBits, std::string_view name,
                                std::size_t limit) {
  z_stream stream{};
  if (inflateInit2(&stream, windowBits) != Z_OK) return fail(ErrorKind::Io, "not enough memory");
  const std::unique_ptr<z_stream, int (*)(z_streamp)> end(&stream, inflateEnd);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  stream.avail_in = static_cast<uInt>(body.size());
  std::string out;
  std::size_t used = 0;
  while (true) {
    if (!enlarge(out, used, limit)) return tooLarge(limit);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + used);
    stream.avail_out = static_cast<uInt>(out.size() - used);
    const int code = ::inflate(&stream, Z_NO_FLUSH);
    used = out.size() - stream.avail_out;
    if (used > limit) return tooLarge(limit);
    if (code == Z_STREAM_END) {
      // gzip may have several members.
      if (windowBits <= 15 || stream.avail_in == 0) break;
      if (inflateReset(&stream) != Z_OK) return damaged(name);
    } else if (code != Z_OK || (stream.avail_in == 0 && stream.avail_out != 0)) {
      return damaged(name);
    }
  }
  out.resize(used);
  return out;
}

Result<std::string> inflateZstd(std::string_view body, std::size_t limit) {
  const std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context(ZSTD_createDCtx(), ZSTD_freeDCtx);
  // A frame names the window it wants; more than the limit is never needed.
  ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, 27);
  ZSTD_inBuffer in{body.data(), body.size(), 0};
  std::string out;
  std::size_t used = 0;
  std::size_t wanted = 1;
  while (in.pos < in.size || wanted != 0) {
    if (!enlarge(out, used, limit)) return tooLarge(limit);
    ZSTD_outBuffer to{out.data(), out.size(), used};
    const std::size_t before = in.pos;
    wanted = ZSTD_decompressStream(context.get(), &to, &in);
    if (ZSTD_isError(wanted) != 0) return damaged("zstd");
    if (to.pos == used && in.pos == before) return damaged("zstd");
    used = to.pos;
    if (used > limit) return tooLarge(limit);
  }
  out.resize(used);
  return out;
}

}  // namespace

BodyEncoding sniffEncoding(std::string_view body) {
  if (body.starts_with("\x1f\x8b")) return BodyEncoding::Gzip;
  if (body.starts_with("\x28\xb5\x2f\xfd")) return BodyEncoding::Zstd;
  return BodyEncoding::Identity;
}

Result<std::string> inflateBody(std::string_view body, BodyEncoding encoding, std::size_t limit) {
  switch (encoding) {
    case BodyEncoding::Identity: break;
    case BodyEncoding::Gzip: return inflateZlib(body, 15 + 16, "gzip", limit);
    case BodyEncoding::Zstd: return inflateZstd(body, limit);
    case BodyEncoding::Deflate: {
      // RFC 9110 means zlib; a body without its header is tried as raw deflate.
      const bool zlib =
          body.size() >= 2 && (body[0] & 0x0f) == 8 &&
          (static_cast<unsigned char>(body[0]) * 256 + static_cast<unsigned char>(body[1])) % 31 == 0;
      return inflateZlib(body, zlib ? 15 : -15, "deflate", limit);
    }
  }
  if (body.size() > limit) return tooLarge(limit);
  return std::string(body);
}

}  // namespace spanloupe::receive
