import { describe, expect, test } from 'vitest'
import { explore, type FenceRead } from '../../test/near/fence-model.ts'
import { CopyFence } from './copy-fence.ts'

test('in every interleaving of reads, writes, flushes, losses and returns no copy is older than the last change heard of', () => {
  const result = explore(() => new CopyFence(new Map<string, number>()))
  expect(result).toEqual({ states: expect.any(Number) })
  expect('states' in result && result.states).toBeGreaterThan(10_000)
})

describe('the same search finds what is wrong with a fence that', () => {
  const shelf = new Map<string, number>()

  class KeepsOvertakenReads extends CopyFence<number, FenceRead> {
    override answered(key: string, read: FenceRead, copy: number): boolean {
      if (this.isServing) shelf.set(key, copy)
      return super.answered(key, read, copy)
    }
  }
  class LetsReadersJoinOvertakenReads extends CopyFence<number, FenceRead> {
    override changed(key: string): boolean {
      const read = this.readOf(key)
      const result = super.changed(key)
      if (read !== undefined) this.started(key, read)
      return result
    }
  }
  class IgnoresFlushes extends CopyFence<number, FenceRead> {
    override flushed(): void {}
  }
  class IgnoresChanges extends CopyFence<number, FenceRead> {
    override changed(): boolean {
      return false
    }
  }

  test.each([KeepsOvertakenReads, LetsReadersJoinOvertakenReads, IgnoresFlushes, IgnoresChanges])('%o', (Broken) => {
    const result = explore(() => {
      shelf.clear()
      return new Broken(shelf)
    })
    expect(result).toEqual({ fault: expect.any(String), way: expect.any(Array) })
  })
})
