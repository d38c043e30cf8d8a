export const id = 109;
export const ids = [109];
export const modules = {

/***/ 7619:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E0: () => (/* binding */ pagesOf),
/* harmony export */   SP: () => (/* binding */ shown),
/* harmony export */   Wi: () => (/* binding */ unlessGone),
/* harmony export */   _M: () => (/* binding */ repositoryOf),
/* harmony export */   e9: () => (/* binding */ shaped),
/* harmony export */   kQ: () => (/* binding */ user),
/* harmony export */   kg: () => (/* binding */ loadAhead),
/* harmony export */   o6: () => (/* binding */ openGitHub),
/* harmony export */   oN: () => (/* binding */ besides)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5395);

/** `headRefOid`: its last commit. Without a repository once the fork is deleted. */
const openPullRequest = zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    number: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .int */ .Whr(),
    headRefOid: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    headRepository: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .nullable */ .mee(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ nameWithOwner: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() }))
});
const FOUND = zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ repository: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ pullRequests: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ nodes: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(openPullRequest) }) }) });
const VIEWER = zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ viewer: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ login: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() }) });
/** What GitHub has answered, if it has this form. Whatever stands between may answer anything with status 200. */
function shaped(shape, answer) {
    const { data } = shape.safeParse(answer);
    if (data === undefined)
        throw new Error("an answer that is not GitHub's");
    return data;
}
/** Who wrote what it is about; null if the account is gone. */
const user = zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ login: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() }));
/** Of the workflow; undefined outside GitHub. */
function repositoryOf(environment) {
    const [owner = '', repo = ''] = (environment['GITHUB_REPOSITORY'] ?? '').split('/');
    return repo === '' ? undefined : { owner, repo };
}
const load = () => __webpack_require__.e(/* import() */ 413).then(__webpack_require__.bind(__webpack_require__, 2413));
/** Why that failed, if it does, is told when GitHub is asked. */
const loadAhead = () => void load().catch(() => { });
/** GitHub at GITHUB_API_URL. Loaded when it is asked: most runs never do. */
async function openGitHub({ owner, repo }, token, signal) {
    const { getOctokit } = await load();
    const quiet = () => { };
    // What it would print goes past the masks.
    const octokit = getOctokit(token.reveal(), { log: { debug: quiet, info: quiet, warn: quiet, error: quiet } });
    // What is no JSON, or half of one, it hands over as text.
    octokit.hook.after('request', ({ data }) => {
        if (typeof data !== 'object' || data === null)
            throw new Error('a page instead of an answer');
    });
    return {
        rest: octokit.rest,
        where: { owner, repo, request: { signal } },
        async pullRequestsFrom(branch) {
            const answer = await octokit.graphql(FROM_BRANCH, { ...{ owner, repo, branch }, request: { signal } });
            return shaped(FOUND, answer).repository.pullRequests.nodes;
        },
        async self() {
            return shaped(VIEWER, await octokit.graphql('query { viewer { login } }', { request: { signal } })).viewer.login;
        }
    };
}
/** REST gives whole repositories with each of them, and finds branches of one owner at a time. */
const FROM_BRANCH = `query ($owner: String!, $repo: String!, $branch: String!) {
  repository(owner: $owner, name: $repo) {
    pullRequests(headRefName: $branch, states: OPEN, first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { number headRefOid headRepository { nameWithOwner } }
    }
  }
}`;
const PAGE = 100;
/** A list, page by page. `octokit.paginate` drops the signal. */
async function* pagesOf(shape, ask) {
    for (let page = 1;; page++) {
        const entries = shaped(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(shape), (await ask({ per_page: PAGE, page })).data);
        yield entries;
        if (entries.length < PAGE)
            return;
    }
}
/**
 * Those that runs at the same time have made, which are next to each other: of the first page that has one, and of the page after it.
 * `own`: which of a page they are.
 */
