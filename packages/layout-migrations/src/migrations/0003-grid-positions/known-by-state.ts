import { position, positionRealtime } from '@tradingboost/redis-keys'
import type { Migration } from '../../migration.ts'

/**
 * What our programs opened and closed at a place is told by its realtime record, for the 24 h that it outlives the close; that
 * a place is closed is denied by its open record. A close that is older than a day, and of which no ledger entry tells, is
 * not known any more.
 */
export const knownByState: NonNullable<Migration['knownBy']> = ({ family, key }) => {
  const open = family.name === position.name ? position.read(key) : undefined
  if (open !== undefined) return [positionRealtime.build(open)]
  const closed = family.name === positionRealtime.name ? positionRealtime.read(key) : undefined
  return closed === undefined ? [] : [position.build(closed)]
}
