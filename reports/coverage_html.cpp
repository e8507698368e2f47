#include <fmt/format.h>

#include <array>

#include "reports/coverage_report.hpp"
#include "reports/xml.hpp"

namespace breakwire::reports {

namespace {

constexpr const char* page_head = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Coverage of MQTT</title>
<style>
:root { color-scheme: light dark; --ink: #1c2126; --dim: #5d6670; --line: #d8dde2; --page: #fff;
  --held: #1a7f4b; --violated: #c0262d; --in_doubt: #9a6700; --not_exercised: #8b949e; }
@media (prefers-color-scheme: dark) { :root { --ink: #dfe4e8; --dim: #98a2ac; --line: #343b42;
  --page: #15191d; --held: #4cc38a; --violated: #ff6b6b; --in_doubt: #e3b341; --not_exercised: #6e7781; } }
body { font: 14px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--page);
  max-width: 75rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.1rem; margin: 1.5rem 0 .4rem; }
p, label { color: var(--dim); } code { font-size: .92em; }
.bar { display: flex; gap: 2px; height: .8rem; border-radius: .4rem; overflow: hidden; }
.bar span { min-width: 2px; }
.bar .held { background: var(--held); } .bar .violated { background: var(--violated); }
.bar .in_doubt { background: var(--in_doubt); }
.bar .not_exercised { background: var(--not_exercised); opacity: .45; }
label { margin-right: 1rem; white-space: nowrap; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; position: sticky; top: 0; background: var(--page); }
th, td { padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td:first-child, td:nth-child(2) { white-space: nowrap; font-variant-numeric: tabular-nums; }
td:nth-child(2) { font-weight: 600; } td small { color: var(--dim); display: block; }
tr.held td:nth-child(2) { color: var(--held); } tr.violated td:nth-child(2) { color: var(--violated); }
tr.in_doubt td:nth-child(2) { color: var(--in_doubt); }
tr.not_exercised td:nth-child(2) { color: var(--dim); font-weight: 400; }
tr:target { outline: 2px solid var(--in_doubt); }
#held:checked ~ main tbody tr:not(.held), #violated:checked ~ main tbody tr:not(.violated),
#in_doubt:checked ~ main tbody tr:not(.in_doubt),
#not_exercised:checked ~ main tbody tr:not(.not_exercised) { display: none; }
</style>
</head>
<body>
)";

/// A standing as the page shows it: its class, a sign that needs no colour, and the word.
struct Look {
    Standing standing;
    const char* name;
    const char* sign;
};

constexpr std::array looks{
    Look{Standing::held, "held", "✓"}, Look{Standing::violated, "violated", "✗"},
    Look{Standing::in_doubt, "in_doubt", "?"}, Look{Standing::not_exercised, "not_exercised", "○"}};

const Look& look_of(Standing standing) {
    return *std::find_if(looks.begin(), looks.end(),
                         [&](const Look& look) { return look.standing == standing; });
}

std::string choices() {
    std::string out =
        "<input type=\"radio\" name=\"show\" id=\"all\" checked><label for=\"all\">all</label>\n";
    for (const Look& look : looks) {
        out += fmt::format(
            "<input type=\"radio\" name=\"show\" id=\"{0}\"><label for=\"{0}\">{1} {2}</label>\n",
            look.name, look.sign, to_string(look.standing));
    }
    return out;
}

std::string bar(const Coverage& coverage, mqtt::Version standard) {
    std::string segments;
    std::string words;
    for (const Look& look : looks) {
        const std::size_t count = coverage.count(standard, look.standing);
        if (count == 0) continue;
        segments += fmt::format("<span class=\"{}\" style=\"flex: {}\"></span>", look.name, count);
        words += fmt::format("{}{} {}", words.empty() ? "" : ", ", count, to_string(look.standing));
    }
    return fmt::format(
        "<div class=\"bar\" aria-hidden=\"true\">{}</div>\n<p>{} of {} statements</p>\n", segments,
        words, coverage.count(standard));
}

std::string table(const Coverage& coverage, std::optional<mqtt::Version> standard) {
    std::string out =
        "<table>\n<thead><tr><th>statement</th><th>standing</th><th>in short</th>"
        "<th>binds</th></tr></thead>\n<tbody>\n";
    for (const Covered& row : coverage.rows) {
        if (row.statement.standard() != standard) continue;
        const Look& look = look_of(row.standing());
        const std::string evidence = evidence_of(row);
        out += fmt::format(
            "<tr id=\"{0}\" class=\"{1}\"><td>{0}</td><td>{2} {3}</td><td>{4}{5}</td><td>{6}</td>"
            "</tr>\n",
            row.statement.id, look.name, look.sign, to_string(look.standing),
            xml_text(row.statement.text),
            evidence.empty() ? "" : "<small>" + xml_text(evidence) + "</small>",
            mqtt::to_string(row.statement.binds));
    }
    return out + "</tbody>\n</table>\n";
}

std::string main_of(const Coverage& coverage) {
    std::string out = "<main>\n";
    for (const mqtt::Version standard : coverage.standards()) {
        out += fmt::format("<h2>MQTT {}</h2>\n{}{}", mqtt::to_string(standard),
                           bar(coverage, standard), table(coverage, standard));
    }
    return out + "<h2>Beyond the standards</h2>\n" + table(coverage, std::nullopt) + "</main>\n";
}

}  // namespace

std::string coverage_html(const CoverageOf& what) {
    return fmt::format(
        "{}<h1>Coverage of MQTT</h1>\n<p>{} cases on {}, by <code>{}</code>, Breakwire {}. "
        "The sentences are reminders in our own words; the standards' text is what counts.</p>\n"
        "{}{}</body>\n</html>\n",
        page_head, what.summary.cases.size(), xml_text(brokers_in_words(what.summary)),
        xml_text(what.run.command), xml_text(what.run.version), choices(), main_of(what.coverage));
}

}  // namespace breakwire::reports
