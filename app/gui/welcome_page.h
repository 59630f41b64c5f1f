// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QWidget>

#include <filesystem>
#include <vector>

class QHBoxLayout;
class QListWidget;

namespace sonosketch {

/// What a person sees first: three real cases to start from, recent ones, and the ways to open one's own. Lies over the views until something
/// is chosen or Esc is pressed.
class WelcomePage : public QWidget {
    Q_OBJECT

public:
    struct Recent {
        QString title;
        QString detail; ///< where it lies, when it was used
        std::filesystem::path path;
    };

    explicit WelcomePage(QWidget* parent = nullptr);
    /// Newest first. An empty list hides that part.
    void setRecent(const std::vector<Recent>& recent);

Q_SIGNALS:
    void caseChosen(const std::filesystem::path& path);
    void openRequested();
    void guideRequested();
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void addExamples(QHBoxLayout& row);

    QWidget* m_recentPart;
    QListWidget* m_recent;
};

} // namespace sonosketch
