#pragma once

#include "scenarios/checks/check.hpp"

namespace breakwire::scenarios {

/// The device gets no connection: it does not find the broker, or its SYN or TLS comes to nothing.
class ConnectFailed final : public Check {
public:
    enum class How { refused, timed_out, unresolved, tls };
    static Fields<ConnectFailed> fields();

    Sight see(const sim::Event& event) override;
    std::size_t wanted() const override { return at_most_.value_or(1); }
    bool exact() const override { return at_most_.has_value(); }
    std::size_t needed() const override { return at_most_ ? 0 : 1; }
    std::string text() const override;
    bool judges_sealed() const override { return true; }

private:
    struct Failure {
        How how{};
        std::string reason;  ///< in the record's words; may be empty
    };
    std::optional<Failure> failure(const sim::Event& event);
    std::optional<Failure> transport_failure(const sim::ConnectionSeen& seen);

    std::optional<How> how_;
    std::optional<std::string> reason_;
    std::optional<std::uint32_t> at_most_;
    bool established_ = false;  ///< a time-out then ends a connection, it does not prevent one
};

}  // namespace breakwire::scenarios
