#pragma once

#include <algorithm>
#include <map>

#include "sim/base/timers.hpp"

namespace breakwire {

/// Simulated time moved by hand, without a kernel: for unit tests and for hand-made participants.
class ManualTimers final : public Timers {
public:
    Instant now() const override { return now_; }

    Id at(Instant when, std::function<void()> what) override {
        const Id id = ++last_id_;
        calls_.emplace(std::pair(std::max(when, now_), id), std::move(what));
        return id;
    }
    void cancel(Id id) override {
        std::erase_if(calls_, [id](const auto& call) { return call.first.second == id; });
    }

    /// When the next call is due, if any.
    std::optional<Instant> next() const {
        return calls_.empty() ? std::nullopt : std::optional(calls_.begin()->first.first);
    }

    /// Makes every call due up to `until`, each at its own instant, and stops there.
    void advance_to(Instant until) {
        while (!calls_.empty() && calls_.begin()->first.first <= until) {
            auto call = calls_.extract(calls_.begin());
            now_ = call.key().first;
            call.mapped()();
        }
        now_ = std::max(now_, until);
    }
    void advance(Duration by) { advance_to(now_ + by); }

private:
    Instant now_{};
    Id last_id_ = 0;
    std::map<std::pair<Instant, Id>, std::function<void()>> calls_;
};

}  // namespace breakwire
