import { once } from 'node:events'
import type { NetConnectOpts, Socket } from 'node:net'
import { connect, createServer } from 'node:net'

type Mode =
  | { readonly kind: 'pass' }
  | { readonly kind: 'delay'; readonly delayMs: number }
  | { readonly kind: 'blackhole' }
  | { readonly kind: 'drop-replies' }
  | { readonly kind: 'refuse' }

/** A TCP proxy on a port of 127.0.0.1 whose network can be made bad while it runs. */
export type TcpProxy = AsyncDisposable & {
  readonly host: '127.0.0.1'
  readonly port: number
  /** Each chunk arrives this much later, in both directions and in order. */
  delayBy(delayMs: number): void
  /** Connections stay open, and are still accepted, but no byte arrives anywhere. */
  blackhole(): void
  /** What the client sends arrives, what the server answers does not: outcomes become unknown. */
  dropReplies(): void
  /** Ends all connections by a TCP reset; new ones work. */
  reset(): void
  /** Ends all connections, and every new one, by a TCP reset. */
  refuse(): void
  /** Back to normal. Connections that lost bytes are reset, for their streams are torn. */
  heal(): void
  /** New connections lead to another address; those that are open stay where they are. */
  leadTo(target: NetConnectOpts): void
  /** Connections open at this moment. */
  connections(): number
  stop(): Promise<void>
}

type Link = { readonly client: Socket; readonly upstream: Socket; lostBytes: boolean }

/** Starts a proxy in front of an address: `{ path }` of a unix socket or `{ host, port }`. */
export async function startTcpProxy(firstTarget: NetConnectOpts): Promise<TcpProxy> {
  let target = firstTarget
  let mode: Mode = { kind: 'pass' }
  const links = new Set<Link>()

  const cut = (link: Link): void => {
    links.delete(link)
    link.client.resetAndDestroy()
    link.upstream.destroy()
  }
  const carry = (link: Link, from: Socket, to: Socket, isReply: boolean): void => {
    from.on('data', (chunk: Buffer) => {
      if (mode.kind === 'blackhole' || (mode.kind === 'drop-replies' && isReply)) {
        link.lostBytes = true
        return
      }
      const write = (): void => {
        if (!to.destroyed && to.writable) to.write(chunk)
      }
      // Timers of one span fire in the order in which they were set.
      if (mode.kind === 'delay') setTimeout(write, mode.delayMs)
      else write()
    })
    from.on('error', () => cut(link))
    from.on('close', () => {
      links.delete(link)
      to.destroySoon()
    })
  }

  const server = createServer((client) => {
    if (mode.kind === 'refuse') {
      client.on('error', () => undefined)
      client.resetAndDestroy()
      return
    }
    const upstream = connect(target)
    // A proxy that holds small chunks back for others to join would add what no network does.
    client.setNoDelay(true)
    upstream.setNoDelay(true)
    const link: Link = { client, upstream, lostBytes: false }
    links.add(link)
    carry(link, client, upstream, false)
    carry(link, upstream, client, true)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy listens on no TCP port')

  const stop = async (): Promise<void> => {
    for (const link of links) cut(link)
    if (!server.listening) return
    server.close()
    await once(server, 'close')
  }
  return {
    host: '127.0.0.1',
    port: address.port,
    delayBy(delayMs) {
      mode = { kind: 'delay', delayMs }
    },
    blackhole() {
      mode = { kind: 'blackhole' }
    },
    dropReplies() {
      mode = { kind: 'drop-replies' }
    },
    reset() {
      for (const link of links) cut(link)
    },
    refuse() {
      mode = { kind: 'refuse' }
      for (const link of links) cut(link)
    },
    heal() {
      mode = { kind: 'pass' }
      for (const link of links) if (link.lostBytes) cut(link)
    },
    leadTo(next) {
      target = next
    },
    connections: () => links.size,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
