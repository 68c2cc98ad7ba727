import {
  activePositionMember,
  activePositions,
  position,
  positionIndex,
  positionIndexMember,
  positionRealtime,
} from '@tradingboost/redis-keys'
import type { SourceRecord } from '../../migration.ts'
import type { TargetKey, TargetMember, Transformation } from '../../transformation.ts'
import { accountOf } from './account-of.ts'
import { legacyFields } from './legacy-fields.ts'
import { readPosition, type MovedRecord, type SourceAccount } from './read-position.ts'
import { readRows } from './read-rows.ts'
import type { Row } from './row.ts'

type Unmoved = Exclude<Transformation, { readonly kind: 'moves' }>

const refused = (reason: string): Unmoved => ({ kind: 'refused', reason })

/** All rows of a source as records, index members and closed entries, or the first reason against it. */
export function transformPositions({ params, content, ttlMs }: SourceRecord): Transformation {
  if (content.type !== 'string') return refused(`it is a ${content.type} where the JSON text of positions belongs`)
  const account = accountOf(params)
  if (account === undefined) return refused('its name tells no user and exchange')
  const read = readRows(content.text)
  if (read.kind === 'refused') return read
  const keys: TargetKey[] = []
  const members: TargetMember[] = []
  const places = new Set<string>()
  for (const [at, row] of read.rows.entries()) {
    const found = readPosition(account, row)
    if (found.kind === 'refused') return refused(`element ${at} (${row.symbol}) ${found.reason}`)
    for (const record of found.records) {
      const place = positionIndexMember.build({ symbol: record.symbol, side: record.side })
      if (places.has(place)) return refused(`element ${at} is a second one of ${place}, and neither may be lost`)
      places.add(place)
      if (found.kind === 'closed') {
        keys.push(closedEntry(account, record, ttlMs))
        continue
      }
      keys.push(openRecord(account, row, record))
      members.push(...membersOf(account, record, ttlMs))
    }
  }
  return { kind: 'moves', keys, members }
}

/** A record that our programs wrote has no `source`, and comes back from its row as they wrote it. */
function openRecord(account: SourceAccount, row: Row, { symbol, side, fields }: MovedRecord): TargetKey {
  const key = position.build({ ...account, symbol, side })
  const all = new Map(fields.has('source') ? [...legacyFields(row), ...fields] : fields)
  return { family: position, key, content: { type: 'hash', fields: [...all] }, lifetime: 'source' }
}

/** A position that is closed stays known for as long as its source, at most as long as the catalogue keeps one. */
function closedEntry(
  account: SourceAccount,
  { symbol, side, fields }: MovedRecord,
  ttlMs: number | undefined,
): TargetKey {
  const longestMs = positionRealtime.lifetime.kind === 'expires-once-done' ? positionRealtime.lifetime.ms : 0
  return {
    family: positionRealtime,
    key: positionRealtime.build({ ...account, symbol, side }),
    content: { type: 'hash', fields: [...fields, ['status', 'closed']] },
    lifetime: ttlMs !== undefined && ttlMs <= longestMs ? 'source' : { ms: longestMs },
  }
}

/** A record that expires stays out of the set of all positions, which does not: its member would outlive it. */
function membersOf(account: SourceAccount, record: MovedRecord, ttlMs: number | undefined): readonly TargetMember[] {
  const { symbol, side } = record
  const place = { ...account, symbol, side }
  const lists = position.build(place)
  const indexed: TargetMember = {
    family: positionIndex,
    key: positionIndex.build(account),
    member: positionIndexMember.build({ symbol, side }),
    lifetime: 'source',
    lists,
  }
  if (ttlMs !== undefined) return [indexed]
  const active: TargetMember = {
    family: activePositions,
    key: activePositions.build({}),
    member: activePositionMember.build(place),
    lifetime: 'keep',
    lists,
  }
  return [indexed, active]
}
