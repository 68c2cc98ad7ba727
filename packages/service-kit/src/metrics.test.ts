import { expect, test } from 'vitest'
import { startTestServer } from '../test/start-test-server.ts'
import { createMetrics } from './metrics.ts'

test('two registries in one process do not know of each other', async () => {
  const [one, two] = [createMetrics('one'), createMetrics('two')]
  one.counter({ name: 'orders_total', help: 'Orders.' }).inc(3)
  two.counter({ name: 'orders_total', help: 'Orders.', labelNames: ['leg'] }).inc({ leg: 'entry' })
  expect(await one.expose()).toContain('orders_total{app="one"} 3')
  expect(await two.expose()).toContain('orders_total{leg="entry",app="two"} 1')
})

test('/metrics tells of the process and times requests by route template, not by path', async () => {
  const { get } = await startTestServer({ routes: (server) => void server.get('/orders/:id', async () => 'ok') })
  await get('/orders/17')
  await get('/orders/18')
  await get('/unknown/19')
  const { text, type } = await get('/metrics')
  expect(type).toContain('text/plain')
  expect(text).toContain('process_resident_memory_bytes')
  expect(text).toContain(
    'http_request_duration_seconds_count{app="test",method="GET",route="/orders/:id",status="200"} 2',
  )
  expect(text).toContain(
    'http_request_duration_seconds_count{app="test",method="GET",route="unmatched",status="404"} 1',
  )
  expect(text).not.toContain('/orders/17')
})
