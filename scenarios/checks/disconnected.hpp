#pragma once

#include "scenarios/checks/check.hpp"
#include "sim/mqtt/code.hpp"

namespace breakwire::scenarios {

/// The device loses its connection: it gets FIN, RST or a TCP time-out.
///
/// `reason` asks for a DISCONNECT with such a code before that (5.0 section 3.14). A 3.1.1 server
/// sends no DISCONNECT, so on a 3.1.1 connection the code is not judged and one scenario serves
/// both versions.
class Disconnected final : public Check {
public:
    enum class How { fin, rst, timed_out };
    static Fields<Disconnected> fields();

    void recall(const sim::Event& event) override { follow(event); }
    Sight see(const sim::Event& event) override;
    std::string text() const override;
    bool judges_sealed() const override { return reason_.empty(); }

private:
    void follow(const sim::Event& event);
    bool reason_given() const;

    std::optional<How> how_;
    std::vector<mqtt::Code> reason_;

    mqtt::Version version_ = mqtt::Version::v3_1_1;
    std::optional<std::uint8_t> said_;  ///< the code of the connection's DISCONNECT
};

}  // namespace breakwire::scenarios
