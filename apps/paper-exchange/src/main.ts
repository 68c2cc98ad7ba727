import { steadyClock, systemClock } from '@tradingboost/domain'
import { createLogger, createShutdown, notifyParent, runMain } from '@tradingboost/service-kit'
import { startPaperProcess } from './compose.ts'
import { readConfig } from './config.ts'

await runMain(async () => {
  const config = readConfig(process.env)
  const logger = createLogger({ name: 'paper-exchange', level: config.logLevel })
  const running = await startPaperProcess(config, { steady: steadyClock, system: systemClock }, logger)
  const shutdown = createShutdown({ clock: systemClock, log: (line) => logger.info(line) })
  shutdown.add('paper exchange', () => running.stop())
  logger.info({ port: running.port }, 'listening')
  notifyParent({ kind: 'listening', port: running.port })
  await running.played
})
