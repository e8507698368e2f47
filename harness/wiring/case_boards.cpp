#include "harness/wiring/case_boards.hpp"

#include <algorithm>
#include <set>

namespace breakwire::harness {

namespace {

devices::ConnectionEnd end_of(sim::Ending how) {
    switch (how) {
        case sim::Ending::rst:
            return devices::ConnectionEnd::rst;
        case sim::Ending::fin:
            return devices::ConnectionEnd::fin;
        case sim::Ending::silent:
            return devices::ConnectionEnd::silent;
    }
    return devices::ConnectionEnd::silent;
}

std::set<std::uint64_t> expected_events(const sim::Recorder& recorder) {
    std::set<std::uint64_t> expected;
    for (const sim::Event& event : recorder.events()) {
        const auto* check = event.as<sim::CheckEvent>();
        if (check != nullptr && check->held) {
            expected.insert(check->evidence.begin(), check->evidence.end());
        }
    }
    return expected;
}

}  // namespace

CaseBoards::CaseBoards(Simulation& simulation, const std::filesystem::path& kept,
                       const std::filesystem::path& scratch, devices::HostPort broker)
    : simulation_(simulation),
      doors_(simulation.io, *simulation.driver),
      ground_{simulation.io,
              *simulation.driver,
              kept,
              scratch,
              doors_,
              std::move(broker),
              [this](const std::string& problem) {
                  if (trouble_.empty()) trouble_ = problem;
              },
              [this](devices::BoardClient& board) { boards_.push_back(&board); },
              [this](const std::string& device) -> sim::EthernetLink& {
                  return simulation_.network.give_ethernet(device);
              }} {}

void CaseBoards::tell_surprises() {
    const std::set<std::uint64_t> expected = expected_events(simulation_.recorder);
    for (const devices::BoardClient* board : boards_) {
        for (const devices::Surprise& surprise : board->surprises()) {
            if (expected.contains(surprise.event)) continue;
            simulation_.recorder.add(sim::CheckEvent{
                "board", surprise.expected, surprise.seen, false, {surprise.event}, {}});
        }
    }
}

void CaseBoards::describe(std::vector<reports::Player>& players) const {
    for (reports::Player& player : players) {
        for (const devices::BoardClient* board : boards_) {
            if (board->device() != player.role) continue;
            player.firmware = board->facts().firmware;
            player.version = board->facts().version;
            player.boots = board->facts().boots;
        }
    }
}

// --- What faults do to their lines --------------------------------------------------------------

int CaseBoards::each(const std::string& device,
                     const std::function<bool(devices::MqttBridge&)>& what) {
    return static_cast<int>(std::count_if(boards_.begin(), boards_.end(), [&](auto* board) {
        const bool meant = device == "*" || device == board->device();
        return meant && board->bridge() != nullptr && what(*board->bridge());
    }));
}

void CaseBoards::garble(const std::string& device, Share octets, const Luck& luck,
                        const OnHit& on_hit) {
    harm(Harm::noise, device, octets, luck, on_hit);
}

void CaseBoards::swallow(const std::string& device, Share octets, const Luck& luck,
                         const OnHit& on_hit) {
    harm(Harm::drop, device, octets, luck, on_hit);
}

void CaseBoards::harm(Harm kind, const std::string& device, Share octets, const Luck& luck,
                      const OnHit& on_hit) {
    for (devices::BoardClient* board : boards_) {
        const bool meant = device == "*" || device == board->device();
        if (!meant || board->bridge() == nullptr) continue;
        devices::OctetFaults& faults = board->bridge()->line().octet_faults();
        devices::OctetFaults::Id& number = harms_[{kind, board->device()}];
        faults.remove(number);
        if (octets == Share{}) continue;
        devices::OctetFault fault{std::nullopt, {}, {}, luck.of(board->device())};
        (kind == Harm::noise ? fault.noise : fault.drop) = octets;
        fault.on_hit = [on_hit, role = board->device()](std::size_t count) {
            on_hit(role + ", " + std::to_string(count) + (count == 1 ? " octet" : " octets"));
        };
        number = faults.add(std::move(fault));
    }
}

int CaseBoards::pace(const std::string& device, std::uint32_t baud) {
    return each(device, [baud](devices::MqttBridge& bridge) {
        bridge.line().set_pace(baud == 0 ? std::nullopt : std::optional(baud));
        return true;
    });
}

int CaseBoards::send_break(const std::string& device, Duration lasts) {
    return each(device,
                [lasts](devices::MqttBridge& bridge) { return bridge.line().send_break(lasts); });
}

int CaseBoards::set_baud(const std::string& device, std::uint32_t baud) {
    return each(device, [baud](devices::MqttBridge& bridge) {
        return baud == 0 ? bridge.line().restore_baud() : bridge.line().set_baud(baud);
    });
}

int CaseBoards::unplug(const std::string& device, sim::Ending broker_sees) {
    return each(device, [broker_sees](devices::MqttBridge& bridge) {
        bridge.unplug(end_of(broker_sees));
        return true;
    });
}

int CaseBoards::plug(const std::string& device) {
    return each(device, [](devices::MqttBridge& bridge) {
        bridge.line().plug();
        return true;
    });
}

}  // namespace breakwire::harness
