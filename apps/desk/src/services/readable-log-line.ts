import { z } from 'zod'

const errorRecord = z.looseObject({ message: z.string() })
/** Keeps the order of the fields. */
const anyObject = z.record(z.string(), z.unknown())
const logRecord = z.looseObject({
  level: z.string(),
  msg: z.string().optional(),
  kind: z.string().optional(),
  err: errorRecord.optional().catch(undefined),
})
const standing = new Set(['level', 'msg', 'time', 'pid', 'name', 'hostname'])

/** A line of our logger as people read it, `warn order refused leg=entry`; any other line as it is. */
export function readableLogLine(line: string): string {
  const object = anyObject.safeParse(parseJson(line))
  const record = logRecord.safeParse(object.data)
  if (!object.success || !record.success) return line
  const { level, msg, kind, err } = record.data
  const told = msg ?? kind ?? err?.message
  if (told === undefined) return line
  const fields = Object.entries(object.data)
    .filter(([name, value]) => !standing.has(name) && value !== told && !(name === 'err' && told === err?.message))
    .map(([name, value]) => ` ${name}=${fieldText(value)}`)
  return `${level} ${told}${fields.join('')}`
}

function fieldText(value: unknown): string {
  if (typeof value === 'string') return value
  const error = errorRecord.safeParse(value)
  return error.success ? JSON.stringify(error.data.message) : JSON.stringify(value)
}

function parseJson(text: string): unknown {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    // Half a line, or a text that only begins like JSON: not a record of ours.
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}
