set(brokers_sources)
set(brokers_headers)
set(brokers_tests)
