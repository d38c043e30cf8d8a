/**
 * The Airflow in the Astro Runtime that a Dockerfile ends with, such as `2.10` or `3.1`; undefined where the name of the
 * image does not tell. Runtime 4 to 13 held Airflow 2.2 to 2.11; since then its name begins with the version of Airflow.
 */
export function airflowOfImage(dockerfile: string): string | undefined {
  const [, image = ''] = [...dockerfile.matchAll(/^\s*FROM\s+(?:--\S+\s+)*(\S+)/gim)].at(-1) ?? []
  const [, old, since3] = /(?:^|\/)(?:astro-runtime:(\d+)\.\d+\.\d|(?:astro-)?runtime:([3-9]\.\d+)-\d)/.exec(image) ?? []
  if (since3 !== undefined) return since3
  const line = Number(old)
  return line >= 4 && line <= 13 ? `2.${line - 2}` : undefined
}
