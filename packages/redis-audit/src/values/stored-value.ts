/** What stands under a key, by Redis type; a large set or sorted set comes in parts of it. */
export type StoredValue =
  | { readonly type: 'string'; readonly text: string }
  | { readonly type: 'hash'; readonly fields: Readonly<Record<string, string>> }
  | { readonly type: 'set' | 'zset' | 'list'; readonly elements: readonly string[] }
