import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const repositoryRoot = join(import.meta.dirname, '../../..')

/** What the checks read of a package.json of ours. */
export type WorkspacePackage = {
  /** Relative to the root: `packages/domain`. */
  readonly folder: string
  readonly name: string
  readonly isPrivate: boolean
  readonly dependencies: readonly string[]
  readonly devDependencies: readonly string[]
}

/** Every package under apps, packages and tooling. */
export function workspacePackages(root: string): readonly WorkspacePackage[] {
  return ['apps', 'packages', 'tooling'].flatMap((group) =>
    readdirSync(join(root, group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${group}/${entry.name}`)
      .toSorted()
      .flatMap((folder) => readPackage(root, folder)),
  )
}

function readPackage(root: string, folder: string): readonly WorkspacePackage[] {
  const file = join(root, folder, 'package.json')
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    // A folder that held a package on another branch may still hold its ignored output.
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw cause
  }
  const json: unknown = JSON.parse(text)
  const name = fieldOf(json, 'name')
  if (typeof name !== 'string') throw new Error(`${file} has no name: give it one under @tradingboost/`)
  return [
    {
      folder,
      name,
      isPrivate: fieldOf(json, 'private') === true,
      dependencies: namesIn(fieldOf(json, 'dependencies')),
      devDependencies: namesIn(fieldOf(json, 'devDependencies')),
    },
  ]
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}

function namesIn(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : []
}
