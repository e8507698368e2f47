#pragma once

#include <filesystem>

namespace breakwire::harness {

/// A temp directory `breakwire-XXXXXX` under $TMPDIR, for the files of one case that nobody looks
/// at later. Removed with its content by the destructor.
///
/// It holds a locked file `lock`, so that a later run can tell directories in use from those of a
/// run that was killed; a forked worker holds the same lock.
class ScratchFolder {
public:
    /// Throws EnvironmentError.
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    int descriptor() const { return lock_; }

private:
    std::filesystem::path path_;
    int lock_ = -1;
};

/// Removes the directories of dead runs, after the processes that still work in them. Returns how
/// many there were.
int sweep_scratch();

}  // namespace breakwire::harness
