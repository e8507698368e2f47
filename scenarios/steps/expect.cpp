#include "scenarios/steps/expect.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace breakwire::scenarios {

namespace {

constexpr std::size_t shown = 3;

std::string seconds(Instant at) { return to_seconds_text(at.time_since_epoch()); }

}  // namespace

OpenFields<Expect> Expect::fields() {
    return {
        Fields<Expect>("expect",
                       "waits until devices have seen what is expected of them; `as` beside the "
                       "settings of a check keeps what met it (`breakwire explain as`)")
            .optional("within", &Expect::within_,
                      "the window, counted from the last action (a start, a fault...); "
                      "{delay: 5s} and keep_alive follow the broker's own granularity")
            .example("expect: {dashboard: {receives: plant/1/state}, within: 60s}"),
        devices_info(), &Expect::devices_};
}

std::string Expect::text() const {
    return fmt::format("expect {} {}", expected_.text, within_.text());
}

void Expect::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    if (within_.device) cast.check(*within_.device, mistakes);
    expected_ = make_expectations(devices_, {"within"}, cast, mistakes);
    for (const auto& [device, keep_alive] : cast.keep_alives) {
        const bool meant = !within_.device || within_.device->text == device;
        if (meant) keep_alive_ = std::max(keep_alive_, keep_alive);
    }
}

TimeSpan Expect::takes(const TimeSpan& since) const {
    const auto rest = [](Duration window, Duration passed) {
        return std::max(window - passed, Duration{});
    };
    switch (within_.kind) {
        case Within::Kind::at_once:
            return {};
        case Within::Kind::delay:
            return {rest(within_.delay, since.most), rest(within_.delay, since.least), true};
        case Within::Kind::keep_alive:
            return {Duration{}, keep_alive_ * 3 / 2, true};
        case Within::Kind::window:
            break;
    }
    const bool to_the_end = std::any_of(expected_.checks.begin(), expected_.checks.end(),
                                        [](const auto& check) { return check->exact(); });
    const Window& window = within_.window;
    return {rest(to_the_end ? window.to : window.from, since.most), rest(window.to, since.least)};
}

void Expect::begin(Stage& stage, Done done) {
    stage_ = &stage;
    done_ = std::move(done);
    std::string problem;
    span_ = Span::resolve(within_, stage, problem);
    if (!span_) return finish(StepOutcome::unworkable(problem));
    for (const auto& check : expected_.checks) {
        pending_.push_back({check.get(), {}, {}, {}, {}, false});
    }
    routes_ = Routes(expected_.checks);
    recall_history(stage, expected_.checks);
    arm();
    watch_.begin(
        stage, stage.evidence_from(), [this](const sim::Event& event) { see(event); },
        devices_to_watch());
}

/// None if it takes all.
std::vector<std::string> Expect::devices_to_watch() const {
    std::vector<std::string> devices = routes_.few_devices();
    if (!devices.empty() && !span_->device().empty()) devices.push_back(span_->device());
    return devices;
}

/// One instant past the end: what happens at the end itself still counts.
void Expect::arm() {
    stage_->timers().cancel(timer_);
    timer_ = stage_->timers().at(span_->to() + Duration{1}, [this] { at_end_of_window(); });
}

void Expect::see(const sim::Event& event) {
    span_->see(event);
    for (const std::size_t i : routes_.of(event)) {
        if (done_ && !pending_[i].held) judge(pending_[i], event);
    }
    const bool now = event.at == stage_->timers().now();
    if (done_) finish_if_all_held(now ? event.number : stage_->recorder().count());
}

void Expect::judge(Pending& pending, const sim::Event& event) {
    switch (pending.check->see(event)) {
        case Sight::nothing:
            return;
        case Sight::match:
            return count(pending, event);
        case Sight::contradiction:
            return fail(pending, pending.check->describe(event), {event.number});
        case Sight::near:
            pending.near.push_back(pending.check->describe(event));
            pending.near_numbers.push_back(event.number);
            if (pending.near.size() <= shown) return;
            pending.near.erase(pending.near.begin());
            pending.near_numbers.erase(pending.near_numbers.begin());
    }
}

