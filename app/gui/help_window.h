// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QTextBrowser;

namespace sonosketch {

/// The illustrated guide of resources/help, and the table of keys as they are now. A window of its own, so that it can stay open beside the work.
class HelpWindow : public QWidget {
    Q_OBJECT

public:
    explicit HelpWindow(QWidget* parent = nullptr);
    void showGuide();

private:
    void load();

    QTextBrowser* m_text;
};

} // namespace sonosketch
