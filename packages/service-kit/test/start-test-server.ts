import { PassThrough } from 'node:stream'
import { systemClock } from '@tradingboost/domain'
import { onTestFinished } from 'vitest'
import { createLogger, createMetrics, createServer, listen } from '../src/index.ts'
import type { HttpServer, ReadinessCheck } from '../src/index.ts'

export interface Answer {
  readonly status: number
  readonly type: string
  header(name: string): string | null
  readonly text: string
  // oxlint-disable-next-line typescript/no-explicit-any -- tests assert on whatever came
  readonly body: any
}

/** A server on a free port, gone at the end of the test; `log` holds what it has logged. */
export async function startTestServer(options: {
  readonly routes?: (server: HttpServer) => void
  readonly checks?: Readonly<Record<string, ReadinessCheck>>
  readonly checkLimitMs?: number
  readonly allowedHosts?: readonly string[]
}) {
  const lines = new PassThrough()
  let log = ''
  lines.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const server = await createServer({
    title: 'Test',
    version: '1.2.3',
    logger: createLogger({ name: 'test', level: 'info', destination: lines }),
    metrics: createMetrics('test'),
    clock: systemClock,
    checks: options.checks ?? {},
    ...(options.checkLimitMs === undefined ? {} : { checkLimitMs: options.checkLimitMs }),
    ...(options.allowedHosts === undefined ? {} : { allowedHosts: options.allowedHosts }),
  })
  options.routes?.(server)
  const port = await listen(server, { port: 0 })
  onTestFinished(() => server.close())
  const get = async (path: string, init?: RequestInit): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, init)
    const text = await response.text()
    const type = response.headers.get('content-type') ?? ''
    const body: unknown = type.includes('json') ? JSON.parse(text) : undefined
    return { status: response.status, type, header: (name) => response.headers.get(name), text, body }
  }
  return { port, get, log: () => log }
}
