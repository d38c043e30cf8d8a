export const id = 878;
export const ids = [878];
export const modules = {

/***/ 9087:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ deploymentPage),
/* harmony export */   z: () => (/* binding */ apiAddress)
/* harmony export */ });
/** Where the CLI reaches the API on a domain of tests, if nothing else is said. */
const LOOPBACK = 'http://localhost:8888';
/** Where people find a Deployment, as the CLI prints it. */
function deploymentPage(domain, { id, workspaceId }) {
    const host = domain.replace('cloud.', '').replace(/^pr\d{4,6}\.(?=astronomer-dev\.io$)/, '');
    const origin = domain === 'localhost' ? 'http://localhost:5000' : `https://cloud.${host}`;
    return `${origin}/${encodeURIComponent(workspaceId)}/deployments/${encodeURIComponent(id)}`;
}
/** The address of Astro's API, as the CLI builds it. Undefined if `domain` is no host name. */
function apiAddress(domain, apiUrl = LOOPBACK) {
    if (domain === 'localhost')
        return new URL(apiUrl);
    // The token goes there, so nothing in the domain may change the host.
    if (!/^[a-z\d-]+(?:\.[a-z\d-]+)+$/i.test(domain))
        return undefined;
    const host = domain.replace('cloud.', '');
    const [, preview, rest] = /^(pr\d{4,6})\.(astronomer-dev\.io)$/.exec(host) ?? [];
    return new URL(`https://${preview === undefined ? `api.${host}` : `${preview}.api.${rest}`}`);
}


/***/ }),

/***/ 9468:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ mountPathProblem),
/* harmony export */   e: () => (/* binding */ defaultMountPath)
/* harmony export */ });
/* harmony import */ var _base_ends_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1519);

/** Where DAG deploys go: Astro mounts no dbt project there. */
const DAGS = '/usr/local/airflow/dags';
/** Where the CLI mounts a dbt project of that name, unless it is told otherwise. */
const defaultMountPath = (project) => `/usr/local/airflow/dbt/${project}`;
/** Why nothing can be mounted there, as the rest of a sentence; undefined if it can. */
function mountPathProblem(path) {
    const [root, ...segments] = (0,_base_ends_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutEnd */ .M)(path, '/').split('/');
    if (root !== '' || !segments.every(segment => /^[\w.-]+$/.test(segment) && !/^\.{1,2}$/.test(segment)))
        return 'must be an absolute path of letters, digits and `._-`, without `.` or `..` between slashes';
    return `${DAGS}/`.startsWith(`${(0,_base_ends_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutEnd */ .M)(path, '/')}/`) ? `must be neither ${DAGS} nor above it` : undefined;
}


/***/ }),

/***/ 9387:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ isNewEnough),
/* harmony export */   B8: () => (/* binding */ releaseIn),
/* harmony export */   It: () => (/* binding */ versionIn),
/* harmony export */   _j: () => (/* binding */ OLDEST),
/* harmony export */   gf: () => (/* binding */ TESTED)
/* harmony export */ });
/** The oldest CLI that does what this action asks of it. */
const OLDEST = '1.41.0';
/** The newest one that this project's tests run. */
const TESTED = '1.41.0';
const RELEASE = /^v?(\d{1,5}\.\d{1,5}\.\d{1,5})$/;
/** One release, without a leading `v`; undefined for a range, a prerelease and anything else. */
const releaseIn = (text) => RELEASE.exec(text)?.[1];
/** What `astro version` prints as its version; undefined if it prints none. */
const versionIn = (printed) => /Astro CLI Version: v?(\S{1,100})/.exec(printed)?.[1];
/** Whether a version is `oldest` or newer, by default new enough for this action; a prerelease counts as its release. */
function isNewEnough(version, oldest = OLDEST) {
    const release = releaseIn(version.split('-', 1)[0] ?? '');
    return release !== undefined && oldest.localeCompare(release, 'en', { numeric: true }) <= 0;
}


/***/ }),

/***/ 1238:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N4: () => (/* binding */ endGroup),
/* harmony export */   hd: () => (/* binding */ RUN_VARIABLE),
/* harmony export */   w: () => (/* binding */ endProcessesOf)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8500);


/** A cancelled step has 7.5 s in all. */
const GRACE_MS = 2_000;
const LOOK_AGAIN_MS = 20;
/** In the environment of every child, with a value that is this run's alone: its own children inherit it, in whatever group they are. */
const RUN_VARIABLE = 'RUN_OF_ASTRO_VAULT_ACTION';
/** Ends all processes of a group: SIGTERM, and two seconds later SIGKILL for those that are still there. */
const endGroup = (leader) => end(() => (send(-leader, 0) && isAlive(leader) ? [-leader] : []));
/**
 * Ends all processes of a run, also those that left their group. Only Linux shows the environment of a process; elsewhere it ends
 * none.
 */
const endProcessesOf = (run) => {
    const entry = `\0${RUN_VARIABLE}=${run}\0`;
    return end(() => (everybody() ?? []).filter(pid => pid !== process.pid && `\0${fileOf(pid, 'environ')}`.includes(entry)));
};
async function end(left) {
    for (const signal of ['SIGTERM', 'SIGKILL']) {
        for (const pid of left())
            send(pid, signal);
        for (const until = performance.now() + GRACE_MS; performance.now() < until; await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(LOOK_AGAIN_MS))
            if (left().length === 0)
                return;
    }
}
/** Whether there was anybody to get it. */
function send(pid, signal) {
    try {
        return process.kill(pid, signal);
    }
    catch {
        return false;
    }
}
/** In a container nobody may ask for those that have ended: they stay in their group, and get every signal. */
function isAlive(leader) {
    const members = everybody()?.flatMap(pid => {
        const [, state, group] = /\) (\S) -?\d+ (\d+) /.exec(fileOf(pid, 'stat')) ?? [];
        return Number(group) === leader ? [state] : [];
    });
    return members?.some(state => state !== 'Z') ?? true;
}
/** All process ids; undefined where the system does not list them in files. */
function everybody() {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)('/proc').flatMap(name => (/^\d+$/.test(name) ? [Number(name)] : []));
    }
    catch {
        return undefined;
    }
}
/** Empty for a process that has just ended, or is somebody else's. */
function fileOf(pid, name) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(`/proc/${pid}/${name}`, 'latin1');
    }
    catch {
        return '';
    }
}


/***/ }),

/***/ 1519:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ withoutEnds),
/* harmony export */   M: () => (/* binding */ withoutEnd)
/* harmony export */ });
/** A text without the run of one character at its end. A pattern for this would start anew at every place in the text. */
function withoutEnd(text, character) {
    let end = text.length;
    while (text[end - 1] === character)
        end--;
    return text.slice(0, end);
}
/** The same at both ends. */
function withoutEnds(text, character) {
    let start = 0;
    while (text[start] === character)
        start++;
    return withoutEnd(text.slice(start), character);
}


/***/ }),

/***/ 8125:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HQ: () => (/* binding */ isNear),
/* harmony export */   h: () => (/* binding */ suggestion),
/* harmony export */   pA: () => (/* binding */ nearest)
/* harmony export */ });
/* harmony import */ var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1916);

/** As many names as a reader takes in. */
const MOST = 12;
/** `; did you mean "x"?` if one of the known names is near, otherwise all of them, or the most similar three of many. */
function suggestion(name, known) {
    if (known.length === 0)
        return '';
    const near = nearest(name, known);
    if (near !== undefined)
        return `; did you mean "${near}"?`;
    if (known.length <= MOST)
        return `; expected one of ${known.join(', ')}`;
    const similar = [...known].sort((a, b) => (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(name, a) - (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(name, b)).slice(0, 3);
    return `; expected one of ${known.length} names, such as ${similar.join(', ')}`;
}
/** The known name that is probably meant. */
function nearest(name, known) {
    const lower = known.map(other => other.toLowerCase());
    const near = known.length === 0 ? undefined : known[lower.indexOf((0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .closest */ .kp)(name.toLowerCase(), lower))];
    return near !== undefined && isNear(name, near) ? near : undefined;
}
/** Whether one of two names may be a misspelling of the other, in whatever case. */
const isNear = (name, other) => (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(name.toLowerCase(), other.toLowerCase()) <= Math.max(2, name.length / 3);


/***/ }),

/***/ 6380:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ openAgents),
/* harmony export */   Z: () => (/* binding */ closeAgents)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4708);
/* harmony import */ var hpagent__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9611);
/* harmony import */ var _pace_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3893);




/** `proxy`: with its user and password, if it needs them. */
function openAgents(tls, { proxy, most = _pace_js__WEBPACK_IMPORTED_MODULE_3__/* .MOST */ ._B } = {}) {
    const pool = { keepAlive: true, maxSockets: most, scheduling: 'lifo' };
    const secure = {
        ...pool,
        ...(tls.ca === undefined ? {} : { ca: tls.ca }),
        ...(tls.client === undefined ? {} : { cert: tls.client.certificate, key: tls.client.key.reveal() }),
        ...(tls.serverName === undefined ? {} : { servername: tls.serverName }),
        ...(tls.skipVerify ? { rejectUnauthorized: false } : {})
    };
    const closing = new AbortController();
    if (proxy === undefined)
        return { most, plain: new node_http__WEBPACK_IMPORTED_MODULE_0__.Agent(pool), tls: new node_https__WEBPACK_IMPORTED_MODULE_1__.Agent(secure), closing };
    return {
        most,
        // For the connection to the proxy, which has nothing to do with the server's certificates.
        plain: proxy.protocol === 'https:' ? new node_https__WEBPACK_IMPORTED_MODULE_1__.Agent(pool) : new node_http__WEBPACK_IMPORTED_MODULE_0__.Agent(pool),
        tls: new hpagent__WEBPACK_IMPORTED_MODULE_2__/* .HttpsProxyAgent */ .bW({ ...secure, proxy: proxy.href, proxyRequestOptions: { signal: closing.signal } }),
        proxy,
        closing
    };
}
function closeAgents({ plain, tls, closing }) {
    closing.abort();
    plain.destroy();
    tls.destroy();
}


/***/ }),

/***/ 6788:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   o_: () => (/* binding */ jsonOf),
/* harmony export */   sT: () => (/* binding */ retryAfterOf)
/* harmony export */ });
/* harmony import */ var _unreachable_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3434);

/** Statuses that decisions rest on: it is there, it is not allowed, it is not there. Only the service itself may say so. */
const TAKEN_AT_ITS_WORD = new Set([200, 403, 404]);
/** The JSON of an answer; undefined where there is none and nobody would decide by its status. */
function jsonOf({ status, headers, text }, request, service) {
    const type = headers['content-type'];
    const isJson = type?.includes('json') === true;
    const body = isJson ? parse(text) : undefined;
    if (body !== undefined || !TAKEN_AT_ITS_WORD.has(status))
        return body;
    // A connection that simply ends cuts JSON short, and nothing reports that.
    if (isJson)
        throw (0,_unreachable_js__WEBPACK_IMPORTED_MODULE_0__/* .unreachable */ .H)(service, request, `what came back (status ${status}) is JSON cut short`, { sent: true, code: 'CUT_SHORT' });
    throw (0,_unreachable_js__WEBPACK_IMPORTED_MODULE_0__/* .unreachable */ .H)(service, request, `what came back (status ${status}) is not JSON but ${type ?? 'of unknown type'}`, {
        sent: true,
        code: 'NOT_JSON'
    });
}
const LONGEST_QUOTE = 64 * 1024;
/** All of it or nothing: it may hold a secret, and the half of one is not masked. The log shows the beginning. */
const quoted = (text) => (text.length > LONGEST_QUOTE ? `${text.length} characters` : text);
/** `Retry-After` in seconds; the header has seconds, or a date. */
function retryAfterOf({ headers }) {
    const header = headers['retry-after'];
    if (header === undefined)
        return undefined;
    const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000);
    return Number.isFinite(seconds) ? Math.max(seconds, 0) : undefined;
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 3893:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _B: () => (/* binding */ MOST),
/* harmony export */   oG: () => (/* binding */ Pace)
/* harmony export */ });
/* unused harmony export NEAR */
/** As many requests as a nearby two-core server answers without queueing. */
const NEAR = 16;
/** From far away, most of what is in flight is on the wire and loads nobody. */
const MOST = 64;
/** The fastest answer of a nearby server takes less, in milliseconds. */
const NEXT_DOOR_MS = 5;
/**
 * How many requests may be in flight: as many as keep the server busy at the distance that its fastest answer shows, since
 * it does the same work in a second wherever we are. Halved when the server asks for less, at most once for all that were in
 * flight together; one more again after each full round of good answers.
 */
class Pace {
    #most;
    #bearable;
    #fastestMs = 0;
    #good = 0;
    /** Answers still to come to what was in flight when the limit was halved: they tell nothing new. */
    #outdated = 0;
    /** `most`: never more than that. */
    constructor(most = MOST) {
        this.#most = most;
        this.#bearable = most;
    }
    get limit() {
        const useful = Math.ceil((NEAR * this.#fastestMs) / NEXT_DOOR_MS);
        return Math.min(this.#bearable, Math.max(NEAR, useful));
    }
    /** An answer, `ms` after it was asked for. */
    good(ms) {
        this.#fastestMs = this.#fastestMs === 0 ? ms : Math.min(this.#fastestMs, ms);
        this.#outdated = Math.max(0, this.#outdated - 1);
        this.#good++;
        if (this.#good < this.limit)
            return;
        this.#good = 0;
        this.#bearable = Math.min(this.#most, this.#bearable + 1);
    }
    tooMuch() {
        this.#good = 0;
        if (this.#outdated > 0) {
            this.#outdated--;
            return;
        }
        this.#outdated = this.limit - 1;
        this.#bearable = Math.max(1, Math.floor(this.limit / 2));
    }
}


/***/ }),

/***/ 6006:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ requestThrough),
/* harmony export */   iJ: () => (/* binding */ proxyFor),
/* harmony export */   vu: () => (/* binding */ isRefusal)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4708);
/* harmony import */ var _actions_http_client_lib_proxy__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9783);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7594);
/* harmony import */ var _base_secret_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5977);





/**
 * The proxy that HTTPS_PROXY or HTTP_PROXY name for this URL and NO_PROXY does not exclude, in upper or lower case, by the
 * rules that all actions on this runner follow. This machine itself is never reached through a proxy. `hide` is called with the
 * password that its URL contains.
 */
