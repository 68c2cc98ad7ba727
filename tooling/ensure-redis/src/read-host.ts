import { readFileSync } from 'node:fs'
import { platform } from 'node:os'

/** What the search has to know of the machine besides its environment variables. */
export type Host = {
  readonly platform: NodeJS.Platform
  /** Undefined where users have no number. */
  readonly userId: number | undefined
  /** The text of /etc/os-release, empty where there is none. */
  readonly osRelease: string
  /** Where Debian looks whether a package may start its service. */
  readonly servicePolicyFile: string
}

export function readHost(): Host {
  return {
    platform: platform(),
    userId: process.getuid?.(),
    osRelease: readOsRelease(),
    servicePolicyFile: '/usr/sbin/policy-rc.d',
  }
}

export function isDebianOrUbuntu(host: Host): boolean {
  if (host.platform !== 'linux') return false
  return host.osRelease
    .split('\n')
    .filter((line) => /^ID(_LIKE)?=/.test(line))
    .some((line) => /\b(debian|ubuntu)\b/.test(line))
}

function readOsRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return ''
    throw cause
  }
}
