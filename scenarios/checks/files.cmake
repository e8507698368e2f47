set(checks_sources
    checks/attempts.cpp checks/boots.cpp checks/builtin.cpp checks/check.cpp
    checks/connect_failed.cpp checks/connect_refused.cpp checks/connected.cpp
    checks/disconnected.cpp checks/prints.cpp checks/puback.cpp checks/receives.cpp
    checks/receives_all.cpp checks/says.cpp checks/sends.cpp checks/session_present.cpp
    checks/suback.cpp checks/unsuback.cpp)
set(checks_headers
    checks/attempts.hpp checks/boots.hpp checks/check.hpp checks/connect_failed.hpp
    checks/connect_refused.hpp checks/connected.hpp checks/disconnected.hpp checks/prints.hpp
    checks/puback.hpp checks/receives.hpp checks/receives_all.hpp checks/says.hpp checks/seen.hpp
    checks/sends.hpp checks/session_present.hpp checks/suback.hpp checks/unsuback.hpp)
set(checks_tests
    checks/check_test.cpp checks/receives_all_test.cpp checks/sends_test.cpp)
