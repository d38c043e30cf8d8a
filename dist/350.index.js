export const id = 350;
export const ids = [350];
export const modules = {

/***/ 5140:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ doorOf),
/* harmony export */   o: () => (/* binding */ tempIn)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8161);
/* harmony import */ var _launch_current_run_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4426);
/* harmony import */ var _launch_github_event_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3137);
/* harmony import */ var _log_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3188);
/* harmony import */ var _oidc_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4805);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5223);






/** Where the runner keeps what lives as long as the job. */
const tempIn = (environment) => environment['RUNNER_TEMP'] || (0,node_os__WEBPACK_IMPORTED_MODULE_0__.tmpdir)();
/** What the step of a workflow gives a run. */
const doorOf = (environment, tell, pullRequest) => ({
    ports: {
        environment,
        tell,
        mask: _log_js__WEBPACK_IMPORTED_MODULE_3__/* .mask */ .dK,
        run: (0,_launch_current_run_js__WEBPACK_IMPORTED_MODULE_1__/* .currentRun */ .x)(environment),
        workspace: environment['GITHUB_WORKSPACE'] || '.',
        repository: environment['GITHUB_REPOSITORY'] ?? '',
        ...(pullRequest === undefined ? {} : { base: pullRequest.base }),
        ...(0,_launch_github_event_js__WEBPACK_IMPORTED_MODULE_2__/* .trustedIn */ .p)(environment)
    },
    temp: tempIn(environment),
    warn: message => _log_js__WEBPACK_IMPORTED_MODULE_3__/* .log */ .Rm.warning(message),
    taken: _log_js__WEBPACK_IMPORTED_MODULE_3__/* .taken */ .uU,
    onFolder: _state_js__WEBPACK_IMPORTED_MODULE_5__/* .leaveFolder */ .Uf,
    onToken: _state_js__WEBPACK_IMPORTED_MODULE_5__/* .leaveToken */ .jX,
    idToken: _oidc_js__WEBPACK_IMPORTED_MODULE_4__/* .idToken */ .f
});


/***/ }),

/***/ 7350:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  step: () => (/* binding */ step)
});

// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/base/secret.js
var secret = __webpack_require__(5977);
// EXTERNAL MODULE: ./lib/inputs/inputs.js + 2 modules
var inputs = __webpack_require__(1508);
// EXTERNAL MODULE: ./lib/launch/launch.js + 22 modules
var launch = __webpack_require__(6299);
// EXTERNAL MODULE: ./lib/launch/masked.js
var masked = __webpack_require__(670);
// EXTERNAL MODULE: ./lib/report/journal.js
var report_journal = __webpack_require__(8201);
// EXTERNAL MODULE: ./lib/report/log.js
var log = __webpack_require__(9820);
// EXTERNAL MODULE: ./lib/report/report.js
var report_report = __webpack_require__(5650);
// EXTERNAL MODULE: ./lib/run/main.js + 45 modules
var main = __webpack_require__(7673);
// EXTERNAL MODULE: ./lib/runner/comment.js
var runner_comment = __webpack_require__(4423);
// EXTERNAL MODULE: ./lib/runner/door.js
var door = __webpack_require__(5140);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 2 modules
var schemas = __webpack_require__(5395);
// EXTERNAL MODULE: ./lib/launch/github-event.js
var github_event = __webpack_require__(3137);
// EXTERNAL MODULE: ./lib/base/visible.js
var visible = __webpack_require__(3023);
// EXTERNAL MODULE: ./lib/plan/event.js
var plan_event = __webpack_require__(7627);
// EXTERNAL MODULE: ./lib/report/comment.js
var comment = __webpack_require__(7023);
// EXTERNAL MODULE: ./lib/report/counts.js
var counts = __webpack_require__(5836);
// EXTERNAL MODULE: ./lib/report/details.js
var details = __webpack_require__(3164);
// EXTERNAL MODULE: ./lib/report/markdown.js
var markdown = __webpack_require__(3021);
// EXTERNAL MODULE: ./lib/report/page.js
var report_page = __webpack_require__(9147);
// EXTERNAL MODULE: ./lib/report/table.js
var table = __webpack_require__(8330);
;// CONCATENATED MODULE: ./lib/report/drift.js








