import type { TargetKey } from '@tradingboost/layout-migrations'
import type { Session } from '../session/session.ts'
import { anyStands } from '../content/any-exists.ts'
import { sameContent } from '@tradingboost/layout-migrations'
import { readContents } from '../content/read-contents.ts'
import { knownReason, takenReason } from './late-reason.ts'

/**
 * Why these targets of a source without a ledger entry must not be written: one of them stands, or the migration names a
 * key that tells of it and stands. Undefined where the new layout knows nothing of them; it may have known, for as long ago
 * as neither a backup nor such a key lasts.
 */
export async function reasonAgainst(
  { connection, migration }: Session,
  targets: readonly TargetKey[],
): Promise<string | undefined> {
  if (migration.inPlace || targets.length === 0) return undefined
  const held = await connection.run(readContents(targets.map(({ key }) => key)))
  const standing: string[] = []
  const telling: string[] = []
  for (const [at, target] of targets.entries()) {
    const content = held[at]
    if (content === undefined) telling.push(...(migration.knownBy?.(target) ?? []))
    else if (sameContent(content, target.content)) standing.push(target.key)
    else return takenReason(target.key)
  }
  for (const key of [...telling, ...standing]) {
    if (await anyStands(connection, [key])) return knownReason(key)
  }
  return undefined
}
