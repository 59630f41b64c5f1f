// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/panels/export_places.h"
#include "app/session/job_runner.h"

#include <QGroupBox>

#include <string>
#include <vector>

class QButtonGroup;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace sonosketch {

/// Where an image set's cases come from: the case on show, its steps, bundled cases, a folder of cases, a data set and which of its parts.
class ExportSourcesBox : public QGroupBox {
    Q_OBJECT

public:
    explicit ExportSourcesBox(QWidget* parent = nullptr);

    /// As the controls stand. Throws Error(InvalidArgument) if a data set is chosen and none of its parts.
    ExportPlace place() const;
    /// place() throws nothing.
    bool isComplete() const;
    /// Shows a place; emits nothing.
    void setPlace(const ExportPlace& place);

Q_SIGNALS:
    void edited();

private:
    QWidget* makeFolder(QLineEdit*& line, QPushButton*& choose, const char* name, const QString& text, const QString& title);
    ExportPlace::Kind kind() const;
    void updateEnabled();
    /// Lists the parts of the data set that is named now, off the GUI thread: a manifest may be long.
    void readParts();
    void showParts(const std::vector<std::pair<std::string, std::size_t>>& parts);

    QButtonGroup* m_kinds;
    QLineEdit *m_cases, *m_data;
    QPushButton *m_chooseCases, *m_chooseData;
    QListWidget* m_parts;
    QString m_read;                    ///< the data set that the list is of
    std::vector<std::string> m_wanted; ///< parts to be ticked once they are listed; empty: all
    JobRunner m_jobs;                  ///< goes first: it tells the list
};

} // namespace sonosketch
