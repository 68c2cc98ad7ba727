import type { TradingError } from '@tradingboost/domain'
import { quarantine } from './quarantine.ts'

/** The rungs of a grid, and an error for each field that is none. */
export interface RungsRead {
  /** Rung to whether an order rests there. */
  readonly rungs: ReadonlyMap<number, boolean>
  readonly strange: readonly TradingError[]
}

const taken = ['1', 'true']
const free = ['0', 'false']
const levelText = /^(?:0|[1-9]\d{0,5})$/

/**
 * Reads the hash `order_placed`. The original wrote prices as fields and several words for yes and no into it: a price
 * such as `64210.4` is no rung, is set apart and never compared with one; `1` and `true` are taken, `0` and `false` free.
 */
export function readRungs(key: string, fields: Readonly<Record<string, string>>): RungsRead {
  const rungs = new Map<number, boolean>()
  const strange: TradingError[] = []
  for (const [field, text] of Object.entries(fields)) {
    const word = text.toLowerCase()
    const isKnown = taken.includes(word) || free.includes(word)
    if (levelText.test(field) && isKnown) rungs.set(Number(field), taken.includes(word))
    else
      strange.push(
        quarantine(
          key,
          `its field ${JSON.stringify(field)} with ${JSON.stringify(text)} is not a rung with "0" or "1"`,
        ),
      )
  }
  return { rungs, strange }
}
