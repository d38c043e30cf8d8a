export const id = 432;
export const ids = [432];
export const modules = {

/***/ 4324:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  H: () => (/* binding */ checksumIn),
  l: () => (/* binding */ releaseOf)
});

// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
;// CONCATENATED MODULE: ./lib/astro/install/checksums.js
/**
 * SHA-256 of the archives that Astronomer has released, by version and platform, as its Homebrew tap (astronomer/homebrew-tap)
 * gives them: another repository than the one that serves the archives.
 */
const CHECKSUMS = {
    '1.41.0': {
        linux_amd64: 'd14bd43263610aebaae1012487bc5eaf4aeb4d0c49a37fc7eaf4f7a62f8ea153',
        linux_arm64: '31b4a4f9aba966f7c68411145d45eb2b0c3a01556791122c3e4b1a053713c447'
    },
    '1.42.0': {
        linux_amd64: 'bf42a29eb2479b5fa7de8544953bdc868557967651f26a4ed6b64f9b9f710a8c',
        linux_arm64: 'a891c4853c2b44f944547e72a223c60978c07825c43ef3e249a9fb91e2770682'
    },
    '1.43.0': {
        linux_amd64: 'bfea7dbe66fb3bb5594ffe632902f89ddf5ed5bd94603f3a3403463de40164b5',
        linux_arm64: 'bb028608fe5ff9c3dd83cd368db6e69a862a23af7e99cf0c770f21227968d06e'
    },
    '1.43.1': {
        linux_amd64: 'f154782463cea133a98d46515d005ca4f8869f049736a9f8733ebfcc61c50929',
        linux_arm64: '47c04b193fe494b5c7a52745a1ca3735828c1786b4152978e6d3c8cd4d58e40d'
    },
    '1.44.0': {
        linux_amd64: '93ece55776ad931a270d93f8d2fbcc5cf91157bd4423c72366b62ffaa72e6005',
        linux_arm64: '314a1b5adcd64a13ab60bfbdc13f07899f00ccb983b0de27eddb259f16c60591'
    },
    '1.45.0': {
        linux_amd64: '8455342dc97f061492a39306b8de5ccfe090080acff70db52d5244e0c1b52bec',
        linux_arm64: 'bdce34dbe739f294e0c13fb2ad2ccd530f37f3e95c7afb2519c226ade0a450b7'
    },
    '1.46.0': {
        linux_amd64: 'bf63dfbfc8373317d0aa0abdd6307f75c3890c0691483470c682054516f79dcf',
        linux_arm64: 'f69675aad852fc52e219217d28c066dc5a8e77eee457e1b5acfac1c615085be1'
    }
};

;// CONCATENATED MODULE: ./lib/astro/install/release.js


const GITHUB = 'https://github.com/astronomer/astro-cli/releases/download';
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' };
/** Throws a `UserError` for a machine that there is no archive for. */
function releaseOf(version, { checksum, mirror = GITHUB }, { platform, arch }) {
    const architecture = ARCHITECTURES[arch];
    if (platform !== 'linux' || architecture === undefined)
        throw new errors/* UserError */.yo(`the astro CLI cannot be installed on ${platform} ${arch}, only on linux x64 and linux arm64`, {
            hint: 'Use another runner, or install the Astro CLI in an earlier step.'
        });
    const target = `linux_${architecture}`;
    const archive = `astro_${version}_${target}.tar.gz`;
    const list = `astro_${version}_checksums.txt`;
    const known = checksum ?? CHECKSUMS[version]?.[target];
    const urlOf = (file) => `${mirror}/v${version}/${file}`;
    return {
        version,
        archive,
        url: urlOf(archive),
        list: { name: list, url: urlOf(list) },
        ...(known === undefined ? {} : { checksum: known })
    };
}
/** The checksum of a file in a list with lines `<64 hex digits>  <file>`; undefined if it is not there, or twice with a difference. */
function checksumIn(list, file) {
    const found = list.split('\n').flatMap(line => {
        const [, checksum = '', name] = /^([0-9a-f]{64}) [ *](\S+)$/i.exec(line.trimEnd()) ?? [];
        return name === file ? [checksum.toLowerCase()] : [];
    });
    return new Set(found).size === 1 ? found[0] : undefined;
}


/***/ }),

/***/ 7015:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  s: () => (/* binding */ examine)
});

// EXTERNAL MODULE: ./lib/run/targets.js
var run_targets = __webpack_require__(9907);
// EXTERNAL MODULE: ./lib/base/counted.js
var counted = __webpack_require__(6323);
// EXTERNAL MODULE: ./lib/base/finding.js
var base_finding = __webpack_require__(8340);
// EXTERNAL MODULE: ./lib/run/addresses.js
var addresses = __webpack_require__(9457);
// EXTERNAL MODULE: ./lib/run/permissions.js + 1 modules
var permissions = __webpack_require__(916);
// EXTERNAL MODULE: ./lib/run/prepare.js + 7 modules
var prepare = __webpack_require__(2319);
// EXTERNAL MODULE: ./lib/run/values.js + 1 modules
var values = __webpack_require__(98);
;// CONCATENATED MODULE: ./lib/doctor/check.js

/** A check whose look gets what it needs, and gives what others need, under its own name. */
const check = (name, needs, look) => ({ name, needs, look });
const ok = (message, value) => ({ lines: [{ state: 'ok', message }], value });
const failed = (message, hint) => ({
    lines: [{ state: 'error', message, ...(hint === undefined ? {} : { hint }) }]
});
const unknown = (reason) => ({ lines: [{ state: 'not looked at', message: reason }] });
const warned = (value, message, hint) => ({
    lines: [{ state: 'warning', message, ...(hint === undefined ? {} : { hint }) }],
    value
});
/** A finding in its own words. `about`: a subject that the name of the check says already. */
function lineOf({ hint, topic, ...finding }, about) {
    const { subject, severity, ...rest } = finding;
    const state = severity === 'note' ? 'ok' : severity;
    return {
        state: topic === 'not-compared' ? 'not looked at' : state,
        message: (0,base_finding/* saidOf */.Jo)(subject === about ? rest : finding),
        ...(hint === undefined ? {} : { hint })
    };
}
/** What was seen, with a value unless an error is among it; `otherwise` is said if there is nothing to say. */
function seen(lines, value, otherwise) {
    if (lines.length === 0)
        return ok(otherwise, value);
    return lines.some(({ state }) => state === 'error') ? { lines } : { lines, value };
}

;// CONCATENATED MODULE: ./lib/doctor/access.js







