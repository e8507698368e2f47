#include "sim/io/slirp_gateway.hpp"

#include <arpa/inet.h>
#include <slirp/libslirp.h>
#include <sys/epoll.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <csignal>
#include <limits>
#include <utility>

#include "sim/base/errors.hpp"
#include "sim/io/poll_set.hpp"
#include "sim/net/ethernet_frame.hpp"

namespace breakwire::sim {

namespace asio = boost::asio;

namespace {

in_addr ipv4(const char* text) {
    in_addr address{};
    inet_pton(AF_INET, text, &address);
    return address;
}

SlirpConfig small_network() {
    SlirpConfig config{};
    config.version = 4;
    config.in_enabled = true;
    config.vnetwork = ipv4("10.0.2.0");
    config.vnetmask = ipv4("255.255.255.0");
    config.vhost = ipv4(SlirpGateway::address);
    config.vdhcp_start = ipv4("10.0.2.15");
    config.vnameserver = ipv4("10.0.2.3");
    config.disable_dns = true;
    return config;
}

constexpr std::pair<int, std::uint32_t> words[] = {{SLIRP_POLL_IN, EPOLLIN},
                                                   {SLIRP_POLL_OUT, EPOLLOUT},
                                                   {SLIRP_POLL_PRI, EPOLLPRI},
                                                   {SLIRP_POLL_ERR, EPOLLERR},
                                                   {SLIRP_POLL_HUP, EPOLLHUP}};

std::uint32_t to_epoll(int events) {
    std::uint32_t all = 0;
    for (const auto& [slirp, epoll] : words) all |= (events & slirp) != 0 ? epoll : 0;
    return all;
}

int from_epoll(std::uint32_t events) {
    int all = 0;
    for (const auto& [slirp, epoll] : words) all |= (events & epoll) != 0 ? slirp : 0;
    return all;
}

}  // namespace

/// A stack of libslirp's with the loop that it wants to be in. What it asks back it asks through
/// plain functions, whose `owner` this is.
class SlirpGateway::Impl {
public:
    Impl(asio::io_context& io, TimeDriver& driver, Timers& timers, std::uint16_t port,
         ToBoard to_board);
    ~Impl();
    void take(ByteView frame);

private:
    /// libslirp's own timer, which only its IPv6 would need: it is off.
    struct Timer {};

    static Impl& of(void* owner) { return *static_cast<Impl*>(owner); }
    static SlirpCb callbacks();
    static ssize_t send_packet(const void* octets, std::size_t size, void* owner);
    static std::int64_t now_ns(void* owner);
    static int add_poll(int descriptor, int events, void* owner);
    static int get_events(int place, void* owner);

    void wait();
    void poll();
    void refresh();

