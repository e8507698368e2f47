import {payloadInWords} from './cursor.js';

const number = (size) => (cursor) => cursor.number(size);
const text = (cursor) => cursor.text();
const binary = (cursor) => payloadInWords(cursor.binary());
const varint = (cursor) => cursor.varint();
const pair = (cursor) => `${cursor.text()} = ${cursor.text()}`;

/** MQTT 5.0 section 2.2.2.2: identifier, name and how the value is read. */
const PROPERTIES = new Map([
    [0x01, ['payload format indicator', number(1)]],
    [0x02, ['message expiry interval', number(4)]],
    [0x03, ['content type', text]],
    [0x08, ['response topic', text]],
    [0x09, ['correlation data', binary]],
    [0x0b, ['subscription identifier', varint]],
    [0x11, ['session expiry interval', number(4)]],
    [0x12, ['assigned client identifier', text]],
    [0x13, ['server keep alive', number(2)]],
    [0x15, ['authentication method', text]],
    [0x16, ['authentication data', binary]],
    [0x17, ['request problem information', number(1)]],
    [0x18, ['will delay interval', number(4)]],
    [0x19, ['request response information', number(1)]],
    [0x1a, ['response information', text]],
    [0x1c, ['server reference', text]],
    [0x1f, ['reason string', text]],
    [0x21, ['receive maximum', number(2)]],
    [0x22, ['topic alias maximum', number(2)]],
    [0x23, ['topic alias', number(2)]],
    [0x24, ['maximum QoS', number(1)]],
    [0x25, ['retain available', number(1)]],
    [0x26, ['user property', pair]],
    [0x27, ['maximum packet size', number(4)]],
    [0x28, ['wildcard subscription available', number(1)]],
    [0x29, ['subscription identifier available', number(1)]],
    [0x2a, ['shared subscription available', number(1)]],
]);

/** Reads a list of properties; stops at one that the standard does not know. */
export function readProperties(cursor, label = 'properties') {
    const length = cursor.field(`${label} length`, varint);
    const end = cursor.at + length;
    while (cursor.at < end) {
        const from = cursor.at;
        const id = cursor.varint();
        const [name, read] = PROPERTIES.get(id) ?? [];
        if (!name) {
            cursor.at = end;
            cursor.note(`unknown property ${id}`, '', from);
            return;
        }
        cursor.note(name, read(cursor), from);
    }
}
