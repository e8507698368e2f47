set(faults_sources faults/link_settings.cpp)
set(faults_headers faults/builtin.hpp faults/fault.hpp faults/in_flight.hpp faults/link_settings.hpp)
set(faults_tests)
