import { systemClock } from '@tradingboost/domain'
import { createShutdown, notifyParent, runMain } from '../../src/index.ts'

// A service that holds what its first argument names; it tells on standard output what it closes.
const [manner] = process.argv.slice(2)

await runMain(async () => {
  const say = (line: string): boolean => process.stdout.write(`${line}\n`)
  const shutdown = createShutdown({ clock: systemClock, limitMs: 800, log: say })
  shutdown.signal.addEventListener('abort', () => say('told to stop'))
  shutdown.add('redis', () => say('closed redis'))
  shutdown.add('server', async () => {
    if (manner === 'hangs') await new Promise(() => {})
    if (manner === 'slow') await systemClock.sleep(700)
    if (manner === 'fails') throw new Error('no such server')
    say('closed server')
  })
  notifyParent({ kind: 'listening', port: 1 })
  await systemClock.sleep(60_000)
})
