// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ingest/batch_reader.h"

#include <unistd.h>

#include <algorithm>

#include "core/base/ids.h"
#include "core/formats/registry.h"

namespace spanloupe::ingest {
namespace {

/// About a segment of ordinary spans; the first is smaller so that something is on screen at once.
constexpr std::size_t kBatchBytes = std::size_t{20} << 20;
constexpr std::size_t kFirstBatchBytes = std::size_t{2} << 20;

/// One hash for the inputs of an archive.
std::string combine(const std::string& hashes) {
  if (hashes.size() <= 16) return hashes;
  std::uint64_t a = 0;
  std::uint64_t b = hashes.size();
  for (const char c : hashes) {
    a = mixBits(a ^ static_cast<unsigned char>(c));
    b = mixBits(b + a);
  }
  std::string out(16, '\0');
  TraceId{a, b}.toBytes(out.data());
  return out;
}

}  // namespace

struct BatchReader::OpenSource {
  SourceEnded end;
  std::string hashes;
};

BatchReader::BatchReader(const ImportOptions& options, std::vector<ListedFile> files,
                         std::int64_t firstSource, std::function<bool(Batch)> take,
                         std::function<bool(std::uint64_t)> knownSize,
                         std::function<bool(const std::string&)> knownHash, std::stop_token stop)
    : m_options(options),
      m_files(std::move(files)),
      m_nextSource(firstSource),
      m_take(std::move(take)),
      m_knownSize(std::move(knownSize)),
      m_knownHash(std::move(knownHash)),
      m_stop(std::move(stop)),
      m_batchLimit(kFirstBatchBytes) {}

void BatchReader::run() {
  for (const ListedFile& file : m_files) {
    m_batch.file = file.path;
    readFile(file);
    m_rawDone += std::max(m_rawNow, file.size);
    m_rawNow = 0;
    ++m_batch.fileIndex;
  }
  flush();
}

Result<std::unique_ptr<formats::InputSequence>> BatchReader::open(const ListedFile& file) const {
  if (file.error) return tl::unexpected(*file.error);
  if (file.path == "-") return formats::openDescriptor(STDIN_FILENO, "standard input", m_options.limits);
  if (m_options.paths.empty()) return formats::openMemory(m_options.text, "clipboard", m_options.limits);
  if (m_options.follow) return formats::followFile(file.path, m_options.limits, m_stop);
  return formats::openFile(file.path, m_options.limits);
}

// Hashing needs the whole file read once more, so it is done only when the session has a source of the same
// size.
bool BatchReader::isKnown(const ListedFile& file) const {
  if (m_options.again || m_options.follow || file.size == 0 || !m_knownSize(file.size)) return false;
  const auto sequence = open(file);
  if (!sequence) return false;
  std::string hashes;
  while (true) {
    const auto input = (*sequence)->next();
    if (!input) return false;
    if (*input == nullptr) break;
    while (true) {
      const auto skipped = (*input)->skip(std::uint64_t{64} << 20);
      if (!skipped || m_stop.stop_requested()) return false;
      if (*skipped == 0) break;
    }
    hashes += (*input)->contentHash();
  }
  return m_knownHash(combine(hashes));
}

void BatchReader::readFile(const ListedFile& file) {
  OpenSource source;
  source.end.name = file.path == "-" ? "standard input" : file.path;
  const auto end = [&] {
    // What cannot be read is a source too: the session tells of every file that was given, by name.
    if (source.end.source == 0 && source.end.error) {
      source.end.source = m_nextSource++;
      add(SourceBegun{source.end.source, source.end.name, {}}, 0);
    }
    add(std::move(source.end), 0);
  };
  if (m_stop.stop_requested() || m_closed) return end();
  if (isKnown(file)) {
    source.end.complete = source.end.alreadyThere = true;
    source.end.bytes = file.size;
    return end();
  }
  auto sequence = open(file);
  if (!sequence) {
    source.end.error = sequence.error();
    return end();
  }
  bool first = true;
  while (!m_stop.stop_requested() && !m_closed) {
    auto input = (*sequence)->next();
    if (!input) {
      source.end.error = input.error();
      break;
    }
    if (*input == nullptr) break;
    const bool inArchive = (*input)->name() != source.end.name;
    readInput(**input, source, inArchive && file.path != "-");
    m_rawNow = (*input)->rawOffset();
    if (source.end.error && !inArchive) break;
    first = false;
  }
  if (first && !source.end.error && source.end.source == 0 && !m_stop.stop_requested())
    source.end.error = Error{ErrorKind::Unsupported, "There is nothing to read in it", source.end.name, {}};
  if (!first && !source.end.error && source.end.source == 0 && source.end.diagnostics.total() > 0)
    source.end.error =
        Error{ErrorKind::Unsupported, "None of the files in it is a trace file", source.end.name, {}};
  source.end.bytes = std::max((*sequence)->rawSize(), m_rawNow);
  source.end.complete = !source.end.error && !m_stop.stop_requested() && !m_closed;
  if (source.end.complete) source.end.contentHash = combine(source.hashes);
  end();
}

void BatchReader::readInput(formats::Input& input, OpenSource& source, bool inArchive) {
  const std::string member = inArchive ? input.name() : std::string();
  source.end.diagnostics.setMember(member);
  const formats::Format* format = formats::formatNamed(m_options.format);
  if (format == nullptr) {
    const auto recognised = formats::recognise(input);
    if (!recognised) {
      // One member that is something else does not spoil an archive.
      if (inArchive) {
        source.end.diagnostics.warn("not a trace file", 0, recognised.error().message);
      } else {
        source.end.error = recognised.error();
      }
      return;
    }
    format = *recognised;
  }
  const std::string name(format->info().name);
  if (source.end.source == 0) {
    source.end.source = m_nextSource++;
    source.end.format = name;
    add(SourceBegun{source.end.source, source.end.name, name}, 0);
  } else if (source.end.format != name) {
    source.end.format = "mixed";
  }
  input.setStallHandler([this] { flush(); });
  const std::unique_ptr<formats::Splitter> splitter = format->split(input);
  while (!m_stop.stop_requested() && !m_closed) {
    auto piece = splitter->next(source.end.diagnostics);
    m_rawNow = input.rawOffset();
    if (!piece) {
      if (inArchive) {
        source.end.diagnostics.error("cannot be read to its end", piece.error().offset.value_or(0),
                                     piece.error().message);
      } else {
        source.end.error = piece.error();
      }
      return;
    }
    if (!*piece) break;
    const std::size_t size = (*piece)->data.bytes.size();
    add(SourcePiece{source.end.source, format, member, std::move(**piece)}, size);
  }
  source.hashes += input.contentHash();
}

void BatchReader::add(BatchItem item, std::size_t bytes) {
  m_batch.items.push_back(std::move(item));
  m_batchBytes += bytes;
  if (m_batchBytes >= m_batchLimit || m_batch.items.size() >= 20'000) flush();
}

void BatchReader::flush() {
  if (m_batch.items.empty()) return;
  Batch next;
  next.number = m_batch.number + 1;
  next.file = m_batch.file;
  next.fileIndex = m_batch.fileIndex;
  m_batch.rawBytes = m_rawDone + m_rawNow;
  if (!m_take(std::move(m_batch))) m_closed = true;
  m_batch = std::move(next);
  m_batchBytes = 0;
  m_batchLimit = kBatchBytes;
}

}  // namespace spanloupe::ingest
