// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/study/practice_pictures.h"

#include "core/condition/condition.h"
#include "core/inference/generator.h"

namespace sonosketch {

/// The generator and how to make it; touched on the job's thread alone.
struct PracticePictures::Loaded {
    GeneratorFactory factory;
    std::unique_ptr<Generator> generator;
};

PracticePictures::PracticePictures(GeneratorFactory factory, QObject* parent)
    : QObject(parent)
    , m_loaded(std::make_shared<Loaded>())
{
    m_loaded->factory = std::move(factory);
}

PracticePictures::~PracticePictures() = default;

void PracticePictures::make(Cases cases, std::function<void(Made)> done, std::function<void(const Error&)> failed)
{
    m_jobs.cancel();
    const quint64 ticket = ++m_ticket;
    m_jobs.start(
        JobRunner::Kind::Cancellable, tr("Drawing the pictures of a task"),
        [loaded = m_loaded, cases = std::move(cases)](JobContext& job) {
            Made made;
            for (const Case& value : cases()) {
                job.check();
                const auto synthesize = [&] {
                    if (!loaded->generator)
                        loaded->generator = loaded->factory();
                    const GeneratorInfo& info = loaded->generator->info();
                    made.model = info.name;
                    return loaded->generator->synthesize(ConditionBuilder(info.spec).build(value), job.cancel());
                };
                try {
                    made.pictures.push_back(synthesize());
                } catch (const Error& error) {
                    // A graphics card that fails: the processor takes over, here as in the editor.
                    if (error.code() != ErrorCode::Device || !loaded->factory.canFallBack())
                        throw;
                    loaded->generator.reset();
                    loaded->factory.fallBack();
                    made.pictures.push_back(synthesize());
                }
            }
            return made;
        },
        [this, ticket, done = std::move(done)](Made made) {
            if (ticket == m_ticket)
                done(std::move(made));
        },
        [this, ticket, failed = std::move(failed)](const Error& error) {
            if (ticket == m_ticket && error.code() != ErrorCode::Cancelled)
                failed(error);
        });
}

} // namespace sonosketch
