import { exchangePositions, position, positionIndexMember, positionRealtime } from '@tradingboost/redis-keys'
import type { Inversion, Migration, SourceKey, TransformOptions } from '../../migration.ts'
import type { TargetKey } from '../../transformation.ts'
import { accountOf } from './account-of.ts'
import { legacyFieldNames } from './legacy-fields.ts'
import { readPosition, type MovedRecord, type SourceAccount } from './read-position.ts'
import { readRows, rowOf } from './read-rows.ts'
import { ccxtSpelling, okxSpelling, type Row } from './row.ts'
import { sourcesOfPosition } from './sources-of-position.ts'
import { canStandBySymbol, writeHolder, type HeldText, type RowText } from './write-holder.ts'
import { objectOf, writeRow } from './write-row.ts'

/** A target as the record it holds, closed entries included. */
interface Target {
  readonly record: MovedRecord
  readonly isClosed: boolean
}

/** A row that a source holds now, by the places it speaks of. */
interface HeldRow {
  readonly row: Row
  readonly places: readonly string[]
}

/**
 * The list, answer or object that says what the records say: a row per open position, each built from the row that the
 * record was made of, else from the row that stands, else anew. Rows keep their order, new ones follow; a position that is
 * closed leaves, unless a closed entry still has its row.
 */
export const invertPositions: Migration['invert'] = (source, targets, before, options) => {
  const account = accountOf(source.params)
  if (account === undefined) return { kind: 'refused', reason: 'its name tells no user and exchange' }
  if (before !== undefined && before.type !== 'string') {
    return { kind: 'refused', reason: `it is a ${before.type} where the JSON text of positions belongs` }
  }
  const read = before === undefined ? undefined : readRows(before.text)
  if (read?.kind === 'refused') return { kind: 'refused', reason: `what stands there cannot be kept: ${read.reason}` }
  const held = before === undefined || read === undefined ? undefined : { text: before.text, holder: read.holder }
  const rows: HeldRow[] = []
  for (const [at, row] of (read?.rows ?? []).entries()) {
    const found = readPosition(account, row)
    if (found.kind === 'refused') {
      return {
        kind: 'refused',
        reason: `what stands there cannot be kept: element ${at} (${row.symbol}) ${found.reason}`,
      }
    }
    rows.push({ row, places: found.records.map(placeOf) })
  }
  const standing = new Set(rows.flatMap(({ places }) => places))
  const belongs = (sources: readonly SourceKey[], place: string): boolean =>
    held === undefined
      ? sources[0]?.key === source.key
      : standing.has(place) || sources.some(({ key }) => key === source.key)
  const wanted = targetsOf(targets, belongs, options)
  return inversionOf(account, source, wanted, rows, held)
}

function inversionOf(
  account: SourceAccount,
  source: SourceKey,
  targets: readonly Target[],
  rows: readonly HeldRow[],
  held: HeldText | undefined,
): Inversion {
  if (held === undefined && targets.length === 0) return { kind: 'deletes' }
  const spelling = rows[0]?.row.spelling ?? (source.family.name === exchangePositions.name ? okxSpelling : ccxtSpelling)
  const placed = targets.map((target) => {
    const place = placeOf(target.record)
    const at = rows.findIndex(({ places }) => places.includes(place))
    return { target, at: at < 0 ? rows.length : at, standing: rows[at]?.row }
  })
  const isNamed = held?.holder.kind === 'by-symbol' && canStandBySymbol(targets.map(({ record }) => record))
  const texts: RowText[] = []
  for (const { target, standing } of placed.toSorted((one, other) => one.at - other.at)) {
    const { record } = target
    const text = writeRow({ account, record, spelling, base: ownRow(record) ?? standing, isNamed })
    // Both sides of a flat net position are made of one row.
    if (target.isClosed && texts.some((other) => other.text === text)) continue
    texts.push({ symbol: record.symbol, text })
  }
  return { kind: 'writes', content: { type: 'string', text: writeHolder(texts, held) } }
}

/** The row that a record was made of, where it still has it. */
function ownRow({ symbol, fields }: MovedRecord): Row | undefined {
  const source = fields.get('source')
  const object = source === undefined ? undefined : objectOf(source)
  const row = object === undefined ? undefined : rowOf(object, symbol)
  return typeof row === 'object' ? row : undefined
}

/** The open positions that belong to the source, and of the closed ones those that are not open again. */
function targetsOf(
  targets: readonly TargetKey[],
  belongs: (sources: readonly SourceKey[], place: string) => boolean,
  options: TransformOptions,
): readonly Target[] {
  const found: Target[] = []
  for (const { family, key, content } of targets) {
    const isClosed = family.name === positionRealtime.name
    const place = isClosed ? positionRealtime.read(key) : family.name === position.name ? position.read(key) : undefined
    if (place === undefined || content.type !== 'hash') continue
    const { symbol, side } = place
    const sources = sourcesOfPosition({ family: position, key: position.build(place) }, options)
    const fields = new Map(content.fields)
    const status = fields.get('status')
    fields.delete('status')
    for (const name of legacyFieldNames) fields.delete(name)
    if (isClosed && (status !== 'closed' || !fields.has('source'))) continue
    const record = { symbol, side, fields }
    if (belongs(sources, placeOf(record))) found.push({ record, isClosed })
  }
  const open = new Set(found.filter(({ isClosed }) => !isClosed).map(({ record }) => placeOf(record)))
  return found.filter(({ record, isClosed }) => !isClosed || !open.has(placeOf(record)))
}

const placeOf = ({ symbol, side }: MovedRecord): string => positionIndexMember.build({ symbol, side })
