// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/finish.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/document/json_fields.h"
#include "core/export/checksum_list.h"
#include "core/export/layout_parts.h"
#include "core/export/set_card.h"
#include "core/export/set_reader.h"

#include <fmt/format.h>

#include <fstream>
#include <set>

namespace sonosketch {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

std::string csvField(const std::string& text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char letter : text) {
        quoted += letter;
        if (letter == '"')
            quoted += '"';
    }
    return quoted + "\"";
}

std::string csvRow(const json& item)
{
    const json& source = item.at("source");
    std::string classes, areas, files;
    for (const auto& [name, area] : item.at("areas").items()) {
        classes += (classes.empty() ? "" : ";") + name;
        areas += fmt::format("{}{}", areas.empty() ? "" : ";", area.get<std::int64_t>());
    }
    for (const json& file : item.at("files")) // neither sign is in the names of items and layouts
        files += fmt::format("{}{}={}", files.empty() ? "" : ";", file.at("path").get<std::string>(), file.at("sha256").get<std::string>());
    return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", item.at("index").get<std::size_t>(),
        csvField(item.at("id").get<std::string>()), csvField(item.at("split").get<std::string>()),
        csvField(source.at("kind").get<std::string>()), csvField(source.at("name").get<std::string>()),
        source.contains("node") ? fmt::format("{}", source.at("node").get<std::size_t>()) : "", source.at("identity").get<std::string>(),
        item.at("variation").get<std::uint64_t>(), item.at("seed").get<std::uint64_t>(), csvField(item.at("model").get<std::string>()),
        item.at("model_sha256").get<std::string>(), csvField(item.at("device").get<std::string>()),
        csvField(item.at("precision").get<std::string>()), item.at("condition_sha256").get<std::string>(),
        item.at("image_sha256").get<std::string>(), item.at("labels_sha256").get<std::string>(), csvField(classes), areas,
        csvField(json_fields::dump(item.at("parameters"), -1)), csvField(files));
}

constexpr const char* csvHead = "index,id,split,source_kind,source,node,source_identity,variation,seed,model,model_sha256,device,precision,"
                                "condition_sha256,image_sha256,labels_sha256,classes,areas,parameters,files\n";

/// What an item left in the set's folder: without what containers were put together from.
json keptFiles(const json& item)
{
    json files = json::array();
    for (const json& file : item.at("files"))
        if (!file.at("path").get<std::string>().starts_with(std::string(SetFolder::workName) + "/"))
            files.push_back(file);
    return files;
}

void checkStream(std::ostream& out, const fs::path& path)
{
    out.flush();
    if (!out)
        throw Error(ErrorCode::WriteFailed, "The image set cannot be written", path.string(),
            "Check the folder, its permissions and the free space; --resume goes on");
}

} // namespace

void finishSet(SetFolder& folder, const ProgressFunction& progress, const CancelToken& cancel)
{
    if (folder.isComplete())
        return;
    const SetPlan& plan = folder.plan();
    if (folder.shard().count != 1)
        throw Error(ErrorCode::InvalidArgument, "A shard is not a whole set", folder.path().string(), "Join the shards with: export merge");
    if (folder.done() != plan.count)
        throw Error(ErrorCode::InvalidArgument, fmt::format("{} of {} images are missing", plan.count - folder.done(), plan.count),
            folder.path().string(), "Resume the export first");
    const std::size_t steps = plan.formats.size() + 2;
    std::size_t step = 0;
    const auto next = [&](const std::string& what) {
        if (cancel.isCancelled())
            throw Error(ErrorCode::Cancelled, "Cancelled", folder.path().string(), "--resume goes on");
        if (progress)
            progress(step, steps, what);
        ++step;
    };
    for (const std::string& format : plan.formats) {
        next(format);
        SetReader reader(folder, format);
        makeLayout(format)->finish(reader);
    }

    next("manifest");
    SetStatistics statistics(plan);
    // Each file's sum is known from the journal; what was written just now is read once.
    folder.writeWhole("manifest.jsonl", [&](const fs::path& path) {
        std::ofstream out(path, std::ios::binary | std::ios::trunc);
        for (std::size_t i = 0; i < plan.count && out; ++i) {
            json item = json::parse(folder.line(i));
            item.erase("parts");
            item["files"] = keptFiles(item);
            statistics.add(plan.item(i), item);
            out << json_fields::dump(item, -1) << '\n';
        }
        checkStream(out, folder.path() / "manifest.jsonl");
    });
    folder.writeWhole("manifest.csv", [&](const fs::path& path) {
        std::ofstream out(path, std::ios::binary | std::ios::trunc);
        out << csvHead;
        for (std::size_t i = 0; i < plan.count && out; ++i) {
            json item = json::parse(folder.line(i));
            item["files"] = keptFiles(item);
            out << csvRow(item);
        }
        checkStream(out, folder.path() / "manifest.csv");
    });
    const auto writeText = [&](const std::string& name, const std::string& text) {
        folder.writeWhole(name, [&](const fs::path& path) {
            std::ofstream out(path, std::ios::binary | std::ios::trunc);
            out << text;
            checkStream(out, folder.path() / name);
        });
    };
    writeText("README.md", statistics.readme());
    next("checksums");
    const std::set<std::string> wholes = folder.wholeFiles();
    ChecksumList sums(folder.path() / SetFolder::workName / "tmp");
    for (std::size_t i = 0; i < plan.count; ++i) {
        if (i % 1024 == 0 && cancel.isCancelled())
            throw Error(ErrorCode::Cancelled, "Cancelled", folder.path().string(), "--resume goes on");
        for (const JournalFile& file : parseJournalLine(folder.line(i), "journal").files)
            if (!file.path.starts_with(std::string(SetFolder::workName) + "/"))
                sums.add(file.path, file.sha256);
    }
    for (const std::string& name : wholes)
        sums.add(name, sha256File(folder.path() / name));
    folder.writeWhole("SHA256SUMS", [&](const fs::path& path) {
        std::ofstream out(path, std::ios::binary | std::ios::trunc);
        sums.write(out);
        checkStream(out, folder.path() / "SHA256SUMS");
    });
    // The card says that all is there, so it comes last.
    writeText(SetFolder::cardName, statistics.card(plan.hash(), sha256File(folder.path() / "SHA256SUMS")));
    folder.finish();
    if (progress)
        progress(steps, steps, "");
}

} // namespace sonosketch
