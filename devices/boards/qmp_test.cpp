#include "devices/boards/qmp.hpp"

#include <gmock/gmock.h>

#include "devices/boards/line_bench.hpp"

namespace breakwire::devices {
namespace {

using testing::ElementsAre;

/// QEMU's side: it greets, and answers as the test wants.
class FakeQemu final : public LineEvents {
public:
    explicit FakeQemu(const LineSurroundings& around) : line(around, "qemu", listening(), *this) {
        line.open();
    }
    void on_open() override { say({{"QMP", {{"version", {}}, {"capabilities", {}}}}}); }
    void on_bytes(ByteView bytes) override {
        text_ += to_text(bytes);
        for (auto end = text_.find('\n'); end != text_.npos; end = text_.find('\n')) {
            take(nlohmann::json::parse(text_.substr(0, end)));
            text_.erase(0, end + 1);
        }
    }
    void say(const nlohmann::json& message) {
        const std::string text = message.dump() + "\r\n";
        line.write(as_bytes(text));
    }

    Line line;
    std::vector<std::string> commands;
    bool answers = true;

private:
    static LineSettings listening() {
        LineSettings settings;
        settings.unix_socket = UnixEnd{.connect = {}, .listen = "qmp.sock"};
        return settings;
    }
    void take(const nlohmann::json& message) {
        const std::string command = message["execute"];
        commands.push_back(command);
        if (!answers && command != "qmp_capabilities") return;
        if (command == "quit") return line.close();
        if (command == "frobnicate") {
            return say({{"error", {{"class", "CommandNotFound"}, {"desc", "no such command"}}},
                        {"id", message["id"]}});
        }
        const nlohmann::json result = message.value("arguments", nlohmann::json::object());
        say({{"return", result}, {"id", message["id"]}});
    }

    std::string text_;
};

class QmpTest : public LineBench {
protected:
    QmpTest() {
        LineSettings settings;
        settings.unix_socket = UnixEnd{.connect = "qmp.sock", .listen = {}};
        qmp = std::make_unique<Qmp>(
            around, "qmp", settings,
            [this](const std::string& name, const nlohmann::json&) { events.push_back(name); });
        qmp->line().open();
    }
    Qmp::OnReply kept() {
        return [this](const Qmp::Reply& reply) { replies.push_back(reply); };
    }
    bool until_replies(std::size_t count) {
        return until([&] { return replies.size() >= count; });
    }

    std::vector<std::string> events;
    std::vector<Qmp::Reply> replies;
    std::unique_ptr<Qmp> qmp;
};

TEST_F(QmpTest, ExecutesOneCommandAfterTheOtherOnceQemuIsThere) {
    qmp->execute("stop", {}, 5s, kept());
    qmp->execute("set_link", {{"up", false}}, 5s, kept());
    pass(20ms);
    FakeQemu qemu(around);
    ASSERT_TRUE(until_replies(2));
    EXPECT_TRUE(qmp->ready());
    EXPECT_THAT(qemu.commands, ElementsAre("qmp_capabilities", "stop", "set_link"));
    EXPECT_TRUE(replies[0].ok());
    EXPECT_EQ(replies[1].result, (nlohmann::json{{"up", false}}));
}

TEST_F(QmpTest, TellsWhatQemuHasAgainstACommand) {
    FakeQemu qemu(around);
    qmp->execute("frobnicate", {}, 5s, kept());
    ASSERT_TRUE(until_replies(1));
    EXPECT_EQ(replies[0].error, "no such command");
}

TEST_F(QmpTest, TellsEventsOfTheMachine) {
    FakeQemu qemu(around);
    ASSERT_TRUE(until([&] { return qmp->ready(); }));
    qemu.say({{"event", "RESET"}, {"data", {{"guest", false}}}});
    EXPECT_TRUE(until([&] { return events == std::vector<std::string>{"RESET"}; }));
}

TEST_F(QmpTest, GivesUpOnACommandAndGoesOn) {
    FakeQemu qemu(around);
    qemu.answers = false;
    qmp->execute("stop", {}, 30ms, kept());
    ASSERT_TRUE(until_replies(1));
    EXPECT_EQ(replies[0].error, "no answer within 30ms");
    qemu.answers = true;
    qmp->execute("cont", {}, 5s, kept());
    ASSERT_TRUE(until_replies(2));
    EXPECT_TRUE(replies[1].ok());
}

TEST_F(QmpTest, TakesTheEndOfTheMachineForTheAnswerToQuit) {
    FakeQemu qemu(around);
    qmp->execute("quit", {}, 5s, kept());
    ASSERT_TRUE(until_replies(1));
    EXPECT_TRUE(replies[0].ok());
    EXPECT_FALSE(qmp->ready());
}

TEST_F(QmpTest, SaysThatQemuHasHungUp) {
    FakeQemu qemu(around);
    qemu.answers = false;
    qmp->execute("stop", {}, 5s, kept());
    ASSERT_TRUE(until([&] { return qemu.commands.size() == 2; }));
    qemu.line.close();
    ASSERT_TRUE(until_replies(1));
    EXPECT_EQ(replies[0].error, "QEMU hung up: the far side is gone");
}

}  // namespace
}  // namespace breakwire::devices
