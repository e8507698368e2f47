#pragma once

#include "sim/base/fields.hpp"

namespace breakwire::sim {

/// What a segment finds before it: those that wait for the transmitter and the one in it.
struct QueueLoad {
    std::uint64_t octets = 0;
    std::uint32_t packets = 0;
};

/// How much may wait for the transmitter of a direction; what finds no room is dropped (drop-tail).
/// netem counts packets (`limit`), a router's memory bytes.
struct QueueRoom {
    std::optional<DataSize> bytes{};
    std::optional<std::uint32_t> packets{};

    QueueRoom() = default;
    QueueRoom(DataSize size) : bytes(size) {}

    /// The keys of `T`, which is or derives from QueueRoom.
    template <class T>
    static Fields<T> with_keys(Fields<T> fields) {
        return std::move(fields)
            .optional("bytes", &T::bytes, "octets that may wait, e.g. 64KiB")
            .optional("packets", &T::packets, "segments that may be there, sent ones left out");
    }
    static Fields<QueueRoom> fields() {
        return with_keys(Fields<QueueRoom>("queue_limit", "how much may wait for a link"))
            .shorthand("bytes")
            .example("queue_limit: {packets: 100}");
    }
    void validate(const Places& at) const {
        if (!bytes && !packets) at.fail("bytes", "or packets is missing");
        if (packets == 0U) at.fail("packets", "has to be at least 1");
    }
    std::string typed() const {
        if (none()) return "";
        return packets ? fields().typed(*this) : to_string(*bytes);
    }

    bool none() const { return !bytes && !packets; }
    /// A segment that finds the transmitter idle does not wait, whatever its size.
    bool takes(std::size_t size, const QueueLoad& ahead) const {
        if (ahead.packets == 0) return true;
        if (packets && ahead.packets >= *packets) return false;
        return !bytes || ahead.octets + size <= bytes->bytes;
    }
};

}  // namespace breakwire::sim
