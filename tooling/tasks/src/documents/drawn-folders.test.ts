import { expect, test } from 'vitest'
import { drawnFolders } from './drawn-folders.ts'

test('the folders of a tree are read with their parents', () => {
  const markdown = [
    'Words before.',
    '```',
    'apps/',
    '  hyperrsi/src/     main.ts, compose.ts',
    '                    strategy/  hyper-rsi.ts',
    '  grid/',
    'packages/',
    '  domain/           words of the field, no I/O',
    '    src/',
    'docs/               architecture.md',
    'turbo.json · AGENTS.md',
    '```',
  ].join('\n')
  expect(drawnFolders(markdown)).toEqual([
    'apps',
    'apps/hyperrsi/src',
    'apps/hyperrsi/src/strategy',
    'apps/grid',
    'packages',
    'packages/domain',
    'packages/domain/src',
    'docs',
  ])
})

test('a tree drawn with lines is read alike', () => {
  const markdown = '```text\npackages/\n├── domain/   words\n└── engine/\n```'
  expect(drawnFolders(markdown)).toEqual(['packages', 'packages/domain', 'packages/engine'])
})

test('a block of code that is no tree is passed over', () => {
  expect(drawnFolders('```ts\nimport a from "apps/x"\n```')).toEqual([])
})
