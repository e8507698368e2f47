#pragma once

#include "scenarios/steps/await.hpp"

namespace breakwire::scenarios {

/// A device unsubscribes. Over when the UNSUBACK is there, or the connection has ended, or after a
/// limit.
class UnsubscribeStep final : public Step {
public:
    static constexpr Duration limit = 10s;
    static Fields<UnsubscribeStep> fields();

    std::string text() const override;
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;

private:
    DeviceName device_;
    TopicFilter filter_;
    Await await_;
};

}  // namespace breakwire::scenarios
