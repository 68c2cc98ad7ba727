/** Two ways to do the same, and how ours compares. */
export interface Comparison {
  readonly what: string
  readonly peer: string
  readonly oursPerSecond: number
  readonly peerPerSecond: number
  /** Ours over the peer's: the median over rounds in which both ran one after the other. */
  readonly ratio: number
  readonly goal: string
  readonly isMet: boolean
}

export interface Works {
  readonly what: string
  readonly peer: string
  /** Items that one run of either does. */
  readonly items: number
  readonly rounds: number
  readonly goalRatio: number
  readonly ours: () => Promise<unknown>
  readonly theirs: () => Promise<unknown>
}

/** Rounds before the first that counts: until then the compiler is still at work, and ours gives it more to do. */
const warmUps = 400

/** Runs both in every round, each first in turn, so that noise hits both alike and neither profits from warm caches. */
export async function compare(works: Works): Promise<Comparison> {
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = -Math.min(warmUps, works.rounds * 2); round < works.rounds; round += 1) {
    const isOursFirst = round % 2 === 0
    const first = await timeOf(isOursFirst ? works.ours : works.theirs)
    const second = await timeOf(isOursFirst ? works.theirs : works.ours)
    if (round < 0) continue
    ours.push(isOursFirst ? first : second)
    theirs.push(isOursFirst ? second : first)
  }
  const ratio = median(theirs.map((ms, round) => ms / (ours[round] ?? ms)))
  const perSecond = (times: readonly number[]): number => Math.round((works.items * 1_000) / median(times))
  return {
    what: works.what,
    peer: works.peer,
    oursPerSecond: perSecond(ours),
    peerPerSecond: perSecond(theirs),
    ratio: Number(ratio.toFixed(2)),
    goal: `>= ${works.goalRatio}x`,
    isMet: ratio >= works.goalRatio,
  }
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
