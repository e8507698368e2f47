#include "harness/campaign/journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "harness/brokers/text_file.hpp"
#include "sim/base/errors.hpp"
#include "sim/base/write_all.hpp"

namespace breakwire::harness {

using nlohmann::json;

namespace {

constexpr int journal_schema = 1;

/// "scenario is 'a', was 'b'" for each that is not the same.
std::string differences(const json& before, const json& now) {
    std::string out;
    for (const auto& [name, value] : now.items()) {
        const json old = before.value(name, json());
        if (old == value) continue;
        out += fmt::format("{}{} is {}, was {}", out.empty() ? "" : "; ", name, value.dump(),
                           old.dump());
    }
    return out;
}

void read_header(const std::string& line, const std::filesystem::path& file, JournalText& into) {
    const json first = json::parse(line, nullptr, false);
    if (!first.is_object() || first.value("journal", 0) != journal_schema) {
        throw ConfigError(file.string() + ": is no journal of a campaign");
    }
    into.campaign = first.value("campaign", json::object());
    into.cases = first.value("cases", json::object());
}

JournalEntry entry_in(const std::string& line, const std::filesystem::path& file, int number) {
    try {
        return journal_entry_from_json(json::parse(line));
    } catch (const std::exception& mistake) {
        throw ConfigError(fmt::format("{}:{}: is no line of a journal: {}", file.string(), number,
                                      mistake.what()));
    }
}

json measures_to_json(const std::vector<reports::Measured>& measures) {
    json out = json::array();
    for (const reports::Measured& each : measures) out.push_back(reports::to_json(each));
    return out;
}

}  // namespace

json to_json(const JournalEntry& entry) {
    json breaches = json::array();
    for (const Breach& breach : entry.breaches) {
        breaches.push_back({{"id", breach.id}, {"kind", breach.kind}});
    }
    json out{{"case", entry.id},
             {"seed", entry.seed},
             {"verdict", reports::to_string(entry.verdict)},
             {"faults", entry.faults},
             {"missed", entry.missed}};
    if (!entry.mutations.empty()) out["mutations"] = entry.mutations;
    if (!entry.new_states.empty()) out["new_states"] = entry.new_states;
    if (!entry.measures.empty()) out["measures"] = measures_to_json(entry.measures);
    if (entry.verdict == reports::Verdict::passed) return out;
    out["breaches"] = std::move(breaches);
    out["reason"] = entry.reason;
    out["repeat"] = entry.repeat;
    out["kept"] = entry.kept;
    return out;
}

JournalEntry journal_entry_from_json(const json& from) {
    JournalEntry entry;
    entry.id = from.at("case");
    entry.seed = from.at("seed");
    entry.verdict = reports::verdict_named(from.at("verdict"));
    entry.faults = from.at("faults");
    entry.missed = from.at("missed");
    entry.mutations = from.value("mutations", entry.mutations);
    entry.new_states = from.value("new_states", entry.new_states);
    for (const json& each : from.value("measures", json::array())) {
        entry.measures.push_back(reports::measured_from_json(each));
    }
    if (entry.verdict == reports::Verdict::passed) return entry;
    for (const json& breach : from.at("breaches")) {
        entry.breaches.push_back({breach.at("id"), breach.at("kind")});
    }
    entry.reason = from.at("reason");
    entry.repeat = from.at("repeat");
    entry.kept = from.at("kept");
    return entry;
}

std::string case_name(const std::string& id) { return id.substr(0, id.rfind('#')); }

bool is_settled(const JournalEntry& entry) {
    return entry.verdict != reports::Verdict::inconclusive &&
           entry.verdict != reports::Verdict::error;
}

JournalCases JournalText::last_words() const {
    JournalCases last;
    for (const JournalEntry& entry : entries) last[entry.id] = entry;
    return last;
}

JournalText parse_journal(const std::string& text, const std::filesystem::path& file) {
    JournalText journal;
    int number = 0;
    for (std::size_t end; (end = text.find('\n', journal.whole)) != std::string::npos;
         journal.whole = end + 1) {
        const std::string line = text.substr(journal.whole, end - journal.whole);
        if (++number == 1) {
            read_header(line, file, journal);
        } else {
            journal.entries.push_back(entry_in(line, file, number));
        }
    }
    return journal;
}

Journal::Journal(std::filesystem::path file, const json& campaign, const json& cases)
    : path_(std::move(file)) {
    open();
    try {
        read(campaign, cases);
    } catch (...) {
        close(file_);
        throw;
    }
}

Journal::~Journal() { close(file_); }

void Journal::open() {
    file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (file_ < 0) fail(std::strerror(errno));
    if (flock(file_, LOCK_EX | LOCK_NB) == 0) return;
    close(file_);
    fail("another campaign is at work on it");
}

void Journal::read(const json& campaign, const json& cases) {
    const std::string text = read_text(path_);
    const JournalText before = parse_journal(text, path_);
    if (before.begun()) {
        const std::string different = differences(before.campaign, campaign);
        if (!different.empty()) {
            throw ConfigError(path_.string() + ": is of another campaign: " + different +
                              "; --fresh begins anew, --output names another folder");
        }
    }
    if (before.whole != text.size() && ftruncate(file_, static_cast<off_t>(before.whole)) != 0) {
        fail(std::strerror(errno));
    }
    if (!before.begun()) {
        write_line({{"journal", journal_schema}, {"campaign", campaign}, {"cases", cases}});
    }
    settled_ = before.last_words();
    std::erase_if(settled_, [](const auto& each) { return !is_settled(each.second); });
}

void Journal::add(const JournalEntry& entry) { write_line(to_json(entry)); }

void Journal::write_line(const json& value) {
    const std::string line = value.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
    if (!write_all(file_, line)) fail(std::strerror(errno));
}

void Journal::fail(const std::string& what) const {
    throw EnvironmentError(path_.string() + ": " + what);
}

}  // namespace breakwire::harness
