#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
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
    std::vector<reports::Measured> measures{};
    std::vector<std::uint64_t> mutations{};   ///< of the schedule that the seed drew
    std::vector<std::uint32_t> new_states{};  ///< of the protocol, reached by no run before it
};

/// Whether the case need not be tried again. What came to no verdict has proved nothing yet, and a
/// worker that ended before its time may have been killed by somebody.
bool is_settled(const JournalEntry& entry);

/// What all seeds of a case are called: "storm[5.0]" of "storm[5.0]#seed17".
std::string case_name(const std::string& id);

nlohmann::json to_json(const JournalEntry& entry);
/// Throws nlohmann::json::exception, or std::runtime_error for a verdict that is none.
JournalEntry journal_entry_from_json(const nlohmann::json& json);

/// Entries by the names of their cases; of a case that was tried again, the last.
using JournalCases = std::map<std::string, JournalEntry>;

/// What stands in a journal, up to its last whole line.
struct JournalText {
    nlohmann::json campaign;              ///< what must be the same for results to belong together
    nlohmann::json cases;                 ///< what results say of a case, by its name without seed
    std::vector<JournalEntry> entries{};  ///< in the order in which they were added
    std::size_t whole = 0;                ///< octets; what comes then is half a line

    bool begun() const { return whole > 0; }
    JournalCases last_words() const;
};

/// Throws ConfigError with file and line for what is no journal.
JournalText parse_journal(const std::string& text, const std::filesystem::path& file);

/// What a campaign has done so far, in a file that survives its death: a line of JSON for each case
/// that is over, added with a single write(2). The first line says of what campaign it is.
///
/// A line that was being written when the campaign died is no entry, and is taken away. One process
/// at a time writes to the file; anybody may read it.
class Journal {
public:
    /// Reads what is there, or begins anew if there is nothing. `campaign` holds, by name, what
    /// must be the same for results to belong together, `cases` what is said of each case, for
    /// whoever makes reports of the journal alone. Throws ConfigError if it is not, naming
    /// what differs, or if the file is no journal; EnvironmentError if it cannot be written or
    /// another process has it.
    Journal(std::filesystem::path file, const nlohmann::json& campaign,
            const nlohmann::json& cases = nlohmann::json::object());
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    /// What was done before and need not be done again.
    const JournalCases& settled() const { return settled_; }

    /// Throws EnvironmentError.
    void add(const JournalEntry& entry);

private:
    void open();
    void read(const nlohmann::json& campaign, const nlohmann::json& cases);
    void write_line(const nlohmann::json& json);
    [[noreturn]] void fail(const std::string& what) const;

    std::filesystem::path path_;
    int file_ = -1;
    JournalCases settled_;
};

}  // namespace breakwire::harness
