// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/io/project_reader.h"

#include "core/io/project_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace sonosketch {

namespace {

using NodeId = HistoryTree::NodeId;
constexpr std::int64_t maxNode = HistoryTree::maxNodes - 1;
constexpr std::size_t sumBytes = 16;

class Reader {
public:
    Reader(SqlConnection& db, ReadMode mode, const std::string& where)
        : m_db(db)
        , m_salvage(mode == ReadMode::Salvage)
        , m_where(where)
    {
    }

    ProjectContents read(int headerMinor)
    {
        part("the structure", [&] { checkStructure(headerMinor); });
        part("the version", [&] { readMeta(headerMinor); });
        readCase(); // without it nothing means anything
        m_sums[0] = m_caseSum;
        m_nodes.emplace_back().time = m_contents.created; // node 0
        part("the list of steps", [&] { m_salvage ? salvageNodes() : readNodes(); });
        part("what redo leads to", [&] { readRedo(); });
        part("names, notes and pins", [&] { readMarks(); });
        part("the thumbnails", [&] { readThumbnails(); });
        part("the pictures", [&] { readPictures(); });
        part("the place in the history", [&] { readState(); });
        const std::size_t last = m_nodes.size() - 1;
        m_contents.history = HistoryTree::restored(std::move(m_nodes), m_contents.initial.palette);
        if (!m_contents.history.contains(m_contents.current)) {
            if (!m_salvage)
                refuse("The project was left at a step that it does not have");
            m_contents.current = m_lastNode;
            m_contents.damage.push_back(
                fmt::format("The step it was left at is lost; it opens at the last of {} steps that are intact", last));
        }
        return std::move(m_contents);
    }

private:
    [[noreturn]] void refuse(const std::string& problem) const
    {
        throw Error(ErrorCode::Corrupt, problem, m_where, "Open a recovered copy of it");
    }

    /// In salvage, what goes wrong in one part is noted, and the others are still read.
    void part(const char* what, const std::function<void()>& work)
    {
        if (!m_salvage)
            return work();
        try {
            work();
        } catch (const Error& error) {
            lose(fmt::format("Damage in {}: {}", what, error.problem()));
        }
    }
    void lose(std::string what)
    {
        if (m_contents.damage.size() < 100)
            m_contents.damage.push_back(std::move(what));
    }
    void checkSum(const Bytes& stored, const Bytes& computed, const std::string& what) const
    {
        if (stored != computed)
            refuse(fmt::format("The checksum of {} does not fit", what));
    }

    void checkStructure(int headerMinor)
    {
        SqlStatement schema(m_db, "SELECT type, name, sql FROM sqlite_schema");
        std::size_t known = 0;
        while (schema.step()) {
            const std::string type = schema.text(0, 20), name = schema.text(1, 200);
            const auto* table =
                std::find_if(projectTables.begin(), projectTables.end(), [&](const ProjectTable& each) { return each.name == name; });
            // A newer minor version may hold more plain tables and columns, but nothing that runs.
            const bool newer = headerMinor > projectMinor;
            const std::string sql = schema.isNull(2) ? std::string() : schema.text(2, 5000, true);
            if (type == "table" && table != projectTables.end() && (newer || sql == table->sql))
                ++known;
            else if (!newer || (type != "table" && type != "index") || sql.starts_with("CREATE VIRTUAL"))
                refuse(fmt::format("The project holds the unknown {} \"{}\"", type, name));
        }
        if (known != projectTables.size())
            refuse(fmt::format("The project has {} of {} tables", known, projectTables.size()));
        if (const std::string verdict = m_db.text("PRAGMA quick_check(1)"); verdict != "ok")
            refuse(fmt::format("The structure of the project file is damaged ({})", verdict.substr(0, verdict.find('\n', 30))));
    }

