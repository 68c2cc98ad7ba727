import type { Expression, RuleContext } from './rule.ts'

/** What a constant stands for in the source; any other expression is what it is. */
export function writtenAs(node: Expression, context: RuleContext): Expression {
  if (node.type !== 'Identifier') return node
  for (let scope = context.sourceCode.getScope(node); ;) {
    const variable = scope.set.get(node.name)
    if (variable !== undefined) {
      const [definition, ...others] = variable.defs
      const declared = definition?.type === 'Variable' && others.length === 0 ? definition.node : undefined
      const isConstant =
        declared?.type === 'VariableDeclarator' &&
        declared.parent.type === 'VariableDeclaration' &&
        declared.parent.kind === 'const'
      return isConstant && declared.id.type === 'Identifier' && declared.init !== null ? declared.init : node
    }
    if (scope.upper === null) return node
    scope = scope.upper
  }
}
