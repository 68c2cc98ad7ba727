import type { Verdict } from '../audit-page.ts'
import type { AuditReport, FamilyCounts, FindingKind } from './audit-report.ts'

/** Counts keys, bytes and findings of each family while an audit runs. */
export interface FamilyCounter {
  readonly countKey: (verdict: Verdict) => void
  readonly countFinding: (verdict: Verdict, kind: FindingKind) => void
  /** By name, our families apart from those of other programs. */
  readonly counts: () => Pick<AuditReport, 'families' | 'foreign'>
}

interface Count {
  readonly isForeign: boolean
  keys: number
  bytes: number
  findings?: Partial<Record<FindingKind, number>>
}

/** A counter at zero. */
export function createFamilyCounter(): FamilyCounter {
  const byName = new Map<string, Count>()
  const named = (isForeign: boolean): FamilyCounts =>
    Object.fromEntries(
      [...byName]
        .filter(([, count]) => count.isForeign === isForeign)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, { isForeign: _, ...count }]) => [name, count]),
    )
  return {
    countKey({ family, seen }) {
      if (family === undefined) return
      const known = byName.get(family.name)
      if (known === undefined) {
        byName.set(family.name, { isForeign: family.owner === 'foreign', keys: 1, bytes: seen.memoryBytes })
      } else {
        known.keys += 1
        known.bytes += seen.memoryBytes
      }
    },
    countFinding({ family }, kind) {
      const count = family === undefined ? undefined : byName.get(family.name)
      if (count === undefined) return
      count.findings ??= {}
      count.findings[kind] = (count.findings[kind] ?? 0) + 1
    },
    counts: () => ({ families: named(false), foreign: named(true) }),
  }
}
