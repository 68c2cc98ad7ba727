/** A field of an `order_placed` hash with its text. */
export type PlacedField = readonly [field: string, text: string]

/** Fields that are levels of a grid, and the first that is none, with why. */
export interface LevelFields {
  readonly levels: readonly PlacedField[]
  readonly strange: string | undefined
}

const level = /^(?:0|[1-9]\d*)$/
/** Grids have some dozens of levels; a whole number far above is a price that happens to have no fraction. */
const highestLevel = 999
const words = new Set(['0', '1', 'false', 'true'])

/** Tells levels from the prices that a second writer kept in hashes of the same name; the texts stay as they are. */
export function levelFields(fields: readonly PlacedField[]): LevelFields {
  const levels: PlacedField[] = []
  let strange: string | undefined
  for (const [field, text] of fields) {
    if (!level.test(field) || Number(field) > highestLevel) strange ??= `its field ${JSON.stringify(field)} is no level`
    else if (!words.has(text))
      strange ??= `level ${field} says ${JSON.stringify(text)}, not one of ${[...words].join(', ')}`
    else levels.push([field, text])
  }
  return { levels, strange }
}