async function besides(pages, own) {
    let found = [];
    for await (const page of pages) {
        const mine = await own(page);
        if (found.length > 0)
            return [...found, ...mine];
        found = mine;
    }
    return found;
}
const NUMBERED = zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ id: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .int */ .Whr() });
/** Throws unless GitHub shows what it has made or changed: whatever stands between may answer with status 200. */
async function shown(request) {
    shaped(NUMBERED, (await request).data);
}
/** The same for a change; false if somebody has deleted what was just listed. */
async function unlessGone(request) {
    try {
        await shown(request);
        return true;
    }
    catch (error) {
        if ([404, 410].includes(error.status ?? 0))
            return false;
        throw error;
    }
}


/***/ }),

/***/ 4998:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ inputSource)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6058);
/* harmony import */ var _oidc_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4805);
/* harmony import */ var _pull_request_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2495);





/** The inputs of the step, as the runner hands them over. */
function inputSource(environment) {
    const names = Object.keys(environment).filter(name => name.startsWith('INPUT_'));
    return {
        get: name => _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .getInput */ .V4(name) || (name === 'preview-for' ? (0,_pull_request_js__WEBPACK_IMPORTED_MODULE_4__/* .previewFor */ .Q)(environment) : ''),
        names: names.map(name => name.slice('INPUT_'.length).toLowerCase()),
        now: new Date(),
        offersIdToken: (0,_oidc_js__WEBPACK_IMPORTED_MODULE_3__/* .offersIdToken */ .c)(environment),
        isOutside: path => isOutside(path, environment['GITHUB_WORKSPACE'] || '.'),
        whenEmpty: 'GitHub passes an undefined secret or variable as empty text: check its name, and that this repository or environment defines it.'
    };
}
/** Follows links, because a checkout may have some. What is not there is reported by whoever needs it. */
function isOutside(path, workspace) {
    const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(real(workspace), real(path));
    return inside === '..' || inside.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(inside);
}
function real(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(path);
    }
    catch {
        return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(path);
    }
}


/***/ }),

/***/ 3188:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LX: () => (/* binding */ countUnannotated),
/* harmony export */   Mk: () => (/* binding */ unannotated),
/* harmony export */   Rm: () => (/* binding */ log),
/* harmony export */   dK: () => (/* binding */ mask),
/* harmony export */   fz: () => (/* binding */ annotate),
/* harmony export */   jD: () => (/* binding */ hide),
/* harmony export */   uU: () => (/* binding */ taken)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6058);
/* harmony import */ var _base_counted_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6323);
/* harmony import */ var _base_finding_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8340);
/* harmony import */ var _base_masks_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4452);
/* harmony import */ var _base_visible_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3023);






/** GitHub shows ten annotations of each level for a step; the tenth counts the others. */
const ANNOTATIONS = 9;
const LEVELS = ['error', 'warning', 'notice'];
const annotation = { error: _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .error */ .z3, warning: _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e, notice: _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .notice */ .lm };
const given = { error: 0, warning: 0, notice: 0 };
const others = [];
/** An annotation, or a line of the log where GitHub would show no more. */
function say(level, text, at) {
    given[level] += 1;
    if (given[level] <= ANNOTATIONS) {
        annotation[level](said(text), annotationAt(at));
        return;
    }
    const placed = at === undefined ? text : `${(0,_base_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .placeText */ .Z9)(at)}: ${text}`;
    others.push({ level, text: hide(placed) });
    log.info(`${level}: ${placed}`);
}
/** What has been said so far and is no annotation, for the job summary. */
const unannotated = () => others;
/** At the very end: the last annotation of each level counts those that there was no room for. */
function countUnannotated() {
    for (const level of LEVELS) {
        const count = given[level] - ANNOTATIONS;
        if (count > 0)
            annotation[level](`… and ${(0,_base_counted_js__WEBPACK_IMPORTED_MODULE_5__/* .counted */ .h)(count, `more ${level}`)}, which the log of this step lists`);
    }
}
/**
 * The log of the step, and the only way there. The runner obeys `::command::` at the start of a line and `##[command]` anywhere in
 * one, whoever wrote it, and takes a lone CR for the end of a line.
 */
