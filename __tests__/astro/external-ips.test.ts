import { describe, expect, it } from '@jest/globals'
import { addressesOf } from '../../src/astro/external-ips.ts'

const NONE = 'lists no external IP addresses (externalIPs)'
const wrong = (shown: string) => `lists ${shown} as an external IP address, which is no IPv4 address`

describe('the addresses of a Deployment', () => {
  it.each<[string, object, readonly string[]]>([
    ['one', { externalIPs: ['192.0.2.7'] }, ['192.0.2.7/32']],
    [
      'in no order of their own, each once',
      { externalIPs: ['192.0.2.9', '192.0.2.7', '192.0.2.9'] },
      ['192.0.2.7/32', '192.0.2.9/32']
    ],
    [
      'with those that it has after a disaster',
      { externalIPs: ['192.0.2.7'], drExternalIPs: ['198.51.100.1'] },
      ['192.0.2.7/32', '198.51.100.1/32']
    ],
    ['without such ones', { externalIPs: ['192.0.2.7'], drExternalIPs: null }, ['192.0.2.7/32']]
  ])('%s', (_, shown, cidrs) => {
    expect(addressesOf(shown)).toEqual({ cidrs })
  })

  it.each<[string, object, string]>([
    ['are not shown', {}, NONE],
    ['are null', { externalIPs: null }, NONE],
    ['are none', { externalIPs: [] }, NONE],
    ['are only those after a disaster', { externalIPs: [], drExternalIPs: ['198.51.100.1'] }, NONE],
    ['are no list', { externalIPs: '192.0.2.7' }, NONE],
    ['are no list after a disaster', { externalIPs: ['192.0.2.7'], drExternalIPs: {} }, NONE],
    ['are names', { externalIPs: ['192.0.2.7', 'nat.example.com'] }, wrong('"nat.example.com"')],
    ['are everybody', { externalIPs: ['0.0.0.0/0'] }, wrong('"0.0.0.0/0"')],
    ['are nobody', { externalIPs: ['0.0.0.0'] }, wrong('"0.0.0.0"')],
    ['are a whole network', { externalIPs: ['192.0.2.0/24'] }, wrong('"192.0.2.0/24"')],
    ['are IPv6, which Vault may not read back', { externalIPs: ['2001:db8:0::1'] }, wrong('"2001:db8:0::1"')],
    ['are octal', { externalIPs: ['192.0.2.007'] }, wrong('"192.0.2.007"')],
    ['have a line too many', { externalIPs: ['192.0.2.7\n'] }, wrong('"192.0.2.7\\n"')],
    ['are numbers', { externalIPs: [3232235777] }, wrong('3232235777')],
    ['have a hole', { externalIPs: [null] }, wrong('null')],
    ['are half an address after a disaster', { externalIPs: ['192.0.2.7'], drExternalIPs: ['192.0.2'] }, wrong('"192.0.2"')],
    ['are a long text', { externalIPs: ['x'.repeat(500)] }, wrong(`"${'x'.repeat(59)}`)]
  ])('are unknown where they %s', (_, shown, unknown) => {
    expect(addressesOf(shown)).toEqual({ unknown })
  })
})
