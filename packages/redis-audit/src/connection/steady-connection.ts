import { describeRedisAddress, TradingError, type Clock, type RedisAddress } from '@tradingboost/domain'
import { type AuditConnection, openConnection } from './audit-connection.ts'
import { RefusedReply, type Reply, type TextForm } from './parse-reply.ts'
import type { ReadLine } from './read-command.ts'
import { createServerWitness, readRunId } from './server-witness.ts'

/** How long to wait for a server. */
export interface Patience {
  readonly clock: Clock
  /** How long after a lost connection the server may come back. */
  readonly resumeWithinMs: number
  /** How long it may leave a batch without an answer. */
  readonly silenceMs: number
}

const pauseMs = 100

/**
 * A connection that comes back: what was asked when it broke is asked again, which reading allows, so a scan goes on at its
 * cursor. A cursor is worth something only to the process that gave it: when another one answers, the asking ends.
 * Throws a TradingError `redis-unavailable` when nobody answers or another process does.
 */
export async function connectSteadily(address: RedisAddress, patience: Patience): Promise<AuditConnection> {
  const place = describeRedisAddress(address)
  const open = (): Promise<AuditConnection> => openConnection(address, patience.silenceMs)
  let current = await open().catch((cause: unknown) => {
    throw unavailable(`no Redis at ${place}: ${messageOf(cause)}`, cause)
  })
  const runId = await readRunId(current).catch((cause: unknown) => {
    throw unavailable(`${place} fell silent: ${messageOf(cause)}`, cause)
  })
  const witness = createServerWitness(runId)
  let returning: Promise<void> | undefined
  let isClosed = false

  const comeBack = async (lost: unknown): Promise<void> => {
    current.close()
    if (patience.resumeWithinMs <= 0) throw unavailable(messageOf(lost), lost)
    const until = patience.clock.now() + patience.resumeWithinMs
    for (;;) {
      try {
        current = await open()
        if (await witness.isSame(current)) return
        throw unavailable(`${messageOf(lost)}, and ${place} was restarted, so the place in its keys is lost`, lost)
      } catch (cause) {
        current.close()
        if (cause instanceof TradingError) throw cause
        if (isClosed || patience.clock.now() >= until) {
          throw unavailable(`${messageOf(lost)}, and not back within ${patience.resumeWithinMs} ms`, cause)
        }
        await patience.clock.sleep(pauseMs)
      }
    }
  }
  const ask = async (lines: readonly ReadLine[], form: TextForm = 'text'): Promise<readonly Reply[]> => {
    for (;;) {
      const asked = current
      try {
        const replies = checked(lines, await asked.ask(lines, form))
        witness.observe(lines, replies)
        return replies
      } catch (cause) {
        if (cause instanceof TradingError || isClosed) throw cause
        // Several batches may be under way: one reconnects for all.
        if (asked === current) {
          returning ??= comeBack(cause).finally(() => {
            returning = undefined
          })
        }
        await returning
      }
    }
  }
  return {
    ask,
    close: () => {
      isClosed = true
      current.close()
    },
  }
}

/** A key may change its type between two looks; every other refusal is no answer to work with. */
function checked(lines: readonly ReadLine[], replies: readonly Reply[]): readonly Reply[] {
  for (const [at, reply] of replies.entries()) {
    if (!(reply instanceof RefusedReply) || reply.message.startsWith('WRONGTYPE')) continue
    const command = lines[at]?.[0] ?? 'a command'
    if (/^(?:LOADING|BUSY|MASTERDOWN)\b/.test(reply.message)) throw new Error(reply.message)
    if (command === 'INFO' || command === 'DBSIZE') continue
    throw new TradingError('redis-refused', `Redis refuses ${command}: ${reply.message}; log in as the audit user`, {
      retry: 'never',
      details: { command },
    })
  }
  return replies
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

function unavailable(message: string, cause: unknown): TradingError {
  if (cause instanceof TradingError) return cause
  return new TradingError('redis-unavailable', message, { retry: 'later', cause })
}
