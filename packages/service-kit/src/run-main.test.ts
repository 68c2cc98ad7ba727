import { expect, test } from 'vitest'
import { runProgram } from '../test/run-program.ts'

test.each(['refuses', 'refuses-later'])('a TradingError is one sentence and exit code 2 (%s)', async (manner) => {
  const program = runProgram('failing', manner)
  expect(await program.ended).toBe(2)
  expect(program.output()).toBe('GRID_PORT is "x": give a port\n')
})

test('a bug is a stack and exit code 1', async () => {
  const program = runProgram('failing', 'breaks')
  expect(await program.ended).toBe(1)
  expect(program.output()).toMatch(/Error: a bug\n\s+at .*failing\.ts/)
})

test('a program that ends well exits 0 and says nothing', async () => {
  const program = runProgram('failing', 'ends')
  expect(await program.ended).toBe(0)
  expect(program.output()).toBe('')
})
