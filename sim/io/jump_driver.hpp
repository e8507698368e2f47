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
    std::optional<Instant> next_event() const;
    void jump_to(Instant when);

    Kernel& kernel_;
    boost::asio::io_context* io_;
    std::vector<Participant*> participants_;
};

}  // namespace breakwire::sim
