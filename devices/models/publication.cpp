#include "devices/models/publication.hpp"

#include "devices/models/numbers.hpp"

namespace breakwire::devices {
namespace {

void replace_all(std::string& text, std::string_view token, const std::string& with) {
    for (auto at = text.find(token); at != std::string::npos; at = text.find(token, at)) {
        text.replace(at, token.size(), with);
        at += with.size();
    }
}

}  // namespace

Fields<PublishSettings> PublishSettings::fields() {
    return Fields<PublishSettings>("publish", "what a sensor publishes, and how often")
        .required("topic", &PublishSettings::topic, "where")
        .required("every", &PublishSettings::every, "time from one sample to the next")
        .optional("qos", &PublishSettings::qos, "quality of service")
        .optional("retain", &PublishSettings::retain, "whether the broker keeps the last one")
        .optional("value", &PublishSettings::value, "what is measured: a waveform or a number")
        .optional("payload", &PublishSettings::payload,
                  "what is said; {value}, {n} (sample, from 0) and {time} (simulated seconds) are "
                  "filled in; the value alone if absent")
        .optional("decimals", &PublishSettings::decimals, "of the value as text")
        .optional("phase", &PublishSettings::phase,
                  "from the first connection to the first sample");
}

void PublishSettings::validate(const Places& at) const {
    if (every <= Duration{}) at.fail("every", "is zero");
    if (decimals > 15) at.fail("decimals", "is above 15, more than a number holds");
    if (!value && !payload) at.fail("value", "is missing, and there is no payload either");
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

Reading Publication::take(Instant now) {
    const Duration elapsed = settings_->every * static_cast<Duration::rep>(ordinal_);
    Reading reading;
    if (settings_->value) {
        reading.value = settings_->value->waveform->at({elapsed, ordinal_, luck_}, memo_);
    }
    const std::string text = reading.value ? to_fixed(*reading.value, settings_->decimals) : "";
    reading.message = {settings_->topic.text(), payload(text, now), settings_->qos,
                       settings_->retain};
    ++ordinal_;
    return reading;
}

Bytes Publication::payload(const std::string& value, Instant now) const {
    if (!settings_->payload) return to_bytes(std::string_view(value));
    std::string text = to_text(*settings_->payload);
    replace_all(text, "{value}", value);
    replace_all(text, "{n}", std::to_string(ordinal_));
    const std::chrono::duration<double> seconds = now.time_since_epoch();
    replace_all(text, "{time}", to_fixed(seconds.count(), 3));
    return to_bytes(std::string_view(text));
}

}  // namespace breakwire::devices
