import assert from 'node:assert/strict';
import test from 'node:test';
import {faultsOf} from '../src/story/faults.js';
import {flightsOf} from '../src/story/flights.js';
import {geometryOf, leastWidth, stack} from '../src/story/geometry.js';
import {devicesOf, interestingDevices} from '../src/story/lanes.js';
import {bandsOf, bracketsOf, lifelinesOf} from '../src/story/overlays.js';
import {ArrowIndex, SHOWN_AT_FIRST, layOut, rowAt, rowFrom} from '../src/story/rows.js';
import {connectionSpans} from '../src/story/spans.js';
import {placesOf, storyOf} from '../src/story/story.js';
import {windowsOf} from '../src/story/windows.js';
import {
    BROKER_ARRIVES,
    PUMP_ARRIVES,
    PUMP_OUT,
    connection,
    eventsOf,
    fault,
    packet,
} from './events.js';

const log = (t, line) => ({t, kind: 'broker_log', line});
const check = (t, expected, more = {}) => ({
    t,
    kind: 'check',
    path: '3',
    expected,
    seen: '',
    held: true,
    evidence: [],
    ...more,
});

function layoutOf(events, kinds = SHOWN_AT_FIRST) {
    const devices = devicesOf(events);
    const choice = {kinds: new Set(kinds), devices, allDevices: devices};
    return layOut(events, flightsOf(events), choice);
}

test('a story says what its record leaves out', () => {
    const one = {fingerprint: 'x', verdict: 'passed', findings: [], broken: [], simulated_ns: 0};
    const leftOut = (header) => storyOf({header, note: '', events: []}, one).leftOut;
    assert.equal(leftOut({}), '');
    assert.equal(leftOut({left_out: "the broker's log"}), "the broker's log");
});

test('a packet that takes no time is one row, one that does has two', () => {
    const events = eventsOf(
        packet(0, PUMP_OUT, 'PINGREQ'),
        packet(0, PUMP_ARRIVES, 'PINGREQ'),
        packet(5, PUMP_OUT, 'DISCONNECT'),
        packet(9, PUMP_ARRIVES, 'DISCONNECT'),
    );
    const {rows, arrows, rowOf} = layoutOf(events);
    assert.deepEqual(
        rows.map(({event}) => event.n),
        [1, 3, 4],
    );
    assert.deepEqual(
        rows.map(({arrives}) => arrives),
        [false, false, true],
    );
    assert.deepEqual(
        arrows.map(({top, bottom}) => [top, bottom]),
        [
            [0, 0],
            [1, 2],
        ],
    );
    assert.deepEqual([...rowOf], [-1, 0, 0, 1, 2]);
});

test('what is hidden has no row and leaves no gap', () => {
    const events = eventsOf(log(0, 'hello'), packet(1, PUMP_OUT, 'PINGREQ'), log(2, 'bye'));
    assert.deepEqual(
        layoutOf(events).rows.map(({event}) => event.n),
        [2],
    );
    assert.deepEqual(
        layoutOf(events, ['log']).rows.map(({event}) => event.n),
        [1, 3],
    );
    assert.equal(layoutOf(events, []).rows.length, 0);
});

test('rows are found by instant and by event', () => {
    const {rows} = layoutOf(
        eventsOf(log(0, 'a'), packet(5, PUMP_OUT, 'X'), packet(9, PUMP_OUT, 'Y')),
    );
    assert.deepEqual(
        [0, 5, 6, 99].map((t) => rowAt(rows, t)),
        [0, 0, 1, 1],
    );
    assert.deepEqual(
        [1, 2, 3].map((n) => rowFrom(rows, n)),
        [0, 0, 1],
    );
});

test('ArrowIndex finds every arrow that crosses what is seen, however long', () => {
    const arrows = [{top: 0, bottom: 5000}];
    for (let row = 1; row < 5000; ++row) arrows.push({top: row, bottom: row + (row % 7)});
    const index = new ArrowIndex(arrows, 5001);
    for (const [from, to] of [
        [0, 3],
        [126, 130],
        [2000, 2040],
        [4990, 5000],
    ]) {
        const expected = arrows.filter(({top, bottom}) => top <= to && bottom >= from);
        assert.deepEqual(new Set(index.crossing(from, to)), new Set(expected));
    }
});

test('expectations say when they count, or count from their step on', () => {
    const events = eventsOf(
        {t: 7, kind: 'step', path: '3', phase: 'begin', text: ''},
        check(9, 'pump is quiet (0.500 s to 2.500 s)', {evidence: [1]}),
        check(9, 'pump is quiet'),
    );
    const [timed, untimed] = windowsOf(events);
    assert.deepEqual([timed.expected, timed.from, timed.to], ['pump is quiet', 0.5e9, 2.5e9]);
    assert.deepEqual([untimed.expected, untimed.from, untimed.to], ['pump is quiet', 7, 9]);
});

test('faults last from their begin to their end, and know their hits', () => {
    const events = eventsOf(
        fault(1, 'begin', 'rst'),
        fault(2, 'hit', 'rst'),
        fault(3, 'end', 'rst'),
        fault(4, 'begin', 'loss', '', {fault: 2, target: '*'}),
    );
    const [rst, loss] = faultsOf(events);
    assert.deepEqual([rst.begin.n, rst.hits.length, rst.end.n], [1, 1, 3]);
    assert.equal(loss.end, null);
});

