#include "sim/net/layered_door.hpp"

#include <utility>

namespace breakwire::sim {
namespace {

/// A device that comes to a certain port.
class PortedIncoming : public Incoming {
public:
    PortedIncoming(std::optional<std::uint16_t> port, std::unique_ptr<Incoming> incoming)
        : port_(port), incoming_(std::move(incoming)) {}

    ConnectionId id() const override { return incoming_->id(); }
    const std::string& device() const override { return incoming_->device(); }
    const std::string& address() const override { return incoming_->address(); }
    std::optional<std::uint16_t> port() const override { return port_; }
    std::unique_ptr<Socket> accept(SocketEvents& events) override {
        return incoming_->accept(events);
    }
    void refuse() override { incoming_->refuse(); }

protected:
    std::unique_ptr<Incoming> take() { return std::move(incoming_); }

private:
    std::optional<std::uint16_t> port_;
    std::unique_ptr<Incoming> incoming_;
};

/// What the broker's door, or the next layer, is shown of a device that comes through a layer.
class LayeredIncoming final : public PortedIncoming {
public:
    LayeredIncoming(Timers& timers, SessionMaker make, std::optional<std::uint16_t> port,
                    std::unique_ptr<Incoming> incoming)
        : PortedIncoming(port, std::move(incoming)), timers_(timers), make_(std::move(make)) {}

    std::unique_ptr<Socket> accept(SocketEvents& events) override {
        return std::make_unique<UnsealingSocket>(timers_, make_, take(), events);
    }

private:
    Timers& timers_;
    SessionMaker make_;
};

}  // namespace

void LayeredDoor::on_connect(std::unique_ptr<Incoming> incoming) {
    const std::string device = incoming->device();
    const DoorPlan plan = plan_of_(device);
    const Luck luck = luck_.of(device).of(std::to_string(incoming->id()));
    const auto wrap = [&](SessionMaker make) {
        incoming = std::make_unique<LayeredIncoming>(around_.timers, std::move(make), plan.port,
                                                     std::move(incoming));
    };
    incoming = std::make_unique<PortedIncoming>(plan.port, std::move(incoming));
    if (plan.websocket) {
        wrap(websocket_sessions(around_.timers, around_.recorder, device, *plan.websocket, luck));
    }
    if (plan.tls) wrap(tls_sessions(around_, device, *plan.tls, luck));
    inner_.on_connect(std::move(incoming));
}

}  // namespace breakwire::sim
