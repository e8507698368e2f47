#pragma once

#include "sim/base/fields.hpp"
#include "sim/faults/impairments.hpp"

namespace breakwire::sim {

/// One direction of a device's access link.
struct PathSettings {
    Duration delay{};
    std::optional<DataRate> rate{};
    QueueRoom queue_limit{};
    std::optional<DataSize> mtu{};
    ImpairmentSettings luck{};
};

/// The name of a preset in `link_presets.hpp`.
struct PresetName {
    std::string text{};
};

/// A device's access link, as typed under `links:`.
///
/// A direction is a chain: queue (drop-tail) -> rate (serialisation) -> loss -> delay and jitter.
/// Segments overtake each other by `reorder` alone. TCP's octets are never lost: a segment that is
/// lost or damaged is sent again. The words are netem's; `delay` is one-way.
///
/// Read from a file it starts from its preset, if it has one; a key beside it overrides the
/// preset's, and `delay` its `delay_up` and `delay_down` too.
struct LinkSettings {
    PresetName preset{};
    Duration delay{};
    Spread jitter{};
    std::optional<DataRate> rate{};
    QueueRoom queue_limit{};
    LossModel loss{};
    std::optional<BadSpells> bad_state{};
    Chance duplicate{};
    std::optional<Reordering> reorder{};
    Chance corrupt{};
    std::optional<DataSize> mtu{};
    // From device to broker, and back, where a direction differs.
    std::optional<Duration> delay_up{};
    std::optional<Duration> delay_down{};
    std::optional<Spread> jitter_up{};
    std::optional<Spread> jitter_down{};
    std::optional<DataRate> rate_up{};
    std::optional<DataRate> rate_down{};
    std::optional<LossModel> loss_up{};
    std::optional<LossModel> loss_down{};

    static Fields<LinkSettings> fields();
    void validate(const Places& at) const;
    /// What one would type for it: `{delay: 20ms}`.
    std::string typed() const { return fields().typed(*this); }

    PathSettings path(Direction direction) const;
};

/// The declarations of the mappings that stand inside of a link, for `explain`.
std::vector<Declaration> link_declarations();

}  // namespace breakwire::sim

namespace breakwire {

template <>
struct ValueType<sim::PresetName> {
    static std::string name() { return "a preset"; }
    static nlohmann::json schema();
    static std::optional<sim::PresetName> read(const Node& node, Mistakes& mistakes);
    static std::string text(const sim::PresetName& preset) { return preset.text; }
};

/// Not read as other mappings are: the preset comes first.
template <>
struct ValueType<sim::LinkSettings> {
    static std::string name() { return "link"; }
    static nlohmann::json schema();
    static std::optional<sim::LinkSettings> read(const Node& node, Mistakes& mistakes);
    static std::string text(const sim::LinkSettings& link) { return link.typed(); }
};

}  // namespace breakwire
