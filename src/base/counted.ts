/** `1 secret`, `2 secrets`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** `the only secret`, `all 2 secrets`. */
export const allOf = (count: number, noun: string): string => (count === 1 ? `the only ${noun}` : `all ${counted(count, noun)}`)
