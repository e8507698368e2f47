set(faults_sources faults/fault_board.cpp faults/link_settings.cpp)
set(faults_headers
    faults/builtin.hpp faults/fault.hpp faults/fault_board.hpp faults/in_flight.hpp
    faults/link_settings.hpp)
set(faults_tests)
