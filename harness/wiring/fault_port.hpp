#pragma once

#include "scenarios/stage.hpp"
#include "sim/faults/fault_board.hpp"

namespace breakwire::harness {

/// The two fault boards of a case, as steps see them: the network's own and the broker's lies.
class FaultBoards final : public scenarios::FaultPort {
public:
    FaultBoards(sim::FaultBoard& network, sim::FaultBoard& lies) : network_(network), lies_(lies) {}

    std::uint64_t install(const std::string& kind, std::unique_ptr<sim::Fault> fault,
                          bool lie) override {
        return (lie ? lies_ : network_).install(kind, std::move(fault));
    }
    /// Both boards number their faults together, so the number says which one it is on.
    void remove(std::uint64_t fault) override {
        network_.remove(fault);
        lies_.remove(fault);
    }
    int heal(const std::string& kind, const std::string& device) override {
        return network_.heal(kind, device);
    }

private:
    sim::FaultBoard& network_;
    sim::FaultBoard& lies_;
};

}  // namespace breakwire::harness
