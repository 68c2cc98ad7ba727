/** Keys that changed since they were looked at, each once. */
export class DirtySet {
  #keys = new Set<string>()

  add(key: string): void {
    this.#keys.add(key)
  }

  /** Every key so far; they are the taker's to look at. */
  take(): readonly string[] {
    const keys = [...this.#keys]
    this.#keys = new Set()
    return keys
  }

  /** Every key so far; they stay. */
  keys(): Iterable<string> {
    return this.#keys
  }

  get size(): number {
    return this.#keys.size
  }
}
