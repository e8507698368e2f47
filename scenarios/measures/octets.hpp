#pragma once

#include <set>

#include "scenarios/measures/measure.hpp"

namespace breakwire::scenarios {

/// Which way packets go that a measure counts.
enum class Way { up, down, both };

/// Octets that the ends of connections have handed to the network: what devices send, at their own
/// end, and what the broker sends, at its end. TLS included, where it is the device's own; what TCP
/// adds and sends again is not.
class Octets final : public Measure {
public:
    static Fields<Octets> fields();

    void settle(const Cast& cast, Mistakes& mistakes) override;
    void see(const sim::Event& event) override;
    std::optional<double> value() const override { return static_cast<double>(count_); }
    std::string unit() const override { return "octets"; }

private:
    template <class T>
    void add(const sim::Event& event);

    std::vector<DeviceName> devices_;
    Way way_ = Way::both;

    std::set<std::string> names_;  ///< empty: all
    std::uint64_t count_ = 0;
};

/// Whether something passed the tap of whoever sent it, this way.
bool leaves(sim::Direction direction, sim::Tap tap, Way way);

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct EnumNames<scenarios::Way> {
    static std::vector<std::pair<std::string, scenarios::Way>> names() {
        return {{"up", scenarios::Way::up},
                {"down", scenarios::Way::down},
                {"both", scenarios::Way::both}};
    }
};

}  // namespace breakwire