    void readMeta(int headerMinor)
    {
        SqlStatement row(m_db, "SELECT format, major, minor, created_by, created FROM meta WHERE id = 1");
        if (!row.step())
            refuse("The project does not say what it is");
        if (row.text(0, 100) != "sonosketch-project" || row.integer(1, 0, 1000) != projectMajor || row.integer(2, 0, 999) != headerMinor)
            refuse("The project contradicts itself about its version");
        m_contents.createdBy = row.text(3, 200);
        m_contents.created = timeOf(row.integer(4, 0, project_limits::time));
    }

    void readCase()
    {
        SqlStatement row(m_db, "SELECT fields, source, labels, sketch, field_of_view, sum FROM initial_case WHERE id = 1");
        if (!row.step())
            refuse("The project holds no case");
        CaseRow stored;
        stored.fields = row.text(0, project_limits::fields);
        if (!row.isNull(1))
            stored.source = row.blob(1, project_limits::source);
        stored.labels = row.blob(2, project_limits::delta);
        stored.sketch = row.blob(3, project_limits::delta);
        stored.fieldOfView = row.blob(4, project_limits::delta);
        m_caseSum = stored.sum();
        checkSum(row.blob(5, sumBytes), m_caseSum, "the case");
        m_contents.initial = decodeCase(stored, m_where);
    }

    static constexpr const char* nodeColumns = "SELECT id, parent, time, text, tool, delta, sum FROM nodes ";

    void takeNode(const SqlStatement& row)
    {
        HistoryTree::StoredNode node;
        const std::int64_t id = row.integer(0, 1, maxNode), parent = row.integer(1, 0, id - 1),
                           time = row.integer(2, 0, project_limits::time);
        node.id = static_cast<NodeId>(id);
        node.parent = static_cast<NodeId>(parent);
        node.time = timeOf(time);
        std::string text = row.text(3, project_limits::text);
        node.tool = row.text(4, project_limits::tool);
        const Bytes blob = row.blob(5, project_limits::delta);
        const auto before = m_sums.find(node.parent);
        if (before == m_sums.end())
            refuse(fmt::format("Step {}, which comes before {}, is missing", parent, id));
        Bytes sum = nodeSum(before->second, id, parent, time, text, node.tool, blob);
        checkSum(row.blob(6, sumBytes), sum, fmt::format("step {}", id));
        node.delta = decodeDelta(blob, m_where);
        node.delta.text = std::move(text);
        m_historyBytes += node.delta.bytes();
        if (m_historyBytes > project_limits::history)
            throw Error(ErrorCode::TooLarge, fmt::format("The steps take more than {} bytes", project_limits::history), m_where);
        m_sums.emplace(node.id, std::move(sum));
        m_places.emplace(node.id, m_nodes.size());
        m_lastNode = node.id;
        m_nodes.push_back(std::move(node));
    }

    void readNodes()
    {
        SqlStatement row(m_db, fmt::format("{} ORDER BY id", nodeColumns).c_str());
        while (row.step())
            takeNode(row);
    }

    /// By number, because the tree of pages may be broken anywhere; what does not hold is left out, and so is what follows from it.
    void salvageNodes()
    {
        constexpr std::int64_t manyMissing = 5000;
        std::int64_t last = 0;
        part("the number of steps",
            [&] { last = std::clamp<std::int64_t>(m_db.number("SELECT ifnull(max(id), 0) FROM nodes"), 0, maxNode); });
        SqlStatement row(m_db, fmt::format("{} WHERE id = ?", nodeColumns).c_str());
        std::size_t lost = 0;
        std::string first;
        std::int64_t missing = 0;
        for (std::int64_t id = 1; id <= maxNode && (id <= last || missing < manyMissing); ++id) {
            row.reset();
            try {
                if (!row.bind(1, id).step()) {
                    ++missing;
                    continue;
                }
                takeNode(row);
                missing = 0;
            } catch (const Error& error) {
                ++lost, ++missing;
                if (first.empty())
                    first = fmt::format("step {}: {}", id, error.problem());
            }
        }
        if (!first.empty())
            lose(fmt::format("Steps are lost ({} places could not be read; first {})", lost, first));
    }

