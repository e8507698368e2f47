set(devices_sources)
set(devices_headers client.hpp client_settings.hpp)
set(devices_tests)
