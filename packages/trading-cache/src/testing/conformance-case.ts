/** One numbered promise of an interface, run against a subject that holds nothing yet; it throws when it is broken. */
export interface ConformanceCase<Subject> {
  readonly name: string
  run(subject: Subject): Promise<void>
}
