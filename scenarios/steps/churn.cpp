#include "scenarios/steps/churn.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "scenarios/steps/words.hpp"

namespace breakwire::scenarios {

Fields<Churn> Churn::fields() {
    return Fields<Churn>("churn", "lets devices leave and return for a while, as the seed draws")
        .required("devices", &Churn::devices_, "which ones")
        .required("rate", &Churn::rate_, "how many leave in what time on average: 2/s, 30/m")
        .required("for", &Churn::for_, "how long; whoever is away then still returns when due")
        .optional("away", &Churn::away_, "for how long each stays away")
        .optional("leave", &Churn::leave_,
                  "orderly with DISCONNECT, or silent as by a power cut, which the broker finds "
                  "out by its keep alive or when they return")
        .wants("stop")
        .example("churn: {devices: [thermometer, dashboard], rate: 2/m, away: 5s..1m, for: 10m}");
}

void Churn::validate(const Places& places) const {
    if (devices_.empty()) places.fail("devices", "names nobody");
    if (for_ <= Duration{}) places.fail("for", "is zero");
}

std::string Churn::text() const {
    return "churn " + list(devices_) + " at " + rate_.text() + " for " + to_string(for_);
}

void Churn::settle(const Node&, const Cast& cast, Mistakes& mistakes) {
    cast.check(devices_, mistakes);
    here_ = cast.everybody(devices_);
    rate_.per_second *= cast.part_of(devices_);
}

TimeSpan Churn::takes(const TimeSpan& /*since*/) const { return {for_, for_ + away_.high}; }

void Churn::begin(Stage& stage, Done done) {
    stage_ = &stage;
    done_ = std::move(done);
    const Instant now = stage.timers().now();
    luck_ = stage.luck().of("churn").of(path).of(std::to_string(now.time_since_epoch().count()));
    end_ = now + for_;
    plan();
}

void Churn::plan() {
    const double unit = luck_->unit("gap", departures_);
    const double gaps = -std::log(1 - unit);  // exponential with mean 1
    const Instant now = stage_->timers().now();
    const double nanoseconds = gaps * static_cast<double>(rate_.gap().count());
    if (nanoseconds >= static_cast<double>((end_ - now).count())) {
        stage_->timers().at(end_, [this] {
            planned_ = false;
            end_if_over();
        });
        return;
    }
    const Duration gap(static_cast<Duration::rep>(nanoseconds));
    stage_->timers().at(now + gap, [this] { depart(); });
}

void Churn::depart() {
    if (const auto device = pick()) send_away(*device);
    ++departures_;
    plan();
}

/// Somebody who is connected, taken out of those who are here; nothing if nobody is. Beginning
/// anywhere and taking the next who can go keeps to one draw.
std::optional<std::string> Churn::pick() {
    if (here_.empty()) return std::nullopt;
    const std::uint64_t first = luck_->bits("who", departures_);
    for (std::size_t i = 0; i < here_.size(); ++i) {
        std::string& candidate = here_[(first + i) % here_.size()];
        if (!stage_->device(candidate).connected()) continue;
        std::swap(candidate, here_.back());
        std::string device = std::move(here_.back());
        here_.pop_back();
        return device;
    }
    return std::nullopt;
}

void Churn::send_away(const std::string& device) {
    ++gone_;
    anybody_ = true;
    if (leave_ == Leave::orderly) {
        stage_->device(device).stop();
    } else {
        stage_->device(device).power(sim::PowerVerb::off, [](const std::string&) {});
    }
    stage_->timers().after(draw(away_, *luck_, "away", departures_),
                           [this, device] { come_back(device); });
}

void Churn::come_back(const std::string& device) {
    --gone_;
    here_.push_back(device);
    stage_->device(device).start();
    end_if_over();
}

void Churn::end_if_over() {
    if (planned_ || gone_ > 0) return;
    const Done done = std::exchange(done_, nullptr);
    done(anybody_ ? StepOutcome{} : StepOutcome::unworkable("nobody was there to leave"));
}

}  // namespace breakwire::scenarios
