/**
 * Stands for what dependencies load and this project never calls: of node-vault axios (the transport is ours), mustache
 * (paths in templates) and tv4 (schemas of its commands); of @actions/http-client undici (the dispatchers of fetch). Loading
 * them would take longer than all else that happens before the first request.
 */
function neverCalled() {
  throw new Error('this package is not part of the bundle: see overrides in package.json')
}

exports.create = neverCalled
exports.ProxyAgent = neverCalled
