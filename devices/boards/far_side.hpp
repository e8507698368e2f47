#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <unistd.h>

#include <string>
#include <utility>

/// The board's end of a line, in tests.
namespace breakwire::devices {

/// A descriptor that stands for a board. Reading waits, with a limit.
class FarSide {
public:
    explicit FarSide(int descriptor = -1) : descriptor_(descriptor) {}
    FarSide(FarSide&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    FarSide& operator=(FarSide&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~FarSide() { leave(); }

    int descriptor() const { return descriptor_; }
    void leave() {
        if (descriptor_ >= 0) close(std::exchange(descriptor_, -1));
    }
    void say(const std::string& text) const {
        EXPECT_EQ(write(descriptor_, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    }
    /// What there is, up to `size`, waiting for all of it for at most `limit_ms`.
    std::string hear(std::size_t size, int limit_ms = 5000) const {
        std::string heard;
        pollfd ready{descriptor_, POLLIN, 0};
        while (heard.size() < size && poll(&ready, 1, limit_ms) > 0) {
            std::string some(size - heard.size(), '\0');
            const ssize_t got = read(descriptor_, some.data(), some.size());
            if (got <= 0) break;
            heard += some.substr(0, static_cast<std::size_t>(got));
        }
        return heard;
    }

private:
    int descriptor_;
};

/// A pseudo-terminal whose master is the board, as an emulator makes one.
struct EmulatedBoard {
    explicit EmulatedBoard(bool raw = true) {
        int master = -1;
        int terminal = -1;
        termios settings{};
        char path[64] = {};
        if (openpty(&master, &terminal, path, nullptr, nullptr) != 0) ADD_FAILURE() << "openpty";
        if (raw) {
            tcgetattr(terminal, &settings);
            cfmakeraw(&settings);
            tcsetattr(terminal, TCSANOW, &settings);
        }
        close(terminal);
        name = path;
        side = FarSide(master);
    }
    std::string name;
    FarSide side;
};

}  // namespace breakwire::devices
