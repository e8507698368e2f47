#pragma once

#include "scenarios/measures/deliveries.hpp"

namespace breakwire::scenarios {

/// Deliveries beyond the first of a message to a reader, for each message that arrived.
class Duplicates final : public DeliveryMeasure {
public:
    static Fields<Duplicates> fields() {
        return with_deliveries(
                   Fields<Duplicates>("duplicates",
                                      "deliveries beyond the first, for each that arrived"))
            .example("measure: {twice: {duplicates: {topic: \"plant/#\", to: dashboard}}}");
    }
    std::optional<double> value() const override;
    std::string unit() const override { return "share"; }

private:
    friend class DeliveryMeasure;
};

inline std::optional<double> Duplicates::value() const {
    std::uint64_t all = 0;
    std::uint64_t firsts = 0;
    each_message([&](const Message& message) {
        for (const auto& [_, arrivals] : message.arrived) {
            all += arrivals.count;
            ++firsts;
        }
    });
    if (firsts == 0) return std::nullopt;
    return static_cast<double>(all - firsts) / static_cast<double>(firsts);
}

}  // namespace breakwire::scenarios
