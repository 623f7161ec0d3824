// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of the Sources view: folds at the chevron, opens the diagnostics of a line, copies what is
// selected, keeps the widths of columns. Qt's tree tells screen readers of every cell. UI thread.
#pragma once

#include <QTreeView>

#include "ui/common/look.h"
#include "ui/sources/sources_model.h"

class QSettings;

namespace spanloupe::sources {

class SourcesDelegate;

class SourcesTree : public QTreeView {
  Q_OBJECT
 public:
  /// All must outlive the tree.
  SourcesTree(const ui::Look& look, SourcesModel& model, QSettings& settings, QWidget* parent = nullptr);

  [[nodiscard]] SortedSources& sorted() const { return *m_sorted; }
  /// Of the selected lines, or of all.
  [[nodiscard]] QString selectedText() const;
  [[nodiscard]] QString allText() const;
  [[nodiscard]] bool hasSelection() const;
  /// As a click on its header.
  void sortBy(Column column);

 public slots:
  void copy() const;

 signals:
  void diagnosticsRequested();
  void selectionMoved();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void drawBranches(QPainter*, const QRect&, const QModelIndex&) const override {}
  void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;

 private:
  void setUpHeader();
  void setWidths();
  void order();
  void unfoldNew(const QModelIndex& parent, int first, int last);
  [[nodiscard]] bool hasDiagnostics(const QModelIndex& index) const;

  const ui::Look& m_look;
  SourcesModel& m_model;
  QSettings& m_settings;
  SortedSources* m_sorted;
  SourcesDelegate* m_delegate;
  bool m_isSizing = false;  ///< By the program, not by the user.
};

}  // namespace spanloupe::sources
