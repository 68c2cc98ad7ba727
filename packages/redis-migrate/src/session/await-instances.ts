import { TradingError } from '@tradingboost/domain'
import { botHeartbeat, migrationPhases } from '@tradingboost/redis-keys'
import type { RedisConnection } from '@tradingboost/trading-cache'
import { z } from 'zod'
import type { Phase } from '../state/phase.ts'
import { texts } from '../content/reply.ts'
import type { MigrationKeys } from '../define/migration-keys.ts'
import type { Session } from './session.ts'

/** A process that knows the migration, and the phase that it last said it runs. */
export interface Instance {
  readonly id: string
  readonly phase: Phase
}

const fields = z.record(z.string(), z.string())

/** A process that said nothing for so long is no longer there: it stopped writing long before. */
const aliveMs = 10_000
const askEveryMs = 50

/** The processes that said of late which phase they run; times are the server's. */
export async function liveInstances(connection: RedisConnection, keys: MigrationKeys): Promise<readonly Instance[]> {
  const flat = await connection.send({
    name: 'hgetall',
    keys: [keys.instances],
    args: [keys.instances],
    read: (reply) => (Array.isArray(reply) ? texts(reply, 'hgetall') : Object.entries(fields.parse(reply)).flat()),
  })
  const [seconds = '0'] = await connection.send({
    name: 'time',
    keys: [],
    args: [],
    read: (reply) => texts(reply, 'time'),
  })
  const nowMs = Number(seconds) * 1_000
  return Array.from(
    { length: flat.length / 2 },
    (_, at) => [flat[at * 2] ?? '', flat[at * 2 + 1] ?? ''] as const,
  ).flatMap(([id, said]) => {
    if (!id.startsWith('i ')) return []
    const [word, at] = said.split(' ')
    const phase = migrationPhases.find((one) => one === word)
    return phase !== undefined && nowMs - Number(at) < aliveMs ? [{ id: id.slice(2), phase }] : []
  })
}

/** Waits until every live instance runs this phase. Throws a TradingError `conflict` that names those that do not in time. */
export async function awaitInstances(session: Session, phase: Phase, withinMs: number): Promise<void> {
  const until = session.clock.now() + withinMs
  for (;;) {
    const behind = (await liveInstances(session.connection, session.keys)).filter((one) => one.phase !== phase)
    if (behind.length === 0) return
    const names = behind.map((one) => `${one.id} (${one.phase})`).join(', ')
    if (session.clock.now() >= until) {
      throw new TradingError(
        'conflict',
        `${names} did not come to ${phase} within ${withinMs} ms: look at it, then run again`,
        {
          retry: 'later',
        },
      )
    }
    await session.change({ set: { waiting: `for ${names} to run ${phase}` } })
    await session.clock.sleep(askEveryMs)
  }
}

/** Waits until every bot that lives knows the migration. Throws a TradingError `conflict` that names those that do not. */
export async function awaitBots(session: Session, withinMs: number): Promise<void> {
  const until = session.clock.now() + withinMs
  for (;;) {
    const unaware = await unawareBots(session)
    if (unaware.length === 0) return
    if (session.clock.now() >= until) {
      throw new TradingError(
        'conflict',
        `${unaware.join(', ')} live and do not know ${session.migration.id}: start them with it, or stop them, then run again`,
        { retry: 'later' },
      )
    }
    await session.change({ set: { waiting: `for ${unaware.join(', ')} to know the migration` } })
    await session.clock.sleep(askEveryMs)
  }
}

async function unawareBots({ connection, keys, names }: Session): Promise<readonly string[]> {
  const known = new Set((await liveInstances(connection, keys)).map(({ id }) => id))
  const unaware = new Set<string>()
  for await (const page of names.pages('heartbeat')) {
    for (const key of page.keys) {
      const botId = botHeartbeat.read(key)?.botId
      if (botId !== undefined && !known.has(botId)) unaware.add(botId)
    }
  }
  // Bots come and go while they are waited for.
  names.forget('heartbeat')
  return [...unaware]
}
