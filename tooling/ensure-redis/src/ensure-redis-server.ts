import { EnsureRedisError } from './ensure-redis-error.ts'
import { findOnPath, isExecutableFile } from './find-on-path.ts'
import { installByApt } from './install-by-apt.ts'
import type { Host } from './read-host.ts'
import { readHost } from './read-host.ts'
import type { RedisSource, StartableSource } from './redis-source.ts'
import type { CommandResult } from './run-command.ts'
import { runCommand } from './run-command.ts'

const servers = ['redis-server', 'valkey-server']
const dockerImage = 'redis:7'

export type EnsureRedisOptions = {
  readonly env: NodeJS.ProcessEnv
  /** Told, a line at a time, what takes long: an installation. */
  readonly log: (line: string) => void
  /** What is known of the machine; read from it when absent. */
  readonly host?: Host
}

/**
 * Finds a Redis to use: REDIS_URL as it is; else REDIS_SERVER (a path); else redis-server or valkey-server on PATH; else installs
 * one by apt-get or brew; else docker. Throws an EnsureRedisError that names the ways out.
 */
export async function ensureRedisServer(options: EnsureRedisOptions): Promise<RedisSource> {
  const url = options.env['REDIS_URL']
  if (url !== undefined && url !== '') return { kind: 'url', url }
  return ensureStartableRedis(options)
}

/** As `ensureRedisServer`, but for callers that start and kill servers of their own: REDIS_URL is left alone. */
export async function ensureStartableRedis({ env, log, host }: EnsureRedisOptions): Promise<StartableSource> {
  const named = env['REDIS_SERVER']
  if (named !== undefined && named !== '') return { kind: 'binary', path: checkedPath(named) }
  const found = findServer(env)
  if (found !== undefined) return { kind: 'binary', path: found }

  const tried: string[] = []
  const theHost = host ?? readHost()
  for (const install of [() => installByApt(env, theHost, log), () => installByBrew(env, log)]) {
    const result = await install()
    if (result === undefined) continue
    const installed = findServer(env)
    if (installed !== undefined) return { kind: 'binary', path: installed }
    tried.push(lastLine(result.output))
  }

  const docker = findOnPath('docker', env['PATH'])
  if (docker !== undefined) {
    const daemon = await runCommand(docker, ['info', '--format', '{{.ServerVersion}}'], { env, timeoutMs: 15_000 })
    if (daemon.succeeded) return { kind: 'docker', docker, image: dockerImage }
    tried.push(`docker does not run: ${lastLine(daemon.output)}`)
  }
  throw new EnsureRedisError('redis-not-found', notFoundSentence(tried))
}

function findServer(env: NodeJS.ProcessEnv): string | undefined {
  return servers.map((name) => findOnPath(name, env['PATH'])).find((path) => path !== undefined)
}

async function installByBrew(env: NodeJS.ProcessEnv, log: (line: string) => void): Promise<CommandResult | undefined> {
  const brew = findOnPath('brew', env['PATH'])
  if (brew === undefined) return undefined
  log('no redis-server or valkey-server on PATH: installing redis by brew, once')
  return runCommand(brew, ['install', '--quiet', 'redis'], { env, timeoutMs: 600_000 })
}

function checkedPath(path: string): string {
  if (isExecutableFile(path)) return path
  throw new EnsureRedisError(
    'redis-setting-invalid',
    `REDIS_SERVER names ${path}, which is not an executable file: correct the path, or unset it`,
  )
}

function notFoundSentence(tried: readonly string[]): string {
  const failures = tried.filter((line) => line !== '').map((line) => ` (${line})`)
  return (
    `no Redis found${failures.join('')}: set REDIS_URL to a server that runs, ` +
    'or install redis-server or valkey-server so that it is on PATH, or have docker running'
  )
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() ?? ''
}
