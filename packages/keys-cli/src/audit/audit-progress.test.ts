import { epochMs, SimulatedClock } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { auditProgress, progressLine } from './audit-progress.ts'

test('a line says how far, how fast and how long still', () => {
  expect(progressLine({ keys: 45_000, total: 1_000_000 }, 1_000)).toBe(
    '45,000 of 1,000,000 keys (4 %), 45,000 keys/s, 22 s left',
  )
  expect(progressLine({ keys: 1_000, total: 1_000_000 }, 1_000)).toContain('16 min 39 s left')
  expect(progressLine({ keys: 0, total: 0 }, 0)).toBe('0 of 0 keys (100 %)')
})

function screen(isTTY: boolean): { isTTY: boolean; readonly written: string[]; write(text: string): void } {
  const written: string[] = []
  return { isTTY, written, write: (text) => void written.push(text) }
}

test('a terminal is shown a line five times a second at most, and is cleared', () => {
  const clock = new SimulatedClock(epochMs(0))
  const terminal = screen(true)
  const progress = auditProgress(terminal, clock)
  for (let at = 0; at <= 1_000; at += 10) {
    clock.advanceTo(epochMs(at))
    progress.show({ keys: at, total: 1_000 })
  }
  progress.clear()
  expect(terminal.written).toHaveLength(7)
  expect(terminal.written.at(-2)).toContain('1,000 of 1,000 keys (100 %)')
  expect(terminal.written.at(-1)).toBe('\r\u001b[K')
})

test('a file is shown a line every five seconds', () => {
  const clock = new SimulatedClock(epochMs(0))
  const file = screen(false)
  const progress = auditProgress(file, clock)
  for (let at = 0; at <= 12_000; at += 100) {
    clock.advanceTo(epochMs(at))
    progress.show({ keys: at, total: 12_000 })
  }
  progress.clear()
  expect(file.written).toEqual([
    '5,000 of 12,000 keys (41 %), 1,000 keys/s, 7 s left\n',
    '10,000 of 12,000 keys (83 %), 1,000 keys/s, 2 s left\n',
  ])
})
