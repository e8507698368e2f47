#pragma once

#include <map>
#include <optional>

#include "devices/client.hpp"
#include "devices/models/payloads/payload.hpp"
#include "devices/models/waveforms/waveform.hpp"
#include "sim/mqtt/value_types.hpp"

namespace breakwire::devices {

/// How long after its first connection a device says something for the first time: a time, or a
/// part of the time between two samples that depends on the device, so that a fleet does not speak
/// all at once.
struct Phase {
    enum class Kind {
        fixed,
        spread,  ///< the devices of a fleet have equal distances, in the order of their numbers
        random,  ///< the seed draws
    };
    Kind kind = Kind::fixed;
    Duration by{};

    /// `place`: of the device in its fleet, from 0 to below 1.
    Duration of(Duration every, const Luck& luck, double place) const;
};

/// An entry of a sensor's `publish:`.
struct PublishSettings {
    TopicName topic;
    Duration every{1s};
    mqtt::Qos qos{};
    bool retain = false;
    std::optional<Signal> value;
    std::map<std::string, Signal> values;    ///< several, by name
    std::optional<PayloadTemplate> payload;  ///< the value as text if absent
    std::uint8_t decimals = 2;
    Phase phase;

    static Fields<PublishSettings> fields();
    void validate(const Places& at) const;
};

/// What a sensor says at one instant, and the value in it: the first if there are several.
struct Reading {
    Message message;
    std::optional<double> value;
};

/// One entry of `publish:` at work: when it is due next, and what it says then.
///
/// Samples lie on a grid of `every`, `phase` after the sensor's first connection. What falls into a
/// time without connection or asleep is skipped, and the waveform goes on underneath: the value of
/// a sample depends on its place on the grid alone.
class Publication {
public:
    /// `settings` must outlive this. `place`: of the device in its fleet, from 0 to below 1;
    /// `number`: for {n} in the topic, which has none if it is 0.
    Publication(const PublishSettings& settings, const Luck& luck, double place = 0,
                std::uint32_t number = 0)
        : settings_(&settings),
          number_(number),
          luck_(luck.of("publish").of(topic())),
          phase_(settings.phase.of(settings.every, luck_, place)) {}

    /// The grid starts at `origin`.
    Instant due(Instant origin) const;
    /// Passes over the samples before `now`.
    void skip_to(Instant now, Instant origin);
    /// Takes the sample that is due. `device`: who says it.
    Reading take(Instant now, const std::string& device);

private:
    std::string topic() const;
    std::vector<Measurement::Value> measure();
    double sample(const Signal& signal, const Luck& luck, std::size_t which);
    Bytes payload(const Measurement& measurement) const;

    const PublishSettings* settings_;
    std::uint32_t number_;
    Luck luck_;
    Duration phase_;
    std::uint64_t ordinal_ = 0;
    std::unique_ptr<Memo[]> memos_;  ///< of `value`, or of `values` in their order, once measured
};

}  // namespace breakwire::devices

namespace breakwire {

template <>
struct ValueType<devices::Phase> {
    static std::string name() { return "duration, spread or random"; }
    static nlohmann::json schema();
    static std::optional<devices::Phase> read(const Node& node, Mistakes& mistakes);
    static std::string text(const devices::Phase& value);
};

}  // namespace breakwire
