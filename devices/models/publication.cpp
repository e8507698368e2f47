#include "devices/models/publication.hpp"

#include <regex>

#include "devices/models/numbers.hpp"

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
        .optional("phase", &PublishSettings::phase, "from the first connection to the first sample")
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

Instant Publication::due(Instant origin) const {
    return origin + settings_->phase + settings_->every * static_cast<Duration::rep>(ordinal_);
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
    reading.message = {settings_->topic.text(), payload(measurement), settings_->qos,
                       settings_->retain};
    ++ordinal_;
    return reading;
}

std::vector<Measurement::Value> Publication::measure() {
    std::vector<Measurement::Value> out;
    if (settings_->value) out.push_back({"value", sample(*settings_->value, luck_, memo_)});
    for (const auto& [name, signal] : settings_->values) {
        out.push_back({name, sample(signal, luck_.of(name), memos_[name])});
    }
    return out;
}

double Publication::sample(const Signal& signal, const Luck& luck, Memo& memo) const {
    const Duration elapsed = settings_->every * static_cast<Duration::rep>(ordinal_);
    return signal.waveform->at({elapsed, ordinal_, luck}, memo);
}

Bytes Publication::payload(const Measurement& measurement) const {
    if (settings_->payload) return settings_->payload->payload->octets(measurement);
    return to_bytes(std::string_view(measurement.text("value").value_or("")));
}

}  // namespace breakwire::devices
