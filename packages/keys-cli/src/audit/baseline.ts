import { readFile, rename, writeFile } from 'node:fs/promises'
import { findingKinds, type AuditFinding } from '@tradingboost/redis-audit'
import { z } from 'zod'
import { KeysCliError } from '../keys-cli-error.ts'

const header = z.strictObject({ format: z.literal('keys-audit-baseline-1'), redis: z.string() })
const entry = z.strictObject({ kind: z.enum(findingKinds), key: z.string(), keyBase64: z.string().optional() })

type Entry = z.infer<typeof entry>

/** The findings that an audit does not fail on, by kind and key: what else a finding says may change by the second. */
export interface Baseline {
  readonly size: number
  readonly has: (finding: Entry) => boolean
}

/** Reads a baseline. Throws a KeysCliError for a file that is missing or none. */
export async function readBaseline(file: string): Promise<Baseline> {
  const [first = '', ...lines] = (await read(file)).split('\n')
  parse(header, first, file, 1)
  const known = new Set(
    lines.flatMap((line, at) => (line === '' ? [] : [identityOf(parse(entry, line, file, at + 2))])),
  )
  return { size: known.size, has: (finding) => known.has(identityOf(finding)) }
}

/**
 * Writes the findings of an audit as a baseline, a line each, so that two of them compare line by line; returns how many.
 * The file is replaced at the end: one that cannot be written stays as it is.
 */
export async function writeBaseline(
  file: string,
  redis: string,
  findings: AsyncIterable<AuditFinding>,
): Promise<number> {
  const lines = new Set<string>()
  for await (const { kind, key, keyBase64 } of findings) {
    lines.add(JSON.stringify({ kind, key, ...(keyBase64 === undefined ? {} : { keyBase64 }) }))
  }
  const head = JSON.stringify({ format: header.shape.format.value, redis })
  const text = `${[head, ...[...lines].toSorted()].join('\n')}\n`
  try {
    await writeFile(`${file}.part`, text)
    await rename(`${file}.part`, file)
  } catch (cause) {
    throw new KeysCliError(`the baseline ${file} cannot be written: ${messageOf(cause)}`, { cause })
  }
  return lines.size
}

function identityOf({ kind, key, keyBase64 }: Entry): string {
  return `${kind} ${keyBase64 === undefined ? `text ${key}` : `bytes ${keyBase64}`}`
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new KeysCliError(`the baseline ${file} cannot be read: ${messageOf(cause)}; keys baseline writes it`, {
      cause,
    })
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, line: string, file: string, at: number): z.infer<Schema> {
  const read = schema.safeParse(jsonOf(line))
  if (read.success) return read.data
  throw new KeysCliError(`line ${at} of ${file} is none of a baseline: write the file with keys baseline`)
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
