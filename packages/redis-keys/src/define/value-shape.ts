import type { z } from 'zod'

/** Text checked by a schema, or JSON text whose parsed form is. */
export type TextShape<Schema extends z.ZodType = z.ZodType> = {
  readonly type: 'string'
  readonly encoding: 'text' | 'json'
  readonly schema: Schema
}

/** Named fields checked by `schema`; fields of open names, if any, by `rest`. Every value is text, as Redis holds it. */
export interface HashShape<
  Schema extends z.ZodObject = z.ZodObject,
  Rest extends z.ZodType | undefined = z.ZodType | undefined,
> {
  readonly type: 'hash'
  readonly schema: Schema
  readonly rest: Rest
}

/** Members without order. */
export interface SetShape<Member extends TextShape = TextShape> {
  readonly type: 'set'
  readonly member: Member
}

/** Members ordered by a number whose meaning and unit `score` states. */
export interface SortedSetShape<Member extends TextShape = TextShape> {
  readonly type: 'zset'
  readonly member: Member
  readonly score: string
}

/** Elements in order. */
export interface ListShape<Element extends TextShape = TextShape> {
  readonly type: 'list'
  readonly element: Element
}

/** What a key of a family holds. */
export type ValueShape = TextShape | HashShape | SetShape | SortedSetShape | ListShape

/** What a value shape holds, parsed: text or the JSON value, an object of fields, members, scored members, elements. */
export type ShapeValue<Shape> =
  Shape extends TextShape<infer Schema>
    ? z.infer<Schema>
    : Shape extends HashShape<infer Fields, infer Rest>
      ? Rest extends z.ZodType
        ? NamedFields<z.infer<Fields>> & Readonly<Record<string, z.infer<Rest>>>
        : z.infer<Fields>
      : Shape extends SetShape<infer Member>
        ? readonly ShapeValue<Member>[]
        : Shape extends SortedSetShape<infer Member>
          ? readonly { readonly member: ShapeValue<Member>; readonly score: number }[]
          : Shape extends ListShape<infer Element>
            ? readonly ShapeValue<Element>[]
            : never

// Zod infers of an object without fields that it has no field of any name.
type NamedFields<Fields> = string extends keyof Fields ? unknown : Fields

/** A Redis string that is plain text. */
export function string<Schema extends z.ZodType<string>>(schema: Schema): TextShape<Schema> {
  return { type: 'string', encoding: 'text', schema }
}

/** A Redis string (or member, or element) that is JSON. */
export function json<Schema extends z.ZodType>(schema: Schema): TextShape<Schema> {
  return { type: 'string', encoding: 'json', schema }
}

/** A hash of named fields. */
export function hash<Schema extends z.ZodObject>(schema: Schema): HashShape<Schema, undefined>
/** A hash of named fields and of others whose names are data. */
export function hash<Schema extends z.ZodObject, Rest extends z.ZodType>(
  schema: Schema,
  open: { readonly rest: Rest },
): HashShape<Schema, Rest>
export function hash(schema: z.ZodObject, open?: { readonly rest: z.ZodType }): HashShape {
  return { type: 'hash', schema, rest: open?.rest }
}

/** A set of such members. */
export function set<Member extends TextShape>(member: Member): SetShape<Member> {
  return { type: 'set', member }
}

/** A sorted set of such members; `score` says what the score is, with its unit. */
export function zset<Member extends TextShape>(member: Member, score: string): SortedSetShape<Member> {
  return { type: 'zset', member, score }
}

/** A list of such elements. */
export function list<Element extends TextShape>(element: Element): ListShape<Element> {
  return { type: 'list', element }
}
