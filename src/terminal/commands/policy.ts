import type { Command } from '../command.ts'
import { policy as print } from '../offline.ts'
import { RIGHTS } from './options.ts'

export const policy: Command = {
  name: 'policy',
  summary: 'print the least policy that the pipeline needs in Vault',
  about: 'Prints the least policy that the pipeline itself needs in Vault, for a mode and this manifest. Contacts nobody.',
  inputs: RIGHTS,
  own: [],
  examples: [
    ['policy > pipeline-policy.hcl', 'for mode deploy'],
    ['policy --mode plan', 'for pull requests']
  ],
  run: print
}
