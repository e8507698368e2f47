#pragma once

#include <boost/asio/io_context.hpp>
#include <vector>

#include "sim/io/time_driver.hpp"
#include "sim/kernel/kernel.hpp"

namespace breakwire::sim {

/// Never waits: once everybody has done what there is to do at the present instant, time jumps to
/// the next event of the kernel or deadline of a participant.
class JumpDriver final : public TimeDriver {
public:
    /// `io`, if given, is polled at every instant; what it brings belongs to that instant.
    explicit JumpDriver(Kernel& kernel, boost::asio::io_context* io = nullptr);

    bool run(const std::function<bool()>& stop) override;
    void enter() override;
    void join(Participant& participant) override;

private:
    void settle();
    bool poll();
    bool step_participants();
    void step(Participant& participant, Instant now, Instant horizon);
    std::optional<Instant> next_event() const;
    std::optional<Instant> first_deadline(const Participant* but) const;
    void jump_to(Instant when);
    Instant horizon_of(const Participant& participant, Instant when) const;

    /// How far a participant may go on by itself before `stop` is asked again.
    static constexpr Duration look_ahead_max = 1h;

    Kernel& kernel_;
    boost::asio::io_context* io_;
    std::vector<Participant*> participants_;
};

}  // namespace breakwire::sim
