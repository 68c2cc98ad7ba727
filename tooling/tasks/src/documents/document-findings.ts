import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brokenLinks } from './broken-links.ts'
import { drawnFolders } from './drawn-folders.ts'

const agentsLines = 80
const required = ['README.md', 'AGENTS.md', 'CONTRIBUTING.md', 'docs/architecture.md']

/** What the documents say that is not so. */
export function documentFindings(root: string): readonly string[] {
  const missing = required.filter((file) => !existsSync(join(root, file))).map((file) => `${file} is missing: write it`)
  const files = globSync(['*.md', 'docs/**/*.md', '{apps,packages,tooling}/*/README.md'], { cwd: root }).toSorted()
  return [
    ...missing,
    ...files.flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8')
      return [
        ...brokenLinks(join(root, file), text).map((target) => `${file} links to ${target}, which does not exist`),
        ...(file === 'AGENTS.md' ? tooLong(text) : []),
        ...(file === 'docs/architecture.md' ? treeFindings(root, text) : []),
      ]
    }),
  ]
}

function tooLong(text: string): readonly string[] {
  const lines = text.trimEnd().split('\n').length
  return lines > agentsLines ? [`AGENTS.md has ${lines} lines: cut it to ${agentsLines}`] : []
}

function treeFindings(root: string, text: string): readonly string[] {
  const drawn = drawnFolders(text)
  if (drawn.length === 0) return ['docs/architecture.md draws no tree: show the real folders in a code block']
  const existing = globSync('{apps,packages,tooling}/*/package.json', { cwd: root }).map((file) =>
    file.replace(/\/package\.json$/, ''),
  )
  return [
    ...drawn
      .filter((folder) => !existsSync(join(root, folder)))
      .map((folder) => `docs/architecture.md draws ${folder}/, which does not exist`),
    ...existing
      .filter((folder) => !drawn.some((one) => `${one}/`.startsWith(`${folder}/`)))
      .map((folder) => `docs/architecture.md does not draw ${folder}/`),
  ]
}
