import type { CopyFence } from '../../src/near/copy-fence.ts'

/** What can happen next, anywhere: at the server, on the wire, in this process. */
export type Step =
  | { readonly at: 'server'; readonly does: 'write' | 'flush' | 'cut' | 'subscribe' }
  | { readonly at: 'server'; readonly does: 'take'; readonly read: number }
  | { readonly at: 'wire'; readonly does: 'deliver' }
  | { readonly at: 'client'; readonly does: 'ask' | 'notice-loss' | 'begin-own-write' | 'end-own-write' }
  | { readonly at: 'client'; readonly does: 'answer' | 'fail'; readonly read: number }

interface Message {
  readonly kind: 'changed' | 'flushed' | 'subscribed'
  readonly version: number
}

export interface FenceRead {
  /** No answer to it may be older: the last change that had been heard of when the last of its readers asked. */
  heard: number
  /** What the server gave; undefined until it has served the read. */
  taken: number | undefined
}

const mostReads = 2
const mostMessages = 3

/**
 * One key at a server, the wire that tells of its changes, and a fence in this process. The value of the key is the number of
 * its changes, so that old and new can be told apart; `fault` says the first time that the fence served something too old.
 */
class FenceModel {
  readonly #fence: CopyFence<number, FenceRead>
  #version = 0
  #isTracked = false
  #wire: Message[] = []
  #reads: FenceRead[] = []
  #heard = 0
  #ownWrite: 'none' | 'begun' | 'written' = 'none'
  fault: string | undefined

  constructor(fence: CopyFence<number, FenceRead>) {
    this.#fence = fence
  }

  /** Everything that can happen now, within bounds that keep the number of states finite. */
  possible(): readonly Step[] {
    const steps: Step[] = []
    const hasRoom = this.#wire.length < mostMessages
    if (hasRoom) steps.push({ at: 'server', does: 'write' }, { at: 'server', does: 'flush' })
    if (this.#isTracked) steps.push({ at: 'server', does: 'cut' })
    else if (this.#fence.isServing) steps.push({ at: 'client', does: 'notice-loss' })
    else if (hasRoom) steps.push({ at: 'server', does: 'subscribe' })
    if (this.#wire.length > 0) steps.push({ at: 'wire', does: 'deliver' })
    if (this.#reads.length < mostReads) steps.push({ at: 'client', does: 'ask' })
    if (this.#ownWrite === 'none' && hasRoom) steps.push({ at: 'client', does: 'begin-own-write' })
    if (this.#ownWrite === 'written') steps.push({ at: 'client', does: 'end-own-write' })
    for (const [read, { taken }] of this.#reads.entries()) {
      if (taken === undefined) steps.push({ at: 'server', does: 'take', read }, { at: 'client', does: 'fail', read })
      else steps.push({ at: 'client', does: 'answer', read })
    }
    return steps
  }

  do(step: Step): void {
    switch (step.does) {
      case 'write':
        this.#change('changed')
        if (this.#ownWrite === 'begun') this.#ownWrite = 'written'
        break
      case 'flush':
        this.#change('flushed')
        break
      case 'cut':
        this.#isTracked = false
        this.#wire = []
        break
      case 'subscribe':
        this.#isTracked = true
        this.#wire.push({ kind: 'subscribed', version: this.#version })
        break
      case 'take':
        this.#reads[step.read]!.taken = this.#version
        break
      case 'deliver':
        this.#deliver()
        break
      case 'ask':
        this.#ask()
        break
      case 'answer':
        this.#answer(step.read)
        break
      case 'fail':
        this.#fence.failed('k', this.#reads[step.read]!)
        this.#reads.splice(step.read, 1)
        break
      case 'notice-loss':
        this.#fence.lost()
        break
      case 'begin-own-write':
        this.#fence.changed('k')
        this.#ownWrite = 'begun'
        break
      case 'end-own-write':
        this.#fence.changed('k')
        this.#ownWrite = 'none'
        this.#heard = this.#version
        break
    }
    this.#look()
  }

  /** Two models of one print behave alike from here on: of versions only the order counts, so each stands as its rank. */
  print(): string {
    const copy = this.#fence.copyOf('k')
    const inPlay = [
      this.#version,
      this.#heard,
      copy,
      ...this.#wire.map(({ version }) => version),
      ...this.#reads.flatMap(({ heard, taken }) => [heard, taken]),
    ]
    const order = [...new Set(inPlay.filter((version) => version !== undefined))].toSorted((a, b) => a - b)
    const rank = (version: number | undefined): number => (version === undefined ? -1 : order.indexOf(version))
    return JSON.stringify([
      [this.#isTracked, this.#fence.isServing, this.#ownWrite],
      [rank(this.#version), rank(this.#heard), rank(copy)],
      this.#wire.map(({ kind, version }) => [kind, rank(version)]),
      this.#reads
        .map((read) => `${rank(read.heard)} ${rank(read.taken)} ${String(this.#fence.readOf('k') === read)}`)
        .toSorted(),
    ])
  }

  #change(kind: 'changed' | 'flushed'): void {
    this.#version += 1
    if (this.#isTracked) this.#wire.push({ kind, version: this.#version })
  }

  #deliver(): void {
    const message = this.#wire.shift()!
    if (message.kind === 'changed') this.#fence.changed('k')
    if (message.kind === 'flushed') this.#fence.flushed()
    if (message.kind === 'subscribed') this.#fence.restored()
    this.#heard = Math.max(this.#heard, message.version)
  }

  #ask(): void {
    const under = this.#fence.readOf('k')
    if (under === undefined) {
      const read: FenceRead = { heard: this.#heard, taken: undefined }
      this.#reads.push(read)
      this.#fence.started('k', read)
    } else {
      under.heard = this.#heard
    }
  }

  #answer(at: number): void {
    const [read] = this.#reads.splice(at, 1)
    if (read!.taken! < read!.heard) this.fault ??= 'a reader was answered with less than it had heard of when it asked'
    this.#fence.answered('k', read!, read!.taken!)
  }

  #look(): void {
    const copy = this.#fence.copyOf('k')
    if (copy === undefined) return
    if (copy < this.#heard) this.fault ??= 'a copy is older than the last change that was heard of'
    const isAllHeard = this.#isTracked && this.#wire.length === 0
    if (isAllHeard && copy !== this.#version)
      this.fault ??= 'all changes were heard of, and the copy is none of the newest'
  }
}

/** Follows every sequence of steps to every state that can be reached; the shortest way to a fault, or how many states there are. */
export function explore(
  openFence: () => CopyFence<number, FenceRead>,
): { readonly states: number } | { readonly fault: string; readonly way: readonly Step[] } {
  const replay = (way: readonly Step[]): FenceModel => {
    const model = new FenceModel(openFence())
    for (const step of way) model.do(step)
    return model
  }
  const seen = new Set<string>([replay([]).print()])
  let frontier: (readonly Step[])[] = [[]]
  while (frontier.length > 0) {
    const next: (readonly Step[])[] = []
    for (const way of frontier) {
      for (const step of replay(way).possible()) {
        const longer = [...way, step]
        const model = replay(longer)
        if (model.fault !== undefined) return { fault: model.fault, way: longer }
        const print = model.print()
        if (seen.has(print)) continue
        seen.add(print)
        next.push(longer)
      }
    }
    frontier = next
  }
  return { states: seen.size }
}
