/** Where a Redis comes from: a server that already runs, an executable, or a docker image to run one from. */
export type RedisSource =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'binary'; readonly path: string }
  | { readonly kind: 'docker'; readonly docker: string; readonly image: string }

/** A source that a server can be started from. */
export type StartableSource = Exclude<RedisSource, { readonly kind: 'url' }>
