// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0

// `export` from data sets and projects, its smaller options, and `project reproduce` of what came of it.

#include "core/base/files.h"
#include "core/edit/transaction.h"
#include "core/io/project_file.h"
#include "tests/support/cli_run.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>

using namespace sonosketch;
using test::Answer;
using test::runCli;
namespace fs = std::filesystem;

namespace {

QJsonObject objectOf(const fs::path& file)
{
    const auto bytes = readFile(file);
    return QJsonDocument::fromJson(QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()))).object();
}

std::vector<QJsonObject> itemsOf(const fs::path& set)
{
    std::vector<QJsonObject> items;
    for (const QByteArray& line : QByteArray::fromStdString(readTextFile(set / "manifest.jsonl")).split('\n'))
        if (!line.isEmpty())
            items.push_back(QJsonDocument::fromJson(line).object());
    return items;
}

/// Which keys of sources a dry run puts into which part.
std::map<std::string, std::set<std::string>> partsOf(const Answer& answer)
{
    std::map<std::string, std::set<std::string>> parts;
    const QJsonObject splits = answer.json()["splits"].toObject();
    for (const QString& part : splits.keys())
        for (const auto& key : splits[part].toArray())
            parts[part.toStdString()].insert(key.toString().toStdString());
    return parts;
}

} // namespace

class TestCliExportSources : public QObject {
    Q_OBJECT

    using Parts = std::map<std::string, std::set<std::string>>;

    QTemporaryDir m_folder;
    const std::map<QString, QString> m_parts{{"simple-cyst", "train"}, {"teratoma", "val"}, {"thin-septa", "holdout"}};

    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    fs::path place(const char* name) const { return path(name).toStdString(); }
    QStringList command(const QStringList& more) const
    {
        return QStringList{"export", "--model", QString::fromStdString((weightsDir() / "pgsgan-512-cpu").string()), "--seed", "5"} + more;
    }

    /// The bundled scans as a data set of three parts, as it comes from its importer but for the parts' names.
    void importScans(const char* name, const std::map<QString, QString>& parts, const QString& labelsOf = {})
    {
        const fs::path raw = place("raw") / name;
        fs::create_directories(raw / "images");
        fs::create_directories(raw / "labels");
        for (const auto& [scan, part] : parts) {
            const std::string id = scan.toStdString(), labels = labelsOf.isEmpty() ? id : labelsOf.toStdString();
            fs::copy_file(resourceDir() / "examples" / id / "source.png", raw / "images" / (id + ".png"));
            fs::copy_file(resourceDir() / "examples" / labels / "labels.png", raw / "labels" / (id + ".png"));
        }
        const Answer imported = runCli({"dataset", "import", "--format", "paired", "--from", QString::fromStdString(raw.string()), "--to",
            path(name), "--palette", QString::fromStdString((resourceDir() / "palettes/mmotu.json").string()), "--json"});
        QVERIFY2(imported.code == 0, imported.error.constData());
        QCOMPARE(imported.json()["imported"].toInt(), static_cast<int>(parts.size()));
        QJsonObject manifest = objectOf(place(name) / "manifest.json");
        QJsonArray items = manifest["items"].toArray();
        for (auto entry : items) {
            QJsonObject item = entry.toObject();
            item["split"] = parts.at(item["id"].toString());
            entry = item;
        }
        manifest["items"] = items;
        writeFileAtomically(place(name) / "manifest.json", std::string_view(QJsonDocument(manifest).toJson().toStdString()));
        QCOMPARE(runCli({"dataset", "validate", path(name)}).code, 0);
    }

private Q_SLOTS:
    void initTestCase() { importScans("data", m_parts); }

