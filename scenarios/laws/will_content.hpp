#pragma once

#include "scenarios/laws/will_case.hpp"

namespace breakwire::scenarios {

/// Whether the record settles which subscriptions `reader` has had from some time before `since`
/// on.
///
/// Some brokers look stored messages up after the SUBACK, so "some time" is `promptness`.
bool subscriptions_settled(const WillCase& shared, const Connection& reader, Instant since);

/// Judges a delivery that can only be that will: may its author write, may the reader read, is it
/// at the right QoS and with the right retain flag.
///
/// Where equal wills differ in QoS or flag, or the reader's subscriptions are in motion, only the
/// rights are judged. A breach of rights is put off by `promptness`: a new ACL may show to have
/// come into force.
class WillContent {
public:
    explicit WillContent(WillCase& shared) : case_(shared) {}
    void check(const WillRecord& will, const Connection& reader, const mqtt::Publish& publish,
               const sim::Event& event);

private:
    using Subscriptions = std::vector<const Standing*>;
    void check_rights(const WillRecord& will, const Connection& reader, const sim::Event& event);
    void accuse_later(const Identity& who, Access access, const std::string& topic, Instant since,
                      Violation violation);
    void check_qos(const WillRecord& will, const Connection& reader, const mqtt::Publish& publish,
                   const Subscriptions& standing, const sim::Event& event);
    void check_retain(const WillRecord& will, const Connection& reader,
                      const mqtt::Publish& publish, const Subscriptions& standing,
                      const sim::Event& event);

    WillCase& case_;
};

}  // namespace breakwire::scenarios
