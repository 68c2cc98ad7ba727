import { z } from 'zod'
import { hash, json, list, set, string } from '../define/value-shape.ts'

/** Any text: what a deprecated family holds is named, not judged. */
export const text = string(z.string())

/** Any JSON. */
export const anyJson = json(z.unknown())

/** Any fields. */
export const fields = hash(z.object({}), { rest: z.string() })

/** Any members. */
export const texts = set(text)

/** Any elements. */
export const rows = list(text)
