// Made from package.json by `npm run readme`.
export const VERSION = '1.0.0'
