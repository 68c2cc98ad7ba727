import { TradingError } from '@tradingboost/domain'
import { migrationInstances } from '@tradingboost/redis-keys'
import { readMembers } from '../connection/read-reply.ts'
import type { RedisConnection } from '../connection/redis-connection.ts'
import { defineScript, type RedisScript, type ScriptCall } from '../connection/redis-script.ts'
import { bothLayoutsLua } from './both-layouts.lua.ts'
import type { LayoutContent, NewKey, OldKey, OldLayout } from './old-layout.ts'
import { readOldKeys } from './read-old-keys.ts'
import type { LayoutPhase } from './report-phase.ts'
import type { LayoutWatch } from './watch-layouts.ts'

/** A change of the new layout, and what of it the old one has to say. */
export interface LayoutChange<Reply> {
  /** Its script begins with `guardLua`. */
  readonly call: ScriptCall<Reply>
  /** New keys that change, with what they hold then; undefined is no key. */
  readonly changes: readonly (Pick<NewKey, 'family' | 'key'> & { readonly content: LayoutContent | undefined })[]
  /** What the new layout holds now of all that the old keys tell. */
  readonly standing: () => Promise<readonly NewKey[]>
  /** How long the old keys stand; until somebody deletes them without it. */
  readonly ttlMs?: number
}

const mostTries = 100

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
  if (watch === undefined || first === undefined) return await connection.run(change.call)
  return await watch.inTurn(first.key, async () => await changeInTurn(connection, watch, change))
}

async function changeInTurn<Reply>(
  connection: RedisConnection,
  watch: LayoutWatch,
  change: LayoutChange<Reply>,
): Promise<Reply> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const found = await layoutOf(watch, change)
    if (found === undefined) return await connection.run(change.call)
    const { layout, phases } = found
    const sources = sourcesOf(layout, change)
    const before = await readOldKeys(connection, sources)
    const standing = await change.standing()
    const writes = sources.flatMap((source, at) => {
      const content = before[at]
      const said = content === undefined ? [] : layout.tell(source, content)
      const told =
        phases === afterCutOver ? toldAfterCutOver(standing, said) : toldBeforeCutOver(layout, standing, said)
      return planWrite(watch, layout, source, told && overlay(told, change), content)
    })
    const outcome = await connection.run(callBoth(layout, phases, change, writes))
    if (outcome.kind === 'done') return outcome.reply
    if (outcome.kind === 'moved-on') await watch.refresh()
  }
  throw new TradingError('conflict', 'the old layout changed each time between reading and writing it: try again', {
    retry: 'now',
    details: { keys: change.changes.map(({ key }) => key) },
  })
}

/**
 * Before the cut-over the old keys say what holds, and the new ones may not know it yet; but for what a program such as
 * this one made, maybe before there was a migration: the old keys may not know that yet.
 */
function toldBeforeCutOver(
  layout: OldLayout,
  standing: readonly NewKey[],
  said: readonly NewKey[] | undefined,
): readonly NewKey[] | undefined {
  return said && withOthers(said, standing.filter(layout.isOwn))
}

/**
 * After it the new keys say what holds. What only an old key says was never moved, or its going would have been written in
 * both: it is reported to the operator, and stays.
 */
function toldAfterCutOver(standing: readonly NewKey[], said: readonly NewKey[] | undefined): readonly NewKey[] {
  return withOthers(standing, said ?? [])
}

function withOthers(first: readonly NewKey[], others: readonly NewKey[]): readonly NewKey[] {
  const known = new Set(first.map(({ key }) => key))
  return [...first, ...others.filter(({ key }) => !known.has(key))]
}

// From the beginning of a migration on, and after it was rolled back too, somebody may read the old layout.
const beforeCutOver: readonly LayoutPhase[] = ['off', 'expand', 'backfill', 'verify']
const afterCutOver: readonly LayoutPhase[] = ['cutover']

/** An old key that is to be written: its content of before and after; undefined is no key. */
interface OldWrite {
  readonly key: string
  readonly before: LayoutContent | undefined
  readonly after: LayoutContent | undefined
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

function sourcesOf<Reply>(layout: OldLayout, { changes }: LayoutChange<Reply>): readonly OldKey[] {
  const sources = changes.flatMap((target) => layout.sourcesOf(target))
  return [...new Map(sources.map((source) => [source.key, source])).values()]
}

function overlay<Reply>(told: readonly NewKey[], { changes }: LayoutChange<Reply>): readonly NewKey[] {
  const changed = new Set(changes.map(({ key }) => key))
  return [
    ...told.filter(({ key }) => !changed.has(key)),
    ...changes.flatMap(({ family, key, content }) =>
      content === undefined ? [] : [{ family, key, content, lifetime: 'source' as const }],
    ),
  ]
}

function planWrite(
  watch: LayoutWatch,
  layout: OldLayout,
  source: OldKey,
  targets: readonly NewKey[] | undefined,
  before: LayoutContent | undefined,
): readonly OldWrite[] {
  const refuse = (reason: string): readonly OldWrite[] => {
    watch.onRefusal(source.key, reason)
    return []
  }
  if (targets === undefined) return refuse('what stands there cannot be told in the new layout')
  const inversion = layout.invert(source, targets, before)
  if (inversion.kind === 'refused') return refuse(inversion.reason)
  const after = inversion.kind === 'writes' ? inversion.content : undefined
  return before === undefined && after === undefined ? [] : [{ key: source.key, before, after }]
}

type BothOutcome<Reply> = { readonly kind: 'done'; readonly reply: Reply } | { readonly kind: 'moved-on' | 'changed' }

const scripts = new Map<string, RedisScript>()

function scriptOfBoth({ name, lua }: RedisScript): RedisScript {
  const known = scripts.get(name) ?? defineScript(`${name}-both`, bothLayoutsLua(lua))
  scripts.set(name, known)
  return known
}

function callBoth<Reply>(
  { migrationId }: OldLayout,
  phases: readonly LayoutPhase[],
  { call, ttlMs }: LayoutChange<Reply>,
  writes: readonly OldWrite[],
): ScriptCall<BothOutcome<Reply>> {
  const keys = [...call.keys, migrationInstances.build({ migrationId }), ...writes.map(({ key }) => key)]
  const args: (string | number)[] = [...call.args]
  const place = (content: LayoutContent | undefined): object => {
    const pieces = content === undefined ? [] : piecesOf(content)
    const from = args.length + 1
    args.push(...pieces)
    return { type: content?.type ?? 'none', from, count: pieces.length }
  }
  const sources = writes.map(({ before, after }, at) => ({
    key: call.keys.length + 2 + at,
    was: place(before),
    ...place(after),
    ...(ttlMs === undefined ? {} : { ttlMs: String(ttlMs) }),
  }))
  args.push(JSON.stringify({ followed: call.keys.length + 1, phases, sources }))
  return {
    script: scriptOfBoth(call.script),
    keys,
    args,
    read: (reply) => {
      const [kind] = readMembers(reply)
      return kind === 'moved-on' || kind === 'changed' ? { kind } : { kind: 'done', reply: call.read(reply) }
    },
  }
}

function piecesOf(content: LayoutContent): readonly string[] {
  if (content.type === 'string') return [content.text]
  if (content.type === 'hash') return content.fields.flat()
  throw new TypeError(`an old key of type ${content.type} is not written beside a new one: teach change-both to`)
}
