#pragma once

#include "devices/processes/program_host.hpp"
#include "devices/processes/wire_watch.hpp"
#include "devices/stacks/stack.hpp"

namespace breakwire::devices {

/// A program that is the device's MQTT client: it connects, subscribes, publishes and reconnects as
/// it likes. Whether it is connected shows in the packets at the device's tap; what it prints is
/// recorded line by line.
class ProgramClient final : public Client {
public:
    /// `command`: with its placeholders filled in. `sealed`: its packets cannot be seen, so that it
    /// counts as connected when its TCP connection is.
    ProgramClient(const StackContext& context, std::unique_ptr<ProgramHost> host,
                  sim::ChildCommand command, bool sealed, ClientEvents& events);
    ~ProgramClient() override;

    /// Starts the program unless it is running.
    void connect() override;
    /// SIGTERM: it ends the way it ends, with DISCONNECT if it is a good one.
    void disconnect(std::uint8_t reason) override;
    std::optional<int> publish(const Message&) override { return std::nullopt; }
    std::optional<int> subscribe(const mqtt::Subscription&) override { return std::nullopt; }
    std::optional<int> unsubscribe(const std::string&) override { return std::nullopt; }
    bool send_raw(ByteView) override { return false; }
    void power_off() override;
    bool connected() const override { return watch_.connected(); }

private:
    void launch();
    void ended(const sim::ChildExit& exit);
    void say(sim::DeviceState state, std::string_view detail) const;

    World& world_;
    const std::string device_;
    std::unique_ptr<ProgramHost> host_;
    const sim::ChildCommand command_;
    ClientEvents& events_;
    WireWatch watch_;
    bool ending_ = false;  ///< it was told to
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace breakwire::devices
