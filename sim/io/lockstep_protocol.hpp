#pragma once

#include <atomic>
#include <cstdint>

/// The contract between a led process and its leader.
///
/// A led process is an unmodified program that runs under the time shim (`harness/timeshim`, loaded
/// by LD_PRELOAD). It shares one `Block` of memory and one SOCK_SEQPACKET pair, the control
/// channel, with its leader, the simulator. Exactly one of the two runs: whoever has the turn. The
/// process has it first; it passes by a `Report` from the process and by a `Grant` from the leader,
/// each one message. While the process waits for a grant, everything it has done can be seen in
/// the block and in its sockets, and nothing else moves.
///
/// While the process has the turn, the leader may read its standard output only to keep the pipe
/// from filling, and leaves one octet in it: by what is unread there the process knows that its
/// leader has not seen all yet, and does not look ahead.
///
/// Plain data only: the shim is built without C++'s runtime library.
namespace breakwire::sim::lockstep {

inline constexpr std::uint32_t magic = 0x42574c53;  // "BWLS"
inline constexpr std::uint32_t version = 3;
/// No instant at all: a wait without an end.
inline constexpr std::uint64_t never = UINT64_MAX;
/// The hard limit of descriptors per process on Debian 12 is 1,048,576; harness and brokers stay
/// far below.
inline constexpr std::uint32_t descriptors_max = 20'480;

/// What can be made to fail: opening for writing, writing, syncing, renaming, in this order.
inline constexpr std::uint32_t file_operations = 4;

/// Octets of a host name, its NUL included. Source: RFC 1035 section 2.3.4.
inline constexpr std::uint32_t host_name_max = 256;

// Numbers of inherited descriptors, as decimal text. The shim takes both out of the environment.
inline constexpr const char* block_variable = "BREAKWIRE_SHIM_BLOCK";      ///< a memfd
inline constexpr const char* control_variable = "BREAKWIRE_SHIM_CONTROL";  ///< a SEQPACKET end

// Exit statuses by which the shim ends a process that it cannot lead on; a line of its standard
// error says why.
inline constexpr int exit_cannot_lead = 97;
inline constexpr int exit_leader_gone = 98;

enum class DescriptorState : std::uint32_t { unused, open, closed };

/// One stream socket of the process that belongs to a connection of the simulated world.
struct Descriptor {
    DescriptorState state;
    std::uint32_t connection;  ///< the leader's number; with real TCP the port of who connected
    std::uint32_t serial;      ///< counts connections of the process: descriptors are used again
    std::int32_t error;        ///< set by the leader: what SO_ERROR reports once (ECONNREFUSED...)
    std::uint64_t received;    ///< octets the process has read
    std::uint64_t sent;        ///< octets the process has written
    std::uint8_t listed;       ///< it is in `Block::touched`
    std::uint8_t finished;     ///< shutdown(SHUT_WR) or SHUT_RDWR
    std::uint8_t aborted;      ///< closed with SO_LINGER 0 or octets unread: an RST on TCP
    std::uint8_t connecting;   ///< set before the process asks; cleared by the leader to settle it
    std::uint32_t padding;
};

/// Shared memory; only the party that has the turn writes it.
struct Block {
    std::uint32_t magic_number;
    std::uint32_t version_number;

    /// Simulated time in ns since the run began. It does not move while the process computes.
    std::atomic<std::uint64_t> now;
    /// The process may set `now` to any wake below this while it does nothing that others can see
    /// (look-ahead). Exclusive; equal to `now`: none.
    std::uint64_t limit;
    std::uint64_t monotonic_base;  ///< CLOCK_MONOTONIC is this plus `now`, in ns
    std::uint64_t realtime_base;   ///< CLOCK_REALTIME, the same
    std::uint64_t seed;            ///< of all randomness the process asks for
    std::uint32_t settle_threads;  ///< 1: a wait looks again until all other threads sleep
    std::uint32_t real_tcp;        ///< 1: listeners stay what they are, connections are TCP
    /// Set by the leader: with which errno an operation on a regular file fails, 0: it does not.
    std::int32_t file_errors[file_operations];

    /// The one host name that the leader answers for, ended by a NUL; empty: none.
    char host_name[host_name_max];

    std::uint64_t waits;         ///< waits entered
    std::uint64_t looked_ahead;  ///< wakes reached without handing over
    std::uint64_t clock_reads;
    /// Writes that found too little room: drain, then grant at the same instant.
    std::uint64_t full_writes;

    std::uint32_t serials;        ///< connections so far
    std::uint32_t touched_count;  ///< since the last report
    /// Descriptors written to, finished, closed, accepted, connected; in ascending order.
    std::uint32_t touched[descriptors_max];
    Descriptor descriptors[descriptors_max];
};

enum class ReportKind : std::uint32_t {
    waiting,     ///< nothing to do before `wake` unless something reaches the process
    listening,   ///< asks: `descriptor` is to listen at `address`:`port`
    connecting,  ///< asks: `descriptor` is to be connected to `address`:`port`
    resolving,   ///< asks for the address of `Block::host_name`
    /// The leader may close its end of `connection` now. `descriptor` is -1 if there is none.
    reset_ready,
    exiting,  ///< the process runs its last destructors
};

/// From the process: it gives the turn away.
struct Report {
    ReportKind kind;
    std::int32_t descriptor;
    std::uint64_t wake;     ///< `never` if it waits for events alone
    std::uint32_t address;  ///< IPv4, host byte order
    std::uint32_t connection;
    std::uint16_t port;
    std::uint8_t blocking;  ///< connecting: the caller waits for the outcome
    std::uint8_t padding[5];
};

enum class GrantKind : std::uint32_t {
    run,        ///< go on; for `listening`, `connecting` and `resolving` the answer
    interrupt,  ///< a signal was sent: the wait ends with EINTR unless it is blocked or ignored
    reset,      ///< make ready for an RST on `connection`, then report `reset_ready`
};

/// What the shim must see in the kernel before it looks: TCP delivers a moment after the send.
enum class Promise : std::uint32_t { none, connection, octets, fin, reset };

/// From the leader: the process has the turn. Carries a descriptor (SCM_RIGHTS) where it answers
/// `listening` (a SEQPACKET end on which `Posted` messages come) or `connecting` (a stream end).
struct Grant {
    GrantKind kind;
    /// Answer: 0, or the errno the call fails with; resolving: or what getaddrinfo() returns.
    std::int32_t error;
    std::uint32_t connection;  ///< connecting, reset, promise: which
    Promise promise;
    /// Promise::octets: received so far must reach this. Resolving: ns until the answer is there.
    std::uint64_t total;
    /// Connecting: the process's own address, host byte order. Resolving: the one asked for.
    std::uint32_t address;
    std::uint16_t port;  ///< connecting: the process's own port
    std::uint16_t padding;
};

/// A connection for a listener; comes with the stream end that accept() returns (SCM_RIGHTS).
struct Posted {
    std::uint32_t connection;
    std::uint32_t address;  ///< the peer's, IPv4, host byte order
    std::uint16_t port;     ///< the peer's
    std::uint16_t padding;
};

}  // namespace breakwire::sim::lockstep
