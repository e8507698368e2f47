#include "harness/wiring/case_world.hpp"

#include <algorithm>

#include "harness/cli/kinds.hpp"
#include "sim/base/invariant.hpp"
#include "sim/faults/builtin.hpp"

namespace breakwire::harness {

namespace {

/// What the record says of itself on its first line.
sim::Json header(const CaseJob& job, const Address& broker, const std::string& left_out) {
    sim::Json out{{"case", job.id},
                  {"scenario", job.scenario->name},
                  {"file", job.scenario->file},
                  {"mqtt", to_string(job.version)},
                  {"seed", job.seed},
                  {"time", job.mode.text()},
                  {"broker", job.traits.name + " " + job.traits.version},
                  {"address", broker.text()}};
    if (!left_out.empty()) out["left_out"] = left_out;
    return out;
}

sim::LinkSettings link_of(const scenarios::Scenario& scenario,
                          const devices::DeviceSettings& settings) {
    if (!settings.link) return {};
    return scenario.links.at(*settings.link);  // the name was checked at load
}

std::vector<std::string> client_ids(const scenarios::Scenario& scenario) {
    std::vector<std::string> ids;
    DeviceReader reader;
    for (const scenarios::DeviceSection& section : scenario.devices) {
        ids.push_back(reader.read(section)->client_id(section.name, section.number));
    }
    return ids;
}

/// A packet-exact client says what the scenario wants said, and what it is called is the scenario's
/// affair as well: what they do wrong is no fault of a device's.
std::vector<std::string> puppets_of(const scenarios::Scenario& scenario) {
    std::vector<std::string> puppets;
    DeviceReader reader;
    for (const scenarios::DeviceSection& section : scenario.devices) {
        const auto settings = reader.read(section);
        const devices::ClientSettings& client = settings->client;
        if (client.stack == "packet" || client.client_id == "") puppets.push_back(section.name);
    }
    return puppets;
}

/// Boards with a TCP of their own: their tap is at the gateway, behind the link that carries
/// and loses their frames.
std::vector<std::string> behind_links(const CaseJob& job) {
    std::vector<std::string> all;
    for (const auto& [role, board] : job.players) {
        if (board->has_own_tcp()) all.push_back(role);
    }
    return all;
}

}  // namespace

CaseWorld::CaseWorld(const CaseJob& job)
    : job_(job),
      misreads_(job.lie ? job.lie->misreadings() : std::set<scenarios::Misreading>()),
      told_(scenarios::misread(job.scenario->broker, misreads_)),
      // Where the simulator is the only network, addresses are the same in every run.
      addresses_(job.mode.jumps() ? AddressRange() : job.addresses),
      simulation_(job.seed, job.mode),
      fault_kinds_("fault"),
      broker_address_(job.driver->elsewhere().value_or(addresses_.broker())),
      filter_(*job.scenario, simulation_.luck.of("record")),
      ground_(make_ground(job, simulation_, broker_address_)),
      tls_(job, addresses_, broker_address_, simulation_.luck),
      websockets_(job, broker_address_),
      door_({simulation_.timers, simulation_.recorder, simulation_.faults},
            simulation_.luck.of("tls door"), ground_->door(),
            [this](const std::string& device) { return door_plan(device); }),
      dialer_(simulation_, tls_, broker_address_.host),
      process_({simulation_.io, *simulation_.driver, simulation_.timers, simulation_.recorder,
                ground_->host()},
               *job.driver, told_,
               {job.scratch, broker_address_, simulation_.luck.of("broker"),
                tls_.write_broker_files(websockets_.secure_listener()), client_ids(*job.scenario),
                websockets_.listener(), job.recording == Recording::of_failures},
               job.folder / "broker.log"),
      device_world_{
          simulation_.timers,
          dialer_,
          simulation_.recorder,
          [this](const std::string& device, const std::string& address) {
              return ground_->program_host(
                  device, address,
                  {dialer_, tls_.port_for(device), dialer_.name_for(device),
                   [this, device] { return dialer_.look_up_for_program(device); }});
          },
          [this](const std::string& device, const std::string& address, sim::Dialer& dialer) {
              return ground_->device_door(device, address, broker_address_.port, dialer);
          },
          [this](const std::string& device) { return tls_.write_device_files(device); }},
      boards_(simulation_, job.folder, job.scratch, {broker_address_.host, broker_address_.port}),
      connections_(simulation_.network,
                   [this](const std::string& name) {
                       // "*" concerns every device.
                       for (const auto& device : devices_) {
                           if (name == "*" || name == device->name()) device->power_off();
                       }
                   }),
      machine_(process_, ground_->host(), simulation_.timers, job.scratch),
      power_([this](const std::string& name, Duration back) { return dim_all(name, back); },
             [this](const std::string& name, sim::PowerVerb verb) { return turn_all(name, verb); }),
      fault_port_(simulation_.faults, simulation_.lies),
      broker_port_(process_, *job.driver, job.scratch, misreads_,
                   [this](const std::vector<scenarios::AclRule>& acl) {
                       for (const auto& law : laws_) law->acl_changed(acl, timers().now());
                   }),
      laws_(scenarios::make_laws({job.scenario->broker, as_seen_at_the_tap(job.traits),
                                  puppets_of(*job.scenario), behind_links(job)})) {
    if (job.recording == Recording::as_it_happens) start_record();
    if (!job.scenario->fleets.empty() || job.tells_figures) latencies_.emplace();
    if (job.tells_figures) figures_.emplace();
    sim::add_builtin_faults(fault_kinds_);
    simulation_.faults.attach(connections_);
    simulation_.faults.attach(machine_, power_);
    simulation_.faults.attach(boards_);
    const bool layered = tls_.in_use() || websockets_.in_use();
    simulation_.network.serve(layered ? door_ : ground_->door());
    listen();
    add_devices();
    install_lies();
}

CaseWorld::~CaseWorld() { recording_ = false; }

/// Packets pass the tap before they are gathered in a WebSocket, so the broker answers that much
/// later.
scenarios::BrokerTraits CaseWorld::as_seen_at_the_tap(scenarios::BrokerTraits traits) const {
    traits.promptness += websockets_.longest_wait();
    return traits;
}

sim::DoorPlan CaseWorld::door_plan(const std::string& device) const {
    sim::DoorPlan plan = tls_.door_plan(device);
    websockets_.add_to(plan, device);
    return plan;
}

/// What is taken down after the verdict is no event of the case.
void CaseWorld::listen() {
    recorder().listen([this](const sim::Event& event) {
        if (!recording_) return;
        if (writer_) record(event);
        if (latencies_) latencies_->see(event);
        if (figures_) figures_->see(event);
        for (const auto& law : laws_) law->see(event);
    });
}

std::vector<reports::Latency> CaseWorld::latencies() const {
    return job_.scenario->fleets.empty() ? std::vector<reports::Latency>{} : latencies_->summary();
}

CaseFigures CaseWorld::figures() const {
    CaseFigures figures = figures_->figures();
    figures.devices = devices_.size();
    figures.connected = connected();
    const reports::LatencyHistogram& acknowledge = latencies_->acknowledge();
    std::ranges::copy(acknowledge.counts_within(CaseFigures::bounds),
                      figures.acknowledged_within.begin());
    figures.acknowledged = acknowledge.count();
    figures.acknowledge_sum = acknowledge.sum();
    figures.simulated = simulation_.timers.now().time_since_epoch();
    return figures;
}

std::size_t CaseWorld::connected() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(devices_, [](const auto& device) { return device->connected(); }));
}

