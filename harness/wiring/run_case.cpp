#include "harness/wiring/run_case.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "harness/brokers/text_file.hpp"
#include "harness/cli/kinds.hpp"
#include "harness/runner/one_processor.hpp"
#include "harness/runner/own_disk.hpp"
#include "harness/wiring/case_world.hpp"
#include "harness/wiring/director.hpp"
#include "harness/wiring/drain.hpp"
#include "harness/wiring/fleet_pulse.hpp"
#include "harness/wiring/verdict.hpp"
#include "scenarios/campaign/drawn.hpp"
#include "scenarios/campaign/reached_states.hpp"
#include "scenarios/language/load.hpp"
#include "scenarios/language/yaml_text.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace {

/// Simulated time this far behind the wall clock says nothing about a broker any more.
constexpr Duration default_late_limit = 1s;

/// Far more than a broker writes in a case, and little to fill.
constexpr DataSize own_disk_size{16 * 1024 * 1024};

bool is_worth_a_record(const CaseJob& job, const reports::CaseResult& result) {
    if (result.verdict == reports::Verdict::passed) return false;
    return !job.worth_a_record || job.worth_a_record(job, result);
}

/// One case from its first step to its verdict.
class Play {
public:
    /// `by_luck`: its faults come by luck, so that some may touch nothing.
    Play(const CaseJob& job, WorkerReport& report, bool by_luck)
        : job_(job),
          report_(report),
          by_luck_(by_luck),
          measures_(scenarios::make_measures(*job.scenario, known_kinds().language().faults)),
          world_(job),
          director_(world_, scenarios::make_steps(*job.scenario, world_.fault_kinds()),
                    [this](const std::string& step) {
                        step_ = step;
                        report_.progress(fleet_ + step_, simulated());
                    }) {
        world_.recorder().listen([this](const sim::Event& event) {
            for (const auto& measure : measures_) measure->see(event);
            if (by_luck_) states_.see(event);
            if (has_fleet()) pulse_.see(event);
        });
        world_.process().on_death([this](const std::string& how) { died_ = how; });
    }

    void perform() {
        world_.process().start([this](const std::string& problem) {
            if (!problem.empty()) trouble_ = "the broker did not start: " + problem;
            if (trouble_.empty()) director_.begin();
        });
        run_until([this] { return director_.finished() || !died_.empty(); });
        end_ = conclusion();
        if (trouble_.empty()) drain();
        world_.boards().tell_surprises();
        if (job_.tells_figures) report_.figures(world_.figures());
        finish_laws();
    }

    void judge(reports::CaseResult& result) {
        world_.boards().describe(result.players);
        result.simulated = simulated();
        result.missed_faults = missed_;
        result.states = states_.numbers();
        result.lie_hits = world_.lie_hits();
        for (scenarios::Measurement& each : scenarios::taken(measures_)) {
            result.measures.push_back({std::move(each.name), std::move(each.unit), each.value});
        }
        result.latencies = world_.latencies();
        harness::judge(result, end_, world_.recorder());
        if (is_worth_a_record(job_, result)) world_.write_record();
        world_.describe_record(result);
        result.fingerprint = world_.fingerprint();
    }

private:
    bool has_fleet() const { return !job_.scenario->fleets.empty(); }

    /// About once a second of wall time, says how devices are doing.
    void tell_of_devices() {
        if (!has_fleet() && !job_.tells_figures) return;
        if (!pulse_.is_due(FleetPulse::WallClock::now())) return;
        if (job_.tells_figures) report_.figures(world_.figures());
        if (has_fleet()) tell_of_fleet();
    }

    void tell_of_fleet() {
        fleet_ = pulse_.text({world_.devices().size(), world_.connected()}, world_.latencies(),
                             world_.timers().now()) +
                 "; ";
        report_.progress(fleet_ + step_, simulated());
    }

    Duration simulated() { return world_.timers().now().time_since_epoch(); }

    void run_until(const std::function<bool()>& over) {
        const bool alive = world_.simulation().driver->run([&] {
            if (trouble_.empty()) trouble_ = world_.boards().trouble();
            tell_of_devices();
            world_.let_go();
            return over() || !trouble_.empty();
        });
        if (!alive) trouble_ = "nothing can happen any more, and the scenario is not over";
    }

