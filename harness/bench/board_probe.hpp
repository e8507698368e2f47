#pragma once

#include "devices/boards/board.hpp"
#include "harness/wiring/simulation.hpp"

namespace breakwire::harness {

/// Tries one board outside of any scenario: flashes it if it is to, starts it under its own name,
/// and resets it.
class BoardProbe final : private devices::BoardEvents {
public:
    /// What is referred to must outlive it. Throws `EnvironmentError`.
    BoardProbe(Simulation& simulation, const std::filesystem::path& folder,
               const devices::BoardSettings& settings, devices::Hand& hand);

    /// `on_over` is called once, with everything known. `image`: what to flash first, by its path;
    /// empty if nothing.
    void begin(const std::string& image, std::function<void()> on_over);

    bool ok() const { return problem_.empty(); }
    /// "ok: node 1.2.0; console at /dev/ttyUSB0, data at /dev/ttyUSB1; started in 0.31 s, reset in
    /// 0.30 s", or what is wrong.
    std::string text() const;

private:
    /// Where its MQTT goes: nobody is there.
    class Nowhere final : public sim::Dialer {
    public:
        std::unique_ptr<sim::Socket> dial(const std::string&, sim::SocketEvents& events) override;
    };

    void on_console(const std::string& line, sim::ConsoleVoice from,
                    const std::string& text) override;
    void on_boot(const std::string&, bool) override {}
    void on_panic(const std::string& what) override { note(what); }
    void on_stranger(const std::string&) override {}
    void on_trouble(const std::string& problem) override { note(problem); }

    void start();
    void started(const std::string& problem);
    void over(const std::string& problem);
    void note(const std::string& problem);
    std::string lines_in_words() const;
    Duration since_begun() const;

    Simulation& simulation_;
    Nowhere nowhere_;
    sim::FrontDoors doors_;
    const devices::BoardSettings& settings_;
    std::function<void()> on_over_;
    std::string problem_;
    Instant began_{};
    std::string took_;
    devices::Board board_;
};

}  // namespace breakwire::harness
