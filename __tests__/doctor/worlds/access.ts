import type { DoctorLine, Ward } from '../ward.ts'
import { good, typing, type World } from '../world.ts'

/** What is wrong with the login of the pipeline, and with its permissions. */

const withToken = (token: string) => typing({ 'vault-token': token })

async function tokenWith(ward: Ward, policies: readonly string[]): Promise<string> {
  const made = await ward.ask('auth/token/create', { policies, no_default_policy: false })
  return made?.['auth'].client_token
}

const writePolicy = (ward: Ward, policy: string) => ward.ask('sys/policies/acl/pipeline', { policy })

/** The lines of a policy that an error prints. */
const linesIn = ({ message }: DoctorLine): string => message.split('\n').slice(1).join('\n')

let narrow = ''
/** OpenBao 2.4 has no remedy for what the rules of the least policy let through. */
const LOOSE = /also lets it overwrite and delete every other secret/

/** By which the records of all Deployments can be listed. */
const LIST = 'path "airflow/metadata/*" { capabilities = ["list"] }\n'
const SOME = `${LIST}path "airflow/data/variables/*" { capabilities = ["read"] }\n`

async function appRole(ward: Ward) {
  await ward.ask('sys/auth/pipelines', { type: 'approle' })
  ward.later(() => ward.remove('sys/auth/pipelines'))
  await ward.ask('sys/policies/acl/pipeline', {
    policy: 'path "*" { capabilities = ["create","read","update","delete","list","sudo"] }'
  })
  await ward.ask('auth/pipelines/role/pipeline', { token_policies: 'pipeline' })
  const role = await ward.ask('auth/pipelines/role/pipeline/role-id')
  return (secretId: string, mount = 'pipelines') =>
    typing({
      'vault-token': undefined,
      'vault-auth-method': 'approle',
      'vault-auth-mount': mount,
      'vault-role-id': role?.['data'].role_id,
      'vault-secret-id': secretId
    })
}

const newSecretId = async (ward: Ward) =>
  (await ward.ask('auth/pipelines/role/pipeline/secret-id', {}))?.['data'].secret_id as string

let entering: Awaited<ReturnType<typeof appRole>>

export const ACCESS: readonly World[] = [
  {
    name: 'the token is mistyped',
    break: () => withToken('hvs.mistyped'),
    first: ['login', 'error', /Vault does not accept the token of this run/],
    hint: /It is mistyped, expired, revoked/,
    follow: good
  },
  {
    name: 'the token was revoked',
    async break(ward) {
      const token = await tokenWith(ward, ['root'])
      await ward.ask('auth/token/revoke', { token })
      return withToken(token)
    },
    first: ['login', 'error', /Vault does not accept the token of this run/],
    hint: /expired, revoked/,
    follow: async ward => withToken(await tokenWith(ward, ['root']))
  },
  {
    name: 'the secret-id of the pipeline is wrong',
    async break(ward) {
      entering = await appRole(ward)
      return entering('11111111-2222-3333-4444-555555555555')
    },
    first: ['login', 'error', /login with approle at auth\/pipelines \(no namespace\) failed: .*invalid/],
    hint: /The role-id or the secret-id is wrong, expired or used up/,
    follow: async ward => entering(await newSecretId(ward))
  },
  {
    name: 'the auth method of the pipeline is mounted at another path',
    async break(ward) {
      entering = await appRole(ward)
      return entering(await newSecretId(ward), 'nowhere')
    },
    first: ['login', 'error', /login with approle at auth\/nowhere/],
    hint: /`vault-auth-mount`/,
    follow: async ward => entering(await newSecretId(ward))
  },
  {
    name: 'the policy of the pipeline is too narrow',
    async break(ward) {
      await writePolicy(ward, SOME)
      narrow = await tokenWith(ward, ['pipeline'])
      return withToken(narrow)
    },
    first: ['permissions', 'error', /lacks permissions that mode deploy needs; .*\. Add to its policy:\n/],
    hint: /^$/,
    leaves: LOOSE,
    async follow(ward, first) {
      await writePolicy(ward, LIST + linesIn(first))
      return withToken(narrow)
    }
  },
  {
    name: 'the policy of the pipeline was deleted',
    async break(ward) {
      await ward.remove('sys/policies/acl/pipeline')
      narrow = await tokenWith(ward, ['pipeline'])
      return withToken(narrow)
    },
    first: ['permissions', 'error', /policy pipeline of this run's token no longer exists/],
    hint: /^$/,
    leaves: LOOSE,
    async follow(ward, first) {
      await writePolicy(ward, LIST + linesIn(first))
      return withToken(narrow)
    }
  }
]
