import { mkdtemp } from 'node:fs/promises'
import type { NetConnectOpts } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EnsureRedisError } from './ensure-redis-error.ts'
import { freePort, isPortFree } from './free-port.ts'
import { probeRedis } from './probe-redis.ts'
import type { ListenAddress, RedisConfig } from './redis-command-line.ts'
import { redisCommandLine } from './redis-command-line.ts'
import type { StartableSource } from './redis-source.ts'
import { runCommand } from './run-command.ts'
import type { SupervisedProcess } from './supervised-process.ts'
import { startSupervised } from './supervised-process.ts'

export type StartRedisOptions = {
  /** `socket`: a unix socket in the server's own folder (a port where the server runs in docker); a number: that port of 127.0.0.1, 0 for a free one. */
  readonly listen: 'socket' | number
  readonly config?: RedisConfig
  /** The server's working folder, kept at its end; absent: a fresh one that goes with the server. */
  readonly folder?: string
  readonly startTimeoutMs?: number
}

export type RedisSignal = 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'

/** A server of ours. It ends with this process, also when that is killed. */
export type RunningRedis = {
  /** For clients: `redis://127.0.0.1:PORT`, or the path of the unix socket. */
  readonly url: string
  readonly socketPath: string | undefined
  readonly port: number | undefined
  readonly pid: number
  signal(signal: RedisSignal): Promise<void>
  /** Ends it in good order and removes its folder. */
  stop(): Promise<void>
  /** Ends it by SIGKILL. */
  kill(): Promise<void>
  /** Resolves when it is gone, for whatever reason. */
  readonly gone: Promise<void>
}

/**
 * Starts a server and resolves when it answers PONG. It keeps nothing on disk unless `config` says otherwise.
 * Throws an EnsureRedisError: a used port, a server that does not come up.
 */
export async function startRedisServer(source: StartableSource, options: StartRedisOptions): Promise<RunningRedis> {
  const port = await choosePort(source, options.listen)
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'tradingboost-redis-')))
  const address: ListenAddress =
    port === undefined ? { kind: 'socket', path: join(folder, 'redis.sock') } : { kind: 'port', port }
  const containerName = basename(folder)
  const line = redisCommandLine(source, address, { folder, config: options.config ?? {}, containerName })
  const server = await startSupervised({ ...line, ...(options.folder === undefined ? { removeFolder: folder } : {}) })
  await waitUntilReady(server, source, address, options.startTimeoutMs ?? 20_000)

  const signal = async (name: RedisSignal): Promise<void> => {
    if (server.exit() !== undefined) return
    if (source.kind === 'binary') process.kill(server.pid, name)
    else
      await runCommand(source.docker, ['kill', '--signal', name, containerName], {
        env: process.env,
        timeoutMs: 30_000,
      })
  }
  return {
    url: address.kind === 'socket' ? address.path : `redis://127.0.0.1:${address.port}`,
    socketPath: address.kind === 'socket' ? address.path : undefined,
    port: address.kind === 'port' ? address.port : undefined,
    pid: server.pid,
    signal,
    stop: () => server.stop(),
    async kill() {
      await signal('SIGKILL')
      await server.gone
    },
    gone: server.gone,
  }
}

/** Undefined: a unix socket. */
async function choosePort(source: StartableSource, listen: 'socket' | number): Promise<number | undefined> {
  if (listen === 'socket' && source.kind === 'binary') return undefined
  if (listen === 'socket' || listen === 0) return freePort()
  if (await isPortFree(listen)) return listen
  throw portUsed(listen)
}

async function waitUntilReady(
  server: SupervisedProcess,
  source: StartableSource,
  address: ListenAddress,
  timeoutMs: number,
): Promise<void> {
  const target: NetConnectOpts =
    address.kind === 'socket' ? { path: address.path } : { host: '127.0.0.1', port: address.port }
  const deadline = performance.now() + timeoutMs
  while (performance.now() < deadline) {
    const exit = server.exit()
    if (exit !== undefined) {
      if (address.kind === 'port' && /address (is )?already in use|port is already allocated/i.test(exit.output)) {
        throw portUsed(address.port)
      }
      throw new EnsureRedisError('redis-start-failed', `${programOf(source)} did not start: ${lastLines(exit.output)}`)
    }
    const probe = await probeRedis(target, 1_000)
    // Another server may have taken the port a moment before ours: only an answer of our own process counts.
    if (probe?.ready === true && (source.kind === 'docker' || probe.processId === server.pid)) return
    await sleep(10)
  }
  await server.stop()
  throw new EnsureRedisError(
    'redis-start-failed',
    `${programOf(source)} did not answer within ${timeoutMs} ms: start it by hand to see why, or set REDIS_URL`,
  )
}

function portUsed(port: number): EnsureRedisError {
  return new EnsureRedisError(
    'redis-port-used',
    `port ${port} of 127.0.0.1 is already in use: choose another port for Redis, or stop the program that uses it`,
  )
}

function programOf(source: StartableSource): string {
  return source.kind === 'binary' ? source.path : `docker run ${source.image}`
}

function lastLines(output: string): string {
  return output === '' ? 'it gave no reason' : output.split('\n').slice(-3).join(' | ')
}
