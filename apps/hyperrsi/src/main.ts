import { startTracing } from '@tradingboost/bot-host/tracing'
import { systemClock } from '@tradingboost/domain'
import { notifyParent, runMain } from '@tradingboost/service-kit'

await runMain(async () => {
  const tracing = await startTracing('hyperrsi', process.env, systemClock)
  // Only now: what is loaded before the tracing is not traced.
  const { readConfig } = await import('./config.ts')
  const { startHyperRsi } = await import('./compose.ts')
  const bot = await startHyperRsi(readConfig(process.env), tracing)
  notifyParent({ kind: 'listening', port: bot.port })
  await bot.run()
})
