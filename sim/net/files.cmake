set(net_sources
    net/connection.cpp net/connection_end.cpp net/ethernet_frame.cpp net/ethernet_link.cpp
    net/frame_capture.cpp net/layered_door.cpp net/link.cpp
    net/lookup_socket.cpp net/network.cpp net/packet_gate.cpp net/packet_path.cpp
    net/reassembly.cpp net/retransmission_timeout.cpp net/sealing_socket.cpp net/segment_queue.cpp
    net/slip.cpp
    net/tap_point.cpp net/tcp_end.cpp net/tcp_settings.cpp net/tls_session.cpp
    net/unsealing_socket.cpp net/websocket_session.cpp)
set(net_headers
    net/congestion_window.hpp net/connection.hpp net/connection_end.hpp net/device_host.hpp net/ethernet_frame.hpp net/ethernet_link.hpp
    net/frame_capture.hpp net/held_segments.hpp net/internet_words.hpp net/layer_session.hpp net/layered_door.hpp
    net/link.hpp net/lookup_socket.hpp net/network.hpp net/packet_gate.hpp net/packet_path.hpp
    net/reassembly.hpp net/retransmission_timeout.hpp net/sealing_socket.hpp net/segment_queue.hpp
    net/slip.hpp net/socket.hpp net/tap_point.hpp net/tcp_end.hpp net/tcp_segment.hpp net/tcp_settings.hpp
    net/tls_session.hpp net/unsealing_socket.hpp net/websocket_session.hpp)
# The bench of faults makes the kinds that the tests here put in force.
set(net_tests
    faults/fault_bench.cpp net/availability_faults_test.cpp net/connection_faults_test.cpp
    net/ethernet_frame_test.cpp net/ethernet_link_test.cpp net/held_segments_test.cpp
    net/impaired_tcp_test.cpp net/link_test.cpp net/lookup_socket_test.cpp net/network_bench.cpp
    net/network_test.cpp net/packet_path_test.cpp net/slip_test.cpp net/tcp_settings_test.cpp net/tcp_test.cpp
    net/tls_sockets_test.cpp net/websocket_session_test.cpp)