/** GitHub takes 65,536 characters of an issue. */
const ISSUE = { bytes: 60_000, rest: 'The job summary of the last run has more.' };
const WHAT = 'Somebody has changed or deleted this in Vault or Astro, outside the manifest. A run with `mode: sync` restores secrets, policy and role, and `mode: deploy` the Deployment too. To keep a change, write it into the manifest first.';
const UNSURE = 'Nothing is known to have drifted. This issue stays open because the last run could not compare everything: give it what is missing, or close it.';
/** Says nothing that changes from run to run by itself, so that an equal issue need not be written again. */
function issueOf(report) {
    const findings = report.chapters.flatMap(chapter => chapter.findings);
    const about = (wanted) => findings.filter(({ topic }) => topic === wanted);
    const owner = (0,plan_event/* ownersIn */.qx)(report.chapters);
    const steps = report.chapters.flatMap(chapter => {
        const whose = owner(chapter);
        const name = ({ target }) => [...(whose === undefined ? [] : [(0,markdown/* named */.KT)(whose)]), (0,markdown/* named */.KT)(target)].join(': ');
        return [...chapter.steps].flatMap(step => (step.drift ? [() => [name(step), changeOf(step)]] : []));
    });
    const [gone, due, unseen] = [about('drift'), about('due'), about('not-compared')];
    const row = ({ subject = '', message, hint }) => [
        (0,markdown/* named */.KT)(subject),
        (0,markdown/* prose */.CS)([message, hint].filter(Boolean).join('. '))
    ];
    const drifted = [...steps, ...gone.map(one => () => row(one))];
    const isWanted = drifted.length + due.length > 0;
    const marker = (0,comment/* markerOf */.we)(report, 'drift ');
    const head = [
        `## Drift: ${drifted.length} · due: ${due.length}`,
        '',
        whoseOf(report),
        ...(drifted.length > 0 ? ['', WHAT] : isWanted ? [] : ['', UNSURE])
    ];
    const page = [
        { title: '', before: head, lines: [], after: [], more: 0 },
        ...(0,table/* table */.t)('Changed by somebody', ['What', 'Change'], drifted),
        ...(0,table/* table */.t)('Due', ['What', 'When'], due.map(one => () => row(one))),
        ...(0,table/* table */.t)('Not compared', ['What', 'Why'], unseen.map(one => () => row(one)))
    ];
    const isDone = report.compared && report.outcome === 'succeeded';
    const state = isWanted ? 'wanted' : !isDone ? 'unknown' : unseen.length > 0 ? 'unsure' : 'unwanted';
    return {
        marker,
        title: `Drift from ${whatOf(report)}`,
        body: `${marker}\n${state === 'unwanted' ? 'Vault secrets backend: nothing has drifted, and nothing is due.\n' : (0,report_page/* cutTo */.y)(page, ISSUE)}`,
        state
    };
}
const changeOf = (step) => (0,counts/* wordOf */.aG)(step) === undefined ? `${(0,markdown/* prose */.CS)(step.action)}: ${(0,details/* detailsOf */.c)(step)}` : (0,details/* detailsOf */.c)(step);
function whoseOf({ manifest = '', chapters, deployment }) {
    const targets = chapters.flatMap(({ target }) => (target === undefined ? [] : [`Deployment **${(0,markdown/* prose */.CS)(target.name)}**`]));
    const chosen = targets.length > 0 || deployment === undefined ? targets : [`Deployment ${(0,markdown/* code */.aY)(deployment)}`];
    return [`Manifest ${(0,markdown/* code */.aY)(manifest)}`, ...chosen].join(' · ');
}
const LONGEST_TITLE = 200;
/** GitHub shows a title as text. */
const whatOf = ({ manifest = '', deployment }) => (0,visible/* shortened */.vI)((0,visible/* visible */.RK)(`${manifest}${deployment === undefined ? '' : ` for ${deployment}`}`), LONGEST_TITLE);

