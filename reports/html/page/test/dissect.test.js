import assert from 'node:assert/strict';
import test from 'node:test';
import {dissect} from '../src/mqtt/dissect.js';

const told = (hex, version = '5.0') =>
    dissect(hex, version).map(({name, value}) => `${name}: ${value}`);

test('a PUBLISH with its fields and where they are', () => {
    const fields = dissect('3219000d706c616e742f312f73746174650004006f66666c696e65', '5.0');
    assert.deepEqual(
        fields.map(({name, value, from, to}) => [name, value, from, to]),
        [
            ['packet type', 'PUBLISH, QoS 1', 0, 1],
            ['remaining length', '25', 1, 2],
            ['topic', 'plant/1/state', 2, 17],
            ['packet identifier', '4', 17, 19],
            ['properties length', '0', 19, 20],
            ['payload', '"offline"', 20, 27],
        ],
    );
});

test('a CONNECT 5.0 with a will and properties', () => {
    const hex =
        '103800044d515454050e003c0811000000002100140007747261636b657205180000000400' +
        '0e666c6565742f31372f737461746500046c6f7374';
    const fields = told(hex.replace('000e', '000e'));
    assert.ok(fields.includes('connect flags: 0x0e will, clean, will QoS 1'));
    assert.ok(fields.includes('keep alive: 60 s'));
    assert.ok(fields.includes('session expiry interval: 0'));
    assert.ok(fields.includes('will delay interval: 4'));
    assert.ok(fields.includes('client identifier: "tracker"'));
    assert.ok(fields.includes('will payload: "lost"'));
});

test('a password is counted and not shown', () => {
    const fields = told('101800044d51545404c2003c0000000375736500067365637265', '3.1.1');
    assert.ok(!fields.join().includes('secre'));
});

test('SUBSCRIBE and SUBACK list what was asked and granted', () => {
    assert.deepEqual(told('820d0001000007706c616e742f2325').slice(-2), [
        'topic filter: plant/#',
        'options: 0x25 QoS 1, no local, retain handling 2',
    ]);
    assert.equal(told('900400010001').at(-1), 'reason code: 0x01');
});

test('packets of 3.1.1 have no properties', () => {
    assert.deepEqual(told('20020100', '3.1.1').slice(-2), [
        'session present: yes',
        'return code: 0x00',
    ]);
    assert.equal(told('300300016178', '3.1.1').at(-1), 'payload: "x"');
});

test('what cannot be read is left over', () => {
    assert.deepEqual(told('c00100').at(-1), 'not understood: 1 octets');
    assert.deepEqual(told('3205000a61').at(-1), 'not understood: 3 octets');
    assert.deepEqual(told('30ffffffff7f').at(-1), 'not understood: 5 octets');
    assert.deepEqual(told(''), []);
});

test('an unknown property ends the list', () => {
    assert.ok(told('20050000027f00').some((field) => field.startsWith('unknown property 127')));
});

test('octets that are no text are shown as octets', () => {
    assert.equal(told('300600016100ff0001').at(-1), 'payload: 3 octets: ff 00 01');
});
