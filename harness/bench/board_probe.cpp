#include "harness/bench/board_probe.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace breakwire::harness {

namespace {

/// A connection to nobody: the SYN is never answered.
class NoConnection final : public sim::Socket {
public:
    sim::ConnectionId id() const override { return 0; }
    void send(ByteView) override {}
    void finish() override {}
    void reset() override {}
    void vanish() override {}
    std::size_t unacknowledged() const override { return 0; }
};

}  // namespace

std::unique_ptr<sim::Socket> BoardProbe::Nowhere::dial(const std::string&, sim::SocketEvents&) {
    return std::make_unique<NoConnection>();
}

BoardProbe::BoardProbe(Simulation& simulation, const std::filesystem::path& folder,
                       const devices::BoardSettings& settings, devices::Hand& hand)
    : simulation_(simulation),
      doors_(simulation.io, *simulation.driver),
      settings_(settings),
      board_({{simulation.io, *simulation.driver, simulation.timers, folder},
              nowhere_,
              doors_,
              &hand,
              [&simulation](const std::string& device) -> sim::EthernetLink& {
                  simulation.network.add_device(device, "127.0.0.1", {});
                  return simulation.network.give_ethernet(device);
              }},
             settings,
             {settings.name,
              settings.name,
              {{"user", ""}, {"password", ""}, {"keep_alive", "60"}, {"mqtt", "311"}},
              {"127.0.0.1", 1883}},
             *this) {}

void BoardProbe::begin(const std::string& image, std::function<void()> on_over) {
    on_over_ = std::move(on_over);
    if (image.empty()) return start();
    began_ = simulation_.timers.now();
    board_.flash(image, [this](const std::string& problem) {
        if (!problem.empty()) return over(problem);
        took_ = "flashed in " + to_seconds_text(since_begun()) + ", ";
        start();
    });
}

void BoardProbe::start() {
    began_ = simulation_.timers.now();
    board_.start([this](const std::string& problem) { started(problem); });
}

/// A board that has been started by its reset has shown that it can be.
void BoardProbe::started(const std::string& problem) {
    took_ += "started in " + to_seconds_text(since_begun());
    const bool can_reset = settings_.power.reset || settings_.start;
    const bool was_reset = !settings_.power.on && !settings_.start;
    if (!problem.empty() || !can_reset || was_reset) return over(problem);
    began_ = simulation_.timers.now();
    board_.reset([this](const std::string& of_reset) {
        took_ += ", reset in " + to_seconds_text(since_begun());
        over(of_reset);
    });
}

Duration BoardProbe::since_begun() const { return simulation_.timers.now() - began_; }

void BoardProbe::over(const std::string& problem) {
    const std::string prefix = settings_.name + ": ";
    note(problem.starts_with(prefix) ? problem.substr(prefix.size()) : problem);
    on_over_();
}

void BoardProbe::on_console(const std::string&, sim::ConsoleVoice, const std::string&) {}

/// The first says most: others may follow from it.
void BoardProbe::note(const std::string& problem) {
    if (problem_.empty()) problem_ = problem;
}

std::string BoardProbe::text() const {
    if (!ok()) return problem_;
    const devices::BoardFacts& facts = board_.facts();
    std::string who = facts.firmware.empty() ? "" : facts.firmware + ' ' + facts.version + "; ";
    return fmt::format("ok: {}{}; {}", who, fmt::join(board_.line_states(), ", "), took_);
}

}  // namespace breakwire::harness