test('bands lie beside the lanes of the links they are on, for the rest of the case if need be', () => {
    const events = eventsOf(
        packet(0, PUMP_OUT, 'X'),
        fault(1, 'begin', 'loss'),
        packet(2, PUMP_OUT, 'Y'),
        fault(2, 'begin', 'kill', '', {fault: 2, target: 'broker'}),
    );
    const geometry = geometryOf(['pump'], 1000);
    const [loss, kill] = bandsOf(faultsOf(events), layoutOf(events), ['pump'], geometry);
    assert.deepEqual([loss.top, loss.bottom], [1, 3]);
    assert.ok(loss.x > geometry.x('pump') && loss.x < geometry.broker);
    assert.equal(kill.x, geometry.broker);
});

test('brackets that overlap stand beside each other', () => {
    const columns = stack(
        [
            {top: 0, bottom: 4},
            {top: 2, bottom: 3},
            {top: 5, bottom: 6},
        ],
        3,
    );
    assert.deepEqual(
        columns.map(({column}) => column),
        [0, 1, 0],
    );
    const events = eventsOf(packet(0, PUMP_OUT, 'X'), check(5, 'silence', {evidence: [1]}));
    const [bracket] = bracketsOf(windowsOf(events), layoutOf(events));
    assert.deepEqual(bracket.evidence, [0]);
});

test('lifelines last as long as connections do', () => {
    const events = eventsOf(
        connection(0, PUMP_OUT, 'dialing'),
        connection(1, BROKER_ARRIVES, 'established'),
        connection(2, BROKER_ARRIVES, 'rst'),
    );
    const lines = lifelinesOf(
        connectionSpans(events),
        layoutOf(events),
        geometryOf(['pump'], 1000),
    );
    assert.deepEqual(
        lines.map(({top, bottom}) => [top, bottom]),
        [[1, 2]],
    );
});

test('of many devices those come first that what was broken is about', () => {
    const devices = Array.from({length: 50}, (_, i) => `sensor_${i}`);
    const broken = [{expected: 'sensor_42 receives a', seen: 'nothing', evidence: [1]}];
    const events = eventsOf(packet(0, {...PUMP_OUT, device: 'sensor_17'}, 'X'));
    const shown = interestingDevices(devices, broken, events);
    assert.equal(shown.length, 8);
    assert.ok(shown.includes('sensor_42') && shown.includes('sensor_17'));
    assert.deepEqual(interestingDevices(['a', 'b'], broken, events), ['a', 'b']);
});

test('a finding without evidence leads to where it was known', () => {
    const events = eventsOf(
        packet(0, PUMP_OUT, 'X'),
        check(5, 'silence'),
        packet(9, PUMP_OUT, 'Y'),
    );
    assert.deepEqual(placesOf({id: '3', t: 5, evidence: [1, 99]}, events), [1]);
    assert.deepEqual(placesOf({id: '3', t: 5, evidence: []}, events), [2]);
    assert.deepEqual(placesOf({id: '7', t: 8, evidence: []}, events), [2]);
    assert.deepEqual(placesOf({id: '7', t: 8, evidence: []}, []), []);
    const faults = eventsOf(packet(0, PUMP_OUT, 'X'), fault(1, 'begin', 'loss'));
    assert.deepEqual(placesOf({kind: 'fault', id: '1', t: 0, evidence: []}, faults), [2]);
    assert.deepEqual(placesOf({kind: 'fault', id: 'loss (pump)', t: 0, evidence: []}, faults), [2]);
});

test('a case that was ended in the middle is cut off, and one looks at its last event first', () => {
    const record = {events: eventsOf(packet(0, PUMP_OUT, 'X'), packet(7, PUMP_OUT, 'Y')), note: ''};
    const one = {verdict: 'error', fingerprint: '', findings: [], broken: [], simulated_ns: 0};
    const story = storyOf(record, one);
    assert.deepEqual([story.cutOff, story.firstPlace, story.end], [true, 2, 7]);
    const whole = storyOf(record, {...one, verdict: 'failed', fingerprint: 'a1'});
    assert.deepEqual([whole.cutOff, whole.firstPlace], [false, 0]);
});

test('the device of a record’s last event has a lane', () => {
    const on = (name) => ({device: name, connection: 1, direction: 'up', tap: 'client'});
    const names = Array.from({length: 20}, (_, at) => `sensor_${at}`);
    const record = {events: eventsOf(...names.map((name, at) => packet(at, on(name), 'X')))};
    const one = {verdict: 'error', fingerprint: '', findings: [], broken: [], simulated_ns: 0};
    assert.ok(storyOf(record, one).shownAtFirst.includes('sensor_19'));
});

test('lines on consoles are known to the overview, what else devices do is not', () => {
    const said = (t, state) => ({t, kind: 'device', device: 'pump', state, detail: 'PANIC'});
    const events = eventsOf(said(1, 'console_says'), said(2, 'connected'), said(3, 'printed'));
    const one = {verdict: 'passed', fingerprint: 'a1', findings: [], broken: [], simulated_ns: 9};
    assert.deepEqual(
        storyOf({events}, one).consoles.map(({n}) => n),
        [1, 3],
    );
});

test('on a narrow screen what happened has room beside the lanes', () => {
    const geometry = geometryOf(['pump', 'hub'], 440);
    assert.ok(geometry.clock < geometryOf(['pump', 'hub'], 1000).clock);
    assert.ok(440 - geometry.text > 150);
    const many = Array.from({length: 8}, (_, i) => `sensor_${i}`);
    assert.ok(leastWidth(8) - geometryOf(many, leastWidth(8)).text >= 150);
});
