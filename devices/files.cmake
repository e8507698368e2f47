set(devices_sources
    boards/action_run.cpp boards/action_runner.cpp boards/board.cpp boards/board_client.cpp
    boards/board_ethernet.cpp boards/board_lines.cpp boards/board_settings.cpp boards/board_stack.cpp
    boards/connect_finder.cpp boards/console.cpp
    boards/errands.cpp boards/hand.cpp boards/host_port.cpp boards/line.cpp boards/line_core.cpp
    boards/line_log.cpp boards/line_pattern.cpp boards/line_settings.cpp boards/mqtt_bridge.cpp
    boards/octet_faults.cpp boards/paced_octets.cpp boards/power_action.cpp boards/qmp.cpp boards/qmp_command.cpp boards/slip_line.cpp
    boards/vigil.cpp
    boards/wires/channel_wire.cpp boards/wires/connect_attempt.cpp
    boards/wires/connecting_wire.cpp boards/wires/listening_wire.cpp boards/wires/make_wire.cpp
    boards/wires/marked_octets.cpp boards/wires/octet_channel.cpp boards/wires/pty_wire.cpp
    boards/wires/rfc2217_wire.cpp boards/wires/serial_wire.cpp boards/wires/telnet_com_port.cpp
    boards/wires/terminal_speed.cpp client_settings.cpp device.cpp device_settings.cpp
    fleet_settings.cpp
    models/actuator.cpp models/actuator_module.cpp models/battery.cpp models/builtin.cpp
    models/first_order.cpp models/gateway.cpp models/gateway_at_work.cpp models/numbers.cpp
    models/payloads/binary_payload.cpp models/payloads/json_payload.cpp
    models/payloads/measurement.cpp models/payloads/payload.cpp models/payloads/text_template.cpp
    models/publication.cpp models/sensor.cpp models/sleep_cycle.cpp models/waveforms/builtin.cpp
    models/waveforms/counter.cpp models/waveforms/csv.cpp models/waveforms/limited.cpp
    models/waveforms/random_walk.cpp models/waveforms/waveform.cpp processes/led_program_host.cpp
    processes/program.cpp processes/program_client.cpp processes/wall_program_host.cpp
    processes/wire_watch.cpp reconnect.cpp stacks/builtin.cpp stacks/connect_packet.cpp
    stacks/descriptor_table.cpp stacks/imports.cpp stacks/keep_alive.cpp stacks/libmosquitto.cpp
    stacks/libmosquitto_client.cpp stacks/mosquitto_call.cpp stacks/mosquitto_library.cpp
    stacks/outbox.cpp stacks/packet.cpp stacks/packet_client.cpp stacks/packet_line.cpp
    stacks/paho.cpp stacks/paho_client.cpp stacks/paho_library.cpp stacks/session.cpp
    stacks/virtual_socket.cpp stacks/watched_dialer.cpp)
set(devices_headers
    boards/action_run.hpp boards/action_runner.hpp boards/board.hpp boards/board_client.hpp
    boards/board_ethernet.hpp boards/board_lines.hpp boards/board_settings.hpp boards/board_stack.hpp boards/connect_finder.hpp
    boards/connection_end.hpp boards/console.hpp boards/errands.hpp boards/hand.hpp
    boards/host_port.hpp boards/line.hpp boards/line_core.hpp boards/line_log.hpp
    boards/line_pattern.hpp boards/line_settings.hpp boards/mqtt_bridge.hpp
    boards/octet_faults.hpp boards/paced_octets.hpp boards/power_action.hpp boards/qmp.hpp boards/qmp_command.hpp boards/slip_line.hpp
    boards/vigil.hpp boards/wire.hpp boards/wires/channel_wire.hpp boards/wires/connect_attempt.hpp
    boards/wires/connecting_wire.hpp boards/wires/listening_wire.hpp
    boards/wires/marked_octets.hpp boards/wires/octet_channel.hpp boards/wires/pty_wire.hpp
    boards/wires/rfc2217_wire.hpp boards/wires/serial_wire.hpp boards/wires/telnet_com_port.hpp
    boards/wires/terminal_speed.hpp client.hpp client_settings.hpp device.hpp device_settings.hpp
    fleet_settings.hpp
    models/actuator.hpp models/actuator_module.hpp models/battery.hpp models/first_order.hpp
    models/gateway.hpp models/gateway_at_work.hpp models/model.hpp models/numbers.hpp
    models/observer.hpp models/payloads/binary_payload.hpp models/payloads/json_payload.hpp
    models/payloads/measurement.hpp models/payloads/payload.hpp models/payloads/plain_payloads.hpp
    models/payloads/text_template.hpp models/publication.hpp models/reboot_command.hpp
    models/sensor.hpp models/sleep_cycle.hpp models/waveforms/constant.hpp
    models/waveforms/counter.hpp models/waveforms/csv.hpp models/waveforms/limited.hpp
    models/waveforms/noise.hpp models/waveforms/ramp.hpp models/waveforms/random_walk.hpp
    models/waveforms/sine.hpp models/waveforms/spikes.hpp models/waveforms/square.hpp
    models/waveforms/step.hpp models/waveforms/sum.hpp models/waveforms/triangle.hpp
    models/waveforms/waveform.hpp processes/led_program_host.hpp processes/program.hpp
    processes/program_client.hpp processes/program_host.hpp processes/wall_program_host.hpp
    processes/wire_watch.hpp reconnect.hpp stacks/connect_packet.hpp stacks/descriptor_table.hpp
    stacks/imports.hpp stacks/keep_alive.hpp stacks/libmosquitto.hpp
    stacks/libmosquitto_client.hpp stacks/mosquitto_call.hpp stacks/mosquitto_library.hpp
    stacks/outbox.hpp stacks/packet.hpp stacks/packet_client.hpp stacks/packet_line.hpp
    stacks/paho.hpp stacks/paho_client.hpp stacks/paho_library.hpp stacks/reasons.hpp
    stacks/session.hpp stacks/stack.hpp stacks/virtual_socket.hpp stacks/watched_dialer.hpp
    world.hpp)
set(devices_tests
    boards/action_runner_test.cpp boards/connect_finder_test.cpp boards/console_test.cpp
    boards/errands_test.cpp boards/hand_test.cpp boards/line_parts_test.cpp
    boards/line_settings_test.cpp boards/line_test.cpp boards/mqtt_bridge_test.cpp
    boards/qmp_test.cpp boards/qmp_command_test.cpp boards/slip_line_test.cpp boards/vigil_test.cpp boards/wires/rfc2217_wire_test.cpp boards/wires/wire_formats_test.cpp
    device_settings_test.cpp device_test.cpp fleet_settings_test.cpp models/actuator_test.cpp models/first_order_test.cpp
    models/gateway_test.cpp models/payloads/payload_test.cpp models/sensor_test.cpp
    models/waveforms/csv_test.cpp models/waveforms/waveform_test.cpp reconnect_test.cpp
    stacks/imports_test.cpp stacks/keep_alive_test.cpp stacks/libmosquitto_client_test.cpp
    stacks/libmosquitto_virtual_time_test.cpp stacks/packet_client_test.cpp
    stacks/paho_client_test.cpp stacks/session_test.cpp stacks/virtual_socket_test.cpp)
