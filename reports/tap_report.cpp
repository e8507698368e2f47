#include "reports/tap_report.hpp"

#include <fmt/format.h>

#include <sstream>

#include "reports/explanation.hpp"
#include "reports/totals.hpp"

namespace breakwire::reports {

namespace {

/// A description or a reason ends at the line's end, and `#` begins a directive.
std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == '#') out += '\\';
        out += c == '\n' || c == '\r' ? ' ' : c;
    }
    return out;
}

/// A JSON string is a YAML scalar too.
std::string quoted(const std::string& text) {
    using nlohmann::json;
    return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string diagnostics(const CaseResult& result) {
    std::string block = "  ---\n";
    block += fmt::format("  verdict: {}\n", to_string(result.verdict));
    block += fmt::format("  message: {}\n", quoted(result.reason));
    block += fmt::format("  repeat: {}\n", quoted(result.repeat));
    block += "  explanation: |\n";
    std::istringstream lines(explanation(result));
    for (std::string line; std::getline(lines, line);) block += "    " + line + "\n";
    return block + "  ...\n";
}

std::string test_point(std::size_t number, const CaseResult& result) {
    const bool ok = result.verdict == Verdict::passed || result.verdict == Verdict::skipped;
    std::string line = fmt::format("{}ok {} - {}", ok ? "" : "not ", number, escaped(result.id));
    if (result.verdict == Verdict::skipped) line += " # SKIP " + escaped(result.reason);
    if (result.verdict == Verdict::known) line += " # TODO known: " + escaped(result.reason);
    line += '\n';
    return needs_attention(result.verdict) ? line + diagnostics(result) : line;
}

}  // namespace

std::string TapReport::text(const RunInfo& run, const RunSummary& summary) const {
    std::string out =
        fmt::format("TAP version 13\n1..{}\n# breakwire {}\n", summary.cases.size(), run.version);
    std::size_t number = 0;
    for (const CaseResult& result : summary.cases) out += test_point(++number, result);
    if (summary.interrupted) out += "Bail out! interrupted\n";
    return out + "# " + in_words(summary) + '\n';
}

}  // namespace breakwire::reports
