#include "harness/campaign/stored_campaigns.hpp"

#include "harness/brokers/text_file.hpp"
#include "harness/runner/worker.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace fs = std::filesystem;

namespace {

reports::Finding finding_of(const Breach& breach) {
    using Kind = reports::Finding::Kind;
    reports::Finding finding;
    finding.kind = breach.is_of_expectation() ? Kind::expectation : Kind::law;
    finding.id = breach.id;
    finding.seen = breach.kind;
    return finding;
}

/// What the journal says of all seeds of the case.
reports::CaseResult blank_result(const nlohmann::json& cases, const std::string& id) {
    const auto known = cases.find(case_name(id));
    if (known == cases.end()) return {};
    return reports::case_result_from_json(*known);
}

reports::CaseResult result_of(const JournalEntry& entry, const nlohmann::json& cases,
                              const fs::path& folder) {
    reports::CaseResult result = blank_result(cases, entry.id);
    result.id = entry.id;
    result.seed = entry.seed;
    result.verdict = entry.verdict;
    result.reason = entry.reason;
    result.repeat = entry.repeat;
    result.drawn_faults = entry.faults;
    result.missed_faults = entry.missed;
    result.measures = entry.measures;
    for (const Breach& breach : entry.breaches) result.findings.push_back(finding_of(breach));
    result.folder = folder.string();
    return result;
}

}  // namespace

Tally StoredCampaigns::tally() const {
    Tally tally(cases.size());
    for (const auto& [id, entry] : cases) tally.add(entry, false);
    return tally;
}

void add_campaigns_below(const fs::path& folder, StoredCampaigns& into) {
    for (const fs::path& file : files_below(folder, journal_file)) {
        const JournalText journal = parse_journal(read_text(file), file);
        for (const auto& [id, entry] : journal.last_words()) {
            const fs::path run = fs::absolute(file).parent_path() / id;
            const bool first = into.cases.insert_or_assign(id, entry).second;
            if (!first || fs::exists(run / result_file)) continue;
            into.results.push_back(result_of(entry, journal.cases, run));
        }
    }
}

}  // namespace breakwire::harness
