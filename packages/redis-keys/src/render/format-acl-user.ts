import type { AclUser } from './acl-user.ts'

/** How rules are written: a line of an ACL file, or the command that changes a running server. */
export const aclFormats = ['aclfile', 'commands'] as const

/** One of the ways rules are written. */
export type AclFormat = (typeof aclFormats)[number]

/**
 * The rules of a user as one line. `passwordSha256` is 64 lower-case hexadecimal digits. Without it, a user of an ACL file
 * is off, and the command leaves password and state of the user as they are.
 */
export function formatAclUser(user: AclUser, format: AclFormat, passwordSha256?: string): string {
  const enter = passwordSha256 === undefined ? undefined : ['on', 'resetpass', `#${checked(passwordSha256)}`]
  const rights = [
    'resetkeys',
    'resetchannels',
    '-@all',
    ...user.commands,
    ...user.writes.map((glob) => `~${glob}`),
    ...user.reads.map((glob) => `%R~${glob}`),
    ...user.channels.map((glob) => `&${glob}`),
  ]
  if (format === 'aclfile') return ['user', user.name, ...(enter ?? ['off', 'resetpass']), ...rights].join(' ')
  return ['ACL', 'SETUSER', user.name, ...(enter ?? []), 'clearselectors', ...rights].join(' ')
}

function checked(passwordSha256: string): string {
  if (/^[0-9a-f]{64}$/.test(passwordSha256)) return passwordSha256
  throw new TypeError('a password is given as its SHA-256, 64 lower-case hexadecimal digits: hash it first')
}
