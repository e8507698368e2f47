#pragma once

#include "devices/client.hpp"
#include "sim/base/fields.hpp"
#include "sim/mqtt/value_types.hpp"

namespace breakwire::devices {

/// The `reboot:` of a sensor: what it is told by, and how long it is away.
struct RebootSettings {
    TopicFilter topic;
    std::string payload{"reboot"};
    Duration takes{2s};

    static Fields<RebootSettings> fields() {
        return Fields<RebootSettings>("reboot",
                                      "restarts when it is told to by a message that is not "
                                      "retained; after DISCONNECT, and keeping its session")
            .required("topic", &RebootSettings::topic, "where it is told so; to be subscribed to")
            .optional("payload", &RebootSettings::payload, "the word for it")
            .optional("takes", &RebootSettings::takes, "until it connects again");
    }

    /// Whether a message is the command. A retained one would come again after each reboot.
    bool means(const Message& message) const {
        return !message.retain && topic.matches(message.topic) &&
               to_text(message.payload) == payload;
    }
};

/// The acknowledgement of the command leaves before the device does.
constexpr Duration last_words{200ms};

}  // namespace breakwire::devices
