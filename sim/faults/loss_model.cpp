#include "sim/faults/loss_model.hpp"

namespace breakwire::sim {

namespace {

/// netem's default for a way back that is not given: whatever the way there leaves.
double or_the_rest(const std::optional<Share>& given, Share other) {
    return given ? given->of_one() : 1 - other.of_one();
}

}  // namespace

Fields<BernoulliLoss> BernoulliLoss::fields() {
    return Fields<BernoulliLoss>("bernoulli", "loses each segment by itself")
        .required("p", &BernoulliLoss::p, "the share that is lost")
        .optional("correlation", &BernoulliLoss::correlation,
                  "how much a segment's luck is like that of the one before")
        .shorthand("p")
        .example("loss: {bernoulli: {p: 1%, correlation: 25%}}");
}

std::string BernoulliLoss::typed() const {
    return correlation == Share{} ? to_string(p) : fields().typed(*this);
}

Fields<GilbertElliottLoss> GilbertElliottLoss::fields() {
    return Fields<GilbertElliottLoss>("gilbert_elliott",
                                      "loses segments in bursts: a good and a bad state "
                                      "(netem's gemodel)")
        .required("p", &GilbertElliottLoss::p, "from good to bad, after each segment")
        .optional("r", &GilbertElliottLoss::r, "from bad to good; bursts last 1/r; 1 - p if absent")
        .optional("1-h", &GilbertElliottLoss::bad_loss, "the loss in the bad state")
        .optional("1-k", &GilbertElliottLoss::good_loss, "the loss in the good state")
        .example("loss: {gilbert_elliott: {p: 1%, r: 25%}}");
}

Fields<FourStateLoss> FourStateLoss::fields() {
    return Fields<FourStateLoss>("four_state",
                                 "loses segments in bursts and alone: netem's Markov chain "
                                 "(loss state)")
        .required("p13", &FourStateLoss::p13, "from a gap into a burst")
        .optional("p31", &FourStateLoss::p31, "from a burst into a gap; 1 - p13 if absent")
        .optional("p32", &FourStateLoss::p32, "from loss to passing within a burst")
        .optional("p23", &FourStateLoss::p23, "from passing to loss within a burst")
        .optional("p14", &FourStateLoss::p14, "loss alone in a gap")
        .example("loss: {four_state: {p13: 1%, p31: 30%, p32: 20%, p23: 40%, p14: 0.1%}}");
}

void FourStateLoss::validate(const Places& at) const {
    const auto check = [&at](double both, const char* key, const char* other) {
        if (both > 1 + 1e-9) at.fail(key, std::string("and ") + other + " are more than 100%");
    };
    check(p13.of_one() + p14.of_one(), "p14", "p13");
    check(or_the_rest(p31, p13) + p32.of_one(), "p32", p31 ? "p31" : "p31 (1 - p13)");
}

Fields<PatternLoss> PatternLoss::fields() {
    return Fields<PatternLoss>("pattern", "loses the segments marked x")
        .required("cycle", &PatternLoss::cycle, "one mark for each segment: . passes, x is lost")
        .optional("repeat", &PatternLoss::repeat, "from the start again; else all later ones pass")
        .shorthand("cycle")
        .example("loss: {pattern: \"....x\"}");
}

void PatternLoss::validate(const Places& at) const {
    if (cycle.find('x') == cycle.npos || cycle.find_first_not_of(".x") != cycle.npos) {
        at.fail("cycle", "is not made of . and x, or has no x");
    }
}

Fields<LossModel> LossModel::fields() {
    return with_keys(Fields<LossModel>("loss", "which segments are lost on the way"))
        .shorthand("bernoulli")
        .example("loss: 1%");
}

void LossModel::validate(const Places& at) const {
    if (models() == 1) return;
    const char* key = "bernoulli";
    for (const char* each : {"pattern", "four_state", "gilbert_elliott"}) {
        if (at.has(each)) key = each;
    }
    at.fail(key, models() == 0 ? "or another model is missing" : "is not the only model");
}

std::string LossModel::typed() const {
    if (models() == 0) return "";
    const bool plain = bernoulli && bernoulli->correlation == Share{};
    return plain ? to_string(bernoulli->p) : fields().typed(*this);
}

int LossModel::models() const {
    return int{bernoulli.has_value()} + int{gilbert_elliott.has_value()} +
           int{four_state.has_value()} + int{pattern.has_value()};
}

bool LossDraws::next(const LossModel& model, const Luck& luck, std::uint64_t ordinal) {
    if (model.gilbert_elliott) return next(*model.gilbert_elliott, luck, ordinal);
    if (model.four_state) return next(*model.four_state, luck, ordinal);
    if (model.bernoulli) {
        return alone_.next({model.bernoulli->p, model.bernoulli->correlation}, luck, "loss",
                           ordinal);
    }
    if (!model.pattern) return false;
    const std::string& cycle = model.pattern->cycle;
    if (ordinal >= cycle.size() && !model.pattern->repeat) return false;
    return cycle[ordinal % cycle.size()] == 'x';
}

bool LossDraws::next(const GilbertElliottLoss& model, const Luck& luck, std::uint64_t ordinal) {
    const Share loss = bad_ ? model.bad_loss : model.good_loss;
    const bool lost = luck.unit("loss", ordinal) < loss.of_one();
    const double turn = bad_ ? or_the_rest(model.r, model.p) : model.p.of_one();
    if (luck.unit("loss state", ordinal) < turn) bad_ = !bad_;
    return lost;
}

bool LossDraws::next(const FourStateLoss& model, const Luck& luck, std::uint64_t ordinal) {
    const double draw = luck.unit("loss state", ordinal);
    const auto among = [draw](double first, int one, double second, int two, int rest) {
        if (draw < first) return one;
        return draw < first + second ? two : rest;
    };
    int to = 1;  // from 4, where nothing stays
    if (state_ == 1) to = among(model.p14.of_one(), 4, model.p13.of_one(), 3, 1);
    if (state_ == 2) to = among(model.p23.of_one(), 3, 0, 3, 2);
    if (state_ == 3) to = among(model.p32.of_one(), 2, or_the_rest(model.p31, model.p13), 1, 3);
    state_ = static_cast<std::uint8_t>(to);
    return to >= 3;
}

}  // namespace breakwire::sim
