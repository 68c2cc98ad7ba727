import { redisTypes } from '@tradingboost/redis-keys'
import { defineScript, type ScriptCall } from '@tradingboost/trading-cache'
import type { KeyContent } from '../define/key-content.ts'
import { readLedgerEntry, type LedgerEntry } from '../ledger/ledger-entry.ts'
import { contentOfPieces, holdsOtherBytes } from './content-of-pieces.ts'
import { list, texts } from './reply.ts'
import { readSourceLua } from './read-source.lua.ts'

/** One key as it stood at one moment, with what the migration knows of it. */
export interface KeyState {
  /** As TYPE answers; `none` when there is no such key. */
  readonly type: string
  /** Epoch milliseconds; -1 when it does not expire, -2 when it does not exist. */
  readonly expiresAt: number
  readonly ttlMs: number | undefined
  /** Names the content; empty when the key does not exist. */
  readonly digest: string
  readonly entry: LedgerEntry | undefined
  /** Undefined when it was not asked for, is of a type no family declares, or holds bytes that are no text. */
  readonly content: KeyContent | undefined
  readonly isText: boolean
}

const script = defineScript('read-source', readSourceLua)

/** Reads a key; with `unknownOnly`, its content only where it is not what the ledger entry was made of. */
export function readSource(key: string, backup: string, unknownOnly = false): ScriptCall<KeyState> {
  return {
    script,
    keys: [key, backup],
    args: [unknownOnly ? 'unknown-only' : 'all'],
    read: (reply) => {
      const [type, expiresAt, ttl, digest, entry, pieces] = list(reply, script.name)
      const held = pieces === null ? undefined : texts(pieces, script.name)
      const isText = held === undefined || !holdsOtherBytes(held)
      const known = redisTypes.find((one) => one === type)
      return {
        type: String(type),
        expiresAt: Number(expiresAt),
        ttlMs: Number(ttl) >= 0 ? Number(ttl) : undefined,
        digest: String(digest),
        entry: readLedgerEntry(texts(entry, script.name)),
        content: held === undefined || known === undefined || !isText ? undefined : contentOfPieces(known, held),
        isText,
      }
    },
  }
}
