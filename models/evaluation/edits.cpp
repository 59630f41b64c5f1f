// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/evaluation/edits.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/dataset.h"
#include "models/evaluation/statistics.h"
#include "models/training/sample_grid.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <random>
#include <set>

namespace sonosketch::evaluation {

namespace {

constexpr double smallestOutside = 0.05;
constexpr double mostly = 0.5;

Case asCase(const DatasetSample& sample, const DatasetManifest& manifest, const std::string& id)
{
    Case value = Case::blank(manifest.palette);
    value.source = sample.image;
    value.labels = sample.labels;
    value.fieldOfView = sample.fieldOfView != 0;
    value.canny = manifest.canny;
    value.provenance = {id, manifest.name, manifest.license, manifest.attribution};
    validate(value);
    return value;
}

double shareOf(const cv::Mat& wanted, const cv::Mat& area)
{
    const int pixels = cv::countNonZero(area);
    return pixels == 0 ? 0 : static_cast<double>(cv::countNonZero(wanted & area)) / pixels;
}

cv::Mat outlined(cv::Mat condition, const cv::Mat& region)
{
    std::vector<std::vector<cv::Point>> lines;
    cv::findContours(region.clone(), lines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
    cv::drawContours(condition, lines, -1, cv::Scalar(0, 220, 255), 2);
    return condition;
}

class Run {
public:
    Run(const EditSettings& settings, Generator& generator, metrics::Segmenter* segmenter, const CancelToken& cancel)
        : m_settings(settings)
        , m_generator(generator)
        , m_segmenter(segmenter)
        , m_cancel(cancel)
        , m_manifest(DatasetManifest::load(settings.data))
        , m_builder(generator.info().spec)
    {
        std::vector<std::string> names;
        for (const auto& entry : m_manifest.palette.classes()) {
            if (entry.id != 0)
                names.push_back(entry.name);
        }
        if (m_builder.spec().classes != names)
            throw Error(ErrorCode::VersionMismatch, "the model was made for other classes than the data set's", settings.data.string());
        if (m_segmenter && m_segmenter->classes() != names)
            throw Error(ErrorCode::VersionMismatch, "the segmenter was made for other classes than the data set's", settings.data.string());
        std::set<int> labels;
        for (const auto& item : m_manifest.items)
            labels.insert(item.classes.begin(), item.classes.end());
        labels.erase(0);
        m_labels.assign(labels.begin(), labels.end());
    }

    EditsResult run()
    {
        describe();
        std::mt19937_64 random(m_settings.seed);
        for (const auto* item : shuffled(random)) {
            if (m_result.ids.size() >= m_settings.count)
                break;
            const DatasetSample sample = loadSample(m_settings.data, *item);
            const Case value = asCase(sample, m_manifest, item->id);
            const auto lesion = findLesion(value);
            const std::uint64_t seed = random();
            if (!lesion)
                continue;
            m_result.ids.push_back(item->id);
            for (const EditKind kind : allEdits)
                m_result.outcomes.push_back(perform(kind, value, sample.sketch, *lesion, seed + static_cast<std::uint64_t>(kind)));
            if (m_settings.progress)
                m_settings.progress(fmt::format("case {} of {}", m_result.ids.size(), m_settings.count));
        }
        if (m_result.ids.empty())
            throw Error(ErrorCode::NotFound, fmt::format("no case of the split \"{}\" has a lesion that can be edited", m_settings.split),
                m_settings.data.string());
        return std::move(m_result);
    }

private:
    std::vector<const DatasetItem*> shuffled(std::mt19937_64& random) const
    {
        std::vector<const DatasetItem*> items;
        for (const auto& item : m_manifest.items) {
            if (item.split == m_settings.split)
                items.push_back(&item);
        }
        if (items.empty())
            throw Error(ErrorCode::NotFound, fmt::format("the data set has no examples in the split \"{}\"", m_settings.split),
                m_settings.data.string(), "See its manifest.json");
        for (std::size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[static_cast<std::size_t>(uniform(random()) * static_cast<double>(i))]);
        return items;
    }

    void describe()
    {
        const auto& info = m_generator.info();
        m_result.dataset = m_manifest.name;
        m_result.license = m_manifest.license;
        m_result.attribution = m_manifest.attribution;
        m_result.manifestSha256 = sha256File(m_settings.data / "manifest.json");
        m_result.split = m_settings.split;
        m_result.seed = m_settings.seed;
        m_result.modelHash = info.hash;
        m_result.device = info.device;
        m_result.precision = info.precision;
        if (m_segmenter)
            m_result.segmenter = m_segmenter->name();
    }

    cv::Mat synthesise(const Case& value, const cv::Mat& edges)
    {
        if (m_cancel.isCancelled())
            throw Error(ErrorCode::Cancelled, "the edits were stopped; nothing was written");
        cv::Mat picture = m_generator.synthesize(m_builder.build(value, edges), m_cancel);
        if (picture.size() != value.labels.size() || picture.type() != CV_8UC1)
            throw Error(ErrorCode::SizeMismatch, "the model answers with another kind of picture", m_generator.info().name);
        return picture;
    }

    cv::Mat drawn(const Case& value, const cv::Mat& edges, const cv::Mat& region) const
    {
        const cv::Mat sketch = composeSketch(edges, value.labels, value.sketch);
        return outlined(training::drawCondition(value.labels, sketch, value.fieldOfView, value.palette), region);
    }

    EditOutcome perform(EditKind kind, const Case& value, const cv::Mat& edges, const Lesion& lesion, std::uint64_t seed)
    {
        EditOutcome outcome;
        outcome.kind = kind;
        outcome.id = value.provenance.title;
        const auto plan = planEdit(kind, value, edges, lesion, m_labels, seed);
        if (!plan)
            return outcome;
        outcome.done = true;
        outcome.before = synthesise(plan->before, edges);
        outcome.after = synthesise(plan->after, edges);
        outcome.conditionBefore = drawn(plan->before, edges, plan->region);
        outcome.conditionAfter = drawn(plan->after, edges, plan->region);
        cv::Mat change;
        cv::absdiff(outcome.before, outcome.after, change);
        const cv::Mat& view = value.fieldOfView;
        const cv::Mat inside = plan->region & view, outside = view & ~plan->region;
        outcome.regionPixels = cv::countNonZero(inside);
        outcome.inside = cv::mean(change, inside)[0];
        outcome.outside = cv::mean(change, outside)[0];
        outcome.ratio = outcome.inside / std::max(smallestOutside, outcome.outside);
        const double within = outcome.inside * outcome.regionPixels, beyond = outcome.outside * cv::countNonZero(outside);
        outcome.shareInside = within + beyond > 0 ? within / (within + beyond) : 0;
        judge(*plan, outcome);
        return outcome;
    }

    /// Whether the segmenter, which has seen real pictures alone, sees what was edited.
    void judge(const EditPlan& plan, EditOutcome& outcome) const
    {
        if (!m_segmenter || (plan.emptied.empty() && plan.filled.empty()))
            return;
        const cv::Mat before = m_segmenter->segment(outcome.before), after = m_segmenter->segment(outcome.after);
        const bool relabel = plan.kind == EditKind::Relabel;
        const auto object = [&](const cv::Mat& labels) -> cv::Mat { return relabel ? labels == plan.newLabel : labels != 0; };
        if (!plan.emptied.empty()) {
            outcome.emptiedBefore = shareOf(object(before), plan.emptied);
            outcome.emptiedAfter = shareOf(object(after), plan.emptied);
        }
        if (!plan.filled.empty()) {
            outcome.filledBefore = shareOf(object(before), plan.filled);
            outcome.filledAfter = shareOf(object(after), plan.filled);
        }
        const bool sawBefore =
            (!outcome.emptiedBefore || *outcome.emptiedBefore > mostly) && (!outcome.filledBefore || *outcome.filledBefore < mostly);
        if (sawBefore)
            outcome.agrees =
                (!outcome.emptiedAfter || *outcome.emptiedAfter < mostly) && (!outcome.filledAfter || *outcome.filledAfter > mostly);
    }

    const EditSettings& m_settings;
    Generator& m_generator;
    metrics::Segmenter* m_segmenter;
    const CancelToken& m_cancel;
    DatasetManifest m_manifest;
    ConditionBuilder m_builder;
    std::vector<int> m_labels; ///< that the data set uses
    EditsResult m_result;
};

} // namespace

EditSummary summarise(const EditsResult& result, EditKind kind)
{
    EditSummary summary;
    std::vector<double> inside, outside, ratio, share;
    for (const auto& outcome : result.outcomes) {
        if (outcome.kind != kind)
            continue;
        if (!outcome.done) {
            ++summary.skipped;
            continue;
        }
        ++summary.done;
        inside.push_back(outcome.inside);
        outside.push_back(outcome.outside);
        ratio.push_back(outcome.ratio);
        share.push_back(outcome.shareInside);
        summary.judged += outcome.agrees ? 1 : 0;
        summary.agreed += outcome.agrees.value_or(false) ? 1 : 0;
    }
    summary.inside = mean(inside);
    summary.outside = mean(outside);
    summary.ratio = median(ratio);
    summary.shareInside = mean(share);
    return summary;
}

EditsResult runEdits(const EditSettings& settings, Generator& generator, const std::string& modelName, metrics::Segmenter* segmenter,
    const CancelToken& cancel)
{
    auto result = Run(settings, generator, segmenter, cancel).run();
    result.model = modelName;
    return result;
}

} // namespace sonosketch::evaluation
