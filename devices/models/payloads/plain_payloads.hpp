#pragma once

#include "devices/models/payloads/payload.hpp"
#include "devices/models/payloads/text_template.hpp"

namespace breakwire::devices {

/// Text: what a bare word means.
class TextPayload final : public Payload {
public:
    static Fields<TextPayload> fields() {
        return Fields<TextPayload>("text", "text in which {words} are filled in")
            .required("text", &TextPayload::template_, "the text")
            .shorthand("text")
            .example("payload: \"{value} degrees at {iso}\"");
    }
    Bytes octets(const Measurement& measurement) const override {
        return to_bytes(std::string_view(template_.fill(measurement)));
    }
    std::vector<std::string> words() const override { return template_.words(); }
    bool takes_any_word() const override { return true; }

private:
    TextTemplate template_{""};
};

/// Always the same octets.
class HexPayload final : public Payload {
public:
    static Fields<HexPayload> fields() {
        return Fields<HexPayload>("hex", "always the same octets")
            .required("hex", &HexPayload::hex_, "pairs of hexadecimal digits; blanks are allowed")
            .shorthand("hex")
            .example("payload: {hex: \"01 ff\"}");
    }
    void validate(const Places& at) const {
        if (!from_hex(hex_)) at.fail("hex", "is not made of pairs of hexadecimal digits");
    }
    Bytes octets(const Measurement&) const override { return from_hex(hex_).value_or(Bytes{}); }
    std::vector<std::string> words() const override { return {}; }

private:
    std::string hex_;
};

}  // namespace breakwire::devices
