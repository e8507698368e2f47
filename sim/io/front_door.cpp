#include "sim/io/front_door.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "sim/io/device_door.hpp"
#include "sim/io/first_words.hpp"

namespace breakwire::sim {

namespace asio = boost::asio;
using asio::ip::tcp;

/// An entrance with the connections that came through it.
class SharedEntrance final : public Entrance {
public:
    SharedEntrance(asio::io_context& io, TimeDriver& driver, std::shared_ptr<FrontDoor> door,
                   Settings settings);
    ~SharedEntrance() override;

    void close() override;
    void open() override;
    const tcp::endpoint& address() const override;

    void take(tcp::socket socket);
    const Settings& settings() const { return settings_; }

private:
    const std::shared_ptr<FrontDoor> door_;
    const Settings settings_;
    DoorGuest guest_;
    bool closed_ = false;
    std::vector<tcp::socket> unheard_;  ///< since it was closed
};

/// One address with all who share it.
class FrontDoor final : public std::enable_shared_from_this<FrontDoor> {
public:
    FrontDoor(asio::io_context& io, TimeDriver& driver, const tcp::endpoint& address,
              const std::string& whom)
        : driver_(driver), acceptor_(listen_at(io, address, whom)) {
        address_ = acceptor_.local_endpoint();
        acceptor_.non_blocking(true);
    }

    const tcp::endpoint& address() const { return address_; }
    bool is_open() const { return acceptor_.is_open(); }
    void admit(SharedEntrance& entrance) {
        entrances_.push_back(&entrance);
        if (entrances_.size() == 1) accept();
    }
    void dismiss(SharedEntrance& entrance);
    /// Finds out whose everything is that has come until now.
    void settle();

private:
    using Error = boost::system::error_code;

    /// A connection of which it is not known yet whose it is.
    struct Newcomer {
        explicit Newcomer(tcp::socket accepted);
        tcp::socket socket;
        tcp::endpoint peer;
        std::size_t seen = 0;  ///< octets, when it was looked at last
    };
    using NewcomerPtr = std::shared_ptr<Newcomer>;

    void accept();
    void await_words(const NewcomerPtr& newcomer);
    /// Whether it is a newcomer no more.
    bool identify(const NewcomerPtr& newcomer);
    void hand_over(const NewcomerPtr& newcomer, const FirstWords& words);
    void turn_away(const NewcomerPtr& newcomer, const std::string& why);
    tcp::socket release(const NewcomerPtr& newcomer);
    bool name_matters(const asio::ip::address& peer) const;
    SharedEntrance* whose(const asio::ip::address& peer,
                          const std::optional<std::string>& name) const;

    TimeDriver& driver_;
    tcp::acceptor acceptor_;
    tcp::endpoint address_;
    std::vector<SharedEntrance*> entrances_;
    std::vector<NewcomerPtr> newcomers_;  ///< nobody else keeps one
};

namespace {

bool fits(const DoorMatch& match, const asio::ip::address& peer) {
    return !match.address || *match.address == peer;
}

/// Ends a connection with RST. Asio takes the option back where a socket is closed by its
/// destructor.
void reset(tcp::socket& socket) {
    boost::system::error_code gone;
    socket.set_option(tcp::socket::linger(true, 0), gone);
    socket.close(gone);
}

/// An IPv4 address that came through a socket of IPv6 as what it is (RFC 4291 section 2.5.5.2).
tcp::endpoint plain(const tcp::endpoint& endpoint) {
    const asio::ip::address address = endpoint.address();
    if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return endpoint;
    return {asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()), endpoint.port()};
}

/// How much somebody asks for: a name is worth more than an address, which several may share.
int weight(const DoorMatch& match) { return (match.client_id ? 2 : 0) + (match.address ? 1 : 0); }

std::string text_of(const tcp::endpoint& endpoint) {
    return endpoint.address().to_string() + ':' + std::to_string(endpoint.port());
}

}  // namespace

// --- SharedEntrance -----------------------------------------------------------------------------

SharedEntrance::SharedEntrance(asio::io_context& io, TimeDriver& driver,
                               std::shared_ptr<FrontDoor> door, Settings settings)
    : door_(std::move(door)),
      settings_(std::move(settings)),
      guest_(io, driver, settings_.dialer, settings_.device) {
    door_->admit(*this);
}

SharedEntrance::~SharedEntrance() { door_->dismiss(*this); }

/// What came before this instant is of the device's life that ends now, too.
void SharedEntrance::close() {
    closed_ = true;
    door_->settle();
    guest_.vanish();
}

void SharedEntrance::open() {
    for (tcp::socket& socket : unheard_) reset(socket);
    unheard_.clear();
    closed_ = false;
}

const tcp::endpoint& SharedEntrance::address() const { return door_->address(); }

void SharedEntrance::take(tcp::socket socket) {
    if (!closed_) return guest_.connect(std::move(socket));
    unheard_.push_back(std::move(socket));
}

