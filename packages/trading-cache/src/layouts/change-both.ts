import { migrationInstances, migrationSaved } from '@tradingboost/redis-keys'
import type { RedisConnection } from '../connection/redis-connection.ts'
import type { ScriptCall } from '../connection/redis-script.ts'
import { bothLayoutsLua } from './both-layouts.lua.ts'
import type { KeyContent, TargetKey, SourceKey, OldLayout } from '@tradingboost/layout-migrations'
import { piecesOf, planOldWrite, type OldWrite } from './plan-old-write.ts'
import { readOldKeys, type OldKeyState } from './read-old-keys.ts'
import type { LayoutPhase } from './report-phase.ts'
import { afterCutOver, beforeCutOver, scriptsOfBoth, tryBoth, type BothOutcome } from './try-both.ts'
import type { LayoutWatch } from './watch-layouts.ts'

/** A change of the new layout, and what of it the old one has to say. */
export interface LayoutChange<Reply> {
  /** Its script begins with `guardLua`. */
  readonly call: ScriptCall<Reply>
  /** New keys that change, with what they hold then; undefined is no key. */
  readonly changes: readonly (Pick<TargetKey, 'family' | 'key'> & { readonly content: KeyContent | undefined })[]
  /** What the new layout holds now of all that the old keys tell. */
  readonly standing: () => Promise<readonly TargetKey[]>
  /** How long old keys stand that say what changed; until somebody deletes them without it. */
  readonly ttlMs?: number
}

/**
 * Makes a change in the new layout, and in the same step in the old one while a migration asks for both. Without a watch,
 * or without a migration, it is the change alone.
 */
export async function changeBoth<Reply>(
  connection: RedisConnection,
  watch: LayoutWatch | undefined,
  change: LayoutChange<Reply>,
): Promise<Reply> {
  const found = await layoutOf(watch, change)
  const [first] = found === undefined ? [] : sourcesOf(found.layout, change)
  const keys = change.changes.map(({ key }) => key)
  if (watch === undefined) return await connection.run(change.call)
  if (first === undefined) return await tryBoth(watch, keys, async () => await recordOnly(connection, watch, change))
  const attempt = async (): Promise<BothOutcome<Reply>> => await tryOnce(connection, watch, change)
  return await watch.inTurn(first.key, async () => await tryBoth(watch, keys, attempt))
}

/** Makes a change without a legacy key. While a migration of its family is under way, its targets are recorded as saved. */
async function recordOnly<Reply>(
  connection: RedisConnection,
  watch: LayoutWatch,
  change: LayoutChange<Reply>,
): Promise<BothOutcome<Reply>> {
  for (const layout of watch.layouts) {
    if (!change.changes.some(layout.isTarget) || !(await watch.isUnderWay(layout))) continue
    return await connection.run(callBoth(layout, [...beforeCutOver, ...afterCutOver], change, []))
  }
  return { kind: 'done', reply: await connection.run(change.call) }
}

async function tryOnce<Reply>(
  connection: RedisConnection,
  watch: LayoutWatch,
  change: LayoutChange<Reply>,
): Promise<BothOutcome<Reply>> {
  const found = await layoutOf(watch, change)
  if (found === undefined) return { kind: 'done', reply: await connection.run(change.call) }
  const { layout, phases } = found
  const sources = sourcesOf(layout, change)
  const before = await readOldKeys(connection, sources)
  const standing = await change.standing()
  const writes = sources.flatMap((source, at) => {
    const held = before[at] ?? { kind: 'none' }
    const said = saidBy(layout, source, held)
    if (typeof said === 'string') {
      watch.onRefusal(source.key, said)
      return []
    }
    const told = phases === afterCutOver ? toldAfterCutOver(standing, said) : toldBeforeCutOver(layout, standing, said)
    return planOldWrite(watch, layout, {
      source,
      told,
      change,
      before: held.kind === 'held' ? held.content : undefined,
    })
  })
  return await connection.run(callBoth(layout, phases, change, writes))
}

/** What an old key says in the words of the new layout, or why nothing may be written there. */
function saidBy(layout: OldLayout, source: SourceKey, held: OldKeyState): readonly TargetKey[] | string {
  if (held.kind === 'none') return []
  if (held.kind === 'strange') return `it is a ${held.type}, which no program is known to write there`
  return layout.tell(source, held.content, held.ttlMs) ?? 'what stands there cannot be told in the new layout'
}

/**
 * Before the cut-over the old keys say what holds, and the new ones may not know it yet; but for what a program such as
 * this one made, maybe before there was a migration: the old keys may not know that yet.
 */
function toldBeforeCutOver(
  layout: OldLayout,
  standing: readonly TargetKey[],
  said: readonly TargetKey[],
): readonly TargetKey[] {
  return withOthers(said, standing.filter(layout.isOwn))
}

/**
 * After it the new keys say what holds. What only an old key says was never moved, or its going would have been written in
 * both: it is reported to the operator, and stays.
 */
function toldAfterCutOver(standing: readonly TargetKey[], said: readonly TargetKey[]): readonly TargetKey[] {
  return withOthers(standing, said)
}

function withOthers(first: readonly TargetKey[], others: readonly TargetKey[]): readonly TargetKey[] {
  const known = new Set(first.map(({ key }) => key))
  return [...first, ...others.filter(({ key }) => !known.has(key))]
}

/** The layout that a migration under way leaves and that the change is about, with the phases that ask for it as now. */
async function layoutOf<Reply>(
  watch: LayoutWatch | undefined,
  change: LayoutChange<Reply>,
): Promise<{ readonly layout: OldLayout; readonly phases: readonly LayoutPhase[] } | undefined> {
  for (const layout of watch?.layouts ?? []) {
    if (sourcesOf(layout, change).length === 0) continue
    const phase = (await watch?.phaseOf(layout)) ?? 'none'
    const phases = [beforeCutOver, afterCutOver].find((some) => some.includes(phase))
    if (phases !== undefined) return { layout, phases }
  }
  return undefined
}

function sourcesOf<Reply>(layout: OldLayout, { changes }: LayoutChange<Reply>): readonly SourceKey[] {
  const sources = changes.flatMap((target) => layout.sourcesOf(target))
  return [...new Map(sources.map((source) => [source.key, source])).values()]
}

const both = scriptsOfBoth('both', bothLayoutsLua)

function callBoth<Reply>(
  { migrationId }: OldLayout,
  phases: readonly LayoutPhase[],
  { call, changes }: LayoutChange<Reply>,
  writes: readonly OldWrite[],
): ScriptCall<BothOutcome<Reply>> {
  const args: string[] = []
  const place = (content: KeyContent | undefined): object => {
    const pieces = content === undefined ? [] : piecesOf(content)
    const from = call.args.length + args.length + 1
    args.push(...pieces)
    return { type: content?.type ?? 'none', from, count: pieces.length }
  }
  const sources = writes.map(({ before, after, ttlMs }, at) => ({
    key: call.keys.length + 3 + at,
    was: place(before),
    ...place(after),
    ...(ttlMs === undefined ? {} : { ttlMs: String(ttlMs) }),
  }))
  const own = [migrationInstances.build({ migrationId }), migrationSaved.build({ migrationId })]
  const keys = [...own, ...writes.map(({ key }) => key)]
  const changed = changes.map(({ key }) => {
    const known = call.keys.indexOf(key)
    return known >= 0 ? known + 1 : call.keys.length + keys.push(key)
  })
  const followed = call.keys.length + 1
  return both(call, { keys, args, plan: { followed, saved: followed + 1, phases, sources, changed } })
}
