#pragma once

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <filesystem>
#include <functional>
#include <memory>

#include "devices/boards/line.hpp"
#include "sim/io/wall_driver.hpp"
#include "sim/kernel/timer_queue.hpp"

/// What tests of lines stand on.
namespace breakwire::devices {

/// Writes down what it hears of a line.
class LineDiary final : public LineEvents {
public:
    void on_open() override { heard.emplace_back("open"); }
    void on_bytes(ByteView bytes) override { received += to_text(bytes); }
    void on_hang_up(const std::string& why) override { heard.push_back("hang-up: " + why); }
    void on_break() override { heard.emplace_back("break"); }
    void on_errors(const LineErrors& new_ones) override { errors += new_ones; }
    void on_modem_lines(const ModemLines& now) override { modem = now; }
    void on_drained() override { ++drained; }

    std::vector<std::string> heard;
    std::string received;
    LineErrors errors;
    ModemLines modem;
    int drained = 0;
};

/// A wall clock with a loop, and a folder that goes with it.
class LineBench : public testing::Test {
protected:
    LineBench() { std::filesystem::create_directories(around.folder); }
    ~LineBench() override { std::filesystem::remove_all(around.folder); }

    /// Runs until `done`; false if that takes more than ten seconds.
    bool until(const std::function<bool()>& done) {
        // The watchdog hears of its end when it is cancelled, which is after this call.
        const auto late = std::make_shared<bool>(false);
        boost::asio::steady_timer watchdog(io, std::chrono::seconds(10));
        watchdog.async_wait([late](const auto& cancelled) { *late = !cancelled; });
        driver.run([&] { return *late || done(); });
        return !*late;
    }
    bool until_open(const Line& line) {
        return until([&line] { return line.is_open(); });
    }
    /// Lets `time` pass.
    void pass(Duration time) {
        bool over = false;
        timers.after(time, [&over] { over = true; });
        until([&over] { return over; });
    }
    std::filesystem::path file(const std::string& name) const { return around.folder / name; }

    boost::asio::io_context io{1};
    sim::Kernel kernel;
    sim::TimerQueue timers{"timers"};
    sim::WallDriver driver{io, kernel};
    LineSurroundings around{
        io, driver, timers,
        std::filesystem::temp_directory_path() / ("breakwire_line." + std::to_string(getpid()))};
};

}  // namespace breakwire::devices
