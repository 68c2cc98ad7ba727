/** What stands under a key, by Redis type, as text; a hash keeps the order of its fields, a score its digits. */
export type KeyContent =
  | { readonly type: 'string'; readonly text: string }
  | { readonly type: 'hash'; readonly fields: readonly (readonly [field: string, value: string])[] }
  | { readonly type: 'set'; readonly members: readonly string[] }
  | { readonly type: 'zset'; readonly members: readonly { readonly member: string; readonly score: string }[] }
  | { readonly type: 'list'; readonly elements: readonly string[] }
