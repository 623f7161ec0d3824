// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/details_state.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/common/format.h"

namespace spanloupe::details {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("SpanDetails", text); }

const ItemText* otherText(const Item& item, const DetailsState& state) {
  const auto found = state.texts.find(item.number);
  return found != state.texts.end() ? &found->second : nullptr;
}

}  // namespace

ShapeWish DetailsState::wishFor(const Item& item) const {
  const auto form = forms.find(item.number);
  const auto text = texts.find(item.number);
  return {whole.contains(item.number), form != forms.end() ? form->second : TextForm::AsMade,
          text != texts.end() ? text->second.page : 0};
}

const QString& shownText(const Item& item, const DetailsState& state) {
  const ItemText* other = otherText(item, state);
  return other != nullptr ? other->text : item.text;
}

const std::vector<TextRun>& shownRuns(const Item& item, const DetailsState& state) {
  const ItemText* other = otherText(item, state);
  return other != nullptr ? other->runs : item.runs;
}

const JsonOutline* shownOutline(const Item& item, const DetailsState& state) {
  const ItemText* other = otherText(item, state);
  return other != nullptr ? other->outline.get() : item.outline.get();
}

bool isBranchOpen(const Item& item, const JsonOutline& outline, std::uint32_t line,
                  const DetailsState& state) {
  const bool atFirst = outline.lines[line].depth < outline.openDepth ||
                       std::binary_search(item.ways.begin(), item.ways.end(), line);
  const auto turned = state.turned.find(item.number);
  return atFirst != (turned != state.turned.end() && turned->second.contains(line));
}

bool isShownCut(const Item& item, const DetailsState& state) {
  const ItemText* other = otherText(item, state);
  return other != nullptr ? other->isCut : item.isCut && !state.whole.contains(item.number);
}

bool isShown(const Section& section, const Item& item, const DetailsState& state) {
  const Item* at = &item;
  for (int level = 0; level < 4 && at->shown != Shown::Always && at->parent != 0; ++level) {
    if (state.open.contains(at->parent) != (at->shown == Shown::WhenParentOpen)) return false;
    const std::size_t place = (at->parent & 0x3ffffffU) - 1;
    if (place >= section.items.size()) return true;
    at = &section.items[place];
  }
  return true;
}

QString actionText(ItemAction action, const Item& item, const DetailsState& state) {
  switch (action) {
    case ItemAction::ShowRaw: return state.open.contains(item.parent) ? tr("Parsed") : tr("Raw text");
    case ItemAction::AsSent: {
      const bool isSent = !isLaidOut(item, state.wishFor(item));
      return isSent ? tr("Formatted") : tr("As sent");
    }
    case ItemAction::CopyAll:
    case ItemAction::CopyUrl: return tr("Copy");
    case ItemAction::OpenUrl: return tr("Open");
    case ItemAction::StopAsking: return tr("Cancel");
    case ItemAction::PageLabel: {
      const ItemText* text = otherText(item, state);
      return text == nullptr ? QString()
                             : tr("%1 of %2")
                                   .arg(ui::formatCount(std::uint64_t{text->page + 1}),
                                        ui::formatCount(std::uint64_t{text->pages}));
    }
    case ItemAction::PreviousPage: return tr("Previous");
    case ItemAction::NextPage: return tr("Next");
    case ItemAction::ShowLess: return tr("Show less");
  }
  return {};
}

bool isOfException(const Item& item) {
  return item.kind == ItemKind::Exception || item.kind == ItemKind::StackFrame ||
         item.kind == ItemKind::StackFold || item.kind == ItemKind::StackText ||
         item.kind == ItemKind::StackFoot;
}

QString askText() { return tr("Open in the browser?"); }

}  // namespace spanloupe::details