// EXTERNAL MODULE: ./lib/runner/github.js
var runner_github = __webpack_require__(7619);
// EXTERNAL MODULE: ./lib/runner/persist.js
var persist = __webpack_require__(2558);
;// CONCATENATED MODULE: ./lib/runner/drift.js





/**
 * Keeps one issue of the repository about what has drifted and what is due: opened, updated, closed and opened again. Why it could not
 * be kept never fails the run.
 */
const reportingDrift = ({ repository, isDefault, token, report }, say) => event => {
    if (repository === undefined || token.reveal() === '')
        return;
    if (event.kind === 'begun')
        (0,runner_github/* loadAhead */.kg)();
    if (event.kind !== 'ended')
        return;
    if (!isDefault)
        return say.notice(ELSEWHERE);
    const issue = issueOf(report());
    // A run that failed early knows nothing, and so does not even look.
    if (issue.state === 'unknown')
        return;
    return (0,persist/* persist */.Zr)(async (signal) => keep(issue, await (0,runner_github/* openGitHub */.o6)(repository, token, signal), say)).then(isOpen => {
        if (isOpen && issue.state === 'unsure')
            say.notice(drift_UNSURE);
    }, (error) => {
        if (!(error instanceof persist/* Refused */.Lw))
            throw error;
        const hint = error.isForbidden ? '. Give the job `permissions: { contents: read, issues: write }`' : '';
        say.warning(`the issue about drift was not updated: ${error.message}${hint}. The job summary says what the run has found`);
    });
};
const drift_UNSURE = 'the issue about drift stays open: nothing is known to have drifted, but not everything could be compared. The issue lists what, and why';
const ELSEWHERE = 'the issue about drift was left as it is: only a run on the default branch, and not for a pull request, keeps it. The job summary says what this run has found';
const EVENT = schemas/* object */.Ikc({ repository: schemas/* object */.Ikc({ default_branch: schemas/* string */.YjP() }) });
/** Whether a run is one on the default branch and not for a pull request. Where the event names no such branch, GitHub runs it there. */
function isOnDefaultBranch(environment) {
    if (environment['GITHUB_EVENT_NAME']?.startsWith('pull_request'))
        return false;
    const branch = (0,github_event/* readEvent */.j)(environment, EVENT)?.repository.default_branch;
    return branch === undefined || environment['GITHUB_REF'] === `refs/heads/${branch}`;
}
/** Whether the issue is open in the end. Of two that runs opened at the same time, the other one is closed once it says what is true. */
async function keep(issue, github, { notice }) {
    const { where } = github;
    const all = await own(github, issue.marker);
    // The one that a person has left open.
    const there = all.find(({ isOpen }) => isOpen) ?? all[0];
    const isOpen = await write(issue, there, github);
    const untidy = await (0,persist/* tryOnce */.lH)(async () => {
        for (const { number } of all.filter(one => one.isOpen && one !== there))
            await (0,runner_github/* unlessGone */.Wi)(github.rest.issues.update({ ...where, issue_number: number, state: 'closed' }));
    }, where.request.signal);
    if (untidy !== undefined)
        notice(`a second issue about drift may still be open: ${untidy}`);
    return isOpen;
}
/** Who closes it while it is true has seen it: it is opened again when it says something else. Whether it is open in the end. */
async function write({ title, body, state }, there, { where, rest }) {
    if (there !== undefined) {
        if (there.body.trimEnd() === body.trimEnd() || (state === 'unsure' && !there.isOpen))
            return there.isOpen;
        const becomes = state === 'unwanted' ? 'closed' : 'open';
        const written = rest.issues.update({ ...where, issue_number: there.number, body, state: becomes });
        if (await (0,runner_github/* unlessGone */.Wi)(written))
            return becomes === 'open';
    }
    if (state === 'wanted')
        await (0,runner_github/* shown */.SP)(rest.issues.create({ ...where, title, body }));
    return state === 'wanted';
}
const drift_ISSUE = schemas/* object */.Ikc({
    ...{ number: schemas/* int */.Whr(), body: schemas/* nullish */.cl6(schemas/* string */.YjP()), user: runner_github/* user */.kQ, state: schemas/* string */.YjP() },
    pull_request: schemas/* optional */.lqM(schemas/* unknown */.L5J())
});
/** The issues that begin with the marker and are by this token: anybody can write the marker. One, unless runs at the same time opened more. */
async function own({ rest, where, self }, marker) {
    const creator = await self();
    const pages = (0,runner_github/* pagesOf */.E0)(drift_ISSUE, page => rest.issues.listForRepo({ ...where, creator, state: 'all', direction: 'asc', ...page }));
    return await (0,runner_github/* besides */.oN)(pages, page => page.flatMap(({ number, body, user: author, state, pull_request }) => pull_request === undefined && author?.login === creator && body?.startsWith(marker)
        ? // GitHub stores line ends as browsers send them.
            [{ number, isOpen: state === 'open', body: body.replaceAll('\r\n', '\n') }]
        : []));
}

