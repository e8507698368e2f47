#include "harness/brokers/sweep.hpp"

#include "harness/brokers/raw_client.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

/// Retained messages come at once; after this silence there are no more.
constexpr Duration silence = 300ms;

void enter(RawClient& client, const Address& broker, const std::string& id,
           const Account& account) {
    const auto answer = client.open()
                            ? client.connect(connect_as(id, account.user, account.password))
                            : std::nullopt;
    if (answer && answer->reason == 0) return;
    std::string why = " does not answer";
    if (!client.problem().empty()) why = ": TLS: " + client.problem();
    if (answer) {
        why = " refuses who clears it up: code " + std::to_string(static_cast<int>(answer->reason));
    }
    throw EnvironmentError("the broker at " + broker.text() + why);
}

std::vector<std::string> retained_topics(RawClient& client) {
    std::vector<std::string> topics;
    client.subscribe("#");
    while (const auto message = client.next<mqtt::Publish>(silence)) {
        if (message->retain) topics.push_back(message->topic);
    }
    return topics;
}

}  // namespace

void sweep(const Address& broker, const std::optional<sim::TlsSettings>& tls,
           const std::vector<std::string>& client_ids, const Account& account) {
    for (const std::string& id : client_ids) {
        RawClient client(broker, tls);
        enter(client, broker, id, account);  // with a clean session, which ends the one before
        client.send(mqtt::Disconnect{});
    }
    RawClient client(broker, tls);
    enter(client, broker, "breakwire-sweeper", account);
    for (const std::string& topic : retained_topics(client)) client.publish(topic, "", true);
    client.send(mqtt::Disconnect{});
}

}  // namespace breakwire::harness
