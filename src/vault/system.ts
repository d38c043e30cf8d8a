import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '../base/errors.ts'
import { versionIn } from './advisories.ts'
import { type Client, dataIn, notVault } from './client.ts'
import { VaultError } from './errors.ts'
import { fieldsOf } from './fields.ts'
import { look } from './look.ts'
import { apiPath } from './paths.ts'
import type { Mount, RoleFields, Vault, Visible } from './port.ts'

type System = Pick<
  Vault,
  | 'now'
  | 'server'
  | 'authMethod'
  | 'enableAuth'
  | 'authConfig'
  | 'configureAuth'
  | 'mount'
  | 'enableKv2'
  | 'policy'
  | 'writePolicy'
  | 'deletePolicy'
>

/** The part of the API under `sys/`. `anonymous` has no token and no namespace, for `sys/health` alone. */
export function systemPort(client: Client, anonymous: Client): System {
  const mount = async (path: string): Promise<Visible<Mount>> => {
    const asMount = ({ data }: { data?: Readonly<Record<string, unknown>> | null }): Mount => ({
      type: String(data?.['type']),
      version: String((data?.['options'] as Record<string, unknown> | null)?.['version'] ?? '1')
    })
    const seen = await look(async () => {
      const answer = await client.get(`sys/internal/ui/mounts/${apiPath(path)}`)
      const whole = answer.data?.['path']
      if (typeof whole === 'string' && path.startsWith(whole))
        throw new UserError(`${path}/ is not a mount: it is inside the mount ${whole}`, {
          hint: `Name the mount ${whole.replace(/\/$/, '')} instead, and put the rest before the paths on it (\`variables-path\` and \`connections-path\`, or \`path\` of a source).`
        })
      return asMount(answer)
    })
    if (seen.state === 'present') return seen
    // That endpoint answers 403 both for "no such mount" and for "no access"; this one tells them apart, if the token may ask.
    const exact = await look(
      async () => asMount(await client.get(`sys/mounts/${apiPath(path)}`)),
      error => error.says('No secret engine mount at')
    )
    return exact.state === 'not-visible' ? seen : exact
  }

  const authConfig = (path: string): Promise<Visible<RoleFields>> => {
    const at = apiPath('auth', path, 'config')
    return look(async () => fieldsOf(dataIn(await client.get(at), at)))
  }

  const authMethod = (path: string): Promise<Visible<string>> =>
    look(
      async () => String((await client.get(`sys/auth/${apiPath(path)}`)).data?.['type']),
      error => error.says('No auth engine at')
    )

  return {
    mount,
    authMethod,
    authConfig,

    async now() {
      const seconds = (await anonymous.get('sys/health'))['server_time_utc']
      if (typeof seconds === 'number' && seconds > 0) return new Date(seconds * 1000)
      throw notVault('sys/health', 'server_time_utc')
    },

    async server() {
      try {
        return versionIn(await anonymous.get('sys/health'))
      } catch (error) {
        // Something in between may let nobody ask.
        if (error instanceof UserError) return {}
        throw error
      }
    },

    async enableAuth(path, type) {
      const user = await unlessInUse(() => client.post(`sys/auth/${apiPath(path)}`, { type }))
      if (user !== undefined && user !== path)
        throw new UserError(`no auth method can be enabled at auth/${path}/, since there is auth/${user}/`, {
          hint: 'Name another mount for it in the manifest.'
        })
      const found = user === undefined ? undefined : await authMethod(path)
      if (found?.state === 'present' && found.value !== type)
        throw new UserError(`another run has just enabled ${found.value} at auth/${path}/`)
      return user === undefined
    },

    async configureAuth(path, fields) {
      // Both servers reset what a request does not name.
      const there = await authConfig(path)
      if (there.state === 'not-visible') throw new UserError(`auth/${path}/config cannot be read: ${there.because}`)
      await client.post(apiPath('auth', path, 'config'), { ...(there.state === 'present' && there.value), ...fields })
    },

    async enableKv2(path) {
      const enable = () => client.post(`sys/mounts/${apiPath(path)}`, { type: 'kv', options: { version: '2' } })
      const user = await unlessInUse(enable)
      if (user !== undefined && user !== path)
        throw new UserError(`nothing can be mounted at ${path}/, because ${user}/ is a mount`, {
          hint: `Set \`vault.mount\` to another path, or to ${user}.`
        })
      const found = user === undefined ? undefined : await mount(path)
      if (found?.state === 'present' && (found.value.type !== 'kv' || found.value.version !== '2')) {
        throw new UserError(`another run has just mounted ${found.value.type} version ${found.value.version} at ${path}/`)
      }
      await served(() => client.get(`${apiPath(path)}/config`))
      return user === undefined
    },

    policy: name => {
      const path = `sys/policies/acl/${apiPath(name)}`
      return look(async () => String(dataIn(await client.get(path), path)['policy']))
    },

    async writePolicy(name, text) {
      await client.post(`sys/policies/acl/${apiPath(name)}`, { policy: text })
    },

    async deletePolicy(name) {
      await client.delete(`sys/policies/acl/${apiPath(name)}`)
    }
  }
}

/** Another run may be faster; the next look finds what it made. Returns the mount that is in the way, without its last slash. */
async function unlessInUse(enable: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await enable()
    return undefined
  } catch (error) {
    const said = error instanceof VaultError ? error.errors.join(' ') : ''
    const [, user] = /path is already in use at (\S+?)\/?(\s|$)/.exec(said) ?? []
    if (user === undefined) throw error
    return user
  }
}

/** A standby can be a moment behind the leader that made the mount. The retry table waits out the upgrade itself. */
async function served(probe: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await probe()
      return
    } catch (error) {
      if (error instanceof VaultError && error.status === 403) return
      if (attempt === 20 || !(error instanceof VaultError && error.says('no handler for route'))) throw error
      await sleep(attempt * 25)
    }
  }
}
