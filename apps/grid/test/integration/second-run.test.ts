import { secondRunProblems } from '@tradingboost/bot-host/testing'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { gridBot } from '../../src/grid-bot.ts'

test('a second run on the same Redis records what its own exchange has, whatever the first left there', async () => {
  const { problems, positions } = await secondRunProblems(gridBot(readConfig({})), 600)
  expect(positions).toBeGreaterThan(0)
  expect(problems).toEqual([])
})
