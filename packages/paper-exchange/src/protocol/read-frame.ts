import type { RawData } from 'ws'
import type { z } from 'zod'

/** Parses a WebSocket frame; undefined when it is no JSON or not of that shape. */
export function readFrame<T>(schema: z.ZodType<T>, data: RawData): T | undefined {
  try {
    return schema.safeParse(JSON.parse(frameText(data))).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function frameText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8')
}
