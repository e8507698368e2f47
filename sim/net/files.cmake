set(net_sources)
set(net_headers net/socket.hpp)
set(net_tests)
