#pragma once

#include "scenarios/laws/will_case.hpp"

namespace breakwire::scenarios {

/// Judges wills by what subscribers see.
///
/// Each delivery of a will's topic and payload is laid to the open will due first that this reader
/// has not got yet. One too many is not judged at once: the record may show within `promptness`
/// that the broker had just closed the author's connection. A delivery counts as proof of "more
/// than once" only if it exceeds what all wills and ordinary messages of the same content can have
/// produced.
class WillDeliveries {
public:
    explicit WillDeliveries(WillCase& shared) : case_(shared) {}

    /// The broker sent `publish` to `reader`; its topic is in `reader.topic`.
    void delivered(Connection& reader, const mqtt::Publish& publish, const sim::Event& event);

    /// The time of `will` is over: whoever must have it by now has it, or it is missing.
    /// `judge`: false if the matter is unknown. Decides the will.
    void settle(const std::shared_ptr<WillRecord>& will, bool judge, Instant now);

private:
    struct Delivery {
        sim::ConnectionId reader = 0;
        mqtt::Version version{};
        MessageKey key = 0;
        std::uint64_t event = 0;
        std::uint64_t ordinal = 0;  ///< how many of them the reader has got, this one included
        Instant at{};
        bool excused = false;  ///< it may repeat an earlier one
    };

    void stranger(const Connection& reader, const sim::Event& event);
    bool from_retained_store(const Connection& reader, const mqtt::Publish& publish,
                             const Account& account, Instant now) const;
    void judge_retained(const Connection& reader, const Account& account, MessageKey key,
                        const sim::Event& event);
    bool excused_repetition(const Account& account, const Connection& reader,
                            const mqtt::Publish& publish, MessageKey key, Instant now) const;
    std::uint64_t count(Account& account, const Connection& reader, const mqtt::Publish& publish,
                        Instant now);
    void take(WillRecord& will, Connection& reader, const mqtt::Publish& publish,
              const sim::Event& event);
    void check_rights(const WillRecord& will, const Connection& reader, const sim::Event& event);
    void check_content(const WillRecord& will, const Connection& reader,
                       const mqtt::Publish& publish, const sim::Event& event);
    void check_qos(const WillRecord& will, const Connection& reader, const mqtt::Publish& publish,
                   const std::vector<const Standing*>& standing, const sim::Event& event);
    void check_retain(const WillRecord& will, const Connection& reader,
                      const mqtt::Publish& publish, const std::vector<const Standing*>& standing,
                      const sim::Event& event);
    bool settled_subscriptions(const Connection& reader, Instant since) const;

    void look_again(const Delivery& delivery);
    void one_too_many(Account& account, const Delivery& delivery);
    Violation accuse(Account& account, const Delivery& delivery);
    static Violation accuse_of_haste(const WillRecord& will, const Delivery& delivery);
    bool ended_without_will(const Account& account);

    bool must_see(const WillRecord& will, const Connection& reader, Instant now) const;
    void missing(const WillRecord& will, const Connection& reader, Instant now);
    bool judge_denied(const WillRecord& will, Instant now);
    void judge_readers(const WillRecord& will, Instant now);

    WillCase& case_;
};

}  // namespace breakwire::scenarios
