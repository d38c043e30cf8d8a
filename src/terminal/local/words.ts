import type { Screen } from '../screen.ts'

/** What the engine says of a Deployment, as it is of a workstation. No name has a blank, so none is changed. */
const ofWorkstation = (text: string): string =>
  text.replaceAll(/\bthe Deployment(s?)\b/g, 'the workstation$1').replaceAll(/\bDeployment (?=local \()/g, 'workstation ')

/** The screen of a run about a workstation. */
export const workstationScreen = (screen: Screen): Screen => ({
  ...screen,
  info: line => screen.info(ofWorkstation(line)),
  warning: message => screen.warning(ofWorkstation(message)),
  error: text => screen.error(ofWorkstation(text)),
  group: (heading, lines) => screen.group(heading.replace(/^Deployment (?=\(\d+\)$)/, 'Workstation '), lines.map(ofWorkstation)),
  status: text => screen.status(ofWorkstation(text))
})
