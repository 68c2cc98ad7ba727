import type { StartableSource } from './redis-source.ts'

/** Where a server listens: a unix socket, or a port of 127.0.0.1. */
export type ListenAddress =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'port'; readonly port: number }

/** Settings as in redis.conf; a list stands for a directive that may be repeated (`save`, `user`). */
export type RedisConfig = Readonly<Record<string, string | readonly string[]>>

const notPersistent: RedisConfig = { save: '', appendonly: 'no' }

export type RedisCommandLine = { readonly command: string; readonly args: readonly string[] }

/** The program and its arguments that run one server in the foreground. */
export function redisCommandLine(
  source: StartableSource,
  address: ListenAddress,
  options: { readonly folder: string; readonly config: RedisConfig; readonly containerName: string },
): RedisCommandLine {
  if (source.kind === 'binary') {
    const listen: RedisConfig =
      address.kind === 'socket'
        ? { port: '0', unixsocket: address.path, unixsocketperm: '700' }
        : { port: String(address.port), bind: '127.0.0.1' }
    const settings = { ...notPersistent, ...options.config, ...listen, dir: options.folder, daemonize: 'no' }
    return { command: source.path, args: configArguments(settings) }
  }
  if (address.kind === 'socket') {
    throw new Error('a Redis in docker cannot listen on a unix socket of the host: start it on a port')
  }
  // Redis writes no log here: the docker client dies of a broken pipe and leaves its container behind.
  const settings = { ...notPersistent, ...options.config, logfile: '/dev/null', 'protected-mode': 'no' }
  const publish = `127.0.0.1:${address.port}:6379`
  const run = ['run', '--rm', '--name', options.containerName, '--publish', publish, source.image, 'redis-server']
  return { command: source.docker, args: [...run, ...configArguments(settings)] }
}

function configArguments(config: RedisConfig): readonly string[] {
  return Object.entries(config).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).flatMap((one) => [`--${name}`, ...directiveValues(name, one)]),
  )
}

/** Redis takes each word of a directive as an argument of its own, except `save ""`, which is one empty word. */
function directiveValues(name: string, value: string): readonly string[] {
  return value === '' || name === 'dir' || name === 'unixsocket' ? [value] : value.split(' ')
}
