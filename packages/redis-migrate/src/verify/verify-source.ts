import type { MoveContext } from '../move/move-context.ts'
import { moveSource } from '../move/move-source.ts'
import { compareSource } from './compare-source.ts'

/** What a look at one source key and its targets found. */
export type VerifyOutcome =
  /** Equal; or refused, in conflict or no matter of this migration, as the refusals say; or not there any more. */
  | { readonly kind: 'same' | 'left' | 'gone' }
  /** It keeps changing under the look: what is dirty is looked at again. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'differs'; readonly problems: readonly string[] }
  | { readonly kind: 'stopped' }

const looks = 3

/**
 * Compares a source with its targets. Under live writes a difference counts only when it is there in every look while the
 * source stays the same; what was not moved as it is now is moved first.
 */
export async function verifySource(context: MoveContext, key: string): Promise<VerifyOutcome> {
  let last: VerifyOutcome = { kind: 'pending' }
  for (let look = 0; look < looks; look += 1) {
    const outcome = await compareSource(context, key)
    if (outcome.kind === 'unsettled') last = await move(context, key)
    else last = outcome.kind === 'changed' ? { kind: 'pending' } : outcome
    if (last.kind !== 'pending' && last.kind !== 'differs') return last
  }
  return last
}

async function move(context: MoveContext, key: string): Promise<VerifyOutcome> {
  const { kind } = await moveSource(context, key)
  switch (kind) {
    case 'gone':
    case 'stopped':
      return { kind }
    case 'stays':
    case 'refused':
    case 'conflict':
      return { kind: 'left' }
    case 'moved':
    case 'adopted':
    case 'unchanged':
    case 'busy':
      return { kind: 'pending' }
  }
}
