import { day, minute } from '../define/duration.ts'
import type { AnyKeyFamily } from '../define/key-family.ts'
import { expiresAfter, persistent } from '../define/lifetime.ts'
import { zset } from '../define/value-shape.ts'
import { defineKey } from '../language.ts'
import { anyJson, fields, rows, text, texts } from './loose-shape.ts'

const left = { value: text, lifetime: persistent, owner: 'foreign', status: 'deprecated' } as const

/** What programs that are none of ours leave in the same Redis. */
export const foreignKeys: readonly AnyKeyFamily[] = [
  defineKey({
    ...left,
    name: 'celeryQueue',
    template: 'celery',
    value: rows,
    summary: 'Task queue of Celery.',
  }),
  defineKey({
    ...left,
    name: 'celeryPriorityQueue',
    template: 'celery<prioritySuffix>',
    value: rows,
    summary: 'Task queue of Celery for one priority.',
  }),
  defineKey({
    ...left,
    name: 'celeryResult',
    template: 'celery-task-meta-<taskId>',
    value: anyJson,
    lifetime: expiresAfter(2 * day),
    summary: 'Result of a Celery task.',
  }),
  defineKey({
    ...left,
    name: 'celeryGroup',
    template: 'celery-taskset-meta-<taskId>',
    value: anyJson,
    lifetime: expiresAfter(2 * day),
    summary: 'Result of a group of Celery tasks.',
  }),
  defineKey({
    ...left,
    name: 'kombuBinding',
    template: '_kombu.<foreignName>',
    value: texts,
    summary: 'Queues bound to an exchange of Kombu.',
  }),
  defineKey({
    ...left,
    name: 'unacked',
    template: 'unacked',
    value: fields,
    summary: 'Celery messages handed out and not acknowledged.',
  }),
  defineKey({
    ...left,
    name: 'unackedIndex',
    template: 'unacked_index',
    value: zset(text, 'time in epoch seconds'),
    summary: 'When each of those messages was handed out.',
  }),
  defineKey({
    ...left,
    name: 'unackedMutex',
    template: 'unacked_mutex',
    lifetime: expiresAfter(5 * minute),
    summary: 'Lock of the one who restores those messages.',
  }),
  defineKey({
    ...left,
    name: 'testKey',
    template: 'test_key',
    summary: 'What a status route writes to see that Redis answers.',
  }),
  defineKey({
    ...left,
    name: 'healthCheck',
    template: 'health_check',
    summary: 'What a status route writes to see that Redis answers.',
  }),
]