function proxyFor(url, hide = () => { }) {
    const target = new URL(url);
    if ((0,_actions_http_client_lib_proxy__WEBPACK_IMPORTED_MODULE_2__/* .checkBypass */ .H)(target) || named(target) === undefined)
        return undefined;
    const proxy = parse(target);
    if (proxy !== undefined && /^https?:$/.test(proxy.protocol)) {
        const url = new URL(proxy.href);
        for (const form of [url.password, decodeURIComponent(url.password)])
            if (form !== '')
                hide(new _base_secret_js__WEBPACK_IMPORTED_MODULE_4__/* .Secret */ .z(form));
        return url;
    }
    throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`the proxy for ${url} is not a valid http:// or https:// URL`, {
        hint: 'Check HTTPS_PROXY and HTTP_PROXY in the environment of this step: percent-encode user and password, `%` as `%25`. NO_PROXY excludes hosts.'
    });
}
function named({ protocol }) {
    const name = protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    return process.env[name] || process.env[name.toUpperCase()] || undefined;
}
/** Undefined if the text is no URL; for a password that is not percent-encoded, the library would return no proxy at all. */
function parse(target) {
    try {
        return (0,_actions_http_client_lib_proxy__WEBPACK_IMPORTED_MODULE_2__/* .getProxyUrl */ .s)(target);
    }
    catch {
        return undefined;
    }
}
/** A request for plain http: it names the whole URL to the proxy, as a browser does. */
function requestThrough(proxy, server, { method, agent, path, headers }) {
    const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
    const authorization = login === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` };
    const all = { ...headers, ...authorization, host: server.host };
    const options = { method, agent, path: `${server.origin}${path}`, auth: null, headers: all };
    return (proxy.protocol === 'https:' ? node_https__WEBPACK_IMPORTED_MODULE_1__ : node_http__WEBPACK_IMPORTED_MODULE_0__).request(proxy, options);
}
/** Whether an answer to such a request is a refusal of the proxy: no service says 407, and the 403 of each is JSON. */
const isRefusal = (status, type) => status === 407 || (status === 403 && !type?.includes('json'));


/***/ }),

/***/ 8394:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ withRetries),
/* harmony export */   l: () => (/* binding */ pauseAfter)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9729);


const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4_000;
/** Retries what may be retried, with full jitter, until it succeeds or the time for that failure is over. */
async function withRetries(attempt, options) {
    const first = performance.now();
    const most = options.patienceMs ?? Number.POSITIVE_INFINITY;
    // By kind of failure: a node that is sealed after a long election gets its own seconds, not what the election left of them.
    const since = new Map();
    for (let number = 1;; number++) {
        try {
            return await attempt(number);
        }
        catch (error) {
            const { outcome, patienceMs } = options.judge(error);
            const may = outcome === 'not executed' || (outcome === 'unknown' && options.repeat === 'idempotent');
            if (!may)
                throw error;
            const now = performance.now();
            const begun = since.get(patienceMs) ?? now;
            since.set(patienceMs, begun);
            const askedMs = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .Refusal */ .P ? askedFor(error) : undefined;
            const pause = pauseAfter(number, askedMs);
            const left = Math.min(begun + patienceMs, first + most) - now;
            if (pause > left) {
                if (askedMs !== undefined && askedMs > Math.min(patienceMs, most))
                    throw adding(error, `; it asks for a wait of ${seconds(askedMs)}, which is too long`);
                throw number === 1 ? error : adding(error, ` (tried ${number} times in ${seconds(now - first)})`);
            }
            if (askedMs !== undefined)
                options.onAsked?.(askedMs);
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(pause, undefined, { signal: options.signal }).catch(() => {
                throw adding(error, `; tried ${number === 1 ? 'once' : `${number} times`}, then ${options.signal.reason.message}`);
            });
        }
    }
}
/**
 * Milliseconds before the next attempt: any part of a time that doubles (full jitter), so that requests that failed together
 * do not return together, and never less than the server asked for.
 */
const pauseAfter = (attempt, askedMs = 0) => Math.max(askedMs, Math.random() * Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS));
/** Vault rounds down, and says 0 in the last second. */
const askedFor = ({ retryAfter }) => (retryAfter === undefined ? undefined : (retryAfter + 1) * 1000);
const seconds = (ms) => `${Math.round(ms / 1000)} s`;
/** The same error, so that its kind and hint stay. */
function adding(error, words) {
    if (error instanceof Error)
        error.message += words;
    return error;
}


/***/ }),

/***/ 5643:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ nameOf),
/* harmony export */   X: () => (/* binding */ pathOf)
/* harmony export */ });
/** The path as sentences name it, without version and query. */
const pathOf = ({ path }) => path.replace(/^\/(?:v1\/)?/, '').replace(/\?.*/, '');
/** A request as sentences name it. */
const nameOf = (request) => request.about === undefined ? `${request.method} ${pathOf(request)}` : `the request for ${request.about}`;


/***/ }),

/***/ 9416:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g: () => (/* binding */ openTransport)
});

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./lib/http/agents.js
var http_agents = __webpack_require__(6380);
// EXTERNAL MODULE: ./lib/http/errors.js
var errors = __webpack_require__(9729);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: ./lib/http/proxy.js
var http_proxy = __webpack_require__(6006);
// EXTERNAL MODULE: ./lib/http/unreachable.js
var unreachable = __webpack_require__(3434);
;// CONCATENATED MODULE: ./lib/http/exchange.js




const CONNECT_MS = 5_000;
/** From the first byte sent to the last one received. A short first attempt lets a cluster notice that its leader hangs. */
const ANSWER_MS = (attempt) => (attempt === 1 ? 10_000 : 30_000);
const LARGEST_ANSWER = 64 * 1024 * 1024;
/** One request and its answer, within the time limits; redirects are not followed. `attempt` counts from 1. Whoever
 * aborts `signal` also closes the agents. */
function sendOnce(service, request, { agents, signal, attempt }) {
    const { server, method, path } = request;
    const secure = server.protocol === 'https:';
    return new Promise((resolve, reject) => {
        if (signal.aborted)
            return reject((0,unreachable/* interrupted */.V)(service, request, signal));
        const options = {
            method,
            host: server.hostname.replace(/^\[|\]$/g, ''),
            port: server.port,
            path: `${server.pathname.replace(/\/$/, '')}${path}`,
            agent: secure ? agents.tls : agents.plain,
            headers: {
                ...request.headers,
                ...(request.body === undefined
                    ? {}
                    : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(request.body) })
            }
        };
        const { proxy } = agents;
        const call = proxy && !secure ? (0,http_proxy/* requestThrough */.b)(proxy, server, options) : (secure ? external_node_https_ : external_node_http_).request(options);
        let sent = false;
        const fail = (reason, code) => {
            clearTimeout(limit);
            reject(signal.aborted ? (0,unreachable/* interrupted */.V)(service, request, signal) : (0,unreachable/* unreachable */.H)(service, request, reason, { sent, code, proxy }));
        };
        const within = (ms, reason, code) => setTimeout(() => {
            fail(`${reason} within ${ms / 1000} s`, code);
            call.destroy();
        }, ms);
        let limit = within(CONNECT_MS, 'no connection', 'NO_CONNECTION');
        call.on('socket', socket => {
            const ready = () => {
                sent = true;
                clearTimeout(limit);
                limit = within(ANSWER_MS(attempt), 'no complete answer', 'NO_ANSWER');
            };
            if (!socket.connecting)
                ready();
            else
                socket.once(secure ? 'secureConnect' : 'connect', ready);
        });
        call.on('error', (error) => {
            // The words of hpagent for a refused tunnel; a 5xx may be temporary.
            const refused = /^Bad response: (\d+)$/.exec(error.message)?.[1];
            if (refused === undefined)
                fail(error.message, error.code);
            else
                fail(`the proxy answered ${refused} to CONNECT`, refused.startsWith('4') ? 'PROXY_REFUSED' : undefined);
        });
        call.on('response', response => {
            const chunks = [];
            let size = 0;
            response.on('data', (chunk) => {
                chunks.push(chunk);
                size += chunk.length;
                if (size <= LARGEST_ANSWER)
                    return;
                fail('the answer is larger than 64 MiB', 'TOO_LARGE');
                response.destroy();
            });
            response.on('error', (error) => fail(error.message, error.code));
            response.on('end', () => {
                clearTimeout(limit);
                const status = response.statusCode ?? 0;
                if (proxy && !secure && (0,http_proxy/* isRefusal */.vu)(status, response.headers['content-type']))
                    return fail(`the proxy answered ${status}`, 'PROXY_REFUSED');
                try {
                    resolve(service.read({ status, headers: response.headers, text: Buffer.concat(chunks).toString() }, request));
                }
                catch (error) {
                    reject(error);
                }
            });
        });
        call.end(request.body);
    });
}

;// CONCATENATED MODULE: ./lib/http/limiter.js
/**
 * Lets through as many at once as `limit` says at the moment, the others in order of arrival. They wait in an array: in a linked
 * list, as p-limit has it, one node among V8's old objects keeps all later ones in memory until the next full collection, for as
 * long as anything waits.
 */
class Limiter {
    #limit;
    #waiting = [];
    #taken = 0;
    constructor(limit) {
        this.#limit = limit;
    }
    async take(act) {
        if (this.#taken < this.#limit())
            this.#taken++;
        else
            await new Promise(resolve => this.#waiting.push(resolve));
        try {
            return await act();
        }
        finally {
            this.#taken--;
            this.#handOn();
        }
    }
    /** The limit may have grown by more than one, or shrunk. */
    #handOn() {
        while (this.#waiting.length > 0 && this.#taken < this.#limit()) {
            this.#taken++;
            this.#waiting.shift()?.();
        }
    }
}

// EXTERNAL MODULE: ./lib/http/pace.js
var http_pace = __webpack_require__(3893);
// EXTERNAL MODULE: ./lib/http/retry.js
var retry = __webpack_require__(8394);
// EXTERNAL MODULE: ./lib/http/verdict.js
var verdict = __webpack_require__(8761);
;// CONCATENATED MODULE: ./lib/http/transport.js









/** One keep-alive pool for one server: time limits, retries, a pace that the server can bear, no redirects. */
function openTransport(service, { agents, signal, patienceMs }) {
    const judge = (error) => (0,verdict/* verdictOn */.H)(error, service.refusals);
    const pace = new http_pace/* Pace */.oG(agents.most);
    // A queue of our own: one in the agent would count as waiting for a connection, and hold every request open.
    const inTurn = new Limiter(() => pace.limit);
    // A request keeps its turn until it has ended; how many are retried at once is paced as well.
    const again = new Limiter(() => pace.limit);
    let restUntil = 0;
    // Each request that waits for its next attempt listens; from eleven on Node would warn of a leak.
    (0,external_node_events_.setMaxListeners)(0, signal);
    // One listener for all: one for each request would be a good part of what a request costs.
    signal.addEventListener('abort', () => (0,http_agents/* closeAgents */.Z)(agents), { once: true });
    const attempt = async (request, number) => {
        // A server that blocks us blocks the whole address: everything waits, not only the request that was told.
        while (restUntil > performance.now() && !signal.aborted)
            await (0,promises_.setTimeout)(Math.max(restUntil - performance.now(), 1), undefined, { signal }).catch(() => { });
        const begun = performance.now();
        const good = () => pace.good(performance.now() - begun);
        try {
            const once = () => sendOnce(service, request, { agents, signal, attempt: number });
            const answer = number === 1 ? await once() : await again.take(once);
            good();
            return answer;
        }
        catch (error) {
            if (isTooMuch(error))
                pace.tooMuch();
            // A refusal is an answer too.
            else if (error instanceof errors/* Refusal */.P && judge(error).outcome === 'refused')
                good();
            throw error;
        }
    };
    const onAsked = (ms) => {
        restUntil = Math.max(restUntil, performance.now() + ms);
    };
    return {
        send: request => inTurn.take(() => (0,retry/* withRetries */.L)(number => attempt(request, number), { repeat: request.repeat, signal, judge, patienceMs, onAsked })),
        close: () => (0,http_agents/* closeAgents */.Z)(agents)
    };
}
const isTooMuch = (error) => error instanceof errors/* Refusal */.P && (error.status === 429 || error.status === 503);


/***/ }),

/***/ 3434:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ unreachable),
/* harmony export */   V: () => (/* binding */ interrupted)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7594);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9729);
/* harmony import */ var _service_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5643);



const CUT = 'The server, or something on the way to it, cuts connections: check that it is running, and whether a firewall or balancer is in between.';
/** What is the same for every service. */
const HINTS = {
    ECONNRESET: CUT,
    EPIPE: CUT,
    CUT_SHORT: CUT,
    CERT_HAS_EXPIRED: "The server's certificate has expired: renew it.",
    CERT_NOT_YET_VALID: "The server's certificate is not valid yet: check its dates, and the clock of this runner.",
    EAI_AGAIN: 'Run again: the DNS of this runner did not answer.',
    NO_ANSWER: 'The server, its storage, or something in front of it hangs or is very slow.'
};
/** The run ended during a wait; what it was waiting for explains more than the end itself. */
const interrupted = ({ name }, request, signal) => new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${signal.reason.message} while waiting for ${name} at ${request.server.origin} to answer ${(0,_service_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .V)(request)}`);
const CHECK_PROXY = 'Check HTTPS_PROXY and HTTP_PROXY (address, user, password, what the proxy lets through), or add the server to NO_PROXY if it is reachable without one.';
/** No usable answer; `sent` tells whether the server may have seen the request. */
function unreachable(service, request, reason, { sent, code, proxy }) {
    const through = proxy === undefined ? '' : ` (through the proxy ${proxy.origin})`;
    const who = `${service.name} at ${request.server.origin}${through}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .Unreachable */ .L(`${who} did not answer ${(0,_service_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .V)(request)}: ${reason}`, {
        hint: proxy !== undefined && (!sent || code === 'PROXY_REFUSED') ? CHECK_PROXY : hintFor(code, service.hints),
        sent,
        code
    });
}
function hintFor(code, own) {
    // OpenSSL names the version of TLS in it.
    const known = code?.includes('CERTIFICATE_REQUIRED') ? 'CERTIFICATE_REQUIRED' : code;
    return known === undefined ? undefined : (own[known] ?? HINTS[known]);
}


/***/ }),

/***/ 8761:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ verdictOn),
/* harmony export */   I: () => (/* binding */ WHILE_LIMITED_MS)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9729);

/** The longest election seen on a real cluster of Vault took 20 s; a fixed count of attempts gave up too early. */
const PATIENCE_MS = 30_000;
/** A server that limits the rate is healthy; the limit of the run ends the wait. */
const WHILE_LIMITED_MS = 3_600_000;
/** A certificate, or a port that speaks something else: the next attempt meets the same. */
const HOPELESS = /CERT|UNABLE_TO_|^EPROTO$|^ERR_TLS|^ERR_SSL|^HPE_|^PROXY_REFUSED$|^NOT_JSON$|^TOO_LARGE$/;
const REFUSED = { outcome: 'refused', patienceMs: 0 };
/** What may be done after a failure. A refusal is looked up in the rows of its service; one without a row is final. */
function verdictOn(error, rows) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Unreachable */ .L) {
        if (error.code !== undefined && HOPELESS.test(error.code))
            return REFUSED;
        return { outcome: error.sent ? 'unknown' : 'not executed', patienceMs: PATIENCE_MS };
    }
    if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Refusal */ .P))
        return REFUSED;
    const row = rows.find(({ status, says }) => status === error.status && (says === undefined || error.says(says)));
    if (row === undefined || row.outcome === 'refused')
        return REFUSED;
    return { outcome: row.outcome, patienceMs: row.patienceMs ?? PATIENCE_MS };
}


/***/ }),

/***/ 7989:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ buildSecretMistakes),
/* harmony export */   z: () => (/* binding */ buildSecrets)
/* harmony export */ });
/* harmony import */ var _mistake_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3389);

/** What docker's `--secret` takes. A value is not among it, so none can be written here by mistake. */
const KEYS = new Set(['id', 'src', 'source', 'env', 'type']);
/** One spec of docker's `--secret` on each line; none is empty. */
const buildSecrets = ({ 'build-secrets': text }) => text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
/** Never quotes a line: somebody may have written a value. */
function buildSecretMistakes(raw) {
    const wrong = buildSecrets(raw).findIndex(spec => !isSpec(spec));
    if (wrong < 0)
        return [];
    return [
        (0,_mistake_js__WEBPACK_IMPORTED_MODULE_0__/* .mistake */ .RT)('build-secrets', `has a line (the ${wrong + 1}. that is not empty) that is no build secret`, 'Write one on each line, such as `id=pip,env=PIP_TOKEN` or `id=netrc,src=.netrc`.')
    ];
}
function isSpec(spec) {
    const keys = spec.split(',').map(part => /^(\w+)=[^,\s]+$/.exec(part)?.[1] ?? '');
    return keys.every(key => KEYS.has(key)) && keys.filter(key => key === 'id').length === 1;
}


/***/ }),

/***/ 1113:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   db: () => (/* binding */ thatCount),
/* harmony export */   r7: () => (/* binding */ combinationMistakes),
/* harmony export */   yx: () => (/* binding */ undoMistakes)
/* harmony export */ });
/* harmony import */ var _astro_deploy_types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(952);
/* harmony import */ var _build_secrets_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7989);
/* harmony import */ var _login_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8408);
/* harmony import */ var _mistake_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3389);




/** What only says what to do with a run. */
const OF_A_RUN = { drift: 'report', 'compare-with': '', undo: '', 'github-environment': '' };
/** The inputs that count: doctor, which is no run, takes those of any step. */
const thatCount = (raw) => (raw.mode === 'doctor' ? { ...raw, ...OF_A_RUN } : raw);
/**
 * What a mode needs, and which inputs cannot be combined. Plan and doctor need nothing: they look at what they can see. `whenEmpty` is the
 * hint for an input that is needed and empty.
 */
function combinationMistakes(raw, whenEmpty) {
    const needs = new Map();
    const need = (name, why) => {
        if (raw[name] === '' && !needs.has(name))
            needs.set(name, `is missing or empty; ${why}`);
    };
    if (raw.mode === 'sync' || raw.mode === 'deploy') {
        need('vault-url', `mode ${raw.mode} needs the address of Vault, such as https://vault.example.com:8200`);
    }
    // Doctor is not content without the login that was chosen: that is what may be wrong.
    const isLoginNeeded = raw.mode === 'doctor' ? raw['vault-auth-method'] !== 'token' : raw.mode !== 'plan';
    if (isLoginNeeded)
        for (const name of (0,_login_js__WEBPACK_IMPORTED_MODULE_2__/* .missingForLogin */ .h)(raw))
            need(name, `vault-auth-method ${raw['vault-auth-method']} needs it`);
    if (raw['vault-client-key'] !== '')
        need('vault-client-certificate', 'vault-client-key needs it');
    if (raw['vault-client-certificate'] !== '')
        need('vault-client-key', 'vault-client-certificate needs it');
    const selectors = ['deployment-id', 'deployment', 'deployment-name', 'deployments'].filter(name => raw[name] !== '');
    if (raw.mode === 'deploy') {
        need('astro-api-token', 'mode deploy needs it');
        if (selectors.length === 0)
            need('deployment-id', 'mode deploy needs this input, deployment, deployment-name or deployments');
    }
    if (raw.preview !== 'off') {
        if (selectors.length === 0)
            need('deployment-id', 'a preview needs a base: this input, deployment or deployment-name');
        need('preview-for', 'the event of this workflow is about no branch and no pull request');
    }
    if (raw['deploy-type'] === 'dbt')
        need('dbt-project', 'deploy-type dbt needs the folder of the dbt project');
    if (raw.mode === 'plan' && raw.drift !== 'report') {
        for (const name of ['vault-url', ...(0,_login_js__WEBPACK_IMPORTED_MODULE_2__/* .missingForLogin */ .h)(raw)])
            need(name, `drift ${raw.drift} compares with Vault`);
        if (raw.drift === 'issue')
            need('github-token', 'drift issue needs it');
    }
    if (raw['github-environment'] !== '')
        need('github-token', 'github-environment needs it');
    if (raw['astro-checksum'] !== '')
        need('astro-version', 'astro-checksum is the checksum of one version');
    return [...[...needs].map(([name, message]) => (0,_mistake_js__WEBPACK_IMPORTED_MODULE_3__/* .mistake */ .RT)(name, message, whenEmpty)), ...conflicts(raw, selectors)];
}
/** Undo is for Vault alone. */
function undoMistakes({ mode, undo }) {
    if (undo === '' || mode === 'plan' || mode === 'sync')
        return [];
    return [
        (0,_mistake_js__WEBPACK_IMPORTED_MODULE_3__/* .mistake */ .RT)('undo', 'works only with mode plan or sync', 'Set `mode: sync`. Airflow reads the old values without a deploy.')
    ];
}
/** Where there is no preview. */
const HINTS = {
    sync: 'Set `mode: deploy`.',
    doctor: 'Remove `preview`, and log in as the workflow of the base does: doctor looks at the Deployment that is selected.'
};
/** A preview is made, or ended, as a whole. */
function previewMistakes({ preview, mode, prune, undo }) {
    if (preview === 'off')
        return [];
    const hint = HINTS[mode];
    return [
        ...(hint === undefined ? [] : [(0,_mistake_js__WEBPACK_IMPORTED_MODULE_3__/* .mistake */ .RT)('preview', 'works only with mode plan or deploy', hint)]),
        ...(prune === 'off' ? [] : [(0,_mistake_js__WEBPACK_IMPORTED_MODULE_3__/* .mistake */ .RT)('preview', 'cannot be combined with `prune`', 'Prune in the run for the base.')]),
        ...(undo === '' ? [] : [(0,_mistake_js__WEBPACK_IMPORTED_MODULE_3__/* .mistake */ .RT)('preview', 'cannot be combined with `undo`', 'Undo in a separate run.')])
    ];
}
function conflicts(raw, [selector, ...others]) {
    const found = [];
    if (raw['vault-auth-method'] === 'approle' && raw['vault-secret-id'] !== '' && raw['vault-wrapped-secret-id'] !== '')
        found.push((0,_mistake_js__WEBPACK_IMPORTED_MODULE_3__/* .mistake */ .RT)('vault-wrapped-secret-id', 'cannot be combined with vault-secret-id', 'Set one of the two.'));
    if (selector !== undefined && others.length > 0)
        found.push((0,_mistake_js__WEBPACK_IMPORTED_MODULE_3__/* .mistake */ .RT)(selector, `cannot be combined with ${others.join(' and ')}: each selects a Deployment`, 'Set only one of them.'));
    if (raw.canary !== '' && raw.deployments === '')
        found.push((0,_mistake_js__WEBPACK_IMPORTED_MODULE_3__/* .mistake */ .RT)('canary', 'works only with deployments', 'Set `deployments`, or remove `canary`.'));
    if (raw.canary !== '' && raw.mode === 'deploy' && raw['wait-time'] === 0)
        found.push((0,_mistake_js__WEBPACK_IMPORTED_MODULE_3__/* .mistake */ .RT)('canary', 'cannot be combined with `wait-time: 0s`: the run would not wait until it is healthy'));
    if (raw.deployments !== '' && raw.preview !== 'off')
        found.push((0,_mistake_js__WEBPACK_IMPORTED_MODULE_3__/* .mistake */ .RT)('deployments', 'cannot be combined with preview, which has one base', 'Set `deployment` instead.'));
    found.push(...undoMistakes(raw), ...previewMistakes(raw));
    if (raw['github-environment'] !== '' && raw.mode !== 'deploy')
        found.push((0,_mistake_js__WEBPACK_IMPORTED_MODULE_3__/* .mistake */ .RT)('github-environment', `cannot be combined with mode ${raw.mode}, which deploys nothing`));
    if (raw.drift !== 'report' && (raw.mode !== 'plan' || raw.undo !== ''))
        found.push((0,_mistake_js__WEBPACK_IMPORTED_MODULE_3__/* .mistake */ .RT)('drift', `${raw.drift} works only with mode plan, and without undo`, 'Other runs restore what they find, and warn.'));
    if (raw['compare-with'] !== '' && (raw.mode !== 'plan' || raw.undo !== '' || raw.preview !== 'off'))
        found.push((0,_mistake_js__WEBPACK_IMPORTED_MODULE_3__/* .mistake */ .RT)('compare-with', 'works only with mode plan, and without undo or preview', 'Compare in a run of its own.'));
    if (raw.undo !== '' && raw.prune === 'apply')
        found.push((0,_mistake_js__WEBPACK_IMPORTED_MODULE_3__/* .mistake */ .RT)('undo', 'cannot be combined with `prune: apply`', 'Prune in a separate run.'));
    if (raw['astro-api-url'] !== '' && raw['astro-domain'] !== 'localhost')
        found.push((0,_mistake_js__WEBPACK_IMPORTED_MODULE_3__/* .mistake */ .RT)('astro-api-url', 'works only with `astro-domain: localhost`', 'It is meant for tests. Remove it to use Astro.'));
    if (raw['image-name'] !== '' && !(0,_astro_deploy_types_js__WEBPACK_IMPORTED_MODULE_0__/* .partsOf */ .CI)(raw['deploy-type']).includes('image'))
        found.push((0,_mistake_js__WEBPACK_IMPORTED_MODULE_3__/* .mistake */ .RT)('image-name', `cannot be combined with deploy-type ${raw['deploy-type']}, which deploys no image`, 'Set one of the two.'));
    for (const name of ['dbt-project', 'mount-path'])
        if (raw[name] !== '' && raw['deploy-type'] !== 'dbt')
            found.push((0,_mistake_js__WEBPACK_IMPORTED_MODULE_3__/* .mistake */ .RT)(name, 'works only with `deploy-type: dbt`', `Remove \`${name}\`, or set \`deploy-type: dbt\`.`));
    found.push(...(0,_build_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .buildSecretMistakes */ .S)(raw));
    return found;
}


