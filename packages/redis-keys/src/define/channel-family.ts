import type { z } from 'zod'
import type { LooseParams } from './compile-template.ts'
import type { FamilyStatus, NoOthers } from './key-family.ts'
import type { ParseResult } from './parse-result.ts'
import type { TemplatePart } from './parse-template.ts'
import type { RedisChannel } from './redis-key.ts'

/** What `defineChannel` is told about a family of pub/sub channels. */
export interface ChannelDefinition<
  Name extends string,
  Template extends string,
  Payload extends z.ZodType,
  Owner extends string,
> {
  readonly name: Name
  readonly template: Template
  /** Schema of the parsed JSON message. */
  readonly payload: Payload
  /** Who publishes. */
  readonly owner: Owner
  /** Who subscribes besides the owner. */
  readonly readers?: readonly Owner[]
  readonly status: FamilyStatus
  readonly summary: string
}

/** Everything a program can learn about any channel family. */
export interface AnyChannelFamily {
  readonly kind: 'channel'
  readonly name: string
  readonly template: string
  readonly payload: z.ZodType
  readonly owner: string
  readonly readers: readonly string[]
  readonly status: FamilyStatus
  readonly summary: string
  readonly parts: readonly TemplatePart[]
  readonly parameters: readonly string[]
  readonly pattern: string
  /** The PSUBSCRIBE glob of the whole family. */
  readonly glob: string
  /** Builds from values of unknown shape. @throws KeyBuildError on a missing, unknown or refused parameter. */
  readonly buildChecked: (params: LooseParams) => string
  readonly parse: (channel: string | Uint8Array) => ParseResult<LooseParams>
  readonly read: (text: string) => LooseParams | undefined
}

/** One definition of pub/sub channels. */
export interface ChannelFamily<
  Name extends string,
  Template extends string,
  Params extends LooseParams,
  Payload extends z.ZodType,
> extends AnyChannelFamily {
  readonly name: Name
  readonly template: Template
  readonly payload: Payload
  /** The channel of exactly these parameters. @throws KeyBuildError when a value is refused. */
  readonly build: <const Given extends Params>(
    params: Given & NoOthers<Given, Params, Template>,
  ) => RedisChannel<Name, Payload>
  /** The parameters of a channel name, or why it is none of this family; never throws. */
  readonly parse: (channel: string | Uint8Array) => ParseResult<Params>
  readonly read: (text: string) => Params | undefined
  /** A PSUBSCRIBE glob of the channels with these parameters; it may match more, so `parse` decides. */
  readonly match: <const Given extends Partial<Params>>(params: Given & NoOthers<Given, Params, Template>) => string
}
