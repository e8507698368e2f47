#pragma once

#include <filesystem>
#include <fstream>

#include "sim/base/bytes.hpp"
#include "sim/base/time.hpp"

namespace breakwire::sim {

/// A capture of Ethernet frames for Wireshark and tshark, at simulated time: each frame as its
/// sender has sent it, so that what was lost and sent again is in it twice.
///
/// Source: IETF draft-ietf-opsawg-pcap, PCAP Capture File Format, with nanoseconds. Each frame is
/// in the file before the next thing happens; on a full disk frames are missing.
class FrameCapture {
public:
    /// Throws `EnvironmentError` if `file` cannot be made.
    explicit FrameCapture(const std::filesystem::path& file);
    void add(Instant at, ByteView frame);

private:
    std::ofstream out_;
};

}  // namespace breakwire::sim
