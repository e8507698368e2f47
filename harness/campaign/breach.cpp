#include "harness/campaign/breach.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>

namespace breakwire::harness {

namespace {

using reports::Finding;

/// Without what stands around it in a sentence.
std::string bare(const std::string& word) {
    static constexpr const char* around = "-,;:.()'";
    const std::size_t begin = word.find_first_not_of(around);
    if (begin == std::string::npos) return "";
    return word.substr(begin, word.find_last_not_of(around) + 1 - begin);
}

/// Whether a word is the same whatever the case: letters, and nobody's name.
bool is_general(const std::string& word, const std::set<std::string>& devices) {
    const std::string text = bare(word);
    return !devices.contains(text) && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalpha(c) != 0 || c == '-';
    });
}

std::string without_quotes(const std::string& text) {
    std::string out;
    bool inside = false;
    for (const char c : text) {
        if (c == '"') inside = !inside;
        if (!inside && c != '"') out += c;
    }
    return out;
}

std::string general_words(const std::string& text, const std::set<std::string>& devices) {
    std::istringstream words(without_quotes(text));
    std::string out;
    for (std::string word; words >> word;) {
        if (is_general(word, devices)) out += (out.empty() ? "" : " ") + word;
    }
    return out;
}

}  // namespace

std::vector<Breach> breaches_of(const reports::CaseResult& result,
                                const std::set<std::string>& devices) {
    std::vector<Breach> all;
    if (result.verdict == reports::Verdict::error) {
        return {{"crash", general_words(result.reason, devices)}};
    }
    for (const Finding& finding : result.findings) {
        if (finding.held || finding.kind == Finding::Kind::fault) continue;
        const bool law = finding.kind == Finding::Kind::law;
        const bool step = finding.kind == Finding::Kind::expectation;
        Breach one{step ? Breach::expectation : finding.id,
                   general_words(law ? finding.seen : finding.expected, devices)};
        if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(std::move(one));
    }
    return all;
}

std::set<std::string> device_names(const scenarios::Scenario& scenario) {
    std::set<std::string> names;
    for (const scenarios::DeviceSection& device : scenario.devices) names.insert(device.name);
    return names;
}

std::vector<Breach> unknown_breaches(reports::CaseResult result,
                                     const scenarios::Scenario& scenario, const Deviations& known) {
    std::erase_if(result.findings, [&](const Finding& finding) {
        return !finding.held && known.knows(result, finding);
    });
    return breaches_of(result, device_names(scenario));
}

}  // namespace breakwire::harness
