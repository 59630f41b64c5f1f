// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/evaluation/evaluate.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/dataset.h"
#include "core/imaging/read_image.h"
#include "models/evaluation/feature_distances.h"
#include "models/evaluation/measures.h"
#include "models/evaluation/pace.h"
#include "models/evaluation/statistics.h"
#include "models/training/sample_grid.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <set>

namespace sonosketch::evaluation {

namespace fs = std::filesystem;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
/// Pictures a feature below which a covariance, and so the Frechet distance, is mostly noise.
constexpr int enoughPerFeature = 10;

using Clock = std::chrono::steady_clock;

std::vector<std::string> foreground(const LabelPalette& palette)
{
    std::vector<std::string> names;
    for (const auto& entry : palette.classes()) {
        if (entry.id != 0)
            names.push_back(entry.name);
    }
    return names;
}

/// What is gathered for one model, or for the real pictures, while the examples go by.
struct Gathered {
    cv::Mat features; ///< a row a picture
    std::vector<Fingerprint> prints;
    std::vector<double> ms;
    std::vector<std::map<int, double>> classDice; ///< an entry a picture
};

class Run {
public:
    Run(const EvaluationSettings& settings, const std::vector<Candidate>& candidates, Instruments& instruments, const CancelToken& cancel)
        : m_settings(settings)
        , m_candidates(candidates)
        , m_instruments(instruments)
        , m_cancel(cancel)
        , m_manifest(DatasetManifest::load(settings.data))
        , m_gathered(candidates.size())
    {
        chooseExamples();
        requireOneLanguage();
        describe();
    }

    Evaluation run()
    {
        readTraining();
        const Pace pace(m_settings.progress, "picture", m_chosen.size());
        const auto shown = spread(m_chosen.size(), std::max<std::size_t>(1, m_settings.shown));
        for (std::size_t i = 0; i < m_chosen.size(); ++i) {
            measureExample(*m_chosen[i], std::find(shown.begin(), shown.end(), i) != shown.end());
            pace.done(i + 1);
        }
        finish();
        return std::move(m_result);
    }

private:
    void stopIfAsked() const
    {
        if (m_cancel.isCancelled())
            throw Error(ErrorCode::Cancelled, "the evaluation was stopped; nothing was written");
    }

    void chooseExamples()
    {
        std::vector<const DatasetItem*> items;
        for (const auto& item : m_manifest.items) {
            if (item.split == m_settings.split)
                items.push_back(&item);
            if (item.split == m_settings.trainingSplit)
                m_training.push_back(&item);
        }
        if (items.empty())
            throw Error(ErrorCode::NotFound, fmt::format("the data set has no examples in the split \"{}\"", m_settings.split),
                m_settings.data.string(), "See its manifest.json");
        m_result.available = items.size();
        for (const std::size_t index : spread(items.size(), m_settings.limit)) {
            m_chosen.push_back(items[index]);
            m_result.ids.push_back(items[index]->id);
        }
    }

    /// Models, segmenter and data set must mean the same by a label.
    void requireOneLanguage() const
    {
        if (m_candidates.empty())
            throw Error(ErrorCode::Usage, "no model was given", {}, "Use --model");
        const auto names = foreground(m_manifest.palette);
        std::set<std::string> seen;
        for (const auto& candidate : m_candidates) {
            const auto& spec = candidate.generator->info().spec;
            if (spec.classes != names)
                throw Error(ErrorCode::VersionMismatch,
                    fmt::format("the model {} was made for the classes of \"{}\", the data set has those of \"{}\"", candidate.name,
                        spec.palette, m_manifest.palette.name()),
                    m_settings.data.string());
            if (!seen.insert(candidate.name).second)
                throw Error(ErrorCode::Usage, fmt::format("two models are called {}", candidate.name), {}, "Rename one of the folders");
        }
        if (m_instruments.segmenter && m_instruments.segmenter->classes() != names)
            throw Error(ErrorCode::VersionMismatch,
                fmt::format("the segmenter {} was made for other classes than the data set's", m_instruments.segmenter->name()),
                m_settings.data.string());
    }

