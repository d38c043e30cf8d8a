import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { readIfThere } from '../base/files.ts'

/** What npm keeps beside a package that it has installed, as it was typed: `github:OWNER/astro-vault-action#v1`. */
const INSTALLED = z.object({ dependencies: z.object({ 'astro-vault-action': z.string() }) })

/**
 * The account on GitHub whose program this is, if `npx github:OWNER/astro-vault-action` has started it.
 *
 * @param program path of the file that was started, such as `…/node_modules/.bin/astro-vault-action`
 */
export function ownerOf(program: string): string | undefined {
  try {
    const text = readIfThere(join(realpathSync(program), '../../../../package.json')) ?? ''
    const { dependencies } = INSTALLED.parse(JSON.parse(text))
    return /^github:([\w-]+)\/astro-vault-action(?:#|$)/.exec(dependencies['astro-vault-action'])?.[1]
  } catch {
    // It was started in another way.
    return undefined
  }
}
