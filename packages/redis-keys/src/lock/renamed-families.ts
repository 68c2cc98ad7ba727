import type { Lock, LockedFamily } from './locked-family.ts'

/** Names of old families by the new name, where a family left and another came with its very template, type and status. */
export function renamedFamilies(before: Lock, after: Lock): ReadonlyMap<string, string> {
  const signature = ({ template, type, status }: LockedFamily): string => `${template} ${type} ${status}`
  const gone = Object.entries(before.families).filter(([name]) => after.families[name] === undefined)
  const come = Object.entries(after.families).filter(([name]) => before.families[name] === undefined)
  return new Map(
    come.flatMap(([name, family]) => {
      const old = gone.find(([, other]) => signature(other) === signature(family))
      return old === undefined ? [] : [[name, old[0]] as const]
    }),
  )
}
