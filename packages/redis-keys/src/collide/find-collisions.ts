import type { AnyChannelFamily } from '../define/channel-family.ts'
import type { LooseParams } from '../define/compile-template.ts'
import type { AnyKeyFamily } from '../define/key-family.ts'
import { commonKey } from './common-key.ts'

/** Whatever claims names in a Redis. */
export type AnyFamily = AnyKeyFamily | AnyChannelFamily

/** One side of a collision: the family, and what it takes the witness for. */
export interface Claim {
  readonly family: AnyFamily
  /** Undefined when the segments' patterns admit the witness and their decoders do not. */
  readonly params: LooseParams | undefined
}

/** Two families that can produce one string. */
export interface Collision {
  /** A shortest string that both produce. */
  readonly witness: string
  readonly first: Claim
  readonly second: Claim
  /** Whether the two hold different Redis types there. */
  readonly typesDiffer: boolean
  /** How a reader of the string can still tell whose it is. */
  readonly toldApartBy: 'type' | 'note' | undefined
  /** Whether the catalogue may not stand like this. */
  readonly isError: boolean
}

/**
 * Every pair of families that can produce one string, each with a witness; a pair that is not listed is proven disjoint.
 *
 * Two active families are an error; an active and a deprecated one are unless their types differ or the `note` of one
 * names the other. What only deprecated families share is history, and listed.
 */
export function findCollisions(families: readonly AnyFamily[]): readonly Collision[] {
  return families.flatMap((first, index) =>
    families.slice(index + 1).flatMap((second) => {
      const witness = commonKey(first, second)
      return witness === undefined ? [] : [collision(witness, first, second)]
    }),
  )
}

function collision(witness: string, first: AnyFamily, second: AnyFamily): Collision {
  const typesDiffer = first.kind === 'key' && second.kind === 'key' && first.type !== second.type
  const toldApartBy = typesDiffer ? 'type' : names(first, second) || names(second, first) ? 'note' : undefined
  const active = [first, second].filter(({ status }) => status === 'active').length
  return {
    witness,
    first: { family: first, params: first.read(witness) },
    second: { family: second, params: second.read(witness) },
    typesDiffer,
    toldApartBy,
    isError: active === 2 || (active === 1 && toldApartBy === undefined),
  }
}

function names(family: AnyFamily, other: AnyFamily): boolean {
  return family.kind === 'key' && (family.note?.split(/\W+/).includes(other.name) ?? false)
}

/** A collision as text: what collides on which string, how each reads it, and for an error what to do. */
export function describeCollision({ witness, first, second, typesDiffer, toldApartBy, isError }: Collision): string {
  const both = first.family.status === 'active' && second.family.status === 'active'
  const advice = !isError
    ? `told apart by ${toldApartBy ?? 'nothing, both are history'}`
    : both
      ? 'give one of them another template, or a segment of narrower values'
      : 'give the active one another template, or name the other family in its note and say how to tell them apart'
  return [
    `${typesDiffer ? 'TYPE: ' : ''}${title(first.family)} and ${title(second.family)} both produce ${JSON.stringify(witness)}: ${advice}`,
    `  ${claimText(first)}`,
    `  ${claimText(second)}`,
  ].join('\n')
}

function title(family: AnyFamily): string {
  return `${family.name} (${family.status} ${family.kind === 'key' ? family.type : 'channel'})`
}

function claimText({ family, params }: Claim): string {
  const reading = params === undefined ? 'its pattern admits it and its decoder does not' : JSON.stringify(params)
  return `"${family.template}" reads ${reading}`
}
