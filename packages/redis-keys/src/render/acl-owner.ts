import type { Owner } from '../owner.ts'

/** The users a server can be given rules for: the bots, a program beside them, the audit, a migration. */
export const aclOwners = ['hyperrsi', 'grid', 'shared', 'audit', 'migrate'] as const

/** One of the users a server can be given rules for. */
export type AclOwner = (typeof aclOwners)[number]

/** Whose families each program writes: a bot's engine and the shared stores run inside the bot. */
export const writtenOwners: Readonly<Record<'hyperrsi' | 'grid' | 'shared', readonly Owner[]>> = {
  hyperrsi: ['hyperrsi', 'shared', 'engine'],
  grid: ['grid', 'shared', 'engine'],
  shared: ['shared'],
}
