// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/plan.h"
#include "core/variation/recipe.h"

#include <QGroupBox>

#include <algorithm>
#include <cstdint>
#include <vector>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace sonosketch {

class NumberSlider;

/// How a set's cases are varied, as the controls say. A plain value.
struct ExportRecipe {
    VariationRecipe recipe;
    bool unchanged = false; ///< nothing is varied: each case once, as it is

    /// How many images there are at most: a case that is not varied gives one.
    std::size_t countFor(std::size_t wanted, std::size_t sources) const { return unchanged ? std::min(wanted, sources) : wanted; }
};

/// The recipe of an image set: the program's, none, one from a file, and controls for everything in it that changes pictures. A control that nobody
/// has touched leaves its part of the recipe as it was read; one at zero takes it out.
class ExportRecipeBox : public QGroupBox {
    Q_OBJECT

public:
    explicit ExportRecipeBox(QWidget* parent = nullptr);

    /// Throws Error(InvalidArgument) if it shall come from a file and none was named.
    ExportRecipe recipe() const;
    /// Shows the recipe of a set that was begun before; emits nothing.
    void setRecipe(const VariationRecipe& recipe);

Q_SIGNALS:
    void edited();
    /// A recipe file cannot be used: what, where and what to do. The controls are as they were.
    void refused(const QString& reason);

private:
    enum class Origin : std::uint8_t { Bundled, AsTheyAre, File, Earlier };
    /// A slider, what it showed of the recipe, and its two ways: from a recipe to a number, and back.
    struct Dial {
        NumberSlider* slider;
        double shown;
        double (*read)(const VariationRecipe&);
        void (*write)(VariationRecipe&, double);
    };

    QWidget* makeDials();
    Origin origin() const;
    void chooseOrigin();
    void loadFile();
    /// Makes `base` what the controls start from.
    void setBase(const VariationRecipe& base);
    void updateEnabled();

    VariationRecipe m_base, m_earlier;
    QComboBox* m_origin;
    QLineEdit* m_file;
    QPushButton* m_choose;
    QWidget* m_controls;
    std::vector<Dial> m_dials;
    NumberSlider* m_relabel;
    QCheckBox *m_mirror, *m_edges, *m_original;
    QString m_loaded; ///< the file m_base was read from, while it was
};

} // namespace sonosketch
