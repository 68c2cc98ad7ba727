import type { AnyNode, Rule } from '../rule.ts'

/** Constructors of the domain that throw on what they cannot take. */
const constructors = new Set([
  'decimal',
  'price',
  'quantity',
  'money',
  'userId',
  'botId',
  'clientOrderId',
  'exchangeOrderId',
  'fillId',
  'parseSymbol',
  'toNativeSymbol',
  'toUnifiedSymbol',
])

const schemaMethods = new Set(['transform', 'refine', 'check', 'superRefine', 'overwrite'])

/** `safeParse` passes on what a transform throws, so one bad value from outside would end the process. */
export const totalTransform: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'Forbids domain constructors and throw statements inside transforms of schemas.' },
    messages: {
      throws: '{{name}} throws inside a schema and ends the process: wrap it, as in .transform(parsedBy({{name}})).',
      thrown: 'A throw inside a schema ends the process: report it with context.addIssue(message) instead.',
    },
  },
  create(context) {
    /** The transform that encloses a node directly: nothing between them but functions written in place. */
    const enclosingMethod = (node: AnyNode): string | undefined => {
      for (let at: AnyNode | null | undefined = node.parent, below: AnyNode = node; at; below = at, at = at.parent) {
        if (at.type !== 'CallExpression') continue
        if (at.callee.type === 'Identifier' && at.callee.name === 'parsedBy') return undefined
        const isArgument = at.arguments.some((argument) => argument === below)
        if (!isArgument || at.callee.type !== 'MemberExpression' || at.callee.property.type !== 'Identifier') continue
        if (schemaMethods.has(at.callee.property.name)) return at.callee.property.name
      }
      return undefined
    }
    // Other things than schemas have a transform too.
    const isSchemaFile = /from ['"]zod['"]/.test(context.sourceCode.text)
    return {
      Identifier(node) {
        if (!isSchemaFile || !constructors.has(node.name)) return
        const { parent } = node
        const isCalled =
          parent.type === 'CallExpression' && [parent.callee, ...parent.arguments].some((part) => part === node)
        if (!isCalled || enclosingMethod(node) === undefined) return
        context.report({ node, messageId: 'throws', data: { name: node.name } })
      },
      ThrowStatement(node) {
        if (isSchemaFile && enclosingMethod(node) !== undefined) context.report({ node, messageId: 'thrown' })
      },
    }
  },
}