/** What the pipeline may do in Vault, and what it knows. */
const login = check('login', ['namespace', 'credentials', 'ports'], async ({ credentials, ports }) => {
    const { vault } = await ports.openVault(credentials);
    const asked = await vault.capabilities(['sys/health']);
    const said = asked === undefined ? ', and may not ask what it may do' : '';
    return ok(`with ${credentials.login.method}${said}`, vault);
});
const access_permissions = check('permissions', ['login', 'manifest', 'inputs', 'ports'], async ({ login, manifest, inputs }) => {
    const found = [];
    const mode = inputs.astro !== undefined && inputs.selection !== undefined ? 'deploy' : 'sync';
    const prepared = { ...manifest, inputs: { ...inputs, mode } };
    const allow = await (0,permissions/* askPermissions */.Y)(prepared, login, {
        tell: event => void (event.kind === 'found' && found.push(event.finding)),
        advice: 'warning'
    });
    const unasked = found.find(({ severity }) => severity === 'note');
    if (unasked !== undefined)
        return unknown((0,base_finding/* saidOf */.Jo)(unasked));
    allow('all');
    return seen(found.map(finding => lineOf(finding)), true, `enough for mode ${mode}`);
});
const airflowUrl = check('airflow-url', ['manifest', 'credentials', 'inputs'], ({ manifest: { manifest }, inputs }) => {
    const deployed = { ...inputs, mode: inputs.astro === undefined ? 'plan' : 'deploy' };
    const findings = [...(0,addresses/* addressProblems */.XS)(deployed, manifest), ...(0,addresses/* addressWarnings */.k6)(inputs, manifest)];
    const { airflowUrl = inputs.vault?.url } = manifest.vault;
    return seen(findings.map(finding => lineOf(finding)), true, `Airflow is going to ask ${airflowUrl}`);
});
/** A value that is not here is compared nowhere; that is no error where nothing is written, and no tick either. */
const access_values = check('values', ['login', 'manifest', 'ports'], async ({ login, manifest, ports }) => {
    const resolved = (0,prepare/* complete */.My)(manifest, await (0,values/* readHere */.vI)(manifest, ports), await (0,values/* readThere */.j1)(manifest, login, ports));
    const wanted = resolved.scopes.flatMap(({ wanted }) => wanted);
    const lacking = wanted.filter(({ data }) => data === undefined).length;
    const all = (0,counted/* counted */.h)(wanted.length, 'value');
    const value = { ...resolved, notes: { steps: [], findings: [] } };
    if (lacking === 0)
        return ok(`${(0,counted/* allOf */.b)(wanted.length, 'value')} ${wanted.length === 1 ? 'is' : 'are'} known here`, value);
    return { ...unknown(`${lacking} of ${all} ${lacking === 1 ? 'is' : 'are'} not known here`), value };
});
const ACCESS = [login, airflowUrl, access_permissions, access_values];

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./lib/airflow/kwargs.js
var kwargs = __webpack_require__(7441);
// EXTERNAL MODULE: ./lib/airflow/kwargs-rules.js
var kwargs_rules = __webpack_require__(6307);
// EXTERNAL MODULE: ./lib/identity/identities.js + 6 modules
var identities = __webpack_require__(6539);
// EXTERNAL MODULE: ./lib/observe/deployment.js
var deployment = __webpack_require__(6357);
// EXTERNAL MODULE: ./lib/plan/deployment/credential.js + 2 modules
var deployment_credential = __webpack_require__(1634);
// EXTERNAL MODULE: ./lib/plan/deployment/deployment.js + 4 modules
var deployment_deployment = __webpack_require__(8929);
// EXTERNAL MODULE: ./lib/plan/deployment/settle.js
var settle = __webpack_require__(4408);
// EXTERNAL MODULE: ./lib/records/consumer.js
var records_consumer = __webpack_require__(956);
// EXTERNAL MODULE: ./lib/apply/verify.js + 1 modules
var verify = __webpack_require__(5515);
// EXTERNAL MODULE: ./lib/manifest/entries.js
var entries = __webpack_require__(5665);
// EXTERNAL MODULE: ./lib/plan/deployment/verify.js
var deployment_verify = __webpack_require__(8349);
// EXTERNAL MODULE: ./lib/plan/describe.js
var describe = __webpack_require__(1814);
// EXTERNAL MODULE: ./lib/plan/plan.js
var plan_plan = __webpack_require__(9164);
// EXTERNAL MODULE: ./lib/plan/step.js
var step = __webpack_require__(9385);
// EXTERNAL MODULE: ./lib/plan/vault/auth-config.js
var auth_config = __webpack_require__(2631);
// EXTERNAL MODULE: ./lib/plan/vault/logins.js
var logins = __webpack_require__(2544);
// EXTERNAL MODULE: ./lib/plan/vault/policy.js
var policy = __webpack_require__(8548);
// EXTERNAL MODULE: ./lib/plan/vault/role.js
var role = __webpack_require__(434);
// EXTERNAL MODULE: ./lib/plan/vault/secrets.js
var secrets = __webpack_require__(4889);
// EXTERNAL MODULE: ./lib/plan/vault/unseen-logins.js
var unseen_logins = __webpack_require__(2337);
// EXTERNAL MODULE: ./lib/plan/vault/vault.js + 2 modules
var vault = __webpack_require__(5046);
// EXTERNAL MODULE: ./lib/vault/policy.js
var vault_policy = __webpack_require__(1088);
// EXTERNAL MODULE: ./lib/run/places.js
var places = __webpack_require__(8049);
;// CONCATENATED MODULE: ./lib/doctor/places.js



/** Whether the manifest leaves to Astro where the pods run, so that nobody knows yet whom Vault should let in. */
const isLeftOpen = ({ identity }) => (0,identities/* identityKind */.HR)(identity).fromPlatform?.(identity) !== undefined;
const LEFT_OPEN = 'the manifest leaves to Astro where the pods run, and not all of its Deployments could be looked at';
/** No line where the manifest says it. Where nobody does, that hides only what depends on it: `isLeftOpen`. */
const places_places = check('places', ['values', 'scope', 'inputs', 'ports'], async ({ values, scope, inputs, ports }) => {
    const own = values.scopes.find(one => one.scope === scope.scope);
    if (own === undefined)
        return unknown('its values are not known');
    if (!isLeftOpen(own.manifest))
        return { lines: [], value: own };
    if (inputs.astro === undefined || own.targets.length === 0)
        return { ...unknown(LEFT_OPEN), value: own };
    const astro = ports.openAstro(inputs.astro);
    const look = ({ ref }) => astro.find(ref);
    const asked = new Map(own.targets.map(one => [one, look(one)]));
    // Why one could not be looked at is said in its own part.
    const seen = await Promise.allSettled(asked.values());
    if (seen.some(({ status }) => status === 'rejected'))
        return { ...unknown(LEFT_OPEN), value: own };
    return ok('Astro shows where the pods run', await (0,places/* withPlaces */.r)(own, async (one) => await (asked.get(one) ?? look(one))));
});

