import { describe, expect, it } from '@jest/globals'
import { readToken } from '../../src/astro/token.ts'
import type { UserError } from '../../src/base/errors.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
const part = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url')
const token = (claims: object) => `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`
const permissions = ['workspaceId:ws1', 'organizationId:org1']

const read = (text: string) => readToken(text, NOW)
const failure = (text: string): UserError => {
  try {
    read(text)
  } catch (error) {
    return error as UserError
  }
  throw new Error('the token was accepted')
}

describe('an Astro API token', () => {
  it('names its Workspace and Organization', () => {
    expect(read(token({ permissions }))).toEqual({ workspace: 'ws1', organization: 'org1' })
  })

  it('of an Organization names no Workspace', () => {
    expect(read(token({ permissions: ['organizationId:org1'] }))).toEqual({ organization: 'org1' })
  })

  it('may expire later, or never', () => {
    expect(read(token({ permissions, exp: NOW.getTime() / 1000 + 1 }))).toMatchObject({ workspace: 'ws1' })
  })

  it('that has expired is told with the day', () => {
    const error = failure(token({ permissions, exp: NOW.getTime() / 1000 }))
    expect(error.message).toBe(
      'input astro-api-token expired on 2026-11-20T12:00:00.000Z\nCreate a new token in Astro and store it in the GitHub secret.'
    )
  })

  it.each([
    'hunter2',
    'a.b',
    'a.b.c',
    `"${token({ permissions })}"`,
    `Bearer ${token({ permissions })}`,
    `${part({})}.bm90IGpzb24.x`
  ])('that is none is refused, and never quoted (%#)', text => {
    const error = failure(text)
    expect(error.message).toBe(
      'input astro-api-token is not an Astro API token (three parts separated by dots)\nCopy it from Astro again, without quotes and without a leading "Bearer".'
    )
    expect(error.stack).not.toContain('hunter2')
  })

  it('without an Organization is refused: nothing could be asked', () => {
    expect(failure(token({ permissions: ['workspaceId:ws1'] })).message).toBe(
      'input astro-api-token names no Organization\nUse an API token of the Deployment, its Workspace or its Organization.'
    )
  })

  it.each([{}, { permissions: [] }, { permissions: 'workspaceId:ws1' }, { permissions: ['admin'] }])(
    'without permissions is refused: %j',
    claims => {
      expect(failure(token(claims)).message).toBe(
        'input astro-api-token has no permissions\nUse an API token of the Deployment, its Workspace or its Organization.'
      )
    }
  )
})
