import type { KeyTypeError } from './key-type-error.ts'
import type { SegmentValue } from './segment.ts'

/** The template itself when it is well formed over these segment names, else the sentence that says what is wrong. */
export type CheckedTemplate<Names extends string, Template extends string> = string extends Template
  ? KeyTypeError<'a template is a literal: write it in place, not in a variable of type string'>
  : [TemplateFault<Names, Template>] extends [never]
    ? Template
    : KeyTypeError<TemplateFault<Names, Template>>

/** The parameters a template takes, each with the value type its segment has in the table. */
export type TemplateParams<Table, Template extends string> = {
  readonly [Name in ParameterNames<Template> & keyof Table]: SegmentValue<Table[Name]>
} extends infer Params
  ? // Spelled out, so that errors and declarations show the parameters and not the whole table.
    { readonly [Name in keyof Params]: Params[Name] }
  : never

type ParameterNames<Template extends string> = Template extends `${string}<${infer Name}>${infer Rest}`
  ? Name | ParameterNames<Rest>
  : never

type TemplateFault<Names extends string, Template extends string> = Template extends ''
  ? 'empty template: write at least one segment'
  : Template extends `:${string}` | `${string}:` | `${string}::${string}`
    ? `empty segment in "${Template}": write something on both sides of each colon`
    : ParameterFault<Names, Template, Template, never>

type ParameterFault<
  Names extends string,
  Whole extends string,
  Rest extends string,
  Seen extends string,
> = Rest extends `${infer Before}<${infer After}`
  ? Before extends `${string}>${string}`
    ? `stray > in "${Whole}": a parameter is written <name>`
    : After extends `${infer Name}>${infer Tail}`
      ? Name extends `${string}<${string}` | `${string}:${string}`
        ? `unclosed < in "${Whole}": close it with >`
        : Name extends Seen
          ? `repeated segment <${Name}> in "${Whole}": a key names each parameter once`
          : Name extends Names
            ? Tail extends `<${string}`
              ? `nothing between two parameters in "${Whole}": write a literal after <${Name}>`
              : ParameterFault<Names, Whole, Tail, Seen | Name>
            : `unknown segment <${Name}> in "${Whole}": add it to segments.ts`
      : `unclosed < in "${Whole}": close it with >`
  : Rest extends `${string}>${string}`
    ? `stray > in "${Whole}": a parameter is written <name>`
    : never
