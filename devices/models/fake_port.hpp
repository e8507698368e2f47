#pragma once

#include <string>
#include <vector>

#include "devices/models/model.hpp"

namespace breakwire::devices {

/// A device for models to live in, made by hand: it writes down what it is asked to do, stamped
/// with simulated time.
class FakePort final : public ModelPort {
public:
    explicit FakePort(const Timers& timers) : timers_(timers) {}

    bool connected() const override { return online; }
    bool publish(const Message& message, std::optional<double> /*value*/) override {
        if (!online) return false;
        log(message.topic + ' ' + to_text(message.payload));
        return true;
    }
    void note(const std::string& what, std::optional<double> /*value*/) override { log(what); }
    void sleep(bool cleanly) override {
        online = false;
        log(cleanly ? "sleeps" : "sleeps without a word");
    }
    void wake() override { log("wakes"); }
    void die() override {
        online = false;
        log("dies");
        if (behaviour != nullptr) behaviour->on_power(false);
    }

    bool online = true;
    Behaviour* behaviour = nullptr;
    std::vector<std::string> done;  ///< "1.5s topic payload"

private:
    void log(const std::string& what) {
        done.push_back(to_string(timers_.now().time_since_epoch()) + ' ' + what);
    }

    const Timers& timers_;
};

}  // namespace breakwire::devices
