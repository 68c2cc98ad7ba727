import type { LooseParams } from './compile-template.ts'
import type { KeyTypeError } from './key-type-error.ts'
import type { Lifetime } from './lifetime.ts'
import type { ParseResult } from './parse-result.ts'
import type { TemplatePart } from './parse-template.ts'
import type { RedisKey, RedisType } from './redis-key.ts'
import type { ShapeValue, ValueShape } from './value-shape.ts'

/** Whether our programs write keys of a family, or the family only names what others left. */
export type FamilyStatus = 'active' | 'deprecated'

/** Everything a program can learn about any family, whatever its parameters. */
export interface AnyKeyFamily {
  readonly kind: 'key'
  readonly name: string
  readonly template: string
  readonly type: RedisType
  readonly value: ValueShape
  readonly lifetime: Lifetime
  /** Who writes. */
  readonly owner: string
  /** Who reads besides the owner. */
  readonly readers: readonly string[]
  readonly status: FamilyStatus
  /** Names of the deprecated families that this one stands in for. */
  readonly replaces: readonly string[]
  /** Names of the active families that stand in for this one. */
  readonly replacedBy: readonly string[]
  readonly summary: string
  readonly note: string | undefined
  readonly parts: readonly TemplatePart[]
  /** Parameter names in the order in which they stand. */
  readonly parameters: readonly string[]
  /** Anchored regular expression (flag u) of every key of the family; each parameter is a group. */
  readonly pattern: string
  /** The SCAN glob of the whole family; `parse` decides what it finds. */
  readonly glob: string
  /** Builds from values of unknown shape. @throws KeyBuildError on a missing, unknown or refused parameter. */
  readonly buildChecked: (params: LooseParams) => string
  readonly parse: (key: string | Uint8Array) => ParseResult<LooseParams>
  /** The parameters of a key text or undefined: `parse` without the reason, for speed. */
  readonly read: (text: string) => LooseParams | undefined
  /** `read` for a text that is split at its colons already. */
  readonly readPieces: (pieces: readonly string[], text: string) => LooseParams | undefined
}

/** One definition of keys: its template, what stands under its keys, and the functions that write and read them. */
export interface KeyFamily<
  Name extends string,
  Template extends string,
  Params extends LooseParams,
  Shape extends ValueShape,
> extends AnyKeyFamily {
  readonly name: Name
  readonly template: Template
  readonly type: Shape['type']
  readonly value: Shape
  /**
   * The key of these parameters, exactly these: one more is a compile error, also through a variable.
   *
   * @throws KeyBuildError when a value is refused, such as an empty text or a number for a user id.
   */
  readonly build: <const Given extends Params>(
    params: Given & NoOthers<Given, Params, Template>,
  ) => RedisKey<Name, Shape['type'], Shape>
  /**
   * The keys that differ in one parameter only, one for each of its values, in their order: what `build` writes, at a
   * quarter of its cost.
   *
   * @throws KeyBuildError when a value is refused.
   */
  readonly buildEach: <const Each extends keyof Params & string, const Given extends Omit<Params, Each>>(
    name: Each,
    values: readonly Params[Each][],
    others: Given & NoOthers<Given, Omit<Params, Each>, Template>,
  ) => readonly RedisKey<Name, Shape['type'], Shape>[]
  /** The parameters of a key, or why it is none of this family; never throws. */
  readonly parse: (key: string | Uint8Array) => ParseResult<Params>
  /** The parameters of a key text, or undefined. */
  readonly read: (text: string) => Params | undefined
  /** A SCAN glob of the keys with these parameters; it may find more, so `parse` decides. @throws KeyBuildError */
  readonly match: <const Given extends Partial<Params>>(params: Given & NoOthers<Given, Params, Template>) => string
}

/** Refuses every property that is no parameter, by name. */
export type NoOthers<Given, Params, Template extends string> = {
  readonly [
    Name in Exclude<keyof Given, keyof Params>
  ]: KeyTypeError<`"${Template}" has no <${Name & string}>: leave it out`>
}

/** The parameters that a family's build takes. */
export type KeyParams<Family> = Family extends { readonly read: (text: string) => infer Params }
  ? Exclude<Params, undefined>
  : never

/** What stands under a family's keys, parsed; for a hash an object of its fields, each as text. */
export type KeyValue<Family> = Family extends { readonly value: infer Shape } ? ShapeValue<Shape> : never
