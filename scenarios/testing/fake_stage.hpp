#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <map>

#include "scenarios/stage.hpp"
#include "scenarios/testing/events.hpp"
#include "sim/base/manual_timers.hpp"

namespace breakwire::scenarios {

/// Notes what it is told to do, in words.
class FakeDevice final : public DevicePort {
public:
    FakeDevice(std::string name, std::vector<std::string>& told)
        : name_(std::move(name)), told_(told) {}

    void start() override { note("start"); }
    void stop() override { note("stop"); }
    void power(sim::PowerVerb verb, Done done) override {
        constexpr std::array<const char*, 4> words{"off", "on", "reset", "cycle"};
        note(std::string("power ") + words.at(static_cast<std::size_t>(verb)));
        power_done = std::move(done);
        if (prompt) finish();
    }
    std::string say(const std::string& text) override {
        note("say " + text);
        return problem;
    }
    /// What was told of its power last has been carried out.
    void finish(const std::string& what_went_wrong = "") {
        std::exchange(power_done, nullptr)(what_went_wrong);
    }
    void connect() override { note("connect"); }
    void disconnect(std::uint8_t reason) override { note("disconnect " + std::to_string(reason)); }
    std::string publish(const std::string& topic, const Bytes& payload, mqtt::Qos qos,
                        bool retain) override {
        note("publish " + topic + ' ' + to_text(payload) + " q" +
             std::to_string(static_cast<int>(qos)) + (retain ? " retain" : ""));
        return problem;
    }
    std::string subscribe(const mqtt::Subscription& subscription) override {
        note("subscribe " + subscription.filter);
        return problem;
    }
    std::string unsubscribe(const std::string& filter) override {
        note("unsubscribe " + filter);
        return problem;
    }
    std::string send_raw(ByteView bytes) override {
        note("send " + to_hex(bytes));
        return problem;
    }
    mqtt::Version version() const override { return mqtt::Version::v3_1_1; }
    bool connected() const override { return is_connected; }

    std::string problem;
    bool is_connected = false;
    bool prompt = true;  ///< its power needs no time
    Done power_done;

private:
    void note(const std::string& what) { told_.push_back(name_ + ": " + what); }

    std::string name_;
    std::vector<std::string>& told_;
};

/// Notes what it is told to do; the test says when it is done.
class FakeBroker final : public BrokerPort {
public:
    explicit FakeBroker(std::vector<std::string>& told) : told_(told) {}

    void crash(Done done) override { note("crash", std::move(done)); }
    void stop(Done done) override { note("stop", std::move(done)); }
    void start(Done done) override { note("start", std::move(done)); }
    void pause(Done done) override { note("pause", std::move(done)); }
    void resume(Done done) override { note("resume", std::move(done)); }
    void save(Done done) override { note("save", std::move(done)); }
    void reload(Done done) override { note("reload", std::move(done)); }
    void change_acl(std::vector<AclRule> acl, Done done) override {
        note("acl of " + std::to_string(acl.size()), std::move(done));
    }

    void finish(const std::string& problem = "") { std::exchange(done_, nullptr)(problem); }

private:
    void note(const std::string& what, Done done) {
        told_.push_back("broker: " + what);
        done_ = std::move(done);
    }

    std::vector<std::string>& told_;
    Done done_;
};

class FakeFaults final : public FaultPort {
public:
    explicit FakeFaults(std::vector<std::string>& told) : told_(told) {}

    std::uint64_t install(const std::string& kind, std::unique_ptr<sim::Fault> fault,
                          bool lie) override {
        told_.push_back(fmt::format("{} {} on {}", lie ? "lie" : "fault", kind,
                                    fmt::join(fault->targets(), ", ")));
        return ++last_;
    }
    void remove(std::uint64_t fault) override {
        told_.push_back("remove " + std::to_string(fault));
    }
    int heal(const std::string& kind, const std::string& device) override {
        told_.push_back("heal '" + kind + "' '" + device + "'");
        return in_force;
    }

    int in_force = 1;

private:
    std::vector<std::string>& told_;
    std::uint64_t last_ = 0;
};

/// A stage on which nothing happens by itself.
class FakeStage final : public Stage {
public:
    explicit FakeStage(const Catalog<sim::Fault>& faults) : fault_kinds_(faults) {
        traits_.keep_alive_window = [](Duration keep_alive) {
            return Window{keep_alive * 3 / 2, keep_alive * 3 / 2 + 2s};
        };
        traits_.delay_window = [](Duration delay) { return Window{delay, delay + 1s}; };
        traits_.promptness = 100ms;
        traits_.at_once = 100ms;
    }

    ManualTimers& timers() override { return timers_; }
    sim::Recorder& recorder() override { return recorder_; }
    FakeDevice& device(const std::string& name) override {
        return devices_.try_emplace(name, name, told).first->second;
    }
    FakeBroker& broker() override { return broker_; }
    FakeFaults& faults() override { return faults_; }
    const Catalog<sim::Fault>& fault_kinds() override { return fault_kinds_; }
    BrokerTraits& traits() override { return traits_; }
    Luck luck() const override { return Luck(7); }
    Instant last_action() const override { return last_action_; }
    void acted() override { last_action_ = timers_.now(); }
    void action_over() override { acted(); }

    std::vector<std::string> told;  ///< what the ports were told, in order

private:
    const Catalog<sim::Fault>& fault_kinds_;
    BrokerTraits traits_;
    ManualTimers timers_;
    sim::Recorder recorder_{[this] { return timers_.now(); }};
    std::map<std::string, FakeDevice> devices_;
    FakeBroker broker_{told};
    FakeFaults faults_{told};
    Instant last_action_{};
};

}  // namespace breakwire::scenarios
