#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "sim/record/event.hpp"

/// What the enumerators of events are called in records, on the console and in scenario files.
namespace breakwire::sim {

/// What `kind` says in a record, in the order of `EventBody`.
inline constexpr std::array<std::string_view, std::variant_size_v<EventBody>> event_kinds{
    "packet", "bytes", "connection", "fault",  "step", "broker", "broker_log",
    "device", "check", "lateness",   "sealed", "tls",  "lookup", "console"};

/// The words of `E` in the order of its enumerators.
template <class E>
inline constexpr std::array<std::string_view, 0> words{};

template <>
inline constexpr auto words<Direction> = std::to_array<std::string_view>({"up", "down"});

template <>
inline constexpr auto words<Tap> = std::to_array<std::string_view>({"client", "broker"});

template <>
inline constexpr auto words<Transport> = std::to_array<std::string_view>(
    {"dialing", "established", "refused", "timed_out", "fin", "rst", "vanished"});

template <>
inline constexpr auto words<Phase> = std::to_array<std::string_view>({"begin", "hit", "end"});

template <>
inline constexpr auto words<TlsPart> = std::to_array<std::string_view>({"client", "server"});

template <>
inline constexpr auto words<TlsState> = std::to_array<std::string_view>({"established", "failed",
                                                                         "closed", "truncated"});

template <>
inline constexpr auto words<LookupResult> =
    std::to_array<std::string_view>({"found", "nxdomain", "servfail", "timed_out"});

template <>
inline constexpr auto words<BrokerState> =
    std::to_array<std::string_view>({"starting", "ready", "stopping", "exited", "crashed", "paused",
                                     "resumed", "reloaded", "saved"});

template <>
inline constexpr auto words<DeviceState> = std::to_array<std::string_view>(
    {"started", "stopped", "powered_off", "connecting", "connected", "connect_failed",
     "disconnected", "published", "acknowledged", "subscribed", "received", "sleeping", "awake",
     "note", "printed", "exited", "booted"});

template <>
inline constexpr auto words<ConsoleVoice> = std::to_array<std::string_view>({"board", "harness"});

template <class E>
constexpr std::string_view word(E value) {
    return words<E>[static_cast<std::size_t>(value)];
}

/// Nothing if `text` is none of the words of `E`.
template <class E>
constexpr std::optional<E> from_word(std::string_view text) {
    const auto at = std::ranges::find(words<E>, text);
    if (at == words<E>.end()) return std::nullopt;
    return static_cast<E>(at - words<E>.begin());
}

static_assert(word(Transport::vanished) == "vanished");
static_assert(word(BrokerState::saved) == "saved");
static_assert(word(DeviceState::note) == "note");

}  // namespace breakwire::sim