/***/ }),

/***/ 8608:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $g: () => (/* binding */ cliVersion),
/* harmony export */   Dy: () => (/* binding */ names),
/* harmony export */   EQ: () => (/* binding */ lifetime),
/* harmony export */   JK: () => (/* binding */ mountPath),
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   KN: () => (/* binding */ percent),
/* harmony export */   OZ: () => (/* binding */ url),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   UU: () => (/* binding */ name),
/* harmony export */   X4: () => (/* binding */ pathOr),
/* harmony export */   cA: () => (/* binding */ environment),
/* harmony export */   n8: () => (/* binding */ line),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   ph: () => (/* binding */ textOr),
/* harmony export */   ps: () => (/* binding */ pem),
/* harmony export */   q8: () => (/* binding */ authMount),
/* harmony export */   qK: () => (/* binding */ vaultUrl),
/* harmony export */   rJ: () => (/* binding */ secret),
/* harmony export */   sc: () => (/* binding */ sha256),
/* harmony export */   tk: () => (/* binding */ branch),
/* harmony export */   yL: () => (/* binding */ oneOf),
/* harmony export */   yY: () => (/* binding */ FORMS)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9396);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5395);
/* harmony import */ var _astro_mount_path_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9468);
/* harmony import */ var _astro_version_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9387);
/* harmony import */ var _base_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8045);
/* harmony import */ var _base_ends_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1519);
/* harmony import */ var _vault_address_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3996);






const FORMS = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .registry */ .u5();
/** An input that `read` parses. If that returns undefined, `message` says what the input must be; the default is its form. */
function field(form, read, message = () => undefined) {
    const type = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .FsL(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .transform */ .pdi((text, context) => {
        const value = read(text);
        if (value === undefined)
            context.issues.push({ code: 'custom', message: message(text) ?? `must be ${form.replaceAll('`', '')}`, input: text });
        return value;
    }));
    FORMS.add(type, { form });
    return type;
}
/** Marks an input as a secret. */
function secret(type) {
    FORMS.add(type, { form: 'text', ...FORMS.get(type), secret: true });
    return type;
}
const text = () => field('text', given => given);
/** An id or a name. Where it is an argument of a command, a leading `-` would make it an option. */
const name = () => field('text', given => (given.startsWith('-') ? undefined : given), () => 'must not begin with -');
const textOr = (fallback) => field('text', given => given || fallback);
const pathOr = (fallback) => field('a path', given => given || fallback);
/** GitHub takes 255 characters for the name of an environment. */
const environment = () => field('the name of an environment, at most 255 characters', given => (/^[^\p{Cc}]{0,255}$/u.test(given) ? given : undefined));
/** An HTTP header accepts nothing else. */
const line = () => field('one line of ASCII', given => (/^[\x20-\x7e]*$/.test(given) ? given : undefined));
const pem = () => field('PEM text, its base64, or the path of a PEM file', given => given);
const FLAGS = new Map([
    ['true', true],
    ['false', false]
]);
const flag = (fallback) => field('`true` or `false`', given => (given === '' ? fallback : FLAGS.get(given)));
const oneOf = (values, fallback) => field(`one of ${values.map(value => `\`${value}\``).join(', ')}`, given => given === '' ? fallback : values.find(value => value === given));
/** Longer than any job may run. Node's timers are limited to 24 days. */
const LONGEST = 5 * 86_400;
/** In seconds. Without `least`, 0 means not at all. */
const duration = (fallback, least = 0) => field(`a duration such as \`90s\`, \`10m\` or \`1h\`, ${least === 0 ? 'at most `5d`' : `from \`${least}s\` to \`5d\``}`, given => {
    const parsed = (0,_base_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .seconds */ .YA)(given === '' ? fallback : given);
    return parsed === undefined || parsed > LONGEST || parsed < least ? undefined : parsed;
}, given => (((0,_base_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .seconds */ .YA)(given) ?? least) < least ? `must be at least ${least}s` : undefined));
const DAY = 86_400;
/** How long something lives, in seconds. */
const lifetime = (fallback) => field('a duration from `1h` to `90d`', given => {
    const parsed = (0,_base_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .seconds */ .YA)(given === '' ? fallback : given);
    return parsed === undefined || parsed < DAY / 24 || parsed > 90 * DAY ? undefined : parsed;
});
/**
 * A branch, by its name or as GitHub's `refs/heads/…`, or the number of a pull request. A branch that is called like a number keeps
 * `refs/heads/`: nothing else tells it from the pull request.
 */
const branch = () => field('a branch, or the number of a pull request', given => {
    const name = given.replace(/^refs\/heads\/(?![1-9]\d*$)/, '');
    return name === '' || /^[^\s\p{C}~^:?*[\\]{1,200}$/u.test(name) ? name : undefined;
});
/** Names, or `all`; nothing if it is empty. */
const names = () => field('`all`, or names separated by commas or line breaks', given => {
    if (given === '' || given === 'all')
        return given;
    const listed = given.split(/[,\n]/).flatMap(one => one.trim() || []);
    return listed.length === 0 ? undefined : [...new Set(listed)];
});
const count = (fallback, most) => field(`a number from \`1\` to \`${most}\``, given => {
    const parsed = Number(/^\d{1,4}$/.exec(given === '' ? String(fallback) : given)?.[0]);
    return parsed >= 1 && parsed <= most ? parsed : undefined;
});
/** As a fraction of 1. */
const percent = (fallback) => field('a percentage from `0` to `100`', given => {
    const parsed = Number(/^(\d{1,3}) ?%?$/.exec(given === '' ? String(fallback) : given)?.[1]);
    return parsed <= 100 ? parsed / 100 : undefined;
});
/** Without trailing slashes. */
const url = () => field('a URL', given => (given === '' || (0,_vault_address_js__WEBPACK_IMPORTED_MODULE_3__/* .isServerUrl */ .L6)(given) ? (0,_base_ends_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutEnd */ .M)(given, '/') : undefined), () => _vault_address_js__WEBPACK_IMPORTED_MODULE_3__/* .NO_SERVER_URL */ .yT);
/** The same, without the paths of Vault's own API and pages. */
const vaultUrl = () => field('a URL', given => (given === '' || (0,_vault_address_js__WEBPACK_IMPORTED_MODULE_3__/* .vaultUrlProblem */ .PU)(given) === undefined ? (0,_base_ends_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutEnd */ .M)(given, '/') : undefined), given => (0,_vault_address_js__WEBPACK_IMPORTED_MODULE_3__/* .vaultUrlProblem */ .PU)(given) ?? '');
/** Without a leading `auth/`, and without slashes around it. */
const authMount = () => field('the path of an auth method, such as `ci/approle`', given => {
    const mount = (0,_base_ends_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutEnds */ .$)(given.replace(/^auth\//, ''), '/');
    return mount === '' || mount.split('/').every(part => !/^\.{0,2}$/.test(part)) ? mount : undefined;
});
/** Without trailing slashes. */
const mountPath = () => field('an absolute path, such as `/usr/local/airflow/dbt/shop`', given => (given === '' || (0,_astro_mount_path_js__WEBPACK_IMPORTED_MODULE_5__/* .mountPathProblem */ .C)(given) === undefined ? (0,_base_ends_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutEnd */ .M)(given, '/') : undefined), given => (0,_astro_mount_path_js__WEBPACK_IMPORTED_MODULE_5__/* .mountPathProblem */ .C)(given));
/** A release of the astro CLI, without a leading `v`. */
const cliVersion = () => field(`one release from \`${_astro_version_js__WEBPACK_IMPORTED_MODULE_6__/* .OLDEST */ ._j}\` on, such as \`${_astro_version_js__WEBPACK_IMPORTED_MODULE_6__/* .TESTED */ .gf}\``, given => {
    const version = given === '' ? '' : (0,_astro_version_js__WEBPACK_IMPORTED_MODULE_6__/* .releaseIn */ .B8)(given);
    return version === undefined || (version !== '' && !(0,_astro_version_js__WEBPACK_IMPORTED_MODULE_6__/* .isNewEnough */ .$t)(version)) ? undefined : version;
}, given => (0,_astro_version_js__WEBPACK_IMPORTED_MODULE_6__/* .releaseIn */ .B8)(given) === undefined
    ? `must be one release, such as ${_astro_version_js__WEBPACK_IMPORTED_MODULE_6__/* .TESTED */ .gf}: no range, no prerelease, and not latest`
    : `must be ${_astro_version_js__WEBPACK_IMPORTED_MODULE_6__/* .OLDEST */ ._j} or newer`);
/** In lower case, without the `sha256:` that GitHub shows before it. */
const sha256 = () => field('the SHA-256 of a file, 64 hexadecimal digits', given => given === '' ? '' : /^(?:sha256:)?([0-9a-f]{64})$/i.exec(given)?.[1]?.toLowerCase());


/***/ }),

/***/ 1508:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rI: () => (/* binding */ aboutOf),
  VV: () => (/* binding */ modeOf),
  oW: () => (/* binding */ previewOf),
  zq: () => (/* binding */ readAddress),
  Ko: () => (/* binding */ readInputs)
});

// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/base/secret.js
var secret = __webpack_require__(5977);
// EXTERNAL MODULE: ./lib/astro/address.js
var astro_address = __webpack_require__(9087);
;// CONCATENATED MODULE: ./lib/astro/token.js

/**
 * Checks what the CLI would trip over: three parts, JSON, `permissions`, not expired. For several of these the CLI reports
 * "current workspace context not set", or crashes. Throws `Mistakes` that never quote the token.
 */
