#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/campaign/breach.hpp"

namespace breakwire::harness {

/// What a campaign remembers of a case that is over.
struct JournalEntry {
    std::string id;  ///< "storm[5.0]#seed17"
    std::uint64_t seed = 0;
    reports::Verdict verdict{};
    std::vector<Breach> breaches{};
    std::string reason{};
    std::string repeat{};
    std::uint64_t faults = 0;  ///< that the seed drew
    std::uint64_t missed = 0;  ///< of those, which touched nothing
    bool kept = false;         ///< its run folder stays
};

nlohmann::json to_json(const JournalEntry& entry);
/// Throws nlohmann::json::exception, or std::runtime_error for a verdict that is none.
JournalEntry journal_entry_from_json(const nlohmann::json& json);

/// What a campaign has done so far, in a file that survives its death: a line of JSON for each case
/// that is over, added with a single write(2). The first line says of what campaign it is.
///
/// A line that was being written when the campaign died is no entry, and is taken away. One process
/// at a time has the file.
class Journal {
public:
    /// Reads what is there, or begins anew if there is nothing. `campaign` holds, by name, what
    /// must be the same for results to belong together. Throws ConfigError if it is not, naming
    /// what differs, or if the file is no journal; EnvironmentError if it cannot be written or
    /// another process has it.
    Journal(std::filesystem::path file, const nlohmann::json& campaign);
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    /// What was done before.
    const std::vector<JournalEntry>& entries() const { return entries_; }

    /// Throws EnvironmentError.
    void add(const JournalEntry& entry);

private:
    void open();
    void read(const nlohmann::json& campaign);
    void read_line(const std::string& line, int number);
    void write_line(const nlohmann::json& json);
    [[noreturn]] void fail(const std::string& what) const;

    std::filesystem::path path_;
    int file_ = -1;
    std::vector<JournalEntry> entries_;
};

}  // namespace breakwire::harness
