import { keyLanguage } from './define/key-language.ts'
import type { Owner } from './owner.ts'
import { segments } from './segments.ts'

/** The functions that define the families of this system: its segments, its owners. */
export const { defineKey, defineChannel, defineMember } = keyLanguage<typeof segments, Owner>(segments)