// EXTERNAL MODULE: ./lib/manifest/local.js
var local = __webpack_require__(5894);
// EXTERNAL MODULE: ./lib/observe/vault.js + 2 modules
var observe_vault = __webpack_require__(9537);
// EXTERNAL MODULE: ./lib/records/consumers.js
var records_consumers = __webpack_require__(3859);
// EXTERNAL MODULE: ./lib/records/lock.js + 1 modules
var records_lock = __webpack_require__(1336);
;// CONCATENATED MODULE: ./lib/doctor/records.js







/** What Vault knows of the consumers on a mount, and whether somebody is changing one. */
/** As a run without any choice of its own. */
const CAUTIOUS = { adopt: false, prune: { mode: 'off', limit: 0 } };
const records = check('records', ['places', 'auth method', 'mount', 'login', 'scope'], async ({ login: vault, scope, places: own }) => {
    const { mount, manifest } = scope.scope;
    const consumers = await (0,records_consumers/* readConsumers */.g)(vault, mount, manifest);
    const now = await vault.now();
    const locks = await Promise.all((consumers?.known ?? []).map(record => lockOf(vault, { mount, manifest, record }, now)));
    const observed = await (0,observe_vault/* observeVault */.jB)(vault, { ...own, check: 'full', prune: false, logins: true, tell: () => { } });
    const unlisted = consumers === undefined
        ? [{ state: 'not looked at', message: 'the token may not list the Deployments that are recorded' }]
        : [];
    const lines = [...unlisted, ...(consumers?.unreadable ?? []).map(finding => lineOf(finding)), ...locks.flat()];
    const ofManifest = consumers?.known.filter(record => record.manifest === manifest && !isWorkstation(record)) ?? [];
    const count = (0,counted/* counted */.h)(ofManifest.length, 'Deployment');
    return seen(lines, { desired: { ...own, ...CAUTIOUS }, observed }, `${count} recorded, nothing locked`);
});
/** Whose secrets are those of `local up`. */
const isWorkstation = ({ consumer }) => consumer.id.startsWith(`${local/* LOCAL */.G}-`);
/** A lock that its run did not release. */
async function lockOf(vault, { mount, manifest, record }, now) {
    const { consumer, lock } = record;
    if (lock === undefined)
        return [];
    const { version } = await (0,records_consumer/* readConsumer */.jR)(vault, mount, consumer.id);
    await (0,records_lock/* refuseEternal */.A)(vault, { mount, name: (0,records_consumer/* recordName */.xD)(consumer.id), version }, lock, now);
    const who = `run ${lock.run} (attempt ${lock.attempt})`;
    const [whose, remedy] = isWorkstation(record)
        ? [`workstation ${consumer.name}`, 'Run `local up` there']
        : [
            `Deployment ${consumer.name}`,
            `Run \`deploy\`${record.manifest === manifest ? '' : ` of manifest ${record.manifest}`} for this Deployment`
        ];
    if (new Date(lock.expires) > now)
        return [{ state: 'ok', message: `${who} is changing ${whose} now` }];
    return [
        {
            state: 'warning',
            message: `${who} has ended without releasing its lock on ${whose}`,
            hint: `${remedy}: it finds out how far that run got, and brings it to an end.`
        }
    ];
}

;// CONCATENATED MODULE: ./lib/doctor/scope.js



















