import { botHeartbeat, type AnyKeyFamily } from '@tradingboost/redis-keys'
import type { RedisConnection } from '@tradingboost/trading-cache'
import type { Migration } from '@tradingboost/layout-migrations'
import { inGroups } from '../concurrency/chunk.ts'
import { coverGlob } from '../content/cover-glob.ts'
import { scanKeys, type KeyPage } from '../content/scan-keys.ts'
import type { MigrationKeys } from '../define/migration-keys.ts'
import { scanGlob } from '../define/old-prefixes.ts'

/** What a runner looks for: keys of the legacy and the canonical layout, its own, and the bots that live. */
type NameKind = 'source' | 'target' | 'backup' | 'members' | 'heartbeat'

/** Where the names of keys come from: a SCAN for each kind, or one look at all keys that found few. */
export interface KeyNames {
  /**
   * Looks once for several kinds and remembers their names, instead of what was remembered before. Where the keyspace is
   * small, or the names are many, it remembers nothing, and `pages` scans.
   */
  readonly look: (kinds: readonly NameKind[], betweenPages?: () => Promise<void>) => Promise<void>
  /** Every key of a kind, page by page; from a place that an earlier page named. Remembered names have no place but `0`. */
  readonly pages: (kind: NameKind, from?: string) => AsyncIterable<KeyPage>
  /** From now on `pages` scans for this kind. */
  readonly forget: (kind: NameKind) => void
}

/** Below so many keys a scan costs little. */
const largeKeyspace = 20_000
const mostRemembered = 20_000
/** Names are few while they are at most this share of all keys: a look that finds more ends early. */
const fewShare = 0.1
const namesAPage = 200

export function createKeyNames(connection: RedisConnection, migration: Migration, keys: MigrationKeys): KeyNames {
  const remembered = new Map<NameKind, readonly string[]>()
  const globs: Readonly<Record<NameKind, string | undefined>> = {
    source: scanGlob(migration.from),
    target: scanGlob(migration.to),
    backup: keys.backupGlob,
    members: keys.membersGlob,
    heartbeat: botHeartbeat.glob,
  }
  const isOf = (families: readonly AnyKeyFamily[], key: string): boolean =>
    families.some((family) => family.read(key) !== undefined)
  const tests: Readonly<Record<NameKind, (key: string) => boolean>> = {
    source: (key) => isOf(migration.from, key),
    target: (key) => isOf(migration.to, key),
    backup: (key) => keys.backedUp(key) !== undefined,
    members: (key) => keys.sharedKey(key) !== undefined,
    heartbeat: (key) => botHeartbeat.read(key) !== undefined,
  }
  return {
    async look(kinds, betweenPages) {
      remembered.clear()
      const all = await connection.send({ name: 'dbsize', keys: [], args: [], read: Number })
      if (all < largeKeyspace) return
      const most = Math.min(mostRemembered, all * fewShare)
      const found = new Map(kinds.map((kind) => [kind, new Set<string>()]))
      for await (const page of scanKeys(connection, globOf(migration, kinds), '0', 'whole pages')) {
        for (const key of page.keys) {
          for (const [kind, names] of found) if (tests[kind](key)) names.add(key)
        }
        if ([...found.values()].reduce((sum, { size }) => sum + size, 0) > most) return
        await betweenPages?.()
      }
      for (const [kind, names] of found) remembered.set(kind, [...names])
    },
    pages(kind, from = '0') {
      const names = from === '0' ? remembered.get(kind) : undefined
      return names === undefined ? scanKeys(connection, globs[kind], from) : pagesOf(names)
    },
    forget: (kind) => void remembered.delete(kind),
  }
}

/** The backup of a key and the members of a shared key have its name in theirs. */
function globOf({ from, to }: Migration, kinds: readonly NameKind[]): string | undefined {
  const families = { source: from, target: to, backup: from, members: to, heartbeat: undefined }
  const wanted = kinds.map((kind) => families[kind])
  return wanted.includes(undefined)
    ? undefined
    : coverGlob([...new Set(wanted.flatMap((some) => some?.map(({ glob }) => glob) ?? []))])
}

async function* pagesOf(names: readonly string[]): AsyncGenerator<KeyPage> {
  const groups = names.length === 0 ? [[]] : [...inGroups(names, namesAPage)]
  for (const [at, keys] of groups.entries()) {
    // Whoever goes on from a page of these begins at the start: they are few.
    yield await Promise.resolve({ next: '0', isLast: at === groups.length - 1, keys })
  }
}
