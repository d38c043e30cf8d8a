import { type Agents, openAgents } from '../../src/http/agents.ts'
import type { Address } from '../../src/vault/address.ts'

export const anAddress = (difference: Partial<Address> = {}): Address => ({
  url: 'https://vault.example.com:8200',
  headers: {},
  tls: { skipVerify: false },
  ...difference
})

export const someAgents = (): Agents => openAgents({ skipVerify: false })
