// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace sonosketch {

/// A value is drawn evenly from low .. high.
struct DrawRange {
    double low = 0, high = 0;
    bool operator==(const DrawRange&) const = default;
};

/// How cases are varied; a plain value, read from TOML (resources/recipes/export). Probabilities are 0 .. 1 and count once a variation,
/// those of affine, resize, elastic, remove and relabel once an object. Lengths are canvas pixels where nothing else is said.
struct VariationRecipe {
    std::string name = "unnamed";
    bool keepOriginal = false; ///< variation 0 of each case is the case itself

    struct {
        std::vector<std::string> classes; ///< what may be changed; empty: all
    } objects;
    struct {
        double probability = 0;
        DrawRange shift{0, 0};    ///< length of the way, as a part of the canvas' edge, in any direction; 0 .. 0.25
        DrawRange rotation{0, 0}; ///< degrees, -180 .. 180
        DrawRange stretch{1, 1};  ///< width against height, 0.5 .. 2
    } affine;
    struct {
        double probability = 0;
        DrawRange scale{1, 1}; ///< of the object's edges, 0.25 .. 4
    } resize;
    struct {
        double probability = 0;
        DrawRange strength{0, 0}; ///< how far a control point is moved, 0 .. 40
        double cell = 64;         ///< distance of control points, 16 .. 256
    } elastic;
    struct {
        double probability = 0;
        double most = 1;                  ///< objects at most, 1 .. 8
        std::vector<std::string> classes; ///< of the new ones; empty: those the case has, or any if it has none
        DrawRange area{0.004, 0.04};      ///< of the field of view, 0.0005 .. 0.5
        DrawRange aspect{0.7, 1};         ///< short against long diameter, 0.2 .. 1
        DrawRange irregularity{0, 0.15};  ///< how far the outline leaves the ellipse, as a part of its radius, 0 .. 0.4
        double gap = 12;                  ///< to other objects, 0 .. 128; not asked for where bounds.overlap allows them to touch
    } add;
    struct {
        double probability = 0;
        double largest = 0.1; ///< only objects up to this part of the field of view, 0 .. 1
    } remove;
    struct {
        double probability = 0;
        std::string palette;                          ///< the groups hold for this palette alone
        std::vector<std::vector<std::string>> groups; ///< a class becomes another one of its group
    } relabel;
    struct {
        DrawRange jitter{0, 0}; ///< how far lines leave the anatomy, 0 .. 8
        DrawRange drop{0, 0};   ///< part of the lines that is left out, 0 .. 1
    } sketch;
    struct {
        bool own = false;                                     ///< edges are found with each case's own settings, whatever stands beside
        DrawRange low{20, 20}, high{50, 50}, sigma{2.5, 2.5}; ///< settings of the automatic sketch, see CannySettings
    } canny;
    struct {
        double probability = 0;
        DrawRange zoom{1, 1}; ///< a part of the canvas 1/zoom as wide is shown as a whole, 1 .. 3
    } crop;
    struct {
        double probability = 0;
    } mirror;
    struct {
        DrawRange area{0.0005, 0.7}; ///< no object is changed beyond this part of the field of view
        double margin = 6;           ///< of new objects to the border of the field of view, 0 .. 128
        bool overlap = false;        ///< whether new objects may cover others
    } bounds;

    /// Throws Error(Corrupt) on TOML that cannot be read, unknown keys, other types and values out of range, each named; TooLarge beyond 64 KiB.
    static VariationRecipe fromToml(const std::string& text, const std::string& where);
    static VariationRecipe load(const std::filesystem::path& path);
    /// The one that is used when none is named: resources/recipes/export/default.toml.
    static VariationRecipe bundled();
    /// All values, in one line, the same text for equal recipes; and back, as strict as fromToml.
    std::string toJson() const;
    static VariationRecipe fromJson(const std::string& text, const std::string& where);
    /// Throws Error(Corrupt) as fromToml does, for a recipe that was put together by hand.
    void check(const std::string& where) const;
};

} // namespace sonosketch
