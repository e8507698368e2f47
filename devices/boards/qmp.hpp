#pragma once

#include <deque>
#include <nlohmann/json.hpp>

#include "devices/boards/line.hpp"

namespace breakwire::devices {

/// QEMU's machine protocol: commands to an emulated board's power button.
///
/// One command at a time is under way; others wait for their turn. Commands wait for the greeting
/// too. May be let go of in any of its calls.
/// Source: QEMU's docs/interop/qmp-spec.txt.
class Qmp final : public LineEvents {
public:
    struct Reply {
        nlohmann::json result;  ///< what "return" held
        std::string error;      ///< why there is none: QEMU's words, "no answer within 5 s"
        bool ok() const { return error.empty(); }
    };
    using OnReply = std::function<void(const Reply&)>;
    using OnEvent = std::function<void(const std::string& name, const nlohmann::json& data)>;

    /// Makes the line; `open` begins to connect. `on_event` may be absent.
    Qmp(const LineSurroundings& around, std::string name, const LineSettings& settings,
        OnEvent on_event);
    ~Qmp() override;

    Line& line() { return line_; }
    bool ready() const { return ready_; }

    /// `on_reply` is called once, within `within`. A command that ends QEMU (`quit`) counts as
    /// answered when the line hangs up.
    void execute(const std::string& command, nlohmann::json arguments, Duration within,
                 OnReply on_reply);

private:
    struct Command {
        std::uint64_t id = 0;
        nlohmann::json message;
        OnReply on_reply;
        Timers::Id deadline = 0;
        bool sent = false;
        bool ends_machine = false;
    };

    void on_bytes(ByteView bytes) override;
    void on_hang_up(const std::string& why) override;
    void take(const nlohmann::json& message);
    void send(const nlohmann::json& message);
    void send_next();
    void conclude(std::uint64_t id, const Reply& reply);

    Timers& timers_;
    OnEvent on_event_;
    std::string partial_;
    std::deque<Command> commands_;
    std::uint64_t last_id_ = 0;
    bool ready_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    Line line_;
};

}  // namespace breakwire::devices
