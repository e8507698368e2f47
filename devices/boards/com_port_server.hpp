#pragma once

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <map>
#include <string>
#include <vector>

#include "devices/boards/host_port.hpp"
#include "sim/base/bytes.hpp"

/// A telnet server with the COM-PORT-OPTION, in tests: it has a UART that exists in words only.
namespace breakwire::devices {

/// Takes one client at a time. It reads telnet by rules of its own, so that a mistake of ours in
/// both directions is noticed.
class ComPortServer {
public:
    explicit ComPortServer(boost::asio::io_context& io)
        : acceptor_(io, {boost::asio::ip::make_address("127.0.0.1"), 0}), client_(io) {
        accept();
    }

    HostPort address() const { return {"127.0.0.1", acceptor_.local_endpoint().port()}; }

    /// Octets on the wire, as the board would say them.
    void say(const std::string& octets) { send(octets); }
    /// A notice with one octet: 106 is the state of the line, 107 that of the modem.
    void notify(unsigned char what, unsigned char value) {
        send(std::string("\xff\xfa\x2c") + static_cast<char>(what) + static_cast<char>(value) +
             "\xff\xf0");
    }
    void hang_up() { client_.close(); }

    bool agrees = true;            ///< to the option
    std::uint32_t speed_made = 0;  ///< instead of the one that is asked for
    std::string received;
    std::uint32_t baud = 0;
    std::map<int, int> settings;        ///< data size (2), parity (3), stop size (4)
    std::vector<std::string> controls;  ///< "dtr on", "break off"

private:
    void accept() {
        acceptor_.async_accept([this](const auto& error, boost::asio::ip::tcp::socket socket) {
            if (error) return;
            client_ = std::move(socket);
            read();
            accept();
        });
    }
    void read() {
        client_.async_read_some(boost::asio::buffer(buffer_),
                                [this](const auto& error, std::size_t size) {
                                    if (error) return;
                                    waiting_.append(buffer_.data(), size);
                                    while (take()) {
                                    }
                                    read();
                                });
    }

    /// Takes one thing off what waits; false if it is not whole.
    bool take() {
        if (waiting_.empty()) return false;
        if (waiting_[0] != '\xff') return take_data(1, waiting_[0]);
        if (waiting_.size() < 2) return false;
        if (waiting_[1] == '\xff') return take_data(2, '\xff');
        if (waiting_[1] == '\xfa') return take_sub();
        if (waiting_.size() < 3) return false;
        negotiate(waiting_[1], waiting_[2]);
        waiting_.erase(0, 3);
        return true;
    }
    bool take_data(std::size_t size, char octet) {
        received += octet;
        waiting_.erase(0, size);
        return true;
    }
    bool take_sub() {
        const auto end = waiting_.find("\xff\xf0");
        if (end == std::string::npos) return false;
        std::string sub = waiting_.substr(2, end - 2);
        waiting_.erase(0, end + 2);
        for (auto at = sub.find("\xff\xff"); at != sub.npos; at = sub.find("\xff\xff", at + 1)) {
            sub.erase(at, 1);
        }
        if (sub.size() > 2 && sub[0] == 44) set(sub[1], sub.substr(2));
        return true;
    }

    void negotiate(char verb, char option) {
        const bool will = verb == '\xfb';
        if (will && option == 44) send(std::string("\xff") + (agrees ? "\xfd" : "\xfe") + "\x2c");
    }
    void set(char what, std::string value) {
        if (what == 1) {
            baud = 0;
            for (const char c : value) baud = baud << 8 | static_cast<unsigned char>(c);
            if (speed_made != 0) value = {0, 0, static_cast<char>(speed_made >> 8), 0};
        } else if (what == 5) {
            controls.push_back(control_name(value[0]));
        } else {
            settings[what] = value[0];
        }
        std::string escaped;
        for (const char c : value) escaped += c == '\xff' ? "\xff\xff" : std::string(1, c);
        send(std::string("\xff\xfa\x2c") + static_cast<char>(what + 100) + escaped + "\xff\xf0");
    }
    static std::string control_name(char value) {
        const std::map<int, std::string> names{{1, "no flow"},  {2, "xonxoff"},   {3, "rtscts"},
                                               {5, "break on"}, {6, "break off"}, {8, "dtr on"},
                                               {9, "dtr off"},  {11, "rts on"},   {12, "rts off"}};
        const auto known = names.find(value);
        return known == names.end() ? "?" : known->second;
    }
    void send(const std::string& octets) {
        boost::system::error_code gone;
        boost::asio::write(client_, boost::asio::buffer(octets), gone);
    }

    boost::asio::ip::tcp::acceptor acceptor_;
    boost::asio::ip::tcp::socket client_;
    std::array<char, 1024> buffer_{};
    std::string waiting_;
};

}  // namespace breakwire::devices
