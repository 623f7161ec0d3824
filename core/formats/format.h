// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a trace format is: a name, a way to recognise it, a splitter that cuts an input into pieces that can
// be decoded independently (so that several threads decode one file), a decoder, and perhaps a writer. To add
// a format: one folder with a Format, one line in registry.cpp, one golden case. It knows no store.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "core/formats/input.h"
#include "core/formats/signal.h"
#include "core/model/diagnostics.h"
#include "core/model/span_sink.h"

namespace spanloupe::formats {

/// What all pieces below the same resource or scope share; each format derives its own.
struct PieceContext {
  PieceContext() = default;
  PieceContext(const PieceContext&) = delete;
  PieceContext& operator=(const PieceContext&) = delete;
  virtual ~PieceContext() = default;
};

/// A run of input that is decoded by itself: whole records, never cut. Immutable, crosses threads.
struct Piece {
  SharedBytes data;
  std::uint64_t offset = 0;                     ///< Of data.bytes in the decompressed input.
  std::shared_ptr<const PieceContext> context;  ///< May be empty.
};

/// Cuts one input into pieces, in order, each about kPieceSize bytes unless a single record is larger.
/// One thread at a time.
class Splitter {
 public:
  Splitter() = default;
  Splitter(const Splitter&) = delete;
  Splitter& operator=(const Splitter&) = delete;
  virtual ~Splitter() = default;

  /// The next piece, nothing at the end. Damage that leaves something to go on with is a diagnostics entry;
  /// an Error means that reading itself failed or nothing more can be found (everything before it has been
  /// given out).
  [[nodiscard]] virtual Result<std::optional<Piece>> next(Diagnostics& diagnostics) = 0;

  static constexpr std::size_t kPieceSize = std::size_t{1} << 20;
  /// A single record (span, log, message with a length prefix) larger than this is refused.
  static constexpr std::size_t kMaxRecord = std::size_t{64} << 20;
};

enum class Sniff { No, Maybe, Certain };

/// What kinds of file to offer in dialogs and help.
struct FormatInfo {
  std::string_view name;                       ///< For --format: "otlp-json".
  std::string_view title;                      ///< For people: "OTLP JSON".
  std::span<const std::string_view> suffixes;  ///< ".json"; only for dialogs, never for recognition.
  std::string_view recognisedBy;               ///< One line for `formats`.
  bool reads = true;                           ///< False: a way of writing only, read through another format.
  bool writes = false;
};

/// Where a writer puts bytes. One thread at a time.
class Output {
 public:
  Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  virtual ~Output() = default;
  [[nodiscard]] virtual Result<void> write(std::string_view bytes) = 0;
};

/// A sink that encodes what it receives. Errors of the output are kept and reported by finish(), which must
/// be called once, last.
class SpanWriter : public SpanSink {
 public:
  /// To be called before the first span when logs will come as well: some formats must lay out the file for
  /// both.
  virtual void expectLogs() {}
  [[nodiscard]] virtual Result<void> finish() = 0;
};

/// Puts one file together from parts that are encoded apart from each other. As it stands here for formats in
/// which parts simply follow each other. One thread at a time, except partWriter().
class FileAssembler {
 public:
  explicit FileAssembler(Output& output) : m_output(output) {}
  FileAssembler(const FileAssembler&) = delete;
  FileAssembler& operator=(const FileAssembler&) = delete;
  virtual ~FileAssembler() = default;

  /// What encodes parts, each of either spans or logs; for any thread. Unlike other writers it may go on
  /// after finish(), which completes one part and ends the life of its handles: memory does not grow with the
  /// parts. Equal records make equal parts, whatever was written before.
  [[nodiscard]] virtual std::unique_ptr<SpanWriter> partWriter(Output& part) const = 0;
  /// Whole parts, not empty, in the order of the file: those with spans before those with logs.
  [[nodiscard]] virtual Result<void> append(Signal signal, std::string_view part);
  /// Once, last.
  [[nodiscard]] virtual Result<void> finish() { return {}; }

 protected:
  [[nodiscard]] Output& output() { return m_output; }

 private:
  Output& m_output;
};

/// Stateless; every function may be called from any thread.
class Format {
 public:
  Format() = default;
  Format(const Format&) = delete;
  Format& operator=(const Format&) = delete;
  virtual ~Format() = default;

  [[nodiscard]] virtual const FormatInfo& info() const = 0;
  /// `head` = the first bytes of the decompressed input, kSniffSize at most; `whole` when that is all there
  /// is.
  [[nodiscard]] virtual Sniff sniff(std::string_view head, bool whole) const = 0;
  /// `input` must outlive the splitter.
  [[nodiscard]] virtual std::unique_ptr<Splitter> split(Input& input) const = 0;
  /// Pushes everything in `piece` to `sink`. Bad data goes to `diagnostics` with its offset in the input.
  virtual void decode(const Piece& piece, SpanSink& sink, Diagnostics& diagnostics) const = 0;
  /// For a whole message of which it is known what it holds, when its bytes do not say so. Null: they do.
  [[nodiscard]] virtual std::shared_ptr<const PieceContext> contextOf(Signal signal) const;
  /// Null when info().writes is false. `output` must outlive the writer.
  [[nodiscard]] virtual std::unique_ptr<SpanWriter> writer(Output& output) const;
  /// Another way to write, for several threads; `logs` = logs will come, too. Null when the format has none.
  [[nodiscard]] virtual std::unique_ptr<FileAssembler> assembler(Output& output, bool logs) const;

  static constexpr std::size_t kSniffSize = std::size_t{64} << 10;
};

}  // namespace spanloupe::formats
