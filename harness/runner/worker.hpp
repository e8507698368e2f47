#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "devices/boards/board_settings.hpp"
#include "harness/brokers/driver.hpp"
#include "harness/metrics/case_figures.hpp"
#include "harness/runner/slots.hpp"
#include "reports/case_result.hpp"
#include "scenarios/broker_lie.hpp"
#include "scenarios/scenario.hpp"
#include "sim/base/time_mode.hpp"

namespace breakwire::harness {

/// When the record of a case is written: as it happens, so that it survives the worker, or at the
/// end and only if the case did not pass and is worth it, which is faster.
enum class Recording { as_it_happens, of_failures };

/// One case, as a worker gets it. Workers are forked, so everything in it is shared by inheritance
/// and nothing is read from disk twice.
struct CaseJob {
    std::size_t index = 0;  ///< within the run, in the order cases were listed
    std::string id;         ///< "will/after_rst[3.1.1]"
    std::shared_ptr<const scenarios::Scenario> scenario;  ///< with the broker file laid over it
    mqtt::Version version{};
    std::uint64_t seed = 0;
    std::vector<std::uint64_t> mutations{};  ///< of the schedule that the seed draws, in turn
    TimeMode mode;
    bool real_tcp = false;  ///< virtual time: connections to the broker are real TCP
    std::shared_ptr<const BrokerDriver> driver;
    scenarios::BrokerTraits traits;                   ///< of the driver, asked once per run
    std::shared_ptr<const scenarios::BrokerLie> lie;  ///< what is told on its behalf; nothing: none
    /// The boards that play devices, by the names of these.
    std::map<std::string, std::shared_ptr<const devices::BoardSettings>> players{};
    std::string repeat;            ///< the command that repeats this case alone
    std::filesystem::path folder;  ///< the run folder, absolute; the pool makes it
    Recording recording = Recording::as_it_happens;
    /// Asked in the worker, of a case that did not pass, where records are of failures: whether
    /// somebody will look at this one. Nothing: yes.
    std::function<bool(const CaseJob& job, const reports::CaseResult& result)> worth_a_record{};
    Duration wall_limit{120s};  ///< wall time; past it the pool kills the worker

    // The pool sets these when the case gets its turn.
    std::filesystem::path scratch;  ///< a temp directory that vanishes with the worker
    AddressRange addresses;
    bool tells_figures = false;  ///< about once a second, and at its end
};

/// What is known of a case's result before it has run: everything but verdict, findings and times.
reports::CaseResult blank_result(const CaseJob& job);

/// What a run folder says of its case until that is over: it stays if the run is killed.
inline constexpr const char* not_over = "the run ended before this case did";

/// The name of the result in a run folder.
inline constexpr const char* result_file = "case.json";

/// Writes `result` into its run folder, whole or not at all. Throws EnvironmentError.
void write_result(const reports::CaseResult& result);

/// How a worker tells the runner what it is doing, for live display and metrics: lines of JSON over
/// a pipe.
class WorkerReport {
public:
    /// `pipe` stays the caller's. Writing to a runner that is gone does nothing.
    explicit WorkerReport(int pipe) : pipe_(pipe) {}

    /// `step` in words: "4/7 expect dashboard receives plant/1/state within 1 s".
    void progress(const std::string& step, Duration simulated);
    void figures(const CaseFigures& now);

private:
    int pipe_;
};

/// What a worker does, in the forked child: runs the case and leaves `case.json` (a CaseResult) and
/// the record in `job.folder`. Returns the worker's exit status: 0 if `case.json` is there.
/// An EnvironmentError makes the verdict *inconclusive*; any other exception or status, or a
/// signal, makes it *error*.
using WorkerBody = std::function<int(const CaseJob& job, WorkerReport& report)>;

}  // namespace breakwire::harness
