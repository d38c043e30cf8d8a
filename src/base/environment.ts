/** Environment variables of the step; an undefined GitHub secret arrives as an empty text. */
export type Environment = Readonly<Record<string, string | undefined>>