function seenIn({ findings, steps }, { otherwise, works, isSeen, state = 'error', about }) {
    const told = findings.map(finding => {
        const line = lineOf(finding, about);
        return finding.severity === 'note' && !works ? { ...line, state: isSeen ? state : 'not looked at' } : line;
    });
    return seen([...told, ...steps.map(step => asLine(step, state))], true, otherwise);
}
/** A change that is due is something that is wrong. */
function asLine(step, state, by = '`sync` or `deploy`') {
    const { action, target } = (0,describe/* describe */.q0)(step);
    return { state, message: `${target}: ${step.reason}`, hint: `Run ${by}: it will ${action} ${target}.` };
}
const authMethod = check('auth method', ['login', 'scope'], async ({ login, scope }) => {
    const there = await login.authMethod(scope.scope.authMount);
    const otherwise = `auth/${scope.scope.authMount} is enabled`;
    return seenIn((0,vault/* planAuthMethod */.pI)(scope, { authMethod: there }), { otherwise, works: there.state === 'present' });
});
const mount = check('mount', ['login', 'scope'], async ({ login, scope }) => {
    const there = await login.mount(scope.scope.mount);
    const otherwise = `${scope.scope.mount}/ is KV version 2`;
    return seenIn((0,vault/* planMount */.r0)(scope, { mount: there }), { otherwise, works: there.state === 'present' });
});
const scope_policy = check('policy', ['records'], ({ records: { desired, observed } }) => {
    const { scope } = desired;
    const there = observed.policy.state === 'present' ? (0,vault_policy/* parsePolicy */.ON)(observed.policy.value)?.grants : undefined;
    const canRead = there !== undefined && (0,vault_policy/* includes */.mK)(there, (0,vault_policy/* grantsFor */.vj)([scope]));
    const otherwise = `${scope.policy} lets Airflow read its folders, and nothing else`;
    return seenIn((0,policy/* planPolicy */._)(desired, observed), {
        otherwise,
        works: canRead,
        state: canRead ? 'warning' : 'error',
        about: `policy ${scope.policy}`
    });
});
/** Whom an auth method believes. An AppRole has no such settings, and no line. */
const authConfig = check('auth config', ['records'], ({ records: { desired, observed } }) => {
    const { manifest, scope } = desired;
    const { methodFields, refusesMore } = (0,identities/* identityKind */.HR)(scope);
    if (methodFields === undefined)
        return { lines: [], value: true };
    if (isLeftOpen(manifest))
        return unknown(LEFT_OPEN);
    const there = observed.authConfig.state === 'present' ? observed.authConfig.value : undefined;
    const works = there !== undefined && !refusesMore?.(methodFields(manifest.identity), there);
    return seenIn((0,auth_config/* planAuthConfig */.Y)(desired, observed), {
        otherwise: `auth/${scope.authMount} believes the issuer that the pods have`,
        works,
        isSeen: there !== undefined,
        state: works ? 'warning' : 'error'
    });
});
const scope_role = check('role', ['records'], ({ records: { desired, observed } }) => {
    const { manifest, scope } = desired;
    const { vital, roleFields, refusesMore } = (0,identities/* identityKind */.HR)(scope);
    if (isLeftOpen(manifest))
        return unknown(LEFT_OPEN);
    const wanted = roleFields(manifest.identity, scope.policy);
    const there = observed.role.state === 'present' ? observed.role.value : {};
    const has = [there['token_policies']].flat().includes(scope.policy);
    const works = has && vital.fields.every(name => (there[name] ?? 0) === wanted[name]) && !refusesMore?.(wanted, there);
    return seenIn((0,role/* planRole */.E)(desired, observed), {
        otherwise: `${scope.role} is as the manifest wants it`,
        works,
        isSeen: observed.role.state === 'present',
        state: works ? 'warning' : 'error',
        about: `role ${scope.role}`
    });
});
/** Where one is chosen, its own part says more. */
const scope_logins = check('logins', ['records', 'role', 'scope'], ({ records: { desired, observed }, scope }) => {
    if (scope.targets.length > 0)
        return { lines: [], value: true };
    const plan = (0,plan_plan/* join */.fj)([(0,logins/* planLogins */.I)(desired.scope, observed, []), (0,unseen_logins/* planUnseenLogins */.k)(desired.scope, observed)]);
    return seenIn(plan, { otherwise: 'every recorded Deployment can log in', works: true });
});
const MOST = 5;
const scope_secrets = check('secrets', ['records'], ({ records: { desired, observed } }) => {
    const { steps, findings } = (0,secrets/* planSecrets */.Ds)(desired, observed);
    const lines = [
        ...findings.filter(({ topic }) => topic !== 'not-compared').map(finding => lineOf(finding)),
        ...steps.filter(step/* isSecretStep */.p7).map(step => asLine(step, step.kind === 'secret' && step.overwrites ? 'warning' : 'error'))
    ].sort((one, other) => Number(other.state === 'error') - Number(one.state === 'error'));
    const blind = findings.filter(({ topic }) => topic === 'not-compared').length;
    const rest = lines.length > MOST ? [{ state: 'warning', message: `… and ${lines.length - MOST} more` }] : [];
    const shown = [...lines.slice(0, MOST), ...rest];
    const all = (0,counted/* counted */.h)(desired.wanted.length, 'secret');
    const compared = desired.wanted.length - blind;
    const same = shown.length === 0 && compared > 0
        ? [{ state: 'ok', message: `${compared} of ${all} compared with the manifest: the same` }]
        : [];
    const unseen = blind > 0 ? [{ state: 'not looked at', message: `${blind} of ${all} not compared: the values are not known here` }] : [];
    return seen([...shown, ...same, ...unseen], true, 'the manifest names none');
});
const proof = check('proof', ['login', 'auth config', 'policy', 'role', 'secrets', 'scope', 'ports'], async ({ login, scope, ports }) => {
    const paths = [...new Set(scope.entries.map(entry => (0,entries/* pathOf */.XM)(scope.scope, entry)))];
    const { steps, findings } = (0,deployment_verify/* planReadAll */.f9)({ scope: scope.scope, paths });
    const outcome = await (0,verify/* prove */.z)(steps, { ...ports, tell: () => { }, vault: login, scope: scope.scope });
    if (outcome === undefined)
        return { lines: findings.map(finding => ({ ...lineOf(finding), state: 'not looked at' })) };
    if (outcome !== 'done')
        return unknown(`role ${scope.scope.role} lets only other addresses log in than the one here`);
    return ok(`Airflow can read ${(0,counted/* allOf */.b)(paths.length, 'secret')}`, true);
});
const SCOPE = [authMethod, mount, places_places, records, authConfig, scope_policy, scope_role, scope_logins, scope_secrets, proof];

;// CONCATENATED MODULE: ./lib/doctor/deployment.js











