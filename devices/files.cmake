set(devices_sources
    client_settings.cpp device.cpp device_settings.cpp reconnect.cpp
    models/actuator.cpp models/actuator_module.cpp models/battery.cpp models/builtin.cpp
    models/first_order.cpp models/numbers.cpp models/publication.cpp models/sensor.cpp
    models/sleep_cycle.cpp
    models/waveforms/builtin.cpp models/waveforms/csv.cpp models/waveforms/random_walk.cpp
    models/waveforms/waveform.cpp
    stacks/builtin.cpp stacks/chores.cpp stacks/connect_packet.cpp stacks/gateway.cpp
    stacks/imports.cpp
    stacks/libmosquitto.cpp stacks/libmosquitto_client.cpp stacks/loopback.cpp
    stacks/mosquitto_library.cpp stacks/outbox.cpp stacks/packet.cpp stacks/packet_client.cpp
    stacks/packet_line.cpp stacks/readiness.cpp stacks/session.cpp stacks/tunnel.cpp)
set(devices_headers
    client.hpp client_settings.hpp device.hpp device_settings.hpp reconnect.hpp world.hpp
    models/actuator.hpp models/actuator_module.hpp models/battery.hpp models/first_order.hpp
    models/model.hpp models/numbers.hpp models/observer.hpp models/publication.hpp
    models/sensor.hpp models/sleep_cycle.hpp
    models/waveforms/constant.hpp models/waveforms/csv.hpp models/waveforms/ramp.hpp
    models/waveforms/random_walk.hpp models/waveforms/sine.hpp models/waveforms/step.hpp
    models/waveforms/waveform.hpp
    stacks/chores.hpp stacks/connect_packet.hpp stacks/descriptor.hpp stacks/gateway.hpp
    stacks/imports.hpp
    stacks/libmosquitto.hpp stacks/libmosquitto_client.hpp stacks/loopback.hpp
    stacks/mosquitto_library.hpp stacks/outbox.hpp stacks/packet.hpp stacks/packet_client.hpp
    stacks/packet_line.hpp stacks/readiness.hpp stacks/reasons.hpp stacks/session.hpp
    stacks/stack.hpp stacks/tunnel.hpp)
set(devices_tests
    device_settings_test.cpp device_test.cpp reconnect_test.cpp
    models/actuator_test.cpp models/first_order_test.cpp models/sensor_test.cpp
    models/waveforms/csv_test.cpp models/waveforms/waveform_test.cpp
    stacks/chores_test.cpp stacks/imports_test.cpp stacks/libmosquitto_client_test.cpp stacks/packet_client_test.cpp stacks/session_test.cpp)
