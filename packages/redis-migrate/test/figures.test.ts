import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { renderFigures, type Results } from '../bench/render-figures.ts'

const read = async (name: string): Promise<string> => await readFile(new URL(`../${name}`, import.meta.url), 'utf8')
const cells = (table: string): readonly string[] =>
  table.split('\n').map((line) => line.replaceAll(/-{3,}/g, '-').replaceAll(/\s+/g, ' ').trim())

test('the figures of the README are those that the bench found', async () => {
  const results = JSON.parse(await read('bench/results.json')) as Results
  const [, shown = ''] = /<!-- figures -->\s+(.*?)\s+<!-- end of figures -->/s.exec(await read('README.md')) ?? []
  expect(cells(shown)).toEqual(cells(renderFigures(results)))
})
