#pragma once

#include "scenarios/steps/step.hpp"

namespace breakwire::scenarios {

enum class BrokerAction { crash, stop, start, restart, pause, resume, save, reload };

/// Does something to the broker and waits until it is done: gone after a crash, ready after a
/// start.
class BrokerStep final : public Step {
public:
    static Fields<BrokerStep> fields();
    void validate(const Places& places) const;

    std::string text() const override;
    void begin(Stage& stage, Done done) override;
    bool acts_to_its_end() const override {
        return action_ == BrokerAction::start || action_ == BrokerAction::restart;
    }

private:
    void act(BrokerPort& broker, BrokerPort::Done over) const;

    std::optional<BrokerAction> action_;
    std::optional<std::vector<AclRule>> acl_;
};

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct EnumNames<scenarios::BrokerAction> {
    static std::vector<std::pair<std::string, scenarios::BrokerAction>> names();
};

}  // namespace breakwire