function readToken(token, now) {
    const claims = claimsOf(token);
    if (claims === undefined) {
        throw wrong('is not an Astro API token (three parts separated by dots)', 'Copy it from Astro again, without quotes and without a leading "Bearer".');
    }
    const expires = typeof claims['exp'] === 'number' ? new Date(claims['exp'] * 1000) : undefined;
    if (expires !== undefined && expires <= now) {
        throw wrong(`expired on ${expires.toISOString()}`, 'Create a new token in Astro and store it in the GitHub secret.');
    }
    const permissions = Array.isArray(claims['permissions']) ? claims['permissions'].map(String) : [];
    if (permissions.length === 0 || permissions.some(permission => !permission.includes(':'))) {
        throw wrong('has no permissions', 'Use an API token of the Deployment, its Workspace or its Organization.');
    }
    const idIn = (prefix) => permissions.find(permission => permission.startsWith(prefix))?.slice(prefix.length);
    const workspace = idIn('workspaceId:');
    const organization = idIn('organizationId:');
    if (organization === undefined) {
        throw wrong('names no Organization', 'Use an API token of the Deployment, its Workspace or its Organization.');
    }
    return { organization, ...(workspace === undefined ? {} : { workspace }) };
}
const wrong = (message, hint) => new errors/* Mistakes */.So([{ severity: 'error', subject: 'input astro-api-token', message, hint }]);
function claimsOf(token) {
    // Node skips characters outside base64url, such as a quote; the CLI does not.
    const [, head = '', claims = ''] = /^([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(token) ?? [];
    try {
        JSON.parse(Buffer.from(head, 'base64url').toString());
        return JSON.parse(Buffer.from(claims, 'base64url').toString());
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/inputs/mistake.js
var mistake = __webpack_require__(3389);
;// CONCATENATED MODULE: ./lib/inputs/astro.js





/** How to reach Astro; undefined in sync mode and without a token. */
function astroInputs(raw, now) {
    const token = raw['astro-api-token'];
    if (raw.mode === 'sync' || token === '')
        return undefined;
    const claims = readToken(token, now);
    const given = raw['workspace-id'];
    const workspace = given || claims.workspace;
    if (workspace === undefined)
        throw new errors/* Mistakes */.So([
            (0,mistake/* mistake */.RT)('workspace-id', 'is missing or empty; astro-api-token belongs to an Organization and names no Workspace', 'Set it to the id of the Workspace that the Deployment is in.')
        ]);
    if (claims.workspace !== undefined && claims.workspace !== workspace)
        throw new errors/* Mistakes */.So([
            (0,mistake/* mistake */.RT)('workspace-id', `is ${given}, but astro-api-token belongs to Workspace ${claims.workspace}`, 'Remove `workspace-id`, or use a token of that Workspace.')
        ]);
    const domain = raw['astro-domain'];
    const apiUrl = raw['astro-api-url'] || undefined;
    const address = (0,astro_address/* apiAddress */.z)(domain, apiUrl);
    if (address === undefined)
        throw new errors/* Mistakes */.So([
            (0,mistake/* mistake */.RT)('astro-domain', 'must be the name of a host, such as astronomer.io', 'It is meant for tests. Remove it to use Astro.')
        ]);
    return {
        token: new secret/* Secret */.z(token),
        organization: claims.organization,
        workspace,
        address,
        domain,
        ...(apiUrl && { apiUrl }),
        cli: cliChoice(raw)
    };
}
function selectionOf(raw) {
    if (raw['deployment-id'] !== '')
        return { id: raw['deployment-id'] };
    if (raw['deployment-name'] !== '')
        return { name: raw['deployment-name'] };
    if (raw.deployments !== '')
        return { entries: typeof raw.deployments === 'string' ? 'all' : raw.deployments };
    return raw.deployment === '' ? undefined : { entry: raw.deployment };
}
const cliChoice = (raw) => ({
    version: raw['astro-version'] || undefined,
    checksum: raw['astro-checksum'] || undefined,
    mirror: raw['astro-mirror'] || undefined
});

// EXTERNAL MODULE: ./lib/inputs/build-secrets.js
var build_secrets = __webpack_require__(7989);
// EXTERNAL MODULE: ./lib/inputs/combinations.js
var combinations = __webpack_require__(1113);
// EXTERNAL MODULE: ./lib/inputs/schema.js
var schema = __webpack_require__(6242);
// EXTERNAL MODULE: ./lib/inputs/vault.js + 2 modules
var inputs_vault = __webpack_require__(4605);
;// CONCATENATED MODULE: ./lib/inputs/inputs.js








/** Reads every input once, masks the secret ones, and throws `Mistakes` with all mistakes. */
function readInputs(source, mask) {
    const given = textsOf(source);
    for (const name of schema/* SECRET_INPUTS */.pH)
        if (given[name])
            mask(new secret/* Secret */.z(given[name]));
    const raw = (0,combinations/* thatCount */.db)(parse(given, source));
    const wrong = [...(0,combinations/* combinationMistakes */.r7)(raw, source.whenEmpty), ...outside(raw, source)];
    if (wrong.length > 0)
        throw new errors/* Mistakes */.So(wrong);
    const { vault, astro } = together({
        vault: () => (0,inputs_vault/* vaultInputs */.ij)(raw, source.offersIdToken),
        astro: () => astroInputs(raw, source.now)
    });
    for (const header of Object.values(vault?.headers ?? {}))
        mask(header);
    if (vault?.tls.client !== undefined)
        mask(vault.tls.client.key);
    const selection = selectionOf(raw);
    return {
        // Doctor asks the planners what a run would change.
        mode: raw.mode === 'doctor' ? 'plan' : raw.mode,
        maxParallel: raw['max-parallel'],
        canary: raw.canary,
        manifest: raw.manifest,
        projectDir: raw['project-dir'],
        deployType: raw['deploy-type'],
        imageName: raw['image-name'],
        buildSecrets: (0,build_secrets/* buildSecrets */.z)(raw),
        force: raw.force,
        adopt: raw['on-conflict'] === 'adopt',
        check: raw.check,
        prune: { mode: raw.prune, limit: raw['prune-limit'] },
        now: source.now,
        failOnDrift: raw.drift === 'fail',
        compareWith: raw['compare-with'],
        undo: raw.undo,
        allowCommands: raw['allow-commands'],
        rotateNow: raw.rotate === 'now',
        waitSeconds: raw['wait-time'],
        description: raw.description,
        runSeconds: raw['run-timeout'],
        ...(raw['deploy-type'] === 'dbt' ? { dbt: { dir: raw['dbt-project'], mountPath: raw['mount-path'] } } : {}),
        ...(vault === undefined ? {} : { vault }),
        ...(astro === undefined ? {} : { astro }),
        ...(selection === undefined ? {} : { selection }),
        ...previewInputs(raw)
    };
}
function previewInputs(raw) {
    if (raw.preview === 'off')
        return {};
    const { preview, 'preview-for': of, 'preview-isolate': isolated, 'preview-ttl': ttl } = raw;
    return { preview: { ends: preview === 'delete', of, isolated, ttl } };
}
/** The mode of the run; undefined if there is no such mode, or if it is `doctor`, which is no run. */
function modeOf({ get }) {
    const mode = schema/* SCHEMA */.yx.shape.mode.safeParse(get('mode')).data;
    return mode === 'doctor' ? undefined : mode;
}
/** The preview that was asked for; undefined if none was, or if its inputs have a mistake. */
function previewOf({ get }) {
    const preview = schema/* SCHEMA */.yx.shape.preview.safeParse(get('preview')).data ?? 'off';
    const of = schema/* SCHEMA */.yx.shape['preview-for'].safeParse(get('preview-for')).data ?? '';
    return preview === 'off' || of === '' ? undefined : { ends: preview === 'delete', of };
}
/** What a run is started for, before its inputs are checked. */
function aboutOf({ get }) {
    const several = schema/* SCHEMA */.yx.shape.deployments.safeParse(get('deployments')).data ?? '';
    const deployment = get('deployment') || get('deployment-id') || get('deployment-name') || [several].flat().join(', ');
    const preview = previewOf({ get });
    return {
        manifest: schema/* SCHEMA */.yx.shape.manifest.parse(get('manifest')),
        ...(deployment === '' ? {} : { deployment }),
        ...(preview === undefined ? {} : { preview: preview.of })
    };
}
/** How to reach Vault, for whoever needs nothing else. */
function readAddress(source) {
    return (0,inputs_vault/* addressOf */.ci)(schema/* SCHEMA */.yx.parse(textsOf(source)));
}
const FOLDERS = [
    ['project-dir', 'the Astro project'],
    ['dbt-project', 'the dbt project']
];
const outside = (raw, { isOutside }) => FOLDERS.filter(([name]) => raw[name] !== '' && isOutside?.(raw[name])).map(([name, what]) => (0,mistake/* mistake */.RT)(name, 'leads out of the workspace', `Set it to the folder of ${what} in the checkout.`));
const textsOf = ({ get }) => Object.fromEntries(schema/* INPUT_NAMES */.Qh.map(name => [name, get(name)]));
/** Each input by itself. */
function parse(given, { names }) {
    const unknown = names
        .filter(name => !(0,mistake/* isInput */.Xy)(name))
        .map(name => ({ severity: 'error', subject: `input ${name}`, message: (0,mistake/* whyNoInput */.Ac)(name) }));
    const parsed = schema/* SCHEMA */.yx.safeParse(given);
    const wrong = parsed.error?.issues.map(({ path, message }) => (0,mistake/* mistake */.RT)(path[0], message)) ?? [];
    if (!parsed.success || unknown.length > 0)
        throw new errors/* Mistakes */.So([...unknown, ...wrong]);
    return parsed.data;
}
/** Calls all parts, and throws `Mistakes` with what any of them throws. */
function together(parts) {
    const wrong = [];
    const results = Object.entries(parts).map(([name, part]) => {
        try {
            return [name, part()];
        }
        catch (error) {
            if (!(error instanceof errors/* UserError */.yo))
                throw error;
            wrong.push(...error.findings);
            return [name, undefined];
        }
    });
    if (wrong.length > 0)
        throw new errors/* Mistakes */.So(wrong);
    return Object.fromEntries(results);
}


/***/ }),

/***/ 8408:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ loginOf),
/* harmony export */   h: () => (/* binding */ missingForLogin)
/* harmony export */ });
/* harmony import */ var _base_secret_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5977);
/* harmony import */ var _vault_login_login_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9159);


/** The inputs that each method requires. */
const NEEDS = {
    token: ['vault-token'],
    approle: ['vault-role-id', 'vault-secret-id'],
    jwt: ['vault-role'],
    kubernetes: ['vault-role'],
    ldap: ['vault-username', 'vault-password'],
    userpass: ['vault-username', 'vault-password'],
    github: ['vault-github-token'],
    cert: ['vault-client-certificate', 'vault-client-key']
};
/** The inputs that a login with the chosen method still lacks. */
function missingForLogin(raw) {
    const wrapped = raw['vault-wrapped-secret-id'] !== '';
    return NEEDS[raw['vault-auth-method']].filter(name => raw[name] === '' && !(name === 'vault-secret-id' && wrapped));
}
/** How to log in, if no input for it is missing. */
function loginOf(raw) {
    const method = raw['vault-auth-method'];
    if (method === 'token')
        return { method, token: new _base_secret_js__WEBPACK_IMPORTED_MODULE_0__/* .Secret */ .z(raw['vault-token']) };
    const mount = raw['vault-auth-mount'] || _vault_login_login_js__WEBPACK_IMPORTED_MODULE_1__/* .METHODS */ .J[method];
    const [role, username] = [raw['vault-role'], raw['vault-username']];
    switch (method) {
        case 'approle': {
            const [secretId, wrapped] = [raw['vault-secret-id'], raw['vault-wrapped-secret-id']];
            const roleId = raw['vault-role-id'];
            return wrapped === ''
                ? { method, mount, roleId, secretId: new _base_secret_js__WEBPACK_IMPORTED_MODULE_0__/* .Secret */ .z(secretId) }
                : { method, mount, roleId, wrapped: new _base_secret_js__WEBPACK_IMPORTED_MODULE_0__/* .Secret */ .z(wrapped) };
        }
        case 'jwt': {
            const [jwt, audience] = [raw['vault-jwt'], raw['vault-jwt-audience']];
            return {
                method,
                mount,
                role,
                ...(jwt === '' ? {} : { jwt: new _base_secret_js__WEBPACK_IMPORTED_MODULE_0__/* .Secret */ .z(jwt) }),
                ...(audience === '' ? {} : { audience })
            };
        }
        case 'kubernetes':
            return { method, mount, role, tokenFile: raw['vault-kubernetes-token-path'] };
        case 'ldap':
        case 'userpass':
            return { method, mount, username, password: new _base_secret_js__WEBPACK_IMPORTED_MODULE_0__/* .Secret */ .z(raw['vault-password']) };
        case 'github':
            return { method, mount, token: new _base_secret_js__WEBPACK_IMPORTED_MODULE_0__/* .Secret */ .z(raw['vault-github-token']) };
        case 'cert':
            return { method, mount, ...(role === '' ? {} : { role }) };
    }
}


/***/ }),

/***/ 3389:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ac: () => (/* binding */ whyNoInput),
/* harmony export */   RT: () => (/* binding */ mistake),
/* harmony export */   Xy: () => (/* binding */ isInput)
/* harmony export */ });
/* harmony import */ var _base_suggestion_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8125);
/* harmony import */ var _schema_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6242);


/** What is wrong with one input; `message` continues from `input NAME`. */
const mistake = (name, message, hint) => ({
    severity: 'error',
    subject: `input ${name}`,
    message,
    ...(hint === undefined ? {} : { hint })
});
const isInput = (name) => _schema_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_NAMES */ .Qh.includes(name);
/** Inputs of `hashicorp/vault-action` and `astronomer/deploy-action` whose names do not tell which of ours does the same, if any. */
const ELSEWHERE = new Map([
    ['path', 'vault-auth-mount'],
    ['cliversion', 'astro-version'],
    ['jwtgithubaudience', 'vault-jwt-audience'],
    ['secrets', undefined],
    ['rootfolder', 'project-dir']
]);
/** Inputs of `astronomer/deploy-action` that are the same in every run of a repository. */
const IN_MANIFEST = new Set(['parse', 'pytest', 'pytest-file']);
/** Why `name` is not an input, as the rest of a sentence that begins with it. */
function whyNoInput(name) {
    if (IN_MANIFEST.has(name))
        return `is not an input; it is the key astro.${name} of the manifest`;
    const meant = meantBy(name);
    if (meant.length === 0)
        return 'is not known; docs/inputs.md lists all inputs';
    return `is not known; did you mean ${meant.map(one => `"${one}"`).join(' or ')}?`;
}
const FEW = 3;
/** The inputs that `name` may stand for: those that it names without their first words, otherwise the most similar one. */
function meantBy(name) {
    // A runner passes `roleId` as `roleid`.
    const plain = plainly(name);
    if (ELSEWHERE.has(plain))
        return [ELSEWHERE.get(plain) ?? []].flat();
    const named = ['', 'vault', 'astro'].map(prefix => BY_PLAIN_NAME.get(prefix + plain)).find(Boolean);
    if (named !== undefined)
        return [named];
    const ending = _schema_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_NAMES */ .Qh.filter(input => input.endsWith(`-${name}`));
    if (ending.length > 0)
        return ending.length > FEW ? [] : ending;
    const near = (0,_base_suggestion_js__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .pA)(name, _schema_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_NAMES */ .Qh);
    return near === undefined ? [] : [near];
}
const plainly = (name) => name.replace(/[-_]/g, '').toLowerCase();
const BY_PLAIN_NAME = new Map(_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_NAMES */ .Qh.map(name => [plainly(name), name]));


/***/ }),

/***/ 6242:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qh: () => (/* binding */ INPUT_NAMES),
/* harmony export */   fd: () => (/* binding */ GROUPS),
/* harmony export */   pH: () => (/* binding */ SECRET_INPUTS),
/* harmony export */   yx: () => (/* binding */ SCHEMA)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5395);
/* harmony import */ var _astro_deploy_types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(952);
/* harmony import */ var _vault_login_login_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9159);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8608);




/**
 * Every input by its name, in the groups and the order that action.yml and docs/inputs.md show. An input that is not given is
 * empty text.
 */
