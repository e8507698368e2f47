import assert from 'node:assert/strict';
import test from 'node:test';
import {
    acknowledgement,
    delivery,
    histogram,
    inFlight,
    quantile,
    readings,
    together,
    transit,
    underWay,
} from '../src/story/figures.js';
import {flightsOf} from '../src/story/flights.js';
import {BROKER_ARRIVES, PUMP_ARRIVES, PUMP_OUT, eventsOf, packet, wire} from './events.js';

const PUBLISH = '32'; // QoS 1
const AT_MOST_ONCE = '30';

const talk = eventsOf(
    packet(0, PUMP_OUT, 'PUBLISH q1 id 1 a "x"', PUBLISH),
    packet(1e6, PUMP_OUT, 'PUBLISH q1 id 2 a "y"', PUBLISH),
    packet(2e6, PUMP_ARRIVES, 'PUBLISH q1 id 1 a "x"', PUBLISH),
    packet(3e6, wire('desk', 2, 'down', 'client'), 'PUBLISH q0 a "x"', AT_MOST_ONCE),
    packet(5e6, BROKER_ARRIVES, 'PUBACK id 1', '40'),
    packet(9e6, PUMP_OUT, 'PUBLISH dup q1 id 2 a "y"', PUBLISH),
    packet(11e6, BROKER_ARRIVES, 'PUBACK id 2', '40'),
);

test('acknowledgement counts from the first PUBLISH to its answer', () => {
    assert.deepEqual(acknowledgement(talk), [
        {
            name: 'pump',
            unit: 'ms',
            points: [
                [5e6, 5],
                [11e6, 10],
            ],
        },
    ]);
});

test('inFlight goes up and down with what waits', () => {
    const [{points}] = inFlight(talk);
    assert.deepEqual(points, [
        [0, 1],
        [1e6, 2],
        [5e6, 1],
        [11e6, 0],
    ]);
    assert.equal(inFlight(talk, () => 'all')[0].name, 'all');
});

test('delivery follows a message by topic and payload', () => {
    assert.deepEqual(delivery(talk), [{name: 'desk', unit: 'ms', points: [[3e6, 3]]}]);
});

test('transit is the time on the link', () => {
    const [series] = transit(flightsOf(talk));
    assert.deepEqual([series.name, series.points], ['pump up', [[0, 2]]]);
});

test('readings are what devices say in numbers', () => {
    const say = (t, value) => ({
        t,
        kind: 'device',
        device: 'pump',
        state: 'published',
        detail: 'a',
        value,
    });
    assert.deepEqual(readings(eventsOf(say(0, 1.5), say(1, undefined), say(2, 2))), [
        {
            name: 'pump a',
            unit: '',
            points: [
                [0, 1.5],
                [2, 2],
            ],
        },
    ]);
});

test('together puts all points in order of time', () => {
    const series = [
        {unit: 'ms', points: [[3, 1]]},
        {unit: 'ms', points: [[1, 2]]},
    ];
    assert.deepEqual(together(series)[0].points, [
        [1, 2],
        [3, 1],
    ]);
});

test('quantile is the value that a share does not exceed', () => {
    const sorted = [1, 2, 3, 4];
    assert.deepEqual(
        [0.5, 0.9, 1].map((share) => quantile(sorted, share)),
        [2, 4, 4],
    );
    assert.equal(quantile([7], 0.5), 7);
});

test('histogram files every positive value, the largest in the last bin', () => {
    const bins = histogram([0, 1, 10, 100], 2);
    assert.deepEqual(
        bins.map(({count}) => count),
        [1, 2],
    );
    assert.deepEqual(histogram([0]), []);
    assert.deepEqual(histogram([5, 5]), [{from: 5, to: 5, count: 2}]);
});

test('underWay counts what has left one end of a link and not reached the other', () => {
    const flights = flightsOf(
        eventsOf(
            packet(0, PUMP_OUT, 'PINGREQ', 'c000'),
            packet(1, PUMP_OUT, 'PUBLISH q0 a "x"', AT_MOST_ONCE),
            packet(3, PUMP_ARRIVES, 'PINGREQ', 'c000'),
            packet(4, PUMP_ARRIVES, 'PUBLISH q0 a "x"', AT_MOST_ONCE),
        ),
    );
    assert.deepEqual(underWay(flights), [
        {
            name: 'pump up',
            unit: 'packets',
            points: [
                [0, 1],
                [1, 2],
                [3, 1],
                [4, 0],
            ],
        },
    ]);
});
