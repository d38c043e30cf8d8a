export const id = 38;
export const ids = [38];
export const modules = {

/***/ 7023:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   vm: () => (/* binding */ commentOf),
/* harmony export */   we: () => (/* binding */ markerOf)
/* harmony export */ });
/* unused harmony export COMMENT */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _counts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5836);
/* harmony import */ var _diff_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2867);
/* harmony import */ var _headline_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5916);
/* harmony import */ var _summary_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3394);





/** GitHub takes 65,536 characters of a comment. */
const COMMENT = {
    bytes: 60_000,
    rest: 'The job summary of this run has more, and its plan file (output `plan-file`) everything.'
};
/** What a comment or an issue begins with, which nobody sees: one for each manifest, Deployment, and preview of that. */
const markerOf = ({ manifest = '', deployment = '', preview }, about = '') => {
    const [of, on, whose = ''] = [manifest, deployment, preview ?? ''].map(inMarker);
    return `<!-- astro-vault-action ${about}manifest=${of} deployment=${on}${preview === undefined ? '' : ` preview=${whose}`} -->`;
};
/** Characters. GitHub takes some 5,000 more than a page has, and a run may be about a hundred Deployments by name. */
const LONGEST = 1_000;
function inMarker(text) {
    const encoded = encodeURIComponent(wellFormed(text));
    return encoded.length <= LONGEST ? encoded : `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(encoded).digest('hex')}`;
}
/**
 * The comment about a run. `remark`: what it says below the marker of its origin. `isNews`: whether it is worth a comment where there
 * is none yet.
 */
function commentOf(report, remark = '') {
    const start = [markerOf(report), ...(remark === '' ? [] : [remark, ''])].join('\n');
    if (isQuiet(report))
        return { body: `${start}\nVault secrets backend: ${(0,_headline_js__WEBPACK_IMPORTED_MODULE_3__/* .answerOf */ .u)(report)}.\n`, isNews: false };
    return { body: wellFormed(`${start}\n${(0,_summary_js__WEBPACK_IMPORTED_MODULE_4__/* .renderPage */ .C)(report, COMMENT)}`), isNews: true };
}
/** Without halves of characters, which JSON can hold and no request. */
const wellFormed = (text) => Buffer.from(text).toString();
/** Whether a reviewer has nothing to look at. */
function isQuiet(report) {
    const findings = report.chapters.flatMap(chapter => chapter.findings);
    if (findings.some(({ severity, topic }) => severity !== 'note' || topic === 'not-defined'))
        return false;
    if (report.outcome === 'failed' || report.diffs?.some(_diff_js__WEBPACK_IMPORTED_MODULE_2__/* .hasDifference */ .wv))
        return false;
    // Of what was compared with nothing, nobody knows.
    return report.compared ? !(0,_counts_js__WEBPACK_IMPORTED_MODULE_1__/* .hasNews */ .OS)((0,_counts_js__WEBPACK_IMPORTED_MODULE_1__/* .countsOf */ .mQ)(report)) : report.base?.changes.length === 0;
}


/***/ }),

/***/ 3164:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ keysOf),
/* harmony export */   c: () => (/* binding */ detailsOf)
/* harmony export */ });
/* harmony import */ var _base_visible_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3023);
/* harmony import */ var _counts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5836);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3021);



