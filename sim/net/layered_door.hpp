#pragma once

#include <functional>

#include "sim/net/tls_session.hpp"
#include "sim/net/unsealing_socket.hpp"
#include "sim/net/websocket_session.hpp"

namespace breakwire::sim {

/// How the broker is to be reached by a device.
struct DoorPlan {
    std::optional<std::uint16_t> port;          ///< nothing: the broker's usual one
    std::optional<TlsProfile> tls;              ///< spoken in the device's place
    std::optional<WebSocketProfile> websocket;  ///< the same, inside TLS if both are there
};

/// Stands before the broker's door and ends what lies between TCP and MQTT for devices that do not
/// speak it themselves: behind it a broker sees a client of TLS, with the device's certificate, or
/// of a WebSocket.
class LayeredDoor final : public Server {
public:
    using PlanOf = std::function<DoorPlan(const std::string& device)>;

    /// `inner` and what is in `around` must outlive it.
    LayeredDoor(const TlsSurroundings& around, const Luck& luck, Server& inner, PlanOf plan_of)
        : around_(around), luck_(luck), inner_(inner), plan_of_(std::move(plan_of)) {}

    void on_connect(std::unique_ptr<Incoming> incoming) override;

private:
    TlsSurroundings around_;
    Luck luck_;
    Server& inner_;
    PlanOf plan_of_;
};

}  // namespace breakwire::sim
