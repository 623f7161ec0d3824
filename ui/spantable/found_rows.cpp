// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spantable/found_rows.h"

#include <algorithm>

#include "core/query/find_spans.h"
#include "core/query/folded_text.h"

namespace spanloupe::spantable {

std::size_t FoundRows::countIn(std::uint32_t group) const {
  if (group + 1 >= groupBegins.size()) return 0;
  return static_cast<std::size_t>(std::lower_bound(places.begin(), places.end(), groupBegins[group + 1]) -
                                  std::lower_bound(places.begin(), places.end(), groupBegins[group]));
}

std::size_t FoundRows::numberOf(std::uint32_t place) const {
  const auto at = std::lower_bound(places.begin(), places.end(), place);
  return at != places.end() && *at == place ? static_cast<std::size_t>(at - places.begin()) + 1 : 0;
}

std::optional<std::uint32_t> FoundRows::next(std::uint32_t place, bool forward, bool isBetween) const {
  if (places.empty()) return std::nullopt;
  const auto from = std::lower_bound(places.begin(), places.end(), place);
  if (!forward) return from != places.begin() ? *std::prev(from) : places.back();
  const bool isOn = !isBetween && from != places.end() && *from == place;
  const auto at = isOn ? std::next(from) : from;
  return at != places.end() ? *at : places.front();
}

std::vector<std::pair<int, int>> placesOf(const std::vector<query::SearchWord>& words, const QString& text,
                                          std::string_view key) {
  std::vector<std::pair<int, int>> places;
  const QByteArray utf8 = text.toUtf8();
  const std::string folded = query::folded({utf8.constData(), static_cast<std::size_t>(utf8.size())});
  for (const query::SearchWord& word : words) {
    const bool isHere = word.hasKey() && query::folded(key) == word.key;
    const std::string& needle = isHere ? word.value : word.text;
    if (needle.empty()) continue;
    for (std::size_t at = 0; (at = query::findBytes(folded, needle, at)) != std::string::npos;
         at += needle.size()) {
      // Folding keeps the places of bytes; letters are counted in what was not folded.
      const auto begin = QString::fromUtf8(utf8.constData(), static_cast<qsizetype>(at)).size();
      const auto length =
          QString::fromUtf8(utf8.constData() + at, static_cast<qsizetype>(needle.size())).size();
      places.emplace_back(static_cast<int>(begin), static_cast<int>(length));
    }
  }
  return places;
}

Result<std::shared_ptr<const FoundRows>> findRows(store::Reader& reader, const store::Snapshot& snapshot,
                                                  std::shared_ptr<const TableContent> content,
                                                  std::shared_ptr<const query::TraceText> text,
                                                  const std::string& words, std::stop_token stop) {
  if (text == nullptr) {
    auto read = query::TraceText::read(reader, snapshot, content->cells.trace, stop);
    if (!read) return tl::unexpected(read.error());
    text = std::move(*read);
  }
  const auto spans = query::findSpans(reader, snapshot, content->cells, *text, words, stop);
  if (!spans) return tl::unexpected(spans.error());
  auto found = std::make_shared<FoundRows>();
  found->text = std::move(text);
  found->words = query::searchWords(words);
  found->isFound.resize(content->cells.size());
  for (const SpanIndex span : *spans) found->isFound[span] = 1;
  std::uint32_t place = 0;
  const auto look = [&](SpanIndex span) {
    if (found->isFound[span] != 0) found->places.push_back(place);
    ++place;
  };
  if (content->isGrouped()) {
    for (const query::SpanGroup& group : content->groups.groups) {
      found->groupBegins.push_back(place);
      for (const SpanIndex span : content->groups.membersOf(group)) look(span);
    }
    found->groupBegins.push_back(place);
  } else {
    for (const SpanIndex span : content->spans) look(span);
  }
  if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
  found->content = std::move(content);
  return found;
}

}  // namespace spanloupe::spantable
