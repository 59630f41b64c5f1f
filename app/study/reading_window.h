// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/study/reading_run.h"

#include <QWidget>

#include <memory>

class QStackedWidget;

namespace sonosketch {

class ReaderPage;
class ReadingTextPage;
class ReadingTrialPage;
class ReadingView;

/// The window of a reader study: who reads, what is asked, one picture after the other, breaks, the end. It makes no other window and opens no file but
/// through its ReadingRun. GUI thread.
class ReadingWindow : public QWidget {
    Q_OBJECT

public:
    explicit ReadingWindow(std::unique_ptr<ReadingRun> run, QWidget* parent = nullptr);
    ~ReadingWindow() override;

    ReadingRun& run() { return *m_run; }
    ReadingView& view();
    /// As if the reader had typed it on the first page; what goes wrong stands there.
    void beginAs(const QString& reader);
    /// What the present page says is wrong or lacking; empty if nothing.
    QString warning() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makePages();
    void showStage();
    void showReaders();
    QString introText() const;
    QString endText() const;
    bool trialKey(QKeyEvent* event);
    void nudgeGrey(double width, double level);

    std::unique_ptr<ReadingRun> m_run;
    QStackedWidget* m_pages;
    ReaderPage* m_reader;
    ReadingTextPage* m_intro;
    ReadingTrialPage* m_trial;
    ReadingTextPage* m_pause;
    ReadingTextPage* m_practised;
    ReadingTextPage* m_blocked;
    ReadingTextPage* m_end;
    ReadingTextPage* m_lost;
    bool m_closeAsked = false; ///< closing once more gives an unwritten answer up
    bool m_typing = false;     ///< when the time of a picture ran out
};

} // namespace sonosketch
