import { TradingError } from '@tradingboost/domain'
import { fencedWider, fenceRules } from '../fence/fence-rules.ts'
import { readKeyRules, readSavedRules, setKeyRules, strayWriters, type StrayWriter } from '../fence/raise-fence.ts'
import { sourcesAmong } from '../define/find-source.ts'
import { oldGlobs } from '../define/old-prefixes.ts'
import { createStateStore } from '../state/state-store.ts'
import { saysNow } from '../move/says-now.ts'
import { verifySource } from '../verify/verify-source.ts'
import { drain, type ForeignWrites } from './drain.ts'
import type { RunSetup } from '../session/run-setup.ts'
import type { Session } from '../session/session.ts'

/** How the switch went. */
export interface CutOverReport {
  /** Users that now only read the old keys. */
  readonly fenced: readonly string[]
  /** Their rules that had to be narrowed though they reach other keys too. */
  readonly wider: readonly string[]
  /** Who tried to write while the fence stood. */
  readonly strays: readonly StrayWriter[]
}

/**
 * Fences the legacy users, looks at what they wrote last, and switches; the fence stays up. On any failure, and when what
 * they wrote is not through within the fence's time, their rules are as before and so is the phase.
 */
export async function cutOver(session: Session, writes: ForeignWrites, setup: RunSetup): Promise<CutOverReport> {
  const { connection, migration, scope } = session
  const globs = oldGlobs(migration.from, scope)
  const before = await readKeyRules(connection, setup.legacyUsers)
  if (before.length > 0) {
    await session.change({
      set: { fence: JSON.stringify(before) },
      audit: { event: 'fence', users: setup.legacyUsers },
    })
  }
  try {
    await setKeyRules(
      connection,
      before.map((rules) => fenceRules(rules, globs)),
    )
    await drainToEmpty(session, writes, setup.fenceTimeoutMs)
    await session.change({
      from: 'verify',
      step: true,
      set: { phase: 'cutover' },
      forget: ['place'],
      audit: { event: 'phase', phase: 'cutover' },
    })
  } catch (cause) {
    // The answer to the switch may have been lost: then it stands, and so does the fence.
    const known = await createStateStore(connection, session.keys, session.clock).load()
    if (known?.phase === 'cutover') throw cause
    await setKeyRules(connection, before)
    await session.change({ forget: ['fence'], audit: { event: 'fence-lowered', why: messageOf(cause) } })
    throw cause
  }
  return {
    fenced: setup.legacyUsers,
    wider: before.flatMap(({ keys }) => fencedWider(keys, globs)),
    strays: before.length === 0 ? [] : await strayWriters(connection, setup.legacyUsers),
  }
}

/** Lowers a fence that a runner left up when it died before the switch. */
export async function lowerSavedFence(session: Session): Promise<void> {
  const { fence, phase } = session.state
  if (fence === undefined || phase === 'cutover' || phase === 'contract') return
  await setKeyRules(session.connection, readSavedRules(fence))
  await session.change({ forget: ['fence'], audit: { event: 'fence-lowered', why: 'an earlier runner left it up' } })
}

/** Until two looks in a row find nothing that was written and is not in both layouts. */
async function drainToEmpty(session: Session, writes: ForeignWrites, withinMs: number): Promise<void> {
  const until = session.clock.now() + withinMs
  const touched = new Set<string>()
  const { dirty } = writes
  for (let quiet = 0; quiet < 2;) {
    await writes.feed.barrier()
    for (const key of dirty.keys()) touched.add(key)
    await drain(session, writes, 1)
    const left = await unsaid(session, dirty.take())
    for (const key of left) dirty.add(key)
    quiet = left.length === 0 ? quiet + 1 : 0
    if (session.clock.now() >= until) {
      throw new TradingError(
        'conflict',
        `the old keys were still written after ${withinMs} ms (${left.length} dirty): fence every user that writes them, with --legacy-user`,
        { retry: 'later' },
      )
    }
  }
  for (const key of touched) {
    const outcome = await verifySource(session.context, key)
    if (outcome.kind === 'same' || outcome.kind === 'left' || outcome.kind === 'gone') continue
    if (await saysNow(session.context, key)) continue
    throw new TradingError('conflict', `${key} differs from its targets under the fence: run again`, { retry: 'later' })
  }
}

/** The keys that are not in both layouts at this moment. */
async function unsaid(session: Session, keys: readonly string[]): Promise<readonly string[]> {
  const { migration, scope, context } = session
  const sources = sourcesAmong(migration.from, keys, scope)
  const said = await Promise.all(sources.map((key) => saysNow(context, key)))
  return sources.filter((_key, at) => said[at] !== true)
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
