#include "harness/metrics/case_figures.hpp"

namespace breakwire::harness {

namespace {

template <class Array>
void add(Array& sum, const Array& more) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += more[i];
}

}  // namespace

void CaseFigures::add_counters(const CaseFigures& other) {
    connects += other.connects;
    disconnects += other.disconnects;
    add(up, other.up);
    add(down, other.down);
    add(acknowledged_within, other.acknowledged_within);
    acknowledged += other.acknowledged;
    acknowledge_sum += other.acknowledge_sum;
    simulated += other.simulated;
}

nlohmann::json to_json(const CaseFigures& figures) {
    return {{"devices", figures.devices},
            {"connected", figures.connected},
            {"connects", figures.connects},
            {"disconnects", figures.disconnects},
            {"up", figures.up},
            {"down", figures.down},
            {"acknowledged_within", figures.acknowledged_within},
            {"acknowledged", figures.acknowledged},
            {"acknowledge_sum", figures.acknowledge_sum.count()},
            {"simulated", figures.simulated.count()}};
}

CaseFigures case_figures_from_json(const nlohmann::json& json) {
    CaseFigures figures;
    json.at("devices").get_to(figures.devices);
    json.at("connected").get_to(figures.connected);
    json.at("connects").get_to(figures.connects);
    json.at("disconnects").get_to(figures.disconnects);
    json.at("up").get_to(figures.up);
    json.at("down").get_to(figures.down);
    json.at("acknowledged_within").get_to(figures.acknowledged_within);
    json.at("acknowledged").get_to(figures.acknowledged);
    figures.acknowledge_sum = Duration(json.at("acknowledge_sum").get<Duration::rep>());
    figures.simulated = Duration(json.at("simulated").get<Duration::rep>());
    return figures;
}

}  // namespace breakwire::harness
