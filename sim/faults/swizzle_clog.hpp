#pragma once

#include <map>

#include "sim/faults/timed_fault.hpp"

namespace breakwire::sim {

/// Clogs some of `devices`, chosen by luck, one after another, and unclogs them one after another
/// in another order: at each moment a different group is cut off, which a partition never is.
///
/// One more is clogged every `gap`, the first at once; `gap` after the last, one is let go every
/// `gap`. A clogged device's segments wait in both directions and arrive, in their order, when it
/// is let go. The share of the devices is rounded to whole ones, at least one. It comes from
/// FoundationDB, where swizzling found what plain partitions did not.
class SwizzleClog final : public TimedFault {
public:
    SwizzleClog() : TimedFault("devices") {}

    static Fields<SwizzleClog> fields();
    void validate(const Places& at) const;
    int begin(ConnectionPort&) override;
    void on_segment(SegmentInFlight& segment, const Luck&, std::uint64_t) override;

private:
    struct Spell {
        Instant from{};
        Instant until{};
    };
    std::vector<std::string> shuffled(std::vector<std::string> names, const char* purpose) const;

    Duration gap_ = 1s;
    double share_ = 50;
    std::map<std::string, Spell, std::less<>> clogged_;
};

}  // namespace breakwire::sim
