#ifndef BREAKWIRE_FIRMWARE_LWIPOPTS_H
#define BREAKWIRE_FIRMWARE_LWIPOPTS_H

// What lwIP is built as: IPv4 and TCP for one connection on one thread, in 64 KiB of RAM.

#define NO_SYS 1
#define SYS_LIGHTWEIGHT_PROT 0
#define LWIP_NETCONN 0
#define LWIP_SOCKET 0
#define LWIP_RAW 0
#define LWIP_DNS 0
#define LWIP_STATS 0

#define LWIP_DHCP 1
/// The network gives each board an address of its own; to ask around takes another second.
#define DHCP_DOES_ARP_CHECK 0
#define LWIP_DHCP_DOES_ACD_CHECK 0

#define MEM_ALIGNMENT 4
#define MEM_SIZE (8 * 1024)
#define MEMP_NUM_TCP_SEG 24
#define PBUF_POOL_SIZE 10
#define PBUF_POOL_BUFSIZE 600

#define TCP_MSS 536
#define TCP_WND (4 * TCP_MSS)
#define TCP_SND_BUF (4 * TCP_MSS)
#define TCP_SND_QUEUELEN 20
/// Source: RFC 6298 section 2, (2.1); lwIP's own is three seconds.
#define LWIP_TCP_RTO_TIME 1000
/// A board that restarts must not come from the port that its last life has left half open.
#define LWIP_RANDOMIZE_INITIAL_LOCAL_PORTS 1

#endif
