#pragma once

#include "scenarios/laws/will_content.hpp"
#include "scenarios/laws/will_retained.hpp"

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
    WillDeliveries(WillCase& shared, WillRetained& retained)
        : case_(shared), retained_(retained), content_(shared) {}

    /// The broker sent `publish` to `reader`; its topic is in `reader.topic`.
    void delivered(Connection& reader, const mqtt::Publish& publish, const sim::Event& event);

private:
    struct Delivery {
        sim::ConnectionId reader = 0;
        mqtt::Version version{};
        MessageKey key = 0;
        std::uint64_t event = 0;
        double messages = 0;  ///< `Received::messages` with this one; 0: not counted
        double share = 0;     ///< of this one
        Instant at{};
        bool excused = false;  ///< it may repeat an earlier one
    };

    void stranger(const Connection& reader, const sim::Event& event);
    bool from_retained_store(const Connection& reader, const mqtt::Publish& publish,
                             const Account& account, Instant now) const;
    bool excused_repetition(const Account& account, const Connection& reader,
                            const mqtt::Publish& publish, MessageKey key, Instant now) const;
    void count(Delivery& delivery, Account& account, const Connection& reader,
               const mqtt::Publish& publish);
    void lay_to_a_will(const Delivery& delivery, Account& account, Connection& reader,
                       const mqtt::Publish& publish, const sim::Event& event);

    void look_again(const Delivery& delivery);
    void one_too_many(Account& account, const Delivery& delivery);
    Violation accuse(Account& account, const Delivery& delivery);
    static Violation accuse_of_haste(const WillRecord& will, const Delivery& delivery);
    bool ended_without_will(const Account& account);

    WillCase& case_;
    WillRetained& retained_;
    WillContent content_;
};

}  // namespace breakwire::scenarios
