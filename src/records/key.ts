import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import * as z from 'zod/mini'
import type { Secret } from '../base/secret.ts'
import { VersionConflict } from '../vault/errors.ts'
import type { KvData, Vault } from '../vault/port.ts'
import { type RecordKind, readRecord, type Stored, writeRecord } from './record.ts'

/**
 * `key`: created once per mount. A short one could be guessed, and with it every secret that has a fingerprint.
 *
 *     { "schema": 1, "key": "32 random bytes, base64" }
 */
export const KEY: RecordKind<{ key: string }> = {
  schema: 1,
  shape: z.object({
    key: z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/, { error: 'must be 32 bytes in base64 (44 characters)' }))
  }),
  whenDeleted:
    'the next run creates another one, rebuilds the ledgers, and issues a new secret-id to each Deployment that it deploys'
}

const NAME = 'key'
const BYTES = 32

/**
 * The key of our fingerprints, or undefined if there is none yet. Throws if it is damaged. A `KeyObject` never reveals its bytes
 * when it is turned into text, and needs no preparation at each use.
 */
export async function readKey(vault: Vault, mount: string): Promise<KeyObject | undefined> {
  return (await readStored(vault, mount)).value
}

/** The key, created if there is none. */
export const ensureKey = async (vault: Vault, mount: string): Promise<KeyObject> =>
  (await readKey(vault, mount)) ?? (await makeKey(vault, mount))

/**
 * Creates the key where none was seen, or one that was deleted at `version`. Two runs that do so at the same time get the same
 * key.
 */
export async function makeKey(vault: Vault, mount: string, version = 0): Promise<KeyObject> {
  const bytes = randomBytes(BYTES)
  try {
    await writeRecord(vault, mount, NAME, KEY, { value: { key: bytes.toString('base64') }, version })
    return createSecretKey(bytes)
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error
    const there = await readStored(vault, mount)
    if (there.value === undefined && there.version === version) throw error
    return there.value ?? (await makeKey(vault, mount, there.version))
  }
}

async function readStored(vault: Vault, mount: string): Promise<Stored<KeyObject>> {
  const { value, version } = await readRecord(vault, mount, NAME, KEY)
  return { value: value && createSecretKey(Buffer.from(value.key, 'base64')), version }
}

/** Shows whoever has the key whether a text has changed, and anybody else nothing. 43 characters. */
export function fingerprint(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}

/** Half a SHA-256 is still beyond guessing, and makes a ledger of many paths half as large. */
const SECRET_FINGERPRINT = 22

/** Fingerprint of one KV secret at its path, so that equal values at two paths do not show. */
export function secretFingerprint(key: KeyObject, mount: string, path: string, data: Secret<KvData>): string {
  const content = Object.entries(data.reveal()).sort(([a], [b]) => (a < b ? -1 : 1))
  return fingerprint(key, JSON.stringify(['secret', mount, path, content])).slice(0, SECRET_FINGERPRINT)
}
