#pragma once

#include "devices/models/payloads/payload.hpp"
#include "devices/models/payloads/text_template.hpp"

namespace breakwire::devices {

/// A JSON document with what is measured in it (RFC 8259).
///
/// It is typed as it is to look, in YAML. A value that is one {word} becomes a number where the
/// word is one, with the decimals of the publication; numbers, true, false and null without quotes
/// stay what they are; everything else is a string, in which {words} are filled in. Keys keep their
/// order, and there are no blanks.
class JsonPayload final : public Payload {
public:
    /// All of `{json: ...}` is the document, a mapping too: no key of it is ours.
    class WholeSection {
    public:
        Declaration declaration() const;
        bool read(JsonPayload& payload, const Node& node, Mistakes& mistakes,
                  const std::vector<std::string>& also_known = {}) const;
    };
    static WholeSection fields() { return {}; }

    Bytes octets(const Measurement& measurement) const override {
        return to_bytes(std::string_view(template_.fill(measurement)));
    }
    std::vector<std::string> words() const override { return template_.words(); }

private:
    TextTemplate template_{""};
};

}  // namespace breakwire::devices
