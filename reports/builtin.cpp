#include <iostream>

#include "reports/badge.hpp"
#include "reports/console.hpp"
#include "reports/coverage_report.hpp"
#include "reports/csv_report.hpp"
#include "reports/html/html.hpp"
#include "reports/json_report.hpp"
#include "reports/junit.hpp"
#include "reports/markdown.hpp"
#include "reports/pcapng.hpp"
#include "reports/tap_report.hpp"
#include "sim/base/errors.hpp"
#include "sim/base/suggest.hpp"

namespace breakwire::reports {

namespace {

struct Kind {
    const char* name;
    const char* help;
    std::unique_ptr<Reporter> (*make)(const std::string& file);
};

template <class T>
std::unique_ptr<Reporter> to_file(const std::string& file) {
    auto reporter = std::make_unique<T>();
    reporter->write_to(file);
    return reporter;
}

std::unique_ptr<Reporter> to_console(const std::string&) {
    return std::make_unique<Console>(std::cout, ConsoleStyle::of_stdout());
}

/// The table of all reporters.
constexpr Kind kinds[] = {
    {"badge", "one line; as FILE.svg a picture, as FILE.json for shields.io", to_file<Badge>},
    {"console", "for people at a terminal or reading a build log (no file)", to_console},
    {"coverage", "what is held, violated and not exercised of the standards (.html, .json, .md)",
     make_coverage_report},
    {"csv", "what was measured, a row for each run and measure, for R, pandas and spreadsheets",
     to_file<CsvReport>},
    {"html",
     "one page to look at, with every packet; FILE,records=SIZE is the room for passed cases",
     html_to_file},
    {"json", "the whole run as one document, for programs", to_file<JsonReport>},
    {"junit", "JUnit XML, for CI systems", to_file<Junit>},
    {"markdown", "for a job's summary or a merge request", to_file<Markdown>},
    {"pcapng", "every packet at both ends of the wire, for Wireshark and tshark", to_file<Pcapng>},
    {"tap", "Test Anything Protocol, version 13", to_file<TapReport>},
};

std::vector<std::string> names() {
    std::vector<std::string> out;
    for (const Kind& kind : kinds) out.emplace_back(kind.name);
    return out;
}

}  // namespace

std::unique_ptr<Reporter> make_reporter(const std::string& specification) {
    const auto colon = specification.find(':');
    const std::string name = specification.substr(0, colon);
    const std::string file =
        colon == std::string::npos ? std::string() : specification.substr(colon + 1);
    for (const Kind& kind : kinds) {
        if (name != kind.name) continue;
        if (file.empty() && name != "console") {
            throw ConfigError("report '" + specification + "' names no file: " + name + ":FILE");
        }
        return kind.make(file);
    }
    throw ConfigError("unknown report '" + name + "'" + suggestion(name, names()));
}

std::vector<std::pair<std::string, std::string>> reporter_kinds() {
    std::vector<std::pair<std::string, std::string>> out;
    for (const Kind& kind : kinds) out.emplace_back(kind.name, kind.help);
    return out;
}

}  // namespace breakwire::reports
