// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/open_input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <vector>

#include "core/formats/archive_reader.h"
#include "core/formats/contiguous_input.h"
#include "core/formats/follow_source.h"
#include "core/formats/gzip_source.h"
#include "core/formats/mapped_file.h"
#include "core/formats/stream_input.h"
#include "core/formats/zstd_source.h"

namespace spanloupe::formats {
namespace {

// Layers of compression over one member, and archives within archives; a quine would have no end.
constexpr int kMaxLayers = 8;
constexpr std::size_t kMaxNestedArchives = 4;

struct Layers {
  std::unique_ptr<HeadSource> source;
  int compressions = 0;
};

std::unique_ptr<HeadSource> withHead(std::unique_ptr<ByteSource> source) {
  return std::make_unique<HeadSource>(std::move(source), ArchiveReader::kHeadSize);
}

/// Null when `head` is not compressed.
std::unique_ptr<ByteSource> decompressor(std::unique_ptr<HeadSource>& source,
                                         const LayerEnvironment& environment) {
  const std::string_view head = source->head();
  if (GzipSource::recognise(head)) return std::make_unique<GzipSource>(std::move(source), environment);
  if (ZstdSource::recognise(head)) return std::make_unique<ZstdSource>(std::move(source), environment);
  if (PrefixedZstdSource::recognise(head))
    return std::make_unique<PrefixedZstdSource>(std::move(source), environment);
  return nullptr;
}

Result<Layers> undoCompression(std::unique_ptr<ByteSource> source, const LayerEnvironment& environment) {
  Layers layers{withHead(std::move(source)), 0};
  while (auto next = decompressor(layers.source, environment)) {
    if (++layers.compressions > kMaxLayers)
      return fail(ErrorKind::Unsupported,
                  "is compressed more than " + std::to_string(kMaxLayers) + " times over", environment.name,
                  0);
    layers.source = withHead(std::move(next));
  }
  return layers;
}

class LayeredSequence final : public InputSequence {
 public:
  LayeredSequence(std::unique_ptr<ByteSource> source, LayerEnvironment environment, std::uint64_t rawSize)
      : m_source(std::move(source)), m_environment(std::move(environment)), m_rawSize(rawSize) {}

  Result<std::unique_ptr<Input>> next() override {
    if (m_source != nullptr) {
      auto first = open(std::move(m_source), m_environment.name, false);
      if (!first || *first != nullptr) return first;
    }
    while (!m_archives.empty()) {
      auto member = m_archives.back()->next();
      if (!member) {
        m_archives.pop_back();
        return tl::unexpected(member.error());
      }
      if (!member->has_value()) {
        m_archives.pop_back();
        continue;
      }
      auto input = open(std::move((*member)->source), (*member)->name, true);
      if (!input || *input != nullptr) return input;
    }
    return nullptr;
  }

  std::uint64_t rawSize() const override { return m_rawSize; }

 private:
  /// Null when it is an archive, whose members come next, or an empty member.
  Result<std::unique_ptr<Input>> open(std::unique_ptr<ByteSource> source, const std::string& name,
                                      bool member) {
    LayerEnvironment environment = m_environment;
    environment.name = name;
    auto layers = undoCompression(std::move(source), environment);
    if (!layers) return tl::unexpected(layers.error());
    if (ArchiveReader::recognise(layers->source->head())) {
      if (m_archives.size() >= kMaxNestedArchives) {
        return fail(
            ErrorKind::Unsupported,
            "holds archives within archives more than " + std::to_string(kMaxNestedArchives) + " deep", name,
            0);
      }
      m_archives.push_back(std::make_unique<ArchiveReader>(std::move(layers->source), environment));
      return nullptr;
    }
    if (member && layers->source->head().empty() && !layers->source->error()) return nullptr;
    const bool ahead = member || layers->compressions > 0;
    return std::make_unique<StreamInput>(name, std::move(layers->source), m_environment.raw, ahead);
  }

  std::unique_ptr<ByteSource> m_source;
  LayerEnvironment m_environment;
  std::uint64_t m_rawSize;
  std::vector<std::unique_ptr<ArchiveReader>> m_archives;  ///< Each reads a member of the one before it.
};

/// One input and no more.
class SingleSequence final : public InputSequence {
 public:
  SingleSequence(std::unique_ptr<Input> input, std::uint64_t rawSize)
      : m_input(std::move(input)), m_rawSize(rawSize) {}

  Result<std::unique_ptr<Input>> next() override { return std::move(m_input); }
  std::uint64_t rawSize() const override { return m_rawSize; }

