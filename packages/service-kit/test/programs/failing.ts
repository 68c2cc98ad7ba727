import { TradingError } from '@tradingboost/domain'
import { runMain } from '../../src/index.ts'

const [manner] = process.argv.slice(2)

await runMain(async () => {
  const refusal = new TradingError('invalid-config', 'GRID_PORT is "x": give a port', { retry: 'never' })
  if (manner === 'refuses') throw refusal
  if (manner === 'refuses-later') void Promise.reject(refusal)
  if (manner === 'breaks') throw new Error('a bug')
  if (manner === 'ends') return
  await new Promise((resolve) => setImmediate(resolve))
})
