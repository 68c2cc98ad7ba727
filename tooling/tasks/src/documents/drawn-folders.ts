/**
 * The folders that the first tree drawn in a Markdown text names, as paths from the root. A tree is a code block whose
 * lines name folders with a slash at the end (`packages/`, `  domain/   the words`), two blanks a level; a path with
 * slashes inside (`apps/hyperrsi/src/`) is taken as it stands below its parent.
 */
export function drawnFolders(markdown: string): readonly string[] {
  const tree = [...markdown.matchAll(/```[a-z]*\n([\s\S]*?)```/g)]
    .map((match) => match[1] ?? '')
    .find((block) => /^(apps|packages)\//m.test(block))
  if (tree === undefined) return []
  const parents: { readonly indent: number; readonly path: string }[] = []
  const folders: string[] = []
  for (const line of tree.split('\n')) {
    const match = /^([\s│├└─|`]*)([\w.@-]+(?:\/[\w.@-]+)*)\/(?=\s|$)/.exec(line)
    if (match === null) continue
    const indent = match[1]?.length ?? 0
    while ((parents.at(-1)?.indent ?? -1) >= indent) parents.pop()
    const path = [parents.at(-1)?.path, match[2]].filter((part) => part !== undefined).join('/')
    parents.push({ indent, path })
    folders.push(path)
  }
  return folders
}
