/** One thing that `verify` checks. */
export type Step = {
  /** What it is sure of when it passes: `types, lint, build`. */
  readonly name: string
  /** What is wrong, a finding a line; empty when all is well. */
  run(): Promise<readonly string[]>
}

export type StepResult = { readonly name: string; readonly findings: readonly string[]; readonly seconds: number }

/** Runs every step in order, also after one has failed, and tells each result as it comes. */
export async function runSteps(
  steps: readonly Step[],
  tell: (result: StepResult) => void,
): Promise<readonly StepResult[]> {
  const results: StepResult[] = []
  for (const step of steps) {
    const startedAt = performance.now()
    const findings = await step
      .run()
      .catch((error: unknown) => [error instanceof Error ? error.message : String(error)])
    const result = { name: step.name, findings, seconds: (performance.now() - startedAt) / 1_000 }
    tell(result)
    results.push(result)
  }
  return results
}
