import type { PositionSide } from '@tradingboost/domain'

/** What an order does for its rung. */
export type RungLeg =
  | { readonly kind: 'entry'; readonly side: PositionSide; readonly level: number }
  | { readonly kind: 'take-profit'; readonly level: number }

/** `b07` buys rung 7, `s07` sells it short, `t07` takes its profit. */
export function formatRungLeg(leg: RungLeg): string {
  const level = String(leg.level).padStart(2, '0')
  if (leg.kind === 'take-profit') return `t${level}`
  return `${leg.side === 'long' ? 'b' : 's'}${level}`
}

/** Undefined for a leg that no grid order has. */
export function parseRungLeg(text: string): RungLeg | undefined {
  const [, role, digits] = /^([bst])(\d\d)$/.exec(text) ?? []
  if (role === undefined || digits === undefined) return undefined
  const level = Number(digits)
  if (role === 't') return { kind: 'take-profit', level }
  return { kind: 'entry', side: role === 'b' ? 'long' : 'short', level }
}
