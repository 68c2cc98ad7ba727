import type { z } from 'zod'
import type { ChannelDefinition, ChannelFamily } from './channel-family.ts'
import { channelFamily } from './define-channel.ts'
import { keyFamily } from './define-key.ts'
import type { KeyDefinition } from './key-definition.ts'
import type { KeyFamily } from './key-family.ts'
import { type MemberTemplate, memberTemplate } from './member-template.ts'
import type { SegmentTable } from './segment.ts'
import type { CheckedTemplate, TemplateParams } from './template.ts'
import type { ValueShape } from './value-shape.ts'

/** The functions that define families over one table of segments. */
export interface KeyLanguage<Table, Owner extends string> {
  /** A family of keys. @throws TypeError on a malformed template. */
  readonly defineKey: <const Name extends string, const Template extends string, Shape extends ValueShape>(
    definition: KeyDefinition<Name, Template, Shape, Owner> & {
      readonly template: CheckedTemplate<keyof Table & string, Template>
    },
  ) => KeyFamily<Name, Template, TemplateParams<Table, Template>, Shape>
  /** A family of pub/sub channels. @throws TypeError on a malformed template. */
  readonly defineChannel: <const Name extends string, const Template extends string, Payload extends z.ZodType>(
    definition: ChannelDefinition<Name, Template, Payload, Owner> & {
      readonly template: CheckedTemplate<keyof Table & string, Template>
    },
  ) => ChannelFamily<Name, Template, TemplateParams<Table, Template>, Payload>
  /** The form of set members that are themselves several segments. @throws TypeError on a malformed template. */
  readonly defineMember: <const Template extends string>(
    template: Template & CheckedTemplate<keyof Table & string, Template>,
  ) => MemberTemplate<Template, TemplateParams<Table, Template>>
}

/** The language over this table of segments, for these owners and readers of families. */
export function keyLanguage<Table extends SegmentTable, Owner extends string>(table: Table): KeyLanguage<Table, Owner> {
  return {
    defineKey: (definition) => keyFamily(definition, table),
    defineChannel: (definition) => channelFamily(definition, table),
    defineMember: (template) => memberTemplate(template, table),
  }
}