/** What one Deployment has, and what Vault knows of it. */
const doctor_deployment_deployment = check('Deployment', ['chosen', 'token', 'ports'], async ({ token, chosen, ports }) => {
    const found = await ports.openAstro(token).find(chosen.ref);
    return ok(`${found.name} (${found.id})`, found);
});
const remote = check('Remote Execution', ['Deployment'], ({ Deployment }) => {
    if (!Deployment.remoteExecution)
        return ok('is off: tasks have the variables of the Deployment', true);
    const message = 'is on: its agents do not see the variables of the Deployment, so DAGs do not read from Vault by them';
    return warned(true, message, `Set ${kwargs/* BACKEND */.th} and ${kwargs/* BACKEND_KWARGS */.hd} in the environment of the agents.`);
});
const backend = check('backend', ['Deployment'], ({ Deployment }) => {
    const { findings, steps } = (0,deployment_deployment/* planBackend */.a)({ deployment: Deployment, record: undefined });
    const about = `Deployment ${Deployment.name}`;
    const lines = [
        ...findings.map(finding => lineOf(finding, about)),
        ...(findings.length > 0 ? [] : steps).map(step => asLine(step, 'error', '`deploy`'))
    ];
    return seen(lines, true, `${kwargs/* BACKEND */.th} is that of Vault`);
});
/** Most are secret, and cannot be read back; one that is plain is judged by Airflow's own rules. */
const deployment_kwargs = check('kwargs', ['Deployment', 'scope'], ({ Deployment, scope }) => {
    const there = Deployment.variables.get(kwargs/* BACKEND_KWARGS */.hd);
    if (there === undefined)
        return failed(`the Deployment has no ${kwargs/* BACKEND_KWARGS */.hd}`, 'Run `deploy`: it will set it.');
    if (there.value === undefined)
        return unknown('secret, so nobody can read them back');
    const parsed = parse(there.value.reveal());
    if (parsed === undefined)
        return failed(`${kwargs/* BACKEND_KWARGS */.hd} is no JSON object, so Airflow does not start`, REPLACE);
    const wrong = (0,kwargs_rules/* kwargsProblems */.u)(parsed).map((message) => ({ state: 'error', message, hint: REPLACE }));
    const differ = Object.entries(scope.kwargsFor({}))
        .filter(([name, value]) => (name in parsed || WITHOUT_DEFAULT.has(name)) &&
        value !== '' &&
        parsed[name] !== value &&
        !isOlderForm(scope, name, parsed[name]))
        .map(([name]) => ({ state: 'warning', message: `${name} is not what the manifest says`, hint: REPLACE }));
    // A way to log in without a credential leaves nothing secret in them.
    const isSecret = (0,identities/* identityKind */.HR)(scope.manifest.identity).credential !== undefined;
    const plain = isSecret
        ? [{ state: 'warning', message: 'not marked as secret, so others may know the credential in it', hint: REPLACE }]
        : [];
    return seen([...wrong, ...differ, ...plain], true, 'as the manifest says, without a secret');
});
/** What every provider understands stays where it is, also if the one of the project knows a newer form. */
const isOlderForm = (scope, name, there) => Object.entries(scope.kwargsFor({}, true)).some(one => (0,external_node_util_.isDeepStrictEqual)(one, [name, there]));
/** What the provider has no good value for. */
const WITHOUT_DEFAULT = new Set(['mount_point', 'url']);
const REPLACE = 'Run `deploy` with `--on-conflict adopt --rotate now`: it will replace it.';
function parse(text) {
    try {
        const parsed = JSON.parse(text);
        return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined;
    }
    catch {
        return undefined;
    }
}
const record = check('record', ['records', 'Deployment', 'scope', 'login'], async ({ login, Deployment, scope }) => {
    const { value } = await (0,records_consumer/* readConsumer */.jR)(login, scope.scope.mount, Deployment.id);
    const observed = await (0,deployment/* observeDeployment */.a)(login, { deployment: Deployment, record: value }, scope.scope, scope.kwargsFor);
    return ok(value === undefined ? 'there is none yet' : 'can be read', observed);
});
const HOUR = 3_600_000;
const NOT_PROVED = {
    state: 'not looked at',
    message: 'none is needed: the pods log in with tokens of their own, and only from inside can that be proved',
    hint: 'Run the DAG of docs/runtime-identity.md in the Deployment.'
};
const secretId = check('secret-id', ['record', 'scope'], ({ record: observed, scope }) => {
    const settled = (0,settle/* settle */.G)(observed);
    const { issue, hand } = (0,deployment_credential/* planCredential */.l)({ manifest: scope.manifest, adopt: false, rotateNow: false }, observed, settled.record);
    const about = `Deployment ${observed.deployment.name}`;
    const findings = [...issue.findings, ...hand.findings].map(finding => lineOf(finding, about));
    const { holds } = settled.record;
    const isThere = observed.deployment.variables.has(kwargs/* BACKEND_KWARGS */.hd);
    const facts = holds && observed.credentials.get(holds.id);
    const { credential } = (0,identities/* identityKind */.HR)(scope.manifest.identity);
    const works = isThere && (credential === undefined ? holds !== undefined : facts?.state === 'present');
    const steps = (issue.steps.length > 0 ? issue : hand).steps.filter(({ kind }) => kind !== 'record');
    const lines = [...findings, ...steps.map(step => asLine(step, works ? 'warning' : 'error', '`deploy`'))];
    if (credential === undefined)
        return { lines: [...lines, NOT_PROVED], value: true };
    if (facts?.state !== 'present')
        return seen(lines, true, 'none is needed');
    const { created, expires } = facts.value;
    const age = `${Math.floor((observed.now.getTime() - created.getTime()) / HOUR)} h old`;
    const end = expires === undefined ? 'never expires' : `expires at ${expires.toISOString()}`;
    const after = credential?.rotateAfter(scope.manifest.identity);
    const next = after === undefined ? '' : `, replaced when it is ${after / 3600} h old`;
    return seen(lines, true, `${age}, ${end}${next}`);
});
/** Airflow asks the backend first, then Astro's Environment Manager, then these, then its database; the first answer counts. */
const shadowing = check('shadowing', ['Deployment', 'scope'], ({ Deployment, scope }) => {
    const names = scope.entries.map(({ kind, name }) => `AIRFLOW_${kind === 'variable' ? 'VAR' : 'CONN'}_${name.toUpperCase()}`);
    const both = [...new Set(names)].filter(name => Deployment.variables.has(name));
    if (both.length === 0)
        return ok('no variable of the Deployment has the name of a secret', true);
    const message = `${both.join(', ')}: Airflow asks Vault first, so the Deployment's own value counts only while Vault does not answer`;
    return warned(true, message, 'Remove it in Astro, or remove the secret from the manifest.');
});
const deployment_status = check('status', ['Deployment'], ({ Deployment: { status } }) => {
    if (status === 'HIBERNATING')
        return ok('hibernates: no DAG runs until it wakes', true);
    if (status === 'HEALTHY')
        return ok('healthy', true);
    const hint = 'Look at the Deployment in Astro: its log says what does not start.';
    return status === 'UNHEALTHY'
        ? failed(`it is ${status}`, hint)
        : warned(true, `it is ${status}`, 'Wait, and run this again.');
});
const DEPLOYMENT = [doctor_deployment_deployment, remote, backend, deployment_kwargs, record, secretId, shadowing, deployment_status];

// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
;// CONCATENATED MODULE: ./lib/doctor/examine.js


