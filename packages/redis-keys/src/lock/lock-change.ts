/** What of a family changed: how its keys are spelled, their Redis type, what they hold, how long, or who may touch them. */
export type ChangeClass = 'KEY' | 'TYPE' | 'VALUE' | 'TTL' | 'OWNER'

/**
 * Whether releases on both sides of a change of a value understand each other: `backward` means that new readers read old
 * data, `forward` that old readers read new data, `full` both, `breaking` neither.
 */
export type Compatibility = 'full' | 'backward' | 'forward' | 'breaking'

/** In which order processes of the new release may take over from the old. */
export type Rollout = 'any order' | 'readers first' | 'writers first' | 'needs a migration'

/** How much a release has to count up for a change. */
export const bumps = ['patch', 'minor', 'major'] as const
export type Bump = (typeof bumps)[number]

/** One difference between a released family and what the catalogue says now. */
export interface LockChange {
  /** The family's name, that in the catalogue where it was renamed; a channel's begins with `channel `. */
  readonly family: string
  readonly class: ChangeClass
  /** Of a changed VALUE only. */
  readonly compatibility: Compatibility | undefined
  readonly detail: string
  readonly rollout: Rollout
  readonly bump: Bump
  /** Whether a released active family may not change like this: a new family takes over by a migration instead. */
  readonly needsNewFamily: boolean
}

/** A change as one line: `positionCache TTL: 300000 ms -> 600000 ms (major; needs a migration)`. */
export function describeChange({ family, class: kind, compatibility, detail, rollout, bump }: LockChange): string {
  const directions =
    compatibility === undefined ? '' : ` ${compatibility === 'full' ? 'backward and forward' : compatibility}`
  return `${family} ${kind}${directions}: ${detail} (${bump}; ${rollout})`
}
