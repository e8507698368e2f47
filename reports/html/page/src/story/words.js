/** Events in words, as `breakwire run` prints them. */

const TRANSPORT = {
    dialing: 'connects',
    established: 'connection established',
    refused: 'connection refused',
    timed_out: 'connection timed out',
    fin: 'FIN',
    rst: 'RST',
    vanished: 'vanishes without a word',
};

const PHASE = {begin: 'begins', hit: 'hits', end: 'ends'};

const withDetail = (text, detail) => (detail ? `${text}: ${detail}` : text);

const SAID = {
    packet: ({packet}) => packet.text || `malformed ${packet.type}: ${packet.error?.why ?? ''}`,
    bytes: ({hex}) => `${hex.length / 2} octets that are no packet`,
    connection: ({what, address}) => TRANSPORT[what] + (address ? ` (from ${address})` : ''),
    fault: ({name, phase, target, detail, lie}) =>
        withDetail(`${lie ? 'lie' : 'fault'} ${name} ${PHASE[phase]} (${target})`, detail),
    step: ({path, text}) => `Step ${path}  ${text}`,
    broker: ({state, detail}) => withDetail(`broker ${state}`, detail),
    broker_log: ({line}) => line,
    device: ({device, state, detail, value}) =>
        withDetail(`${device} ${state.replaceAll('_', ' ')}`, detail) +
        (value === undefined ? '' : ` = ${+value.toPrecision(6)}`),
    check: ({expected, seen}) => `${expected}: ${seen}`,
    lateness: ({p99, max}) => `ran late by ${p99} ns (99 %), ${max} ns (most)`,
};

export const inWords = (event) => SAID[event.kind](event);

const FATE = {
    lost: 'never arrived',
    changed: 'changed on the way',
    appeared: 'not sent by the other end',
};

/** What is remarkable about a flight, in a few words; empty if nothing is. */
export function fateInWords({fate, hits, from}) {
    const by = [...new Set(hits.map(({name}) => name))].join(', ');
    if (fate === 'arrived') return by;
    if (fate === 'lost' && from.kind === 'connection') return '';
    return by ? `${FATE[fate]} (${by})` : FATE[fate];
}

/** "thermometer → broker", the way that something on the wire takes. */
export function wayInWords({device, direction}) {
    return direction === 'up' ? `${device} → broker` : `broker → ${device}`;
}

/** The same with whose connection it is about, where no arrow shows it. */
export function inWordsAlone(event, flight) {
    if (event.kind !== 'connection' || flight) return inWords(event);
    const where = event.wire.tap === 'broker' ? ' (at the broker)' : '';
    return `${event.wire.device}: ${inWords(event)}${where}`;
}

/** All that a screen reader should say of a row. */
export function rowInWords({event, flight}) {
    const fate = flight ? fateInWords(flight) : '';
    const way = event.wire ? `${wayInWords(event.wire)}: ` : '';
    const verdict = event.kind === 'check' ? (event.held ? 'held: ' : 'broken: ') : '';
    return verdict + way + inWords(event) + (fate ? `, ${fate}` : '');
}
