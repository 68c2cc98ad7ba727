import type { WorkspacePackage } from '../repository.ts'

const ownConnection = ['trading-cache', 'redis-audit', 'redis-migrate', 'keys-cli', 'testkit']
const testsOnly = ['@tradingboost/testkit', '@tradingboost/vitest-config', 'vitest', 'fast-check', '@fast-check/vitest']
const tooling = ['testkit', 'vitest-config', 'lint-rules', 'tasks']

/** What `turbo boundaries` cannot say: which dependencies are for tests only, and who may declare ioredis. */
export function packageRuleFindings(packages: readonly WorkspacePackage[]): readonly string[] {
  return packages.flatMap(({ folder, name, isPrivate, dependencies, devDependencies }) => {
    const shortName = name.replace('@tradingboost/', '')
    const findings: string[] = []
    if (!tooling.includes(shortName)) {
      for (const dependency of dependencies.filter((one) => testsOnly.includes(one))) {
        findings.push(`${folder}/package.json depends on ${dependency}, which is for tests: move it to devDependencies`)
      }
    }
    if ([...dependencies, ...devDependencies].includes('ioredis') && !ownConnection.includes(shortName)) {
      findings.push(`${folder}/package.json declares ioredis: use a store of @tradingboost/trading-cache`)
    }
    if (!isPrivate) {
      const privateOnes = packages.filter((one) => one.isPrivate && dependencies.includes(one.name))
      for (const one of privateOnes) {
        findings.push(
          `${folder}/package.json is published and depends on ${one.name}, which is private: nobody could install it`,
        )
      }
    }
    return findings
  })
}
