export const id = 73;
export const ids = [73];
export const modules = {

/***/ 6073:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  commentStep: () => (/* binding */ commentStep)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 8 modules
var core = __webpack_require__(6058);
// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/base/files.js
var files = __webpack_require__(378);
// EXTERNAL MODULE: ./lib/base/secret.js
var secret = __webpack_require__(5977);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 2 modules
var schemas = __webpack_require__(5395);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/registries.js
var registries = __webpack_require__(9396);
// EXTERNAL MODULE: ./lib/astro/deploy-types.js
var deploy_types = __webpack_require__(952);
// EXTERNAL MODULE: ./lib/plan/describe.js
var describe = __webpack_require__(1814);
// EXTERNAL MODULE: ./lib/report/format.js
var format = __webpack_require__(7703);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js
var api = __webpack_require__(3759);
// EXTERNAL MODULE: ./lib/plan/diff/diff.js + 2 modules
var diff = __webpack_require__(3273);
;// CONCATENATED MODULE: ./lib/report/plan-file-parts.js


/** What the schema of the plan file is made of. */
function described(type, description) {
    registries/* globalRegistry */.fd.add(type, { description });
    return type;
}
const plan_file_parts_text = (description) => described(schemas/* string */.YjP(), description);
const optionalText = (description) => described(schemas/* optional */.lqM(schemas/* string */.YjP()), description);
const count = (description) => described(schemas/* int */.Whr().check(api/* _gte */.qm(0)), description);
const place = described(schemas/* optional */.lqM(schemas/* int */.Whr().check(api/* _gte */.qm(1))), 'Starts at 1.');
const finding = schemas/* object */.Ikc({
    severity: described(schemas/* enum */.k5n(['error', 'warning', 'note']), '`error`: the plan must not be carried out; `warning`: somebody should look; `note`: worth knowing.'),
    subject: optionalText('What it is about. The message continues from it.'),
    place: described(schemas/* optional */.lqM(schemas/* object */.Ikc({ file: plan_file_parts_text('Path of the file, as in annotations.'), line: place, column: place })), 'Position in a file of the repository.'),
    topic: described(schemas/* optional */.lqM(schemas/* enum */.k5n(['not-defined', 'not-compared', 'drift', 'due'])), '`not-defined`: a DAG asks for a name that nothing known to the action defines. `not-compared`: nobody knows whether it has changed. `drift`: somebody has changed or deleted what this action left, and no step restores it. `due`: a date is near or over.'),
    message: plan_file_parts_text('What was found.'),
    hint: optionalText('What to do about it, in full sentences.')
})
    .register(registries/* globalRegistry */.fd, { id: 'finding', description: 'One sentence to the reader of the log.' });
const side = (description) => described(schemas/* optional */.lqM(schemas/* nullable */.mee(schemas/* string */.YjP())), description);
const entryChange = schemas/* object */.Ikc({
    name: plan_file_parts_text('Name as in the manifest: `connections.warehouse`, `vault` or `deployments.prod`.'),
    change: described(schemas/* enum */.k5n(['added', 'changed', 'removed']), 'What became of it.'),
    keys: described(schemas/* array */.YOg(schemas/* object */.Ikc({
        key: plan_file_parts_text('Key, such as `host` or `extra.sslmode`.'),
        was: side('Constant before.'),
        becomes: side('Constant after.')
    })), 'Keys that differ. `was` and `becomes` are there only if the manifest itself has the value and it does not look like a secret; null: the manifest does not have the key.'),
    samePassword: described(schemas/* optional */.lqM(schemas/* literal */.euz(true)), 'A password is there, and has the same source as before.')
})
    .register(registries/* globalRegistry */.fd, {
    id: 'entryChange',
    description: 'What became of one variable or connection, or of the settings in one section.'
});
const plan_file_parts_diff = schemas/* object */.Ikc({
    first: plan_file_parts_text('What is compared: a Deployment, or the path of a manifest.'),
    second: plan_file_parts_text('What it is compared with.'),
    shared: described(schemas/* optional */.lqM(schemas/* literal */.euz(true)), 'They read the same secrets, so there is nothing to compare.'),
    names: described(schemas/* array */.YOg(schemas/* object */.Ikc({
        name: plan_file_parts_text('Name as in the manifest: `connections.warehouse`.'),
        state: described(schemas/* enum */.k5n(diff/* DIFF_STATES */.L), '`unknown`: nobody can tell from here; `notes` say why.'),
        keys: described(schemas/* array */.YOg(schemas/* object */.Ikc({
            key: plan_file_parts_text('Key, such as `host` or `extra.sslmode`.'),
            first: optionalText('Constant of the first one.'),
            second: optionalText('Constant of the second one.')
        })), 'Keys that differ. The texts are there only if the manifests themselves have them.'),
        notes: described(schemas/* array */.YOg(schemas/* string */.YjP()), 'How Vault is not as a manifest has it, and why something is unknown.')
    })), 'Every variable and connection of either, those that differ first.'),
    notes: described(schemas/* array */.YOg(schemas/* string */.YjP()), 'What was compared, and what was not looked at.')
})
    .register(registries/* globalRegistry */.fd, { id: 'diff', description: 'How two Deployments or manifests differ.' });

;// CONCATENATED MODULE: ./lib/report/plan-file-schema.js





/** What a plan file says, key by key: for readers of one that somebody else may have written, and for schema/plan.schema.json. */
const common = schemas/* object */.Ikc({
    id: plan_file_parts_text('Kind and target, such as `secret:variables/greeting`. The same in every run, and unique in its chapter.'),
    subject: described(schemas/* enum */.k5n(describe/* SUBJECTS */.u0), 'Its heading in the job summary.'),
    action: plan_file_parts_text('What it does, such as `write policy`.'),
    target: plan_file_parts_text('What it acts on, such as `astro_policy`.'),
    reason: plan_file_parts_text('Why the run takes the step.'),
    drift: described(schemas/* optional */.lqM(schemas/* literal */.euz(true)), 'Somebody has changed or deleted what this action left, and the step restores it. Absent if the manifest asks for something new.'),
    outcome: described(schemas/* optional */.lqM(schemas/* enum */.k5n(['done', 'left-alone', 'lost', 'failed'])), '`left-alone`: it could not be done from here, or nothing shows that it was, which does no harm. `lost`: somebody else was faster. Absent in mode `plan`, and for steps that the run did not reach.')
})
    .register(registries/* globalRegistry */.fd, { id: 'step', description: 'What it does and why; `change` says what it changes.' });
const state = (...states) => described(schemas/* enum */.k5n(states), '`other`: something is there, and the step replaces it.');
const version = count('Version of the secret in Vault; 0 if it never had one.');
const nothing = schemas/* null */.chJ();
const unsecret = schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig(), schemas/* boolean */.zMY(), schemas/* array */.YOg(schemas/* string */.YjP())]);
const fields = described(schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* union */.KCZ([unsecret, schemas/* record */.g1P(schemas/* string */.YjP(), unsecret)])), 'Fields that differ, by their names in Vault.');
const login = (of) => described(schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* literal */.euz(of)), 'Names of what Airflow logs in with, if that changes.');
const parts = described(schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* object */.Ikc({ tree: plan_file_parts_text('Hash of the files.'), version: optionalText('Version in Astro, if known.') })), `By part of the project: ${deploy_types/* PARTS */.dI.map(part => `\`${part}\``).join(', ')}.`);
const override = schemas/* object */.Ikc({
    hibernates: described(schemas/* boolean */.zMY(), 'Whether the Deployment hibernates, whatever its schedule says.'),
    until: optionalText('When that ends, in UTC; absent if it has no end.')
});
const isAwake = described(schemas/* literal */.euz(false), 'It is awake.');
const rules = schemas/* object */.Ikc({
    manifest: optionalText('Manifest that the policy belongs to; absent if this action did not write it.'),
    grants: described(schemas/* union */.KCZ([schemas/* literal */.euz('unknown'), schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* array */.YOg(schemas/* string */.YjP()))]), 'Path → capabilities; `unknown` if the policy has rules of another form.')
})
    .register(registries/* globalRegistry */.fd, { id: 'rules', description: 'What a policy allows.' });
const change = (kinds, before, after) => schemas/* object */.Ikc({
    kind: described(schemas/* enum */.k5n(kinds), 'Kind of step.'),
    before: before.check(schemas/* describe */.q0y('What the step finds; null if there is nothing, or nothing is known of it.')),
    after: after.check(schemas/* describe */.q0y('What the step leaves; null if it changes nothing.'))
});
const kinds = schemas/* discriminatedUnion */.gMt('kind', [
    change(['auth-method'], nothing, schemas/* object */.Ikc({ type: plan_file_parts_text('Type of the auth method, such as `approle`.') })),
    change(['auth-config'], schemas/* nullable */.mee(schemas/* object */.Ikc({ fields })), schemas/* object */.Ikc({ fields })),
    change(['mount'], nothing, schemas/* object */.Ikc({ type: plan_file_parts_text('`kv`, the type of secrets engine.'), version: plan_file_parts_text('`2`, the version of that engine.') })),
    change(['claim'], nothing, schemas/* object */.Ikc({
        secrets: count('Number of secrets that the manifest owns from now on.'),
        roles: count('Number of roles that it owns from now on.'),
        policies: count('Number of policies that it owns from now on.'),
        taken: count('Number of these secrets that it takes over from other manifests.'),
        changing: count('Number of secrets that the run changes.')
    })),
    change(['generate'], nothing, schemas/* object */.Ikc({ values: count('Number of generated values that are stored.') })),
    change(['policy', 'narrow'], schemas/* nullable */.mee(rules), rules),
    change(['role'], schemas/* nullable */.mee(schemas/* object */.Ikc({ fields, login: login('other') })), schemas/* object */.Ikc({ fields, login: login('set') })),
    change(['secret'], schemas/* object */.Ikc({
        state: state('absent', 'other'),
        version,
        by: described(schemas/* optional */.lqM(schemas/* enum */.k5n(['drift', 'foreign'])), '`drift`: somebody changed or deleted what this action wrote. `foreign`: this action never wrote it, and takes it over. Absent if the manifest changed.'),
        since: optionalText('When that was written or deleted, in UTC; only with `by`.')
    }), schemas/* object */.Ikc({
        state: state('set'),
        version,
        constants: described(schemas/* optional */.lqM(schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP())), 'What the manifest itself spells out of that which is new: key → text, cut after 120 characters. No password, and nothing that looks like a secret.'),
        keys: described(schemas/* optional */.lqM(schemas/* array */.YOg(schemas/* string */.YjP())), 'Keys that differ, such as `password`, `extra.sslmode` or `value.retries`. Inside `extra` and a variable, only keys that the manifest itself contains are named; `extra` and `value` stand for all others. Absent for a new secret, and if the keys are unknown.')
    })),
    change(['delete'], schemas/* object */.Ikc({ state: state('set'), version }), schemas/* object */.Ikc({ state: state('absent'), version })),
    change(['undelete'], schemas/* object */.Ikc({ state: state('absent'), version }), schemas/* object */.Ikc({ state: state('set'), version })),
    change(['ledger'], nothing, schemas/* object */.Ikc({
        noted: count('Number of secrets that already match the manifest.'),
        gone: count('Number of secrets that somebody else has deleted.'),
        released: count('Number of secrets that the manifest gives back.')
    })),
    change(['record'], nothing, schemas/* object */.Ikc({ fields: described(schemas/* array */.YOg(schemas/* string */.YjP()), 'Fields of the record that change.') })),
    change(['credential'], schemas/* object */.Ikc({ state: state('absent', 'other') }), schemas/* object */.Ikc({
        state: state('set'),
        boundCidrs: described(schemas/* optional */.lqM(schemas/* array */.YOg(schemas/* string */.YjP())), 'CIDR blocks that it works from. Absent: it works from anywhere.')
    })),
    change(['kwargs', 'backend'], schemas/* object */.Ikc({ state: state('absent', 'other') }), schemas/* object */.Ikc({ state: state('set') })),
    change(['deploy'], schemas/* nullable */.mee(parts), schemas/* union */.KCZ([
        parts,
        schemas/* object */.Ikc({ mountPath: optionalText('Where Airflow finds the dbt project; absent if its files do not tell.') })
    ])),
    change(['retire'], schemas/* object */.Ikc({ state: state('set', 'absent') }), schemas/* object */.Ikc({ state: state('absent') })),
    change(['verify'], nothing, schemas/* object */.Ikc({ asked: count('Number of paths that Vault is asked about.'), of: count('Number of paths that these stand for.') })),
    change(['wake'], schemas/* nullable */.mee(override), schemas/* object */.Ikc({ hibernates: isAwake, seconds: count('For how many seconds at most.') })),
    change(['hibernate'], schemas/* object */.Ikc({ hibernates: isAwake }), schemas/* nullable */.mee(override)),
    change(['create'], schemas/* object */.Ikc({ state: state('absent') }), schemas/* object */.Ikc({ state: state('set') })),
    change(['revoke', 'remove', 'forget'], schemas/* object */.Ikc({ state: state('set') }), schemas/* object */.Ikc({ state: state('absent') })),
    change(['health'], nothing, nothing)
])
    .register(registries/* globalRegistry */.fd, { id: 'change', description: 'What a step changes, depending on its kind.' });
const chapter = schemas/* object */.Ikc({
    target: described(schemas/* optional */.lqM(schemas/* object */.Ikc({
        id: plan_file_parts_text('Id of the Deployment; empty if no Deployment has its name.'),
        name: plan_file_parts_text('Its name in Astro.'),
        key: optionalText('Its name under `deployments:`, if the run chose it by that.')
    })), 'The Deployment that the chapter is about; absent for what Deployments share.'),
    outcome: described(schemas/* optional */.lqM(schemas/* enum */.k5n(['succeeded', 'failed', 'skipped'])), 'How the run ended for this Deployment. `skipped`: it was not begun. Absent without `target`.'),
    scope: optionalText('Key of the isolated Deployment whose own paths, policy and role the chapter is about; absent for the shared ones.'),
    steps: described(schemas/* array */.YOg(schemas/* intersection */.E$q(common, kinds)), 'Steps, in the order of their execution.'),
    findings: described(schemas/* array */.YOg(finding), 'Errors, warnings and notes of the plan.')
})
    .register(registries/* globalRegistry */.fd, { id: 'chapter', description: 'The plan for one Deployment, or for what all of them share.' });
/** Unknown keys are dropped: a newer version of this action may have written them. */
const planFileSchema = described(schemas/* object */.Ikc({
    schema: described(schemas/* literal */.euz(format/* PLAN_FILE_VERSION */.g), 'Version of this format.'),
    mode: described(schemas/* optional */.lqM(schemas/* enum */.k5n(['plan', 'sync', 'deploy'])), 'Mode of the run; absent if the input `mode` was wrong.'),
    manifest: optionalText('Path of the manifest, as the input has it.'),
    deployment: optionalText('Deployment that the inputs chose, by whichever of them, or several with commas between; absent if none did.'),
    preview: optionalText('Whom the preview of that Deployment is for; absent if the run was about none.'),
    outcome: described(schemas/* enum */.k5n(['succeeded', 'failed']), 'How the run ended.'),
    findings: described(schemas/* array */.YOg(finding), 'Why the run failed; empty if it succeeded.'),
    compared: described(schemas/* boolean */.zMY(), 'Whether Vault was read and the plan was made. If not, nobody knows what would change, and there are no steps.'),
    base: described(schemas/* optional */.lqM(schemas/* object */.Ikc({
        branch: plan_file_parts_text('Branch that the pull request is to be merged into.'),
        changes: described(schemas/* array */.YOg(entryChange), 'Variables, connections and settings that differ.')
    })), 'What a pull request changes in the manifest; only if the run could not ask Vault.'),
    diffs: described(schemas/* optional */.lqM(schemas/* array */.YOg(plan_file_parts_diff)), 'How what the run is about differs from what `compare-with` names, one for each set of folders.'),
    chapters: described(schemas/* array */.YOg(chapter), 'What the Deployments share comes first, then each Deployment.')
}), 'What a run of astro-vault-action planned, and what it did. Contains no secret value.');

;// CONCATENATED MODULE: ./lib/report/read-plan-file.js

/**
 * The report in a plan file of mode `plan`, whoever has written it; undefined if the text is none. Nothing in it is to be believed, or
 * shown other than as text.
 */
function readPlanFile(text) {
    const file = planFileSchema.safeParse(jsonIn(text)).data;
    if (file === undefined || (file.mode ?? 'plan') !== 'plan')
        return undefined;
    const { schema: _, ...report } = file;
    return report;
}
function jsonIn(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/runner/comment.js
var comment = __webpack_require__(4423);
// EXTERNAL MODULE: ./lib/runner/github.js
var github = __webpack_require__(7619);
// EXTERNAL MODULE: ./lib/runner/job.js
var job = __webpack_require__(4998);
// EXTERNAL MODULE: ./lib/runner/log.js
var log = __webpack_require__(3188);
// EXTERNAL MODULE: ./lib/launch/github-event.js
var github_event = __webpack_require__(3137);
;// CONCATENATED MODULE: ./lib/runner/origin.js



const EVENT = schemas/* object */.Ikc({
    workflow_run: schemas/* object */.Ikc({
        event: schemas/* literal */.euz('pull_request'),
        head_branch: schemas/* string */.YjP(),
        head_sha: schemas/* string */.YjP().check(api/* _regex */.Fk(/^[0-9a-f]{40,64}$/)),
        head_repository: schemas/* nullish */.cl6(schemas/* object */.Ikc({ full_name: schemas/* string */.YjP() }))
    })
});
/** Throws for every other event. GitHub says nothing there of a pull request from a fork but its head. */
function originOf(environment) {
    const found = environment['GITHUB_EVENT_NAME'] === 'workflow_run' ? (0,github_event/* readEvent */.j)(environment, EVENT)?.workflow_run : undefined;
    if (found !== undefined)
        return { branch: found.head_branch, commit: found.head_sha, repository: found.head_repository?.full_name };
    throw new errors/* UserError */.yo('this workflow does not run after one for a pull request', {
        hint: "Run it `on: workflow_run`, and the job only `if: github.event.workflow_run.event == 'pull_request'`."
    });
}

// EXTERNAL MODULE: ./lib/runner/persist.js
var persist = __webpack_require__(2558);
;// CONCATENATED MODULE: ./lib/runner/comment-step.js











/** That of 20,000 secrets has 7 MiB. */
const LARGEST = 16 * files/* SMALL */.o5;
const INPUTS = ['plan-file', 'github-token'];
/** Anybody who may open a pull request can have uploaded the file. */
const REMARK = '_The workflow of this pull request made this plan. Whoever can change the pull request can change what is said here._';
/**
 * The step of the action in `comment/`: keeps the comment with the plan of an earlier run on the pull request that it was made for. Of
 * which, GitHub says; the file is believed nothing.
 */
async function commentStep() {
    try {
        await comment_step_comment(process.env);
    }
    catch (error) {
        process.exitCode = 1;
        if (error instanceof errors/* Mistakes */.So)
            (0,log/* annotate */.fz)(error);
        else
            log/* log */.Rm.error((0,errors/* explain */.WE)(error));
    }
}
async function comment_step_comment(environment) {
    const token = new secret/* Secret */.z(core/* getInput */.V4('github-token'));
    (0,log/* mask */.dK)(token);
    const file = core/* getInput */.V4('plan-file');
    const repository = (0,github/* repositoryOf */._M)(environment);
    const wrong = mistakesIn((0,job/* inputSource */.w)(environment).names, token);
    if (wrong.length > 0)
        throw new errors/* Mistakes */.So(wrong);
    if (repository === undefined)
        throw new errors/* UserError */.yo('GITHUB_REPOSITORY names no repository');
    const origin = originOf(environment);
    const report = readReport(file);
    const ask = (what) => (0,persist/* persist */.Zr)(async (signal) => what(await (0,github/* openGitHub */.o6)(repository, token, signal))).catch(explainRefusal);
    const [number, ...others] = await ask(github => pullRequestsOf(origin, github));
    if (number === undefined)
        return log/* log */.Rm.info(GONE);
    if (others.length > 0)
        throw new errors/* UserError */.yo(`${SEVERAL}: ${[number, ...others].join(', ')}`);
    const { commit } = origin;
    const isLast = await ask(github => (0,comment/* keep */.aC)(report, { number, isClosed: false, commit }, github, { ...log/* log */.Rm, remark: REMARK }));
    log/* log */.Rm.info(isLast ? `✓ keep the comment on pull request ${number}` : GONE);
}
const GONE = 'No open pull request has the commit of that run as its last. A later push has a plan of its own.';
const SEVERAL = 'several pull requests have the head of that run, and GitHub does not say which of them it was for';
/** Numbers of the open pull requests that have this very head. */
async function pullRequestsOf({ branch, commit, repository }, github) {
    if (repository === undefined)
        return [];
    const all = await github.pullRequestsFrom(branch);
    const those = all.filter(one => one.headRefOid === commit && one.headRepository?.nameWithOwner === repository);
    return those.map(({ number }) => number);
}
function explainRefusal(error) {
    if (!(error instanceof persist/* Refused */.Lw))
        throw error;
    throw new errors/* UserError */.yo(`the comment on the pull request was not written: ${error.message}`, {
        hint: error.isForbidden ? comment/* PERMISSION */.oC : undefined
    });
}
function mistakesIn(names, token) {
    const message = `is not known; this action has ${INPUTS.join(' and ')}`;
    const unknown = names.filter(name => !INPUTS.includes(name));
    return [
        ...unknown.map((name) => ({ severity: 'error', subject: `input ${name}`, message })),
        ...(token.reveal() === ''
            ? [{ severity: 'error', subject: 'input github-token', message: 'is missing or empty' }]
            : [])
    ];
}
/** What is wrong with the text is not quoted: it may not be the file that it should be. */
function readReport(file) {
    const report = readPlanFile((0,files/* readUtf8 */.Sx)(file, LARGEST));
    if (report !== undefined)
        return report;
    throw new errors/* UserError */.yo(`${file} is no plan file of mode plan`, {
        hint: 'Upload the file that output `plan-file` of a run with `mode: plan` names. This action and that one must have the same version.'
    });
}


/***/ })

};
