import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { astroBinary } from '../../tools/real-parts.mjs'
import { packed, startReleases } from '../../tools/servers/releases.mjs'
import { aFolder } from '../fakes/folder.ts'

let archive: Buffer | undefined

/** The real CLI in an archive like that of a release, and the inputs that lead the action to it. */
export async function releaseOfRealCli() {
  archive ??= await pack()
  const releases = await startReleases({ archive })
  const { url, version, checksum } = releases
  return Object.assign(releases, { inputs: { 'astro-version': version, 'astro-checksum': checksum, 'astro-mirror': url } })
}

async function pack(): Promise<Buffer> {
  const { dir } = aFolder({ LICENSE: 'Apache-2.0', 'README.md': '# Astro CLI' })
  symlinkSync(await astroBinary(), join(dir, 'astro'))
  return packed(dir, '--dereference', 'astro', 'LICENSE', 'README.md')
}
