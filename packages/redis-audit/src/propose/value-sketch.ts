const longestRecord = 32
const deepest = 4

/** What was seen of JSON values at one place; it grows with their variety, not with their number. */
export interface ValueSketch {
  readonly kinds: Set<'null' | 'boolean' | 'number' | 'string'>
  elements: ValueSketch | undefined
  readonly fields: Map<string, { readonly sketch: ValueSketch; seen: number }>
  objects: number
  arrays: number
}

export function emptySketch(): ValueSketch {
  return { kinds: new Set(), elements: undefined, fields: new Map(), objects: 0, arrays: 0 }
}

/** Adds one value to a sketch. */
export function addValue(sketch: ValueSketch, value: unknown, depth = 0): void {
  if (value === null) sketch.kinds.add('null')
  else if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') {
    sketch.kinds.add(typeof value === 'boolean' ? 'boolean' : typeof value === 'number' ? 'number' : 'string')
  } else if (Array.isArray(value)) {
    sketch.arrays += 1
    sketch.elements ??= emptySketch()
    for (const element of value.slice(0, 100)) addValue(sketch.elements, element, depth + 1)
  } else if (typeof value === 'object') {
    sketch.objects += 1
    if (depth >= deepest) return
    for (const [name, inner] of Object.entries(value)) addField(sketch, name, inner, depth)
  }
}

function addField(sketch: ValueSketch, name: string, value: unknown, depth: number): void {
  const known = sketch.fields.get(name)
  if (known === undefined && sketch.fields.size > longestRecord) return
  const field = known ?? { sketch: emptySketch(), seen: 0 }
  field.seen += 1
  addValue(field.sketch, value, depth + 1)
  sketch.fields.set(name, field)
}

/** The zod expression of what was seen; `z.unknown()` where nothing was. */
export function schemaOf(sketch: ValueSketch, depth = 0): string {
  const choices = [...sketch.kinds].toSorted().map((kind) => `z.${kind}()`)
  if (sketch.arrays > 0) choices.push(`z.array(${schemaOf(sketch.elements ?? emptySketch(), depth + 1)})`)
  if (sketch.objects > 0) choices.push(objectSchema(sketch, depth))
  const [only] = choices
  if (only === undefined) return 'z.unknown()'
  return choices.length === 1 ? only : `z.union([${choices.join(', ')}])`
}

function objectSchema({ fields, objects }: ValueSketch, depth: number): string {
  if (depth >= deepest || fields.size > longestRecord || hasDataNames([...fields.keys()])) {
    return 'z.record(z.string(), z.unknown())'
  }
  const members = [...fields].map(([name, { sketch, seen }]) => {
    const schema = schemaOf(sketch, depth + 1)
    return `${propertyName(name)}: ${schema}${seen < objects ? '.optional()' : ''}`
  })
  return members.length === 0 ? 'z.object({})' : `z.object({ ${members.join(', ')} })`
}

/** Whether names are values, such as levels or ids, and not words; names that every object has are no fields either. */
export function hasDataNames(names: readonly string[]): boolean {
  if (names.some((name) => name in Object.prototype)) return true
  return names.length > longestRecord || (names.length > 0 && names.every((name) => !/^[a-z_]\w*$/i.test(name)))
}

/** A property name as TypeScript spells it. */
export function propertyName(name: string): string {
  return /^[a-z_]\w*$/i.test(name) && name !== '__proto__' ? name : `[${quote(name)}]`
}

/** A text as a TypeScript literal. */
export function quote(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)
  return `'${inner.replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`)}'`
}
