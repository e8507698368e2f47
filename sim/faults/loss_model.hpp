#pragma once

#include <cstdint>

#include "sim/base/fields.hpp"
#include "sim/faults/chance.hpp"

namespace breakwire::sim {

/// Each segment is lost by itself with probability `p`, or like the one before it.
struct BernoulliLoss {
    Share p;
    Share correlation;

    static Fields<BernoulliLoss> fields();
    std::string typed() const;
};

/// A good and a bad state with a loss of their own. After each segment the good one turns bad with
/// probability `p`, the bad one good with `r`.
///
/// Left alone, the bad state lasts 1/r segments on average and holds p/(p+r) of all.
/// Source: netem's `loss gemodel`; Gilbert 1960, Elliott 1963.
struct GilbertElliottLoss {
    Share p;
    std::optional<Share> r;  ///< 1 - p if not given
    Share bad_loss{100};     ///< 1-h: of what meets the bad state
    Share good_loss;         ///< 1-k: of what meets the good one

    static Fields<GilbertElliottLoss> fields();
    std::string typed() const { return fields().typed(*this); }
};

/// netem's Markov chain (`loss state`): 1 passes in a gap, 2 passes in a burst, 3 is lost in a
/// burst, 4 is lost alone in a gap. The state moves first and then says what becomes of the
/// segment.
struct FourStateLoss {
    Share p13;
    std::optional<Share> p31;  ///< 1 - p13 if not given
    Share p32;
    Share p23{100};
    Share p14;

    static Fields<FourStateLoss> fields();
    void validate(const Places& at) const;
    std::string typed() const { return fields().typed(*this); }
};

/// Which segments are lost, spelt out: "..x" loses each third one.
struct PatternLoss {
    std::string cycle;
    bool repeat = true;

    static Fields<PatternLoss> fields();
    void validate(const Places& at) const;
    std::string typed() const { return fields().typed(*this); }
};

/// Which segments are lost on the way: one of the models, or none.
struct LossModel {
    std::optional<BernoulliLoss> bernoulli{};
    std::optional<GilbertElliottLoss> gilbert_elliott{};
    std::optional<FourStateLoss> four_state{};
    std::optional<PatternLoss> pattern{};

    /// The keys of `T`, which is or derives from a LossModel.
    template <class T>
    static Fields<T> with_keys(Fields<T> fields) {
        return std::move(fields)
            .optional("bernoulli", &T::bernoulli, "each segment by itself, e.g. 1%")
            .optional("gilbert_elliott", &T::gilbert_elliott,
                      "in bursts: a good and a bad state, e.g. {p: 1%, r: 25%}")
            .optional("four_state", &T::four_state,
                      "in bursts and alone: netem's Markov chain of four states")
            .optional("pattern", &T::pattern, "as spelt out, e.g. \"..x\" for each third");
    }
    static Fields<LossModel> fields();
    void validate(const Places& at) const;
    std::string typed() const;

    static LossModel share(Share p) { return {.bernoulli = BernoulliLoss{p, {}}}; }
    int models() const;
};

/// Asks, segment by segment and in order, whether it is lost.
class LossDraws {
public:
    bool next(const LossModel& model, const Luck& luck, std::uint64_t ordinal);

private:
    bool next(const GilbertElliottLoss& model, const Luck& luck, std::uint64_t ordinal);
    bool next(const FourStateLoss& model, const Luck& luck, std::uint64_t ordinal);

    ChanceDraws alone_;
    bool bad_ = false;        ///< Gilbert-Elliott
    std::uint8_t state_ = 1;  ///< the four-state chain, as netem numbers it
};

}  // namespace breakwire::sim
