import type { KeyTypeError } from './key-type-error.ts'
import type { Segment } from './segment.ts'
import type { CheckedTemplate, TemplateParams } from './template.ts'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const holds = <Claim extends true>(): Claim | undefined => undefined

type Table = { readonly ship: Segment<string>; readonly deck: Segment<number> }
type Names = 'ship' | 'deck'

holds<Same<CheckedTemplate<Names, 'x:<ship>:y<deck>'>, 'x:<ship>:y<deck>'>>()
holds<Same<CheckedTemplate<Names, 'fixed'>, 'fixed'>>()
holds<Same<TemplateParams<Table, 'x:<ship>:y<deck>'>, { readonly ship: string; readonly deck: number }>>()

holds<
  Same<CheckedTemplate<Names, 'x:<boat>'>, KeyTypeError<'unknown segment <boat> in "x:<boat>": add it to segments.ts'>>
>()
holds<
  Same<
    CheckedTemplate<Names, '<ship>:<ship>'>,
    KeyTypeError<'repeated segment <ship> in "<ship>:<ship>": a key names each parameter once'>
  >
>()
holds<
  Same<
    CheckedTemplate<Names, 'a::b'>,
    KeyTypeError<'empty segment in "a::b": write something on both sides of each colon'>
  >
>()
holds<
  Same<CheckedTemplate<Names, ':a'>, KeyTypeError<'empty segment in ":a": write something on both sides of each colon'>>
>()
holds<
  Same<CheckedTemplate<Names, 'a:'>, KeyTypeError<'empty segment in "a:": write something on both sides of each colon'>>
>()
holds<Same<CheckedTemplate<Names, ''>, KeyTypeError<'empty template: write at least one segment'>>>()
holds<Same<CheckedTemplate<Names, 'x:<ship'>, KeyTypeError<'unclosed < in "x:<ship": close it with >'>>>()
holds<Same<CheckedTemplate<Names, 'x:<ship:<deck>'>, KeyTypeError<'unclosed < in "x:<ship:<deck>": close it with >'>>>()
holds<Same<CheckedTemplate<Names, 'x:ship>'>, KeyTypeError<'stray > in "x:ship>": a parameter is written <name>'>>>()
holds<
  Same<
    CheckedTemplate<Names, '<ship><deck>'>,
    KeyTypeError<'nothing between two parameters in "<ship><deck>": write a literal after <ship>'>
  >
>()
holds<
  Same<
    CheckedTemplate<Names, string>,
    KeyTypeError<'a template is a literal: write it in place, not in a variable of type string'>
  >
>()

// @ts-expect-error a claim that is false does not compile, so the ones above can fail
holds<Same<CheckedTemplate<Names, 'x:<boat>'>, 'x:<boat>'>>()