/** What was found so far, and why the rest was not. */
class Examination {
    #facts;
    /** By what is missing: the root of it. */
    #roots;
    constructor(facts = new Map(), roots = new Map()) {
        this.#facts = new Map(facts);
        this.#roots = new Map(roots);
    }
    /** What somebody has set; if not, `why` says what is missing. */
    give(name, value, why) {
        if (value === undefined)
            this.#roots.set(name, why);
        else
            this.#facts.set(name, value);
    }
    find(name) {
        return this.#facts.get(name);
    }
    /** Why something is missing. */
    rootOf(name) {
        return this.#roots.get(name) ?? '';
    }
    /** For one of several Deployments: what is found there is not found elsewhere. */
    branch() {
        return new Examination(this.#facts, this.#roots);
    }
    /** Tries one check. What it needs and nobody found is why it is not tried; the first of a chain is named. */
    async try({ name, needs, look }) {
        const missing = needs.find(need => !this.#facts.has(need));
        const seen = missing === undefined ? await found(() => look(this.#all())) : notTried(this.rootOf(missing));
        if (seen.value !== undefined)
            this.#facts.set(name, seen.value);
        else
            this.#roots.set(name, rootIn(name, seen));
        return seen.lines.map(line => ({ name, ...line }));
    }
    #all() {
        return Object.fromEntries(this.#facts);
    }
}
const notTried = (root) => ({ lines: [{ state: 'not looked at', message: root }] });
function rootIn(name, { lines }) {
    const unseen = lines.find(({ state }) => state === 'not looked at');
    return unseen === undefined || lines.some(({ state }) => state === 'error') ? `${name} has an error` : unseen.message;
}
async function found(look) {
    try {
        return await look();
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        return { lines: error.findings.map(finding => lineOf({ ...finding, severity: 'error' })) };
    }
}

// EXTERNAL MODULE: ./lib/http/errors.js
var http_errors = __webpack_require__(9729);
// EXTERNAL MODULE: ./lib/vault/advisories.js
var advisories = __webpack_require__(1893);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 2 modules
var schemas = __webpack_require__(5395);
// EXTERNAL MODULE: ./lib/http/agents.js
var agents = __webpack_require__(6380);
// EXTERNAL MODULE: ./lib/http/proxy.js
var http_proxy = __webpack_require__(6006);
// EXTERNAL MODULE: ./lib/vault/client.js + 1 modules
var client = __webpack_require__(6356);
// EXTERNAL MODULE: ./lib/vault/namespaces.js
var vault_namespaces = __webpack_require__(3830);
// EXTERNAL MODULE: ./lib/vault/service.js
var service = __webpack_require__(2799);
;// CONCATENATED MODULE: ./lib/vault/anonymous.js







const HEALTH = schemas/* object */.Ikc({
    version: schemas/* string */.YjP(),
    enterprise: schemas/* optional */.lqM(schemas/* boolean */.zMY()),
    initialized: schemas/* boolean */.zMY(),
    sealed: schemas/* boolean */.zMY(),
    replication_dr_mode: schemas/* optional */.lqM(schemas/* string */.YjP()),
    server_time_utc: schemas/* number */.aig()
});
function anonymous(address, { signal, hide }) {
    const { url, headers, tls } = address;
    const proxy = (0,http_proxy/* proxyFor */.iJ)(url, hide);
    const transport = (0,service/* vaultTransport */.y)({ agents: (0,agents/* openAgents */.J)(tls, { proxy }), signal, patienceMs: 0 });
    const ask = (path, namespace) => (0,client/* vaultClient */.es)({ url, headers, namespace }, transport).get(path);
    return {
        ...(proxy === undefined ? {} : { proxy }),
        async health() {
            const found = HEALTH.safeParse(await ask('sys/health'));
            if (!found.success)
                throw (0,client/* notVault */.al)('sys/health', String(found.error.issues[0]?.path[0]));
            const { initialized, sealed, replication_dr_mode: recovery, server_time_utc: seconds } = found.data;
            return {
                ...(0,advisories/* versionIn */.I)(found.data),
                isInitialized: initialized,
                isSealed: sealed,
                isRecoverySecondary: recovery === 'secondary',
                ahead: seconds - Math.floor(Date.now() / 1000)
            };
        },
        async enter(namespaces) {
            await (0,vault_namespaces/* refuseIgnored */.N)(address, transport);
            for (const namespace of namespaces)
                await ask('sys/internal/ui/mounts', namespace);
        },
        close: () => transport.close()
    };
}

// EXTERNAL MODULE: ./lib/vault/errors.js
var vault_errors = __webpack_require__(7525);
// EXTERNAL MODULE: ./lib/vault/hints.js
var hints = __webpack_require__(1630);
;// CONCATENATED MODULE: ./lib/doctor/network.js







/** From here to a server that serves: each look takes what it can from one answer to sys/health. */
const IN_TLS = /CERT|UNABLE_TO_|^EPROTO$|^ERR_TLS|^ERR_SSL/;
/** Something has answered, but not as Vault does. */
const IN_ANSWER = new Set(['NOT_JSON', 'TOO_LARGE', 'CUT_SHORT', 'NO_ANSWER']);
function stageOf(error) {
    if (error instanceof vault_errors/* VaultError */.h)
        return error.says('HTTP request to an HTTPS server') ? 'TLS' : 'server';
    if (!(error instanceof http_errors/* Unreachable */.L))
        return 'server';
    const { code = '' } = error;
    if (IN_TLS.test(code))
        return 'TLS';
    return IN_ANSWER.has(code) || code.startsWith('HPE_') ? 'server' : 'network';
}
/** Rethrows what went wrong at this stage. */
function pass(knocked, stage) {
    if ('error' in knocked && stageOf(knocked.error) === stage)
        throw knocked.error;
}
const network = check('network', ['address', 'ports'], async ({ address, ports }) => {
    const door = anonymous(address, { signal: ports.signal, hide: ports.mask });
    const knocked = await door.health().then(health => ({ health }), (error) => ({ error }));
    door.close();
    pass(knocked, 'network');
    return ok(`${address.url} was reached${door.proxy === undefined ? '' : ` through the proxy ${door.proxy.origin}`}`, knocked);
});
const tls = check('TLS', ['network', 'address'], ({ network, address: { url, tls } }) => {
    pass(network, 'TLS');
    if (url.startsWith('http:') && (0,addresses/* isLoopback */.U9)(new URL(url).hostname))
        return ok('is not used, on this machine alone', network);
    if (url.startsWith('http:'))
        return warned(network, 'is not used: anybody on the network path can read what is sent', 'Use an address with https://.');
    if (tls.skipVerify)
        return warned(network, `checks nothing: anybody between here and ${url} can pose as Vault`, 'Remove `vault-tls-skip-verify`, and set `vault-ca-certificate`.');
    return ok('the certificate is trusted', network);
});
const server = check('server', ['TLS'], ({ TLS }) => {
    pass(TLS, 'server');
    if ('error' in TLS)
        throw TLS.error;
    const { health } = TLS;
    return ok(`${nameOf(health)} answers`, health);
});
const seal = check('seal', ['server', 'address'], ({ server, address: { url } }) => {
    const who = `${server.product} at ${url}`;
    if (!server.isInitialized)
        return failed(`${who} is not initialized`, 'Ask its operators to initialize it.');
    if (server.isSealed)
        return failed(`${who} is sealed`, (0,hints/* hintFor */.JR)(503, [], 'sealed'));
    if (server.isRecoverySecondary)
        return failed(`${who} serves nobody`, (0,hints/* hintFor */.JR)(472, [], ''));
    return ok('initialized and unsealed', server);
});
const version = check('version', ['server'], ({ server }) => {
    const name = nameOf(server);
    const globs = (0,advisories/* globsOf */.p)(server);
    if (globs.are === 'tight')
        return ok(`${server.version} has no known flaw that concerns this action`, true);
    const flaw = 'lets `..` through rules that end in `*` (CVE-2026-3605)';
    if (globs.are === 'unknown')
        return unknown(`nobody knows whether ${name} ${flaw}`);
    // No version without it is known. What it comes to depends on the rules of the token.
    if (globs.update === undefined)
        return ok(`${name}, which has CVE-2026-3605: \`permissions\` warns if that concerns the token`, true);
    return warned(true, `${name} ${flaw}`, `Update ${globs.update}.`);
});
/** A server may hide its version. */
const nameOf = ({ product, version = '(of a hidden version)' }) => `${product} ${version}`;
const WARN_SECONDS = 30;
const ERROR_SECONDS = 300;
/** The clock of the server is one of seconds. */
const clock = check('clock', ['server'], ({ server }) => {
    const { ahead: skew } = server;
    if (Math.abs(skew) <= WARN_SECONDS)
        return ok('the same here and there', true);
    const message = `the clock of ${server.product} is ${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} the one here: signed tokens and times to live count by it`;
    const hint = 'Set the wrong one of the two right, with NTP.';
    return Math.abs(skew) > ERROR_SECONDS ? failed(message, hint) : warned(true, message, hint);
});
const namespace = check('namespace', ['seal', 'address', 'ports'], async ({ address, ports }) => {
    const { namespace, loginNamespace } = address;
    const names = [...new Set([namespace, loginNamespace])].filter(name => name !== undefined);
    if (names.length === 0)
        return ok('none is set', true);
    const door = anonymous(address, { signal: ports.signal, hide: ports.mask });
    try {
        await door.enter(names);
    }
    catch (error) {
        if (!(error instanceof vault_errors/* VaultError */.h))
            throw error;
        if (!error.says('namespace not found'))
            return unknown(error.message);
        return failed(`there is no namespace ${names.join(', or no ')}`, 'Check `vault-namespace` and `vault-login-namespace`.');
    }
    finally {
        door.close();
    }
    return ok(names.join(', '), true);
});
const NETWORK = [network, tls, server, seal, version, clock, namespace];

// EXTERNAL MODULE: ./lib/astro/install/release.js + 1 modules
var release = __webpack_require__(4324);
// EXTERNAL MODULE: ./lib/astro/program.js
var program = __webpack_require__(3475);
// EXTERNAL MODULE: ./lib/astro/version.js
var astro_version = __webpack_require__(9387);
// EXTERNAL MODULE: ./lib/run/check.js
var run_check = __webpack_require__(473);
// EXTERNAL MODULE: ./lib/run/warnings.js + 1 modules
var warnings = __webpack_require__(7860);
;// CONCATENATED MODULE: ./lib/doctor/project.js









/** What is in git, and the program that ships it. */
const manifest = check('manifest', ['inputs', 'ports'], ({ inputs, ports }) => {
    const prepared = (0,prepare/* prepare */.iA)(inputs, prepare/* NOT_IN_THIS_FOLDER */.ST, ports);
    if (prepared.imported.problems.length > 0)
        throw new errors/* UserError */.yo(prepared.imported.problems);
    const names = new Set(prepared.scopes.flatMap(({ entries }) => entries.map(({ kind, name }) => `${kind} ${name}`)));
    const { lines } = ok(`${inputs.manifest} names ${(0,counted/* counted */.h)(names.size, 'secret')}`, prepared);
    const open = prepared.open.map(({ text }) => ({
        state: 'not looked at',
        message: `no variable here matches ${text}, so nobody knows what that has brought`
    }));
    return { lines: [...lines, ...open], value: prepared };
});
const dags = check('DAGs', ['manifest', 'inputs', 'ports'], async ({ manifest: prepared, inputs, ports }) => {
    if (prepared.manifest.coverage === 'off')
        return unknown('`coverage: off` in the manifest');
    const { missing, unread, notes } = await (0,warnings/* coverage */.v)(prepared, ports);
    const severity = prepared.manifest.coverage === 'fail' ? 'error' : 'warning';
    const hint = `Add it to ${inputs.manifest} and run \`sync\`, or set \`coverage: off\` if others define it.`;
    const found = [...missing.map(finding => ({ ...finding, severity, hint })), ...unread];
    return seen([...found, ...notes].map(finding => lineOf(finding)), true, 'ask for no name that nobody defines');
});
/** A provider that may not work is worth more than a note to whoever asks what is wrong. */
const doubtful = (finding) => (finding.severity === 'note' ? { ...finding, severity: 'warning' } : finding);
const project_image = check('image', ['manifest', 'inputs'], ({ manifest: prepared, inputs }) => {
    if (prepared.manifest.astro.providerInstalled)
        return ok('has the provider, as `astro.provider-installed` says', true);
    if (inputs.imageName !== '')
        return unknown('it was built elsewhere (`image-name`)');
    const findings = (0,run_check/* imageFindings */.Q)(prepared);
    if (findings.some(({ subject }) => subject === 'the image'))
        return unknown(`${inputs.projectDir} has no Dockerfile`);
    return seen(findings.map(finding => lineOf(doubtful(finding))), true, "installs Airflow's hashicorp provider");
});
const cli = check('CLI', ['inputs', 'ports'], async ({ inputs, ports }) => {
    const found = await (0,program/* cliOnPath */.DY)(ports.environment, ports.signal);
    if (found === undefined) {
        if (inputs.selection === undefined)
            return ok('astro is not on PATH, and only a deploy needs it', true);
        (0,release/* releaseOf */.l)(astro_version/* TESTED */.gf, {}, { platform: process.platform, arch: process.arch });
        return ok('astro is not on PATH: a deploy installs it for itself', true);
    }
    const { version } = found;
    if (version === undefined)
        return failed('the astro CLI on PATH does not say its version', 'Install it again, or remove it from PATH.');
    if ((0,astro_version/* isNewEnough */.$t)(version))
        return ok(`astro ${version}`, true);
    const hint = `Install version ${astro_version/* OLDEST */._j} or newer, or set \`astro-version\` to have this action install one.`;
    return failed(`the astro CLI on PATH is ${version}, and this action needs ${astro_version/* OLDEST */._j} or newer`, hint);
});
const PROJECT = [manifest, dags, project_image, cli];

;// CONCATENATED MODULE: ./lib/doctor/doctor.js







/**
 * Looks at everything between here and a DAG, from the top to the bottom, and changes nothing. A check that depends on one with
 * an error is not tried: the first error is the root of what follows from it. Throws only what is no finding: a mistake of ours, or
 * why the run was ended before.
 */
async function examine({ inputs, ports, address, say, looking }) {
    const all = new Examination();
    all.give('inputs', inputs, '');
    all.give('ports', ports, '');
    all.give('address', address, 'no address of Vault is given (`vault-url`, VAULT_ADDR)');
    all.give('credentials', inputs.vault, 'no login to Vault is given (`vault-token`, VAULT_TOKEN, or another method)');
    all.give('token', inputs.astro, 'no `astro-api-token` is given');
    const section = async (title, checks, found) => {
        const lines = [];
        try {
            for (const check of checks) {
                looking(check.name);
                const seen = await found.try(check);
                // Whoever was interrupted has found nothing.
                ports.signal.throwIfAborted();
                lines.push(...seen);
            }
        }
        finally {
            if (lines.length > 0)
                say({ title, lines });
        }
    };
    await section('Project', PROJECT, all);
    await section('Vault', [...NETWORK, ...ACCESS], all);
    const scopes = all.find('manifest')?.scopes ?? [undefined];
    for (const scope of scopes) {
        const inScope = all.branch();
        inScope.give('scope', scope, all.rootOf('manifest'));
        await section(titleOf(scope), SCOPE, inScope);
        const targets = scope === undefined || scope.targets.length === 0 ? [undefined] : scope.targets;
        for (const chosen of targets) {
            const inTarget = inScope.branch();
            inTarget.give('chosen', chosen, scope === undefined ? all.rootOf('manifest') : 'no Deployment is chosen (`deployment-id`)');
            await section(chosen === undefined ? 'Deployment' : `Deployment ${(0,run_targets/* unseen */.nv)(chosen).name}`, DEPLOYMENT, inTarget);
        }
    }
}
const titleOf = (scope) => scope?.scope.deployment === undefined ? 'Secrets' : `Secrets of Deployment ${scope.scope.deployment}`;


/***/ }),

/***/ 9758:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dx: () => (/* binding */ linesOf),
/* harmony export */   VV: () => (/* binding */ cutShort),
/* harmony export */   Vj: () => (/* binding */ verdictOf)
/* harmony export */ });
/* harmony import */ var _base_counted_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6323);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7594);
/* harmony import */ var _base_finding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8340);



