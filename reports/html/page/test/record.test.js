import assert from 'node:assert/strict';
import test from 'node:test';
import {deflateSync} from 'node:zlib';
import {expand} from '../src/data/record.js';
import {unpack} from '../src/data/unpack.js';

const compact = {
    format: 1,
    header: {seed: 7},
    note: '',
    strings: ['pump', 'rst', 'hit', '1 connection', 'a.yaml', 'text', 'begin'],
    wires: [
        [0, 3, 1, 0],
        [0, 3, 0, 1],
    ],
    packets: [
        ['5.0', 'c000', 'PINGREQ', 'PINGREQ'],
        ['5.0', 'c001', 'PINGREQ', '', 'too long at byte 2', 2, 'MQTT-1'],
    ],
    events: [
        [5, 0, 0, 0],
        [10, 0, 1, 1],
        [0, 3, 1, 1, 0, 2, 3, 1],
        [0, 4, 5, 5, 6, 4, 3, 9],
        [1, 7, 0, 5, 5, 0.5],
        [1, 8, 5, 5, 5, 0, [1, 2], 4, 3, 9],
        [1, 9, 1, 2, 3],
    ],
};

test('expand counts events and adds up their instants', () => {
    const {events, header} = expand(compact);
    assert.deepEqual(header, {seed: 7});
    assert.deepEqual(
        events.map(({n}) => n),
        [1, 2, 3, 4, 5, 6, 7],
    );
    assert.deepEqual(
        events.map(({t}) => t),
        [5, 15, 15, 15, 16, 17, 18],
    );
});

test('expand gives packets their wire and contents', () => {
    const [ping, wrong] = expand(compact).events;
    assert.deepEqual(ping.wire, {device: 'pump', connection: 3, direction: 'up', tap: 'client'});
    assert.equal(ping.packet.text, 'PINGREQ');
    assert.equal(ping.packet.error, null);
    assert.equal(wrong.wire.tap, 'broker');
    assert.deepEqual(wrong.packet.error, {why: 'too long at byte 2', offset: 2, rule: 'MQTT-1'});
});

test('expand reads every other kind by its own keys', () => {
    const [, , fault, step, device, check, late] = expand(compact).events;
    assert.equal(`${fault.name} ${fault.phase} ${fault.target} ${fault.lie}`, 'rst hit pump true');
    assert.deepEqual(step.at, {file: 'a.yaml', line: 3, column: 9});
    assert.equal(device.value, 0.5);
    assert.deepEqual([check.held, check.evidence], [false, [1, 2]]);
    assert.deepEqual([late.p50, late.p99, late.max], [1, 2, 3]);
});

test('unpack reads what zlib and base64 made', async () => {
    const packed = deflateSync(JSON.stringify({a: ['ä', 1]})).toString('base64');
    assert.deepEqual(await unpack(packed), {a: ['ä', 1]});
});
