#include "harness/campaign/tally.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/campaign/corpus.hpp"

namespace breakwire::harness {

using reports::Verdict;

void Tally::add(const JournalEntry& entry, bool now) {
    ++done_;
    if (now) ++now_;
    ++verdicts_[entry.verdict];
    faults_ += entry.faults;
    missed_ += entry.missed;
    states_ += entry.new_states.size();
    if (!entry.new_states.empty()) last_new_ = done_;
    if (entry.verdict != Verdict::failed && entry.verdict != Verdict::error) return;
    for (const Breach& breach : entry.breaches) {
        Found& found = found_[breach];
        const std::uint64_t number = Lineage{entry.seed, entry.mutations}.ordinal();
        const bool first = found.numbers.empty() || number < found.first;
        found.numbers.insert(number);
        found.mutated = found.mutated || !entry.mutations.empty();
        if (!first) continue;
        found.first = number;
        found.repeat = entry.repeat;
    }
}

std::size_t Tally::count(Verdict verdict) const {
    const auto found = verdicts_.find(verdict);
    return found == verdicts_.end() ? 0 : found->second;
}

int Tally::exit_code() const {
    for (const Verdict verdict : {Verdict::error, Verdict::failed, Verdict::inconclusive}) {
        if (count(verdict) > 0) return reports::exit_code(verdict);
    }
    return 0;
}

double Tally::rate(std::chrono::duration<double> elapsed) const {
    return elapsed.count() > 0 ? static_cast<double>(now_) / elapsed.count() : 0;
}

std::string Tally::line(std::chrono::duration<double> elapsed) const {
    const double per_second = rate(elapsed);
    std::string out =
        fmt::format("{} of {}, {:.1f} runs/s, {} violated, {} inconclusive", done_, total_,
                    per_second, count(Verdict::failed), count(Verdict::inconclusive));
    if (states_ > 0) out += fmt::format(", {} states", states_);
    if (count(Verdict::error) > 0) out += fmt::format(", {} crashed", count(Verdict::error));
    if (per_second <= 0) return out;
    const double left = static_cast<double>(total_ - done_) / per_second;
    return out + fmt::format(", {:.0f} s left", std::ceil(left));
}

std::string Tally::summary(std::chrono::duration<double> elapsed) const {
    std::string out = fmt::format("{} of {} runs", done_, total_);
    if (now_ < done_) out += fmt::format(" ({} of them before)", done_ - now_);
    out +=
        fmt::format(", {} in {:.1f} s, {:.1f} per second:", now_, elapsed.count(), rate(elapsed));
    out += counts() + '\n';
    if (states_ > 0) {
        out += fmt::format("states: {} reached, the last new one by run {} of {}\n", states_,
                           last_new_, done_);
    }
    return out + findings();
}

std::string Tally::counts() const {
    std::string out;
    for (const auto& [verdict, count] : verdicts_) {
        out += fmt::format(" {} {}", count, reports::to_string(verdict));
    }
    return out;
}

std::string Tally::findings() const {
    std::string out =
        fmt::format("faults: {} drawn, {} of them touched nothing\n", faults_, missed_);
    for (const auto& [breach, found] : found_) {
        out += fmt::format("{}\n  {} {}{}, {} first\n  {}\n", breach.text(), found.numbers.size(),
                           found.mutated ? "run" : "seed", found.numbers.size() == 1 ? "" : "s",
                           found.first, found.repeat);
    }
    return out;
}

}  // namespace breakwire::harness
