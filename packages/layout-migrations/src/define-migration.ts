import type { Migration } from './migration.ts'

/**
 * Checks and freezes a migration.
 *
 * @throws TypeError when its id is not four digits and words, or it names no family.
 */
export function defineMigration(migration: Migration): Migration {
  const { id, from, to } = migration
  if (!/^\d{4}(?:-[a-z0-9]+)+$/.test(id)) {
    throw new TypeError(`"${id}" is no id of a migration: write four digits and words, such as 0003-grid-positions`)
  }
  if (from.length === 0 || to.length === 0) {
    throw new TypeError(`${id} names no family ${from.length === 0 ? 'to move from' : 'to move to'}: name it`)
  }
  return Object.freeze(migration)
}
