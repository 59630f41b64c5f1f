// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/class_names.h"
#include "core/dataset/nifti.h"
#include "core/dataset/source_set.h"
#include "core/document/json_fields.h"
#include "core/imaging/read_image.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>

namespace sonosketch {

namespace {

namespace fs = std::filesystem;
namespace jf = json_fields;

/// What a value of a label file becomes; negative: the set names no such label.
using LabelTable = std::array<int, 256>;

/// Images and label files of one folder pair, by the name they share.
struct Folders {
    fs::path images, labels;
    std::string split;
    std::string channel;                      ///< what stands between name and ending of an image: "_0000" in nnU-Net
    std::vector<std::string> endings;         ///< tried in this order
    std::map<std::string, std::string> parts; ///< by name, instead of `split`
};

cv::Mat relabelled(const cv::Mat& values, const LabelTable& table, const fs::path& file)
{
    cv::Mat labels(values.size(), CV_8UC1);
    for (int y = 0; y < values.rows; ++y)
        for (int x = 0; x < values.cols; ++x) {
            const int label = table[values.at<uchar>(y, x)];
            if (label < 0)
                throw Error(ErrorCode::Unsupported,
                    fmt::format("the label map holds {} at x {}, y {}, which the set does not name", values.at<uchar>(y, x), x, y),
                    file.string());
            labels.at<uchar>(y, x) = static_cast<uchar>(label);
        }
    return labels;
}

bool isVolume(const fs::path& path)
{
    return path.string().ends_with(".nii") || path.string().ends_with(".nii.gz");
}

/// One slice of both: the one that shows most of what is labelled.
DecodedPair decode(const fs::path& image, const fs::path& labels, const LabelTable& table)
{
    DecodedPair pair;
    if (!isVolume(image)) {
        pair.labels = relabelled(readImageIndexed(labels), table, labels);
        return pair;
    }
    const NiftiVolume volume = NiftiVolume::read(labels);
    const int slice = volume.fullestSlice();
    pair.labels = relabelled(volume.labels(slice), table, labels);
    const NiftiVolume picture = NiftiVolume::read(image);
    if (picture.size() != volume.size() || picture.slices() != volume.slices())
        throw Error(ErrorCode::SizeMismatch,
            fmt::format("mask is {}x{}x{}, image {}x{}x{}", volume.size().width, volume.size().height, volume.slices(),
                picture.size().width, picture.size().height, picture.slices()));
    pair.image = picture.picture(slice);
    pair.mmPerPixel = picture.mmPerPixel();
    return pair;
}

/// The file's name without ending; empty if it has another one.
std::string nameOf(const fs::path& path, const std::vector<std::string>& endings, const std::string& channel)
{
    const std::string file = path.filename().string();
    for (const std::string& ending : endings)
        if (file.ends_with(channel + ending) && file.size() > channel.size() + ending.size())
            return file.substr(0, file.size() - channel.size() - ending.size());
    return {};
}

void addPairs(SourceSet& set, const Folders& folders, const LabelTable& table)
{
    const auto shown = [](const fs::path& path) { return (path.parent_path().filename() / path.filename()).string(); };
    std::map<std::string, fs::path> labels;
    for (const fs::path& path : filesOf(folders.labels, "nifti"))
        if (const std::string name = nameOf(path, folders.endings, ""); !name.empty())
            labels.emplace(name, path);
    for (const fs::path& path : filesOf(folders.images, "nifti")) {
        if (!folders.channel.empty() && nameOf(path, folders.endings, folders.channel).empty()
            && !nameOf(path, folders.endings, "").empty())
            continue; // another channel
        const std::string name = nameOf(path, folders.endings, folders.channel);
        const auto label = labels.find(name);
        if (name.empty()) {
            set.skipped.push_back({shown(path), "its name does not end in " + folders.channel + folders.endings.front()});
        } else if (label == labels.end()) {
            set.skipped.push_back({shown(path), "there is no label map of this name"});
        } else {
            SourceExample example{name, {}, folders.split, path, label->second, {}};
            if (const auto part = folders.parts.find(name); part != folders.parts.end())
                example.split = part->second;
            example.decode = [image = path, file = label->second, table] { return decode(image, file, table); };
            set.examples.push_back(std::move(example));
            labels.erase(label);
        }
    }
    for (const auto& [name, path] : labels)
        set.skipped.push_back({shown(path), "there is no image of this name"});
}

LabelTable tableOf(const LabelPalette& palette)
{
    LabelTable table;
    table.fill(-1);
    for (const LabelClass& entry : palette.classes())
        table[entry.id] = entry.id;
    return table;
}

/// "labels" of dataset.json: a name for each value. Fills palette and table.
LabelTable readLabelNames(const nlohmann::json& root, const std::string& where, const ImportOptions& options, LabelPalette& palette)
{
    std::map<int, std::string> names;
    for (const auto& [name, value] : jf::objectAt(root, "labels", "", where).items()) {
        if (value.is_array())
            jf::fail("Classes made of several labels are not read; a number for each is expected", "/labels", where, &value);
        if (name == "ignore")
            jf::fail("Sets with unlabelled areas (\"ignore\") are not read", "/labels", where);
        const int id = static_cast<int>(jf::integerAt(root["labels"], name, "/labels", where, 0, 255));
        if (!names.emplace(id, name).second)
            jf::fail("Two labels have the same number", "/labels", where, &value);
    }
    if (!names.contains(0))
        jf::fail("The background, label 0, is missing", "/labels", where);
    std::vector<std::string> foreground;
    for (const auto& [id, name] : names)
        if (id != 0)
            foreground.push_back(name);
    palette = options.palette ? LabelPalette::load(*options.palette) : paletteFromNames("nnunet", foreground, where + ", at /labels");
    LabelTable table;
    table.fill(-1);
    table[0] = 0;
    for (const auto& [id, name] : names) {
        const LabelClass* entry = palette.find(name);
        if (id != 0 && !entry)
            jf::fail(fmt::format("The palette \"{}\" has no class \"{}\"", palette.name(), name), "/labels", where);
        if (id != 0)
            table[static_cast<std::size_t>(id)] = entry->id;
    }
    return table;
}

/// The first fold of splits_final.json, where it lies beside.
std::map<std::string, std::string> readFold(const fs::path& folder)
{
    std::map<std::string, std::string> parts;
    const fs::path path = folder / "splits_final.json";
    if (!fs::exists(path))
        return parts;
    // A list at the top; the functions for fields want an object.
    const auto root = jf::parseObject("{\"folds\":" + readTextFile(path) + "}", path.string());
    const auto& folds = jf::arrayAt(root, "folds", "", path.string(), 1000);
    if (folds.empty())
        jf::fail("There is no fold", "", path.string());
    for (const char* part : {"train", "val"})
        for (const auto& name : jf::arrayAt(folds[0], part, "/0", path.string(), 1'000'000)) {
            if (!name.is_string())
                jf::fail("A name is expected", fmt::format("/0/{}", part), path.string(), &name);
            parts[name.get<std::string>()] = part;
        }
    return parts;
}

SourceSet listNnunet(const fs::path& folder, const ImportOptions& options)
{
    const fs::path path = folder / "dataset.json";
    const std::string where = path.string();
    const auto root = jf::parseObject(readTextFile(path), where);
    const std::string ending = jf::textAt(root, "file_ending", "", where, 20);
    if (ending != ".nii.gz" && ending != ".nii" && ending != ".png")
        throw Error(ErrorCode::Unsupported, fmt::format("its files end in \"{}\"", ending), where, "Known are .nii.gz, .nii and .png");
    SourceSet set;
    set.name = "nnunet";
    const LabelTable table = readLabelNames(root, where, options, set.palette);
    if (root.contains("licence") && root["licence"].is_string())
        set.license = jf::textAt(root, "licence", "", where, 4000);
    if (root.contains("description") && root["description"].is_string())
        set.attribution = jf::textAt(root, "description", "", where, 4000);
    const bool tested = fs::is_directory(folder / "labelsTs");
    Folders train{folder / "imagesTr", folder / "labelsTr", {}, "_0000", {ending}, readFold(folder)};
    if (tested || !train.parts.empty())
        train.split = "train"; // no cut of our own across theirs
    addPairs(set, train, table);
    if (tested)
        addPairs(set, {folder / "imagesTs", folder / "labelsTs", "test", "_0000", {ending}, {}}, table);
    return set;
}

/// images and labels here, or in a folder for each part.
SourceSet listVolumes(const ImportOptions& options)
{
    SourceSet set;
    set.name = "nifti";
    const fs::path given = options.from / "palette.json";
    if (!options.palette && !fs::exists(given))
        throw Error(ErrorCode::InvalidArgument, "pairs of NIfTI files need a palette", options.from.string(),
            "Name its JSON file with --palette, or put palette.json beside");
    set.palette = LabelPalette::load(options.palette.value_or(given));
    const LabelTable table = tableOf(set.palette);
    const std::vector<std::string> endings{".nii.gz", ".nii"};
    const auto isPair = [](const fs::path& folder) { return fs::is_directory(folder / "images") && fs::is_directory(folder / "labels"); };
    std::vector<fs::path> parts;
    for (const fs::directory_entry& entry : fs::directory_iterator(options.from))
        if (isPair(entry.path()))
            parts.push_back(entry.path());
    std::sort(parts.begin(), parts.end());
    if (isPair(options.from) || parts.empty())
        addPairs(set, {options.from / "images", options.from / "labels", {}, {}, endings, {}}, table);
    else
        for (const fs::path& part : parts)
            addPairs(set, {part / "images", part / "labels", part.filename().string(), {}, endings, {}}, table);
    return set;
}

} // namespace

SourceSet listNifti(const ImportOptions& options)
{
    std::vector<fs::path> nnunet;
    for (const fs::directory_entry& entry : fs::directory_iterator(options.from))
        if (fs::is_regular_file(entry.path() / "dataset.json"))
            nnunet.push_back(entry.path());
    if (fs::is_regular_file(options.from / "dataset.json"))
        nnunet = {options.from};
    if (nnunet.size() > 1)
        throw Error(ErrorCode::InvalidArgument, "this folder holds several nnU-Net data sets", options.from.string(), "Name one of them");
    SourceSet set = nnunet.empty() ? listVolumes(options) : listNnunet(nnunet.front(), options);
    // Ids become file names: of two parts with the same name, the later is left out.
    std::stable_sort(set.examples.begin(), set.examples.end(), [](const auto& a, const auto& b) { return naturalLess(a.id, b.id); });
    for (std::size_t i = 1; i < set.examples.size();)
        if (set.examples[i].id == set.examples[i - 1].id) {
            set.skipped.push_back({set.examples[i].image.filename().string(), "another image has the same name but for its ending"});
            set.examples.erase(set.examples.begin() + static_cast<std::ptrdiff_t>(i));
        } else {
            ++i;
        }
    return set;
}

} // namespace sonosketch
