import * as z from 'zod/mini'
import { DIFF_STATES } from '../plan/diff/diff.ts'

/** What the schema of the plan file is made of. */

export function described<T extends z.core.$ZodType>(type: T, description: string): T {
  z.globalRegistry.add(type, { description })
  return type
}

export const text = (description: string) => described(z.string(), description)
export const optionalText = (description: string) => described(z.optional(z.string()), description)
export const count = (description: string) => described(z.int().check(z.minimum(0)), description)
const place = described(z.optional(z.int().check(z.minimum(1))), 'Starts at 1.')

export const finding = z
  .object({
    severity: described(
      z.enum(['error', 'warning', 'note']),
      '`error`: the plan must not be carried out; `warning`: somebody should look; `note`: worth knowing.'
    ),
    subject: optionalText('What it is about. The message continues from it.'),
    place: described(
      z.optional(z.object({ file: text('Path of the file, as in annotations.'), line: place, column: place })),
      'Position in a file of the repository.'
    ),
    topic: described(
      z.optional(z.enum(['not-defined', 'not-compared', 'drift', 'due'])),
      '`not-defined`: a DAG asks for a name that nothing known to the action defines. `not-compared`: nobody knows whether it has changed. `drift`: somebody has changed or deleted what this action left, and no step restores it. `due`: a date is near or over.'
    ),
    message: text('What was found.'),
    hint: optionalText('What to do about it, in full sentences.')
  })
  .register(z.globalRegistry, { id: 'finding', description: 'One sentence to the reader of the log.' })

const side = (description: string) => described(z.optional(z.nullable(z.string())), description)

export const entryChange = z
  .object({
    name: text('Name as in the manifest: `connections.warehouse`, `vault` or `deployments.prod`.'),
    change: described(z.enum(['added', 'changed', 'removed']), 'What became of it.'),
    keys: described(
      z.array(
        z.object({
          key: text('Key, such as `host` or `extra.sslmode`.'),
          was: side('Constant before.'),
          becomes: side('Constant after.')
        })
      ),
      'Keys that differ. `was` and `becomes` are there only if the manifest itself has the value and it does not look like a secret; null: the manifest does not have the key.'
    ),
    samePassword: described(z.optional(z.literal(true)), 'A password is there, and has the same source as before.')
  })
  .register(z.globalRegistry, {
    id: 'entryChange',
    description: 'What became of one variable or connection, or of the settings in one section.'
  })

export const diff = z
  .object({
    first: text('What is compared: a Deployment, or the path of a manifest.'),
    second: text('What it is compared with.'),
    shared: described(z.optional(z.literal(true)), 'They read the same secrets, so there is nothing to compare.'),
    names: described(
      z.array(
        z.object({
          name: text('Name as in the manifest: `connections.warehouse`.'),
          state: described(z.enum(DIFF_STATES), '`unknown`: nobody can tell from here; `notes` say why.'),
          keys: described(
            z.array(
              z.object({
                key: text('Key, such as `host` or `extra.sslmode`.'),
                first: optionalText('Constant of the first one.'),
                second: optionalText('Constant of the second one.')
              })
            ),
            'Keys that differ. The texts are there only if the manifests themselves have them.'
          ),
          notes: described(z.array(z.string()), 'How Vault is not as a manifest has it, and why something is unknown.')
        })
      ),
      'Every variable and connection of either, those that differ first.'
    ),
    notes: described(z.array(z.string()), 'What was compared, and what was not looked at.')
  })
  .register(z.globalRegistry, { id: 'diff', description: 'How two Deployments or manifests differ.' })
