import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '@tradingboost/domain'
import { expect, onTestFinished, test } from 'vitest'
import { superviseBot } from './supervise-bot.ts'

async function supervise(manner: string) {
  const lines: string[] = []
  const spec = {
    name: 'GRID',
    main: new URL('../../test/programs/service.ts', import.meta.url),
    settings: { MANNER: manner },
  }
  const say = (line: string): void => void lines.push(line)
  const bot = await superviseBot(spec, { clock: systemClock, env: process.env, say })
  onTestFinished(() => bot.stop())
  return { bot, said: () => lines.filter((line) => line.startsWith('GRID')) }
}

test('a bot that dies is started again twice, each time with a sentence, and then given up', async () => {
  const { bot, said } = await supervise('crashes')
  expect(await bot.givenUp).toBe(
    'GRID ended by exit code 1 (half a position): giving up, its orders rest at the exchange',
  )
  expect([bot.deaths(), bot.restarts()]).toEqual([3, 2])
  expect(said()).toEqual([
    'GRID ended by exit code 1 (half a position): starting it again (1 of 2)',
    'GRID ended by exit code 1 (half a position): starting it again (2 of 2)',
  ])
})

test('a bot that is stopped stays stopped', async () => {
  const { bot, said } = await supervise('well')
  expect(bot.url()).toBe('http://127.0.0.1:4000')
  await bot.stop()
  await sleep(100)
  expect(said()).toEqual([])
  expect([bot.deaths(), bot.restarts()]).toEqual([0, 0])
})
