// SPDX-FileCopyrightText: 2026 SonoSketch contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <hdf5.h>

namespace sonosketch {

/// How libhdf5 writes a file here. Its own way of writing does not get over a full disk: a file that cannot be closed stays in its tables although it
/// is freed, and the program crashes when it ends. So the library is never told: what does not fit onto the disk is kept in memory until the file is
/// closed, which is soon, as whoever writes looks at error() often. Internal to core/export; the library and this are used by one thread at a time.
class Hdf5Disk {
public:
    Hdf5Disk() = default;
    Hdf5Disk(const Hdf5Disk&) = delete;
    Hdf5Disk& operator=(const Hdf5Disk&) = delete;

    /// For the access properties of a file that is created or opened; this object must outlive it. Negative after a failure.
    herr_t use(hid_t properties);
    /// errno of the first call that failed; 0: everything is on the disk so far. The last word is spoken when the file is closed.
    int error() const { return m_error; }

private:
    int m_error = 0;
};

} // namespace sonosketch
