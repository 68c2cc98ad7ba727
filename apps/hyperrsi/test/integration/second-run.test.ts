import { secondRunProblems } from '@tradingboost/bot-host/testing'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { hyperRsiBot } from '../../src/hyper-rsi-bot.ts'

test('a second run on the same Redis records what its own exchange has, whatever the first left there', async () => {
  const { problems, positions } = await secondRunProblems(hyperRsiBot(readConfig({})), 1200)
  expect(positions).toBeGreaterThan(0)
  expect(problems).toEqual([])
})
