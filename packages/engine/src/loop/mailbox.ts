/** Lets one piece of work run at a time, in the order in which it came: what a bot does is never interleaved. */
export class Mailbox {
  #last: Promise<unknown> = Promise.resolve()

  /** Resolves or rejects as the work does; the next piece runs either way. */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => undefined)
    return result
  }
}
