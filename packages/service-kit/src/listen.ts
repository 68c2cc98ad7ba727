import { TradingError } from '@tradingboost/domain'
import type { HttpServer } from './http-server.ts'

export interface ListenOptions {
  /** 0 takes a free one. */
  readonly port: number
  /** 127.0.0.1 unless told otherwise. */
  readonly host?: string
  /** Name of the setting that holds the port, for the error's advice. */
  readonly setting?: string
}

/** Starts to listen and answers the port; throws a TradingError `invalid-config` when the port is in use or not allowed. */
export async function listen(
  server: HttpServer,
  { port, host = '127.0.0.1', setting = 'its setting' }: ListenOptions,
): Promise<number> {
  try {
    await server.listen({ port, host })
  } catch (cause) {
    const advice = explain(cause, port, host, setting)
    if (advice === undefined) throw cause
    throw new TradingError('invalid-config', advice, { retry: 'never', details: { port, host }, cause })
  }
  const address = server.addresses()[0]
  if (address === undefined || typeof address === 'string')
    throw new Error(`the server listens on ${host} and tells no port`)
  return address.port
}

function explain(cause: unknown, port: number, host: string, setting: string): string | undefined {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'EADDRINUSE') {
    return `port ${port} on ${host} is in use: stop the program that listens there, or set ${setting} to another port`
  }
  if (code === 'EACCES')
    return `port ${port} on ${host} is not allowed to this user: set ${setting} to a port above 1023`
  if (code === 'EADDRNOTAVAIL') return `${host} is no address of this machine: listen on 127.0.0.1`
  return undefined
}
