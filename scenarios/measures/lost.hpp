#pragma once

#include "scenarios/measures/deliveries.hpp"

namespace breakwire::scenarios {

/// Which part of the messages that were sent never arrived; each counts for each reader.
class Lost final : public DeliveryMeasure {
public:
    static Fields<Lost> fields() {
        return with_deliveries(Fields<Lost>("lost", "the part of messages that never arrived"))
            .example("measure: {loss: {lost: {topic: \"plant/#\", to: dashboard}}}");
    }
    std::optional<double> value() const override;
    std::string unit() const override { return "share"; }

private:
    friend class DeliveryMeasure;
};

inline std::optional<double> Lost::value() const {
    std::size_t wanted = 0;
    std::size_t got = 0;
    each_message([&](const Message& message) {
        wanted += readers();
        got += message.arrived.size();
    });
    if (wanted == 0) return std::nullopt;
    return static_cast<double>(wanted - got) / static_cast<double>(wanted);
}

}  // namespace breakwire::scenarios
