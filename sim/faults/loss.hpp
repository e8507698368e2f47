#pragma once

#include "sim/faults/loss_model.hpp"
#include "sim/faults/segment_fault.hpp"

namespace breakwire::sim {

/// Loses segments of the device's link on the way, by one of the models. TCP sends them again after
/// a pause that doubles each time, so what is lost here is late there, with all that is behind it.
///
/// Source: netem's `loss`; RFC 6298 section 5 for the pauses.
class Loss final : public SegmentFault, public LossModel {
public:
    static Fields<Loss> fields() {
        return LossModel::with_keys(
                   segment_fields<Loss>("loss", "loses segments of a device's link; TCP resends"))
            .example("fault: {loss: {device: thermometer, bernoulli: 5%}}");
    }
    void validate(const Places& at) const {
        DeviceFault::validate(at);
        LossModel::validate(at);
    }

protected:
    void act(SegmentInFlight& segment, const Luck& luck, std::uint64_t ordinal) override {
        if (draws_.of(segment).next(*this, luck, ordinal)) segment.lose();
    }

private:
    EachWay<LossDraws> draws_;
};

}  // namespace breakwire::sim
