import { TradingError, systemClock } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { startTestServer } from '../test/start-test-server.ts'
import { createServer } from './create-server.ts'
import { listen } from './listen.ts'
import { createLogger } from './logger.ts'
import { createMetrics } from './metrics.ts'

async function refusal(options: Parameters<typeof listen>[1]): Promise<TradingError> {
  const logger = createLogger({ name: 'test', level: 'silent' })
  const metrics = createMetrics('test')
  const server = await createServer({ title: 'Test', version: '1', logger, metrics, clock: systemClock, checks: {} })
  try {
    await listen(server, options)
  } catch (error) {
    if (error instanceof TradingError) return error
    throw error
  } finally {
    await server.close()
  }
  throw new Error('it listens')
}

test('takes a free port for 0 and listens on 127.0.0.1', async () => {
  const { port, get } = await startTestServer({})
  expect(port).toBeGreaterThan(0)
  expect((await get('/health')).status).toBe(200)
})

test('a used port is one sentence with the port and the setting to change', async () => {
  const { port } = await startTestServer({})
  const { code, message } = await refusal({ port, setting: 'GRID_PORT' })
  expect(code).toBe('invalid-config')
  expect(message).toBe(
    `port ${port} on 127.0.0.1 is in use: stop the program that listens there, or set GRID_PORT to another port`,
  )
})

test('a host that is not of this machine is one sentence', async () => {
  expect((await refusal({ port: 0, host: '192.0.2.1' })).message).toContain('192.0.2.1 is no address of this machine')
})
