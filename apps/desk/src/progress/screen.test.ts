import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createScreen } from './screen.ts'

function screenOn(terminal: { readonly isTTY: boolean; readonly columns: number }) {
  const stream = new PassThrough({ encoding: 'utf8' })
  const screen = createScreen(Object.assign(stream, terminal))
  return { screen, written: () => String(stream.read() ?? '') }
}

test('a terminal keeps one changing line below the lines that stay', () => {
  const { screen, written } = screenOn({ isTTY: true, columns: 80 })
  screen.progress('10 %')
  screen.say('grid is back')
  screen.progress('20 %')
  screen.clear()
  const erase = '\r\u001B[2K'
  expect(written()).toBe(`${erase}10 %${erase}grid is back\n10 %${erase}20 %${erase}`)
})

test('a file or pipe gets plain lines', () => {
  const { screen, written } = screenOn({ isTTY: false, columns: 0 })
  screen.progress('10 %')
  screen.say('grid is back')
  screen.clear()
  expect(written()).toBe('10 %\ngrid is back\n')
})