    HistoryTree::StoredNode* nodeAt(std::int64_t id)
    {
        if (id == 0)
            return &m_nodes.front();
        const auto found = m_places.find(static_cast<NodeId>(id));
        return found == m_places.end() ? nullptr : &m_nodes[found->second];
    }
    /// Rows about nodes: the node must be there, else the row counts as lost.
    HistoryTree::StoredNode* owner(std::int64_t id, const char* what)
    {
        HistoryTree::StoredNode* node = nodeAt(id);
        if (!node && !m_salvage)
            refuse(fmt::format("{} belongs to step {}, which does not exist", what, id));
        return node;
    }
    /// Runs `take` for every row; in salvage a bad row is left out and noted.
    void each(const char* sql, const char* what, const std::function<void(const SqlStatement&)>& take)
    {
        SqlStatement row(m_db, sql);
        while (row.step())
            part(what, [&] { take(row); });
    }

    void readRedo()
    {
        each("SELECT node, child, sum FROM redo ORDER BY node", "what redo leads to", [&](const SqlStatement& row) {
            const std::int64_t id = row.integer(0, 0, maxNode), child = row.integer(1, 1, maxNode);
            checkSum(row.blob(2, sumBytes), redoSum(id, child), fmt::format("redo of step {}", id));
            HistoryTree::StoredNode* node = owner(id, "A redo");
            const HistoryTree::StoredNode* next = nodeAt(child);
            if (node && next && next->parent == node->id)
                node->redoChild = static_cast<NodeId>(child);
            else if (!m_salvage)
                refuse(fmt::format("Redo leads from step {} to {}, which does not follow it", id, child));
        });
    }

    void readMarks()
    {
        each("SELECT node, name, note, pinned, sum FROM marks ORDER BY node", "names, notes and pins", [&](const SqlStatement& row) {
            const std::int64_t id = row.integer(0, 0, maxNode);
            std::string name = row.text(1, HistoryTree::maxNameBytes), note = row.text(2, HistoryTree::maxNoteBytes, true);
            const bool pinned = row.integer(3, 0, 1) != 0;
            checkSum(row.blob(4, sumBytes), marksSum(id, name, note, pinned), fmt::format("the note of step {}", id));
            if (HistoryTree::StoredNode* node = owner(id, "A note")) {
                node->name = std::move(name);
                node->note = std::move(note);
                node->pinned = pinned;
            }
        });
    }

    void readThumbnails()
    {
        each("SELECT node, png, sum FROM thumbnails ORDER BY node", "the thumbnails", [&](const SqlStatement& row) {
            const std::int64_t id = row.integer(0, 0, maxNode);
            Bytes png = row.blob(1, project_limits::thumbnail);
            checkSum(row.blob(2, sumBytes), thumbnailSum(id, png), fmt::format("the thumbnail of step {}", id));
            if (!looksLikePng(png, project_limits::thumbnailSide))
                refuse(fmt::format("The thumbnail of step {} is no PNG", id));
            if (owner(id, "A thumbnail"))
                m_contents.thumbnails.emplace(static_cast<NodeId>(id), std::move(png));
        });
    }

    void readPictures()
    {
        each("SELECT node, model, model_hash, png, sum FROM pictures ORDER BY node", "the pictures", [&](const SqlStatement& row) {
            const std::int64_t id = row.integer(0, 0, maxNode);
            ProjectPicture picture;
            picture.model = {row.text(1, project_limits::model), row.text(2, project_limits::model)};
            picture.png = row.blob(3, project_limits::picture);
            checkSum(row.blob(4, sumBytes), pictureSum(id, picture.model, picture.png), fmt::format("the picture of step {}", id));
            if (!looksLikePng(picture.png, project_limits::pictureSide))
                refuse(fmt::format("The picture of step {} is no PNG", id));
            if (owner(id, "A picture"))
                m_contents.pictures.emplace(static_cast<NodeId>(id), std::move(picture));
        });
    }