 private:
  std::unique_ptr<Input> m_input;
  std::uint64_t m_rawSize;
};

bool isPlain(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, ArchiveReader::kHeadSize);
  return !GzipSource::recognise(head) && !ZstdSource::recognise(head) &&
         !PrefixedZstdSource::recognise(head) && !ArchiveReader::recognise(head);
}

LayerEnvironment environmentFor(const std::string& name, const InputLimits& limits) {
  InputLimits usable = limits;
  if (usable.maxRatio == 0) usable.maxRatio = 1;
  return {name, std::make_shared<RawProgress>(), usable};
}

Result<Descriptor> openForReading(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) {
    Error error = ioError("cannot open", path, errno);
    if (errno == ENOENT) error.kind = ErrorKind::NotFound;
    return tl::unexpected(std::move(error));
  }
  struct stat status {};
  if (::fstat(file.number(), &status) == 0 && S_ISDIR(status.st_mode))
    return fail(ErrorKind::InvalidArgument, "is a folder, not a file", path);
  return file;
}

std::uint64_t sizeOf(const Descriptor& file) {
  struct stat status {};
  return ::fstat(file.number(), &status) == 0 && S_ISREG(status.st_mode)
             ? static_cast<std::uint64_t>(status.st_size)
             : 0;
}

}  // namespace

Result<std::unique_ptr<InputSequence>> openFile(const std::string& path, const InputLimits& limits) {
  auto file = openForReading(path);
  if (!file) return tl::unexpected(file.error());
  const std::uint64_t size = sizeOf(*file);
  if (auto mapped = mapFile(*file); mapped) {
    // Looked at through read(), which cannot fail badly when the file shrinks meanwhile.
    char head[ArchiveReader::kHeadSize];
    const ssize_t headSize = ::pread(file->number(), head, sizeof head, 0);
    if (headSize >= 0 && isPlain({head, static_cast<std::size_t>(headSize)}))
      return std::make_unique<SingleSequence>(
          std::make_unique<ContiguousInput>(path, std::move(*mapped), std::move(*file)), size);
  }
  LayerEnvironment environment = environmentFor(path, limits);
  auto source = std::make_unique<DescriptorSource>(std::move(*file), environment);
  return std::make_unique<LayeredSequence>(std::move(source), std::move(environment), size);
}

Result<std::unique_ptr<InputSequence>> followFile(const std::string& path, const InputLimits& limits,
                                                  std::stop_token stop) {
  auto file = openForReading(path);
  if (!file) return tl::unexpected(file.error());
  char head[ArchiveReader::kHeadSize];
  const ssize_t headSize = ::pread(file->number(), head, sizeof head, 0);
  if (headSize >= 0 && !isPlain({head, static_cast<std::size_t>(headSize)})) {
    return fail(ErrorKind::Unsupported,
                "is compressed or an archive and cannot be followed; import it without following", path);
  }
  const std::uint64_t size = sizeOf(*file);
  LayerEnvironment environment = environmentFor(path, limits);
  auto raw = environment.raw;
  auto source =
      std::make_unique<FollowSource>(path, std::move(*file), std::move(environment), std::move(stop));
  return std::make_unique<SingleSequence>(
      std::make_unique<StreamInput>(path, std::move(source), std::move(raw), false), size);
}

Result<std::unique_ptr<InputSequence>> openDescriptor(int descriptor, std::string name,
                                                      const InputLimits& limits) {
  Descriptor file(descriptor, false);
  const std::uint64_t size = sizeOf(file);
  LayerEnvironment environment = environmentFor(name, limits);
  auto source = std::make_unique<DescriptorSource>(std::move(file), environment);
  return std::make_unique<LayeredSequence>(std::move(source), std::move(environment), size);
}

Result<std::unique_ptr<InputSequence>> openMemory(std::string bytes, std::string name,
                                                  const InputLimits& limits) {
  const std::size_t size = bytes.size();
  if (isPlain(bytes)) {
    bytes.append(Input::kPadding, '\0');
    auto owner = std::make_shared<const std::string>(std::move(bytes));
    SharedBytes shared{owner, std::string_view(*owner).substr(0, size)};
    return std::make_unique<SingleSequence>(
        std::make_unique<ContiguousInput>(std::move(name), std::move(shared), Descriptor(-1)), size);
  }
  LayerEnvironment environment = environmentFor(name, limits);
  auto source =
      std::make_unique<MemorySource>(std::make_shared<const std::string>(std::move(bytes)), environment);
  return std::make_unique<LayeredSequence>(std::move(source), std::move(environment), size);
}

}  // namespace spanloupe::formats