/** Longer texts of others are cut: what is masked is out of them already. */
const LONGEST = 500;
/** What changes and why, for one cell of a table. */
function detailsOf(step) {
    switch (step.kind) {
        case 'secret':
            return secret(step);
        case 'policy':
        case 'narrow':
            return listed(step, grants(step));
        case 'role':
            return listed(step, fields(step));
        default:
            return reasonOf(step);
    }
}
/** Key by key: `host` from one text to another, as far as the manifest spells them out. */
function keysOf({ change, keys, samePassword }) {
    const all = keys.map(({ key, was, becomes }) => {
        if (was === undefined && becomes === undefined)
            return (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(key);
        return `${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(key)} ${change === 'added' ? '' : `${textOf(was)} → `}${textOf(becomes)}`;
    });
    return `${all.join(', ') || 'from its source'}${samePassword ? ' (password unchanged)' : ''}`;
}
const textOf = (text) => text === undefined ? 'not shown' : text === null ? 'not set' : (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(text || "''");
const reasonOf = ({ reason }) => (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .prose */ .CS)((0,_base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .shortened */ .vI)(reason, LONGEST));
const listed = (step, details) => [reasonOf(step), ...details].join('; ');
function secret(step) {
    const { before, after } = step;
    const constants = Object.entries(after.constants ?? {}).map(([key, text]) => `${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(key)} → ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(text)}`);
    const others = (after.keys ?? []).filter(key => after.constants?.[key] === undefined).map(key => (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(key));
    const word = (0,_counts_js__WEBPACK_IMPORTED_MODULE_1__/* .wordOf */ .aG)(step);
    // What somebody has deleted is written again as it was.
    const keys = word === 'drifted' && before.state === 'absent' ? '' : [...constants, ...others].join(', ');
    if (word === 'changed' && keys !== '')
        return keys;
    if (word === 'added')
        return keys === '' ? reasonOf(step) : keys;
    const since = before.since === undefined ? '' : `, at ${time(before.since)}`;
    return `${reasonOf(step)}${since}${keys === '' ? '' : `; ${keys}`}`;
}
/** `2026-11-20 12:00 UTC` */
const time = (since) => (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .prose */ .CS)(since.replace(/^(\S{10})T(\S{5}).*$/, '$1 $2 UTC'));
/** Path by path: `+read`, `−list`. */
function grants({ before, after }) {
    const was = before?.grants ?? {};
    if (was === 'unknown' || after.grants === 'unknown')
        return [];
    const paths = [...new Set([...Object.keys(was), ...Object.keys(after.grants)])];
    const becomes = after.grants;
    return paths.flatMap(path => {
        const [old, now] = [was[path] ?? [], becomes[path] ?? []];
        const changes = [
            ...now.filter(one => !old.includes(one)).map(one => `+${one}`),
            ...old.filter(one => !now.includes(one)).map(one => `−${one}`)
        ];
        return changes.length === 0 ? [] : [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(`${path} ${changes.join(' ')}`)];
    });
}
const shown = (value) => (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)([value].flat().join(', ') || '(none)');
function fields({ before, after }) {
    const settings = Object.entries(after.fields).map(([name, value]) => {
        const was = before?.fields[name];
        return `${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(name)} ${was === undefined ? '' : `${shown(was)} → `}${shown(value)}`;
    });
    return [...settings, ...Object.keys(after.login).map(name => `${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(name)} changes`)];
}


/***/ }),

/***/ 3394:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ SUMMARY),
/* harmony export */   C: () => (/* binding */ renderPage)
/* harmony export */ });
/* harmony import */ var _base_finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8340);
/* harmony import */ var _base_visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3023);
/* harmony import */ var _plan_describe_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1814);
/* harmony import */ var _counts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5836);
/* harmony import */ var _details_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3164);
/* harmony import */ var _diff_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2867);
/* harmony import */ var _headline_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5916);
/* harmony import */ var _journal_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8201);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3021);
/* harmony import */ var _page_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(9147);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(8330);











