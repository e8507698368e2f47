#include "devices/boards/board.hpp"

#include <algorithm>
#include <boost/algorithm/string/replace.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "sim/base/errors.hpp"

namespace breakwire::devices {

namespace {

constexpr const char* qmp_line = "qmp";
constexpr const char* process_line = "process";
constexpr std::size_t words_shown = 3;

boost::asio::ip::tcp::endpoint endpoint_of(const HostPort& at, const std::string& board) {
    boost::system::error_code bad;
    const auto address = boost::asio::ip::make_address(at.host, bad);
    if (bad) throw EnvironmentError(board + " cannot listen at " + at.text() + ": no address");
    return {address, at.port};
}

}  // namespace

// --- What it is made of -------------------------------------------------------------------------

Board::Board(const BoardSurroundings& around, const BoardSettings& settings, BoardRole role,
             BoardEvents& events)
    : around_(around), settings_(settings), role_(std::move(role)), events_(events) {
    make_lines();
}

Board::~Board() {
    *alive_ = false;
    if (vigil_) around_.lines.timers.cancel(vigil_->deadline);
}

void Board::make_lines() {
    for (const auto& [name, settings] : settings_.lines) {
        if (settings.carries != Carries::mqtt) {
            consoles_[name] = make_console(name, settings);
            continue;
        }
        bridge_ = std::make_unique<MqttBridge>(
            around_.lines, name, settings, around_.dialer, role_.device,
            MqttBridge::Listener{[this] { look(); }, nullptr,
                                 [this](const std::string&) { look(); }});
    }
    if (settings_.start && settings_.start->qmp) {
        qmp_ = std::make_unique<Qmp>(around_.lines, qmp_line, *settings_.start->qmp, nullptr);
    }
}

std::unique_ptr<Console> Board::make_console(const std::string& name,
                                             const LineSettings& settings) {
    return std::make_unique<Console>(
        around_.lines, name, settings,
        Console::Listener{[this, name](const ConsoleLine& said) { heard(name, said.text); },
                          [this] { look(); }, nullptr});
}

Line* Board::line(const std::string& name) {
    const auto console = consoles_.find(name);
    if (console != consoles_.end()) return &console->second->line();
    return bridge_ && bridge_->line().name() == name ? &bridge_->line() : nullptr;
}

ActionMeans Board::means() {
    const auto console = consoles_.find(console_line);
    return {[this](const std::string& name) { return line(name); },
            console != consoles_.end() ? console->second.get() : nullptr,
            qmp_.get(),
            around_.hand,
            {settings_.expect.boot, settings_.expect.boot_within},
            words()};
}

std::map<std::string, std::string> Board::words() const {
    std::map<std::string, std::string> all = role_.words;
    const HostPort at =
        door_ ? HostPort{door_->address().address().to_string(), door_->address().port()}
              : role_.broker;
    all["{host}"] = at.host;
    all["{port}"] = std::to_string(at.port);
    all["{id}"] = role_.client_id;
    all["{folder}"] = around_.lines.folder.string();
    for (const auto& [name, console] : consoles_) {
        all['{' + name + '}'] = console->line().address();
    }
    if (bridge_) all['{' + bridge_->line().name() + '}'] = bridge_->line().address();
    return all;
}

std::string Board::filled_in(std::string text) const {
    for (const auto& [word, value] : words()) boost::algorithm::replace_all(text, word, value);
    return text;
}

// --- What can be asked of it --------------------------------------------------------------------

/// Programs are started and lines are opened outside of the kernel.
void Board::add(std::vector<Errand> errands, Done done) {
    std::vector<Errand> all{[this](const Done& next) {
        boost::asio::post(around_.lines.io, [this, alive = alive_, next] {
            if (!*alive) return;
            around_.lines.driver.enter();
            next("");
        });
    }};
    for (Errand& each : errands) all.push_back(std::move(each));
    errands_.add(Errands::in_turn(std::move(all)),
                 [this, done = std::move(done)](const std::string& problem) {
                     boot_expected_ = false;
                     last_problem_ = problem.empty() ? "" : settings_.name + ": " + problem;
                     done(last_problem_);
                 });
}

void Board::start(Done done) {
    std::vector<Errand> all{opening()};
    const bool may_be_on = !told_ && !settings_.start && settings_.power.off;
    if (may_be_on && settings_.power.on) all.push_back(acting(*settings_.power.off));
    for (Errand& each : switching_on()) all.push_back(std::move(each));
    all.push_back(lines_open());
    if (!told_ || !settings_.remembers) {
        for (Errand& each : telling()) all.push_back(std::move(each));
    }
    powered_ = true;
    add(std::move(all), std::move(done));
}

std::vector<Board::Errand> Board::switching_on() {
    const BoardPower& power = settings_.power;
    std::vector<Errand> on;
    if (settings_.start) on.push_back(launching());
    if (power.on) {
        on.push_back(acting(*power.on));
    } else if (!settings_.start && power.reset) {
        on.push_back(lines_open());
        on.push_back(acting(*power.reset));
    }
    if (on.empty()) return {};
    return {booting(Errands::in_turn(std::move(on))), ready()};
}

void Board::silence() {
    powered_ = false;
    if (bridge_) bridge_->end(ConnectionEnd::silent);
    if (door_) door_->vanish();
}

void Board::off(Done done) {
    silence();
    add(switching_off(), std::move(done));
}

std::vector<Board::Errand> Board::switching_off() {
    std::vector<Errand> all;
    if (settings_.power.off) all.push_back(acting(*settings_.power.off));
    all.push_back(at_once([this] {
        process_.reset();
        return "";
    }));
    return all;
}

void Board::reset(Done done) {
    std::vector<Errand> action;
    if (settings_.power.reset) {
        action.push_back(acting(*settings_.power.reset));
    } else {
        action.push_back(at_once([this] {
            process_.reset();
            return "";
        }));
        action.push_back(launching());
    }
    std::vector<Errand> all{booting(Errands::in_turn(std::move(action))), ready(), lines_open()};
    if (!settings_.remembers) {
        for (Errand& each : telling()) all.push_back(std::move(each));
    }
    add(std::move(all), std::move(done));
}

void Board::stop(Done done) {
    std::vector<Errand> all;
    if (settings_.stop) {
        all.push_back(acting(*settings_.stop));
        all.push_back([this](const Done& next) {
            watch([this] { return !bridge_ || !bridge_->has_connection(); },
                  [] { return "it has not disconnected"; }, next);
        });
    }
    for (Errand& each : switching_off()) all.push_back(std::move(each));
    all.push_back(at_once([this] {
        silence();
        return "";
    }));
    add(std::move(all), std::move(done));
}

void Board::when_settled(Done done) {
    if (!errands_.busy()) return done(last_problem_);
    errands_.add([](const Done& next) { next(""); },
                 [this, done = std::move(done)](const std::string&) { done(last_problem_); });
}

std::string Board::say(const std::string& text) {
    const auto console = consoles_.find(console_line);
    if (console == consoles_.end()) return "has no console";
    if (!console->second->line().is_open()) return "has a console that is not open";
    events_.on_console(console_line, sim::ConsoleVoice::harness, text);
    console->second->say(text);
    return "";
}

// --- Errands ------------------------------------------------------------------------------------

Board::Errand Board::at_once(std::function<std::string()> what) {
    return [what = std::move(what)](const Done& done) { done(what()); };
}

Board::Errand Board::opening() {
    return at_once([this]() -> std::string {
        if (std::exchange(opened_, true)) return "";
        try {
            open_all();
        } catch (const EnvironmentError& error) {
            return error.what();
        }
        return "";
    });
}

void Board::open_all() {
    for (auto& [_, console] : consoles_) console->line().open();
    if (bridge_) bridge_->line().open();
    if (qmp_) qmp_->line().open();
    if (settings_.net) open_door();
    runner_ = std::make_unique<ActionRunner>(around_.lines, means());
}

void Board::open_door() {
    door_ = std::make_unique<sim::DeviceDoor>(around_.lines.io, around_.lines.driver,
                                              around_.dialer, role_.device,
                                              endpoint_of(settings_.net->listen, settings_.name));
}

Board::Errand Board::launching() {
    return at_once([this]() -> std::string {
        try {
            launch();
        } catch (const EnvironmentError& error) {
            return error.what();
        }
        return "";
    });
}

void Board::launch() {
    sim::ChildCommand command;
    for (const std::string& word : settings_.start->run) {
        command.arguments.push_back(filled_in(word));
    }
    process_ = std::make_unique<sim::ChildProcess>(
        around_.lines.io, around_.lines.driver, command,
        sim::ChildProcess::Events{[this](std::string_view said) {
                                      events_.on_console(process_line, sim::ConsoleVoice::board,
                                                         std::string(said));
                                  },
                                  [this](const sim::ChildExit& exit) { process_ended(exit); }});
}

void Board::process_ended(const sim::ChildExit& exit) {
    if (powered_) events_.on_panic("its process ended: " + exit.text());
}

Board::Errand Board::acting(const PowerAction& action) {
    return performing(action, [](const ActionOutcome&) { return std::string(); });
}

/// What is said is recorded as it is written: the runner says it to the console itself.
Board::Errand Board::performing(const PowerAction& action, Judge judge) {
    return [this, &action, judge = std::move(judge)](const Done& done) {
        if (action.say) {
            events_.on_console(action.line, sim::ConsoleVoice::harness, filled_in(*action.say));
        }
        runner_->perform(action, [done, judge, &action](const ActionOutcome& outcome) {
            done(outcome.ok() ? judge(outcome) : action.text() + ": " + outcome.failure);
        });
    };
}

Board::Errand Board::booting(Errand action) {
    const auto waiting = [this](const Done& done) {
        if (!settings_.expect.boot) return done("");
        watch([this] { return boot_seen_; }, [this] { return "no boot line" + last_words(); },
              done);
    };
    const auto expecting = at_once([this] {
        boot_expected_ = true;
        boot_seen_ = ready_seen_ = false;
        return "";
    });
    return Errands::in_turn({expecting, std::move(action), waiting});
}

Board::Errand Board::ready() {
    return [this](const Done& done) {
        if (!settings_.expect.ready) return done("");
        watch([this] { return ready_seen_; }, [this] { return "it is not ready" + last_words(); },
              done);
    };
}

Board::Errand Board::lines_open() {
    return [this](const Done& done) {
        watch([this] { return closed_lines().empty(); }, [this] { return closed_lines(); }, done);
    };
}

std::vector<Board::Errand> Board::telling() {
    std::vector<Errand> all;
    all.push_back(naming());
    for (const PowerAction& each : settings_.setup) all.push_back(acting(each));
    if (settings_.point_at) all.push_back(acting(*settings_.point_at));
    all.push_back(at_once([this] {
        told_ = true;
        return "";
    }));
    return all;
}

/// Whoever calls itself by another name would be judged for somebody else.
Board::Errand Board::naming() {
    const auto compare = [this](const std::string& id) -> std::string {
        if (id.empty() || id == role_.client_id) return "";
        return "it calls itself " + id + ", and is to be " + role_.client_id;
    };
    if (!settings_.identity) return at_once([this, compare] { return compare(facts_.id); });
    return performing(*settings_.identity, [compare](const ActionOutcome& outcome) {
        if (!outcome.answer) return std::string();
        const auto id = outcome.answer->match.find("id");
        return compare(id == outcome.answer->match.end() ? "" : id->second);
    });
}

// --- Waiting ------------------------------------------------------------------------------------

void Board::watch(std::function<bool()> met, std::function<std::string()> failure, Done done) {
    if (met()) return done("");
    vigil_ = Vigil{std::move(met), std::move(failure), std::move(done), 0};
    vigil_->deadline =
        around_.lines.timers.after(settings_.expect.boot_within, [this] { give_up(); });
}

void Board::look() {
    if (!vigil_ || !vigil_->met()) return;
    const Vigil over = *std::exchange(vigil_, std::nullopt);
    around_.lines.timers.cancel(over.deadline);
    over.done("");
}

void Board::give_up() {
    if (!vigil_) return;
    const Vigil over = *std::exchange(vigil_, std::nullopt);
    if (over.met()) return over.done("");
    over.done(over.failure() + " within " + to_string(settings_.expect.boot_within));
}

std::string Board::closed_lines() const {
    std::string closed;
    const auto add = [&closed](const Line& line) {
        if (line.is_open()) return;
        closed += (closed.empty() ? "line " : ", line ") + line.name() + " did not open";
        if (!line.trouble().empty()) closed += " (" + line.trouble() + ')';
    };
    for (const auto& [_, console] : consoles_) add(console->line());
    if (bridge_) add(bridge_->line());
    return closed;
}

std::string Board::last_words() const {
    const auto console = consoles_.find(console_line);
    if (console == consoles_.end() || console->second->last_lines().empty()) return "";
    const auto& lines = console->second->last_lines();
    std::string words;
    for (std::size_t i = lines.size() - std::min(words_shown, lines.size()); i < lines.size();
         ++i) {
        words += (words.empty() ? " (it said \"" : "; \"") + lines[i].text + '"';
    }
    return words + ')';
}

std::vector<std::string> Board::line_states() const {
    std::vector<std::string> states;
    const auto add = [&states](const Line& line) {
        states.push_back("line " + line.name() + (line.is_open() ? " open" : " closed") + " at " +
                         line.address());
    };
    for (const auto& [_, console] : consoles_) add(console->line());
    if (bridge_) add(bridge_->line());
    return states;
}

// --- What it says -------------------------------------------------------------------------------

void Board::heard(const std::string& line, const std::string& text) {
    events_.on_console(line, sim::ConsoleVoice::board, text);
    if (line != console_line) return;
    const BoardWords& words = settings_.expect;
    for (const LinePattern& panic : words.panic) {
        if (panic.match(text)) events_.on_panic("\"" + text + '"');
    }
    const auto boot = words.boot ? words.boot->match(text) : std::nullopt;
    if (boot) booted(text, *boot);
    if (words.ready && words.ready->match(text)) ready_seen_ = true;
    look();
}

void Board::booted(const std::string& text, const LinePattern::Match& match) {
    const auto take = [&match](const char* group, std::string& into) {
        const auto found = match.find(group);
        if (found != match.end()) into = found->second;
    };
    take("fw", facts_.firmware);
    take("version", facts_.version);
    take("id", facts_.id);
    ++facts_.boots;
    boot_seen_ = true;
    const bool asked = std::exchange(boot_expected_, false);
    events_.on_boot(text, asked);
    if (!asked && powered_) booted_unasked();
}

/// A board that remembers nothing has to be told again.
void Board::booted_unasked() {
    if (!told_ || settings_.remembers || errands_.busy()) return;
    ready_seen_ = false;
    std::vector<Errand> all{ready()};
    for (Errand& each : telling()) all.push_back(std::move(each));
    add(std::move(all), [this](const std::string& problem) {
        if (!problem.empty()) events_.on_trouble(problem);
    });
}

}  // namespace breakwire::devices
