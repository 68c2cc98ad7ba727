import type { Clock } from '@tradingboost/domain'
import { z } from 'zod'
import type { HttpServer } from './http-server.ts'
import { pathOf, sendProblem } from './problem-response.ts'
import { problemOfStatus, problemSchema } from './problem.ts'

/** Looks whether one dependency works: rejects with the reason when not. The signal aborts when its time is over. */
export type ReadinessCheck = (signal: AbortSignal) => Promise<unknown>

const checkState = z.object({ status: z.enum(['up', 'down']), reason: z.string().optional() })
const checkStates = z.record(z.string(), checkState)
type CheckState = z.infer<typeof checkState>

const alive = z.object({ status: z.literal('up') })
const ready = z.object({ status: z.literal('ready'), checks: checkStates })
const notReady = problemSchema.extend({ checks: checkStates })

export interface HealthOptions {
  readonly checks: Readonly<Record<string, ReadinessCheck>>
  readonly clock: Clock
  /** Time that each check has; 1,000 unless told. */
  readonly checkLimitMs?: number
}

/** Serves /health (the process answers) and /ready (its dependencies do: 200, or 503 with what is down). */
export function addHealth(server: HttpServer, { checks, clock, checkLimitMs = 1_000 }: HealthOptions): void {
  server.get(
    '/health',
    { schema: { tags: ['service'], summary: 'Whether the process answers.', response: { 200: alive } } },
    async () => ({ status: 'up' as const }),
  )
  server.get(
    '/ready',
    {
      schema: {
        tags: ['service'],
        summary: 'Whether everything it depends on answers.',
        response: { 200: ready, 503: notReady },
      },
    },
    async (request, reply) => {
      const states = Object.fromEntries(
        await Promise.all(
          Object.entries(checks).map(async ([name, check]) => [name, await look(check, clock, checkLimitMs)] as const),
        ),
      )
      const down = Object.entries(states).filter(([, state]) => state.status === 'down')
      if (down.length === 0) return { status: 'ready' as const, checks: states }
      const detail = `not ready: ${down.map(([name, { reason }]) => `${name}: ${reason ?? 'down'}`).join('; ')}`
      const problem = { ...problemOfStatus(503, detail, pathOf(request)), code: 'not-ready', checks: states }
      return sendProblem(reply, problem)
    },
  )
}

async function look(check: ReadinessCheck, clock: Clock, limitMs: number): Promise<CheckState> {
  const over = new AbortController()
  const late = clock.sleep(limitMs, over.signal).then(() => {
    throw new Error(`no answer within ${limitMs} ms`)
  })
  try {
    // The loser of the race may still reject: the race has taken it over, so it is not left unhandled.
    await Promise.race([check(over.signal), late])
    return { status: 'up' }
  } catch (cause) {
    return { status: 'down', reason: cause instanceof Error ? cause.message : String(cause) }
  } finally {
    over.abort()
  }
}
