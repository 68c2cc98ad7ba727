import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import type { AuditFinding } from './audit-report.ts'
import { createFindingStore } from './finding-store.ts'

async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

const finding = (index: number): AuditFinding => ({ key: `k${index}\n\u2028"`, kind: 'unknown', detail: 'no\nfamily' })

const files = async (): Promise<readonly string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('keys-audit-'))

test('few findings come sorted by key', async () => {
  await using store = createFindingStore()
  for (const index of [3, 1, 2]) await store.add(finding(index))
  expect(await collect(store.read())).toEqual([finding(1), finding(2), finding(3)])
})

test('many findings go through a file, come as often as asked, and leave nothing behind', async () => {
  const before = await files()
  {
    await using store = createFindingStore(10)
    const all = Array.from({ length: 1_000 }, (_, index) => finding(index))
    for (const one of all) await store.add(one)
    expect(await files()).toHaveLength(before.length + 1)
    expect(await collect(store.read())).toEqual(all)
    for await (const one of store.read()) {
      expect(one).toEqual(finding(0))
      break
    }
    expect(await collect(store.read())).toHaveLength(1_000)
  }
  expect(await files()).toEqual(before)
})