    void readState()
    {
        m_contents.current = SIZE_MAX; // nowhere, until it is known
        SqlStatement row(m_db, "SELECT current, nodes, model, model_hash, sum FROM state WHERE id = 1");
        if (!row.step())
            refuse("The project does not say where it was left");
        const std::int64_t current = row.integer(0, 0, maxNode), nodes = row.integer(1, 0, maxNode);
        const ProjectModel model{row.text(2, project_limits::model), row.text(3, project_limits::model)};
        checkSum(row.blob(4, sumBytes), stateSum(current, nodes, model), "the place in the history");
        m_contents.model = model;
        m_contents.current = static_cast<NodeId>(current);
        if (nodes != static_cast<std::int64_t>(m_nodes.size()) - 1)
            refuse(fmt::format("The project should have {} steps and has {}", nodes, m_nodes.size() - 1));
    }

    SqlConnection& m_db;
    bool m_salvage;
    const std::string& m_where;
    ProjectContents m_contents;
    Bytes m_caseSum;
    std::vector<HistoryTree::StoredNode> m_nodes;
    std::unordered_map<NodeId, std::size_t> m_places; ///< in m_nodes
    std::unordered_map<NodeId, Bytes> m_sums;
    NodeId m_lastNode = 0;
    std::size_t m_historyBytes = 0;
};

/// The image is used up: SQLite refuses the write-ahead mark in memory, so it is taken off.
ProjectContents readImage(ProjectImage image, ReadMode mode, const std::string& where)
{
    const int minor = checkProjectHeader(image.bytes, where);
    if (mode == ReadMode::Strict && !image.logDamage.empty())
        throw Error(ErrorCode::Corrupt, image.logDamage, writeAheadLog(where).string(), "Open a recovered copy of it");
    // Which versions of SQLite may write and read the file: 1 with a journal, 2 with a log. They are overwritten below, so they are judged here.
    const std::uint8_t writes = image.bytes[18], reads = image.bytes[19];
    if (mode == ReadMode::Strict && (writes != reads || writes < 1 || writes > 2))
        throw Error(ErrorCode::Corrupt, "The beginning of the project file is damaged", where, "Open a recovered copy of it");
    image.bytes[18] = image.bytes[19] = 1;
    SqlConnection db = SqlConnection::openImage(image.bytes, where);
    ProjectContents contents = Reader(db, mode, where).read(minor);
    contents.major = projectMajor;
    contents.minor = minor;
    contents.fileBytes = image.fileBytes;
    contents.notes = image.notes;
    if (!image.logDamage.empty())
        contents.damage.push_back(image.logDamage);
    if (minor > projectMinor)
        contents.readOnlyReason = fmt::format(
            "It was written with format version {}.{}; this program writes {}.{}", projectMajor, minor, projectMajor, projectMinor);
    return contents;
}

} // namespace

ProjectContents readLockedProject(const ProjectLock& lock, const std::filesystem::path& path, ReadMode mode)
{
    const std::string where = path.string();
    ProjectImage image = readProjectImage(lock, path);
    if (mode == ReadMode::Strict || !image.logUsed)
        return readImage(std::move(image), mode, where);
    // A log that does not belong to the file (one of the two was replaced) does more harm than its absence: the better reading counts.
    std::optional<ProjectContents> with;
    try {
        with = readImage(std::move(image), mode, where);
        if (with->damage.empty())
            return std::move(*with);
    } catch (const Error&) {
        with.reset();
    }
    try {
        ProjectContents without = readImage(readProjectImage(lock, path, false), mode, where);
        if (!with || without.history.size() > with->history.size()) {
            without.damage.emplace_back("The write-ahead log does not fit the project and was left out");
            return without;
        }
    } catch (const Error&) {
        if (!with)
            throw;
    }
    return std::move(*with);
}

ProjectContents readProject(const std::filesystem::path& path, ReadMode mode)
{
    std::error_code problem;
    const std::filesystem::path real = std::filesystem::canonical(path, problem);
    const std::filesystem::path& used = problem ? path : real;
    const ProjectLock lock(used, ProjectLock::Kind::Shared);
    return readLockedProject(lock, used, mode);
}

} // namespace sonosketch
