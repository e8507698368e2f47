#pragma once

#include <cstdint>

#include "sim/base/fields.hpp"
#include "sim/base/luck.hpp"
#include "sim/faults/in_flight.hpp"

namespace breakwire::sim {

/// Where in its stretch of time a bad spell lies.
enum class Spacing {
    random,   ///< anywhere, drawn anew for each stretch
    regular,  ///< at its start
};

/// Spells in which a link is bad in more than one way at once: slower and lossy. One lies in each
/// stretch of `every`, counted from the start of the case, and is over before the stretch is.
///
/// Whether an instant is in a spell depends on that instant and luck alone, not on what passed
/// before.
struct BadSpells {
    Duration every{};
    Duration lasting{};
    Duration delay{};  ///< more of it while bad
    Share loss{};      ///< of what enters while bad
    Spacing spacing = Spacing::random;

    /// The keys of `T`, which is or derives from BadSpells.
    template <class T>
    static Fields<T> with_keys(Fields<T> fields) {
        return std::move(fields)
            .required("every", &T::every, "one spell in each such stretch, e.g. 15s")
            .required("for", &T::lasting, "how long a spell lasts, e.g. 150ms")
            .optional("delay", &T::delay, "what a spell adds to the delay")
            .optional("loss", &T::loss, "the share lost in a spell")
            .optional("spacing", &T::spacing,
                      "where in its stretch a spell lies: anywhere, or at the start");
    }
    static Fields<BadSpells> fields();
    void validate(const Places& at) const;
    std::string typed() const { return fields().typed(*this); }

    /// `luck`: shared by both directions of a link, which are bad together.
    bool bad_at(Instant when, const Luck& luck) const;

    /// Does to a segment what a spell does, if one is on. `own_luck` is the direction's.
    void apply(SegmentInFlight& segment, const Luck& luck, const Luck& own_luck,
               std::uint64_t ordinal) const;
};

}  // namespace breakwire::sim

namespace breakwire {

template <>
struct EnumNames<sim::Spacing> {
    static std::vector<std::pair<std::string, sim::Spacing>> names() {
        return {{"random", sim::Spacing::random}, {"regular", sim::Spacing::regular}};
    }
};

}  // namespace breakwire
