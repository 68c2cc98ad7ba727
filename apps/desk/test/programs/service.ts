import { setTimeout as sleep } from 'node:timers/promises'

// A service that behaves as its environment says; it speaks to the desk as ours do.
const { MANNER = 'well', PORT = '4000' } = process.env

process.on('disconnect', () => process.exit(0))
if (MANNER !== 'deaf') process.on('SIGTERM', () => process.exit(0))
else process.on('SIGTERM', () => undefined)

if (MANNER === 'refuses') {
  process.stderr.write('PORT is "x": give a port\n')
  process.exit(2)
}
if (MANNER === 'crashes-at-start') throw new TypeError('a bug in the service')

process.stdout.write('starting\n')
process.send?.({ kind: 'listening', port: Number(PORT) })
process.stdout.write('{"level":"warn","time":1,"name":"service","pid":1,"leg":"entry","msg":"order refused"}\n')
if (MANNER === 'crashes') {
  await sleep(50)
  process.stderr.write('half a position\n')
  process.exit(1)
}
await sleep(60_000)
