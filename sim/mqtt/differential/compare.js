// NODE_PATH=/usr/share/nodejs node compare.js PROGRAM: has the packets that PROGRAM prints read by mqtt-packet as well, another
// implementation of MQTT 3.1.1 and 5.0 (Debian's node-mqtt-packet), and compares: both must accept
// or refuse, and agree on every field. Where the other one is wrong, it is listed here with the
// reason; such an entry that is never met is an error, too.
'use strict'
const { spawnSync } = require('child_process')

let mqtt
try {
  mqtt = require('mqtt-packet')
} catch (_) {
  console.log('skipped: mqtt-packet is not there (Debian package node-mqtt-packet)')
  process.exit(77)
}

// Mistakes that mqtt-packet 8.1.2 does not look for, by our name for them. Seen by reading its
// parser.js; what is not here it has to refuse.
const itsOversights = {
  trailing_bytes: 'reads what it knows and skips the rest by the Remaining Length',
  truncated: 'does not hold properties to the length of their list, nor numbers to the packet',
  varint_not_minimal: 'takes any form of up to four octets',
  packet_id_zero: 'takes 0 for any other identifier',
  utf8_ill_formed: 'replaces what is no UTF-8',
  utf8_surrogate: 'replaces what is no UTF-8',
  utf8_null: 'takes U+0000 for any other character',
  property_misplaced: 'takes every property everywhere',
  property_repeated: 'makes a list of the values',
  property_out_of_range: 'looks at no value',
  authentication_method_missing: 'looks at no pair of properties',
  will_qos_invalid: 'takes 3 for any other QoS of a will',
  password_without_user_name: 'is silent about the rule of 3.1.1',
  session_present_on_refusal: 'looks at no pair of fields',
  dup_at_qos_0: 'looks at no pair of fields',
  topic_empty: 'looks into no topic',
  topic_wildcard: 'looks into no topic',
  filter_empty: 'looks into no filter',
  multi_level_wildcard_misplaced: 'looks into no filter',
  single_level_wildcard_misplaced: 'looks into no filter',
  share_name_empty: 'looks into no filter',
  share_name_invalid: 'looks into no filter',
  no_local_on_shared: 'looks into no filter',
  list_empty: 'asks for an empty packet, not for an empty list',
  reason_unknown: 'knows which codes there are for some packets only, not for CONNACK'
}

// What it refuses and the standard allows.
const itsRefusals = [
  {
    why: 'AUTH may leave out code and properties (5.0 section 3.15.2.1)',
    is: packet => packet.type === 'AUTH' && packet.reason === 0 && !packet.properties
  },
  {
    why: '0x8C in a DISCONNECT: table 2-6 has it, the table of section 3.14.2.1 has not; we take what either allows',
    is: packet => packet.type === 'DISCONNECT' && packet.reason === 0x8C
  }
]

const snake = name => name.replace(/[A-Z]/g, c => '_' + c.toLowerCase())
const renamed = {
  maximumQoS: 'maximum_qos',
  userProperties: 'user_property',
  subscriptionIdentifiersAvailable: 'subscription_identifier_available'
}
// It reads these as true or false.
const flags = ['request_response_information', 'request_problem_information',
  'payload_format_indicator', 'retain_available', 'wildcard_subscription_available',
  'subscription_identifier_available', 'shared_subscription_available']

const list = value => Array.isArray(value) ? value : [value]
const plain = value => Buffer.isBuffer(value) || (value && value.toString && typeof value === 'object') ? value.toString('hex') : value

// It keeps user properties by name, so their order among different names is lost.
const byName = pairs => {
  const out = {}
  for (const [name, value] of pairs) (out['=' + name] = out['=' + name] || []).push(value)
  return out
}

function ourProperties (properties) {
  if (!properties) return undefined
  const out = {}
  for (const [name, values] of Object.entries(properties)) {
    out[name] = flags.includes(name) ? values.map(value => value !== 0) : values
    if (name === 'user_property') out[name] = byName(values)
  }
  return out
}

function itsProperties (properties) {
  if (!properties || Object.keys(properties).length === 0) return undefined
  const out = {}
  for (const [key, value] of Object.entries(properties)) {
    const name = renamed[key] || snake(key)
    if (name !== 'user_property') {
      out[name] = list(value).map(plain)
    } else {
      const pairs = []
      for (const each of Object.keys(value)) for (const one of list(value[each])) pairs.push([each, one])
      out[name] = byName(pairs)
    }
  }
  return out
}

