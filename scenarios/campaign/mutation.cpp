#include "scenarios/campaign/mutation.hpp"

#include <algorithm>
#include <array>

namespace breakwire::scenarios {

namespace {

/// Episodes are brought this close, in which most of what follows a fault is under way.
constexpr Duration close_by = 10s;
constexpr std::uint64_t most_changes = 3;

/// One mutation at work on a schedule.
class Mutation {
public:
    Mutation(std::vector<Episode>& schedule, std::vector<Episode> other, Duration lasts,
             const Luck& luck)
        : schedule_(schedule), other_(std::move(other)), lasts_(lasts), luck_(luck) {}

    void perform() {
        splice();
        const std::uint64_t changes = 1 + luck_.bits("changes", 0) % most_changes;
        for (ordinal_ = 0; ordinal_ < changes; ++ordinal_) change();
    }

private:
    using Change = void (Mutation::*)();

    void change() {
        static constexpr std::array<Change, 2> all{&Mutation::say_again, &Mutation::bring_together};
        (this->*all[luck_.bits("change", ordinal_) % all.size()])();
    }

    std::size_t choose(const char* what, std::size_t count) const {
        return static_cast<std::size_t>(luck_.bits(what, ordinal_) % count);
    }
    Duration soon() const { return luck_.uniform("soon", ordinal_, 1ms, close_by); }
    void move_to(Episode& one, Duration at) const {
        one.at = std::chrono::floor<std::chrono::milliseconds>(std::min(at, lasts_ - 1ms));
    }

    /// What is only like a schedule that was tried finds less than a new one does: most of it has
    /// been seen. So a new one it is, and an excerpt comes on top.
    void splice() {
        const Duration length = luck_.uniform("length", 0, lasts_ / 2, lasts_);
        const Duration begin = luck_.uniform("begin", 0, {}, lasts_ - length);
        std::erase_if(schedule_, [&](const Episode& one) {
            return one.at < begin || one.at >= begin + length;
        });
        schedule_.insert(schedule_.end(), other_.begin(), other_.end());
    }

    void say_again() {
        if (schedule_.empty()) return;
        Episode again = schedule_[choose("again", schedule_.size())];
        move_to(again, again.at + soon());
        schedule_.push_back(std::move(again));
    }

    void bring_together() {
        if (schedule_.size() < 2) return;
        const Duration at = schedule_[choose("first", schedule_.size())].at;
        move_to(schedule_[choose("second", schedule_.size())], at + soon());
    }

    std::vector<Episode>& schedule_;
    std::vector<Episode> other_;
    Duration lasts_;
    Luck luck_;
    std::uint64_t ordinal_ = 0;
};

}  // namespace

std::vector<Episode> mutated(std::vector<Episode> schedule, const CampaignSection& campaign,
                             const Cast& cast, const Luck& luck, std::uint64_t mutation) {
    const Luck own = Luck(mutation).of("mutation");
    Mutation(schedule, draw_schedule(campaign, cast, own), campaign.lasts, own).perform();
    return put_in_order(std::move(schedule), campaign, cast, luck);
}

}  // namespace breakwire::scenarios
