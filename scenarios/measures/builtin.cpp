#include "scenarios/measures/count.hpp"
#include "scenarios/measures/delay.hpp"
#include "scenarios/measures/duplicates.hpp"
#include "scenarios/measures/happens.hpp"
#include "scenarios/measures/lost.hpp"
#include "scenarios/measures/octets.hpp"
#include "scenarios/measures/packets.hpp"
#include "scenarios/measures/reconnects.hpp"
#include "scenarios/measures/time_between.hpp"

namespace breakwire::scenarios {

void add_builtin_measures(Catalog<Measure>& measures) {
    measures.add<Count>();
    measures.add<Delay>();
    measures.add<Duplicates>();
    measures.add<Happens>();
    measures.add<Lost>();
    measures.add<Octets>();
    measures.add<Packets>();
    measures.add<Reconnects>();
    measures.add<TimeBetween>();
}

const Catalog<Measure>& builtin_measures() {
    static const Catalog<Measure> measures = [] {
        Catalog<Measure> made("measure");
        add_builtin_measures(made);
        return made;
    }();
    return measures;
}

}  // namespace breakwire::scenarios
