// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/inference/generator.h"

#include <atomic>
#include <concepts>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace sonosketch {

/// How a generator is made, on the thread that will use it: loading and warm-up never block a window. It may know a second way, for when the device of
/// the first one fails. Copies share which of the two is in use, so that a device that has failed is not tried again. Any thread.
class GeneratorFactory {
public:
    /// May throw.
    using Make = std::function<std::unique_ptr<Generator>()>;

    GeneratorFactory() = default;
    /// `onProcessor` makes the same model on the CPU; without it there is no second way.
    template <class Maker>
    requires(!std::same_as<Maker, GeneratorFactory> && std::is_constructible_v<Make, Maker>)
        GeneratorFactory(Maker make, Make onProcessor = {}) // not explicit: a lambda is a factory
        : m_ways(std::make_shared<Ways>(Make(std::move(make)), std::move(onProcessor)))
    {
    }

    explicit operator bool() const { return m_ways && m_ways->first; }
    /// Throws Error(NotFound) if there is nothing to make.
    std::unique_ptr<Generator> operator()() const
    {
        if (!*this)
            throw Error(ErrorCode::NotFound, "There is no model to load");
        return m_ways->useSecond ? m_ways->second() : m_ways->first();
    }

    bool canFallBack() const { return m_ways && m_ways->second; }
    /// From here on this one and its copies make the second kind. Only where canFallBack().
    void fallBack() const { m_ways->useSecond = true; }

private:
    struct Ways {
        Ways(Make firstWay, Make secondWay)
            : first(std::move(firstWay))
            , second(std::move(secondWay))
        {
        }
        const Make first, second;
        std::atomic<bool> useSecond = false;
    };
    std::shared_ptr<Ways> m_ways;
};

} // namespace sonosketch