    void describe()
    {
        m_result.dataset = m_manifest.name;
        m_result.license = m_manifest.license;
        m_result.attribution = m_manifest.attribution;
        m_result.manifestSha256 = sha256File(m_settings.data / "manifest.json");
        m_result.split = m_settings.split;
        m_result.seed = m_settings.seed;
        m_result.warnings = m_instruments.missing;
        if (m_instruments.features) {
            m_result.features = m_instruments.features->name();
            m_result.featureDimensions = m_instruments.features->dimensions();
            m_result.inception = m_instruments.inception;
        }
        if (m_instruments.segmenter)
            m_result.segmenter = m_instruments.segmenter->name();
        m_result.real.name = "real";
        for (const auto& candidate : m_candidates) {
            const auto& info = candidate.generator->info();
            ModelResult model;
            model.name = candidate.name;
            model.hash = info.hash;
            model.device = info.device;
            model.precision = info.precision;
            m_result.models.push_back(std::move(model));
        }
        const auto count = static_cast<int>(m_chosen.size());
        const int wanted = enoughPerFeature * m_result.featureDimensions;
        if (count < wanted)
            m_result.warnings.push_back(fmt::format(
                "{} pictures are few for {} features: below about {} the Frechet distance is biased upwards and unsteady. Let the kernel "
                "distance (KID), which is unbiased, lead, and compare Frechet distances only within this report.",
                count, m_result.featureDimensions, wanted));
    }

    cv::Mat featuresOf(const cv::Mat& image) { return m_instruments.features ? m_instruments.features->features(image) : cv::Mat(); }

    void readTraining()
    {
        const Pace pace(m_settings.progress, "training picture", m_training.size());
        m_trainingPrints.reserve(m_training.size());
        for (const auto* item : m_training) {
            stopIfAsked();
            const cv::Mat image = trainingImage(*item);
            const cv::Mat features = featuresOf(image);
            m_trainingPrints.push_back(fingerprint(item->id, image, features, item->imageSha256));
            if (!features.empty())
                m_trainingFeatures.push_back(features);
            pace.done(m_trainingPrints.size());
        }
        m_result.training = m_trainingPrints.size();
    }

    cv::Mat trainingImage(const DatasetItem& item) const
    {
        ImageLimits limits;
        limits.maxSide = canvasSize;
        cv::Mat image = readImageIndexed(m_settings.data / item.image, limits);
        if (image.cols != canvasSize || image.rows != canvasSize)
            throw Error(ErrorCode::SizeMismatch,
                fmt::format("the picture is {}x{}, expected is {}x{}", image.cols, image.rows, canvasSize, canvasSize),
                (m_settings.data / item.image).string());
        return image;
    }

    /// What real and synthesised pictures have by themselves.
    void measureCharacter(
        const cv::Mat& picture, const Example& example, const DatasetItem& item, bool isReal, ModelResult& result, Gathered& gathered)
    {
        for (const auto& [key, value] : character(picture, example))
            result.perImage[key].push_back(value);
        const cv::Mat features = featuresOf(picture);
        if (!features.empty())
            gathered.features.push_back(features);
        gathered.prints.push_back(fingerprint(item.id, picture, features, isReal ? item.imageSha256 : std::string()));
        if (m_instruments.segmenter) {
            auto agreement = maskAgreement(picture, example, *m_instruments.segmenter);
            result.perImage[isReal ? "dice_real" : "dice_synth"].push_back(agreement.object);
            gathered.classDice.push_back(std::move(agreement.classes));
        }
    }

    void measureExample(const DatasetItem& item, bool show)
    {
        stopIfAsked();
        const Example example = prepareExample(loadSample(m_settings.data, item), m_manifest.canny);
        const auto& sample = example.sample;
        measureCharacter(sample.image, example, item, true, m_result.real, m_real);
        ShownExample shown;
        for (std::size_t i = 0; i < m_candidates.size(); ++i) {
            const cv::Mat picture = synthesise(i, example);
            auto& result = m_result.models[i];
            for (const auto& [key, value] : likeness(picture, example))
                result.perImage[key].push_back(value);
            if (auto* meter = perceptualMeter())
                result.perImage["perceptual"].push_back(perceptual(*meter, picture, sample.image));
            measureCharacter(picture, example, item, false, result, m_gathered[i]);
            if (show)
                shown.pictures.push_back(picture);
        }
        if (show) {
            shown.id = item.id;
            shown.condition = training::drawCondition(sample.labels, example.sketch, sample.fieldOfView, m_manifest.palette);
            shown.real = sample.image;
            m_result.shown.push_back(std::move(shown));
        }
    }

