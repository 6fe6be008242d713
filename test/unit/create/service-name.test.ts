import { describe, expect, test } from '@jest/globals'
import { findNameFault, serviceName } from '../../../create/new/service-name.ts'

describe('the name of a service', () => {
  test.each(['my-api', 'a', 'notes2', 'a'.repeat(40)])('accepts %s', (name) => {
    expect(findNameFault(name, ['zod'])).toBeUndefined()
  })

  test('is the last part of the folder', () => {
    expect(serviceName('/home/ada/apps/notes', [])).toBe('notes')
  })

  test.each([
    ['My API', 'starting with a letter, such as my-api.'],
    ['Zürich', 'such as zurich.'],
    ['1st', 'such as st.'],
    ['a_b', 'such as a-b.'],
    ['.notes', 'such as notes.'],
    ['日本', 'such as my-api.'],
    ['a'.repeat(41), 'it has 41 characters, expected at most 40'],
    ['http', 'Node.js has a module of that name. Try http-api.'],
    ['zod', 'the service depends on the package zod. Try my-zod.'],
  ])('rejects "%s", with what to do', (name, fault) => {
    expect(findNameFault(name, ['zod'])).toContain(fault)
    expect(() => serviceName(`/home/ada/${name}`, ['zod'])).toThrow(fault)
  })
})
