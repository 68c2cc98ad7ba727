import { expect, test } from 'vitest'
import { startTestServer } from '../test/start-test-server.ts'

test('/health answers whatever the dependencies do', async () => {
  const { get } = await startTestServer({ checks: { redis: () => Promise.reject(new Error('gone')) } })
  expect(await get('/health')).toMatchObject({ status: 200, body: { status: 'up' } })
})

test('/ready is 200 when every check has looked and found its dependency', async () => {
  const looked: string[] = []
  const check = (name: string) => async () => looked.push(name)
  const { get } = await startTestServer({ checks: { redis: check('redis'), exchange: check('exchange') } })
  expect(await get('/ready')).toMatchObject({
    status: 200,
    body: { status: 'ready', checks: { redis: { status: 'up' }, exchange: { status: 'up' } } },
  })
  expect(looked).toEqual(['redis', 'exchange'])
})

test('/ready is a 503 problem that names what is down and why', async () => {
  const { get } = await startTestServer({
    checks: { redis: () => Promise.reject(new Error('connection refused')), exchange: async () => 'PONG' },
  })
  const answer = await get('/ready')
  expect(answer.type).toBe('application/problem+json')
  expect(answer.body).toMatchObject({
    status: 503,
    code: 'not-ready',
    detail: 'not ready: redis: connection refused',
    checks: { redis: { status: 'down', reason: 'connection refused' }, exchange: { status: 'up' } },
  })
})

test('a check that hangs is down after its time limit, and is told to stop', async () => {
  let stopped = false
  const hanging = (signal: AbortSignal) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        stopped = true
        reject(new Error('aborted'))
      })
    })
  const { get } = await startTestServer({ checks: { exchange: hanging }, checkLimitMs: 50 })
  expect(await get('/ready')).toMatchObject({
    status: 503,
    body: { checks: { exchange: { status: 'down', reason: 'no answer within 50 ms' } } },
  })
  expect(stopped).toBe(true)
})
