// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/generate.h"

#include <array>
#include <string>

#include "core/generate/shapes.h"

namespace spanloupe::generate {
namespace {

struct ShapeRow {
  Shape shape;
  void (*generate)(std::uint64_t spans, std::uint64_t seed, SpanSink& sink, const std::stop_token& stop);
};

constexpr ShapeRow kRows[] = {
    {{"shop", "requests to a web shop of a dozen services, with errors, retries and a slow release"},
     generateShop},
    {{"single", "one trace of exactly that many spans"}, generateSingle},
    {{"deep", "one trace, each span the only child of the one before"}, generateDeep},
    {{"wide", "one trace, one span with all others as children"}, generateWide},
    {{"tiny", "traces of one span each"}, generateTiny},
};

constexpr auto kShapes = [] {
  std::array<Shape, std::size(kRows)> shapes{};
  for (std::size_t i = 0; i < shapes.size(); ++i) shapes[i] = kRows[i].shape;
  return shapes;
}();

}  // namespace

std::span<const Shape> shapes() { return kShapes; }

Result<void> generate(const Options& options, SpanSink& sink, const std::stop_token& stop) {
  for (const ShapeRow& row : kRows) {
    if (row.shape.name != options.shape) continue;
    row.generate(options.spans, options.seed, sink, stop);
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "interrupted");
    return {};
  }
  std::string known;
  for (const Shape& shape : kShapes) known.append(known.empty() ? "" : ", ").append(shape.name);
  return fail(ErrorKind::InvalidArgument,
              "there is no shape \"" + std::string(options.shape) + "\"; known are " + known);
}

}  // namespace spanloupe::generate
