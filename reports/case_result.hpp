#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/place.hpp"
#include "sim/base/time.hpp"

namespace breakwire::reports {

/// In the order of weight for a run's exit code, lightest first.
enum class Verdict { passed, known, skipped, inconclusive, failed, error };

std::string to_string(Verdict verdict);
/// The inverse. Throws std::runtime_error for another word.
Verdict verdict_named(const std::string& name);
/// 0, 0, 0, 3, 1, 70.
int exit_code(Verdict verdict);

/// One expectation, law or fault and what became of it.
struct Finding {
    enum class Kind { expectation, law, fault, environment };
    Kind kind{};
    std::string id;        ///< the step's path, the sentence's id, the fault's number
    std::string expected;  ///< what was expected, or the sentence
    std::string seen;      ///< what was there instead
    bool held = false;
    Place at;                             ///< of the step
    Duration when{};                      ///< simulated time
    std::vector<std::uint64_t> evidence;  ///< numbers of events in the record
};

struct LawSummary {
    std::string id;
    std::string statement;
    std::uint64_t held = 0;
    std::uint64_t violated = 0;
};

/// What it takes to run a case again, beside its seed, version and time mode. Paths are absolute;
/// an empty one was not given.
struct Recipe {
    std::string version;  ///< of Breakwire
    std::string scenario_file;
    std::string broker_file;
    std::string deviations_file;
    bool no_deviations = false;
    bool real_tcp = false;
    Duration time_limit{};
    std::map<std::string, std::string> parameters{};  ///< of the scenario, as they were set
    std::string bench_file{};
    std::vector<std::string> cast{};            ///< as typed: "thermometer=node-7"
    std::string lie_file{};                     ///< which has the lie that the result names
    std::map<std::string, std::string> sha256;  ///< by file, in hexadecimal digits
};

/// A device of a case that was played by a board.
struct Player {
    std::string role;           ///< the device
    std::string board;          ///< its name on the bench
    std::string firmware = {};  ///< as its boot line said; may be empty
    std::string version = {};
    int boots = 0;  ///< how often it said one
};

/// "node-7, firmware node 1.2.0, 2 boots"; what is not known is left out.
std::string describe(const Player& player);

/// A figure that the scenario wanted to know of the run.
struct Measured {
    std::string name;
    std::string unit;             ///< "s", "octets", "share", "yes" (0 or 1)...
    std::optional<double> value;  ///< nothing: there was nothing to measure
};

/// How long something took that happened many times, as devices saw it in simulated time.
struct Latency {
    std::string what;  ///< "connect", "acknowledge", "deliver"
    std::uint64_t count = 0;
    Duration p50{};
    Duration p90{};
    Duration p99{};
    Duration p999{};
    Duration max{};
    Duration sum{};
    /// How many there were of each class of a LatencyHistogram, those classes that have any; empty
    /// in results of older versions.
    std::vector<std::pair<std::uint32_t, std::uint64_t>> classes{};
};

/// "deliver 12000 times: p50 1.2 ms, p90 ...".
std::string describe(const Latency& latency);
nlohmann::json latencies_to_json(const std::vector<Latency>& latencies);

struct CaseResult;
/// "the record leaves out 4950 of 5000 devices of fleets (1234 events, all judged)"; empty if it
/// leaves out nothing.
std::string left_out_text(const CaseResult& result);

/// One case, as `case.json` in its run folder keeps it. Reporters need this and the record beside
/// it, nothing else.
struct CaseResult {
    int schema = 1;
    std::string id;        ///< "will/after_rst[3.1.1]": what `--case` takes
    std::string scenario;  ///< its name, a sentence
    std::string file;
    std::string mqtt;
    std::string broker;  ///< "mosquitto 2.0.11"
    std::uint64_t seed = 0;
    std::string time_mode;    ///< "virtual", "wall", "scaled:20"
    std::string fingerprint;  ///< of the record; empty if the case did not come to its end
    std::vector<std::string> covers;
    std::vector<std::string> tags;
    Verdict verdict = Verdict::error;
    std::string reason;             ///< one line: why it is not passed
    std::vector<Finding> findings;  ///< broken ones first, then what held
    std::vector<LawSummary> laws;
    std::vector<Player> players;           ///< that are boards; all others are simulated
    std::vector<Latency> latencies;        ///< of a scenario with a fleet
    std::string shard;                     ///< "2/4" of the devices of its fleets; empty: all
    std::string lie;                       ///< what was told on the broker's behalf; empty: nothing
    std::uint64_t lie_hits = 0;            ///< how often that made a difference
    std::uint64_t drawn_faults = 0;        ///< of a campaign's schedule that the seed drew
    std::uint64_t missed_faults = 0;       ///< of those, which touched nothing
    std::vector<std::uint64_t> mutations;  ///< of that schedule, one after the other
    std::vector<std::uint32_t> states;     ///< of the protocol that a campaign's run has reached
    std::vector<Measured> measures;        ///< in the order of the scenario
    /// "4950 of 5000 devices of fleets": of what the record has nothing, though it was judged.
    /// Empty: it has everything.
    std::string left_out;
    std::uint64_t events_left_out = 0;
    std::vector<std::string> last_events;  ///< the last packets and faults before the failure
    std::string repeat;                    ///< the command that repeats it
    std::string folder;                    ///< of the run, absolute
    Recipe recipe;                         ///< empty in results of older versions
    Duration simulated{};
    Duration wall{};
    Duration late_p99{};
    Duration late_max{};
};

nlohmann::json to_json(const LawSummary& law);
nlohmann::json to_json(const Measured& measured);
Measured measured_from_json(const nlohmann::json& json);
nlohmann::json to_json(const CaseResult& result);
CaseResult case_result_from_json(const nlohmann::json& json);

}  // namespace breakwire::reports
