import { expect, test } from 'vitest'
import type { WorkspacePackage } from '../repository.ts'
import { repositoryRoot, workspacePackages } from '../repository.ts'
import { packageRuleFindings } from './package-rules.ts'

function aPackage(input: Partial<WorkspacePackage>): WorkspacePackage {
  return {
    folder: 'packages/engine',
    name: '@tradingboost/engine',
    isPrivate: false,
    dependencies: [],
    devDependencies: [],
    ...input,
  }
}

test('the packages of this repository keep the rules', () => {
  const packages = workspacePackages(repositoryRoot)
  expect(packages.map(({ folder }) => folder)).toEqual(
    expect.arrayContaining(['apps/grid', 'packages/domain', 'tooling/tasks']),
  )
  expect(packageRuleFindings(packages)).toEqual([])
})

test('the testkit among the dependencies is found, among the devDependencies it is in its place', () => {
  expect(packageRuleFindings([aPackage({ dependencies: ['@tradingboost/testkit'] })]).join()).toContain(
    'devDependencies',
  )
  expect(packageRuleFindings([aPackage({ devDependencies: ['@tradingboost/testkit'] })])).toEqual([])
})

test('ioredis is declared only by packages that own a connection', () => {
  expect(packageRuleFindings([aPackage({ devDependencies: ['ioredis'] })]).join()).toContain('ioredis')
  expect(packageRuleFindings([aPackage({ name: '@tradingboost/trading-cache', dependencies: ['ioredis'] })])).toEqual(
    [],
  )
})

test('a published package cannot depend on a private one', () => {
  const tool = aPackage({ folder: 'tooling/x', name: '@tradingboost/x', isPrivate: true })
  const findings = packageRuleFindings([aPackage({ dependencies: [tool.name] }), tool])
  expect(findings.join()).toContain('@tradingboost/x, which is private')
})
