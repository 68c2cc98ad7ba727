/** What one run of a loop in a process of its own came to. */
export interface LoopRun {
  readonly keys: number
  readonly keysPerSecond: number
  readonly peakMemoryMiB: number
}

/** Prints the run for the parent process. */
export function report(keys: number, startedAt: number): void {
  const seconds = (performance.now() - startedAt) / 1_000
  const run: LoopRun = {
    keys,
    keysPerSecond: Math.round(keys / seconds),
    // Linux counts KiB.
    peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1_024),
  }
  process.stdout.write(`${JSON.stringify(run)}\n`)
}
