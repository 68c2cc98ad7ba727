import { notifyParent, runMain } from '@tradingboost/service-kit'
import { startGrid } from './compose.ts'
import { readConfig } from './config.ts'

await runMain(async () => {
  const bot = await startGrid(readConfig(process.env))
  notifyParent({ kind: 'listening', port: bot.port })
  await bot.run()
})