/** GitHub takes 1,024 KiB of summary for a step and drops all of it beyond that. */
const SUMMARY = { bytes: 900 * 1024, rest: 'The plan file (output `plan-file`) has everything.' };
const LINES = 200;
const LONGEST = 2_000;
/** A page of GitHub about a run: the answer, then the secrets, then everything else. It is the job summary, and the comment. */
function renderPage(report, limit) {
    const findings = report.chapters.flatMap(chapter => chapter.findings);
    const about = (severity) => findings.filter(finding => finding.severity === severity && finding.topic !== 'not-defined');
    return (0,_page_js__WEBPACK_IMPORTED_MODULE_10__/* .cutTo */ .y)([
        (0,_page_js__WEBPACK_IMPORTED_MODULE_10__/* .whole */ .W)([`## Vault secrets backend: ${(0,_headline_js__WEBPACK_IMPORTED_MODULE_6__/* .answerOf */ .u)(report)}`, '', (0,_headline_js__WEBPACK_IMPORTED_MODULE_6__/* .factsOf */ .x)(report)]),
        ...failure(report),
        ...deployments(report),
        ...manifestChanges(report, findings),
        ...(report.diffs ?? []).flatMap(_diff_js__WEBPACK_IMPORTED_MODULE_5__/* .diffBlocks */ .C),
        ...secrets(report),
        ..._plan_describe_js__WEBPACK_IMPORTED_MODULE_2__/* .SUBJECTS */ .u0.filter(subject => subject !== 'Secrets').flatMap(subject => others(subject, report)),
        ...undefinedNames(findings.filter(({ topic }) => topic === 'not-defined')),
        ...findingsTable('Warning', about('warning')),
        ...findingsTable('Note', about('note'))
    ], limit);
}
function failure({ outcome, findings }) {
    if (outcome !== 'failed')
        return [];
    const lines = findings.flatMap(finding => (0,_base_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .explained */ .to)(finding).split('\n'));
    const shown = lines.slice(0, LINES).map(line => `> ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_8__/* .prose */ .CS)((0,_base_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)(line, LONGEST).trim())}  `);
    const before = ['', '> [!CAUTION]'];
    return [{ title: 'why it failed', before, lines: shown, after: [], more: Math.max(0, lines.length - LINES) }];
}
/** The steps of all chapters. */
function* stepsOf({ chapters }) {
    for (const { steps } of chapters)
        yield* steps;
}
const targetsOf = ({ chapters }) => chapters.flatMap(({ target }) => target ?? []);
/** What came of each Deployment of several, or would. */
function deployments(report) {
    if (targetsOf(report).length < 2)
        return [];
    const rows = report.chapters.flatMap(({ target, outcome, steps }) => {
        if (target === undefined)
            return [];
        return [
            () => {
                const made = [...steps].filter(step => (0,_journal_js__WEBPACK_IMPORTED_MODULE_7__/* .changes */ .A)(step) && (report.mode === 'plan' || step.outcome === 'done'));
                const what = [...new Set(made.filter(step => !(0,_counts_js__WEBPACK_IMPORTED_MODULE_3__/* .isBookkeeping */ .rU)(step)).map(({ action, target }) => `${action} ${target}`))];
                const shown = what.length === 0 ? 'nothing to change' : what.map(_markdown_js__WEBPACK_IMPORTED_MODULE_8__/* .prose */ .CS).join(', ');
                return [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_8__/* .named */ .KT)(target.key ?? target.name), ...(report.mode === 'plan' ? [] : [outcome ?? '']), shown];
            }
        ];
    });
    return (0,_table_js__WEBPACK_IMPORTED_MODULE_9__/* .table */ .t)('Deployments', ['Deployment', ...outcomeHeader(report), 'What'], rows);
}
/** What git knows of a pull request. Of a name that goes, whether somebody still asks for it. */
function manifestChanges({ base }, findings) {
    if (base === undefined)
        return [];
    const asked = (name) => name.startsWith('deployments.')
        ? 'the manifest no longer has it'
        : (findings.find(({ subject, topic }) => subject === name && topic === 'not-defined')?.message ??
            'no DAG is known to ask for it');
    const rows = base.changes.map(change => () => [
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_8__/* .named */ .KT)(change.name),
        `${change.change}: ${change.change === 'removed' ? (0,_markdown_js__WEBPACK_IMPORTED_MODULE_8__/* .prose */ .CS)(asked(change.name)) : (0,_details_js__WEBPACK_IMPORTED_MODULE_4__/* .keysOf */ .Y)(change)}`
    ]);
    return (0,_table_js__WEBPACK_IMPORTED_MODULE_9__/* .table */ .t)('Manifest', ['Name', 'Change'], rows);
}
function secrets(report) {
    const rows = [];
    for (const step of stepsOf(report)) {
        const word = (0,_counts_js__WEBPACK_IMPORTED_MODULE_3__/* .wordOf */ .aG)(step);
        if (word !== undefined)
            rows.push(() => [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_8__/* .named */ .KT)(step.target), `${word}: ${(0,_details_js__WEBPACK_IMPORTED_MODULE_4__/* .detailsOf */ .c)(step)}`, ...outcome(report, step)]);
    }
    return (0,_table_js__WEBPACK_IMPORTED_MODULE_9__/* .table */ .t)('Secrets', ['Secret', 'Change', ...outcomeHeader(report)], rows);
}
function others(subject, report) {
    const rows = [];
    const isOneOfMany = targetsOf(report).length > 1;
    for (const { target, steps } of report.chapters) {
        const whose = isOneOfMany && target !== undefined ? `${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_8__/* .named */ .KT)(target.key ?? target.name)}: ` : '';
        for (const step of steps)
            if (step.subject === subject && !(0,_counts_js__WEBPACK_IMPORTED_MODULE_3__/* .isBookkeeping */ .rU)(step) && !(report.mode === 'plan' && !(0,_journal_js__WEBPACK_IMPORTED_MODULE_7__/* .changes */ .A)(step)))
                rows.push(() => [`${whose}${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_8__/* .prose */ .CS)(step.action)} ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_8__/* .named */ .KT)(step.target)}`, (0,_details_js__WEBPACK_IMPORTED_MODULE_4__/* .detailsOf */ .c)(step), ...outcome(report, step)]);
    }
    return (0,_table_js__WEBPACK_IMPORTED_MODULE_9__/* .table */ .t)(subject, ['What', 'Why', ...outcomeHeader(report)], rows);
}
const outcomeHeader = ({ mode }) => (mode === 'plan' ? [] : ['Outcome']);
function outcome({ mode, outcome: ended }, { outcome: came }) {
    if (mode === 'plan')
        return [];
    if (came !== undefined)
        return [came === 'left-alone' ? 'left alone' : came];
    return [ended === 'succeeded' ? 'left alone' : 'not done'];
}
const undefinedNames = (found) => (0,_table_js__WEBPACK_IMPORTED_MODULE_9__/* .table */ .t)('Asked for by DAGs, and not in the manifest', ['Name', 'Where'], found.map(({ subject = '', message, place }) => () => [
    (0,_markdown_js__WEBPACK_IMPORTED_MODULE_8__/* .named */ .KT)(subject),
    (0,_markdown_js__WEBPACK_IMPORTED_MODULE_8__/* .prose */ .CS)(place === undefined ? message : (0,_base_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .placeText */ .Z9)(place))
]));
const findingsTable = (word, found) => (0,_table_js__WEBPACK_IMPORTED_MODULE_9__/* .table */ .t)(`${word}s`, ['About', word], found.map(({ subject = '', message, hint }) => () => [
    (0,_markdown_js__WEBPACK_IMPORTED_MODULE_8__/* .named */ .KT)(subject),
    (0,_markdown_js__WEBPACK_IMPORTED_MODULE_8__/* .prose */ .CS)((0,_base_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)([message, hint].filter(Boolean).join('. '), LONGEST))
]));


