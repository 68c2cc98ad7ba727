import { defineScript, type ScriptCall } from '@tradingboost/trading-cache'
import { sourcesAmong } from '../define/find-source.ts'
import { texts } from '../content/reply.ts'
import { inGroups } from '../concurrency/chunk.ts'
import type { Session } from '../session/session.ts'
import { sideBySide } from '../concurrency/map-concurrently.ts'
import { movedOn } from '../state/moved-on.ts'
import { doubtfulSources } from './look-by-stamp.ts'
import { nameIn, openTally, type VerifyReport, type VerifyTally } from './verify-report.ts'
import { verifySource } from './verify-source.ts'
import { verifyTargets } from './verify-targets.ts'

/** Called between pages, so that foreign writes are followed while the look goes on. */
export interface VerifyHooks {
  readonly onPending: (key: string) => void
  readonly betweenPages: () => Promise<void>
}

/** Looks at every source and ledger entry, and at every target meanwhile, and tells what differs. */
export async function verifyPass(session: Session, hooks: VerifyHooks): Promise<VerifyReport> {
  const report = openTally()
  const kinds = session.migration.inPlace ? (['source', 'backup'] as const) : (['source', 'backup', 'target'] as const)
  await session.names.look(kinds, async () => {
    await session.checkpoint({})
    await hooks.betweenPages()
  })
  const over = new AbortController()
  const stages = [
    async () => {
      await verifySources(session, hooks, report, over.signal)
      await verifyLedger(session, hooks, over.signal)
    },
    async () => await verifyTargets(session, report, over.signal),
  ]
  // The one keeps the server busy, the other the runner. Where one fails the other ends too, and is waited for.
  const ends = await Promise.allSettled(
    stages.map(async (look) => {
      try {
        await look()
      } catch (cause) {
        over.abort(cause)
        throw cause
      }
    }),
  )
  if (ends.some(({ status }) => status === 'rejected')) throw over.signal.reason
  return report
}

async function verifySources(
  session: Session,
  hooks: VerifyHooks,
  report: VerifyTally,
  over: AbortSignal,
): Promise<void> {
  const { migration, scope, keys, names } = session
  const place = readPlace(session.state.place, 'sources')
  report.verified = place === '0' ? 0 : session.state.counters.verified
  if (place === undefined) return
  const lookCloser = async (key: string): Promise<void> => {
    const outcome = await verifySource(session.context, key)
    if (outcome.kind === 'stopped') throw movedOn(keys.migrationId)
    if (outcome.kind === 'pending') hooks.onPending(key)
    if (outcome.kind !== 'differs') return
    report.differing += 1
    nameIn(report.differences, `${key}: ${outcome.problems.join(', ')}`)
  }
  for await (const page of names.pages('source', place)) {
    const sources = sourcesAmong(migration.from, page.keys, scope)
    for (const portion of inGroups(sources, session.portion)) {
      over.throwIfAborted()
      await sideBySide(await doubtfulSources(session.context, portion), lookCloser, session.context.width)
      await session.pace(portion.length)
    }
    report.verified += sources.length
    const at = page.isLast ? 'ledger 0' : `sources ${page.next}`
    // A place to go on from is worth something only while nothing differed: a failed look begins anew.
    const fields = { verified: String(report.verified), ...(report.differing === 0 ? { place: at } : {}) }
    await session.checkpoint(fields)
    await hooks.betweenPages()
  }
}

/** An entry whose source went while nobody told: moving it takes its targets back. */
async function verifyLedger(session: Session, hooks: VerifyHooks, over: AbortSignal): Promise<void> {
  const { connection, keys, names } = session
  for await (const page of names.pages('backup')) {
    const sources = page.keys.flatMap((backup) => keys.backedUp(backup) ?? [])
    const { context } = session
    await Promise.all(
      (await connection.run(missingOf(sources))).map(async (key) => {
        const outcome = await verifySource(context, key)
        if (outcome.kind === 'stopped') throw movedOn(keys.migrationId)
        if (outcome.kind === 'pending') hooks.onPending(key)
      }),
    )
    await session.checkpoint({})
    over.throwIfAborted()
  }
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
