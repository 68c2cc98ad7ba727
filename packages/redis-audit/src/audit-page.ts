import type { AuditConnection } from './connection/audit-connection.ts'
import type { Judgement, KeyProblem } from './judge/judge-key.ts'
import { checkLinks } from './links/check-links.ts'
import { linksOfIndex, linksOfRecord, strayMembers, type Link } from './links/index-rules.ts'
import type { SeenKey } from './scan/seen-key.ts'
import { checkValue } from './values/check-value.ts'
import { unmovedProblem } from './values/check-moved.ts'
import { readValues, walkMembers } from './values/read-values.ts'
import type { StoredValue } from './values/stored-value.ts'

/** A key with what is wrong with it. */
export interface Verdict extends Judgement {
  readonly seen: SeenKey
}

/** Sets and sorted sets above this size are walked in parts. */
const readAtOnceBytes = 262_144
/** Other values above this size are not read. */
const readUpToBytes = 8_388_608
/** Values read in one round trip, as Redis counts them. */
const batchBytes = 4_194_304

/** Adds what is wrong with the values of keys, and with the links between indexes and records, to their verdicts. */
export async function auditValues(
  connection: AuditConnection,
  judged: readonly Verdict[],
): Promise<readonly Verdict[]> {
  const found = new Map<SeenKey, KeyProblem[]>()
  const note = (seen: SeenKey, problem: KeyProblem): void => {
    const problems = found.get(seen)
    if (problems === undefined) found.set(seen, [problem])
    else problems.push(problem)
  }
  let batch: Verdict[] = []
  let bytes = 0
  for (const one of judged) {
    const { seen } = one
    const collection = seen.type === 'set' ? 'set' : seen.type === 'zset' ? 'zset' : undefined
    if (seen.memoryBytes > readAtOnceBytes && collection !== undefined) {
      for await (const part of walkMembers(connection, seen.bytes, collection)) {
        await auditBatch(connection, [one], [part], note)
      }
    } else if (seen.memoryBytes > readUpToBytes) {
      const size = `${(seen.memoryBytes / 1_048_576).toFixed(1)} MiB`
      note(seen, { kind: 'invalid-value', detail: `it takes ${size}; an audit reads up to 8 MiB: split it` })
    } else {
      if (bytes + seen.memoryBytes > batchBytes) {
        await readBatch(connection, batch, note)
        batch = []
        bytes = 0
      }
      batch.push(one)
      bytes += seen.memoryBytes
    }
  }
  await readBatch(connection, batch, note)
  return judged.map((one) => {
    const problems = found.get(one.seen)
    return problems === undefined ? one : { ...one, problems: [...one.problems, ...problems] }
  })
}

type Note = (seen: SeenKey, problem: KeyProblem) => void

async function readBatch(connection: AuditConnection, batch: readonly Verdict[], note: Note): Promise<void> {
  const values = await readValues(
    connection,
    batch.map(({ seen }) => seen),
  )
  await auditBatch(connection, batch, values, note)
}

async function auditBatch(
  connection: AuditConnection,
  batch: readonly Verdict[],
  values: readonly (StoredValue | undefined)[],
  note: Note,
): Promise<void> {
  const [fromIndexes, fromRecords]: [Owned[], Owned[]] = [[], []]
  for (const [at, { seen, family, problems }] of batch.entries()) {
    const value = values[at]
    if (family === undefined || value === undefined) continue
    const invalid = checkValue(family.value, value)
    if (invalid !== undefined) note(seen, { kind: 'invalid-value', detail: invalid })
    const unmoved = problems.length > 0 ? undefined : unmovedProblem(family.name, seen, value)
    if (unmoved !== undefined) note(seen, { kind: 'ttl-unexpected', detail: unmoved })
    for (const member of strayMembers(family.name, value)) {
      note(seen, { kind: 'index-orphan', detail: `its member ${JSON.stringify(member)} can be the id of no order` })
    }
    for (const link of linksOfIndex(family.name, seen.text, value)) fromIndexes.push({ ...link, seen })
    for (const link of linksOfRecord(family.name, seen, value)) fromRecords.push({ ...link, seen })
  }
  for (const { seen, member, record } of await checkLinks(connection, fromIndexes, 'index')) {
    note(seen, { kind: 'index-orphan', detail: `its member ${JSON.stringify(member)} has no record at ${record}` })
  }
  for (const { seen, index, member } of await checkLinks(connection, fromRecords, 'record')) {
    note(seen, { kind: 'index-missing', detail: `${index} does not hold ${JSON.stringify(member)}` })
  }
}

/** A link with the key whose verdict it is part of. */
type Owned = Link & { readonly seen: SeenKey }
