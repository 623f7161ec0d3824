// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/generate.h"

#include <cstdlib>

#include "app/cli/command_list.h"
#include "app/cli/target.h"

namespace spanloupe::cli {
namespace {

/// The generator cannot be stopped in the middle, and there is nothing to keep of half a load: when the user
/// interrupts or nobody reads any more, the program ends right here.
class AbandonableOutput final : public formats::Output {
 public:
  AbandonableOutput(Target& target, std::stop_token stop) : m_target(target), m_stop(std::move(stop)) {}

  Result<void> write(std::string_view bytes) override {
    auto written = m_target.write(bytes);
    const bool unread = !written && written.error().kind == ErrorKind::Cancelled;
    if (unread || m_stop.stop_requested()) {
      m_target.discard();
      std::_Exit(unread ? kDone : kFailed);
    }
    return written;
  }

 private:
  Target& m_target;
  std::stop_token m_stop;
};

Result<generate::Options> generatorOptions(const Arguments& arguments, const std::string& shape) {
  generate::Options options;
  const auto spans = arguments.number("spans", options.spans);
  if (!spans) return tl::unexpected(spans.error());
  const auto seed = arguments.number("seed", options.seed);
  if (!seed) return tl::unexpected(seed.error());
  options.spans = *spans;
  options.seed = *seed;
  if (!shape.empty()) options.shape = shape;
  bool known = false;
  for (const generate::Shape& one : generate::shapes()) known = known || one.name == options.shape;
  if (!known)
    return fail(ErrorKind::InvalidArgument, "there is no shape “" + shape + "” (see `help generate`)");
  return options;
}

}  // namespace

Result<int> runGenerate(const Invocation& invocation) {
  const Arguments& arguments = invocation.arguments;
  const std::string shape = arguments.value("shape");
  const auto options = generatorOptions(arguments, shape);
  if (!options) return tl::unexpected(options.error());
  const auto path = targetPath(arguments);
  if (!path) return tl::unexpected(path.error());
  const auto format = targetFormat(arguments);
  if (!format) return tl::unexpected(format.error());

  const auto target = Target::create(*path, invocation.out);
  if (!target) return tl::unexpected(target.error());
  AbandonableOutput output(**target, invocation.stop);
  const std::unique_ptr<formats::SpanWriter> writer = (*format)->writer(output);
  if (auto done = generate::generate(*options, *writer); !done) return tl::unexpected(done.error());
  if (auto done = writer->finish(); !done) return tl::unexpected(done.error());
  if (auto done = (*target)->commit(); !done) return tl::unexpected(done.error());
  return kDone;
}

}  // namespace spanloupe::cli
