import { catalogue as ourCatalogue, channels as ourChannels } from '../catalogue/catalogue.ts'
import { changesChannel } from '../changes-channel.ts'
import type { AnyChannelFamily } from '../define/channel-family.ts'
import type { AnyKeyFamily } from '../define/key-family.ts'
import { auditCommands, migrateChannels, migrateCommands, storeCommands } from './acl-commands.ts'
import { type AclOwner, writtenOwners } from './acl-owner.ts'
import { formatGlob, type GlobPattern, globPatterns, withoutCovered } from './glob-pattern.ts'

/** What one user of a server may do. */
export interface AclUser {
  readonly name: AclOwner
  /** Rules such as `+get` or `+@read`, in the order in which they hold, after `-@all`. */
  readonly commands: readonly string[]
  /** Globs of the keys it reads and writes. */
  readonly writes: readonly string[]
  /** Globs of the keys it only reads. */
  readonly reads: readonly string[]
  /** Globs of the channels it publishes to and hears. */
  readonly channels: readonly string[]
}

/** To Redis `*` does not match the empty key, which an empty glob does. */
const everyKey: readonly string[] = ['*', '']

/** The families a user writes. */
export function familiesWrittenBy(
  name: AclOwner,
  families: readonly AnyKeyFamily[] = ourCatalogue,
): readonly AnyKeyFamily[] {
  if (name === 'audit') return []
  if (name === 'migrate') return families.filter(({ owner }) => owner !== 'foreign')
  const owners: readonly string[] = writtenOwners[name]
  return families.filter(({ owner, status }) => status === 'active' && owners.includes(owner))
}

/** The rights of a user, from who writes and who reads which family. */
export function aclUser(
  name: AclOwner,
  families: readonly AnyKeyFamily[] = ourCatalogue,
  channels: readonly AnyChannelFamily[] = ourChannels,
): AclUser {
  if (name === 'audit') return { name, commands: auditCommands, writes: [], reads: everyKey, channels: [] }
  const written = familiesWrittenBy(name, families)
  const writes = globsOf(written)
  if (name === 'migrate') return { name, commands: migrateCommands, writes, reads: [], channels: migrateChannels }
  const owners: readonly string[] = writtenOwners[name]
  const read = families.filter(
    (family) => family.status === 'active' && !written.includes(family) && family.readers.includes(name),
  )
  const heard = channels.filter(
    ({ status, owner, readers }) => status === 'active' && (owners.includes(owner) || readers.includes(name)),
  )
  return {
    name,
    commands: storeCommands(written, read),
    writes,
    reads: globsOf(read),
    channels: [changesChannel, ...heard.map(({ glob }) => glob)].toSorted(),
  }
}

function globsOf(families: readonly AnyKeyFamily[]): readonly string[] {
  // The server tries them in order for every key of every command: those of limited length, which are many, come last.
  const isOneOfMany = (pattern: GlobPattern): boolean => pattern.some(({ kind }) => kind === 'no-colon')
  const patterns = withoutCovered(families.flatMap(globPatterns))
  return [...patterns.filter((one) => !isOneOfMany(one)), ...patterns.filter(isOneOfMany)].map(formatGlob)
}
