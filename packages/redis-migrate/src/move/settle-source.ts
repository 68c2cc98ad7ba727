import { TradingError } from '@tradingboost/domain'
import { defineScript, type ScriptCall } from '@tradingboost/trading-cache'
import type { TargetKey, TargetMember } from '@tradingboost/layout-migrations'
import { piecesOfContent } from '../content/content-of-pieces.ts'
import { digestOfPieces } from '../content/content-digest.ts'
import type { KeyState } from '../ledger/read-source.ts'
import { texts } from '../content/reply.ts'
import type { MigrationKeys } from '../define/migration-keys.ts'
import { settleLua } from './settle.lua.ts'

/** What a source key wants in the new layout, and how to go about it. */
export interface Settlement {
  readonly key: string
  /** The source as it was read; nothing is written when it changed since. */
  readonly state: Pick<KeyState, 'digest' | 'entry' | 'stamp'>
  readonly epoch: string
  /** `write` makes it so, `check` compares. */
  readonly mode: 'write' | 'check'
  readonly keys: readonly TargetKey[]
  readonly members: readonly TargetMember[]
  /** Targets that another writer made and that are taken as they were read: their digests, by key. */
  readonly adopted?: ReadonlyMap<string, string>
  /** Why the source is left; its targets of before go. */
  readonly refusal?: string
  /** Whether the source goes, for in place it becomes nothing. */
  readonly empties?: boolean
  /** Whether the ledger entry goes, for there is no source or it is left. */
  readonly drop?: boolean
  /** Whether targets stay that a program of ours said it wrote, though they are as the migration wrote them. */
  readonly sparesWritten?: boolean
  /** Whether programs of ours note which targets they saved: what is made anew is none of those. */
  readonly isNoted?: boolean
}

/** Problems come as key and sentence part: `positions:7:okx:A:long says something else`. */
export type SettleOutcome =
  | { readonly kind: 'settled' | 'dropped' | 'same' | 'changed' | 'stopped' }
  | { readonly kind: 'differs' | 'conflict'; readonly problems: readonly string[] }

const script = defineScript('settle-source', settleLua)

/** One step, all or nothing: targets, members, times to live, ledger entry and backup of one source key. */
export function settleSource(keys: MigrationKeys, settlement: Settlement): ScriptCall<SettleOutcome> {
  const { state, epoch, mode, refusal, drop, empties, sparesWritten, isNoted } = settlement
  const operands = collectOperands([keys.state, settlement.key, keys.backupOf(settlement.key), keys.refusals])
  const entry = state.entry
  const wantedKeys = new Set(settlement.keys.map(({ key }) => key))
  const wantedMembers = new Set(settlement.members.map(memberName))
  const plan = {
    epoch,
    mode,
    source: state.digest,
    ...(state.stamp === undefined ? {} : { stamp: state.stamp }),
    revision: entry?.revision ?? '',
    targets: settlement.keys.map((target) => targetOf(operands, settlement, target)),
    groups: groupsOf(operands, keys, settlement.members),
    gone: (entry?.targets ?? [])
      .filter(({ key, isOurs }) => isOurs && !wantedKeys.has(key) && key !== settlement.key)
      .map(({ key, digest }) => ({ key: operands.key(key), was: digest })),
    kept: (entry?.targets ?? [])
      .filter(({ key, isOurs }) => !isOurs && !wantedKeys.has(key) && key !== settlement.key)
      .map(({ key, digest }) => ({ key: operands.key(key), was: digest })),
    goneMembers: (entry?.members ?? [])
      .filter((member) => !wantedMembers.has(memberName(member)))
      .map(({ key, member, lists, isOurs }) => ({
        key: operands.key(key),
        ledger: operands.key(keys.membersOf(key)),
        member: operands.value(member),
        ...(isOurs ? {} : { keeps: true }),
        ...(lists === undefined ? {} : { lists: operands.key(lists) }),
      })),
    // The targets in the order of their names, in which they are looked at again.
    stamped: settlement.keys
      .map(({ key }) => key)
      .toSorted()
      .map((key) => operands.key(key)),
    ...(refusal === undefined ? {} : { refusal: operands.value(refusal) }),
    ...(drop === true ? { drop } : {}),
    ...(empties === true ? { empties } : {}),
    ...(isNoted === true && settlement.keys.length > 0 ? { saved: operands.key(keys.saved) } : {}),
    ...(sparesWritten === true ? { spares: operands.key(keys.saved) } : {}),
  }
  return {
    script,
    keys: operands.keys,
    args: [JSON.stringify(plan), ...operands.values],
    read: (reply) => readOutcome(texts(reply, script.name)),
  }
}

