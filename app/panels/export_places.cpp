// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/panels/export_places.h"

#include "app/session/text.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/export/set_folder.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>
#include <map>

namespace sonosketch {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t maxPlaceBytes = 1u << 20;
constexpr int mostNamed = 4;
/// What the kinds are called in the file, in their order.
constexpr const char* kindNames[] = {"this case", "pinned steps", "all steps", "examples", "folder", "data"};

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(ExportPlaces)
};

fs::path placeFile(const fs::path& set)
{
    return set / SetFolder::workName / "place.json";
}

/// In alphabetical order.
std::vector<fs::path> casesIn(const fs::path& folder)
{
    std::vector<fs::path> cases;
    std::error_code problem;
    std::error_code none;
    for (fs::directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem))
        if (fs::exists(at->path() / "case.json", none))
            cases.push_back(at->path());
    std::sort(cases.begin(), cases.end());
    return cases;
}

/// A case that cannot be read must not hide those after it.
std::vector<AddSources> readersOf(const ExportPlace& place)
{
    if (place.kind != ExportPlace::Kind::Folder)
        return {[place](SetSources& sources) { addPlace(sources, place); }};
    std::vector<AddSources> readers;
    for (const fs::path& folder : casesIn(place.folder))
        readers.push_back([folder](SetSources& sources) { sources.addCase(folder); });
    return readers;
}

/// Gives a plan's sources what reads them, as far as they turn up.
class Search {
public:
    Search(SetPlan& plan, const CancelToken& cancel)
        : m_cancel(cancel)
    {
        for (SetSource& source : plan.sources)
            m_missing.emplace(source.identity, &source);
    }
    bool isDone() const { return m_missing.empty(); }
    void look(const AddSources& reader)
    {
        if (isDone())
            return;
        SetSources found(SetPlan::maxSources + 1, m_cancel);
        try {
            reader(found);
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Cancelled)
                throw;
            if (m_problem.empty())
                m_problem = error.what(); // what was read until then may still be of use
        }
        for (const SetSource& source : found.take("any"))
            if (const auto wanted = m_missing.find(source.identity); wanted != m_missing.end()) {
                wanted->second->load = source.load;
                m_missing.erase(wanted);
            }
    }
    /// In the plan's order.
    QStringList missing(const SetPlan& plan) const
    {
        QStringList names;
        for (const SetSource& source : plan.sources)
            if (m_missing.contains(source.identity)) {
                const QString name = QStringLiteral("\"%1\"").arg(QString::fromStdString(source.name));
                names.append(source.node ? Texts::tr("step %1 of %2").arg(*source.node).arg(name) : name);
            }
        return names;
    }
    const std::string& problem() const { return m_problem; }

private:
    const CancelToken& m_cancel;
    std::map<std::string, SetSource*> m_missing; ///< by identity
    std::string m_problem;                       ///< the first one
};

} // namespace

void addPlace(SetSources& sources, const ExportPlace& place)
{
    switch (place.kind) {
    case ExportPlace::Kind::Examples:
        sources.addExamples();
        return;
    case ExportPlace::Kind::DataSet:
        sources.addDataset(place.folder, place.splits);
        return;
    case ExportPlace::Kind::Folder: {
        const std::vector<fs::path> cases = casesIn(place.folder);
        std::error_code none;
        if (cases.empty())
            throw Error(ErrorCode::NotFound, Texts::tr("There is no case folder in it").toStdString(), place.folder.string(),
                fs::exists(place.folder / "manifest.json", none) ? Texts::tr("It holds a data set: choose \"Data set\"").toStdString()
                                                                 : Texts::tr("Name a folder that holds case folders").toStdString());
        for (const fs::path& folder : cases)
            sources.addCase(folder);
        return;
    }
    default:
        throw Error(ErrorCode::InvalidArgument, "Steps of a history are not on disk");
    }
}

void writePlace(const fs::path& set, const ExportPlace& place) noexcept
{
    try {
        QJsonObject root{{QStringLiteral("kind"), QString::fromLatin1(kindNames[static_cast<std::size_t>(place.kind)])}};
        if (!place.folder.empty())
            root[QStringLiteral("folder")] = toText(fs::absolute(place.folder).lexically_normal());
        QJsonArray splits;
        for (const std::string& split : place.splits)
            splits.append(QString::fromStdString(split));
        root[QStringLiteral("splits")] = splits;
        writeFileAtomically(placeFile(set), QJsonDocument(root).toJson().toStdString());
    } catch (...) {
    }
}

std::optional<ExportPlace> readPlace(const fs::path& set)
{
    std::string text;
    try {
        text = readTextFile(placeFile(set), maxPlaceBytes);
    } catch (const Error&) {
        return std::nullopt;
    }
    const QJsonObject root = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    const auto kind = std::find(std::begin(kindNames), std::end(kindNames), root[QStringLiteral("kind")].toString().toStdString());
    if (kind == std::end(kindNames))
        return std::nullopt;
    ExportPlace place;
    place.kind = static_cast<ExportPlace::Kind>(kind - std::begin(kindNames));
    place.folder = toPath(root[QStringLiteral("folder")].toString());
    for (const auto& split : root[QStringLiteral("splits")].toArray())
        place.splits.push_back(split.toString().toStdString());
    return place;
}

bool isUnfinishedSet(const fs::path& set)
{
    std::error_code problem;
    return fs::exists(set / SetFolder::workName / "plan.json", problem);
}

SetPlan unfinishedPlan(const fs::path& set, const std::vector<AddSources>& others, const CancelToken& cancel)
{
    SetFolderState state = readSetFolder(set);
    SetPlan& plan = state.plan;
    if (state.shard.count != 1)
        throw Error(ErrorCode::Unsupported,
            Texts::tr("This is part %1 of a set that is made in %2").arg(state.shard.index + 1).arg(state.shard.count).toStdString(),
            set.string(), Texts::tr("Go on with it by the command line that began it, with --resume").toStdString());
    Search search(plan, cancel);
    if (const auto place = readPlace(set); place && place->isOnDisk())
        for (const AddSources& reader : readersOf(*place))
            search.look(reader);
    for (const AddSources& reader : others)
        search.look(reader);
    if (std::any_of(plan.sources.begin(), plan.sources.end(), [](const SetSource& source) { return source.kind == "example"; }))
        search.look([](SetSources& sources) { sources.addExamples(); });
    if (search.isDone())
        return std::move(state.plan);
    QStringList names = search.missing(plan);
    const qsizetype more = names.size() - mostNamed;
    if (more > 0)
        names = names.first(mostNamed) << Texts::tr("%1 more").arg(more);
    std::string hint = Texts::tr("Open the case or project they are of, or choose under Sources where they are; then go on").toStdString();
    if (!search.problem().empty()) {
        const QString problem = QString::fromStdString(search.problem());
        hint += ". " + (problem.left(1).toUpper() + problem.mid(1)).toStdString();
    }
    throw Error(ErrorCode::NotFound,
        Texts::tr("Sources of the set are not there any more: %1").arg(names.join(QStringLiteral(", "))).toStdString(), {}, hint);
}

} // namespace sonosketch
