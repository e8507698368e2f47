import assert from 'node:assert/strict';
import test from 'node:test';
import {flightsOf} from '../src/story/flights.js';
import {fateInWords} from '../src/story/words.js';
import {
    BROKER_ARRIVES,
    BROKER_OUT,
    PUMP_ARRIVES,
    PUMP_OUT,
    connection,
    eventsOf,
    fault,
    packet,
} from './events.js';

const told = (flights) =>
    flights.map(({from, to, fate}) => `${from?.n ?? '-'} ${to?.n ?? '-'} ${fate}`);

test('what leaves one end arrives at the other', () => {
    const events = eventsOf(
        packet(0, PUMP_OUT, 'PINGREQ'),
        packet(20, PUMP_ARRIVES, 'PINGREQ'),
        packet(20, BROKER_OUT, 'PINGRESP'),
        packet(40, BROKER_ARRIVES, 'PINGRESP'),
    );
    assert.deepEqual(told(flightsOf(events)), ['1 2 arrived', '3 4 arrived']);
});

test('connections and directions do not mix', () => {
    const other = {...PUMP_ARRIVES, connection: 2};
    const events = eventsOf(packet(0, PUMP_OUT, 'PINGREQ'), packet(20, other, 'PINGREQ'));
    assert.deepEqual(told(flightsOf(events)), ['1 - lost', '- 2 appeared']);
});

test('packets may change places on the way', () => {
    const events = eventsOf(
        packet(0, PUMP_OUT, 'PUBLISH a'),
        packet(1, PUMP_OUT, 'PUBLISH b'),
        packet(2, PUMP_ARRIVES, 'PUBLISH b'),
        packet(3, PUMP_ARRIVES, 'PUBLISH a'),
    );
    assert.deepEqual(told(flightsOf(events)), ['1 4 arrived', '2 3 arrived']);
});

test('what a fault takes away is lost, and an equal one behind it is not taken for it', () => {
    const hit = 'PUBACK id 1 (pump down, connection 1, packet 1)';
    const events = eventsOf(
        packet(0, BROKER_OUT, 'PUBACK id 1'),
        fault(1, 'hit', 'packet_drop', hit),
        packet(5, BROKER_OUT, 'PUBACK id 1'),
        packet(6, BROKER_ARRIVES, 'PUBACK id 1'),
    );
    const flights = flightsOf(events);
    assert.deepEqual(told(flights), ['1 - lost', '3 4 arrived']);
    assert.equal(fateInWords(flights[0]), 'never arrived (packet_drop)');
    assert.equal(fateInWords(flights[1]), '');
});

test('what a fault rewrote is the same packet, changed', () => {
    const hit = 'PUBLISH q1 id 1 a "x" (pump up, connection 1, packet 1)';
    const events = eventsOf(
        packet(0, PUMP_OUT, 'PUBLISH q1 id 1 a "x"'),
        fault(0, 'hit', 'packet_rewrite', hit),
        packet(9, PUMP_ARRIVES, 'PUBLISH q1 id 1 b "x"'),
    );
    const [flight] = flightsOf(events);
    assert.deepEqual(told([flight]), ['1 3 changed']);
    assert.equal(fateInWords(flight), 'changed on the way (packet_rewrite)');
});

test('the first octets of a packet that was cut are that packet, changed', () => {
    const hit = 'PUBLISH a (pump up, connection 1, packet 1)';
    const octets = {t: 9, kind: 'bytes', wire: PUMP_ARRIVES, hex: '3205'};
    const events = eventsOf(
        packet(0, PUMP_OUT, 'PUBLISH a', '3205aabbccddee'),
        fault(0, 'hit', 'packet_cut', hit),
        octets,
    );
    assert.deepEqual(told(flightsOf(events)), ['1 3 changed']);
    assert.deepEqual(told(flightsOf(eventsOf({...octets, hex: 'ff'}))), ['- 1 appeared']);
});

test('what nobody sent appeared', () => {
    const events = eventsOf(packet(0, PUMP_ARRIVES, 'PUBACK id 9'));
    assert.deepEqual(told(flightsOf(events)), ['- 1 appeared']);
});

test('the ends of connections travel too, their beginnings do not', () => {
    const events = eventsOf(
        connection(0, PUMP_OUT, 'dialing'),
        connection(5, BROKER_ARRIVES, 'established'),
        connection(8, PUMP_OUT, 'fin'),
        connection(9, PUMP_ARRIVES, 'fin'),
    );
    assert.deepEqual(told(flightsOf(events)), ['3 4 arrived']);
});
