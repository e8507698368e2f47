#pragma once

#include <boost/asio/io_context.hpp>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>

#include "harness/brokers/broker_host.hpp"
#include "harness/brokers/driver.hpp"
#include "harness/brokers/file_watch.hpp"
#include "sim/base/timers.hpp"
#include "sim/record/recorder.hpp"

namespace breakwire::harness {

/// What a broker process lives in; all of it must outlive the process.
struct BrokerSurroundings {
    boost::asio::io_context& io;
    sim::TimeDriver& driver;
    Timers& timers;
    sim::Recorder& recorder;
    BrokerHost& host;
};

/// A broker under test: started, stopped, killed, paused and told things, as often as a scenario
/// likes. Its configuration is written once, so what it keeps on disk survives a restart.
///
/// Every operation returns at once and calls `done` exactly once, with what went wrong or with
/// nothing: when it is over, or at once if it cannot begin. One at a time. States go to the record
/// as BrokerEvent, lines of its log as BrokerLog and, with the simulated time, to `log_file`. The
/// process goes with this object.
class BrokerProcess {
public:
    using Done = std::function<void(const std::string& problem)>;
    using OnDeath = std::function<void(const std::string& how)>;

    /// Writes the broker's files. Throws EnvironmentError.
    BrokerProcess(const BrokerSurroundings& around, const BrokerDriver& driver,
                  const scenarios::BrokerSection& section, const LaunchSite& site,
                  const std::filesystem::path& log_file);
    ~BrokerProcess();
    BrokerProcess(const BrokerProcess&) = delete;
    BrokerProcess& operator=(const BrokerProcess&) = delete;

    /// Called when the broker ends though nobody told it to, once it had been ready.
    void on_death(OnDeath listener) { on_death_ = std::move(listener); }

    /// Until it serves clients. An end that is under way comes first: by a clock, a broker that was
    /// killed is there for a while.
    void start(Done done);
    void crash(Done done);   ///< SIGKILL, until it is gone
    void stop(Done done);    ///< SIGTERM, until it is gone; SIGKILL past `limit`
    void pause(Done done);   ///< until it does not run any more
    void resume(Done done);  ///< as if nothing had been
    void reload(Done done);  ///< until what it reads next is judged by the new configuration
    void save(Done done);    ///< until its database is on disk

    bool running() const { return around_.host.running(); }
    /// Its number while it is running.
    pid_t process() const { return around_.host.process(); }

    /// How long each operation may take; its plan says so of the start.
    static constexpr Duration limit = 10s;

private:
    void start_after_end(Done done);
    void launch();
    void ready(const std::string& problem);
    void heard(std::string_view line);
    void ended(const sim::ChildExit& exit);
    void tell(const std::optional<SignalCommand>& command, sim::BrokerState state,
              const std::string& what, Done done);
    void await(const SignalCommand& command, sim::BrokerState state);
    void send(int number, sim::BrokerState when_gone, Done done);

    /// Whether an operation may begin now; tells `done` why not.
    bool admit(bool wants_running, const Done& done);
    void begin(Done done, const std::string& what, Duration within = limit);
    void finish(const std::string& problem);
    void record(sim::BrokerState state, const std::string& detail = {});
    std::string last_words() const;

    BrokerSurroundings around_;
    LaunchPlan plan_;
    std::string broker_;  ///< "mosquitto 2.0.11"
    std::ofstream log_;
    bool brief_log_;
    OnDeath on_death_;

    std::unique_ptr<FileWatch> watch_;
    std::deque<std::string> last_lines_;
    bool paused_ = false;
    std::optional<sim::BrokerState> awaited_end_;  ///< we have told it to end

    // The operation under way.
    Done done_;
    Timers::Id deadline_ = 0;
    std::string awaited_line_;
    bool kill_if_it_fails_ = false;
    sim::BrokerState awaited_state_{};
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace breakwire::harness
