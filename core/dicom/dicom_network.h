// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace sonosketch {

/// An archive (PACS) or viewer that takes DICOM files over the network, without TLS.
struct DicomPeer {
    std::string host = "localhost";
    int port = 11112;                        ///< 1..65535
    std::string calledTitle = "ANY-SCP";     ///< its AE title, 1..16 characters
    std::string callingTitle = "SONOSKETCH"; ///< ours
    int timeoutSeconds = 15;                 ///< 1..600; for the connection, and for each answer
};

/// "HOST:PORT" into a peer. Throws Error(Usage).
DicomPeer parsePeer(const std::string& hostAndPort);

/// Asks whether somebody is there (C-ECHO). Throws Error: InvalidArgument (a title or port out of range), Unreadable (nobody there, no answer in time),
/// Unsupported (refused, with the archive's reason). Blocks; not on the GUI thread.
void echoDicom(const DicomPeer& peer);

/// Called before each file.
using DicomProgress = std::function<void(std::size_t done, std::size_t count)>;
/// Sends files one after another over one association (C-STORE), each in its own transfer syntax; uncompressed ones in another uncompressed syntax where the
/// archive wants that. Throws as above, and WriteFailed (the archive did not take a file, with its status; which were taken before it is said),
/// NotFound, Unreadable (no DICOM file), Cancelled (between two files). Blocks.
void sendDicom(const DicomPeer& peer, const std::vector<std::filesystem::path>& files, const CancelToken& cancel = {},
    const DicomProgress& progress = {});

} // namespace sonosketch
