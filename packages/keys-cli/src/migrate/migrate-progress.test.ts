import { epochMs, SimulatedClock } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { barLine, migrateProgress } from './migrate-progress.ts'

const progress = {
  phase: 'backfill',
  done: 5_000,
  total: 20_000,
  perSecond: 2_000,
  dirty: 3,
  waiting: undefined,
} as const

test('a line says the phase, how far, how fast, how long still, what is dirty and what it waits for', () => {
  expect(barLine(progress)).toBe(
    'backfill [=====>              ] 25 %  5,000 of 20,000 keys, 2,000 keys/s, 8 s left, 3 dirty',
  )
  expect(barLine({ ...progress, done: 20_000, dirty: 0, waiting: 'paused' })).toBe(
    'backfill [====================] 100 %  20,000 of 20,000 keys, 2,000 keys/s, waiting (paused)',
  )
  expect(barLine({ ...progress, done: 0, total: 0, perSecond: 0, dirty: 0 })).toContain('100 %  0 of 0 keys')
})

test('a terminal is shown a line that renews itself, a file a line a second and at each phase, of JSON on request', () => {
  const clock = new SimulatedClock(epochMs(0))
  const terminal = { isTTY: true, written: new Array<string>(), write: (text: string) => terminal.written.push(text) }
  const file = { isTTY: false, written: new Array<string>(), write: (text: string) => file.written.push(text) }
  const json = { isTTY: true, written: new Array<string>(), write: (text: string) => json.written.push(text) }
  const shown = [migrateProgress(terminal, clock), migrateProgress(file, clock), migrateProgress(json, clock, true)]
  for (let at = 0; at <= 2_000; at += 100) {
    clock.advanceTo(epochMs(at))
    for (const { show } of shown) show({ ...progress, done: at })
  }
  for (const { show, clear } of shown) {
    show({ ...progress, phase: 'verify' })
    clear()
  }
  expect([terminal.written.length, file.written.length, json.written.length]).toEqual([13, 4, 4])
  expect(file.written[3]).toBe(`${barLine({ ...progress, phase: 'verify' })}\n`)
  expect(JSON.parse(json.written[3] ?? '')).toMatchObject({ at: 2_000, phase: 'verify', total: 20_000 })
})
