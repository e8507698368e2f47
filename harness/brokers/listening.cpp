#include "harness/brokers/listening.hpp"

#include <arpa/inet.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace breakwire::harness {
namespace {

/// As /proc/net/tcp writes it: the address's four octets as a number of this machine.
std::string proc_text(const Address& address) {
    in_addr octets{};
    inet_pton(AF_INET, address.host.c_str(), &octets);
    char text[16];
    std::snprintf(text, sizeof text, "%08X:%04X", octets.s_addr, address.port);
    return text;
}

/// What a descriptor of the listening socket links to, "socket:[4711]"; empty if nobody listens.
std::string listening_socket(const Address& address) {
    const std::string wanted = proc_text(address);
    std::ifstream table("/proc/net/tcp");
    for (std::string line; std::getline(table, line);) {
        std::istringstream fields(line);
        std::string slot, local, remote, state, queues, timer, retransmits, user, timeout, inode;
        fields >> slot >> local >> remote >> state >> queues >> timer >> retransmits >> user >>
            timeout >> inode;
        constexpr const char* listen = "0A";
        if (local == wanted && state == listen) return "socket:[" + inode + ']';
    }
    return {};
}

bool holds(const std::filesystem::path& process, const std::string& socket) {
    std::error_code gone;
    for (const auto& entry : std::filesystem::directory_iterator(process / "fd", gone)) {
        if (std::filesystem::read_symlink(entry.path(), gone) == socket) return true;
    }
    return false;
}

}  // namespace

bool group_listens(pid_t group, const Address& address) {
    const std::string socket = listening_socket(address);
    if (socket.empty()) return false;
    std::error_code gone;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", gone)) {
        const pid_t process = std::atoi(entry.path().filename().c_str());
        if (process > 0 && getpgid(process) == group && holds(entry.path(), socket)) return true;
    }
    return false;
}

}  // namespace breakwire::harness
