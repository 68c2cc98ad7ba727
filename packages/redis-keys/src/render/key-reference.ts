import { catalogue as ourCatalogue, channels as ourChannels } from '../catalogue/catalogue.ts'
import type { AnyChannelFamily } from '../define/channel-family.ts'
import type { AnyKeyFamily, FamilyStatus } from '../define/key-family.ts'
import type { Lifetime } from '../define/lifetime.ts'
import type { RedisType } from '../define/redis-key.ts'
import { aclLeaks } from './acl-leaks.ts'
import { type AclOwner, aclOwners } from './acl-owner.ts'
import { aclUser, type AclUser } from './acl-user.ts'
import { describeLifetime } from './describe-lifetime.ts'
import { describeFields, describeSchema, type FieldDescription } from './describe-schema.ts'
import { describeValue, type ValueDescription } from './describe-value.ts'
import { exampleKey, readCommand } from './example-key.ts'

/** A family of keys as documents show it. */
export interface FamilyReference {
  readonly name: string
  readonly template: string
  readonly status: FamilyStatus
  readonly type: RedisType
  readonly value: ValueDescription
  readonly lifetime: Lifetime & { readonly text: string }
  readonly owner: string
  readonly readers: readonly string[]
  readonly replaces: readonly string[]
  readonly replacedBy: readonly string[]
  readonly summary: string
  readonly note?: string
  readonly parameters: readonly { readonly name: string; readonly accepts: string; readonly example: string }[]
  readonly exampleKey: string
  readonly exampleCommand: string
}

/** A family of channels as documents show it. */
export interface ChannelReference {
  readonly name: string
  readonly template: string
  readonly owner: string
  readonly readers: readonly string[]
  readonly summary: string
  readonly message: { readonly holds: string; readonly fields: readonly FieldDescription[] }
  readonly exampleChannel: string
}

/** A user of the server as documents show it, with the families that its globs reach and should not. */
export interface UserReference extends AclUser {
  readonly leaks: readonly { readonly glob: string; readonly reaches: string; readonly witness: string }[]
}

/** Everything that the documents say of keys: what `keys docs` writes as JSON. */
export interface KeyReference {
  readonly families: readonly FamilyReference[]
  readonly channels: readonly ChannelReference[]
  readonly users: readonly UserReference[]
}

/** The reference of these families and channels, ours without arguments. */
export function keyReference(
  families: readonly AnyKeyFamily[] = ourCatalogue,
  channels: readonly AnyChannelFamily[] = ourChannels,
): KeyReference {
  return {
    families: families.map(referenceOf),
    channels: channels.map(channelReferenceOf),
    users: aclOwners.map((name) => userReferenceOf(name, families, channels)),
  }
}

/** The reference of one family. */
export function referenceOf(family: AnyKeyFamily): FamilyReference {
  const { name, template, status, type, value, lifetime, owner, readers, replaces, replacedBy, summary, note } = family
  const key = exampleKey(family)
  return {
    name,
    template,
    status,
    type,
    value: describeValue(value),
    lifetime: { ...lifetime, text: describeLifetime(lifetime) },
    owner,
    readers,
    replaces,
    replacedBy,
    summary,
    ...(note === undefined ? {} : { note }),
    parameters: family.parts.flatMap((part) =>
      part.kind === 'literal'
        ? []
        : [
            {
              name: part.name,
              accepts: part.segment.accepts,
              example: part.segment.encode(part.segment.examples[0]) ?? '',
            },
          ],
    ),
    exampleKey: key,
    exampleCommand: readCommand(type, key),
  }
}

function channelReferenceOf(channel: AnyChannelFamily): ChannelReference {
  const { name, template, owner, readers, summary, payload } = channel
  return {
    name,
    template,
    owner,
    readers,
    summary,
    message: { holds: `JSON: ${describeSchema(payload)}`, fields: describeFields(payload) },
    exampleChannel: exampleKey(channel),
  }
}

function userReferenceOf(
  name: AclOwner,
  families: readonly AnyKeyFamily[],
  channels: readonly AnyChannelFamily[],
): UserReference {
  return {
    ...aclUser(name, families, channels),
    leaks: aclLeaks(name, families).map(({ glob, reaches, witness }) => ({ glob, reaches: reaches.name, witness })),
  }
}
