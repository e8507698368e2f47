#pragma once

#include <vector>

#include "devices/boards/board_stack.hpp"
#include "harness/wiring/simulation.hpp"
#include "reports/case_result.hpp"
#include "sim/faults/line_port.hpp"

namespace breakwire::harness {

/// The boards that play devices of a case: where they live, what faults do to their lines, and what
/// they did that nobody had asked for.
class CaseBoards final : public sim::LinePort {
public:
    /// `kept`: where their logs stay; `scratch`: a folder with a short path. `broker`: what those
    /// are told that have no network of their own. `simulation` must outlive it.
    CaseBoards(Simulation& simulation, const std::filesystem::path& kept,
               const std::filesystem::path& scratch, devices::HostPort broker);

    /// The settings of a device as `board` plays it.
    devices::DeviceSettings play(std::shared_ptr<const devices::BoardSettings> board,
                                 devices::DeviceSettings simulated) {
        return devices::played_by(ground_, std::move(board), std::move(simulated));
    }

    /// Why nothing is proved: what does not work about the bench. Empty if all does.
    const std::string& trouble() const { return trouble_; }
    /// Records a broken expectation for each surprise that no expectation names in its evidence.
    void tell_surprises();
    /// Fills in what the boards have told of themselves.
    void describe(std::vector<reports::Player>& players) const;

    void garble(const std::string& device, Share octets, const Luck& luck,
                const OnHit& on_hit) override;
    void swallow(const std::string& device, Share octets, const Luck& luck,
                 const OnHit& on_hit) override;
    int pace(const std::string& device, std::uint32_t baud) override;
    int send_break(const std::string& device, Duration lasts) override;
    int set_baud(const std::string& device, std::uint32_t baud) override;
    int unplug(const std::string& device, sim::Ending broker_sees) override;
    int plug(const std::string& device) override;

private:
    enum class Harm { noise, drop };
    void harm(Harm kind, const std::string& device, Share octets, const Luck& luck,
              const OnHit& on_hit);
    /// Calls `what` for the bridge of each board that is meant; how often that was true.
    int each(const std::string& device, const std::function<bool(devices::MqttBridge&)>& what);

    Simulation& simulation_;
    std::string trouble_;
    std::vector<devices::BoardClient*> boards_;  ///< they live as long as their devices
    std::map<std::pair<Harm, std::string>, devices::OctetFaults::Id> harms_;
    sim::FrontDoors doors_;
    devices::BoardGround ground_;
};

}  // namespace breakwire::harness