void CaseWorld::start_record() {
    writer_ = std::make_unique<sim::JsonlWriter>(job_.folder / "record.jsonl",
                                                 header(job_, broker_address_, filter_.left_out()));
}

void CaseWorld::write_record() {
    if (writer_) return;
    start_record();
    for (const sim::Event& event : recorder().events()) record(event);
}

/// The fingerprint is of everything: two runs are the same or not, whatever is recorded of them.
void CaseWorld::record(const sim::Event& event) {
    const sim::Event* recorded = filter_.recorded(event);
    if (recorded == &event) {
        fingerprint_.add(event, writer_->write(event));
    } else {
        fingerprint_.add(event);
        if (recorded != nullptr) writer_->write(*recorded);
    }
}

/// Steps that act look back for no longer than an instant; this is far more. What is recorded at
/// the end is still needed then.
void CaseWorld::let_go() {
    constexpr Duration long_over = 10s;
    constexpr std::size_t worth_it = 10'000;
    if (filter_.left_out().empty() || job_.recording != Recording::as_it_happens) return;
    if (recorder().count() < let_go_at_ + worth_it) return;
    let_go_at_ = recorder().count();
    recorder().prune(timers().now() - long_over,
                     [this](const sim::Event& event) { return filter_.is_wanted(event); });
}

void CaseWorld::describe_record(reports::CaseResult& result) const {
    if (filter_.left_out().empty() || !writer_) return;
    result.left_out = filter_.left_out();
    result.events_left_out = filter_.events_left_out();
    for (reports::Finding& finding : result.findings) {
        finding.evidence = filter_.evidence(finding.evidence);
    }
}

