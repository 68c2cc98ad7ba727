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

/** A report while it is made. */
export type VerifyTally = { -readonly [Field in keyof VerifyReport]: VerifyReport[Field] } & {
  differences: string[]
  unexplained: string[]
}

/** A report of nothing yet. */
export const openTally = (): VerifyTally => ({
  verified: 0,
  differences: [],
  differing: 0,
  foreign: 0,
  unexplained: [],
})

const mostNamed = 100

/** Names one thing more in a list of the report, as long as it is not too long to be read. */
export function nameIn(list: string[], what: string): void {
  if (list.length < mostNamed) list.push(what)
}