const log = {
    info(text) {
        for (const line of hide(text).split(/\r\n|[\r\n]/))
            _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .info */ .pq((0,_base_visible_js__WEBPACK_IMPORTED_MODULE_4__/* .inert */ .tJ)(line));
    },
    warning: (text, at) => say('warning', text, at),
    error: (text, at) => say('error', text, at),
    notice: text => say('notice', text),
    group(heading, about) {
        _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .startGroup */ .Oh((0,_base_visible_js__WEBPACK_IMPORTED_MODULE_4__/* .visible */ .RK)(hide(heading)));
        for (const line of about)
            log.info(line);
        _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .endGroup */ .N4();
    },
    output(printed) {
        const line = hide(printed);
        if (!MAYBE_COMMAND.test(line))
            return _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .info */ .pq(line);
        // At once: what is masked while commands are stopped would appear in the log.
        const token = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)();
        _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .info */ .pq(`::stop-commands::${token}\n${line}\n::${token}::`);
    }
};
const MAYBE_COMMAND = /::|##\[/;
const masks = new _base_masks_js__WEBPACK_IMPORTED_MODULE_3__/* .Masks */ .O7();
/** Each form once: a value may come from several places, and is masked as soon as it is read. */
function mask(secret) {
    for (const form of masks.add(secret))
        _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .setSecret */ .Pq(form);
}
/** Takes out everything that is masked so far, where the runner masks nothing: in files, in pages, and in what listeners send. */
const hide = (text) => masks.hide(text);
const LONGEST_LINE = 2_000;
/**
 * What somebody said, no more of a line than people read. Only here is it cut: whoever quotes a server or a program does not know
 * the masks, and would cut a secret in two.
 */
const said = (text) => (0,_base_visible_js__WEBPACK_IMPORTED_MODULE_4__/* .visibleLines */ .gB)(hide(text))
    .split('\n')
    .map(line => (0,_base_visible_js__WEBPACK_IMPORTED_MODULE_4__/* .shortened */ .vI)(line, LONGEST_LINE))
    .join('\n');
/** Waits until the runner has taken what was written, if it is behind. */
function taken() {
    if (process.stdout.writableNeedDrain)
        return new Promise(resolve => process.stdout.once('drain', resolve));
}
/**
 * Shows every mistake with its place in the log, which has no other sign of it, and the first nine as annotations too; if there
 * are several, the last annotation counts them.
 */
function annotate({ findings }) {
    for (const finding of findings.slice(0, ANNOTATIONS))
        log.error((0,_base_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .explained */ .to)(finding), finding.place);
    for (const finding of findings.slice(ANNOTATIONS))
        log.info((0,_base_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .explained */ .to)(finding));
    const { length } = findings;
    if (length > 1)
        _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .error */ .z3(`${length} mistakes found${length > ANNOTATIONS ? '; the log of this step lists them all' : ''}`);
}
function annotationAt(place) {
    if (place === undefined)
        return {};
    const { file, line, column } = place;
    return {
        file,
        ...(line === undefined ? {} : { startLine: line }),
        ...(column === undefined ? {} : { startColumn: column })
    };
}


/***/ }),

/***/ 4805:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ offersIdToken),
/* harmony export */   f: () => (/* binding */ idToken)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6058);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7594);
/* harmony import */ var _base_secret_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5977);




const ATTEMPTS = 4;
const FIRST_WAIT_MS = 500;
const ANSWER_MS = 30_000;
/** Whether GitHub offers this job a token at all: the job needs the permission, which a run from a fork never has. */
const offersIdToken = (environment) => Boolean(environment['ACTIONS_ID_TOKEN_REQUEST_URL']);
/**
 * GitHub's OIDC token for this job. `audience` absent: the URL of the repository's owner. Asked for up to four times,
 * unless GitHub refuses it.
 */
