import {
  quantity,
  smallerQuantity,
  quantityLeft,
  type OrderType,
  type PositionSide,
  type Quantity,
} from '@tradingboost/domain'

/** How much of its positions a bot holds. */
export type Held = { readonly [side in PositionSide]?: { readonly quantity: Quantity } }

interface Reducing {
  readonly positionSide: PositionSide
  readonly type: OrderType
}

/**
 * What reduce-only orders may still cover of what is held. Stops and take-profits are counted apart: each may cover the whole
 * position, and what fills first makes the exchange cut the other.
 */
export class ReductionRoom {
  readonly #left: Map<string, Quantity>

  constructor(held: Held) {
    const sides = ['long', 'short'] as const
    const kinds = ['stop', 'limit'] as const
    this.#left = new Map(
      sides.flatMap((side) => kinds.map((kind) => [`${side} ${kind}`, held[side]?.quantity ?? quantity(0)] as const)),
    )
  }

  /** Takes as much as there is, up to the quantity. */
  take(order: Reducing, upTo: Quantity): Quantity {
    const key = roomOf(order)
    const left = this.#left.get(key) ?? quantity(0)
    this.#left.set(key, quantityLeft(left, upTo))
    return smallerQuantity(left, upTo)
  }

  /** Takes all of the quantity, or nothing. */
  takeAll(order: Reducing, wanted: Quantity): boolean {
    if (wanted.gt(this.#left.get(roomOf(order)) ?? 0)) return false
    this.take(order, wanted)
    return true
  }
}

const roomOf = ({ positionSide, type }: Reducing): string =>
  `${positionSide} ${type === 'stop-market' ? 'stop' : 'limit'}`
