#pragma once

#include <set>
#include <unordered_map>

#include "scenarios/laws/agenda.hpp"
#include "scenarios/laws/connection_book.hpp"
#include "scenarios/laws/findings.hpp"
#include "scenarios/laws/message_key.hpp"

namespace breakwire::scenarios {

/// Nothing unpermitted reaches anybody: live, by wildcard, retained, as a will or under `$SYS`.
///
/// BW-ACL-1: whoever gets a message may read its topic. BW-ACL-2: whoever sent it may write there;
/// judged where every origin of a topic and payload is known and none was permitted. BW-ACL-7: who
/// could read a topic under an earlier list and cannot now gets nothing of it any more. What was
/// under way while the ACL changed is unknown. Without an ACL there is nothing to judge.
///
/// Keeps some 40 octets for each distinct message, because a later one may equal it.
class AclLaw final : public Law {
public:
    explicit AclLaw(const LawContext& context);

    void see(const sim::Event& event) override;
    void acl_changed(const std::vector<AclRule>& rules, Instant at) override;
    std::vector<LawFinding> finish(Instant end) override;

private:
    /// Where a message may have come from.
    struct Origin {
        std::optional<Instant> first_at;  ///< absent: a will that cannot be out yet
        bool permitted = false;           ///< one origin at least may have been allowed
    };
    /// A message whose author may not write its topic.
    struct Denied {
        MessageKey key = 0;
        Identity author;
        std::string topic;
        Instant at{};
        std::uint64_t event = 0;
        bool later = false;    ///< a will or QoS 2: the broker may ask again when it goes on
        bool several = false;  ///< by more than one author
        bool watched = false;  ///< somebody would have got it
        bool delivered = false;
    };

    void sent(Connection& author, const mqtt::Publish& publish, const sim::Event& event);
    void expect_withheld(const std::string& topic, MessageKey key, Instant at);
    void willed(const Connection& author, const sim::Event& event);
    void note(Denied origin);
    void note_denied(Denied origin);
    void may_be_out(const Connection& author, Instant now);
    void delivered(Connection& reader, const mqtt::Publish& publish, const sim::Event& event);
    void judge_reader(const Connection& reader, const mqtt::Publish& publish, const Origin* origin,
                      const sim::Event& event);
    Permission read_permission(const Identity& who, const std::string& topic,
                               std::optional<Instant> since, Instant at) const;
    void judge_author(const Connection& reader, MessageKey key, const sim::Event& event);
    std::optional<Instant> asked_for_at(const Connection& reader,
                                        const mqtt::Publish& publish) const;
    bool watched(const std::string& topic, Instant at);

    Duration promptness_;
    ConnectionBook book_;
    AccessRights rights_;
    Agenda agenda_;  ///< breaches that a new ACL may still explain
    Findings findings_;
    std::unordered_map<MessageKey, Origin> origins_;
    std::unordered_map<MessageKey, Denied> denied_;                ///< the latest for each message
    std::set<std::pair<sim::ConnectionId, MessageKey>> withheld_;  ///< that may not come any more
};

}  // namespace breakwire::scenarios
