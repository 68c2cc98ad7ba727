import { TradingError } from '@tradingboost/domain'
import { migrationInstances } from '@tradingboost/redis-keys'
import { readMembers } from '../connection/read-reply.ts'
import type { RedisConnection } from '../connection/redis-connection.ts'
import { defineScript, type RedisScript, type ScriptCall } from '../connection/redis-script.ts'
import type { NewKey, OldKey, OldLayout } from './old-layout.ts'
import { readOldKeys, type OldKeyState } from './read-old-keys.ts'
import { renamedHashLua } from './renamed-hash.lua.ts'
import type { LayoutPhase } from './report-phase.ts'
import type { LayoutWatch } from './watch-layouts.ts'

/** A change of a hash that the old layout has under another name, where only its script knows what it comes to. */
export interface RenamedHashChange<Reply> {
  /** Its script begins with `guardLua`, and may write the hash. */
  readonly call: ScriptCall<Reply>
  readonly target: Pick<NewKey, 'family' | 'key'>
  /** Whether the hash is written whole, whatever stood there. */
  readonly replaces: boolean
}

const mostTries = 100
// As in change-both: somebody may read the old layout after a rollback too.
const asked: readonly LayoutPhase[] = ['off', 'expand', 'backfill', 'verify', 'cutover']

/**
 * Makes a change of such a hash, and in the same step the same change under its old name while a migration asks for both.
 * Without a watch, or without a migration, it is the change alone.
 */
export async function changeRenamedHash<Reply>(
  connection: RedisConnection,
  watch: LayoutWatch | undefined,
  change: RenamedHashChange<Reply>,
): Promise<Reply> {
  const found = await oldNameOf(watch, change)
  if (watch === undefined || found === undefined) return await connection.run(change.call)
  return await watch.inTurn(found.source.key, async () => await changeInTurn(connection, watch, change))
}

async function changeInTurn<Reply>(
  connection: RedisConnection,
  watch: LayoutWatch,
  change: RenamedHashChange<Reply>,
): Promise<Reply> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const found = await oldNameOf(watch, change)
    if (found === undefined) return await connection.run(change.call)
    const { layout, source } = found
    const [held = { kind: 'none' }] = await readOldKeys(connection, [source])
    const refusal = whyNot(layout, source, held)
    if (refusal !== undefined) {
      watch.onRefusal(source.key, refusal)
      return await connection.run(change.call)
    }
    const was = held.kind === 'held' ? 'hash' : 'none'
    const outcome = await connection.run(callRenamed(layout.migrationId, source.key, was, change))
    if (outcome.kind === 'done') return outcome.reply
    if (outcome.kind === 'moved-on') await watch.refresh()
  }
  throw new TradingError('conflict', 'the old layout changed each time between reading and writing it: try again', {
    retry: 'now',
    details: { key: change.target.key },
  })
}

async function oldNameOf<Reply>(
  watch: LayoutWatch | undefined,
  { target }: RenamedHashChange<Reply>,
): Promise<{ readonly layout: OldLayout; readonly source: OldKey } | undefined> {
  for (const layout of watch?.layouts ?? []) {
    const [source] = layout.sourcesOf(target)
    if (source !== undefined && asked.includes((await watch?.phaseOf(layout)) ?? 'none')) return { layout, source }
  }
  return undefined
}

function whyNot(layout: OldLayout, source: OldKey, held: OldKeyState): string | undefined {
  if (held.kind === 'none') return undefined
  if (held.kind === 'strange') return `it is a ${held.type}, which no program is known to write there`
  if (held.content.type !== 'hash') return `it is a ${held.content.type} where a hash belongs`
  const isTold = layout.tell(source, held.content, held.ttlMs) !== undefined
  return isTold ? undefined : 'what stands there cannot be told in the new layout'
}

type RenamedOutcome<Reply> =
  | { readonly kind: 'done'; readonly reply: Reply }
  | { readonly kind: 'moved-on' | 'changed' }

const scripts = new Map<string, RedisScript>()

function scriptOfRenamed({ name, lua }: RedisScript): RedisScript {
  const known = scripts.get(name) ?? defineScript(`${name}-renamed`, renamedHashLua(lua))
  scripts.set(name, known)
  return known
}

function callRenamed<Reply>(
  migrationId: string,
  oldKey: string,
  was: 'hash' | 'none',
  { call, target, replaces }: RenamedHashChange<Reply>,
): ScriptCall<RenamedOutcome<Reply>> {
  const at = call.keys.length
  const plan = {
    followed: at + 1,
    old: at + 2,
    new: call.keys.indexOf(target.key) + 1,
    phases: asked,
    was,
    replaces,
  }
  return {
    script: scriptOfRenamed(call.script),
    keys: [...call.keys, migrationInstances.build({ migrationId }), oldKey],
    args: [...call.args, JSON.stringify(plan)],
    read: (reply) => {
      const [kind] = readMembers(reply)
      return kind === 'moved-on' || kind === 'changed' ? { kind } : { kind: 'done', reply: call.read(reply) }
    },
  }
}
