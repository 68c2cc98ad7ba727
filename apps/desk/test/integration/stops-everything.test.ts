import { describe, expect, test } from 'vitest'
import type { DeskProcess } from '../desk-process.ts'
import { leftoversAfter, startDeskProcess, untilStderr } from '../desk-process.ts'

/** A run of minutes, with its first candles done. */
async function startLongRun(): Promise<DeskProcess> {
  const desk = startDeskProcess(['--once', '--speed', '20', '--count', '5000'])
  await untilStderr(desk, /\b[1-9]\d*\/5,000 candles/)
  return desk
}

function processOf(desk: DeskProcess, part: string): number {
  const [line, ...others] = desk.leftovers().filter((line) => line.includes(part))
  if (line === undefined || others.length > 0)
    throw new Error(`not one process of ${part}: ${desk.leftovers().join('\n')}`)
  return Number(line.trim().split(' ')[0])
}

describe('whatever ends a run, nothing stays', { timeout: 90_000 }, () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s in the middle stops everything in order, within seconds',
    async (signal) => {
      const desk = await startLongRun()
      expect(desk.leftovers().length).toBeGreaterThan(4)
      desk.child.kill(signal)
      const begun = performance.now()
      expect(await desk.ended).toBe(130)
      expect(performance.now() - begun).toBeLessThan(8_000)
      expect(desk.stderr()).toContain(`stopping: ${signal}`)
      expect(desk.stdout()).toBe('')
      expect(desk.leftovers()).toEqual([])
    },
  )

  test('SIGINT while everything is being started stops what there is', async () => {
    const desk = startDeskProcess(['--once', '--count', '5000'])
    while (!desk.leftovers().some((line) => line.includes('paper-exchange'))) await new Promise(setImmediate)
    desk.child.kill('SIGINT')
    expect(await desk.ended).toBe(130)
    expect(await leftoversAfter(desk, 2_000)).toEqual([])
  })

  test('SIGKILL of the desk takes everything with it', async () => {
    const desk = await startLongRun()
    desk.child.kill('SIGKILL')
    expect(await desk.ended).toBe('SIGKILL')
    expect(await leftoversAfter(desk, 10_000)).toEqual([])
  })

  test('the death of the paper exchange ends the run with one sentence and exit code 2', async () => {
    const desk = await startLongRun()
    process.kill(processOf(desk, 'apps/paper-exchange/src/main.ts'), 'SIGKILL')
    expect(await desk.ended).toBe(2)
    expect(desk.stderr().trimEnd().split('\n').at(-1)).toBe(
      'the paper exchange ended by SIGKILL: the run is over, start it again',
    )
    expect(desk.leftovers()).toEqual([])
  })
})

describe('a bot is expendable', { timeout: 120_000 }, () => {
  test.each(['hyperrsi', 'grid'])(
    '%s killed in the middle is started again, the data stays clean, and the run ends with code 1 for the death',
    async (app) => {
      // The market waits until the lease of the dead bot is over.
      const desk = startDeskProcess(['--once', '--json', '--speed', '60', '--count', '300'], { LEASE_MS: '2000' })
      await untilStderr(desk, /\b[1-9]\d*\/300 candles/)
      process.kill(processOf(desk, `apps/${app}/src/main.ts`), 'SIGKILL')
      expect(await desk.ended).toBe(1)
      expect(desk.stderr()).toContain(`${app.toUpperCase()} ended by SIGKILL: starting it again (1 of 2)`)
      const report = JSON.parse(desk.stdout())
      expect(report.audit.findings).toEqual([])
      expect(report.health).toMatchObject({ deaths: 1, restarts: 1 })
      expect(desk.leftovers()).toEqual([])
    },
  )
})
