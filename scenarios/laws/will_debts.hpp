#pragma once

#include "scenarios/laws/will_retained.hpp"

namespace breakwire::scenarios {

/// Asks, once the time of a will is over, whether everybody has it who must.
///
/// A reader proves that a will is missing if it is healthy, may read, and has had a matching
/// subscription since before the will could be out, and if nothing excuses the broker: flow
/// control, a full socket, a packet limit, an expiry, No Local, a topic that starts with `$`.
class WillDebts {
public:
    WillDebts(WillCase& shared, WillRetained& retained) : case_(shared), retained_(retained) {}

    /// `judge`: false if the matter is unknown. Decides the will.
    void settle(const std::shared_ptr<WillRecord>& will, bool judge, Instant now);

private:
    bool judge_author(const WillRecord& will, Instant now);
    void judge_readers(WillRecord& will, Instant now);
    bool must_see(const WillRecord& will, const Connection& reader, Instant now) const;
    static bool fits(const WillRecord& will, const Connection& reader);
    static bool subscribed(const WillRecord& will, const Connection& reader);
    void missing(const WillRecord& will, const Connection& reader, Instant now);

    WillCase& case_;
    WillRetained& retained_;
};

}  // namespace breakwire::scenarios
