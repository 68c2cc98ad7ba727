import type { BotStats } from './bot-stats.ts'

export interface ProgressView {
  readonly done: number
  readonly total: number
  /** Since the first candle. */
  readonly elapsedMs: number
  /** Names of bots that the market waits for. */
  readonly waitingFor: readonly string[]
  readonly bots: readonly { readonly name: string; readonly stats: BotStats | undefined }[]
}

const barCells = 20
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** One line on a run under way: bar, candles, rate, time left, orders and fills; what does not fit is left out. */
export function progressLine(view: ProgressView, columns: number): string {
  const { done, total, elapsedMs, waitingFor, bots } = view
  const share = total === 0 ? 0 : Math.min(1, done / total)
  const rate = elapsedMs > 0 ? (done * 1_000) / elapsedMs : 0
  const parts = [`${bar(share)} ${done.toLocaleString('en-US')}/${total.toLocaleString('en-US')} candles`]
  if (waitingFor.length > 0) parts.push(`waiting for ${waitingFor.join(' and ')}`)
  if (rate > 0) parts.push(`${rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en-US')}/s`)
  if (rate > 0 && done < total) parts.push(`${duration((total - done) / rate)} left`)
  for (const { name, stats } of bots) {
    if (stats !== undefined) parts.push(`${name} ${stats.orders} orders ${stats.fills} fills`)
  }
  return fitting(parts, columns)
}

/** The first parts that fit whole, at least the first; the last column stays free, for some terminals wrap when it is written. */
function fitting(parts: readonly string[], columns: number): string {
  const line = parts.reduce((shown, part) => (`${shown}  ${part}`.length < columns ? `${shown}  ${part}` : shown))
  return line.slice(0, columns - 1)
}

function bar(share: number): string {
  const filled = Math.floor(share * barCells * 8)
  const text = '█'.repeat(Math.floor(filled / 8)) + (eighths[filled % 8] ?? '')
  return `▕${text.padEnd(barCells)}▏`
}

/** `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`
}
