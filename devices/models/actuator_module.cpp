#include "devices/models/actuator_module.hpp"

#include <algorithm>

#include "devices/models/numbers.hpp"
#include "sim/kernel/kernel.hpp"

namespace breakwire::devices {
namespace {

/// Between reports of changes, however small the change that is worth one.
constexpr Duration shortest_gap = 1ms;

Instant now() { return sim::to_instant(sc_core::sc_time_stamp()); }

}  // namespace

ActuatorModule::ActuatorModule(const ModelContext& context, const ActuatorSettings& settings)
    : sc_module(sc_core::sc_module_name((context.device + "_actuator").c_str())),
      port_(context.port),
      settings_(settings),
      position_(settings.time_constant, settings.initial),
      reported_(settings.initial) {
    SC_METHOD(wake_up);
    sensitive << due_;
    dont_initialize();
}

void ActuatorModule::on_power(bool on) {
    // It stops where it is when the power goes, and stays there.
    position_.aim(now(), position_.at(now()));
    on_ = on;
    arm();
}

void ActuatorModule::on_connected() {
    if (on_) report();
}

void ActuatorModule::on_message(const Message& message) {
    const std::string text = to_text(message.payload);
    if (!on_ || !settings_.command.topic.matches(message.topic)) return;
    const auto target = parse_number(text);
    if (!target) {
        port_.note("command is no number: " + text, std::nullopt);
        return;
    }
    position_.aim(now(), within_limits(*target));
    arm();
}

double ActuatorModule::within_limits(double target) const {
    if (settings_.min) target = std::max(target, *settings_.min);
    if (settings_.max) target = std::min(target, *settings_.max);
    return target;
}

void ActuatorModule::wake_up() {
    sim::Kernel::guarded([this] {
        if (on_ && report_due(now())) report();
    });
}

void ActuatorModule::report() {
    reported_ = position_.at(now());
    reported_at_ = now();
    const StateSettings& state = settings_.state;
    const std::string text = to_fixed(reported_, state.decimals);
    port_.publish({state.topic.text(), to_bytes(std::string_view(text)), state.qos, state.retain},
                  reported_);
    arm();
}

std::optional<Instant> ActuatorModule::next_report() const {
    std::optional<Instant> first;
    const auto consider = [&first](Instant when) { first = std::min(first.value_or(when), when); };
    if (!on_) return first;
    const StateSettings& state = settings_.state;
    if (state.every) consider(reported_at_ + *state.every);
    if (!state.on_change) return first;
    if (const auto moved = position_.when_away(reported_, *state.on_change)) {
        consider(std::max(*moved, reported_at_ + shortest_gap));
    }
    if (position_.settled() > reported_at_ && position_.target() != reported_) {
        consider(position_.settled());
    }
    return first;
}

void ActuatorModule::arm() {
    due_.cancel();
    next_ = next_report();
    if (next_) due_.notify(sim::to_sc_time(std::max(*next_ - now(), Duration{})));
}

}  // namespace breakwire::devices
