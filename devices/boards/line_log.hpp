#pragma once

#include <filesystem>
#include <string_view>

#include "sim/base/bytes.hpp"
#include "sim/base/time.hpp"
#include "sim/base/units.hpp"

namespace breakwire::devices {

/// What has passed a line, for people: `12.345678 < "status\r\n"`, `12.401200 * open`.
///
/// Each entry is in the file before the next thing happens, so that a killed process leaves all of
/// it. When the file has half of the limit it becomes FILE.1, in the place of an older one, and a
/// new one begins: the latest is always there. On a full disk entries are lost.
class LineLog {
public:
    /// Throws `EnvironmentError` if `file` cannot be made.
    LineLog(std::filesystem::path file, DataSize limit);
    ~LineLog();
    LineLog(const LineLog&) = delete;
    LineLog& operator=(const LineLog&) = delete;

    void in(Instant at, ByteView octets) { add(at, '<', quoted(octets)); }   ///< from the board
    void out(Instant at, ByteView octets) { add(at, '>', quoted(octets)); }  ///< to the board
    void note(Instant at, std::string_view what) { add(at, '*', what); }

    /// Printable ASCII as it is, all else escaped, in quotes.
    static std::string quoted(ByteView octets);

private:
    void add(Instant at, char sign, std::string_view text);
    void begin_anew();

    std::filesystem::path file_;
    std::uint64_t limit_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

}  // namespace breakwire::devices
