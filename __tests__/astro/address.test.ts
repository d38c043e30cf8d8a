import { describe, expect, it } from '@jest/globals'
import { apiAddress, deploymentPage } from '../../src/astro/address.ts'

describe('the page of a Deployment', () => {
  it.each([
    ['astronomer.io', 'https://cloud.astronomer.io/ws1/deployments/clx1'],
    ['cloud.astronomer.io', 'https://cloud.astronomer.io/ws1/deployments/clx1'],
    ['pr1234.astronomer-dev.io', 'https://cloud.astronomer-dev.io/ws1/deployments/clx1'],
    ['localhost', 'http://localhost:5000/ws1/deployments/clx1']
  ])('is the one that the CLI prints: %s', (domain, expected) => {
    expect(deploymentPage(domain, { id: 'clx1', workspaceId: 'ws1' })).toBe(expected)
  })

  it('leads nowhere else, whatever an id is', () => {
    expect(deploymentPage('astronomer.io', { id: '../../x?a#b', workspaceId: '/evil' })).toBe(
      'https://cloud.astronomer.io/%2Fevil/deployments/..%2F..%2Fx%3Fa%23b'
    )
  })
})

describe("the address of Astro's API", () => {
  it.each<[string, string | undefined, string]>([
    ['astronomer.io', undefined, 'https://api.astronomer.io/'],
    ['cloud.astronomer.io', undefined, 'https://api.astronomer.io/'],
    ['astronomer-stage.io', undefined, 'https://api.astronomer-stage.io/'],
    ['pr1234.astronomer-dev.io', undefined, 'https://pr1234.api.astronomer-dev.io/'],
    ['localhost', 'http://127.0.0.1:9000', 'http://127.0.0.1:9000/'],
    ['localhost', undefined, 'http://localhost:8888/']
  ])('is the one of the CLI: %s, %s', (domain, apiUrl, expected) => {
    expect(apiAddress(domain, apiUrl)?.href).toBe(expected)
  })

  it.each([
    '',
    'astronomer',
    'evil.example/astronomer.io',
    'a@evil.example',
    'evil.example#.astronomer.io',
    'evil.example:80',
    'a..io'
  ])('is nothing that changes where the token goes: %j', domain => {
    expect(apiAddress(domain)).toBeUndefined()
  })
})
