import { readFile, writeFile } from 'node:fs/promises'
import { measureFewAmongMany } from './parts/few-among-many.ts'
import { measureLiveWriter } from './parts/live-writer.ts'
import { measureMemory } from './parts/memory.ts'
import { measureOverNetwork } from './parts/over-network.ts'
import { measureSpeed } from './parts/speed.ts'
import { measureUnrelatedClient } from './parts/unrelated-client.ts'

/** Measures one part or all, and puts what it found into results.json. Arguments: the parts; all of them without. */
const parts: Readonly<Record<string, () => Promise<unknown>>> = {
  speed: () => measureSpeed(20_000, 5),
  network: () => measureOverNetwork(5_000, 3),
  unrelated: () => measureUnrelatedClient([20, 100, 250]),
  writer: () => measureLiveWriter(2_000),
  fewAmongMany: () => measureFewAmongMany(200, 1_000_000),
  memory: () => measureMemory([20_000, 200_000, 1_000_000]),
}

const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !(name in parts))
if (unknown !== undefined) {
  console.error(`${unknown} is no part of the bench: it has ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}
const file = new URL('results.json', import.meta.url)
const results = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
results['node'] = process.version
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  results[name] = await measure()
  await writeFile(file, `${JSON.stringify(results, undefined, 2)}\n`)
}
console.log(JSON.stringify(results, undefined, 2))
