// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#include "models/distributed/launcher.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

namespace sonosketch::distributed {

namespace {

constexpr int mostProcesses = 65536;
constexpr int longestTimeout = 24 * 3600; // seconds

/// The variables of one launcher.
struct Names {
    const char *rank, *size, *localRank;
};

// In this order: mpirun inside a Slurm job leaves the job's own variables, the same for every process, in place.
constexpr Names launchers[] = {
    {"RANK", "WORLD_SIZE", "LOCAL_RANK"},                                           // torchrun, or by hand
    {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_LOCAL_RANK"}, // Open MPI
    {"PMI_RANK", "PMI_SIZE", "MPI_LOCALRANKID"},                                    // MPICH, Intel MPI
    {"SLURM_PROCID", "SLURM_NTASKS", "SLURM_LOCALID"},                              // srun
};

std::optional<std::string> fromProcess(const std::string& name)
{
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

class Reader {
public:
    explicit Reader(const VariableLookup& lookup)
        : m_lookup(lookup ? lookup : fromProcess)
    {
    }

    std::optional<std::string> text(const std::string& name) const
    {
        auto value = m_lookup(name);
        return value && value->empty() ? std::nullopt : value;
    }

    std::optional<int> number(const std::string& name, int low, int high) const
    {
        const auto value = text(name);
        if (!value)
            return std::nullopt;
        int result = 0;
        const char* end = value->data() + value->size();
        const auto [stop, problem] = std::from_chars(value->data(), end, result);
        if (problem != std::errc() || stop != end || result < low || result > high)
            throw Error(ErrorCode::InvalidArgument, fmt::format("{} must be a whole number from {} to {}", name, low, high),
                fmt::format("\"{}\"", value->substr(0, 40)), "See \"More than one machine\" in models/distributed/README.md");
        return result;
    }

private:
    VariableLookup m_lookup;
};

/// The launcher whose rank is set; the plain names where only WORLD_SIZE is.
const Names* chosenLauncher(const Reader& reader)
{
    for (const auto& names : launchers) {
        if (reader.text(names.rank) && (reader.text(names.size) || reader.text("WORLD_SIZE")))
            return &names;
    }
    return nullptr;
}

std::string masterAddress(const Reader& reader)
{
    const auto address = reader.text("MASTER_ADDR");
    if (!address)
        throw Error(
            ErrorCode::InvalidArgument, "MASTER_ADDR is not set", {}, "Set it to the host of rank 0, and the same for every process");
    const bool plain = address->size() < 256
        && std::all_of(address->begin(), address->end(), [](unsigned char c) { return c > ' ' && c < 0x7f && c != '/'; });
    if (!plain)
        throw Error(ErrorCode::InvalidArgument, "MASTER_ADDR is not a host name or address", fmt::format("\"{}\"", address->substr(0, 40)));
    return *address;
}

} // namespace

std::optional<Launch> launchFromEnvironment(const VariableLookup& lookup)
{
    const Reader reader(lookup);
    const auto explicitSize = reader.number("WORLD_SIZE", 1, mostProcesses);
    const Names* names = chosenLauncher(reader);
    if (names == nullptr) {
        if (explicitSize.value_or(1) > 1)
            throw Error(
                ErrorCode::InvalidArgument, "WORLD_SIZE is set, but not RANK", {}, "Give every process its RANK, from 0 to WORLD_SIZE - 1");
        if (reader.text("RANK"))
            throw Error(ErrorCode::InvalidArgument, "RANK is set, but not WORLD_SIZE", {}, "Set both, or neither to train alone");
        return std::nullopt;
    }
    Launch launch;
    launch.size = explicitSize ? *explicitSize : reader.number(names->size, 1, mostProcesses).value_or(1);
    launch.rank = reader.number(names->rank, 0, launch.size - 1).value_or(0);
    if (launch.size == 1)
        return std::nullopt;
    const auto localRank = reader.number("LOCAL_RANK", 0, launch.size - 1);
    launch.localRank = localRank ? *localRank : reader.number(names->localRank, 0, launch.size - 1).value_or(0);
    launch.masterAddress = masterAddress(reader);
    launch.masterPort = static_cast<std::uint16_t>(reader.number("MASTER_PORT", 1, 65535).value_or(launch.masterPort));
    launch.timeout = std::chrono::seconds(reader.number("SONOSKETCH_DISTRIBUTED_TIMEOUT", 1, longestTimeout).value_or(60));
    launch.storeIsServed = reader.text("TORCHELASTIC_USE_AGENT_STORE").value_or("") == "True";
    launch.attempt = reader.text("TORCHELASTIC_RESTART_COUNT").value_or("0").substr(0, 20);
    return launch;
}

} // namespace sonosketch::distributed
