#include "harness/cli/command.hpp"
#include "harness/proxy/run_proxy.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace {

constexpr const char* examples = R"(Examples:
  breakwire proxy --listen 1884 --upstream 1883 --fault '{packet_drop: {match: {type: puback, nth: 1}}}'
  breakwire proxy --listen 1884 --upstream broker:1883 --fault '{delay: {by: 200ms}}' --control 8475
  breakwire proxy wires.yaml --control 8475
  curl -d '{"rst": {}}' localhost:8475/proxies/proxy/faults
Faults are those of `breakwire explain fault`; the device is the proxy unless one is named.)";

void add_endpoint(CLI::App& command, const char* flag, std::optional<Endpoint>& endpoint,
                  const char* help) {
    command
        .add_option_function<std::string>(
            flag,
            [flag, &endpoint](const std::string& text) {
                endpoint = parse_endpoint(text);
                if (endpoint) return;
                throw CLI::ValidationError(flag, "expected HOST:PORT or PORT, got " + text);
            },
            help)
        ->type_name("[HOST:]PORT");
}

void check(const ProxyOptions& options) {
    const bool alone = options.listen && options.upstream;
    const bool any = options.listen || options.upstream || !options.faults.empty();
    if (options.file.empty() ? !alone : any) {
        throw ConfigError("expected a FILE, or --listen and --upstream");
    }
}

}  // namespace

void add_proxy(CLI::App& line, const Program& program, Task& task) {
    CLI::App* command =
        line.add_subcommand("proxy", "puts its faults between other people's clients and brokers");
    command->footer(examples);
    auto options = std::make_shared<ProxyOptions>();
    command->add_option("FILE", options->file, "proxies by name; SIGHUP reads it again");
    add_endpoint(*command, "--listen", options->listen, "where clients connect");
    add_endpoint(*command, "--upstream", options->upstream, "the broker");
    command->add_option("--fault", options->faults, "in force from the start; may be repeated")
        ->type_name("YAML")
        ->allow_extra_args(false);
    add_endpoint(*command, "--control", options->control, "serves HTTP+JSON to change all of it");
    command->add_option("--seed", options->seed, "what all luck is made of")->capture_default_str();
    command->callback([&program, &task, options] {
        task = [&program, options] {
            check(*options);
            return program.proxy(*options);
        };
    });
}

}  // namespace breakwire::harness
