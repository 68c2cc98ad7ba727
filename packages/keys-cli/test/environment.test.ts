import { startRedis } from '@tradingboost/testkit'
import { expect, test } from 'vitest'
import { runKeys } from './run-keys.ts'

test('a database is shown and marked, by a dry run first, and over another mark only by force', async () => {
  await using server = await startRedis()
  const client = server.connect()
  const keys = async (...args: string[]) => {
    const { exitCode, stdout, stderr } = await runKeys(['environment', ...args], { REDIS_URL: server.url })
    return [exitCode, exitCode === 2 ? stderr : stdout]
  }
  await client.set('other', '1')
  expect(await keys()).toEqual([0, 'no marker: with keys in it the database counts as live\n'])
  expect(await keys('paper')).toEqual([0, 'would mark it as paper, by an operator: add --execute\n'])
  expect(await client.dbsize()).toBe(1)
  expect(await keys('paper', '--execute', '--owner', 'ops')).toEqual([0, 'marked as paper, by ops\n'])
  expect(await keys()).toEqual([0, 'paper, says ops\n'])
  await client.hset('tradingboost:environment', { environment: 'live', owner: 'a test' })
  expect(await keys('paper', '--execute')).toEqual([
    2,
    `${server.url}?db=0 is marked as live by a test: add --force if those data are paper all the same\n`,
  ])
  expect((await keys('paper', '--execute', '--force'))[0]).toBe(0)
  expect(await client.hget('tradingboost:environment', 'environment')).toBe('paper')
}, 240_000)
