#include "sim/net/frame_capture.hpp"

#include <cstdint>

#include "sim/base/errors.hpp"

namespace breakwire::sim {

namespace {

/// In the byte order of this machine, which the first word shows to readers.
template <class Word>
void put(std::ofstream& out, Word word) {
    out.write(reinterpret_cast<const char*>(&word), sizeof word);
}

}  // namespace

FrameCapture::FrameCapture(const std::filesystem::path& file)
    : out_(file, std::ios::binary | std::ios::trunc) {
    if (!out_) throw EnvironmentError("cannot write " + file.string());
    constexpr std::uint32_t with_nanoseconds = 0xA1B23C4D;
    constexpr std::uint32_t largest_frame = 65'535;
    constexpr std::uint32_t ethernet = 1;
    put(out_, with_nanoseconds);
    put<std::uint16_t>(out_, 2);  // the version, 2.4
    put<std::uint16_t>(out_, 4);
    put<std::uint32_t>(out_, 0);  // two fields that are reserved
    put<std::uint32_t>(out_, 0);
    put(out_, largest_frame);
    put(out_, ethernet);
    out_.flush();
}

void FrameCapture::add(Instant at, ByteView frame) {
    const auto since_start = at - Instant{};
    const auto size = static_cast<std::uint32_t>(frame.size());
    put(out_, static_cast<std::uint32_t>(since_start / 1s));
    put(out_, static_cast<std::uint32_t>(since_start % 1s / 1ns));
    put(out_, size);
    put(out_, size);
    out_.write(reinterpret_cast<const char*>(frame.data()),
               static_cast<std::streamsize>(frame.size()));
    out_.flush();
}

}  // namespace breakwire::sim
