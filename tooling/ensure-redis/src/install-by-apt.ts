import { findOnPath } from './find-on-path.ts'
import type { Host } from './read-host.ts'
import { isDebianOrUbuntu } from './read-host.ts'
import type { CommandResult } from './run-command.ts'
import { runCommand } from './run-command.ts'

/**
 * Debian starts and enables a package's service when it installs it. We want the program only: policy-rc.d forbids the
 * start while apt runs (removed again on any exit), and the service that apt enabled is disabled for the next boot.
 */
const installRedisWithoutItsService = `
policy=$1
if [ ! -e "$policy" ]; then
  trap '/bin/rm -f "$policy"' EXIT
  trap 'exit 130' INT TERM HUP
  printf '#!/bin/sh\\nexit 101\\n' >"$policy" && /bin/chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq || echo 'apt-get update failed, trying with the old lists' >&2
apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=120 redis-server || exit 1
if command -v systemctl >/dev/null 2>&1; then systemctl disable redis-server >/dev/null 2>&1 || true; fi
`

/** Undefined where apt-get may not be used: not Debian or Ubuntu, or neither root nor a password-free sudo. */
export async function installByApt(
  env: NodeJS.ProcessEnv,
  host: Host,
  log: (line: string) => void,
): Promise<CommandResult | undefined> {
  if (!isDebianOrUbuntu(host) || findOnPath('apt-get', env['PATH']) === undefined) return undefined
  const asRoot = await commandAsRoot(env, host)
  if (asRoot === undefined) return undefined
  log('no redis-server or valkey-server on PATH: installing redis-server by apt-get, once')
  const [command, ...args] = [
    ...asRoot,
    '/bin/sh',
    '-c',
    installRedisWithoutItsService,
    'install',
    host.servicePolicyFile,
  ]
  if (command === undefined) return undefined
  return runCommand(command, args, { env, timeoutMs: 600_000 })
}

async function commandAsRoot(env: NodeJS.ProcessEnv, host: Host): Promise<readonly string[] | undefined> {
  if (host.userId === 0) return []
  const sudo = findOnPath('sudo', env['PATH'])
  if (sudo === undefined) return undefined
  const allowed = await runCommand(sudo, ['-n', 'true'], { env, timeoutMs: 10_000 })
  return allowed.succeeded ? [sudo, '-n'] : undefined
}
