#include "reports/pcapng_blocks.hpp"

#include <string_view>

namespace breakwire::reports {

namespace {

constexpr std::uint32_t section_header_type = 0x0A0D0D0A;
constexpr std::uint32_t interface_description_type = 1;
constexpr std::uint32_t enhanced_packet_type = 6;
constexpr std::uint32_t byte_order_magic = 0x1A2B3C4D;
constexpr std::uint16_t linktype_raw = 101;

enum Option : std::uint16_t {
    end_of_options = 0,
    comment = 1,
    interface_name = 2,
    interface_text = 3,
    user_application = 4,
    timestamp_resolution = 9,
};

/// The length of an option's value takes 16 bits; no comment of ours is near that.
constexpr std::size_t option_size_max = 65'000;

/// As much of `text` as fits, without half a character at its end.
std::string_view fitting(std::string_view text) {
    if (text.size() <= option_size_max) return text;
    std::size_t size = option_size_max;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    return text.substr(0, size);
}

/// One block in the making: its type and length, its body and its length once more.
class Block {
public:
    explicit Block(std::uint32_t type) { u32(type).u32(0); }

    Block& u16(std::uint16_t value) { return number(value, 2); }
    Block& u32(std::uint32_t value) { return number(value, 4); }
    Block& u64(std::uint64_t value) { return number(value, 8); }

    /// Padded to 32 bits, as everything in a block is.
    Block& padded(ByteView octets) {
        octets_.insert(octets_.end(), octets.begin(), octets.end());
        while (octets_.size() % 4 != 0) octets_.push_back(std::byte{0});
        return *this;
    }
    Block& option(Option code, std::string_view value) {
        value = fitting(value);
        return u16(code).u16(static_cast<std::uint16_t>(value.size())).padded(as_bytes(value));
    }
    Block& comments(const Comments& comments) {
        for (const std::string& each : comments) option(comment, each);
        return *this;
    }

    Bytes finish() {
        u16(end_of_options).u16(0);
        const auto length = static_cast<std::uint32_t>(octets_.size() + 4);
        u32(length);
        for (std::size_t i = 0; i < 4; ++i) octets_[4 + i] = octets_[octets_.size() - 4 + i];
        return std::move(octets_);
    }

private:
    Block& number(std::uint64_t value, int size) {
        for (int i = 0; i < size; ++i) octets_.push_back(static_cast<std::byte>(value >> 8 * i));
        return *this;
    }

    Bytes octets_;
};

}  // namespace

Bytes section_header(const std::string& application, const Comments& comments) {
    constexpr std::uint64_t length_unknown = ~std::uint64_t{0};
    return Block(section_header_type)
        .u32(byte_order_magic)
        .u16(1)
        .u16(0)
        .u64(length_unknown)
        .option(user_application, application)
        .comments(comments)
        .finish();
}

Bytes interface_description(const std::string& name, const std::string& description) {
    constexpr std::uint32_t no_limit = 0;
    return Block(interface_description_type)
        .u16(linktype_raw)
        .u16(0)
        .u32(no_limit)
        .option(interface_name, name)
        .option(interface_text, description)
        .option(timestamp_resolution, "\x09")  // 10 to the power of -9
        .finish();
}

Bytes enhanced_packet(std::uint32_t interface, Duration at, ByteView octets,
                      const Comments& comments) {
    const auto nanoseconds = static_cast<std::uint64_t>(at.count());
    const auto size = static_cast<std::uint32_t>(octets.size());
    return Block(enhanced_packet_type)
        .u32(interface)
        .u32(static_cast<std::uint32_t>(nanoseconds >> 32))
        .u32(static_cast<std::uint32_t>(nanoseconds))
        .u32(size)
        .u32(size)
        .padded(octets)
        .comments(comments)
        .finish();
}

}  // namespace breakwire::reports
