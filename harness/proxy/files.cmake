set(proxy_sources
    proxy/control.cpp proxy/endpoint.cpp proxy/http_server.cpp proxy/proxies.cpp
    proxy/proxy_settings.cpp proxy/proxy_tls.cpp proxy/run_proxy.cpp)
set(proxy_headers
    proxy/control.hpp proxy/endpoint.hpp proxy/http_server.hpp proxy/proxies.hpp
    proxy/proxy_settings.hpp proxy/proxy_tls.hpp proxy/run_proxy.hpp)
set(proxy_tests proxy/endpoint_test.cpp proxy/proxy_settings_test.cpp)
