// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/study/key.h"
#include "core/study/make_study.h"
#include "core/study/order.h"
#include "core/study/trial_log.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <fmt/format.h>

namespace sonosketch::test {

/// Two clocks that go when told to.
struct FakeClock {
    std::shared_ptr<std::int64_t> wall = std::make_shared<std::int64_t>(1'700'000'000'000);
    std::shared_ptr<std::int64_t> steady = std::make_shared<std::int64_t>(1'000'000);

    study::StudyClock clock() const
    {
        return {[wall = wall] { return *wall; }, [steady = steady] { return *steady; }};
    }
    void pass(std::int64_t ms) const
    {
        *wall += ms;
        *steady += ms;
    }
};

struct SampleStudy {
    study::StudyPlan plan;
    study::StudyKey key;
};

/// A study without picture files: `count` of each of these sets, the first of them real.
inline SampleStudy sampleStudy(std::size_t count, const std::vector<std::string>& sets, std::size_t repeats = 0, bool goingBack = false,
    std::optional<int> timeLimitMs = {})
{
    SampleStudy sample;
    std::vector<std::size_t> setOf;
    for (std::size_t set = 0; set < sets.size(); ++set) {
        sample.key.sets.push_back({sets[set], set == 0 ? study::Truth::Real : study::Truth::Synthesised});
        for (std::size_t i = 0; i < count; ++i) {
            const std::string hash = study::sha256Text(fmt::format("{} {}", sets[set], i));
            sample.plan.images.push_back({hash.substr(0, 12), hash});
            sample.key.images.push_back({hash.substr(0, 12), set, fmt::format("{}-{}.png", sets[set], i), hash});
            setOf.push_back(set);
        }
    }
    study::Random random("sample");
    const auto order =
        study::withRepeats(study::balancedOrder(setOf, random), setOf, repeats, study::automaticDistance(setOf.size(), repeats), random);
    for (const std::size_t picture : order)
        sample.plan.trials.push_back(sample.plan.images[picture].id);
    sample.plan.goingBack = goingBack;
    sample.plan.timeLimitMs = timeLimitMs;
    study::sealPlan(sample.plan);
    std::sort(sample.key.images.begin(), sample.key.images.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    sample.key.planHash = sample.plan.hash;
    return sample;
}

inline study::TrialAnswer sampleAnswer(const study::StudyPlan& plan, std::size_t trial, study::Truth answer = study::Truth::Real)
{
    study::TrialAnswer given;
    given.trial = trial;
    given.image = plan.trials.at(trial);
    given.answer = answer;
    given.confidence = 1 + static_cast<int>(trial % 5);
    given.text = fmt::format("because, \"{}\"\nsecond line \xc3\xa4", trial);
    given.shownMs = 900 + static_cast<std::int64_t>(trial);
    given.durationMs = 1000 + static_cast<std::int64_t>(trial);
    return given;
}

/// Rows as the log would give them, of one reader.
inline std::vector<study::LoggedAnswer> logged(
    const std::vector<study::TrialAnswer>& answers, const std::string& reader, bool simulated = false)
{
    std::vector<study::LoggedAnswer> rows;
    for (const study::TrialAnswer& answer : answers) {
        study::LoggedAnswer row;
        static_cast<study::TrialAnswer&>(row) = answer;
        row.reader = reader;
        row.simulated = simulated;
        row.wallMs = 1'700'000'000'000;
        rows.push_back(row);
    }
    return rows;
}

/// `count` small pictures NAME-0.png ... in a folder of their own: smooth, or noise.
inline std::filesystem::path writePictures(
    const std::filesystem::path& parent, const std::string& name, int count, bool noisy, const char* extension = ".png")
{
    const std::filesystem::path folder = parent / name;
    std::filesystem::create_directories(folder);
    cv::RNG random(static_cast<std::uint64_t>(name.size() * 131 + static_cast<std::size_t>(name.front())));
    for (int i = 0; i < count; ++i) {
        cv::Mat picture(96, 96, CV_8UC1);
        for (int y = 0; y < picture.rows; ++y)
            for (int x = 0; x < picture.cols; ++x)
                picture.at<std::uint8_t>(y, x) =
                    static_cast<std::uint8_t>(noisy ? random.uniform(0, 256) : (x + i * 3 + static_cast<int>(name.size())) % 200);
        cv::imwrite((folder / fmt::format("{}-{}{}", name, i, extension)).string(), picture);
    }
    return folder;
}

} // namespace sonosketch::test
