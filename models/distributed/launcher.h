// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace sonosketch::distributed {

/// Which of how many processes this one is, and where they meet.
struct Launch {
    int rank = 0;                     ///< 0 .. size - 1
    int size = 1;                     ///< processes in all, on all machines
    int localRank = 0;                ///< among the processes of this machine; picks the GPU
    std::string masterAddress;        ///< where rank 0 listens: host name or address
    std::uint16_t masterPort = 29500; ///< its TCP port; the default is torchrun's
    std::chrono::seconds timeout{60}; ///< for joining, and for every exchange afterwards
    bool storeIsServed = false;       ///< torchrun's agent listens at the address, so that rank 0 must not
    std::string attempt = "0";        ///< torchrun's restart count: a restarted run must not meet its own leftovers
};

/// The value of an environment variable; nothing where it is not set.
using VariableLookup = std::function<std::optional<std::string>(const std::string& name)>;

/// Reads what torchrun, mpirun or srun set (the table is in README.md of this folder); nothing if this process was started alone or as the only one.
/// Explicit RANK, WORLD_SIZE and LOCAL_RANK win over the launcher's own variables; an empty variable counts as not set.
/// Throws Error(InvalidArgument) naming the variable that is missing or makes no sense. `lookup` stands in for the environment in tests.
std::optional<Launch> launchFromEnvironment(const VariableLookup& lookup = {});

} // namespace sonosketch::distributed
