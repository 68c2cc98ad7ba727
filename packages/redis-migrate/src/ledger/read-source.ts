import { redisTypes } from '@tradingboost/redis-keys'
import { defineScript, type ScriptCall } from '@tradingboost/trading-cache'
import type { KeyContent } from '@tradingboost/layout-migrations'
import { readLedgerEntry, type LedgerEntry } from './ledger-entry.ts'
import type { MigrationKeys } from '../define/migration-keys.ts'
import { contentDigest } from '../content/content-digest.ts'
import { contentOfPieces, holdsOtherBytes } from '../content/content-of-pieces.ts'
import { list, texts } from '../content/reply.ts'
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
  /** Names the content for as long as the server runs; only of a text without an entry whose digest was spared. */
  readonly stamp?: string
  readonly entry: LedgerEntry | undefined
  /** Undefined when it was not asked for, is of a type no family declares, or holds bytes that are no text. */
  readonly content: KeyContent | undefined
  readonly isText: boolean
}

/** Of bytes that are no text and were not asked for with their digest. */
const unknownDigest = 'unknown'

const script = defineScript('read-source', readSourceLua)

/** How much of a key is read. */
export interface SourceReading {
  /** Its content only where it is not what the ledger entry was made of. */
  readonly unknownOnly?: boolean
  /** The server is spared the digest of a text without a ledger entry; one that is no text has none then. */
  readonly undigested?: boolean
}

/** Reads keys at one moment, all of them unless told otherwise; a state for each at its place. */
export function readSources(
  keys: MigrationKeys,
  sources: readonly string[],
  { unknownOnly = false, undigested = false }: SourceReading = {},
): ScriptCall<readonly KeyState[]> {
  return {
    script,
    keys: sources.flatMap((key) => [key, keys.backupOf(key)]),
    args: [unknownOnly ? 'unknown-only' : 'all', undigested ? 'undigested' : 'digested'],
    read: (reply) => list(reply, script.name).map(readState),
  }
}

/** Reads one key. */
export function readSource(keys: MigrationKeys, key: string, reading: SourceReading = {}): ScriptCall<KeyState> {
  const call = readSources(keys, [key], reading)
  return { ...call, read: (reply) => call.read(reply)[0] ?? readState(undefined) }
}

function readState(reply: unknown): KeyState {
  const [type, expiresAt, ttl, digest, entry, pieces, stamp] = list(reply, script.name)
  const held = pieces === null ? undefined : texts(pieces, script.name)
  const isText = held === undefined || !holdsOtherBytes(held)
  const known = redisTypes.find((one) => one === type)
  const content = held === undefined || known === undefined || !isText ? undefined : contentOfPieces(known, held)
  return {
    type: String(type),
    expiresAt: Number(expiresAt),
    ttlMs: Number(ttl) >= 0 ? Number(ttl) : undefined,
    digest: typeof digest === 'string' ? digest : ((content && contentDigest(content)) ?? unknownDigest),
    ...(typeof stamp === 'string' ? { stamp } : {}),
    entry: readLedgerEntry(texts(entry, script.name)),
    content,
    isText,
  }
}
