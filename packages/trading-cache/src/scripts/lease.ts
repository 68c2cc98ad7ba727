import { TradingError } from '@tradingboost/domain'
import { botFence, botLease } from '@tradingboost/redis-keys'
import { readInteger, readMembers } from '../connection/read-reply.ts'
import { defineScript, type ScriptCall } from '../connection/redis-script.ts'
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

/** With `since`, the fence that was ours, only while nobody else has held the lease in between. */
export function acquireLease(botId: string, lifetimeMs: number, since?: Fence): ScriptCall<AcquireLeaseOutcome> {
  const key = botLease.build({ botId })
  return {
    script: acquire,
    keys: [key, botFence.build({ botId })],
    args: since === undefined ? [lifetimeMs] : [lifetimeMs, since.token],
    read: (reply) => {
      const [kind, text = ''] = readMembers(reply)
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
