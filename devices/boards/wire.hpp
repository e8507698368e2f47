#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "devices/boards/line_settings.hpp"
#include "sim/base/bytes.hpp"
#include "sim/base/timers.hpp"
#include "sim/io/time_driver.hpp"

namespace breakwire::devices {

/// What lines live in. Owned by whoever wires the run together; outlives them.
struct LineSurroundings {
    boost::asio::io_context& io;
    sim::TimeDriver& driver;
    Timers& timers;
    /// Where links, sockets and logs with relative names are made; it exists.
    std::filesystem::path folder;
};

/// Octets that arrived damaged.
struct LineErrors {
    std::uint64_t framing = 0;  ///< and parity, which a terminal does not tell apart
    std::uint64_t parity = 0;
    std::uint64_t overrun = 0;

    bool any() const { return framing + parity + overrun > 0; }
    LineErrors& operator+=(const LineErrors& more);
    bool operator==(const LineErrors&) const = default;
};

enum class ModemLine { dtr, rts };

/// Those that the far side drives.
struct ModemLines {
    bool cts = false;
    bool dsr = false;
    bool dcd = false;
    bool ring = false;
    bool operator==(const ModemLines&) const = default;
};

/// What a wire tells the line that owns it.
class WireEvents {
public:
    virtual ~WireEvents() = default;
    virtual void on_wire_open() = 0;
    virtual void on_wire_bytes(ByteView bytes) = 0;
    /// It could not be opened, or is open no more. Once for each `open`.
    virtual void on_wire_closed(const std::string& why) = 0;
    virtual void on_wire_break() = 0;
    virtual void on_wire_errors(const LineErrors& new_ones) = 0;
    virtual void on_wire_modem_lines(const ModemLines& now) = 0;
    virtual void on_wire_drained() = 0;
};

/// A kind of wire. It opens once when it is told to and tells what comes of it; `Line` does the
/// rest. The clock has been brought to the present (`TimeDriver::enter`) before each event.
class Wire {
public:
    virtual ~Wire() = default;
    /// Begins to open it; the outcome is an event, never from inside this call. Throws
    /// `EnvironmentError` where the wire is ours to make and cannot be made.
    virtual void open() = 0;
    /// At once and without an event.
    virtual void close() = 0;
    virtual std::string address() const = 0;
    /// Whether somebody who comes to us opens it: then `open` is called once, and the wire tells of
    /// each who comes and goes.
    virtual bool awaits() const { return false; }

    virtual void write(ByteView bytes) = 0;
    virtual std::size_t unwritten() const = 0;

    // Each returns whether the wire can do so.
    virtual bool set_modem_line(ModemLine, bool /*on*/) { return false; }
    virtual bool set_break(bool /*on*/) { return false; }
    virtual bool set_baud(std::uint32_t) { return false; }
};

/// The wire that `settings` describe. What is referred to must outlive it.
std::unique_ptr<Wire> make_wire(const LineSurroundings& around, const LineSettings& settings,
                                WireEvents& events);

}  // namespace breakwire::devices
