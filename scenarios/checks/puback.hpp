#pragma once

#include <map>

#include "scenarios/checks/check.hpp"
#include "sim/mqtt/code.hpp"

namespace breakwire::scenarios {

/// The broker acknowledges what the device published: PUBACK at QoS 1, PUBREC at QoS 2. Codes exist
/// in 5.0 alone (sections 3.4.2.1 and 3.5.2.1) and are not judged in 3.1.1.
class PubackCheck final : public Check {
public:
    static Fields<PubackCheck> fields();

    void recall(const sim::Event& event) override { follow(event); }
    Sight see(const sim::Event& event) override;
    std::string text() const override;
    std::size_t wanted() const override { return at_least_; }

private:
    void follow(const sim::Event& event);

    std::vector<mqtt::Code> reason_;
    std::optional<TopicFilter> topic_;
    std::uint32_t at_least_ = 1;

    std::map<std::uint16_t, std::string> published_;  ///< topics by packet id
};

}  // namespace breakwire::scenarios
