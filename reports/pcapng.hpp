#pragma once

#include <filesystem>
#include <fstream>

#include "reports/case_capture.hpp"
#include "reports/reporter.hpp"

namespace breakwire::reports {

/// Writes a pcapng capture (version 1.0) of everything that passed on the wire, for Wireshark and
/// tshark: MQTT over TCP over IPv4, at simulated time (0 is 1970).
///
/// A case is a section with two interfaces, `ID client` and `ID broker`: the same connections as
/// seen at either end, each under a client port of its own. MQTT's octets are those of the record,
/// malformed ones included; IP and TCP around them are made up. Steps, faults, outcomes and broken
/// laws are comments of the packets they concern (`frame.comment` in a filter), and the section's
/// comment says what the case is, its verdict and how to repeat it.
///
/// A case is written as soon as it is told of, from the record in its run folder; one without a
/// record has no section. Throws EnvironmentError if the file cannot be written.
class Pcapng final : public Reporter {
public:
    ~Pcapng() override;

    void write_to(std::filesystem::path path) { path_ = std::move(path); }

    void run_started(const RunInfo& run) override;
    void case_finished(const CaseResult& result) override;
    void run_finished(const RunSummary& summary) override;

private:
    std::filesystem::path partial() const { return path_.string() + ".part"; }
    void write(const Bytes& block);
    void write_section(const CaseResult& result, const CaseCapture& capture, Comments comments);
    [[noreturn]] void fail() const;

    std::filesystem::path path_;
    std::ofstream out_;
    std::string application_;
    PortNumbers ports_;
};

}  // namespace breakwire::reports
