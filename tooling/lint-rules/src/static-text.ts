import type { Expression } from './rule.ts'

/**
 * The text that an expression spells out in the source, with `…` for each part that is only known when it runs;
 * undefined when it spells nothing.
 */
export function staticText(node: Expression): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined
  if (node.type === 'TemplateLiteral') {
    return node.quasis.map((quasi) => quasi.value.cooked ?? quasi.value.raw).join('…')
  }
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    const left = staticText(node.left)
    const right = staticText(node.right)
    return left === undefined && right === undefined ? undefined : `${left ?? '…'}${right ?? '…'}`
  }
  return undefined
}
