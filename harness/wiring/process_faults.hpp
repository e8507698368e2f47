#pragma once

#include <sys/resource.h>

#include <filesystem>
#include <functional>
#include <optional>

#include "harness/brokers/broker_process.hpp"
#include "sim/faults/process_port.hpp"

namespace breakwire::harness {

/// What faults do to the broker's process and to the machine under it.
class BrokersMachine final : public sim::ProcessPort {
public:
    /// `folder`: where the broker keeps its files. All must outlive it.
    BrokersMachine(BrokerProcess& process, BrokerHost& host, Timers& timers,
                   std::filesystem::path folder)
        : process_(process), host_(host), timers_(timers), folder_(std::move(folder)) {}
    ~BrokersMachine() override { timers_.cancel(start_); }

    bool kill() override;
    bool terminate() override;
    bool pause() override;
    bool resume() override;
    void start_after(Duration pause) override;
    bool jump_clock(Duration by) override { return host_.jump_clock(by); }
    bool limit_descriptors(std::uint64_t free) override;
    void lift_descriptor_limit() override;
    bool fill_disk(DataSize left) override;
    void clear_disk() override;
    bool fail_files(sim::FileOperation operation, int error) override {
        return host_.fail_files(operation, error);
    }

private:
    std::filesystem::path filler() const { return folder_ / ".no-room-left"; }

    BrokerProcess& process_;
    BrokerHost& host_;
    Timers& timers_;
    std::filesystem::path folder_;
    Timers::Id start_ = 0;
    std::optional<rlimit> usual_limit_;
};

/// What faults do to the power of devices.
class DevicePower final : public sim::PowerPort {
public:
    using Cut = std::function<int(const std::string& device, Duration back_after)>;
    using Turn = std::function<int(const std::string& device, sim::PowerVerb verb)>;

    DevicePower(Cut cut, Turn turn) : cut_(std::move(cut)), turn_(std::move(turn)) {}
    int cut_power(const std::string& device, Duration back_after) override {
        return cut_(device, back_after);
    }
    int power(const std::string& device, sim::PowerVerb verb) override {
        return turn_(device, verb);
    }

private:
    Cut cut_;
    Turn turn_;
};

}  // namespace breakwire::harness
