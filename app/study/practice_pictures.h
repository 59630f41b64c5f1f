// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/session/job_runner.h"
#include "core/document/case.h"
#include "core/inference/generator_factory.h"

#include <opencv2/core.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sonosketch {

/// Pictures for tasks, made in the background by a generator of its own, which is loaded when the first one is wanted. GUI thread.
class PracticePictures : public QObject {
    Q_OBJECT

public:
    struct Made {
        std::vector<cv::Mat> pictures; ///< CV_8UC1 of canvas size, one a case
        std::string model;             ///< empty if no picture was asked for
    };
    /// Makes the cases, on the job's thread; none if no generator is needed.
    using Cases = std::function<std::vector<Case>()>;

    explicit PracticePictures(GeneratorFactory factory, QObject* parent = nullptr);
    ~PracticePictures() override;

    /// One of `done` and `failed` is called, unless a newer request comes first: then neither.
    void make(Cases cases, std::function<void(Made)> done, std::function<void(const Error&)> failed);
    /// Forgets a request that runs.
    void drop() { ++m_ticket; }

private:
    struct Loaded;
    std::shared_ptr<Loaded> m_loaded;
    quint64 m_ticket = 0;
    JobRunner m_jobs; ///< last: its thread ends before the generator goes
};

} // namespace sonosketch
