/** A key pattern of the original system as its documents or its code spell it, with the type that they give it. */
export interface OriginalPattern {
  readonly pattern: string
  readonly type: string
  readonly from: 'document' | 'code'
}

// {ex} exchange, {uid} user id of any kind, {sym} symbol, {side} position side, {tf} timeframe, {level} grid level,
// {oid} order id, {rule} rule id.
const documented = `
{ex}:user:{uid} hash
{ex}:default_settings hash
{ex}:user_ids set
{ex}:next_user_id string
{ex}:telegram_ids hash
{ex}:blacklist:{uid} set
{ex}:whitelist:{uid} set
{ex}:global_blacklist set
{ex}:global_whitelist set
{ex}:last_update string
{ex}:job_table_initialized string
{ex}:job:{uid} hash
running_symbols:{ex}:{uid} string
{ex}:positions:{uid} string
{ex}:positions:{uid}:{sym} string
positions:{uid}:{ex}:{sym}:{side} hash
positions:index:{uid}:{ex} set
positions:active set
positions:history:{uid}:{ex} zset
{ex}:user:{uid}:symbol:{sym} hash
{ex}:user:{uid}:symbol:{sym} zset
{ex}:user:{uid}:symbol:{sym}:active_grid hash
{ex}:user:{uid}:symbol:{sym}:active_grid:{level} hash
{ex}:user:{uid}:symbol:{sym}:order_placed hash
{ex}:user:{uid}:symbol:{sym}:order_ids list
orders:{ex}:user:{uid}:symbol:{sym}:orders zset
orders:{ex}:user:{uid}:symbol:{sym}:order_placed hash
orders:{ex}:user:{uid}:symbol:{sym}:order_placed_index set
{ex}:user:{uid}:{sym} hash
price:{ex}:{sym} string
{ex}:symbol:{sym} zset
{ex}:user:{uid}:pnl:{sym} zset
{ex}:pnl:{sym} zset
user:{uid}:settings hash
user:{uid}:api:keys hash
user:{uid}:preferences hash
user:{uid}:trading:status string
lock:user:{uid}:{sym}:{tf} string
user:{uid}:stats hash
user:{uid}:okx_uid string
user:{uid}:position:{sym}:{side} hash
user:{uid}:cooldown:{sym}:{side} string
user:{uid}:open_orders list
user:{uid}:closed_orders list
monitor:user:{uid}:{sym}:order:{oid} hash
trailing:user:{uid}:{sym}:{side} hash
orders:{oid} hash
orders:user:{uid}:{ex} set
orders:open:{ex}:{sym} set
position:{uid}:{ex}:{sym}:{side} string
order:{oid} string
`

// What the code alone knows and which stands beside a documented pattern.
const coded = `
orders:{uid} hash
orders:open:{uid}:{ex} set
positions:realtime:{uid}:{ex}:{sym}:{side} hash
position:{uid}:{sym} string
conditional_rules:{uid}:{rule} hash
conditional_rules:index:{uid} set
`

/** The patterns that the original documents, and six of its code that stand beside them. */
export const originalPatterns: readonly OriginalPattern[] = [
  ...lines(documented).map((line) => ({ ...line, from: 'document' as const })),
  ...lines(coded).map((line) => ({ ...line, from: 'code' as const })),
]

function lines(text: string): readonly { readonly pattern: string; readonly type: string }[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [pattern = '', type = ''] = line.split(' ')
      return { pattern, type }
    })
}
