#include "harness/proxy/run_proxy.hpp"

#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <fstream>
#include <iostream>
#include <sstream>

#include "harness/cli/loading.hpp"
#include "harness/proxy/control.hpp"
#include "harness/proxy/http_server.hpp"
#include "scenarios/language/yaml_node.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace {

using boost::asio::ip::tcp;

/// The only proxy of a command line without a file.
constexpr const char* only_proxy = "proxy";

std::string contents_of(const std::string& file) {
    std::ifstream in(file);
    if (!in) throw ConfigError({file, 1, 1}, "cannot read this file");
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

ProxyFile from_options(const ProxyOptions& options, Mistakes& mistakes) {
    ProxySettings settings;
    settings.listen = options.listen.value();
    settings.upstream = options.upstream.value();
    for (const std::string& fault : options.faults) {
        auto node = scenarios::read_yaml(fault, "--fault", mistakes);
        if (node) settings.faults.push_back(std::move(*node));
    }
    return ProxyFile{{{only_proxy, {std::move(settings), ""}}}};
}

/// The program from its start to its end.
class ProxyProgram {
public:
    explicit ProxyProgram(const ProxyOptions& options)
        : options_(options),
          simulation_(options.seed, TimeMode{TimeMode::Kind::wall}, Proxies::tcp()),
          proxies_(simulation_),
          control_(proxies_),
          signals_(simulation_.io, SIGINT, SIGTERM, SIGHUP) {}

    int run() {
        Mistakes mistakes;
        simulation_.driver->enter();
        if (const auto file = read(mistakes)) apply(*file, mistakes);
        if (tell(mistakes)) return 2;
        serve_control();
        await_signal();
        std::cout << "ready; SIGHUP reads the file again, Ctrl-C ends\n" << std::flush;
        simulation_.driver->run([this] { return over_; });
        return 0;
    }

private:
    std::optional<ProxyFile> read(Mistakes& mistakes) {
        if (options_.file.empty()) return from_options(options_, mistakes);
        return read_proxy_file(contents_of(options_.file), options_.file, mistakes);
    }

    /// What has not changed is left alone, its connections and faults included.
    void apply(const ProxyFile& file, Mistakes& mistakes) {
        for (const auto& [name, text] : applied_) {
            const auto now = file.proxies.find(name);
            const bool stays = now != file.proxies.end() && now->second.text == text;
            if (!stays && proxies_.find(name) != nullptr) proxies_.remove(name);
        }
        for (const auto& [name, entry] : file.proxies) {
            if (proxies_.find(name) == nullptr) begin(name, entry.settings, mistakes);
        }
        applied_.clear();
        for (const auto& [name, entry] : file.proxies) applied_[name] = entry.text;
    }

    void begin(const std::string& name, const ProxySettings& settings, Mistakes& mistakes) {
        proxies_.add(name, settings);
        for (const Node& fault : settings.faults) proxies_.install(name, fault, mistakes);
        const ProxySettings& real = proxies_.find(name)->settings;
        std::cout << name << ": " << real.listen.text() << " -> " << real.upstream.text() << '\n';
    }

    void serve_control() {
        if (!options_.control) return;
        const tcp::endpoint address(boost::asio::ip::make_address(options_.control->host),
                                    options_.control->port);
        server_ = std::make_unique<HttpServer>(
            simulation_.io, address,
            [this](const std::string& method, const std::string& target, const std::string& body) {
                simulation_.driver->enter();
                Control::Answer answer = control_.answer(method, target, body);
                return HttpAnswer{answer.status, std::move(answer.body), "application/json"};
            });
        std::cout << "control: http://" << options_.control->host << ':'
                  << server_->address().port() << '\n';
    }

    void await_signal() {
        signals_.async_wait([this](const boost::system::error_code& error, int number) {
            if (error) return;
            simulation_.driver->enter();
            if (number != SIGHUP) {
                over_ = true;
                return;
            }
            reload();
            await_signal();
        });
    }

    /// A file with mistakes changes nothing.
    void reload() {
        Mistakes mistakes;
        try {
            if (const auto file = read(mistakes)) apply(*file, mistakes);
        } catch (const std::exception& problem) {
            std::cerr << problem.what() << '\n';
        }
        if (!tell(mistakes)) std::cout << "read again\n" << std::flush;
    }

    const ProxyOptions& options_;
    Simulation simulation_;
    Proxies proxies_;
    Control control_;
    std::unique_ptr<HttpServer> server_;
    boost::asio::signal_set signals_;
    std::map<std::string, std::string> applied_;
    bool over_ = false;
};

}  // namespace

int run_proxy(const ProxyOptions& options) { return ProxyProgram(options).run(); }

}  // namespace breakwire::harness
