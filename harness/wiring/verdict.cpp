#include "harness/wiring/verdict.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <deque>

#include "sim/record/narrate.hpp"

namespace breakwire::harness {

namespace {

using reports::Finding;
using reports::Verdict;
using scenarios::StepOutcome;

constexpr std::size_t last_events_shown = 14;

void add_expectations(reports::CaseResult& result, const sim::Recorder& recorder) {
    for (const sim::Event& event : recorder.events()) {
        const auto* check = event.as<sim::CheckEvent>();
        if (check == nullptr) continue;
        result.findings.push_back({Finding::Kind::expectation, check->path, check->expected,
                                   check->seen, check->held, check->at, event.at.time_since_epoch(),
                                   check->evidence});
    }
}

void add_laws(reports::CaseResult& result, const std::vector<scenarios::LawFinding>& laws) {
    for (const scenarios::LawFinding& law : laws) {
        result.laws.push_back({law.id, law.statement, law.held, law.violations.size()});
        for (const scenarios::Violation& violation : law.violations) {
            result.findings.push_back({Finding::Kind::law,
                                       violation.id,
                                       law.statement,
                                       violation.text,
                                       false,
                                       {},
                                       violation.at.time_since_epoch(),
                                       violation.evidence});
        }
    }
}

void add_faults(reports::CaseResult& result, const std::vector<std::string>& never_hit) {
    for (const std::string& fault : never_hit) {
        result.findings.push_back({Finding::Kind::fault,
                                   fault,
                                   "the fault touches something",
                                   "it never hit anything",
                                   false,
                                   {},
                                   {},
                                   {}});
    }
}

void add_death(reports::CaseResult& result, const std::string& how, Instant when) {
    if (how.empty()) return;
    result.findings.push_back({Finding::Kind::environment,
                               "broker",
                               "the broker runs until it is told to stop",
                               "it ended by itself: " + how,
                               false,
                               {},
                               when.time_since_epoch(),
                               {}});
}

bool worth_showing(const sim::Event& event) {
    const auto* packet = event.as<sim::PacketSeen>();
    if (packet != nullptr) return packet->tap == sim::Tap::client;  // each packet once
    const auto* device = event.as<sim::DeviceEvent>();
    if (device != nullptr) return device->state == sim::DeviceState::note;
    return event.as<sim::FaultEvent>() != nullptr || event.as<sim::ConnectionSeen>() != nullptr ||
           event.as<sim::BrokerEvent>() != nullptr || event.as<sim::TlsSeen>() != nullptr ||
           event.as<sim::LookupSeen>() != nullptr;
}

/// Up to the moment of the first broken finding: what came later explains nothing.
void add_last_events(reports::CaseResult& result, const sim::Recorder& recorder) {
    Duration until = Duration::max();
    for (const Finding& finding : result.findings) {
        if (!finding.held && finding.when > Duration{}) until = std::min(until, finding.when);
    }
    std::deque<const sim::Event*> shown;
    for (const sim::Event& event : recorder.events()) {
        if (event.at.time_since_epoch() > until) break;
        if (!worth_showing(event)) continue;
        shown.push_back(&event);
        if (shown.size() > last_events_shown) shown.pop_front();
    }
    for (const sim::Event* event : shown) result.last_events.push_back(sim::narrate(*event));
}

const Finding* first_broken(const reports::CaseResult& result) {
    for (const Finding& finding : result.findings) {
        if (!finding.held && finding.kind != Finding::Kind::fault) return &finding;
    }
    return nullptr;
}

void decide(reports::CaseResult& result, Verdict verdict, std::string reason) {
    result.verdict = verdict;
    result.reason = std::move(reason);
}

std::string reason_of(const Finding& broken) {
    if (broken.kind == Finding::Kind::law) return fmt::format("{}: {}", broken.id, broken.seen);
    return fmt::format("expected: {}; seen: {}", broken.expected, broken.seen);
}

/// The heaviest cause decides; lateness alone keeps a case from failing.
void decide_verdict(reports::CaseResult& result, const CaseEnd& end) {
    const Finding* broken = first_broken(result);
    const bool late =
        end.lateness && end.late_limit > Duration{} && end.lateness->max > end.late_limit;
    if (!end.trouble.empty()) return decide(result, Verdict::inconclusive, end.trouble);
    if (broken != nullptr && late) {
        return decide(result, Verdict::inconclusive,
                      fmt::format("simulated time ran {} late, more than {}, so this proves "
                                  "nothing: {}",
                                  to_seconds_text(end.lateness->max), to_string(end.late_limit),
                                  reason_of(*broken)));
    }
    if (broken != nullptr) return decide(result, Verdict::failed, reason_of(*broken));
    if (end.outcome.kind == StepOutcome::Kind::failed) {
        return decide(result, Verdict::failed, end.outcome.detail);
    }
    if (end.outcome.kind == StepOutcome::Kind::unworkable) {
        return decide(result, Verdict::inconclusive, end.culprit + ": " + end.outcome.detail);
    }
    if (!end.never_hit.empty()) {
        return decide(
            result, Verdict::inconclusive,
            fmt::format("a fault never hit anything: {}", fmt::join(end.never_hit, ", ")));
    }
    decide(result, Verdict::passed, "");
}

}  // namespace

void judge(reports::CaseResult& result, const CaseEnd& end, const sim::Recorder& recorder) {
    add_expectations(result, recorder);
    add_laws(result, end.laws);
    add_faults(result, end.never_hit);
    const auto& events = recorder.events();
    add_death(result, end.broker_death, events.empty() ? Instant{} : events.back().at);
    std::stable_partition(result.findings.begin(), result.findings.end(),
                          [](const Finding& finding) { return !finding.held; });
    if (end.lateness) {
        result.late_p99 = end.lateness->p99;
        result.late_max = end.lateness->max;
    }
    decide_verdict(result, end);
    add_last_events(result, recorder);
}

}  // namespace breakwire::harness
