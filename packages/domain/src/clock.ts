import type { Brand } from './brand.ts'

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = Brand<number, 'EpochMs'>

/** Marks a number as milliseconds since 1970-01-01T00:00:00Z. */
export const epochMs = (milliseconds: number): EpochMs => milliseconds as EpochMs

/** The only source of time: passed in, never ambient. */
export interface Clock {
  now(): EpochMs
  /** Resolves after the span (at once when it is not positive), or at once (without error) when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}
