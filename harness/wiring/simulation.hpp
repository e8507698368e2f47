#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>

#include "sim/base/luck.hpp"
#include "sim/base/time_mode.hpp"
#include "sim/faults/fault_board.hpp"
#include "sim/io/time_driver.hpp"
#include "sim/kernel/kernel.hpp"
#include "sim/kernel/timer_queue.hpp"
#include "sim/net/network.hpp"
#include "sim/record/recorder.hpp"

namespace breakwire::harness {

/// The kernel, the network and the loop that owns time: what a case runs in, whoever is in it.
struct Simulation {
    /// `tcp`: of the broker's host.
    Simulation(std::uint64_t seed, const TimeMode& mode, const sim::TcpSettings& tcp = {});

    boost::asio::io_context io{1};
    sim::Kernel kernel;
    sim::TimerQueue timers;
    sim::Recorder recorder;
    Luck luck;
    sim::FaultBoard faults;
    sim::FaultBoard lies;
    sim::Network network;
    std::unique_ptr<sim::TimeDriver> driver;
};

}  // namespace breakwire::harness
