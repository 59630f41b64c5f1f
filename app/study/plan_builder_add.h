// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/session/model_catalogue.h"
#include "core/study/study_builder.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace sonosketch {

/// The row that adds a set to a study: of what kind, from where, under which name. GUI thread.
class PlanBuilderAdd : public QWidget {
    Q_OBJECT

public:
    explicit PlanBuilderAdd(const ModelCatalogue& models, QWidget* parent = nullptr);

    /// As if the folder had been typed.
    void setFolder(const QString& folder);

Q_SIGNALS:
    /// Its `look` is still empty.
    void wanted(const sonosketch::study::BuilderSet& set);

private:
    study::BuilderSet::Kind kind() const;
    void kindChanged();
    void folderChanged();
    void suggestName();
    void fillModels();
    void add();

    const ModelCatalogue& m_models;
    QComboBox* m_kind;
    QLineEdit* m_folder;
    QComboBox* m_split;
    QComboBox* m_model;
    QLineEdit* m_name;
    QPushButton* m_add;
    QLabel* m_problem;
    bool m_named = false; ///< by hand: no longer suggested
};

} // namespace sonosketch
