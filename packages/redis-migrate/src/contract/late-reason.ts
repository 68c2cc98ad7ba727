/** Why a source stays that was moved and changed after the cut-over. */
export const lateReason = 'it was written after the cut-over, by a program that does not know the new layout'

/** Why a source stays that was removed and stands again. */
export const strayReason = 'it was written after the old keys were to be gone, and the new layout says otherwise'

/** Why a source that was never moved stays where its place is taken; in the words of a move. */
export const takenReason = (target: string): string => `${target} holds something that this migration did not write`

/** Why a source that was never moved stays where a key tells that the new layout went on from what it says. */
export const knownReason = (key: string): string => `the new layout knows of it by ${key}, and says otherwise`
