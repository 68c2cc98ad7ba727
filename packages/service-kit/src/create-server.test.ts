import { request } from 'node:http'
import { TradingError } from '@tradingboost/domain'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { startTestServer } from '../test/start-test-server.ts'
import type { HttpServer } from './http-server.ts'

const order = z.object({ symbol: z.string(), legs: z.array(z.object({ quantity: z.string().regex(/^\d+$/) })) })

function routes(server: HttpServer): void {
  server.post('/orders/:id', { schema: { params: z.object({ id: z.string().min(3) }), body: order } }, async () => 'ok')
  server.get('/redis', async () => {
    throw new TradingError('redis-unavailable', 'Redis does not answer: try again', { retry: 'later' })
  })
  server.get('/bug', async () => {
    throw new Error('the password is hunter2')
  })
  server.get('/lies', { schema: { response: { 200: z.object({ ok: z.boolean() }) } } }, async () =>
    JSON.parse('{"ok":"perhaps"}'),
  )
}

const json = (body: string): RequestInit => ({ method: 'POST', body, headers: { 'content-type': 'application/json' } })

describe('errors are RFC 9457 problems', () => {
  test('a TradingError carries its code, the mapped status and, when it says later, Retry-After', async () => {
    const { get } = await startTestServer({ routes })
    const answer = await get('/redis?token=abc')
    expect(answer.status).toBe(503)
    expect(answer.type).toBe('application/problem+json')
    expect(answer.header('retry-after')).toBe('5')
    expect(answer.body).toEqual({
      type: 'urn:tradingboost:problem:redis-unavailable',
      title: 'Redis unavailable',
      status: 503,
      detail: 'Redis does not answer: try again',
      code: 'redis-unavailable',
      instance: '/redis',
    })
  })

  test('a body that breaks its schema is a 400 that names every bad field by its path', async () => {
    const { get } = await startTestServer({ routes })
    const answer = await get('/orders/abc', json('{"legs":[{"quantity":"1"},{"quantity":"x"}]}'))
    expect(answer.status).toBe(400)
    expect(answer.type).toBe('application/problem+json')
    expect(answer.body.code).toBe('invalid-request')
    expect(answer.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'body.symbol',
      'body.legs.1.quantity',
    ])
  })

  test('a parameter that breaks its schema is named too', async () => {
    const { get } = await startTestServer({ routes })
    const answer = await get('/orders/a', json('{"symbol":"X","legs":[]}'))
    expect(answer.body).toMatchObject({ status: 400, errors: [{ path: 'params.id' }] })
  })

  test.each([
    ['an unknown path', '/nowhere?x=1', undefined, 404, 'not-found'],
    ['a body that is no JSON', '/orders/abc', json('{'), 400, 'bad-request'],
    ['a body of another type', '/orders/abc', { method: 'POST', body: 'x' }, 415, 'unsupported-media-type'],
    ['a body beyond the limit', '/orders/abc', json(JSON.stringify('x'.repeat(70_000))), 413, 'payload-too-large'],
    ['a path that cannot be decoded', '/%', undefined, 400, 'bad-request'],
  ])('%s is a problem', async (_, path, init, status, code) => {
    const { get } = await startTestServer({ routes })
    const answer = await get(path, init)
    expect(answer.type).toBe('application/problem+json')
    expect(answer.body).toMatchObject({ status, code, instance: path.split('?')[0] })
    expect(answer.status).toBe(status)
  })

  test('an unexpected error is logged with its stack and told to nobody', async () => {
    const { get, log } = await startTestServer({ routes })
    const answer = await get('/bug')
    expect(answer.body).toMatchObject({ status: 500, code: 'internal-server-error' })
    expect(answer.text).not.toContain('hunter2')
    expect(log()).toContain('the password is hunter2')
    const [, requestId] = /request (req-\w+)/.exec(answer.body.detail) ?? []
    expect(log()).toContain(`"reqId":"${requestId}"`)
  })

  test('an answer that breaks its own schema is a 500, not a wrong answer', async () => {
    const { get } = await startTestServer({ routes })
    expect(await get('/lies')).toMatchObject({ status: 500, body: { code: 'internal-server-error' } })
  })
})

describe('a page in a browser cannot reach the API', () => {
  test('a request with the Origin of a foreign page is refused', async () => {
    const { get } = await startTestServer({ routes })
    const answer = await get('/health', { headers: { origin: 'http://evil.example' } })
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  })

  test.each([
    ['evil.example', 421],
    ['localhost', 200],
    ['desk.internal', 200],
  ])('a request for the host %s is answered by %i', async (host, status) => {
    const { port } = await startTestServer({ allowedHosts: ['desk.internal'] })
    expect(await statusFor(port, host)).toBe(status)
  })

  test('a page served by the server itself may call it', async () => {
    const { get, port } = await startTestServer({})
    expect((await get('/health', { headers: { origin: `http://127.0.0.1:${port}` } })).status).toBe(200)
  })
})

describe('the documentation', () => {
  test('/docs shows a page whose scripts its own content policy allows', async () => {
    const { get } = await startTestServer({ routes })
    const page = await get('/docs/')
    expect(page.status).toBe(200)
    expect(page.header('content-security-policy')).toContain("script-src 'self'")
    const [, script] = /<script src="([^"]+)"/.exec(page.text) ?? []
    expect((await get(new URL(String(script), 'http://x/docs/').pathname)).status).toBe(200)
    expect(page.text).not.toMatch(/<script>/)
  })

  test('/docs/json lists the routes with their schemas', async () => {
    const { get } = await startTestServer({ routes })
    const { body } = await get('/docs/json')
    expect(body.info).toEqual({ title: 'Test', version: '1.2.3' })
    expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(['/health', '/ready', '/metrics', '/orders/{id}']))
    const schema = body.paths['/orders/{id}'].post.requestBody.content['application/json'].schema
    expect(schema.required).toEqual(['symbol', 'legs'])
  })
})

/** fetch does not let a caller choose the Host header. */
function statusFor(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request({ port, host: '127.0.0.1', path: '/health', headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    call.on('error', reject)
    call.end()
  })
}
