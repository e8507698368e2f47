#include "sim/net/network.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/errors.hpp"
#include "sim/base/invariant.hpp"
#include "sim/kernel/kernel.hpp"

namespace breakwire::sim {

namespace {

/// Octets of an IP packet on Ethernet. Source: RFC 894.
constexpr std::size_t ethernet_mtu = 1500;

/// What faults may know of a segment. Number 0 is the SYN's, so the stream's octets begin at 1.
SegmentSeen seen(const Connection& connection, const TcpSegment& segment) {
    SegmentSeen seen;
    seen.device = connection.device().name();
    seen.connection = connection.id();
    seen.syn = segment.syn;
    seen.fin = segment.fin;
    seen.rst = segment.rst;
    seen.window_closed = segment.window_closed;
    seen.offset = segment.sequence > 0 ? segment.sequence - 1 : 0;
    seen.payload = segment.payload.size();
    return seen;
}

}  // namespace

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
    // No lie does what follows: these belong to faults that act on segments.
    int half_close(const std::string&, Side) override { return 0; }
    void stop_reading(const std::string&, Side, bool) override {}
    int move(const std::string&, const std::string&, bool) override { return 0; }
    void release(const Fault&, const std::string&) override {}
    Timers& timers() override { return network_.timers_; }

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
      context_{{recorder, faults, timers}, {recorder, lies, timers}, tcp_, *this},
      lies_port_(std::make_unique<LiesPort>(*this)) {
    SC_METHOD(deliver);
    sensitive << arrival_;
    dont_initialize();
    faults.attach(*this);
    lies.attach(*lies_port_);
}

Network::~Network() {
    if (held_timer_ != 0) timers_.cancel(held_timer_);
}

void Network::add_device(const std::string& name, const std::string& address,
                         const LinkSettings& link, const TcpSettings& tcp) {
    const Luck luck = luck_.of("link").of(name);
    if (tcp_of_devices_.empty() || tcp_of_devices_.back() != tcp) tcp_of_devices_.push_back(tcp);
    const TcpSettings& kept = tcp_of_devices_.back();
    const auto [place, added] =
        devices_.try_emplace(name, DeviceHost{nullptr, address, Link(link, luck), kept});
    BREAKWIRE_INVARIANT(added);
    place->second.key = &place->first;
}

void Network::seal_device(const std::string& name) {
    const auto host = devices_.find(name);
    BREAKWIRE_INVARIANT(host != devices_.end());
    host->second.sealed = true;
}

EthernetLink& Network::give_ethernet(const std::string& name) {
    const auto found = devices_.find(name);
    BREAKWIRE_INVARIANT(found != devices_.end());
    DeviceHost& host = found->second;
    if (!host.ethernet) {
        host.ethernet = std::make_unique<EthernetLink>(
            name, host.link, faults_, timers_,
            EthernetLink::Listener{
                [this, &host] { return announce(host); },
                [this, &host](ConnectionId connection) { refused(host, connection); }});
    }
    return *host.ethernet;
}

/// The board has dialled, which shows in the record even if it gets no further.
ConnectionId Network::announce(DeviceHost& host) {
    host.dialled = ++last_id_;
    context_.client.recorder.add(ConnectionSeen{host.name(), host.dialled, Direction::up,
                                                Tap::client, Transport::dialing, host.address});
    return host.dialled;
}

void Network::refused(DeviceHost& host, ConnectionId connection) {
    if (host.dialled == connection) host.dialled = 0;
    context_.client.recorder.add(ConnectionSeen{host.name(), connection, Direction::down,
                                                Tap::client, Transport::refused, host.address});
}

void Network::change_link(const std::string& name, const LinkSettings& link) {
    const auto host = devices_.find(name);
    BREAKWIRE_INVARIANT(host != devices_.end());
    host->second.link = Link(link, luck_.of("link").of(name));
}

std::unique_ptr<Socket> Network::dial(const std::string& device, SocketEvents& events) {
    const auto host = devices_.find(device);
    BREAKWIRE_INVARIANT(host != devices_.end());
    const ConnectionId announced = std::exchange(host->second.dialled, 0);
    const ConnectionId id = announced != 0 ? announced : ++last_id_;
    const auto connection = std::make_shared<Connection>(id, host->second, context_);
    host->second.connections.push_back(connection);
    ConnectionEnd& client = connection->client();
    auto socket = client.open(events);
    if (announced == 0) client.record(Transport::dialing, Direction::up, host->second.address);
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

int Network::half_close(const std::string& device, Side side) {
    return for_each_of(device, [side](Connection& each) { return each.end(side).half_close(); });
}

void Network::stop_reading(const std::string& device, Side side, bool stop) {
    for (auto& [name, host] : devices_) {
        if (device != "*" && device != name) continue;
        std::uint16_t& stops = host.stops_reading.at(static_cast<std::size_t>(side));
        stop ? ++stops : --stops;
    }
    for_each_of(device, [side](Connection& each) {
        each.end(side).look_whether_to_read();
        return true;
    });
}

int Network::move(const std::string& device, const std::string& address, bool noticed) {
    for (auto& [name, host] : devices_) {
        if (device != "*" && device != name) continue;
        host.address = address.empty() ? free_address(host.address) : address;
    }
    return for_each_of(device, [noticed](Connection& each) {
        const bool in_use = each.client().in_use();
        each.silence();
        if (noticed) each.client().end_by_fault(Ending::rst);
        return in_use;
    });
}

std::string Network::free_address(const std::string& address) const {
    const std::string range = address.substr(0, address.find('.', address.find('.') + 1));
    for (int host = 65'534; host > 0; --host) {
        std::string free =
            range + "." + std::to_string(host / 256) + "." + std::to_string(host % 256);
        const auto is_it = [&](const auto& each) { return each.second.address == free; };
        if (std::ranges::none_of(devices_, is_it)) return free;
    }
    throw EnvironmentError("no address is left in " + range + ".0.0/16");
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
/// Whether anybody could tell what segments the device's octets are in.
bool Network::is_watched(const DeviceHost& device) const {
    return !device.link.ideal() || faults_.concerns(device.name());
}

void Network::transmit(const std::shared_ptr<Connection>& connection, Direction direction,
                       TcpSegment segment) {
    if (connection->device().ethernet) {
        return travel({connection, direction, std::move(segment)}, timers_.now());
    }
    // What was due before this segment was sent goes first.
    if (held_.next() <= timers_.now()) let_go_due();
    SegmentInFlight in_flight(direction, segment.size(), timers_.now(), seen(*connection, segment));
    if (tcp_.offload && is_watched(connection->device())) in_flight.limit_size(ethernet_mtu);
    connection->device().link.enter(in_flight);
    decide({connection, direction, std::move(segment)}, std::move(in_flight));
}

void Network::decide(Traveller traveller, SegmentInFlight in_flight) {
    const auto connection = traveller.connection;
    const Direction direction = traveller.direction;
    faults_.on_segment(connection->device().name(), connection->id(), in_flight);
    if (in_flight.held_until()) return hold(std::move(traveller), std::move(in_flight));
    if (in_flight.cut() && !in_flight.dropped()) return cut(std::move(traveller), in_flight);
    auto rest = traveller.segment.cut(in_flight.size());
    if (!in_flight.dropped()) go_on(std::move(traveller), in_flight);
    if (rest) transmit(connection, direction, std::move(*rest));
}

void Network::go_on(Traveller traveller, const SegmentInFlight& in_flight) {
    if (in_flight.rejected()) traveller.rejecter = in_flight.behind();
    if (in_flight.slices()) return enter_in_slices(traveller, in_flight);
    enter_link(traveller, in_flight);
}

void Network::enter_link(const Traveller& traveller, const SegmentInFlight& in_flight) {
    const Instant now = timers_.now();
    // The path of what is rejected on its way down ends before the link.
    if (traveller.rejecter != nullptr && traveller.direction == Direction::down) {
        return travel(traveller, now);
    }
    for (int copy = 0; copy < in_flight.copies(); ++copy) {
        const auto arrival = traveller.connection->device().link.carry(now, in_flight);
        if (arrival) travel(traveller, *arrival);
    }
}

void Network::enter_in_slices(const Traveller& traveller, const SegmentInFlight& in_flight) {
    const auto& [starts, gap] = *in_flight.slices();
    const std::size_t size = traveller.segment.payload.size();
    for (std::size_t i = 0; i < starts.size() && starts[i] < size; ++i) {
        const std::size_t end = i + 1 < starts.size() ? std::min(starts[i + 1], size) : size;
        TcpSegment part = traveller.segment.slice(starts[i], end - starts[i]);
        SegmentInFlight like_it = in_flight.resized(part.size());
        like_it.delay_by(gap * static_cast<std::int64_t>(i));
        enter_link({traveller.connection, traveller.direction, std::move(part), traveller.rejecter},
                   like_it);
    }
}

/// What is kept travels on; behind it the connection ends, from this end of the link.
void Network::cut(Traveller traveller, const SegmentInFlight& in_flight) {
    const auto connection = traveller.connection;
    const bool up = traveller.direction == Direction::up;
    const std::size_t keep = in_flight.cut()->keep;
    const std::uint64_t end = traveller.segment.sequence + keep;
    if (keep > 0) {
        TcpSegment kept = traveller.segment.slice(0, keep);
        kept.fin = false;
        const SegmentInFlight like_it = in_flight.resized(kept.size());
        enter_link({connection, traveller.direction, std::move(kept)}, like_it);
    }
    (up ? connection->client() : connection->broker()).end_on_wire(in_flight.cut()->how, end);
}

void Network::hold(Traveller traveller, SegmentInFlight in_flight) {
    const Instant before = held_.next();
    held_.add(std::move(traveller), std::move(in_flight));
    if (held_.next() == before) return;
    if (held_timer_ != 0) timers_.cancel(held_timer_);
    held_timer_ = timers_.at(held_.next(), [this] { let_go_due(); });
}

void Network::let_go(std::vector<HeldSegments<Traveller>::Held> held) {
    for (auto& each : held) {
        if (each.traveller.connection->silenced()) continue;
        each.in_flight.enters_at(timers_.now());
        each.traveller.connection->device().link.show_queue(each.in_flight);
        decide(std::move(each.traveller), std::move(each.in_flight));
    }
}

void Network::let_go_due() {
    if (held_timer_ != 0) timers_.cancel(std::exchange(held_timer_, 0));
    auto due = held_.take_due(timers_.now());
    if (held_.next() != Instant::max()) {
        held_timer_ = timers_.at(held_.next(), [this] { let_go_due(); });
    }
    let_go(std::move(due));
}

void Network::release(const Fault& holder, const std::string& device) {
    let_go(held_.take(holder, device));
    for (auto& [name, host] : devices_) {
        if (host.ethernet && (device == "*" || device == name)) host.ethernet->release(holder);
    }
}

void Network::travel(Traveller traveller, Instant arrival) {
    in_flight_.push(timers_.now(), arrival, std::move(traveller));
    wake();
}

void Network::arrive(const Traveller& traveller) {
    if (traveller.rejecter != nullptr) return answer_with_reset(traveller);
    traveller.connection->receive(traveller.direction, traveller.segment);
}

void Network::answer_with_reset(const Traveller& rejected) {
    TcpSegment reset = rejected.segment.answered_by_reset();
    const auto& connection = rejected.connection;
    // The broker's own answer comes from this side of the link.
    if (rejected.direction == Direction::down) return connection->receive(Direction::up, reset);
    SegmentInFlight in_flight(Direction::down, reset.size(), timers_.now(),
                              seen(*connection, reset));
    connection->device().link.enter(in_flight);
    in_flight.set_behind(rejected.rejecter);
    decide({connection, Direction::down, std::move(reset)}, std::move(in_flight));
}

void Network::deliver() {
    finished_.clear();
    waking_at_ = timers_.now();  // What is sent meanwhile is seen by this loop.
    Kernel::guarded([this] {
        while (const auto due = in_flight_.pop_due(timers_.now())) {
            arrive(*due);
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
