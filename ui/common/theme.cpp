// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/theme.h"

namespace spanloupe::ui {

namespace {

struct Slot {
  const char* solid;
  const char* on;
};

using Slots = std::array<Slot, kServiceSlots>;

// Rose, steel, periwinkle, moss, pine, umber, purple, teal, olive, violet, plum, clay. Every pair stays apart
// for colour-blind eyes and every colour keeps 3 : 1 on surface and selection.
constexpr Slots kLightSlots = {{{"#975a66", "#ffffff"},
                                {"#277088", "#ffffff"},
                                {"#7485c6", "#13161c"},
                                {"#72930a", "#13161c"},
                                {"#1b5a3e", "#ffffff"},
                                {"#62490d", "#ffffff"},
                                {"#672692", "#ffffff"},
                                {"#1c9794", "#13161c"},
                                {"#767136", "#ffffff"},
                                {"#6d58ca", "#ffffff"},
                                {"#7a2c58", "#ffffff"},
                                {"#b47867", "#13161c"}}};
constexpr Slots kDarkSlots = {{{"#c58b8e", "#08090b"},
                               {"#67a9b6", "#08090b"},
                               {"#6b6ec3", "#ffffff"},
                               {"#c7e1a8", "#08090b"},
                               {"#29885e", "#08090b"},
                               {"#b3a863", "#08090b"},
                               {"#af90f9", "#08090b"},
                               {"#82dbc9", "#08090b"},
                               {"#ffcf50", "#08090b"},
                               {"#ddccfe", "#08090b"},
                               {"#956986", "#ffffff"},
                               {"#c05e05", "#08090b"}}};

constexpr double kPaleLight = 0.30;
constexpr double kPaleDark = 0.34;

void fillServices(Theme& theme, const Slots& table) {
  const double pale = theme.isDark() ? kPaleDark : kPaleLight;
  for (int i = 0; i < kServiceSlots; ++i) {
    ServiceTone& tone = theme.services[static_cast<std::size_t>(i)];
    tone.solid = QColor(table[static_cast<std::size_t>(i)].solid);
    tone.on = QColor(table[static_cast<std::size_t>(i)].on);
    tone.pale = mix(tone.solid, pale, theme.surface);
  }
  theme.virtualService.pale = mix(theme.virtualService.solid, pale, theme.surface);
}

Theme makeLight() {
  Theme t;
  t.scheme = ColorScheme::Light;
  t.window = QColor("#f1f3f5");
  t.panel = QColor("#f8f9fb");
  t.surface = QColor("#ffffff");
  t.raised = QColor("#ffffff");
  t.inset = QColor("#ffffff");
  t.hover = QColor("#eff1f5");
  t.selection = QColor("#e2eeff");
  t.selectionIdle = QColor("#e6e9ed");
  t.hairline = QColor("#e3e5e9");
  t.line = QColor("#d2d5d9");
  t.control = QColor("#80858c");
  t.text1 = QColor("#1a1e25");
  t.text2 = QColor("#4c5259");
  t.text3 = QColor("#62676e");
  t.disabled = QColor("#9b9fa5");
  t.accent = QColor("#1e64c4");
  t.onAccent = QColor("#ffffff");
  t.error = QColor("#be1b22");
  t.errorTint = QColor("#ffebea");
  t.warn = QColor("#8b5b0c");
  t.warnTint = QColor("#fef2d5");
  t.ok = QColor("#217541");
  t.okTint = QColor("#e1f7e7");
  t.match = QColor("#f8e99f");
  t.ink = QColor("#13161c");
  t.shadow = QColor(0, 0, 0, 40);
  t.virtualService = {QColor("#747980"), QColor("#ffffff"), {}};
  t.heatmap = {QColor("#e0effe"), QColor("#b2d5fe"), QColor("#89bcfe"), QColor("#68a1f8"), QColor("#5488e4"),
               QColor("#4770ca"), QColor("#3e5aa9"), QColor("#354785"), QColor("#2c365e")};
  fillServices(t, kLightSlots);
  return t;
}

Theme makeDark() {
  Theme t;
  t.scheme = ColorScheme::Dark;
  t.window = QColor("#191b1f");
  t.panel = QColor("#15171a");
  t.surface = QColor("#101214");
  t.raised = QColor("#222529");
  t.inset = QColor("#0d0e11");
  t.hover = QColor("#1b1e22");
  t.selection = QColor("#1c2e49");
  t.selectionIdle = QColor("#282c30");
  t.hairline = QColor("#24272b");
  t.line = QColor("#34383e");
  t.control = QColor("#747981");
  t.text1 = QColor("#e4e6ea");
  t.text2 = QColor("#b0b4bb");
  t.text3 = QColor("#9499a0");
  t.disabled = QColor("#5a5e63");
  t.accent = QColor("#74a7f4");
  t.onAccent = QColor("#0c121a");
  t.error = QColor("#fa7876");
  t.errorTint = QColor("#3a1a1b");
  t.warn = QColor("#e8b458");
  t.warnTint = QColor("#36270e");
  t.ok = QColor("#64cd8e");
  t.okTint = QColor("#162a1d");
  t.match = QColor("#54470d");
  t.ink = QColor("#f4f5f7");
  t.shadow = QColor(0, 0, 0, 140);
  t.virtualService = {QColor("#888c94"), QColor("#08090b"), {}};
  t.heatmap = {QColor("#1b234f"), QColor("#1f3977"), QColor("#18529b"), QColor("#026db7"), QColor("#0289cb"),
               QColor("#06a5df"), QColor("#42bfea"), QColor("#78d7f1"), QColor("#adecf8")};
  fillServices(t, kDarkSlots);
  return t;
}

}  // namespace

const ServiceTone& Theme::service(int slot) const {
  return slot >= 0 && slot < kServiceSlots ? services[static_cast<std::size_t>(slot)] : virtualService;
}

const Theme& Theme::light() {
  static const Theme theme = makeLight();
  return theme;
}

const Theme& Theme::dark() {
  static const Theme theme = makeDark();
  return theme;
}

QColor mix(const QColor& over, double share, const QColor& under) {
  const auto channel = [share](int a, int b) { return qRound(a * share + b * (1.0 - share)); };
  return QColor(channel(over.red(), under.red()), channel(over.green(), under.green()),
                channel(over.blue(), under.blue()));
}

QColor withAlpha(const QColor& color, double alpha) {
  QColor result = color;
  result.setAlphaF(static_cast<float>(alpha));
  return result;
}

QPalette paletteFor(const Theme& t) {
  QPalette p;
  p.setColor(QPalette::Window, t.window);
  p.setColor(QPalette::Base, t.surface);
  p.setColor(QPalette::AlternateBase, t.panel);
  p.setColor(QPalette::Button, t.raised);
  p.setColor(QPalette::ToolTipBase, t.raised);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText,
                          QPalette::BrightText, QPalette::HighlightedText}) {
    p.setColor(role, t.text1);
    p.setColor(QPalette::Disabled, role, t.disabled);
  }
  p.setColor(QPalette::PlaceholderText, t.text3);
  p.setColor(QPalette::Highlight, t.selection);
  p.setColor(QPalette::Inactive, QPalette::Highlight, t.selectionIdle);
  p.setColor(QPalette::Disabled, QPalette::Highlight, t.selectionIdle);
  p.setColor(QPalette::Link, t.accent);
  p.setColor(QPalette::LinkVisited, t.accent);
  p.setColor(QPalette::Light, t.raised);
  p.setColor(QPalette::Midlight, t.hairline);
  p.setColor(QPalette::Mid, t.line);
  p.setColor(QPalette::Dark, t.control);
  p.setColor(QPalette::Shadow, t.line);
  return p;
}

}  // namespace spanloupe::ui
