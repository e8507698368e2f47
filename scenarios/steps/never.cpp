#include "scenarios/steps/never.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

namespace breakwire::scenarios {

namespace {

void refuse_counts(const Node& check, Mistakes& mistakes) {
    static const std::set<std::string> counts{"at_least", "at_most", "exactly", "in_order", "as"};
    for (const Node::Entry& kind : check.entries) {
        for (const Node::Entry& setting : kind.value.entries) {
            if (!counts.contains(setting.key)) continue;
            mistakes.add(setting.key_at,
                         setting.key + " makes no sense here: the first match breaks a never");
        }
    }
}

}  // namespace

OpenFields<Never> Never::fields() {
    return {Fields<Never>("never", "for a while, nothing of the kind happens")
                .required("for", &Never::for_, "how long, from now on")
                .optional("since", &Never::since_,
                          "what has happened since the last action counts as well, or only what "
                          "comes from now on: after an expect, behind its evidence")
                .example("never: {dashboard: {receives: plant/1/temperature}, for: 5s}"),
            devices_info(), &Never::devices_};
}

std::string Never::text() const {
    return fmt::format("never {} for {}", expected_.text, to_string(for_));
}

void Never::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    expected_ = make_expectations(devices_, {"for", "since"}, cast, mistakes);
    for (const Node::Entry& device : devices_.entries) {
        refuse_counts(device.value, mistakes);
        for (const Node& check : device.value.items) refuse_counts(check, mistakes);
    }
}

void Never::begin(Stage& stage, Done done) {
    stage_ = &stage;
    done_ = std::move(done);
    const Instant now = stage.timers().now();
    const bool look_back = since_ == Since::action;
    from_ = look_back ? stage.last_action() : now;
    to_ = now + for_;
    routes_ = Routes(expected_.checks);
    recall_history(stage, expected_.checks);
    timer_ = stage.timers().at(to_ + Duration{1}, [this] { hold(); });
    watch_.begin(
        stage, look_back ? stage.evidence_from() : stage.from_now(),
        [this](const sim::Event& event) { see(event); }, routes_.few_devices());
}

void Never::see(const sim::Event& event) {
    for (const std::size_t i : routes_.of(event)) {
        const auto& check = expected_.checks[i];
        if (check->see(event) != Sight::match) continue;
        const std::string seen = check->describe(event);
        record(*check, seen, false, {event.number});
        return finish(
            StepOutcome::failed(fmt::format("expected {}, saw {}", expectation(*check), seen)));
    }
}

std::string Never::expectation(const Check& check) const {
    return fmt::format("never {} {} ({} to {})", check.device, check.text(),
                       to_seconds_text(from_.time_since_epoch()),
                       to_seconds_text(to_.time_since_epoch()));
}

void Never::record(const Check& check, const std::string& seen, bool held,
                   std::vector<std::uint64_t> evidence) {
    stage_->recorder().add(
        sim::CheckEvent{path, expectation(check), seen, held, std::move(evidence), at});
}

void Never::hold() {
    if (!done_) return;
    for (const auto& check : expected_.checks) record(*check, "nothing", true, {});
    finish({});
}

void Never::finish(StepOutcome outcome) {
    stage_->timers().cancel(timer_);
    watch_.stop();
    const Done done = std::exchange(done_, nullptr);
    if (done) done(std::move(outcome));
}

}  // namespace breakwire::scenarios
