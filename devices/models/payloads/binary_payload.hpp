#pragma once

#include "devices/models/payloads/payload.hpp"
#include "devices/models/payloads/text_template.hpp"

namespace breakwire::devices {

enum class BinaryType { u8, u16, u32, u64, i8, i16, i32, i64, f32, f64, text };
enum class ByteOrder { big, little };

/// One number or text of a binary layout.
struct BinaryField {
    BinaryType type{};
    std::string value;  ///< a number or one {word}; for `text` any text
    double scale = 1;
    std::optional<std::uint32_t> size;  ///< of `text`, in octets

    static Fields<BinaryField> fields();
    void validate(const Places& at) const;
    void append(const Measurement& measurement, ByteOrder order, Bytes& out) const;
};

/// A binary layout as small devices send it: numbers of fixed width, one after the other. A value
/// that is out of a whole number's range is sent as its nearest end, as firmware that clamps does.
class BinaryPayload final : public Payload {
public:
    static Fields<BinaryPayload> fields();
    void validate(const Places& at) const;
    Bytes octets(const Measurement& measurement) const override;
    std::vector<std::string> words() const override;

private:
    std::vector<BinaryField> layout_;
    ByteOrder order_ = ByteOrder::big;
};

}  // namespace breakwire::devices

namespace breakwire {

template <>
struct EnumNames<devices::BinaryType> {
    static std::vector<std::pair<std::string, devices::BinaryType>> names();
};

template <>
struct EnumNames<devices::ByteOrder> {
    static std::vector<std::pair<std::string, devices::ByteOrder>> names() {
        return {{"big", devices::ByteOrder::big}, {"little", devices::ByteOrder::little}};
    }
};

}  // namespace breakwire
