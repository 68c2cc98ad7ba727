import { TradingError, type Clock } from '@tradingboost/domain'
import type { AcquireLeaseOutcome, BotStore, Fence } from '@tradingboost/trading-cache'

export interface LeaseSetup {
  readonly store: BotStore
  readonly botId: string
  readonly leaseMs: number
  readonly clock: Clock
  /** The lease went to another process, or Redis refuses to prolong it: told once. */
  readonly onLost: (error: TradingError) => void
}

/** That this process, and no other, runs the bot. */
export interface Lease {
  /**
   * Writes under the fence that stands. When Redis does not know it any more (it lost its data, or we were away for too long)
   * the lease is taken anew, unless another process holds it or held it meanwhile: then the TradingError `lease-lost` goes on.
   */
  guard(write: (fence: Fence) => Promise<void>): Promise<void>
  /** Stops renewing and gives it back, so that the next process need not wait. */
  release(): Promise<void>
}

/** Tries for one lease longer than a dead process can hold it. */
const patience = 1.5

/** Takes the bot's lease, waiting for that of a process that died, and renews it. Throws `conflict` when another keeps it. */
export async function holdLease(setup: LeaseSetup): Promise<Lease> {
  const { store, botId, leaseMs, clock } = setup
  let fence = await waitForLease(setup)
  const released = new AbortController()

  /** Until then the lease may be held by an attempt of ours whose answer was lost. */
  let mayBeOursUntil: number | undefined
  let retaking: Promise<boolean> | undefined

  /** Takes the lease again; false when another process holds it, or held it meanwhile. */
  const acquire = async (): Promise<boolean> => {
    const isInDoubt = mayBeOursUntil !== undefined && clock.now() < mayBeOursUntil
    let outcome: AcquireLeaseOutcome
    try {
      // An attempt whose answer was lost counts as somebody else's to the server.
      outcome = await store.acquireLease(botId, leaseMs, isInDoubt ? undefined : fence)
    } catch (cause) {
      mayBeOursUntil = clock.now() + leaseMs * patience
      throw cause
    }
    if (outcome.kind === 'acquired') {
      mayBeOursUntil = undefined
      fence = outcome.fence
      return true
    }
    // Ours would run out, for nobody knows its token to renew it; that of another process would not.
    if (isInDoubt) throw mayBeOurs(botId)
    return false
  }

  /** One attempt at a time: a second one would take the first for another process. */
  const retake = async (failed: Fence, error: TradingError): Promise<void> => {
    if (failed !== fence) return
    retaking ??= acquire().finally(() => {
      retaking = undefined
    })
    if (!(await retaking)) throw error
  }

  const renew = async (): Promise<void> => {
    while (!released.signal.aborted) {
      await clock.sleep(leaseMs / 3, released.signal)
      if (released.signal.aborted) return
      const standing = fence
      try {
        if (!(await store.renewLease(standing, leaseMs))) await retake(standing, lost(botId))
      } catch (error) {
        if (!(error instanceof TradingError)) throw error
        // Redis is away: its return is waited for here, and what it means for trading is the journal's matter.
        if (error.retry === 'never') return setup.onLost(error)
      }
    }
  }
  const renewing = renew()

  return {
    async guard(write) {
      const standing = fence
      try {
        await write(standing)
      } catch (error) {
        if (!(error instanceof TradingError) || error.code !== 'lease-lost') throw error
        await retake(standing, error)
        await write(fence)
      }
    },
    async release() {
      released.abort()
      await renewing
      await store.releaseLease(fence)
    },
  }
}

async function waitForLease({ store, botId, leaseMs, clock }: LeaseSetup): Promise<Fence> {
  const longestMs = leaseMs * patience
  for (let waitedMs = 0; ;) {
    const outcome = await store.acquireLease(botId, leaseMs)
    if (outcome.kind === 'acquired') return outcome.fence
    if (outcome.kind === 'overtaken') break
    const pauseMs = Math.min(Math.max(outcome.expiresInMs, 0) + 5, leaseMs)
    if (waitedMs + pauseMs > longestMs) break
    await clock.sleep(pauseMs)
    waitedMs += pauseMs
  }
  throw new TradingError('conflict', `another process runs ${botId}: end it, or give this one another BOT_ID`, {
    retry: 'later',
    details: { botId },
  })
}

const lost = (botId: string): TradingError =>
  new TradingError('lease-lost', `another process has taken over ${botId}: end this one`, {
    retry: 'never',
    details: { botId },
  })

const mayBeOurs = (botId: string): TradingError =>
  new TradingError(
    'redis-unavailable',
    `Redis did not answer whether ${botId} got its lease back: try again once that has run out`,
    { retry: 'later', details: { botId } },
  )
