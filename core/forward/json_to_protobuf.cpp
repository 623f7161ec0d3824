// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/json_to_protobuf.h"

#include <memory>

#include "core/formats/registry.h"

namespace spanloupe::forward {
namespace {

class Bytes final : public formats::Output {
 public:
  explicit Bytes(std::string& bytes) : m_bytes(bytes) {}
  Result<void> write(std::string_view bytes) override {
    m_bytes += bytes;
    return {};
  }

 private:
  std::string& m_bytes;
};

/// Messages behind their lengths, which follow one another as one message.
std::string unframed(std::string_view framed) {
  std::string message;
  while (framed.size() >= 4) {
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4; ++i) size = size << 8 | static_cast<unsigned char>(framed[i]);
    message += framed.substr(4, size);
    framed.remove_prefix(std::min(framed.size(), 4 + size));
  }
  return message;
}

}  // namespace

Result<std::string> jsonToProtobuf(Signal signal, std::string_view json) {
  if (signal == Signal::Metrics)
    return fail(ErrorKind::Unsupported, "metrics that came as JSON cannot be forwarded over gRPC");
  std::string bytes;
  Bytes output(bytes);
  const auto writer = formats::formatNamed("otlp-proto")->writer(output);
  if (signal == Signal::Logs) writer->expectLogs();
  Diagnostics diagnostics;
  // The decoder reads some bytes beyond the end of what it is given.
  auto owner = std::make_shared<std::string>(json);
  owner->append(formats::Input::kPadding, '\0');
  const std::string_view text = std::string_view(*owner).substr(0, json.size());
  formats::formatNamed("otlp-json")->decode({{owner, text}, 0, nullptr}, *writer, diagnostics);
  if (auto written = writer->finish(); !written) return tl::unexpected(written.error());
  return signal == Signal::Logs ? unframed(bytes) : bytes;
}

}  // namespace spanloupe::forward
