// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/session/job_runner.h"
#include "core/document/case.h"

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <filesystem>
#include <memory>
#include <vector>

class QLabel;
class QPushButton;

namespace sonosketch {

/// What is practised on: the bundled cases with the editor's open one, or the cases of folders and data sets, which are read in the background.
/// A row of the start page: a button with a menu, and a sentence about the choice. GUI thread.
class CaseChoice : public QWidget {
    Q_OBJECT

public:
    using Cases = std::vector<std::shared_ptr<const Case>>;

    /// `bundled`: at least one. `seed` draws from sets of more than practice::maxPracticeCases.
    CaseChoice(Cases bundled, std::uint64_t seed, QWidget* parent = nullptr);

    /// Never empty.
    const Cases& cases() const { return m_cases; }
    /// The editor's case joins the bundled ones if it has a lesion to practise on (practice::hasLesion) and is not one of them; empty: none does.
    void setOpenCase(std::shared_ptr<const Case> open);
    /// Reads folders (practice::readPracticeCases). What is practised on stays until that is done, and if nothing in them is of use.
    void read(const std::vector<std::filesystem::path>& folders);
    /// Back to the bundled cases and the open one.
    void useBundled();
    bool isReading() const { return m_reading; }
    /// What the row says: the choice, and below it what was passed over or went wrong.
    QString text() const;
    QString problem() const;

Q_SIGNALS:
    /// There are other cases to practise on.
    void changed();
    /// Reading came to its end, or was given up; not when other folders took the place of the first.
    void finished(bool ok);
    /// By hand, and of use: these folders; none of them means the bundled cases.
    void chosen(const QStringList& folders);

private:
    void start(const std::vector<std::filesystem::path>& folders, bool byHand);
    void askForFolder();
    void gather();
    void stop();
    void say(const QString& text, const QString& problem = {});
    void sayChoice();

    Cases m_bundled, m_read, m_cases;
    std::shared_ptr<const Case> m_open;
    std::uint64_t m_seed;
    QString m_source; ///< of m_read: what people call it
    QString m_passedOver;
    bool m_reading = false;
    quint64 m_ticket = 0;
    QPushButton* m_button;
    QLabel *m_text, *m_problem;
    QTimer m_progress;
    JobRunner m_jobs; ///< last: its thread ends first
};

} // namespace sonosketch
