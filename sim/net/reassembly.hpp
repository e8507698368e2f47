#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "sim/base/bytes.hpp"

namespace breakwire::sim {

/// Payload that arrived before what stands in front of it (RFC 9293 section 3.10.7.4).
class Reassembly {
public:
    void add(std::uint64_t sequence, Bytes payload);

    /// Octets that continue the stream at `next`, if some are here. Older ones are forgotten.
    std::optional<Bytes> take(std::uint64_t next);

private:
    struct Piece {
        std::uint64_t sequence;
        Bytes payload;
    };
    std::unique_ptr<std::vector<Piece>> pieces_;  ///< by sequence number; null if there are none
};

}  // namespace breakwire::sim
