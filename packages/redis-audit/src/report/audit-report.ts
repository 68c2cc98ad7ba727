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

/** Every key of a Redis accounted for. */
export interface AuditReport {
  /** Keys that stood when they were looked at. */
  readonly keys: number
  /** By family name, deprecated ones too; `bytes` is what MEMORY USAGE says. */
  readonly families: Readonly<Record<string, { readonly keys: number; readonly bytes: number }>>
  readonly findings: readonly AuditFinding[]
}
