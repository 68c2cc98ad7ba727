import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { useRedis } from './use-redis.ts'

const redis = useRedis()
const program = fileURLToPath(new URL('programs/traced-reads.ts', import.meta.url))
const flags = (process.env['TRADINGBOOST_NODE_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '')
const spansSchema = z.array(
  z.object({ name: z.string(), statement: z.string().optional(), id: z.string(), parent: z.string().optional() }),
)

test('every command of the cache is a span of OpenTelemetry under that of its caller, keys told and values not', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program, redis().server.url])
  const spans = spansSchema.parse(JSON.parse(stdout))
  const caller = spans.find(({ name }) => name === 'the bot decides')
  expect(spans.filter(({ parent }) => parent === caller?.id).map(({ name, statement }) => [name, statement])).toEqual([
    ['set', expect.stringMatching(/^set position:7:okx:XRP-USDT-SWAP:long /)],
    ['get', 'get position:7:okx:XRP-USDT-SWAP:long'],
  ])
  expect(stdout).not.toContain('of the user')
})