void Expect::count(Pending& pending, const sim::Event& event) {
    const std::string what = pending.check->describe(event);
    // What comes while a broker still starts is before the window, but not early.
    const bool early = span_->from() > span_->base() && event.at < span_->from();
    if (early) {
        const Duration after = event.at - span_->base();
        return fail(pending,
                    fmt::format("too early: {}, {} after {}, expected not before {}", what,
                                to_seconds_text(after), seconds(span_->base()),
                                to_seconds_text(span_->from() - span_->base())),
                    {event.number});
    }
    if (event.at > span_->to()) {
        pending.near.push_back("too late: " + what);
        pending.near_numbers.push_back(event.number);
        return;
    }
    pending.matches.push_back(event.number);
    if (pending.seen.size() < shown) pending.seen.push_back(what);
    const std::size_t wanted = pending.check->wanted();
    if (pending.check->exact() && pending.matches.size() > wanted) {
        fail(pending, fmt::format("one too many, number {}: {}", pending.matches.size(), what),
             pending.matches);
    } else if (!pending.check->exact() && pending.matches.size() >= wanted) {
        hold(pending);
    }
}

void Expect::at_end_of_window() {
    if (!done_) return;
    if (span_->never_comes()) {
        return finish(StepOutcome::unworkable(
            fmt::format("{} did not fall silent: the broker read a packet of it at {}",
                        span_->device(), seconds(span_->base()))));
    }
    if (stage_->timers().now() <= span_->to()) return arm();  // it has moved
    for (Pending& pending : pending_) {
        if (!done_ || pending.held) continue;
        const std::size_t wanted = pending.check->wanted();
        if (pending.check->exact() && pending.matches.size() >= pending.check->needed()) {
            hold(pending);
            continue;
        }
        std::vector<std::string> seen = pending.seen;
        if (wanted > 1 || !seen.empty()) {
            seen.insert(seen.begin(), fmt::format("{} of {}", pending.matches.size(), wanted));
        }
        seen.insert(seen.end(), pending.near.begin(), pending.near.end());
        const std::string missing = pending.check->missing();
        if (!missing.empty()) seen.push_back("missing: " + missing);
        std::vector<std::uint64_t> evidence = pending.matches;
        evidence.insert(evidence.end(), pending.near_numbers.begin(), pending.near_numbers.end());
        fail(pending, seen.empty() ? "nothing" : fmt::format("{}", fmt::join(seen, "; ")),
             std::move(evidence));
    }
    if (done_) finish_if_all_held(stage_->recorder().count());
}

std::string Expect::expectation(const Pending& pending) const {
    return fmt::format("{} {} {} ({} to {})", pending.check->device, pending.check->text(),
                       within_.text(), seconds(span_->from()), seconds(span_->to()));
}

void Expect::hold(Pending& pending) {
    pending.held = true;
    ++held_;
    const std::string seen =
        pending.seen.empty() ? "nothing" : fmt::format("{}", fmt::join(pending.seen, "; "));
    stage_->recorder().add(
        sim::CheckEvent{path, expectation(pending), seen, true, pending.matches, at});
    if (pending.check->as.empty() || pending.matches.empty()) return;
    const std::uint64_t number = pending.matches.back();
    stage_->captures().keep(pending.check->as, *stage_->recorder().from(number));
}

void Expect::fail(Pending& pending, const std::string& seen, std::vector<std::uint64_t> evidence) {
    const std::string wanted = expectation(pending);
    stage_->recorder().add(sim::CheckEvent{path, wanted, seen, false, std::move(evidence), at});
    finish(StepOutcome::failed(fmt::format("expected {}, saw {}", wanted, seen)));
}

/// `last`: the number of the last event that was looked at.
void Expect::finish_if_all_held(std::uint64_t last) {
    if (held_ < pending_.size()) return;
    stage_->met_by(last);
    finish({});
}

void Expect::finish(StepOutcome outcome) {
    stage_->timers().cancel(timer_);
    watch_.stop();
    const Done done = std::exchange(done_, nullptr);
    if (done) done(std::move(outcome));
}

}  // namespace breakwire::scenarios
