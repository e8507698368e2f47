import {Cursor, Truncated, payloadInWords} from './cursor.js';
import {readProperties} from './properties.js';

const TYPES = [
    'reserved',
    'CONNECT',
    'CONNACK',
    'PUBLISH',
    'PUBACK',
    'PUBREC',
    'PUBREL',
    'PUBCOMP',
    'SUBSCRIBE',
    'SUBACK',
    'UNSUBSCRIBE',
    'UNSUBACK',
    'PINGREQ',
    'PINGRESP',
    'DISCONNECT',
    'AUTH',
];

const code = (value) => `0x${value.toString(16).padStart(2, '0')}`;
const packetId = (cursor) => cursor.field('packet identifier', (c) => c.number(2));
const hidden = (octets) => `${octets.length} octets`;

function connectFlags(flags) {
    const names = [
        [0x80, 'user name'],
        [0x40, 'password'],
        [0x20, 'will retain'],
        [0x04, 'will'],
        [0x02, 'clean'],
        [0x01, 'reserved'],
    ];
    const set = names.filter(([bit]) => flags & bit).map(([, name]) => name);
    if (flags & 0x18) set.push(`will QoS ${(flags >> 3) & 3}`);
    return `${code(flags)} ${set.join(', ')}`;
}

function readConnect(cursor) {
    cursor.field('protocol name', (c) => c.text());
    const level = cursor.field('protocol level', (c) => c.number(1));
    const flags = cursor.field('connect flags', (c) => c.number(1), connectFlags);
    cursor.field(
        'keep alive',
        (c) => c.number(2),
        (s) => `${s} s`,
    );
    if (level === 5) readProperties(cursor);
    cursor.field('client identifier', (c) => c.text(), JSON.stringify);
    if (flags & 0x04) {
        if (level === 5) readProperties(cursor, 'will properties');
        cursor.field('will topic', (c) => c.text());
        cursor.field('will payload', (c) => c.binary(), payloadInWords);
    }
    if (flags & 0x80) cursor.field('user name', (c) => c.text());
    if (flags & 0x40) cursor.field('password', (c) => c.binary(), hidden);
}

function readConnack(cursor, {v5}) {
    cursor.field(
        'session present',
        (c) => c.number(1) & 1,
        (set) => (set ? 'yes' : 'no'),
    );
    cursor.field(v5 ? 'reason code' : 'return code', (c) => c.number(1), code);
    if (v5 && cursor.left) readProperties(cursor);
}

function readPublish(cursor, {v5, flags}) {
    cursor.field('topic', (c) => c.text());
    if (flags & 0x06) packetId(cursor);
    if (v5) readProperties(cursor);
    cursor.field('payload', (c) => c.rest(), payloadInWords);
}

function readAnswer(cursor, {v5}) {
    packetId(cursor);
    if (v5 && cursor.left) cursor.field('reason code', (c) => c.number(1), code);
    if (v5 && cursor.left) readProperties(cursor);
}

function subscriptionOptions(options) {
    const words = [`QoS ${options & 3}`];
    if (options & 0x04) words.push('no local');
    if (options & 0x08) words.push('retain as published');
    if (options & 0x30) words.push(`retain handling ${(options >> 4) & 3}`);
    return `${code(options)} ${words.join(', ')}`;
}

function readSubscribe(cursor, {v5}) {
    packetId(cursor);
    if (v5) readProperties(cursor);
    while (cursor.left) {
        cursor.field('topic filter', (c) => c.text());
        cursor.field('options', (c) => c.number(1), subscriptionOptions);
    }
}

function readUnsubscribe(cursor, {v5}) {
    packetId(cursor);
    if (v5) readProperties(cursor);
    while (cursor.left) cursor.field('topic filter', (c) => c.text());
}

function readCodes(cursor, {v5}) {
    packetId(cursor);
    if (v5) readProperties(cursor);
    while (cursor.left) cursor.field('reason code', (c) => c.number(1), code);
}

function readReason(cursor, {v5}) {
    if (v5 && cursor.left) cursor.field('reason code', (c) => c.number(1), code);
    if (v5 && cursor.left) readProperties(cursor);
}

const nothing = () => {};

/** How the rest of each type is read, by its number. */
const READERS = [
    nothing,
    readConnect,
    readConnack,
    readPublish,
    readAnswer,
    readAnswer,
    readAnswer,
    readAnswer,
    readSubscribe,
    readCodes,
    readUnsubscribe,
    readCodes,
    nothing,
    nothing,
    readReason,
    readReason,
];

function firstOctet(octet) {
    const type = octet >> 4;
    const flags = octet & 15;
    if (type !== 3) return `${TYPES[type]}, flags ${code(flags)}`;
    const set = [`QoS ${(flags >> 1) & 3}`];
    if (flags & 8) set.push('DUP');
    if (flags & 1) set.push('RETAIN');
    return `PUBLISH, ${set.join(', ')}`;
}

export const octetsOfHex = (hex) =>
    Uint8Array.from(hex.match(/../g) ?? [], (digits) => parseInt(digits, 16));

/**
 * What each stretch of a packet's octets is: [{name, value, from, to}], in their order. Of a
 * malformed packet it goes as far as it can be read; what is left is "not understood".
 */
export function dissect(hex, version) {
    const octets = octetsOfHex(hex);
    const cursor = new Cursor(octets);
    try {
        const first = cursor.field('packet type', (c) => c.number(1), firstOctet);
        cursor.field('remaining length', (c) => c.varint());
        READERS[first >> 4](cursor, {v5: version === '5.0', flags: first & 15});
    } catch (end) {
        if (!(end instanceof Truncated)) throw end;
        cursor.at = cursor.fields.at(-1)?.to ?? 0;
    }
    if (cursor.left) cursor.field('not understood', (c) => c.rest(), hidden);
    return cursor.fields;
}
