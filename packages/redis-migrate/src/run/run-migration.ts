import { assertNever, TradingError } from '@tradingboost/domain'
import { contractPass } from '../contract/contract-pass.ts'
import { letNotesExpire } from '../contract/let-notes-expire.ts'
import { strayPass } from '../contract/stray-pass.ts'
import { DirtySet } from '../feed/dirty-set.ts'
import { openFeed, type DirtyFeed, type FeedKind } from '../feed/open-feed.ts'
import { isBefore, type Phase } from '../state/phase.ts'
import { oldPrefixes } from '../define/old-prefixes.ts'
import { migrationKeys } from '../define/migration-keys.ts'
import { forgetExplained } from '../verify/unexplained.ts'
import { verifyPass } from '../verify/verify-pass.ts'
import type { VerifyReport } from '../verify/verify-report.ts'
import { awaitBots, awaitInstances } from '../session/await-instances.ts'
import { backfill } from './backfill.ts'
import { beginOrResume } from './begin-or-resume.ts'
import { cutOver, lowerSavedFence, type CutOverReport } from './cut-over.ts'
import { drain, rescan, type ForeignWrites } from './drain.ts'
import { holdPlace } from '../session/hold-runner-lease.ts'
import { forgetGone, readRefusals, type RefusalSummary } from '../state/refusals.ts'
import { completeRequest, type RunRequest, type RunSetup } from '../session/run-setup.ts'
import { createKeyNames } from '../session/key-names.ts'
import { openSession, type Session } from '../session/session.ts'

/** What a run came to. */
export interface RunReport {
  readonly phase: Phase
  /** Source keys looked at, and moved, since the plan was begun. */
  readonly done: number
  readonly moved: number
  readonly verify: VerifyReport | undefined
  readonly cutOver: CutOverReport | undefined
  /** Old keys removed by this run. */
  readonly removed: number
  /** How foreign writes were seen; `notifications` may have missed some. */
  readonly feed: FeedKind | undefined
  readonly refusals: RefusalSummary
}

const drainRounds = 5
/** So many dirty keys are looked at while a look at everything goes on; fewer can wait for its end. */
const manyDirty = 2_000

/**
 * Moves a migration on, phase by phase, until it stands at `until`; takes up where an earlier run ended. What it needs to
 * know stands in Redis, so it may be killed at any point. Throws a TradingError: `conflict` (another runner, another plan,
 * a failed verification, instances or writers that do not come along), `redis-unavailable`, `redis-refused`, `lease-lost`.
 */
export async function runMigration(request: RunRequest): Promise<RunReport> {
  const setup = completeRequest(request)
  return await holdPlace(setup, async (store) => {
    const dirty = new DirtySet()
    const keys = migrationKeys(setup.migration.id)
    const names = createKeyNames(setup.connection, setup.migration, keys)
    const first = await beginOrResume(setup, store, names)
    const session = openSession({ ...setup, keys, names, store, dirty: () => dirty.size }, first)
    const walk: Walk = { setup, session, dirty, feed: undefined, found: {} }
    try {
      await lowerSavedFence(session)
      while (isBefore(session.state.phase, setup.until)) await step(walk)
      await awaitInstances(session, session.state.phase, setup.instancesWithinMs)
      if (session.state.phase === 'contract') await contract(walk)
      await forgetExplained(session)
      return await reportOf(walk)
    } finally {
      await walk.feed?.close()
    }
  })
}

/** A run on its way. */
interface Walk {
  readonly setup: RunSetup
  readonly session: Session
  readonly dirty: DirtySet
  feed: DirtyFeed | undefined
  readonly found: { verify?: VerifyReport; cutOver?: CutOverReport; removed?: number; feed?: FeedKind }
}

async function step(walk: Walk): Promise<void> {
  const { session, setup } = walk
  const { phase } = session.state
  if (phase === 'off') await awaitBots(session, setup.instancesWithinMs)
  await awaitInstances(session, phase, setup.instancesWithinMs)
  switch (phase) {
    case 'off':
      return await enter(session, phase, 'expand')
    case 'expand':
      return await enter(session, phase, 'backfill')
    case 'backfill': {
      const feed = await feedOf(walk)
      const writes = { feed, dirty: walk.dirty }
      await backfill(session, { onBusy: (key) => walk.dirty.add(key), betweenPages: () => drainMany(session, writes) })
      await drain(session, writes, drainRounds)
      return await enter(session, phase, 'verify')
    }
    case 'verify':
      await verify(walk)
      // What can be looked at before the fence need not be waited for under it.
      await drain(session, { feed: await feedOf(walk), dirty: walk.dirty }, drainRounds)
      walk.found.cutOver = await cutOver(session, { feed: await feedOf(walk), dirty: walk.dirty }, setup)
      return await closeFeed(walk)
    case 'cutover':
      await soak(walk)
      return await enter(session, phase, 'contract')
    case 'contract':
      return
    default:
      assertNever(phase)
  }
}

