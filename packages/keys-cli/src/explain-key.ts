import {
  catalogue,
  channels,
  describeDifferences,
  identify,
  moves,
  referenceOf,
  type AnyKeyFamily,
  type FamilyMigration,
  type FamilyReference,
  type RedisType,
} from '@tradingboost/redis-keys'

/** A family that a key belongs to, with the key's parameters. */
export interface ExplainedFamily extends FamilyReference {
  readonly params: Readonly<Record<string, unknown>>
  /** What becomes of a key of a deprecated family; undefined for an active one. */
  readonly successor: string | undefined
  /** The migrations that move its keys. */
  readonly movedBy: readonly string[]
}

/** What is known of a key. */
export type KeyExplanation =
  | { readonly kind: 'known'; readonly families: readonly ExplainedFamily[] }
  | { readonly kind: 'channel'; readonly name: string; readonly template: string; readonly summary: string }
  | {
      readonly kind: 'unknown'
      readonly nearest: readonly { readonly family: string; readonly template: string; readonly reason: string }[]
    }

/** What is known besides the key itself. */
interface ExplainContext {
  /** Its Redis type. */
  readonly type?: RedisType
  readonly migrations: readonly FamilyMigration[]
}

/** Says which family a key is, several where only the type tells, or why the nearest families refuse it. */
export function explainKey(key: string | Uint8Array, { type, migrations }: ExplainContext): KeyExplanation {
  const identified = identify(key, catalogue, type === undefined ? {} : { type })
  switch (identified.kind) {
    case 'one':
      return { kind: 'known', families: [explained(identified.family, key, migrations)] }
    case 'ambiguous':
      return { kind: 'known', families: identified.families.map((family) => explained(family, key, migrations)) }
    case 'unknown': {
      const channel = channels.find((one) => one.parse(key).kind === 'ok')
      if (channel !== undefined) {
        return { kind: 'channel', name: channel.name, template: channel.template, summary: channel.summary }
      }
      const nearest = identified.nearest.map(({ family, reasons }) => ({
        family: family.name,
        template: family.template,
        reason: describeDifferences(reasons),
      }))
      return { kind: 'unknown', nearest }
    }
  }
}

function explained(
  family: AnyKeyFamily,
  key: string | Uint8Array,
  migrations: readonly FamilyMigration[],
): ExplainedFamily {
  const parsed = family.parse(key)
  const movedBy = migrations.filter((migration) => moves(migration, family.name)).map(({ id }) => id)
  return {
    ...referenceOf(family),
    params: parsed.kind === 'ok' ? parsed.params : {},
    successor: family.status === 'active' ? undefined : successorOf(family, movedBy),
    movedBy,
  }
}

function successorOf({ owner, replacedBy }: AnyKeyFamily, movedBy: readonly string[]): string {
  if (owner === 'foreign') return 'it belongs to a program that is none of ours: leave it alone'
  if (replacedBy.length === 0) return 'nothing replaces it; no program of ours reads it'
  const mover =
    movedBy.length === 0
      ? 'no migration moves it'
      : `${movedBy.map((id) => `keys migrate run ${id}`).join(' or ')} moves it`
  return `replaced by ${replacedBy.join(' and ')}; ${mover}`
}
