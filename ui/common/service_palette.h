// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which service wears which colour and which letters, for the life of a session. A colour follows from the
// name (FNV-1a), so the same file looks the same on every machine; later names never move earlier ones. UI
// thread.
#pragma once

#include <QHash>
#include <QString>
#include <array>
#include <string_view>
#include <vector>

namespace spanloupe::ui {

enum class Texture : std::uint8_t { None, Lines, Dots };

inline constexpr int kVirtualSlot = -1;

/// How a service is drawn: Theme::service(slot) with a texture, and one or two letters, so colour is never
/// alone.
struct ServiceMark {
  int slot = kVirtualSlot;
  Texture texture = Texture::None;
  QString letters;
};

[[nodiscard]] std::uint64_t fnv1a64(std::string_view text);

class ServicePalette {
 public:
  struct Entry {
    QString name;
    int slot = kVirtualSlot;
    Texture texture = Texture::None;
    QString letters;
    friend bool operator==(const Entry&, const Entry&) = default;
  };

  /// Assigns the names that are new, in ascending order of their hash. Empty names stay virtual.
  void add(const std::vector<QString>& names);
  void add(const QString& name) { add(std::vector<QString>{name}); }

  /// Unknown and empty names are virtual.
  [[nodiscard]] ServiceMark mark(const QString& name) const;

  /// The user's choice; wins over assignment, even when another service has the colour already.
  void pin(const QString& name, int slot, Texture texture = Texture::None);

  /// In order of assignment, to be kept with the session.
  [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
  void restore(std::vector<Entry> entries);
  void clear();

 private:
  /// Each slot plain and with each texture.
  using Taken = std::array<bool, std::size_t{36}>;
  static void assign(Entry& entry, Taken& taken);
  [[nodiscard]] Taken taken() const;

  std::vector<Entry> m_entries;
  QHash<QString, int> m_index;
};

}  // namespace spanloupe::ui
