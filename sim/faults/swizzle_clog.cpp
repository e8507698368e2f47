#include "sim/faults/swizzle_clog.hpp"

#include <algorithm>
#include <cmath>

namespace breakwire::sim {

Fields<SwizzleClog> SwizzleClog::fields() {
    return Fields<SwizzleClog>("swizzle_clog",
                               "holds up some of a group of devices, one after another, and lets "
                               "them go in another order")
        .required("devices", &SwizzleClog::devices, "the group: a fleet or a list of devices")
        .optional("gap", &SwizzleClog::gap_, "time between one and the next")
        .optional("share", &SwizzleClog::share_, "how many of the group, in percent")
        .shorthand("devices");
}

void SwizzleClog::validate(const Places& at) const {
    DeviceFault::validate(at);
    if (std::ranges::count(devices, "*") > 0) at.fail("devices", "needs names, \"*\" has none");
    if (gap_ == Duration{}) at.fail("gap", "must be longer than nothing");
    if (!(share_ > 0 && share_ <= 100)) at.fail("share", "must be above 0 and at most 100");
}

int SwizzleClog::begin(ConnectionPort&) {
    std::vector<std::string> chosen = shuffled(devices, "clog");
    const double share = static_cast<double>(chosen.size()) * share_ / 100;
    chosen.resize(std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(share))));
    const std::vector<std::string> back = shuffled(chosen, "unclog");
    const auto count = static_cast<std::int64_t>(chosen.size());
    for (std::int64_t i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        clogged_[chosen[at]].from = began() + i * gap_;
        clogged_[back[at]].until = began() + (count + i) * gap_;
    }
    return 0;
}

void SwizzleClog::on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) {
    const auto found = clogged_.find(segment.seen().device);
    if (found == clogged_.end()) return;
    const auto& [from, until] = found->second;
    if (from <= now() && now() < until) segment.hold(*this, until);
}

/// In the order of what each name draws, so that the order in which they were typed means nothing.
std::vector<std::string> SwizzleClog::shuffled(std::vector<std::string> names,
                                               const char* purpose) const {
    const auto drawn = [&](const std::string& name) {
        return std::pair(luck().of(name).bits(purpose, 0), name);
    };
    std::ranges::sort(names, {}, drawn);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

}  // namespace breakwire::sim
