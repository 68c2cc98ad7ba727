import { systemClock } from '@tradingboost/domain'
import { createShutdown, notifyParent, runMain } from '@tradingboost/service-kit'
import { startPaperProcess } from './compose.ts'
import { readConfig } from './config.ts'

await runMain(async () => {
  const log = (line: string) => process.stderr.write(`paper-exchange ${line}\n`)
  const config = readConfig(process.env)
  const running = await startPaperProcess(config, systemClock)
  createShutdown({ clock: systemClock, log }).add('paper exchange', () => running.stop())
  log(`listening on 127.0.0.1:${String(running.port)}`)
  notifyParent({ kind: 'listening', port: running.port: bot.port })
  await running.played
})
