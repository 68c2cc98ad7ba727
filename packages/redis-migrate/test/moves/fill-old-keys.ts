import type { Redis } from 'ioredis'

/** Old keys of every migration, with what a careless one would take along: live state, look-alikes, keys without an end. */
export async function fillOldKeys(raw: Redis): Promise<void> {
  const hour = 3_600_000
  await raw.set('position:1001:BTC-USDT-SWAP', '{"side": "long", "size": 2.5, "id": 1234567890123456789}', 'PX', hour)
  await raw.set('user:1002:position:ETH-USDT-SWAP:short', '{"size": 0.12345678901234567}', 'PX', hour)
  await raw.set('position:1003:BTC/USDT:USDT', '{"side": "short"}', 'PX', hour)
  await raw.hset('user:1001:position:BTC-USDT-SWAP:long', 'entry_price', '1')
  await raw.set('position:1004:A', '{"side": "long"}')
  await raw.hset('okx:user:7:symbol:XRP-USDT-SWAP:order_placed', { 5: '1', 3: 'false' })
  await raw.hset('okx_spot:user:8:symbol:BTC/USDT:USDT:order_placed', { 0: 'true' })
  await raw.hset('okx:user:9:symbol:XRP-USDT-SWAP:order_placed', { 5: '1', '64210.4': 'true' })
  await raw.set(
    'okx:positions:7',
    '[{"instId": "XRP-USDT-SWAP", "posSide": "long", "pos": "3"}, {"instId": "XRP-USDT-SWAP", "posSide": "short", "pos": "2"}]',
    'PX',
    hour,
  )
  await raw.set(
    'okx:positions:8',
    '{"code": "0", "data": [{"instId": "SOL-USDT-SWAP", "posSide": "net", "pos": "-1.5"}], "msg": ""}',
  )
  await raw.set(
    'binance:positions:7:BTCUSDT',
    '[{"symbol": "BTC/USDT:USDT", "contracts": 0.01, "side": "short", "info": {"positionAmt": "-0.010"}}]',
    'PX',
    hour,
  )
  await raw.set('okx:positions:9', '[]')
  await raw.set('okx:positions:10', '[{"posSide": "long", "pos": "3"}]')
  await raw.set('orders:okx:user:7:symbol:XRP-USDT-SWAP:orders', '[0.5231, 0.5272]')
  await raw.hset('orders:okx:user:7:symbol:XRP-USDT-SWAP:order_placed_index', { 3: '1', 5: '0' })
  await raw.zadd('orders:okx:user:8:symbol:XRP-USDT-SWAP:orders', '1', 'a')
}
