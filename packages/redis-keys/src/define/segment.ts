/** How many raw colons an encoded value may hold; `any` is for the names of foreign systems only. */
export type ColonAllowance = 0 | 1 | 'any'

/**
 * The reversible spelling of one parameter: what `<name>` stands for in every template.
 *
 * `pattern` is a regular expression (flag u, not anchored, no capturing group) of the encoded text, kept to classes,
 * groups, alternation and the repetitions * + ? {n,m}, so that it compiles to an automaton.
 */
export interface Segment<Value> {
  readonly pattern: string
  readonly colons: ColonAllowance
  /** What the values are, as the end of a sentence: "one of long, short". */
  readonly accepts: string
  readonly examples: readonly [Value, ...Value[]]
  /** Every encoded text, where they are few enough to be listed. */
  readonly words?: readonly string[]
  /** Most bytes of an encoded text, where there is a limit. */
  readonly longest?: number
  /** The canonical text of a value; undefined when the value is refused. */
  readonly encode: (value: unknown) => string | undefined
  /** The value of a canonical text; undefined when `encode` would not have written that text. */
  readonly decode: (text: string) => Value | undefined
}

/** Every parameter name of a system with its segment. */
export type SegmentTable = Readonly<Record<string, Segment<unknown>>>

/** The type of the values a segment stands for. */
export type SegmentValue<Of> = Of extends Segment<infer Value> ? Value : never