async function idToken(audience, signal) {
    if (!offersIdToken(process.env))
        throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo('GitHub offers this job no OIDC token (ACTIONS_ID_TOKEN_REQUEST_URL is not set)', {
            hint: 'Give the job `permissions: { id-token: write, contents: read }`. Pull requests from forks never get a token: use `mode: plan` there. Outside GitHub, set `vault-jwt`.'
        });
    for (let attempt = 1;; attempt++) {
        try {
            return new _base_secret_js__WEBPACK_IMPORTED_MODULE_3__/* .Secret */ .z(await within(_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .getIDToken */ .V9(audience), signal));
        }
        catch (error) {
            if (signal.aborted)
                throw signal.reason;
            const said = error.message.replaceAll(/\s+/g, ' ').trim();
            if (attempt === ATTEMPTS || /Error Code : 4\d\d/.test(said))
                throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`GitHub did not give this job an OIDC token: ${said}`, {
                    hint: 'Run again. If that does not help, check the status of GitHub Actions.'
                });
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(Math.random() * FIRST_WAIT_MS * 2 ** attempt, undefined, { signal });
        }
    }
}
/** @actions/core waits for minutes, or without end for an answer that drips in, and cannot be stopped: so we do not wait for it. */
function within(asked, signal) {
    const late = (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(ANSWER_MS, undefined, { signal, ref: false }).then(() => {
        throw new Error(`no answer within ${ANSWER_MS / 1000} s`);
    });
    return Promise.race([asked, late]);
}


/***/ }),

/***/ 2558:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lw: () => (/* binding */ Refused),
/* harmony export */   Zr: () => (/* binding */ persist),
/* harmony export */   lH: () => (/* binding */ tryOnce)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);

/** How GitHub is asked for what no run may fail for: a few attempts, and no longer than listeners may work. */
/** Less than a listener may take. */
const LIMIT_MS = 15_000;
const ATTEMPTS = 3;
const FIRST_WAIT_MS = 300;
/**
 * Does that, up to three times where a refusal may pass. Each attempt starts from the beginning and must look at what there is: an
 * earlier one may have been carried out without an answer. Throws a `Refused`.
 */
async function persist(work) {
    const signal = AbortSignal.timeout(LIMIT_MS);
    let isFinal = true;
    for (let attempt = 1;; attempt++) {
        try {
            return await work(signal);
        }
        catch (error) {
            isFinal &&= isRefusal(error) && !signal.aborted;
            const wait = waitAfter(error, attempt);
            if (attempt === ATTEMPTS || wait === undefined || signal.aborted)
                throw refused(error, signal, isFinal);
            // The time limit may end it.
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(wait, undefined, { signal }).catch(() => { });
        }
    }
}
/** Does once what the next run will do otherwise. Why it was not done, if it was not: `GitHub (403): …`. */
async function tryOnce(work, signal) {
    try {
        await work();
        return undefined;
    }
    catch (error) {
        return refused(error, signal, false).message;
    }
}
/** What GitHub said, or that it said nothing: `GitHub (403): Resource not accessible by integration`. */
class Refused extends Error {
    /** Whether the token lacks a permission for that. */
    isForbidden;
    /** Whether GitHub has carried out no attempt, and will carry out no other. */
    isFinal;
    constructor(message, { isForbidden, isFinal }) {
        super(message);
        this.isForbidden = isForbidden;
        this.isFinal = isFinal;
    }
}
function refused(error, signal, isFinal) {
    const { status, response, errors, message: all } = error;
    const message = errors?.[0]?.message ?? all;
    // A proxy in between answers with a page, which tells nobody anything in a log.
    const words = /^\s*</.test(message) ? 'a page instead of an answer' : message;
    const said = signal.aborted ? `no answer within ${LIMIT_MS / 1000} s` : words;
    // Without an answer, @octokit makes up a 500.
    const code = status === undefined || response === undefined || signal.aborted ? '' : ` (${status})`;
    const isForbidden = (status ?? 403) === 403 && /not accessible by/i.test(message);
    return new Refused(`GitHub${code}: ${said}`, { isForbidden, isFinal });
}
const isLimit = ({ status, message }) => status === 429 || (status === 403 && /rate limit/i.test(message));
function isRefusal(error) {
    const { status = 0 } = error;
    return status >= 400 && status < 500 && status !== 408 && !isLimit(error);
}
/** How long to wait before another attempt; undefined if that would not help, or not in time. */
function waitAfter(error, attempt) {
    const { status, response } = error;
    if (status === undefined || status >= 500)
        return FIRST_WAIT_MS * 2 ** attempt;
    if (!isLimit(error))
        return undefined;
    const seconds = Number(response?.headers?.['retry-after'] ?? Number.NaN);
    return seconds * 1000 < LIMIT_MS / 2 ? seconds * 1000 : undefined;
}