    TimeDriver& driver_;
    Timers& timers_;
    const std::uint16_t port_;
    ToBoard to_board_;
    const SlirpCb callbacks_ = callbacks();
    PollSet set_;
    asio::posix::stream_descriptor readable_;
    Slirp* slirp_ = nullptr;
    Timers::Id timer_ = 0;
    const std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

SlirpGateway::Impl::Impl(asio::io_context& io, TimeDriver& driver, Timers& timers,
                         std::uint16_t port, ToBoard to_board)
    : driver_(driver),
      timers_(timers),
      port_(port),
      to_board_(std::move(to_board)),
      readable_(io, set_.descriptor()) {
    std::signal(SIGPIPE, SIG_IGN);
    const SlirpConfig config = small_network();
    slirp_ = slirp_new(&config, &callbacks_, this);
    if (slirp_ == nullptr) throw EnvironmentError("libslirp does not start");
    refresh();
    wait();
}

SlirpGateway::Impl::~Impl() {
    *alive_ = false;
    to_board_ = nullptr;
    if (timer_ != 0) timers_.cancel(timer_);
    if (slirp_ != nullptr) slirp_cleanup(slirp_);
    readable_.release();  // the set closes it
}

void SlirpGateway::Impl::take(ByteView frame) {
    if (!gateway_takes(frame, port_)) return;
    slirp_input(slirp_, reinterpret_cast<const std::uint8_t*>(frame.data()),
                static_cast<int>(frame.size()));
    refresh();
}

// --- Its loop -----------------------------------------------------------------------------------

void SlirpGateway::Impl::wait() {
    readable_.async_wait(asio::posix::stream_descriptor::wait_read,
                         [this, alive = alive_](const boost::system::error_code& error) {
                             if (error || !*alive) return;
                             driver_.enter();
                             if (!*alive) return;
                             poll();
                             wait();
                         });
}

void SlirpGateway::Impl::poll() {
    set_.look();
    slirp_pollfds_poll(slirp_, /*select_error=*/0, get_events, this);
    refresh();
}

/// What it waits for may be another thing after each of its turns.
void SlirpGateway::Impl::refresh() {
    constexpr std::uint32_t never = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t wait_ms = never;
    set_.begin();
    slirp_pollfds_fill(slirp_, &wait_ms, add_poll, this);
    set_.commit();
    if (timer_ != 0) timers_.cancel(std::exchange(timer_, 0));
    if (wait_ms == never) return;
    timer_ = timers_.after(wait_ms * 1ms, [this] {
        timer_ = 0;
        poll();
    });
}

// --- What it asks -------------------------------------------------------------------------------

SlirpCb SlirpGateway::Impl::callbacks() {
    static Timer none;
    SlirpCb all{};
    all.send_packet = send_packet;
    all.guest_error = [](const char*, void*) {};  // what the board does wrong is in the capture
    all.clock_get_ns = now_ns;
    all.timer_new = [](SlirpTimerCb, void*, void*) -> void* { return &none; };
    all.timer_free = [](void*, void*) {};
    all.timer_mod = [](void*, std::int64_t, void*) {};
    all.register_poll_fd = [](int, void*) {};
    all.unregister_poll_fd = [](int, void*) {};
    all.notify = [](void*) {};
    return all;
}

ssize_t SlirpGateway::Impl::send_packet(const void* octets, std::size_t size, void* owner) {
    const ToBoard& to_board = of(owner).to_board_;
    if (to_board) to_board({static_cast<const std::byte*>(octets), size});
    return static_cast<ssize_t>(size);
}

std::int64_t SlirpGateway::Impl::now_ns(void* owner) {
    return (of(owner).timers_.now() - Instant{}) / 1ns;
}

int SlirpGateway::Impl::add_poll(int descriptor, int events, void* owner) {
    return of(owner).set_.want(descriptor, to_epoll(events));
}

int SlirpGateway::Impl::get_events(int place, void* owner) {
    return from_epoll(of(owner).set_.happened(place));
}

// --- The gateway --------------------------------------------------------------------------------

SlirpGateway::SlirpGateway(asio::io_context& io, TimeDriver& driver, Timers& timers,
                           std::uint16_t port, ToBoard to_board)
    : impl_(std::make_unique<Impl>(io, driver, timers, port, std::move(to_board))) {}

SlirpGateway::~SlirpGateway() = default;

void SlirpGateway::take(ByteView frame) { impl_->take(frame); }

bool gateway_takes(ByteView frame, std::uint16_t port) {
    constexpr std::uint16_t dhcp_server = 67;  // RFC 2131 section 4.1
    const EthernetFrame known = EthernetFrame::look_into(frame);
    if (known.type == EthernetFrame::type_arp) return true;
    if (known.type != EthernetFrame::type_ipv4) return false;
    if (known.protocol == EthernetFrame::protocol_udp) {
        return known.destination_port == dhcp_server;
    }
    return known.is_tcp() && known.destination == ntohl(ipv4(SlirpGateway::address).s_addr) &&
           known.destination_port == port;
}

}  // namespace breakwire::sim
