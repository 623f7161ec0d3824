// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_simdjson FILE: seconds in which simdjson alone walks every value of the file's documents.
#include <simdjson.h>

#include "tests/bench/measure.h"

namespace {

std::uint64_t walk(simdjson::ondemand::value value) {  // NOLINT(misc-no-recursion): our own load, shallow
  std::uint64_t seen = 1;
  switch (value.type()) {
    case simdjson::ondemand::json_type::object:
      for (auto field : value.get_object()) {
        seen += field.unescaped_key().value().size();
        seen += walk(field.value());
      }
      break;
    case simdjson::ondemand::json_type::array:
      for (auto element : value.get_array()) seen += walk(element.value());
      break;
    case simdjson::ondemand::json_type::string: seen += value.get_string().value().size(); break;
    default: seen += value.raw_json_token().size(); break;
  }
  return seen;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace spanloupe;
  if (argc != 2) bench::giveUp("usage: bench_simdjson FILE");
  try {
    const bench::Stopwatch watch;
    const simdjson::padded_string bytes = simdjson::padded_string::load(argv[1]);
    simdjson::ondemand::parser parser;
    std::uint64_t seen = 0;
    // One document per line; the largest may be the whole file.
    simdjson::ondemand::document_stream documents =
        parser.iterate_many(bytes, std::max<std::size_t>(bytes.size(), 1 << 20));
    for (auto document : documents) seen += walk(document.get_value());
    const double seconds = watch.seconds();
    if (seen == 0) bench::giveUp("there was nothing to walk");
    bench::print("seconds", seconds);
  } catch (const simdjson::simdjson_error& error) {
    bench::giveUp(error.what());
  }
}
