#include "harness/wiring/simulation.hpp"

#include "harness/wiring/broker_ground.hpp"

namespace breakwire::harness {

Simulation::Simulation(std::uint64_t seed, const TimeMode& mode, const sim::TcpSettings& tcp)
    : timers("timers"),
      recorder([this] { return timers.now(); }),
      luck(seed),
      faults(recorder, luck.of("faults")),
      lies(recorder, luck.of("lies"), /*lies=*/true),
      network("network", recorder, faults, lies, timers, luck.of("network"), tcp),
      driver(make_driver(mode, io, kernel)) {}

}  // namespace breakwire::harness
