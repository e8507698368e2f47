#include "harness/cli/case_jobs.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "harness/cli/expected_time.hpp"
#include "harness/cli/surroundings.hpp"
#include "harness/cli/told_lie.hpp"

namespace breakwire::harness {

CaseJob CaseJobs::make(const Case& one) {
    const BrokerChoice::Chosen& broker = brokers_.of(one.scenario->broker.driver);
    CaseJob job;
    job.id = one.id;
    job.scenario = one.scenario;
    job.version = one.version;
    job.seed = one.seed;
    job.mutations = one.mutations;
    job.driver = broker.driver;
    job.traits = broker.traits;
    job.lie = settings_.lie;
    const TimeChoice choice = time_of(*one.scenario, one.version);
    job.players = cast_of(*one.scenario, one.version).players;
    job.mode = choice.mode;
    job.wall_limit = limit_of(one, job.mode);
    job.real_tcp = settings_.real_tcp && job.mode.jumps();
    if (job.mode.jumps()) job.traits.promptness = job.traits.promptness_virtual;
    if (!choice.why.empty()) not_virtual_.insert(choice.why);
    return job;
}

Duration CaseJobs::limit_of(const Case& one, const TimeMode& mode) const {
    if (mode.jumps()) return settings_.wall_limit;
    const std::chrono::duration<double, Duration::period> simulated = expected_time(one).most;
    return settings_.wall_limit + std::chrono::duration_cast<Duration>(simulated / mode.factor);
}

std::string CaseJobs::obstacle(const CaseJob& job) {
    const std::vector<std::string> lacks =
        lacking(*job.scenario, job.version, brokers_.of(job.scenario->broker.driver));
    if (!lacks.empty()) {
        return fmt::format("{} {} lacks {}", job.traits.name, job.traits.version,
                           fmt::join(lacks, ", "));
    }
    if (job.lie && lacks_ability(*job.lie, job.traits)) {
        return fmt::format("{} {} lacks what the lie {} is about", job.traits.name,
                           job.traits.version, job.lie->id);
    }
    const std::string& uncast = cast_of(*job.scenario, job.version).obstacle;
    if (!uncast.empty()) return uncast;
    std::string missing = programs_.of(*job.scenario).missing;
    if (!missing.empty()) return missing;
    const TimeChoice time = time_of(*job.scenario, job.version);
    return time.conflict.empty() ? unmet_need(*job.scenario, time.mode) : time.conflict;
}

bool CaseJobs::mostly_virtual(const std::vector<Case>& cases) {
    const auto in_virtual_time = std::ranges::count_if(cases, [this](const Case& one) {
        return time_of(*one.scenario, one.version).mode.jumps();
    });
    return 2 * static_cast<std::size_t>(in_virtual_time) > cases.size();
}

bool CaseJobs::any_board(const std::vector<Case>& cases) {
    return std::ranges::any_of(cases, [this](const Case& one) {
        return !cast_of(*one.scenario, one.version).players.empty();
    });
}

const Casting::Outcome& CaseJobs::cast_of(const scenarios::Scenario& scenario,
                                          mqtt::Version version) {
    const Matter matter{&scenario, version};
    const auto known = casts_.find(matter);
    if (known != casts_.end()) return known->second;
    return casts_.emplace(matter, casting_.cast(scenario, version)).first->second;
}

TimeChoice CaseJobs::time_of(const scenarios::Scenario& scenario, mqtt::Version version) {
    std::string unled = programs_.of(scenario).unled;
    const Players& players = cast_of(scenario, version).players;
    if (!players.empty()) unled = players.begin()->second->name + " is a board";
    return choose_time(settings_.time, scenario, brokers_.of(scenario.broker.driver).traits, unled);
}

}  // namespace breakwire::harness
