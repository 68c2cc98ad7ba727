import { z } from 'zod'
import { compileTemplate, type LooseParams } from './compile-template.ts'
import type { NoOthers } from './key-family.ts'
import type { ParseResult } from './parse-result.ts'
import type { SegmentTable } from './segment.ts'

/** The form of set members that are themselves several segments, such as `<symbol>:<side>`. */
export interface MemberTemplate<Template extends string, Params extends LooseParams> {
  readonly template: Template
  /** Accepts exactly the texts that `build` writes. */
  readonly schema: z.ZodString
  /** The member of exactly these parameters. @throws KeyBuildError when a value is refused. */
  readonly build: <const Given extends Params>(params: Given & NoOthers<Given, Params, Template>) => string
  /** The parameters of a member, or why it has not this form; never throws. */
  readonly parse: (member: string | Uint8Array) => ParseResult<Params>
  /** The parameters of a member, or undefined. */
  readonly read: (member: string) => Params | undefined
}

const memberChecks = new WeakSet<object>()

/** Whether a check of a schema is that of a member template, which the lock holds as `memberTemplate`. */
export function isMemberCheck(check: object): boolean {
  return memberChecks.has(check)
}

/** @throws TypeError when the template is malformed or names a segment that the table lacks. */
export function memberTemplate<Template extends string, Params extends LooseParams>(
  template: Template,
  table: SegmentTable,
): MemberTemplate<Template, Params> {
  const compiled = compileTemplate<Params>(template, table)
  const schema = z
    .string()
    .refine((text) => compiled.read(text) !== undefined, { error: `not of the form ${template}` })
    .meta({ description: template, memberTemplate: template })
  for (const check of schema.def.checks ?? []) memberChecks.add(check)
  return {
    template,
    schema,
    build: (params) => compiled.build(params),
    parse: compiled.parse,
    read: compiled.read,
  }
}
