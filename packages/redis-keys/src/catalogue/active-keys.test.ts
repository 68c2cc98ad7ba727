import { expect, it } from 'vitest'
import { catalogue, channels } from './catalogue.ts'

// A key that stands in a released Redis never changes in place: a line that fails here asks for a new family.
const released: Readonly<Record<string, readonly [type: string, key: string]>> = {
  positionCache: ['string', 'position:1001:okx:BTC-USDT-SWAP:long'],
  netPositionCache: ['string', 'position:1001:okx:BTC-USDT-SWAP:net'],
  position: ['hash', 'positions:1001:okx:BTC-USDT-SWAP:long'],
  positionIndex: ['set', 'positions:index:1001:okx'],
  activePositions: ['set', 'positions:active'],
  positionHistory: ['zset', 'positions:history:1001:okx'],
  positionRealtime: ['hash', 'positions:realtime:1001:okx:BTC-USDT-SWAP:long'],
  order: ['hash', 'orders:hyperrsi-0000000a-entry'],
  userOrders: ['set', 'orders:user:1001:okx'],
  openOrders: ['set', 'orders:open:okx:BTC-USDT-SWAP'],
  orderCache: ['string', 'order:ord-1'],
  gridOrders: ['zset', 'orders:okx:user:1001:symbol:BTC-USDT-SWAP:orders'],
  orderPlaced: ['hash', 'orders:okx:user:1001:symbol:BTC-USDT-SWAP:order_placed'],
  orderPlacedIndex: ['set', 'orders:okx:user:1001:symbol:BTC-USDT-SWAP:order_placed_index'],
  activeGridLevel: ['hash', 'okx:user:1001:symbol:BTC-USDT-SWAP:active_grid:0'],
  takeProfits: ['hash', 'okx:user:1001:symbol:BTC-USDT-SWAP:take_profits'],
  runningSymbols: ['string', 'running_symbols:okx:1001'],
  userVolume: ['zset', 'okx:user:1001:volume:BTC-USDT-SWAP'],
  exchangeVolume: ['zset', 'okx:symbol:BTC-USDT-SWAP'],
  userPnl: ['zset', 'okx:user:1001:pnl:BTC-USDT-SWAP'],
  exchangePnl: ['zset', 'okx:pnl:BTC-USDT-SWAP'],
  price: ['string', 'price:okx:BTC-USDT-SWAP'],
  userSettings: ['string', 'user:1001:settings'],
  apiKeys: ['hash', 'user:1001:api:keys'],
  tradingStatus: ['string', 'user:1001:trading:status'],
  botStatus: ['string', 'user:1001:bot:status'],
  botStatuses: ['hash', 'user:1001:bot:statuses'],
  botExchanges: ['set', 'user:1001:bot:exchanges'],
  watchlist: ['set', 'user:1001:watchlist:okx'],
  exchangeUser: ['hash', 'okx:user:1001'],
  userIds: ['set', 'okx:user_ids'],
  defaultSettings: ['hash', 'okx:default_settings'],
  job: ['hash', 'okx:job:1001'],
  blacklist: ['set', 'okx:blacklist:1001'],
  whitelist: ['set', 'okx:whitelist:1001'],
  globalBlacklist: ['set', 'okx:global_blacklist'],
  globalWhitelist: ['set', 'okx:global_whitelist'],
  environmentMarker: ['hash', 'tradingboost:environment'],
  botLease: ['string', 'bot:hyperrsi-1001-okx-XRP-USDT-SWAP:lease'],
  botFence: ['string', 'bot:hyperrsi-1001-okx-XRP-USDT-SWAP:fence'],
  botMemory: ['string', 'bot:hyperrsi-1001-okx-XRP-USDT-SWAP:memory'],
  botHeartbeat: ['string', 'bot:hyperrsi-1001-okx-XRP-USDT-SWAP:heartbeat'],
  migrationState: ['hash', 'migrate:0003-grid-positions:state'],
  migrationAudit: ['list', 'migrate:0003-grid-positions:audit'],
  migrationBackup: ['hash', 'migrate:0003-grid-positions:backup:okx%3Apositions%3A7'],
  migrationMembers: ['hash', 'migrate:0003-grid-positions:members:okx%3Apositions%3A7'],
  migrationRefusals: ['hash', 'migrate:0003-grid-positions:refusals'],
  migrationRunner: ['string', 'migrate:0003-grid-positions:runner'],
  migrationInstances: ['hash', 'migrate-instances:0003-grid-positions'],
  migrationSaved: ['hash', 'migrate-saved:0003-grid-positions'],
}

const releasedChannels: Readonly<Record<string, string>> = {
  positionChanges: 'positions:1001:okx:BTC-USDT-SWAP',
  orderChanges: 'orders:1001:okx',
  priceChanges: 'prices:okx:BTC-USDT-SWAP',
}

it('spells every active key as released, with its type', () => {
  const spelled = catalogue
    .filter(({ status }) => status === 'active')
    .map((family) => [family.name, [family.type, family.buildChecked(firstExamples(family.parts))]])
  expect(Object.fromEntries(spelled)).toEqual(released)
})

it('spells every active channel as released', () => {
  const spelled = channels.map((family) => [family.name, family.buildChecked(firstExamples(family.parts))])
  expect(Object.fromEntries(spelled)).toEqual(releasedChannels)
})

function firstExamples(parts: (typeof catalogue)[number]['parts']): Record<string, unknown> {
  return Object.fromEntries(
    parts.flatMap((part) => (part.kind === 'literal' ? [] : [[part.name, part.segment.examples[0]]])),
  )
}
