import type { PositionSide } from '@tradingboost/domain'
import { legacyUserPosition, positionCache, segments } from '@tradingboost/redis-keys'
import type { SourceRecord, TransformOptions } from '../../migration.ts'
import type { Transformation } from '../../transformation.ts'
import { readCachedPosition } from './read-cached-position.ts'
import { saySide } from './say-side.ts'

type Unmoved = Exclude<Transformation, { readonly kind: 'moves' }>

const stays = (reason: string): Unmoved => ({ kind: 'stays', reason })
const refused = (reason: string): Unmoved => ({ kind: 'refused', reason })

/** The same text under a name with exchange and side. */
export function transformCachedPosition(source: SourceRecord, options: TransformOptions): Transformation {
  const { family, params, content, ttlMs } = source
  if (content.type === 'hash' && family.name === legacyUserPosition.name) {
    return stays('it is a hash: the live position of HYPERRSI, no cached copy')
  }
  if (content.type !== 'string') return stays(`it is a ${content.type}, no cached copy`)
  if (ttlMs === undefined) return stays('it has no time to live: a cached copy has one')
  const position = readCachedPosition(content.text)
  if (position.kind === 'none') return stays(position.reason)
  const exchange = segments.exchange.decode(options.exchange)
  if (exchange === undefined) return refused(`"${options.exchange}" is no exchange: it is ${segments.exchange.accepts}`)
  const side: PositionSide | undefined = segments.side.decode(String(params['side'])) ?? saySide(position.object)
  if (side === undefined) return refused('neither its name nor its value says long or short')
  return {
    kind: 'moves',
    keys: [
      {
        family: positionCache,
        key: positionCache.buildChecked({ userId: params['userId'], exchange, symbol: params['symbol'], side }),
        content,
        lifetime: 'source',
      },
    ],
    members: [],
  }
}
