#pragma once

#include "scenarios/measures/deliveries.hpp"
#include "scenarios/measures/figure.hpp"

namespace breakwire::scenarios {

/// How long messages take from the device that sends them to each reader, in seconds; those that
/// never arrive are no samples.
class Delay final : public DeliveryMeasure {
public:
    static Fields<Delay> fields() {
        return with_deliveries(
                   Fields<Delay>("delay", "how long messages take from sender to reader"))
            .optional("figure", &Delay::figure_, "of all messages of a run")
            .example("measure: {late: {delay: {topic: \"plant/#\", to: dashboard, figure: p99}}}");
    }
    std::optional<double> value() const override;
    std::string unit() const override { return "s"; }

private:
    friend class DeliveryMeasure;
    Figure figure_;
};

inline std::optional<double> Delay::value() const {
    std::vector<double> samples;
    each_message([&samples](const Message& message) {
        for (const auto& [_, arrivals] : message.arrived) {
            samples.push_back(std::chrono::duration<double>(arrivals.first - message.at).count());
        }
    });
    return figure_.of(std::move(samples));
}

}  // namespace breakwire::scenarios
