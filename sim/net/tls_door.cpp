#include "sim/net/tls_door.hpp"

#include <utility>

namespace breakwire::sim {
namespace {

/// What the broker's door is shown of a device whose way there is planned.
class PlannedIncoming final : public Incoming {
public:
    PlannedIncoming(const TlsSurroundings& around, const Luck& luck, DoorPlan plan,
                    std::unique_ptr<Incoming> incoming)
        : around_(around), luck_(luck), plan_(std::move(plan)), incoming_(std::move(incoming)) {}

    ConnectionId id() const override { return incoming_->id(); }
    const std::string& device() const override { return incoming_->device(); }
    const std::string& address() const override { return incoming_->address(); }
    std::optional<std::uint16_t> port() const override { return plan_.port; }
    std::unique_ptr<Socket> accept(SocketEvents& events) override {
        if (!plan_.tls) return incoming_->accept(events);
        return std::make_unique<UnsealingSocket>(around_, *plan_.tls, luck_, std::move(incoming_),
                                                 events);
    }
    void refuse() override { incoming_->refuse(); }

private:
    const TlsSurroundings& around_;
    Luck luck_;
    DoorPlan plan_;
    std::unique_ptr<Incoming> incoming_;
};

}  // namespace

void TlsDoor::on_connect(std::unique_ptr<Incoming> incoming) {
    DoorPlan plan = plan_of_(incoming->device());
    const Luck luck = luck_.of(incoming->device()).of(std::to_string(incoming->id()));
    inner_.on_connect(
        std::make_unique<PlannedIncoming>(around_, luck, std::move(plan), std::move(incoming)));
}

}  // namespace breakwire::sim