async function enter(session: Session, from: Phase, phase: Phase): Promise<void> {
  await session.change({
    from,
    step: true,
    set: { phase, cursor: '0' },
    forget: ['place', 'waiting'],
    audit: { event: 'phase', phase },
  })
}

/** Opened before the first look at the keys, and kept: what is written later is told. */
async function feedOf(walk: Walk): Promise<DirtyFeed> {
  const { session, setup, dirty } = walk
  walk.feed ??= await openFeed({
    url: setup.url,
    prefixes: oldPrefixes(session.migration.from, session.scope),
    clock: session.clock,
    onKey: (key) => dirty.add(key),
  })
  walk.found.feed = walk.feed.kind
  return walk.feed
}

/** After the cut-over nothing follows the old keys any more; the runner itself is about to remove them. */
async function closeFeed(walk: Walk): Promise<void> {
  await walk.feed?.close()
  walk.feed = undefined
  walk.dirty.take()
}

/** Keeps what is dirty few, however long a look at everything takes. */
async function drainMany(session: Session, writes: ForeignWrites): Promise<void> {
  if (writes.dirty.size > manyDirty) await drain(session, writes, 1)
}

async function verify(walk: Walk): Promise<void> {
  const { session, dirty, found } = walk
  const writes = { feed: await feedOf(walk), dirty }
  // What was verified before may have been written since, and whoever was told of it is gone with what it knew.
  if (session.state.place !== undefined) await rescan(session, dirty)
  do {
    found.verify = await verifyPass(session, {
      onPending: (key) => dirty.add(key),
      betweenPages: () => drainMany(session, writes),
    })
    if (found.verify.differing > 0) await failVerify(session, found.verify)
    // Looked at again for as long as the cut-over is put off; the next look begins at the start.
    await session.change({ set: { verified: '0' }, forget: ['place'] })
    await session.checkpoint({})
  } while (session.state.control === 'postpone')
}

async function failVerify(session: Session, { differing, differences }: VerifyReport): Promise<never> {
  const why = `${differing} differ, first ${differences[0] ?? ''}`
  await session.change({ set: { verifyFailed: why }, audit: { event: 'verify-failed', differences } })
  throw new TradingError(
    'conflict',
    `the verification of ${session.migration.id} failed: ${why}; nothing was switched: abort it, find out why, and begin anew`,
    { retry: 'never', details: { differences } },
  )
}

async function soak({ session, setup }: Walk): Promise<void> {
  const until = session.clock.now() + setup.soakMs
  while (session.clock.now() < until || session.state.control === 'postpone') {
    await session.checkpoint({})
    await session.clock.sleep(Math.min(200, Math.max(20, until - session.clock.now())), setup.signal)
  }
}

/** What was left before is looked at again, and so is what programs of old wrote since. */
async function contract({ session, setup, found }: Walk): Promise<void> {
  const { names } = session
  let removed = 0
  await names.look(['source', 'backup', 'members'], async () => await session.checkpoint({}))
  if (session.state.place !== 'removed') {
    const pass = await contractPass(session, setup.retentionMs)
    removed = pass.removed
    await session.change({
      ...(pass.late.length === 0 ? { set: { place: 'removed' } } : { forget: ['place'] }),
      audit: { event: 'contracted', removed, late: pass.late.length },
    })
  }
  const strays = await strayPass(session, setup.retentionMs)
  // What was moved just now may have made a key of members that the look did not see.
  if (strays > 0) names.forget('members')
  found.removed = removed + strays
  if (session.state.place === 'removed') await letNotesExpire(session, setup.retentionMs)
}

async function reportOf({ session, found }: Walk): Promise<RunReport> {
  await forgetGone(session.connection, session.keys)
  const { counters, phase } = session.state
  return {
    phase,
    done: counters.done,
    moved: counters.moved,
    verify: found.verify,
    cutOver: found.cutOver,
    removed: found.removed ?? 0,
    feed: found.feed,
    refusals: await readRefusals(session.connection, session.keys),
  }
}
