#include "harness/cli/deviations.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>

#include "harness/brokers/text_file.hpp"
#include "harness/cli/glob.hpp"
#include "scenarios/language/yaml_node.hpp"

namespace breakwire::harness {
namespace {

using reports::Verdict;

bool mentions(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// "will/order[5.0]" of "will/order[5.0,keep_alive=10s]": one story in one version, whatever its
/// parameters.
std::string without_parameters(const std::string& id) {
    const std::size_t comma = id.find(',', std::min(id.find('['), id.size()));
    return comma == std::string::npos ? id : id.substr(0, comma) + ']';
}

/// The list itself, or nullptr after a mistake.
const Node* list_in(const Node& document, Mistakes& mistakes) {
    const Node* list = document.is_mapping() ? document.find("deviations") : &document;
    if (list != nullptr && list->is_sequence()) return list;
    expected(list != nullptr ? *list : document, mistakes,
             "a list of deviations, each with case, finding and reason");
    return nullptr;
}

std::vector<Deviation> read_list(const Node& list, Mistakes& mistakes) {
    std::vector<Deviation> known;
    for (const Node& item : list.items) {
        Deviation deviation;
        deviation.at = item.at;
        if (Deviation::fields().read(deviation, item, mistakes)) known.push_back(deviation);
    }
    return known;
}

}  // namespace

Fields<Deviation> Deviation::fields() {
    return Fields<Deviation>("deviation", "a way in which a broker is known to break the standard")
        .required("case", &Deviation::case_id, "id of the case, with * and ?")
        .required("finding", &Deviation::finding,
                  "part of the id or of the text of the expectation or law that is broken")
        .required("reason", &Deviation::reason, "why that is so")
        .optional("link", &Deviation::link, "where it is told at length")
        .optional("broker", &Deviation::broker, "name and version of the broker, with * and ?")
        .optional("by_luck", &Deviation::by_luck,
                  "whether it takes luck: it is not missed where it does not happen");
}

bool Deviation::concerns(const reports::CaseResult& result) const {
    // A repetition is the same case: "will/after_rst[5.0]#2".
    const std::string id = result.id.substr(0, result.id.find('#'));
    const bool its = matches_glob(id, case_id) || matches_glob(without_parameters(id), case_id);
    return its && matches_glob(result.broker, broker);
}

bool Deviation::explains(const reports::Finding& broken) const {
    return mentions(broken.id, finding) || mentions(broken.expected, finding) ||
           mentions(broken.seen, finding);
}

bool Deviation::put_to_the_test(const reports::CaseResult& result) const {
    const auto law = std::find_if(result.laws.begin(), result.laws.end(),
                                  [&](const auto& each) { return each.id == finding; });
    return law == result.laws.end() || law->held + law->violated > 0;
}

Deviations::Deviations(std::vector<Deviation> known) {
    for (Deviation& deviation : known) entries_.push_back({std::move(deviation)});
}

void Deviations::add(Deviations others) {
    std::move(others.entries_.begin(), others.entries_.end(), std::back_inserter(entries_));
}

void Deviations::judge(reports::CaseResult& result) {
    if (result.verdict != Verdict::passed && result.verdict != Verdict::failed) return;
    bool all_explained = result.verdict == Verdict::failed;
    std::vector<Entry*> concerned;
    for (Entry& entry : entries_) {
        if (entry.deviation.concerns(result)) concerned.push_back(&entry);
    }
    for (Entry* entry : concerned) {
        entry->had_its_case = entry->had_its_case || entry->deviation.put_to_the_test(result);
    }
    std::string reasons;
    for (const reports::Finding& finding : result.findings) {
        if (finding.held) continue;
        const auto why = std::find_if(concerned.begin(), concerned.end(), [&](const Entry* entry) {
            return entry->deviation.explains(finding);
        });
        all_explained = all_explained && why != concerned.end();
        if (why == concerned.end()) continue;
        (*why)->happened = true;
        const Deviation& known = (*why)->deviation;
        const std::string reason =
            known.link.empty() ? known.reason : known.reason + " (" + known.link + ')';
        if (!mentions(reasons, reason)) reasons += (reasons.empty() ? "" : "; ") + reason;
    }
    if (!all_explained || reasons.empty()) return;
    result.verdict = Verdict::known;
    result.reason = reasons;
}

bool Deviations::knows(const reports::CaseResult& result, const reports::Finding& broken) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
        return entry.deviation.concerns(result) && entry.deviation.explains(broken);
    });
}

std::vector<std::string> Deviations::outlived(bool everything_ran) const {
    std::vector<std::string> told;
    for (const Entry& entry : entries_) {
        // One about all cases alike may only not have happened in those that were run.
        const bool general = entry.deviation.case_id.starts_with('*');
        const bool may_be_elsewhere = general && !everything_ran;
        const bool missed = entry.had_its_case && !entry.happened && !entry.deviation.by_luck;
        if (!missed || may_be_elsewhere) continue;
        std::ostringstream line;
        line << entry.deviation.at
             << ": this deviation no longer happens: " << entry.deviation.case_id << ": "
             << entry.deviation.finding;
        told.push_back(line.str());
    }
    return told;
}

Deviations load_deviations(const std::filesystem::path& file, Mistakes& mistakes) {
    std::string text;
    try {
        text = read_text(file);
    } catch (const EnvironmentError& problem) {
        mistakes.add({file.string()}, problem.what());
        return {};
    }
    const std::optional<Node> document = scenarios::read_yaml(text, file.string(), mistakes);
    const Node* list = document ? list_in(*document, mistakes) : nullptr;
    return list != nullptr ? Deviations(read_list(*list, mistakes)) : Deviations();
}

}  // namespace breakwire::harness
