import type { LosslessNumber } from './lossless-number.ts'

/** What reading JSON yields: a number only where a JavaScript number holds its value exactly. */
export type JsonValue = null | boolean | string | number | LosslessNumber | readonly JsonValue[] | JsonObject

/** A JSON object as read. */
export interface JsonObject {
  readonly [field: string]: JsonValue
}
