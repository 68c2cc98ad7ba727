/** What one loop in a process of its own came to. */
export interface LoopRun {
  readonly users: number
  readonly usersPerSecond: number
  readonly peakMemoryMiB: number
}

/** Prints the run for the parent process. */
export function report(users: number, startedAt: number): void {
  const seconds = (performance.now() - startedAt) / 1_000
  const run: LoopRun = {
    users,
    usersPerSecond: Math.round(users / seconds),
    // Linux counts KiB.
    peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1_024),
  }
  process.stdout.write(`${JSON.stringify(run)}\n`)
}
