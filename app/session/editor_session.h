// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/document.h"
#include "core/edit/transaction.h"
#include "core/history/history.h"

#include <QObject>
#include <QPointF>

#include <filesystem>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

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
    /// Adds the lines of a PNG of the canvas' size to the pen strokes: one history step. Of light and dark the rarer one counts as drawn.
    void importSketch(const std::filesystem::path& path);
    /// The pen strokes as a PNG, white on black.
    void exportSketch(const std::filesystem::path& path) const;
    /// Another case with the history that led to it; `history` stands at the node that `value` is. Throws like validate(Case).
    void restore(const Case& value, HistoryTree history, const std::filesystem::path& caseFolder = {});
    /// Replaces whole planes, from a mask or another program's layers: one history step, none if nothing differs.
    void replacePlanes(const QString& text, const std::vector<std::pair<Plane, cv::Mat>>& planes);
    /// The case folder that was opened, or exported to last; empty if none.
    const std::filesystem::path& caseFolder() const { return m_caseFolder; }
    void setCaseFolder(const std::filesystem::path& folder) { m_caseFolder = folder; }

    // -- strokes; positions are continuous canvas coordinates: pixel (0, 0) covers 0..1 in x and y
    bool strokeActive() const { return m_stroke != nullptr; }
    void beginStroke(const StrokeSpec& spec, QPointF at, double diameter);
    /// Draws on from the last position; the width runs smoothly from the last diameter to this one.
    void continueStroke(QPointF to, double diameter);
    void endStroke();
    /// Restores what was there before the stroke; the history never hears of it.
    void cancelStroke();

    // -- edits that are one operation. They throw what `work` throws; the document is then as it was before
    using Work = std::function<void(Transaction&)>;
    /// One history step, made by `tool` (see StrokeSpec); false if it changed nothing.
    bool edit(const QString& text, const PaintRule& rule, const Work& work, const std::string& tool = {});
    /// Shows what `work` does to the document as it was before the preview; opens one if none is open. Whatever else the session is asked
    /// for makes the preview a step first, as endPreview() does.
    void preview(const QString& text, const PaintRule& rule, const Work& work, const std::string& tool = {});
    bool previewActive() const { return m_preview != nullptr; }
    /// One history step; false if nothing differs.
    bool endPreview();
    void cancelPreview();

    // -- the automatic sketch
    /// A slider's position. Opens a gesture if none is open; commitSettings() makes the whole gesture one history step, and a preview too.
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
    /// A step was added and is the current one; before historyChanged().
    void nodeAdded(sonosketch::HistoryTree::NodeId node);
    /// Name, note or pin of a step changed.
    void nodeMarked(sonosketch::HistoryTree::NodeId node);
    /// These steps, a whole branch below `parent`, are gone.
    void branchRemoved(const std::vector<sonosketch::HistoryTree::NodeId>& nodes, sonosketch::HistoryTree::NodeId parent);
    /// A stroke or a preview has begun or ended.
    void strokeStateChanged();
    /// A preview has become a step, or was taken back.
    void previewEnded();
    /// Another case was opened.
    void caseOpened();

private:
    /// Ends the transaction; what changed becomes a step of the history, made by this tool. False if nothing changed.
    bool commit(Transaction& transaction, const std::string& tool = {});

    Document m_document;
    HistoryTree m_history;
    int m_observer = 0;
    std::filesystem::path m_caseFolder;

    std::unique_ptr<Transaction> m_stroke;
    StrokeSpec m_strokeSpec;
    QPointF m_strokeAt;
    double m_strokeDiameter = 1.0;
    std::unique_ptr<Transaction> m_settings;
    std::unique_ptr<Transaction> m_preview;
    std::string m_previewTool;
};

} // namespace sonosketch
