// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
//
//   core_fuzz_NAME FILE_OR_FOLDER...
//
// Runs one reader on kept inputs, in a build without libFuzzer: what once crashed must not crash again. Exit status 0 if nothing did.
#include "tests/fuzz/reader.h"

#include <algorithm>
#include <vector>

namespace fs = std::filesystem;

int main(int argc, char** argv)
{
    std::vector<fs::path> files;
    for (int i = 1; i < argc; ++i) {
        if (fs::is_directory(argv[i])) {
            for (const auto& entry : fs::recursive_directory_iterator(argv[i]))
                if (entry.is_regular_file())
                    files.push_back(entry.path());
        } else if (fs::exists(argv[i])) {
            files.emplace_back(argv[i]);
        }
    }
    std::sort(files.begin(), files.end());
    if (files.empty()) {
        std::fprintf(stderr, "replay: there is no input\n");
        return 2;
    }
    LLVMFuzzerTestOneInput(nullptr, 0);
    for (const fs::path& path : files) {
        std::ifstream stream(path, std::ios::binary);
        const std::vector<char> bytes{std::istreambuf_iterator<char>(stream), {}};
        std::printf("%s, %zu bytes\n", path.c_str(), bytes.size());
        std::fflush(stdout); // the last line names what crashed
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
    return 0;
}
