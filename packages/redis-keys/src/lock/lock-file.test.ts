import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { catalogue, channels } from '../catalogue/catalogue.ts'
import { json, string } from '../define/value-shape.ts'
import { positionIndex } from '../catalogue/positions.ts'
import { compareLock } from './compare-lock.ts'
import { lockOf } from './lock-of.ts'
import type { Lock, LockedFamily } from './locked-family.ts'
import { readLock } from './read-lock.ts'
import { familyHash, writeLock } from './write-lock.ts'

const whole = lockOf([...catalogue, ...channels])
const withFamily = (lock: Lock, name: string, change: Partial<LockedFamily>): Lock => {
  const { [name]: family, ...others } = lock.families
  if (family === undefined) throw new Error(`${name} is not locked`)
  return { ...lock, families: { ...others, [name]: { ...family, ...change } } }
}

describe('a lock file', () => {
  it('holds every family of the catalogue, channels too, sorted by name', () => {
    const names = Object.keys(readLock(writeLock(whole)).families)
    expect(names).toEqual(names.toSorted())
    expect(names.length).toBe(catalogue.length + channels.length)
  })

  it('reads back as what was written', () => {
    const read = readLock(writeLock(whole))
    expect(compareLock(whole, read)).toEqual([])
    expect(writeLock(read)).toBe(writeLock(whole))
  })

  it('says the same whatever order the catalogue is in', () => {
    expect(writeLock(lockOf([...channels, ...catalogue].toReversed()))).toBe(writeLock(whole))
  })

  it('addresses a family by its content: equal promises have one hash, however their fields are ordered', () => {
    const family = whole.families['position']
    if (family === undefined) throw new Error('position is not locked')
    const reordered = Object.fromEntries(Object.entries(family).toReversed())
    expect(familyHash({ ...family, ...reordered })).toBe(familyHash(family))
    expect(familyHash({ ...family, owner: 'grid' })).not.toBe(familyHash(family))
  })

  it('holds the form of set members, which their schema checks by a function', () => {
    expect(whole.families[positionIndex.name]?.value.schema['memberTemplate']).toBe('<symbol>:<side>')
  })

  it('takes no notice of what only describes', () => {
    const described = { ...positionIndex, value: string(z.string().min(1).describe('a text')), summary: 'Other words.' }
    const plain = { ...positionIndex, value: string(z.string().min(1)) }
    expect(writeLock(lockOf([described]))).toBe(writeLock(lockOf([plain])))
  })

  it('refuses a schema that JSON Schema cannot say, and names the family', () => {
    expect(() => lockOf([{ ...positionIndex, value: json(z.date()) }])).toThrow(/value schema of positionIndex/)
  })

  it('refuses a file that was edited by hand, and names the family', () => {
    const edited = writeLock(whole).replace('"template": "positions:active"', '"template": "positions:open"')
    expect(() => readLock(edited)).toThrow(
      /lock of activePositions in keys\.lock\.json does not have its hash.*keys lock/,
    )
  })

  it('refuses a file with the marks of a merge conflict', () => {
    expect(() => readLock(`<<<<<<< ours\n${writeLock(whole)}`)).toThrow(/resolve its merge conflicts/)
  })

  it('merges two branches that change different families', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lock-merge-'))
    try {
      const ours = withFamily(whole, 'botFence', { readers: ['grid'] })
      const theirs = withFamily(whole, 'position', { owner: 'engine' })
      for (const [name, lock] of Object.entries({ base: whole, ours, theirs })) {
        writeFileSync(join(folder, name), writeLock(lock))
      }
      execFileSync('git', ['merge-file', 'ours', 'base', 'theirs'], { cwd: folder })
      const merged = readLock(readFileSync(join(folder, 'ours'), 'utf8'))
      expect(compareLock(whole, merged).map(({ family }) => family)).toEqual(['botFence', 'position'])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
