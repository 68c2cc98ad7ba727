import { positionSides, type PositionSide } from '@tradingboost/domain'
import type { JsonObject } from '@tradingboost/domain'

const names = ['side', 'posSide'] as const

/** The side that a cached position says; undefined where it says none, or two. */
export function saySide(position: JsonObject): PositionSide | undefined {
  const said = new Set(names.flatMap((name) => sideOf(position[name]) ?? []))
  const [side] = said
  return said.size === 1 ? side : undefined
}

function sideOf(value: unknown): PositionSide | undefined {
  return typeof value === 'string' ? positionSides.find((side) => side === value.toLowerCase()) : undefined
}