/** What the doctor has seen, for people. */
const MARKS = { ok: '✓', warning: '!', error: '✗', 'not looked at': '-' };
/** The lines of a section. Neighbours that were not looked at for the same reason share one. */
const linesOf = ({ lines }) => lines.flatMap(shown);
function shown({ name, state, message, hint }, index, all) {
    const isSame = (other) => state === 'not looked at' && other?.state === state && other.message === message;
    if (isSame(all[index - 1]))
        return [];
    const after = all.slice(index);
    const end = after.findIndex(other => !isSame(other));
    const names = state === 'not looked at' ? after.slice(0, end < 0 ? after.length : end).map(one => one.name) : [name];
    const word = state === 'ok' ? '' : `${state}: `;
    const text = `${MARKS[state]} ${names.join(', ')}: ${word}${message}`;
    return [...text.split('\n'), ...(hint?.split('\n') ?? [])].map((line, row) => (row === 0 ? line : `    ${line}`));
}
/** What ended the doctor before its end is an error, and nobody knows what comes after it. */
const cutShort = (error) => ({
    title: 'The rest',
    lines: (0,_base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .failureOf */ .g5)(error).map(({ hint, ...finding }) => {
        return { name: 'doctor', state: 'error', message: (0,_base_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .saidOf */ .Jo)(finding), ...(hint === undefined ? {} : { hint }) };
    })
});
function verdictOf(sections) {
    const states = sections.flatMap(({ lines }) => lines.map(({ state }) => state));
    const count = (state) => states.filter(one => one === state).length;
    const [errors, warnings, unseen] = [count('error'), count('warning'), count('not looked at')];
    const counts = `${(0,_base_counted_js__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .h)(errors, 'error')}, ${(0,_base_counted_js__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .h)(warnings, 'warning')}, ${unseen} not looked at`;
    const worst = ['error', 'warning', 'not looked at'].find(state => states.includes(state)) ?? 'ok';
    return { errors, warnings, counts, mark: MARKS[worst] };
}