/***/ }),

/***/ 4423:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   aC: () => (/* binding */ keep),
/* harmony export */   oC: () => (/* binding */ PERMISSION),
/* harmony export */   uR: () => (/* binding */ commenting)
/* harmony export */ });
/* unused harmony export OUTDATED */
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5395);
/* harmony import */ var _report_comment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7023);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7619);
/* harmony import */ var _persist_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2558);




/** Keeps one comment of a pull request up to date: what the run would do, or has done. Why there is none never fails the run. */
const commenting = ({ pullRequest, token, report }, say) => event => {
    if (pullRequest === undefined || token.reveal() === '')
        return;
    // What is large is loaded while the run works.
    if (event.kind === 'begun')
        (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .loadAhead */ .kg)();
    if (event.kind !== 'ended')
        return;
    const about = { ...pullRequest, commit: pullRequest.base.head };
    return (0,_persist_js__WEBPACK_IMPORTED_MODULE_2__/* .persist */ .Zr)(async (signal) => keep(report(), about, await (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .openGitHub */ .o6)(pullRequest, token, signal), say)).then(isLast => {
        if (!isLast)
            say.notice(`The comment on the pull request was left as it is. ${OUTDATED}`);
    }, error => explain(error, pullRequest, say));
};
const OUTDATED = 'The commit of this run is no longer the last one of the pull request; the run for that one comments.';
/**
 * `remark`: what the comment says of its origin, as Markdown of our own. False, and nothing is written, if the pull request has another
 * last commit by now: the run for that one may have been faster.
 */
