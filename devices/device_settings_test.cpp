#include "devices/device_settings.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "devices/test_nodes.hpp"

namespace breakwire::devices {
namespace {

using Entries = std::vector<std::pair<std::string, Node>>;
using Texts = std::vector<std::string>;

class DeviceSettingsTest : public testing::Test {
protected:
    DeviceSettingsTest() {
        add_builtin_models(models);
        add_builtin_stacks(stacks);
    }
    DeviceSettings read(const Entries& section) {
        Mistakes mistakes;
        auto settings = read_device(map(section), models, stacks, mistakes);
        EXPECT_EQ(texts(mistakes), Texts{});
        return std::move(settings.value());
    }
    Texts mistakes_of(const Entries& section) {
        Mistakes mistakes;
        EXPECT_FALSE(read_device(map(section), models, stacks, mistakes));
        return texts(mistakes);
    }

    Catalog<Model> models{"model"};
    Catalog<ClientStack> stacks{"stack"};
};

const Node measured =
    map({{"topic", scalar("t")}, {"every", scalar("1s")}, {"value", scalar("1")}});

TEST_F(DeviceSettingsTest, IsAnObserverWithLibmosquittoIfNothingIsSaid) {
    const DeviceSettings settings = read({});
    EXPECT_EQ(settings.model_name, "observer");
    EXPECT_EQ(settings.client.stack, "libmosquitto");
    EXPECT_FALSE(settings.link);
}

TEST_F(DeviceSettingsTest, ReadsHowADeviceSpeaksTls) {
    const auto tls_of = [this](const Node& typed) {
        return read({{"client", map({{"tls", typed}})}}).client.tls.value();
    };
    EXPECT_EQ(tls_of(scalar("passthrough")).mode, sim::TlsMode::passthrough);
    const TlsClientSettings settings =
        tls_of(map({{"certificate", scalar("expired")}, {"at_most", scalar("1.2")}}));
    EXPECT_EQ(settings.mode, sim::TlsMode::terminate);
    EXPECT_EQ(settings.certificate, sim::CertificateKind::expired);
    EXPECT_EQ(settings.at_most, sim::TlsVersion::v1_2);
    EXPECT_FALSE(read({}).client.tls);
}

TEST_F(DeviceSettingsTest, RefusesTlsThatCannotBe) {
    const auto of = [this](const Node& tls) {
        return mistakes_of({{"client", map({{"tls", tls}})}});
    };
    EXPECT_EQ(of(map({{"at_most", scalar("1.1")}})).size(), 1U);
    EXPECT_EQ(of(map({{"common_name", scalar(std::string(65, 'x').c_str())}})).size(), 1U);
    EXPECT_EQ(of(map({{"certificate", scalar("wrong_host")}})).size(), 1U);
    EXPECT_EQ(of(scalar("none")).size(), 1U);
}

TEST_F(DeviceSettingsTest, ReadsHowADeviceSpeaksThroughAWebSocket) {
    const auto websocket_of = [this](const Node& typed) {
        return read({{"client", map({{"websocket", typed}})}}).client.websocket.value();
    };
    EXPECT_EQ(websocket_of(scalar("/ws")).path, "/ws");
    const WebSocketClientSettings settings =
        websocket_of(map({{"subprotocol", scalar("")}, {"frames", scalar("text")}}));
    EXPECT_EQ(settings.path, "/mqtt");
    EXPECT_EQ(settings.subprotocol, "");
    EXPECT_EQ(settings.frames, FrameKind::text);
    EXPECT_FALSE(read({}).client.websocket);
}

TEST_F(DeviceSettingsTest, RefusesWebSocketsThatCannotBe) {
    const auto of = [this](const Node& websocket) {
        return mistakes_of({{"client", map({{"websocket", websocket}})}});
    };
    EXPECT_EQ(of(scalar("mqtt")), Texts{"path is no path, such as /mqtt"});
    EXPECT_EQ(of(map({{"frame_size", scalar("0")}, {"subprotocol", scalar("a b")}})).size(), 2U);
    EXPECT_EQ(of(map({{"gather", scalar("-1s")}})).size(), 1U);
    const auto inside_tls = [](const char* mode) -> Entries {
        return {{"client", map({{"websocket", map({})}, {"tls", scalar(mode)}})}};
    };
    EXPECT_TRUE(read(inside_tls("terminate")).client.tls);
    EXPECT_EQ(mistakes_of(inside_tls("passthrough")).size(), 1U);
}

TEST_F(DeviceSettingsTest, TakesANameForTheBrokerThatIsNoAddress) {
    const auto client = [](const char* host) {
        return Entries{{"client", map({{"host", scalar(host)}})}};
    };
    EXPECT_EQ(read(client("broker.example")).client.host, "broker.example");
    for (const char* bad : {"127.0.0.1", "", "broker..example", "-broker", "bro ker"}) {
        EXPECT_EQ(mistakes_of(client(bad)).size(), 1U) << bad;
    }
    EXPECT_EQ(mistakes_of({{"client", map({{"lookup_delay", scalar("1s")}})}}).size(), 1U);
}

TEST_F(DeviceSettingsTest, ReadsTheKeysOfModelAndStackBesideTheCommonOnes) {
    const DeviceSettings settings = read({{"model", scalar("sensor")},
                                          {"link", scalar("field", 4)},
                                          {"publish", measured},
                                          {"tcp", map({{"user_timeout", scalar("30s")}})},
                                          {"client", map({{"stack", scalar("packet")},
                                                          {"auto_ack", scalar("false")},
                                                          {"keep_alive", scalar("2s")}})},
                                          {"subscribe", list({"a/#", "b"})}});
    EXPECT_EQ(settings.link, "field");
    EXPECT_EQ(settings.link_at.line, 4);
    EXPECT_EQ(settings.tcp.user_timeout, 30s);
    EXPECT_EQ(settings.client.keep_alive, 2s);
    EXPECT_EQ(settings.subscribe.at(1).filter.text(), "b");
}

TEST_F(DeviceSettingsTest, SuggestsKeysOfTheModelAndCommonOnes) {
    EXPECT_EQ(mistakes_of({{"model", scalar("sensor")},
                           {"publish", measured},
                           {"batery", map({})},
                           {"lnik", scalar("field")}}),
              (Texts{"unknown key 'batery'; did you mean 'battery'?",
                     "unknown key 'lnik'; did you mean 'link'?"}));
}

TEST_F(DeviceSettingsTest, SuggestsKeysOfTheStackToo) {
    EXPECT_EQ(mistakes_of(
                  {{"client", map({{"stack", scalar("packet")}, {"auto_akc", scalar("false")}})}}),
              Texts{"unknown key 'auto_akc'; did you mean 'auto_ack'?"});
    EXPECT_EQ(mistakes_of({{"client", map({{"keepalive", scalar("5s")}})}}),
              Texts{"unknown key 'keepalive'; did you mean 'keep_alive'?"});
}

TEST_F(DeviceSettingsTest, BlamesTheModelAloneIfItIsUnknown) {
    EXPECT_EQ(mistakes_of({{"model", scalar("senor")}, {"publish", measured}}),
              Texts{"unknown model 'senor'; did you mean 'sensor'?"});
}

TEST_F(DeviceSettingsTest, ListsAllMistakesOfASection) {
    EXPECT_EQ(mistakes_of({{"model", scalar("sensor")},
                           {"client", map({{"keep_alive", scalar("1500ms", 3)}}, 2)},
                           {"subscribe", scalar("a/#/b", 5)}}),
              (Texts{"a.yaml:5:1: error: expected a topic filter ('+' and '#' fill a whole level, "
                     "'#' comes last), got 'a/#/b'",
                     "sensor: missing key 'publish' (what it publishes, and how often)",
                     "a.yaml:3:1: error: keep_alive is not a whole number of seconds"}));
}

TEST_F(DeviceSettingsTest, RefusesWhatLibmosquittoCannotDo) {
    EXPECT_EQ(
        mistakes_of({{"client", map({{"keep_alive", scalar("2s")}, {"client_id", scalar("")}})}}),
        (Texts{"keep_alive is below 5s, the least libmosquitto takes; use stack: packet",
               "client_id is empty, and libmosquitto would draw one; use stack: packet"}));
}

TEST_F(DeviceSettingsTest, RefusesAPasswordWithoutUser) {
    EXPECT_EQ(mistakes_of({{"client", map({{"password", scalar("p")}})}}),
              Texts{"password needs a user"});
}

TEST_F(DeviceSettingsTest, KnowsTheReconnectPolicies) {
    EXPECT_EQ(mistakes_of({{"client", map({{"reconnect", scalar("always")}})}}),
              Texts{"expected one of none | fixed | exponential, got 'always'"});
}

TEST_F(DeviceSettingsTest, HasASchemaForEachModel) {
    const nlohmann::json schema = device_schema(models, stacks);
    ASSERT_EQ(schema["anyOf"].size(), 4U);
    const auto is_sensor = [](const nlohmann::json& each) {
        return each["properties"]["model"]["const"] == "sensor";
    };
    const auto found = std::ranges::find_if(schema["anyOf"], is_sensor);
    ASSERT_NE(found, schema["anyOf"].end());
    const nlohmann::json& sensor = *found;
    EXPECT_EQ(sensor["required"], (nlohmann::json{"publish", "model"}));
    EXPECT_TRUE(sensor["properties"].contains("battery"));
    EXPECT_TRUE(sensor["properties"]["client"]["anyOf"][1]["properties"].contains("auto_ack"));
}

TEST_F(DeviceSettingsTest, DeclaresItsKeysForExplain) {
    Texts names;
    for (const Declaration& each : device_declarations()) names.push_back(each.name);
    EXPECT_EQ(names, (Texts{"device", "subscribe", "tcp", "keep_alive", "client", "will",
                            "reconnect", "publish", "binary_field", "battery", "sleep", "command",
                            "state", "sensors", "buffer", "tls"}));
}

}  // namespace
}  // namespace breakwire::devices
