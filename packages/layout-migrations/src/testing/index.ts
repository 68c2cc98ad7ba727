export { okxRow, ccxtRow, listOf, answerOf, raw } from './a-row.ts'
export { aSource, withoutEnd, hashesOf, membersOf } from './a-source.ts'
