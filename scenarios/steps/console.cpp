#include "scenarios/steps/console.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace breakwire::scenarios {

namespace {

constexpr std::size_t lines_shown = 3;

FieldInfo talks_info() {
    return {
        "DEVICE",       "devices, each with what is typed at its console and what it answers",
        "console talk", "",
        true,           LazySchema([] { return ConsoleTalk::fields().declaration().schema(); })};
}

std::string talk_text(const std::string& device, const ConsoleTalk& talk) {
    std::string out = device;
    if (talk.say) out += fmt::format(" \"{}\"", *talk.say);
    if (talk.expect) out += fmt::format(", which says /{}/", talk.expect->text);
    return out;
}

}  // namespace

Fields<ConsoleTalk> ConsoleTalk::fields() {
    return Fields<ConsoleTalk>("console talk", "a line for a console, and the answer to it")
        .optional("say", &ConsoleTalk::say, "the line that is typed")
        .optional("expect", &ConsoleTalk::expect, "what a line from then on has to contain")
        .optional("within", &ConsoleTalk::within, "how long it may take to come")
        .shorthand("say");
}

void ConsoleTalk::validate(const Places& at) const {
    if (!say && !expect) at.fail("say", "or expect has to be there");
}

OpenFields<ConsoleStep> ConsoleStep::fields() {
    return {Fields<ConsoleStep>("console", "types at the consoles of boards that play devices")
                .wants("console")
                .example("console: {thermometer: {say: \"interval 200\", expect: ^OK}}"),
            talks_info(), &ConsoleStep::devices_};
}

std::string ConsoleStep::text() const {
    std::string out;
    for (const Conversation& each : conversations_) {
        out += (out.empty() ? "console " : "; ") + talk_text(each.device, each.talk);
    }
    return out;
}

void ConsoleStep::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    if (devices_.is_mapping() && devices_.entries.empty()) {
        mistakes.add(devices_.at, "no device is named, such as {thermometer: {say: status}}");
    }
    for (const Node::Entry& entry : devices_.entries) {
        const DeviceName name{entry.key, entry.key_at};
        cast.check(std::vector{name}, mistakes);
        const auto talk = ValueType<ConsoleTalk>::read(entry.value, mistakes);
        if (!talk) continue;
        for (std::string& device : cast.everybody({name})) {
            conversations_.push_back({std::move(device), *talk, false});
        }
    }
}

TimeSpan ConsoleStep::takes(const TimeSpan&) const {
    Duration most{};
    for (const Conversation& each : conversations_) {
        if (each.talk.expect) most = std::max(most, each.talk.within);
    }
    return {Duration{}, most};
}

void ConsoleStep::begin(Stage& stage, Done done) {
    stage_ = &stage;
    done_ = std::move(done);
    listen(stage);
    for (Conversation& each : conversations_) {
        each.answered = !each.talk.expect;
        const std::string problem =
            each.talk.say && done_ ? stage.device(each.device).say(*each.talk.say) : std::string();
        if (!problem.empty()) finish(StepOutcome::unworkable(each.device + ' ' + problem));
    }
    const bool all = std::all_of(conversations_.begin(), conversations_.end(),
                                 [](const Conversation& each) { return each.answered; });
    if (all) finish({});
}

void ConsoleStep::listen(Stage& stage) {
    watch_.begin(stage, stage.recorder().count() + 1,
                 [this](const sim::Event& event) { hear(event); });
    timer_ = stage.timers().after(takes({}).most, [this] { give_up(); });
}

void ConsoleStep::hear(const sim::Event& event) {
    const auto* said = event.as<sim::ConsoleSeen>();
    if (said == nullptr || said->from != sim::ConsoleVoice::board || !done_) return;
    for (Conversation& each : conversations_) {
        if (each.device != said->device || each.answered || !each.talk.expect) continue;
        last_lines_.push_back(said->text);
        if (!each.talk.expect->is_in(said->text)) continue;
        each.answered = true;
        tell(each, said->text, {event.number});
    }
    const bool all = std::all_of(conversations_.begin(), conversations_.end(),
                                 [](const Conversation& each) { return each.answered; });
    if (all) finish({});
}

void ConsoleStep::give_up() {
    const auto silent = std::find_if(conversations_.begin(), conversations_.end(),
                                     [](const Conversation& each) { return !each.answered; });
    if (!done_ || silent == conversations_.end()) return;
    if (last_lines_.size() > lines_shown) {
        last_lines_.erase(last_lines_.begin(), last_lines_.end() - lines_shown);
    }
    const std::string seen =
        last_lines_.empty() ? "nothing" : fmt::format("\"{}\"", fmt::join(last_lines_, "\"; \""));
    tell(*silent, seen, {});
    finish(StepOutcome::failed(fmt::format("expected {} within {}, saw {}",
                                           talk_text(silent->device, silent->talk),
                                           to_string(silent->talk.within), seen)));
}

void ConsoleStep::tell(const Conversation& conversation, const std::string& seen,
                       std::vector<std::uint64_t> evidence) {
    stage_->recorder().add(sim::CheckEvent{
        path,
        fmt::format("{} says /{}/ within {}", conversation.device, conversation.talk.expect->text,
                    to_string(conversation.talk.within)),
        seen, conversation.answered, std::move(evidence), at});
}

void ConsoleStep::finish(StepOutcome outcome) {
    stage_->timers().cancel(timer_);
    watch_.stop();
    const Done done = std::exchange(done_, nullptr);
    if (done) done(std::move(outcome));
}

}  // namespace breakwire::scenarios
