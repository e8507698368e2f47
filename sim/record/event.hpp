#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "sim/base/bytes.hpp"
#include "sim/base/place.hpp"
#include "sim/base/time.hpp"
#include "sim/mqtt/decode_error.hpp"
#include "sim/mqtt/packet.hpp"
#include "sim/tls/words.hpp"

/// What a case leaves behind: every event, in order, stamped with simulated time. Checks and laws
/// read it as it grows; reporters, captures and replay read it from disk. Schema version 3.
namespace breakwire::sim {

/// Which way bytes travel: `up` from the device to the broker.
enum class Direction { up, down };

/// Where along a connection something was seen: client | faults | broker tap | lies | broker.
/// Laws about brokers judge `broker`, laws about clients judge `client`.
enum class Tap { client, broker };

/// Numbers a virtual connection of the case, from 1.
using ConnectionId = std::uint64_t;

/// A whole MQTT control packet passed a tap. `packet` holds what the decoder made of it.
struct PacketSeen {
    std::string device;
    ConnectionId connection = 0;
    Direction direction{};
    Tap tap{};
    mqtt::Version version = mqtt::Version::v3_1_1;  ///< as the connection's CONNECT said
    Bytes bytes;
    std::shared_ptr<const mqtt::Packet> packet;  ///< null if malformed
    std::optional<mqtt::DecodeError> error;      ///< why it is malformed

    /// The packet as a `T`, or nullptr if it is another kind or malformed.
    template <class T>
    const T* as() const {
        return packet ? std::get_if<T>(packet.get()) : nullptr;
    }
};

/// Bytes passed a tap that are no packet: the rest of a cut one, or past a framing error.
struct BytesSeen {
    std::string device;
    ConnectionId connection = 0;
    Direction direction{};
    Tap tap{};
    Bytes bytes;
};

/// Bytes passed a tap on a connection that is encrypted from end to end: packets may be in there.
struct SealedSeen {
    std::string device;
    ConnectionId connection = 0;
    Direction direction{};
    Tap tap{};
    Bytes bytes;
};

/// What became of a connection, as seen at a tap. With `direction` it says who did it:
/// at the broker tap `fin` up is a FIN handed to the broker, `fin` down one that the broker sent;
/// at the client tap `rst` down is an RST handed to the device's stack.
enum class Transport {
    dialing,      ///< the device opens a connection (SYN); tap client, up
    established,  ///< the handshake is complete at this tap
    refused,      ///< RST in answer to the SYN: nobody listens
    timed_out,    ///< no answer to the SYN, or retransmission given up (ETIMEDOUT)
    fin,          ///< orderly end of this direction
    rst,          ///< abortive end of both directions
    vanished,     ///< this end is gone without a word (power cut, half-open)
};

struct ConnectionSeen {
    std::string device;
    ConnectionId connection = 0;
    Direction direction{};
    Tap tap{};
    Transport what{};
    std::string address;  ///< the device's address, at `dialing` and `established`
};

enum class TlsState {
    established,  ///< detail: the version
    failed,       ///< detail: why
    closed,       ///< the peer has said close_notify
    truncated,    ///< the peer's octets ended without one
};

/// What became of TLS at an end that Breakwire plays: the client's towards the broker, or the
/// server's towards a program that is a device.
struct TlsSeen {
    std::string device;
    ConnectionId connection = 0;
    TlsPart part{};
    TlsState state{};
    std::string detail;
};

enum class LookupResult {
    found,
    nxdomain,   ///< there is no such name
    servfail,   ///< the name server cannot tell
    timed_out,  ///< no name server answered
};

/// A device has asked for the broker's address by its name, and this came of it.
struct LookupSeen {
    std::string device;
    std::string name;
    LookupResult result{};
    std::string address;  ///< IPv4, if it was found
};

enum class Phase { begin, hit, end };

/// A fault was installed, touched something, or was taken away.
struct FaultEvent {
    std::uint64_t fault = 0;  ///< numbers the faults of the case, from 1
    std::string kind;
    std::string target;  ///< the devices it concerns, joined by commas
    Phase phase{};
    std::string detail;
    bool lie = false;  ///< it stands between the broker tap and the broker: part of the broker
};

/// A step of the scenario began or ended. `path` is "3" or, inside a group, "3.2".
struct StepEvent {
    std::string path;
    std::string text;  ///< the step in words: "fault rst thermometer"
    Place at;
    Phase phase{};  ///< begin or end
};

enum class BrokerState {
    starting,
    ready,
    stopping,
    exited,
    crashed,
    paused,
    resumed,
    reloaded,
    saved
};

struct BrokerEvent {
    BrokerState state{};
    std::string detail;  ///< "exit status 0", "signal 9", the version at `ready`
};

/// A line of the broker's own log. It informs people; no verdict rests on it.
struct BrokerLog {
    std::string line;
};

/// What a device's client stack says of itself, and what its model did.
enum class DeviceState {
    started,
    stopped,
    powered_off,
    connecting,
    connected,       ///< detail: "session_present" or "no session"
    connect_failed,  ///< detail: why
    disconnected,    ///< detail: why
    published,       ///< handed to the stack; detail: topic
    acknowledged,    ///< PUBACK or PUBCOMP arrived; detail: topic
    subscribed,      ///< SUBACK arrived; detail: filter and code
    received,        ///< an application message was handed to the model; detail: topic
    sleeping,
    awake,
    note,     ///< anything else the model has to say
    printed,  ///< a program that plays the device wrote a line; detail: the line
    exited,   ///< it ended; detail: how
    booted,   ///< a board that plays the device has started anew; detail: its boot line
};

struct DeviceEvent {
    std::string device;
    DeviceState state{};
    std::string detail;
    std::optional<double> value;  ///< a sensor's reading, an actuator's position
};

/// Who writes on a console.
enum class ConsoleVoice { board, harness };

/// A line on the console of a board that plays a device.
struct ConsoleSeen {
    std::string device;
    std::string line;  ///< the name of the board's line: "console"
    ConsoleVoice from{};
    std::string text;  ///< without its end
};

/// The outcome of one expectation.
struct CheckEvent {
    std::string path;      ///< of its step
    std::string expected;  ///< "dashboard receives plant/1/state "offline" within 1 s"
    std::string seen;      ///< what was there instead, or what satisfied it
    bool held = false;
    std::vector<std::uint64_t> evidence;  ///< numbers of the events it rests on
    Place at;
};

/// Simulated time ran behind the wall clock by this much while the case ran (wall mode only).
struct Lateness {
    Duration p50{};
    Duration p99{};
    Duration max{};
};

using EventBody = std::variant<PacketSeen, BytesSeen, ConnectionSeen, FaultEvent, StepEvent,
                               BrokerEvent, BrokerLog, DeviceEvent, CheckEvent, Lateness,
                               SealedSeen, TlsSeen, LookupSeen, ConsoleSeen>;

struct Event {
    std::uint64_t number = 0;  ///< from 1, without gaps
    Instant at{};
    EventBody body;

    template <class T>
    const T* as() const {
        return std::get_if<T>(&body);
    }
};

}  // namespace breakwire::sim