    cv::Mat synthesise(std::size_t model, const Example& example)
    {
        auto& generator = *m_candidates[model].generator;
        const auto& sample = example.sample;
        const Condition condition = ConditionBuilder(generator.info().spec).build(sample.labels, example.sketch, sample.fieldOfView);
        const auto began = Clock::now();
        cv::Mat picture = generator.synthesize(condition, m_cancel);
        m_gathered[model].ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - began).count());
        if (picture.size() != sample.image.size() || picture.type() != CV_8UC1)
            throw Error(
                ErrorCode::SizeMismatch, fmt::format("the model {} answers with another kind of picture", m_candidates[model].name));
        return picture;
    }

    FeatureMeter* perceptualMeter() const
    {
        if (!m_perceptualWorks)
            return nullptr;
        return m_instruments.perceptual ? m_instruments.perceptual.get() : m_instruments.features.get();
    }

    double perceptual(FeatureMeter& meter, const cv::Mat& picture, const cv::Mat& real)
    {
        try {
            return meter.distance(picture, real);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Unsupported)
                throw;
            m_perceptualWorks = false;
            m_result.warnings.push_back(fmt::format("{} does not show its maps: the perceptual distance is not measured.", meter.name()));
            return none;
        }
    }

    void finish()
    {
        const CopyCheck check(std::move(m_trainingPrints), m_real.prints);
        for (std::size_t i = 0; i < m_candidates.size(); ++i) {
            auto& model = m_result.models[i];
            summarise(model, i + 1);
            if (!m_real.features.empty())
                setFeatureValues(model, setDistances(m_real.features, m_gathered[i].features, m_settings.seed));
            // The first call may still pay for memory.
            auto& ms = m_gathered[i].ms;
            model.values["ms_per_image"] = median(ms.size() > 1 ? std::vector<double>(ms.begin() + 1, ms.end()) : ms);
            model.copies = check.check(m_gathered[i].prints);
            keepNearestPair(i);
        }
        summarise(m_result.real, 0);
        m_result.real.copies = check.checkReal();
        if (!m_trainingFeatures.empty())
            setFeatureValues(m_result.real, setDistances(m_trainingFeatures, m_real.features, m_settings.seed));
        shareRealFigures();
    }

    static void setFeatureValues(ModelResult& result, const SetDistances& distances)
    {
        result.values["frechet"] = distances.frechet;
        result.values["kid_x100"] = distances.kidX100;
        result.values["kid_std"] = distances.kidStd;
    }

    void summarise(ModelResult& result, std::size_t number)
    {
        std::uint64_t seed = m_settings.seed + 1000 * number;
        for (const auto& [key, values] : result.perImage) {
            result.values[key] = mean(values);
            result.intervals[key] = bootstrapInterval(values, seed++);
        }
    }

    void keepNearestPair(std::size_t model)
    {
        auto& result = m_result.models[model];
        if (result.copies.nearest.empty())
            return;
        const auto& match = result.copies.nearest.front();
        for (const auto* item : m_chosen) {
            if (item->id == match.id)
                result.nearestPicture = synthesise(model, prepareExample(loadSample(m_settings.data, *item), m_manifest.canny));
        }
        for (const auto* item : m_training) {
            if (item->id == match.training)
                result.nearestTraining = trainingImage(*item);
        }
    }

    /// Each model's row also says what the segmenter does on the real pictures.
    void shareRealFigures()
    {
        if (!m_result.real.values.contains("dice_real"))
            return;
        const double real = m_result.real.values.at("dice_real");
        for (std::size_t i = 0; i < m_result.models.size(); ++i) {
            auto& model = m_result.models[i];
            model.values["dice_real"] = real;
            model.values["dice_ratio"] = real > 0 ? model.values["dice_synth"] / real : none;
            for (const auto& entry : m_manifest.palette.classes()) {
                std::vector<double> realDice, synthDice;
                for (std::size_t k = 0; k < m_real.classDice.size(); ++k) {
                    if (const auto found = m_real.classDice[k].find(entry.id); found != m_real.classDice[k].end()) {
                        realDice.push_back(found->second);
                        synthDice.push_back(m_gathered[i].classDice[k].at(entry.id));
                    }
                }
                if (!realDice.empty())
                    model.classes.push_back({entry.name, mean(realDice), mean(synthDice), realDice.size()});
            }
        }
    }

    const EvaluationSettings& m_settings;
    const std::vector<Candidate>& m_candidates;
    Instruments& m_instruments;
    const CancelToken& m_cancel;
    DatasetManifest m_manifest;
    std::vector<const DatasetItem*> m_chosen, m_training;
    std::vector<Fingerprint> m_trainingPrints;
    cv::Mat m_trainingFeatures;
    Gathered m_real;
    std::vector<Gathered> m_gathered;
    bool m_perceptualWorks = true;
    Evaluation m_result;
};

} // namespace

Evaluation evaluate(
    const EvaluationSettings& settings, const std::vector<Candidate>& candidates, Instruments& instruments, const CancelToken& cancel)
{
    return Run(settings, candidates, instruments, cancel).run();
}

std::string Evaluation::frechetName() const
{
    if (inception)
        return "FID";
    return features.empty() ? "Frechet distance" : fmt::format("Frechet distance ({})", features);
}

} // namespace sonosketch::evaluation