// EXTERNAL MODULE: ./lib/runner/untold.js
var untold = __webpack_require__(7186);
;// CONCATENATED MODULE: ./lib/runner/ending-preview.js





/** The preview that this run deletes, and where it was shown; undefined for nothing. */
function endedBy(source, env) {
    const environment = source.get('github-environment');
    const [repository, preview] = [(0,runner_github/* repositoryOf */._M)(env), (0,inputs/* previewOf */.oW)(source)];
    if (environment === '' || (0,inputs/* modeOf */.VV)(source) !== 'deploy' || repository === undefined || !preview?.ends)
        return undefined;
    return { repository, environment, preview: preview.of };
}
/** What a run has created for the preview; of other previews in this environment, and of others' deployments, nothing is ended. */
const DEPLOYMENT = schemas/* object */.Ikc({ id: schemas/* int */.Whr(), payload: schemas/* unknown */.L5J() });
const PAYLOAD = schemas/* object */.Ikc({ preview: schemas/* string */.YjP() });
/**
 * Once a preview is deleted, ends the GitHub deployments that show it: they link to a Deployment that is gone. Why that failed never
 * fails the run; the next one that deletes the preview ends them.
 */
function endingPreview({ ended, token }, say) {
    if (ended === undefined || token.reveal() === '')
        return () => { };
    const { repository, environment, preview } = ended;
    const end = async (signal) => {
        const github = await (0,runner_github/* openGitHub */.o6)(repository, token, signal);
        const { rest, where } = github;
        const pages = (0,runner_github/* pagesOf */.E0)(DEPLOYMENT, page => rest.repos.listDeployments({ ...where, environment, ...page }));
        for await (const page of pages)
            for (const { id, payload } of page)
                if (PAYLOAD.safeParse(payload).data?.preview === preview)
                    await (0,untold/* tell */.qz)(github, id, { state: 'inactive' });
    };
    return event => {
        if (event.kind === 'begun')
            (0,runner_github/* loadAhead */.kg)();
        if (event.kind !== 'ended' || event.outcome !== 'succeeded')
            return;
        return (0,persist/* persist */.Zr)(end).catch(error => say.warning(`environment ${environment} on GitHub still shows the preview of ${preview}: ${(0,untold/* whyNot */.OB)(error)}`));
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./lib/report/headline.js
var headline = __webpack_require__(5916);
;// CONCATENATED MODULE: ./lib/runner/github-deployment.js







/**
 * Shows a run as a GitHub deployment: in progress once its plan is known, at its end a success or failure, with the page of the
 * Deployment. A run that fails before has begun nothing. Why that could not be shown never fails the run.
 */
function showingDeployment({ shown, token, report, targets, leave }, say) {
    if (shown === undefined || token.reveal() === '')
        return () => { };
    const connect = (signal) => (0,runner_github/* openGitHub */.o6)(shown.repository, token, signal);
    const { environment, ref } = shown;
    const log = shown.log === undefined ? {} : { log_url: shown.log };
    const mark = (0,external_node_crypto_.randomUUID)();
    /** How it ends, as far as that is known. */
    let status = { state: 'error', description: untold/* ENDED */.hV, ...log };
    /** Undefined: GitHub has no deployment of this run, or knows how it ended. Without an id, it was asked for one. */
    let open;
    const keep = (deployment) => {
        open = deployment;
        leave(deployment && { environment, ref, mark, status, ...deployment });
    };
    let beginning;
    const warn = (error) => {
        say.warning((0,untold/* notShown */.d5)(environment, error));
        return undefined;
    };
    // What GitHub may have done without an answer, or may do next time, is left to the post step.
    const giveUp = (error) => {
        warn(error);
        if (error instanceof persist/* Refused */.Lw && error.isFinal)
            keep(undefined);
        return undefined;
    };
    const begin = async () => {
        const id = await (0,untold/* created */.zu)(shown, mark, connect, () => keep({})).catch(giveUp);
        if (id === undefined)
            return undefined;
        keep({ id });
        await (0,persist/* persist */.Zr)(async (signal) => await (0,untold/* tell */.qz)(await connect(signal), id, { state: 'in_progress', ...log })).catch(warn);
        return id;
    };
    const end = async (outcome) => {
        const [target, ...others] = targets();
        const url = others.length === 0 && target?.url !== undefined ? { environment_url: target.url } : {};
        const state = outcome === 'succeeded' ? 'success' : 'failure';
        status = { state, description: (0,visible/* shortened */.vI)((0,visible/* visible */.RK)((0,headline/* answerOf */.u)(report())), LONGEST), ...url, ...log };
        // GitHub may be silent for longer than this step lives.
        if (open !== undefined)
            keep(open);
        const id = await beginning;
        if (id === undefined)
            return;
        await (0,persist/* persist */.Zr)(async (signal) => await (0,untold/* tell */.qz)(await connect(signal), id, status)).then(() => keep(undefined), giveUp);
    };
    return event => {
        if (event.kind === 'begun')
            (0,runner_github/* loadAhead */.kg)();
        // A plan that is made again belongs to the same deployment.
        if (event.kind === 'planned')
            beginning ??= begin();
        return event.kind === 'ended' && beginning !== undefined ? end(event.outcome) : undefined;
    };
}
/** GitHub takes 140 characters. */
const LONGEST = 140;
/** What the inputs ask to show; undefined for nothing, and outside GitHub. */
function shownBy(source, env, pullRequest) {
    const environment = source.get('github-environment');
    const repository = (0,runner_github/* repositoryOf */._M)(env);
    const ref = pullRequest?.base.head ?? env['GITHUB_SHA'] ?? '';
    const preview = (0,inputs/* previewOf */.oW)(source);
    if (environment === '' || (0,inputs/* modeOf */.VV)(source) !== 'deploy' || repository === undefined || ref === '')
        return undefined;
    // It deploys nothing, and what it deletes would be shown as the newest that is there.
    if (preview?.ends)
        return undefined;
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name, GITHUB_RUN_ID: run } = env;
    return {
        repository,
        environment,
        ref,
        ...(preview && { preview: preview.of }),
        ...(server && run ? { log: `${server}/${name}/actions/runs/${run}` } : {})
    };
}

// EXTERNAL MODULE: ./lib/runner/job.js
var job = __webpack_require__(4998);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./lib/runner/listeners.js


/** How long listeners may still work once the run is over. A runner that cancels a job kills this process sooner. */
const LIMIT_MS = 20_000;
/**
 * Passes each event to all listeners, in this order. A listener that fails is a warning, once, and never fails the run. `finish`
 * waits for those that still work.
 */
function listeners(all, warn, limitMs = LIMIT_MS) {
    const working = new Set();
    const failed = new Set();
    const fail = (listener, error) => {
        if (!failed.has(listener))
            warn(`a listener of the run failed: ${(0,errors/* explain */.WE)(error)}`);
        failed.add(listener);
    };
    const pass = (event, listener) => {
        try {
            const work = listener(event);
            if (work === undefined)
                return;
            const worked = work.catch(error => fail(listener, error)).finally(() => working.delete(worked));
            working.add(worked);
        }
        catch (error) {
            fail(listener, error);
        }
    };
    return {
        tell: event => {
            for (const listener of all)
                pass(event, listener);
        },
        async finish() {
            if (working.size === 0)
                return;
            const waiting = new AbortController();
            const limit = (0,promises_.setTimeout)(limitMs, true, { signal: waiting.signal }).catch(() => false);
            const isLate = await Promise.race([limit, Promise.all(working).then(() => false)]);
            waiting.abort();
            if (isLate)
                warn(`a listener of the run still worked ${limitMs / 1000} s after the end of the run, and was stopped`);
        }
    };
}

// EXTERNAL MODULE: ./lib/runner/log.js
var runner_log = __webpack_require__(3188);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 8 modules
var core = __webpack_require__(6058);
;// CONCATENATED MODULE: ./lib/report/outputs.js



/**
 * GitHub counts two bytes for each character, and takes 1 MiB of outputs of a job: three of these leave room for those of other
 * steps.
 */
const outputs_LONGEST = 100_000;
/**
 * `versions`: path of each secret that was written → its version. `changes`: ids of the steps that were done, in mode `plan` of those
 * that would be; `drift`: of those that restore what somebody has changed or deleted, and whom else that concerns. Each step is
 * after the name of its Deployment if there are several. What does not fit is left out, entry by entry, so that each stays valid JSON.
 * Where Vault was not read, nobody knows the last two, and they are empty.
 */
function jsonOutputs(report) {
    const versions = [];
    const changed = [];
    const drifted = [];
    const owner = (0,plan_event/* ownersIn */.qx)(report.chapters);
    for (const chapter of report.chapters) {
        const { steps, findings } = chapter;
        const whose = owner(chapter);
        for (const step of steps) {
            const id = whose === undefined ? step.id : `${whose}: ${step.id}`;
            if (step.drift)
                drifted.push(id);
            if (!isNews(step, report))
                continue;
            changed.push(id);
            if (step.kind === 'secret' && step.outcome === 'done')
                versions.push([step.target, step.after.version]);
        }
        for (const { topic, subject = '' } of findings)
            if (topic === 'drift')
                drifted.push(subject);
    }
    const cut = [];
    const fitting = (name, all) => {
        const some = upTo(outputs_LONGEST, all);
        if (some.length < all.length)
            cut.push(`output ${name} has ${some.length} of ${all.length} entries; the plan file has them all`);
        return some;
    };
    return {
        values: {
            versions: JSON.stringify(Object.fromEntries(fitting('versions', versions))),
            changes: report.compared ? JSON.stringify(fitting('changes', changed)) : '',
            drift: report.compared ? JSON.stringify(fitting('drift', drifted)) : ''
        },
        cut
    };
}
/** As many from the beginning as have room. */
function upTo(limit, all) {
    let size = 2;
    for (const [index, one] of all.entries()) {
        size += JSON.stringify(one).length + 1;
        if (size > limit)
            return all.slice(0, index);
    }
    return all;
}
/** What people call a change: no bookkeeping, no proof. */
const isNews = (step, { mode }) => (0,report_journal/* changes */.A)(step) && !(0,counts/* isBookkeeping */.rU)(step) && (mode === 'plan' || step.outcome === 'done');

// EXTERNAL MODULE: ./lib/report/plan-file.js
var plan_file = __webpack_require__(5698);
// EXTERNAL MODULE: ./lib/base/finding.js
var finding = __webpack_require__(8340);
;// CONCATENATED MODULE: ./lib/report/results.js


/** A job may have 1 MiB of outputs in all, counted in UTF-16; `outputs.ts` takes most of it. */
const results_LONGEST = 150_000;
const LONGEST_ERROR = 300;
/** The output `results`: what came of each Deployment, as JSON. Of very many, errors are left out. */
function resultsOf({ results }) {
    const all = results.map(({ target, outcome, findings: [first], changed, deployed }) => ({
        ...(target.key === undefined ? {} : { deployment: target.key }),
        id: target.id,
        name: target.name,
        outcome,
        changed,
        deployed,
        ...(target.credential === undefined ? {} : { 'secret-id-accessor': target.credential }),
        ...(first === undefined ? {} : { error: (0,visible/* shortened */.vI)((0,finding/* sentenceOf */.$N)(first), LONGEST_ERROR) })
    }));
    const whole = JSON.stringify(all);
    return whole.length <= results_LONGEST ? whole : JSON.stringify(all.map(({ error: _, ...rest }) => rest));
}

;// CONCATENATED MODULE: ./lib/report/said.js




const SAID = { bytes: 64 * 1024, rest: 'The log of the step has everything.' };
/** The end of the job summary: what was said, and is no annotation. */
const renderSaid = (said) => said.length === 0
    ? ''
    : (0,report_page/* cutTo */.y)((0,table/* table */.t)('Also said', ['Level', 'What'], said.map(({ level, text }) => () => [level, (0,markdown/* prose */.CS)((0,visible/* shortened */.vI)(text, said_LONGEST))])), SAID);
const said_LONGEST = 2_000;

// EXTERNAL MODULE: ./lib/report/summary.js
var report_summary = __webpack_require__(3394);
;// CONCATENATED MODULE: ./lib/runner/publish.js









/** Writes plan file, outputs and job summary, also after a failure. */
function publish(journal, { hide, notice, said, environment, folder }) {
    const report = (0,report_report/* reportOf */.E)(journal, hide);
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
    const file = (0,external_node_path_.join)(folder, `astro-vault-plan-${process.pid}.json`);
    (0,external_node_fs_.writeFileSync)(file, '');
    for (const part of (0,plan_file/* planFile */.e)(report))
        (0,external_node_fs_.appendFileSync)(file, part);
    const [target, another] = journal.targets;
    const only = another === undefined ? target : undefined;
    core/* setOutput */.uH('changed', journal.changed);
    core/* setOutput */.uH('plan-file', file);
    core/* setOutput */.uH('deployment-id', only?.id ?? '');
    core/* setOutput */.uH('deployment-url', only?.url ?? '');
    core/* setOutput */.uH('deployed', journal.deployed);
    core/* setOutput */.uH('secrets-written', journal.secretsWritten);
    core/* setOutput */.uH('secret-id-accessor', only?.credential ?? '');
    core/* setOutput */.uH('results', resultsOf(journal));
    const { values, cut } = jsonOutputs(report);
    for (const [name, text] of Object.entries(values))
        core/* setOutput */.uH(name, text);
    for (const sentence of cut)
        notice(sentence);
    const summary = environment['GITHUB_STEP_SUMMARY'];
    if (summary)
        (0,external_node_fs_.appendFileSync)(summary, (0,report_summary/* renderPage */.C)(report, report_summary/* SUMMARY */.$) + renderSaid(said));
}

// EXTERNAL MODULE: ./lib/runner/pull-request.js
var pull_request = __webpack_require__(2495);
// EXTERNAL MODULE: ./lib/runner/state.js
var state = __webpack_require__(5223);
;// CONCATENATED MODULE: ./lib/runner/step.js





















/**
 * One step of a workflow, from its inputs to its outputs and summary. Sets the exit code. A new listener is a new file and a word
 * here.
 */
async function step() {
    const source = (0,job/* inputSource */.w)(process.env);
    if (source.get('mode') === 'doctor') {
        const { doctorStep } = await Promise.all(/* import() */[__webpack_require__.e(432), __webpack_require__.e(490)]).then(__webpack_require__.bind(__webpack_require__, 1490));
        return await doctorStep(source);
    }
    const journal = new report_journal/* Journal */.C();
    const pullRequest = (0,pull_request/* pullRequestOf */._)(process.env);
    const mode = (0,inputs/* modeOf */.VV)(source);
    const github = { token: new secret/* Secret */.z(source.get('github-token')), report: () => (0,report_report/* reportOf */.E)(journal, runner_log/* hide */.jD) };
    const comment = (0,runner_comment/* commenting */.uR)({ ...github, pullRequest }, runner_log/* log */.Rm);
    const isAsked = mode === 'plan' && source.get('drift') === 'issue';
    const drift = reportingDrift({ ...github, repository: isAsked ? (0,runner_github/* repositoryOf */._M)(process.env) : undefined, isDefault: isOnDefaultBranch(process.env) }, runner_log/* log */.Rm);
    const deployment = showingDeployment({ ...github, shown: shownBy(source, process.env, pullRequest), targets: () => journal.targets, leave: state/* leaveUntold */.ef }, runner_log/* log */.Rm);
    const preview = endingPreview({ ended: endedBy(source, process.env), token: github.token }, runner_log/* log */.Rm);
    const all = [(0,log/* logTo */.k)(runner_log/* log */.Rm), journal.hear, comment, drift, deployment, preview];
    const { tell: pass, finish } = listeners(all, message => runner_log/* log */.Rm.warning(message));
    const tell = event => pass((0,masked/* masked */.I)(event, runner_log/* hide */.jD));
    tell({ kind: 'begun', about: (0,inputs/* aboutOf */.rI)(source), ...(mode === undefined ? {} : { mode }) });
    try {
        await (0,launch/* launch */.q)(main/* main */.i, (0,inputs/* readInputs */.Ko)(source, runner_log/* mask */.dK), (0,door/* doorOf */.a)(process.env, tell, pullRequest));
        tell({ kind: 'ended', outcome: 'succeeded', findings: [] });
    }
    catch (error) {
        process.exitCode = 1;
        if (error instanceof errors/* Mistakes */.So)
            (0,runner_log/* annotate */.fz)(error);
        else
            runner_log/* log */.Rm.error((0,errors/* explain */.WE)(error));
        tell({ kind: 'ended', outcome: 'failed', findings: reasons(error) });
    }
    try {
        publish(journal, { hide: runner_log/* hide */.jD, notice: runner_log/* log */.Rm.notice, said: (0,runner_log/* unannotated */.Mk)(), environment: process.env, folder: (0,door/* tempIn */.o)(process.env) });
    }
    catch (error) {
        process.exitCode = 1;
        runner_log/* log */.Rm.error((0,errors/* explain */.WE)(error));
    }
    await finish();
    (0,runner_log/* countUnannotated */.LX)();
}
/** The log has all findings; whoever else hears of them, so many. */
const MOST = 200;
function reasons(error) {
    const all = (0,errors/* failureOf */.g5)(error);
    if (all.length <= MOST)
        return all;
    return [...all.slice(0, MOST), { severity: 'error', message: `… and ${all.length - MOST} more, which the log lists` }];
}


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
