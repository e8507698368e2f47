#include "sim/io/frame_socket.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include "sim/base/errors.hpp"
#include "sim/io/wall_driver.hpp"
#include "sim/kernel/timer_queue.hpp"

namespace breakwire::sim {
namespace {

class FrameSocketTest : public testing::Test {
protected:
    FrameSocketTest() {
        socket.take([this](ByteView frame) { got.push_back(to_text(frame)); });
    }
    ~FrameSocketTest() override { std::filesystem::remove_all(folder); }
    std::string path(const char* name) const { return (folder / name).string(); }

    static std::filesystem::path make_folder() {
        auto path = std::filesystem::temp_directory_path() / ("plug-" + std::to_string(getpid()));
        std::filesystem::create_directory(path);
        return path;
    }

    const std::filesystem::path folder = make_folder();
    boost::asio::io_context io{1};
    Kernel kernel;
    TimerQueue timers{"timers"};
    WallDriver driver{io, kernel};
    std::vector<std::string> got;
    FrameSocket socket{io, driver, path("plug"), path("board")};
};

TEST_F(FrameSocketTest, CarriesFramesWholeBothWays) {
    std::vector<std::string> board_got;
    FrameSocket board(io, driver, path("board"), path("plug"));
    board.take([&](ByteView frame) { board_got.push_back(to_text(frame)); });
    board.send(as_bytes("one"));
    board.send(as_bytes("two"));
    socket.send(as_bytes("three"));
    driver.run([&] { return got.size() == 2 && board_got.size() == 1; });
    EXPECT_EQ(got, (std::vector<std::string>{"one", "two"}));
    EXPECT_EQ(board_got.front(), "three");
}

TEST_F(FrameSocketTest, LosesFramesForABoardThatIsOff) {
    socket.send(as_bytes("nobody"));
    FrameSocket board(io, driver, path("board"), path("plug"));
    board.send(as_bytes("here"));
    driver.run([&] { return got.size() == 1; });
    EXPECT_EQ(got.front(), "here");
}

TEST_F(FrameSocketTest, SaysThatItsPathCannotBeMade) {
    EXPECT_THROW(FrameSocket(io, driver, path("none/plug"), path("board")), EnvironmentError);
}

}  // namespace
}  // namespace breakwire::sim
