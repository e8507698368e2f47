set(io_sources
    io/bridged_connection.cpp io/broker_bridge.cpp io/child_process.cpp io/control_channel.cpp
    io/device_door.cpp io/door_guest.cpp io/first_words.cpp io/frame_socket.cpp io/front_door.cpp io/jump_driver.cpp io/lateness_histogram.cpp io/led_connection.cpp io/led_process.cpp
    io/led_transport.cpp io/local_pair.cpp
    io/poll_set.cpp io/relay.cpp io/slirp_gateway.cpp io/spawn.cpp io/stuck_process.cpp io/wall_clock.cpp io/wall_driver.cpp)
set(io_headers
    io/broker_bridge.hpp io/child_process.hpp io/control_channel.hpp io/device_door.hpp
    io/door_guest.hpp io/first_words.hpp io/front_door.hpp
    io/frame_plug.hpp io/frame_socket.hpp io/jump_driver.hpp
    io/lateness_histogram.hpp io/led_connection.hpp io/led_process.hpp io/led_transport.hpp
    io/local_pair.hpp io/lockstep_protocol.hpp
    io/poll_set.hpp io/relay.hpp io/slirp_gateway.hpp io/time_driver.hpp io/wall_clock.hpp io/wall_driver.hpp)
set(io_tests
    io/broker_bridge_test.cpp io/child_process_test.cpp io/device_door_test.cpp
    io/first_words_test.cpp io/front_door_test.cpp
    io/frame_socket_test.cpp
    io/jump_driver_test.cpp
    io/lateness_histogram_test.cpp io/slirp_gateway_test.cpp io/wall_driver_test.cpp)
