set(wiring_sources)
set(wiring_headers)
set(wiring_tests)
