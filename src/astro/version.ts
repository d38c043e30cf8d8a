/** The oldest CLI that does what this action asks of it. */
export const OLDEST = '1.41.0'

/** The newest one that this project's tests run. */
export const TESTED = '1.41.0'

const RELEASE = /^v?(\d{1,5}\.\d{1,5}\.\d{1,5})$/

/** One release, without a leading `v`; undefined for a range, a prerelease and anything else. */
export const releaseIn = (text: string): string | undefined => RELEASE.exec(text)?.[1]

/** What `astro version` prints as its version; undefined if it prints none. */
export const versionIn = (printed: string): string | undefined => /Astro CLI Version: v?(\S{1,100})/.exec(printed)?.[1]

/** Whether a version is `oldest` or newer, by default new enough for this action; a prerelease counts as its release. */
export function isNewEnough(version: string, oldest: string = OLDEST): boolean {
  const release = releaseIn(version.split('-', 1)[0] ?? '')
  return release !== undefined && oldest.localeCompare(release, 'en', { numeric: true }) <= 0
}
