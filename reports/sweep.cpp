#include "reports/sweep.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <tuple>

#include "sim/base/units.hpp"

namespace breakwire::reports {

namespace {

using nlohmann::json;

struct Samples {
    SweepPoint point;
    std::vector<double> values;
};

bool proves_something(const CaseResult& result) {
    return result.verdict == Verdict::passed || result.verdict == Verdict::known ||
           result.verdict == Verdict::failed;
}

/// Collects samples in the order in which their points are first seen.
class Collection {
public:
    void add(const CaseResult& result) {
        if (result.measures.empty() || !proves_something(result)) return;
        add(result, {"passed", "yes", result.verdict == Verdict::failed ? 0.0 : 1.0});
        for (const Measured& each : result.measures) add(result, each);
    }
    std::vector<Samples> take() { return std::move(all_); }

private:
    using Key =
        std::tuple<std::string, std::string, std::map<std::string, std::string>, std::string>;

    void add(const CaseResult& result, const Measured& measured) {
        const std::string scenario = result.id.substr(0, result.id.find('['));
        const auto& parameters = result.recipe.parameters;
        const auto [known, fresh] =
            places_.try_emplace(Key{scenario, result.mqtt, parameters, measured.name}, all_.size());
        if (fresh) {
            all_.push_back({{scenario, result.mqtt, parameters, measured.name, measured.unit}, {}});
        }
        Samples& samples = all_[known->second];
        ++samples.point.runs;
        if (measured.value) samples.values.push_back(*measured.value);
    }

    std::vector<Samples> all_;
    std::map<Key, std::size_t> places_;
};

double median_of(std::vector<double>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

SweepPoint summed_up(Samples samples) {
    SweepPoint point = std::move(samples.point);
    std::vector<double>& values = samples.values;
    point.n = values.size();
    if (values.empty()) return point;
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    point.mean = sum / static_cast<double>(values.size());
    const auto hits = std::count(values.begin(), values.end(), 1.0);
    point.interval = point.unit == "yes"
                         ? interval_of_share(static_cast<std::size_t>(hits), values.size())
                         : interval_of_mean(values);
    point.median = median_of(values);
    return point;
}

/// As people count: 5% before 10%.
bool before(const std::string& a, const std::string& b) {
    const auto left = number_in(a);
    const auto right = number_in(b);
    return left && right ? *left < *right : a < b;
}

/// By scenario and version, then by the values of parameters, the first name first.
bool comes_first(const SweepPoint& a, const SweepPoint& b) {
    if (std::tie(a.scenario, a.mqtt) != std::tie(b.scenario, b.mqtt)) {
        return std::tie(a.scenario, a.mqtt) < std::tie(b.scenario, b.mqtt);
    }
    return std::lexicographical_compare(
        a.parameters.begin(), a.parameters.end(), b.parameters.begin(), b.parameters.end(),
        [](const auto& one, const auto& other) { return before(one.second, other.second); });
}

}  // namespace

std::vector<SweepPoint> sweep_points(const std::vector<CaseResult>& cases) {
    Collection collection;
    for (const CaseResult& result : cases) collection.add(result);
    std::vector<SweepPoint> points;
    for (Samples& samples : collection.take()) points.push_back(summed_up(std::move(samples)));
    std::stable_sort(points.begin(), points.end(), comes_first);
    return points;
}

json to_json(const SweepPoint& point) {
    const bool any = point.n > 0;
    return {{"scenario", point.scenario},
            {"mqtt", point.mqtt},
            {"parameters", point.parameters},
            {"measure", point.measure},
            {"unit", point.unit},
            {"runs", point.runs},
            {"n", point.n},
            {"mean", any ? json(point.mean) : json()},
            {"median", any ? json(point.median) : json()},
            {"low", point.interval ? json(point.interval->low) : json()},
            {"high", point.interval ? json(point.interval->high) : json()}};
}

std::optional<double> number_in(const std::string& value) {
    if (const auto duration = parse_duration(value)) {
        return std::chrono::duration<double>(*duration).count();
    }
    if (const auto share = parse_share(value)) return share->percent;
    if (const auto size = parse_size(value)) return static_cast<double>(size->bytes);
    if (const auto rate = parse_rate(value)) return static_cast<double>(rate->bits_per_second);
    double number = 0;
    const char* end = value.data() + value.size();
    const auto [stop, problem] = std::from_chars(value.data(), end, number);
    if (problem != std::errc() || stop != end) return std::nullopt;
    return number;
}

}  // namespace breakwire::reports