async function keep(report, { number, isClosed, commit }, github, { notice, remark = '' }) {
    const { body, isNews } = (0,_report_comment_js__WEBPACK_IMPORTED_MODULE_0__/* .commentOf */ .vm)(report, remark);
    const { where, rest } = github;
    const marker = (0,_report_comment_js__WEBPACK_IMPORTED_MODULE_0__/* .markerOf */ .we)(report);
    const all = await own(github, number, marker);
    let [kept] = all;
    const isWanted = kept === undefined ? isNews && !isClosed : kept.body.trimEnd() !== body.trimEnd();
    if (isWanted) {
        const now = (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .shaped */ .e9)(PULL_REQUEST, (await rest.pulls.get({ ...where, pull_number: number })).data);
        if (now.head.sha !== commit)
            return false;
        kept = await firstUpdated(all);
        if (kept === undefined && isNews && !isClosed)
            await (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .SP)(rest.issues.createComment({ ...where, issue_number: number, body }));
    }
    const others = kept === undefined ? [] : all.slice(all.indexOf(kept) + 1);
    const untidy = await (0,_persist_js__WEBPACK_IMPORTED_MODULE_2__/* .tryOnce */ .lH)(async () => {
        for (const { id, body: said } of others)
            if (said.trimEnd() !== elsewhere(marker).trimEnd())
                await isUpdated(id, elsewhere(marker));
    }, where.request.signal);
    if (untidy !== undefined)
        notice(`a second comment on the pull request may still say what an earlier run found: ${untidy}`);
    return true;
    async function firstUpdated(those) {
        for (const one of those)
            if (await isUpdated(one.id, body))
                return one;
        return undefined;
    }
    function isUpdated(id, text) {
        return (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .unlessGone */ .Wi)(rest.issues.updateComment({ ...where, comment_id: id, body: text }));
    }
}
const elsewhere = (marker) => `${marker}\nVault secrets backend: an earlier comment says what this one said.\n`;
const PULL_REQUEST = zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ head: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ sha: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP() }) });
const COMMENT = zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ id: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .int */ .Whr(), body: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP()), user: _github_js__WEBPACK_IMPORTED_MODULE_1__/* .user */ .kQ });
/** The comments that begin with the marker and are by this token: anybody can write the marker. One, unless runs at the same time made more. */
async function own({ rest, where, self }, number, marker) {
    let login;
    const pages = (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .pagesOf */ .E0)(COMMENT, page => rest.issues.listComments({ ...where, issue_number: number, ...page }));
    return await (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .besides */ .oN)(pages, async (page) => {
        // GitHub stores line ends as browsers send them.
        const marked = page.flatMap(({ body, ...one }) => body?.startsWith(marker) ? [{ ...one, body: body.replaceAll('\r\n', '\n') }] : []);
        if (marked.length === 0)
            return [];
        login ??= await self();
        return marked.filter(({ user: author }) => author?.login === login);
    });
}
const PERMISSION = 'Give the job `permissions: { contents: read, pull-requests: write }`.';
function explain(error, { readOnly }, say) {
    if (!(error instanceof _persist_js__WEBPACK_IMPORTED_MODULE_2__/* .Refused */ .Lw))
        throw error;
    if (!error.isForbidden) {
        say.warning(`the comment on the pull request was not written: ${error.message}. The job summary has the same text`);
        return;
    }
    const whose = readOnly === 'fork' ? 'from a fork' : 'of Dependabot';
    const why = readOnly === undefined
        ? `github-token may not comment on this pull request. ${PERMISSION}`
        : `GitHub lets no run for a pull request ${whose} comment on it.`;
    say.notice(`The plan is in the job summary only: ${why}`);
}


/***/ }),

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


/***/ })

};
