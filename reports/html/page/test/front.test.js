import assert from 'node:assert/strict';
import test from 'node:test';
import {partsOfId} from '../src/data/report.js';
import {causesOf} from '../src/story/causes.js';
import {matrixOf} from '../src/story/matrix.js';
import {find} from '../src/story/search.js';

const one = (id, verdict = 'passed', more = {}) => ({
    id,
    key: id,
    ...partsOfId(id),
    scenario: 'A true sentence',
    verdict,
    reason: '',
    broker: 'mosquitto 2.0.11',
    seed: 1,
    covers: [],
    tags: [],
    broken: [],
    ...more,
});

test('find wants every word, wherever it stands', () => {
    const cases = [
        one('will/rst[5.0]', 'failed', {tags: ['radio'], covers: ['v5/3.1.2-8']}),
        one('acl/rst[3.1.1]'),
    ];
    const found = (typed, ...verdicts) => find(cases, typed, new Set(verdicts)).map(({id}) => id);
    assert.deepEqual(found(''), ['will/rst[5.0]', 'acl/rst[3.1.1]']);
    assert.deepEqual(found('RADIO rst'), ['will/rst[5.0]']);
    assert.deepEqual(found('v5/3.1.2-8'), ['will/rst[5.0]']);
    assert.deepEqual(found('', 'passed'), ['acl/rst[3.1.1]']);
    assert.deepEqual(found('radio', 'passed'), []);
});

test('matrixOf has a column for each variant, and leaves the others empty', () => {
    const cases = [one('a/x[3.1.1]'), one('a/x[5.0]'), one('b/y[5.0]')];
    const {columns, folders} = matrixOf(cases, cases);
    assert.deepEqual(columns, ['[3.1.1]', '[5.0]']);
    assert.deepEqual(
        folders.map(({folder}) => folder),
        ['a', 'b'],
    );
    assert.deepEqual(folders[1].rows[0].cells, [null, cases[2]]);
});

test('matrixOf tells brokers apart and sorts seeds as numbers', () => {
    const cases = [one('x[5.0]#seed10'), one('x[5.0]#seed9')];
    assert.deepEqual(matrixOf(cases, cases).columns, ['[5.0]#seed9', '[5.0]#seed10']);
    const others = [one('x[5.0]'), one('x[5.0]', 'passed', {broker: 'aedes 1'})];
    assert.deepEqual(matrixOf(others, others).columns, ['aedes 1 [5.0]', 'mosquitto 2.0.11 [5.0]']);
});

test('causesOf puts cases together that a law broke in, laws before the rest', () => {
    const law = {kind: 'law', id: 'v5/1', expected: 'a will comes', seen: 'none'};
    const cases = [
        one('a', 'failed', {broken: [{kind: 'expectation', id: '1', expected: 'x', seen: 'y'}]}),
        one('b', 'failed', {broken: [law]}),
        one('c', 'failed', {broken: [law]}),
        one('d', 'error', {reason: 'signal 11'}),
        one('e'),
    ];
    const causes = causesOf(cases);
    assert.deepEqual(
        causes.map(({verdict, id}) => `${verdict} ${id}`),
        ['error ', 'failed v5/1', 'failed '],
    );
    assert.deepEqual(
        causes[1].cases.map(({id}) => id),
        ['b', 'c'],
    );
    assert.equal(causes[2].expected, 'x');
});
