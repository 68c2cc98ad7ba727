import { defineScript, type ScriptCall } from '@tradingboost/trading-cache'
import { findSource, sourcesAmong } from '../source/find-source.ts'
import type { SourceKey } from '../define/migration.ts'
import { texts } from '../source/reply.ts'
import { inGroups } from '../source/in-groups.ts'
import { scanGlob } from '../source/old-prefixes.ts'
import { scanKeys } from '../source/scan-keys.ts'
import type { Session } from '../run/session.ts'
import { sideBySide } from '../run/side-by-side.ts'
import { movedOn } from '../state/moved-on.ts'
import { originsOf, type TargetOrigin } from './explain-target.ts'
import { doubtfulSources } from './look-by-stamp.ts'
import { forgetUnexplained, noteUnexplained } from './unexplained.ts'
import { verifySource } from './verify-source.ts'

/** What a full look in both directions found. */
export interface VerifyReport {
  /** Sources compared with their targets. */
  readonly verified: number
  /** Differences that stayed, as sentences; the first 100. */
  readonly differences: readonly string[]
  readonly differing: number
  /** Keys of the new layout that come from no source: those of other writers. */
  readonly foreign: number
  /** Keys of the new layout whose source stands and does not say them; the first 100, all are among the refusals. */
  readonly unexplained: readonly string[]
}

/** Called between pages, so that foreign writes are followed while the look goes on. */
export interface VerifyHooks {
  readonly onPending: (key: string) => void
  readonly betweenPages: () => Promise<void>
}

const mostNamed = 100
/** To look up so many names costs a server about as much as to move a key. */
const namesAKey = 50

/** Looks at every source, then at every ledger entry and every target, and tells what differs. */
export async function verifyPass(session: Session, hooks: VerifyHooks): Promise<VerifyReport> {
  const report = {
    verified: 0,
    differences: new Array<string>(),
    differing: 0,
    foreign: 0,
    unexplained: new Array<string>(),
  }
  const fromSources = async (): Promise<void> => {
    await verifySources(session, hooks, report)
    await verifyLedger(session, hooks)
  }
  // The one keeps the server busy, the other the runner. Where one of them fails the other is not left behind.
  const ends = await Promise.allSettled([fromSources(), verifyTargets(session, report)])
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return report
}

type Tally = { -readonly [Field in keyof VerifyReport]: VerifyReport[Field] } & {
  differences: string[]
  unexplained: string[]
}

async function verifySources(session: Session, hooks: VerifyHooks, report: Tally): Promise<void> {
  const { connection, migration, scope, keys } = session
  const place = readPlace(session.state.place, 'sources')
  report.verified = session.state.counters.verified
  if (place === undefined) return
  for await (const page of scanKeys(connection, scanGlob(migration.from), place)) {
    const sources = sourcesAmong(migration.from, page.keys, scope)
    const { context } = session
    const doubtful: string[] = []
    for (const portion of inGroups(sources, session.portion)) {
      doubtful.push(...(await doubtfulSources(context, portion)))
      await session.pace(portion.length)
    }
    await sideBySide(doubtful, async (key) => {
      const outcome = await verifySource(context, key)
      if (outcome.kind === 'stopped') throw movedOn(keys.migrationId)
      if (outcome.kind === 'pending') hooks.onPending(key)
      if (outcome.kind !== 'differs') return
      report.differing += 1
      if (report.differences.length < mostNamed) report.differences.push(`${key}: ${outcome.problems.join(', ')}`)
    })
    report.verified += sources.length
    const at = page.next === '0' ? 'ledger 0' : `sources ${page.next}`
    // A place to go on from is worth something only while nothing differed: a failed look begins anew.
    const fields = { verified: String(report.verified), ...(report.differing === 0 ? { place: at } : {}) }
    await session.checkpoint(fields, 0)
    await hooks.betweenPages()
  }
}

/** An entry whose source went while nobody told: moving it takes its targets back. */
async function verifyLedger(session: Session, hooks: VerifyHooks): Promise<void> {
  const { connection, keys } = session
  for await (const page of scanKeys(connection, keys.backupGlob)) {
    const sources = page.keys.flatMap((backup) => keys.backedUp(backup) ?? [])
    const { context } = session
    await Promise.all(
      (await connection.run(missingOf(sources))).map(async (key) => {
        const outcome = await verifySource(context, key)
        if (outcome.kind === 'stopped') throw movedOn(keys.migrationId)
        if (outcome.kind === 'pending') hooks.onPending(key)
      }),
    )
    await session.checkpoint({}, 0)
  }
}

async function verifyTargets(session: Session, report: Tally): Promise<void> {
  const { connection, migration, keys, options, scope } = session
  if (migration.inPlace) return
  await forgetUnexplained(session)
  for await (const page of scanKeys(connection, scanGlob(migration.to))) {
    const targets = page.keys.flatMap((key) => {
      const found = findSource(migration.to, key, scope)
      // An index or a history comes from no source of its own.
      const sources = found === undefined ? [] : migration.sourcesOf(found, options)
      return sources.length === 0 ? [] : [{ key, sources }]
    })
    const origins: TargetOrigin[] = []
    for (const portion of inGroups(targets, session.portion * namesAKey)) {
      origins.push(...(await originsOf(connection, keys, portion, session.context.width)))
      await session.pace(portion.length / namesAKey)
    }
    for (const [at, { key }] of targets.entries()) {
      if (origins[at] === 'foreign') report.foreign += 1
      if (origins[at] !== 'unexplained' || (await isExplained(session, key, targets[at]?.sources ?? []))) continue
      await noteUnexplained(session, key)
      if (report.unexplained.length < mostNamed) report.unexplained.push(key)
    }
    await session.checkpoint({}, 0)
  }
}

/** A source that changed just now says more than its ledger does: it is looked at first. */
async function isExplained(session: Session, key: string, sources: readonly SourceKey[]): Promise<boolean> {
  for (const source of sources) await verifySource(session.context, source.key)
  const [origin] = await originsOf(session.connection, session.keys, [{ key, sources }])
  return origin !== 'unexplained'
}

const missing = defineScript(
  'missing-of',
  `
local gone = {}
for _, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 0 then gone[#gone + 1] = key end
end
return gone
`,
)

/** Those of these keys that do not stand. */
function missingOf(keys: readonly string[]): ScriptCall<readonly string[]> {
  return { script: missing, keys, args: [], read: (reply) => texts(reply, missing.name) }
}

/** The cursor of a stage, `0` at its start; undefined when a stage behind it was reached. */
function readPlace(place: string | undefined, stage: string): string | undefined {
  const [name, cursor = '0'] = (place ?? `${stage} 0`).split(' ')
  return name === 'ledger' ? undefined : name === stage ? cursor : '0'
}
