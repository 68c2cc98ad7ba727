import type { AnyChannelFamily } from '../define/channel-family.ts'
import type { AnyKeyFamily } from '../define/key-family.ts'
import { botFence, botHeartbeat, botLease, botMemory } from './bots.ts'
import { orderChanges, positionChanges, priceChanges } from './channels.ts'
import { environmentMarker } from './environment.ts'
import {
  activeGridLevel,
  exchangePnl,
  exchangeVolume,
  gridOrders,
  orderPlaced,
  orderPlacedIndex,
  runningSymbols,
  takeProfits,
  userPnl,
  userVolume,
} from './grid.ts'
import { legacyOrders } from './legacy-orders.ts'
import { foreignKeys } from './foreign.ts'
import { legacyUsers } from './legacy-users.ts'
import { legacySessions } from './legacy-sessions.ts'
import { legacyPositions } from './legacy-positions.ts'
import { legacyPositionParts } from './legacy-position-parts.ts'
import { legacyGrid } from './legacy-grid.ts'
import { legacyMarket } from './legacy-market.ts'
import { legacyMessages } from './legacy-messages.ts'
import {
  migrationAudit,
  migrationBackup,
  migrationInstances,
  migrationMembers,
  migrationRefusals,
  migrationRunner,
  migrationSaved,
  migrationState,
} from './migrations.ts'
import { openOrders, order, orderCache, userOrders } from './orders.ts'
import {
  activePositions,
  netPositionCache,
  position,
  positionCache,
  positionHistory,
  positionIndex,
  positionRealtime,
} from './positions.ts'
import { price } from './prices.ts'
import {
  apiKeys,
  blacklist,
  botExchanges,
  botStatus,
  botStatuses,
  defaultSettings,
  exchangeUser,
  globalBlacklist,
  globalWhitelist,
  job,
  tradingStatus,
  userIds,
  userSettings,
  watchlist,
  whitelist,
} from './users.ts'

/** Every family of keys: those that our programs write, then those that only name what others left in Redis. */
export const catalogue: readonly AnyKeyFamily[] = [
  positionCache,
  netPositionCache,
  position,
  positionIndex,
  activePositions,
  positionHistory,
  positionRealtime,
  order,
  userOrders,
  openOrders,
  orderCache,
  gridOrders,
  orderPlaced,
  orderPlacedIndex,
  activeGridLevel,
  takeProfits,
  runningSymbols,
  userVolume,
  exchangeVolume,
  userPnl,
  exchangePnl,
  price,
  userSettings,
  apiKeys,
  tradingStatus,
  botStatus,
  botStatuses,
  botExchanges,
  watchlist,
  exchangeUser,
  userIds,
  defaultSettings,
  job,
  blacklist,
  whitelist,
  globalBlacklist,
  globalWhitelist,
  environmentMarker,
  botLease,
  botFence,
  botMemory,
  botHeartbeat,
  migrationState,
  migrationAudit,
  migrationBackup,
  migrationMembers,
  migrationRefusals,
  migrationRunner,
  migrationInstances,
  migrationSaved,
  ...legacyOrders,
  ...foreignKeys,
  ...legacyUsers,
  ...legacySessions,
  ...legacyPositions,
  ...legacyPositionParts,
  ...legacyGrid,
  ...legacyMarket,
  ...legacyMessages,
]

/** Every family of pub/sub channels that our programs use. */
export const channels: readonly AnyChannelFamily[] = [positionChanges, orderChanges, priceChanges]
