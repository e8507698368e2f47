#pragma once

#include <string>
#include <vector>

#include "devices/client.hpp"

namespace breakwire::devices {

/// Writes down what its client tells it, one line each.
class FakeDevice final : public ClientEvents {
public:
    void on_connected(bool session_present) override {
        heard.emplace_back(session_present ? "connected, session present" : "connected");
    }
    void on_connect_failed(const std::string& why) override { heard.push_back("failed: " + why); }
    void on_disconnected(const std::string& why) override { heard.push_back("lost: " + why); }
    void on_message(const Message& message) override {
        heard.push_back("message " + message.topic + ' ' + to_text(message.payload));
    }
    void on_published(int token) override { published.push_back(token); }
    void on_subscribed(int, const std::vector<std::uint8_t>& codes) override {
        heard.push_back("subscribed " + to_hex(std::as_bytes(std::span(codes))));
    }

    std::vector<std::string> heard;
    std::vector<int> published;
};

}  // namespace breakwire::devices