/***/ }),

/***/ 5490:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   post: () => (/* binding */ post)
/* harmony export */ });
/* unused harmony export cleanUp */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var _base_ending_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1238);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7594);
/* harmony import */ var _base_secret_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5977);
/* harmony import */ var _http_agents_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6380);
/* harmony import */ var _http_proxy_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6006);
/* harmony import */ var _inputs_inputs_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1508);
/* harmony import */ var _vault_open_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4988);
/* harmony import */ var _vault_service_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(2799);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(7619);
/* harmony import */ var _job_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(4998);
/* harmony import */ var _log_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(3188);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(5223);
/* harmony import */ var _untold_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(7186);














const LIMIT_MS = 20_000;
/** The post step. What it could not clean up is a warning: the job is over. */
const post = () => cleanUp((0,_job_js__WEBPACK_IMPORTED_MODULE_10__/* .inputSource */ .w)(process.env), process.env, _log_js__WEBPACK_IMPORTED_MODULE_11__/* .log */ .Rm).catch(error => _log_js__WEBPACK_IMPORTED_MODULE_11__/* .log */ .Rm.warning(`not everything was cleaned up: ${(0,_base_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .explain */ .WE)(error)}`));
/**
 * After the job, however main ended: nothing of this run stays or goes on on the runner, its tokens are revoked, and GitHub shows no
 * deployment in progress.
 */
async function cleanUp(source, environment, say) {
    const { folder, tokens, untold } = (0,_state_js__WEBPACK_IMPORTED_MODULE_12__/* .readLeftovers */ .ju)();
    const remove = async () => {
        if (folder === undefined)
            return;
        // A killed main may have left children, which would write into the folder again.
        await (0,_base_ending_js__WEBPACK_IMPORTED_MODULE_1__/* .endProcessesOf */ .w)(folder);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(folder, { recursive: true, force: true });
    };
    const show = async () => {
        if (untold === undefined)
            return;
        const token = new _base_secret_js__WEBPACK_IMPORTED_MODULE_3__/* .Secret */ .z(source.get('github-token'));
        const outcome = await (0,_untold_js__WEBPACK_IMPORTED_MODULE_13__/* .tellUntold */ .YD)(untold, (0,_github_js__WEBPACK_IMPORTED_MODULE_9__/* .repositoryOf */ ._M)(environment), token);
        if (outcome === 'told')
            say.info('Told GitHub how the deployment of this run ended.');
        else if (outcome === 'not there')
            say.info('GitHub has no deployment of this run.');
        else
            say.warning(outcome.warning);
    };
    // Each is tried, even if others fail.
    const outcomes = await Promise.allSettled([revokeAll(tokens, source, say), remove(), show()]);
    for (const outcome of outcomes)
        if (outcome.status === 'rejected')
            throw outcome.reason;
    if (tokens.length === 0 && untold === undefined)
        say.info('Nothing is left to clean up.');
}
async function revokeAll(tokens, source, say) {
    if (tokens.length === 0)
        return;
    // How to reach Vault is read from the inputs again, so that no client key has to be left anywhere.
    const address = (0,_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .readAddress */ .zq)(source);
    const namespaces = { pipeline: address.loginNamespace, airflow: address.namespace };
    const agents = (0,_http_agents_js__WEBPACK_IMPORTED_MODULE_4__/* .openAgents */ .J)(address.tls, { proxy: (0,_http_proxy_js__WEBPACK_IMPORTED_MODULE_5__/* .proxyFor */ .iJ)(address.url) });
    const transport = (0,_vault_service_js__WEBPACK_IMPORTED_MODULE_8__/* .vaultTransport */ .y)({ agents, signal: AbortSignal.timeout(LIMIT_MS) });
    const end = async ({ whose, token }) => {
        await (0,_vault_open_js__WEBPACK_IMPORTED_MODULE_7__/* .revoke */ .r8)({ ...address, namespace: namespaces[whose] }, token, transport);
        say.info(whose === 'pipeline' ? "Revoked this run's Vault token." : 'Revoked the Vault token of the proof.');
    };
    const outcomes = await Promise.allSettled(tokens.map(end));
    transport.close();
    for (const outcome of outcomes)
        if (outcome.status === 'rejected')
            throw outcome.reason;
}


