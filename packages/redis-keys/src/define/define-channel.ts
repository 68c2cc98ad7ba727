import type { z } from 'zod'
import type { ChannelDefinition, ChannelFamily } from './channel-family.ts'
import { compileTemplate, type LooseParams } from './compile-template.ts'
import type { RedisChannel } from './redis-key.ts'
import type { SegmentTable } from './segment.ts'

/** The channel family of a definition over a table of segments. @throws TypeError when the template is malformed. */
export function channelFamily<
  Name extends string,
  Template extends string,
  Params extends LooseParams,
  Payload extends z.ZodType,
>(
  definition: ChannelDefinition<Name, Template, Payload, string>,
  table: SegmentTable,
): ChannelFamily<Name, Template, Params, Payload> {
  const { name, template, payload, owner, status, summary } = definition
  const compiled = compileTemplate<Params>(template, table)
  return {
    kind: 'channel',
    name,
    template,
    payload,
    owner,
    readers: definition.readers ?? [],
    status,
    summary,
    parts: compiled.parts,
    parameters: compiled.parameters,
    pattern: compiled.pattern,
    glob: compiled.match({}),
    // The brand exists in types only: this is the one place that may give it.
    build: (params) => compiled.build(params) as RedisChannel<Name, Payload>,
    buildChecked: compiled.buildChecked,
    parse: compiled.parse,
    read: compiled.read,
    match: compiled.match,
  }
}
