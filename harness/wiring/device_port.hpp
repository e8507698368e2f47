#pragma once

#include "devices/device.hpp"
#include "scenarios/stage.hpp"

namespace breakwire::harness {

/// A device, as steps see it, whoever plays it.
class SimulatedDevice final : public scenarios::DevicePort {
public:
    explicit SimulatedDevice(devices::Device& device) : device_(device) {}

    void start() override { device_.start(); }
    void stop() override { device_.stop(); }
    void power(sim::PowerVerb verb, Done done) override { device_.power(verb, std::move(done)); }
    std::string say(const std::string& text) override { return device_.say(text); }
    void connect() override { device_.connect(); }
    void disconnect(std::uint8_t reason) override { device_.disconnect(reason); }
    std::string publish(const std::string& topic, const Bytes& payload, mqtt::Qos qos,
                        bool retain) override {
        devices::Message message;
        message.topic = topic;
        message.payload = payload;
        message.qos = qos;
        message.retain = retain;
        return device_.publish(message);
    }
    std::string subscribe(const mqtt::Subscription& subscription) override {
        return device_.subscribe(subscription);
    }
    std::string unsubscribe(const std::string& filter) override {
        return device_.unsubscribe(filter);
    }
    std::string send_raw(ByteView bytes) override { return device_.send_raw(bytes); }
    mqtt::Version version() const override { return device_.version(); }
    bool connected() const override { return device_.connected(); }

private:
    devices::Device& device_;
};

}  // namespace breakwire::harness
