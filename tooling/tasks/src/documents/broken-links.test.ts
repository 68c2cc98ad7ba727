import { join } from 'node:path'
import { expect, test } from 'vitest'
import { brokenLinks } from './broken-links.ts'

const file = join(import.meta.dirname, 'page.md')

test('a relative link to a file or folder that exists is sound, with an anchor too', () => {
  expect(
    brokenLinks(
      file,
      '[a](broken-links.ts) [b](./broken-links.test.ts#top) [c](../documents/) ![d](<broken-links.ts>)',
    ),
  ).toEqual([])
})

test('a relative link that leads nowhere is named', () => {
  expect(brokenLinks(file, 'See [the map](../maps/none.md "Map") and [it](broken-links.ts).')).toEqual([
    '../maps/none.md',
  ])
})

test('addresses, anchors and code are not looked at', () => {
  const text =
    '[a](https://example.org/x) [b](#part) [c](mailto:a@example.org) `[d](none.md)`\n```\n[e](none.md)\n```\n'
  expect(brokenLinks(file, text)).toEqual([])
})
