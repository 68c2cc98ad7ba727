import { z } from 'zod'

const logRecord = z.looseObject({ level: z.string(), msg: z.string() })
const standing = new Set(['level', 'msg', 'time', 'pid', 'name', 'hostname'])

/** A line of our logger as people read it, `warn order refused leg=entry`; any other line as it is. */
export function readableLogLine(line: string): string {
  const record = logRecord.safeParse(parseJson(line))
  if (!record.success) return line
  const { level, msg } = record.data
  const fields = Object.entries(record.data)
    .filter(([name]) => !standing.has(name))
    .map(([name, value]) => ` ${name}=${fieldText(value)}`)
  return `${level} ${msg}${fields.join('')}`
}

const errorRecord = z.looseObject({ message: z.string() })

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
