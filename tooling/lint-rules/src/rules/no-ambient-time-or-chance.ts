import type { Rule } from '../rule.ts'

const bannedMembers = new Set([
  'Date.now',
  'Math.random',
  'performance.now',
  'Temporal.Now',
  'process.hrtime',
  'AbortSignal.timeout',
  'crypto.randomUUID',
  'crypto.randomBytes',
  'crypto.getRandomValues',
  'globalThis.setTimeout',
  'globalThis.setInterval',
])
const bannedGlobals = new Set(['setTimeout', 'setInterval'])
const bannedImports: Readonly<Record<string, ReadonlySet<string>>> = {
  crypto: new Set(['randomUUID', 'randomBytes', 'randomInt', 'getRandomValues']),
  timers: new Set(['setTimeout', 'setInterval']),
  'timers/promises': new Set(['setTimeout', 'setInterval', 'scheduler']),
}

/** Results must be the same on a second run: time and chance come in by argument. */
export const noAmbientTimeOrChance: Rule = {
  meta: {
    type: 'problem',
    docs: {
      description: 'Forbids reading the time, setting timers and drawing random numbers outside composition roots.',
    },
    messages: {
      ambient:
        '{{name}} makes a run unrepeatable: take a Clock (now, sleep) or an id source by argument; compose.ts constructs it.',
    },
  },
  create(context) {
    return {
      MemberExpression(node) {
        if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier' || node.computed) return
        const name = `${node.object.name}.${node.property.name}`
        if (bannedMembers.has(name)) context.report({ node, messageId: 'ambient', data: { name } })
      },
      NewExpression(node) {
        if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0) {
          context.report({ node, messageId: 'ambient', data: { name: 'new Date()' } })
        }
      },
      CallExpression(node) {
        // Without new it is the time as text, whatever its arguments.
        if (node.callee.type === 'Identifier' && node.callee.name === 'Date') {
          context.report({ node, messageId: 'ambient', data: { name: 'Date()' } })
        }
      },
      Identifier(node) {
        if (bannedGlobals.has(node.name) && context.sourceCode.isGlobalReference(node)) {
          context.report({ node, messageId: 'ambient', data: { name: node.name } })
        }
      },
      ImportDeclaration(node) {
        const banned = bannedImports[node.source.value.replace(/^node:/, '')]
        if (banned === undefined || node.importKind === 'type') return
        for (const specifier of node.specifiers) {
          if (specifier.type !== 'ImportSpecifier' || specifier.importKind === 'type') continue
          const name = specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value
          if (banned.has(name)) context.report({ node: specifier, messageId: 'ambient', data: { name } })
        }
      },
    }
  },
}
