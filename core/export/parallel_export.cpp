// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/parallel_export.h"

#include <algorithm>
#include <thread>

#include "core/export/part_queue.h"

namespace spanloupe::exports {
namespace {

class PartOutput final : public formats::Output {
 public:
  [[nodiscard]] Result<void> write(std::string_view piece) override {
    bytes += piece;
    return {};
  }
  std::string bytes;
};

/// What the encoding threads share. The mutex guards everything below it.
class Work {
 public:
  explicit Work(std::span<const store::SnapshotPart> parts) : m_parts(parts) {
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (i == 0 || parts[i].segment != parts[i - 1].segment || parts[i].logs != parts[i - 1].logs)
        m_runBegins.push_back(i);
    m_runs = m_runBegins.size();
    m_runBegins.push_back(parts.size());
  }

  [[nodiscard]] std::size_t runs() const { return m_runs; }
  [[nodiscard]] const store::SnapshotPart& part(std::size_t number) const { return m_parts[number]; }

  /// Numbers [first, second) of the parts of one segment, so that only one thread decodes its dictionaries.
  [[nodiscard]] std::pair<std::size_t, std::size_t> next() {
    const std::lock_guard lock(m_mutex);
    if (m_next == m_runs) return {0, 0};
    const std::size_t run = m_next++;
    return {m_runBegins[run], m_runBegins[run + 1]};
  }
  /// The first failure is the one that is told.
  void fail(Error error) {
    const std::lock_guard lock(m_mutex);
    if (!m_error) m_error = std::move(error);
  }
  [[nodiscard]] std::optional<Error> error() {
    const std::lock_guard lock(m_mutex);
    return m_error;
  }

 private:
  const std::span<const store::SnapshotPart> m_parts;
  std::vector<std::size_t> m_runBegins;
  std::size_t m_runs = 0;
  std::mutex m_mutex;
  std::size_t m_next = 0;
  std::optional<Error> m_error;
};

Result<void> encodeParts(const store::Reader& session, const store::Snapshot& snapshot,
                         const formats::FileAssembler& assembler, Work& work, PartQueue& queue,
                         const std::stop_token& stop) {
  const auto reader = session.forParts();
  if (!reader) return tl::unexpected(reader.error());
  PartOutput output;
  const std::unique_ptr<formats::SpanWriter> writer = assembler.partWriter(output);
  while (true) {
    const auto [first, end] = work.next();
    if (first == end) return {};
    for (std::size_t number = first; number < end; ++number) {
      output.bytes = queue.spare();
      if (auto read = (*reader)->visitPart(snapshot, work.part(number), *writer, stop); !read) return read;
      if (auto finished = writer->finish(); !finished) return finished;
      if (!queue.put({number, std::move(output.bytes)})) return {};
    }
  }
}

Result<void> writeParts(const Work& work, PartQueue& queue, formats::FileAssembler& assembler) {
  while (auto part = queue.take()) {
    const auto signal = work.part(part->number).logs ? formats::Signal::Logs : formats::Signal::Traces;
    if (!part->bytes.empty())
      if (auto written = assembler.append(signal, part->bytes); !written) return written;
    queue.giveBack(std::move(part->bytes));
  }
  return {};
}

}  // namespace

Result<void> exportInParallel(const store::Reader& reader, const store::Snapshot& snapshot,
                              std::span<const store::SnapshotPart> parts, formats::FileAssembler& assembler,
                              std::stop_token stop) {
  std::stop_source inner;
  PartQueue queue(parts.size());
  Work work(parts);
  const auto end = [&](Error error) {
    work.fail(std::move(error));
    inner.request_stop();
    queue.close();
  };
  const std::stop_callback forward(
      std::move(stop), [&end] { end(fail(ErrorKind::Cancelled, "the export was cancelled").value()); });

  {
    std::vector<std::jthread> threads;
    const std::size_t count =
        std::min<std::size_t>(work.runs(), std::max(1U, std::thread::hardware_concurrency()));
    for (std::size_t i = 0; i < count; ++i) {
      threads.emplace_back([&] {
        auto encoded = encodeParts(reader, snapshot, assembler, work, queue, inner.get_token());
        if (!encoded) end(std::move(encoded.error()));
      });
    }
    if (auto written = writeParts(work, queue, assembler); !written) end(std::move(written.error()));
  }
  if (auto error = work.error()) return tl::unexpected(std::move(*error));
  return assembler.finish();
}

}  // namespace spanloupe::exports
