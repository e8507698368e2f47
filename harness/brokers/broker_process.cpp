#include "harness/brokers/broker_process.hpp"

#include <boost/asio/post.hpp>
#include <csignal>

namespace breakwire::harness {

using sim::BrokerState;

namespace {

constexpr std::size_t last_lines_max = 5;

sim::ChildCommand command(const LaunchPlan& plan) {
    sim::ChildCommand command;
    command.arguments = {plan.program.string()};
    command.arguments.insert(command.arguments.end(), plan.arguments.begin(), plan.arguments.end());
    command.environment = {plan.environment.begin(), plan.environment.end()};
    command.directory = plan.folder;
    command.has_threads = plan.has_threads;
    return command;
}

}  // namespace

BrokerProcess::BrokerProcess(const BrokerSurroundings& around, const BrokerDriver& driver,
                             const scenarios::BrokerSection& section, const LaunchSite& site,
                             const std::filesystem::path& log_file)
    : around_(around),
      plan_(driver.prepare(section, site)),
      broker_(driver.name_and_version()),
      log_(log_file),
      brief_log_(site.brief_log) {
    if (!log_) throw EnvironmentError("cannot write " + log_file.string());
}

BrokerProcess::~BrokerProcess() {
    *alive_ = false;
    around_.host.end();
    around_.timers.cancel(deadline_);
}

// --- operations -----------------------------------------------------------------------------

void BrokerProcess::start(Done done) {
    if (done_ && awaited_end_) return start_after_end(std::move(done));
    if (!admit(/*wants_running=*/false, done)) return;
    begin(std::move(done), "become ready", plan_.start_limit);
    kill_if_it_fails_ = true;
    awaited_line_ = plan_.ready_log;
    awaited_state_ = BrokerState::ready;
    record(BrokerState::starting);
    // A child is not started from inside the kernel, where steps run.
    boost::asio::post(around_.io, [this, alive = alive_] {
        if (!*alive) return;
        around_.driver.enter();
        launch();
    });
}

void BrokerProcess::start_after_end(Done done) {
    done_ = [this, ended = std::move(done_), done = std::move(done)](const std::string& problem) {
        ended(problem);
        problem.empty() ? start(done) : done(problem);
    };
}

void BrokerProcess::launch() {
    try {
        around_.host.launch(command(plan_), plan_.address,
                            {[this](std::string_view line) { heard(line); },
                             [this](const sim::ChildExit& exit) { ended(exit); },
                             [this](const std::string& problem) {
                                 if (plan_.ready_log.empty() || !problem.empty()) ready(problem);
                             }});
    } catch (const EnvironmentError& problem) {
        finish(problem.what());
    }
}

void BrokerProcess::ready(const std::string& problem) {
    if (problem.empty()) record(BrokerState::ready, broker_);
    finish(problem);
}

void BrokerProcess::crash(Done done) { send(SIGKILL, BrokerState::crashed, std::move(done)); }

void BrokerProcess::stop(Done done) { send(SIGTERM, BrokerState::exited, std::move(done)); }

void BrokerProcess::send(int number, BrokerState when_gone, Done done) {
    if (!admit(/*wants_running=*/true, done)) return;
    begin(std::move(done), "end");
    awaited_end_ = when_gone;
    kill_if_it_fails_ = true;
    if (number == SIGTERM) record(BrokerState::stopping);
    around_.host.signal(number);
    // A stopped process does not see SIGTERM.
    if (std::exchange(paused_, false)) around_.host.resume();
}

void BrokerProcess::pause(Done done) {
    if (!admit(/*wants_running=*/true, done)) return;
    begin(std::move(done), "stop running");
    paused_ = true;
    around_.host.pause([this] {
        record(BrokerState::paused);
        finish({});
    });
}

void BrokerProcess::resume(Done done) {
    if (!admit(/*wants_running=*/true, done)) return;
    begin(std::move(done), "go on");
    paused_ = false;
    around_.host.resume();
    record(BrokerState::resumed);
    finish({});
}

void BrokerProcess::reload(Done done) {
    tell(plan_.reload, BrokerState::reloaded, "reload", std::move(done));
}

void BrokerProcess::save(Done done) {
    tell(plan_.save, BrokerState::saved, "save", std::move(done));
}

void BrokerProcess::tell(const std::optional<SignalCommand>& command, BrokerState state,
                         const std::string& what, Done done) {
    if (!admit(/*wants_running=*/true, done)) return;
    if (!command) return done("this broker, set up as it is, cannot " + what);
    begin(std::move(done), what);
    try {
        await(*command, state);
    } catch (const EnvironmentError& problem) {
        return finish(problem.what());
    }
    around_.host.signal(command->signal);
}

void BrokerProcess::await(const SignalCommand& command, BrokerState state) {
    awaited_state_ = state;
    awaited_line_ = command.log_line;
    if (command.file.empty()) return;
    watch_ = std::make_unique<FileWatch>(around_.io, around_.driver, command.file, [this, state] {
        record(state);
        finish({});
    });
}

// --- what comes from the process ------------------------------------------------------------

void BrokerProcess::heard(std::string_view line) {
    log_ << to_seconds_text(around_.timers.now().time_since_epoch()) << "  " << line << '\n';
    // As it happens, so that the file survives the worker.
    if (!brief_log_) log_.flush();
    around_.recorder.add(sim::BrokerLog{std::string(line)});
    last_lines_.emplace_back(line);
    if (last_lines_.size() > last_lines_max) last_lines_.pop_front();
    if (!awaited_line_.empty() && line.find(awaited_line_) != std::string_view::npos) {
        if (awaited_state_ == BrokerState::ready) return ready({});
        record(awaited_state_);
        finish({});
    }
}

void BrokerProcess::ended(const sim::ChildExit& exit) {
    paused_ = false;
    const std::optional<BrokerState> awaited = std::exchange(awaited_end_, std::nullopt);
    record(awaited.value_or(exit.signal != 0 ? BrokerState::crashed : BrokerState::exited),
           exit.text());
    if (awaited) {
        const bool clean = *awaited == BrokerState::crashed ||
                           (exit.signal == 0 && exit.code == plan_.stop_status);
        if (done_) finish(clean ? "" : "it ended with " + exit.text() + last_words());
        return;
    }
    const std::string how = "it ended by itself with " + exit.text() + last_words();
    if (done_) return finish(how);
    if (on_death_) on_death_(how);
}

std::string BrokerProcess::last_words() const {
    std::string words;
    for (const std::string& line : last_lines_) words += (words.empty() ? ": " : " | ") + line;
    return words;
}

// --- the operation under way ----------------------------------------------------------------

bool BrokerProcess::admit(bool wants_running, const Done& done) {
    if (done_) {
        done("the broker is busy with what it was told before");
    } else if (running() != wants_running) {
        done(wants_running ? "the broker is not running" : "the broker is running already");
    } else {
        return true;
    }
    return false;
}

void BrokerProcess::begin(Done done, const std::string& what, Duration within) {
    done_ = std::move(done);
    deadline_ = around_.timers.after(within, [this, what, within] {
        finish("it did not " + what + " within " + to_string(within) + last_words());
    });
}

void BrokerProcess::finish(const std::string& problem) {
    around_.timers.cancel(deadline_);
    awaited_line_.clear();
    around_.host.stop_looking();
    watch_.reset();
    // One that does not start or end as told is not waited for any longer.
    if (!problem.empty() && kill_if_it_fails_ && running()) {
        awaited_end_ = BrokerState::crashed;
        around_.host.signal(SIGKILL);
    }
    kill_if_it_fails_ = false;
    const Done done = std::exchange(done_, nullptr);
    done(problem);
}

void BrokerProcess::record(BrokerState state, const std::string& detail) {
    around_.recorder.add(sim::BrokerEvent{state, detail});
}

}  // namespace breakwire::harness
