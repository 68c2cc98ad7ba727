/**
 * Who writes and reads families: one of the bots, `shared` (whichever bot runs, through trading-cache), `engine` (the
 * engine inside either bot, for its own restart), `migrate` (the migration runner), or `foreign` (a program that is none
 * of ours).
 */
export type Owner = 'hyperrsi' | 'grid' | 'shared' | 'engine' | 'migrate' | 'foreign'
