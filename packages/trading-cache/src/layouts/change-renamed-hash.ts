import { migrationInstances, migrationSaved } from '@tradingboost/redis-keys'
import type { RedisConnection } from '../connection/redis-connection.ts'
import type { ScriptCall } from '../connection/redis-script.ts'
import type { TargetKey, SourceKey, OldLayout } from '@tradingboost/layout-migrations'
import { readOldKeys, type OldKeyState } from './read-old-keys.ts'
import { renamedHashLua } from './renamed-hash.lua.ts'
import { afterCutOver, beforeCutOver, scriptsOfBoth, tryBoth, type BothOutcome } from './try-both.ts'
import type { LayoutWatch } from './watch-layouts.ts'

/** A change of a hash that the old layout has under another name, where only its script knows what it comes to. */
export interface RenamedHashChange<Reply> {
  /** Its script begins with `guardLua`, and may write the hash. */
  readonly call: ScriptCall<Reply>
  readonly target: Pick<TargetKey, 'family' | 'key'>
  /** Whether the hash is written whole, whatever stood there. */
  readonly replaces: boolean
}

const asked = [...beforeCutOver, ...afterCutOver]

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
  const attempt = async (): Promise<BothOutcome<Reply>> => await tryOnce(connection, watch, change)
  return await watch.inTurn(found.source.key, async () => await tryBoth(watch, [change.target.key], attempt))
}

async function tryOnce<Reply>(
  connection: RedisConnection,
  watch: LayoutWatch,
  change: RenamedHashChange<Reply>,
): Promise<BothOutcome<Reply>> {
  const alone = async (): Promise<BothOutcome<Reply>> => ({ kind: 'done', reply: await connection.run(change.call) })
  const found = await oldNameOf(watch, change)
  if (found === undefined) return await alone()
  const { layout, source } = found
  const [held = { kind: 'none' }] = await readOldKeys(connection, [source])
  const refusal = whyNot(layout, source, held)
  if (refusal !== undefined) {
    watch.onRefusal(source.key, refusal)
    return await alone()
  }
  const was = held.kind === 'held' ? 'hash' : 'none'
  return await connection.run(callRenamed(layout.migrationId, source.key, was, change))
}

async function oldNameOf<Reply>(
  watch: LayoutWatch | undefined,
  { target }: RenamedHashChange<Reply>,
): Promise<{ readonly layout: OldLayout; readonly source: SourceKey } | undefined> {
  for (const layout of watch?.layouts ?? []) {
    const [source] = layout.sourcesOf(target)
    if (source !== undefined && asked.includes((await watch?.phaseOf(layout)) ?? 'none')) return { layout, source }
  }
  return undefined
}

function whyNot(layout: OldLayout, source: SourceKey, held: OldKeyState): string | undefined {
  if (held.kind === 'none') return undefined
  if (held.kind === 'strange') return `it is a ${held.type}, which no program is known to write there`
  if (held.content.type !== 'hash') return `it is a ${held.content.type} where a hash belongs`
  const isTold = layout.tell(source, held.content, held.ttlMs) !== undefined
  return isTold ? undefined : 'what stands there cannot be told in the new layout'
}

const renamed = scriptsOfBoth('renamed', renamedHashLua)

function callRenamed<Reply>(
  migrationId: string,
  oldKey: string,
  was: 'hash' | 'none',
  { call, target, replaces }: RenamedHashChange<Reply>,
): ScriptCall<BothOutcome<Reply>> {
  const at = call.keys.length
  return renamed(call, {
    keys: [migrationInstances.build({ migrationId }), oldKey, migrationSaved.build({ migrationId })],
    plan: {
      followed: at + 1,
      old: at + 2,
      saved: at + 3,
      new: call.keys.indexOf(target.key) + 1,
      phases: asked,
      was,
      replaces,
    },
  })
}
