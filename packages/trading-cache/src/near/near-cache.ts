import { readingOf, TradingError, type Clock, type EpochMs, type Fresh, type Reading } from '@tradingboost/domain'
import { rawSpelling, type AnyKeyFamily, type RedisKey } from '@tradingboost/redis-keys'
import { LRUCache } from 'lru-cache'
import type { CacheMeter } from '../metrics/cache-meter.ts'
import { CopyFence } from './copy-fence.ts'
import { freezeDeeply } from './freeze-deeply.ts'

/** What a read of Redis brought. */
export interface Loaded<T> {
  /** Undefined when the key is not there: that is kept as well. */
  readonly value: T
  /** Of the text that stands in Redis; it counts against the bound in bytes. */
  readonly bytes: number
  /** Milliseconds after which the key is gone; undefined when it stays. */
  readonly expiresInMs?: number | undefined
}

/** Reads of one key family through the copies of this process. */
export interface NearReads<Key extends RedisKey, T> {
  /** The copy in this process, without asking Redis; undefined when there is none. It is frozen. */
  peek(key: Key): Reading<T> | undefined
  /** The copy, or the value that Redis holds. Rejects as the load does. */
  read(key: Key): Promise<Reading<T>>
  /** The copy while it is fresh, else the value that Redis holds. Rejects as the load does, or when the answer came too late. */
  readFresh(key: Key): Promise<Fresh<T>>
}

/** How much may be kept, and how old it may be. */
export interface NearLimits {
  /** 10,000 without it. */
  readonly maxEntries?: number
  /** Of keys and of texts as Redis holds them; 32 MiB without it. */
  readonly maxBytes?: number
  /** Age up to which a copy counts as fresh; 1,000 ms without it. */
  readonly freshForMs?: number
}

export interface NearSetup {
  readonly clock: Clock
  /** Of whose changes is heard. */
  readonly families: readonly AnyKeyFamily[]
  readonly limits?: NearLimits
  readonly meter?: CacheMeter | undefined
}

interface Copy {
  readonly value: unknown
  readonly bytes: number
  /** When Redis was asked for it. */
  readonly readAt: number
  readonly expiresAt: number
  readonly family: string
}

/** A read under way. */
interface Read {
  readonly startedAt: EpochMs
  readonly family: string
  readonly loaded: Promise<Loaded<unknown>>
}

/**
 * Copies of values that Redis holds, in this process, as true as the server keeps them: a change to a key, by whatever client,
 * drops its copy. Absence is kept like a value. `openNearCache` connects it to a server.
 */
export class NearCache {
  readonly #clock: Clock
  readonly #families: readonly AnyKeyFamily[]
  readonly #meter: CacheMeter | undefined
  readonly #freshForMs: number
  readonly #shelf: LRUCache<string, Copy>
  readonly #fence: CopyFence<Copy, Read>
  #heardUpTo = 0

