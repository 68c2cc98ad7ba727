import { compileTemplate, type LooseParams } from './compile-template.ts'
import type { KeyDefinition } from './key-definition.ts'
import type { KeyFamily } from './key-family.ts'
import type { RedisKey } from './redis-key.ts'
import type { SegmentTable } from './segment.ts'
import type { ValueShape } from './value-shape.ts'

/**
 * The family of a definition over a table of segments.
 *
 * @throws TypeError when the template is malformed or an active family does not state its lifetime.
 */
export function keyFamily<
  Name extends string,
  Template extends string,
  Params extends LooseParams,
  Shape extends ValueShape,
>(
  definition: KeyDefinition<Name, Template, Shape, string>,
  table: SegmentTable,
): KeyFamily<Name, Template, Params, Shape> {
  const { name, template, value, lifetime, owner, status, summary } = definition
  if (status === 'active' && lifetime.kind === 'varies') {
    throw new TypeError(`${name} is active but its lifetime varies: state persistent, expiresAfter or expiresOnceDone`)
  }
  const compiled = compileTemplate<Params>(template, table)
  return {
    kind: 'key',
    name,
    template,
    type: value.type,
    value,
    lifetime,
    owner,
    readers: definition.readers ?? [],
    status,
    replaces: definition.replaces ?? [],
    replacedBy: definition.replacedBy ?? [],
    summary,
    note: definition.note,
    parts: compiled.parts,
    parameters: compiled.parameters,
    pattern: compiled.pattern,
    glob: compiled.match({}),
    // The brand exists in types only: this is the one place that may give it.
    build: (params) => compiled.build(params) as RedisKey<Name, Shape['type'], Shape>,
    buildEach: (name, values, others) =>
      compiled.buildEach(name, values, others) as readonly RedisKey<Name, Shape['type'], Shape>[],
    buildChecked: compiled.buildChecked,
    parse: compiled.parse,
    read: compiled.read,
    readPieces: compiled.readPieces,
    match: compiled.match,
  }
}
