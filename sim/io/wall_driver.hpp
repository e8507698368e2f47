#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <vector>

#include "sim/io/lateness_histogram.hpp"
#include "sim/io/time_driver.hpp"
#include "sim/io/wall_clock.hpp"
#include "sim/kernel/kernel.hpp"

namespace breakwire::sim {

/// Keeps simulated time in step with the wall clock: the kernel runs what is due, then Asio waits
/// for the next event or for something from outside, whichever comes first.
///
/// Time starts with the first `run` or `enter`. An event that is due while something else keeps the
/// thread busy happens late on the wall clock, but at its own simulated instant.
class WallDriver final : public TimeDriver {
public:
    /// `factor`: simulated seconds per second of wall time.
    WallDriver(boost::asio::io_context& io, Kernel& kernel, double factor = 1.0);

    bool run(const std::function<bool()>& stop) override;
    void enter() override;
    void join(Participant& participant) override;
    std::optional<Lateness> lateness() const override { return histogram_.summary(); }

private:
    void catch_up();
    void advance_to(Instant when);
    std::optional<Instant> next_event() const;
    bool wait();
    void arm(Instant when);

    boost::asio::io_context& io_;
    Kernel& kernel_;
    WallClock clock_;
    boost::asio::steady_timer timer_;
    std::optional<Instant> armed_for_;
    std::vector<Participant*> participants_;
    LatenessHistogram histogram_;
};

}  // namespace breakwire::sim
