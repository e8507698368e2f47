#include "devices/models/gateway.hpp"

#include <set>

#include "devices/models/gateway_at_work.hpp"

namespace breakwire::devices {

namespace {

void replace_words(std::string& text, std::string_view word, const std::string& with) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
        text.replace(at, word.size(), with);
        at += with.size();
    }
}

/// The section with its own name for {sensor} and its number for {i}.
Node filled_in(const Node& node, const std::string& name, const std::string& number) {
    Node copy = node;
    replace_words(copy.text, "{sensor}", name);
    replace_words(copy.text, "{i}", number);
    for (Node& item : copy.items) item = filled_in(item, name, number);
    for (Node::Entry& entry : copy.entries) entry.value = filled_in(entry.value, name, number);
    return copy;
}

/// How many sensors a section stands for; 1 if that cannot be read, which its reading tells.
std::uint32_t count_of(const Node& section) {
    Mistakes unread;
    const Node* count = section.find("count");
    if (count == nullptr) return 1;
    const auto number = ValueType<std::uint32_t>::read(*count, unread).value_or(1);
    return number >= 1 && number <= SensorsSection::most ? number : 1;
}

/// Reads sections one by one; names are unique.
class Roll {
public:
    explicit Roll(Mistakes& mistakes) : mistakes_(mistakes) {}

    void add(const Node::Entry& typed) {
        const bool several = typed.key.find("{i}") != std::string::npos;
        if (several != (typed.value.find("count") != nullptr)) {
            mistakes_.add(typed.key_at,
                          several
                              ? "'" + typed.key + "' has an {i}, so it needs a count"
                              : "with a count the name has to hold {i}: '" + typed.key + "_{i}'");
            return;
        }
        const std::size_t before = mistakes_.count();
        const std::uint32_t count = count_of(typed.value);
        for (std::uint32_t i = 1; i <= count && mistakes_.count() == before; ++i) add(typed, i);
    }
    SensorsBehind sensors() && { return std::move(sensors_); }

private:
    void add(const Node::Entry& typed, std::uint32_t number) {
        std::string name = typed.key;
        replace_words(name, "{i}", std::to_string(number));
        if (!names_.insert(name).second) {
            mistakes_.add(typed.key_at, "sensor '" + name + "' is there twice");
            return;
        }
        SensorsSection section;
        const Node own = filled_in(typed.value, name, std::to_string(number));
        if (!SensorsSection::fields().read(section, own, mistakes_)) return;
        sensors_.push_back({name, std::move(section.publish)});
    }

    Mistakes& mistakes_;
    SensorsBehind sensors_;
    std::set<std::string> names_;
};

}  // namespace

Fields<SensorsSection> SensorsSection::fields() {
    return Fields<SensorsSection>("sensors", "sensors behind a gateway, by name")
        .required("publish", &SensorsSection::publish,
                  "what it measures and on which topic, as for a sensor; its name is {sensor}")
        .optional("count", &SensorsSection::count,
                  "so many of them, with their numbers for {i} in the name and in every value")
        .example(
            "sensors: {\"meter_{i}\": {count: 40, publish: {topic: \"hall/{sensor}\", every: "
            "1m, value: {counter: {per_second: 0.1}}}}}");
}

void SensorsSection::validate(const Places& at) const {
    if (publish.empty()) at.fail("publish", "is empty");
    if (count < 1 || count > most) at.fail("count", "is not from 1 to " + std::to_string(most));
}

Fields<GatewayBuffer> GatewayBuffer::fields() {
    return Fields<GatewayBuffer>("buffer", "keeps readings while there is no connection")
        .required("readings", &GatewayBuffer::readings, "how many; 0 keeps none")
        .optional("drop", &GatewayBuffer::drop, "which one gives way when it is full")
        .shorthand("readings");
}

Fields<Gateway> Gateway::fields() {
    return Fields<Gateway>("gateway", "one connection, many sensors behind it")
        .required("sensors", &Gateway::sensors, "by name")
        .optional("buffer", &Gateway::buffer, "what it keeps while it has no connection")
        .optional("lost", &Gateway::lost, "the share of readings that never get to the gateway")
        .example(
            "cellar: {model: gateway, buffer: 1000, sensors: {boiler: {publish: {topic: "
            "cellar/boiler, every: 10s, value: 60}}}}");
}

void Gateway::validate(const Places& at) const {
    if (sensors.empty()) at.fail("sensors", "is empty");
}

std::unique_ptr<Behaviour> Gateway::build(const ModelContext& context) const {
    return std::make_unique<GatewayAtWork>(context, *this);
}

}  // namespace breakwire::devices

namespace breakwire {

using devices::SensorsBehind;

nlohmann::json ValueType<SensorsBehind>::schema() {
    return {{"type", "object"},
            {"additionalProperties", devices::SensorsSection::fields().declaration().schema()}};
}

std::optional<SensorsBehind> ValueType<SensorsBehind>::read(const Node& node, Mistakes& mistakes) {
    if (!node.is_mapping()) {
        expected(node, mistakes, "a mapping of sensors");
        return std::nullopt;
    }
    const std::size_t before = mistakes.count();
    devices::Roll roll(mistakes);
    for (const Node::Entry& entry : node.entries) roll.add(entry);
    if (mistakes.count() != before) return std::nullopt;
    return std::move(roll).sensors();
}

}  // namespace breakwire
