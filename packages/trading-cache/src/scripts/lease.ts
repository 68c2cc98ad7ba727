import { TradingError } from '@tradingboost/domain'
import { botFence, botLease, environmentMarker, type Environment } from '@tradingboost/redis-keys'
import { readInteger, readMembers } from '../connection/read-reply.ts'
import { defineScript, type ScriptCall } from '../connection/redis-script.ts'
import { acceptClaim, claimArguments } from '../environment/claim-environment.ts'
import type { Fence } from './fence.ts'
import { acquireLeaseLua, releaseLeaseLua, renewLeaseLua } from './lease.lua.ts'

/** A lease that is ours now, or how long another process holds it at the least. */
export type AcquireLeaseOutcome =
  | { readonly kind: 'acquired'; readonly fence: Fence }
  | { readonly kind: 'held'; readonly expiresInMs: number }
  /** Another process has held the lease since the fence that we want back. */
  | { readonly kind: 'overtaken' }

const acquire = defineScript('acquire-lease', acquireLeaseLua)
const renew = defineScript('renew-lease', renewLeaseLua)
const release = defineScript('release-lease', releaseLeaseLua)

/** Whose lease, and in which environment. */
export interface LeaseRequest {
  readonly botId: string
  /** Of the data that the bot writes; a database of another is refused. */
  readonly environment: Environment
  readonly lifetimeMs: number
  /** The fence that was ours: the lease is taken only while nobody else has held it in between. */
  readonly since?: Fence | undefined
}

/** Its read throws a TradingError `wrong-environment`; `address` names the database in it. */
export function acquireLease(request: LeaseRequest, address: string): ScriptCall<AcquireLeaseOutcome> {
  const { botId, environment, lifetimeMs, since } = request
  const key = botLease.build({ botId })
  const marker = { environment, owner: botId }
  return {
    script: acquire,
    keys: [environmentMarker.build({}), key, botFence.build({ botId })],
    args: [...claimArguments(marker), lifetimeMs, since?.token ?? ''],
    read: (reply) => {
      const [kind, text = ''] = acceptClaim(readMembers(reply), marker, address)
      if (kind === 'acquired') return { kind, fence: { key, token: text } }
      if (kind === 'held') return { kind, expiresInMs: Number(text) }
      if (kind === 'overtaken') return { kind }
      throw new TradingError('protocol-violated', `acquire-lease answered ${kind}: reload the script`, {
        retry: 'never',
      })
    },
  }
}

/** False when the lease is no longer ours. */
export function renewLease(fence: Fence, lifetimeMs: number): ScriptCall<boolean> {
  return {
    script: renew,
    keys: [fence.key],
    args: [fence.token, lifetimeMs],
    read: (reply) => readInteger(reply) === 1,
  }
}

/** False when the lease was no longer ours. */
export function releaseLease(fence: Fence): ScriptCall<boolean> {
  return { script: release, keys: [fence.key], args: [fence.token], read: (reply) => readInteger(reply) === 1 }
}
