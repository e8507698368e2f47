set(devices_sources)
set(devices_headers
    client.hpp client_settings.hpp connect_window.hpp device.hpp device_settings.hpp
    models/model.hpp reconnect.hpp stacks/stack.hpp world.hpp)
set(devices_tests)
