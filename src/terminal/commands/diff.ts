import { isPath } from '../../run/diff.ts'
import type { Command } from '../command.ts'
import { BadUsage } from '../command-line.ts'
import { carryOut } from '../run.ts'
import { JSON_OPTION, VAULT } from './options.ts'

export const diff: Command = {
  name: 'diff',
  summary: 'compare two Deployments, or two manifests',
  about:
    'Says which secrets are only in one of two Deployments of the manifest, and which are equal or different, never a value. A name that ends in .yaml or .yml is another manifest. Without a second name, the first is compared with what all Deployments share. Constants count as the manifests have them, everything else as it is in Vault now. Without a login to Vault it says what can be said without one. Changes nothing.',
  operand: {
    name: 'name',
    what: 'the name of a Deployment under `deployments:`, or the path of a manifest',
    usage: 'NAME [OTHER]',
    isRepeated: true
  },
  inputs: ['manifest', 'run-timeout', ...VAULT],
  own: [{ name: 'exit-code', about: 'Exit with 2 if there is a difference.' }, JSON_OPTION],
  examples: [
    ['diff dev prod', 'with VAULT_ADDR set, after vault login'],
    ['diff dev prod --exit-code', 'exit code 2 if they differ'],
    ['diff staging.yaml airflow-secrets.yaml', 'two manifests']
  ],
  run(call) {
    const [first = '', second = '', ...more] = call.words.map(word => word.trim())
    if (more.length > 0) throw new BadUsage(['diff compares two names at most'])
    const chosen = second === '' ? {} : { [isPath(second) ? 'manifest' : 'deployment']: second }
    return carryOut('diff', call, { 'compare-with': first, ...chosen })
  }
}
