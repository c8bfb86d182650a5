/* Preloaded: every attempt at a connection is written down and refused. */
const { appendFileSync } = require('node:fs')
const dns = require('node:dns')
const net = require('node:net')
const dgram = require('node:dgram')

function refuse(what) {
  appendFileSync(process.env.ZVIT_HOSTILE_LOG, `${what}\n`)
  throw new Error(`an attempt at a connection: ${what}`)
}

const { connect } = net.Socket.prototype
net.Socket.prototype.connect = function (...given) {
  const [first] = given.flat()
  // A lock of this machine is a socket without an address.
  if (typeof first === 'string' || typeof first?.path === 'string')
    return connect.apply(this, given)
  return refuse(`connect ${JSON.stringify(first)}`)
}
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  dns[name] = (host) => refuse(`${name} ${host}`)
  dns.promises[name] = async (host) => refuse(`${name} ${host}`)
}
dgram.createSocket = () => refuse('datagrams')
