#include "devices/models/publication.hpp"

#include <regex>

#include "devices/models/numbers.hpp"
#include "sim/base/numbered.hpp"

namespace breakwire::devices {

Fields<PublishSettings> PublishSettings::fields() {
    return Fields<PublishSettings>("publish", "what a sensor publishes, and how often")
        .required("topic", &PublishSettings::topic, "where")
        .required("every", &PublishSettings::every, "time from one sample to the next")
        .optional("qos", &PublishSettings::qos, "quality of service")
        .optional("retain", &PublishSettings::retain, "whether the broker keeps the last one")
        .optional("value", &PublishSettings::value, "what is measured: a waveform or a number")
        .optional("values", &PublishSettings::values,
                  "several, by names that are words of the payload")
        .optional("payload", &PublishSettings::payload,
                  "what is said; {value} or {NAME} of values, {n} (sample, from 0), {time} "
                  "(simulated seconds), {iso}, {epoch}, {epoch_ms} (dates from 2026 on) and "
                  "{device} are filled in; the value alone if absent")
        .optional("decimals", &PublishSettings::decimals, "of values as text")
        .optional(
            "phase", &PublishSettings::phase,
            "from the first connection to the first sample; `spread` divides the time between "
            "two samples evenly among the devices of a fleet, `random` lets the seed draw")
        .example(
            "publish: {topic: plant/1/air, every: 10s, values: {t: 21.5, rh: {sine: {mean: 40, "
            "period: 1h}}}, payload: {json: {t: \"{t}\", rh: \"{rh}\", at: \"{iso}\"}}}");
}

void PublishSettings::validate(const Places& at) const {
    static const std::regex word("[a-z][a-z0-9_]*");
    if (every <= Duration{}) at.fail("every", "is zero");
    if (decimals > 15) at.fail("decimals", "is above 15, more than a number holds");
    if (!value && !payload) at.fail("value", "is missing, and there is no payload either");
    if (value && !values.empty()) at.fail("values", "and value exclude each other");
    std::vector<std::string> measured;
    if (value) measured.emplace_back("value");
    for (const auto& [name, _] : values) {
        measured.push_back(name);
        if (!std::regex_match(name, word)) {
            at.fail("values", "has the name '" + name + "', not of small letters, digits and '_'");
        }
    }
    const std::string problem = payload ? misspelt_word(*payload->payload, measured) : "";
    if (!problem.empty()) at.fail("payload", problem);
}

Duration Phase::of(Duration every, const Luck& luck, double place) const {
    switch (kind) {
        case Kind::spread:
            return Duration(static_cast<Duration::rep>(place * static_cast<double>(every.count())));
        case Kind::random:
            return luck.uniform("phase", 0, Duration{}, every - Duration{1});
        case Kind::fixed:
            break;
    }
    return by;
}

std::string Publication::topic() const {
    const std::string& typed = settings_->topic.text();
    return number_ == 0 ? typed : numbered(typed, number_);
}

Instant Publication::due(Instant origin) const {
    return origin + phase_ + settings_->every * static_cast<Duration::rep>(ordinal_);
}

void Publication::skip_to(Instant now, Instant origin) {
    const Duration late = now - due(origin);
    if (late <= Duration{}) return;
    const Duration every = settings_->every;
    ordinal_ += static_cast<std::uint64_t>((late + every - Duration(1)) / every);
}

Reading Publication::take(Instant now, const std::string& device) {
    const Measurement measurement{now, ordinal_, device, measure(), settings_->decimals};
    Reading reading;
    if (!measurement.values.empty()) reading.value = measurement.values.front().value;
    reading.message = {topic(), payload(measurement), settings_->qos, settings_->retain};
    ++ordinal_;
    return reading;
}

std::vector<Measurement::Value> Publication::measure() {
    std::vector<Measurement::Value> out;
    if (settings_->value) out.push_back({"value", sample(*settings_->value, luck_, 0)});
    for (const auto& [name, signal] : settings_->values) {
        out.push_back({name, sample(signal, luck_.of(name), out.size())});
    }
    return out;
}

/// `which` of the signals it is.
double Publication::sample(const Signal& signal, const Luck& luck, std::size_t which) {
    if (!memos_) memos_ = std::make_unique<Memo[]>(1 + settings_->values.size());
    const Duration elapsed = settings_->every * static_cast<Duration::rep>(ordinal_);
    return signal.waveform->at({elapsed, ordinal_, luck}, memos_[which]);
}

Bytes Publication::payload(const Measurement& measurement) const {
    if (settings_->payload) return settings_->payload->payload->octets(measurement);
    return to_bytes(std::string_view(measurement.text("value").value_or("")));
}

}  // namespace breakwire::devices

namespace breakwire {

using devices::Phase;

nlohmann::json ValueType<Phase>::schema() {
    return {{"anyOf",
             nlohmann::json::array({ValueType<Duration>::schema(),
                                    {{"enum", nlohmann::json::array({"spread", "random"})}}})}};
}

std::optional<Phase> ValueType<Phase>::read(const Node& node, Mistakes& mistakes) {
    if (node.is_scalar()) {
        if (node.text == "spread") return Phase{Phase::Kind::spread, {}};
        if (node.text == "random") return Phase{Phase::Kind::random, {}};
        if (const auto by = parse_duration(node.text)) return Phase{Phase::Kind::fixed, *by};
    }
    expected(node, mistakes, "a duration such as 20ms, spread or random");
    return std::nullopt;
}

std::string ValueType<Phase>::text(const Phase& value) {
    switch (value.kind) {
        case Phase::Kind::spread:
            return "spread";
        case Phase::Kind::random:
            return "random";
        case Phase::Kind::fixed:
            break;
    }
    return to_string(value.by);
}

}  // namespace breakwire
