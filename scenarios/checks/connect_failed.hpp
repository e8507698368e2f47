#pragma once

#include "scenarios/checks/check.hpp"

namespace breakwire::scenarios {

/// The device gets no TCP connection at all.
class ConnectFailed final : public Check {
public:
    enum class How { refused, timed_out };
    static Fields<ConnectFailed> fields();

    Sight see(const sim::Event& event) override;
    std::size_t wanted() const override { return at_most_.value_or(1); }
    bool exact() const override { return at_most_.has_value(); }
    std::size_t needed() const override { return at_most_ ? 0 : 1; }
    std::string text() const override;

private:
    std::optional<How> how_;
    std::optional<std::uint32_t> at_most_;
    bool established_ = false;  ///< a time-out then ends a connection, it does not prevent one
};

}  // namespace breakwire::scenarios
