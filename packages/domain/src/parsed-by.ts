/** What zod hands to a transform besides the value; any schema library that takes issues as text fits. */
export interface IssueContext {
  addIssue(message: string): unknown
}

/**
 * Makes a constructor that throws a total transform: `digits.transform(parsedBy(price))` reports what the constructor throws as
 * an issue of the schema. A transform that throws would end the process, since `safeParse` passes it on.
 */
export const parsedBy =
  <Value, Parsed>(construct: (value: Value) => Parsed) =>
  (value: Value, context: IssueContext): Parsed => {
    try {
      return construct(value)
    } catch (cause) {
      context.addIssue(cause instanceof Error ? cause.message : String(cause))
      // The schema discards the result of a transform that added an issue.
      return undefined as never
    }
  }
