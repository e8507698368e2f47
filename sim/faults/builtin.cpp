#include "sim/faults/builtin.hpp"

#include "sim/faults/accept_delay.hpp"
#include "sim/faults/address_change.hpp"
#include "sim/faults/bad_state.hpp"
#include "sim/faults/blackhole.hpp"
#include "sim/faults/brownout.hpp"
#include "sim/faults/clock_jump.hpp"
#include "sim/faults/clog.hpp"
#include "sim/faults/conn_refused.hpp"
#include "sim/faults/corrupt.hpp"
#include "sim/faults/cut_at_byte.hpp"
#include "sim/faults/delay.hpp"
#include "sim/faults/disk_full.hpp"
#include "sim/faults/dns_nxdomain.hpp"
#include "sim/faults/dns_servfail.hpp"
#include "sim/faults/dns_timeout.hpp"
#include "sim/faults/dns_wrong_address.hpp"
#include "sim/faults/duplicate.hpp"
#include "sim/faults/duty_cycle.hpp"
#include "sim/faults/fd_exhaustion.hpp"
#include "sim/faults/fin.hpp"
#include "sim/faults/flap.hpp"
#include "sim/faults/half_close.hpp"
#include "sim/faults/half_open.hpp"
#include "sim/faults/hold.hpp"
#include "sim/faults/io_error.hpp"
#include "sim/faults/jitter.hpp"
#include "sim/faults/kill.hpp"
#include "sim/faults/line_baud.hpp"
#include "sim/faults/line_break.hpp"
#include "sim/faults/line_drop.hpp"
#include "sim/faults/line_noise.hpp"
#include "sim/faults/line_pace.hpp"
#include "sim/faults/link_down.hpp"
#include "sim/faults/loss.hpp"
#include "sim/faults/mtu.hpp"
#include "sim/faults/nat_timeout.hpp"
#include "sim/faults/packet_cut.hpp"
#include "sim/faults/packet_delay.hpp"
#include "sim/faults/packet_drop.hpp"
#include "sim/faults/packet_duplicate.hpp"
#include "sim/faults/packet_hold_until.hpp"
#include "sim/faults/packet_inject.hpp"
#include "sim/faults/packet_malform.hpp"
#include "sim/faults/packet_replay_later.hpp"
#include "sim/faults/packet_rewrite.hpp"
#include "sim/faults/packet_swap.hpp"
#include "sim/faults/partition.hpp"
#include "sim/faults/pause.hpp"
#include "sim/faults/power_cut.hpp"
#include "sim/faults/queue_limit.hpp"
#include "sim/faults/radio_sleep.hpp"
#include "sim/faults/rate.hpp"
#include "sim/faults/reorder.hpp"
#include "sim/faults/reset.hpp"
#include "sim/faults/restart.hpp"
#include "sim/faults/rst.hpp"
#include "sim/faults/segment.hpp"
#include "sim/faults/slow_close.hpp"
#include "sim/faults/swizzle_clog.hpp"
#include "sim/faults/syn_drop.hpp"
#include "sim/faults/terminate.hpp"
#include "sim/faults/tls_alert.hpp"
#include "sim/faults/tls_bad_certificate.hpp"
#include "sim/faults/tls_handshake_cut.hpp"
#include "sim/faults/tls_handshake_timeout.hpp"
#include "sim/faults/tls_truncation.hpp"
#include "sim/faults/tls_version.hpp"
#include "sim/faults/unplug.hpp"
#include "sim/faults/zero_window.hpp"

namespace breakwire::sim {

namespace {

void add_connection_faults(Catalog<Fault>& faults) {
    faults.add<Rst>();
    faults.add<Fin>();
    faults.add<HalfOpen>();
    faults.add<HalfClose>();
    faults.add<SynDrop>();
    faults.add<ConnRefused>();
    faults.add<AcceptDelay>();
    faults.add<ZeroWindow>();
    faults.add<SlowClose>();
    faults.add<CutAtByte>();
    faults.add<Segment>();
}

void add_availability_faults(Catalog<Fault>& faults) {
    faults.add<LinkDown>();
    faults.add<Partition>();
    faults.add<Blackhole>();
    faults.add<Hold>();
    faults.add<Flap>();
    faults.add<Clog>();
    faults.add<SwizzleClog>();
    faults.add<NatTimeout>();
    faults.add<AddressChange>();
    faults.add<RadioSleep>();
    faults.add<DutyCycle>();
}

void add_link_faults(Catalog<Fault>& faults) {
    faults.add<Delay>();
    faults.add<Jitter>();
    faults.add<Rate>();
    faults.add<QueueLimit>();
    faults.add<Loss>();
    faults.add<BadState>();
    faults.add<Duplicate>();
    faults.add<Reorder>();
    faults.add<Corrupt>();
    faults.add<Mtu>();
}

void add_tls_and_dns_faults(Catalog<Fault>& faults) {
    faults.add<TlsHandshakeTimeout>();
    faults.add<TlsHandshakeCut>();
    faults.add<TlsBadCertificate>();
    faults.add<TlsOnlyVersion>();
    faults.add<TlsAlert>();
    faults.add<TlsTruncation>();

    faults.add<DnsNxdomain>();
    faults.add<DnsServfail>();
    faults.add<DnsTimeout>();
    faults.add<DnsWrongAddress>();
}

void add_packet_faults(Catalog<Fault>& faults) {
    faults.add<PacketCut>();
    faults.add<PacketDrop>();
    faults.add<PacketDuplicate>();
    faults.add<PacketDelay>();
    faults.add<PacketRewrite>();
    faults.add<PacketInject>();
    faults.add<PacketHoldUntil>();
    faults.add<PacketMalform>();
    faults.add<PacketReplayLater>();
    faults.add<PacketSwap>();
}

void add_process_faults(Catalog<Fault>& faults) {
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

void add_board_faults(Catalog<Fault>& faults) {
    faults.add<PowerCut>();
    faults.add<Reset>();
    faults.add<LineNoise>();
    faults.add<LineDrop>();
    faults.add<LinePace>();
    faults.add<LineBaud>();
    faults.add<LineBreak>();
    faults.add<Unplug>();
}

}  // namespace

void add_builtin_faults(Catalog<Fault>& faults) {
    add_connection_faults(faults);
    add_availability_faults(faults);
    add_link_faults(faults);
    add_tls_and_dns_faults(faults);
    add_packet_faults(faults);
    add_process_faults(faults);
    add_board_faults(faults);
}

}  // namespace breakwire::sim
