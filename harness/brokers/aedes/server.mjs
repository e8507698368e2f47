// An MQTT broker made of Aedes, as Breakwire's driver `aedes` starts it:
//
//     node server.mjs CONFIG.json
//
// CONFIG.json: host, port, websocket (a port; without one, there is no such listener), users (name to
// password), acl (rules as in a `broker:` section), database (a folder for LevelDB; without one, nothing
// outlives the process). SIGHUP reads users and acl again, SIGTERM ends it with status 0.

import { readFileSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'

import { Aedes } from 'aedes'
import levelPersistence from 'aedes-persistence-level'
import { ClassicLevel } from 'classic-level'
import { createWebSocketStream, WebSocketServer } from 'ws'

import { may } from './access.mjs'

const notAuthorized = 5 // MQTT 3.1.1 section 3.2.2.3

// Where what may not be published goes, so that it is acknowledged as the standard allows
// ([MQTT-3.3.5-2]) and reaches nobody.
const nowhere = '$nowhere'

const file = process.argv[2]
let config = JSON.parse(readFileSync(file, 'utf8'))

function authenticate(client, user, password, done) {
  client.user = user ?? undefined
  const names = Object.keys(config.users)
  const known = names.includes(user) && config.users[user] === String(password ?? '')
  if (known || names.length === 0) return done(null, true)
  done(Object.assign(new Error('unknown user or wrong password'), { returnCode: notAuthorized }), null)
}

function authorizePublish(client, packet, done) {
  if (packet.topic.startsWith('$SYS/')) return done(new Error('$SYS is the broker\'s own'))
  // A will may outlive its client; it was looked at when that connected.
  if (client && !may(config.acl, 'write', client, packet.topic)) {
    console.log(`${client.id} may not write ${packet.topic}`)
    packet.topic = nowhere
    packet.retain = false
  }
  done(null)
}

// Every subscription is granted, and filtered as messages are delivered.
function authorizeForward(client, packet) {
  if (packet.topic === nowhere) return null
  return may(config.acl, 'read', client, packet.topic) ? packet : null
}

function logEvents(broker) {
  broker.on('client', (client) => console.log(`${client.id} connected`))
  broker.on('clientDisconnect', (client) => console.log(`${client.id} disconnected`))
  broker.on('clientError', (client, error) => console.log(`${client.id}: ${error.message}`))
  broker.on('connectionError', (_, error) => console.log(`before CONNECT: ${error.message}`))
  broker.on('keepaliveTimeout', (client) => console.log(`${client.id} fell silent`))
  broker.on('subscribe', (all, client) => {
    for (const one of all) console.log(`${client?.id} subscribed to ${one.topic} at ${one.qos}`)
  })
  broker.on('publish', (packet, client) => {
    if (client) console.log(`${client.id} published ${packet.topic} at ${packet.qos}`)
  })
  broker.on('error', (error) => console.log(`error: ${error.stack}`))
}

const database = config.database ? new ClassicLevel(config.database) : undefined
const persistence = database && levelPersistence(database)
const broker = await Aedes.createBroker({
  persistence, authenticate, authorizePublish, authorizeForward
})
logEvents(broker)

// As Aedes' documentation says it is done.
function listenForWebSockets(port) {
  const server = http.createServer()
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket, request) => {
    broker.handle(createWebSocketStream(socket), request)
  })
  return new Promise((resolve) => server.listen(port, config.host, () => resolve(server)))
}

const server = net.createServer({ noDelay: true }, broker.handle)
const forWebSockets = config.websocket && await listenForWebSockets(config.websocket)
process.on('SIGHUP', () => {
  const read = JSON.parse(readFileSync(file, 'utf8'))
  config = { ...config, users: read.users, acl: read.acl }
  console.log('reloaded')
})
process.on('SIGTERM', () => {
  server.close()
  forWebSockets?.close()
  broker.close(() => process.exit(0))
})
server.listen(config.port, config.host, () => {
  console.log(`aedes ${broker.version} on ${config.host}:${config.port}`)
})
