import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { AuditFinding } from './audit-report.ts'
import { compareFindings } from './compare-findings.ts'

/** Findings until the report is written: the first in memory, and all in a file when they become too many. */
export interface FindingStore extends AsyncDisposable {
  /** Throws the error of the file system when there is no room left for the file. */
  readonly add: (finding: AuditFinding) => Promise<void>
  /** Every finding, as often as asked; sorted by key and kind unless there were too many to hold. */
  readonly read: () => AsyncIterable<AuditFinding>
}

interface Spill {
  readonly folder: string
  readonly path: string
  readonly file: FileHandle
}

const writtenAtOnce = 65_536

/** A store that holds so many findings in memory. Its file is private to this user and goes when the store does. */
export function createFindingStore(mostInMemory = 20_000): FindingStore {
  let held: AuditFinding[] = []
  let spill: Spill | undefined
  let unwritten = ''

  const flush = async (): Promise<void> => {
    const text = unwritten
    unwritten = ''
    await spill?.file.appendFile(text)
  }
  return {
    async add(finding) {
      if (spill === undefined && held.length < mostInMemory) {
        held.push(finding)
        return
      }
      if (spill === undefined) {
        spill = await openSpill()
        unwritten = held.map(oneLine).join('')
        held = []
      }
      unwritten += oneLine(finding)
      if (unwritten.length >= writtenAtOnce) await flush()
    },
    async *read() {
      if (spill === undefined) {
        yield* held.toSorted(compareFindings)
        return
      }
      await flush()
      const input = createReadStream(spill.path)
      try {
        for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
          // Our own lines, written above.
          yield JSON.parse(line) as AuditFinding
        }
      } finally {
        input.destroy()
      }
    },
    async [Symbol.asyncDispose]() {
      if (spill === undefined) return
      await spill.file.close()
      await rm(spill.folder, { recursive: true, force: true })
    },
  }
}

async function openSpill(): Promise<Spill> {
  const folder = await mkdtemp(join(tmpdir(), 'keys-audit-'))
  const path = join(folder, 'findings.jsonl')
  return { folder, path, file: await open(path, 'a', 0o600) }
}

/** JSON escapes every line end but these two. */
function oneLine(finding: AuditFinding): string {
  const text = JSON.stringify(finding)
  return `${text.replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`)}\n`
}
