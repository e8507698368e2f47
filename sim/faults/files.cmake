set(faults_sources
    faults/address_change.cpp faults/bad_spells.cpp faults/builtin.cpp faults/correlated_luck.cpp
    faults/duty_cycle.cpp faults/fault_board.cpp faults/flap.cpp faults/impairments.cpp
    faults/link_presets.cpp faults/link_settings.cpp faults/loss_model.cpp faults/nat_timeout.cpp
    faults/packet_criteria.cpp faults/packet_duplicate.cpp faults/packet_edits.cpp
    faults/packet_form.cpp faults/packet_inject.cpp faults/packet_malform.cpp
    faults/packet_match.cpp faults/packet_parts.cpp faults/packet_rewrite.cpp
    faults/packet_twists.cpp faults/property_test.cpp faults/quantiles.cpp faults/radio_sleep.cpp
    faults/segment.cpp faults/spread.cpp faults/swizzle_clog.cpp)
set(faults_headers
    faults/accept_delay.hpp faults/address_change.hpp faults/bad_spells.hpp faults/bad_state.hpp
    faults/blackhole.hpp faults/brownout.hpp faults/builtin.hpp faults/chance.hpp
    faults/clock_jump.hpp faults/clog.hpp faults/conn_refused.hpp faults/connection_facts.hpp
    faults/correlated_luck.hpp faults/corrupt.hpp faults/cut_at_byte.hpp faults/delay.hpp
    faults/device_facts.hpp faults/device_fault.hpp faults/disk_full.hpp faults/dns_nxdomain.hpp
    faults/dns_servfail.hpp faults/dns_timeout.hpp faults/dns_wrong_address.hpp
    faults/duplicate.hpp faults/duty_cycle.hpp faults/fault.hpp faults/fault_board.hpp
    faults/fd_exhaustion.hpp faults/fin.hpp faults/flap.hpp faults/half_close.hpp
    faults/half_open.hpp faults/hold.hpp faults/impairments.hpp faults/in_flight.hpp
    faults/io_error.hpp faults/jitter.hpp faults/kill.hpp faults/line_baud.hpp faults/line_break.hpp
    faults/line_drop.hpp faults/line_fault.hpp faults/line_noise.hpp faults/line_pace.hpp
    faults/line_port.hpp faults/link_down.hpp
    faults/link_presets.hpp faults/link_settings.hpp faults/lookup_in_flight.hpp faults/loss.hpp
    faults/loss_model.hpp faults/mtu.hpp faults/name_fault.hpp faults/nat_timeout.hpp
    faults/packet_criteria.hpp faults/packet_cut.hpp faults/packet_delay.hpp
    faults/packet_drop.hpp faults/packet_duplicate.hpp faults/packet_edits.hpp
    faults/packet_fault.hpp faults/packet_form.hpp faults/packet_hold.hpp
    faults/packet_hold_until.hpp faults/packet_inject.hpp faults/packet_malform.hpp
    faults/packet_match.hpp faults/packet_parts.hpp faults/packet_replay_later.hpp
    faults/packet_rewrite.hpp faults/packet_swap.hpp faults/packet_twists.hpp faults/partition.hpp
    faults/pause.hpp faults/power_cut.hpp faults/process_fault.hpp faults/process_port.hpp faults/property_test.hpp
    faults/quantiles.hpp faults/queue_limit.hpp faults/queue_room.hpp faults/radio_sleep.hpp
    faults/rate.hpp faults/reorder.hpp faults/reordering.hpp faults/reset.hpp faults/restart.hpp faults/rst.hpp
    faults/segment.hpp faults/segment_fault.hpp faults/slow_close.hpp faults/spread.hpp
    faults/swizzle_clog.hpp faults/syn_drop.hpp faults/terminate.hpp faults/timed_fault.hpp
    faults/tls_alert.hpp faults/tls_bad_certificate.hpp faults/tls_fault.hpp
    faults/tls_handshake_cut.hpp faults/tls_handshake_timeout.hpp faults/tls_in_flight.hpp
    faults/tls_truncation.hpp faults/tls_version.hpp faults/unplug.hpp
    faults/value_types.hpp faults/zero_window.hpp)
set(faults_tests
    faults/availability_faults_test.cpp faults/bad_spells_test.cpp
    faults/connection_faults_test.cpp faults/fault_bench.cpp faults/fault_board_test.cpp faults/line_faults_test.cpp
    faults/link_faults_test.cpp faults/link_settings_test.cpp faults/loss_model_test.cpp
    faults/name_faults_test.cpp faults/packet_faults_test.cpp faults/packet_form_test.cpp
    faults/packet_malform_test.cpp faults/packet_match_test.cpp faults/packet_order_test.cpp
    faults/packet_twists_test.cpp faults/process_faults_test.cpp faults/segment_faults_test.cpp
    faults/spread_test.cpp faults/tls_faults_test.cpp)
