#include "devices/firmware/lm3s6965/ethernet.h"

#include <string.h>

#include "devices/firmware/lm3s6965/interrupts.h"
#include "devices/firmware/lm3s6965/registers.h"
#include "lwip/etharp.h"
#include "lwip/pbuf.h"
#include "netif/ethernet.h"

enum {
    mtu = 1500,
    header_size = 14,
    length_size = 2,  ///< before each frame in the controller's memory
    crc_size = 4      ///< behind it, on the way in
};

/// It only ends the sleep: the frames are fetched by `ethernet_poll`, which lets it in again.
void ethernet_interrupt(void) {
    ethernet->interrupt_mask = 0;
    ethernet->interrupts = ethernet_irq_receive;
}

// --- Out ----------------------------------------------------------------------------------------

/// Octets on their way into the controller, which takes words.
struct WordOut {
    uint32_t word;
    unsigned octets;
};

static void put(struct WordOut* out, uint8_t octet) {
    out->word |= (uint32_t)octet << (8 * out->octets);
    if (++out->octets < 4) return;
    ethernet->data = out->word;
    out->word = 0;
    out->octets = 0;
}

/// The length that goes ahead is that of the payload.
static err_t transmit(struct netif* netif, struct pbuf* frame) {
    struct WordOut out = {(uint32_t)(frame->tot_len - header_size), length_size};
    (void)netif;
    for (const struct pbuf* part = frame; part != NULL; part = part->next) {
        const uint8_t* octets = part->payload;
        for (u16_t at = 0; at < part->len; at++) put(&out, octets[at]);
    }
    while (out.octets != 0) put(&out, 0);
    ethernet->transmit = ethernet_send;
    return ERR_OK;
}

// --- In -----------------------------------------------------------------------------------------

struct WordIn {
    uint32_t word;
    unsigned used;  ///< octets of it
};

static uint8_t take(struct WordIn* in) {
    if (in->used == 4) {
        in->word = ethernet->data;
        in->used = 0;
    }
    return (uint8_t)(in->word >> (8 * in->used++));
}

static void fill(struct pbuf* frame, struct WordIn* in) {
    for (struct pbuf* part = frame; part != NULL; part = part->next) {
        uint8_t* octets = part->payload;
        for (u16_t at = 0; at < part->len; at++) octets[at] = take(in);
    }
}

/// A frame for which there is no memory is read all the same, or the next could not be.
static void receive(struct netif* netif) {
    struct WordIn in = {ethernet->data, length_size};
    const uint32_t length = in.word & 0xffff;
    const uint32_t around = length_size + crc_size;
    const u16_t size = (u16_t)(length > around ? length - around : 0);
    struct pbuf* frame = pbuf_alloc(PBUF_RAW, size, PBUF_POOL);
    if (frame != NULL) {
        fill(frame, &in);
    } else {
        for (u16_t at = 0; at < size; at++) take(&in);
    }
    for (int at = 0; at < crc_size; at++) take(&in);
    if (frame != NULL && netif->input(frame, netif) != ERR_OK) pbuf_free(frame);
}

void ethernet_poll(struct netif* netif) {
    while (ethernet->frames_waiting != 0) receive(netif);
    ethernet->interrupt_mask = ethernet_irq_receive;
}

// --- Start --------------------------------------------------------------------------------------

/// An address that nobody has bought, with the last octets as the settings say.
static void name(struct netif* netif, uint32_t address) {
    const uint8_t mac[] = {
        0x02, 0x42, 0x57, (uint8_t)(address >> 16), (uint8_t)(address >> 8), (uint8_t)address};
    memcpy(netif->hwaddr, mac, sizeof mac);
    netif->hwaddr_len = sizeof mac;
    ethernet->address_low =
        mac[0] | (uint32_t)mac[1] << 8 | (uint32_t)mac[2] << 16 | (uint32_t)mac[3] << 24;
    ethernet->address_high = mac[4] | (uint32_t)mac[5] << 8;
}

err_t ethernet_init(struct netif* netif) {
    clock_gates->gate[2] |= gate2_ethernet;
    netif->name[0] = 'e';
    netif->name[1] = 'n';
    netif->mtu = mtu;
    netif->output = etharp_output;
    netif->linkoutput = transmit;
    netif->flags =
        NETIF_FLAG_BROADCAST | NETIF_FLAG_ETHARP | NETIF_FLAG_ETHERNET | NETIF_FLAG_LINK_UP;
    name(netif, *(const uint32_t*)netif->state);
    ethernet->transmit_control = ethernet_transmit_on;
    ethernet->receive_control = ethernet_receive_on;
    ethernet->interrupt_mask = ethernet_irq_receive;
    interrupts->enable[1] = 1u << (irq_ethernet - 32);
    return ERR_OK;
}
