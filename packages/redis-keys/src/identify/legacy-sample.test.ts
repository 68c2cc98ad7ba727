import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { redisTypes } from '../define/redis-key.ts'
import { identify } from './identify.ts'

// Keys as the original wrote them into a real Redis. The sample is no part of the project: where it is missing, the
// shapes of its documentation, in documented-keys.test.ts, stand alone.
const sample = new URL('../../../../../shared/data/legacy-sample.jsonl', import.meta.url)
const line = z.object({ key: z.string(), type: z.enum(redisTypes) })

if (existsSync(sample)) {
  const keys = readFileSync(sample, 'utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => line.parse(JSON.parse(text)))

  it.each(keys)('names $key ($type)', ({ key, type }) => {
    expect(identify(key, undefined, { type }).kind).toBe('one')
  })
}
