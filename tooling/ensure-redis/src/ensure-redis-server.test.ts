import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ensureRedisServer, ensureStartableRedis } from './ensure-redis-server.ts'
import type { Host } from './read-host.ts'

const servicePolicyFile = join(tmpdir(), `ensure-redis-test-policy-${process.pid}`)
const debian: Host = {
  platform: 'linux',
  userId: 0,
  osRelease: 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n',
  servicePolicyFile,
}
const fedora: Host = { ...debian, osRelease: 'ID=fedora\n' }
const log = (): void => undefined

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ensure-redis-test-'))
  path = join(folder, 'bin')
  mkdirSync(path)
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A real program on the PATH of the test; nothing else is on it. */
function putOnPath(name: string, script: string): string {
  const file = join(path, name)
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return file
}
const makesServer = (): string => `printf '#!/bin/sh\\n' >${path}/redis-server && /bin/chmod 755 ${path}/redis-server`

describe('where the server comes from', () => {
  test('REDIS_URL comes before a server on PATH', async () => {
    putOnPath('redis-server', '')
    const env = { PATH: path, REDIS_URL: 'redis://10.0.0.7:6380/2' }
    expect(await ensureRedisServer({ env, log, host: fedora })).toEqual({ kind: 'url', url: 'redis://10.0.0.7:6380/2' })
  })

  test('a caller that kills its servers never gets REDIS_URL', async () => {
    const server = putOnPath('redis-server', '')
    const env = { PATH: path, REDIS_URL: 'redis://10.0.0.7:6380/2' }
    expect(await ensureStartableRedis({ env, log, host: fedora })).toEqual({ kind: 'binary', path: server })
  })

  test('an empty REDIS_URL counts as unset', async () => {
    const server = putOnPath('redis-server', '')
    const env = { PATH: path, REDIS_URL: '', REDIS_SERVER: '' }
    expect(await ensureRedisServer({ env, log, host: fedora })).toEqual({ kind: 'binary', path: server })
  })

  test('REDIS_SERVER comes before PATH, and a wrong one is named', async () => {
    putOnPath('redis-server', '')
    const mine = putOnPath('my-redis', '')
    expect(await ensureRedisServer({ env: { PATH: path, REDIS_SERVER: mine }, log, host: fedora })).toEqual({
      kind: 'binary',
      path: mine,
    })
    const wrong = { PATH: path, REDIS_SERVER: '/no/such/redis' }
    await expect(ensureRedisServer({ env: wrong, log, host: fedora })).rejects.toThrow('/no/such/redis')
  })

  test('valkey-server serves where there is no redis-server', async () => {
    const server = putOnPath('valkey-server', '')
    expect(await ensureRedisServer({ env: { PATH: path }, log, host: fedora })).toEqual({
      kind: 'binary',
      path: server,
    })
  })

  test('a file of that name that may not be executed is passed over', async () => {
    writeFileSync(join(path, 'redis-server'), '')
    const server = putOnPath('valkey-server', '')
    expect(await ensureRedisServer({ env: { PATH: path }, log, host: fedora })).toEqual({
      kind: 'binary',
      path: server,
    })
  })
})

describe('installing one', () => {
  test('on Debian as root the server comes from apt-get, and says so once', async () => {
    putOnPath('apt-get', `case "$1" in install) ${makesServer()};; esac`)
    const lines: string[] = []
    const env = { PATH: `${path}:/usr/bin-of-nobody` }
    const source = await ensureRedisServer({ env, log: (line) => lines.push(line), host: debian })
    expect(source).toEqual({ kind: 'binary', path: join(path, 'redis-server') })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('apt-get')
  })

  test('while apt-get installs, and only then, Debian is told not to start the service', async () => {
    putOnPath('apt-get', `case "$1" in install) [ -x ${servicePolicyFile} ] && ${makesServer()};; esac`)
    expect(await ensureRedisServer({ env: { PATH: path }, log, host: debian })).toMatchObject({ kind: 'binary' })
    expect(existsSync(servicePolicyFile)).toBe(false)
  })

  test('a policy that the machine has already stays', async () => {
    writeFileSync(servicePolicyFile, 'theirs')
    putOnPath('apt-get', `case "$1" in install) ${makesServer()};; esac`)
    await ensureRedisServer({ env: { PATH: path }, log, host: debian })
    expect(readFileSync(servicePolicyFile, 'utf8')).toBe('theirs')
    rmSync(servicePolicyFile)
  })

  test('without root apt-get is used through a sudo that asks no password', async () => {
    putOnPath('apt-get', `case "$1" in install) ${makesServer()};; esac`)
    putOnPath('sudo', 'shift; exec "$@"')
    putOnPath('true', '')
    const host = { ...debian, userId: 1000 }
    expect(await ensureRedisServer({ env: { PATH: path }, log, host })).toMatchObject({ kind: 'binary' })
  })

  test('without root and with a sudo that asks a password apt-get is left alone', async () => {
    putOnPath('apt-get', makesServer())
    putOnPath('sudo', 'exit 1')
    const host = { ...debian, userId: 1000 }
    await expect(ensureRedisServer({ env: { PATH: path }, log, host })).rejects.toMatchObject({
      code: 'redis-not-found',
    })
  })

  test('apt-get is not touched on another system', async () => {
    putOnPath('apt-get', makesServer())
    await expect(ensureRedisServer({ env: { PATH: path }, log, host: fedora })).rejects.toThrow('no Redis found')
  })

  test('brew installs where there is no apt-get', async () => {
    putOnPath('brew', makesServer())
    const host: Host = { ...debian, platform: 'darwin', userId: 501, osRelease: '' }
    expect(await ensureRedisServer({ env: { PATH: path }, log, host })).toMatchObject({ kind: 'binary' })
  })

  test('docker is used when its daemon runs, after all else', async () => {
    const docker = putOnPath('docker', 'echo 27.0.1')
    expect(await ensureRedisServer({ env: { PATH: path }, log, host: fedora })).toEqual({
      kind: 'docker',
      docker,
      image: 'redis:7',
    })
  })

  test('nothing found: one sentence names the three ways out and what failed', async () => {
    putOnPath('apt-get', 'echo "E: Unable to locate package redis-server" >&2; exit 100')
    putOnPath('docker', 'echo "Cannot connect to the Docker daemon" >&2; exit 1')
    const failure = ensureRedisServer({ env: { PATH: path }, log, host: debian })
    await expect(failure).rejects.toMatchObject({ code: 'redis-not-found' })
    await expect(failure).rejects.toThrow(
      /Unable to locate package.*Cannot connect to the Docker daemon.*set REDIS_URL.*install redis-server or valkey-server.*docker running/s,
    )
  })
})
