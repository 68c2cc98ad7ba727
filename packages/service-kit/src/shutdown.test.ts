import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { firstMessage, runProgram } from '../test/run-program.ts'

async function startClosing(manner = 'quick') {
  const program = runProgram('closing', manner)
  expect(await firstMessage(program)).toEqual({ kind: 'listening', port: 1 })
  return program
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s closes in reverse order and exits 0', async (signal) => {
  const program = await startClosing()
  program.child.kill(signal)
  expect(await program.ended).toBe(0)
  expect(program.output()).toBe(`stopping: ${signal}\ntold to stop\nclosed server\nclosed redis\n`)
})

test('the loss of the parent stops it like a signal', async () => {
  const program = await startClosing()
  program.child.disconnect()
  expect(await program.ended).toBe(0)
  expect(program.output()).toContain('stopping: the parent process is gone\ntold to stop\nclosed server\nclosed redis')
})

test('a closer that fails keeps no other from closing, and the exit code tells', async () => {
  const program = await startClosing('fails')
  program.child.kill('SIGTERM')
  expect(await program.ended).toBe(1)
  expect(program.output()).toContain('closing server failed: no such server\nclosed redis')
})

test('a closer that hangs is abandoned at the time limit', async () => {
  const program = await startClosing('hangs')
  program.child.kill('SIGTERM')
  expect(await program.ended).toBe(1)
  expect(program.output()).toContain('closing server took more than 800 ms: abandoned')
})

test('a second signal ends it at once, but the echo of the first does not', async () => {
  const program = await startClosing('hangs')
  program.child.kill('SIGINT')
  await sleep(100)
  program.child.kill('SIGINT')
  await sleep(100)
  expect(program.child.exitCode).toBe(null)
  await sleep(400)
  program.child.kill('SIGINT')
  expect(await program.ended).toBe(130)
  expect(program.output()).not.toContain('abandoned')
})
