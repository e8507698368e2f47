#include "reports/explanation.hpp"

#include <fmt/format.h>

namespace breakwire::reports {

namespace {

std::string place(const Finding& finding) {
    if (finding.at.file.empty()) return "";
    return fmt::format("  ({}:{}:{})", finding.at.file.text(), finding.at.line, finding.at.column);
}

std::string describe(const Finding& finding) {
    if (finding.kind == Finding::Kind::law) {
        return fmt::format("broken law  {}: {}\n  seen      {} (at {})\n", finding.id,
                           finding.expected, finding.seen, to_seconds_text(finding.when));
    }
    if (finding.kind == Finding::Kind::fault) {
        return fmt::format("fault     {}: {}\n", finding.id, finding.seen);
    }
    return fmt::format("expected  {}{}\n  seen      {} (at {})\n", finding.expected, place(finding),
                       finding.seen, to_seconds_text(finding.when));
}

}  // namespace

std::string explanation(const CaseResult& result) {
    std::string out = fmt::format("{}\n", result.scenario);
    bool any = false;
    for (const Finding& finding : result.findings) {
        if (finding.held) continue;
        out += "  " + describe(finding);
        any = true;
    }
    if (!any) out += fmt::format("  because   {}\n", result.reason);
    const std::string left_out = left_out_text(result);
    if (!result.last_events.empty()) {
        out += left_out.empty() ? "  before it\n" : "  before it (not all was kept)\n";
    }
    for (const std::string& event : result.last_events) out += "    " + event + "\n";
    if (!result.folder.empty()) out += fmt::format("  record    {}\n", result.folder);
    if (!left_out.empty()) out += fmt::format("  note      {}\n", left_out);
    out += fmt::format("  repeat    {}", result.repeat);
    return out;
}

}  // namespace breakwire::reports
