#pragma once

#include <optional>
#include <set>

#include "scenarios/checks/check.hpp"

namespace breakwire::scenarios {

/// The device tries to connect: each SYN of its own, or each CONNECT on a line that has no
/// connections, counts, whatever comes of it.
///
/// `apart` is the time from one attempt to the next, so it holds the attempt's own duration as well
/// as the device's wait; TCP's repeated SYNs are one attempt. `varied` breaks when two of these
/// times are the same to the millisecond, as they are where a device waits by the clock alone and a
/// fleet comes back in step.
class Attempts final : public Check {
public:
    static Fields<Attempts> fields();
    void validate(const Places& at) const;

    Sight see(const sim::Event& event) override;
    std::size_t wanted() const override;
    bool exact() const override { return at_most_ || exactly_; }
    std::size_t needed() const override;
    std::string text() const override;
    std::string describe(const sim::Event& event) const override;
    bool judges_sealed() const override { return true; }

private:
    bool as_wanted();

    std::optional<std::uint32_t> at_least_;
    std::optional<std::uint32_t> at_most_;
    std::optional<std::uint32_t> exactly_;
    std::optional<Window> apart_;
    std::optional<bool> varied_;

    std::optional<Instant> last_;
    std::optional<Duration> gap_;  ///< before the latest attempt
    std::set<std::chrono::milliseconds> gaps_;
};

}  // namespace breakwire::scenarios
