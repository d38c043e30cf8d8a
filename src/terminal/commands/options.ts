import { GROUPS, INPUT_NAMES, type InputName } from '../../inputs/schema.ts'
import type { OwnOption } from '../command.ts'

export const JSON_OPTION: OwnOption = {
  name: 'json',
  about: 'Print the plan file (docs/plan-file.md) on stdout, and everything else on stderr.'
}
export const YES: OwnOption = { name: 'yes', about: 'Do not ask before something is changed.' }

export const group = (...titles: readonly (keyof typeof GROUPS)[]): InputName[] =>
  titles.flatMap(title => Object.keys(GROUPS[title]) as InputName[])

export const VAULT = [
  'vault-url',
  'vault-auth-method',
  ...group('Vault: address', 'Vault: TLS', 'Vault: login')
] as const satisfies readonly InputName[]

export const SELECTION: readonly InputName[] = INPUT_NAMES.filter(name => name.startsWith('deployment'))

/** What decides which paths Airflow has in Vault. */
export const PATHS: readonly InputName[] = ['manifest', ...SELECTION, 'preview', 'preview-for', 'preview-isolate']

/** What decides which rights the pipeline needs. */
export const RIGHTS: readonly InputName[] = ['mode', ...PATHS, 'check', 'prune', 'undo', 'compare-with']

/** What a command says by its name, and what only a workflow has. */
export const NOT_HERE: readonly InputName[] = ['mode', 'github-token', 'github-environment', 'drift', 'compare-with']

/** All inputs that make sense on a terminal, but for some. */
export const except = (...names: readonly InputName[]): InputName[] =>
  INPUT_NAMES.filter(name => ![...NOT_HERE, ...names].includes(name))
