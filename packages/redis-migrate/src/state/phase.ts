import { migrationPhases } from '@tradingboost/redis-keys'

/** Where a migration stands. */
export type Phase = (typeof migrationPhases)[number]

/** The phases in the order in which a migration goes through them. */
export const phases: readonly Phase[] = migrationPhases

const ways: Readonly<Record<Phase, readonly Phase[]>> = {
  off: ['expand'],
  expand: ['backfill', 'off'],
  backfill: ['verify', 'off'],
  verify: ['cutover', 'off'],
  // Readers of the old layout come back before the new one goes, so that nothing written since is lost.
  cutover: ['contract', 'expand'],
  // The old keys are gone: only a restore from the backups leads back.
  contract: ['off'],
}

/** Whether a migration may go from one phase to another in one step. */
export function mayMove(from: Phase, to: Phase): boolean {
  return ways[from].includes(to)
}

/** The phase after this one; undefined after the last. */
export function nextPhase(phase: Phase): Phase | undefined {
  return phases[phases.indexOf(phase) + 1]
}

/** Whether the first phase comes before the second one. */
export function isBefore(phase: Phase, other: Phase): boolean {
  return phases.indexOf(phase) < phases.indexOf(other)
}

/** Whether writers of this phase write the old layout beside the new one. */
export function writesBoth(phase: Phase): boolean {
  return !isBefore(phase, 'expand') && isBefore(phase, 'contract')
}

/** Whether instances that run these phases may live side by side: two neighbours may, three may not. */
export function mayCoexist(running: readonly Phase[]): boolean {
  const places = running.map((phase) => phases.indexOf(phase))
  return places.length === 0 || Math.max(...places) - Math.min(...places) <= 1
}
