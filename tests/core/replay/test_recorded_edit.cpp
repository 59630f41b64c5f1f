// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/replay/recorded_edit.h"

#include <QtTest>

#include <set>

using namespace sonosketch;

namespace {

QString whole(const char* edits)
{
    return QStringLiteral(R"({"format": "sonosketch-strokes", "version": 1, "edits": [%1]})").arg(edits);
}

} // namespace

class TestRecordedEdit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBrushIsReadWithItsSettings()
    {
        const auto edits = parseRecordedEdits(
            whole(
                R"({"kind": "dab", "name": "x", "tool": "brush", "ink": "pen", "on": "lesion", "diameter": 4, "samples": [[0, 1.5, 0.25]]})")
                .toStdString(),
            "strokes.json");
        QCOMPARE(edits.size(), std::size_t{1});
        QCOMPARE(edits[0].kind, std::string("dab"));
        QVERIFY(edits[0].tool == RecordedEdit::Tool::Brush && edits[0].ink == RecordedEdit::Ink::Pen);
        QVERIFY(edits[0].on == RecordedEdit::Ground::Lesion);
        QCOMPARE(edits[0].diameter, 4.0);
        QVERIFY(edits[0].samples == std::vector<cv::Vec3d>({{0, 1.5, 0.25}}));
    }

    void theBundledOnesHaveEveryKind()
    {
        std::set<std::string> kinds;
        for (const auto& edit : readRecordedEdits(resourceDir() / "bench/strokes.json"))
            kinds.insert(edit.kind);
        QVERIFY(kinds == std::set<std::string>({"canny", "dab", "move", "stroke"}));
    }

    void badFilesAreNamedWithTheirPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("place");
        const auto row = [](const char* name, const char* edit, const char* place) { QTest::newRow(name) << whole(edit) << place; };
        QTest::newRow("no JSON") << "{"
                                 << "strokes.json";
        QTest::newRow("another format") << R"({"format": "x", "version": 1, "edits": []})"
                                        << "sonosketch-strokes";
        QTest::newRow("newer") << R"({"format": "sonosketch-strokes", "version": 2, "edits": []})"
                               << "version 2";
        QTest::newRow("no list") << R"({"format": "sonosketch-strokes", "version": 1})"
                                 << "edits";
        row("no object", "3", "/edits/0");
        row("no tool", R"({"kind": "a", "name": "b", "samples": [[0, 0, 0]]})", "tool");
        row("unknown tool", R"({"kind": "a", "name": "b", "tool": "axe", "samples": [[0, 0, 0]]})", "brush, move, canny");
        row("no samples", R"({"kind": "a", "name": "b", "tool": "move", "samples": []})", "/edits/0/samples");
        row("two numbers", R"({"kind": "a", "name": "b", "tool": "move", "samples": [[0, 0, 0], [1, 2]]})", "/edits/0/samples/1");
        row("no number", R"({"kind": "a", "name": "b", "tool": "move", "samples": [[0, "x", 0]]})", "/edits/0/samples/0/1");
        row("too far", R"({"kind": "a", "name": "b", "tool": "move", "samples": [[0, 1e9, 0]]})", "/edits/0/samples/0/1");
        row("pressure",
            R"({"kind": "a", "name": "b", "tool": "brush", "ink": "pen", "on": "lesion", "diameter": 4, "samples": [[0, 0, 2]]})",
            "pressure");
        row("diameter",
            R"({"kind": "a", "name": "b", "tool": "brush", "ink": "pen", "on": "lesion", "diameter": 0, "samples": [[0, 0, 1]]})",
            "/edits/0/diameter");
        row("ink", R"({"kind": "a", "name": "b", "tool": "brush", "ink": "red", "on": "lesion", "diameter": 4, "samples": [[0, 0, 1]]})",
            "/edits/0/ink");
        row("thresholds", R"({"kind": "a", "name": "b", "tool": "canny", "samples": [[50, 20, 1]]})", "/edits/0/samples/0");
    }

    void badFilesAreNamedWithTheirPlace()
    {
        QFETCH(QString, text);
        QFETCH(QString, place);
        try {
            parseRecordedEdits(text.toStdString(), "strokes.json");
            QFAIL("the file was taken");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains("strokes.json"), error.what());
            QVERIFY2(QString(error.what()).contains(place), error.what());
            QVERIFY(error.code() == ErrorCode::Corrupt || error.code() == ErrorCode::VersionMismatch);
        }
        QVERIFY_THROWS_EXCEPTION(Error, readRecordedEdits("/nowhere/strokes.json"));
    }
};

QTEST_APPLESS_MAIN(TestRecordedEdit)
#include "test_recorded_edit.moc"
