import { fc } from '@fast-check/vitest'
import { anOrder, anOrderRequest } from '@tradingboost/testkit'

/** Frames of a session; the suite sends some thousands, `HOSTILE_FRAMES=1000000` as many as that. */
export const frameCount = Number(process.env['HOSTILE_FRAMES'] ?? 3_000)

const value = fc.oneof(
  fc.constantFrom('-1', '9'.repeat(61), '1e400', '', 'constructor', -1, 0.1, 2 ** 53, null, true, [], {}),
  fc.string({ maxLength: 20 }),
  fc.jsonValue({ maxDepth: 3 }),
)

const requestBodies = [
  { call: 'submit', request: JSON.parse(JSON.stringify(anOrderRequest())) },
  { call: 'cancel', symbol: 'TST-USDT-SWAP', clientOrderId: 'b1' },
  { call: 'amend', symbol: 'TST-USDT-SWAP', clientOrderId: 'b1', amendment: { price: '1' } },
  { call: 'candles', symbol: 'TST-USDT-SWAP', timeframe: '5m', limit: 5 },
  { call: 'fillsAfter', fillId: '1' },
  { call: 'order', clientOrderId: 'b1' },
  { call: 'unsubscribe', subscriber: 'bot' },
]
const clientFrames = [
  ...requestBodies.map((body) => ({ kind: 'request', id: 1, body })),
  { kind: 'ack', subscriber: 'bot', delivery: 1 },
]
const serverFrames = [
  { kind: 'reply', id: 1, result: '1' },
  { kind: 'failure', id: 1, code: 'not-found', retry: 'never', message: 'no' },
  { kind: 'event', subscriber: 'bot', delivery: 1, event: { kind: 'end' } },
  { kind: 'event', subscriber: 'bot', delivery: 1, event: { kind: 'lost', message: 'gone' } },
  {
    kind: 'event',
    subscriber: 'bot',
    delivery: 1,
    event: { kind: 'order', order: JSON.parse(JSON.stringify(anOrder())) },
  },
]

type Json = Record<string, unknown>
const isJson = (one: unknown): one is Json => typeof one === 'object' && one !== null && !Array.isArray(one)

/** Replaces or removes one field, at any depth. */
function mutate(frame: unknown, path: readonly number[], replacement: unknown): unknown {
  if (!isJson(frame)) return replacement
  const names = Object.keys(frame)
  const [at, ...rest] = path
  const name = at === undefined ? undefined : names[at % names.length]
  if (name === undefined) return replacement
  if (rest.length > 0) return { ...frame, [name]: mutate(frame[name], rest, replacement) }
  if (replacement !== undefined) return { ...frame, [name]: replacement }
  return Object.fromEntries(Object.entries(frame).filter(([field]) => field !== name))
}

const like = (frames: readonly unknown[]): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(
          fc.constantFrom(...frames),
          fc.array(fc.nat(9), { minLength: 1, maxLength: 4 }),
          fc.option(value, { nil: undefined }),
        )
        .map(([frame, path, to]) => JSON.stringify(mutate(frame, path, to)) ?? 'undefined'),
    },
    { weight: 2, arbitrary: fc.constantFrom(...frames).map((frame) => JSON.stringify(frame)) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string({ maxLength: 200, unit: 'binary' }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('['.repeat(5_000), '{"a":'.repeat(2_000), '{"__proto__":{"kind":"ack"}}', ''),
    },
  )

/** Frames like those of a client, most of them damaged. */
export const hostileClientFrame = like(clientFrames)
/** Frames like those of a server, most of them damaged. */
export const hostileServerFrame = like(serverFrames)
