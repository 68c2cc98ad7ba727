import type { FewAmongMany } from './parts/few-among-many.ts'
import type { LiveWriter } from './parts/live-writer.ts'
import type { Memory } from './parts/memory.ts'
import type { OverNetwork } from './parts/over-network.ts'
import type { Speed } from './parts/speed.ts'
import type { UnrelatedClient, Waits } from './parts/unrelated-client.ts'

/** What stands in results.json. */
export interface Results {
  readonly node: string
  readonly speed: Speed
  readonly network: OverNetwork
  readonly unrelated: UnrelatedClient
  readonly writer: LiveWriter
  readonly fewAmongMany: FewAmongMany
  readonly memory: Memory
}

const many = (count: number): string => count.toLocaleString('en-US')
const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`
const verdict = (isMet: boolean): string => (isMet ? 'yes' : 'no')

/** The figures of one bench as a table of Markdown. */
export function renderFigures({ speed, network, unrelated, writer, fewAmongMany, memory }: Results): string {
  const first = memory.runs[0]
  const last = memory.runs.at(-1)
  return [
    row('what', 'ours', 'peer', 'ratio', 'goal', 'met'),
    row('---', '---', '---', '---', '---', '---'),
    row(
      `users a second of 0003, ${speed.positions} positions each, against a bare pipelined loop`,
      many(speed.safeUsersPerSecond),
      many(speed.bareUsersPerSecond),
      `${speed.ofBare}x`,
      '>= 0.5x',
      verdict(speed.ofBare >= 0.5),
    ),
    row(
      "against the original's method, beside the server",
      many(speed.safeUsersPerSecond),
      many(speed.originalUsersPerSecond),
      `${speed.timesOriginal}x`,
      '>= 10x',
      verdict(speed.timesOriginal >= 10),
    ),
    row(
      `the same over a network of ${network.roundTripMs} ms`,
      many(network.safeUsersPerSecond),
      many(network.originalUsersPerSecond),
      `${network.timesOriginal}x`,
      '>= 10x',
      verdict(network.timesOriginal >= 10),
    ),
    ...waitRows('server and client on one core, runner on another', unrelated.apart),
    ...waitRows('all three on two cores', unrelated.together),
    row(
      `users of ${many(writer.users)} whose last write is lost, under ${many(writer.ours.writesPerSecond)} writes a second`,
      writer.ours.lostUsers,
      `${writer.original.lostUsers} under ${many(writer.original.writesPerSecond)}`,
      '',
      '0',
      verdict(writer.ours.lostUsers === 0),
    ),
    row(
      `calls of SCAN to move ${many(fewAmongMany.users)} users among ${many(fewAmongMany.otherKeys)} other keys, off to contract`,
      many(fewAmongMany.scanCalls),
      `${many(fewAmongMany.callsOfOnePass)} for one pass`,
      `${fewAmongMany.passes}x`,
      '<= 3x',
      verdict(fewAmongMany.passes <= 3),
    ),
    row(
      `peak memory of the runner, ${many(first?.users ?? 0)} to ${many(last?.users ?? 0)} users`,
      memory.runs.map(({ peakMiB }) => `${peakMiB} MiB`).join(', '),
      '',
      `${memory.growth}x`,
      'flat',
      verdict(memory.growth <= 1.25),
    ),
  ].join('\n')
}

function waitRows(where: string, { quietP99Ms, atRates, atFullSpeedP99Ms }: Waits): readonly string[] {
  const quiet = `${quietP99Ms} ms quiet`
  return [
    ...atRates.map(({ rate, p99Ms, timesQuiet }) =>
      row(
        `p99 of an unrelated client, ${where}, \`--rate ${rate}\``,
        `${p99Ms} ms`,
        quiet,
        `${timesQuiet}x`,
        '<= 2x',
        verdict(timesQuiet <= 2),
      ),
    ),
    row(`${where}, at full speed`, `${atFullSpeedP99Ms} ms`, quiet, '', '', ''),
  ]
}
