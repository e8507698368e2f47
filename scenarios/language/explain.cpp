#include "scenarios/language/explain.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

#include "scenarios/broker_lie.hpp"
#include "scenarios/campaign/campaign_section.hpp"
#include "scenarios/checks/check.hpp"
#include "scenarios/language/fleet_section.hpp"
#include "scenarios/language/scenario_fields.hpp"
#include "scenarios/measures/measure.hpp"
#include "scenarios/record_section.hpp"
#include "scenarios/steps/console.hpp"
#include "scenarios/steps/step.hpp"
#include "sim/faults/link_presets.hpp"
#include "sim/faults/packet_form.hpp"
#include "sim/faults/packet_match.hpp"
#include "sim/faults/packet_twists.hpp"
#include "sim/mqtt/malform.hpp"

namespace breakwire::scenarios {

namespace {

struct Group {
    std::string kind;  ///< what one of them is called
    std::vector<Declaration> topics;
    std::string plural{};  ///< if it takes more than an s
};

std::string sample(const FieldInfo& field) {
    if (field.key == "device" || field.key == "devices") return "thermometer";
    if (field.type == "duration") return "5s";
    if (field.type == "data rate") return "250kbit/s";
    if (field.type == "size") return "64KiB";
    if (field.type.find("whole number") != std::string::npos) return "3";
    if (!field.default_text.empty()) return field.default_text;
    const auto first = field.type.find(" | ");
    return first != std::string::npos ? field.type.substr(0, first) : "...";
}

/// A line that uses a fault: its required keys, with likely values.
std::string example_of(const Declaration& fault) {
    std::string keys;
    for (const FieldInfo& field : fault.fields) {
        if (!field.required) continue;
        keys += fmt::format("{}{}: {}", keys.empty() ? "" : ", ", field.key, sample(field));
    }
    return fmt::format("fault: {{{}: {{{}}}}}", fault.name, keys);
}

std::vector<Declaration> fault_topics(const Kinds& kinds) {
    std::vector<Declaration> faults = kinds.faults.declarations();
    for (Declaration& fault : faults) {
        if (fault.example.empty()) fault.example = example_of(fault);
    }
    return faults;
}

std::vector<Declaration> sections(const Kinds& kinds) {
    std::vector<Declaration> out{
        scenario_fields().declaration(),         BrokerSection::fields().declaration(),
        AclRule::fields().declaration(),         Persistence::fields().declaration(),
        BrokerLimits::fields().declaration(),    BrokerLie::fields().declaration(),
        BrokerTls::fields().declaration(),       sim::LinkSettings::fields().declaration(),
        Parameter::fields().declaration(),       Condition::fields().declaration(),
        CampaignSection::fields().declaration(), FaultRule::fields().declaration(),
        QuietPeriods::fields().declaration(),    RecordSection::fields().declaration(),
        ConsoleTalk::fields().declaration(),     captures_declaration()};
    for (Declaration& part : sim::link_declarations()) out.push_back(std::move(part));
    const Declaration fleet = FleetSection::fields().declaration();
    for (Declaration section : kinds.device_sections) {
        if (section.name == "device") {
            section.fields.insert(section.fields.end(), fleet.fields.begin(), fleet.fields.end());
        }
        out.push_back(std::move(section));
    }
    out.push_back(fleet);
    return out;
}

/// What nests in the settings of faults on packets.
std::vector<Declaration> packet_topics() {
    return {sim::PacketMatch::fields().declaration(), sim::PacketForm::fields().declaration(),
            sim::PacketEdits::fields().declaration(), sim::Scaling::fields().declaration(),
            sim::SubscriptionOptions::fields().declaration()};
}

std::vector<Declaration> malformations() {
    std::vector<Declaration> out;
    for (const mqtt::Malformation& row : mqtt::malformations()) {
        std::string ids(row.v3_1_1);
        if (!row.v3_1_1.empty() && !row.v5_0.empty()) ids += ", ";
        ids += row.v5_0;
        out.push_back({std::string(row.name),
                       fmt::format("{} ({}; {})", row.help, mqtt::types_in_words(row), ids),
                       {}});
    }
    return out;
}

std::vector<Group> groups(const Kinds& kinds) {
    return {{"section", sections(kinds)},
            {"step", builtin_steps().declarations()},
            {"check", builtin_checks().declarations()},
            {"measure", builtin_measures().declarations()},
            {"fault", fault_topics(kinds)},
            {"preset", sim::preset_declarations()},
            {"part of a packet fault", packet_topics(), "parts of packet faults"},
            {"malformation", malformations()},
            {"model", kinds.models},
            {"waveform", kinds.waveforms},
            {"payload", kinds.payloads},
            {"stack", kinds.stacks},
            {"broker driver", kinds.broker_drivers},
            {"ability", known_abilities(), "abilities of brokers"},
            {"section of a bench file", kinds.bench, "sections of bench files"}};
}

std::string overview(const std::vector<Group>& all) {
    std::string out = "`breakwire explain TOPIC` tells more. Topics:\n";
    for (const Group& group : all) {
        out += fmt::format("\n{}\n", group.plural.empty() ? group.kind + 's' : group.plural);
        for (const Declaration& topic : group.topics) {
            out += fmt::format("  {:<18} {}\n", topic.name, topic.help);
        }
    }
    return out;
}

/// In a cell of a table.
std::string in_cell(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '|') out += '\\';
        out += c;
    }
    return out;
}

