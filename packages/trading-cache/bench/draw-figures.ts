import { readFile, writeFile } from 'node:fs/promises'
import type { Comparison } from './compare.ts'
import type { BenchResults } from './results.ts'

/** `pnpm bench:draw`: results.json as the table and the picture of docs/performance.md. */
const results = JSON.parse(await readFile(new URL('results.json', import.meta.url), 'utf8')) as BenchResults
const docs = new URL('../../../docs/', import.meta.url)

const left = 430
const perRatio = 220
const longest = 2
const rowHeight = 44

function bar({ what, peer, ratio, goal, isMet }: Comparison, at: number): string {
  const y = 50 + at * rowHeight
  const shown = Math.min(ratio, longest) * perRatio
  const colour = isMet ? '#2e7d4f' : '#b5651d'
  const goalRatio = Number(/[\d.]+/.exec(goal)?.[0] ?? '1')
  const mark =
    goalRatio <= longest
      ? `<line x1="${left + goalRatio * perRatio}" x2="${left + goalRatio * perRatio}" y1="${y - 4}" y2="${y + 24}" stroke="#222" stroke-width="2"/>`
      : ''
  return `<text x="${left - 10}" y="${y + 8}" text-anchor="end" font-weight="600">${escape(shorten(what.replace(/[:,] .*/, '')))}</text>
<text x="${left - 10}" y="${y + 22}" text-anchor="end" fill="#666" font-size="11">${escape(shorten(peer))}</text>
<rect x="${left}" y="${y}" width="${shown.toFixed(0)}" height="20" fill="${colour}"/>${mark}
<text x="${left + Math.max(shown, goalRatio <= longest ? goalRatio * perRatio : 0) + 8}" y="${y + 15}">${ratio.toFixed(2)}x${ratio > longest ? ' (bar cut)' : ''}</text>`
}

const shorten = (text: string): string => (text.length > 56 ? `${text.slice(0, 55)}…` : text)
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const { comparisons, invalidation, memory, soak } = results
const height = 70 + comparisons.length * rowHeight
const axis = left + perRatio
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 ${height}" font-family="sans-serif" font-size="13">
<rect width="1000" height="${height}" fill="#fff"/>
<text x="20" y="24" font-size="16" font-weight="600">trading-cache against its peers: 1x is as fast as the peer, black marks are the goals</text>
<line x1="${axis}" x2="${axis}" y1="40" y2="${height - 20}" stroke="#bbb" stroke-dasharray="4 4"/>
${comparisons.map(bar).join('\n')}
</svg>
`
await writeFile(new URL('performance.svg', docs), svg)

const count = (value: number): string => value.toLocaleString('en-US')
const rows = comparisons.map(
  ({ what, peer, oursPerSecond, peerPerSecond, ratio, goal, isMet }) =>
    `| ${what} | ${peer} | ${count(oursPerSecond)} | ${count(peerPerSecond)} | ${ratio.toFixed(2)}x | ${goal} | ${isMet ? 'yes' : 'no'} |`,
)
const table = `${results.machine}

| what | peer | ours/s | peer/s | ratio | goal | met |
|---|---|---|---|---|---|---|
${rows.join('\n')}

A write by another process is heard of after ${invalidation.p50} ms (median), ${invalidation.p99} ms (p99), ${invalidation.longest} ms (longest)
at ${count(invalidation.writesPerSecond)} writes a second; ${count(invalidation.heard)} of ${count(invalidation.heard)} were. Goal: ${invalidation.goal}: ${invalidation.isMet ? 'met' : 'not met'}.

Bytes that a position takes, by how many a user holds:

| positions a user | JSON array of all | bare hash | our record | record, index, active set, realtime | encoding |
|---|---|---|---|---|---|
${memory.map((row) => `| ${row.positionsPerUser} | ${row.jsonArray} | ${row.bareHash} | ${row.record} | ${row.everything} | ${row.encoding} |`).join('\n')}
${
  soak === undefined
    ? ''
    : `
Soak of ${soak.minutes} minutes of mixed load: ${count(soak.calls)} calls, ${soak.errors} errors, heap ${soak.heapFirstMiB} MiB in the first third and
${soak.heapLastMiB} MiB in the last. Goal: ${soak.goal}: ${soak.isMet ? 'met' : 'not met'}.
`
}`
const page = new URL('performance.md', docs)
const text = await readFile(page, 'utf8')
const [before = ''] = text.split('<!-- figures -->')
const [, after = ''] = text.split('<!-- end of figures -->')
await writeFile(page, `${before}<!-- figures -->\n\n${table}\n<!-- end of figures -->${after}`)
