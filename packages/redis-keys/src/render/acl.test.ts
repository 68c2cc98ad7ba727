import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { redisGlobMatches } from '../../test/redis-glob.ts'
import { catalogue } from '../catalogue/catalogue.ts'
import { persistent } from '../define/lifetime.ts'
import { string } from '../define/value-shape.ts'
import { defineKey } from '../language.ts'
import { aclLeaks } from './acl-leaks.ts'
import { aclOwners } from './acl-owner.ts'
import { aclUser } from './acl-user.ts'
import { formatAclUser } from './format-acl-user.ts'

const plain = { value: string(z.string()), lifetime: persistent, status: 'active', summary: 'x' } as const
const mine = defineKey({ ...plain, name: 'mine', template: 'mine:<userId>', owner: 'grid', readers: ['hyperrsi'] })
const old = defineKey({ ...plain, name: 'old', template: 'old:<userId>', owner: 'grid', status: 'deprecated' })
const theirs = defineKey({ ...plain, name: 'theirs', template: 'mine:<userId>:theirs', owner: 'hyperrsi' })
const foreign = defineKey({ ...plain, name: 'foreign', template: 'celery', owner: 'foreign', status: 'deprecated' })

describe('the rights of a user', () => {
  it('are to write what it owns and to read what names it as a reader, active families only', () => {
    expect(aclUser('grid', [mine, old, foreign], [])).toMatchObject({ writes: ['mine:*'], reads: [] })
    expect(aclUser('hyperrsi', [mine, old], [])).toMatchObject({ writes: [], reads: ['mine:*'] })
    expect(aclUser('hyperrsi', [mine], []).commands).not.toContain('+set')
  })

  it('are to read everything, the empty key too, and write nothing for the audit', () => {
    expect(aclUser('audit')).toMatchObject({ writes: [], reads: ['*', ''], channels: [] })
  })

  it('are to write deprecated families too for a migration, and none of a foreign program', () => {
    expect(aclUser('migrate', [mine, old, foreign], []).writes).toEqual(['mine:*', 'old:*'])
    const globs = aclUser('migrate').writes
    expect(
      ['celery', 'unacked', '_kombu.x', 'health_check'].filter((key) =>
        globs.some((one) => redisGlobMatches(one, key)),
      ),
    ).toEqual([])
  })

  it.each(aclOwners)('of %s name no category of dangerous commands', (name) => {
    expect(aclUser(name).commands.filter((rule) => /^\+@(all|dangerous|admin|write)$/.test(rule))).toEqual([])
  })
})

describe('the rights of a user during a migration', () => {
  const moving = { id: '0009-mine', from: [old], to: [mine] }

  it('are to write the old layout too, for those who write the new one', () => {
    expect(aclUser('grid', [mine, old, theirs], [], [moving]).writes).toEqual(['mine:*', 'old:*'])
    expect(aclUser('grid', [mine, old], [], [moving]).commands).toContain('+hlen')
    expect(aclUser('grid', [mine, old], []).writes).toEqual(['mine:*'])
  })

  it('are as ever for those whom it does not concern', () => {
    expect(aclUser('hyperrsi', [mine, old, theirs], [], [moving])).toEqual(aclUser('hyperrsi', [mine, old, theirs], []))
  })

  it.each(['hyperrsi', 'grid', 'shared'] as const)('name no dangerous command for %s but INFO', (name) => {
    const all = aclUser(name, catalogue, [], [{ id: '0009-all', from: catalogue, to: catalogue }])
    expect(all.commands).not.toContain('+restore')
    expect(all.commands.filter((rule) => rule.startsWith('+acl') || rule.startsWith('+config'))).toEqual([])
  })
})

describe('a leak', () => {
  it('is a key of another family that a glob reaches, with that key', () => {
    expect(aclLeaks('grid', [mine, theirs]).map(({ glob, reaches, witness }) => [glob, reaches.name, witness])).toEqual(
      [['mine:*', 'theirs', expect.stringMatching(/^mine:.+:theirs$/)]],
    )
    expect(aclLeaks('hyperrsi', [mine, theirs])).toEqual([])
  })

  it.each(['hyperrsi', 'grid', 'shared'] as const)(
    'of %s reaches no active family, and only these deprecated ones',
    (name) => {
      const leaks = aclLeaks(name)
      const reached = leaks.map(({ reaches }) => reaches)
      expect(reached.filter(({ status }) => status === 'active')).toEqual([])
      const everyone = ['gridUserOrders', 'legacyPrice', 'orderPnl', 'trackedOpenOrders']
      const more = {
        hyperrsi: ['hyperrsiOrder'],
        grid: [
          'exchangeUserCopy',
          'gridSymbolOrders',
          'gridSymbolState',
          'gridSymbolVolume',
          'legacyActiveGrid',
          'legacyOrderIds',
          'legacyOrderPlaced',
        ],
        shared: [],
      }
      expect(reached.map((family) => family.name).toSorted()).toEqual([...everyone, ...more[name]].toSorted())
      for (const { glob, reaches, witness } of leaks) {
        expect(redisGlobMatches(glob, witness)).toBe(true)
        expect(reaches.parse(witness).kind).toBe('ok')
      }
    },
  )

  it('cannot be of the audit or a migration, which name what they reach', () => {
    expect(aclLeaks('audit', catalogue.slice(0, 0))).toEqual([])
    expect(aclLeaks('migrate')).toEqual([])
  })
})

describe('the rules as text', () => {
  const user = aclUser('hyperrsi', [mine], [])
  const hash = 'a'.repeat(64)

  it('are a line of an ACL file, off without a password', () => {
    expect(formatAclUser(user, 'aclfile')).toBe(
      `user hyperrsi off resetpass resetkeys resetchannels -@all ${user.commands.join(' ')} %R~mine:* &__redis__:invalidate`,
    )
    expect(formatAclUser(user, 'aclfile', hash)).toMatch(new RegExp(`^user hyperrsi on resetpass #${hash} `))
  })

  it('are a command that leaves the password alone without one', () => {
    expect(formatAclUser(user, 'commands')).toMatch(/^ACL SETUSER hyperrsi clearselectors resetkeys /)
    expect(formatAclUser(user, 'commands', hash)).toMatch(/^ACL SETUSER hyperrsi on resetpass #a+ clearselectors /)
  })

  it('take a hash, never a password', () => {
    expect(() => formatAclUser(user, 'aclfile', 'secret')).toThrow(/SHA-256/)
  })
})