  constructor(setup: NearSetup) {
    const { limits = {} } = setup
    this.#clock = setup.clock
    this.#families = setup.families
    this.#meter = setup.meter
    this.#freshForMs = limits.freshForMs ?? 1_000
    this.#shelf = new LRUCache<string, Copy>({
      max: limits.maxEntries ?? 10_000,
      maxSize: limits.maxBytes ?? 32 * 1_024 * 1_024,
      sizeCalculation: (copy, key) => copy.bytes + key.length,
    })
    this.#fence = new CopyFence<Copy, Read>(this.#shelf)
  }

  /** False while changes cannot be heard of: every read asks Redis then. */
  get isServing(): boolean {
    return this.#fence.isServing
  }

  /** How many copies there are, and the bytes that they count for. */
  get size(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.#shelf.size, bytes: this.#shelf.calculatedSize }
  }

  /** The reads of a family; `load` asks Redis for one key. Throws a TypeError for a family of whose changes nothing is heard. */
  of<Key extends RedisKey, T>(family: AnyKeyFamily, load: (key: Key) => Promise<Loaded<T>>): NearReads<Key, T> {
    const { name } = family
    if (!this.#families.includes(family)) {
      throw new TypeError(`changes of ${name} are not heard of: name it in the families of openNearCache`)
    }
    const peek = (key: Key): Reading<T> | undefined => {
      const reading = this.#peek(key)
      if (reading !== undefined) this.#meter?.read(name, reading.kind === 'fresh' ? 'hit' : 'stale')
      // The copies of a key are made by the load of its family only.
      return reading as Reading<T> | undefined
    }
    const ask = async (key: Key): Promise<Reading<T>> => {
      this.#meter?.read(name, 'miss')
      return await this.#answer(this.#fence.readOf(key) ?? this.#start(name, key, load))
    }
    return {
      peek,
      read: async (key) => peek(key) ?? (await ask(key)),
      readFresh: async (key) => {
        const copy = this.#peek(key)
        if (copy?.kind === 'fresh') {
          this.#meter?.read(name, 'hit')
          return copy as Fresh<T>
        }
        const joined = await ask(key)
        if (joined.kind === 'fresh') return joined
        // It may have joined a read that had been under way for long.
        const own = await this.#answer<T>(this.#start(name, key, load))
        if (own.kind === 'fresh') return own
        throw tooLate(key, own.ageMs)
      },
    }
  }

  /** Writes keys such that this process sees its own write at once, however long the server takes to tell of it. */
  async writing<T>(keys: readonly string[], write: () => Promise<T>): Promise<T> {
    this.#forget(keys)
    try {
      return await write()
    } finally {
      // Also when it failed: what became of a write without an answer is not known.
      this.#forget(keys)
    }
  }

  /** Takes what the receiver hears. */
  readonly listener = {
    changed: (keys: readonly string[]): void => {
      for (const key of keys) {
        const family = this.#shelf.peek(key)?.family ?? this.#fence.readOf(key)?.family
        if (this.#fence.changed(key) && family !== undefined) this.#meter?.invalidated(family)
      }
    },
    flushed: (): void => {
      this.#fence.flushed()
      this.#meter?.dropped('flush')
    },
    lost: (): void => {
      if (this.#fence.isServing) this.#meter?.dropped('loss')
      this.#fence.lost()
    },
    restored: (): void => this.#fence.restored(),
    heardUpTo: (at: EpochMs): void => {
      this.#heardUpTo = at
    },
  }

  #peek(key: string): Reading<unknown> | undefined {
    const copy = this.#fence.copyOf(key)
    if (copy === undefined) return undefined
    const now = this.#clock.now()
    if (now >= copy.expiresAt) {
      this.#fence.changed(key)
      return undefined
    }
    return readingOf(copy.value, now - Math.max(copy.readAt, this.#heardUpTo), this.#freshForMs)
  }

  #forget(keys: readonly string[]): void {
    for (const key of keys) this.#fence.changed(key)
  }

  async #answer<T>({ startedAt, loaded }: Read): Promise<Reading<T>> {
    const { value } = await loaded
    // The reads of a key are started by its family only, with the family's load.
    return readingOf(value as T, this.#clock.now() - startedAt, this.#freshForMs)
  }

  #start<Key extends RedisKey, T>(family: string, key: Key, load: (key: Key) => Promise<Loaded<T>>): Read {
    const startedAt = this.#clock.now()
    const loading = load(key)
    const read: Read = { startedAt, family, loaded: loading.then(freezeLoaded) }
    this.#fence.started(key, read)
    read.loaded.then(
      ({ value, bytes, expiresInMs = Infinity }) =>
        this.#fence.answered(key, read, {
          value,
          bytes,
          readAt: startedAt,
          // A change to the raw name of a key is a change to another key: such a copy is never served.
          expiresAt: rawSpelling(key) === undefined ? startedAt + expiresInMs : startedAt,
          family,
        }),
      (cause: unknown) => {
        this.#fence.failed(key, read)
        // The connection has counted all others: this one it has answered well.
        if (cause instanceof TradingError && cause.code === 'stored-value-invalid') this.#meter?.failed(key, cause.code)
      },
    )
    return read
  }
}

function freezeLoaded<T>(loaded: Loaded<T>): Loaded<T> {
  freezeDeeply(loaded.value)
  return loaded
}

function tooLate(key: string, ageMs: number): TradingError {
  return new TradingError(
    'redis-unavailable',
    `Redis took ${ageMs} ms to answer for ${key}: too long for a fresh value; try again later`,
    { retry: 'later', details: { keys: [key], ageMs } },
  )
}
