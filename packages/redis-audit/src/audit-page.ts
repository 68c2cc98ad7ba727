import { isUtf8 } from 'node:buffer'
import type { AnyKeyFamily } from '@tradingboost/redis-keys'
import type { Redis } from 'ioredis'
import type { AuditFinding, FindingKind } from './audit-report.ts'
import { checkLinks } from './check-links.ts'
import { checkValue } from './check-value.ts'
import { linksOfIndex, linksOfRecord } from './index-rules.ts'
import { judgeKey } from './judge-key.ts'
import { readValues } from './read-values.ts'
import type { SeenKey } from './seen-key.ts'

/** Values above this size are counted and not read. */
const readUpToBytes = 1_048_576

/** One key's verdict. */
export interface KeyVerdict {
  readonly finding: readonly AuditFinding[]
  readonly family: string | undefined
  readonly memoryBytes: number
}

/** The verdicts of the keys of one step, in their order. */
export async function auditPage(
  redis: Redis,
  keys: readonly SeenKey[],
  catalogue: readonly AnyKeyFamily[],
): Promise<readonly KeyVerdict[]> {
  const judged = keys.map((seen) => ({ seen, ...judgeKey(seen, catalogue) }))
  const readable = judged.filter(({ family, seen, problems }) => {
    const isSound = !problems.some(({ kind }) => kind === 'wrong-type')
    return family?.status === 'active' && isSound && seen.memoryBytes <= readUpToBytes
  })
  const values = await readValues(
    redis,
    readable.map(({ seen }) => seen),
  )
  const valueOf = new Map(readable.map(({ seen }, at) => [seen, values[at]]))

  const active = readable.flatMap(({ seen, family }) =>
    family === undefined ? [] : [{ seen, name: family.name, value: valueOf.get(seen) }],
  )
  const fromIndexes = active.flatMap(({ seen, name, value }) => linksOfIndex(name, seen.text, value))
  const fromRecords = active.flatMap(({ seen, name, value }) => linksOfRecord(name, seen.text, value))
  const orphans = Map.groupBy(await checkLinks(redis, fromIndexes, 'index'), ({ index }) => index)
  const missing = Map.groupBy(await checkLinks(redis, fromRecords, 'record'), ({ record }) => record)

  return judged.map(({ seen, family, problems }) => {
    const found: { kind: FindingKind; detail: string }[] = [...problems]
    const value = valueOf.get(seen)
    const invalid = family === undefined || value === undefined ? undefined : checkValue(family.value, value)
    if (invalid !== undefined) found.push({ kind: 'invalid-value', detail: invalid })
    for (const { member, record } of orphans.get(seen.text) ?? []) {
      found.push({ kind: 'index-orphan', detail: `its member ${JSON.stringify(member)} has no record at ${record}` })
    }
    for (const { index, member } of missing.get(seen.text) ?? []) {
      found.push({ kind: 'index-missing', detail: `${index} does not hold ${JSON.stringify(member)}` })
    }
    return {
      finding: found.map(({ kind, detail }) => ({
        ...nameKey(seen),
        kind,
        ...(family === undefined ? {} : { family: family.name }),
        detail,
      })),
      family: family?.name,
      memoryBytes: seen.memoryBytes,
    }
  })
}

function nameKey({ bytes, text }: SeenKey): Pick<AuditFinding, 'key' | 'keyBase64'> {
  return isUtf8(bytes) ? { key: text } : { key: text, keyBase64: bytes.toString('base64') }
}
