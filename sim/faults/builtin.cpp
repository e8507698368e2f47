#include "sim/faults/builtin.hpp"

#include "sim/faults/blackhole.hpp"
#include "sim/faults/brownout.hpp"
#include "sim/faults/clock_jump.hpp"
#include "sim/faults/delay.hpp"
#include "sim/faults/disk_full.hpp"
#include "sim/faults/fd_exhaustion.hpp"
#include "sim/faults/fin.hpp"
#include "sim/faults/half_open.hpp"
#include "sim/faults/io_error.hpp"
#include "sim/faults/kill.hpp"
#include "sim/faults/link_down.hpp"
#include "sim/faults/packet_cut.hpp"
#include "sim/faults/packet_delay.hpp"
#include "sim/faults/packet_drop.hpp"
#include "sim/faults/packet_duplicate.hpp"
#include "sim/faults/packet_inject.hpp"
#include "sim/faults/packet_rewrite.hpp"
#include "sim/faults/partition.hpp"
#include "sim/faults/pause.hpp"
#include "sim/faults/rate.hpp"
#include "sim/faults/restart.hpp"
#include "sim/faults/rst.hpp"
#include "sim/faults/terminate.hpp"

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

    faults.add<Kill>();
    faults.add<Terminate>();
    faults.add<Restart>();
    faults.add<Pause>();
    faults.add<ClockJump>();
    faults.add<FdExhaustion>();
    faults.add<DiskFull>();
    faults.add<IoError>();
    faults.add<Brownout>();
}

}  // namespace breakwire::sim