/***/ }),

/***/ 473:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ imageFindings),
/* harmony export */   z: () => (/* binding */ check)
/* harmony export */ });
/* harmony import */ var _airflow_provider_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1436);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7594);
/* harmony import */ var _base_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(378);
/* harmony import */ var _base_finding_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8340);
/* harmony import */ var _plan_deployment_provider_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5610);
/* harmony import */ var _plan_deployment_shipping_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9470);
/* harmony import */ var _plan_plan_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(9164);
/* harmony import */ var _project_project_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8884);
/* harmony import */ var _prepare_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2319);
/* harmony import */ var _show_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9880);
/* harmony import */ var _warnings_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(7860);











/**
 * Checks what is in git: the manifest and its imports, the names that DAGs ask for, and the provider in the image. Reads no value and
 * asks nobody. Without a chosen Deployment it checks what all share, and each that is isolated. Shows all findings, and throws if
 * there is an error among them.
 */
async function check(inputs, ports) {
    const shared = (0,_prepare_js__WEBPACK_IMPORTED_MODULE_7__/* .prepare */ .iA)(inputs, _prepare_js__WEBPACK_IMPORTED_MODULE_7__/* .NOT_IN_THIS_FOLDER */ .ST);
    const isolated = inputs.selection === undefined ? [...shared.manifest.deployments].filter(([, { isolate }]) => isolate) : [];
    const all = [shared, ...isolated.map(([entry]) => (0,_prepare_js__WEBPACK_IMPORTED_MODULE_7__/* .prepare */ .iA)({ ...inputs, selection: { entry } }))];
    const found = [];
    for (const prepared of all)
        found.push(...(await findingsIn(prepared, ports)));
    found.push(...imageFindings(shared));
    const findings = [...new Map(found.map(finding => [(0,_base_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .sentenceOf */ .$N)(finding), finding])).values()];
    (0,_show_js__WEBPACK_IMPORTED_MODULE_8__/* .show */ .WU)([{ plan: { steps: [], findings } }], ports, { compared: false });
}
/** Of one scope. */
async function findingsIn(prepared, ports) {
    const found = [];
    const collecting = { ...ports, tell: event => void (event.kind === 'found' && found.push(event.finding)) };
    try {
        const notes = await (0,_warnings_js__WEBPACK_IMPORTED_MODULE_9__/* .warn */ .R)((0,_prepare_js__WEBPACK_IMPORTED_MODULE_7__/* .complete */ .My)(prepared, new Map()), collecting, Number.POSITIVE_INFINITY);
        return [...found, ...notes.findings];
    }
    catch (error) {
        if (!(error instanceof _base_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .Mistakes */ .So))
            throw error;
        return [...found, ...error.findings];
    }
}
/** An image that was built elsewhere, or a folder that builds none, says nothing. */
function imageFindings({ inputs, manifest }) {
    const { projectDir: dir, imageName } = inputs;
    if (imageName !== '' || manifest.astro.providerInstalled)
        return [];
    if ((0,_base_files_js__WEBPACK_IMPORTED_MODULE_2__/* .readIfThere */ .qC)(`${dir}/Dockerfile`) === undefined)
        return [(0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_10__/* .note */ .N4)('the image', `was not checked for Airflow's hashicorp provider: ${dir} has no Dockerfile`)];
    const image = (0,_project_project_js__WEBPACK_IMPORTED_MODULE_6__/* .imageFacts */ .J)(dir);
    return image.provider ? (0,_plan_deployment_provider_js__WEBPACK_IMPORTED_MODULE_4__/* .unfitProvider */ .i)({ ...image, dir }) : [(0,_plan_deployment_shipping_js__WEBPACK_IMPORTED_MODULE_5__/* .noProvider */ .JZ)({ ...image, dir }, (0,_airflow_provider_js__WEBPACK_IMPORTED_MODULE_0__/* .requirementLine */ .oK)(image.airflow))];
}


/***/ })

};
