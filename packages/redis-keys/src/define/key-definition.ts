import type { FamilyStatus } from './key-family.ts'
import type { Lifetime } from './lifetime.ts'
import type { ValueShape } from './value-shape.ts'

/** What `defineKey` is told about a family; the Redis type is that of the value shape. */
export interface KeyDefinition<
  Name extends string,
  Template extends string,
  Shape extends ValueShape,
  Owner extends string,
> {
  readonly name: Name
  /** Literals and `<parameters>` between colons; braces are Redis Cluster hash tags. */
  readonly template: Template
  readonly value: Shape
  readonly lifetime: Lifetime
  /** Who writes. */
  readonly owner: Owner
  /** Who reads besides the owner. */
  readonly readers?: readonly Owner[]
  readonly status: FamilyStatus
  /** Deprecated families that this one stands in for, by name. */
  readonly replaces?: readonly string[]
  /** Active families that stand in for this one, by name. */
  readonly replacedBy?: readonly string[]
  readonly summary: string
  /** What a reader of old data must know. */
  readonly note?: string
}
