import { gzipSync } from 'node:zlib'
import { ORGANIZATION } from '../../tools/servers/astro-api/server.mjs'
import type { Stage } from './attempt.ts'

/** Another pipeline's deploy to the same Deployment, through the API, from its record to its end. */
export async function somebodyDeploys({ astro }: Stage, type: 'DAG_ONLY' | 'IMAGE_ONLY', description: string): Promise<void> {
  const deploys = `/v1/organizations/${ORGANIZATION}/deployments/${astro.deployment('prod').id}/deploys`
  const post = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${astro.token()}`, 'content-type': 'application/json' }
    const answer = await fetch(astro.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`somebody else's deploy: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as { id: string; dagsUploadUrl: string }
  }
  const { id, dagsUploadUrl } = await post(deploys, { type, description })
  const upload = async () => {
    const headers = { 'x-ms-blob-type': 'BlockBlob' }
    const answer = await fetch(dagsUploadUrl, { method: 'PUT', headers, body: gzipSync(Buffer.alloc(1024)) })
    return answer.headers.get('x-ms-version-id')
  }
  await post(`${deploys}/${id}/finalize`, type === 'DAG_ONLY' ? { dagTarballVersion: await upload() } : {})
}

/** Has somebody act at the moment of our next request of this kind: before its work is done, or after it. */
export function meanwhile(
  { astro }: Stage,
  { phase, path, skip = 0 }: { phase: 'before' | 'after'; path: RegExp; skip?: number },
  act: () => unknown
): void {
  let left = skip
  const off = astro.onRequest(async request => {
    if (request.phase !== phase || request.method !== 'POST' || !path.test(request.path) || left-- > 0) return
    off()
    await act()
  })
}
