// The one bundle, for another job.
process.env.ASTRO_VAULT_ACTION_STEP = 'comment'
await import('../dist/index.js')
