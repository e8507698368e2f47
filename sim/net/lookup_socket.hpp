#pragma once

#include <functional>
#include <memory>
#include <string>

#include "sim/base/timers.hpp"
#include "sim/faults/fault_board.hpp"
#include "sim/net/socket.hpp"
#include "sim/record/recorder.hpp"

namespace breakwire::sim {

/// A connection to a host that is known by name: it is looked up first, and dialled when the answer
/// has come. A lookup that fails is told by `on_failed`.
///
/// Nothing is remembered: every connection asks anew.
class LookupSocket final : public Socket {
public:
    struct Question {
        std::string device;
        std::string name;
        std::string address;  ///< the right answer, IPv4
        Duration takes{};     ///< until it is there
    };
    using Dial = std::function<std::unique_ptr<Socket>()>;

    /// Asks at once. All that is referred to must outlive it.
    LookupSocket(Timers& timers, Recorder& recorder, FaultBoard& faults, const Question& question,
                 Dial dial, SocketEvents& owner);
    ~LookupSocket() override { stop(); }

    /// 0 until it is dialled.
    ConnectionId id() const override { return found_ ? found_->id() : 0; }
    void send(ByteView bytes) override;
    void finish() override;
    void reset() override;
    void vanish() override;
    std::size_t unacknowledged() const override { return found_ ? found_->unacknowledged() : 0; }
    void hold(bool on) override;

private:
    void answered(const LookupInFlight& lookup);
    void stop();

    Timers& timers_;
    Recorder& recorder_;
    Dial dial_;
    SocketEvents& owner_;
    Timers::Id answer_ = 0;
    std::unique_ptr<Socket> found_;
};

}  // namespace breakwire::sim
