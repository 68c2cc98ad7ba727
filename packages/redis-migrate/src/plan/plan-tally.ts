import type { KeyContent } from '@tradingboost/layout-migrations'
import type { SourceKey } from '@tradingboost/layout-migrations'
import type { Transformation } from '@tradingboost/layout-migrations'
import { piecesOfContent } from '../content/content-of-pieces.ts'

/** A source key that will be left, with the reason. */
export interface PlannedRefusal {
  readonly key: string
  readonly kind: 'refused' | 'stays'
  readonly reason: string
}

/** What a migration would do, as counted so far. */
export interface PlanTally {
  /** Source keys in scope. */
  readonly keys: number
  readonly moves: number
  /** Keys of the new layout that would stand, and members that would be added to shared keys. */
  readonly targets: number
  readonly members: number
  /** Bytes of the sources' contents. */
  readonly bytes: number
  /** Bytes that targets, index members and backups would take while both layouts stand: an estimate. */
  readonly addedBytes: number
  /** How many sources there are of each family, type and outcome: `exchangePositions string moves`. */
  readonly shapes: ReadonlyMap<string, number>
  /** How often each reason to leave a key stands. */
  readonly reasons: ReadonlyMap<string, number>
  /** The first refusals, by key. */
  readonly refusals: readonly PlannedRefusal[]
}

export const emptyTally: PlanTally = {
  keys: 0,
  moves: 0,
  targets: 0,
  members: 0,
  bytes: 0,
  addedBytes: 0,
  shapes: new Map(),
  reasons: new Map(),
  refusals: [],
}

const mostNamed = 1_000
/** What a key, a field and a member cost a server besides their bytes, roughly, as measured on Redis 7.0. */
const perKey = 110
const perPiece = 24

/** The tally with one more source in it. */
export function countSource(
  tally: PlanTally,
  source: SourceKey,
  type: string,
  content: KeyContent | undefined,
  becomes: Transformation,
): PlanTally {
  const bytes = content === undefined ? 0 : sizeOf(content)
  const shape = `${source.family.name} ${type} ${becomes.kind}`
  const counted = { ...tally, keys: tally.keys + 1, bytes: tally.bytes + bytes, shapes: more(tally.shapes, shape) }
  if (becomes.kind !== 'moves') {
    const refusal = { key: source.key, kind: becomes.kind, reason: becomes.reason }
    return {
      ...counted,
      reasons: more(tally.reasons, `${becomes.kind}: ${becomes.reason}`),
      refusals: tally.refusals.length < mostNamed ? [...tally.refusals, refusal] : tally.refusals,
    }
  }
  const targetBytes = becomes.keys.reduce((sum, target) => sum + perKey + target.key.length + sizeOf(target.content), 0)
  const memberBytes = becomes.members.reduce((sum, { member }) => sum + 2 * (member.length + perPiece), 0)
  const backupBytes = perKey + bytes + becomes.keys.reduce((sum, { key }) => sum + key.length + 40 + perPiece, 0)
  return {
    ...counted,
    moves: tally.moves + 1,
    targets: tally.targets + becomes.keys.length,
    members: tally.members + becomes.members.length,
    addedBytes: tally.addedBytes + targetBytes + memberBytes + backupBytes,
  }
}

function sizeOf(content: KeyContent): number {
  return piecesOfContent(content).reduce((sum, piece) => sum + Buffer.byteLength(piece) + perPiece, 0)
}

function more(counts: ReadonlyMap<string, number>, name: string): ReadonlyMap<string, number> {
  return new Map(counts).set(name, (counts.get(name) ?? 0) + 1)
}
