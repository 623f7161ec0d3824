// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/zstd_frame.h"

#include <zstd.h>

#include <memory>

namespace spanloupe {
namespace {

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

}  // namespace

ZSTD_CCtx_s* zstdCompressor() {
  thread_local const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  return context.get();
}

Result<std::string> zstdFrame(std::string_view bytes) {
  // Not set to zero: of the room for the worst case only what is used is touched.
  const std::size_t room = ZSTD_compressBound(bytes.size());
  const std::unique_ptr<char[]> frame(new char[room]);
  const std::size_t size =
      ZSTD_compressCCtx(zstdCompressor(), frame.get(), room, bytes.data(), bytes.size(), kZstdLevel);
  if (ZSTD_isError(size) != 0)
    return fail(ErrorKind::Io, std::string("it cannot be compressed: ") + ZSTD_getErrorName(size));
  return std::string(frame.get(), size);
}

}  // namespace spanloupe
