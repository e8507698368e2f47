#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "sim/io/control_channel.hpp"

namespace breakwire::sim {

/// How connections from outside get into a led process.
class LedTransport {
public:
    /// Our end of a new connection, and the number by which the process will know it.
    struct Opened {
        int end = -1;
        std::uint32_t number = 0;
    };

    virtual ~LedTransport() = default;
    virtual void set_up(lockstep::Block& block) = 0;
    /// The process asks to listen. Answers it.
    virtual void let_listen(ControlChannel& channel, const lockstep::Report& report) = 0;
    /// Whether it listens anywhere, as far as can be told without a connection.
    virtual bool listening() const = 0;
    /// A connection from `address` to `port`; nothing if nobody listens there. Throws
    /// `EnvironmentError` if the machine has no socket left.
    virtual std::optional<Opened> open(const std::string& address, std::uint16_t port) = 0;
    /// The coming turn brings this connection to the process.
    virtual void post(std::uint32_t number, lockstep::Grant& grant) = 0;
    /// What the process must see in its kernel before it looks.
    virtual void promise(lockstep::Grant& grant, lockstep::Promise what, std::uint32_t number,
                         std::uint64_t total) const = 0;
    /// Whether what one side has written is there for the other at once.
    virtual bool synchronous() const = 0;
    /// The process has ended.
    virtual void forget() = 0;
};

/// Local streams that the shim passes off as TCP, the default: synchronous, without ports, and any
/// number of processes may listen at the same address.
class LocalTransport final : public LedTransport {
public:
    ~LocalTransport() override { forget(); }
    void set_up(lockstep::Block& block) override { block.real_tcp = 0; }
    void let_listen(ControlChannel& channel, const lockstep::Report& report) override;
    bool listening() const override { return !listeners_.empty(); }
    std::optional<Opened> open(const std::string& address, std::uint16_t port) override;
    void post(std::uint32_t number, lockstep::Grant& grant) override;
    void promise(lockstep::Grant&, lockstep::Promise, std::uint32_t, std::uint64_t) const override {
    }
    bool synchronous() const override { return true; }
    void forget() override;

private:
    /// Accepted by the process's host, and not yet by the process.
    struct Unposted {
        std::uint16_t port = 0;
        int end = -1;  ///< the process's
        lockstep::Posted message{};
    };

    /// Port -> our end of the channel of connections. A program may listen for IPv4 and IPv6 at one
    /// port; connections go to who listened first.
    std::multimap<std::uint16_t, int> listeners_;
    std::map<std::uint32_t, Unposted> unposted_;
    std::uint32_t last_ = 0;
};

/// Real TCP over the loopback interface, for fidelity: its resets, options and buffers are the
/// kernel's. It delivers a moment after the send, so each turn says what has to be there.
class TcpTransport final : public LedTransport {
public:
    /// `host`: the address the process listens at.
    explicit TcpTransport(std::string host) : host_(std::move(host)) {}
    void set_up(lockstep::Block& block) override { block.real_tcp = 1; }
    void let_listen(ControlChannel&, const lockstep::Report&) override {}
    bool listening() const override { return true; }
    std::optional<Opened> open(const std::string& address, std::uint16_t port) override;
    void post(std::uint32_t number, lockstep::Grant& grant) override;
    void promise(lockstep::Grant& grant, lockstep::Promise what, std::uint32_t number,
                 std::uint64_t total) const override;
    bool synchronous() const override { return false; }
    void forget() override { unconnected_.clear(); }

private:
    /// Bound, so that its number is known; the connection's owner closes it.
    struct Unconnected {
        int end = -1;
        std::uint16_t port = 0;
    };

    std::string host_;
    std::map<std::uint32_t, Unconnected> unconnected_;
    std::uint32_t last_ = 0;
};

}  // namespace breakwire::sim
