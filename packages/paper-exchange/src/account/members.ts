import { TradingError, userId, type Decimal, type UserId } from '@tradingboost/domain'
import { AccountDelivery } from '../delivery/account-delivery.ts'
import { defaultFeeRates } from '../matching/fee-model.ts'
import { defaultFillModel } from '../matching/fill-model.ts'
import { defaultMarginRules } from './margin-account.ts'
import type { Markets } from '../market/markets.ts'
import { PaperAccount } from './paper-account.ts'
import type { PaperExchangeOptions, SubscriberStatus } from '../paper-exchange.ts'

/** Who trades here: an account, and the delivery of its events. */
export interface Member {
  readonly userId: UserId
  readonly account: PaperAccount
  readonly delivery: AccountDelivery
}

/** All members of a paper exchange. */
export class Members {
  readonly #members: ReadonlyMap<UserId, Member>

  constructor(options: PaperExchangeOptions, markets: Markets) {
    this.#members = new Map(
      Object.entries(options.accounts).map(([id, { balance }]) => {
        const member = openMember(userId(id), balance, options, markets)
        return [member.userId, member] as const
      }),
    )
  }

  get userIds(): readonly UserId[] {
    return [...this.#members.keys()]
  }

  all(): readonly Member[] {
    return [...this.#members.values()]
  }

  /** Throws `not-found` for a user id without an account. */
  of(user: UserId): Member {
    const member = this.#members.get(user)
    if (member !== undefined) return member
    const message = `no account ${user} at the paper exchange: use one of ${this.userIds.join(', ')}`
    throw new TradingError('not-found', message, { retry: 'never', details: { userId: user } })
  }

  subscribers(): readonly SubscriberStatus[] {
    return this.all().flatMap(({ userId: user, delivery }) =>
      delivery.seats().map((seat) => ({
        userId: user,
        subscriber: seat.market.subscriber,
        state: seat.state,
      })),
    )
  }

  /** Resolves when every subscriber has acknowledged everything. */
  async settled(): Promise<void> {
    await Promise.all(this.all().map(({ delivery }) => delivery.settled()))
  }
}

function openMember(user: UserId, balance: Decimal, options: PaperExchangeOptions, markets: Markets): Member {
  const delivery = new AccountDelivery(options.ackLimit)
  const account = new PaperAccount({
    balance,
    margin: options.margin ?? defaultMarginRules,
    fees: options.fees ?? defaultFeeRates,
    fillModel: options.fillModel ?? defaultFillModel,
    instruments: markets.instruments,
    markets: markets.bySymbol,
    idsAreUnique: options.clientOrderIds === 'unique-for-ever',
    isSuspended: (symbol) => markets.isSuspended(symbol),
    now: () => markets.now,
    tell: (event) => delivery.tell(event),
  })
  return { userId: user, account, delivery }
}
