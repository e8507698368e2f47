#include "devices/models/waveforms/constant.hpp"
#include "devices/models/waveforms/counter.hpp"
#include "devices/models/waveforms/csv.hpp"
#include "devices/models/waveforms/limited.hpp"
#include "devices/models/waveforms/noise.hpp"
#include "devices/models/waveforms/ramp.hpp"
#include "devices/models/waveforms/random_walk.hpp"
#include "devices/models/waveforms/sine.hpp"
#include "devices/models/waveforms/spikes.hpp"
#include "devices/models/waveforms/square.hpp"
#include "devices/models/waveforms/step.hpp"
#include "devices/models/waveforms/sum.hpp"
#include "devices/models/waveforms/triangle.hpp"

namespace breakwire::devices {

const Catalog<Waveform>& waveforms() {
    static const Catalog<Waveform> table = [] {
        Catalog<Waveform> all("waveform");
        all.add<Constant>();
        all.add<Counter>();
        all.add<Csv>();
        all.add<Limited>();
        all.add<Noise>();
        all.add<Ramp>();
        all.add<RandomWalk>();
        all.add<Sine>();
        all.add<Spikes>();
        all.add<Square>();
        all.add<Step>();
        all.add<Sum>();
        all.add<Triangle>();
        return all;
    }();
    return table;
}

}  // namespace breakwire::devices
