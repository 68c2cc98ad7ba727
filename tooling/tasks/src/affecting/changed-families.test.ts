import { expect, test } from 'vitest'
import { changedFamilies, importersOf } from './changed-families.ts'

const file = (template: string): string => `/** Settings. */
export const gridSettings = defineKey({
  template: '${template}',
})

/** Prices. */
export const prices = defineKey({
  template: 'prices:<exchange>',
})
`

test('a family whose template differs is changed, and its neighbour is not', () => {
  expect(changedFamilies(file('settings:<userId>'), file('settings:<exchange>:<userId>'))).toEqual(['gridSettings'])
})

test('a file that is added or removed changes each of its families', () => {
  expect(changedFamilies('', file('a'))).toEqual(['gridSettings', 'prices'])
  expect(changedFamilies(file('a'), '')).toEqual(['gridSettings', 'prices'])
})

test('an importer names the family in an import from the catalogue, over lines too', () => {
  const texts = new Map([
    ['apps/grid/src/a.ts', "import {\n  gridSettings,\n  prices,\n} from '@tradingboost/redis-keys'"],
    ['apps/grid/src/b.ts', "import { gridSettingsOf } from '@tradingboost/redis-keys'"],
    ['apps/grid/src/c.ts', "import { gridSettings } from './settings.ts'"],
  ])
  expect(importersOf('gridSettings', texts)).toEqual(['apps/grid/src/a.ts'])
})
