#include "sim/faults/link_presets.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace breakwire::sim {

namespace {

const char* const loadero = "Loadero wiki, Network Conditions";
const char* const loadero_assumed = "that the latency, of which no direction is said, is one-way";

constexpr DataRate kbit(std::uint64_t number) { return {number * 1000}; }
constexpr DataRate mbit(std::uint64_t number) { return {number * 1'000'000}; }

LossModel loss(double percent) { return LossModel::share({percent}); }

Spread published(std::vector<Quantiles::Point> points) {
    Spread spread;
    spread.quantiles = Quantiles(std::move(points));
    return spread;
}

/// Bursts and single losses, one percent in all: of what four states lose, 0.8 % in bursts.
LossModel bursty_percent() {
    return {.four_state = FourStateLoss{{0.25}, Share{30}, {20}, {40}, {0.18}}};
}

BadSpells handover() {
    BadSpells spells;
    spells.every = 15s;
    spells.lasting = 215ms;
    spells.delay = 50ms;
    spells.loss = {50};
    spells.spacing = Spacing::regular;
    return spells;
}

// Delays are one-way. Where a source gives round trips, half of each figure stands here.

std::vector<LinkPreset> local_presets() {
    return {
        {"ethernet_lan", "a wired local network",
         LinkSettings{.delay = 200us, .jitter = 50us, .rate = mbit(100)}, "none", "all figures"},
        {"wifi_good", "Wi-Fi in a quiet place: fast, with a long tail",
         LinkSettings{.jitter = published({{50, 1500us}, {90, 10ms}, {99, 125ms}}),
                      .rate = mbit(30),
                      .loss = loss(0.2)},
         "first hop, round trips of 3, 20 and 250 ms: Sui et al., Characterizing and Improving "
         "WiFi "
         "Latency in Large-Scale Operational Networks, MobiSys 2016, "
         "doi 10.1145/2906388.2906393; rate and loss: README of tylertreat/comcast",
         "round trips halved quantile by quantile"},
        {"wifi_busy", "Wi-Fi in a crowded place: slow and bursty",
         LinkSettings{.jitter = published({{50, 10ms}, {90, 50ms}, {99, 125ms}}),
                      .rate = mbit(5),
                      .loss = bursty_percent()},
         "half of all round trips above 20 ms, a tenth above 100 ms: Pei et al., WiFi Can Be the "
         "Weakest Link of Round Trip Network Latency in the Wild, INFOCOM 2016; four states "
         "because two do not fit 802.11: Cardoso and de Rezende, IEEE Communications Letters "
         "2009, doi 10.1109/LCOMM.2009.082008",
         "p99, rate, and the 1 % of loss with its bursts"},
        {"ble_gateway", "Bluetooth Low Energy to a gateway, one connection event each 30 ms",
         LinkSettings{.delay = 15ms, .jitter = 15ms, .rate = kbit(100)},
         "delay uniform from 0 to the connection interval, losses repaired by the link layer: TI "
         "SWRU271I section 5.2.1.1",
         "the interval of 30 ms (7.5 ms to 4 s are allowed) and the rate"},
    };
}

LinkSettings lte() {
    return {.delay = 45ms,
            .jitter = 5ms,
            .loss = loss(0.2),
            .jitter_up = 15ms,
            .rate_up = mbit(50),
            .rate_down = mbit(100)};
}

std::vector<LinkPreset> cellular_presets() {
    return {
        {"gprs", "2G without EDGE",
         LinkSettings{.delay = 650ms,
                      .jitter = 100ms,
                      .loss = loss(1),
                      .rate_up = kbit(20),
                      .rate_down = kbit(80)},
         loadero, loadero_assumed},
        {"edge", "2G with EDGE",
         LinkSettings{.delay = 650ms,
                      .jitter = 100ms,
                      .loss = loss(1),
                      .rate_up = kbit(260),
                      .rate_down = kbit(200)},
         loadero, loadero_assumed},
        {"umts", "3G",
         LinkSettings{.delay = 250ms, .jitter = 50ms, .rate = kbit(1200), .loss = loss(0.5)},
         loadero, loadero_assumed},
        {"lte", "4G", lte(), loadero, loadero_assumed},
    };
}

std::vector<LinkPreset> wide_area_presets() {
    return {
        {"lte_m", "LTE-M (Cat-M1) at the edge of normal coverage",
         LinkSettings{.delay = 100ms, .rate = mbit(1), .loss = loss(0.5)},
         "delay: LTE-M white paper V1.1 against 3GPP TR 45.820; peak rate: Keysight 2017", "loss"},
        {"lte_m_deep", "LTE-M in deep coverage, as in a cellar",
         LinkSettings{.delay = 6200ms, .rate = mbit(1), .loss = loss(0.5)},
         "delay: LTE-M white paper V1.1 against 3GPP TR 45.820; peak rate: Keysight 2017",
         "loss, and that the peak rate still holds"},
        {"nb_iot", "NB-IoT (Cat-NB1) in normal coverage",
         LinkSettings{.jitter = published({{50, 840ms}, {90, 1600ms}, {99, 8s}}),
                      .loss = loss(1),
                      .rate_up = kbit(62),
                      .rate_down = kbit(26)},
         "837 ms measured: Ugwuanyi et al., Electronics 2021, 10(18), 2224; rates and 1.6 to 10 s: "
         "mbedded.ninja, comparison of LPWANs; 100 ms to 8 s: Keysight",
         "p90, p99, that the three make one distribution and are one-way, and loss"},
        {"nb_iot_deep", "NB-IoT in deep coverage, with many repetitions",
         LinkSettings{.jitter = published({{50, 5s}, {99, 10s}}),
                      .loss = loss(5),
                      .rate_up = kbit(1),
                      .rate_down = kbit(2)},
         "the goal of 10 s for 99 % of reports: 3GPP TR 45.820", "p50, rates and loss"},
        {"lorawan_sf7", "LoRaWAN from device to gateway, spreading factor 7 (EU868 DR5)",
         LinkSettings{.rate = DataRate{5470}, .loss = loss(5), .delay_down = 1s},
         "rate and class A's first receive window after 1 s: LoRa Alliance RP002-1.0.5; time on "
         "air: Semtech SX1261/2 data sheet section 6.1.4",
         "loss; TCP stands for the uplink, there is no duty cycle in it"},
        {"lorawan_sf12", "LoRaWAN from device to gateway, spreading factor 12 (EU868 DR0)",
         LinkSettings{.rate = DataRate{250}, .loss = loss(5), .delay_down = 1s},
         "rate and class A's first receive window after 1 s: LoRa Alliance RP002-1.0.5; time on "
         "air: Semtech SX1261/2 data sheet section 6.1.4",
         "loss; TCP stands for the uplink, there is no duty cycle in it"},
        {"lorawan_backhaul", "from a LoRaWAN gateway to the broker, by LTE", lte(),
         "the figures of lte: Loadero wiki, Network Conditions",
         "that the gateway is on LTE, and what is assumed of lte"},
    };
}

std::vector<LinkPreset> satellite_presets() {
    return {
        {"geo_satellite", "a geostationary satellite",
         LinkSettings{.delay = 300ms,
                      .jitter = 10ms,
                      .loss = loss(0.5),
                      .rate_up = mbit(10),
                      .rate_down = mbit(100)},
         "round trip of 600 ms: APNIC blog, 2 May 2022; rates of a plan: APNIC blog, 28 Nov 2022",
         "jitter and loss"},
        {"leo_satellite", "a constellation in low orbit, with a handover each 15 s",
         LinkSettings{.jitter = published({{0, 10ms}, {25, 20ms}, {50, 25ms}, {75, 30ms}}),
                      .loss = loss(1.8),
                      .bad_state = handover(),
                      .rate_up = mbit(10),
                      .rate_down = mbit(150)},
         "round trips of 20, 40, 50 and 60 ms: APNIC blog, 28 Nov 2022 (UCLouvain); spells of 140 "
         "and 75 ms about each 15 s: arXiv 2601.08439; losses at handover: IMC 2022, A "
         "browser-side view of Starlink; 2.5 % in all: README of tylertreat/comcast",
         "rate up, the 50 ms that a handover adds, and which part of the loss is in it"},
    };
}

std::vector<LinkPreset> all_presets() {
    std::vector<LinkPreset> all = local_presets();
    for (auto& more : {cellular_presets(), wide_area_presets(), satellite_presets()}) {
        all.insert(all.end(), more.begin(), more.end());
    }
    for (LinkPreset& preset : all) preset.link.preset.text = preset.name;
    return all;
}

}  // namespace

const std::vector<LinkPreset>& link_presets() {
    static const std::vector<LinkPreset> presets = all_presets();
    return presets;
}

const LinkPreset* find_link_preset(std::string_view name) {
    const auto& all = link_presets();
    const auto found = std::ranges::find(all, name, &LinkPreset::name);
    return found == all.end() ? nullptr : &*found;
}

std::vector<Declaration> preset_declarations() {
    std::vector<Declaration> topics;
    for (const LinkPreset& preset : link_presets()) {
        LinkSettings plain = preset.link;
        plain.preset = {};
        std::string details =
            fmt::format("  Short for {}\n  Source: {}.\n", plain.typed(), preset.source);
        if (!preset.assumed.empty()) {
            details += fmt::format("  Assumed, not published: {}.\n", preset.assumed);
        }
        topics.push_back({.name = preset.name,
                          .help = preset.help,
                          .fields = {},
                          .example = fmt::format("links: {{field: {{preset: {}}}}}", preset.name),
                          .details = std::move(details)});
    }
    return topics;
}

}  // namespace breakwire::sim
