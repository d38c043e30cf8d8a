/**
 * Stands for axios in node-vault, whose transport is ours, and for undici in @actions/http-client, which needs it for
 * fetch's dispatchers alone. Loading the two would take longer than all else that happens before the first request.
 */
function neverCalled() {
  throw new Error('this HTTP client is not part of the bundle: see overrides in package.json')
}

exports.create = neverCalled
exports.ProxyAgent = neverCalled
