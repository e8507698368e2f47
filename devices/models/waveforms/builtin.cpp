#include "devices/models/waveforms/constant.hpp"
#include "devices/models/waveforms/csv.hpp"
#include "devices/models/waveforms/ramp.hpp"
#include "devices/models/waveforms/random_walk.hpp"
#include "devices/models/waveforms/sine.hpp"
#include "devices/models/waveforms/step.hpp"

namespace breakwire::devices {

const Catalog<Waveform>& waveforms() {
    static const Catalog<Waveform> table = [] {
        Catalog<Waveform> all("waveform");
        all.add<Constant>();
        all.add<Csv>();
        all.add<Ramp>();
        all.add<RandomWalk>();
        all.add<Sine>();
        all.add<Step>();
        return all;
    }();
    return table;
}

}  // namespace breakwire::devices
