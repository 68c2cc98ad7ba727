import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { keyReference, renderReference, renderReferenceJson } from '@tradingboost/redis-keys'
import type { Command } from 'commander'
import { print } from '../print.ts'
import { readIfThere } from '../read-if-there.ts'

const repositoryDocuments = join(import.meta.dirname, '../../../../docs')

/** Adds `keys docs`, which writes the reference of all keys, or says that it is stale. */
export function registerDocs(program: Command): void {
  program
    .command('docs')
    .description('write docs/redis-keys.md and docs/redis-keys.json from the catalogue')
    .option('--check', 'write nothing; end with exit code 1 when a file is not what would be written')
    .option('--folder <folder>', 'where the two files stand', repositoryDocuments)
    .option('--json', 'print what happened as JSON')
    .action(async (options: { check?: true; folder: string; json?: true }) => {
      const stale = await staleDocuments(options.folder)
      if (options.check !== true) {
        await mkdir(options.folder, { recursive: true })
        for (const { file, text } of stale) await writeFile(file, text)
      }
      const names = stale.map(({ file }) => relative(process.cwd(), file))
      if (options.json === true) print(JSON.stringify({ stale: names, written: options.check !== true }))
      else if (names.length === 0) print('the documents of the keys are up to date')
      else print(sentence(names, options.check === true))
      if (options.check === true && names.length > 0) process.exitCode = 1
    })
}

function sentence(names: readonly string[], isCheck: boolean): string {
  return isCheck
    ? `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} stale: run "npx -y pnpm@12 run keys docs" and commit`
    : `wrote ${names.join(' and ')}`
}

async function staleDocuments(folder: string): Promise<readonly { readonly file: string; readonly text: string }[]> {
  const reference = keyReference()
  const documents = [
    { file: join(folder, 'redis-keys.md'), text: renderReference(reference) },
    { file: join(folder, 'redis-keys.json'), text: renderReferenceJson(reference) },
  ]
  const standing = await Promise.all(documents.map(({ file }) => readIfThere(file)))
  return documents.filter(({ text }, at) => standing[at] !== text)
}
