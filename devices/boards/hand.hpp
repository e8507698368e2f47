#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>

#include "sim/io/time_driver.hpp"

namespace breakwire::devices {

/// A person at the bench.
class Hand {
public:
    virtual ~Hand() = default;
    /// Whether anybody sits there.
    virtual bool present() const = 0;
    /// Asks for something and calls `on_done` when it has been done. Only while `present`.
    virtual void ask(const std::string& what, std::function<void()> on_done) = 0;
    /// The last question is withdrawn; its `on_done` is not called.
    virtual void withdraw() = 0;
};

/// Asks on a terminal; Enter says that it is done.
class TerminalHand final : public Hand {
public:
    /// Both must outlive it.
    TerminalHand(boost::asio::io_context& io, sim::TimeDriver& driver,
                 std::string terminal = "/dev/tty");
    ~TerminalHand() override;

    bool present() const override;
    void ask(const std::string& what, std::function<void()> on_done) override;
    void withdraw() override;

private:
    class Question;
    boost::asio::io_context& io_;
    sim::TimeDriver& driver_;
    std::string terminal_;
    std::shared_ptr<Question> question_;
};

}  // namespace breakwire::devices
