import { bumps, describeChange, type Bump, type LockChange } from './lock-change.ts'
import { compareLock } from './compare-lock.ts'
import type { FamilyMigration } from './family-migration.ts'
import type { Lock } from './locked-family.ts'
import { renamedFamilies } from './renamed-families.ts'
import { returnedFamilies, type KeptLock, type ReturnedFamily } from './returned-families.ts'
import { unmovedFamilies, type UnmovedFamily } from './unmoved-families.ts'
import { familyHash } from './write-lock.ts'

/** What the check of a lock compares. */
export interface LockCheck {
  /** The catalogue as it would be locked. */
  readonly catalogue: Lock
  /** The lock file of the working tree; undefined when there is none. */
  readonly written: Lock | undefined
  /** The lock file as last released or merged; undefined when there is none yet. */
  readonly released: Lock | undefined
  /** The locks of the versions that were released, the newest first. */
  readonly kept: readonly KeptLock[]
  /** The greatest bump of redis-keys that a pending changeset asks for. */
  readonly pending: Bump | undefined
  /** The texts of the pending changesets that ask for a minor or a major of redis-keys. */
  readonly announcements: readonly string[]
  /** Every migration there is. */
  readonly migrations: readonly FamilyMigration[]
}

/** What has to be done before the catalogue may be released, a recipe each; empty when nothing. */
export function checkLock(check: LockCheck): readonly string[] {
  const { catalogue, written, released, kept, pending, migrations } = check
  const changes = released === undefined ? [] : compareLock(released, catalogue)
  const unmoved = released === undefined ? [] : unmovedFamilies(released, catalogue, migrations)
  const returned = returnedFamilies(kept, catalogue).filter(
    ({ family }) => !changes.some((one) => forbids(one, family)),
  )
  const findings = [
    ...recipes(changes),
    ...returned.map(returnRecipe),
    ...unmoved.map(migrationRecipe),
    ...bumpFindings(changes, pending),
    ...(released === undefined ? [] : unannouncedFindings(released, check)),
  ]
  if (written === undefined) return [...findings, 'there is no keys.lock.json: run `keys lock` and commit it']
  const stale = staleNames(written, catalogue)
  return stale.length === 0
    ? findings
    : [...findings, `keys.lock.json is behind the catalogue in ${stale.join(', ')}: run \`keys lock\` and commit it`]
}

function forbids({ family, needsNewFamily }: LockChange, name: string): boolean {
  return needsNewFamily && family === name
}

/** The families and segments that are not as the lock file has them. */
function staleNames(written: Lock, catalogue: Lock): readonly string[] {
  const names = new Set([...Object.keys(written.families), ...Object.keys(catalogue.families)])
  const families = [...names].filter((name) => hashIn(written, name) !== hashIn(catalogue, name)).toSorted()
  const segments = new Set([...Object.keys(written.segments), ...Object.keys(catalogue.segments)])
  const changed = [...segments].filter((name) => !sameSegment(written, catalogue, name)).toSorted()
  return [...families, ...changed.map((name) => `<${name}>`)]
}

function hashIn({ families }: Lock, name: string): string | undefined {
  const family = families[name]
  return family === undefined ? undefined : familyHash(family)
}

function sameSegment(a: Lock, b: Lock, name: string): boolean {
  return (
    a.segments[name]?.pattern === b.segments[name]?.pattern && a.segments[name]?.longest === b.segments[name]?.longest
  )
}

/** The changes that no released active family may go through, each with what to do instead. */
export function recipes(changes: readonly LockChange[]): readonly string[] {
  const forbidden = Map.groupBy(
    changes.filter(({ needsNewFamily }) => needsNewFamily),
    ({ family }) => family,
  )
  return [...forbidden].map(([family, faults]) => recipe(family, faults))
}

/** The greatest bump that the changes demand. */
export function demandedBump(changes: readonly LockChange[]): Bump | undefined {
  return bumps.findLast((bump) => changes.some((change) => change.bump === bump))
}

function recipe(family: string, faults: readonly LockChange[]): string {
  return [`${family} is released and active, and changed in place:`, ...insteadOf(family, faults)].join('\n')
}

function returnRecipe({ family, version, was, changes }: ReturnedFamily): string {
  const name = was === family ? '' : `, as ${was},`
  return [
    `${family} is active in another form than in the released version ${version}${name} and keys of both may exist:`,
    ...insteadOf(family, changes),
  ].join('\n')
}

function insteadOf(family: string, faults: readonly LockChange[]): readonly string[] {
  return [
    ...faults.map((fault) => `  ${describeChange(fault)}`),
    'A released key never changes in place. Instead:',
    `  1. put ${family} back as the lock has it, and make it deprecated with replacedBy: ['<new name>']`,
    `  2. define the new family under a new name and a new template, with replaces: ['${family}']`,
    `  3. write the migration from ${family} to it in packages/redis-migrate`,
    '  4. run `keys lock`, and `changeset` with a minor of @tradingboost/redis-keys',
  ]
}

function migrationRecipe({ family, successor }: UnmovedFamily): string {
  return successor === undefined
    ? [
        `${family} is released and active, and now deprecated; nothing replaces it and its keys stay:`,
        `  define what takes its place, with replaces: ['${family}'], or write a migration in packages/redis-migrate`,
        '  that removes its keys',
      ].join('\n')
    : [
        `${family} is released and active, and ${successor} replaces it without a migration of its keys:`,
        `  write one from ${family} to ${successor} in packages/redis-migrate; docs/runbooks/change-a-key.md shows how`,
      ].join('\n')
}

function bumpFindings(changes: readonly LockChange[], pending: Bump | undefined): readonly string[] {
  const demanded = demandedBump(changes)
  if (demanded === undefined || (pending !== undefined && bumps.indexOf(pending) >= bumps.indexOf(demanded))) return []
  const why = changes.filter(({ bump }) => bump === demanded).map((change) => `  ${describeChange(change)}`)
  return [
    [
      `the catalogue demands a ${demanded} release of @tradingboost/redis-keys, and the pending changesets ask for ${pending ?? 'none'}:`,
      ...why,
      `Run \`changeset\`, choose @tradingboost/redis-keys, ${demanded}, and commit the file it writes`,
    ].join('\n'),
  ]
}

function unannouncedFindings(released: Lock, { catalogue, announcements }: LockCheck): readonly string[] {
  const known = renamedFamilies(released, catalogue)
  return Object.entries(catalogue.families)
    .filter(
      ([name, { status }]) => released.families[name] === undefined && !known.has(name) && status !== 'deprecated',
    )
    .map(([name]) => name.replace(/^channel /, ''))
    .filter((name) => !announcements.some((text) => new RegExp(String.raw`\b${name}\b`).test(text)))
    .map(
      (name) =>
        `${name} is a new family, and no pending changeset names it: run \`changeset\`, choose ` +
        `@tradingboost/redis-keys, minor, and write a sentence that names ${name} and what it holds`,
    )
}
