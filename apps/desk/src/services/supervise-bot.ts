import type { Service, ServiceSpec, ServiceSurroundings } from './start-service.ts'
import { startService } from './start-service.ts'

/** A bot that is started again when it dies: it recovers from Redis and the exchange, and the market waits meanwhile. */
export interface SupervisedBot {
  readonly name: string
  /** Of its HTTP API; another one after a restart on a free port. */
  readonly url: () => string
  readonly stop: () => Promise<void>
  /** How often its process has ended by itself, and was started again. */
  readonly deaths: () => number
  readonly restarts: () => number
  /** Resolves with one sentence when it has died too often in too short a time to be started again. */
  readonly givenUp: Promise<string>
}

const restarts = 2
/** A bot that has run for so long is over what killed it before. */
const steadyMs = 60_000

/** Starts a bot. Throws as `startService` does when it does not come up the first time. */
export async function superviseBot(spec: ServiceSpec, surroundings: ServiceSurroundings): Promise<SupervisedBot> {
  const { say, clock } = surroundings
  const givenUp = Promise.withResolvers<string>()
  let service = await startService(spec, surroundings)
  let isStopping = false
  let deaths = 0
  let restarted = 0

  const keepAlive = async (): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      const startedAt = clock.now()
      const { how, isFinal, lastWords } = await service.exited
      if (isStopping) return
      deaths += 1
      if (clock.now() - startedAt > steadyMs) attempt = 1
      const death = `${spec.name} ended by ${how}${lastWords === undefined ? '' : ` (${lastWords})`}`
      if (isFinal || attempt > restarts) return givenUp.resolve(`${death}: giving up, its orders rest at the exchange`)
      say(`${death}: starting it again (${attempt} of ${restarts})`)
      const next = await startAgain(spec, surroundings)
      if (typeof next === 'string') return givenUp.resolve(`${spec.name} did not come back: ${next}`)
      service = next
      restarted += 1
      if (isStopping) return service.stop()
    }
  }
  const watching = keepAlive()
  return {
    name: spec.name,
    url: () => `http://127.0.0.1:${service.port}`,
    async stop() {
      isStopping = true
      await service.stop()
      await watching
    },
    deaths: () => deaths,
    restarts: () => restarted,
    givenUp: givenUp.promise,
  }
}

async function startAgain(spec: ServiceSpec, surroundings: ServiceSurroundings): Promise<Service | string> {
  try {
    return await startService(spec, surroundings)
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause)
  }
}
