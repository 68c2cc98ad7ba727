/** Runs each step after the one before it, whatever became of that; throws the error of the step that failed, or all of them. */
export async function runEachStep(steps: readonly (() => Promise<void>)[]): Promise<void> {
  const errors: unknown[] = []
  for (const run of steps) {
    try {
      await run()
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length === 1) throw errors[0]
  if (errors.length > 1) throw new AggregateError(errors, errors.map(String).join('; '))
}
