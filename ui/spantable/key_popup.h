// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A popup to choose columns from: a field to search with, and the fields and attribute keys with how many of
// the spans have them. Either every one is on or off, or one is picked. UI thread.
#pragma once

#include <QAbstractListModel>
#include <QFrame>
#include <vector>

#include "core/query/span_cells.h"

class QListView;

namespace spanloupe::ui {
class Look;
class SearchField;
}  // namespace spanloupe::ui

namespace spanloupe::spantable {

struct KeyEntry {
  QString title;
  query::SpanColumn column;
  double coverage = -1;  ///< Share of the spans; below 0 for fields, which all have.
  bool isOn = false;
};

/// The entries whose titles contain what is searched for.
class KeyModel : public QAbstractListModel {
  Q_OBJECT
 public:
  KeyModel(bool isCheckable, QObject* parent) : QAbstractListModel(parent), m_isCheckable(isCheckable) {}
  void setEntries(std::vector<KeyEntry> entries);
  void setSearch(const QString& search);
  [[nodiscard]] const KeyEntry& entry(const QModelIndex& index) const;
  [[nodiscard]] bool isCheckable() const { return m_isCheckable; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

 private:
  void choose();
  bool m_isCheckable;
  QString m_search;
  std::vector<KeyEntry> m_entries;
  std::vector<std::size_t> m_shown;
};

class KeyPopup : public QFrame {
  Q_OBJECT
 public:
  KeyPopup(const ui::Look& look, bool isCheckable, const QString& searchText, QWidget* parent);

  void setEntries(std::vector<KeyEntry> entries);
  /// Below `anchor`, trailing edges in line, inside the screen.
  void showBelow(const QWidget& anchor);
  [[nodiscard]] QListView& list() const { return *m_list; }
  [[nodiscard]] ui::SearchField& search() const { return *m_search; }

 signals:
  void toggled(const spanloupe::query::SpanColumn& column, bool isOn);
  void picked(const spanloupe::query::SpanColumn& column);

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void readLook();
  void use(const QModelIndex& index);

  const ui::Look& m_look;
  KeyModel* m_model;
  ui::SearchField* m_search;
  QListView* m_list;
};

}  // namespace spanloupe::spantable
