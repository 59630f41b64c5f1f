// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;

namespace sonosketch {

/// The strip above a view: its title, a line of detail, and chips at the right end. Text stays out of the picture.
class ViewHeader : public QWidget {
    Q_OBJECT

public:
    explicit ViewHeader(const QString& title, QWidget* parent = nullptr);

    void setDetail(const QString& text, const QString& tip = {});
    /// A chip's look: "calm", "busy" or "warn". An empty text hides it.
    void setChip(int index, const QString& text, const char* look, const QString& tip);

private:
    QLabel* m_detail;
    QLabel* m_chips[2];
};

} // namespace sonosketch
