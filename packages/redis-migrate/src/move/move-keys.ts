import type { MoveContext } from './move-context.ts'
import { sideBySide } from '../concurrency/map-concurrently.ts'
import { inGroups } from '../concurrency/chunk.ts'
import { movedOn } from '../state/moved-on.ts'
import { moveSource, readToMove, type MoveOutcome } from './move-source.ts'

/** How many source keys came to what. */
export type MoveCounts = Readonly<Record<MoveOutcome['kind'], number>>

const noMoves: MoveCounts = {
  moved: 0,
  unchanged: 0,
  gone: 0,
  adopted: 0,
  stays: 0,
  refused: 0,
  conflict: 0,
  busy: 0,
  stopped: 0,
}

/** So many sources are read at a time. */
const atOnce = 8

/** Moves source keys side by side; `onBusy` is told those that changed each time. Throws `lease-lost` when told to stop. */
export async function moveKeys(
  context: MoveContext,
  keys: readonly string[],
  onBusy: (key: string) => void,
): Promise<MoveCounts> {
  const counts = { ...noMoves }
  await sideBySide(
    inGroups(keys, atOnce),
    async (group) => {
      const states = await readToMove(context, group)
      for (const [at, key] of group.entries()) {
        const { kind } = await moveSource(context, key, states[at])
        counts[kind] += 1
        if (kind === 'busy') onBusy(key)
      }
    },
    context.width,
  )
  if (counts.stopped > 0) throw movedOn(context.keys.migrationId)
  return counts
}
