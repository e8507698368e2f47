#pragma once

#include "scenarios/steps/await.hpp"
#include "sim/mqtt/value_types.hpp"

namespace breakwire::scenarios {

/// A device subscribes. Over when the SUBACK is there, or the connection has ended, or after a
/// limit: what the answer should be is for an `expect` to say.
class SubscribeStep final : public Step {
public:
    static constexpr Duration limit = 10s;
    static Fields<SubscribeStep> fields();
    void validate(const Places& places) const;

    std::string text() const override;
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;

private:
    DeviceName device_;
    TopicFilter filter_;
    mqtt::Qos qos_{};
    bool no_local_ = false;
    bool retain_as_published_ = false;
    std::uint8_t retain_handling_ = 0;
    Await await_;
};

}  // namespace breakwire::scenarios
