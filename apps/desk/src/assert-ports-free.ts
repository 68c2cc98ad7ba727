import { once } from 'node:events'
import { createServer } from 'node:net'
import { TradingError } from '@tradingboost/domain'

/** Throws `invalid-config` for the first setting whose port somebody listens on; 0 means any and is always free. */
export async function assertPortsFree(ports: Readonly<Record<string, number>>): Promise<void> {
  const taken = new Map<number, string>()
  for (const [setting, port] of Object.entries(ports)) {
    if (port === 0) continue
    const other = taken.get(port)
    if (other !== undefined) throw refusal(`${setting} and ${other} are both ${port}: give each a port of its own`)
    taken.set(port, setting)
    const code = await tryToListen(port)
    if (code === 'EADDRINUSE') {
      throw refusal(
        `port ${port} on 127.0.0.1 is in use: stop the program that listens there, or set ${setting} to another port`,
      )
    }
    if (code !== undefined)
      throw refusal(`port ${port} on 127.0.0.1 cannot be used (${code}): set ${setting} to another port`)
  }
}

async function tryToListen(port: number): Promise<string | undefined> {
  const server = createServer()
  server.listen({ port, host: '127.0.0.1' })
  try {
    await once(server, 'listening')
  } catch (cause) {
    return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
  }
  server.close()
  await once(server, 'close')
  return undefined
}

const refusal = (message: string): TradingError => new TradingError('invalid-config', message, { retry: 'never' })
