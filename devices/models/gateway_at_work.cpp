#include "devices/models/gateway_at_work.hpp"

namespace breakwire::devices {

GatewayAtWork::GatewayAtWork(const ModelContext& context, const GatewaySettings& settings)
    : port_(context.port),
      timers_(context.timers),
      settings_(settings),
      luck_(context.luck),
      place_(context.place) {}

/// Each switching on is a new start: of the sensors' clocks, and of an empty memory.
void GatewayAtWork::on_power(bool on) {
    on_ = on;
    powered_ = timers_.now();
    kept_.clear();
    dropped_ = 0;
    lines_.clear();
    due_ = {};
    if (on_) begin_lines();
    arm();
}

void GatewayAtWork::begin_lines() {
    for (const SensorBehind& sensor : settings_.sensors) {
        const Luck own = luck_.of(sensor.name);
        for (const PublishSettings& each : sensor.publish) {
            lines_.push_back(
                {&sensor.name, &each, own.of(each.topic.text()), Publication(each, own, place_)});
            due_.emplace(lines_.back().publication.due(powered_), lines_.size() - 1);
        }
    }
}

void GatewayAtWork::on_connected() {
    if (dropped_ > 0) {
        port_.note("the buffer was full: " + std::to_string(dropped_) + " readings are lost",
                   static_cast<double>(dropped_));
        dropped_ = 0;
    }
    while (!kept_.empty() && port_.connected()) {
        const Reading oldest = std::move(kept_.front());
        kept_.pop_front();
        if (port_.publish(oldest.message, oldest.value)) continue;
        kept_.push_front(oldest);
        return;
    }
}

void GatewayAtWork::wake_up() {
    timer_ = 0;
    while (on_ && !due_.empty() && due_.top().first <= timers_.now()) {
        const std::size_t index = due_.top().second;
        due_.pop();
        take(lines_[index]);
        due_.emplace(lines_[index].publication.due(powered_), index);
    }
    arm();
}

void GatewayAtWork::take(Line& line) {
    Reading reading = line.publication.take(timers_.now(), *line.sensor);
    const bool lost = line.luck.unit("lost", line.taken++) < settings_.lost.of_one();
    if (!lost) send_or_keep(std::move(reading));
}

/// What is kept goes first, so that readings stay in their order.
void GatewayAtWork::send_or_keep(Reading reading) {
    if (!kept_.empty() && port_.connected()) on_connected();
    const bool sent =
        kept_.empty() && port_.connected() && port_.publish(reading.message, reading.value);
    if (!sent) keep(std::move(reading));
}

void GatewayAtWork::keep(Reading reading) {
    const bool full = kept_.size() >= settings_.buffer.readings;
    if (full && settings_.buffer.readings > 0) ++dropped_;
    const bool oldest_goes = settings_.buffer.drop == GatewayBuffer::Drop::oldest;
    if (full && (!oldest_goes || kept_.empty())) return;
    if (full) kept_.pop_front();
    kept_.push_back(std::move(reading));
}

void GatewayAtWork::arm() {
    timers_.cancel(timer_);
    timer_ = 0;
    if (on_ && !due_.empty()) {
        timer_ = timers_.at(due_.top().first, [this] { wake_up(); });
    }
}

}  // namespace breakwire::devices
