import { createHash } from 'node:crypto'
import { holdsSecret } from '../imports/secrecy.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { changedKey, type EntryChange } from './changes.ts'

type Of = Pick<Manifest, 'settings'>

/** What differs in the settings of two manifests, by section. A Deployment alone may be added or removed; all else has defaults. */
export function settingChanges({ settings: was }: Of, { settings: becomes }: Of): readonly EntryChange[] {
  return [...new Set([...becomes.keys(), ...was.keys()])].flatMap((name): EntryChange[] => {
    const [old, now] = [textsOf(was.get(name)), textsOf(becomes.get(name))]
    const isDeployment = name.startsWith('deployments.')
    if (isDeployment && !becomes.has(name)) return [{ name, change: 'removed', keys: [] }]
    const isAdded = isDeployment && !was.has(name)
    const differing = [...new Set([...now.keys(), ...old.keys()])].filter(key => old.get(key) !== now.get(key))
    const keys = differing.map(key => {
      const shown = (texts: ReadonlyMap<string, string>) => {
        const text = texts.get(key) ?? null
        return text !== null && name !== PUBLIC && holdsSecret(text) ? undefined : text
      }
      // A section that is one text has no keys.
      return changedKey(key || name, isAdded ? undefined : shown(old), shown(now))
    })
    if (isAdded) return [{ name, change: 'added', keys }]
    return keys.length === 0 ? [] : [{ name, change: 'changed', keys }]
  })
}

/** The section that says whose tokens Vault believes. All of it is public, and a reviewer must see who gets in. */
const PUBLIC = 'runtime'

const PUBLIC_KEY = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/g

/** With the SHA-256 of a public key instead of the key, as `openssl pkey -pubin -outform DER | sha256sum` prints it. */
const textsOf = (section: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> =>
  new Map(
    [...section].map(([key, text]) => [
      key,
      text.replace(PUBLIC_KEY, (_, body: string) => {
        const der = Buffer.from(body, 'base64')
        return `sha256:${createHash('sha256').update(der).digest('hex')}`
      })
    ])
  )
