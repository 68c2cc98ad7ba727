import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock, TradingError } from '@tradingboost/domain'
import { expect, onTestFinished, test } from 'vitest'
import type { ServiceSpec } from './start-service.ts'
import { startService } from './start-service.ts'

const specOf = (manner: string): ServiceSpec => ({
  name: 'TEST',
  main: new URL('../../test/programs/service.ts', import.meta.url),
  settings: { MANNER: manner, PORT: '4321' },
})

async function start(manner: string) {
  const lines: string[] = []
  const say = (line: string): void => void lines.push(line)
  const service = await startService(specOf(manner), { clock: systemClock, env: process.env, say })
  onTestFinished(() => service.stop())
  return { service, lines }
}

async function refusal(manner: string): Promise<TradingError> {
  const error: unknown = await start(manner).then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (error instanceof TradingError) return error
  throw new Error(`started, or failed otherwise: ${String(error)}`)
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('knows the port when the service says that it listens, and stops it', async () => {
  const { service } = await start('well')
  expect(service.port).toBe(4321)
  expect(isAlive(service.pid)).toBe(true)
  await service.stop()
  expect(isAlive(service.pid)).toBe(false)
})

test('passes on what the service writes, log records as people read them', async () => {
  const { lines } = await start('well')
  await sleep(200)
  expect(lines).toEqual(['[TEST] starting', '[TEST] warn order refused leg=entry'])
})

test('a service that refuses its settings is quoted and nothing else is said', async () => {
  expect((await refusal('refuses')).message).toBe('PORT is "x": give a port')
})

test('a service that crashes at the start is named with its error', async () => {
  expect((await refusal('crashes-at-start')).message).toMatch(
    /^TEST did not start \(exit code 1: TypeError: a bug in the service\): run again with LOG_LEVEL=debug/,
  )
})

test('a service that does not hear SIGTERM is killed after two seconds', async () => {
  const { service } = await start('deaf')
  const begun = performance.now()
  await service.stop()
  expect(performance.now() - begun).toBeGreaterThan(1_900)
  expect((await service.exited).how).toBe('SIGKILL')
})

test('says how a running service ended', async () => {
  const { service } = await start('crashes')
  expect(await service.exited).toEqual({ how: 'exit code 1', isFinal: false, lastWords: 'half a position' })
})
