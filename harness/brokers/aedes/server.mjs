// An MQTT broker made of Aedes, as Breakwire's driver `aedes` starts it:
//
//     node server.mjs CONFIG.json
//
// CONFIG.json: host, port, websocket (a port; without one, there is no such listener), tls (port, websocket
// as above, authority, certificate and key in PEM files, atLeast, requireCertificate, identityIsUser),
// users (name to password), acl (rules as in a `broker:` section), database (a folder for LevelDB; without
// one, nothing outlives the process). SIGHUP reads users and acl again, SIGTERM ends it with status 0.

import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'

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

// Whom the certificate names, where that counts for a user name and password.
function identity(client) {
  if (!config.tls?.identityIsUser) return undefined
  const socket = client.req?.socket ?? client.conn
  return socket.getPeerCertificate?.().subject?.CN
}

function authenticate(client, user, password, done) {
  client.user = identity(client) ?? user ?? undefined
  if (identity(client) !== undefined) return done(null, true)
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
function takeWebSockets(server) {
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket, request) => {
    broker.handle(createWebSocketStream(socket), request)
  })
  return server
}

function secrets() {
  return {
    ca: readFileSync(config.tls.authority),
    cert: readFileSync(config.tls.certificate),
    key: readFileSync(config.tls.key),
    minVersion: config.tls.atLeast,
    requestCert: config.tls.requireCertificate,
    rejectUnauthorized: config.tls.requireCertificate,
    noDelay: true
  }
}

const listeners = []
function listen(server, port) {
  listeners.push(server)
  // After its time for the handshake is over, Node leaves the connection to who listens.
  server.on('tlsClientError', (error, socket) => {
    console.log(`in the TLS handshake: ${error.message}`)
    socket.destroy()
  })
  return new Promise((resolve) => server.listen(port, config.host, resolve))
}

if (config.websocket) await listen(takeWebSockets(http.createServer()), config.websocket)
if (config.tls) await listen(tls.createServer(secrets(), broker.handle), config.tls.port)
if (config.tls?.websocket) {
  await listen(takeWebSockets(https.createServer(secrets())), config.tls.websocket)
}
process.on('SIGHUP', () => {
  const read = JSON.parse(readFileSync(file, 'utf8'))
  config = { ...config, users: read.users, acl: read.acl }
  console.log('reloaded')
})
process.on('SIGTERM', () => {
  for (const listener of listeners) listener.close()
  broker.close(() => process.exit(0))
})
// The last: who finds it open may take the others for open.
await listen(net.createServer({ noDelay: true }, broker.handle), config.port)
console.log(`aedes ${broker.version} on ${config.host}:${config.port}`)
