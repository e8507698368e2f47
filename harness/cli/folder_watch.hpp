#pragma once

#include <filesystem>
#include <map>
#include <set>

namespace breakwire::harness {

/// Hears of changes to files from the kernel (inotify), folder by folder: an editor may put a new
/// file in the place of the old one, which a watch on the file itself would not outlive.
class FolderWatch {
public:
    /// Throws EnvironmentError.
    FolderWatch();
    ~FolderWatch();
    FolderWatch(const FolderWatch&) = delete;
    FolderWatch& operator=(const FolderWatch&) = delete;

    /// Watches what is in `folder`, but not below it. Returns whether it did not before; a folder
    /// that has been removed and made again has to be added again. Throws EnvironmentError if it
    /// cannot be watched.
    bool add(const std::filesystem::path& folder);

    /// Can be read once something has changed.
    int descriptor() const { return descriptor_; }

    /// What has changed since the last call, and never waits: files that somebody has finished
    /// writing, that were moved here, or that are gone, and folders that are new. Where the kernel
    /// could not keep up it is the watched folders themselves: a folder stands for all that is
    /// in it.
    std::set<std::filesystem::path> changes();

private:
    /// One event's worth.
    void take(int watch, unsigned what, const char* name, std::set<std::filesystem::path>& changed);

    int descriptor_;
    std::map<int, std::filesystem::path> folders_;  ///< by number of their watch
};

}  // namespace breakwire::harness
