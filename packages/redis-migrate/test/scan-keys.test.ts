import { expect, test } from 'vitest'
import { scanKeys } from '../src/content/scan-keys.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()

test('every key is named, once a page, among many others, and from the place of any page on the rest is', async () => {
  const { raw, connection } = redis()
  const wanted = Array.from({ length: 700 }, (_, at) => `x:${at}`)
  const pipeline = raw.pipeline()
  for (const key of wanted) pipeline.set(key, '1')
  for (let at = 0; at < 9_000; at += 1) pipeline.set(`other:${at}`, '1')
  await pipeline.exec()
  const pages = []
  for await (const page of scanKeys(connection, 'x:*')) pages.push(page)
  for (const { keys } of pages) expect(new Set(keys).size).toBe(keys.length)
  expect(new Set(pages.flatMap(({ keys }) => keys))).toEqual(new Set(wanted))
  expect(pages.length).toBeGreaterThan(3)
  const before = pages.slice(0, 2).flatMap(({ keys }) => keys)
  const rest = []
  for await (const { keys } of scanKeys(connection, 'x:*', pages[1]?.next)) rest.push(...keys)
  expect(new Set([...before, ...rest])).toEqual(new Set(wanted))
})