    /// The network's own faults end first: laws judge what a healthy wire brings in the end.
    void drain() {
        world_.simulation().faults.remove_all();
        Drain drain(world_.timers(), world_.recorder(), job_.mode);
        drain.begin();
        run_until([&] { return drain.finished(); });
    }

    CaseEnd conclusion() {
        CaseEnd end;
        end.trouble = trouble_;
        end.broker_death = died_;
        end.outcome = director_.outcome();
        if (director_.culprit() != nullptr) end.culprit = director_.culprit()->text();
        end.late_limit = job_.scenario->late_limit.value_or(default_late_limit);
        return end;
    }

    void finish_laws() {
        end_.trouble = trouble_;
        end_.never_hit = world_.simulation().faults.never_hit();
        for (std::string& lie : world_.simulation().lies.never_hit()) {
            end_.never_hit.push_back(std::move(lie));
        }
        if (by_luck_) missed_ = std::exchange(end_.never_hit, {}).size();
        end_.laws = scenarios::finish_laws(world_.laws(), world_.timers().now());
        if (by_luck_) states_.add(end_.laws);
        end_.lateness = world_.simulation().driver->lateness();
        if (end_.lateness) world_.recorder().add(*end_.lateness);
    }

    const CaseJob& job_;
    WorkerReport& report_;
    bool by_luck_;
    std::size_t missed_ = 0;
    scenarios::ReachedStates states_;
    /// Before the world, which tells them of events as long as it is there.
    std::vector<std::unique_ptr<scenarios::Measure>> measures_;
    FleetPulse pulse_;
    std::string fleet_;  ///< how it is doing, as was told last
    std::string step_;   ///< that is under way
    CaseWorld world_;
    Director director_;
    CaseEnd end_;
    std::string trouble_;
    std::string died_;
};

/// How many faults stand among the steps that a campaign's seed has added.
std::uint64_t drawn_faults(const scenarios::Scenario& scenario, const scenarios::Scenario& drawn) {
    const auto& steps = drawn.steps.items;
    return static_cast<std::uint64_t>(
        std::count_if(steps.begin() + static_cast<std::ptrdiff_t>(scenario.steps.items.size()),
                      steps.end(), [](const Node& step) { return step.find("fault") != nullptr; }));
}

/// A campaign that has come to an end without passing leaves itself as an ordinary scenario.
void leave_scenario(const CaseJob& job, const reports::CaseResult& result) {
    if (!job.scenario->campaign || !is_worth_a_record(job, result)) return;
    const Node written = scenarios::written_out(*job.scenario, job.version, job.seed,
                                                known_kinds().language().faults, job.mutations);
    write_text(job.folder / drawn_file, scenarios::yaml_text(written));
}

/// Plays the case with its faults drawn, if it is one of a campaign.
void play(const CaseJob& job, WorkerReport& report, reports::CaseResult& result) {
    CaseJob as_drawn = job;
    if (job.scenario->campaign) {
        auto scenario = scenarios::drawn(*job.scenario, job.seed, known_kinds().language().faults,
                                         job.mutations);
        result.drawn_faults = drawn_faults(*job.scenario, scenario);
        as_drawn.scenario = std::make_shared<const scenarios::Scenario>(std::move(scenario));
    }
    Play play(as_drawn, report, job.scenario->campaign.has_value());
    play.perform();
    play.judge(result);
    leave_scenario(job, result);
}

}  // namespace

int run_case(const CaseJob& job, WorkerReport& report) {
    const auto began = std::chrono::steady_clock::now();
    reports::CaseResult result = blank_result(job);
    // Cases that run at the same time have different ranges of addresses.
    if (job.mode.jumps()) stay_on_one_processor(job.addresses.number());
    try {
        if (job.scenario->needs.contains("own_disk")) enter_own_disk(job.scratch, own_disk_size);
        play(job, report, result);
    } catch (const EnvironmentError& error) {
        result.verdict = reports::Verdict::inconclusive;
        result.reason = error.what();
    }
    result.wall = std::chrono::steady_clock::now() - began;
    write_result(result);
    return 0;
}

}  // namespace breakwire::harness
