#include "sim/faults/builtin.hpp"

#include "sim/faults/blackhole.hpp"
#include "sim/faults/delay.hpp"
#include "sim/faults/fin.hpp"
#include "sim/faults/half_open.hpp"
#include "sim/faults/link_down.hpp"
#include "sim/faults/packet_cut.hpp"
#include "sim/faults/packet_delay.hpp"
#include "sim/faults/packet_drop.hpp"
#include "sim/faults/packet_duplicate.hpp"
#include "sim/faults/packet_inject.hpp"
#include "sim/faults/packet_rewrite.hpp"
#include "sim/faults/partition.hpp"
#include "sim/faults/rate.hpp"
#include "sim/faults/rst.hpp"

namespace breakwire::sim {

void add_builtin_faults(Catalog<Fault>& faults) {
    faults.add<Rst>();
    faults.add<Fin>();
    faults.add<HalfOpen>();

    faults.add<LinkDown>();
    faults.add<Partition>();
    faults.add<Blackhole>();

    faults.add<Delay>();
    faults.add<Rate>();

    faults.add<PacketCut>();
    faults.add<PacketDrop>();
    faults.add<PacketDuplicate>();
    faults.add<PacketDelay>();
    faults.add<PacketRewrite>();
    faults.add<PacketInject>();
}

}  // namespace breakwire::sim
