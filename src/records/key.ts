import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import type { Secret } from '../base/secret.ts'
import { VersionConflict } from '../vault/errors.ts'
import { OWN_FOLDER } from '../vault/paths.ts'
import type { KvData, Vault } from '../vault/port.ts'
import { DamagedRecord, readRecord, type Stored, writeRecord } from './record.ts'

interface KeyRecord {
  /** 32 bytes, base64. */
  readonly key: string
}

const BYTES = 32

/**
 * The key of our fingerprints, or undefined where none was made yet. Throws for one that is not what was made here. A
 * `KeyObject` shows nothing of itself wherever text is made of it, and is ready for use: bytes would be prepared each time.
 */
export async function readKey(vault: Vault, mount: string): Promise<KeyObject | undefined> {
  return (await readStored(vault, mount)).value
}

/** The key, made if there is none. */
export const ensureKey = async (vault: Vault, mount: string): Promise<KeyObject> =>
  (await readKey(vault, mount)) ?? (await makeKey(vault, mount))

/**
 * Makes the key where none was seen, or one that was deleted at `version`; of two runs that do it at once, both get the same
 * one.
 */
export async function makeKey(vault: Vault, mount: string, version = 0): Promise<KeyObject> {
  const bytes = randomBytes(BYTES)
  try {
    await writeRecord(vault, mount, 'key', { key: bytes.toString('base64') }, version)
    return createSecretKey(bytes)
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error
    const there = await readStored(vault, mount)
    if (there.value === undefined && there.version === version) throw error
    return there.value ?? (await makeKey(vault, mount, there.version))
  }
}

/** A short key could be guessed, and with it every secret that has a fingerprint. */
async function readStored(vault: Vault, mount: string): Promise<Stored<KeyObject>> {
  const { value, version } = await readRecord<KeyRecord>(vault, mount, 'key')
  if (value === undefined) return { value, version }
  const bytes = Buffer.from(typeof value.key === 'string' ? value.key : '', 'base64')
  if (bytes.length !== BYTES) throw new DamagedRecord(`${mount}/${OWN_FOLDER}/key`, version)
  return { value: createSecretKey(bytes), version }
}

/** Tells whether a text is the same as last time to whoever has the key, and nothing to anybody else. 43 characters. */
export function fingerprint(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}

/** Tells keys and mounts apart: a mark that was made with another one says nothing. */
export const keyMark = (key: KeyObject, mount: string): string => fingerprint(key, JSON.stringify(['history', mount])).slice(0, 8)

/** Half of a SHA-256 is beyond guessing, and a ledger of many paths is half as large. */
const SECRET_FINGERPRINT = 22

/** Fingerprint of one KV secret at its place: equal values at two paths do not show. */
export function secretFingerprint(key: KeyObject, mount: string, path: string, data: Secret<KvData>): string {
  const content = Object.entries(data.reveal()).sort(([a], [b]) => (a < b ? -1 : 1))
  return fingerprint(key, JSON.stringify(['secret', mount, path, content])).slice(0, SECRET_FINGERPRINT)
}
