import type { MigrationPlan } from '@tradingboost/redis-migrate'
import { count, leftText } from './migrate-progress.ts'

const mostShown = 20

/** A plan for people: what moves, what is left and why, how long and how much memory it takes. */
export function formatPlan(plan: MigrationPlan): string {
  const lines = [
    `${plan.id}: ${count(plan.moves)} of ${count(plan.keys)} keys move to ${count(plan.targets)} keys and ${count(plan.members)} members`,
    `${bytes(plan.bytes)} stand there now; about ${leftText(Math.ceil(plan.predictedMs / 1_000))} at this server's speed`,
    `memory: ${bytes(plan.usedBytes)} used, about ${bytes(plan.predictedPeakBytes)} at the peak${limitOf(plan)}`,
    ...section('shapes', plan.shapes),
    ...section('left, by reason', plan.reasons),
  ]
  const named = plan.refusals.slice(0, mostShown).map(({ key, kind, reason }) => `  ${key}  ${kind}: ${reason}`)
  if (named.length > 0)
    lines.push(
      '',
      `keys that are left (${named.length} of ${count(plan.keys - plan.moves)}; all with --json):`,
      ...named,
    )
  return lines.join('\n')
}

/** A plan for programs. */
export function planJson(plan: MigrationPlan): object {
  return { ...plan, shapes: Object.fromEntries(plan.shapes), reasons: Object.fromEntries(plan.reasons) }
}

function section(title: string, counts: ReadonlyMap<string, number>): readonly string[] {
  if (counts.size === 0) return []
  return [
    '',
    `${title}:`,
    ...[...counts].toSorted(([, a], [, b]) => b - a).map(([name, times]) => `  ${count(times)}  ${name}`),
  ]
}

function limitOf({ maxBytes, predictedPeakBytes }: MigrationPlan): string {
  if (maxBytes === 0) return ', no limit set'
  return ` of ${bytes(maxBytes)}${predictedPeakBytes > maxBytes ? ': TOO MUCH, the run would refuse to start' : ''}`
}

function bytes(value: number): string {
  if (value < 1024) return `${value} B`
  if (value < 1024 ** 2) return `${(value / 1024).toFixed(1)} KB`
  return value < 1024 ** 3 ? `${(value / 1024 ** 2).toFixed(1)} MB` : `${(value / 1024 ** 3).toFixed(2)} GB`
}
