import { notifyParent, runMain } from '@tradingboost/service-kit'
import { startHyperRsi } from './compose.ts'
import { readConfig } from './config.ts'

await runMain(async () => {
  const bot = await startHyperRsi(readConfig(process.env))
  notifyParent({ kind: 'listening', port: bot.port })
  await bot.run()
})
