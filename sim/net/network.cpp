#include "sim/net/network.hpp"

#include <utility>

#include "sim/base/invariant.hpp"
#include "sim/kernel/kernel.hpp"

namespace breakwire::sim {

/// What lies do, they do on the broker's side of connections.
class Network::LiesPort final : public ConnectionPort {
public:
    explicit LiesPort(Network& network) : network_(network) {}

    int end_connections(const std::string& device, Ending how) override {
        return network_.for_each_of(
            device, [how](Connection& each) { return each.broker().end_by_fault(how); });
    }
    int vanish(const std::string& device) override {
        return network_.for_each_of(device, [](Connection& each) {
            const bool in_use = each.broker().in_use();
            each.broker().vanish();
            return in_use;
        });
    }

private:
    Network& network_;
};

Network::Network(const sc_core::sc_module_name& name, Recorder& recorder, FaultBoard& faults,
                 FaultBoard& lies, Timers& timers, const Luck& luck, TcpSettings tcp)
    : sc_module(name),
      faults_(faults),
      timers_(timers),
      luck_(luck),
      tcp_(tcp),
      context_{recorder, faults, lies, timers, tcp_, *this},
      lies_port_(std::make_unique<LiesPort>(*this)) {
    SC_METHOD(deliver);
    sensitive << arrival_;
    dont_initialize();
    faults.attach(*this);
    lies.attach(*lies_port_);
}

Network::~Network() = default;

void Network::add_device(const std::string& name, const std::string& address,
                         const LinkSettings& link) {
    const Luck luck = luck_.of("link").of(name);
    const bool added =
        devices_.try_emplace(name, DeviceHost{name, address, Link(link, luck)}).second;
    BREAKWIRE_INVARIANT(added);
}

void Network::change_link(const std::string& name, const LinkSettings& link) {
    const auto host = devices_.find(name);
    BREAKWIRE_INVARIANT(host != devices_.end());
    host->second.link = Link(link, luck_.of("link").of(name));
}

std::unique_ptr<Socket> Network::dial(const std::string& device, SocketEvents& events) {
    const auto host = devices_.find(device);
    BREAKWIRE_INVARIANT(host != devices_.end());
    const auto connection = std::make_shared<Connection>(++last_id_, host->second, context_);
    host->second.connections.push_back(connection);
    ConnectionEnd& client = connection->client();
    auto socket = client.open(events);
    client.record(Transport::dialing, Direction::up, host->second.address);
    client.tcp().connect();
    return socket;
}

int Network::end_connections(const std::string& device, Ending how) {
    return for_each_of(device, [how](Connection& each) { return each.client().end_by_fault(how); });
}

int Network::vanish(const std::string& device) {
    return for_each_of(device, [](Connection& each) {
        const bool in_use = each.client().in_use();
        each.client().vanish();
        return in_use;
    });
}

std::size_t Network::live_connections() const {
    std::size_t count = 0;
    for (const auto& [name, host] : devices_) count += host.connections.size();
    return count;
}

int Network::for_each_of(const std::string& device, const std::function<bool(Connection&)>& act) {
    std::vector<std::shared_ptr<Connection>> concerned;
    for (const auto& [name, host] : devices_) {
        if (device != "*" && device != name) continue;
        concerned.insert(concerned.end(), host.connections.begin(), host.connections.end());
    }
    int touched = 0;
    for (const auto& connection : concerned) touched += act(*connection) ? 1 : 0;
    return touched;
}

// --- Segments -----------------------------------------------------------------------------------

/// What the link or a fault cuts off for its size goes on as a segment with luck of its own.
void Network::transmit(const std::shared_ptr<Connection>& connection, Direction direction,
                       TcpSegment segment) {
    DeviceHost& device = connection->device();
    std::optional<TcpSegment> rest;
    do {
        SegmentInFlight in_flight(direction, segment.size(), timers_.now(), device.name);
        device.link.enter(in_flight);
        faults_.on_segment(device.name, connection->id(), in_flight);
        rest = segment.cut(in_flight.size());
        if (!in_flight.dropped()) carry(connection, in_flight, segment);
        if (rest) segment = std::move(*rest);
    } while (rest);
}

void Network::carry(const std::shared_ptr<Connection>& connection, const SegmentInFlight& in_flight,
                    const TcpSegment& segment) {
    const Instant now = timers_.now();
    for (int copy = 0; copy < in_flight.copies(); ++copy) {
        const auto arrival = connection->device().link.carry(now, in_flight);
        if (arrival) in_flight_.push(now, *arrival, {connection, in_flight.direction(), segment});
    }
    wake();
}

void Network::deliver() {
    finished_.clear();
    waking_at_ = timers_.now();  // What is sent meanwhile is seen by this loop.
    Kernel::guarded([this] {
        while (const auto due = in_flight_.pop_due(timers_.now())) {
            due->connection->receive(due->direction, due->segment);
        }
    });
    waking_at_ = Instant::max();
    wake();
}

void Network::wake() {
    const auto next = in_flight_.next();
    if (!next || *next >= waking_at_) return;
    waking_at_ = *next;
    const Instant now = timers_.now();
    arrival_.notify(to_sc_time(*next > now ? *next - now : Duration{}));
}

void Network::reached_server(const std::shared_ptr<Connection>& connection) {
    auto offer = std::make_unique<Offer>(connection);
    if (server_ == nullptr) return offer->refuse();
    server_->on_connect(std::move(offer));
}

void Network::over(const std::shared_ptr<Connection>& connection) {
    // `finished_` first: the device's list may hold the last reference but for our caller's.
    finished_.push_back(connection);
    std::erase(connection->device().connections, connection);
}

}  // namespace breakwire::sim
