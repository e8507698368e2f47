#include "reports/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <regex>
#include <unordered_map>

namespace breakwire::reports {

namespace {

using mqtt::Version;

/// "will/after_rst" of "will/after_rst[5.0]#seed17".
std::string scenario_of(const CaseResult& result) {
    return result.id.substr(0, result.id.find_first_of("[#"));
}

bool speaks(const CaseResult& result, Version version) {
    return result.mqtt == mqtt::to_string(version);
}

/// What it names that concerns its version; our own statements concern both.
std::vector<std::string> named_by(const CaseResult& result) {
    std::vector<std::string> ids;
    for (const std::string& id : result.covers) {
        const mqtt::Statement* known = mqtt::find_statement(id);
        const auto standard = known != nullptr ? known->standard() : std::nullopt;
        if (!standard || speaks(result, *standard)) ids.push_back(id);
    }
    return ids;
}

/// What the deviations say that it breaks: a reason begins with the ids, "v311/3.3.1-2, v5/3.3.1-2:
/// DUP at QoS 0 is accepted".
std::vector<std::string> known_to_be_broken(const CaseResult& result) {
    static const std::regex id("(v311|v5)/[0-9.]+-[0-9]+|BW-[A-Z]+-[0-9]+");
    CaseResult named;
    named.mqtt = result.mqtt;
    for (std::sregex_iterator at(result.reason.begin(), result.reason.end(), id), end; at != end;
         ++at) {
        named.covers.push_back(at->str());
    }
    return named_by(named);
}

bool only_laws_are_broken(const CaseResult& result) {
    const auto broken = [](const Finding& finding) { return !finding.held; };
    const auto other = [](const Finding& finding) {
        return !finding.held && finding.kind != Finding::Kind::law;
    };
    return std::any_of(result.findings.begin(), result.findings.end(), broken) &&
           std::none_of(result.findings.begin(), result.findings.end(), other);
}

/// Adds one case after the other to the rows.
class Ledger {
public:
    explicit Ledger(Coverage& coverage) {
        for (Covered& row : coverage.rows) rows_.emplace(row.statement.id, &row);
    }

    void add(const CaseResult& result) {
        add_laws(result);
        if (result.verdict == Verdict::passed)
            return add_to(&Covered::passed, result, named_by(result));
        const bool known = result.verdict == Verdict::known;
        if (!known && result.verdict != Verdict::failed) return;
        const std::vector<std::string> broken =
            known ? known_to_be_broken(result) : std::vector<std::string>();
        if (!broken.empty()) return add_to(&Covered::failed, result, broken);
        if (only_laws_are_broken(result)) return;
        const std::vector<std::string> named = named_by(result);
        add_to(named.size() == 1 ? &Covered::failed : &Covered::doubtful, result, named);
    }

private:
    void add_to(std::set<std::string> Covered::*verdicts, const CaseResult& result,
                const std::vector<std::string>& ids) {
        for (const std::string& id : ids) {
            if (Covered* row = find(id)) (row->*verdicts).insert(scenario_of(result));
        }
    }

    void add_laws(const CaseResult& result) {
        for (const LawSummary& law : result.laws) {
            Covered* row = find(law.id);
            if (row == nullptr) continue;
            row->times_held += law.held;
            row->times_violated += law.violated;
        }
    }

    Covered* find(const std::string& id) const {
        const auto at = rows_.find(id);
        return at != rows_.end() ? at->second : nullptr;
    }

    std::unordered_map<std::string, Covered*> rows_;
};

std::string in_words(const Coverage& coverage, Version standard) {
    std::string words =
        fmt::format("{}: {} of {} held", mqtt::to_string(standard),
                    coverage.count(standard, Standing::held), coverage.count(standard));
    for (const Standing bad : {Standing::violated, Standing::in_doubt}) {
        const std::size_t count = coverage.count(standard, bad);
        if (count > 0) words += fmt::format(", {} {}", count, to_string(bad));
    }
    return words;
}

}  // namespace

std::string to_string(Standing standing) {
    constexpr std::array<const char*, 4> words{"violated", "in doubt", "held", "not exercised"};
    return words[static_cast<std::size_t>(standing)];
}

Standing Covered::standing() const {
    if (times_violated > 0 || !failed.empty()) return Standing::violated;
    if (!doubtful.empty()) return Standing::in_doubt;
    return times_held > 0 || !passed.empty() ? Standing::held : Standing::not_exercised;
}

std::vector<Version> Coverage::standards() const {
    std::vector<Version> found;
    for (const Version version : {Version::v3_1_1, Version::v5_0}) {
        if (count(version) > 0) found.push_back(version);
    }
    return found;
}

std::size_t Coverage::count(Version standard) const {
    return static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(),
                      [&](const Covered& row) { return row.statement.standard() == standard; }));
}

std::size_t Coverage::count(Version standard, Standing standing) const {
    return static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [&](const Covered& row) {
            return row.statement.standard() == standard && row.standing() == standing;
        }));
}

Coverage coverage_of(const std::vector<CaseResult>& cases,
                     const std::vector<mqtt::Statement>& statements) {
    Coverage coverage;
    for (const mqtt::Statement& statement : statements) {
        const auto standard = statement.standard();
        const bool spoken =
            !standard || std::any_of(cases.begin(), cases.end(), [&](const CaseResult& result) {
                return speaks(result, *standard);
            });
        if (spoken) coverage.rows.push_back({statement, 0, 0, {}, {}, {}});
    }
    Ledger ledger(coverage);
    for (const CaseResult& result : cases) ledger.add(result);
    return coverage;
}

std::string in_a_line(const Coverage& coverage) {
    const bool exercised =
        std::any_of(coverage.rows.begin(), coverage.rows.end(), [](const Covered& row) {
            return row.statement.standard() && row.standing() != Standing::not_exercised;
        });
    if (!exercised) return "";
    std::string line = "statements: ";
    for (const Version standard : coverage.standards()) {
        if (!line.ends_with(' ')) line += "; ";
        line += in_words(coverage, standard);
    }
    return line;
}

}  // namespace breakwire::reports
