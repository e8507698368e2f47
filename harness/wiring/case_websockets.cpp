#include "harness/wiring/case_websockets.hpp"

#include <algorithm>

#include "harness/cli/kinds.hpp"

namespace breakwire::harness {

CaseWebSockets::CaseWebSockets(const CaseJob& job, const Address& broker)
    : listener_{broker.host, job.driver->websocket_port()} {
    for (const scenarios::DeviceSection& section : job.scenario->devices) {
        if (!section.has_in_client("websocket")) continue;
        clients_[section.name] = settings_of(section).client.websocket.value();
    }
}

std::optional<Address> CaseWebSockets::listener() const {
    return in_use() ? std::optional(listener_) : std::nullopt;
}

Duration CaseWebSockets::longest_wait() const {
    Duration longest{};
    for (const auto& [device, settings] : clients_) longest = std::max(longest, settings.gather);
    return longest;
}

void CaseWebSockets::add_to(sim::DoorPlan& plan, const std::string& device) const {
    const auto known = clients_.find(device);
    if (known == clients_.end()) return;
    const devices::WebSocketClientSettings& settings = known->second;
    plan.port = listener_.port;
    auto& websocket = plan.websocket.emplace();
    websocket.settings.path = settings.path;
    websocket.settings.subprotocol = settings.subprotocol;
    websocket.settings.opcode =
        settings.frames == devices::FrameKind::text ? sim::Opcode::text : sim::Opcode::binary;
    websocket.settings.frame_size = settings.frame_size;
    websocket.host = listener_.host + ':' + std::to_string(listener_.port);
    websocket.gather = settings.gather;
}

}  // namespace breakwire::harness