/** Keys and values of one run, known to Lua by their positions; the plan is the first of ARGV. */
interface Operands {
  readonly keys: readonly string[]
  readonly values: readonly string[]
  key(key: string): number
  value(text: string): number
  run(texts: readonly string[]): number
}

function collectOperands(first: readonly string[]): Operands {
  const keys = [...first]
  const positions = new Map(first.map((key, at) => [key, at + 1]))
  const values: string[] = []
  return {
    keys,
    values,
    key: (key) => {
      const known = positions.get(key)
      if (known !== undefined) return known
      keys.push(key)
      positions.set(key, keys.length)
      return keys.length
    },
    value: (text) => values.push(text) + 1,
    run: (pieces) => {
      const from = values.length + 2
      for (const piece of pieces) values.push(piece)
      return from
    },
  }
}

function targetOf(operands: Operands, { state, adopted }: Settlement, target: TargetKey): object {
  const known = state.entry?.targets.find(({ key }) => key === target.key)
  const seen = adopted?.get(target.key)
  const pieces = seen === undefined ? piecesOfContent(target.content) : []
  if (pieces.length === 0 && seen === undefined) {
    throw new TradingError(
      'value-not-storable',
      `${target.key} would be an empty ${target.content.type}: leave it out`,
      { retry: 'never' },
    )
  }
  return {
    key: operands.key(target.key),
    type: target.content.type,
    from: operands.run(pieces),
    count: pieces.length,
    ...(pieces.length === 0 || target.content.type === 'zset'
      ? {}
      : { digest: digestOfPieces(target.content.type, pieces) }),
    // What nearly every target has is left out: Redis reads a plan of twice the length for as long as it writes a target.
    ...(seen === undefined && known === undefined ? {} : { was: seen ?? known?.digest }),
    ...(known?.isOurs === true && seen === undefined ? { made: true } : {}),
    ...(target.lifetime === 'source' ? {} : { lifetime: String(target.lifetime.ms) }),
    ...(seen === undefined ? {} : { adopted: true }),
  }
}

function groupsOf(operands: Operands, keys: MigrationKeys, members: readonly TargetMember[]): readonly object[] {
  const groups = Map.groupBy(members, ({ key, lifetime }) => `${lifetime} ${key}`)
  return [...groups.values()].map((group) => {
    const [{ key, lifetime, score } = { key: '', lifetime: 'keep', score: undefined }] = group
    return {
      key: operands.key(key),
      lifetime,
      // Only a key that lives as long as its source belongs to the migration alone, and needs to know whose each member is.
      ...(lifetime === 'source' ? { ledger: operands.key(keys.membersOf(key)) } : {}),
      from: operands.run(group.map(({ member }) => member)),
      count: group.length,
      // Positions of keys; 0 for a member that lists none.
      lists: group.map(({ lists }) => (lists === undefined ? 0 : operands.key(lists))),
      ...(score === undefined
        ? { type: 'set' }
        : { type: 'zset', scores: operands.run(group.map((member) => member.score ?? '')) }),
    }
  })
}

const memberName = ({ key, member }: { readonly key: string; readonly member: string }): string => `${key}\n${member}`

function readOutcome([kind, ...problems]: readonly string[]): SettleOutcome {
  switch (kind) {
    case 'settled':
    case 'dropped':
    case 'same':
    case 'changed':
    case 'stopped':
      return { kind }
    case 'differs':
    case 'conflict':
      return {
        kind,
        problems: Array.from({ length: problems.length / 2 }, (_, at) => problems.slice(at * 2, at * 2 + 2).join(' ')),
      }
    case undefined:
    default:
      throw new TradingError('protocol-violated', `settle-source answered ${String(kind)}: reload the script`, {
        retry: 'never',
      })
  }
}
