#include "reports/html/html.hpp"

#include <fmt/format.h>

#include <ctime>

#include "reports/html/compact_record.hpp"
#include "reports/html/packing.hpp"
#include "reports/html/page.hpp"
#include "reports/html/run_data.hpp"
#include "sim/base/errors.hpp"
#include "sim/base/suggest.hpp"

namespace breakwire::reports {

namespace fs = std::filesystem;

namespace {

/// A record shrinks to about a thirtieth in a report; that of one passed case may fill a quarter of
/// the room. Larger ones are not even read: that takes longer than the case did.
constexpr std::uint64_t octets_per_room = 30 / 4;

/// A record without its end, or with a mistake in it, is good up to there; the mistake is returned.
std::string read_events(sim::RecordReader& record, CompactRecord& compact) {
    try {
        while (const auto event = record.next()) compact.add(*event);
    } catch (const ConfigError& mistake) {
        return mistake.what();
    }
    return record.torn().value_or("");
}

std::string packed_record(const fs::path& file) {
    sim::RecordReader record(file);
    CompactRecord compact;
    const std::string note = read_events(record, compact);
    return pack(compact.text(record.header(), note));
}

/// Data that no browser takes for a program.
std::string element(const std::string& attributes, std::string_view packed) {
    return fmt::format("<script type=\"text/plain\" {}>{}</script>\n", attributes, packed);
}

}  // namespace

void Html::case_finished(const CaseResult& result) {
    if (result.folder.empty()) return;  // it was not kept
    const fs::path file = fs::path(result.folder) / "record.jsonl";
    std::error_code absent;
    const std::uintmax_t size = fs::file_size(file, absent);
    if (absent || size == 0) return;
    const bool passed = result.verdict == Verdict::passed || result.verdict == Verdict::skipped;
    if (passed && size / octets_per_room > records_.bytes) return;
    shelf_.add(result.folder, passed, packed_record(file));
}

std::string Html::text(const RunInfo& run, const RunSummary& summary) const {
    std::string out(page().before_data);
    out += element("id=\"run\"", pack(run_data(run, summary, std::time(nullptr))));
    for (std::size_t i = 0; i < summary.cases.size(); ++i) {
        const std::string* packed = shelf_.find(summary.cases[i].folder);
        if (packed != nullptr) out += element(fmt::format("id=\"record-{}\"", i), *packed);
    }
    return out += page().after_data;
}

std::unique_ptr<Reporter> html_to_file(const std::string& specification) {
    const std::string key = "records";
    const auto comma = specification.find(',');
    const auto equals = specification.find('=', comma == specification.npos ? 0 : comma);
    DataSize records = Html::default_records;
    if (comma != specification.npos) {
        const std::string typed = specification.substr(comma + 1, equals - comma - 1);
        if (typed != key) {
            throw ConfigError("unknown option '" + typed + "' of the html report" +
                              suggestion(typed, {key}));
        }
        const std::string value =
            equals == specification.npos ? "" : specification.substr(equals + 1);
        const auto size = parse_size(value);
        if (!size) {
            throw ConfigError("the html report's records: expected a size such as 20MiB, got '" +
                              value + "'");
        }
        records = *size;
    }
    auto reporter = std::make_unique<Html>(records);
    reporter->write_to(specification.substr(0, comma));
    return reporter;
}

}  // namespace breakwire::reports
