/** What Airflow shows instead of a value, or of a part of one, that it hides. */
export const MASKED = '***'

export const isMasked = (text: string): boolean => text.includes(MASKED)
