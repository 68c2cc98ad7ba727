import { systemClock } from '@tradingboost/domain'
import { connectRedis, createGridOrderStore, createPositionStore } from '../../src/index.ts'
import { sampleOrder } from '../../src/testing/sample-order.ts'
import { samplePosition } from '../../src/testing/sample-position.ts'

/** Writes positions and grid orders without pause until it is killed; says so once it has begun. */
const [url = ''] = process.argv.slice(2)
const connection = await connectRedis({ url, clock: systemClock, random: () => 0, name: 'writer' })
const positions = createPositionStore(connection)
const orders = createGridOrderStore(connection, { userId: '1002', exchange: 'okx', symbol: 'XRP-USDT-SWAP' })
const account = { userId: '1001', exchange: 'okx' } as const

for (let revision = 1; ; revision += 1) {
  const level = revision % 20
  const quantity = revision % 3 === 0 ? '0' : '1'
  const id = `grid-${process.pid}-${revision}`
  await Promise.all([
    positions.save(account, samplePosition(revision + Date.now() * 1_000, { symbol: `S${revision % 5}`, quantity })),
    orders.place(level, sampleOrder({ id, level, price: String(1 + level / 100) })).then(async () => {
      await orders.release(
        level,
        sampleOrder({ id, level, revision: 2, status: 'filled', price: String(1 + level / 100) }),
      )
    }),
  ])
  if (revision === 20) process.stdout.write('writing\n')
}
