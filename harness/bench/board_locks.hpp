#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace breakwire::harness {

/// Keeps boards for this run, against all other runs on this machine, for as long as it lives.
///
/// A lock is flock(2) on a file named after the bench file and the board: it goes with this
/// process, whose workers do not outlive it. The file stays.
class BoardLocks {
public:
    /// `folder`: where the files are; made if it is not there.
    explicit BoardLocks(std::filesystem::path folder = default_folder());
    ~BoardLocks();
    BoardLocks(const BoardLocks&) = delete;
    BoardLocks& operator=(const BoardLocks&) = delete;

    /// Whether the board is ours now. Throws `EnvironmentError` if there can be no lock.
    bool take(const std::string& bench, const std::string& board);

    static std::filesystem::path default_folder();

private:
    std::filesystem::path folder_;
    std::map<std::filesystem::path, int> held_;  ///< descriptors by file
};

}  // namespace breakwire::harness