const GROUPS = {
    Essentials: {
        mode: (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(['plan', 'sync', 'deploy', 'doctor'], 'deploy'),
        manifest: (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .pathOr */ .X4)('airflow-secrets.yaml'),
        'vault-url': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .vaultUrl */ .qK)(),
        'vault-auth-method': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(Object.keys(_vault_login_login_js__WEBPACK_IMPORTED_MODULE_1__/* .METHODS */ .J), 'token'),
        'deployment-id': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .name */ .UU)(),
        'astro-api-token': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .secret */ .rJ)((0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)())
    },
    Run: {
        rotate: (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(['auto', 'now'], 'auto'),
        undo: (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(),
        'github-token': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .secret */ .rJ)((0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .line */ .n8)()),
        'github-environment': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .environment */ .cA)(),
        drift: (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(['report', 'fail', 'issue'], 'report'),
        'compare-with': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .name */ .UU)(),
        'wait-time': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p0)('10m'),
        'run-timeout': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p0)('30m', 1)
    },
    'Vault: address': {
        'vault-namespace': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .line */ .n8)(),
        'vault-login-namespace': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .line */ .n8)(),
        'vault-extra-headers': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)()
    },
    'Vault: TLS': {
        'vault-ca-certificate': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .pem */ .ps)(),
        'vault-client-certificate': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .pem */ .ps)(),
        'vault-client-key': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .secret */ .rJ)((0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .pem */ .ps)()),
        'vault-tls-server-name': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(),
        'vault-tls-skip-verify': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .flag */ .Jt)(false)
    },
    'Vault: login': {
        'vault-auth-mount': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .authMount */ .q8)(),
        'vault-token': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .secret */ .rJ)((0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .line */ .n8)()),
        'vault-role-id': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(),
        'vault-secret-id': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .secret */ .rJ)((0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)()),
        'vault-wrapped-secret-id': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .secret */ .rJ)((0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .line */ .n8)()),
        'vault-role': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(),
        'vault-jwt': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .secret */ .rJ)((0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)()),
        'vault-jwt-audience': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(),
        'vault-kubernetes-token-path': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .pathOr */ .X4)('/var/run/secrets/kubernetes.io/serviceaccount/token'),
        'vault-username': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(),
        'vault-password': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .secret */ .rJ)((0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)()),
        'vault-github-token': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .secret */ .rJ)((0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)())
    },
    Astro: {
        deployment: (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .name */ .UU)(),
        'deployment-name': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .name */ .UU)(),
        deployments: (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .names */ .Dy)(),
        'max-parallel': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(4, 50),
        canary: (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .name */ .UU)(),
        'workspace-id': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .name */ .UU)(),
        'project-dir': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .pathOr */ .X4)('.'),
        'deploy-type': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(_astro_deploy_types_js__WEBPACK_IMPORTED_MODULE_0__/* .DEPLOY_TYPES */ .YH, 'infer'),
        'dbt-project': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .pathOr */ .X4)(''),
        'mount-path': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .mountPath */ .JK)(),
        'image-name': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .name */ .UU)(),
        'build-secrets': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(),
        force: (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .flag */ .Jt)(false),
        description: (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)()
    },
    Previews: {
        preview: (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(['off', 'deploy', 'delete'], 'off'),
        'preview-for': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .branch */ .tk)(),
        'preview-ttl': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .lifetime */ .EQ)('14d'),
        'preview-isolate': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .flag */ .Jt)(false)
    },
    'Astro CLI': {
        'astro-version': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .cliVersion */ .$g)(),
        'astro-checksum': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .sha256 */ .sc)(),
        'astro-mirror': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .url */ .OZ)()
    },
    Safety: {
        'on-conflict': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(['fail', 'adopt'], 'fail'),
        check: (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(['full', 'ledger'], 'full'),
        prune: (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(['off', 'plan', 'apply'], 'off'),
        'prune-limit': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .percent */ .KN)(20),
        'allow-commands': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .flag */ .Jt)(false)
    },
    'For tests': {
        'astro-domain': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .textOr */ .ph)('astronomer.io'),
        'astro-api-url': (0,_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .url */ .OZ)()
    }
};
const SCHEMA = zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
    ...GROUPS.Essentials,
    ...GROUPS.Run,
    ...GROUPS['Vault: address'],
    ...GROUPS['Vault: TLS'],
    ...GROUPS['Vault: login'],
    ...GROUPS.Astro,
    ...GROUPS.Previews,
    ...GROUPS['Astro CLI'],
    ...GROUPS.Safety,
    ...GROUPS['For tests']
});
const INPUT_NAMES = Object.keys(SCHEMA.shape);
const SECRET_INPUTS = INPUT_NAMES.filter(name => _fields_js__WEBPACK_IMPORTED_MODULE_2__/* .FORMS */ .yY.get(SCHEMA.shape[name])?.secret === true);


/***/ }),

/***/ 4605:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ci: () => (/* binding */ addressOf),
  N6: () => (/* binding */ namespaceOf),
  ij: () => (/* binding */ vaultInputs)
});

// EXTERNAL MODULE: ./lib/base/ends.js
var ends = __webpack_require__(1519);
// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/base/secret.js
var secret = __webpack_require__(5977);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
;// CONCATENATED MODULE: ./lib/http/header.js

/** Whether Node would send `text` as the value of a header. */
function isHeaderValue(text) {
    try {
        (0,external_node_http_.validateHeaderValue)('any', text);
        return true;
    }
    catch {
        return false;
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./lib/base/files.js
var files = __webpack_require__(378);
;// CONCATENATED MODULE: ./lib/vault/tls.js



const formsOf = (what) => `Set it to PEM text (-----BEGIN ${what}-----), its base64, or the path of a PEM file.`;
/**
 * PEM of one or more certificates, given as PEM text, as base64 of it, or as the path of a file. Node accepts anything as a
 * certificate and then trusts nobody, so it is checked here. `input` is named in the error.
 */
function readCertificates(given, input) {
    const pem = pemOf(given);
    const [, ...begun] = pem.split('-----BEGIN CERTIFICATE-----');
    const each = begun.map(text => `-----BEGIN CERTIFICATE-----${text}`).filter(text => text.includes('-----END CERTIFICATE-----'));
    try {
        for (const one of each)
            new external_node_crypto_.X509Certificate(one);
    }
    catch {
        each.length = 0;
    }
    if (each.length === 0)
        throw wrong(input, why(given, pem, 'is not a certificate'), formsOf('CERTIFICATE'));
    return pem;
}
/** The client certificate with its key; throws `Mistakes` if the two do not match. */
function readClient(certificate, key) {
    const pem = readCertificates(certificate, 'vault-client-certificate');
    const keyPem = key.map(pemOf);
    const privateKey = readKey(key, keyPem);
    if (!new external_node_crypto_.X509Certificate(pem).checkPrivateKey(privateKey))
        throw wrong('vault-client-key', 'does not match vault-client-certificate', "Use the key that the certificate was issued for. The client's own certificate must be the first in its file.");
    return { certificate: pem, key: keyPem };
}
function readKey(given, pem) {
    try {
        return (0,external_node_crypto_.createPrivateKey)(pem.reveal());
    }
    catch {
        const message = pem.reveal().includes(BEGIN) || isThere(given.reveal()) ? 'is not a private key' : NEITHER;
        throw wrong('vault-client-key', message, `${formsOf('PRIVATE KEY')} A key with a passphrase cannot be used.`);
    }
}
const wrong = (input, message, hint) => new errors/* Mistakes */.So([{ severity: 'error', subject: `input ${input}`, message, hint }]);
const BEGIN = '-----BEGIN';
const NEITHER = 'is neither PEM text nor a file';
/** What is longer was hardly meant as a path. */
const LONGEST_PATH = 256;
/** A certificate is no secret: what looks like the path of a file that is not there is named. */
function why(given, pem, otherwise) {
    if (pem.includes(BEGIN) || isThere(given))
        return otherwise;
    return given.length > LONGEST_PATH || given.includes('\n') ? NEITHER : `${NEITHER}: ${given} does not exist`;
}
const isThere = (path) => (0,files/* readIfThere */.qC)(path) !== undefined;
function pemOf(given) {
    if (given.includes(BEGIN))
        return given;
    return (0,files/* readIfThere */.qC)(given) ?? Buffer.from(given, 'base64').toString();
}

// EXTERNAL MODULE: ./lib/inputs/login.js
var inputs_login = __webpack_require__(8408);
// EXTERNAL MODULE: ./lib/inputs/mistake.js
var mistake = __webpack_require__(3389);
;// CONCATENATED MODULE: ./lib/inputs/vault.js







/**
 * How to reach Vault and how to log in; undefined if something for that is missing. `offersIdToken`: GitHub or whoever runs this
 * offers an OIDC token.
 */
function vaultInputs(raw, offersIdToken) {
    if (raw['vault-url'] === '' || (0,inputs_login/* missingForLogin */.h)(raw).length > 0)
        return undefined;
    const login = (0,inputs_login/* loginOf */.D)(raw);
    // A pull request from a fork gets no token: a plan then works without Vault. What is about Vault alone finds out why.
    const isAboutVault = raw.mode !== 'plan' || raw.drift !== 'report' || raw.undo !== '';
    if (!isAboutVault && login.method === 'jwt' && login.jwt === undefined && !offersIdToken)
        return undefined;
    return { ...addressOf(raw), login };
}
function addressOf(raw) {
    const namespace = namespaceOf(raw['vault-namespace']);
    const loginNamespace = raw['vault-login-namespace'] === '' ? namespace : namespaceOf(raw['vault-login-namespace']);
    return {
        url: raw['vault-url'],
        headers: headersOf(raw['vault-extra-headers']),
        tls: tlsOf(raw),
        ...(namespace === undefined ? {} : { namespace }),
        ...(loginNamespace === undefined ? {} : { loginNamespace })
    };
}
/** `root` and `/` are the root namespace, which has no name on the wire. */
function namespaceOf(text) {
    const name = (0,ends/* withoutEnds */.$)(text, '/');
    return name === '' || name === 'root' ? undefined : name;
}
function tlsOf(raw) {
    const ca = raw['vault-ca-certificate'];
    const certificate = raw['vault-client-certificate'];
    const serverName = raw['vault-tls-server-name'];
    return {
        skipVerify: raw['vault-tls-skip-verify'],
        ...(ca === '' ? {} : { ca: readCertificates(ca, 'vault-ca-certificate') }),
        ...(certificate === '' ? {} : { client: readClient(certificate, new secret/* Secret */.z(raw['vault-client-key'])) }),
        ...(serverName === '' ? {} : { serverName })
    };
}
/** Headers that the action sets itself. */
const OURS = /^(x-vault-(token|namespace|request|wrap-ttl)|host|content-.*|transfer-encoding|connection)$/i;
/** Lines of `Name: value`. */
function headersOf(text) {
    const headers = {};
    const wrong = [];
    for (const [index, line] of text.split(/\r?\n/).entries()) {
        if (line.trim() === '')
            continue;
        const at = `on line ${index + 1}`;
        const colon = line.indexOf(':');
        const [name, value] = [line.slice(0, Math.max(0, colon)).trim(), line.slice(colon + 1).trim()];
        if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name) || value === '' || !isHeaderValue(value))
            wrong.push((0,mistake/* mistake */.RT)('vault-extra-headers', `has no valid header ${at}`, 'Write one `Name: value` per line.'));
        else if (OURS.test(name))
            wrong.push((0,mistake/* mistake */.RT)('vault-extra-headers', `sets ${name} ${at}, which only the action may set`, 'Remove that line.'));
        else
            headers[name] = new secret/* Secret */.z(value);
    }
    if (wrong.length > 0)
        throw new errors/* Mistakes */.So(wrong);
    return headers;
}


/***/ }),

/***/ 3996:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L6: () => (/* binding */ isServerUrl),
/* harmony export */   PU: () => (/* binding */ vaultUrlProblem),
/* harmony export */   yT: () => (/* binding */ NO_SERVER_URL)
/* harmony export */ });
/* harmony import */ var _base_ends_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1519);

/** Whether a text is the URL of a server and nothing else: Vault's clients append their own path. */
function isServerUrl(text) {
    if (!/^https?:\/\/[^/]/.test(text) || !URL.canParse(text))
        return false;
    const { search, hash, username, password } = new URL(text);
    return search + hash + username + password === '' && !/[?#@\\\s]/.test(text);
}
/** What a finding says of a text that is not one. */
const NO_SERVER_URL = 'must be an http:// or https:// URL without user, query or fragment, such as https://vault.example.com:8200';
/**
 * What is wrong with an address of Vault, as the rest of a sentence about it. `/v1` and `/ui` are what clients and browsers add by
 * themselves: with them in it Vault answers 404, and Airflow takes every secret for missing. A prefix of a proxy is fine.
 */
function vaultUrlProblem(text) {
    if (!isServerUrl(text))
        return NO_SERVER_URL;
    const path = (0,_base_ends_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutEnd */ .M)(new URL(text).pathname, '/');
    const own = path.search(/\/(?:v1|ui)(?:\/|$)/i);
    return own < 0 ? undefined : `must be the server's address alone; remove ${path.slice(own)}`;
}


/***/ }),

/***/ 1893:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ versionIn),
/* harmony export */   p: () => (/* binding */ globsOf)
/* harmony export */ });
/** From such an answer. A listener of Vault may hide the version (`redact_version`); then it is empty. */
function versionIn({ enterprise, version }) {
    return {
        // OpenBao has no such field.
        product: enterprise === undefined ? 'OpenBao' : enterprise ? 'Vault Enterprise' : 'Vault',
        ...(typeof version === 'string' && version !== '' && { version })
    };
}
/** The patches of Vault Enterprise from which on its older lines are good. */
const FIXED = { '1.19': 16, '1.20': 10, '1.21': 5 };
/**
 * Whether rules that end in `*` reach further than they say, by a `..` in the path of a request (CVE-2026-3605, HCSEC-2026-05).
 * OpenBao 2.4.0 was seen to have that, and no version of it is known that has not.
 */
function globsOf({ product, version = '' }) {
    const [major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number) ?? [];
    if (product === undefined || major === undefined || minor === undefined || patch === undefined)
        return { are: 'unknown' };
    if (product === 'OpenBao')
        return { are: major < 2 || (major === 2 && minor <= 4) ? 'loose' : 'unknown' };
    if (major > 1)
        return { are: 'tight' };
    if (product === 'Vault')
        return { are: 'loose', update: 'Vault to 2.0.0 or newer' };
    const fixed = patch >= (FIXED[`${major}.${minor}`] ?? Number.POSITIVE_INFINITY);
    return fixed ? { are: 'tight' } : { are: 'loose', update: 'Vault to 2.0.0, 1.21.5, 1.20.10 or 1.19.16, or newer' };
}


/***/ }),

/***/ 6356:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  GF: () => (/* binding */ dataIn),
  al: () => (/* binding */ notVault),
  r7: () => (/* binding */ textIn),
  es: () => (/* binding */ vaultClient)
});

// EXTERNAL MODULE: ./node_modules/node-vault/src/index.js
var src = __webpack_require__(8096);
// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/vault/errors.js
var vault_errors = __webpack_require__(7525);
;// CONCATENATED MODULE: ./lib/vault/reached.js
/**
 * Remembers that, unless what is known is further: of writes in flight at once, the answers come in any order. Two that cannot be
 * compared are of another cluster or of a server with other words; then the newest answer counts.
 */
function reach(reached, index) {
    const [before, now] = [stateIn(reached.index), stateIn(index)];
    const isComparable = before !== undefined && now !== undefined && now.cluster === before.cluster;
    const isBehind = isComparable && now.local <= before.local && now.replicated <= before.replicated;
    if (!isBehind)
        reached.index = index;
}
/** What Vault's own client reads from it: `v1:<cluster>:<local index>:<replicated index>:<HMAC>` in base64. */
function stateIn(index = '') {
    const [, cluster, local, replicated] = /^v1:([^:]+):(\d+):(\d+):/.exec(Buffer.from(index, 'base64').toString()) ?? [];
    if (local === undefined || replicated === undefined)
        return undefined;
    return { cluster, local: BigInt(local), replicated: BigInt(replicated) };
}

;// CONCATENATED MODULE: ./lib/vault/client.js




/**
 * node-vault over our own transport. The environment is ignored: node-vault would take a missing token or namespace from
 * VAULT_TOKEN and VAULT_NAMESPACE, and print bodies under DEBUG.
 */
function vaultClient({ url, namespace, headers = {}, reached = {}, session }, transport) {
    const server = new URL(url);
    const extra = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.reveal()]));
    const send = async (call, token) => {
        const { status, body, index } = await transport.send({
            method: call.method,
            server,
            path: `/v1${call.path}`,
            headers: {
                ...extra,
                ...call.headers,
                ...(reached.index === undefined ? {} : { 'X-Vault-Index': reached.index }),
                ...(token === undefined ? {} : { 'X-Vault-Token': token.reveal() })
            },
            repeat: call.repeat ?? 'idempotent',
            ...(call.json === undefined ? {} : { body: JSON.stringify(call.json) })
        });
        if (index !== undefined && call.method !== 'GET')
            reach(reached, index);
        if (isWithheld(body))
            throw withheld(call);
        return { statusCode: status, body: body ?? {}, request: { path: call.path } };
    };
    const vault = src({
        endpoint: url,
        debug: () => { },
        // It would validate its own two options with every request.
        tv4: { validate: () => true },
        noCustomHTTPVerbs: true,
        'request-promise': { defaults: () => (call) => (session === undefined ? send(call) : asSession(session, call, send)) }
    });
    Object.assign(vault, { token: undefined, namespace, pathPrefix: '' });
    return {
        get: path => vault.read(path),
        post: (path, body, repeat = 'idempotent') => vault.write(path, body, { repeat }),
        delete: path => vault.delete(path)
    };
}
/** Sends with the token of the session, and again with a new one whenever a token that had worked has died. */
async function asSession(session, call, send) {
    for (let { token } = session;;) {
        try {
            const answer = await send(call, token);
            session.served();
            return answer;
        }
        catch (error) {
            const replacement = error instanceof vault_errors/* VaultError */.h && error.status === 403 ? await session.replacement(token) : undefined;
            if (replacement === undefined)
                throw error;
            token = replacement;
        }
    }
}
/** No request here asks for wrapping, so a wrapped answer comes from Vault Enterprise and waits for approval. */
const isWithheld = (body) => Boolean(body?.wrap_info);
function withheld({ method, path }) {
    return new errors/* UserError */.yo(`Vault withholds its answer to ${method} ${path.slice(1)} until somebody approves the request (control group)`, {
        hint: 'Exempt the identity of this pipeline from the control group of this path: a run cannot wait for approval.'
    });
}
/** What an answer is about. Throws a `UserError` if there is nothing: then the server is not Vault. */
function dataIn({ data }, path) {
    if (data == null)
        throw notVault(path, 'data');
    return data;
}
/** A text that an answer must have. Throws a `UserError` if it is missing: then the server is not Vault. */
function textIn(part, name, path) {
    const value = part?.[name];
    if (typeof value === 'string' && value !== '')
        return value;
    throw notVault(path, name);
}
const notVault = (path, name) => new errors/* UserError */.yo(`Vault's answer to ${path} has no ${name}`, {
    hint: 'Check that `vault-url` points at Vault itself, and that nothing in between changes its answers.'
});


