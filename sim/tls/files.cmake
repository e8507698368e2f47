set(tls_sources
    tls/certificates.cpp tls/repeatable_randomness.cpp tls/tls_engine.cpp tls/value_types.cpp)
set(tls_headers
    tls/certificates.hpp tls/repeatable_randomness.hpp tls/tls_engine.hpp tls/value_types.hpp
    tls/words.hpp)
set(tls_tests tls/certificates_test.cpp tls/tls_engine_test.cpp)
