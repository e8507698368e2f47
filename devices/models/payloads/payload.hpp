#pragma once

#include <memory>

#include "devices/models/payloads/measurement.hpp"
#include "sim/base/catalog.hpp"

namespace breakwire::devices {

/// How a device puts what it measures into octets.
///
/// A kind is one class with its `fields()` in a file of its own, and a line in `payload.cpp`.
class Payload {
public:
    virtual ~Payload() = default;
    virtual Bytes octets(const Measurement& measurement) const = 0;
    /// The words that it fills in, known or not.
    virtual std::vector<std::string> words() const = 0;
    /// Whether an unknown one is text like any other.
    virtual bool takes_any_word() const { return false; }
};

/// The table of all kinds of payloads.
const Catalog<Payload>& payloads();

/// A payload as the value of a field: a text with {words} in it, or `{json: {...}}`,
/// `{binary: [...]}`, `{hex: "00ff"}`.
struct PayloadTemplate {
    std::shared_ptr<const Payload> payload;
};

/// What is wrong with the words of a payload, given what is measured: a sentence without a subject,
/// or an empty text. In a text, a word that resembles none is text.
std::string misspelt_word(const Payload& payload, const std::vector<std::string>& measured);

}  // namespace breakwire::devices

template <>
struct breakwire::ValueType<breakwire::devices::PayloadTemplate> {
    static std::string name() { return "text, {json: ...}, {binary: [...]} or {hex: ...}"; }
    static nlohmann::json schema();
    static std::optional<devices::PayloadTemplate> read(const Node& node, Mistakes& mistakes);
    static std::string text(const devices::PayloadTemplate&) { return "{...}"; }
};