/***/ }),

/***/ 9159:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ METHODS)
/* harmony export */ });
/** The methods by which the pipeline itself can log in, each with its default mount. */
const METHODS = {
    token: '',
    approle: 'approle',
    jwt: 'jwt',
    kubernetes: 'kubernetes',
    ldap: 'ldap',
    userpass: 'userpass',
    github: 'github',
    cert: 'cert'
};


/***/ }),

/***/ 3830:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ refuseIgnored)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7594);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6356);


/**
 * Throws if a namespace was given and the server has none. Vault without Enterprise answers as if nothing had been given, so
 * everything would end up in its only namespace. Its `sys/health` says which it is; OpenBao has namespaces, and does not say.
 */
async function refuseIgnored({ url, headers, namespace, loginNamespace }, transport) {
    const given = namespace === undefined
        ? { name: 'vault-login-namespace', value: loginNamespace }
        : { name: 'vault-namespace', value: namespace };
    if (given.value === undefined)
        return;
    const { enterprise, version } = await (0,_client_js__WEBPACK_IMPORTED_MODULE_1__/* .vaultClient */ .es)({ url, headers }, transport).get('sys/health');
    if (enterprise !== false)
        return;
    throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${given.name} is ${given.value}, but Vault ${String(version)} at ${url} has no namespaces: it is not Enterprise, and ignores them`, { hint: `Remove \`${given.name}\`, or set \`vault-url\` to the server that has this namespace.` });
}


/***/ }),

/***/ 4988:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fA: () => (/* binding */ openSession),
  r8: () => (/* binding */ revoke),
  cA: () => (/* binding */ vaultFor)
});

// UNUSED EXPORTS: fixed

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/base/secret.js
var secret = __webpack_require__(5977);
// EXTERNAL MODULE: ./lib/vault/client.js + 1 modules
var vault_client = __webpack_require__(6356);
// EXTERNAL MODULE: ./lib/vault/errors.js
var vault_errors = __webpack_require__(7525);
;// CONCATENATED MODULE: ./lib/vault/fields.js
/** The fields of an answer. Drops values such as null, which a plan cannot compare. */
const fieldsOf = (data) => Object.fromEntries(Object.entries(data).filter(([, value]) => isField(value)));
const isField = (value) => ['string', 'number', 'boolean'].includes(typeof value) || (typeof value === 'object' && value !== null);

;// CONCATENATED MODULE: ./lib/vault/look.js

