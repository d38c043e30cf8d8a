import { ask, type Json, type Server } from './vault-over-http.ts'

/** Every token that Vault knows, but the root token. */
export async function tokens(server: Server): Promise<Json[]> {
  const listed = await ask(server, 'auth/token/accessors?list=true')
  const accessors: string[] = listed?.['data'].keys ?? []
  const found = await Promise.all(
    // One may expire in between.
    accessors.map(accessor => ask(server, 'auth/token/lookup-accessor', { accessor }).catch(() => undefined))
  )
  return found.flatMap(token => (token === undefined || token['data'].policies.includes('root') ? [] : [token['data']]))
}

/** Paths of the logins whose tokens are still good. */
export const loginsLeft = async (server: Server): Promise<string[]> =>
  (await tokens(server)).map(({ path }) => path).filter(path => path.endsWith('/login'))
