import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { isBefore, mayCoexist, mayMove, nextPhase, phases, writesBoth, type Phase } from './phase.ts'

const phase = fc.constantFrom(...phases)

test('a migration goes on one phase at a time, and back to off except from the cut-over', () => {
  const ways = phases.map((from) => [from, phases.filter((to) => mayMove(from, to))])
  expect(Object.fromEntries(ways)).toEqual({
    off: ['expand'],
    expand: ['off', 'backfill'],
    backfill: ['off', 'verify'],
    verify: ['off', 'cutover'],
    cutover: ['expand', 'contract'],
    contract: ['off'],
  })
})

test.prop([phase])('the next phase may always be moved to', (from) => {
  const next = nextPhase(from)
  expect(next === undefined ? from : mayMove(from, next)).toBe(next === undefined ? 'contract' : true)
})

test.prop([fc.array(fc.nat(), { maxLength: 30 })])(
  'on no way does the old layout stop being written while it is the one that is read',
  (choices) => {
    let at: Phase = 'off'
    for (const choice of choices) {
      const ways = phases.filter((to) => mayMove(at, to))
      at = ways[choice % ways.length] ?? at
      const readsOld = isBefore(at, 'cutover')
      expect(!readsOld || at === 'off' || writesBoth(at)).toBe(true)
    }
  },
)

test.prop([fc.array(phase, { maxLength: 5 })])(
  'two neighbouring phases may live side by side, three may not',
  (running) => {
    const places = new Set(running.map((one) => phases.indexOf(one)))
    const span = places.size === 0 ? 0 : Math.max(...places) - Math.min(...places)
    expect(mayCoexist(running)).toBe(span <= 1)
  },
)
