#include "harness/wiring/case_websockets.hpp"

#include <algorithm>

#include "harness/wiring/device_reader.hpp"

namespace breakwire::harness {

CaseWebSockets::CaseWebSockets(const CaseJob& job, const Address& broker)
    : plain_{broker.host, job.driver->websocket_port()},
      secure_{broker.host, job.driver->secure_websocket_port()} {
    DeviceReader reader;
    for (const scenarios::DeviceSection& section : job.scenario->devices) {
        if (!section.has_in_client("websocket")) continue;
        const auto settings = reader.read(section);
        const devices::ClientSettings& client = settings->client;
        clients_[section.name] = {client.websocket.value(), client.tls.has_value()};
    }
}

Address CaseWebSockets::address_for(bool secure) const { return secure ? secure_ : plain_; }

std::optional<Address> CaseWebSockets::listener_for(bool secure) const {
    const bool wanted = std::any_of(clients_.begin(), clients_.end(), [&](const auto& client) {
        return client.second.secure == secure;
    });
    return wanted ? std::optional(address_for(secure)) : std::nullopt;
}

Duration CaseWebSockets::longest_wait() const {
    Duration longest{};
    for (const auto& [device, client] : clients_) {
        longest = std::max(longest, client.settings.gather);
    }
    return longest;
}

void CaseWebSockets::add_to(sim::DoorPlan& plan, const std::string& device) const {
    const auto known = clients_.find(device);
    if (known == clients_.end()) return;
    const devices::WebSocketClientSettings& settings = known->second.settings;
    const Address listener = address_for(known->second.secure);
    plan.port = listener.port;
    auto& websocket = plan.websocket.emplace();
    websocket.settings.path = settings.path;
    websocket.settings.subprotocol = settings.subprotocol;
    websocket.settings.opcode =
        settings.frames == devices::FrameKind::text ? sim::Opcode::text : sim::Opcode::binary;
    websocket.settings.frame_size = settings.frame_size;
    websocket.host = listener.text();
    websocket.gather = settings.gather;
}

}  // namespace breakwire::harness
