#include "sim/faults/link_settings.hpp"

#include "sim/faults/link_presets.hpp"

namespace breakwire::sim {

namespace {

/// What is typed for both directions takes the place of what a preset says of either.
void forget_directions(LinkSettings& link, const Node& node) {
    const auto forget = [&node](const char* key, auto& up, auto& down) {
        if (node.find(key) == nullptr) return;
        up.reset();
        down.reset();
    };
    forget("delay", link.delay_up, link.delay_down);
    forget("jitter", link.jitter_up, link.jitter_down);
    forget("rate", link.rate_up, link.rate_down);
    forget("loss", link.loss_up, link.loss_down);
}

struct Wrong {
    std::string key;
    std::string what;
    bool operator==(const Wrong&) const = default;
};

/// What cannot be in one direction, if anything; `way` ends the keys of that direction alone.
std::optional<Wrong> wrong_with(const PathSettings& path, const std::string& way,
                                const Places& at) {
    const auto nearer = [&](const std::string& key) { return at.has(key + way) ? key + way : key; };
    const Spread& jitter = path.luck.jitter;
    if (jitter.shape() == Dist::uniform && jitter.by > path.delay) {
        return Wrong{nearer("jitter"), "is larger than " + nearer("delay")};
    }
    if (path.luck.reorder && path.delay == Duration{} && jitter.none()) {
        return Wrong{"reorder", "needs a delay to skip"};
    }
    return std::nullopt;
}

Fields<LinkSettings> both_ways() {
    return Fields<LinkSettings>("link", "the access link between a device and the broker")
        .optional("preset", &LinkSettings::preset,
                  "a technology to start from, e.g. nb_iot; other keys override it")
        .optional("delay", &LinkSettings::delay, "one-way propagation delay")
        .optional("jitter", &LinkSettings::jitter,
                  "spread of the delay: 5ms is uniform, at most the delay itself; a mapping says "
                  "how (explain jitter)")
        .optional("rate", &LinkSettings::rate, "capacity of each direction, e.g. 250kbit/s")
        .optional("queue_limit", &LinkSettings::queue_limit,
                  "bytes that may wait for a direction with a rate, or {packets: 100}; more are "
                  "dropped and resent")
        .optional("loss", &LinkSettings::loss,
                  "segments lost on the way and resent: 1%, or a model (explain loss)")
        .optional("bad_state", &LinkSettings::bad_state,
                  "spells in which the link is slower and lossy")
        .optional("duplicate", &LinkSettings::duplicate, "segments that arrive twice, e.g. 1%")
        .optional("reorder", &LinkSettings::reorder,
                  "segments that skip the delay and overtake others")
        .optional("corrupt", &LinkSettings::corrupt,
                  "segments whose checksum fails at the far end: discarded and resent")
        .optional("mtu", &LinkSettings::mtu, "the largest segment, its 40B of headers included");
}

}  // namespace

Fields<LinkSettings> LinkSettings::fields() {
    return both_ways()
        .optional("delay_up", &LinkSettings::delay_up, "delay from device to broker")
        .optional("delay_down", &LinkSettings::delay_down, "delay from broker to device")
        .optional("jitter_up", &LinkSettings::jitter_up, "jitter from device to broker")
        .optional("jitter_down", &LinkSettings::jitter_down, "jitter from broker to device")
        .optional("rate_up", &LinkSettings::rate_up, "capacity from device to broker")
        .optional("rate_down", &LinkSettings::rate_down, "capacity from broker to device")
        .optional("loss_up", &LinkSettings::loss_up, "loss from device to broker")
        .optional("loss_down", &LinkSettings::loss_down, "loss from broker to device")
        .example("links: {field: {preset: nb_iot, loss: 5%}}");
}

void LinkSettings::validate(const Places& at) const {
    const auto up = wrong_with(path(Direction::up), "_up", at);
    const auto down = wrong_with(path(Direction::down), "_down", at);
    if (up) at.fail(up->key, up->what);
    if (down && down != up) at.fail(down->key, down->what);
    if (!queue_limit.none() && !rate && !rate_up && !rate_down) {
        at.fail("queue_limit", "needs a rate");
    }
    if (mtu && mtu->bytes < least_mtu) at.fail("mtu", "is less than IPv4's least, 68B");
}

PathSettings LinkSettings::path(Direction direction) const {
    const bool up = direction == Direction::up;
    const auto either = [up](const auto& both, const auto& upward, const auto& downward) {
        return (up ? upward : downward).value_or(both);
    };
    const auto& rate_here = up ? rate_up : rate_down;
    return {either(delay, delay_up, delay_down),
            rate_here ? rate_here : rate,
            queue_limit,
            mtu,
            {either(jitter, jitter_up, jitter_down), either(loss, loss_up, loss_down), bad_state,
             duplicate, reorder, corrupt}};
}

std::vector<Declaration> link_declarations() {
    return {Spread::fields().declaration(),        LossModel::fields().declaration(),
            BernoulliLoss::fields().declaration(), GilbertElliottLoss::fields().declaration(),
            FourStateLoss::fields().declaration(), PatternLoss::fields().declaration(),
            BadSpells::fields().declaration(),     Reordering::fields().declaration(),
            Chance::fields().declaration(),        QueueRoom::fields().declaration()};
}

}  // namespace breakwire::sim

namespace breakwire {

nlohmann::json ValueType<sim::PresetName>::schema() {
    nlohmann::json names = nlohmann::json::array();
    for (const sim::LinkPreset& preset : sim::link_presets()) {
        names.push_back({{"const", preset.name}, {"description", preset.help}});
    }
    return {{"oneOf", names}};
}

std::optional<sim::PresetName> ValueType<sim::PresetName>::read(const Node& node,
                                                                Mistakes& mistakes) {
    if (node.is_scalar() && sim::find_link_preset(node.text) != nullptr) {
        return sim::PresetName{node.text};
    }
    std::vector<std::string> names;
    for (const sim::LinkPreset& preset : sim::link_presets()) names.push_back(preset.name);
    mistakes.add(node.at, "unknown preset, got " + node.describe() + suggestion(node.text, names));
    return std::nullopt;
}

nlohmann::json ValueType<sim::LinkSettings>::schema() {
    return sim::LinkSettings::fields().declaration().schema();
}

std::optional<sim::LinkSettings> ValueType<sim::LinkSettings>::read(const Node& node,
                                                                    Mistakes& mistakes) {
    sim::LinkSettings link;
    const Node* const named = node.find("preset");
    if (const auto* preset = named ? sim::find_link_preset(named->text) : nullptr) {
        link = preset->link;
        sim::forget_directions(link, node);
    }
    if (!fields_of<sim::LinkSettings>().read(link, node, mistakes)) return std::nullopt;
    return link;
}

}  // namespace breakwire
