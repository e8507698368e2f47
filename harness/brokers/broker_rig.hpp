#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>

#include "harness/brokers/broker_process.hpp"
#include "harness/brokers/mosquitto.hpp"
#include "harness/brokers/raw_client.hpp"
#include "harness/brokers/wall_host.hpp"
#include "harness/runner/scratch.hpp"
#include "harness/runner/slots.hpp"
#include "sim/io/wall_driver.hpp"
#include "sim/kernel/kernel.hpp"
#include "sim/kernel/timer_queue.hpp"

namespace breakwire::harness {

/// A real broker, mosquitto unless a test says otherwise, in a folder and on an address of its own,
/// for one test in one process.
class BrokerRig {
public:
    explicit BrokerRig(const scenarios::BrokerSection& section = {},
                       std::unique_ptr<BrokerDriver> broker = std::make_unique<Mosquitto>())
        : kind(std::move(broker)),
          process({io, driver, timers, recorder, host}, *kind, section,
                  {folder.path(), slot->range().broker(), Luck(1)}, folder.path() / "broker.log") {
        process.on_death([this](const std::string& how) { death = how; });
    }

    using Operation = void (BrokerProcess::*)(BrokerProcess::Done);

    /// Begins the operation from inside the kernel, as steps do, and waits for its end. Returns
    /// what went wrong.
    std::string perform(Operation operation) {
        std::optional<std::string> outcome;
        timers.after(0s, [&] {
            (process.*operation)([&](const std::string& problem) { outcome = problem; });
        });
        driver.run([&] { return outcome.has_value(); });
        return *outcome;
    }

    Address address() const { return slot->range().broker(); }

    /// Whether the broker went through this state.
    bool saw(sim::BrokerState state, const std::string& detail = {}) const {
        for (const sim::Event& event : recorder.events()) {
            const auto* seen = event.as<sim::BrokerEvent>();
            if (seen != nullptr && seen->state == state && seen->detail == detail) return true;
        }
        return false;
    }

    ScratchFolder folder;
    std::unique_ptr<AddressSlot> slot = AddressSlot::take();
    boost::asio::io_context io{1};
    sim::Kernel kernel;
    sim::TimerQueue timers{"timers"};
    sim::Recorder recorder{[this] { return timers.now(); }};
    sim::WallDriver driver{io, kernel};
    WallHost host{io, driver, timers};
    std::unique_ptr<BrokerDriver> kind;
    BrokerProcess process;
    std::string death;
};

}  // namespace breakwire::harness
