#include "scenarios/measures/time_between.hpp"

namespace breakwire::scenarios {

Fields<TimeBetween> TimeBetween::fields() {
    return Fields<TimeBetween>(
               "time", "simulated time from one moment to the first of another kind after it")
        .required("from", &TimeBetween::from_,
                  "{fault: KIND} when it comes into force, {healed: KIND} when it is taken away, "
                  "or {DEVICE: CHECK}")
        .required("to", &TimeBetween::to_, "the same")
        .optional("figure", &TimeBetween::figure_, "of all such times in a run")
        .example(
            "measure: {will_after: {time: {from: {fault: rst}, "
            "to: {dashboard: {receives: plant/1/state}}}}}");
}

void TimeBetween::settle(const Cast& cast, Mistakes& mistakes) {
    const std::size_t before = mistakes.count();
    from_.settle(cast, mistakes);
    to_.settle(cast, mistakes);
    if (mistakes.count() != before) return;
    device_by_device_ = !from_.about().empty() && from_.about() == to_.about();
}

void TimeBetween::see(const sim::Event& event) {
    // An event that ends one may begin the next.
    if (const auto whose = to_.see(event)) {
        const auto begun = begun_.find(device_by_device_ ? *whose : "");
        if (begun != begun_.end()) {
            samples_.push_back(std::chrono::duration<double>(event.at - begun->second).count());
            begun_.erase(begun);
        }
    }
    if (const auto whose = from_.see(event)) {
        begun_.try_emplace(device_by_device_ ? *whose : "", event.at);
    }
}

}  // namespace breakwire::scenarios
