#include "devices/boards/board.hpp"

#include <algorithm>
#include <boost/algorithm/string/replace.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "sim/base/errors.hpp"

namespace breakwire::devices {

namespace {

constexpr const char* process_line = "process";

}  // namespace

Board::Board(const BoardSurroundings& around, const BoardSettings& settings, BoardRole role,
             BoardEvents& events)
    : around_(around),
      settings_(settings),
      role_(std::move(role)),
      events_(events),
      lines_(around, settings, role_.device, role_.client_id,
             {[this](const std::string& line, const std::string& text) { heard(line, text); },
              [this] { vigil_.look(); },
              [this](const std::string& what) { events_.on_stranger(what); }}),
      vigil_(around.lines.timers) {}

Board::~Board() { *alive_ = false; }

ActionMeans Board::means() {
    return {[this](const std::string& name) { return lines_.find(name); },
            lines_.console(),
            lines_.qmp(),
            around_.hand,
            {settings_.expect.boot, settings_.expect.boot_within},
            words()};
}

std::map<std::string, std::string> Board::words() const {
    std::map<std::string, std::string> all = lines_.words();
    all.insert(role_.words.begin(), role_.words.end());
    all.emplace("host", role_.broker.host);
    all.emplace("port", std::to_string(role_.broker.port));
    all.emplace("id", role_.client_id);
    if (!image_.empty()) all.emplace("image", image_);
    return all;
}

std::string Board::filled_in(std::string text) const {
    for (const auto& [word, value] : words()) {
        boost::algorithm::replace_all(text, '{' + word + '}', value);
    }
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

void Board::flash(const std::string& image, Done done) {
    image_ = image;
    const bool by_program = !settings_.flash->run.empty();
    std::vector<Errand> all;
    if (by_program) {
        all.push_back(at_once([this] { return make_runner(), ""; }));
    } else {
        all.push_back(opening());
        all.push_back(lines_open());
    }
    all.push_back(acting(*settings_.flash));
    if (by_program) all.push_back(at_once([this] { return runner_.reset(), ""; }));
    add(std::move(all), std::move(done));
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
    lines_.silence();
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
            watch([this] { return !lines_.has_connection(); },
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
    Console* console = lines_.console();
    if (console == nullptr) return "has no console";
    if (!console->line().is_open()) return "has a console that is not open";
    events_.on_console(console_line, sim::ConsoleVoice::harness, text);
    console->say(text);
    return "";
}

// --- Errands ------------------------------------------------------------------------------------

Board::Errand Board::at_once(std::function<std::string()> what) {
    return [what = std::move(what)](const Done& done) { done(what()); };
}

Board::Errand Board::opening() {
    return at_once([this]() -> std::string {
        try {
            lines_.open();
        } catch (const EnvironmentError& error) {
            return error.what();
        }
        if (!runner_) make_runner();
        return "";
    });
}

/// Its words have the addresses of lines, some of which are known only once they are open.
void Board::make_runner() { runner_ = std::make_unique<ActionRunner>(around_.lines, means()); }

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
        runner_->perform(action, [done, judge](const ActionOutcome& outcome) {
            done(outcome.ok() ? judge(outcome) : outcome.failure);
        });
    };
}

Board::Errand Board::booting(Errand action) {
    const auto waiting = [this](const Done& done) {
        if (!settings_.expect.boot) return done("");
        watch([this] { return boot_seen_; },
              [this] { return "no boot line" + lines_.last_words(); }, done);
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
        watch([this] { return ready_seen_; },
              [this] { return "it is not ready" + lines_.last_words(); }, done);
    };
}

Board::Errand Board::lines_open() {
    return [this](const Done& done) {
        watch([this] { return lines_.closed().empty(); }, [this] { return lines_.closed(); }, done);
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

void Board::watch(std::function<bool()> met, std::function<std::string()> failure, Done done) {
    vigil_.begin(
        {std::move(met), std::move(failure), settings_.expect.boot_within, std::move(done)});
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
    vigil_.look();
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
    std::string cause;
    take("cause", cause);
    const auto& meant = settings_.expect.on_purpose;
    const bool on_purpose = std::find(meant.begin(), meant.end(), cause) != meant.end();
    events_.on_boot(text, asked || on_purpose);
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