/***/ }),

/***/ 2495:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ previewFor),
/* harmony export */   _: () => (/* binding */ pullRequestOf)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5395);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3759);
/* harmony import */ var _launch_github_event_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3137);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7619);



const commit = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* ._regex */ .Fk(/^[0-9a-f]{40,64}$/));
const EVENT = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    action: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()),
    pull_request: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        number: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Whr().check(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* ._gte */ .qm(1)),
        base: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ ref: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), sha: commit }),
        /** Null once the fork is deleted. */
        head: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ sha: commit, repo: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .nullable */ .mee(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ full_name: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() })) })
    })
});
/** Undefined for every other event, and for a file that is not GitHub's. */
function pullRequestOf(environment) {
    const repository = (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .repositoryOf */ ._M)(environment);
    if (environment['GITHUB_EVENT_NAME'] !== 'pull_request' || repository === undefined)
        return undefined;
    const event = eventOf(environment);
    if (event === undefined)
        return undefined;
    const { number, base, head } = event.pull_request;
    const readOnly = isFork(event, environment)
        ? 'fork'
        : environment['GITHUB_ACTOR'] === 'dependabot[bot]'
            ? 'Dependabot'
            : undefined;
    return {
        ...repository,
        number,
        base: { branch: base.ref, commit: base.sha, head: head.sha },
        isClosed: event.action === 'closed',
        readOnly
    };
}
/** The number of the pull request, or `refs/heads/…` of the branch, also one that was just deleted, that the event is about; or empty. */
function previewFor(environment) {
    const { GITHUB_EVENT_NAME: name = '', GITHUB_REF_TYPE: type, GITHUB_REF_NAME: branch = '' } = environment;
    if (name.startsWith('pull_request'))
        return String(eventOf(environment)?.pull_request.number ?? '');
    if (name !== 'delete')
        return type === 'branch' ? `refs/heads/${branch}` : '';
    const { ref, ref_type: deleted } = (0,_launch_github_event_js__WEBPACK_IMPORTED_MODULE_0__/* .readEvent */ .j)(environment, DELETED) ?? {};
    return deleted === 'branch' && ref !== undefined ? `refs/heads/${ref}` : '';
}
const DELETED = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ ref: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), ref_type: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() });
/** A fork that was deleted has no name any more. */
const isFork = ({ pull_request: { head } }, environment) => head.repo?.full_name !== environment['GITHUB_REPOSITORY'];
const eventOf = (environment) => (0,_launch_github_event_js__WEBPACK_IMPORTED_MODULE_0__/* .readEvent */ .j)(environment, EVENT);


/***/ }),

/***/ 7186:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OB: () => (/* binding */ whyNot),
/* harmony export */   YD: () => (/* binding */ tellUntold),
/* harmony export */   d5: () => (/* binding */ notShown),
/* harmony export */   hV: () => (/* binding */ ENDED),
/* harmony export */   qz: () => (/* binding */ tell),
/* harmony export */   zu: () => (/* binding */ created)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5395);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7619);
/* harmony import */ var _persist_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2558);



