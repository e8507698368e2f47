#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "devices/boards/line_settings.hpp"
#include "devices/boards/octet_faults.hpp"
#include "devices/boards/wire.hpp"

namespace breakwire::devices {

/// What the owner of a line is told. The run's clock stands at the instant of what is told; the
/// line may be written to, closed or dropped in any call.
class LineEvents {
public:
    virtual ~LineEvents() = default;
    /// There is a far side, as far as the wire can tell; again after each hang-up.
    virtual void on_open() {}
    virtual void on_bytes(ByteView bytes) = 0;
    /// The far side is gone: "unplugged", "end of file". The line keeps trying to open itself.
    virtual void on_hang_up(const std::string& /*why*/) {}
    virtual void on_break() {}  ///< the board has sent a BREAK
    virtual void on_errors(const LineErrors& /*new_ones*/) {}
    virtual void on_modem_lines(const ModemLines& /*now*/) {}
    virtual void on_drained() {}  ///< `Line::unwritten` has become 0
};

/// What has passed a line since it was made.
struct LineCounts {
    std::uint64_t octets_in = 0;    ///< from the board
    std::uint64_t octets_out = 0;   ///< to the board
    std::uint64_t octets_lost = 0;  ///< written while nobody was there, or dropped by `unplug`
    std::uint64_t openings = 0;
    LineErrors errors{};
};

class LineCore;

/// A board's line: a wire that is kept open, drained always, logged, and can be made bad.
///
/// Lives on the wall clock, on the thread of the run. Reading never waits for the reader: a board
/// (or an emulator) must not stand still because nobody listens. What is written while the line is
/// not open is lost, as on a cable that ends nowhere.
class Line {
public:
    /// `around` and `events` must outlive it. Throws `EnvironmentError` if the log cannot be
    /// written.
    Line(const LineSurroundings& around, std::string name, LineSettings settings,
         LineEvents& events);
    ~Line();
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    /// Begins to open the line and keeps it open from then on. Throws `EnvironmentError` where it
    /// is on us to make the wire and that fails: a pty, a port that is taken.
    void open();
    void close();
    bool is_open() const;
    /// Why it is not open, or was not when it was tried last: "no such file or directory", "held by
    /// another program". Empty if there is nothing to be said.
    const std::string& trouble() const;
    /// Where the far side finds it: the pty's link, "127.0.0.1:35181", a path.
    std::string address() const;
    const std::string& name() const;
    const LineSettings& settings() const;
    const LineCounts& counts() const;

    void write(ByteView bytes);
    /// Octets of `write` that are still to be handed to the wire: the measure for back-pressure.
    std::size_t unwritten() const;

    // Each returns false where the wire has nothing of the kind or is not open.

    bool set_modem_line(ModemLine which, bool on);
    /// As the settings say; on where they do not.
    bool restore_modem_line(ModemLine which);
    bool send_break(Duration length);
    /// Until `restore_baud`, reopening included.
    bool set_baud(std::uint32_t baud);
    bool restore_baud();

    // What faults do to it.

    /// Noise and drops, in force until they are removed.
    OctetFaults& octet_faults();
    /// Octets take the time they need at `baud`, 10 bits each; nothing: as the settings say.
    void set_pace(std::optional<std::uint32_t> baud);
    /// The cable is pulled: the owner hears of a hang-up, octets of both sides are lost. An
    /// emulator at the far end does not notice, which is as with a board's UART.
    void unplug();
    void plug();
    bool unplugged() const;

private:
    std::shared_ptr<LineCore> core_;
};

}  // namespace breakwire::devices
