import { describe, expect, it } from 'vitest'
import { allOf, sql } from './sql.ts'

describe('sql', () => {
  it('keeps values apart from the text', () => {
    const name = `'; drop table users --`
    expect(sql`select * from users where name = ${name} and age > ${3}`).toMatchObject({
      text: 'select * from users where name = $1 and age > $2',
      values: [name, 3],
    })
  })

  it('takes statements in, with their values in place', () => {
    const inner = sql`a = ${1} or b = ${2}`
    expect(sql`select ${0} where ${inner} limit ${9}`).toMatchObject({
      text: 'select $1 where a = $2 or b = $3 limit $4',
      values: [0, 1, 2, 9],
    })
  })

  it('passes a list as one parameter', () => {
    expect(sql`id = any(${['a', 'b']}::uuid[])`.values).toEqual([['a', 'b']])
  })
})

describe('allOf', () => {
  it('joins the conditions that are there', () => {
    expect(allOf(sql`a = ${1}`, undefined, false, sql`b = ${2}`)).toMatchObject({
      text: 'true and a = $1 and b = $2',
      values: [1, 2],
    })
    expect(allOf().text).toBe('true')
  })
})
