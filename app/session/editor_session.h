// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/document.h"
#include "core/edit/transaction.h"
#include "core/history/history.h"

#include <QObject>
#include <QPointF>

#include <filesystem>
#include <memory>
#include <optional>

namespace sonosketch {

/// What a stroke writes, fixed for its whole length.
struct StrokeSpec {
    QString text; ///< for the history: "Brush: Teratoma"
    Plane plane = Plane::Labels;
    std::uint8_t value = 0; ///< a palette id, a SketchMark, or 0/255 by plane
    BrushShape shape = BrushShape::Round;
    PaintRule rule;
    std::string tool = {}; ///< for the history: id of the tool, by convention the name of its icon ("label-brush")
};

/// The editing session without a widget: one document with its history, and every way a person changes it.
/// GUI thread. Functions that touch files throw sonosketch::Error and leave the session as it was.
class EditorSession : public QObject {
    Q_OBJECT

public:
    explicit EditorSession(const Case& initial, QObject* parent = nullptr);
    ~EditorSession() override;

    const Case& value() const { return m_document.value(); }
    Document& document() { return m_document; }
    const Document& document() const { return m_document; }
    const HistoryTree& history() const { return m_history; }

    // -- files
    /// A case folder, its case.json, or any image (which becomes a new case with the present palette).
    void open(const std::filesystem::path& path);
    /// Replaces the labels by a mask of the source's or the canvas' size: one history step.
    void importMask(const std::filesystem::path& path);
    void saveCaseTo(const std::filesystem::path& folder);
    /// Where "Save case" writes; empty for a case that has no folder of its own yet.
    const std::filesystem::path& caseFolder() const { return m_caseFolder; }
    /// Tells the session that the case lies in this folder, read-only: saving asks for a place first.
    void setBundled(bool bundled) { m_bundled = bundled; }
    bool isBundled() const { return m_bundled; }
    bool isModified() const;

    // -- strokes; positions are continuous canvas coordinates: pixel (0, 0) covers 0..1 in x and y
    bool strokeActive() const { return m_stroke != nullptr; }
    void beginStroke(const StrokeSpec& spec, QPointF at, double diameter);
    /// Draws on from the last position; the width runs smoothly from the last diameter to this one.
    void continueStroke(QPointF to, double diameter);
    void endStroke();
    /// Restores what was there before the stroke; the history never hears of it.
    void cancelStroke();

    // -- the automatic sketch
    /// A slider's position. Opens a gesture if none is open; commitSettings() makes the whole gesture one history step.
    void previewCanny(const CannySettings& settings);
    void commitSettings();
    void setAutoSketch(bool on);

    /// Writes the background label everywhere (the paint rule applies), or drops every hand-made mark of the sketch.
    void clearLabels(const PaintRule& rule);
    void clearStrokes();

    // -- history
    bool canUndo() const;
    bool canRedo() const;
    void undo();
    void redo();
    void jumpTo(HistoryTree::NodeId node);
    /// What a person says about a step. Throw Error like HistoryTree; nothing is emitted if nothing differs.
    void setNodeName(HistoryTree::NodeId node, const QString& name);
    void setNodeNote(HistoryTree::NodeId node, const QString& note);
    void setNodePinned(HistoryTree::NodeId node, bool pinned);
    /// Removes a step with all that follows it. Throws Error(InvalidArgument) with the reason: the first step, or the current one is on it.
    void removeBranch(HistoryTree::NodeId node);

Q_SIGNALS:
    /// After every change of the document, while a stroke runs too.
    void changed(const sonosketch::DocumentChange& change);
    void historyChanged();
    /// A step was committed; it is the current one. Comes before historyChanged.
    void nodeAdded(HistoryTree::NodeId node);
    /// A step's name, note or pin changed.
    void nodeMarked(HistoryTree::NodeId node);
    /// These steps are gone; `parent` is that of the topmost. Comes before historyChanged.
    void branchRemoved(const std::vector<HistoryTree::NodeId>& nodes, HistoryTree::NodeId parent);
    /// A stroke has begun or ended.
    void strokeStateChanged();
    /// Another case was opened.
    void caseOpened();
    /// The case was saved, or moved to another folder.
    void fileStateChanged();

private:
    void replace(const Case& value, const std::filesystem::path& folder);
    /// Ends the transaction; what changed becomes a step of the history, made by this tool.
    void commit(Transaction& transaction, const std::string& tool = {});

    Document m_document;
    HistoryTree m_history;
    int m_observer = 0;
    std::filesystem::path m_caseFolder;
    bool m_bundled = false;
    std::optional<HistoryTree::NodeId> m_savedNode = 0;

    std::unique_ptr<Transaction> m_stroke;
    StrokeSpec m_strokeSpec;
    QPointF m_strokeAt;
    double m_strokeDiameter = 1.0;
    std::unique_ptr<Transaction> m_settings;
};

} // namespace sonosketch
