// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/generate.h"

#include <optional>
#include <stop_token>

#include "app/cli/command_list.h"
#include "app/cli/target.h"

namespace spanloupe::cli {
namespace {

/// Stops the generator when what it writes is no longer taken: a full disk, or nobody reads any more.
class StoppingOutput final : public formats::Output {
 public:
  StoppingOutput(Target& target, std::stop_source& stop) : m_target(target), m_stop(stop) {}

  Result<void> write(std::string_view bytes) override {
    auto written = m_target.write(bytes);
    if (!written && !m_error) {
      m_error = written.error();
      m_stop.request_stop();
    }
    return written;
  }
  [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

 private:
  Target& m_target;
  std::stop_source& m_stop;
  std::optional<Error> m_error;
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
  std::stop_source stop;
  const std::stop_callback interrupted(invocation.stop, [&stop] { stop.request_stop(); });
  StoppingOutput output(**target, stop);
  const std::unique_ptr<formats::SpanWriter> writer = (*format)->writer(output);
  const Result<void> generated = generate::generate(*options, *writer, stop.get_token());
  // Always: a writer must be finished.
  const Result<void> finished = writer->finish();
  if (output.error()) {
    if (output.error()->kind == ErrorKind::Cancelled) return kDone;  // `| head` has seen enough
    return tl::unexpected(*output.error());
  }
  if (!generated) return tl::unexpected(generated.error());
  if (!finished) return tl::unexpected(finished.error());
  if (auto done = (*target)->commit(); !done) return tl::unexpected(done.error());
  return kDone;
}

}  // namespace spanloupe::cli
