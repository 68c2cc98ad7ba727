import { describeRedisAddress, systemClock, TradingError, type Clock } from '@tradingboost/domain'
import { catalogue as ourCatalogue, type AnyKeyFamily } from '@tradingboost/redis-keys'
import { auditValues, type Verdict } from './audit-page.ts'
import type { AuditConnection } from './connection/audit-connection.ts'
import { readAuditSource, type AuditSource } from './connection/read-audit-source.ts'
import { connectSteadily } from './connection/steady-connection.ts'
import { createJudge } from './judge/judge-key.ts'
import type { ProposalCollector } from './propose/collect-proposals.ts'
import type { AuditFinding } from './report/audit-report.ts'
import { noFindings, type AuditTally } from './report/audit-tally.ts'
import { createFamilyCounter } from './report/family-counter.ts'
import { createPace } from './scan/pace.ts'
import { scanPages } from './scan/scan-pages.ts'

/** How an audit goes about it. */
export interface AuditOptions {
  /** Ours without it. */
  readonly catalogue?: readonly AnyKeyFamily[]
  /** Only the keys of the family of this name. */
  readonly family?: string
  /** Values read per family, the first that SCAN answers, which is by chance; every value without it. */
  readonly sample?: number
  /** Keys a second at most. */
  readonly rate?: number
  /** Keys per step of SCAN, 500 without it. */
  readonly count?: number
  /** How long after a lost connection the same server may come back; 10 s without it. */
  readonly resumeWithinMs?: number
  /** Told after each step how many keys were looked at, of how many there were at the start. */
  readonly onProgress?: (progress: AuditProgress) => void
  /** Whether a finding is known, so that it is only counted; none is without it. */
  readonly isKnown?: (finding: AuditFinding) => boolean
  /** Shown every unknown key. */
  readonly proposals?: ProposalCollector
  readonly clock?: Clock
}

/** How far an audit is. */
export interface AuditProgress {
  readonly keys: number
  readonly total: number
}

/**
 * Compares every key of a Redis with the catalogue and hands out each finding as it comes, so that the memory taken does
 * not grow with the keys. Reads only; a key that stands from start to end is counted once.
 * Throws a TradingError: `redis-unavailable` (it says how far it got), `redis-refused`, `invalid-config`.
 */
export async function streamAudit(
  source: AuditSource,
  options: AuditOptions,
  onFinding: (finding: AuditFinding) => void | Promise<void>,
): Promise<AuditTally> {
  const { catalogue = ourCatalogue, clock = systemClock, resumeWithinMs = 10_000 } = options
  const family = options.family === undefined ? undefined : findFamily(catalogue, options.family)
  const address = readAuditSource(source)
  const connection = await connectSteadily(address, { clock, resumeWithinMs, silenceMs: 30_000 })
  const families = createFamilyCounter()
  const tally = { keys: 0, findings: noFindings(), known: 0 }
  const judge = createJudge(catalogue)
  const mayRead = sampler(options.sample)
  try {
    const total = await countKeys(connection)
    const plan = {
      count: Math.max(1, Math.min(options.count ?? 500, Math.ceil((options.rate ?? Number.MAX_SAFE_INTEGER) / 10))),
      pace: createPace(clock, options.rate),
      ...(family === undefined ? {} : { match: family.glob }),
    }
    for await (const { keys, answered } of scanPages(connection, plan)) {
      const judged: Verdict[] = []
      for (const seen of keys) {
        const judgement = judge(seen)
        if (family === undefined || judgement.candidates.includes(family)) judged.push({ seen, ...judgement })
      }
      await options.proposals?.observe(
        connection,
        judged.filter(({ candidates }) => candidates.length === 0).map(({ seen }) => seen),
      )
      const [read, unread] = split(judged, (one) => isReadable(one) && mayRead(one))
      for (const verdict of [...unread, ...(await auditValues(connection, read))]) {
        families.countKey(verdict)
        for (const finding of findingsOf(verdict)) {
          if (options.isKnown?.(finding) === true) {
            tally.known += 1
            continue
          }
          tally.findings[finding.kind] += 1
          families.countFinding(verdict, finding.kind)
          await onFinding(finding)
        }
      }
      tally.keys += judged.length
      options.onProgress?.({ keys: family === undefined ? tally.keys : answered, total: Math.max(total, answered) })
    }
  } catch (cause) {
    throw endedEarly(cause, tally.keys)
  } finally {
    connection.close()
  }
  return { redis: describeRedisAddress(address), ...tally, ...families.counts() }
}

function findFamily(catalogue: readonly AnyKeyFamily[], name: string): AnyKeyFamily {
  const family = catalogue.find((one) => one.name === name)
  if (family !== undefined) return family
  throw new TradingError('invalid-config', `no key family is named ${JSON.stringify(name)}: see docs/redis-keys.md`, {
    retry: 'never',
  })
}

async function countKeys(connection: AuditConnection): Promise<number> {
  const [keys] = await connection.ask([['DBSIZE']])
  return typeof keys === 'number' ? keys : 0
}

function isReadable({ family, problems }: Verdict): boolean {
  return family?.status === 'active' && !problems.some(({ kind }) => kind === 'wrong-type')
}

function sampler(size: number | undefined): (verdict: Verdict) => boolean {
  const read = new Map<string, number>()
  return ({ family }) => {
    if (size === undefined || family === undefined) return true
    const before = read.get(family.name) ?? 0
    read.set(family.name, before + 1)
    return before < size
  }
}

function split<Item>(items: readonly Item[], belongs: (item: Item) => boolean): readonly [Item[], Item[]] {
  const [inside, outside]: [Item[], Item[]] = [[], []]
  for (const item of items) (belongs(item) ? inside : outside).push(item)
  return [inside, outside]
}

function findingsOf({ seen, family, problems }: Verdict): readonly AuditFinding[] {
  return problems.map(({ kind, detail }) => ({
    key: seen.text,
    ...(seen.isText ? {} : { keyBase64: seen.bytes.toString('base64') }),
    kind,
    ...(family === undefined ? {} : { family: family.name }),
    detail,
  }))
}

function endedEarly(cause: unknown, keys: number): unknown {
  if (!(cause instanceof TradingError)) return cause
  const advice = cause.code === 'redis-unavailable' ? '; start it again when Redis answers' : ''
  return new TradingError(cause.code, `the audit ended after ${keys} keys: ${cause.message}${advice}`, {
    retry: cause.retry,
    details: { ...cause.details, keys },
    cause,
  })
}