function ours (packet) {
  const out = { ...packet, properties: ourProperties(packet.properties) }
  if (packet.will) out.will = { ...packet.will, properties: ourProperties(packet.will.properties) }
  return out
}

const bodies = {
  connect: p => ({
    version: p.protocolVersion,
    clean_start: p.clean,
    keep_alive: p.keepalive,
    client_id: p.clientId,
    user_name: p.username,
    password: p.password === undefined ? undefined : plain(p.password),
    will: p.will && {
      topic: p.will.topic,
      payload: plain(p.will.payload),
      qos: p.will.qos,
      retain: p.will.retain,
      properties: itsProperties(p.will.properties)
    }
  }),
  connack: p => ({ session_present: p.sessionPresent, reason: p.reasonCode === undefined ? p.returnCode : p.reasonCode }),
  publish: p => ({
    dup: p.dup,
    qos: p.qos,
    retain: p.retain,
    topic: p.topic,
    payload: plain(p.payload),
    packet_id: p.qos > 0 ? p.messageId : undefined
  }),
  subscribe: p => ({
    packet_id: p.messageId,
    subscriptions: p.subscriptions.map(s => ({
      filter: s.topic, qos: s.qos, no_local: s.nl, retain_as_published: s.rap, retain_handling: s.rh
    }))
  }),
  suback: p => ({ packet_id: p.messageId, reasons: p.granted }),
  unsubscribe: p => ({ packet_id: p.messageId, filters: p.unsubscriptions }),
  unsuback: p => ({ packet_id: p.messageId, reasons: p.granted }),
  disconnect: p => ({ reason: p.reasonCode }),
  auth: p => ({ reason: p.reasonCode })
}
const acknowledgement = p => ({ packet_id: p.messageId, reason: p.reasonCode })
for (const ack of ['puback', 'pubrec', 'pubrel', 'pubcomp']) bodies[ack] = acknowledgement

const its = packet => ({
  type: packet.cmd.toUpperCase(),
  properties: itsProperties(packet.properties),
  ...(bodies[packet.cmd] ? bodies[packet.cmd](packet) : {})
})

// Its reading of the octets; undefined if it refuses them, or waits for more.
function read (octets, version) {
  const parser = mqtt.parser({ protocolVersion: version })
  let packet, error
  parser.on('packet', found => { packet = packet || found })
  parser.on('error', found => { error = found })
  try {
    parser.parse(Buffer.from(octets, 'hex'))
  } catch (thrown) {
    error = thrown
  }
  return error ? undefined : packet
}

const sorted = value => JSON.stringify(value, (_, each) =>
  each && typeof each === 'object' && !Array.isArray(each)
    ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => a < b ? -1 : 1))
    : each)

const count = { accepted: 0, refused: 0 }
const met = {}
const complaints = []
const complain = (sample, what) => complaints.push(`${sample.octets} (${sample.version === 5 ? '5.0' : '3.1.1'}): ${what}`)

function compare (sample) {
  const other = read(sample.octets, sample.version)
  if (sample.malformed) {
    count.refused++
    if (!other) return
    met[sample.malformed] = true
    if (!itsOversights[sample.malformed]) complain(sample, `we refuse it as ${sample.malformed}, it accepts it`)
    return
  }
  count.accepted++
  if (!other) {
    const known = itsRefusals.find(each => each.is(sample.packet))
    if (known) known.met = true
    else complain(sample, 'we accept it, it refuses it')
    return
  }
  const [a, b] = [sorted(ours(sample.packet)), sorted(its(other))]
  if (a !== b) complain(sample, `we read ${a}\n    it reads ${b}`)
}

const told = spawnSync(process.argv[2], { maxBuffer: 1 << 28, encoding: 'utf8' })
for (const line of told.stdout.split('\n')) if (line) compare(JSON.parse(line))
for (const why of Object.keys(itsOversights)) if (!met[why]) complaints.push(`it never overlooked ${why}: take it out of the list`)
for (const each of itsRefusals) if (!each.met) complaints.push(`it never refused this: ${each.why}`)
if (count.accepted < 5000 || count.refused < 2000) complaints.push(`too few packets: ${sorted(count)}`)

for (const each of complaints.slice(0, 20)) console.log(each)
if (complaints.length > 20) console.log(`... and ${complaints.length - 20} more`)
console.log(`${count.accepted} packets that we accept and ${count.refused} that we refuse, ${complaints.length} disagreements`)
process.exit(complaints.length === 0 ? 0 : 1)
