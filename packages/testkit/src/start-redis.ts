import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RedisConfig, RunningRedis, StartRedisOptions } from '@tradingboost/ensure-redis'
import { ensureStartableRedis, startRedisServer } from '@tradingboost/ensure-redis'
import type { RedisOptions } from 'ioredis'
import { Redis } from 'ioredis'

export type StartTestRedisOptions = {
  /** A unix socket unless the test hands the address to something that speaks TCP only. */
  readonly listen?: 'socket' | 'port'
  /** Settings as in redis.conf: `{ appendonly: 'yes' }` lets the data outlive `restart` and `kill`. */
  readonly config?: RedisConfig
  /** Users besides the default one, by name: each tells its line of an ACL file for the SHA-256 of its password. */
  readonly users?: Readonly<Record<string, (passwordSha256: string) => string>>
}

/** A real server of one test file. It also ends when the test process is killed. */
export type TestRedis = AsyncDisposable & {
  /** `new Redis(url)`: the path of the unix socket, or `redis://127.0.0.1:PORT`. */
  readonly url: string
  /** The same address as options of ioredis. */
  readonly connection: { readonly path: string } | { readonly host: string; readonly port: number }
  /** The address with name and password of one of `users`; the server must listen on a port. */
  urlAs(user: string): string
  /** A client of the server, disconnected by `stop`. Its commands reject when they fail; it logs nothing. */
  connect(options?: Omit<RedisOptions, 'replyMapping'>): Redis
  /** Starts a new process at the same address, after ending the old one if it still runs. */
  restart(): Promise<void>
  /** Ends it by SIGKILL; `restart` brings it back. */
  kill(): Promise<void>
  /** Keeps connections open and answers nothing until `thaw`. */
  freeze(): Promise<void>
  thaw(): Promise<void>
  stop(): Promise<void>
}

/** Starts a redis-server (about 35 ms) and resolves when it answers; REDIS_URL is left alone. */
export async function startRedis(options: StartTestRedisOptions = {}): Promise<TestRedis> {
  const source = await ensureStartableRedis({ env: process.env, log: (line) => process.stderr.write(`${line}\n`) })
  const folder = await mkdtemp(join(tmpdir(), 'tradingboost-test-redis-'))
  const start = (listen: StartRedisOptions['listen']): Promise<RunningRedis> =>
    startRedisServer(source, { listen, folder, config: { ...options.config, ...userConfig(options.users) } })
  let server = await start(options.listen === 'port' ? 0 : 'socket')
  const clients: Redis[] = []
  const { url, socketPath, port } = server
  const connection =
    socketPath === undefined ? { host: '127.0.0.1', port: port ?? failWithoutAddress() } : { path: socketPath }

  const stop = async (): Promise<void> => {
    for (const client of clients.splice(0)) client.disconnect()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return {
    url,
    connection,
    urlAs(user) {
      if (port === undefined) throw new Error(`${user} cannot log in over a unix socket: start with listen: 'port'`)
      return `redis://${user}:${passwordOf(user)}@127.0.0.1:${port}`
    },
    connect(overrides = {}) {
      const client = new Redis({ ...connection, ...overrides })
      // Without a listener ioredis prints every lost connection; the tests see it in the commands that reject.
      client.on('error', () => undefined)
      clients.push(client)
      return client
    },
    async restart() {
      await server.stop()
      server = await start(port ?? 'socket')
    },
    kill: () => server.kill(),
    freeze: () => server.signal('SIGSTOP'),
    thaw: () => server.signal('SIGCONT'),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

function userConfig(users: StartTestRedisOptions['users'] = {}): RedisConfig {
  const lines = Object.entries(users).map(([name, line]) =>
    line(createHash('sha256').update(passwordOf(name)).digest('hex')),
  )
  return lines.length === 0 ? {} : { user: lines.map((line) => line.replace(/^user /, '')) }
}

const passwordOf = (user: string): string => `password-of-${user}`

function failWithoutAddress(): never {
  throw new Error('the server listens neither on a socket nor on a port: look at startRedisServer')
}
