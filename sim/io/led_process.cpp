#include "sim/io/led_process.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <utility>

#include "sim/base/errors.hpp"
#include "sim/base/invariant.hpp"
#include "sim/io/local_pair.hpp"
#include "sim/io/stuck_process.hpp"

namespace breakwire::sim {

using lockstep::Grant;
using lockstep::GrantKind;
using lockstep::Report;
using lockstep::ReportKind;

LedProcess::LedProcess(boost::asio::io_context& io, TimeDriver& driver, Kernel& kernel,
                       std::filesystem::path shim, std::uint64_t seed,
                       std::unique_ptr<LedTransport> transport)
    : io_(io),
      driver_(driver),
      kernel_(kernel),
      shim_(std::move(shim)),
      seed_(seed),
      transport_(std::move(transport)) {
    driver_.join(*this);
}

LedProcess::~LedProcess() { end(); }

// --- Life ---------------------------------------------------------------------------------------

void LedProcess::start(ChildCommand command, Events events) {
    BREAKWIRE_INVARIANT(!running());
    events_ = std::move(events);
    // A new life has luck of its own, but the same in every run.
    channel_ = std::make_unique<ControlChannel>(seed_ + lives_++);
    channel_->set_now(kernel_.now());
    transport_->set_up(channel_->block());
    set_up_machine();
    channel_->block().settle_threads = command.has_threads ? 1 : 0;
    channel_->lead(command, shim_);
    booted_ = ready_told_ = interrupted_ = must_look_ = ending_ = held_ = false;
    full_writes_ = 0;
    wake_ = lockstep::never;
    exit_.reset();
    child_ = std::make_unique<ChildProcess>(
        io_, driver_, command,
        ChildProcess::Events{[this](std::string_view line) { lines_.emplace_back(line); },
                             [this](const ChildExit& exit) { exit_ = exit; }});
    channel_->started();
}

void LedProcess::end() {
    forget_connections();
    child_.reset();
}

void LedProcess::vanish() {
    for (const auto& [number, connection] : connections_) connection->vanish();
    end();
}

bool LedProcess::running() const { return child_ != nullptr && child_->running(); }

pid_t LedProcess::pid() const { return child_->pid(); }

void LedProcess::signal(int number) {
    if (!running()) return;
    kill(-child_->pid(), number);
    if (number == SIGKILL) {
        ending_ = true;
    } else {
        interrupted_ = true;
    }
}

void LedProcess::hold(bool on) {
    held_ = on;
    if (!on) must_look_ = true;
}

void LedProcess::jump_clock(Duration by) {
    clock_offset_ += by;
    if (running()) channel_->block().realtime_base += static_cast<std::uint64_t>(by.count());
}

void LedProcess::fail_files(FileOperation operation, int error) {
    file_errors_[operation] = error;
    if (running()) channel_->block().file_errors[static_cast<std::size_t>(operation)] = error;
}

/// What has been done to its machine holds for each life.
void LedProcess::set_up_machine() {
    lockstep::Block& block = channel_->block();
    block.realtime_base += static_cast<std::uint64_t>(clock_offset_.count());
    events_.host_name.copy(block.host_name, lockstep::host_name_max - 1);
    for (const auto& [operation, error] : file_errors_) {
        block.file_errors[static_cast<std::size_t>(operation)] = error;
    }
}

// --- What the driver asks -----------------------------------------------------------------------

std::optional<Instant> LedProcess::next_deadline() {
    if (!running() || held_ || wake_ == lockstep::never) return std::nullopt;
    return Instant(Duration(static_cast<Duration::rep>(wake_)));
}

bool LedProcess::quiescent() {
    if (child_ == nullptr) return true;
    if (ending_ || exit_ || !lines_.empty()) return false;
    return !running() || held_ || !has_work();
}

/// Whether there is anything to give the process a turn for, but for its own wake.
bool LedProcess::has_work() const {
    return !booted_ || !items_.empty() || interrupted_ || must_look_ || reply_;
}

Instant LedProcess::advance(Instant now, Instant horizon) {
    if (child_ == nullptr || exit_) return now;
    if (ending_ || !running()) {
        reap();
        return now;
    }
    const auto due = next_deadline();
    if (held_ || (!has_work() && !(due && *due <= now))) return now;
    channel_->set_now(now);
    take_turn(now, horizon);
    return channel_->now();
}

/// The process has done what it could at the instant that the kernel stands at by now.
void LedProcess::deliver() {
    if (channel_ == nullptr) return;
    take_touched();
    for (const std::string& line : std::exchange(lines_, {})) events_.on_line(line);
    if (question_) answer_question(*std::exchange(question_, std::nullopt));
    if (exit_) return tell_end();
    sweep();
    if (!ready_told_ && booted_ && transport_->listening()) {
        ready_told_ = true;
        if (events_.on_ready) events_.on_ready();
    }
}

// --- A turn -------------------------------------------------------------------------------------

void LedProcess::take_turn(Instant now, Instant horizon) {
    for (const std::uint32_t number : std::exchange(choked_, {})) {
        if (LedConnection* connection = find(number)) connection->take({});
    }
    if (booted_ && !bring_next()) return;
    // Whoever has more to come at this instant does not look ahead.
    const Instant limit = items_.empty() ? horizon : now;
    channel_->block().limit = static_cast<std::uint64_t>(limit.time_since_epoch().count());
    if (booted_) {
        channel_->give(*std::exchange(reply_, std::nullopt), std::exchange(reply_descriptor_, -1));
    }
    booted_ = true;
    await_report();
}

/// Prepares the one thing that this turn brings. Returns false if the process ended meanwhile.
bool LedProcess::bring_next() {
    if (reply_) return true;
    reply_ = Grant{};
    must_look_ = false;
    if (std::exchange(interrupted_, false)) {
        reply_->kind = GrantKind::interrupt;
    } else if (!items_.empty()) {
        const Item item = items_.front();
        items_.pop_front();
        bring(item);
    }
    return running() && !ending_;
}

void LedProcess::bring(const Item& item) {
    LedConnection* const connection = find(item.connection);
    if (connection == nullptr) return;
    switch (item.kind) {
        case LedConnection::Delivery::post:
            return transport_->post(item.connection, *reply_);
        case LedConnection::Delivery::data:
            if (!connection->put_data()) put_rest_later(*connection);
            return promise(lockstep::Promise::octets, *connection);
        case LedConnection::Delivery::fin:
            connection->put_fin();
            return promise(lockstep::Promise::fin, *connection);
        case LedConnection::Delivery::reset:
            return reset(*connection);
        case LedConnection::Delivery::settle:
            return;
    }
}

void LedProcess::put_rest_later(LedConnection& connection) {
    if (connection.blocked()) {
        blocked_[connection.number()] = received_by_process(connection);
    } else {
        items_.push_front({connection.number(), LedConnection::Delivery::data});
    }
}

void LedProcess::promise(lockstep::Promise what, const LedConnection& connection) {
    transport_->promise(*reply_, what, connection.number(), connection.put());
}

/// An octet that nobody has read when our end closes is what makes a local stream end with
/// ECONNRESET at the other end; the shim puts it in.
void LedProcess::reset(LedConnection& connection) {
    if (!transport_->synchronous()) {
        connection.put_rst();
        return promise(lockstep::Promise::reset, connection);
    }
    if (connection.descriptor() >= 0) {
        Grant prepare{};
        prepare.kind = GrantKind::reset;
        prepare.connection = connection.number();
        channel_->give(prepare);
        await_report();
    }
    connection.drop();
}

/// Output is left in its pipe until the turn is over, since the process looks there to find out
/// whether it has said anything; only a full pipe is relieved.
void LedProcess::await_report() {
    for (std::chrono::milliseconds waited{}; waited < turn_limit_;
         waited += ControlChannel::patience) {
        switch (channel_->listen()) {
            case ControlChannel::Heard::report:
                if (answer(channel_->report())) return;
                waited = {};
                break;
            case ControlChannel::Heard::end:
                return reap();
            case ControlChannel::Heard::nothing:
                child_->relieve_output();
                break;
        }
    }
    throw EnvironmentError(describe_stuck(child_->pid()));
}

/// Returns whether the turn is over.
bool LedProcess::answer(const Report& report) {
    if (report.kind != ReportKind::listening && report.kind != ReportKind::reset_ready) {
        child_->read_output();
    }
    switch (report.kind) {
        case ReportKind::listening:
            transport_->let_listen(*channel_, report);
            return false;
        case ReportKind::connecting:
        case ReportKind::resolving:
            question_ = report;
            return true;
        case ReportKind::exiting:
            reap();
            return true;
        case ReportKind::waiting:
            wake_ = report.wake;
            return true;
        case ReportKind::reset_ready:
            return true;
    }
    return true;
}

/// The process has exited, been killed, or let go of the control channel.
void LedProcess::reap() {
    ending_ = false;
    if (!child_->await_end(turn_limit_)) throw EnvironmentError(describe_stuck(child_->pid()));
}

// --- Connections --------------------------------------------------------------------------------

void LedProcess::connect(std::unique_ptr<Incoming> incoming, std::uint16_t port) {
    if (!running() || ending_) return incoming->refuse();
    const auto opened = transport_->open(incoming->address(), port);
    if (!opened) return incoming->refuse();
    LedConnection& connection = add_connection(*opened);
    queue(opened->number, LedConnection::Delivery::post);
    connection.use(incoming->accept(connection));
}

void LedProcess::answer_question(const Report& question) {
    question.kind == ReportKind::resolving ? let_resolve() : let_connect(question);
}

void LedProcess::let_resolve() {
    const Lookup lookup = events_.look_up();
    reply_ = Grant{};
    reply_->error = lookup.error;
    reply_->address = lookup.address;
    reply_->total = static_cast<std::uint64_t>(lookup.takes.count());
}

void LedProcess::let_connect(const Report& report) {
    const auto pair = local_pair(SOCK_STREAM);
    // Apart from the numbers of those who come from outside.
    constexpr std::uint32_t own = 1U << 31;
    LedConnection& connection = add_connection({pair[0], own + ++dialed_});
    connection.known_as(report.descriptor);
    connection.hold_back(pair[1]);
    reply_ = Grant{};
    std::unique_ptr<Socket> socket;
    if (events_.dial) socket = events_.dial(report.address, report.port, connection);
    if (socket == nullptr) {
        reply_->error = ECONNREFUSED;
        connection.drop();
        close(pair[1]);
        return;
    }
    reply_->connection = connection.number();
    reply_->address = INADDR_LOOPBACK;
    reply_->port = static_cast<std::uint16_t>(IPPORT_USERRESERVED + dialed_);
    reply_descriptor_ = pair[1];
    connection.use(std::move(socket));
}

void LedProcess::settle_connect(const LedConnection& connection, int error) {
    if (channel_ == nullptr || connection.descriptor() < 0) return;
    lockstep::Descriptor& theirs =
        channel_->block().descriptors[static_cast<std::uint32_t>(connection.descriptor())];
    if (theirs.connection != connection.number()) return;
    theirs.error = error;
    theirs.connecting = 0;
}

LedConnection& LedProcess::add_connection(const LedTransport::Opened& opened) {
    auto& place = connections_[opened.number];
    place = std::make_unique<LedConnection>(*this, opened.number, opened.end);
    return *place;
}

LedConnection* LedProcess::find(std::uint32_t number) {
    const auto found = connections_.find(number);
    return found == connections_.end() ? nullptr : found->second.get();
}

void LedProcess::queue(std::uint32_t connection, LedConnection::Delivery kind) {
    items_.push_back({connection, kind});
}

void LedProcess::connection_over() { any_over_ = true; }

void LedProcess::look_again(std::uint32_t connection) {
    choked_.insert(connection);
    must_look_ = true;
}

std::uint64_t LedProcess::received_by_process(const LedConnection& connection) const {
    if (connection.descriptor() < 0) return 0;
    return channel_->block()
        .descriptors[static_cast<std::uint32_t>(connection.descriptor())]
        .received;
}

// --- After a turn -------------------------------------------------------------------------------

void LedProcess::take_touched() {
    lockstep::Block& block = channel_->block();
    for (std::uint32_t i = 0; i < block.touched_count; ++i) take_touched(block.touched[i]);
    // It met a full stream: with that emptied it goes on at the same instant.
    if (std::exchange(full_writes_, block.full_writes) != block.full_writes) must_look_ = true;
    for (auto it = blocked_.begin(); it != blocked_.end();) {
        LedConnection* const connection = find(it->first);
        if (connection != nullptr && received_by_process(*connection) == it->second) {
            ++it;
            continue;
        }
        queue(it->first, LedConnection::Delivery::data);
        it = blocked_.erase(it);
    }
}

/// Descriptors are used again, so one that serves another connection now has closed the one
/// before.
void LedProcess::take_touched(std::uint32_t descriptor) {
    const lockstep::Descriptor& theirs = channel_->block().descriptors[descriptor];
    const auto [known, fresh] = by_descriptor_.emplace(descriptor, theirs.connection);
    if (!fresh && known->second != theirs.connection) {
        if (LedConnection* before = find(known->second)) before->take({.gone = true});
        known->second = theirs.connection;
    }
    LedConnection* const connection = find(theirs.connection);
    if (connection == nullptr) return;
    connection->known_as(static_cast<int>(descriptor));
    const bool closed = theirs.state == lockstep::DescriptorState::closed;
    connection->take({closed, theirs.aborted != 0, late(theirs, closed), sent(theirs, closed)});
}

/// How many octets of it are still to come, where they come a moment after they were sent.
std::uint64_t LedProcess::late(const lockstep::Descriptor& theirs, bool closed) const {
    if (transport_->synchronous()) return 0;
    return closed || theirs.finished != 0 ? lockstep::never : theirs.sent;
}

/// How many octets it has written in all, if that is the end of it for now.
std::uint64_t LedProcess::sent(const lockstep::Descriptor& theirs, bool closed) const {
    const bool ends = closed || theirs.finished != 0;
    return ends || !transport_->synchronous() ? lockstep::never : theirs.sent;
}

/// Its end closes what it had open, as the kernel does for any process.
void LedProcess::tell_end() {
    for (auto& [number, connection] : connections_) connection->take({.gone = true});
    for (auto& [number, connection] : connections_) connection->abandon();
    forget_connections();
    const ChildExit exit = *std::exchange(exit_, std::nullopt);
    if (events_.on_exit) events_.on_exit(exit);
}

void LedProcess::forget_connections() {
    transport_->forget();
    connections_.clear();
    by_descriptor_.clear();
    blocked_.clear();
    choked_.clear();
    items_.clear();
    reply_.reset();
    question_.reset();
}

void LedProcess::sweep() {
    if (!std::exchange(any_over_, false)) return;
    std::erase_if(connections_, [](const auto& each) { return each.second->over(); });
}

}  // namespace breakwire::sim
