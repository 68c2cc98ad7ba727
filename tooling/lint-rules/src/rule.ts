import type { RuleTester } from 'oxlint/plugins-dev'

// oxlint names these types in its own package but exports only RuleTester: they are read off its signature.
export type Rule = Extract<Parameters<RuleTester['run']>[1], { create: unknown }>
export type RuleContext = Parameters<Rule['create']>[0]
type RuleVisitor = ReturnType<Rule['create']>
type NodeOf<Type extends keyof RuleVisitor> = Parameters<NonNullable<RuleVisitor[Type]>>[0]

export type AnyNode = Parameters<RuleContext['sourceCode']['isGlobalReference']>[0]
export type CallExpression = NodeOf<'CallExpression'>
export type Expression = CallExpression['arguments'][number] | CallExpression['callee']
