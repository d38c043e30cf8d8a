import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import type { Environment } from '../base/environment.ts'
import { UserError } from '../base/errors.ts'
import { readIfThere } from '../base/files.ts'
import { replaceFile } from '../base/replace.ts'
import type { LocalConsumer } from './consumer.ts'

/** `server`: one that `local up` started here; `url`: one that others run. */
export const WAYS = ['server', 'url'] as const

const shape = z.object({
  way: z.enum(WAYS),
  /** As this workstation reaches it. */
  url: z.url({ protocol: /^https?$/ }),
  airflowUrl: z.url({ protocol: /^https?$/ }),
  /** The folder of the project at that time; absent in one of an earlier release. */
  projectDir: z.optional(z.string()),
  namespace: z.optional(z.string()),
  /** Of a development server: it opens nothing else. */
  token: z.optional(z.string())
})

/** Which Vault the last `local up` of a project used. */
export type LocalState = Readonly<z.output<typeof shape>>

/** What is kept of one project, outside of it: neither git nor docker can pick it up there. */
export interface StateFolder {
  readonly folder: string
  /** Undefined if nothing is up. */
  read(): LocalState | undefined
  write(state: LocalState): void
  /** The last thing that `local down` does. */
  remove(): void
}

export function stateFolder(
  { id }: Pick<LocalConsumer, 'id'>,
  { environment, home }: { environment: Environment; home: string }
): StateFolder {
  const folder = join(environment['XDG_STATE_HOME'] || join(home, '.local', 'state'), 'astro-vault-action', id)
  const file = join(folder, 'local.json')
  return {
    folder,
    read() {
      const text = readIfThere(file)
      return text === undefined ? undefined : parsed(text, file)
    },
    write(state) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      replaceFile(file, Buffer.from(JSON.stringify(state)), { isPrivate: true })
    },
    remove: () => rmSync(folder, { recursive: true, force: true })
  }
}

function parsed(text: string, file: string): LocalState {
  try {
    const state = shape.safeParse(JSON.parse(text))
    if (state.success) return state.data
  } catch {
    // The same as any other damage.
  }
  throw new UserError(`${file} is damaged`, { hint: 'Delete it, and run `local up` again.' })
}
