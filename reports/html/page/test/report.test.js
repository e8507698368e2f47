import assert from 'node:assert/strict';
import test from 'node:test';
import {completeReport, isBad, partsOfId} from '../src/data/report.js';
import {addressOf, caseAddress, parseRoute} from '../src/data/route.js';
import {clock, duration, seconds} from '../src/data/time.js';

const caseNamed = (id, more = {}) => ({id, laws: [], findings: [], ...more});

test('partsOfId takes an id apart', () => {
    assert.deepEqual(partsOfId('will/deep/after_rst[5.0]#seed17'), {
        scenario_id: 'will/deep/after_rst',
        variant: '[5.0]#seed17',
        folder: 'will/deep',
        name: 'after_rst',
    });
    assert.equal(partsOfId('hello').folder, '');
});

test('completeReport names laws, tells equal ids apart and knows which records are there', () => {
    const {cases} = completeReport(
        {
            laws: [
                {id: 'v5/1', statement: 'one'},
                {id: 'v5/2', statement: 'two'},
            ],
            cases: [caseNamed('a[5.0]', {laws: [[1, 3, 0]]}), caseNamed('a[5.0]')],
        },
        (index) => index === 1,
    );
    assert.deepEqual(cases[0].laws, [{id: 'v5/2', statement: 'two', held: 3, violated: 0}]);
    assert.deepEqual(
        cases.map(({key}) => key),
        ['a[5.0]', 'a[5.0]~2'],
    );
    assert.deepEqual(
        cases.map(({hasRecord}) => hasRecord),
        [false, true],
    );
});

test('completeReport puts broken laws first', () => {
    const findings = [
        {kind: 'expectation', held: false},
        {kind: 'expectation', held: true},
        {kind: 'law', held: false},
    ];
    const {cases} = completeReport({laws: [], cases: [caseNamed('a', {findings})]}, () => false);
    assert.deepEqual(
        cases[0].broken.map(({kind}) => kind),
        ['law', 'expectation'],
    );
});

test('isBad is what asks for attention', () => {
    assert.deepEqual(['error', 'failed', 'inconclusive'].map(isBad), [true, true, true]);
    assert.deepEqual(['known', 'skipped', 'passed'].map(isBad), [false, false, false]);
});

test('an address leads back to the place it was made for', () => {
    const address = caseAddress({key: 'will/x[5.0]#seed1'}, {n: 57, view: ''});
    const route = parseRoute(address);
    assert.equal(route.page, 'case');
    assert.equal(route.key, 'will/x[5.0]#seed1');
    assert.equal(route.options.get('n'), '57');
    assert.equal(route.options.has('view'), false);
});

test('any other address is the front page', () => {
    assert.equal(parseRoute('').page, 'front');
    assert.equal(parseRoute('#nonsense').page, 'front');
    assert.equal(parseRoute(addressOf('/', {q: 'a b'})).options.get('q'), 'a b');
});

test('durations are told in the units that matter', () => {
    assert.equal(duration(0), '0 s');
    assert.equal(duration(20e6), '20 ms');
    assert.equal(duration(1.5e9), '1.5 s');
    assert.equal(duration(600), '600 ns');
    assert.equal(duration(86403e9), '1 d 3 s');
    assert.equal(duration(7500e9), '2 h 5 min');
});

test('instants keep their milliseconds', () => {
    assert.equal(seconds(12.3454e9), '12.345 s');
    assert.equal(clock(59.5e9), '59.500');
    assert.equal(clock(86403.25e9), '24:00:03.250');
});
