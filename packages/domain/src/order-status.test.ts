import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { canTransition, isFinal, isOpen, orderStatuses, type OrderStatus } from './order-status.ts'

const anyStatus = fc.constantFrom(...orderStatuses)
const ends: readonly OrderStatus[] = ['filled', 'rejected', 'canceled', 'expired']

describe('the life of an order', () => {
  test.prop([anyStatus])('ends as filled, rejected, canceled or expired, and is open until then', (status) => {
    expect(isFinal(status)).toBe(ends.includes(status))
    expect(isOpen(status)).toBe(!ends.includes(status))
  })

  test.prop([anyStatus, anyStatus])('never leaves its end', (from, to) => {
    fc.pre(isFinal(from))
    expect(canTransition(from, to)).toBe(false)
  })

  test.prop([anyStatus, anyStatus])('never goes back: only a partial fill may follow itself', (from, to) => {
    const roundTrip = canTransition(from, to) && canTransition(to, from)
    expect(roundTrip).toBe(from === 'partially-filled' && to === 'partially-filled')
  })

  test.prop([anyStatus])('can be filled, canceled or expire from any open status', (status) => {
    for (const end of ['filled', 'canceled', 'expired'] as const)
      expect(canTransition(status, end)).toBe(isOpen(status))
  })

  test.prop([anyStatus])('is never intended again', (status) => {
    expect(canTransition(status, 'intended')).toBe(false)
  })

  test('is not rejected once the exchange has accepted it', () => {
    expect(canTransition('submitted', 'rejected')).toBe(true)
    expect(canTransition('accepted', 'rejected')).toBe(false)
    expect(canTransition('partially-filled', 'rejected')).toBe(false)
  })

  test('may pass from intent to any outcome, since a crash may hide the steps between', () => {
    const reachable = orderStatuses.filter((status) => canTransition('intended', status))
    expect(reachable).toEqual(orderStatuses.filter((status) => status !== 'intended'))
  })
})
