#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/base/catalog.hpp"
#include "sim/base/luck.hpp"
#include "sim/base/timers.hpp"
#include "sim/faults/device_facts.hpp"
#include "sim/faults/in_flight.hpp"
#include "sim/faults/line_port.hpp"
#include "sim/faults/lookup_in_flight.hpp"
#include "sim/faults/process_port.hpp"
#include "sim/faults/tls_in_flight.hpp"

namespace breakwire::sim {

/// One of the two ends of a connection.
enum class Side { device, broker };

/// What a fault can do to the connections of a device at once; the owner of the network implements
/// it. Each returns how many live connections it touched; `device` is a role or `"*"` for all.
class ConnectionPort {
public:
    virtual ~ConnectionPort() = default;
    /// The time that faults and connections live in.
    virtual Timers& timers() = 0;
    virtual int end_connections(const std::string& device, Ending how) = 0;
    /// The device is gone as by a power cut: its ends of its connections say nothing, its stack and
    /// model stop, and the broker is left with half-open connections.
    virtual int vanish(const std::string& device) = 0;
    /// A FIN from `side`, behind what it has sent. It goes on receiving; what it still sends is
    /// lost.
    virtual int half_close(const std::string& device, Side side) = 0;
    /// `side` takes in nothing more, on connections to come as well, until told otherwise as often
    /// as it was told so.
    virtual void stop_reading(const std::string& device, Side side, bool stop) = 0;
    /// The device goes on at another IPv4 address, at a free one of its range if `address` is
    /// empty. Nothing passes on its connections any more and the broker is not told; the device's
    /// stack loses them at once if it has `noticed`.
    virtual int move(const std::string& device, const std::string& address, bool noticed) = 0;
    /// Lets go what `holder` holds of `device`'s segments, in the order in which they came.
    virtual void release(const Fault& holder, const std::string& device) = 0;
};

/// Decides what becomes of what passes. A fault owns no socket, no clock and no thread: the network
/// asks it about each segment and packet of the devices it concerns, and acts. What it still holds
/// when it ends is let go.
///
/// One kind is one class in one file with its `fields()`, and a line in `builtin.cpp`.
class Fault {
public:
    virtual ~Fault() = default;

    /// The devices it concerns, by role; `"*"` means all. Never empty.
    virtual std::vector<std::string> targets() const = 0;
    /// Whether `targets` are devices at all.
    virtual bool concerns_devices() const { return true; }

    /// Called once, before `begin`. For faults that act by the clock (see `TimedFault`): it tells
    /// the time and can be asked for calls, which `end` has to cancel; `luck` is the fault's own.
    virtual void prepare(Timers&, const Luck& /*luck*/) {}
    /// Called once when it is installed. Returns how many connections it hit at once.
    virtual int begin(ConnectionPort&) { return 0; }
    /// Called once when it is healed, runs out, or the case ends.
    virtual void end(ConnectionPort&) {}
    /// The same for what acts on the broker's process, and on the power of devices.
    virtual int begin_on_process(ProcessPort&) { return 0; }
    virtual void end_on_process(ProcessPort&) {}
    virtual int begin_on_power(PowerPort&) { return 0; }
    virtual void end_on_power(PowerPort&) {}
    /// The same for the lines of boards.
    virtual void begin_on_lines(LinePort&, const LinePort::OnHit&) {}
    virtual void end_on_lines(LinePort&) {}

    /// `ordinal` counts what the fault has seen of the same device and direction, from 0, and
    /// `luck` is the device's and direction's own.
    virtual void on_segment(SegmentInFlight&, const Luck&, std::uint64_t /*ordinal*/) {}
    virtual void on_packet(PacketInFlight&, const Luck&, std::uint64_t /*ordinal*/) {}

    /// A TLS handshake begins or a TLS connection is closed, at an end that Breakwire plays.
    virtual void on_handshake(HandshakeInFlight&) {}
    virtual void on_tls_close(TlsCloseInFlight&) {}
    /// A device looks up the broker's name.
    virtual void on_lookup(LookupInFlight&) {}

    /// Why it cannot act on a device of which this is known, as the end of a sentence about it:
    /// "speaks no TLS". Empty if it can.
    virtual std::string unfit_for(const DeviceFacts& device) const {
        const bool sealed = device.tls == TlsMode::passthrough && sees_packets();
        return sealed ? "seals its packets from end to end (tls: passthrough)" : "";
    }

    /// Whether it wants to see whole MQTT packets; if nobody does, bytes pass without waiting for
    /// the end of their packet.
    virtual bool sees_packets() const { return false; }

    /// Whether it acts once, in `begin`, and is over then (rst, fin).
    virtual bool momentary() const { return false; }
};

}  // namespace breakwire::sim