/** Reads one thing: what the server says is not there is `absent`, a 403 is `not-visible`, anything else is an error. */
async function look(read, isAbsent = (error) => error.status === 404) {
    try {
        return { state: 'present', value: await read() };
    }
    catch (error) {
        if (!(error instanceof vault_errors/* VaultError */.h))
            throw error;
        if (isAbsent(error))
            return { state: 'absent' };
        if (error.status === 403)
            return { state: 'not-visible', because: error.message };
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/vault/paths.js
var paths = __webpack_require__(6160);
;// CONCATENATED MODULE: ./lib/vault/approle.js








/** The AppRole auth method. */
function appRolePort(client) {
    const at = (mount, role, ...rest) => (0,paths/* apiPath */.So)('auth', mount, 'role', role, ...rest);
    return {
        role: (mount, name) => look(async () => fieldsOf((0,vault_client/* dataIn */.GF)(await client.get(at(mount, name)), at(mount, name)))),
        roleId: (mount, name) => look(async () => (0,vault_client/* textIn */.r7)((await client.get(at(mount, name, 'role-id'))).data, 'role_id', at(mount, name))),
        async writeRole(mount, name, fields) {
            await client.post(at(mount, name), fields);
        },
        async deleteRole(mount, name) {
            try {
                await client.delete(at(mount, name));
            }
            catch (error) {
                // The auth method is gone, and its roles with it.
                if (!(error instanceof vault_errors/* VaultError */.h && error.status === 404))
                    throw error;
            }
        },
        async writeRoleId(mount, name, roleId) {
            await client.post(at(mount, name, 'role-id'), { role_id: roleId });
        },
        async issueSecretId(mount, role, { metadata, ttl, boundCidrs, hide }) {
            // Choosing the id here makes this safe to repeat: a second attempt learns that the first one succeeded.
            const secretId = new secret/* Secret */.z((0,external_node_crypto_.randomUUID)());
            hide(secretId);
            const body = {
                secret_id: secretId.reveal(),
                metadata: JSON.stringify(metadata),
                ...(ttl === undefined ? {} : { ttl: `${ttl}s` }),
                // The first limits logins and nothing else, the second the use of the tokens that they give.
                ...(boundCidrs === undefined ? {} : { cidr_list: boundCidrs, token_bound_cidrs: boundCidrs })
            };
            const path = at(mount, role, 'custom-secret-id');
            try {
                const { data } = await client.post(path, body);
                return { secretId, accessor: (0,vault_client/* textIn */.r7)(data, 'secret_id_accessor', path) };
            }
            catch (error) {
                if (!(error instanceof vault_errors/* VaultError */.h && error.says('already registered')))
                    throw error;
                const lookup = at(mount, role, 'secret-id', 'lookup');
                const { data } = await client.post(lookup, { secret_id: secretId.reveal() });
                return { secretId, accessor: (0,vault_client/* textIn */.r7)(data, 'secret_id_accessor', lookup) };
            }
        },
        async secretIds(mount, role) {
            const listed = await look(async () => (await client.get(`${at(mount, role, 'secret-id')}?list=true`)).data?.['keys'], isGone);
            if (listed.state === 'not-visible') {
                throw new errors/* UserError */.yo(listed.because, {
                    hint: `Allow list on ${at(mount, role, 'secret-id')}, so that the run can find secret-ids that an interrupted run left.`
                });
            }
            return listed.state === 'present' ? listed.value : [];
        },
        async secretId(mount, role, accessor) {
            const path = at(mount, role, 'secret-id-accessor', 'lookup');
            const seen = await look(async () => (await client.post(path, { secret_id_accessor: accessor })).data, isGone);
            if (seen.state !== 'present')
                return seen;
            // The accessor of another role has an empty answer.
            return seen.value ? { state: 'present', value: factsOf(seen.value) } : { state: 'absent' };
        },
        async destroySecretId(mount, role, accessor) {
            try {
                await client.post(at(mount, role, 'secret-id-accessor', 'destroy'), { secret_id_accessor: accessor });
            }
            catch (error) {
                if (!(error instanceof vault_errors/* VaultError */.h && isGone(error)))
                    throw error;
            }
        }
    };
}
/** Whether the accessor or its role is gone: AppRole answers 400, 404 or 500 then. */
const isGone = (error) => error.status === 404 || error.says('failed to find accessor entry') || error.says('does not exist');
function factsOf(data) {
    const expires = new Date(String(data['expiration_time']));
    const boundCidrs = (data['cidr_list'] ?? []);
    return {
        created: new Date(String(data['creation_time'])),
        metadata: (data['metadata'] ?? {}),
        // Go's zero time, year 1, means never.
        ...(expires.getUTCFullYear() > 1 ? { expires } : {}),
        ...(boundCidrs.length > 0 ? { boundCidrs } : {})
    };
}

// EXTERNAL MODULE: ./lib/base/ends.js
var ends = __webpack_require__(1519);
;// CONCATENATED MODULE: ./lib/vault/acl.js

/** Parses the answer; undefined if it has another shape, as it has for root, which has no rules. */
function aclFrom(data) {
    const [exact, glob] = [keysOf(data?.['exact_paths']), keysOf(data?.['glob_paths'])];
    if (exact === undefined || glob === undefined)
        return undefined;
    return { exact: new Set(exact), prefixes: glob.sort((a, b) => b.length - a.length) };
}
/**
 * Splits `paths` into groups whose members the server must judge alike, so that one of each is enough to ask about. How it
 * judges them is not worked out here. `namespace` is the one that the paths are in; rules are named from the root.
 */
function judgedAlike(acl, paths, namespace = '') {
    const root = (0,ends/* withoutEnds */.$)(namespace, '/');
    const groups = new Map();
    for (const path of paths) {
        const key = groupOf(acl, root === '' ? path : `${root}/${path}`);
        const group = groups.get(key);
        if (group === undefined)
            groups.set(key, [path]);
        else
            group.push(path);
    }
    return [...groups.values()];
}
/**
 * An exact rule beats all others. Of the rest, the one whose first wildcard is furthest to the right wins: a rule with `+`,
 * which we cannot see, beats a prefix only if its `+` begins where the prefix ends, or later. If only the last segment begins
 * there, such a rule applies to the whole folder; otherwise it may single out this path.
 */
function groupOf({ exact, prefixes }, path) {
    const prefix = prefixes.find(prefix => path.startsWith(prefix));
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const folderBegins = folder.lastIndexOf('/', folder.length - 2) + 1;
    if (exact.has(path) || prefix === undefined || prefix.length <= folderBegins)
        return path;
    return `${prefix}* ${folder}`;
}
const keysOf = (rules) => typeof rules === 'object' && rules !== null && !Array.isArray(rules) ? Object.keys(rules) : undefined;

;// CONCATENATED MODULE: ./lib/vault/capabilities.js


/** Keeps a request far below the 1,000 strings that OpenBao accepts in one body. */
const PATHS_A_REQUEST = 400;
/** For fewer paths, learning the rules is not worth a request. */
const MANY = 100;
/**
 * What the identity of `client` may do at each path, as the server says. A path costs the server about as much as a read, so
 * of paths that it must judge alike only the first and the last are asked about.
 */
async function capabilities(client, paths, namespace) {
    const acl = paths.length < MANY ? undefined : await rules(client);
    if (acl === undefined)
        return await ask(client, paths);
    const groups = judgedAlike(acl, paths, namespace);
    const answers = await ask(client, [...new Set(groups.flatMap(group => [...group.slice(0, 1), ...group.slice(-1)]))]);
    const answerFor = (path = '') => answers.get(path) ?? [];
    // If the two answers differ, the server has rules that we do not know of.
    if (groups.some(group => answerFor(group[0]).join() !== answerFor(group.at(-1)).join()))
        return await ask(client, paths);
    return new Map(groups.flatMap(group => group.map(path => [path, answerFor(group[0])])));
}
/** Policy `default` allows this. Without it, or on a server that hides the endpoint, each path is asked about. */
async function rules(client) {
    try {
        return aclFrom((await client.get('sys/internal/ui/resultant-acl')).data);
    }
    catch (error) {
        if (error instanceof vault_errors/* VaultError */.h)
            return undefined;
        throw error;
    }
}
/** What the server says of each path. */
async function ask(client, paths) {
    const batches = Array.from({ length: Math.ceil(paths.length / PATHS_A_REQUEST) }, (_, index) => paths.slice(index * PATHS_A_REQUEST, (index + 1) * PATHS_A_REQUEST));
    const found = await Promise.all(batches.map(async (batch) => {
        const { data } = await client.post('sys/capabilities-self', { paths: batch });
        return batch.map(path => [path, (data?.[path] ?? [])]);
    }));
    return new Map(found.flat());
}

// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 2 modules
var schemas = __webpack_require__(5395);
// EXTERNAL MODULE: ./lib/base/visible.js
var visible = __webpack_require__(3023);
;// CONCATENATED MODULE: ./lib/vault/authors.js




/** More of a name says nothing more to a reader. */
const LONGEST = 100;
/** The name of every token that was created without one. It names nobody. */
const UNNAMED = 'token';
const author = schemas/* nullish */.cl6(schemas/* object */.Ikc({ actor: schemas/* string */.YjP() }));
const METADATA = schemas/* object */.Ikc({ versions: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* object */.Ikc({ created_by: author, deleted_by: author })) });
/** As Vault 1.21 and newer answer it; OpenBao has no such fields. */
async function authorsOf(client, mount, path, version) {
    try {
        const { data } = await client.get(`${(0,paths/* apiPath */.So)(mount)}/metadata/${(0,paths/* apiPath */.So)(path)}`);
        const found = METADATA.safeParse(data).data?.versions[version];
        if (found?.created_by === undefined)
            return undefined;
        const [wrote, deleted] = [found.created_by, found.deleted_by].map(one => one && one.actor !== UNNAMED && (0,visible/* shortened */.vI)(one.actor, LONGEST));
        return { ...(wrote ? { wrote } : {}), ...(deleted ? { deleted } : {}) };
    }
    catch (error) {
        if (error instanceof vault_errors/* VaultError */.h)
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/vault/hints.js
var hints = __webpack_require__(1630);
;// CONCATENATED MODULE: ./lib/vault/kv.js







/** Names on a page of a listing. Many, because the server walks the whole folder for each page; not a round number, because
 * generated folders often hold one, and a full last page costs a request for an empty one. */
const PAGE = 16_384;
/** KV version 2. */
function kvPort(client) {
    const at = (mount, kind, path) => `${(0,paths/* apiPath */.So)(mount)}/${kind}/${(0,paths/* apiPath */.So)(path)}`;
    const get = async (mount, path, query = '') => {
        try {
            const { data } = await client.get(at(mount, 'data', path) + query);
            // Version 1 keeps a secret of its own at that path, which Airflow does not read.
            if (typeof data?.['metadata'] !== 'object')
                throw new errors/* UserError */.yo(`${mount}/${path} cannot be read, because ${mount}/ is not KV version 2`);
            const until = untilOf(data['metadata']);
            const since = timeIn(data['metadata'], 'created_time');
            const there = { state: 'present', data: new secret/* Secret */.z(data['data']), version: versionOf(data), ...since };
            return until === undefined ? there : { ...there, until };
        }
        catch (error) {
            if (!(error instanceof vault_errors/* VaultError */.h))
                throw error;
            if (error.status === 404)
                return { state: 'absent', version: versionOf(error.data), ...timeIn(metadataOf(error.data), 'deletion_time') };
            if (error.status === 403)
                return { state: 'not-visible', because: error.message };
            throw error;
        }
    };
    const read = (mount, path) => get(mount, path);
    return {
        read,
        readVersion: (mount, path, version) => get(mount, path, `?version=${version}`),
        authors: (mount, path, version) => authorsOf(client, mount, path, version),
        async write(mount, path, wanted, expected) {
            try {
                const answer = await client.post(at(mount, 'data', path), { options: { cas: expected }, data: wanted.reveal() });
                const version = Number(answer.data?.['version']);
                // KV version 1 answers such a write with 204 and stores the wrapping too.
                if (!Number.isInteger(version))
                    throw new errors/* UserError */.yo(`${mount}/${path} was written, but ${mount}/ is not KV version 2`);
                return staying(mount, path, version, untilOf(answer.data));
            }
            catch (error) {
                if (!(error instanceof vault_errors/* VaultError */.h && error.says('check-and-set parameter did not match')))
                    throw error;
                // An earlier attempt may have succeeded without an answer. More than one version on, somebody else wrote too.
                const there = await read(mount, path);
                if (there.state === 'present' && there.version === expected + 1 && there.data.equals(wanted))
                    return staying(mount, path, there.version, there.until);
                throw new vault_errors/* VersionConflict */.f(`${mount}/${path} was changed by somebody else during this run (expected version ${expected})`, { hint: 'Nothing was overwritten. Run again to compare the new content with the manifest.' });
            }
        },
        async deleteVersions(mount, path, versions) {
            await client.post(at(mount, 'delete', path), { versions });
        },
        async undeleteVersions(mount, path, versions) {
            await client.post(at(mount, 'undelete', path), { versions });
        },
        async forget(mount, path) {
            await client.delete(at(mount, 'metadata', path));
        },
        async list(mount, folder) {
            const pages = await listed(client, at(mount, 'metadata', folder));
            return pages && new Set(pages.flatMap(({ keys }) => keys));
        },
        async versions(mount, folder) {
            const pages = await listed(client, at(mount, 'detailed-metadata', folder));
            if (pages === undefined)
                return undefined;
            const facts = pages.flatMap(({ details }) => Object.entries(details));
            return new Map(facts.flatMap(([name, detail]) => (name.endsWith('/') ? [] : [[name, currentVersion(detail)]])));
        }
    };
}
/** All pages of a listing; undefined if it is not allowed, or the server does not know it. */
async function listed(client, url) {
    const pages = [];
    for (let after = '';;) {
        const page = await listPage(client, `${url}?list=true&limit=${PAGE}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`);
        if (page === undefined)
            return undefined;
        // Vault has no pages: it sends everything, and everything again when asked for the next one.
        if (page.keys[0] === undefined || page.keys[0] === pages[0]?.keys[0])
            return pages;
        pages.push(page);
        if (page.keys.length < PAGE)
            return pages;
        after = page.keys.at(-1) ?? '';
    }
}
/** KV version 1 omits the keys if there are none. */
async function listPage(client, url) {
    try {
        const { keys = [], key_info: details = {} } = (0,vault_client/* dataIn */.GF)(await client.get(url), url.replace(/\?.*/, ''));
        return { keys: keys, details: details };
    }
    catch (error) {
        if (!(error instanceof vault_errors/* VaultError */.h))
            throw error;
        if (error.status === 403 || isUnknownEndpoint(error))
            return undefined;
        if (error.status === 404)
            return { keys: [], details: {} };
        throw error;
    }
}
/** Vault answers a path that it does not know below a KV version 2 mount with 404 and a warning. */
const isUnknownEndpoint = (error) => error.status === 405 || (error.status === 404 && (error.warns('Invalid path') || error.says('unsupported path')));
/** The time of a deletion may be in the future: `delete_version_after` of a mount or a key sets it with the write. */
function currentVersion({ current_version: version, versions }) {
    const current = versions[version];
    if (current === undefined)
        return { version, deleted: true };
    const { destroyed, deletion_time: time } = current;
    const deleted = destroyed || (time !== '' && Date.parse(time) <= Date.now());
    return { version, deleted, ...(deleted || time === '' ? {} : { until: time }) };
}
/** A time of a version, to the second. */
function timeIn(metadata, field) {
    const [time] = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=\.|Z)/.exec(String(metadata?.[field])) ?? [];
    return time === undefined ? {} : { since: `${time}Z` };
}
function untilOf(metadata) {
    const time = metadata?.deletion_time;
    return typeof time === 'string' && time !== '' ? time : undefined;
}
/** The version, of what Vault keeps: what it will take away again is no secret that Airflow can rely on, and no record. */
function staying(mount, path, version, until) {
    if (until === undefined)
        return version;
    throw new errors/* UserError */.yo(`${mount}/${path} was written, but Vault will delete it by itself on ${until}: delete_version_after is set on ${mount}/ or on this key`, {
        hint: (0,hints/* keepHint */.ZG)(mount, path)
    });
}
const metadataOf = (data) => data?.metadata;
/** The current version; a soft-deleted key answers 404 with its metadata. */
function versionOf(data) {
    return Number(metadataOf(data)?.['version'] ?? 0);
}

;// CONCATENATED MODULE: ./lib/vault/login/hints.js
/** Vault's answer (500) to a login that the method at the mount cannot read. */
const UNREAD = 'failed to determine alias name';
/** AppRole's answer to the login of another method, on OpenBao. */
const APPROLE_THERE = ['missing role_id', 'AppRole is mounted there. {place}'];
const ANOTHER_THERE = [UNREAD, 'Another method is mounted there. {place}'];
const JWT = [
    ['could not be found', 'There is no such role at this mount: check `vault-role` and `vault-auth-mount`.'],
    ['missing role', 'Set `vault-role`.'],
    ['could not load configuration', 'Configure the mount, or check that Vault can reach its jwks_url or oidc_discovery_url.'],
    ['three parts', 'Copy `vault-jwt` again: it is not a JWT.'],
    ['illegal base64', 'Copy `vault-jwt` again: it is not a JWT.'],
    [
        'no audiences bound',
        "The role binds no audience, so it refuses every token that has one: set its bound_audiences to the token's aud."
    ],
    [
        'audience',
        "The role's bound_audiences do not include the token's aud: set `vault-jwt-audience` to one of them, or bind this one."
    ],
    ['issuer', "The mount trusts another issuer: compare the token's iss with the mount's bound_issuer and oidc_discovery_url."],
    ['subject', "The role's bound_subject differs from the token's sub, which names the repository and the branch or environment."],
    ['expired', "The token has expired: renew it, or remove `vault-jwt` to use GitHub's OIDC token, which is new for every login."],
    ['not yet valid', "By Vault's clock the token is not valid yet: compare the clocks of Vault and of the token's issuer."],
    ['claim', "The token does not match the role's bound_claims: compare them with its sub."],
    ['signature', 'The mount lacks the key that signed the token: check its jwks_url, oidc_discovery_url or public keys.']
];
const ODD_NAME = 'Check `vault-username`: it has characters that the method does not accept. {place}';
const PASSWORD = [
    ['unsupported path', ODD_NAME],
    [UNREAD, ODD_NAME],
    [
        'invalid username or password',
        'Check `vault-username` and `vault-password`. After several failed logins Vault locks the user for some minutes.'
    ],
    ['invalid credentials', 'Check `vault-username` and `vault-password`: the directory refused them.'],
    ['failed to bind as user', 'Check `vault-username` and `vault-password`: the directory refused them.'],
    ['error connecting to host', 'Vault cannot reach its directory: check the url of the mount, or ask whoever runs Vault.'],
    ['ldap operation failed', 'Check `vault-username`, then how the mount looks up users in its directory.'],
    ['permission denied', 'After several wrong passwords Vault locks the user for some minutes. {place}']
];
const HINTS = {
    token: [],
    approle: [
        [
            'invalid role or secret ID',
            'The role-id or the secret-id is wrong, expired or used up, or belongs to another mount. A login whose answer was lost uses up a one-time secret-id too. {place}'
        ],
        ['CIDR', 'The role or the secret-id is bound to addresses that this runner does not have.'],
        ['missing role', 'Another method is mounted there. {place}']
    ],
    jwt: JWT,
    kubernetes: [
        ['invalid role name', 'There is no such role at this mount: check `vault-role` and `vault-auth-mount`.'],
        ['not authorized', "The role is bound to another service account than the token's, or to another namespace of the cluster."],
        ['could not load backend configuration', 'Configure the mount: its kubernetes_host is not set.'],
        [
            'permission denied',
            "The cluster did not accept the token, or Vault could not ask it: check the mount's kubernetes_host, kubernetes_ca_cert and token_reviewer_jwt. {place}"
        ],
        ...JWT
    ],
    ldap: PASSWORD,
    userpass: PASSWORD,
    github: [
        ['required org', 'The owner of `vault-github-token` is not a member of the organization that the mount requires.'],
        ['Bad credentials', 'GitHub does not know `vault-github-token`: it is mistyped, expired or revoked.'],
        ['configuration has not been set', 'Configure the mount: its organization is not set.']
    ],
    cert: [
        [
            'failed to match all constraints',
            'No role here takes `vault-client-certificate`: check the authority and the names that `vault-role` allows, and that there is this role.'
        ],
        [
            'must be supplied',
            'No client certificate reached Vault: something in front of it terminates TLS, or its listener does not ask for one.'
        ],
        [
            'tls connection required',
            'TLS did not reach Vault: `vault-url` starts with http://, or something in front of Vault terminates TLS.'
        ],
        [
            'no chain matching',
            'A role trusts the authority of `vault-client-certificate`, but not the names in it: check `vault-role` and its allowed names.'
        ],
        [
            'invalid certificate',
            'No role here trusts the authority of `vault-client-certificate`, or the role that `vault-role` names does not exist.'
        ]
    ]
};
const hintsOf = (method) => [APPROLE_THERE, ...HINTS[method], ANOTHER_THERE];

;// CONCATENATED MODULE: ./lib/vault/login/explain.js



/** Explains a login that Vault refused, and which side is probably wrong. Returns any other error as it is. */
function explainLogin(error, login) {
    if (!(error instanceof vault_errors/* VaultError */.h))
        return error;
    const claims = login.jwt === undefined ? '' : `; the token has ${claimsOf(login.jwt)}`;
    return new errors/* UserError */.yo(`${nameOf(login)} failed: ${error.message}${claims}`, { hint: hintFor(error, login), cause: error });
}
/** A login that Vault would accept after a second factor (login MFA), which nobody can enter here. */
const needsSecondFactor = (login) => new errors/* UserError */.yo(`${nameOf(login)} needs a second factor: Vault enforces login MFA there`, {
    hint: `Exempt auth/${login.mount} or this identity from the login enforcement (\`vault list identity/mfa/login-enforcement\`).`
});
function nameOf({ method, mount, namespace, whose }) {
    const who = whose === 'Airflow' ? "Airflow's login" : 'login';
    return `${who} with ${method} at auth/${mount} (${namespace === undefined ? 'no namespace' : `namespace ${namespace}`})`;
}
const SETTINGS = {
    pipeline: '`vault-auth-mount` and `vault-login-namespace`',
    Airflow: '`approle.mount` in the manifest and `vault-namespace`'
};
function hintFor(error, { method, mount, whose }) {
    const place = `Check that ${method} is enabled at auth/${mount} in this namespace (${SETTINGS[whose]}).`;
    if (error.says('namespace not found'))
        return 'There is no such namespace: check `vault-login-namespace` and `vault-namespace`.';
    const hint = hintsOf(method).find(([text]) => error.says(text))?.[1];
    if (hint !== undefined)
        return hint.replace('{place}', place);
    if (error.status === 403)
        return `${place} The role may also be bound to other addresses, or locked for a while.`;
    return error.status === 404 || error.status === 405 ? place : error.hint;
}
/** Issuer, subject and audience of a token, or that it is not a JWT. */
function claimsOf(jwt) {
    try {
        const payload = JSON.parse(Buffer.from(jwt.reveal().split('.')[1] ?? '', 'base64url').toString());
        return ['iss', 'sub', 'aud']
            .map(name => `${name}=${payload[name] === undefined ? 'none' : [payload[name]].flat().join(',')}`)
            .join(', ');
    }
    catch {
        return 'no claims, because it is not a JWT';
    }
}

// EXTERNAL MODULE: ./lib/base/files.js
var files = __webpack_require__(378);
;// CONCATENATED MODULE: ./lib/vault/login/request.js




/** What each method sends to `auth/<mount>/login`. */
async function requestFor(login, { idToken, hide }) {
    const path = (0,paths/* apiPath */.So)('auth', login.mount, 'login');
    switch (login.method) {
        case 'approle':
            return appRoleRequest(login.mount, login.roleId, login.secretId);
        case 'jwt': {
            const jwt = login.jwt ?? (await idToken(login.audience));
            return { path, jwt, body: jwt.map(text => ({ role: login.role, jwt: text })) };
        }
        case 'kubernetes': {
            const jwt = serviceAccountToken(login.tokenFile);
            hide(jwt);
            return { path, jwt, body: jwt.map(text => ({ role: login.role, jwt: text })) };
        }
        case 'ldap':
        case 'userpass':
            return { path: (0,paths/* apiPath */.So)('auth', login.mount, 'login', login.username), body: login.password.map(password => ({ password })) };
        case 'github':
            return { path, body: login.token.map(token => ({ token })) };
        case 'cert':
            return { path, body: new secret/* Secret */.z(login.role === undefined ? {} : { name: login.role }) };
    }
}
const appRoleRequest = (mount, roleId, secretId) => ({
    path: (0,paths/* apiPath */.So)('auth', mount, 'login'),
    body: secretId.map(id => ({ role_id: roleId, secret_id: id }))
});
function serviceAccountToken(file) {
    try {
        return new secret/* Secret */.z((0,files/* readUtf8 */.Sx)(file, files/* SMALL */.o5).trim());
    }
    catch (error) {
        if (!(error instanceof files/* Unreadable */.IO))
            throw error;
        throw new errors/* UserError */.yo(`the service account's token cannot be read from ${file}: ${error.why}`, {
            hint: 'Method kubernetes needs a runner inside a cluster. Set `vault-kubernetes-token-path` to the file where the token is mounted.'
        });
    }
}

// EXTERNAL MODULE: ./lib/vault/retry-table.js
var retry_table = __webpack_require__(1811);
;// CONCATENATED MODULE: ./lib/vault/login/wrapped.js





/**
 * The secret-id inside a wrapping token that AppRole at `mount` made. It can be unwrapped once, so the request is never
 * repeated. Throws a `UserError` if the token is used up or was made elsewhere.
 */
async function unwrapSecretId(wrapped, mount, { anonymous, withToken }) {
    const { data } = await anonymous.post('sys/wrapping/lookup', { token: wrapped.reveal() }).catch(refuse);
    const made = (0,vault_client/* textIn */.r7)(data, 'creation_path', 'sys/wrapping/lookup');
    const roles = `auth/${mount}/role/`;
    if (!made.startsWith(roles) || !/^[^/]+\/(custom-)?secret-id$/.test(made.slice(roles.length))) {
        throw new errors/* UserError */.yo(`vault-wrapped-secret-id comes from ${made}, not from auth/${mount}/role/…/secret-id`, {
            hint: 'Nothing was unwrapped. Check `vault-auth-mount`; if it is right, somebody has replaced the token.'
        });
    }
    const envelope = await withToken(wrapped)
        .post('sys/wrapping/unwrap', {}, 'unsafe')
        .catch(error => ((0,retry_table/* judge */.S)(error).outcome === 'unknown' ? lost(error) : refuse(error)));
    return new secret/* Secret */.z((0,vault_client/* textIn */.r7)(envelope.data, 'secret_id', 'sys/wrapping/unwrap'));
}
function lost(error) {
    throw new errors/* UserError */.yo(`it is unknown whether vault-wrapped-secret-id was unwrapped: ${error.message}`, {
        hint: 'Wrap a new secret-id for the next run, and destroy this one.',
        cause: error
    });
}
function refuse(error) {
    if (!(error instanceof vault_errors/* VaultError */.h))
        throw error;
    if (!error.says('wrapping token is not valid or does not exist'))
        throw new errors/* UserError */.yo(`vault-wrapped-secret-id could not be unwrapped: ${error.message}`, { hint: error.hint, cause: error });
    throw new errors/* UserError */.yo(`vault-wrapped-secret-id was already unwrapped, has expired, or was not made on this server: ${error.message}`, {
        hint: 'If it has not expired and no earlier run used it, somebody has intercepted it: destroy the secret-id, find out who, and wrap a new one.',
        cause: error
    });
}

;// CONCATENATED MODULE: ./lib/vault/login/enter.js





/** Returns a function that logs in each time it is called. */
async function entrance(login, door, surroundings) {
    const known = 'wrapped' in login ? await unwrapped(login, door, surroundings) : login;
    const { method, mount } = known;
    return async () => await enter({ method, mount, whose: 'pipeline' }, await requestFor(known, surroundings), door);
}
/** A secret-id can be unwrapped once, and may be needed again. */
async function unwrapped({ method, mount, roleId, wrapped }, door, { hide }) {
    const secretId = await unwrapSecretId(wrapped, mount, door);
    hide(secretId);
    return { method, mount, roleId, secretId };
}
/** Logs in as Airflow does, with a secret-id that we issued. Returns the token. */
async function airflowLogin(mount, roleId, secretId, door) {
    return await enter({ method: 'approle', mount, whose: 'Airflow' }, appRoleRequest(mount, roleId, secretId), door);
}
async function enter(who, { path, body, jwt }, { anonymous, namespace }) {
    const login = { ...who, namespace, jwt };
    const { auth } = await anonymous.post(path, body.reveal()).catch(error => {
        throw explainLogin(error, login);
    });
    if (auth?.['mfa_requirement'] != null)
        throw needsSecondFactor(login);
    return new secret/* Secret */.z((0,vault_client/* textIn */.r7)(auth, 'client_token', path));
}

// EXTERNAL MODULE: ./lib/vault/namespaces.js
var namespaces = __webpack_require__(3830);
;// CONCATENATED MODULE: ./lib/vault/own-capabilities.js




/** What the identity of `client` may do, by path; undefined if its policies do not let it ask. */
async function ownCapabilities(client, paths) {
    try {
        return await ask(client, [...new Set(paths)]);
    }
    catch (error) {
        if (!(error instanceof vault_errors/* VaultError */.h && error.status === 403))
            throw error;
        if (!error.tokenGone)
            return undefined;
        throw new errors/* UserError */.yo('Vault does not accept the token of this run', {
            hint: 'It is mistyped, expired, revoked or used up, is bound to other addresses, or belongs to another namespace or server.',
            cause: error
        });
    }
}
/** Those of the token itself and of its entity. The server does not ask whether such a policy exists. */
const ownPolicies = (client) => look(async () => {
    const { data } = await client.get('auth/token/lookup-self');
    const names = [data?.['policies'], data?.['identity_policies']].flatMap(list => (Array.isArray(list) ? list.map(String) : []));
    return [...new Set(names)];
});

;// CONCATENATED MODULE: ./lib/vault/session.js

/** The token of one identity, replaced if it dies during the run. */
class Session {
    #options;
    #issued;
    #token;
    #served = false;
    /** A token that may not look itself up always seems dead. */
    #blind = false;
    #review;
    /** Why there will be no other token: every later request fails with it, not with the 403 that follows from it. */
    #over;
    constructor(options) {
        this.#options = options;
        this.#token = options.token;
        this.#issued = options.enter === undefined ? [] : [options.token];
    }
    get token() {
        return this.#token;
    }
    /** Every token that a login returned, to be revoked at the end; one that was given is left alone. */
    get issued() {
        return this.#issued;
    }
    /** A request with the current token worked. */
    served() {
        this.#served = true;
    }
    /**
     * After a 403 to a request with `used`: a token to repeat it with, or undefined if the token is good (so it was a
     * policy) or a fresh one was refused too. However many requests ask, one login serves all of them. Throws a
     * `UserError` if the token has died and there is no other.
     */
    async replacement(used) {
        if (this.#over !== undefined)
            throw this.#over;
        if (used !== this.#token)
            return this.#token;
        this.#review ??= this.#renew(used).finally(() => {
            this.#review = undefined;
        });
        return await this.#review;
    }
    async #renew(dead) {
        const { enter, isAlive } = this.#options;
        // A fresh token that is refused at once would be refused again and again.
        if (!this.#served || this.#blind || (await isAlive(dead)))
            return undefined;
        if (enter === undefined)
            throw this.#end('vault-token was revoked, expired or used up during the run', {
                hint: 'Use a token that outlives the run, or another `vault-auth-method`, which can log in again.'
            });
        this.#served = false;
        this.#token = await enter().catch(error => {
            if (!(error instanceof errors/* UserError */.yo))
                throw error;
            throw this.#end(`the token of this run expired or was revoked, and ${error.message}`, { hint: error.hint, cause: error });
        });
        this.#issued.push(this.#token);
        this.#blind = !(await isAlive(this.#token));
        return this.#token;
    }
    #end(...reason) {
        this.#over = new errors/* UserError */.yo(...reason);
        return this.#over;
    }
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./lib/vault/advisories.js
var advisories = __webpack_require__(1893);
;// CONCATENATED MODULE: ./lib/vault/system.js