    void aDataSetKeepsItsParts()
    {
        writeFileAtomically(place("mirror.toml"), std::string_view("name = \"mirrored alone\"\n[mirror]\nprobability = 1\n"));
        const QStringList wanted{"--data", path("data"), "--variations", "2", "--format", "png,coco", "--name", "Scans & others",
            "--recipe", path("mirror.toml"), "--json"};
        const Answer answer = runCli(command(wanted + QStringList{"--visible-mark", "--out", path("marked")}));
        QVERIFY2(answer.code == 0, answer.error.constData());
        QCOMPARE(answer.json()["made"].toInt(), 6);
        QCOMPARE(answer.json()["recipe"].toString(), QString("mirrored alone"));
        const auto items = itemsOf(place("marked"));
        QCOMPARE(items.size(), std::size_t{6});
        std::map<QString, int> variations;
        for (const QJsonObject& item : items) {
            const QJsonObject source = item["source"].toObject();
            QCOMPARE(source["kind"].toString(), QString("data"));
            QCOMPARE(item["split"].toString(), m_parts.at(source["name"].toString()));
            QVERIFY(item["parameters"].toObject()["mirrored"].toBool() && !item["parameters"].toObject().contains("moved"));
            ++variations[source["name"].toString()];
        }
        QCOMPARE(variations, (std::map<QString, int>{{"simple-cyst", 2}, {"teratoma", 2}, {"thin-septa", 2}}));
        for (const auto& [name, part] : m_parts) {
            const QJsonObject coco = objectOf(place("marked") / "coco/annotations" / ("instances_" + part.toStdString() + ".json"));
            QCOMPARE(coco["images"].toArray().size(), 2);
        }
        const QJsonObject card = objectOf(place("marked") / "card.json");
        QCOMPARE(card["name"].toString(), QString("Scans & others"));
        QCOMPARE(card["visible_mark"].toBool(), true);
        QCOMPARE(card["recipe"].toObject()["name"].toString(), QString("mirrored alone"));
        QCOMPARE(card["splits"].toObject().keys(), QStringList({"holdout", "train", "val"}));
        const QString readme = QString::fromStdString(readTextFile(place("marked") / "README.md"));
        QVERIFY(readme.startsWith("# Scans & others\n") && readme.contains("Each picture carries a visible mark."));

        // Without the mark the pictures are others, and nothing else.
        const Answer plain = runCli(command(wanted + QStringList{"--out", path("plain")}));
        QVERIFY2(plain.code == 0, plain.error.constData());
        const fs::path mask = "png/val/masks/teratoma-00001.png", picture = "png/val/images/teratoma-00001.png";
        QVERIFY(sha256File(place("plain") / mask) == sha256File(place("marked") / mask));
        QVERIFY(itemsOf(place("plain"))[4]["image_sha256"] != items[4]["image_sha256"]);
        QCOMPARE(objectOf(place("plain") / "card.json")["visible_mark"].toBool(), false);
        QVERIFY(readTextFile(place("plain") / "README.md").find("carry no visible mark") != std::string::npos);

        // A picture of either is made again from the data set, and from nothing else.
        for (const char* set : {"marked", "plain"}) {
            const QString file = QString::fromStdString((place(set) / picture).string());
            const QStringList again{"project", "reproduce", file, "--out", path((std::string(set) + ".png").c_str()), "--json"};
            const Answer missing = runCli(again);
            QCOMPARE(missing.code, 1);
            const Answer found = runCli(again + QStringList{"--in", path("data")});
            QVERIFY2(found.code == 0, found.error.constData());
            QVERIFY(found.json()["same_bytes"].toBool());
            QVERIFY(found.json()["condition"].toString().startsWith("teratoma of " + path("data")));
        }
    }

    void partsAreChosenAndMustAgree()
    {
        const auto dry = [this](const QStringList& more) {
            return runCli(command(QStringList{"--count", "4", "--dry-run", "--data", path("data")} + more));
        };
        QCOMPARE(partsOf(dry({})), (Parts{{"train", {"simple-cyst"}}, {"val", {"teratoma"}}, {"holdout", {"thin-septa"}}}));
        QCOMPARE(partsOf(dry({"--split", "holdout,val"})), (Parts{{"val", {"teratoma"}}, {"holdout", {"thin-septa"}}}));
        QCOMPARE(partsOf(dry({"--into", "Extra 1"})), (Parts{{"extra-1", {"simple-cyst", "teratoma", "thin-septa"}}}));
        const Answer none = dry({"--split", "test"});
        QCOMPARE(none.code, 1);
        QVERIFY2(none.error.contains("No example is in the part"), none.error.constData());

        // Another data set with the same scan, labelled otherwise and in another part.
        importScans("other", {{"teratoma", "train"}}, "simple-cyst");
        const Answer torn = dry({path("other")});
        QCOMPARE(torn.code, 1);
        QVERIFY2(
            torn.error.contains("in the part \"val\" and in \"train\"") && torn.error.trimmed().count('\n') == 0, torn.error.constData());
        const Answer agreed = dry({path("other"), "--split", "train"});
        QCOMPARE(agreed.code, 0);
        QCOMPARE(partsOf(agreed).at("train").size(), std::size_t{2});
        QCOMPARE(partsOf(dry({path("other"), "--into", "all"})).at("all").size(), std::size_t{4});
    }

