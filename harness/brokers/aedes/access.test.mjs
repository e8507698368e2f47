import assert from 'node:assert/strict'
import { test } from 'node:test'

import { matches, may, withNames } from './access.mjs'

const pump = { id: 'pump-1', user: 'pump' }

test('a filter matches level by level', () => {
  assert.ok(matches('plant/+/state', 'plant/1/state'))
  assert.ok(matches('plant/#', 'plant'))
  assert.ok(matches('#', 'plant/1'))
  assert.ok(!matches('plant/+', 'plant/1/state'))
  assert.ok(!matches('plant/1/state', 'plant/1'))
})

test('wildcards leave out topics that begin with a dollar sign', () => {
  assert.ok(!matches('#', '$SYS/uptime'))
  assert.ok(!matches('+/uptime', '$SYS/uptime'))
  assert.ok(matches('$SYS/#', '$SYS/uptime'))
})

test('without rules everything is allowed', () => {
  assert.ok(may([], 'write', pump, 'any'))
})

test('what no rule allows is denied', () => {
  const acl = [{ user: 'pump', may: 'write', topics: ['plant/#'] }]
  assert.ok(may(acl, 'write', pump, 'plant/1'))
  assert.ok(!may(acl, 'read', pump, 'plant/1'))
  assert.ok(!may(acl, 'write', { id: 'x', user: 'other' }, 'plant/1'))
  assert.ok(!may(acl, 'write', { id: 'x', user: undefined }, 'plant/1'))
})

test('a denial beats what the same user is allowed', () => {
  const acl = [
    { user: 'pump', may: 'readwrite', topics: ['plant/#'] },
    { user: 'pump', may: 'none', topics: ['plant/secret/#'] }
  ]
  assert.ok(may(acl, 'read', pump, 'plant/1'))
  assert.ok(!may(acl, 'read', pump, 'plant/secret/1'))
})

test('the rules that name a user decide before those of everybody', () => {
  const acl = [
    { may: 'none', topics: ['plant/secret/#'] },
    { user: 'pump', may: 'read', topics: ['plant/secret/1'] }
  ]
  assert.ok(may(acl, 'read', pump, 'plant/secret/1'))
  assert.ok(!may(acl, 'read', pump, 'plant/secret/2'))
})

test('names stand for %c and %u', () => {
  assert.equal(withNames('d/%c/%u', pump, false), 'd/pump-1/pump')
  assert.equal(withNames('d/%u', { id: 'x', user: undefined }, false), null)
})

test('a name never widens a rule', () => {
  assert.equal(withNames('d/%c', { id: '#' }, false), null)
  assert.equal(withNames('d/%c/#', { id: 'a/b' }, false), null)
  assert.equal(withNames('d/%c/#', { id: 'a/b' }, true), 'd/a/b/#')
})
