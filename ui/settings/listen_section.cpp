// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/listen_section.h"

#include <QHBoxLayout>
#include <QIntValidator>
#include <QLineEdit>
#include <QSettings>
#include <QVBoxLayout>
#include <span>

#include "core/receive/endpoint_state.h"
#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/settings/listen_settings.h"
#include "ui/settings/setting_row.h"
#include "ui/settings/stepper.h"

namespace spanloupe::settings {
namespace {

constexpr std::array<std::uint16_t, 2> kUsualPorts{receive::kGrpcPort, receive::kHttpPort};
// In order; the last of spans and hours is no limit.
constexpr std::array<qlonglong, 9> kSpans{1'000'000,  2'000'000,   5'000'000,   10'000'000, 20'000'000,
                                          50'000'000, 100'000'000, 200'000'000, 0};
constexpr std::array<qlonglong, 10> kMib{256,   512,    1'024,  2'048,   4'096,
                                         8'192, 16'384, 65'536, 262'144, 1'048'576};
constexpr std::array<qlonglong, 7> kLargestMib{8, 16, 32, 64, 128, 256, 512};
constexpr std::array<qlonglong, 9> kHours{1, 6, 24, 72, 168, 720, 2'160, 8'760, 0};

/// The largest that is not above; 0 is above everything.
template <std::size_t kCount>
int indexOf(const std::array<qlonglong, kCount>& values, qlonglong value) {
  if (value == 0) return static_cast<int>(kCount) - 1;
  int index = 0;
  for (std::size_t i = 0; i < kCount; ++i)
    if (values[i] != 0 && values[i] <= value) index = static_cast<int>(i);
  return index;
}

QString withUnit(qlonglong value, const QString& unit) {
  return ui::formatCount(std::int64_t{value}) + ui::kThinSpace + unit;
}

QStringList spanTexts() {
  QStringList texts;
  for (const qlonglong spans : kSpans)
    texts << (spans == 0 ? ListenSection::tr("any number")
                         : withUnit(spans / 1'000'000, ListenSection::tr("million")));
  return texts;
}

QStringList sizeTexts(std::span<const qlonglong> sizes) {
  QStringList texts;
  for (const qlonglong mib : sizes)
    texts << (mib < 1'024       ? withUnit(mib, QStringLiteral("MiB"))
              : mib < 1'048'576 ? withUnit(mib / 1'024, QStringLiteral("GiB"))
                                : withUnit(mib / 1'048'576, QStringLiteral("TiB")));
  return texts;
}

QStringList ageTexts() {
  QStringList texts;
  for (const qlonglong hours : kHours) {
    const auto count = static_cast<std::uint64_t>(hours);
    texts << (hours == 0 ? ListenSection::tr("any time")
              : hours < 24
                  ? ui::formatCounted(count, ListenSection::tr("hour"), ListenSection::tr("hours"))
                  : ui::formatCounted(count / 24, ListenSection::tr("day"), ListenSection::tr("days")));
  }
  return texts;
}

}  // namespace

ListenSection::ListenSection(const ui::Look& look, QSettings& settings, QWidget* parent, bool hasTray)
    : QWidget(parent),
      m_settings(settings),
      m_atStart(new ui::SegmentedControl(look, {{tr("As last time")}, {tr("Always")}, {tr("Never")}}, this)),
      m_spans(new Stepper(look, tr("Most spans"), spanTexts(), this)),
      m_bytes(new Stepper(look, tr("Most space"), sizeTexts(kMib), this)),
      m_hours(new Stepper(look, tr("Longest time"), ageTexts(), this)),
      m_largest(new Stepper(look, tr("Largest request"), sizeTexts(kLargestMib), this)),
      m_closed(new ui::SegmentedControl(look, {{tr("Quit")}, {tr("Keep running in the tray")}}, this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  const auto add = [&](const QString& name, QWidget* control, const QString& hint) {
    if (control->accessibleName().isEmpty()) control->setAccessibleName(name);
    column->addWidget(new SettingRow(look, name, control, hint, this));
  };
  add(tr("Listen at start"), m_atStart, tr("Whether programs can send as soon as Spanloupe is open."));
  add(tr("Ports"), portFields(look),
      tr("For OTLP over gRPC and over HTTP. Endpoints that listen move at once; senders must be told."));
  add(tr("Most spans"), m_spans, tr("Beyond it, the oldest that were received go. Pinned traces stay."));
  add(tr("Most space"), m_bytes, tr("What was received takes no more of the session file than this."));
  add(tr("Longest time"), m_hours, tr("What was received earlier goes, by the clock of this machine."));
  add(tr("Largest request"), m_largest,
      tr("Compressed or not; larger ones are refused and counted. Senders finish what is under way first."));
  add(tr("Window closed"), m_closed,
      tr("While it listens, Spanloupe can go on receiving behind an icon in the tray."));
  m_closed->parentWidget()->setVisible(hasTray);
  connect(m_atStart, &ui::SegmentedControl::chosen, this, [this](int index) { set(kAtStartKey, index); });
  connect(m_closed, &ui::SegmentedControl::chosen, this, [this](int index) { set(kTrayKey, index); });
  connect(m_spans, &Stepper::stepped, this,
          [this](int index) { set(kKeepSpansKey, kSpans[static_cast<std::size_t>(index)]); });
  connect(m_bytes, &Stepper::stepped, this,
          [this](int index) { set(kKeepMibKey, kMib[static_cast<std::size_t>(index)]); });
  connect(m_hours, &Stepper::stepped, this,
          [this](int index) { set(kKeepHoursKey, kHours[static_cast<std::size_t>(index)]); });
  connect(m_largest, &Stepper::stepped, this,
          [this](int index) { set(kLargestMibKey, kLargestMib[static_cast<std::size_t>(index)]); });
  readSettings();
}

// A field that has the focus is left when it goes, and by then this is none any more.
ListenSection::~ListenSection() {
  for (QLineEdit* field : m_ports) field->disconnect(this);
}

QWidget* ListenSection::portFields(const ui::Look& look) {
  auto* fields = new QWidget(this);
  fields->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  auto* row = new QHBoxLayout(fields);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(look.measures().px(6));
  const std::array names{tr("gRPC"), tr("HTTP")};
  for (std::size_t i = 0; i < m_ports.size(); ++i) {
    if (i > 0) row->addSpacing(look.measures().px(8));
    row->addWidget(new ui::TextLabel(look, &ui::Fonts::body, &ui::Theme::text2, names[i], fields));
    auto* field = new QLineEdit(fields);
    field->setValidator(new QIntValidator(1, 65'535, field));
    field->setMaxLength(5);
    field->setFixedWidth(look.measures().px(72));
    field->setAccessibleName(tr("Port for %1").arg(names[i]));
    connect(field, &QLineEdit::editingFinished, this, [this, i] { setPort(i); });
    row->addWidget(field);
    m_ports[i] = field;
  }
  return fields;
}

void ListenSection::setPort(std::size_t endpoint) {
  const auto port = static_cast<std::uint16_t>(m_ports[endpoint]->text().toUInt());
  if (port == 0 || port == portOf(m_settings, endpoint, kUsualPorts[endpoint])) return readSettings();
  settings::setPort(m_settings, endpoint, port);
  emit changed();
}

void ListenSection::set(const char* key, qlonglong value) {
  m_settings.setValue(QLatin1String(key), value);
  emit changed();
}

void ListenSection::readSettings() {
  const ingest::Retention keep = retention(m_settings);
  m_atStart->setCurrent(static_cast<int>(listenAtStart(m_settings)));
  for (std::size_t i = 0; i < m_ports.size(); ++i)
    m_ports[i]->setText(QString::number(portOf(m_settings, i, kUsualPorts[i])));
  const auto hours = keep.age ? std::chrono::duration_cast<std::chrono::hours>(*keep.age).count() : 0;
  constexpr std::uint64_t kAny = std::uint64_t{1} << 62;
  m_spans->setCurrent(indexOf(kSpans, keep.spans >= kAny ? 0 : static_cast<qlonglong>(keep.spans)));
  m_bytes->setCurrent(indexOf(kMib, static_cast<qlonglong>(keep.bytes >> 20)));
  m_hours->setCurrent(indexOf(kHours, static_cast<qlonglong>(hours)));
  m_largest->setCurrent(indexOf(kLargestMib, static_cast<qlonglong>(largestRequest(m_settings) >> 20)));
  m_closed->setCurrent(staysInTray(m_settings) ? 1 : 0);
}

}  // namespace spanloupe::settings