const STATUS = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    state: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* ["enum"] */ .k5n(['in_progress', 'success', 'failure', 'error', 'inactive']),
    description: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()),
    environment_url: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()),
    log_url: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP())
});
/** A deployment that GitHub was asked for, and how it ends if this step says nothing more. */
const UNTOLD = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    environment: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    ref: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    /** Finds it if GitHub has created it without an answer. */
    mark: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    id: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Whr()),
    status: STATUS
});
const ENDED = 'The run was ended before it could say how it went';
/** What a warning says of it. */
const notShown = (environment, error) => `environment ${environment} on GitHub does not show this run: ${whyNot(error)}`;
/** What GitHub said, and what to do about it. */
function whyNot(error) {
    if (!(error instanceof _persist_js__WEBPACK_IMPORTED_MODULE_1__/* .Refused */ .Lw))
        throw error;
    const hint = error.isForbidden ? '. Give the job `permissions: { contents: read, deployments: write }`' : '';
    return `${error.message}${hint}`;
}
/**
 * In the post step: tells what main has left untold, so that no deployment stays in progress. Gives whether there was one to tell
 * it of, or a warning.
 */
async function tellUntold(text, repository, token) {
    const untold = UNTOLD.safeParse(parsed(text)).data;
    if (untold === undefined || repository === undefined)
        return { warning: 'what main left for GitHub cannot be read, so a deployment may stay in progress there' };
    const telling = async (signal) => {
        const github = await (0,_github_js__WEBPACK_IMPORTED_MODULE_0__/* .openGitHub */ .o6)(repository, token, signal);
        const id = untold.id ?? (await find(github, untold));
        if (id === undefined)
            return 'not there';
        await tell(github, id, untold.status);
        return 'told';
    };
    return await (0,_persist_js__WEBPACK_IMPORTED_MODULE_1__/* .persist */ .Zr)(telling).catch(error => ({ warning: notShown(untold.environment, error) }));
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** Creates the deployment, once: the mark finds one that GitHub created without an answer. `asking`: called before each try. */
async function created(shown, mark, open, asking) {
    let attempts = 0;
    return await (0,_persist_js__WEBPACK_IMPORTED_MODULE_1__/* .persist */ .Zr)(async (signal) => {
        const github = await open(signal);
        attempts += 1;
        const found = attempts > 1 ? await find(github, { ...shown, mark }) : undefined;
        if (found !== undefined)
            return found;
        asking();
        return await create(github, shown, mark);
    });
}
/** Without an id, GitHub has merged a branch instead. */
const CREATED = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ id: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Whr()), message: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()) });
async function create({ rest, where }, { environment, preview, ref }, mark) {
    const { data } = await rest.repos.createDeployment({
        ...where,
        ref,
        environment,
        payload: { mark, ...(preview !== undefined && { preview }) },
        ...(preview !== undefined && { transient_environment: true }),
        // Otherwise GitHub merges the default branch into the ref, and waits for all checks, this very job among them.
        auto_merge: false,
        required_contexts: []
    });
    const { id, message } = (0,_github_js__WEBPACK_IMPORTED_MODULE_0__/* .shaped */ .e9)(CREATED, data);
    if (id !== undefined)
        return id;
    throw new Error(message ?? 'no deployment was created');
}
const DEPLOYMENTS = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ id: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Whr(), payload: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .unknown */ .L5J() }));
const MARKED = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ mark: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() });
async function find({ rest, where }, { environment, ref, mark }) {
    const { data } = await rest.repos.listDeployments({ ...where, environment, ref });
    return (0,_github_js__WEBPACK_IMPORTED_MODULE_0__/* .shaped */ .e9)(DEPLOYMENTS, data).find(({ payload }) => MARKED.safeParse(payload).data?.mark === mark)?.id;
}
/** Says how it goes. */
async function tell({ rest, where }, id, { state, ...more }) {
    // Absent, not undefined: what is undefined would be no text.
    const { description, environment_url, log_url } = more;
    await rest.repos.createDeploymentStatus({
        ...where,
        deployment_id: id,
        state,
        ...(description !== undefined && { description }),
        ...(environment_url !== undefined && { environment_url }),
        ...(log_url !== undefined && { log_url })
    });
}


/***/ })

};
