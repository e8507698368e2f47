#include "devices/boards/errands.hpp"

#include <utility>

namespace breakwire::devices {

namespace {

void take_turn(const std::shared_ptr<std::vector<Errands::Errand>>& errands, std::size_t position,
               const Errands::Done& done) {
    if (position == errands->size()) return done("");
    (*errands)[position]([errands, position, done](const std::string& problem) {
        if (!problem.empty()) return done(problem);
        take_turn(errands, position + 1, done);
    });
}

}  // namespace

Errands::Errand Errands::in_turn(std::vector<Errand> errands) {
    return [all = std::make_shared<std::vector<Errand>>(std::move(errands))](const Done& done) {
        take_turn(all, 0, done);
    };
}

void Errands::add(Errand errand, Done done) {
    waiting_.emplace_back(std::move(errand), std::move(done));
    if (!under_way_) next();
}

/// Whoever hears that an errand is done may ask for the next one, which then has its turn after
/// those that wait already.
void Errands::next() {
    if (waiting_.empty()) return;
    under_way_ = true;
    auto [errand, done] = std::move(waiting_.front());
    waiting_.pop_front();
    errand([this, alive = alive_, done = std::move(done)](const std::string& problem) {
        if (!*alive) return;
        done(problem);
        if (!*alive) return;
        under_way_ = false;
        next();
    });
}

}  // namespace breakwire::devices
