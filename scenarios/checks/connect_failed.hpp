#pragma once

#include "scenarios/checks/check.hpp"

namespace breakwire::scenarios {

/// The device gets no TCP connection at all.
class ConnectFailed final : public Check {
public:
    enum class How { refused, timed_out };
    static Fields<ConnectFailed> fields();

    Sight see(const sim::Event& event) override;
    std::string text() const override;

private:
    std::optional<How> how_;
    bool established_ = false;  ///< a time-out then ends a connection, it does not prevent one
};

}  // namespace breakwire::scenarios
