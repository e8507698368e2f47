#pragma once

#include "devices/boards/line.hpp"
#include "devices/boards/line_log.hpp"
#include "devices/boards/paced_octets.hpp"

namespace breakwire::devices {

/// What is behind a `Line`. It stays in being for as long as one of its own calls to the owner
/// lasts, whatever the owner does in it.
class LineCore final : public std::enable_shared_from_this<LineCore>, private WireEvents {
public:
    LineCore(const LineSurroundings& around, std::string name, LineSettings settings,
             LineEvents& events);

    /// The owner goes: no more events.
    void abandon();

    void open();
    void close();
    bool is_open() const { return wire_open_ && !unplugged_; }
    const std::string& trouble() const { return trouble_; }
    const Wire& wire() const { return *wire_; }
    const std::string& name() const { return name_; }
    const LineSettings& settings() const { return settings_; }
    const LineCounts& counts() const { return counts_; }

    void write(ByteView bytes);
    std::size_t unwritten() const { return down_.waiting() + wire_->unwritten(); }
    bool set_modem_line(ModemLine which, bool on);
    bool send_break(Duration length);
    bool set_baud(std::optional<std::uint32_t> baud);

    OctetFaults& octet_faults() { return octet_faults_; }
    void set_pace(std::optional<std::uint32_t> baud);
    void unplug();
    void plug();
    bool unplugged() const { return unplugged_; }

    /// Between two attempts to open a wire that is not there.
    static constexpr Duration retry_after = 50ms;

private:
    void on_wire_open() override;
    void on_wire_bytes(ByteView bytes) override;
    void on_wire_closed(const std::string& why) override;
    void on_wire_break() override;
    void on_wire_errors(const LineErrors& new_ones) override;
    void on_wire_modem_lines(const ModemLines& now) override;
    void on_wire_drained() override { tell_drained(); }

    void try_later();
    void hang_up(const std::string& why);
    void deliver_up(ByteView bytes);
    void deliver_down(ByteView bytes);
    void tell_drained();
    void end_break();
    void note(const std::string& what);

    LineSurroundings around_;
    std::string name_;
    LineSettings settings_;
    LineEvents* events_;  ///< null once the owner is gone
    LineLog log_;
    OctetFaults octet_faults_;
    PacedOctets up_;
    PacedOctets down_;
    LineCounts counts_;
    std::string trouble_;
    std::optional<std::uint32_t> baud_;  ///< other than what the settings say
    bool wanted_ = false;
    bool wire_open_ = false;
    bool unplugged_ = false;
    bool writing_ = false;  ///< the owner is, and knows what that comes to
    Timers::Id retry_ = 0;
    Timers::Id break_ = 0;
    std::unique_ptr<Wire> wire_;
};

}  // namespace breakwire::devices