// --- FrontDoor ----------------------------------------------------------------------------------

FrontDoor::Newcomer::Newcomer(tcp::socket accepted) : socket(std::move(accepted)) {
    Error gone;
    peer = plain(socket.remote_endpoint(gone));
}

/// With nobody left, no wait of this door's may keep it in being.
void FrontDoor::dismiss(SharedEntrance& entrance) {
    std::erase(entrances_, &entrance);
    if (!entrances_.empty()) return;
    Error gone;
    acceptor_.close(gone);
    newcomers_.clear();
}

void FrontDoor::accept() {
    acceptor_.async_wait(tcp::acceptor::wait_read, [self = shared_from_this()](const Error& error) {
        if (error || self->entrances_.empty()) return;
        self->driver_.enter();
        self->settle();
        self->accept();
    });
}

void FrontDoor::settle() {
    for (const NewcomerPtr& each : std::vector(newcomers_)) identify(each);
    Error none;
    for (tcp::socket socket = acceptor_.accept(none); !none; socket = acceptor_.accept(none)) {
        newcomers_.push_back(std::make_shared<Newcomer>(std::move(socket)));
        const NewcomerPtr newcomer = newcomers_.back();
        if (!identify(newcomer)) await_words(newcomer);
    }
}

/// With no more octets than before, the peer has nothing more to say.
void FrontDoor::await_words(const NewcomerPtr& newcomer) {
    set_ready_at(newcomer->socket, newcomer->seen + 1);
    newcomer->socket.async_wait(
        tcp::socket::wait_read,
        [self = shared_from_this(), waiting = std::weak_ptr(newcomer)](const Error&) {
            const NewcomerPtr known = waiting.lock();
            if (!known) return;
            self->driver_.enter();
            const std::size_t before = known->seen;
            if (self->identify(known)) return;
            if (known->seen > before) return self->await_words(known);
            self->turn_away(known, "it has ended before it said who it is");
        });
}

bool FrontDoor::identify(const NewcomerPtr& newcomer) {
    if (!name_matters(newcomer->peer.address())) {
        hand_over(newcomer, {FirstWords::Kind::nameless, "its address is nobody's"});
        return true;
    }
    const Arrived arrived = look_at(newcomer->socket);
    newcomer->seen = arrived.octets.size();
    if (arrived.ended) return release(newcomer), true;
    const FirstWords words = FirstWords::of(arrived.octets);
    if (words.kind == FirstWords::Kind::unfinished) return false;
    hand_over(newcomer, words);
    return true;
}

void FrontDoor::hand_over(const NewcomerPtr& newcomer, const FirstWords& words) {
    const bool named = words.kind == FirstWords::Kind::named;
    const auto name = named ? std::optional(words.text) : std::nullopt;
    if (SharedEntrance* entrance = whose(newcomer->peer.address(), name)) {
        return entrance->take(release(newcomer));
    }
    turn_away(newcomer, named ? "its client identifier is '" + words.text + '\'' : words.text);
}

void FrontDoor::turn_away(const NewcomerPtr& newcomer, const std::string& why) {
    const std::string text =
        "a connection from " + text_of(newcomer->peer) + " is nobody's: " + why;
    tcp::socket socket = release(newcomer);
    reset(socket);
    for (const SharedEntrance* each : entrances_) {
        if (each->settings().on_stranger) each->settings().on_stranger(text);
    }
}

tcp::socket FrontDoor::release(const NewcomerPtr& newcomer) {
    tcp::socket socket = std::move(newcomer->socket);
    std::erase(newcomers_, newcomer);
    return socket;
}

bool FrontDoor::name_matters(const asio::ip::address& peer) const {
    return std::any_of(entrances_.begin(), entrances_.end(), [&](const SharedEntrance* each) {
        const DoorMatch& match = each->settings().match;
        return match.client_id && fits(match, peer);
    });
}

SharedEntrance* FrontDoor::whose(const asio::ip::address& peer,
                                 const std::optional<std::string>& name) const {
    SharedEntrance* best = nullptr;
    for (SharedEntrance* each : entrances_) {
        const DoorMatch& match = each->settings().match;
        if (!fits(match, peer) || (match.client_id && match.client_id != name)) continue;
        if (best == nullptr || weight(best->settings().match) < weight(match)) best = each;
    }
    return best;
}

// --- FrontDoors ---------------------------------------------------------------------------------

std::unique_ptr<Entrance> FrontDoors::enter(const tcp::endpoint& address,
                                            Entrance::Settings settings) {
    std::shared_ptr<FrontDoor> door = doors_[address].lock();
    if (!door || !door->is_open() || address.port() == 0) {
        door = std::make_shared<FrontDoor>(io_, driver_, address, settings.device);
        doors_[address] = door;
    }
    return std::make_unique<SharedEntrance>(io_, driver_, std::move(door), std::move(settings));
}

}  // namespace breakwire::sim