/** The part of the API under `sys/`. `anonymous` has no token and no namespace, for `sys/health` alone. */
function systemPort(client, anonymous) {
    const mount = async (path) => {
        const asMount = ({ data }) => ({
            type: String(data?.['type']),
            version: String(data?.['options']?.['version'] ?? '1')
        });
        const seen = await look(async () => {
            const answer = await client.get(`sys/internal/ui/mounts/${(0,paths/* apiPath */.So)(path)}`);
            const whole = answer.data?.['path'];
            if (typeof whole === 'string' && path.startsWith(whole))
                throw new errors/* UserError */.yo(`${path}/ is not a mount: it is inside the mount ${whole}`, {
                    hint: `Name the mount ${whole.replace(/\/$/, '')} instead, and put the rest before the paths on it (\`variables-path\` and \`connections-path\`, or \`path\` of a source).`
                });
            return asMount(answer);
        });
        if (seen.state === 'present')
            return seen;
        // That endpoint answers 403 both for "no such mount" and for "no access"; this one tells them apart, if the token may ask.
        const exact = await look(async () => asMount(await client.get(`sys/mounts/${(0,paths/* apiPath */.So)(path)}`)), error => error.says('No secret engine mount at'));
        return exact.state === 'not-visible' ? seen : exact;
    };
    const authConfig = (path) => {
        const at = (0,paths/* apiPath */.So)('auth', path, 'config');
        return look(async () => fieldsOf((0,vault_client/* dataIn */.GF)(await client.get(at), at)));
    };
    const authMethod = (path) => look(async () => String((await client.get(`sys/auth/${(0,paths/* apiPath */.So)(path)}`)).data?.['type']), error => error.says('No auth engine at'));
    return {
        mount,
        authMethod,
        authConfig,
        async now() {
            const seconds = (await anonymous.get('sys/health'))['server_time_utc'];
            if (typeof seconds === 'number' && seconds > 0)
                return new Date(seconds * 1000);
            throw (0,vault_client/* notVault */.al)('sys/health', 'server_time_utc');
        },
        async server() {
            try {
                return (0,advisories/* versionIn */.I)(await anonymous.get('sys/health'));
            }
            catch (error) {
                // Something in between may let nobody ask.
                if (error instanceof errors/* UserError */.yo)
                    return {};
                throw error;
            }
        },
        async enableAuth(path, type) {
            const user = await unlessInUse(() => client.post(`sys/auth/${(0,paths/* apiPath */.So)(path)}`, { type }));
            if (user !== undefined && user !== path)
                throw new errors/* UserError */.yo(`no auth method can be enabled at auth/${path}/, since there is auth/${user}/`, {
                    hint: 'Name another mount for it in the manifest.'
                });
            const found = user === undefined ? undefined : await authMethod(path);
            if (found?.state === 'present' && found.value !== type)
                throw new errors/* UserError */.yo(`another run has just enabled ${found.value} at auth/${path}/`);
            return user === undefined;
        },
        async configureAuth(path, fields) {
            // Both servers reset what a request does not name.
            const there = await authConfig(path);
            if (there.state === 'not-visible')
                throw new errors/* UserError */.yo(`auth/${path}/config cannot be read: ${there.because}`);
            await client.post((0,paths/* apiPath */.So)('auth', path, 'config'), { ...(there.state === 'present' && there.value), ...fields });
        },
        async enableKv2(path) {
            const enable = () => client.post(`sys/mounts/${(0,paths/* apiPath */.So)(path)}`, { type: 'kv', options: { version: '2' } });
            const user = await unlessInUse(enable);
            if (user !== undefined && user !== path)
                throw new errors/* UserError */.yo(`nothing can be mounted at ${path}/, because ${user}/ is a mount`, {
                    hint: `Set \`vault.mount\` to another path, or to ${user}.`
                });
            const found = user === undefined ? undefined : await mount(path);
            if (found?.state === 'present' && (found.value.type !== 'kv' || found.value.version !== '2')) {
                throw new errors/* UserError */.yo(`another run has just mounted ${found.value.type} version ${found.value.version} at ${path}/`);
            }
            await served(() => client.get(`${(0,paths/* apiPath */.So)(path)}/config`));
            return user === undefined;
        },
        policy: name => {
            const path = `sys/policies/acl/${(0,paths/* apiPath */.So)(name)}`;
            return look(async () => String((0,vault_client/* dataIn */.GF)(await client.get(path), path)['policy']));
        },
        async writePolicy(name, text) {
            await client.post(`sys/policies/acl/${(0,paths/* apiPath */.So)(name)}`, { policy: text });
        },
        async deletePolicy(name) {
            await client.delete(`sys/policies/acl/${(0,paths/* apiPath */.So)(name)}`);
        }
    };
}
/** Another run may be faster; the next look finds what it made. Returns the mount that is in the way, without its last slash. */
async function unlessInUse(enable) {
    try {
        await enable();
        return undefined;
    }
    catch (error) {
        const said = error instanceof vault_errors/* VaultError */.h ? error.errors.join(' ') : '';
        const [, user] = /path is already in use at (\S+?)\/?(\s|$)/.exec(said) ?? [];
        if (user === undefined)
            throw error;
        return user;
    }
}
/** A standby can be a moment behind the leader that made the mount. The retry table waits out the upgrade itself. */
async function served(probe) {
    for (let attempt = 1;; attempt++) {
        try {
            await probe();
            return;
        }
        catch (error) {
            if (error instanceof vault_errors/* VaultError */.h && error.status === 403)
                return;
            if (attempt === 20 || !(error instanceof vault_errors/* VaultError */.h && error.says('no handler for route')))
                throw error;
            await (0,promises_.setTimeout)(attempt * 25);
        }
    }
}

;// CONCATENATED MODULE: ./lib/vault/open.js










/** Logs in; `vaultFor` makes the port of the session. `onToken` is called with every token that a login returns. */
async function openSession(address, login, transport, surroundings, onToken) {
    await (0,namespaces/* refuseIgnored */.N)(address, transport);
    const there = { ...address, namespace: address.loginNamespace };
    const anonymous = (0,vault_client/* vaultClient */.es)(there, transport);
    const withToken = (token) => (0,vault_client/* vaultClient */.es)({ ...there, session: fixed(token) }, transport);
    const isAlive = (token) => lookUp(withToken(token));
    if (login.method === 'token')
        return new Session({ token: login.token, isAlive });
    const enter = await entrance(login, { anonymous, withToken, namespace: there.namespace }, surroundings);
    const enterAndTell = async () => {
        const token = await enter();
        onToken(token);
        return token;
    };
    return new Session({ token: await enterAndTell(), enter: enterAndTell, isAlive });
}
/** The Vault port of one session on one transport. */
function vaultFor(address, session, transport, { entering = transport, lasting = transport, onAirflowToken = () => { } } = {}) {
    const client = (0,vault_client/* vaultClient */.es)({ ...address, session }, transport);
    // sys/health refuses a namespace header on OpenBao.
    const anywhere = { url: address.url, headers: address.headers };
    return {
        capabilities: paths => ownCapabilities(client, paths),
        ownPolicies: () => ownPolicies(client),
        ...systemPort(client, (0,vault_client/* vaultClient */.es)(anywhere, transport)),
        ...appRolePort(client),
        ...kvPort(client),
        async runtime(mount, roleId, secretId) {
            const door = { anonymous: (0,vault_client/* vaultClient */.es)(address, entering), namespace: address.namespace };
            const token = await airflowLogin(mount, roleId, secretId, door);
            onAirflowToken(token);
            const identity = (0,vault_client/* vaultClient */.es)({ ...address, session: fixed(token) }, transport);
            return {
                capabilities: paths => capabilities(identity, paths, address.namespace),
                read: kvPort(identity).read,
                async leave() {
                    await revoke(address, token, lasting);
                    onAirflowToken(undefined);
                }
            };
        }
    };
}
/** A token that is never replaced. */
const fixed = (token) => new Session({ token, isAlive: async () => true });
async function lookUp(client) {
    try {
        await client.get('auth/token/lookup-self');
        return true;
    }
    catch (error) {
        // If a policy forbids the lookup, Vault knows the token.
        if (error instanceof vault_errors/* VaultError */.h && error.status === 403)
            return !error.tokenGone;
        throw error;
    }
}
/** Revokes a token in its own namespace; one that is already gone is fine. */
async function revoke(place, token, transport) {
    try {
        await (0,vault_client/* vaultClient */.es)({ ...place, session: fixed(token) }, transport).post('auth/token/revoke-self', {});
    }
    catch (error) {
        // Already gone, or a batch token (400), which cannot be revoked and expires. A refusal by policy is neither.
        if (!(error instanceof vault_errors/* VaultError */.h && (error.tokenGone || error.status === 400)))
            throw error;
    }
}


/***/ }),

/***/ 1811:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ judge),
/* harmony export */   a: () => (/* binding */ REFUSALS)
/* harmony export */ });
/* harmony import */ var _http_verdict_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8761);

/** Another node behind the same address may be unsealed; an operator would need longer. */
const WHILE_SEALED_MS = 5_000;
/** The first row that fits an answer counts. An answer without a row is a refusal. */
const REFUSALS = [
    // A standby without a leader, which may have died after it did the work. The address in the answer is the dead leader's.
    { status: 307, outcome: 'unknown' },
    { status: 400, says: 'non-versioned to versioned data', outcome: 'not executed' },
    { status: 412, outcome: 'not executed' },
    // Waiting frees no lease.
    { status: 429, says: 'lease count quota exceeded', outcome: 'refused' },
    { status: 429, outcome: 'not executed', patienceMs: _http_verdict_js__WEBPACK_IMPORTED_MODULE_0__/* .WHILE_LIMITED_MS */ .I },
    // One node that cannot serve: a balancer may choose another one the next time.
    { status: 472, outcome: 'not executed' },
    { status: 473, outcome: 'not executed' },
    { status: 474, outcome: 'not executed' },
    { status: 530, outcome: 'not executed' },
    // All other 500s are refusals: AppRole and KV send them for mistakes in the request.
    // The audit device failed, perhaps only after the work was done.
    { status: 500, says: 'internal error', outcome: 'unknown' },
    { status: 500, says: 'transaction commit failed', outcome: 'unknown' },
    { status: 500, says: 'leadership lost while committing log', outcome: 'unknown' },
    { status: 500, says: 'local node not active but active cluster node not found', outcome: 'unknown' },
    { status: 500, says: 'context deadline exceeded', outcome: 'unknown' },
    { status: 502, outcome: 'unknown' },
    { status: 503, says: 'sealed', outcome: 'not executed', patienceMs: WHILE_SEALED_MS },
    { status: 503, outcome: 'not executed' },
    { status: 504, outcome: 'unknown' }
];
/** What may be done after a failure. */
const judge = (error) => (0,_http_verdict_js__WEBPACK_IMPORTED_MODULE_0__/* .verdictOn */ .H)(error, REFUSALS);


/***/ }),

/***/ 2799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ vaultTransport)
/* harmony export */ });
/* harmony import */ var _http_answer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6788);
/* harmony import */ var _http_service_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5643);
/* harmony import */ var _http_transport_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9416);
/* harmony import */ var _http_unreachable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3434);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7525);
/* harmony import */ var _retry_table_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1811);






const UNKNOWN_AUTHORITY = 'The certificate is signed by an unknown authority: set `vault-ca-certificate` to yours.';
/** Vault or OpenBao, as a transport has to know it. */
const VAULT = {
    name: 'Vault',
    refusals: _retry_table_js__WEBPACK_IMPORTED_MODULE_4__/* .REFUSALS */ .a,
    hints: {
        ECONNREFUSED: 'Nothing listens there: check `vault-url`, and that the server is running and reachable from this runner.',
        ENOTFOUND: 'This runner cannot resolve the name in `vault-url`: check its spelling, or use a runner inside your network.',
        UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
        SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
        DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is self-signed: set `vault-ca-certificate` to it.',
        CERTIFICATE_REQUIRED: 'The server requires a client certificate: set `vault-client-certificate` and `vault-client-key`.',
        ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'The server does not trust the authority that signed `vault-client-certificate`.',
        ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate was issued for another name: use that name in `vault-url`, or set `vault-tls-server-name` to it.',
        NO_CONNECTION: 'Something on the way drops packets: check the host and port in `vault-url`, and that no firewall blocks this runner.',
        NOT_JSON: 'Check that `vault-url` points at Vault itself: a login page, a firewall or another web server answered.',
        TOO_LARGE: 'Check that `vault-url` points at Vault itself: no answer of Vault is that long.',
        EPROTO: 'The server does not speak TLS on this port: check the port, or start `vault-url` with http://.'
    },
    /** A good answer is JSON with status 200, or 204; everything else is an error that says what came instead. */
    read(answer, request) {
        const { status, text } = answer;
        const { 'x-vault-index': index } = answer.headers;
        const reached = typeof index === 'string' ? { index } : {};
        if (status === 204)
            return { status, body: undefined, ...reached };
        const body = (0,_http_answer_js__WEBPACK_IMPORTED_MODULE_0__/* .jsonOf */ .o_)(answer, request, VAULT);
        const path = (0,_http_service_js__WEBPACK_IMPORTED_MODULE_5__/* .pathOf */ .X)(request);
        // A standby node answers sys/health with 429 or 473, and the body is what we want; a quota has another one.
        const tells = path === 'sys/health' && body?.errors === undefined;
        if (body !== undefined && (status === 200 || tells))
            return { status, body, ...reached };
        const { errors, warnings, data } = (body ?? {});
        // Gateways have a JSON of their own for paths that they do not let through. That does not mean that nothing is there.
        if (status === 404 && errors === undefined && data === undefined)
            throw (0,_http_unreachable_js__WEBPACK_IMPORTED_MODULE_2__/* .unreachable */ .H)(VAULT, request, 'what came back (status 404) is JSON that is not from Vault', {
                sent: true,
                code: 'NOT_JSON'
            });
        const detail = data?.error;
        const said = Array.isArray(errors) ? errors.map(String) : typeof detail === 'string' ? [detail] : [];
        const retryAfter = (0,_http_answer_js__WEBPACK_IMPORTED_MODULE_0__/* .retryAfterOf */ .sT)(answer);
        const all = said.length === 0 && body === undefined && text !== '' ? [(0,_http_answer_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(text)] : said;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .VaultError */ .h({ method: request.method, path }, status, all, {
            data,
            warnings: Array.isArray(warnings) ? warnings.map(String) : [],
            ...(retryAfter === undefined ? {} : { retryAfter })
        });
    }
};
/** One keep-alive pool for one server of Vault. */
const vaultTransport = (options) => (0,_http_transport_js__WEBPACK_IMPORTED_MODULE_1__/* .openTransport */ .g)(VAULT, options);


/***/ })

};
