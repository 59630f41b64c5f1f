// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

namespace sonosketch {

/// What kind of thing went wrong. The command line maps every code but Usage to exit status 1.
enum class ErrorCode {
    InvalidArgument, ///< a value outside its documented range
    NotFound,        ///< a file or an item that does not exist
    Unreadable,      ///< a file that exists but cannot be decoded
    Unsupported,     ///< a well-formed file of a kind we do not handle
    TooLarge,        ///< beyond a size limit that protects memory
    SizeMismatch,    ///< two things that must have the same size do not
    Corrupt,         ///< hash, structure or finite-value check failed
    VersionMismatch, ///< written for another version of a format or a condition spec
    WriteFailed,     ///< the disk is full, the folder is read-only, ...
    Device,          ///< an accelerator is missing or failed
    Cancelled,       ///< the user asked to stop; shows no message box
    Usage,           ///< a wrong command line (exit status 2)
};

/// The one exception type that crosses folder borders: what happened, where, and what to do about it.
/// what() is a single line "WHAT: WHERE. HINT", ready for a status bar or standard error.
class Error : public std::runtime_error {
public:
    Error(ErrorCode code, std::string what, std::string where = {}, std::string hint = {});

    ErrorCode code() const noexcept { return m_code; }
    const std::string& problem() const noexcept { return m_problem; }
    const std::string& where() const noexcept { return m_where; }
    const std::string& hint() const noexcept { return m_hint; }

private:
    ErrorCode m_code;
    std::string m_problem;
    std::string m_where;
    std::string m_hint;
};

} // namespace sonosketch
