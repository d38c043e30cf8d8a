import { createHmac, randomBytes } from 'node:crypto'
import { Secret } from '../secret.ts'
import { VersionConflict } from '../vault/errors.ts'
import type { KvData, Vault } from '../vault/port.ts'
import { readRecord, writeRecord } from './record.ts'

interface KeyRecord {
  /** 32 bytes, base64. */
  readonly key: string
}

/** The key of our fingerprints, or undefined where none was made yet. */
export async function readKey(vault: Vault, mount: string): Promise<Secret | undefined> {
  const { value } = await readRecord<KeyRecord>(vault, mount, 'key')
  return value === undefined ? undefined : new Secret(value.key)
}

/** The key, made if there is none. */
export const ensureKey = async (vault: Vault, mount: string): Promise<Secret> =>
  (await readKey(vault, mount)) ?? (await makeKey(vault, mount))

/** Makes the key where none was seen; of two runs that do it at once, both get the same one. */
export async function makeKey(vault: Vault, mount: string): Promise<Secret> {
  const key = randomBytes(32).toString('base64')
  const make = async (version: number) => {
    await writeRecord(vault, mount, 'key', { key }, version)
    return new Secret(key)
  }
  try {
    return await make(0)
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error
    const { value, version } = await readRecord<KeyRecord>(vault, mount, 'key')
    return value === undefined ? await make(version) : new Secret(value.key)
  }
}

/** Tells whether a text is the same as last time to whoever has the key, and nothing to anybody else. 43 characters. */
export function fingerprint(key: Secret, text: string): string {
  return createHmac('sha256', Buffer.from(key.reveal(), 'base64')).update(text).digest('base64url')
}

/** Half of a SHA-256 is beyond guessing, and a ledger of many paths is half as large. */
const SECRET_FINGERPRINT = 22

/** Fingerprint of one KV secret at its place: equal values at two paths do not show. */
export function secretFingerprint(key: Secret, mount: string, path: string, data: Secret<KvData>): string {
  const content = Object.entries(data.reveal()).sort(([a], [b]) => (a < b ? -1 : 1))
  return fingerprint(key, JSON.stringify(['secret', mount, path, content])).slice(0, SECRET_FINGERPRINT)
}
