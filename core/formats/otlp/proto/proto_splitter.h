// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts OTLP protobuf of any framing and size into pieces of about a megabyte: runs of whole messages, of
// whole ResourceSpans, or, where one of those is larger or cut off, runs of whole fields inside it, down to
// single spans. Memory stays bounded; only to learn a resource or scope that is larger than that on the wire,
// up to Splitter::kMaxRecord is looked at in advance. One thread at a time.
#pragma once

#include <vector>

#include "core/formats/otlp/proto/otlp_shape.h"

namespace spanloupe::formats::proto {

class ProtoSplitter final : public Splitter {
 public:
  explicit ProtoSplitter(Input& input) : m_input(input) {}

  [[nodiscard]] Result<std::optional<Piece>> next(Diagnostics& diagnostics) override;

 private:
  /// The bytes being walked: the children of one message, up to `end`.
  struct Open {
    std::uint64_t end = 0;
    std::shared_ptr<const ProtoContext> context;
    std::uint64_t lookedUntil = 0;  ///< Resource, scope and schema were looked for up to here.
  };

  /// The field or message at a position.
  struct Child {
    enum class State { Whole, Incomplete, HeaderCut, Malformed, Separator } state = State::Malformed;
    std::uint64_t header = 0;  ///< Bytes of tag and length.
    std::uint64_t total = 0;   ///< Header and body as stated, when known.
    std::uint32_t number = 0;  ///< Field number; 0 for a message.
    bool isLength = false;
  };

  [[nodiscard]] Result<bool> begin();
  [[nodiscard]] Child childAt(std::string_view rest, const Open& open) const;
  [[nodiscard]] Child frameAt(std::string_view rest, Framing framing) const;
  [[nodiscard]] std::size_t wholeChildren(std::string_view window, const Open& open, Child& stop);
  [[nodiscard]] Result<std::string_view> window(const Open& open, Child& stop, std::size_t& whole);
  [[nodiscard]] Result<std::optional<Piece>> incomplete(Diagnostics& diagnostics, const Child& child,
                                                        std::uint64_t left, bool atEnd);
  [[nodiscard]] Result<std::optional<Piece>> takePiece(std::uint64_t size);
  [[nodiscard]] Result<std::optional<Piece>> finish(Diagnostics& diagnostics, bool cut);
  [[nodiscard]] Result<void> skipDamage(Diagnostics& diagnostics, std::uint64_t left, std::string_view text);
  [[nodiscard]] bool canEnter(const Open& open, const Child& child) const;
  [[nodiscard]] Result<void> enter(const Child& child, std::uint64_t left);
  void noteLateParts(Diagnostics& diagnostics, std::string_view whole, const Open& open);

  Input& m_input;
  std::vector<Open> m_open;  ///< Outermost first.
  bool m_begun = false;
  bool m_done = false;
  bool m_notedLate = false;
};

}  // namespace spanloupe::formats::proto
