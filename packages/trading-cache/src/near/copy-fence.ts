/** Where copies lie: a Map, or something like it that bounds itself. */
export interface CopyShelf<Copy> {
  get(key: string): Copy | undefined
  set(key: string, copy: Copy): unknown
  delete(key: string): boolean
  clear(): void
}

/**
 * Decides which copies may be served. It knows neither time nor Redis: it is told, in the order in which it happens here,
 * that a read started or was answered, that a key changed, that the receiver was lost or stands again.
 *
 * A read belongs to the generation in which it started. A change ends the generation of its key, a flush, a loss and a
 * return that of all keys: what such a read brings is handed to those who asked for it and is not kept, for it may have
 * left the server before the change did.
 */
export class CopyFence<Copy, Read> {
  readonly #shelf: CopyShelf<Copy>
  /** The reads of the present generation; one that is not here any more has been overtaken. */
  readonly #reads = new Map<string, Read>()
  #isServing = false

  constructor(shelf: CopyShelf<Copy>) {
    this.#shelf = shelf
  }

  /** False from the loss of the receiver until it stands again: there is no copy then and no read to join. */
  get isServing(): boolean {
    return this.#isServing
  }

  copyOf(key: string): Copy | undefined {
    return this.#isServing ? this.#shelf.get(key) : undefined
  }

  /** A read under way that nothing has overtaken: who asks now may wait for it instead of asking again. */
  readOf(key: string): Read | undefined {
    return this.#isServing ? this.#reads.get(key) : undefined
  }

  started(key: string, read: Read): void {
    if (this.#isServing) this.#reads.set(key, read)
  }

  /** Keeps the copy, unless the read was overtaken; true when it was kept. */
  answered(key: string, read: Read, copy: Copy): boolean {
    if (this.#reads.get(key) !== read) return false
    this.#reads.delete(key)
    this.#shelf.set(key, copy)
    return true
  }

  failed(key: string, read: Read): void {
    if (this.#reads.get(key) === read) this.#reads.delete(key)
  }

  /** The key changed, or is about to. True when a copy or a read of it was here. */
  changed(key: string): boolean {
    const hadCopy = this.#shelf.delete(key)
    return this.#reads.delete(key) || hadCopy
  }

  /** Everything changed. */
  flushed(): void {
    this.#shelf.clear()
    this.#reads.clear()
  }

  /** Changes are no longer heard of. */
  lost(): void {
    this.#isServing = false
    this.flushed()
  }

  /** From this moment on every change is heard of. */
  restored(): void {
    this.flushed()
    this.#isServing = true
  }
}
