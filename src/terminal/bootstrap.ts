import { dirname } from 'node:path'
import { Mistakes } from '../base/errors.ts'
import { repositoryOf } from '../init/remote.ts'
import { toBring } from '../init/workflows.ts'
import type { InputSource } from '../inputs/inputs.ts'
import { mistake } from '../inputs/mistake.ts'
import { type RawInputs, SCHEMA } from '../inputs/schema.ts'
import { namespaceOf } from '../inputs/vault.ts'
import { leastPolicy } from '../plan/permissions/permission-text.ts'
import { bootstrapScript } from '../vault/bootstrap/script.ts'
import { METHODS } from '../vault/login/login.ts'
import { vaultName } from '../vault/names.ts'
import { boundLogin } from './bound-login.ts'
import { BadUsage } from './command-line.ts'
import { group } from './commands/options.ts'
import { DEFAULTS } from './descriptions.ts'
import { leastPolicyFor } from './offline.ts'
import { stepFor } from './workflow-step.ts'
import type { Call } from './workstation.ts'

/** Prints what an administrator of Vault runs once for the pipeline, with the step of its workflow. */
export async function bootstrap({ source, own, owner, environment, printExactly }: Call): Promise<0> {
  const least = leastPolicyFor(withoutLogin(source))
  const name = nameOf(source, least.mode)
  const { namespace, prefix } = placeOf(source)
  const method = read('vault-auth-method', source.get('vault-auth-method') || 'jwt')
  const mount = read('vault-auth-mount', source.get('vault-auth-mount')) || METHODS[method]
  const isTyped = method !== 'jwt' || ['repository', 'issuer'].some(option => own.has(option))
  const found = isTyped ? undefined : await repositoryOf({ projectDir: folderOf(source), environment, signal: NEVER })
  const login = boundLogin(method, { source, own: found === undefined ? own : new Map([...own, ['repository', [found]]]) })
  if (own.has('pull-requests') && least.mode !== 'plan' && !isForPreviews(source))
    throw new BadUsage([
      '--pull-requests needs --mode plan or --preview: whoever can push a branch can change what such a job does'
    ])
  const permissions = least.permissions.map(permission => ({ ...permission, path: prefix + permission.path }))
  const client = clientOf(own.get('client')?.at(-1) ?? 'vault')
  printExactly(
    bootstrapScript(
      {
        name,
        policy: `${least.heading}\n${leastPolicy(permissions)}`,
        login,
        mount,
        client,
        ...(namespace === undefined ? {} : { namespace })
      },
      {
        about: [
          `Lets the pipeline of manifest ${least.prepared.manifest.name} log in to Vault for mode ${least.mode}, by ${method}.`,
          ...(found === undefined
            ? []
            : [`The repository is ${found}, by git's remote origin. Compare the case of its letters with GitHub's.`]),
          `Read it, log in as an administrator of Vault (${client} login), and run it with sh. ${method === 'token' ? 'Each time it gives another token.' : 'Once is enough; again does no harm.'}`
        ],
        afterwards: [
          'The job and the step of the workflow (docs/inputs.md):',
          '',
          ...stepFor({ ...least, source, login, name, owner }),
          ...least.prepared.manifest.patterns.map(({ text }) => `# ${toBring(text)}`)
        ]
      }
    )
  )
  return 0
}

const folderOf = (source: InputSource) => dirname(source.get('manifest') || DEFAULTS.manifest || '')
/** git is asked about its own files alone. */
const NEVER = new AbortController().signal

/** An input by itself. Throws `Mistakes`. */
function read<N extends 'vault-auth-method' | 'vault-auth-mount'>(name: N, text: string): RawInputs[N] {
  const { [name]: shape } = SCHEMA.shape
  const parsed = shape.safeParse(text)
  if (!parsed.success) throw new Mistakes(parsed.error.issues.map(({ message }) => mistake(name, message)))
  return parsed.data as RawInputs[N]
}

/** How the pipeline will log in is not how anybody logs in now: nothing of it has to be complete. */
function withoutLogin(source: InputSource): InputSource {
  const unread: ReadonlySet<string> = new Set(['vault-auth-method', ...group('Vault: TLS', 'Vault: login')])
  return { ...source, get: name => (unread.has(name) ? '' : source.get(name)) }
}

const isForPreviews = ({ get }: InputSource): boolean => ['deploy', 'delete'].includes(get('preview'))

/** Of role and policy. Pipelines with other modes, and those of previews, need other policies. */
function nameOf(source: InputSource, mode: string): string {
  const previews = isForPreviews(source) ? ['preview'] : []
  const name = source.get('vault-role') || ['astro-pipeline', ...previews, ...(mode === 'deploy' ? [] : [mode])].join('-')
  const parsed = vaultName.safeParse(name)
  if (!parsed.success) throw new BadUsage([`--vault-role ${parsed.error.issues[0]?.message}`])
  return name
}

/**
 * The namespace of the login; absent if none was given. Its policy names what is in a namespace below it with `prefix`: a token
 * works only in its namespace and those below.
 */
function placeOf({ get }: InputSource): { readonly namespace?: string; readonly prefix: string } {
  const given = get('vault-login-namespace') || get('vault-namespace')
  if (given === '') return { prefix: '' }
  const [namespace, secrets] = [namespaceOf(given) ?? '', namespaceOf(get('vault-namespace')) ?? '']
  if (namespace === secrets) return { namespace, prefix: '' }
  const above = namespace === '' ? '' : `${namespace}/`
  if (secrets.startsWith(above)) return { namespace, prefix: `${secrets.slice(above.length)}/` }
  throw new BadUsage([
    `--vault-login-namespace ${namespace} does not contain --vault-namespace ${secrets || 'root'}: a token works only in its namespace and those below`
  ])
}

function clientOf(text: string): 'vault' | 'bao' {
  if (text === 'vault' || text === 'bao') return text
  throw new BadUsage(['--client must be vault or bao'])
}
