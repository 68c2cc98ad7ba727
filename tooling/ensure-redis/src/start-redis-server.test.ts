import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { ensureStartableRedis } from './ensure-redis-server.ts'
import { probeRedis } from './probe-redis.ts'
import { redisCommandLine } from './redis-command-line.ts'
import { startRedisServer } from './start-redis-server.ts'

const source = await ensureStartableRedis({ env: process.env, log: (line) => console.error(line) })

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('it did not happen within 10 s')
    await sleep(10)
  }
}

async function occupyPort(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the test listens on no port')
  return { server, port: address.port }
}

test('a server on a unix socket answers when the promise resolves, and leaves nothing behind', async () => {
  const redis = await startRedisServer(source, { listen: 'socket' })
  const socketPath = redis.socketPath ?? ''
  expect(await probeRedis({ path: socketPath }, 1_000)).toEqual({ ready: true, processId: redis.pid })
  await redis.stop()
  expect(isAlive(redis.pid)).toBe(false)
  expect(existsSync(dirname(socketPath))).toBe(false)
})

test('a server on a free port listens on 127.0.0.1 only', async () => {
  const redis = await startRedisServer(source, { listen: 0 })
  const port = redis.port ?? 0
  expect(redis.url).toBe(`redis://127.0.0.1:${port}`)
  expect(await probeRedis({ host: '127.0.0.1', port }, 1_000)).toMatchObject({ ready: true })
  expect(await probeRedis({ host: '127.0.0.2', port }, 1_000)).toBeUndefined()
  await redis.stop()
})

test('a used port is one sentence with the port, and nothing is left running', async () => {
  const { server, port } = await occupyPort()
  const failure = startRedisServer(source, { listen: port })
  await expect(failure).rejects.toMatchObject({ code: 'redis-port-used' })
  await expect(failure).rejects.toThrow(`port ${port} of 127.0.0.1 is already in use`)
  server.close()
})

test('a server that refuses its settings is reported in its own words', async () => {
  const failure = startRedisServer(source, { listen: 'socket', config: { nonsense: '1' } })
  await expect(failure).rejects.toMatchObject({ code: 'redis-start-failed' })
  await expect(failure).rejects.toThrow('nonsense')
})

test('a program that does not exist is reported by its path', async () => {
  const failure = startRedisServer({ kind: 'binary', path: '/no/such/redis-server' }, { listen: 'socket' })
  await expect(failure).rejects.toThrow('/no/such/redis-server')
})

test('kill ends a server at once, even a stopped one', async () => {
  const redis = await startRedisServer(source, { listen: 'socket' })
  await redis.signal('SIGSTOP')
  await redis.kill()
  expect(isAlive(redis.pid)).toBe(false)
})

test('stop ends a stopped server too', async () => {
  const redis = await startRedisServer(source, { listen: 'socket' })
  await redis.signal('SIGSTOP')
  await redis.stop()
  expect(isAlive(redis.pid)).toBe(false)
})

test('stopping twice, or after the server died by itself, is no error', async () => {
  const redis = await startRedisServer(source, { listen: 'socket' })
  await redis.kill()
  await redis.gone
  await redis.stop()
  await redis.stop()
  await redis.signal('SIGCONT')
  expect(isAlive(redis.pid)).toBe(false)
})

test('a folder that the caller names outlives the server', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ensure-redis-test-'))
  const redis = await startRedisServer(source, { listen: 'socket', folder, config: { appendonly: 'yes' } })
  await redis.stop()
  expect(existsSync(join(folder, 'appendonlydir'))).toBe(true)
  rmSync(folder, { recursive: true })
})

test('the server and its folder are gone after its parent was killed by SIGKILL', async () => {
  const startAndWait = `
    import { ensureStartableRedis, startRedisServer } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))}
    const source = await ensureStartableRedis({ env: process.env, log: console.error })
    const redis = await startRedisServer(source, { listen: 'socket' })
    console.log(JSON.stringify({ pid: redis.pid, socketPath: redis.socketPath }))
    setInterval(() => undefined, 1000)`
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', startAndWait], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  const started = JSON.parse(line.toString()) as { pid: number; socketPath: string }
  expect(isAlive(started.pid)).toBe(true)
  parent.kill('SIGKILL')
  await until(() => !isAlive(started.pid) && !existsSync(dirname(started.socketPath)))
})

test('in docker the port is published on 127.0.0.1 only and the container goes with the server', () => {
  const line = redisCommandLine(
    { kind: 'docker', docker: '/usr/bin/docker', image: 'redis:7' },
    { kind: 'port', port: 7001 },
    { folder: '/tmp/x', config: { maxmemory: '1mb' }, containerName: 'tradingboost-redis-x' },
  )
  expect(line.command).toBe('/usr/bin/docker')
  expect(line.args.join(' ')).toContain(
    'run --rm --name tradingboost-redis-x --publish 127.0.0.1:7001:6379 redis:7 redis-server',
  )
  expect(line.args.join(' ')).toContain('--maxmemory 1mb')
})