/// A board plays its part with settings of its own.
std::shared_ptr<const devices::DeviceSettings> CaseWorld::settings_for(
    const scenarios::DeviceSection& section, DeviceReader& reader) {
    const auto board = job_.players.find(section.name);
    if (board == job_.players.end()) return reader.read(section);
    return std::make_shared<const devices::DeviceSettings>(
        boards_.play(board->second, settings_of(section)));
}

void CaseWorld::add_devices() {
    const scenarios::Scenario& scenario = *job_.scenario;
    const auto places = scenarios::places_in_fleets(scenario.fleets);
    DeviceReader reader;
    // Each part of a fleet has addresses of its own.
    const std::size_t block =
        (scenario.part.number - 1) * (AddressRange::devices_max / scenario.part.count);
    for (std::size_t i = 0; i < scenario.devices.size(); ++i) {
        const scenarios::DeviceSection& section = scenario.devices[i];
        const auto settings = settings_for(section, reader);
        const std::string address = addresses_.device(block + i);
        simulation_.network.add_device(section.name, address, link_of(scenario, *settings),
                                       settings->tcp);
        const bool sealed = tls_.mode_of(section.name) == sim::TlsMode::passthrough;
        if (sealed) simulation_.network.seal_device(section.name);
        const devices::ClientSettings& client = settings->client;
        if (client.host) prepare_lookups(section.name, client);
        std::optional<std::string> password;
        if (client.user) {
            const auto known = scenario.broker.users.find(*client.user);
            if (known != scenario.broker.users.end()) password = known->second;
        }
        const auto place = places.find(section.name);
        devices_.push_back(std::make_unique<devices::Device>(
            device_world_,
            devices::DeviceIdentity{section.name, address, job_.version, password,
                                    place == places.end() ? 0 : place->second, section.number},
            settings, simulation_.luck.of(section.name)));
        device_ports_.emplace_back(*devices_.back());
        by_name_.push_back(static_cast<std::uint32_t>(i));
    }
    std::ranges::sort(by_name_, {},
                      [this](std::uint32_t each) -> const std::string& { return name_of(each); });
}

void CaseWorld::prepare_lookups(const std::string& device, const devices::ClientSettings& client) {
    if (client.stack == "program") {
        dialer_.let_look_up(device, *client.host, client.lookup_delay);
    } else {
        dialer_.look_up(device, *client.host, client.lookup_delay);
    }
}

void CaseWorld::dim(devices::Device& device, Duration back_after) {
    device.power_off();
    timers().after(back_after, [&device] { device.start(); });
}

/// Returns how many of the devices that are meant were on.
int CaseWorld::dim_all(const std::string& name, Duration back_after) {
    int touched = 0;
    for (const auto& device : devices_) {
        if ((name != "*" && name != device->name()) || !device->on()) continue;
        dim(*device, back_after);
        ++touched;
    }
    return touched;
}

/// Returns how many it was done to: what is off has no power to lose.
int CaseWorld::turn_all(const std::string& name, sim::PowerVerb verb) {
    int touched = 0;
    for (const auto& device : devices_) {
        const bool has_power = device->on() || verb == sim::PowerVerb::on;
        if ((name != "*" && name != device->name()) || !has_power) continue;
        device->power(verb, [](const std::string&) {});
        ++touched;
    }
    return touched;
}

void CaseWorld::install_lies() {
    for (const Node& lie : job_.scenario->broker.lies) install(lie, true);
    if (!job_.lie) return;
    for (const Node& lie : job_.lie->packets) install(lie, false);
}

/// Lies on the broker's behalf are told in scenarios that need not give them an opportunity.
void CaseWorld::install(const Node& lie, bool must_hit) {
    Mistakes mistakes;
    auto fault = fault_kinds_.make_one(lie, mistakes);
    BREAKWIRE_INVARIANT(fault != nullptr);  // it was made once when the file was loaded
    const std::uint64_t number =
        simulation_.lies.install(lie.entries.front().key, std::move(fault), must_hit);
    if (!must_hit) lie_numbers_.push_back(number);
}

std::uint64_t CaseWorld::lie_hits() const {
    const bool misread = scenarios::is_misread(job_.scenario->broker, misreads_);
    std::uint64_t hits = broker_port_.misread_count() + (misread ? 1 : 0);
    for (const std::uint64_t number : lie_numbers_) hits += simulation_.lies.hits_of(number);
    return hits;
}

scenarios::DevicePort& CaseWorld::device(const std::string& name) {
    const auto found = std::ranges::lower_bound(
        by_name_, name, {},
        [this](std::uint32_t each) -> const std::string& { return name_of(each); });
    BREAKWIRE_INVARIANT(found != by_name_.end() && name_of(*found) == name);
    return device_ports_[*found];
}

}  // namespace breakwire::harness
