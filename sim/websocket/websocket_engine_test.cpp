#include "sim/websocket/websocket_engine.hpp"

#include <gmock/gmock.h>

#include "sim/websocket/websocket_server.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

using State = WebSocketEngine::State;

class WebSocketEngineTest : public testing::Test {
protected:
    void exchange() { client.unseal(server.take(client.take_sealed())); }
    void open() {
        client.start();
        exchange();
    }
    void hear(Opcode opcode, std::string_view payload, bool last = true) {
        client.unseal(server.frame(opcode, payload, last));
        server.take(client.take_sealed());
    }
    void say(std::string_view text) {
        client.seal(as_bytes(text));
        server.take(client.take_sealed());
    }

    WebSocketServer server;
    WebSocketSettings settings;
    WebSocketEngine client{settings, "127.0.0.1:8083", Luck(5)};
};

TEST_F(WebSocketEngineTest, OpensAndCarriesOctetsBothWays) {
    client.seal(as_bytes("early"));
    open();
    EXPECT_EQ(client.state(), State::open);
    EXPECT_THAT(server.request, HasSubstr("GET /mqtt HTTP/1.1\r\nHost: 127.0.0.1:8083\r\n"));
    exchange();
    say("more");
    EXPECT_THAT(server.frames, ElementsAre("2 early", "2 more"));
    hear(Opcode::binary, "answer");
    EXPECT_EQ(to_text(client.take_plain()), "answer");
}

TEST_F(WebSocketEngineTest, TakesFramesThatComeWithTheHandshake) {
    client.start();
    Bytes answer = server.take(client.take_sealed());
    const Bytes frame = server.frame(Opcode::binary, "at once");
    answer.insert(answer.end(), frame.begin(), frame.end());
    for (const std::byte octet : answer) client.unseal({&octet, 1});
    EXPECT_EQ(to_text(client.take_plain()), "at once");
}

TEST_F(WebSocketEngineTest, PutsAMessageOfFragmentsTogether) {
    open();
    hear(Opcode::binary, "one ", false);
    hear(Opcode::ping, "?");
    hear(Opcode::continuation, "two ", false);
    hear(Opcode::continuation, "three");
    EXPECT_EQ(to_text(client.take_plain()), "one two three");
    EXPECT_THAT(server.frames, ElementsAre("10 ?"));
}

TEST_F(WebSocketEngineTest, CutsMessagesWhereItIsTold) {
    settings.frame_size = 2;
    settings.opcode = Opcode::text;
    client = WebSocketEngine(settings, "h", Luck(5));
    open();
    say("abcde");
    EXPECT_THAT(server.frames, ElementsAre("1+ ab", "0+ cd", "0 e"));
}

TEST_F(WebSocketEngineTest, FailsIfTheServerDoesNotChooseMqtt) {
    server = WebSocketServer("");
    open();
    EXPECT_EQ(client.state(), State::failed);
    EXPECT_EQ(client.problem(), "the subprotocol mqtt was not chosen");
}

TEST_F(WebSocketEngineTest, FailsIfThereIsNoWebSocket) {
    client.start();
    client.unseal(as_bytes("HTTP/1.1 400 Bad Request\r\n\r\n"));
    EXPECT_EQ(client.problem(), "HTTP/1.1 400 Bad Request");
    WebSocketEngine patient(settings, "h", Luck(5));
    patient.unseal(as_bytes(std::string(70'000, 'x')));
    EXPECT_EQ(patient.problem(), "an answer without an end");
}

TEST_F(WebSocketEngineTest, ClosesAtATextFrame) {
    open();
    hear(Opcode::text, "hello");
    EXPECT_EQ(client.problem(), "a text frame");
    EXPECT_THAT(server.frames, ElementsAre(std::string("8 \x03\xeb")));
    EXPECT_THAT(client.take_plain(), testing::IsEmpty());
}

TEST_F(WebSocketEngineTest, ClosesAtFramesOutOfOrder) {
    open();
    hear(Opcode::continuation, "of nothing");
    EXPECT_EQ(client.problem(), "a message inside another, or the rest of none");
}

TEST_F(WebSocketEngineTest, ClosesAtAMaskedFrame) {
    open();
    client.unseal(encode({Opcode::binary, true, {}}, MaskingKey{}));
    EXPECT_EQ(client.problem(), "a masked frame");
    EXPECT_EQ(client.state(), State::failed);
}

TEST_F(WebSocketEngineTest, AnswersTheClosingHandshake) {
    open();
    hear(Opcode::close,
         "\x03\xea"
         "no text");
    EXPECT_EQ(client.state(), State::closed);
    EXPECT_EQ(client.peers_close(), "1002 no text");
    EXPECT_THAT(server.frames, ElementsAre(std::string("8 \x03\xea")));
    say("late");
    EXPECT_EQ(server.frames.size(), 1U);
}

TEST_F(WebSocketEngineTest, SaysGoodbyeOnce) {
    open();
    client.close(CloseCode::normal);
    client.close(CloseCode::normal);
    server.take(client.take_sealed());
    hear(Opcode::close, "");
    EXPECT_EQ(client.peers_close(), "no code");
    EXPECT_THAT(server.frames, ElementsAre(std::string("8 \x03\xe8")));
}

}  // namespace
}  // namespace breakwire::sim