    void stepsOfAProject()
    {
        // Painted from nothing: four dabs, the third on a branch of its own.
        ProjectContents contents;
        contents.initial = Case::blank(LabelPalette::bundled("mmotu"));
        Document document(contents.initial.clone());
        HistoryTree history;
        for (int i = 0; i < 4; ++i) {
            if (i == 2)
                history.undo(document);
            Transaction dab(document, "Dab");
            dab.paintDab(Plane::Labels, {150.5F + 50.0F * static_cast<float>(i), 250.5F}, 60, static_cast<std::uint8_t>(1 + i));
            history.add(*dab.commit(), "brush");
        }
        history.setPinned(2, true);
        contents.current = history.current();
        contents.history = std::move(history);
        ProjectFile::create(place("Painting.sonosketch"), contents);
        const auto dry = [this](const QStringList& more) {
            return runCli(command(QStringList{"--count", "9", "--dry-run", "--project", path("Painting.sonosketch")} + more));
        };
        const auto keys = [&](const QStringList& more) {
            std::set<std::string> all;
            for (const auto& [part, its] : partsOf(dry(more)))
                all.insert(its.begin(), its.end());
            return all;
        };
        QCOMPARE(keys({}), (std::set<std::string>{"painting-n4"}));
        QCOMPARE(keys({"--nodes", "pinned"}), (std::set<std::string>{"painting-n2"}));
        QCOMPARE(keys({"--nodes", "0,2"}), (std::set<std::string>{"painting-n0", "painting-n2"}));
        const std::set<std::string> all{"painting-n0", "painting-n1", "painting-n2", "painting-n3", "painting-n4"};
        QCOMPARE(keys({"--nodes", "all"}), all);
        // Beside other cases the steps have one part among them, although no scan ties them.
        const auto parts = partsOf(dry({"--nodes", "all", "--examples"}));
        QCOMPARE(parts.size(), std::size_t{3});
        int whole = 0;
        for (const auto& [part, its] : parts)
            whole += std::includes(its.begin(), its.end(), all.begin(), all.end()) ? 1 : 0;
        QCOMPARE(whole, 1);
        for (const auto& [nodes, code] : std::map<QString, int>{{"0,x", 2}, {"", 2}, {"2,", 2}, {"77", 1}}) {
            const Answer wrong = dry({"--nodes", nodes});
            QVERIFY2(wrong.code == code, qPrintable(nodes + ": " + QString::number(wrong.code)));
        }

        const Answer made = runCli(command({"--project", path("Painting.sonosketch"), "--nodes", "0,2", "--variations", "2", "--into",
            "train", "--out", path("steps"), "--json"}));
        QVERIFY2(made.code == 0, made.error.constData());
        QCOMPARE(made.json()["made"].toInt(), 4);
        std::multiset<int> nodes;
        for (const QJsonObject& item : itemsOf(place("steps"))) {
            QCOMPARE(item["source"].toObject()["kind"].toString(), QString("project"));
            QCOMPARE(item["source"].toObject()["name"].toString(), QString("Painting"));
            nodes.insert(item["source"].toObject()["node"].toInt());
        }
        QCOMPARE(nodes, (std::multiset<int>{0, 0, 2, 2}));
        const Answer again = runCli({"project", "reproduce", path("steps/train/images/painting-n2-00001.png"), "--in",
            path("Painting.sonosketch"), "--out", path("step.png"), "--json"});
        QVERIFY2(again.code == 0, again.error.constData());
        QVERIFY(again.json()["same_bytes"].toBool());
        QVERIFY(again.json()["condition"].toString().contains("step 2"));
    }
};

QTEST_GUILESS_MAIN(TestCliExportSources)
#include "test_cli_export_sources.moc"
