set(faults_sources
    faults/builtin.cpp faults/fault_board.cpp faults/link_settings.cpp faults/packet_edits.cpp
    faults/packet_inject.cpp faults/packet_match.cpp faults/packet_rewrite.cpp)
set(faults_headers
    faults/blackhole.hpp faults/brownout.hpp faults/builtin.hpp faults/clock_jump.hpp
    faults/delay.hpp faults/device_fault.hpp faults/disk_full.hpp faults/fault.hpp
    faults/fault_board.hpp faults/fd_exhaustion.hpp faults/fin.hpp faults/half_open.hpp
    faults/in_flight.hpp faults/io_error.hpp faults/kill.hpp faults/link_down.hpp faults/link_settings.hpp faults/packet_cut.hpp
    faults/packet_delay.hpp faults/packet_drop.hpp faults/packet_duplicate.hpp
    faults/packet_edits.hpp faults/packet_fault.hpp faults/packet_inject.hpp
    faults/packet_match.hpp faults/packet_rewrite.hpp faults/partition.hpp faults/pause.hpp
    faults/process_fault.hpp faults/process_port.hpp faults/rate.hpp faults/restart.hpp
    faults/rst.hpp faults/terminate.hpp faults/value_types.hpp)
set(faults_tests
    faults/connection_faults_test.cpp faults/fault_bench.cpp faults/fault_board_test.cpp
    faults/link_faults_test.cpp faults/packet_faults_test.cpp faults/packet_match_test.cpp
    faults/process_faults_test.cpp)
