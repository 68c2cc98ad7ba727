/** What can be wrong with a key; `legacy` is only a key that a deprecated family names. */
export const findingKinds = [
  'legacy',
  'unknown',
  'ambiguous',
  'wrong-type',
  'invalid-value',
  'ttl-missing',
  'ttl-unexpected',
  'index-orphan',
  'index-missing',
] as const

export type FindingKind = (typeof findingKinds)[number]

/** One thing that is not as the catalogue says. */
export interface AuditFinding {
  /** The key as text; bytes that are not UTF-8 show as U+FFFD. */
  readonly key: string
  /** The key's bytes, only where they are not UTF-8. */
  readonly keyBase64?: string
  readonly kind: FindingKind
  /** Absent for an unknown key. */
  readonly family?: string
  /** A sentence. */
  readonly detail: string
}

/** What was found under the keys of one family. */
export interface FamilyCount {
  readonly keys: number
  /** What MEMORY USAGE says of them. */
  readonly bytes: number
  /** How many findings, of the kinds that were found only. */
  readonly findings?: Readonly<Partial<Record<FindingKind, number>>>
}

/** The keys of each family, by its name. */
export type FamilyCounts = Readonly<Record<string, FamilyCount>>

/** Every key of a Redis accounted for. */
export interface AuditReport {
  /** Server and database, without secrets. */
  readonly redis: string
  /** Keys that stood when they were looked at. */
  readonly keys: number
  /** Families of our programs, deprecated ones too. */
  readonly families: FamilyCounts
  /** Families of other programs, such as Celery: their keys are counted and no finding. */
  readonly foreign: FamilyCounts
  readonly findings: readonly AuditFinding[]
}
