// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts JSON text of any size into pieces of about a mebibyte, in bounded memory, counting brackets only.
//
// As long as values (documents, elements of resourceSpans) fit into a piece, whole ones are grouped. A larger
// value is opened: the splitter then stands inside it, on a stack of frames, and does the same one level
// below, down to single spans. Resource, scope and schema URL of an opened element go with its pieces as
// context. They may stand behind the list they concern, so opening looks ahead to the end of the element: as
// far as the input can show it, which is all of a mapped file and kMaxRecord bytes of a stream. A resource
// further behind is reported, and its spans have none. One thread at a time.
#pragma once

#include <vector>

#include "core/formats/otlp/json/bracket_scanner.h"
#include "core/formats/otlp/json/json_piece.h"
#include "core/formats/otlp/json/otlp_keys.h"

namespace spanloupe::formats::json {

class JsonSplitter final : public Splitter {
 public:
  /// `pieceSize` is for tests.
  explicit JsonSplitter(Input& input, std::size_t pieceSize = kPieceSize, std::size_t maxRecord = kMaxRecord);

  [[nodiscard]] Result<std::optional<Piece>> next(Diagnostics& diagnostics) override;

 private:
  enum class Role : std::uint8_t { Values, Scopes, Records, Object, Group, Scope };

  /// Something that has been opened and not yet closed. The bottom one stands for the input.
  struct Frame {
    Role role = Role::Values;
    std::shared_ptr<JsonContext>
        context;  ///< Lists: of their pieces. Groups and scopes: of the lists in them.
    bool lookedAhead = false;
    bool sawEnd = false;     ///< Looking ahead reached the closing bracket.
    bool hasScopes = false;  ///< There are scopes under a name that is not deprecated.
  };

  /// A member whose value has not been read; positions are in the text it was found in.
  struct Member {
    std::string_view name;
    std::size_t begin = 0;
    std::size_t value = 0;
    bool found = false;
    bool closed = false;      ///< No member, but the closing brace; value stands behind it.
    bool incomplete = false;  ///< The text ends first.
  };

  using Step = Result<std::optional<Piece>>;

  Step gather();
  Step openOrGrow(std::string_view text, std::size_t at, bool atEnd);
  Step growRecord();
  [[nodiscard]] std::size_t findSibling(std::string_view text) const;
  Step enterObject();
  [[nodiscard]] static bool isListOf(Role role, Key key);
  Step enterMember(const Member& member, char first);
  Step openList(std::size_t value, Role role, Level level);
  Step openObject(std::size_t skip, Role role);
  Step tooLate(std::size_t value, std::string_view what);
  Result<void> lookAhead();
  [[nodiscard]] bool noteMembers(std::string_view text);
  Step advance(std::size_t size);
  Step askForMore(std::size_t size);
  Step giveOut(std::size_t skip, std::size_t size, bool cut);
  Step skipValue(std::size_t skip);
  Step damaged(std::string_view what);
  Step seekDocument();
  Step finish();

  [[nodiscard]] bool isRoot() const { return m_frames.size() == 1; }
  [[nodiscard]] static bool isList(Role role) { return role <= Role::Records; }
  [[nodiscard]] static Member findMember(std::string_view text, std::size_t at);

  Input& m_input;
  const std::size_t m_pieceSize;
  const std::size_t m_maxRecord;
  Diagnostics* m_diagnostics = nullptr;  ///< Of the call of next() under way.
  std::vector<Frame> m_frames;
  std::size_t m_needed = 1;  ///< Bytes without which the next step cannot get on.
  bool m_seeking = false;    ///< Lost: at the next line that begins a document, start anew.
  bool m_sawValue = false;
  bool m_finished = false;
};

}  // namespace spanloupe::formats::json
