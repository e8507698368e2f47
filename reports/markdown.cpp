#include "reports/markdown.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reports/comparison.hpp"
#include "reports/explanation.hpp"
#include "reports/totals.hpp"
#include "reports/xml.hpp"

namespace breakwire::reports {

namespace {

const char* sign_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::passed:
            return "✅";
        case Verdict::known:
            return "📌";
        case Verdict::skipped:
            return "⏭️";
        case Verdict::inconclusive:
            return "❔";
        case Verdict::failed:
            return "❌";
        case Verdict::error:
            return "💥";
    }
    return "";
}

/// Text in a cell of a table: nothing in it ends the cell or the row, or is taken for markup.
std::string cell(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    std::string out;
    for (const char c : xml_text(text)) {
        if (c == '|' || c == '\\' || c == '`' || c == '*' || c == '_') out += '\\';
        out += c;
    }
    return out;
}

/// A fence that is longer than any run of backticks in the text.
std::string fenced(const std::string& text) {
    std::size_t longest = 2;
    std::size_t run = 0;
    for (const char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(longest + 1, '`');
    return fence + "text\n" + text + "\n" + fence + "\n";
}

std::string tiles(const Totals& totals) {
    std::string names = "|";
    std::string line = "|";
    std::string counts = "|";
    for (const auto& [verdict, count] : totals.verdicts) {
        names += fmt::format(" {} {} |", sign_of(verdict), to_string(verdict));
        line += " ---: |";
        counts += fmt::format(" {} |", count);
    }
    return totals.verdicts.empty() ? "No cases.\n" : names + "\n" + line + "\n" + counts + "\n";
}

std::string changes(const RunInfo& run, const RunSummary& summary) {
    if (run.baseline == nullptr) return "";
    const std::vector<Change> all = compare(*run.baseline, summary.cases);
    if (all.empty()) return "\nNothing changed against the baseline.\n";
    std::string out = "\n### Against the baseline\n\n| case | change | |\n| --- | --- | --- |\n";
    for (const Change& change : all) {
        out += fmt::format("| {} | {} | {} |\n", cell(change.id), in_words(change),
                           cell(change.reason));
    }
    return out;
}

std::string attention(const RunSummary& summary) {
    std::string out;
    for (const CaseResult& result : summary.cases) {
        if (!needs_attention(result.verdict)) continue;
        out += fmt::format("\n<details><summary>{} <b>{}</b>: {}</summary>\n\n{}\n</details>\n",
                           sign_of(result.verdict), xml_text(result.id), xml_text(result.reason),
                           fenced(explanation(result)));
    }
    return out.empty() ? out : "\n### Needs attention\n" + out;
}

std::string laws(const Totals& totals) {
    if (totals.laws.empty()) return "";
    const LawCounts counts = count_laws(totals.laws);
    std::string out =
        fmt::format("\n### Laws\n\n{} held ({} times), {} not exercised, {} violated.\n",
                    counts.held, counts.times_held, counts.not_exercised, counts.violated.size());
    if (counts.violated.empty()) return out;
    out += "\n| sentence | | violated | held |\n| --- | --- | ---: | ---: |\n";
    for (const LawSummary& law : totals.laws) {
        if (law.violated == 0) continue;
        out += fmt::format("| {} | {} | {} | {} |\n", law.id, cell(law.statement), law.violated,
                           law.held);
    }
    return out;
}

std::string passed_over(const RunSummary& summary) {
    std::string rows;
    for (const CaseResult& result : summary.cases) {
        if (result.verdict != Verdict::known && result.verdict != Verdict::skipped) continue;
        rows += fmt::format("| {} {} | {} | {} |\n", sign_of(result.verdict),
                            to_string(result.verdict), cell(result.id), cell(result.reason));
    }
    if (rows.empty()) return "";
    return "\n<details><summary>Known deviations and skipped cases</summary>\n\n"
           "| | case | |\n| --- | --- | --- |\n" +
           rows + "\n</details>\n";
}

/// What was measured, as the console has it.
std::string measures(const RunSummary& summary) {
    const std::string tables = sweep_text(sweep_points(summary.cases));
    return tables.empty() ? "" : "\n### Measures\n\n" + fenced(tables);
}

}  // namespace

std::string Markdown::text(const RunInfo& run, const RunSummary& summary) const {
    const Totals totals = totals_of(summary.cases);
    const Verdict worst =
        totals.verdicts.empty() ? Verdict::passed : totals.verdicts.rbegin()->first;
    return fmt::format("## {} Breakwire: {}\n\n", sign_of(worst), in_words(summary)) +
           tiles(totals) + changes(run, summary) + attention(summary) + measures(summary) +
           laws(totals) + passed_over(summary) +
           fmt::format("\n`{}`, breakwire {}, {}\n", run.command, run.version,
                       to_seconds_text(summary.wall));
}

}  // namespace breakwire::reports
