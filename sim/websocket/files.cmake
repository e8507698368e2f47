set(websocket_sources
    websocket/frame.cpp websocket/upgrade.cpp websocket/websocket_engine.cpp)
set(websocket_headers
    websocket/frame.hpp websocket/upgrade.hpp websocket/websocket_engine.hpp)
set(websocket_tests
    websocket/frame_test.cpp websocket/upgrade_test.cpp websocket/websocket_engine_test.cpp)
