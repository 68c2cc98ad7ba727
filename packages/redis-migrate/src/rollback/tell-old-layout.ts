import type { SourceKey } from '@tradingboost/layout-migrations'
import type { TargetKey } from '@tradingboost/layout-migrations'
import type { Session } from '../session/session.ts'
import { moveSource, readTargets } from '../move/move-source.ts'
import { transformState } from '../move/transform-state.ts'
import { findSource } from '../define/find-source.ts'
import { readSource, type KeyState } from '../ledger/read-source.ts'
import { changedSources, type ChangedSource } from './changed-sources.ts'
import { forgetOldKey } from './forget-old-key.ts'
import { sameContent } from '@tradingboost/layout-migrations'
import { readContents } from '../content/read-contents.ts'
import { targetsToInvert } from './targets-to-invert.ts'
import { writeSource } from './write-source.ts'

/** How many old keys were told what was written since, and those that could not be, with the reason. */
export interface TellReport {
  readonly told: number
  readonly refused: readonly string[]
  /** Sources that the migration left and that stay as they are, though a target of theirs was written since. */
  readonly left: readonly string[]
}

/** Makes the old layout say what the new one says, so that going back loses nothing. */
export async function tellOldLayout(session: Session): Promise<TellReport> {
  const refused: string[] = []
  let told = 0
  const found = await changedSources(session)
  const changed = [...found.changed.values()]
  for (let at = 0; at < changed.length; at += 100) {
    const outcomes = await Promise.all(changed.slice(at, at + 100).map((one) => tell(session, one)))
    told += outcomes.filter((outcome) => outcome === undefined).length
    refused.push(...outcomes.filter((outcome) => outcome !== undefined))
    await session.checkpoint({})
  }
  // What was adopted just now has a ledger entry that the look did not see.
  if (changed.length > 0) session.names.forget('backup')
  return { told, refused, left: found.left }
}

/** Undefined when the source says what its targets say; else why it cannot. */
async function tell(session: Session, { source, targets }: ChangedSource): Promise<string | undefined> {
  const { connection, keys, migration, options, context } = session
  const { key } = source
  for (let tries = 0; tries < 10; tries += 1) {
    const state = await connection.run(readSource(keys, key))
    const forgetting = await forgetOldKey(session, source, state)
    if (forgetting === 'forgotten') return undefined
    if (forgetting === 'stopped') return `${key}: the migration moved on`
    if (forgetting === 'changed') continue
    if (migration.inPlace && !state.isText) return `${key}: it holds bytes that are no UTF-8 text`
    const wanted = wantedTargets(session, source, state, targets)
    const found = await readTargets(context, wanted)
    // In place the target is the source: they were read at two moments.
    if (migration.inPlace && (found.digests.get(key) ?? '') !== state.digest) continue
    const names = new Set(found.digests.keys())
    const { existing, unwritten } = await targetsToInvert(session, source, state, { keys: found.keys, names })
    const inversion = migration.invert(source, [...existing, ...unwritten], state.content, options)
    if (inversion.kind === 'refused') return `${key}: ${inversion.reason}`
    const expiries = await Promise.all(existing.map((target) => expiryOf(session, target.key)))
    const expiresAt = latest(unwritten.length === 0 ? expiries : [...expiries, state.expiresAt])
    const content = inversion.kind === 'writes' ? inversion.content : undefined
    const seen = new Map(wanted.map((target) => [target.key, found.digests.get(target.key) ?? '']))
    const told = { key, digest: state.digest, epoch: context.epoch, expiresAt, seen, forgets: migration.inPlace }
    const written = await connection.run(writeSource(keys, told, content))
    if (written === 'stopped') return `${key}: the migration moved on`
    if (written === 'written' && migration.inPlace) return undefined
    if (written === 'written' || (await isTold(session, source, state, wanted))) {
      await moveSource({ ...context, adoptsOnly: true }, key)
      return undefined
    }
  }
  return `${key}: it keeps changing`
}

/** Whether the source contains what these targets do, at one moment: then whoever changes it so often writes both layouts. */
async function isTold(
  session: Session,
  source: SourceKey,
  state: KeyState,
  wanted: readonly Pick<TargetKey, 'family' | 'key' | 'lifetime'>[],
): Promise<boolean> {
  const { connection, migration, options } = session
  if (migration.inPlace) return false
  const [content, ...contents] = await connection.run(readContents([source.key, ...wanted.map(({ key }) => key)]))
  const keys = wanted.flatMap((target, at) => {
    const content = contents[at]
    return content === undefined ? [] : [{ ...target, content }]
  })
  const found = { keys, names: new Set(keys.map(({ key }) => key)) }
  const { existing, unwritten } = await targetsToInvert(session, source, { ...state, content }, found)
  const inversion = migration.invert(source, [...existing, ...unwritten], content, options)
  if (inversion.kind !== 'writes') return inversion.kind === 'deletes' && content === undefined
  return content !== undefined && sameContent(inversion.content, content)
}

/**
 * What the ledger knows of, what was found beside it, and what the source itself names: a program that writes both
 * layouts may have made a target, and told the source of it, since the others were looked for.
 */
function wantedTargets(
  { migration, options }: Session,
  source: SourceKey,
  state: KeyState,
  found: ReadonlySet<string>,
): readonly Pick<TargetKey, 'family' | 'key' | 'lifetime'>[] {
  const becomes = state.content === undefined ? undefined : transformState(migration, source, state, options)
  const named = becomes?.kind === 'moves' ? becomes.keys : []
  const wanted = [...(state.entry?.targets ?? []), ...named].map(({ key }) => key)
  return [...new Set([...wanted, ...found])].flatMap((key) => {
    const target = findSource(migration.to, key)
    return target === undefined ? [] : [{ family: target.family, key, lifetime: 'source' as const }]
  })
}

async function expiryOf({ connection }: Session, key: string): Promise<number> {
  return await connection.send({ name: 'pexpiretime', keys: [key], args: [key], read: Number })
}

/** The old key lives as long as the longest of what it says; -1 where one does not expire. */
function latest(expiries: readonly number[]): number {
  return expiries.some((at) => at < 0) ? -1 : Math.max(-1, ...expiries)
}
