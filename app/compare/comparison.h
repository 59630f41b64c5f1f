// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/compare/difference.h"
#include "app/session/model_catalogue.h"
#include "app/session/node_pictures.h"
#include "app/session/picture_service.h"

#include <QThreadPool>

#include <array>
#include <optional>

namespace sonosketch {

/// One side of a comparison.
struct CompareSource {
    enum class Kind : std::uint8_t { Present, Scan, Node, OtherModel };
    Kind kind = Kind::Present;
    HistoryTree::NodeId node = 0; ///< of Node
    std::string model;            ///< of OtherModel: hash of the weights

    bool operator==(const CompareSource&) const = default;
};

/// What is measured, from the pictures without marks.
struct CompareFacts {
    double psnr = 0; ///< dB; infinite for equal pictures
    double ssim = 0;
    ChangedArea changed;
    int scale = 16; ///< of the map
    QImage map;
};

/// Two pictures to compare, without a widget: fetches them (from what is held, or rendered on PictureService's thread), follows the document, and measures
/// on a thread of its own. GUI thread.
class Comparison : public QObject {
    Q_OBJECT

public:
    struct Side {
        CompareSource source;
        cv::Mat picture;                   ///< CV_8UC1, canvas size; empty while there is none
        QString title;                     ///< what it is; says "synthesised" where it is
        QString problem;                   ///< why there is no picture
        bool synthetic = true;             ///< carries the mark wherever it is shown
        PictureService::Ticket ticket = 0; ///< of a picture that is being rendered; 0: none
    };

    Comparison(EditorSession& session, LiveController& live, NodePictures& pictures, PictureService& service, ModelCatalogue& models,
        QObject* parent = nullptr);
    ~Comparison() override;

    /// Nothing is fetched while it is off; what runs is cancelled.
    void setActive(bool active);
    bool isActive() const { return m_active; }
    void setSource(int index, const CompareSource& source);
    void swap();
    const Side& side(int index) const { return m_sides.at(static_cast<std::size_t>(index)); }
    /// With the visible mark, if it is synthetic; null if there is none.
    QImage marked(int index) const;
    /// Nothing while it is measured, or a picture is missing.
    const std::optional<CompareFacts>& facts() const { return m_facts; }
    /// Grey levels; 0 .. 254.
    void setThreshold(int threshold);
    int threshold() const { return m_threshold; }
    /// Says what a source is, in a few words.
    QString describeSource(const CompareSource& source) const;

Q_SIGNALS:
    /// Pictures, titles or problems.
    void changed();
    void factsChanged();

private:
    void fetch(int index);
    void render(int index, Case value, const std::string& hash);
    void place(int index, const cv::Mat& picture);
    void fail(int index, const QString& problem);
    void follow();
    void measure();

    EditorSession& m_session;
    LiveController& m_live;
    NodePictures& m_pictures;
    PictureService& m_service;
    ModelCatalogue& m_models;
    std::array<Side, 2> m_sides;
    std::optional<CompareFacts> m_facts;
    int m_threshold = 8;
    bool m_active = false;
    std::uint64_t m_measuring = 0; ///< number of the newest measurement
    QThreadPool m_pool;
};

} // namespace sonosketch
