#pragma once

#include "devices/boards/board.hpp"
#include "devices/processes/wire_watch.hpp"
#include "devices/stacks/stack.hpp"

namespace breakwire::devices {

/// Something a board did that nobody had asked it for: it fails the case, unless an expectation
/// names the event as what it was waiting for.
struct Surprise {
    std::uint64_t event = 0;  ///< its number in the record
    Instant at{};
    std::string expected;  ///< "thermometer (node-7) goes on running"
    std::string seen;      ///< "it booted by itself: *** node 1.2.0 reset=watchdog"
};

/// A board that is the device's MQTT client: it connects, subscribes, publishes and reconnects as
/// its firmware likes. Whether it is connected shows in the packets at the device's tap; its
/// console is recorded line by line.
class BoardClient final : public Client, private BoardEvents {
public:
    using OnTrouble = std::function<void(const std::string& problem)>;

    /// `tell_trouble`: something about the bench does not work, so that the case proves nothing.
    BoardClient(const StackContext& context, const BoardSurroundings& around,
                std::shared_ptr<const BoardSettings> settings, BoardRole role, ClientEvents& events,
                OnTrouble on_trouble);

    /// Starts it unless it runs.
    void connect() override;
    void disconnect(std::uint8_t reason) override;
    std::optional<int> publish(const Message&) override { return std::nullopt; }
    std::optional<int> subscribe(const mqtt::Subscription&) override { return std::nullopt; }
    std::optional<int> unsubscribe(const std::string&) override { return std::nullopt; }
    bool send_raw(ByteView) override { return false; }
    /// A board whose power cannot be cut is cut off from the broker.
    void power_off() override;
    bool connected() const override { return watch_.connected(); }
    bool reset() override;
    void when_settled(Done done) override { board_.when_settled(std::move(done)); }
    std::string say(const std::string& text) override { return board_.say(text); }

    const std::string& device() const { return device_; }
    /// What faults on its line act on, or nullptr.
    MqttBridge* bridge() { return board_.bridge(); }
    const BoardSettings& settings() const { return *settings_; }
    const BoardFacts& facts() const { return board_.facts(); }
    const std::vector<Surprise>& surprises() const { return surprises_; }

private:
    void on_console(const std::string& line, sim::ConsoleVoice from,
                    const std::string& text) override;
    void on_boot(const std::string& line, bool meant) override;
    void on_panic(const std::string& what) override;
    void on_stranger(const std::string& what) override;
    void on_trouble(const std::string& problem) override;

    Board::Done troubled();
    void surprise(std::uint64_t event, const std::string& seen);

    sim::Recorder& recorder_;
    const std::string device_;
    const std::shared_ptr<const BoardSettings> settings_;
    ClientEvents& events_;
    const OnTrouble tell_trouble_;
    WireWatch watch_;
    std::vector<Surprise> surprises_;
    std::uint64_t last_line_ = 0;  ///< the event of the last line on a console
    Board board_;
};

}  // namespace breakwire::devices
