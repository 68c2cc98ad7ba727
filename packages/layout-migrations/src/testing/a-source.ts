import type { AnyKeyFamily, LooseParams } from '@tradingboost/redis-keys'
import type { KeyContent } from '../key-content.ts'
import type { SourceRecord } from '../migration.ts'
import type { Transformation } from '../transformation.ts'

/** A source key of a family with what stands there; a text is a Redis string, and 20 s remain of its life. */
export function aSource(
  family: AnyKeyFamily,
  params: LooseParams,
  content: KeyContent | string,
  ttlMs: number | undefined = 20_000,
): SourceRecord {
  return {
    family,
    params,
    key: family.buildChecked(params),
    content: typeof content === 'string' ? { type: 'string', text: content } : content,
    ttlMs,
  }
}

/** The same source with no end. */
export const withoutEnd = (source: SourceRecord): SourceRecord => ({ ...source, ttlMs: undefined })

/** The hashes of a transformation by key, each as an object of its fields. */
export function hashesOf(transformation: Transformation): Readonly<Record<string, Readonly<Record<string, string>>>> {
  if (transformation.kind !== 'moves') throw new Error(`${transformation.kind}: ${transformation.reason}`)
  return Object.fromEntries(
    transformation.keys.map(({ key, content }) => [
      key,
      content.type === 'hash' ? Object.fromEntries(content.fields) : {},
    ]),
  )
}

/** The members of a transformation as `key member`. */
export function membersOf(transformation: Transformation): readonly string[] {
  return transformation.kind === 'moves' ? transformation.members.map(({ key, member }) => `${key} ${member}`) : []
}
