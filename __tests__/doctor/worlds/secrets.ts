import { deploy, edit, RUN, sync } from '../acts.ts'
import { type DoctorLine, MANIFEST, type Ward } from '../ward.ts'
import { typing, type World } from '../world.ts'

/** What is wrong with what Airflow reads. */

/** What all Deployments share, without one of them. */
const ALONE = typing({ 'deployment-id': undefined })
const ROLE = 'auth/approle/role/astro_role'
const POLICY = 'sys/policies/acl/astro_policy'

const onMount = (mount: string) => (ward: Ward) => {
  ward.later(() => ward.write('airflow-secrets.yaml', MANIFEST))
  ward.edit('airflow-secrets.yaml', text => text.replace('vault: {', `vault: { mount: ${mount},`))
}

const recordOf = (ward: Ward) => `airflow/data/_astro-vault-action/consumers/${ward.deployment.id}`

async function changeRecord(ward: Ward, change: (record: Record<string, unknown>) => unknown): Promise<void> {
  const stored = await ward.ask(recordOf(ward))
  const value = JSON.stringify(change(JSON.parse(stored?.['data'].data.value)))
  await ward.ask(recordOf(ward), { data: { value } })
}

/** As `vault kv rollback` does. */
async function rollBack(ward: Ward, { hint = '' }: DoctorLine): Promise<void> {
  const [, version] = /-version=(\d+)/.exec(hint) ?? []
  const good = await ward.ask(`${recordOf(ward)}?version=${version}`)
  await ward.ask(recordOf(ward), { data: good?.['data'].data })
}

async function policyWith(ward: Ward, change: (text: string) => string): Promise<void> {
  const there = await ward.ask(POLICY)
  await ward.ask(POLICY, { policy: change(there?.['data'].policy) })
}

export const SECRETS: readonly World[] = [
  {
    name: 'the mount is of KV version 1',
    async break(ward) {
      await ward.ask('sys/mounts/old', { type: 'kv', options: { version: '1' } })
      onMount('old')(ward)
      return ALONE
    },
    first: ['mount', 'error', /mount old\/ is KV version 1/],
    hint: /Upgrade it with `vault kv enable-versioning old\/`/,
    async follow(ward) {
      await ward.ask('sys/mounts/old/tune', { options: { version: '2' } })
      await ward.must('sync')
      return ALONE
    }
  },
  {
    name: 'the mount is that of another engine',
    async break(ward) {
      await ward.ask('sys/mounts/keys', { type: 'transit' })
      onMount('keys')(ward)
      return ALONE
    },
    first: ['mount', 'error', /mount keys\/ is of type transit, not kv/],
    hint: /Set `vault\.mount` to another mount/,
    follow: ward => ward.write('airflow-secrets.yaml', MANIFEST)
  },
  {
    name: 'nobody has run it for this mount yet',
    break(ward) {
      onMount('fresh')(ward)
      return ALONE
    },
    first: ['mount', 'error', /fresh\/: it is not enabled there yet/],
    hint: RUN,
    async follow(ward) {
      await ward.must('sync')
      return ALONE
    }
  },
  {
    name: 'the auth method of Airflow was disabled',
    break: ward => ward.remove('sys/auth/approle'),
    first: ['auth method', 'error', /auth\/approle: it is not enabled there yet/],
    hint: RUN,
    follow: deploy
  },
  {
    name: "the auth method at Airflow's path is another one",
    break: edit('vault: {', 'approle: { mount: token }\nvault: {'),
    first: ['auth method', 'error', /auth method token\/ is of type token, not approle/],
    hint: /Set approle\.mount to another path/,
    follow: ward => ward.write('airflow-secrets.yaml', MANIFEST)
  },
  {
    name: 'the record of the Deployment is damaged',
    break: ward => ward.ask(recordOf(ward), { data: { value: 'scribble' } }),
    first: ['records', 'warning', /consumers\/.* is damaged: it is not the JSON text/],
    hint: /Restore version \d+ with `vault kv rollback -mount=airflow -version=\d+/,
    follow: rollBack
  },
  {
    name: 'a run died while it held the lock',
    break: ward =>
      changeRecord(ward, record => ({
        ...record,
        lock: { run: '77', attempt: 1, holder: 'somebody', expires: new Date(Date.now() - 60_000).toISOString(), targets: [] }
      })),
    first: ['records', 'warning', /run 77 \(attempt 1\) has ended without releasing its lock on Deployment prod/],
    hint: /^Run `deploy` for this Deployment/,
    follow: deploy
  },
  {
    name: 'somebody has written a lock that never ends',
    break: ward =>
      changeRecord(ward, record => ({
        ...record,
        lock: { run: '78', attempt: 1, holder: 'somebody', expires: '2099-01-01T00:00:00.000Z', targets: [] }
      })),
    first: ['records', 'error', /is damaged: lock\.expires must be at most an hour ahead/],
    hint: /Restore version \d+ with `vault kv rollback/,
    follow: rollBack
  },
  {
    name: 'the policy of Airflow was deleted',
    break: ward => ward.remove(POLICY),
    first: ['policy', 'error', /astro_policy: somebody deleted it/],
    hint: RUN,
    follow: sync
  },
  {
    name: 'the policy names paths without data/',
    break: ward => policyWith(ward, text => text.replaceAll('/data/', '/')),
    first: ['policy', 'error', /astro_policy/],
    hint: RUN,
    follow: sync
  },
  {
    name: 'somebody has widened the policy',
    break: ward => policyWith(ward, text => `${text}path "secret/*" {\n  capabilities = ["read"]\n}\n`),
    first: ['policy', 'warning', /astro_policy: somebody else added rules/],
    hint: RUN,
    follow: sync
  },
  {
    name: 'the role was deleted',
    break: ward => ward.remove(ROLE),
    first: ['role', 'error', /astro_role: somebody deleted it/],
    hint: RUN,
    follow: deploy
  },
  {
    name: 'the role has lost its policy',
    break: ward => ward.ask(ROLE, { token_policies: 'default' }),
    first: ['role', 'error', /token_policies is default, not astro_policy/],
    hint: RUN,
    follow: sync
  },
  {
    name: 'the role gives tokens that can be used once',
    break: ward => ward.ask(ROLE, { token_num_uses: 1 }),
    first: ['role', 'error', /token_num_uses is 1, not 0/],
    hint: RUN,
    follow: sync
  },
  {
    name: 'the policy is managed by others, and is not there',
    async break(ward) {
      ward.later(async () => {
        ward.write('airflow-secrets.yaml', MANIFEST)
        await ward.must('sync')
      })
      ward.edit('airflow-secrets.yaml', text => `${text}manage: [mount, auth-method, role]\n`)
      await ward.remove(POLICY)
    },
    first: ['policy', 'error', /does not exist, and `manage` leaves it to others/],
    hint: /Ask them to create it, or add policy to `manage`/,
    async follow(ward) {
      ward.write('airflow-secrets.yaml', MANIFEST)
      await ward.must('sync')
    }
  },
  {
    name: 'a policy that others gave the role denies what it needs',
    async break(ward) {
      await ward.ask('sys/policies/acl/no', { policy: 'path "airflow/data/variables/*" { capabilities = ["deny"] }' })
      await ward.ask(ROLE, { token_policies: 'astro_policy,no' })
    },
    first: ['role', 'warning', /token_policies is astro_policy,no, not astro_policy/],
    hint: RUN,
    follow: sync
  }
]
