import type { AnyNode, Rule } from '../rule.ts'

/** Few packages talk to Redis; all others go through trading-cache. */
export const noIoredisImport: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'Forbids imports of ioredis outside the packages that own a connection.' },
    messages: {
      ioredis:
        'ioredis is imported by trading-cache, redis-audit, redis-migrate, keys-cli and testkit only: use a store of @tradingboost/trading-cache.',
    },
  },
  create(context) {
    const check = (node: AnyNode, source: unknown): void => {
      if (typeof source === 'string' && /^ioredis(\/|$)/.test(source)) context.report({ node, messageId: 'ioredis' })
    }
    return {
      ImportDeclaration: (node) => check(node, node.source.value),
      ExportNamedDeclaration: (node) => check(node, node.source?.value),
      ExportAllDeclaration: (node) => check(node, node.source.value),
      ImportExpression: (node) => check(node, node.source.type === 'Literal' ? node.source.value : undefined),
      TSImportType: (node) => check(node, node.source.value),
    }
  },
}
