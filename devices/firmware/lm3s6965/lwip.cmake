# The same node with a network of its own, Ethernet or a serial line. Its TCP/IP is lwIP, from Debian's source package, which
# is fetched into the build folder once; the node is left out where it cannot be had.
set(lwip ${PROJECT_BINARY_DIR}/lwip)
option(BREAKWIRE_FETCH_LWIP "Fetch lwIP's source for the emulated board on Ethernet" ON)
if(BREAKWIRE_FETCH_LWIP AND NOT EXISTS ${lwip}/src/core/tcp.c)
    message(STATUS "Fetching Debian's source package of lwIP")
    execute_process(
        COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/lm3s6965/fetch-lwip.sh ${lwip}
        TIMEOUT 120 OUTPUT_QUIET ERROR_VARIABLE lwip_problem)
endif()
if(NOT EXISTS ${lwip}/src/core/tcp.c)
    string(REGEX MATCH "E: [^\n]*" lwip_problem "${lwip_problem}")
    message(STATUS "No source of lwIP: the emulated board on Ethernet is left out. ${lwip_problem}")
    return()
endif()

set(lwip_sources
    core/def.c core/inet_chksum.c core/init.c core/ip.c core/ipv4/dhcp.c core/ipv4/etharp.c
    core/ipv4/icmp.c core/ipv4/ip4.c core/ipv4/ip4_addr.c core/ipv4/ip4_frag.c core/mem.c core/memp.c
    core/netif.c core/pbuf.c core/tcp.c core/tcp_in.c core/tcp_out.c core/timeouts.c core/udp.c
    netif/ethernet.c netif/slipif.c)
list(TRANSFORM lwip_sources PREPEND ${lwip}/src/)
set(lwip_settings lm3s6965/lwip/arch/cc.h lm3s6965/lwip/lwipopts.h)
list(TRANSFORM lwip_settings PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
set(lwip_flags -isystem ${lwip}/src/include -I${CMAKE_CURRENT_SOURCE_DIR}/lm3s6965/lwip)

# One object of all of it, compiled without our warnings: the source is not ours.
set(lwip_object ${PROJECT_BINARY_DIR}/lwip/lwip.o)
add_custom_command(OUTPUT ${lwip_object}
    COMMAND ${BREAKWIRE_ARM_GCC} ${arm_flags} -w ${lwip_flags} -nostdlib -r -o ${lwip_object}
            ${lwip_sources}
    DEPENDS ${lwip_sources} ${lwip_settings} ${CMAKE_CURRENT_SOURCE_DIR}/lm3s6965/board.h
    COMMENT "Compiling lwIP for the board" VERBATIM)

set(tcp_sources lm3s6965/lwip_port.c lm3s6965/main_tcp.c lm3s6965/tcp_wire.c)
set(tcp_headers lm3s6965/lwip_port.h lm3s6965/network.h lm3s6965/tcp_wire.h
    lm3s6965/lwip/arch/cc.h lm3s6965/lwip/lwipopts.h)
breakwire_firmware(node-ether
    SOURCES ${core_sources} ${arm_board_sources} ${tcp_sources} lm3s6965/ethernet.c
            lm3s6965/network.c
    HEADERS ${tcp_headers} lm3s6965/ethernet.h OBJECTS ${lwip_object} FLAGS ${lwip_flags})
breakwire_firmware(node-slip
    SOURCES ${core_sources} ${arm_board_sources} ${tcp_sources} lm3s6965/network_slip.c
    HEADERS ${tcp_headers} OBJECTS ${lwip_object} FLAGS ${lwip_flags})
