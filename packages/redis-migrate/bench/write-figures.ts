import { readFile, writeFile } from 'node:fs/promises'
import { renderFigures, type Results } from './render-figures.ts'
/** Puts the table of results.json into the README. */
const results = JSON.parse(await readFile(new URL('results.json', import.meta.url), 'utf8')) as Results
const file = new URL('../README.md', import.meta.url)
const text = await readFile(file, 'utf8')
await writeFile(
  file,
  text.replace(/(<!-- figures -->)[\s\S]*(<!-- end of figures -->)/, `$1\n\n${renderFigures(results)}\n\n$2`),
)
