import { once } from 'node:events'
import net from 'node:net'

/** Stands between a server and its PostgreSQL, so that the connection can be cut. */
export interface DatabaseProxy {
  /** The address of the database by way of the proxy. */
  readonly url: string
  /** Breaks the open connections and refuses new ones. */
  cut(): Promise<void>
  /** Passes nothing on any more, in either direction, and accepts connections that stay silent. */
  stall(): void
  /** Keeps back what the server sends, until `release`; what the database answers still comes through. */
  hold(): void
  /** Lets everything that was held go on at the same moment. */
  release(): void
  /** Back to normal for new connections; those that were stalled are broken. */
  restore(): Promise<void>
  close(): Promise<void>
}

/** Starts a proxy on a free port of 127.0.0.1 for the database at `databaseUrl`. */
export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const real = new URL(databaseUrl)
  const upstream = { host: real.hostname.replace(/^\[|\]$/g, ''), port: Number(real.port) || 5432 }
  const sockets = new Set<net.Socket>()
  const pairs = new Map<net.Socket, net.Socket>()
  let stalled = false
  let held = false
  let server = listener()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server)

  function listener(): net.Server {
    return net.createServer((client) => {
      track(client)
      if (stalled) return
      const database = net.connect(upstream)
      track(database)
      pairs.set(client, database)
      database.pipe(client)
      if (!held) client.pipe(database)
      client.on('close', () => {
        pairs.delete(client)
        database.destroy()
      })
      database.on('close', () => client.destroy())
    })
  }
  function track(socket: net.Socket): void {
    sockets.add(socket)
    socket.setNoDelay(true)
    // A broken connection is what this is for; the close event follows.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  }
  function breakConnections(): void {
    for (const socket of sockets) socket.destroy()
  }
  async function cut(): Promise<void> {
    if (!server.listening) return
    server.close()
    breakConnections()
    await once(server, 'close')
  }
  return {
    url: withAddress(real, port),
    cut,
    stall() {
      stalled = true
      for (const socket of sockets) socket.unpipe().pause()
    },
    hold() {
      held = true
      for (const client of pairs.keys()) client.unpipe().pause()
    },
    release() {
      held = false
      for (const [client, database] of pairs) client.pipe(database)
    },
    async restore() {
      stalled = false
      breakConnections()
      if (server.listening) return
      server = listener()
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
    close: cut,
  }
}

function withAddress(url: URL, port: number): string {
  const proxied = new URL(url)
  proxied.hostname = '127.0.0.1'
  proxied.port = String(port)
  return proxied.href
}

function portOf(server: net.Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('the proxy listens on no port')
  return address.port
}
