/** What kind of traffic a packet is, as the diagram colours it: a name of a class in page.css. */
const GROUPS = {
    CONNECT: 'session',
    CONNACK: 'session',
    DISCONNECT: 'session',
    AUTH: 'session',
    PUBLISH: 'publish',
    PUBACK: 'answer',
    PUBREC: 'answer',
    PUBREL: 'answer',
    PUBCOMP: 'answer',
    SUBSCRIBE: 'subscribe',
    SUBACK: 'subscribe',
    UNSUBSCRIBE: 'subscribe',
    UNSUBACK: 'subscribe',
    PINGREQ: 'ping',
    PINGRESP: 'ping',
};

export function groupOf(event) {
    if (event.kind === 'packet') return event.packet.error ? 'wrong' : GROUPS[event.packet.type];
    return event.kind === 'connection' && event.what !== 'rst' ? 'transport' : 'wrong';
}
