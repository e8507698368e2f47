#include "devices/stacks/packet_client.hpp"

#include <algorithm>

#include "sim/mqtt/encode.hpp"

namespace breakwire::devices {

PacketClient::PacketClient(const StackContext& context, SessionSettings settings,
                           Duration connect_timeout, ClientEvents& events)
    : world_(context.world),
      device_(context.device),
      connect_timeout_(connect_timeout),
      waits_for_connack_(settings.auto_connect),
      events_(events),
      session_(std::move(settings)) {}

PacketClient::~PacketClient() {
    stop_timers();
    world_.timers.cancel(sweep_);
}

void PacketClient::connect() {
    if (line_) return;
    deadline_ = world_.timers.after(connect_timeout_, [this] {
        deadline_ = 0;
        give_up();
    });
    PacketLine::Owner& owner = *this;
    line_ = std::make_unique<PacketLine>(world_.dialer, device_, session_.version(), owner);
}

void PacketClient::disconnect(std::uint8_t reason) {
    if (session_.connected()) return perform(session_.disconnect(reason));
    if (!line_) return;
    hang_up();
    events_.on_connect_failed(reasons::by_us);
}

std::optional<int> PacketClient::publish(const Message& message) {
    if (!connected()) return std::nullopt;
    return perform(session_.publish(message, world_.timers.now()));
}

std::optional<int> PacketClient::subscribe(const mqtt::Subscription& subscription) {
    if (!connected()) return std::nullopt;
    return perform(session_.subscribe(subscription, world_.timers.now()));
}

std::optional<int> PacketClient::unsubscribe(const std::string& filter) {
    if (!connected()) return std::nullopt;
    return perform(session_.unsubscribe(filter, world_.timers.now()));
}

bool PacketClient::send_raw(ByteView bytes) {
    if (!line_ || !line_->open()) return false;
    session_.sent(world_.timers.now());
    line_->send(bytes);
    set_alarm();
    return true;
}

void PacketClient::power_off() {
    stop_timers();
    session_.forget();
    if (line_) parting_.push_back(std::move(line_));
    for (auto& each : std::exchange(parting_, {})) {
        each->vanish();
        bury(std::move(each));
    }
}

void PacketClient::on_open() {
    // Whoever sends its own CONNECT takes its own time.
    if (!waits_for_connack_) world_.timers.cancel(std::exchange(deadline_, 0));
    perform(session_.open(world_.timers.now()));
}

void PacketClient::on_packet(const mqtt::Packet& packet) {
    perform(session_.receive(packet, world_.timers.now()));
}

/// Source: MQTT 5.0 section 4.13.1, 3.1.1 section 4.8: the receiver closes the connection.
void PacketClient::on_malformed(const std::string& why) {
    constexpr std::uint8_t malformed_packet = 0x81;
    const bool was_connected = session_.connected();
    if (was_connected && session_.version() == mqtt::Version::v5_0) {
        line_->send(mqtt::encode(mqtt::Disconnect{malformed_packet}, session_.version()));
    }
    hang_up();
    const std::string text = "malformed packet from the broker: " + why;
    if (was_connected) {
        events_.on_disconnected(text);
    } else {
        events_.on_connect_failed(text);
    }
}

void PacketClient::on_end(const std::string& how) {
    const bool was_connected = session_.connected();
    const bool was_open = line_->open();
    hang_up();
    if (was_connected) {
        events_.on_disconnected(reasons::lost(how));
    } else {
        events_.on_connect_failed(was_open ? reasons::lost_early(how) : how);
    }
}

void PacketClient::on_over(PacketLine& line) {
    const auto found =
        std::ranges::find_if(parting_, [&line](const auto& each) { return each.get() == &line; });
    bury(std::move(*found));
    parting_.erase(found);
}

int PacketClient::perform(session::Request request) {
    perform(std::move(request.actions));
    return request.token;
}

/// Events may end the connection or start another; what was meant for this one is void then.
void PacketClient::perform(session::Actions actions) {
    const PacketLine* line = line_.get();
    for (session::Action& action : actions) {
        if (line_.get() != line) return;
        std::visit([this](auto& known) { act(known); }, action);
    }
    if (line_) set_alarm();
}

void PacketClient::act(session::Send& send) {
    line_->send(mqtt::encode(send.packet, session_.version()));
}

void PacketClient::act(session::Connected& connected) {
    world_.timers.cancel(std::exchange(deadline_, 0));
    events_.on_connected(connected.session_present);
}

void PacketClient::act(session::Refused& refused) {
    hang_up();
    events_.on_connect_failed(refused.why);
}

void PacketClient::act(session::Arrived& arrived) { events_.on_message(arrived.message); }

void PacketClient::act(session::Published& published) { events_.on_published(published.token); }

void PacketClient::act(session::Subscribed& subscribed) {
    events_.on_subscribed(subscribed.token, subscribed.codes);
}

void PacketClient::act(session::Ended& ended) {
    hang_up();
    events_.on_disconnected(ended.why);
}

void PacketClient::give_up() {
    hang_up();
    events_.on_connect_failed(reasons::timed_out);
}

/// Closes this side; the connection parts by itself.
void PacketClient::hang_up() {
    stop_timers();
    session_.close();
    line_->finish();
    if (line_->state() == PacketLine::State::parting) {
        parting_.push_back(std::move(line_));
    } else {
        bury(std::move(line_));
    }
}

/// Keeps a line until whoever called us through it is done.
void PacketClient::bury(std::unique_ptr<PacketLine> line) {
    buried_.push_back(std::move(line));
    if (sweep_ != 0) return;
    sweep_ = world_.timers.after(Duration{}, [this] {
        sweep_ = 0;
        buried_.clear();
    });
}

void PacketClient::set_alarm() {
    world_.timers.cancel(std::exchange(alarm_, 0));
    const auto when = session_.next_deadline();
    if (!when) return;
    alarm_ = world_.timers.at(*when, [this] {
        alarm_ = 0;
        perform(session_.tick(world_.timers.now()));
    });
}

void PacketClient::stop_timers() {
    world_.timers.cancel(std::exchange(deadline_, 0));
    world_.timers.cancel(std::exchange(alarm_, 0));
}

}  // namespace breakwire::devices
