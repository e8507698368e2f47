#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/bytes.hpp"
#include "sim/base/time.hpp"

/// The blocks of a pcapng capture file, little-endian, each as octets ready to be written.
///
/// A file is one section after another; a section is its header, the descriptions of its interfaces
/// (numbered from 0 in that order) and packets.
/// Source: draft-ietf-opsawg-pcapng, sections 3.5 (options) and 4.1 to 4.3.
namespace breakwire::reports {

using Comments = std::vector<std::string>;

/// `application` made the file.
Bytes section_header(const std::string& application, const Comments& comments);

/// Of raw IP packets (LINKTYPE_RAW), with timestamps in nanoseconds.
Bytes interface_description(const std::string& name, const std::string& description);

/// A whole packet at `at`, which counts from the epoch.
Bytes enhanced_packet(std::uint32_t interface, Duration at, ByteView octets,
                      const Comments& comments);

}  // namespace breakwire::reports