std::string row_of(const FieldInfo& field) {
    const std::string otherwise = field.required ? "required"
                                  : field.default_text.empty()
                                      ? ""
                                      : '`' + in_cell(field.default_text) + '`';
    return fmt::format("| `{}` | {} | {} | {} |\n", field.key, in_cell(field.type), otherwise,
                       in_cell(field.help));
}

/// With a table of its keys.
std::string in_markdown(const Declaration& topic) {
    std::string out = fmt::format("\n### {}\n\n{}\n", topic.name, topic.help);
    if (!topic.fields.empty()) {
        out += "\n| key | value | default | what it says |\n|---|---|---|---|\n";
        for (const FieldInfo& field : topic.fields) out += row_of(field);
    }
    if (!topic.shorthand.empty()) {
        out += fmt::format("\nShort form: `{}: VALUE` sets `{}`.\n", topic.name, topic.shorthand);
    }
    if (!topic.needs.empty()) {
        out += fmt::format("\nNeeds: {}.\n", fmt::join(topic.needs, ", "));
    }
    if (!topic.wants.empty()) {
        out +=
            fmt::format("\nIts devices are played by who has: {}.\n", fmt::join(topic.wants, ", "));
    }
    if (!topic.details.empty()) out += fmt::format("\n```text\n{}```\n", topic.details);
    if (!topic.example.empty()) out += fmt::format("\n```yaml\n{}\n```\n", topic.example);
    return out;
}

/// Kinds without keys fit into a list.
std::string in_markdown(const Group& group) {
    std::string name = group.plural.empty() ? group.kind + 's' : group.plural;
    name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
    std::string out = fmt::format("\n## {}\n", name);
    const bool bare = std::all_of(group.topics.begin(), group.topics.end(), [](const auto& topic) {
        return topic.fields.empty() && topic.details.empty() && topic.example.empty();
    });
    if (bare) out += '\n';
    for (const Declaration& topic : group.topics) {
        out += bare ? fmt::format("- `{}`: {}\n", topic.name, topic.help) : in_markdown(topic);
    }
    return out;
}

}  // namespace

std::string reference(const Kinds& kinds) {
    std::string out =
        "# What can stand in a scenario\n\n"
        "Made by `breakwire explain --all` from the declarations that read scenarios; a test keeps "
        "it in step.\n";
    for (const Group& group : groups(kinds)) out += in_markdown(group);
    return out;
}

std::vector<Declaration> topics(const Kinds& kinds) {
    std::vector<Declaration> all;
    for (Group& group : groups(kinds)) {
        std::move(group.topics.begin(), group.topics.end(), std::back_inserter(all));
    }
    return all;
}

std::string explain(const std::string& topic, const Kinds& kinds) {
    const std::vector<Group> all = groups(kinds);
    if (topic.empty()) return overview(all);
    std::string out;
    std::vector<std::string> known;
    for (const Group& group : all) {
        for (const Declaration& declared : group.topics) {
            known.push_back(declared.name);
            if (declared.name != topic) continue;
            out += fmt::format("{}{} {}", out.empty() ? "" : "\n", group.kind, declared.explain());
        }
    }
    if (out.empty()) {
        throw ConfigError("unknown topic '" + topic + "'" + suggestion(topic, known));
    }
    return out;
}

}  // namespace breakwire::scenarios
