#include "reports/pcapng.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "sim/base/errors.hpp"
#include "sim/record/jsonl.hpp"

namespace breakwire::reports {

namespace fs = std::filesystem;

namespace {

/// What the section of a case says of it.
std::string summary_of(const CaseResult& result) {
    std::string text = fmt::format("{}: {}\n{}, MQTT {}, seed {}, {} time\n{}", result.id,
                                   result.scenario, result.broker, result.mqtt, result.seed,
                                   result.time_mode, to_string(result.verdict));
    if (!result.left_out.empty()) text += "\n" + left_out_text(result);
    if (!result.reason.empty()) text += ": " + result.reason;
    if (!result.repeat.empty()) text += "\nrepeat: " + result.repeat;
    return text;
}

Endpoint broker_of(const sim::RecordReader& record) {
    const Endpoint unknown{{127, 0, 0, 1}, 1883};
    const sim::Json& header = record.header();
    if (!header.is_object()) return unknown;
    return parse_endpoint(header.value("address", "")).value_or(unknown);
}

/// A record without its end, or with a mistake in it, is good up to there.
void read_events(sim::RecordReader& record, CaseCapture& capture, Comments& comments) {
    try {
        while (const auto event = record.next()) capture.see(*event);
        if (record.torn()) comments.push_back(*record.torn());
    } catch (const ConfigError& mistake) {
        comments.emplace_back(mistake.what());
    }
}

}  // namespace

Pcapng::~Pcapng() {
    if (!out_.is_open()) return;
    out_.close();
    std::error_code ignored;
    fs::remove(partial(), ignored);
}

void Pcapng::run_started(const RunInfo& run) {
    application_ = "breakwire " + run.version;
    out_.open(partial(), std::ios::binary | std::ios::trunc);
    if (!out_) fail();
    write(section_header(application_, {run.command}));
}

void Pcapng::case_finished(const CaseResult& result) {
    if (result.folder.empty()) return;  // it was not kept
    const fs::path file = fs::path(result.folder) / "record.jsonl";
    if (!fs::exists(file)) return;
    sim::RecordReader record(file);
    CaseCapture capture(broker_of(record), ports_);
    Comments comments{summary_of(result)};
    read_events(record, capture, comments);
    capture.tell_findings(result.findings);
    capture.finish();
    std::ranges::copy(capture.homeless(), std::back_inserter(comments));
    write_section(result, capture, std::move(comments));
}

void Pcapng::write_section(const CaseResult& result, const CaseCapture& capture,
                           Comments comments) {
    write(section_header(application_, comments));
    write(interface_description(result.id + " client", "at the devices' ends of connections"));
    write(interface_description(result.id + " broker", "at the broker's ends of connections"));
    for (const Frame& frame : capture.frames()) {
        const std::uint32_t interface = frame.tap == sim::Tap::client ? 0 : 1;
        write(
            enhanced_packet(interface, frame.at.time_since_epoch(), frame.octets, frame.comments));
    }
}

void Pcapng::run_finished(const RunSummary&) {
    out_.close();
    std::error_code failure;
    if (out_) fs::rename(partial(), path_, failure);
    if (!out_ || failure) fail();
}

void Pcapng::write(const Bytes& block) {
    out_.write(reinterpret_cast<const char*>(block.data()),
               static_cast<std::streamsize>(block.size()));
    if (!out_) fail();
}

void Pcapng::fail() const { throw EnvironmentError("cannot write the report " + path_.string()); }

}  // namespace breakwire::reports
