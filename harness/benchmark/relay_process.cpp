#include "harness/benchmark/relay_process.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "harness/proxy/proxies.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

ListeningProcess::ListeningProcess(const std::function<void(int pipe)>& body) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) throw EnvironmentError("no pipe left");
    child_ = fork();
    if (child_ == 0) {
        close(ends[0]);
        body(ends[1]);
        _exit(0);
    }
    close(ends[1]);
    const bool told = read(ends[0], &port_, sizeof port_) == sizeof port_;
    close(ends[0]);
    if (told) return;
    waitpid(child_, nullptr, 0);
    throw EnvironmentError("a process of the benchmark did not start");
}

ListeningProcess::~ListeningProcess() {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
}

void ListeningProcess::tell_port(int pipe, std::uint16_t port) {
    if (write(pipe, &port, sizeof port) != sizeof port) _exit(1);
    close(pipe);
}

int run_relay(int pipe, const Address& upstream) {
    Simulation simulation(1, TimeMode{TimeMode::Kind::wall}, Proxies::tcp());
    Proxies proxies(simulation);
    simulation.driver->enter();
    ProxySettings settings;
    settings.upstream = {upstream.host, upstream.port};
    proxies.add("wire", settings);
    ListeningProcess::tell_port(pipe, proxies.find("wire")->settings.listen.port);
    simulation.driver->run([] { return false; });
    return 0;
}

}  // namespace breakwire::harness
