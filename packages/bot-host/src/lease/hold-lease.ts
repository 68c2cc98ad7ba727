import { TradingError, type Clock } from '@tradingboost/domain'
import type { Environment } from '@tradingboost/redis-keys'
import type { BotStore, Fence } from '@tradingboost/trading-cache'

export interface LeaseSetup {
  readonly store: BotStore
  readonly botId: string
  readonly environment: Environment
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

/** Takes the bot's lease, waiting for that of a process that died, and renews it. Throws `conflict` when another keeps it, `wrong-environment`. */
export async function holdLease(setup: LeaseSetup): Promise<Lease> {
  const { store, botId, environment, leaseMs, clock } = setup
  let fence = await waitForLease(setup)
  const released = new AbortController()

  const take = async (error: TradingError): Promise<void> => {
    const outcome = await store.acquireLease(botId, environment, leaseMs, fence)
    if (outcome.kind !== 'acquired') throw error
    fence = outcome.fence
  }
  let taking: Promise<void> | undefined
  /** Several writes and the renewal may notice the same loss: a second attempt would meet our own lease and give up. */
  const retake = async (lostFence: Fence, error: TradingError): Promise<void> => {
    if (fence !== lostFence) return
    taking ??= take(error).finally(() => {
      taking = undefined
    })
    await taking
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

async function waitForLease({ store, botId, environment, leaseMs, clock }: LeaseSetup): Promise<Fence> {
  const longestMs = leaseMs * patience
  for (let waitedMs = 0; ;) {
    const outcome = await store.acquireLease(botId, environment, leaseMs)
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
