export const id = 346;
export const ids = [346];
export const modules = {

/***/ 6619:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ sameValue),
/* harmony export */   r: () => (/* binding */ ByName)
/* harmony export */ });
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4478);

/** Whether Airflow would read both as the same value; descriptions are ignored. */
function sameValue(one, other) {
    if (one.kind === 'variable')
        return other.kind === 'variable' && one.text.equals(other.text);
    return other.kind === 'connection' && (0,_connection_js__WEBPACK_IMPORTED_MODULE_0__/* .sameConnection */ .hh)(one.connection.reveal(), other.connection.reveal());
}
/** Finds things by kind and name without building a key for each. Iterates over variables first, each kind in its own order. */
class ByName {
    #found = { variable: new Map(), connection: new Map() };
    constructor(all = []) {
        for (const one of all)
            this.add(one);
    }
    get({ kind, name }) {
        return this.#found[kind].get(name);
    }
    add(one) {
        this.#found[one.kind].set(one.name, one);
    }
    *[Symbol.iterator]() {
        yield* this.#found.variable.values();
        yield* this.#found.connection.values();
    }
}


/***/ }),

/***/ 3372:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ readDockerfile)
/* harmony export */ });
/** Undefined for a file without `FROM`. The parser directive that changes the escape character is not supported. */
function readDockerfile(text) {
    const named = new Map();
    const defaults = new Map();
    let stage;
    for (const { word, rest, line } of instructions(text)) {
        if (word === 'ARG' && stage === undefined)
            for (const [name, value] of assignments(rest))
                defaults.set(name, value);
        if (word === 'RUN')
            stage?.runs.push(rest);
        if (word === 'ENV')
            stage?.environment.push(...namesIn(rest));
        if (word !== 'FROM')
            continue;
        const [from = '', as = '', name = ''] = rest.split(/\s+/).filter(part => !part.startsWith('--'));
        const image = filledIn(from, defaults);
        stage = { base: named.get(image?.toLowerCase() ?? ''), image, line, runs: [], environment: [] };
        if (as.toUpperCase() === 'AS' && name !== '')
            named.set(name.toLowerCase(), stage);
    }
    return stage && recipeOf(stage);
}
/** Follows the earlier stages down to an image from elsewhere. */
function recipeOf(last) {
    const stages = [last];
    for (let { base } = last; base !== undefined; base = base.base)
        stages.unshift(base);
    const [{ image, line } = last] = stages;
    return {
        ...(image === undefined ? {} : { image }),
        line,
        runs: stages.flatMap(({ runs }) => runs),
        environment: stages.flatMap(({ environment }) => environment)
    };
}
/** Joins lines that end in a backslash, without the comments between them. A here-document belongs to its instruction. */
function* instructions(text) {
    const lines = text.split(/\r\n|\n/);
    for (let at = 0; at < lines.length; at++) {
        const line = at + 1;
        let whole = '';
        for (; at < lines.length; at++) {
            const part = (lines[at] ?? '').trim();
            if (part.startsWith('#') || (part === '' && whole !== ''))
                continue;
            whole += part.endsWith('\\') ? `${part.slice(0, -1)} ` : part;
            if (!part.endsWith('\\'))
                break;
        }
        const end = /^(?:RUN|COPY|ADD)\s/i.test(whole) ? /<<-?["']?(\w+)/.exec(whole)?.[1] : undefined;
        while (end !== undefined && at + 1 < lines.length && (lines[++at] ?? '').trim() !== end)
            whole += ` && ${lines[at]}`;
        const [word = ''] = whole.split(/\s/, 1);
        if (word !== '')
            yield { word: word.toUpperCase(), rest: whole.slice(word.length).trim(), line };
    }
}
/** Of `NAME=value OTHER="a value"`, or of `NAME a value`. Quotes and backslashes keep blanks together. */
function namesIn(text) {
    const words = text.match(/(?:[^\s"'\\]|\\(?:[\s\S]|$)|"(?:[^"\\]|\\(?:[\s\S]|$))*(?:"|$)|'[^']*(?:'|$))+/g) ?? [];
    const named = words[0]?.includes('=') ? words : words.slice(0, 1);
    return named.map(word => word.split('=', 1)[0] ?? '');
}
/** `NAME=value` and `NAME="value"`; one without a value gets it only from the build. */
function assignments(text) {
    return text.split(/\s+/).flatMap(part => {
        const equals = part.indexOf('=');
        return equals < 0 ? [] : [[part.slice(0, equals), part.slice(equals + 1).replace(/^["']|["']$/g, '')]];
    });
}
function filledIn(text, defaults) {
    const filled = text.replace(/\$(?:(\w+)|\{(\w+)(?::-([^{}]*))?\})/g, (whole, plain, braced, otherwise) => defaults.get(plain ?? braced ?? '') ?? otherwise ?? whole);
    return filled.includes('$') ? undefined : filled;
}


/***/ }),

/***/ 5401:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ airflowOfImage),
/* harmony export */   s: () => (/* binding */ providerOfImage)
/* harmony export */ });
/* harmony import */ var _dockerfile_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3372);
/* harmony import */ var _provider_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1436);
/* harmony import */ var _requirement_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8387);
/* harmony import */ var _requirements_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6606);




/**
 * The Airflow of the Astro Runtime that an image is built on, such as `2.10` or `3.1`; undefined if the name of the image does
 * not tell. Runtime 4 to 13 contain Airflow 2.2 to 2.11; later versions begin with that of Airflow.
 */
function airflowOfImage(dockerfile) {
    const { image = '' } = (0,_dockerfile_js__WEBPACK_IMPORTED_MODULE_2__/* .readDockerfile */ .n)(dockerfile) ?? {};
    const [, old, since3] = /(?:^|\/)(?:astro-runtime:(\d+)\.\d+\.\d|(?:astro-)?runtime:([3-9]\.\d+)-\d)/.exec(image) ?? [];
    if (since3 !== undefined)
        return since3;
    const line = Number(old);
    return line >= 4 && line <= 13 ? `2.${line - 2}` : undefined;
}
/**
 * Whether the image of an Astro project has Airflow's hashicorp provider. Astro's images install `requirements.txt` by
 * themselves, except those whose name ends in `-base`. In both, whatever the Dockerfile installs with `pip install` counts too.
 */
function providerOfImage(read) {
    const recipe = (0,_dockerfile_js__WEBPACK_IMPORTED_MODULE_2__/* .readDockerfile */ .n)(read('Dockerfile') ?? '');
    const installed = (recipe?.runs ?? []).flatMap(installs);
    const named = installed.filter(({ kind }) => kind === 'name').map(({ word }) => (0,_requirement_js__WEBPACK_IMPORTED_MODULE_3__/* .parseRequirement */ .p)(word));
    const versions = named.filter(one => one?.name === _provider_js__WEBPACK_IMPORTED_MODULE_0__/* .PROVIDER */ .Su).map(one => one?.versions ?? '');
    if (versions.length > 0)
        return { carried: true, versions };
    const isBase = /-base(@|$)/.test(recipe?.image ?? '');
    const roots = new Set(installed.filter(({ kind }) => kind === 'file').map(({ word }) => word.replace(/^.*\//, '')));
    if (!isBase)
        roots.add('requirements.txt');
    const found = [...roots].map(root => (0,_requirements_js__WEBPACK_IMPORTED_MODULE_1__/* .providerRequirement */ .b)(read, root));
    const carried = found.find(one => one.carried);
    if (carried !== undefined)
        return carried;
    const problem = `is a base image, which does not install requirements.txt by itself; add \`RUN pip install -r requirements.txt\``;
    if (isBase && roots.size === 0)
        return { carried: false, line: { file: 'Dockerfile', number: recipe?.line ?? 1, problem } };
    return found.find(one => !one.carried && one.line !== undefined) ?? { carried: false };
}
/** What the commands of a `RUN` pass to `pip install` or `uv pip install`. */
function installs(run) {
    return run.split(/&&|\|\||[;|]/).flatMap(command => {
        const words = command.split(/[\s",[\]]+/).filter(word => word !== '');
        const pip = words.findIndex((word, index) => /^(.*\/)?pip\d?(\.\d+)?$/.test(word) && words[index + 1] === 'install');
        return pip < 0 ? [] : argumentsOf(words.slice(pip + 2));
    });
}
function argumentsOf(words) {
    return words.flatMap((word, index) => {
        const plain = word.replace(/^'|'$/g, '');
        const file = /^(?:-r|--requirement)=?(.*)$/.exec(plain);
        if (file)
            return [{ kind: 'file', word: file[1] || (words[index + 1] ?? '') }];
        return plain.startsWith('-') ? [] : [{ kind: 'name', word: plain }];
    });
}


/***/ }),

/***/ 6307:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ kwargsProblems)
/* harmony export */ });
/* harmony import */ var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1916);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9252);


const isText = (value) => typeof value === 'string' && value !== '';
const isPath = (value) => typeof value === 'string';
const TEXT = { is: isText, what: 'a non-empty string' };
const TEXT_OR_NULL = { is: value => value === null || isText(value), what: 'a non-empty string, or null' };
const PATHS = {
    is: value => value === null || isPath(value) || (Array.isArray(value) && value.length > 0 && value.every(isPath)),
    what: 'a path, a list of paths (provider 4.8.0 or newer), or null'
};
const FLAG = { is: value => typeof value === 'boolean', what: 'true or false, without quotes' };
const OBJECT_OR_NULL = { is: value => value === null || (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(value), what: 'an object, or null' };
/** The constructors' parameters: VaultBackend's own (provider 4.8.4), then hvac's Client and Adapter (2.4.0). */
const KWARGS = new Map([
    ...['connections_path', 'variables_path', 'config_path'].map(name => [name, PATHS]),
    ['auth_type', TEXT],
    ['mount_point', { is: isText, what: 'the name of the mount; without it, Airflow looks up only ids that contain a /' }],
    ['kv_engine_version', { is: value => value === 1 || value === 2, what: 'the number 1 or 2, without quotes' }],
    ['use_team_secrets_path', FLAG],
    ...['global_secrets_path', 'url', 'auth_mount_point', 'token', 'token_path', 'username', 'password'].map(name => [name, TEXT_OR_NULL]),
    ...['key_id', 'role_id', 'secret_id', 'region', 'kubernetes_role'].map(name => [name, TEXT_OR_NULL]),
    ['kubernetes_jwt_path', TEXT],
    ...['gcp_key_path', 'gcp_scopes', 'jwt_role', 'jwt_token', 'jwt_token_path'].map(name => [name, TEXT_OR_NULL]),
    ...['azure_tenant_id', 'azure_resource', 'radius_host', 'radius_secret'].map(name => [name, TEXT_OR_NULL]),
    ['radius_port', { is: value => value === null || Number.isInteger(value), what: 'a whole number, without quotes' }],
    ...['assume_role_kwargs', 'gcp_keyfile_dict', 'proxies'].map(name => [name, OBJECT_OR_NULL]),
    ['namespace', TEXT_OR_NULL],
    [
        'verify',
        { is: value => typeof value === 'boolean' || isText(value), what: 'true, false, or the path of a CA bundle in the image' }
    ],
    [
        'cert',
        {
            is: value => isText(value) || (Array.isArray(value) && value.length === 2 && value.every(isText)),
            what: 'a path, or a list of two paths'
        }
    ],
    [
        'timeout',
        { is: value => Number.isFinite(value) && Number(value) > 0, what: 'a number of seconds greater than 0, without quotes' }
    ],
    ...['allow_redirects', 'ignore_exceptions', 'strict_http', 'request_header'].map(name => [name, FLAG])
]);
const NEVER = new Map([
    ['cache_approle_token', 'exists in no released provider and makes every lookup fail; remove it'],
    ['session', 'is a Python object, which JSON cannot hold; remove it'],
    ['adapter', 'is a Python object, which JSON cannot hold; remove it']
]);
/** What the constructor requires, by `auth_type`: one of each list. An AppRole without a secret-id could not log in. */
const REQUIRED = new Map([
    ['approle', [['role_id'], ['secret_id']]],
    ['aws_iam', []],
    ['gcp', [['gcp_scopes'], ['role_id']]],
    ['github', [['token', 'token_path']]],
    ['jwt', [['jwt_role'], ['jwt_token', 'jwt_token_path']]],
    ['kubernetes', [['kubernetes_role']]],
    ['ldap', []],
    ['token', [['token', 'token_path']]],
    ['userpass', []]
]);
/**
 * Everything in these kwargs that would make `VaultBackend` fail, in its constructor (Airflow does not start) or at the first
 * lookup (which Airflow treats as "not found"); empty if there is nothing. Sentences name the kwarg and never quote its value.
 */
function kwargsProblems(kwargs) {
    const given = Object.entries(kwargs);
    return [...given.flatMap(([name, value]) => kwargProblem(name, value) ?? []), ...authProblems(new Map(given))];
}
function kwargProblem(name, value) {
    const kind = KWARGS.get(name);
    if (kind)
        return kind.is(value) ? undefined : `\`${name}\` must be ${kind.what}`;
    const never = NEVER.get(name);
    if (never)
        return `\`${name}\` ${never}`;
    const guess = (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .closest */ .kp)(name, [...KWARGS.keys()]);
    const cure = (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(name, guess) <= 2 ? `write \`${guess}\`` : 'remove it';
    return `\`${name}\` is not a kwarg of VaultBackend or hvac and makes every lookup fail; ${cure}`;
}
function authProblems(kwargs) {
    const type = kwargs.get('auth_type') ?? 'token';
    if (!isText(type))
        return [];
    if (type === 'azure' || type === 'radius')
        return [`\`auth_type\` ${type} never logs in (the provider configures the method instead); write approle`];
    const required = REQUIRED.get(type);
    if (!required)
        return [`\`auth_type\` must be one of ${[...REQUIRED.keys()].join(', ')}`];
    const missing = required.filter(names => !names.some(name => kwargs.get(name)));
    return missing.map(names => `${names.map(name => `\`${name}\``).join(' or ')} is missing; \`auth_type\` ${type} needs it`);
}


/***/ }),

/***/ 2792:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ji: () => (/* binding */ connIdProblem),
/* harmony export */   Qn: () => (/* binding */ variableOf),
/* harmony export */   Rr: () => (/* binding */ variableKeyProblem),
/* harmony export */   Vd: () => (/* binding */ definedBy),
/* harmony export */   _2: () => (/* binding */ namesThatCollide)
/* harmony export */ });
const CONN_ID_MAX_LENGTH = 200;
const VARIABLE_KEY_MAX_LENGTH = 250;
/**
 * Why a connection cannot have this id, or `undefined` if it can: `[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}` without `..`.
 *
 * Stricter than Airflow, whose REST API and CLI accept `^[\w.-]+$` and at most 200 characters: in Python, `\w` matches any
 * letter, and two dots lead to another folder in Vault.
 */
function connIdProblem(id) {
    if (id.includes('/'))
        return 'contains a /, which Airflow does not allow in a connection id; use _ or - instead';
    return nameProblem(id, CONN_ID_MAX_LENGTH, 'ASCII letters, digits, _, - and .');
}
/**
 * Why a variable cannot have this key, or `undefined` if it can: like a connection id, but up to 250 characters long (the width
 * of Airflow's column), and with single `/` between parts that are more than a dot.
 */
function variableKeyProblem(key) {
    if (/^\/|\/$|\/\//.test(key))
        return 'starts or ends with a /, or has two in a row, which lead to another path; write a single / between parts';
    if (key.split('/').includes('.'))
        return 'has a . between slashes, which leads to another path; remove it';
    return nameProblem(key, VARIABLE_KEY_MAX_LENGTH, 'ASCII letters, digits, _, -, . and /');
}
function nameProblem(name, maxLength, allowed) {
    if (name === '')
        return 'is empty; write a name';
    if (name.length > maxLength)
        return `has ${name.length} characters; use at most ${maxLength}`;
    if (name.includes('..'))
        return 'has two dots in a row, which lead to another path; write a single one';
    const [stranger] = /[^A-Za-z0-9_./-]/u.exec(name) ?? [];
    if (stranger !== undefined)
        return `contains ${shown(stranger)}; use only ${allowed}`;
    if (!/^[A-Za-z0-9_]/.test(name))
        return 'does not start with an ASCII letter, a digit or _; put one first';
    return undefined;
}
function shown(character) {
    const code = `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
    return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `${character} (${code})` : `the character ${code}`;
}
/**
 * All collisions among names of one kind, in the order of the names. Vault keeps such names apart, but `AIRFLOW_CONN_…` ignores
 * case, and a secret is easily overlooked when a folder of the same name is listed.
 */
function namesThatCollide(names) {
    const all = [...new Set(names)];
    const byFolder = groups(all.filter(name => name.includes('/')), foldersOf);
    return [
        ...alikeButForCase(all).map(same => ({ kind: 'case', names: same })),
        ...all.flatMap(folder => {
            const inside = byFolder.get(folder);
            return inside ? [{ kind: 'folder', folder, inside }] : [];
        })
    ];
}
/** Names that differ only in case. Such names are rare, so no group is built for a single name. */
function alikeButForCase(names) {
    const first = new Map();
    const alike = new Map();
    for (const name of names) {
        const key = name.toLowerCase();
        const other = first.get(key);
        if (other === undefined)
            first.set(key, name);
        else
            alike.set(key, [...(alike.get(key) ?? [other]), name]);
    }
    return [...alike.values()];
}
function foldersOf(name) {
    return [...name.matchAll(/\//g)].map(({ index }) => name.slice(0, index));
}
function groups(names, keysOf) {
    const found = new Map();
    for (const name of names) {
        for (const key of keysOf(name)) {
            const group = found.get(key);
            if (group)
                group.push(name);
            else
                found.set(key, [name]);
        }
    }
    return found;
}
/** The environment variable in which Airflow looks for a name. */
const variableOf = ({ kind, name }) => `AIRFLOW_${kind === 'variable' ? 'VAR' : 'CONN'}_${name.toUpperCase()}`;
/** A variable of Airflow's environment, with its team if it is for one team only. */
const OF_AIRFLOW = /^AIRFLOW_(CONN|VAR)_(?:_([a-zA-Z0-9-]+)___)?(.+)$/;
/**
 * What such a variable defines; undefined for any other. Airflow looks it up in capitals, so nobody knows how a DAG spells the name:
 * it becomes lower case.
 */
function definedBy(variable) {
    const [, kind, team, rest] = OF_AIRFLOW.exec(variable) ?? [];
    if (rest === undefined)
        return undefined;
    return { kind: kind === 'VAR' ? 'variable' : 'connection', name: rest.toLowerCase(), ...(team !== undefined && { team }) };
}


/***/ }),

/***/ 1436:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Su: () => (/* binding */ PROVIDER),
  G0: () => (/* binding */ knowsJwt),
  hH: () => (/* binding */ misfit),
  oK: () => (/* binding */ requirementLine)
});

;// CONCATENATED MODULE: ./lib/airflow/versions.js
/** The versions that clauses such as `>=4.2,<5` allow, regardless of any `!=`; undefined if a clause cannot be parsed. */
function rangeOf(versions) {
    let range = { from: [0], before: [Infinity] };
    for (const clause of versions === '' ? [] : versions.split(',')) {
        const next = clauseRange(clause);
        if (next === undefined)
            return undefined;
        range = {
            from: compareVersions(next.from, range.from) > 0 ? next.from : range.from,
            before: compareVersions(next.before, range.before) < 0 ? next.before : range.before
        };
    }
    return range;
}
function clauseRange(clause) {
    const [, operator = '', digits, any] = /^(===?|~=|!=|<=?|>=?)v?(\d+(?:\.\d+)*)(\.\*)?/.exec(clause) ?? [];
    if (digits === undefined)
        return undefined;
    const version = digits.split('.').map(Number);
    const all = { from: [0], before: [Infinity] };
    // A release has three numbers, so a fourth one comes right after it.
    const behind = [...version, 0, 0].slice(0, Math.max(version.length, 3)).concat(1);
    switch (operator) {
        case '!=':
            return all;
        case '>=':
            return { ...all, from: version };
        case '>':
            return { ...all, from: behind };
        case '<':
            return { ...all, before: version };
        case '<=':
            return { ...all, before: behind };
        case '~=':
            return { from: version, before: next(version.slice(0, -1)) };
        default:
            return { from: version, before: any === undefined ? behind : next(version) };
    }
}
const next = (version) => [...version.slice(0, -1), (version.at(-1) ?? 0) + 1];
/** Negative if `a` is the older one. */
function compareVersions(a, b) {
    for (let at = 0; at < Math.max(a.length, b.length); at++) {
        const [left = 0, right = 0] = [a[at], b[at]];
        if (left !== right)
            return left < right ? -1 : 1;
    }
    return 0;
}

;// CONCATENATED MODULE: ./lib/airflow/provider.js

/** The package that contains `VaultBackend`. */
const PROVIDER = 'apache-airflow-providers-hashicorp';
/**
 * The upper bounds are there because not every image pins Airflow while pip looks for the newest provider. Airflow 3.2 passes
 * `team_name`, on which releases before 4.4.2 fail at every lookup (3.3 retries without it); 4.8.1 halved the requests. 4.3.3
 * added a dependency that images of Airflow 2.10 pin to an older version.
 */
const ROWS = [
    { since: [3, 3], pin: '>=4.8.1', works: '' },
    { since: [3, 2], pin: '>=4.8.1', works: '>=4.4.2' },
    { since: [3, 0], pin: '>=4.7.2', works: '' },
    { since: [2, 11], pin: '>=4.4.3', works: '' },
    { since: [2, 10], pin: '>=4.2.0,<4.3.3', works: '<4.4' },
    { since: [2, 9], pin: '>=4.0.0,<4.2', works: '<4.2' },
    { since: [2, 8], pin: '>=3.8.0,<4.0', works: '<4.0' },
    { since: [2, 7], pin: '>=3.7.1,<3.8', works: '<3.8' },
    { since: [0, 0], pin: '<3.7', works: '<3.7' }
];
/**
 * The line to add to `requirements.txt`.
 *
 * @param airflowVersion such as `2.10.5` or `3.1.0+astro.2`; if unknown, the newest Airflow is assumed
 */
const requirementLine = (airflowVersion = '') => PROVIDER + rowOf(airflowVersion).pin;
/** Whether all of the requested versions have `auth_type: jwt`; none: unknown. */
const knowsJwt = (all) => all.length > 0 && all.every(versions => compareVersions(rangeOf(versions)?.from ?? [0], [4, 5]) >= 0);
/**
 * Why these releases of the provider do not suit an Airflow; undefined if they do, or if the versions cannot be parsed.
 *
 * @param versions as in a requirement, such as `>=4.2,<5` or `==4.8.*`; empty for any version
 */
function misfit(versions, airflowVersion) {
    const { pin, works } = rowOf(airflowVersion);
    const asked = rangeOf(versions);
    const [working, best] = [rangeOf(works), rangeOf(pin)];
    if (asked === undefined || working === undefined || best === undefined)
        return undefined;
    if (compareVersions(asked.before, working.from) <= 0)
        return { fatal: `which fails at every lookup from Airflow ${airflowVersion}` };
    const tooNew = `an Airflow newer than ${airflowVersion}, so pip replaces Airflow or fails`;
    if (compareVersions(asked.from, working.before) >= 0)
        return { fatal: `which requires ${tooNew}` };
    if (compareVersions(asked.before, working.before) > 0)
        return { doubtful: `which allows releases that require ${tooNew}` };
    const overlaps = compareVersions(asked.from, best.before) < 0 && compareVersions(best.from, asked.before) < 0;
    return overlaps ? undefined : { doubtful: `which is not the best fit for Airflow ${airflowVersion}` };
}
function rowOf(airflowVersion) {
    const [, major = 'Infinity', minor = 'Infinity'] = /^(\d+)\.(\d+)/.exec(airflowVersion) ?? [];
    const row = ROWS.find(({ since }) => compareVersions([Number(major), Number(minor)], since) >= 0);
    if (row === undefined)
        throw new Error('the last row covers every older version');
    return row;
}


/***/ }),

/***/ 8387:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ parseRequirement)
/* harmony export */ });
/**
 * Parses one requirement, without its options, as pip does; `undefined` if pip would reject its syntax.
 *
 * Written here because pip-requirements-js takes 26 ms to load in every run, and knows neither `--hash`, nor a URL without a
 * name, nor a marker after a URL. Piece by piece, because a single pattern would take hours for some lines.
 */
function parseRequirement(text) {
    return isSource(text) ? fromSource(text) : fromName(text);
}
/** pip's own form: a URL or a path instead of a name. */
function isSource(text) {
    if (/^(?:(?:git|hg|svn|bzr)\+|https?:|file:|\.)/i.test(text))
        return true;
    const [word = ''] = /^[^\s@;=<>!~]*/.exec(text) ?? [];
    return word.includes('/') || isArchive(word);
}
/** An archive may have extras after it. */
const isArchive = (word) => /\.(?:whl|zip|tgz|tar(?:\.\w{1,9})?)(?:\[|$)/i.test(word);
/** The name is in a fragment, or at the start of an archive's file name. */
function fromSource(text) {
    const [, egg, extras = ''] = /[#&]egg=([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[([^\]]*)\])?/.exec(text) ?? [];
    const marker = markerBehind(text, text.search(/\s;/) + 1);
    if (egg !== undefined)
        return made({ name: egg, extras, marker });
    const [path = ''] = /^[^?#;\s]*/.exec(text) ?? [];
    const file = path.slice(path.lastIndexOf('/') + 1);
    const name = isArchive(file) ? file.slice(0, Math.max(0, file.search(/-\d/))) : '';
    return made({ name: /^[A-Za-z0-9._-]+$/.test(name) ? name : '', marker });
}
/** PEP 508: `name [extras] versions ; marker`, or `name [extras] @ url ; marker`. */
function fromName(text) {
    const [name] = /^[A-Za-z0-9][A-Za-z0-9._-]*/.exec(text) ?? [];
    if (name === undefined || /[._-]$/.test(name))
        return undefined;
    let rest = text.slice(name.length).trimStart();
    let extras = '';
    if (rest.startsWith('[')) {
        const close = rest.indexOf(']');
        if (close < 0)
            return undefined;
        extras = rest.slice(1, close);
        rest = rest.slice(close + 1).trimStart();
    }
    const end = rest.startsWith('@') ? fromUrl(rest.slice(1).trimStart()) : versionsIn(rest);
    return end === undefined ? undefined : made({ name, extras, ...end });
}
/** Only the source itself knows its versions. */
function fromUrl(text) {
    const [url] = /^\S+/.exec(text) ?? [];
    const rest = text.slice(url?.length ?? 0).trim();
    return url !== undefined && (rest === '' || rest.startsWith(';')) ? { versions: '', marker: markerBehind(rest, 0) } : undefined;
}
function versionsIn(text) {
    const [before = ''] = text.split(';', 1);
    const plain = before.trim();
    const clauses = (plain.startsWith('(') && plain.endsWith(')') ? plain.slice(1, -1) : plain)
        .split(',')
        .map(clause => clause.trim());
    if (clauses.at(-1) === '')
        clauses.pop();
    const areGood = clauses.every(clause => /^(?:===?|~=|!=|[<>]=?)\s*[^\s,;()]+$/.test(clause));
    return areGood ? { versions: clauses.join(',').replaceAll(/\s/g, ''), marker: markerBehind(text, before.length) } : undefined;
}
const markerBehind = (text, semicolon) => (text[semicolon] === ';' ? text.slice(semicolon + 1).trim() : '');
const made = ({ name, extras = '', versions = '', marker }) => ({
    name: normalizeName(name),
    extras: extras.split(',').map(extra => normalizeName(extra.trim())),
    versions,
    marker
});
function normalizeName(name) {
    return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}


/***/ }),

/***/ 6606:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  b: () => (/* binding */ providerRequirement)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/base/ends.js
var ends = __webpack_require__(1519);
;// CONCATENATED MODULE: ./lib/airflow/marker.js
/** What Python reports about itself in an image of Astro Runtime. */
const LINUX = {
    os_name: 'posix',
    sys_platform: 'linux',
    'sys.platform': 'linux',
    'os.name': 'posix',
    platform_system: 'Linux',
    platform_python_implementation: 'CPython',
    implementation_name: 'cpython',
    extra: ''
};
/** Nobody writes a longer one; its parentheses would exhaust the stack. */
const LONGEST = 2_000;
/**
 * Whether an environment marker (PEP 508) can be true in an image. False only if it is true in none, such as `sys_platform ==
 * "win32"`; one that depends on the version of Python or on the machine may be true.
 */
function canHold(marker) {
    if (marker.length > LONGEST)
        return true;
    const words = marker.match(/\(|\)|'[^']*'|"[^"]*"|===|[~!<>=]=|[<>]|[\w.]+/g) ?? [];
    let at = 0;
    const any = () => {
        let holds = all();
        while (words[at] === 'or') {
            at++;
            holds = all() || holds;
        }
        return holds;
    };
    const all = () => {
        let holds = one();
        while (words[at] === 'and') {
            at++;
            holds = one() && holds;
        }
        return holds;
    };
    const one = () => {
        if (words[at] !== '(')
            return comparison();
        at++;
        const holds = any();
        at++;
        return holds;
    };
    const comparison = () => {
        const left = sideOf(words[at++]);
        let operator = words[at++];
        if (operator === 'not')
            operator = `not ${words[at++]}`;
        return compare(left, operator, sideOf(words[at++]));
    };
    return any();
}
const sideOf = (word = '') => (/^['"]/.test(word) ? word.slice(1, -1) : LINUX[word]);
/** With an unknown side, and with versions, any comparison may be true. */
function compare(left, operator, right) {
    if (left === undefined || right === undefined)
        return true;
    switch (operator) {
        case '==':
        case '===':
            return left === right;
        case '!=':
            return left !== right;
        case 'in':
            return right.includes(left);
        case 'not in':
            return !right.includes(left);
        default:
            return true;
    }
}

// EXTERNAL MODULE: ./lib/airflow/provider.js + 1 modules
var provider = __webpack_require__(1436);
// EXTERNAL MODULE: ./lib/airflow/requirement.js
var airflow_requirement = __webpack_require__(8387);
;// CONCATENATED MODULE: ./lib/airflow/requirements.js





/** More than anybody has. Links that lead back can make billions. */
const FILES = 1_000;
/**
 * Looks for Airflow's hashicorp provider in a requirements file and all that it includes by `-r`: by its name, with any version
 * or source, and a marker that can hold, or as an extra of `apache-airflow`. Constraints (`-c`) install nothing and are not read.
 *
 * @param read returns the text of a file, or undefined if it does not exist; the path is relative to one folder, with `/` and
 * without `./`
 * @param root where pip starts
 */
function providerRequirement(read, root = 'requirements.txt') {
    const seen = new Set([root]);
    const versions = [];
    let unread;
    for (const file of seen) {
        for (const { text, number } of logicalLines(read(file) ?? '')) {
            const note = (problem) => {
                unread ??= { file, number, problem };
            };
            const included = includedFile(text);
            if (included !== undefined) {
                const path = external_node_path_.posix.join(external_node_path_.posix.dirname(file), included);
                if (/^[a-z]+:/i.test(included))
                    note('includes a file by URL, which this action does not read; include a file of the project');
                else if (seen.size >= FILES)
                    note(`includes more than ${FILES} files, together with the others; include fewer`);
                else if (read(path) !== undefined)
                    seen.add(path);
                else
                    note(`includes ${path}, which does not exist; add the file or remove the line`);
                continue;
            }
            const asked = requirementIn(text);
            if (asked === '')
                continue;
            const requirement = (0,airflow_requirement/* parseRequirement */.p)(asked);
            if (!requirement)
                note('is not a requirement that pip can parse; write a name, then versions, such as name>=1.0');
            else if (carries(requirement) && canHold(requirement.marker))
                versions.push(requirement.name === provider/* PROVIDER */.Su ? requirement.versions : '');
        }
    }
    if (versions.length > 0)
        return { carried: true, versions };
    return { carried: false, ...(unread && { line: unread }) };
}
// The extra `all` of apache-airflow is every provider there is.
function carries({ name, extras }) {
    return name === provider/* PROVIDER */.Su || (name === 'apache-airflow' && extras.some(extra => extra === 'hashicorp' || extra === 'all'));
}
function includedFile(text) {
    const [, quoted, plain] = /^(?:-r|--requirement)[\s=]*(?:"([^"]*)"|(\S+))/.exec(text) ?? [];
    return quoted ?? plain;
}
/** What a line asks for, without options: a requirement ends where its own options begin (pip's `break_args_options`). */
function requirementIn(text) {
    const editable = /^(?:-e|--editable)(.+)$/s.exec(text)?.[1]?.replace(/^[\s=]+/, '');
    const words = text.split(' ');
    const options = words.findIndex(word => word.startsWith('-'));
    return editable ?? words.slice(0, options < 0 ? undefined : options).join(' ');
}
/** pip's `join_lines` and `ignore_comments`: a backslash at the end joins, a comment starts a line or follows white space. */
function logicalLines(text) {
    const lines = [];
    let joined = '';
    let first = 1;
    for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
        if (joined === '')
            first = index + 1;
        const isComment = /^\s*#/.test(line);
        if (line.endsWith('\\') && !isComment) {
            joined += (0,ends/* withoutEnd */.M)(line, '\\');
            continue;
        }
        lines.push({ text: `${joined}${isComment ? ` ${line}` : line}`, number: first });
        joined = '';
    }
    lines.push({ text: joined, number: first });
    return lines.map(line => ({ ...line, text: line.text.replace(/(?:^|\s)#.*/s, '').trim() })).filter(line => line.text !== '');
}


/***/ }),

/***/ 9823:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ sizeOfSecret)
/* harmony export */ });
/** Bytes of a secret's JSON text in UTF-8. */
const WARN_ABOVE = 256 * 1024;
const REFUSE_FROM = 1024 * 1024;
/**
 * Whether a secret with these fields can be stored. From 1 MiB it cannot (the default `max_entry_size` of integrated storage);
 * above 256 KiB it probably belongs elsewhere.
 */
function sizeOfSecret(fields) {
    // Most are far below any limit, whatever they contain: a character takes at most six bytes.
    let characters = 0;
    for (const name in fields)
        characters += name.length + String(fields[name]).length;
    if (characters * 6 < WARN_ABOVE / 2)
        return {};
    const bytes = Buffer.byteLength(JSON.stringify(fields));
    const size = `takes ${Math.ceil(bytes / 1024)} KiB as JSON`;
    if (bytes >= REFUSE_FROM)
        return { problem: `${size}, and a secret must stay below 1024 KiB; keep the data elsewhere and a reference here` };
    if (bytes > WARN_ABOVE)
        return { warning: `${size}, and every task that asks for it loads all of it; keep more than 256 KiB elsewhere` };
    return {};
}


/***/ }),

/***/ 5938:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ variableValueProblem)
/* harmony export */ });
/* harmony import */ var _size_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9823);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3877);


/**
 * Why `value` cannot be an Airflow variable, or `undefined` if it can. Never quotes the value.
 *
 * `VaultBackend.get_variable` returns whatever type is stored, and Airflow 3 treats anything but a string as a missing variable.
 */
function variableValueProblem(value) {
    if (typeof value !== 'string')
        return 'is not a string; put it in quotes, or write it as JSON text';
    return (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .textProblem */ .F)(value) ?? (0,_size_js__WEBPACK_IMPORTED_MODULE_1__/* .sizeOfSecret */ .l)({ value }).problem;
}


/***/ }),

/***/ 5515:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  z: () => (/* binding */ prove),
  M: () => (/* binding */ verify)
});

// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/identity/identities.js + 6 modules
var identities = __webpack_require__(6539);
// EXTERNAL MODULE: ./lib/manifest/scope.js
var manifest_scope = __webpack_require__(9893);
// EXTERNAL MODULE: ./lib/plan/event.js
var plan_event = __webpack_require__(7627);
// EXTERNAL MODULE: ./lib/vault/errors.js
var vault_errors = __webpack_require__(7525);
// EXTERNAL MODULE: ./lib/vault/paths.js
var vault_paths = __webpack_require__(6160);
;// CONCATENATED MODULE: ./lib/apply/caught-up.js
/** Milliseconds before each further attempt: a node that answers reads itself is mostly some milliseconds behind its leader. */
const PAUSES = [100, 400, 1_500];
/** Asks again for two seconds where the answer may be older than what this run has just written. */
async function onceCaughtUp(ask, mayLag, { clock, signal }) {
    for (const pause of PAUSES) {
        try {
            return await ask();
        }
        catch (error) {
            if (!mayLag(error))
                throw error;
            await clock.pause(pause, signal);
        }
    }
    return await ask();
}

;// CONCATENATED MODULE: ./lib/apply/verify.js







const REPORTED = 20;
/** Carries out a proof alone: nothing is changed, and no lock is needed. Undefined where there is none among the steps. */
async function prove(steps, context) {
    const step = steps.find(step => step.kind === 'verify');
    return step && (await (0,plan_event/* carryOut */.u0)(step, context.tell, () => verify(step, context)));
}
/**
 * Proves, as the role that Airflow uses, that every path can be read. A refusal names the path and the missing line. What only
 * Airflow itself can prove is left alone, with a warning.
 */
async function verify(step, context) {
    const entered = await enter(context);
    if (entered === undefined)
        return 'left-alone';
    // All of them wait for the server and none for another.
    const outcomes = await Promise.allSettled([
        onceCaughtUp(() => askFor(step, entered.runtime, context.scope), error => error instanceof Missing || isUnknown(error), context),
        entered.forget()
    ]);
    await entered.runtime.leave().catch(error => {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        const message = `the token of the proof could not be revoked and is valid until it expires: ${error.message}`;
        context.tell({ kind: 'found', finding: { severity: 'warning', message } });
    });
    const [asked] = outcomes;
    if (asked.status === 'rejected' && isUnknown(asked.reason)) {
        await refuseUnlessBound(asked.reason, context);
        warnOfBinding(context, asked.reason);
        return 'left-alone';
    }
    for (const outcome of outcomes)
        if (outcome.status === 'rejected')
            throw outcome.reason;
    return 'done';
}
const isUnknown = (error) => error instanceof vault_errors/* VaultError */.h && error.tokenGone;
/** The login was accepted, and its token was not. Throws unless the role says why: its tokens are bound to addresses as well. */
async function refuseUnlessBound(cause, { vault, scope: { authMount, role } }) {
    const found = await vault.role(authMount, role);
    const bound = found.state === 'present' ? found.value['token_bound_cidrs'] : [];
    if (Array.isArray(bound) && bound.length > 0)
        return;
    const hidden = `If the tokens of the role are bound to addresses (token_bound_cidrs), this run may not see that: its token needs read on auth/${authMount}/role/${role}.`;
    throw new errors/* UserError */.yo(`Airflow can log in with role ${role}, and Vault does not accept the token that it gets: ${cause.message}`, {
        cause,
        hint: `This node may lag behind its cluster: run again.${found.state === 'not-visible' ? ` ${hidden}` : ''}`
    });
}
/** What should be there is not, or not yet. */
class Missing extends errors/* UserError */.yo {
}
function warnOfBinding({ tell, scope }, { message }) {
    const bound = 'is bound to addresses (secret_id_bound_cidrs or token_bound_cidrs) that this runner does not have';
    const finding = { subject: `role ${scope.role}`, message: `${bound}, so only Airflow itself can log in: ${message}` };
    tell({ kind: 'found', finding: { severity: 'warning', ...finding } });
}
async function askFor({ paths, reads }, runtime, scope) {
    const { mount } = scope;
    const asked = paths.map(path => (0,vault_paths/* dataPath */.Kf)(mount, path));
    const [capabilities, found] = await Promise.all([
        runtime.capabilities(asked),
        Promise.all(reads.map(async (path) => ({ path: (0,vault_paths/* dataPath */.Kf)(mount, path), seen: await runtime.read(mount, path) })))
    ]);
    const mayRead = (path) => capabilities.get(path)?.some(capability => capability === 'read' || capability === 'root');
    const refused = asked.filter(path => !mayRead(path));
    if (refused.length > 0)
        throw refusal(refused, scope);
    for (const { path, seen } of found) {
        if (seen.state === 'absent')
            throw new Missing(`Airflow will not be able to read ${path}: the secret does not exist`, {
                hint: 'Somebody has deleted it, or this node lags behind its cluster: run again, with `check: full` if this run had `check: ledger`.'
            });
        if (seen.state === 'not-visible')
            throw refusal([path], scope, seen.because);
    }
}
/** Logs in; undefined, with a warning, if the role admits only other addresses. */
async function enter(context) {
    const { vault, scope, issued, facts, mask, tell } = context;
    const kind = (0,identities/* identityKind */.HR)(scope);
    if (kind.enter === undefined)
        throw new Error(`a login of kind ${scope.kind} cannot be verified from here`);
    const noun = kind.credential?.noun ?? 'login';
    const note = (message) => tell({ kind: 'found', finding: { severity: 'note', subject: `the ${noun} of the proof`, message } });
    try {
        return await kind.enter(vault, (0,manifest_scope/* accessOf */.YK)(scope), { mask, note, ...(issued && { issued }), ...(facts && { facts }) });
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo && /unauthorized (by CIDR|through CIDR)|CIDR restrictions/.test(error.message)))
            throw error;
        warnOfBinding(context, error);
        return undefined;
    }
}
function refusal(paths, scope, because = 'the policy does not allow it') {
    const folders = [scope.variablesPath, scope.connectionsPath].map(folder => (0,vault_paths/* dataPath */.Kf)(scope.mount, folder));
    const lines = folders
        .filter(folder => paths.some(path => path.startsWith(`${folder}/`)))
        .map(folder => `path "${folder}/*" { capabilities = ["read"] }`);
    const more = paths.length > REPORTED ? ` and ${paths.length - REPORTED} more` : '';
    return new errors/* UserError */.yo(`Airflow will not be able to read ${paths.slice(0, REPORTED).join(', ')}${more}: ${because}`, {
        hint: `Add this to policy ${scope.policy}: ${lines.join('; ')}. If it is there, check that no other rule denies it, and that the role has this policy.`
    });
}


/***/ }),

/***/ 7904:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ isHealthy),
/* harmony export */   t: () => (/* binding */ sameOverride)
/* harmony export */ });
/** Whether a Deployment is up; a hibernating one is healthy too. */
const isHealthy = ({ status }) => status === 'HEALTHY' || status === 'HIBERNATING';
const sameOverride = (one, other) => one?.hibernates === other?.hibernates && one?.until === other?.until;


/***/ }),

/***/ 3475:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DY: () => (/* binding */ cliOnPath),
/* harmony export */   mr: () => (/* binding */ refuseOld),
/* harmony export */   xj: () => (/* binding */ cliProgram)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _base_environment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4464);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7594);
/* harmony import */ var _base_process_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(386);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9387);







/**
 * Finds the CLI, or installs it, at the first call, and returns its path, or its name if it is on PATH. What is on PATH is taken
 * unless another version was chosen. Throws a `UserError`.
 */
function cliProgram(choice, around) {
    let found;
    return environment => {
        found ??= locate(choice, around, environment);
        return found;
    };
}
async function locate(choice, around, environment) {
    const isWanted = async () => choice.version === undefined || (await versionOf('astro', around, environment)) === choice.version;
    if (isOnPath(environment) && (await isWanted()))
        return 'astro';
    const version = choice.version ?? _version_js__WEBPACK_IMPORTED_MODULE_6__/* .TESTED */ .gf;
    // The libraries that install cannot be stopped: the run does not wait for them, and ends what they have started.
    return await orEnd(around.signal, `installing the astro CLI ${version}`, async () => {
        const { install } = await Promise.all(/* import() */[__webpack_require__.e(805), __webpack_require__.e(279)]).then(__webpack_require__.bind(__webpack_require__, 5660));
        return await install(version, choice, { ...around, folder: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(around.folder, 'cli'), environment });
    });
}
/** Throws a `UserError` if the CLI is too old. To ask before it has failed would cost every run that changes something a start. */
async function refuseOld(program, around, environment) {
    const version = await versionOf(program, around, environment);
    if (version === undefined || (0,_version_js__WEBPACK_IMPORTED_MODULE_6__/* .isNewEnough */ .$t)(version))
        return;
    throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .yo(`the astro CLI on PATH failed; it is ${version}, and this action needs ${_version_js__WEBPACK_IMPORTED_MODULE_6__/* .OLDEST */ ._j} or newer`, {
        hint: `Install version ${_version_js__WEBPACK_IMPORTED_MODULE_6__/* .OLDEST */ ._j} or newer, or set \`astro-version\` to have this action install one. Then run again.`
    });
}
function isOnPath({ PATH = '' }) {
    return PATH.split(node_path__WEBPACK_IMPORTED_MODULE_2__.delimiter).some(folder => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(folder) && isProgram((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'astro')));
}
function isProgram(file) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(file).isFile();
    }
    catch {
        return false;
    }
}
/** What is on PATH as `astro`: nothing, or its version, which is undefined if it says none. Leaves nothing behind. */
async function cliOnPath(environment, signal) {
    const own = (0,_base_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .environmentFor */ .D)(environment, []);
    if (!isOnPath(own))
        return undefined;
    const folder = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdtempSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), 'astro-vault-action-'));
    try {
        return {
            version: await versionOf('astro', { folder, signal }, { ...own, ASTRO_HOME: folder, ASTRO_TELEMETRY_DISABLED: '1' })
        };
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(folder, { recursive: true, force: true });
    }
}
/** The version that a program says it is; undefined if it says none. */
async function versionOf(program, { folder, signal }, environment) {
    try {
        const { exitCode, stdout } = await (0,_base_process_js__WEBPACK_IMPORTED_MODULE_5__/* .run */ .eF)({ program, args: ['version'], cwd: folder, environment, limitSeconds: 60, signal });
        return exitCode === 0 ? (0,_version_js__WEBPACK_IMPORTED_MODULE_6__/* .versionIn */ .It)(stdout) : undefined;
    }
    catch (error) {
        if (signal.aborted || !(error instanceof _base_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .yo))
            throw error;
        // It cannot be started, or hangs.
        return undefined;
    }
}
async function orEnd(signal, doing, act) {
    const ending = new Promise((_, reject) => {
        const end = () => reject(new _base_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .yo(`${signal.reason.message} while ${doing}`));
        if (signal.aborted)
            end();
        else
            signal.addEventListener('abort', end, { once: true });
    });
    return await Promise.race([act(), ending]);
}


/***/ }),

/***/ 4464:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ environmentFor),
/* harmony export */   P: () => (/* binding */ environmentForAny)
/* harmony export */ });
/* harmony import */ var _ending_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1238);

/** What any program needs to run here, and to reach the network as this step does. */
const BASICS = [
    ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'TERM', 'TZ', 'LANG', 'LANGUAGE', 'LC_*', 'TMPDIR', 'TMP', 'TEMP', 'XDG_*'],
    ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'],
    ...['SSL_CERT_FILE', 'SSL_CERT_DIR'],
    // By these the runner, and a later step of ours, find what a job has left.
    ...['RUNNER_TRACKING_ID', _ending_js__WEBPACK_IMPORTED_MODULE_0__/* .RUN_VARIABLE */ .hd],
    ...['GIT_CONFIG_*', 'GIT_CEILING_DIRECTORIES', 'GIT_DISCOVERY_ACROSS_FILESYSTEM']
];
/** What no program but this one may have: the inputs and state of this step, what belongs to Astro and Vault, and the runner's own. */
const OURS = [
    ...['INPUT_*', 'STATE_*', 'ASTRO_*', 'VAULT_*', 'BAO_*', 'ACTIONS_*'],
    ...['GITHUB_TOKEN', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_PATH', 'GITHUB_STEP_SUMMARY']
];
/** What no repository may decide, whoever starts git in it: which programs run. */
const GIT = [
    // A project may hold files that look like a repository, whose configuration git would obey.
    ['safe.bareRepository', 'explicit'],
    ['core.fsmonitor', ''],
    ['core.hooksPath', '/dev/null'],
    ['core.pager', 'cat']
];
/** The environment of a program that is known: what any needs, and what this one needs beside that. */
const environmentFor = (environment, names) => withSafeGit(only(environment, name => isAmong(name, BASICS) || isAmong(name, names)));
/** The environment of a program that the manifest names: nobody here knows what it needs, so it gets all that is not ours. */
const environmentForAny = (environment) => withSafeGit(only(environment, name => !isAmong(name, OURS)));
const isAmong = (name, names) => names.some(one => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one));
function only(environment, passes) {
    const passed = Object.entries(environment).filter(([name, value]) => value !== undefined && passes(name));
    return Object.fromEntries(passed);
}
/** Behind what the workflow itself sets in this way, so that it wins. */
function withSafeGit(environment) {
    const first = Number.parseInt(environment['GIT_CONFIG_COUNT'] ?? '', 10) || 0;
    const ours = GIT.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${first + index}`, key],
        [`GIT_CONFIG_VALUE_${first + index}`, value]
    ]);
    return { ...environment, ...Object.fromEntries(ours), GIT_CONFIG_COUNT: String(first + GIT.length) };
}


/***/ }),

/***/ 386:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Mk: () => (/* binding */ NotFound),
  eF: () => (/* binding */ run),
  tG: () => (/* binding */ startDetached)
});

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/base/ending.js
var ending = __webpack_require__(1238);
// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
;// CONCATENATED MODULE: ./lib/base/output.js

const MIB = 1024 * 1024;
/** More is no answer to anything that is asked here. */
const LARGEST = 64 * MIB;
/** A longer line is left out: to break it could break a secret in two, and nothing would mask the halves. */
const LONGEST_LINE = MIB / 4;
const TAIL = MIB;
/** All that a stream brings, as UTF-8. Throws a `UserError` beyond 64 MiB; `name` is who prints. */
async function everything(stream, name) {
    const parts = [];
    let length = 0;
    for await (const part of stream.setEncoding('utf8')) {
        length += part.length;
        if (length > LARGEST)
            throw new errors/* UserError */.yo(`${name} printed more than ${LARGEST / MIB} MiB and was stopped`);
        parts.push(String(part));
    }
    return parts.join('');
}
/**
 * Passes on each line as it arrives, and returns the last of them: 1 MiB at least, if there were so many. The stream waits while
 * `onLine` does.
 */
async function lastLines(stream, onLine = () => { }) {
    let [before, recent, size] = [[], [], 0];
    for await (const lines of linesOf(stream)) {
        for (const line of lines) {
            const waiting = onLine(line);
            if (waiting !== undefined)
                await waiting;
            size += line.length + 1;
            recent.push(line);
            if (size > TAIL)
                [before, recent, size] = [recent, [], 0];
        }
    }
    return [...before, ...recent].join('\n');
}
/** The lines that end in each part of a stream. Only what is new is searched. */
async function* linesOf(stream) {
    let [begun, length] = [[], 0];
    const add = (text) => {
        length += text.length;
        if (length > LONGEST_LINE)
            begun = [];
        else
            begun.push(text);
    };
    const end = () => {
        const line = length > LONGEST_LINE ? `(a line of ${length} characters is left out)` : begun.join('');
        begun = [];
        length = 0;
        return line;
    };
    for await (const part of stream.setEncoding('utf8')) {
        const pieces = String(part).split('\n');
        const rest = pieces.pop() ?? '';
        yield pieces.map(piece => {
            add(piece);
            return end();
        });
        add(rest);
    }
    if (length > 0)
        yield [end()];
}

;// CONCATENATED MODULE: ./lib/base/process.js






/** The program is not on PATH. */
class NotFound extends errors/* UserError */.yo {
}
/**
 * Runs a program without standard input, so that a prompt ends at once, and returns what it printed. Not `@actions/exec`, which
 * can neither limit a child's time nor end it. The child leads a group of its own: nothing in it goes on when this is over.
 * Throws `NotFound`, or a `UserError` past a limit.
 */
function run({ program, args, cwd, environment, limitSeconds, signal, onLine }) {
    return new Promise((resolve, reject) => {
        if (signal.aborted)
            return reject(interrupted(program, args, signal));
        const child = (0,external_node_child_process_.spawn)(program, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
        const limit = AbortSignal.timeout(limitSeconds * 1000);
        const over = AbortSignal.any([signal, limit]);
        // Undefined where it could not be started.
        const { pid } = child;
        const stop = async (why) => {
            over.removeEventListener('abort', onOver);
            if (pid !== undefined)
                await (0,ending/* endGroup */.N4)(pid);
            // One that left the group may hold them open.
            for (const stream of [child.stdout, child.stderr])
                stream.destroy();
            reject(why());
        };
        const name = `${(0,external_node_path_.basename)(program)} ${args[0] ?? ''}`;
        const onOver = () => stop(() => signal.aborted
            ? interrupted(program, args, signal)
            : new errors/* UserError */.yo(`${name} did not end within ${limitSeconds} s and was stopped`));
        over.addEventListener('abort', onOver, { once: true });
        const printed = Promise.all([
            onLine === undefined ? everything(child.stdout, name) : lastLines(child.stdout, onLine),
            lastLines(child.stderr, onLine)
        ]);
        // What else can fail here is a stream that ended too soon; `error` or `over` says why.
        printed.catch(error => {
            if (error instanceof errors/* UserError */.yo)
                stop(() => error);
        });
        child.on('error', (error) => {
            over.removeEventListener('abort', onOver);
            // Node says the same of a working directory that is not there.
            if (error.code === 'ENOENT' && !(0,external_node_fs_.existsSync)(cwd))
                reject(new errors/* UserError */.yo(`${program} cannot run in ${cwd}: there is no such folder`));
            else if (error.code === 'ENOENT')
                reject(new NotFound(`${program} is not on PATH`));
            else
                reject(new errors/* UserError */.yo(`${program} cannot be started: ${error.message}`));
        });
        child.on('close', async (exitCode) => {
            if (over.aborted)
                return;
            over.removeEventListener('abort', onOver);
            if (pid !== undefined)
                await (0,ending/* endGroup */.N4)(pid);
            printed.then(([stdout, stderr]) => resolve({ exitCode: exitCode ?? 1, stdout, stderr }), reject);
        });
    });
}
/**
 * Starts a program that goes on when this process has ended, without input and output, and gives its process id. It leads a group of its
 * own. Rejects with `NotFound`, or where it cannot be started.
 */
async function startDetached({ program, args, cwd, environment }) {
    const child = (0,external_node_child_process_.spawn)(program, args, { cwd, env: environment, stdio: 'ignore', detached: true });
    try {
        await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    }
    catch (error) {
        if (error.code === 'ENOENT')
            throw new NotFound(`${program} is not on PATH`);
        throw new errors/* UserError */.yo(`${program} cannot be started: ${error.message}`);
    }
    child.unref();
    return child.pid ?? 0;
}
function interrupted(program, args, signal) {
    return new errors/* UserError */.yo(`${signal.reason.message} while waiting for \`${[(0,external_node_path_.basename)(program), ...args.slice(0, 2)].join(' ')}\` to finish`);
}


/***/ }),

/***/ 5955:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ tally)
/* harmony export */ });
/* harmony import */ var _counted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6323);

const FIRST_MS = 5_000;
/** Of the time so far: with this, work of six hours, the longest that GitHub lets a job take, is told in 60 lines. */
const SHARE = 1 / 6;
/**
 * Counts work of which there is much: what it returns is called for each piece. Says how far it has come after five seconds, and
 * then ever more seldom: `1200 of 20000 secrets (240 a second)`. `now`: milliseconds.
 */
function tally(of, noun, say, now = () => performance.now()) {
    const begun = now();
    let said = begun;
    let done = 0;
    return () => {
        done++;
        const at = now();
        if (done === of || at - said < Math.max(FIRST_MS, (at - begun) * SHARE))
            return;
        said = at;
        say(`${done} of ${(0,_counted_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .h)(of, noun)} (${Math.round((done * 1000) / (at - begun))} a second)`);
    };
}


/***/ }),

/***/ 3630:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ within),
/* harmony export */   y: () => (/* binding */ TooSlow)
/* harmony export */ });
/* harmony import */ var node_vm__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(714);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7594);


/** The work took too long and was ended. */
class TooSlow extends _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo {
}
const context = {};
(0,node_vm__WEBPACK_IMPORTED_MODULE_0__.createContext)(context);
const script = new node_vm__WEBPACK_IMPORTED_MODULE_0__.Script('act()');
/**
 * Returns what `act` returns, which must not be a promise. Throws `TooSlow` after `limitMs`, even from inside a regular expression or
 * an endless loop: neither a signal nor a timer could end that.
 */
function within(limitMs, act) {
    context.act = act;
    try {
        return script.runInContext(context, { timeout: limitMs });
    }
    catch (error) {
        if (error.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT')
            throw error;
        throw new TooSlow(`it takes longer than ${limitMs / 1000} s`);
    }
}


/***/ }),

/***/ 9155:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hb: () => (/* binding */ CONN_ID),
/* harmony export */   cc: () => (/* binding */ HOOK),
/* harmony export */   v4: () => (/* binding */ takesConnection)
/* harmony export */ });
/* unused harmony export OTHER_HOOKS */
/** What a parameter, a key of a dictionary or a key in YAML is called that has a connection id; Kafka's has a name of its own. */
const CONN_ID = /^(?:(?:.*_)?conn_id|kafka_config_id)$/;
/** What is called like a hook; the capital letter tells it from functions such as `get_hook`. */
const HOOK = /^[A-Z]\w*Hook(?:Async)?$/;
/**
 * Hooks of Airflow take the connection id first, except these, by the parameter that they take instead: after the signatures of the
 * 270 hooks of Airflow and 26 of its providers in November 2026, and older names of some. What would be no string is not listed.
 */
const EXCEPT = {
    api_service_name: 'GoogleDiscoveryApi',
    api_type: 'EC2',
    api_version: 'CloudDataTransferService CloudFirestore CloudFunctions CloudSQL ComputeEngine DataFusion Dataplex GoogleAds GoogleBidManager ' +
        'GoogleCalendar GoogleCampaignManager GoogleDisplayVideo360 GoogleDrive GoogleSearchAds GoogleSearchAdsReporting',
    azure_synapse_workspace_dev_endpoint: 'AzureSynapsePipeline AzureSynapsePipelineAsync',
    cluster_url: 'GKECustomResource GKEDeployment GKEJob GKEKubernetes GKEKubernetesAsync GKEPod GKEPodAsync',
    conf: 'SparkSubmit',
    config_dict: 'AsyncKubernetes',
    delivery_stream: 'Firehose',
    execution_name: 'SageMakerNotebook',
    function_name: 'OpenFaas',
    gemini_api_key: 'GenAIGeminiAPI GenAIGeminiAPIAsync',
    hosts: 'ElasticsearchPython',
    integration_key: 'PagerdutyEvents PagerdutyEventsAsync',
    location: 'GoogleCloudSecretManager',
    logger_name: 'Base',
    method: 'Http HttpAsync',
    pipeline_spec: 'SparkPipelines',
    project_id: 'CloudDataTransferServiceAsync PubSubAsync',
    region: 'OSS',
    runner: 'Beam BeamAsync',
    s3_bucket: 'GlueJob',
    schema: 'ElasticsearchSQL',
    sdk_client: 'AzureBase',
    share_name: 'AzureFileShare',
    site_id: 'Tableau',
    spark_app_name: 'SparkJDBC',
    sql: 'SparkSql',
    token: 'Pagerduty Slack',
    topics: 'KafkaConsumer'
};
const OTHER_HOOKS = new Set(Object.values(EXCEPT).flatMap(names => names.split(' ').map(name => `${name}Hook`)));
/** Whether a hook of Airflow takes a connection id first. */
const takesConnection = (name) => HOOK.test(name) && !OTHER_HOOKS.has(name);


/***/ }),

/***/ 2623:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _: () => (/* binding */ coverageOf)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./lib/airflow/dockerfile.js
var dockerfile = __webpack_require__(3372);
// EXTERNAL MODULE: ./lib/base/files.js
var files = __webpack_require__(378);
// EXTERNAL MODULE: ./lib/base/within.js
var within = __webpack_require__(3630);
// EXTERNAL MODULE: ./lib/airflow/names.js
var names = __webpack_require__(2792);
// EXTERNAL MODULE: ./lib/base/suggestion.js
var suggestion = __webpack_require__(8125);
;// CONCATENATED MODULE: ./lib/coverage/compare.js


/** A list of thousands helps nobody. */
const NAMES_SHOWN = 50;
/** Finding the nearest of thousands of names takes time. */
const SUGGESTIONS = 20;
const KINDS = ['variable', 'connection'];
/** Compares what is asked for with the names that the manifest defines. */
function compareCoverage(known) {
    const parts = KINDS.map(kind => compareKind(kind, known));
    return {
        absent: parts.flatMap(({ absent }) => absent),
        missing: parts.flatMap(({ missing }) => missing),
        notes: parts.flatMap(({ notes }) => notes)
    };
}
function compareKind(kind, known) {
    const places = known.places.filter(place => place.kind === kind);
    const names = known.defined[kind];
    const defined = new Set(names);
    const asked = new Map();
    for (const place of places) {
        if (place.name === null)
            continue;
        const uses = asked.get(place.name);
        if (uses)
            uses.push(place);
        else
            asked.set(place.name, [place]);
    }
    const absent = [...asked].filter(([name]) => !defined.has(name));
    const judged = absent.map(([name, uses]) => ({ name, uses, excuse: excuseFor({ kind, name }, uses, known) }));
    const missing = judged.filter(({ excuse }) => excuse === undefined);
    const excused = judged.filter(({ excuse }) => excuse !== undefined);
    const unused = names.filter(name => !asked.has(name) && !known.mentions.has(name) && !isDefault(kind, name));
    const atRunTime = places.filter(({ name }) => name === null);
    return {
        absent: missing.map(({ name, uses }) => ({ kind, name, at: placeOf(uses) })),
        missing: missing.map(({ name, uses }, index) => problem(kind, name, uses, index < SUGGESTIONS ? names : [])),
        notes: [
            ...missing.map(({ name, uses }) => {
                const message = `${whereOf(uses)}, but is not in the manifest`;
                return { ...note(kind, name, message), topic: 'not-defined' };
            }),
            ...excused.map(({ name, uses, excuse }) => note(kind, name, `${whereOf(uses)}, but is not in the manifest; ${excuse}`)),
            ...about(kind, unused.length === 0 ? undefined : unusedText(unused, atRunTime.length > 0, known.isAllRead)),
            ...about(kind, atRunTime.length === 0 ? undefined : runTimeText(atRunTime))
        ]
    };
}
const about = (kind, message) => message === undefined ? [] : [{ severity: 'note', subject: `${kind}s`, message }];
/** Operators ask for these where a DAG names none. */
const isDefault = (kind, name) => kind === 'connection' && name.endsWith('_default');
const note = (kind, name, message) => ({
    severity: 'note',
    subject: `${kind}s.${name}`,
    message
});
/** Why a DAG can do without the name; undefined if it cannot. */
function excuseFor(one, uses, { environment, mayDefine }) {
    const { kind, name } = one;
    const pattern = mayDefine(one);
    if (pattern !== undefined)
        return `${pattern} may bring it`;
    const variable = (0,names/* variableOf */.Qn)(one);
    if (environment.has(variable))
        return `the Dockerfile sets ${variable}`;
    if (uses.some(({ need }) => need === 'set'))
        return "the DAGs create it themselves, in Airflow's database";
    const needs = new Set(uses.map(({ need }) => need));
    if (needs.has('required'))
        return isDefault(kind, name) ? "Airflow's default connections have such names" : undefined;
    return needs.has('possible') ? `it may be something other than a ${kind}` : 'every use has a default';
}
function problem(kind, name, uses, defined) {
    const others = uses.length === 1 ? '' : ` (and in ${uses.length - 1} more ${uses.length === 2 ? 'place' : 'places'})`;
    return {
        severity: 'warning',
        subject: `${kind} ${name}`,
        message: `is used here${others}, but is not in the manifest${near(name, defined)}. ` +
            `The task fails unless ${(0,names/* variableOf */.Qn)({ kind, name })} in the Deployment or Airflow's own database defines it`,
        place: placeOf(uses)
    };
}
/** The first that cannot do without it. */
function placeOf(uses) {
    const { file = '', line = 1 } = uses.find(({ need }) => need === 'required') ?? uses[0] ?? {};
    return { file, line };
}
/** Without a near name, listing all would be too much. */
function near(name, defined) {
    const meant = (0,suggestion/* nearest */.pA)(name, defined);
    return meant === undefined ? '' : ` (did you mean "${meant}"?)`;
}
function whereOf(uses) {
    const [first] = uses;
    return `is used in ${first?.file}:${first?.line}${uses.length > 1 ? ` and ${uses.length - 1} more` : ''}`;
}
function listed(names) {
    const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : '';
    return names.slice(0, NAMES_SHOWN).join(', ') + more;
}
/** A use whose name is not known, or that was not seen, may be of any of them. */
function unusedText(names, isAnyAtRunTime, isAllRead) {
    const others = [
        ...(isAnyAtRunTime ? ['a use whose name is known only at run time'] : []),
        ...(isAllRead ? [] : ['an unread file'])
    ];
    return others.length === 0
        ? `include names that no DAG uses: ${listed(names)}`
        : `include names for which no use was found (${others.join(' or ')} may need them): ${listed(names)}`;
}
function runTimeText(uses) {
    const first = `${uses[0]?.file}:${uses[0]?.line}`;
    return uses.length === 1
        ? `could not all be checked: one name is known only at run time (${first})`
        : `could not all be checked: ${uses.length} names are known only at run time (the first at ${first})`;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./lib/coverage/archive.js

/** The record at the end of an archive, the longest comment behind it, and the shortest entry of its directory. */
const [END, COMMENT, ENTRY] = [22, 65_535, 46];
/** A directory of some 10,000 files. */
const LARGEST = 1024 * 1024;
/**
 * Whether Airflow might find DAGs in this file. It loads each `.py` and `.pyc` at the top of whatever Python calls a ZIP archive
 * (`zipfile.is_zipfile`, `_load_modules_from_zip`), under any name. True for an archive that cannot be understood. Throws
 * `Unreadable`.
 */
function mayHoldDags(path) {
    const tail = (0,files/* lastBytes */.Qr)(path, END + COMMENT);
    const at = tail.lastIndexOf('PK\x05\x06', tail.length - END, 'latin1');
    if (tail.length < END || at === -1)
        return false;
    const size = tail.readUInt32LE(at + 12);
    if (size > LARGEST)
        return true;
    const behind = tail.length - at;
    const names = namesIn((0,files/* lastBytes */.Qr)(path, size + behind).subarray(0, -behind), tail.readUInt16LE(at + 10));
    return names?.some(name => /^(?:\.\/)*[^/]*\.pyc?$/i.test(name)) ?? true;
}
/** The names in the directory of an archive; undefined if that is not one of so many entries. */
function namesIn(directory, count) {
    const names = [];
    for (let at = 0; at < directory.length;) {
        if (directory.length < at + ENTRY || directory.toString('latin1', at, at + 4) !== 'PK\x01\x02')
            return undefined;
        const [name = 0, extra = 0, comment = 0] = [28, 30, 32].map(field => directory.readUInt16LE(at + field));
        names.push(directory.toString('utf8', at + ENTRY, at + ENTRY + name));
        at += ENTRY + name + extra + comment;
    }
    return names.length === count ? names : undefined;
}

;// CONCATENATED MODULE: ./lib/coverage/files.js




/** The most that is read. Anything beyond is not a DAG, but data that somebody keeps next to the DAGs. */
const LIMITS = { fileBytes: 1024 * 1024, files: 20_000, bytes: 50 * 1024 * 1024 };
const READ = /\.(?:py|sql|hql|sh|bash|json|ya?ml|html|j2|jinja2?|txt)$/i;
/** For Airflow 3, in any case. */
const PYTHON = /\.py$/i;
const PACKED = /\.zip$/i;
/** Airflow looks through all folders of these, hidden ones too. */
const LOADED = new Set(['dags', 'plugins']);
/** Elsewhere never what DAGs import: environments, caches, repositories. */
const PASSED_OVER = /^(?:\..*|__pycache__|node_modules|site-packages)$/;
const isPython = (path) => PYTHON.test(path);
/**
 * The Python sources and the likely templates in these folders of a project, sorted by path. Links are followed inside the
 * project; each file is listed once, under its real path. Ignore files have no effect, because DAGs can import files that Airflow
 * does not load as DAGs.
 */
function sourcesIn(projectDir, folders, limits = LIMITS) {
    const root = (0,external_node_fs_.realpathSync)(projectDir);
    const seen = new Set();
    const paths = [];
    const unread = [];
    let bytes = 0;
    let top = '';
    const shown = (path) => (0,external_node_path_.relative)(root, path).replaceAll(external_node_path_.sep, '/');
    const refuse = (path, why) => unread.push({ path: shown(path), why });
    const take = (real, size) => {
        bytes += size;
        if (size > limits.fileBytes)
            refuse(real, `it is larger than ${limits.fileBytes / LIMITS.fileBytes} MiB`);
        else if (paths.length >= limits.files || bytes > limits.bytes)
            refuse(real, 'the project has too many files');
        else
            paths.push(shown(real));
    };
    const isPacked = (real) => PACKED.test(real) || (top === 'dags' && mayHoldDags(real));
    const visit = (path) => {
        const real = (0,external_node_fs_.realpathSync)(path);
        const facts = (0,external_node_fs_.statSync)(real);
        const isInside = real.startsWith(root + external_node_path_.sep);
        if (isPython(path) && !isPython(real) && isInside && facts.isFile())
            refuse(path, 'it is a link to a file that is not called .py');
        if (seen.has(real))
            return;
        seen.add(real);
        const isText = READ.test(path) || READ.test(real);
        const packed = facts.isFile() && !isText && isPacked(real);
        const mayAsk = facts.isDirectory() || isText || packed;
        if (!isInside) {
            if (mayAsk)
                refuse(path, 'it is a link to something outside the project');
        }
        else if (facts.isDirectory())
            visitAll(real);
        else if (packed)
            refuse(real, 'DAGs in archives are not read');
        else if (!mayAsk)
            return;
        else if (facts.isFile())
            take(real, facts.size);
        else
            refuse(real, 'it is a pipe, a socket or a device');
    };
    const attempt = (path, act) => {
        try {
            act(path);
        }
        catch (error) {
            const reason = (0,files/* reasonFor */.qo)(path, error);
            if (!(reason instanceof files/* Unreadable */.IO))
                throw error;
            refuse(path, reason.why);
        }
    };
    const visitAll = (folder) => attempt(folder, () => {
        for (const entry of (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)))
            if (entry.isFile() || LOADED.has(top) || !PASSED_OVER.test(entry.name))
                attempt((0,external_node_path_.join)(folder, entry.name), visit);
    });
    for (const folder of folders) {
        top = folder;
        if (isThere((0,external_node_path_.join)(root, folder)))
            attempt((0,external_node_path_.join)(root, folder), visit);
    }
    return { paths, unread };
}
/** Whether anything has that name, even a link to nothing. */
const isThere = (path) => (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false }) !== undefined;
/** Line ends are `\n`; bytes that are not UTF-8 become U+FFFD; a byte order mark is removed. Throws `Unreadable`. */
function textAt(path) {
    const text = new TextDecoder().decode((0,files/* readBytes */.io)(path, LIMITS.fileBytes));
    if (text.includes('\0'))
        throw new files/* Unreadable */.IO(path, 'it is not UTF-8 text');
    return text.replaceAll(/\r\n?/g, '\n');
}

;// CONCATENATED MODULE: ./lib/coverage/mentions.js

/** Those of `names` that occur as a whole string: in a list to loop over, or as an argument of the project's own functions. */
function mentionsIn(path, text, names) {
    const code = text
        .split('\n')
        .filter(line => !line.trimStart().startsWith('#'))
        .join('\n');
    const words = isPython(path) ? code.matchAll(/(?<=(["']))[\w./-]+(?=\1)/g) : code.matchAll(/[\w./-]+/g);
    return [...words].map(([word]) => word).filter(word => names.has(word));
}

;// CONCATENATED MODULE: ./lib/coverage/blocks.js
const CLOSED_BY = { '{{': '}}', '{%': '%}', '{#': '#}' };
/**
 * The blocks of a template, comments included, and without what is in raw ones. Found with `indexOf`: a pattern would be slow on text
 * with many openings and no end.
 */
function blocksOf(text) {
    const blocks = [];
    const opening = /\{[{%#]/g;
    const unclosed = new Set();
    for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
        const close = CLOSED_BY[match[0]] ?? '';
        const end = unclosed.has(close) ? -1 : text.indexOf(close, match.index + 2);
        if (end < 0) {
            unclosed.add(close);
            continue;
        }
        const code = text.slice(match.index, end + 2);
        opening.lastIndex = /^\{%[-+]?\s{0,99}raw\b/.test(code) ? endOfRaw(text, end) : end + 2;
        blocks.push({ code, start: match.index });
    }
    return blocks;
}
function endOfRaw(text, from) {
    const end = /\{%[-+]?\s{0,99}endraw\b/g;
    end.lastIndex = from;
    return end.exec(text)?.index ?? text.length;
}

// EXTERNAL MODULE: ./lib/coverage/lines.js
var coverage_lines = __webpack_require__(7261);
;// CONCATENATED MODULE: ./lib/coverage/scopes.js
const firstWords = (list) => (list ?? '').split(',').map(item => /\w+/.exec(item)?.[0] ?? '');
const DEFINING = new Map(Object.entries({
    macro: { names: rest => firstWords(rest.slice(rest.indexOf('(') + 1)), until: 'endmacro', seesThem: true },
    call: { names: rest => firstWords(/^\(([^)]*)\)/.exec(rest)?.[1]), until: 'endcall', seesThem: true },
    for: { names: rest => firstWords(rest.split(/\sin\s/, 1)[0]), until: 'endfor', seesThem: true },
    with: { names: rest => rest.split(',').flatMap(item => (item.includes('=') ? firstWords(item) : [])), until: 'endwith' },
    set: { names: rest => firstWords(rest.split('=', 1)[0]) },
    import: { names: rest => firstWords(rest.split(/\sas\s/)[1]), seesThem: true },
    from: {
        names: rest => (rest.split(/\simport\s/)[1] ?? '').split(',').flatMap(item => firstWords(item.split(/\sas\s/).at(-1))),
        seesThem: true
    }
}));
/** No template nests deeper. */
const DEPTH = 100;
/** Which of Airflow's names a template takes for something of its own, where. It is fed with the blocks in their order. */
class Scopes {
    /** The first one is the template as a whole; each sees the names of those around it. */
    #open = [{ until: '', own: new Set() }];
    /** The names that the template has defined and a block sees. */
    read(code) {
        const statement = code.startsWith('{%') ? code.slice(2, -2).replace(/^[-+]/, '').trim() : '';
        const [keyword = ''] = /^\w+/.exec(statement) ?? [];
        if (keyword.startsWith('end'))
            this.#close(keyword);
        const before = this.#own();
        const defining = DEFINING.get(keyword);
        if (defining === undefined)
            return before;
        this.#define(defining, statement.slice(keyword.length).trim());
        return defining.seesThem ? this.#own() : before;
    }
    #own() {
        return this.#open.at(-1)?.own ?? new Set();
    }
    #close(keyword) {
        const at = this.#open.map(({ until }) => until).lastIndexOf(keyword);
        if (at > 0)
            this.#open.length = at;
    }
    #define({ names, until }, rest) {
        const own = new Set([...this.#own(), ...names(rest).filter(name => name === 'var' || name === 'conn')]);
        const scope = this.#open.at(-1);
        if (until === undefined && scope !== undefined)
            scope.own = own;
        else if (until !== undefined && this.#open.length < DEPTH)
            this.#open.push({ until, own });
    }
}

// EXTERNAL MODULE: ./lib/coverage/use.js
var coverage_use = __webpack_require__(7977);
;// CONCATENATED MODULE: ./lib/coverage/template.js




/**
 * What Airflow's templates ask for in a text: `{{ var.value.x }}`, `{{ var.json.x.y }}`, `{{ conn.x.host }}`, and the same by
 * `.get('x')` and `['x']`. Comments and raw blocks ask for nothing; nor does a `var` or `conn` that the template defines itself.
 */
function usesInTemplate(text) {
    const scopes = new Scopes();
    const lineAt = (0,coverage_lines/* lineCounter */.L)(text);
    return blocksOf(text).flatMap(({ code, start }) => {
        if (code.startsWith('{#'))
            return [];
        const own = scopes.read(code);
        return [...code.matchAll(ACCESSOR)].flatMap(({ 0: accessor, 1: conn, index }) => {
            const kind = conn === undefined ? 'variable' : 'connection';
            const use = own.has(conn ?? 'var') ? undefined : useAt(index + accessor.length, code);
            return use === undefined ? [] : (0,coverage_use/* countable */.Q)({ kind, line: lineAt(start + index), ...use });
        });
    });
}
/** The same for a string in a Python source, with the source's lines. */
function usesInLiteral({ text, line, endLine }) {
    const uses = usesInTemplate(text);
    // Escaped line ends and joined strings give a text whose lines differ from those of its source.
    const straight = text.split('\n').length - 1 === endLine - line;
    return uses.map(use => ({ ...use, line: straight ? line + use.line - 1 : line }));
}
const ACCESSOR = /(?<![\w.'"])(?:(conn)|var(?:\.(?:value|json)|\[["'](?:value|json)["']\]|\.get\(["'](?:value|json)["']\)))(?!\w)/g;
/** How it gets a name. */
const STEP = /\.get\(\s*|\.(?<attribute>\w*)|\[\s*/y;
const QUOTED = /(['"])([^'"]*)\1\s*([,)\]])/y;
/** Without a name, it is passed on. */
const PASSED_ON = /\s*[|,)}]/y;
/** What is asked for at the end of an accessor. */
function useAt(end, code) {
    const step = after(STEP, end, code);
    if (step === undefined)
        return after(PASSED_ON, end, code) && { name: null, need: 'required' };
    const attribute = step.groups?.['attribute'];
    const from = end + step[0].length;
    if (attribute !== undefined)
        return { name: attribute !== '' && code[from] !== '\0' ? attribute : null, need: 'required' };
    const [, , name = null, next] = after(QUOTED, from, code) ?? [];
    return { name, need: next === ',' ? 'optional' : 'required' };
}
function after(sticky, offset, code) {
    sticky.lastIndex = offset;
    return sticky.exec(code) ?? undefined;
}

// EXTERNAL MODULE: ./node_modules/js-yaml/dist/js-yaml.mjs
var js_yaml = __webpack_require__(3243);
// EXTERNAL MODULE: ./lib/coverage/connections.js
var connections = __webpack_require__(9155);
;// CONCATENATED MODULE: ./lib/coverage/yaml.js




/** A text without any of these words asks for nothing. */
const MAY_ASK = /conn_id|kafka_config_id|variables_as_arguments/;
/**
 * What DAG factories hand to operators: `conn_id: x` and `postgres_conn_id: x` anywhere in YAML or JSON (line ends `\n`), and
 * dag-factory's `variables_as_arguments`. A key that has a `conn_type` beside it describes a connection that is created.
 */
function usesInYaml(text) {
    if (!MAY_ASK.test(text))
        return { uses: [] };
    try {
        return { uses: usesIn(text) };
    }
    catch (error) {
        if (!(error instanceof js_yaml/* YAMLException */.tB))
            throw error;
        return { uses: [], broken: (error.mark?.line ?? 0) + 1 };
    }
}
/** The same in what a text of another language, such as SQL, begins with between two lines `---`. */
function usesInFrontMatter(text) {
    const end = text.startsWith('---\n') ? text.indexOf('\n---', 4) : -1;
    return end < 0 ? { uses: [] } : usesInYaml(text.slice(0, end));
}
function usesIn(text) {
    // Python's parsers take a closing bracket that is not indented.
    const yaml = withoutTemplates(text).replaceAll(/^[ \t]*(?=[\]}])/gm, `$&${' '.repeat(99)}`);
    const events = (0,js_yaml/* parseEvents */.PH)(yaml, {});
    const offsets = events.flatMap(offsetOf);
    const lineAt = (0,coverage_lines/* lineCounter */.L)(yaml);
    const lines = new Map();
    const anchors = new Map();
    const uses = [];
    // Both are in the order of the text; only the events know where they are.
    (0,js_yaml/* visit */.YR)((0,js_yaml/* eventsToAst */.zG)(events, { source: yaml, schema: js_yaml/* CORE_SCHEMA */.OU }), node => {
        lines.set(node, lineAt(offsets[lines.size] ?? 0));
        if (node.kind !== 'alias' && node.anchor !== undefined)
            anchors.set(node.anchor, node);
    });
    for (const node of lines.keys()) {
        for (const [kind, value, need] of asksOf(node)) {
            const name = nameOf(value.kind === 'alias' ? (anchors.get(value.anchor) ?? value) : value);
            if (name !== undefined)
                uses.push({ kind, name, line: lines.get(value) ?? 1, need });
        }
    }
    return uses;
}
function asksOf(node) {
    if (node.kind !== 'mapping')
        return [];
    const entries = node.items.flatMap(({ key, value }) => (key.kind === 'scalar' ? [{ key: key.value, value }] : []));
    const need = entries.some(({ key }) => key === 'conn_type') ? 'set' : 'required';
    return entries.flatMap(({ key, value }) => {
        if (connections/* CONN_ID */.Hb.test(key))
            return [['connection', value, need]];
        // dag-factory leaves out an argument whose variable does not exist.
        return key === 'variables_as_arguments' ? variablesIn(value).map(name => ['variable', name, 'optional']) : [];
    });
}
const variablesIn = (list) => list.kind !== 'sequence'
    ? []
    : list.items.flatMap(item => item.kind !== 'mapping'
        ? []
        : item.items.flatMap(({ key, value }) => (key.kind === 'scalar' && key.value === 'variable' ? [value] : [])));
const TEXT = 'tag:yaml.org,2002:str';
/** Null for what the loader of the DAG makes of it: from its environment, or by a tag; undefined for what is no text. */
function nameOf(value) {
    if (value.kind !== 'scalar')
        return value.kind === 'alias' ? null : undefined;
    if (value.tagged)
        return /(?:^!!|:)str$/.test(value.tag) ? value.value : null;
    if (value.tag !== TEXT)
        return undefined;
    return value.value.includes('$') ? null : value.value;
}
/** Jinja is no YAML. Its expressions become characters that no name has, and the rest becomes blanks; offsets stay. */
function withoutTemplates(text) {
    let done = 0;
    let yaml = '';
    for (const { code, start } of blocksOf(text)) {
        yaml += text.slice(done, start) + code.replaceAll(/[^\n]/g, code.startsWith('{{') ? '\ue000' : ' ');
        done = start + code.length;
    }
    return yaml + text.slice(done);
}
/** None for what has no node in the tree. */
function offsetOf(event) {
    switch (event.type) {
        case js_yaml/* EVENT_ID */.hy.DOCUMENT:
        case js_yaml/* EVENT_ID */.hy.POP:
            return [];
        case js_yaml/* EVENT_ID */.hy.ALIAS:
            return [event.anchorStart];
        case js_yaml/* EVENT_ID */.hy.SCALAR:
            return [event.style === js_yaml/* SCALAR_STYLE */.jK.PLAIN ? event.valueStart : event.valueStart - 1];
        default:
            return [event.start];
    }
}

;// CONCATENATED MODULE: ./lib/coverage/coverage.js











/** Where an Astro project keeps its DAGs and what they import; what links share belongs to the first. */
const FOLDERS = ['dags', 'plugins', 'include'];
/** A megabyte of Python takes less than a second; text that is not Python takes a hundred times as long. */
const LIMIT_MS = 10_000;
/**
 * Which variables and connections the DAGs of a project ask for and the manifest lacks, the reverse, and which files were not read,
 * because that is impossible or would take more than `limitMs`. Without a folder `dags`, the result is empty. Throws only if `signal`
 * aborts.
 */
async function coverageOf(options, limitMs = LIMIT_MS) {
    const { projectDir, defined, mayDefine = () => undefined, workspace, signal } = options;
    const places = [];
    const mentions = new Set();
    const names = new Set([...defined.variable, ...defined.connection]);
    const unread = [];
    try {
        if (!isThere((0,external_node_path_.join)(projectDir, 'dags')))
            return { absent: [], missing: [], unread: [], notes: [] };
        const sources = sourcesIn(projectDir, FOLDERS);
        unread.push(...sources.unread);
        for (const path of sources.paths) {
            await (0,promises_.setImmediate)();
            signal.throwIfAborted();
            const found = await look(path, (0,external_node_path_.join)(projectDir, path), names, limitMs);
            if ('why' in found)
                unread.push({ path, ...found });
            else {
                for (const use of found.uses)
                    places.push({ ...use, file: shown(path) });
                for (const word of found.mentions)
                    mentions.add(word);
                if (found.broken !== undefined)
                    unread.push({ path, line: found.broken, why: notIn(path) });
            }
        }
    }
    catch (error) {
        const reason = (0,files/* reasonFor */.qo)(projectDir, error);
        if (!(reason instanceof files/* Unreadable */.IO))
            throw error;
        unread.push({ path: 'dags', why: reason.why });
    }
    const compared = compareCoverage({
        places,
        defined,
        mentions,
        isAllRead: unread.length === 0,
        environment: imageOf(projectDir),
        mayDefine
    });
    return { ...compared, unread: unread.map(findingOf) };
    function shown(path) {
        return (0,external_node_path_.relative)(workspace, (0,external_node_path_.resolve)(projectDir, path)).replaceAll(external_node_path_.sep, '/');
    }
    function findingOf({ path, line, why }) {
        const place = { file: shown(path), ...(line === undefined ? {} : { line }) };
        return { severity: 'warning', place, message: `was not compared with the manifest: ${why}` };
    }
}
/** What the image sets for every task. A Dockerfile that cannot be read is no matter of DAGs. */
function imageOf(projectDir) {
    try {
        return new Set((0,dockerfile/* readDockerfile */.n)((0,files/* readIfThere */.qC)((0,external_node_path_.join)(projectDir, 'Dockerfile')) ?? '')?.environment);
    }
    catch (error) {
        if (error instanceof files/* Unreadable */.IO)
            return new Set();
        throw error;
    }
}
const notIn = (path) => `this action cannot parse this line as ${isPython(path) ? 'Python' : 'YAML'}`;
async function look(path, file, names, limitMs) {
    try {
        const text = textAt(file);
        const read = isPython(path) ? await pythonReader(text) : /\.(?:ya?ml|json)$/i.test(path) ? readYaml : readTemplate;
        return (0,within/* within */.u)(limitMs, () => ({ ...read(text), mentions: mentionsIn(path, text, names) }));
    }
    catch (error) {
        return { why: whyNot(error) };
    }
}
const templateReader = (around) => text => {
    const { uses, broken } = around(text);
    return { uses: [...uses.flatMap(coverage_use/* countable */.Q), ...usesInTemplate(text)].sort((a, b) => a.line - b.line), broken };
};
const readYaml = templateReader(usesInYaml);
const readTemplate = templateReader(usesInFrontMatter);
/** The reader is a separate chunk of the bundle, loaded only if there is Python to read. */
async function pythonReader(text) {
    if (!(0,coverage_use/* mayAsk */.N)(text))
        return () => ({ uses: [] });
    const { readPython } = await Promise.all(/* import() */[__webpack_require__.e(283), __webpack_require__.e(478)]).then(__webpack_require__.bind(__webpack_require__, 9478));
    return source => {
        const { uses, templates, broken } = readPython(source);
        return { uses: [...uses.flatMap(coverage_use/* countable */.Q), ...templates.flatMap(usesInLiteral)].sort((a, b) => a.line - b.line), broken };
    };
}
/** The parser's own error messages mean nothing to users. */
function whyNot(error) {
    if (error instanceof files/* Unreadable */.IO)
        return error.why;
    return error instanceof within/* TooSlow */.y ? error.message : 'it cannot be parsed';
}


/***/ }),

/***/ 7261:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ lineCounter)
/* harmony export */ });
/** Turns offsets in a text into line numbers, from 1. Line ends are `\n`. */
function lineCounter(text) {
    const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
    return offset => {
        let [low, high] = [0, ends.length];
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((ends[middle] ?? 0) < offset)
                low = middle + 1;
            else
                high = middle;
        }
        return low + 1;
    };
}


/***/ }),

/***/ 7977:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ mayAsk),
/* harmony export */   Q: () => (/* binding */ countable)
/* harmony export */ });
/** `use` as it counts: nothing without a name, and without its name if nothing can be called that (it may be a whole URI). */
function countable(use) {
    if (use.name === '')
        return [];
    const isName = use.name !== null && use.name.length <= 250 && !/[\p{C}{}]|:\/\//u.test(use.name);
    return [isName ? use : { ...use, name: null }];
}
/** A text without any of these words asks for nothing; many modules and most lines have none. */
const mayAsk = (text) => /Variable|Connection|conn_id|kafka_config_id|hook|ObjectStoragePath|FileTransferOperator|[[(]\s{0,99}["'](?:var|conn)["']|\{[{%]/i.test(text);


/***/ }),

/***/ 6539:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  bP: () => (/* binding */ SECTIONS),
  sd: () => (/* binding */ asAppRole),
  pH: () => (/* binding */ identityFrom),
  HR: () => (/* binding */ identityKind),
  IA: () => (/* binding */ identityMistakes)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./lib/vault/permission.js
var permission = __webpack_require__(7081);
// EXTERNAL MODULE: ./lib/base/secret.js
var secret = __webpack_require__(5977);
// EXTERNAL MODULE: ./lib/vault/errors.js
var errors = __webpack_require__(7525);
// EXTERNAL MODULE: ./lib/identity/identity.js
var identity = __webpack_require__(730);
;// CONCATENATED MODULE: ./lib/identity/approle-login.js



/** Secret-ids. The metadata of each names the Deployment that it was issued for. */
const secretIds = {
    noun: 'secret-id',
    rotateAfter: ({ secretId }) => secretId.rotateAfter,
    async facts(vault, { authMount, role }, id) {
        const found = await vault.secretId(authMount, role, id);
        if (found.state !== 'present')
            return found;
        const { metadata, ...facts } = found.value;
        const deployment = metadata['deployment'];
        return { state: 'present', value: { ...facts, ...(deployment === undefined ? {} : { deployment }) } };
    },
    async issuedFor(vault, { authMount, role }, deployment, known) {
        const found = [];
        for (const accessor of await vault.secretIds(authMount, role)) {
            if (known.has(accessor))
                continue;
            const facts = await vault.secretId(authMount, role, accessor);
            if (facts.state === 'present' && facts.value.metadata['deployment'] === deployment)
                found.push(accessor);
        }
        return found;
    },
    isBound: ({ secretIdBoundCidrs }) => secretIdBoundCidrs === 'deployment',
    issue,
    destroy: (vault, { authMount, role }, id) => vault.destroySecretId(authMount, role, id)
};
async function issue(vault, { authMount, role }, request) {
    const { secretId, accessor } = await vault.issueSecretId(authMount, role, request);
    const kwargs = secretId.map(secret_id => ({ secret_id }));
    return { id: accessor, kwargs, ...(request.boundCidrs && { isBound: true }) };
}
const loginPath = ({ authMount, role }) => `auth/${authMount}/role/${role}/role-id`;
async function login(vault, { authMount, role }) {
    const found = await vault.roleId(authMount, role);
    return found.state === 'present' ? { state: 'present', value: { role_id: found.value } } : found;
}
/**
 * Logs in with the secret-id that was just issued, or with a temporary one that `forget` destroys after the login. One that is bound
 * to addresses would be refused here. The temporary one differs from it in nothing else.
 */
async function enter(vault, access, { issued, facts: known, mask, note }) {
    if (issued !== undefined && !issued.credential.isBound)
        return { runtime: await logIn(vault, access, issued.facts, issued.credential), forget: async () => { } };
    const issuing = issue(vault, access, { metadata: { purpose: 'verify' }, ttl: 60, hide: mask });
    const forget = async () => {
        const { id } = await issuing;
        await secretIds.destroy(vault, access, id).catch(error => {
            if (!(error instanceof errors/* VaultError */.h && error.status === 403))
                throw error;
            note(`could not be destroyed, and expires within a minute: ${error.message}`);
        });
    };
    try {
        const asked = async () => (0,identity/* required */.m)(await login(vault, access), loginPath(access));
        const [facts, made] = await Promise.all([known ?? asked(), issuing]);
        return { runtime: await logIn(vault, access, facts, made), forget };
    }
    catch (error) {
        // Even if this fails, the secret-id expires by itself; the first error is the one to report.
        await forget().catch(() => { });
        throw error;
    }
}
function logIn(vault, { authMount }, { role_id = '' }, { kwargs }) {
    return vault.runtime(authMount, role_id, new secret/* Secret */.z(kwargs.reveal()['secret_id'] ?? ''));
}

;// CONCATENATED MODULE: ./lib/identity/approle.js


/** Airflow logs in with the role-id of an AppRole, which is not a secret, and with a secret-id of its own. */
const approle = {
    section: 'approle',
    authType: 'approle',
    roleFields,
    vital: {
        fields: ['token_num_uses', 'secret_id_num_uses'],
        why: 'Airflow logs in and reads many times, so both numbers of uses must be 0.'
    },
    ownLogin: ({ roleId }) => (roleId === undefined ? undefined : { role_id: roleId }),
    login: login,
    loginPath: loginPath,
    setLogin: (vault, { authMount, role }, { role_id = '' }) => vault.writeRoleId(authMount, role, role_id),
    destroyAfter: ({ secretId }) => secretId.destroyAfter,
    kwargs: (_, { authMount }, facts) => ({
        auth_type: 'approle',
        ...(authMount === 'approle' ? {} : { auth_mount_point: authMount }),
        ...facts
    }),
    example: { role_id: 'known later', secret_id: 'issued later' },
    credential: secretIds,
    enter: enter,
    asAppRole: settings => settings,
    permissions
};
/** The fields that the vendor's guide names. */
function roleFields({ tokenTtl, tokenMaxTtl, secretId }, policy) {
    return {
        token_policies: [policy],
        token_ttl: tokenTtl,
        token_max_ttl: tokenMaxTtl,
        token_num_uses: 0,
        secret_id_ttl: secretId.ttl,
        secret_id_num_uses: 0
    };
}
/** For the credential of a consumer, and for the one-minute credential of the proof. */
function permissions({ roleId }, access, { mode, consumer, proof, role: manages }) {
    const path = `auth/${access.authMount}/role/${access.role}`;
    const sets = (step) => step.kind === 'role' && step.login !== undefined;
    const own = (0,permission.on)(loginPath(access), [['read'], 'compare its role-id', 'looking'], [['update'], 'set it', sets]);
    const known = (0,permission.on)(loginPath(access), [['read'], 'read the role-id that Airflow logs in with', 'looking']);
    const issuing = [
        ...(0,permission.on)(`${path}/custom-secret-id`, [['update'], 'issue secret-ids', (0,permission.of)('credential', 'verify')]),
        ...(0,permission.on)(`${path}/secret-id/lookup`, [['update'], 'look up a secret-id whose answer was lost', 'mishap'])
    ];
    const looking = [
        ...(0,permission.on)(`${path}/secret-id-accessor/lookup`, [['update'], 'check the age of a secret-id', 'looking']),
        ...(0,permission.on)(`${path}/secret-id`, [['list'], 'find secret-ids that a killed run left behind', 'mishap'])
    ];
    const checking = (0,permission.on)(`${path}/secret-id-accessor/lookup`, [['update'], 'see whether Deployments can still log in', 'optional']);
    const destroying = (0,permission.on)(`${path}/secret-id-accessor/destroy`, mode === 'deploy'
        ? [['update'], 'destroy replaced secret-ids', (0,permission.of)('retire')]
        : [['update'], 'destroy the secret-id of the proof before it expires', 'optional']);
    return [
        ...(manages && roleId !== undefined ? own : []),
        ...(consumer || proof ? known : []),
        ...(proof ? issuing : []),
        ...(consumer ? looking : checking),
        ...(proof ? destroying : [])
    ];
}

// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 2 modules
var schemas = __webpack_require__(5395);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js
var api = __webpack_require__(3759);
// EXTERNAL MODULE: ./lib/base/schema.js
var schema = __webpack_require__(4210);
// EXTERNAL MODULE: ./lib/vault/names.js
var names = __webpack_require__(768);
;// CONCATENATED MODULE: ./lib/identity/approle-section.js



/** What the file may say. */
const section = schemas/* prefault */.SdS(schemas/* strictObject */.rej({
    name: (0,schema/* otherwise */.fl)(names/* vaultName */._G, 'astro_role', 'Role that Airflow logs in with.'),
    policy: (0,schema/* otherwise */.fl)(names/* vaultName */._G, 'astro_policy', 'Policy of that role.'),
    mount: (0,schema/* otherwise */.fl)(names/* vaultPath */.O, 'approle', 'Mount of the AppRole auth method.'),
    'role-id': (0,schema/* maybe */.no)(schema/* given */.gI.check(api/* _maxLength */.Eb(256)), 'Role-id of the role. Default: the one that Vault generates.'),
    'token-ttl': (0,schema/* duration */.p0)('1h', 'Lifetime of the token that Airflow logs in for.'),
    'token-max-ttl': (0,schema/* duration */.p0)('0', 'Longest lifetime of that token, renewals included. 0 means `token-ttl`.'),
    'token-num-uses': (0,schema/* otherwise */.fl)(schemas/* literal */.euz(0, { error: 'must be 0: Airflow uses one login for many reads' }), 0, 'Uses of that token. Must be 0, for no limit: Airflow reads many secrets with one login.'),
    'secret-id-bound-cidrs': (0,schema/* maybe */.no)(schemas/* literal */.euz('deployment', { error: 'must be `deployment`, or be removed' }), '`deployment`: each secret-id works only from the external IP addresses that Astro shows for its Deployment. Default: from anywhere.'),
    'secret-id': schemas/* prefault */.SdS(schemas/* strictObject */.rej({
        ttl: (0,schema/* duration */.p0)('0', 'Lifetime of a secret-id. 0 means it never expires; otherwise it must exceed `rotate-after` plus `destroy-after`.'),
        'num-uses': (0,schema/* otherwise */.fl)(schemas/* literal */.euz(0, { error: 'must be 0: every Airflow process logs in on its own' }), 0, 'Logins per secret-id. Must be 0, for no limit: every Airflow process logs in on its own.'),
        'rotate-after': (0,schema/* duration */.p0)('30d', 'Age at which a `deploy` run replaces the secret-id.'),
        'destroy-after': (0,schema/* duration */.p0)('25h', 'How long a replaced secret-id keeps working.')
    }), {})
        .check(schemas/* describe */.q0y('Credential that each Deployment holds.'))
}), {})
    .check(schemas/* describe */.q0y('AppRole that Airflow logs in with.'));
/** The rules that need more than one key. */
function sectionMistakes(raw) {
    const { ttl, 'rotate-after': rotate, 'destroy-after': destroy } = raw['secret-id'];
    const diesEarly = ttl !== 0 && ttl <= rotate + destroy;
    const isShort = raw['token-max-ttl'] !== 0 && raw['token-max-ttl'] < raw['token-ttl'];
    const early = 'must be 0 or longer than rotate-after plus destroy-after, or the secret-id expires before it is replaced';
    return [
        ...(diesEarly
            ? [{ path: ['secret-id', 'ttl'], message: early, given: ['rotate-after', 'destroy-after'].map(key => ['secret-id', key]) }]
            : []),
        ...(isShort ? [{ path: ['token-max-ttl'], message: 'must not be shorter than token-ttl', given: [['token-ttl']] }] : [])
    ];
}
function appRoleFrom(raw) {
    return {
        kind: 'approle',
        name: raw.name,
        policy: raw.policy,
        mount: raw.mount,
        tokenTtl: raw['token-ttl'],
        tokenMaxTtl: raw['token-max-ttl'] || raw['token-ttl'],
        secretId: {
            ttl: raw['secret-id'].ttl,
            rotateAfter: raw['secret-id']['rotate-after'],
            destroyAfter: raw['secret-id']['destroy-after']
        },
        ...(raw['role-id'] === undefined ? {} : { roleId: raw['role-id'] }),
        ...(raw['secret-id-bound-cidrs'] && { secretIdBoundCidrs: raw['secret-id-bound-cidrs'] })
    };
}

// EXTERNAL MODULE: ./lib/base/errors.js
var base_errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/base/visible.js
var visible = __webpack_require__(3023);
;// CONCATENATED MODULE: ./lib/identity/jwt-section.js



/** Whom a cluster can name: a pattern would let others of the cluster in, and clusters are shared. */
const clusterName = schemas/* string */.YjP().check(api/* _maxLength */.Eb(253, { abort: true }), api/* _regex */.Fk(/^(?!.*\*)/, {
    error: 'must not contain `*`: it would let every pod of the cluster log in; list each one',
    abort: true
}), api/* _regex */.Fk(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, {
    error: 'is not a name in Kubernetes; use lower-case letters, digits, `-` and `.`'
}));
/** Where anybody can find whose tokens these are, and nobody can forge that on the way. */
const issuerUrl = schemas/* string */.YjP()
    .check(api/* _maxLength */.Eb(512, { abort: true }), schemas/* refine */.YPB(isIssuer, { error: 'must be a URL that begins with https://, without query, fragment or password' }));
/** Vault asks the issuer for its keys. What is on Vault's own host, or at an address that others may have, only the manifest may name. */
function isPublic(issuer) {
    const { protocol, hostname } = new URL(issuer);
    return protocol === 'https:' && /\.[a-z][a-z0-9-]*$/.test(hostname) && !hostname.endsWith('.localhost');
}
function isIssuer(text) {
    if (!URL.canParse(text) || /[\s\\]/.test(text))
        return false;
    const { protocol, hostname, search, hash, username, password } = new URL(text);
    const isSafe = protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname));
    return isSafe && search + hash + username + password === '';
}
const publicKey = schemas/* string */.YjP().check(api/* _regex */.Fk(/^\s*-----BEGIN PUBLIC KEY-----\s[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----\s*$/, {
    error: 'must be a public key in PEM, which begins with -----BEGIN PUBLIC KEY-----'
}));
const path = schemas/* string */.YjP()
    .check(api/* _maxLength */.Eb(512, { abort: true }), api/* _regex */.Fk(/^\/[A-Za-z0-9_./-]+$/, { error: 'must be the absolute path of a file' }));
/** What the file may say. */
const jwtSection = schemas/* strictObject */.rej({
    audience: schema/* given */.gI
        .check(api/* _maxLength */.Eb(256))
        .check(schemas/* describe */.q0y('Audience that the tokens of the pods have (`aud`). The role accepts no other.')),
    'token-path': path.check(schemas/* describe */.q0y('File in each pod that holds its token. Airflow reads it again at each login.')),
    issuer: (0,schema/* maybe */.no)(issuerUrl, 'Issuer of these tokens (`iss`), from whose discovery document Vault reads its keys. Default: the one that Astro shows for the Deployment.'),
    keys: (0,schema/* otherwise */.fl)(schemas/* array */.YOg(publicKey), [], 'Public keys of the issuer in PEM, for an issuer that Vault cannot reach. Default: those that it publishes.'),
    namespaces: (0,schema/* maybe */.no)(schemas/* array */.YOg(clusterName).check(api/* _minLength */.m9(1)), 'Namespaces whose pods may log in. Default: the one that Astro shows for the Deployment.'),
    'service-accounts': (0,schema/* otherwise */.fl)(schemas/* array */.YOg(clusterName), [], 'Service accounts of these namespaces whose pods may log in. Default: all of them.'),
    name: (0,schema/* otherwise */.fl)(names/* vaultName */._G, 'astro_role', 'Role that Airflow logs in with.'),
    policy: (0,schema/* otherwise */.fl)(names/* vaultName */._G, 'astro_policy', 'Policy of that role.'),
    mount: (0,schema/* otherwise */.fl)(names/* vaultPath */.O, 'astro-jwt', 'Mount of the JWT auth method. It trusts one issuer.'),
    'token-ttl': (0,schema/* duration */.p0)('15m', 'Lifetime of the batch token that Airflow logs in for.'),
    'destroy-after': (0,schema/* duration */.p0)('25h', 'How long a login that this one replaces, such as a secret-id, keeps working.')
})
    .check(schemas/* describe */.q0y('Experimental: Airflow logs in with the token that Kubernetes gives its pods, so no secret is stored in Astro.'));
const runtimeSection = schemas/* optional */.lqM(schemas/* strictObject */.rej({ jwt: jwtSection }))
    .check(schemas/* describe */.q0y('How Airflow logs in, if not with an AppRole. Cannot be combined with `approle`.'));
/** A batch token cannot be revoked, so it ends soon. */
const LONGEST = 86_400;
/** The rules that a schema cannot express. */
function jwtMistakes(raw) {
    const { 'token-ttl': ttl } = raw;
    const message = 'must be longer than 0 and at most 24h: nobody can revoke these tokens';
    return ttl > 0 && ttl <= LONGEST ? [] : [{ path: ['token-ttl'], message, given: [] }];
}
const jwtFrom = (raw) => ({
    kind: 'jwt',
    name: raw.name,
    policy: raw.policy,
    mount: raw.mount,
    keys: raw.keys.map(key => key.trim()),
    serviceAccounts: raw['service-accounts'],
    audience: raw.audience,
    tokenPath: raw['token-path'],
    tokenTtl: raw['token-ttl'],
    destroyAfter: raw['destroy-after'],
    ...(raw.issuer === undefined ? {} : { issuer: raw.issuer }),
    ...(raw.namespaces === undefined ? {} : { namespaces: raw.namespaces })
});

;// CONCATENATED MODULE: ./lib/identity/jwt-place.js



/** What the manifest leaves open, from where the Deployments of this run run. Undefined if it leaves nothing. */
function fromPlatform(settings) {
    const { issuer, namespaces } = settings;
    if (issuer !== undefined && namespaces !== undefined)
        return undefined;
    return places => {
        if (places.length === 0)
            throw unknownPlace(settings);
        return {
            ...settings,
            issuer: issuer ?? sole(places),
            namespaces: namespaces ?? [...new Set(places.map(place => told(place, 'namespace')))].sort()
        };
    };
}
/** An auth method trusts one issuer. */
function sole(places) {
    const [first = '', ...others] = new Set(places.map(place => told(place, 'issuer')));
    if (others.length === 0)
        return first;
    throw new base_errors/* UserError */.yo(`the Deployments ${places.map(({ name }) => name).join(', ')} have tokens of different issuers`, {
        hint: 'Write a manifest for each cluster, with another `runtime.jwt.mount`: an auth method trusts one issuer.'
    });
}
const RULES = {
    issuer: (text) => issuerUrl.safeParse(text).success && isPublic(text),
    namespace: (text) => clusterName.safeParse(text).success
};
const KEYS = { issuer: 'issuer', namespace: 'namespaces' };
function told(place, what) {
    const key = `runtime.jwt.${KEYS[what]}`;
    const { name, [what]: said, isElsewhere } = place;
    if (isElsewhere)
        throw new base_errors/* UserError */.yo(`${key} is missing, and Deployment ${name} runs its tasks on agents, of which Astro does not know the cluster`, {
            hint: `Set \`${key}\` to that of the cluster of the agents.`
        });
    if (said === undefined || said === '')
        throw new base_errors/* UserError */.yo(`${key} is missing, and Astro shows none for Deployment ${name}`, {
            hint: `Set \`${key}\` in the manifest, or remove \`runtime\`: Airflow then logs in with an AppRole.`
        });
    if (!RULES[what](said))
        throw new base_errors/* UserError */.yo(`Astro shows ${(0,visible/* visible */.RK)(said)} as the ${what} of Deployment ${name}, which Vault must not be told to trust`, {
            hint: `Set \`${key}\` in the manifest.`
        });
    return said;
}
/** Why a run without Deployments cannot go on. */
const unknownPlace = ({ issuer, namespaces }) => {
    const missing = [...(issuer === undefined ? ['issuer'] : []), ...(namespaces === undefined ? ['namespaces'] : [])];
    const keys = missing.map(key => `runtime.jwt.${key}`).join(' and ');
    return new base_errors/* UserError */.yo(`${keys} must be in the manifest for a run that looks at no Deployment`, {
        hint: 'Write them there, or choose a Deployment.'
    });
};

// EXTERNAL MODULE: ./lib/identity/role-fields.js
var role_fields = __webpack_require__(1660);
;// CONCATENATED MODULE: ./lib/identity/jwt.js




/** Airflow logs in with the token that Kubernetes gives its pods: there is no secret to issue, and nothing to log in with from here. */
const jwt = {
    section: 'runtime.jwt',
    authType: 'jwt',
    methodFields,
    roleFields: jwt_roleFields,
    vital: { fields: ['role_type'], why: 'A role of another type accepts no token of a pod.' },
    refusesMore,
    ownLogin: () => undefined,
    login: async () => ({ state: 'present', value: {} }),
    loginPath: ({ authMount, role }) => `auth/${authMount}/role/${role}`,
    setLogin: async () => { },
    destroyAfter: ({ destroyAfter }) => destroyAfter,
    example: {},
    // On such a mount, both send the same request; older providers know the second alone.
    kwargs: ({ tokenPath }, { authMount, role }, _, knowsJwt) => knowsJwt
        ? { auth_type: 'jwt', auth_mount_point: authMount, jwt_role: role, jwt_token_path: tokenPath }
        : { auth_type: 'kubernetes', auth_mount_point: authMount, kubernetes_role: role, kubernetes_jwt_path: tokenPath },
    fromPlatform: fromPlatform,
    asAppRole: ({ name, policy }) => ({ ...appRoleFrom(section.parse({})), name, policy }),
    permissions: jwt_permissions
};
/** One way to the keys, and one issuer. The other way is named as well, so that it counts as a difference. */
function methodFields({ issuer = '', keys }) {
    return { bound_issuer: issuer, oidc_discovery_url: keys.length > 0 ? '' : issuer, jwt_validation_pubkeys: keys };
}
/** Kubernetes signs both claims, and nobody who may start pods elsewhere can choose them. */
const NAMESPACE = '/kubernetes.io/namespace';
const SERVICE_ACCOUNT = '/kubernetes.io/serviceaccount/name';
/** A claim of which no value is allowed: without the claim, a role lets in every pod of the cluster. */
const NOBODY = [];
/** Batch tokens, because Airflow logs in from many processes: they need no storage. They end by themselves alone. */
function jwt_roleFields({ audience, namespaces = NOBODY, serviceAccounts, tokenTtl }, policy) {
    const accounts = serviceAccounts.length === 0 ? {} : { [SERVICE_ACCOUNT]: serviceAccounts };
    return {
        role_type: 'jwt',
        bound_audiences: [audience],
        // Vault would take a pattern of the other type for one.
        bound_claims_type: 'string',
        bound_claims: { [NAMESPACE]: namespaces, ...accounts },
        user_claim: NAMESPACE,
        user_claim_json_pointer: true,
        token_policies: [policy],
        token_ttl: tokenTtl,
        token_type: 'batch'
    };
}
/** Fields of a role and of the method in which any change refuses somebody. */
const STRICT = ['bound_issuer', 'oidc_discovery_url', 'role_type', 'bound_claims_type'];
/** And those in which more is wider. */
const LISTS = ['bound_audiences', 'jwt_validation_pubkeys'];
function refusesMore(there, wanted) {
    const differing = (0,role_fields/* differingFields */.W1)(there, wanted);
    const [before, after] = [claimsIn(there), claimsIn(wanted)];
    return (differing.some(name => STRICT.includes(name)) ||
        differing.some(name => LISTS.includes(name) && !includes(wanted[name], there[name])) ||
        (differing.includes('bound_claims') &&
            Object.entries(after).some(([claim, values]) => before[claim] === undefined || !includes(values, before[claim]))));
}
const claimsIn = ({ bound_claims: claims }) => typeof claims === 'object' && !Array.isArray(claims) ? claims : {};
const includes = (all, some) => [some ?? []].flat().every(one => [all].flat().includes(one));
/** The login itself is Airflow's alone. */
function jwt_permissions(_, { authMount }, { method }) {
    if (!method)
        return [];
    return (0,permission.on)(`auth/${authMount}/config`, [['read'], 'compare whom the auth method believes', 'looking'], [['update'], 'configure it', (0,permission.of)('auth-config')]);
}

;// CONCATENATED MODULE: ./lib/identity/identities.js





/** Every kind. A new one is a file of its own, its name in `IDENTITIES`, and its rows here. */
const KINDS = { approle: approle, jwt: jwt };
/** Whoever asks the kind of an identity passes it the settings of that kind. */
const identityKind = ({ kind }) => KINDS[kind];
/** Of a workstation, and of a preview: nobody knows before it is there which platform would vouch for it, and as whom. */
const asAppRole = (identity) => identityKind(identity).asAppRole(identity);
/** Their sections of a manifest. */
const SECTIONS = { approle: section, runtime: runtimeSection };
/** What is wrong with the sections, at keys from the top of the manifest. */
function identityMistakes({ approle, runtime }) {
    const both = 'cannot be combined with `approle`: Airflow logs in with one of them; remove the other';
    const isBoth = runtime !== undefined && !(0,external_node_util_.isDeepStrictEqual)(approle, section.parse({}));
    return [
        ...below(['approle'], sectionMistakes(approle)),
        ...(runtime === undefined ? [] : below(['runtime', 'jwt'], jwtMistakes(runtime.jwt))),
        ...(isBoth ? [{ path: ['runtime'], message: both, given: [['approle']] }] : [])
    ];
}
const below = (above, mistakes) => mistakes.map(({ path, message, given }) => ({
    path: [...above, ...path],
    message,
    given: given.map(other => [...above, ...other])
}));
/** The identity that the sections choose. */
const identityFrom = ({ approle, runtime }) => runtime === undefined ? appRoleFrom(approle) : jwtFrom(runtime.jwt);


/***/ }),

/***/ 1660:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DY: () => (/* binding */ unsaid),
/* harmony export */   W1: () => (/* binding */ differingFields),
/* harmony export */   b6: () => (/* binding */ textOf)
/* harmony export */ });
/** The fields in `wanted` that a role, or an auth method, has otherwise, by name. */
const differingFields = (there, wanted) => Object.keys(wanted).filter(name => textOf(there[name], wanted[name]) !== textOf(wanted[name], wanted[name]));
/** A field for a person, and to compare; `like`: one of the same type. */
function textOf(value, like = value) {
    if (typeof value !== 'object' || Array.isArray(value))
        return String(value ?? unsaid(like));
    const parts = Object.entries(value).map(([key, part]) => `${key} = ${part}`);
    return parts.sort().join(', ');
}
/** A number that the server does not mention is 0. */
const unsaid = (like) => (typeof like === 'number' ? 0 : '');


/***/ }),

/***/ 2312:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ch: () => (/* binding */ readVariables),
/* harmony export */   Wx: () => (/* binding */ readConnections),
/* harmony export */   yy: () => (/* binding */ takeMapping)
/* harmony export */ });
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5177);
/* harmony import */ var _json_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2068);
/* harmony import */ var _tree_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2864);



/** Keys that Airflow writes or accepts, and that a URI cannot hold. */
const BESIDE = ['conn_id', 'description', 'extra_dejson'];
/** `airflow connections export` as JSON or YAML, and the connections of a LocalFilesystemBackend: a mapping by id. */
function readConnections(collector, root) {
    for (const { key, line, value } of root.pairs)
        takeConnection(collector, key, line, value);
    warnOfDescriptions(collector, root);
}
/** One connection of such a file: its URI, its fields, or a list of one of these. */
function takeConnection(collector, id, line, value) {
    if (typeof value === 'string')
        collector.uri(id, line, value);
    else if (value instanceof _tree_js__WEBPACK_IMPORTED_MODULE_2__/* .Mapping */ .X9)
        takeMapping(collector, id, line, value);
    else if (isListOfOne(value))
        takeConnection(collector, id, line, value[0]);
    else {
        const what = Array.isArray(value) ? 'is a list, but not of exactly one connection' : 'is neither a URI nor a mapping';
        collector.problem(line, `connection ${id} ${what}; write its URI in quotes, or its fields`);
    }
}
/** Airflow makes nothing of a list in a list. */
const isListOfOne = (value) => Array.isArray(value) && value.length === 1 && !Array.isArray(value[0]);
/** A connection as a mapping of Airflow's own field names; `extra_dejson` is the extra as a structure. */
function takeMapping(collector, id, line, fields) {
    const has = (name) => fields.get(name) !== undefined;
    const inside = fields.get('conn_id');
    if (typeof inside === 'string' && inside !== id) {
        collector.problem(line, `connection ${id} contains a different conn_id, which Airflow rejects; make them equal, or remove it`);
    }
    else if (has('extra') && has('extra_dejson')) {
        collector.problem(line, `connection ${id} has both extra and extra_dejson, of which Airflow accepts only one; remove one of them`);
    }
    else {
        (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .takeFields */ .l1)(collector, id, line, has('extra_dejson') ? renamed(fields, 'extra_dejson', 'extra') : fields, _fields_js__WEBPACK_IMPORTED_MODULE_0__/* .AIRFLOW_NAMES */ .yg, BESIDE);
    }
}
const renamed = ({ pairs }, from, to) => new _tree_js__WEBPACK_IMPORTED_MODULE_2__/* .Mapping */ .X9(pairs.map(pair => (pair.key === from ? { ...pair, key: to } : pair)));
function warnOfDescriptions(collector, { pairs }) {
    const described = pairs.filter(({ value }) => value instanceof _tree_js__WEBPACK_IMPORTED_MODULE_2__/* .Mapping */ .X9 && typeof value.get('description') === 'string');
    const [first] = described.filter(({ value }) => value.get('description') !== '');
    if (first)
        collector.warn(first.line, 'descriptions of connections are ignored: Vault holds what tasks use, and no task reads a description');
}
/** `airflow variables export`, and the variables of a LocalFilesystemBackend as JSON or YAML: a mapping by key. */
function readVariables(collector, root) {
    for (const pair of root.pairs)
        takeVariable(collector, pair);
}
function takeVariable(collector, { key, line, value }) {
    const described = value instanceof _tree_js__WEBPACK_IMPORTED_MODULE_2__/* .Mapping */ .X9 ? valueBesideDescription(value) : undefined;
    const tree = described === undefined ? value : described;
    if (described === undefined && value instanceof _tree_js__WEBPACK_IMPORTED_MODULE_2__/* .Mapping */ .X9 && value.get('value') !== undefined) {
        collector.warn(line, `variable ${key} is an object with a key \`value\`, which \`airflow variables import\` may reduce to that value; this action keeps the whole object`);
    }
    const text = typeof tree === 'string' ? tree : (0,_json_text_js__WEBPACK_IMPORTED_MODULE_1__/* .jsonText */ .s)(tree);
    if (text === undefined)
        collector.problem(line, `variable ${key} contains a date or number that JSON cannot represent; put it in quotes`);
    else
        collector.variable(key, line, text);
}
/** Airflow 3 exports a variable with a description as these two. */
function valueBesideDescription(mapping) {
    const isThese = mapping.pairs.length === 2 && mapping.pair('description') !== undefined;
    return isThese ? mapping.get('value') : undefined;
}


/***/ }),

/***/ 2189:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ ImportCollector)
/* harmony export */ });
/* harmony import */ var _airflow_connection_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4478);
/* harmony import */ var _airflow_definition_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6619);
/* harmony import */ var _airflow_uri_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4332);
/* harmony import */ var _airflow_variable_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5938);
/* harmony import */ var _base_secret_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5977);





/** Collects what one file defines, and refuses what Airflow could not use. Lines count from 1; 0 is no line of it. */
class ImportCollector {
    problems = [];
    warnings = [];
    #taken = new _airflow_definition_js__WEBPACK_IMPORTED_MODULE_1__/* .ByName */ .r();
    #file;
    constructor(file) {
        this.#file = file;
    }
    get definitions() {
        return [...this.#taken];
    }
    problem(line, message) {
        this.problems.push({ severity: 'error', place: this.#at(line), message });
    }
    warn(line, message) {
        this.warnings.push({ severity: 'warning', place: this.#at(line), message });
    }
    variable(name, line, text) {
        const problem = (0,_airflow_variable_js__WEBPACK_IMPORTED_MODULE_4__/* .variableValueProblem */ .b)(text);
        if (problem !== undefined)
            this.problem(line, `variable ${name} ${problem}`);
        else
            this.#take({ kind: 'variable', name, at: this.#at(line), text: new _base_secret_js__WEBPACK_IMPORTED_MODULE_3__/* .Secret */ .z(text) }, line);
    }
    connection(name, line, connection) {
        const problems = (0,_airflow_connection_js__WEBPACK_IMPORTED_MODULE_0__/* .connectionProblems */ .lm)(connection);
        for (const problem of problems)
            this.problem(line, `connection ${name}: ${problem}`);
        if (problems.length === 0)
            this.#take({ kind: 'connection', name, at: this.#at(line), connection: new _base_secret_js__WEBPACK_IMPORTED_MODULE_3__/* .Secret */ .z(connection) }, line);
    }
    /** A connection from a URI, by Airflow's rules, even if the program that the file belongs to has others. */
    uri(id, line, text) {
        const parsed = (0,_airflow_uri_js__WEBPACK_IMPORTED_MODULE_2__/* .parseUri */ .wY)(text);
        if (parsed.ok) {
            for (const warning of parsed.warnings)
                this.warn(line, `connection ${id}: its URI ${warning}`);
            this.connection(id, line, parsed.value);
        }
        else
            this.problem(line, `connection ${id}: its URI ${parsed.problem}`);
    }
    #take(one, line) {
        const first = this.#taken.get(one);
        if (first === undefined)
            this.#taken.add(one);
        else
            this.problem(line, `${one.kind} ${one.name} is already defined on line ${first.at.line}; remove one of them`);
    }
    #at = (line) => ({ file: this.#file, ...(line > 0 && { line }) });
}


/***/ }),

/***/ 5:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  K: () => (/* binding */ NOTHING),
  v: () => (/* binding */ readForeign)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/imports/airflow-files.js
var airflow_files = __webpack_require__(2312);
// EXTERNAL MODULE: ./lib/imports/collector.js
var imports_collector = __webpack_require__(2189);
// EXTERNAL MODULE: ./lib/imports/dotenv.js
var dotenv = __webpack_require__(4150);
// EXTERNAL MODULE: ./lib/imports/env-lines.js
var env_lines = __webpack_require__(3043);
// EXTERNAL MODULE: ./lib/base/suggestion.js
var suggestion = __webpack_require__(8125);
// EXTERNAL MODULE: ./lib/imports/fields.js
var imports_fields = __webpack_require__(5177);
// EXTERNAL MODULE: ./lib/imports/tree.js + 1 modules
var imports_tree = __webpack_require__(2864);
;// CONCATENATED MODULE: ./lib/imports/settings.js



const NAMES = {
    conn_type: 'conn_type',
    host: 'conn_host',
    login: 'conn_login',
    password: 'conn_password',
    schema: 'conn_schema',
    port: 'conn_port',
    extra: 'conn_extra',
    uri: 'conn_uri'
};
/**
 * The astro CLI's `airflow_settings.yaml`, whose root has `airflow`. What the CLI silently leaves out is a problem here; URIs are
 * read by Airflow's rules.
 */
function readSettings(collector, root, airflow) {
    for (const { key, line } of root.pairs.filter(pair => pair !== airflow))
        collector.warn(line, `${key} is outside ${airflow.key}, where the astro CLI reads nothing, and is ignored`);
    if (!(airflow.value instanceof imports_tree/* Mapping */.X9))
        collector.warn(airflow.line, 'contains neither connections nor variables');
    else
        readLists(collector, airflow.value);
}
const LISTS = ['connections', 'variables', 'pools'];
function readLists(collector, lists) {
    for (const { key, line, value } of inLowerCase(collector, lists).pairs) {
        if ((0,imports_fields/* isEmpty */.Im)(value))
            continue;
        if (!LISTS.includes(key))
            collector.problem(line, `${key} is not one of connections, variables and pools, so the astro CLI ignores it; ${renameOrRemove(key)}`);
        else if (!Array.isArray(value))
            collector.problem(line, `${key} is not a list; begin each entry with \`- \``);
        else if (key === 'connections')
            for (const item of mappings(collector, line, key, value))
                takeConnection(collector, item);
        else if (key === 'variables')
            for (const item of mappings(collector, line, key, value))
                takeVariable(collector, item);
        else
            warnOfPools(collector, line, mappings(collector, line, key, value));
    }
}
function renameOrRemove(key) {
    const meant = (0,suggestion/* nearest */.pA)(key, LISTS);
    return meant === undefined ? 'remove it' : `rename it to ${meant}, or remove it`;
}
/** The CLI reads its own keys in any case. What is below them stays as it is. */
function inLowerCase(collector, { pairs }) {
    const lower = new Map();
    for (const pair of pairs) {
        const key = pair.key.toLowerCase();
        if (lower.has(key))
            collector.problem(pair.line, `${pair.key} is defined twice, in another case; remove one of them`);
        lower.set(key, { ...pair, key });
    }
    return new imports_tree/* Mapping */.X9([...lower.values()]);
}
function mappings(collector, line, key, list) {
    return list.flatMap(item => {
        if (item instanceof imports_tree/* Mapping */.X9) {
            const fields = inLowerCase(collector, item);
            warnOfReferences(collector, fields);
            return [{ fields, line: item.pairs[0]?.line ?? line }];
        }
        if (!(0,imports_fields/* isEmpty */.Im)(item))
            collector.problem(line, `${key} contains an entry that is not a mapping`);
        return [];
    });
}
/** Whoever writes `${NAME}` expects that somebody replaces it, as docker compose and shells do. */
function warnOfReferences(collector, { pairs }) {
    for (const { key, line, value } of pairs)
        if (refersTo(value))
            collector.warn(line, `${key} refers to a variable with $, which neither the astro CLI nor this action replaces; write the value itself, or take it from { env: NAME } in the manifest`);
}
const refersTo = (tree) => {
    if (tree instanceof imports_tree/* Mapping */.X9)
        return tree.pairs.some(({ value }) => refersTo(value));
    if (Array.isArray(tree))
        return tree.some(refersTo);
    return /\$\{[^}$]*\}|^\$\w+$/.test((0,imports_fields/* textIn */.r7)(tree) ?? '');
};
function takeConnection(collector, { fields, line }) {
    const id = (0,imports_fields/* textIn */.r7)(fields.get('conn_id'));
    if (id) {
        (0,imports_fields/* takeFields */.l1)(collector, id, line, withoutPortZero(fields), NAMES, ['conn_id']);
        return;
    }
    // `astro dev init` writes an example entry that is empty except for an extra.
    const written = fields.pairs.filter(({ key, value }) => key !== 'conn_extra' && !(0,imports_fields/* isEmpty */.Im)(value));
    if (written.length > 0)
        collector.problem(line, 'a connection has no conn_id, so the astro CLI skips it; add one, or remove the connection');
}
/** For the CLI, 0 means no port. */
function withoutPortZero(fields) {
    return new imports_tree/* Mapping */.X9(fields.pairs.filter(({ key, value }) => !(key === 'conn_port' && (0,imports_fields/* textIn */.r7)(value) === '0')));
}
function takeVariable(collector, { fields, line }) {
    for (const { key, line: at } of fields.pairs) {
        if (key !== 'variable_name' && key !== 'variable_value')
            collector.problem(at, `${key} is neither variable_name nor variable_value`);
    }
    const name = (0,imports_fields/* textIn */.r7)(fields.get('variable_name'));
    const value = fields.get('variable_value');
    if (!name) {
        if (!(0,imports_fields/* isEmpty */.Im)(value))
            collector.problem(line, 'a variable has no variable_name, so the astro CLI skips it; add one, or remove the variable');
        return;
    }
    const text = (0,imports_fields/* textIn */.r7)(value);
    if (!text) {
        const what = (0,imports_fields/* isEmpty */.Im)(value) ? 'has no value, so the astro CLI skips it; add one, or remove the variable' : 'must be a string';
        collector.problem(line, `variable ${name} ${what}`);
        return;
    }
    if (value instanceof imports_tree/* Plain */.fy && !/^(0|[1-9]\d{0,14})$/.test(text)) {
        collector.warn(line, `variable ${name} is not a string in YAML without quotes, and is used as written; put it in quotes`);
    }
    collector.variable(name, line, text);
}
function warnOfPools(collector, line, pools) {
    const named = pools.filter(({ fields }) => !(0,imports_fields/* isEmpty */.Im)(fields.get('pool_name')));
    if (named.length > 0)
        collector.warn(line, `${named.length === 1 ? 'one pool is' : `${named.length} pools are`} ignored: Airflow keeps pools in its database, never in Vault`);
}

;// CONCATENATED MODULE: ./lib/imports/detect.js







/**
 * Reads a file of any format. Its content decides which, not its name. The name decides only if the values could be connections
 * as well as variables (strings that are URLs).
 */
function readForeign(content, file) {
    const collector = new imports_collector/* ImportCollector */.X(file);
    const text = content.replace(/^\ufeff/, '');
    if (text.includes('\0'))
        collector.problem(1, 'is not UTF-8 text; save it as UTF-8 (redirection in Windows PowerShell writes UTF-16)');
    else if (text.trim() === '')
        warnOfNothing(collector);
    else if (isEnvironment(text))
        readLines(collector, text, file);
    else
        readTree(collector, text, file);
    return collector;
}
/**
 * Whether the first line that is not a comment is `NAME=…`. In a shell script it may also be a command: something that is neither
 * `name: …` nor the beginning of a structure, with assignments below.
 */
function isEnvironment(text) {
    const lines = text.split(/\r?\n/).filter(line => !/^\s*(#|$)/.test(line));
    const [first = ''] = lines;
    if (/^\s*(export\s+)?[^\s=:{["']+[^\S\n]*=/.test(first))
        return true;
    const isData = /^\s*[[{"'&*!|>%?-]/.test(first) || /^[^:]*:(\s|$)/.test(first);
    return lines.some(line => ASSIGNED.test(line) || (!isData && /^[A-Za-z_]\w*=/.test(line)));
}
/** What no line of YAML begins with. */
const ASSIGNED = /^(export[ \t]+[A-Za-z_]\w*|AIRFLOW_(CONN|VAR)_\w+)=/;
function readLines(collector, text, file) {
    if (/^[ \t]*(?:export[ \t]|AIRFLOW_)/m.test(text) || (0,external_node_path_.basename)(file).startsWith('.env'))
        (0,dotenv/* readEnvironment */.Qo)(collector, text);
    else {
        const kind = kindOf((0,env_lines/* envLines */.Xk)(text).map(({ value }) => evidenceOfText(value)), file);
        if (kind === undefined)
            collector.problem(1, UNCLEAR);
        else
            LINES[kind](collector, text);
    }
}
const LINES = { connections: env_lines/* readConnectionLines */.Oe, variables: env_lines/* readVariableLines */.Qh };
function readTree(collector, text, file) {
    const { root, problems } = (0,imports_tree/* parseTree */.cZ)(text, /^["']?airflow["']?\s*:/im.test(text) ? 'go' : 'python');
    for (const { line, message } of problems)
        collector.problem(line, message);
    if (root instanceof imports_tree/* Mapping */.X9)
        readMapping(collector, root, file);
    else if (root !== null)
        collector.problem(1, NO_MAPPING);
    else if (problems.length === 0)
        warnOfNothing(collector);
}
const NO_MAPPING = 'is not a mapping of names to values; create it with `airflow connections export` or `airflow variables export` (not `list`)';
function readMapping(collector, root, file) {
    const { pairs } = root;
    const settings = pairs.find(pair => isSettings(pair, root));
    const variable = pairs.find(({ key }) => (0,dotenv/* isForAirflow */.Uz)(key));
    if (pairs.length === 0)
        warnOfNothing(collector);
    else if (settings !== undefined)
        readSettings(collector, root, settings);
    else if (pairs.some(({ key, value }) => SETTINGS.test(key) && isListOfEntries(value)))
        collector.problem(1, 'lacks `airflow:` above its lists, so the astro CLI reads nothing; make that the first line, and indent the rest');
    else if (variable !== undefined)
        collector.problem(variable.line, 'has AIRFLOW_CONN_… or AIRFLOW_VAR_… as YAML; write NAME=value');
    else {
        const kind = kindOf(pairs.map(({ value }) => evidenceOf(value)), file);
        if (kind === undefined)
            collector.problem(1, UNCLEAR);
        else
            MAPPINGS[kind](collector, root);
    }
}
const MAPPINGS = { connections: airflow_files/* readConnections */.Wx, variables: airflow_files/* readVariables */.Ch };
/** The lists of the astro CLI's settings. */
const SETTINGS = /^(connections|variables|pools)$/i;
/** The CLI looks for `airflow` in any case. A variable may have that name too, but it is not a mapping with these lists. */
const isSettings = ({ key, value }, { pairs }) => key.toLowerCase() === 'airflow' &&
    ((value === null && pairs.length === 1) ||
        (value instanceof imports_tree/* Mapping */.X9 && (pairs.length === 1 || value.pairs.some(inside => SETTINGS.test(inside.key)))));
const isListOfEntries = (value) => Array.isArray(value) &&
    value.some(entry => entry instanceof imports_tree/* Mapping */.X9 && /^(conn_id|variable_name|key|pool_name)$/i.test(entry.pairs[0]?.key ?? ''));
function evidenceOf(value) {
    if (typeof value === 'string')
        return evidenceOfText(value);
    if (Array.isArray(value))
        return evidenceOfList(value.map(evidenceOf));
    if (!(value instanceof imports_tree/* Mapping */.X9))
        return 'variables';
    if (value.get('conn_type') !== undefined || value.get('uri') !== undefined)
        return 'connections';
    const names = value.pairs.map(({ key }) => key);
    return names.length > 0 && names.every(name => FIELDS.has(name)) ? 'either' : 'variables';
}
/** A connection may be in a list of one; a list of several is a mistake, or a variable. */
function evidenceOfList([first = 'variables', ...others]) {
    if (others.length === 0)
        return first;
    return [first, ...others].every(kind => kind === 'connections') ? 'connections' : 'variables';
}
const FIELDS = new Set(['conn_id', 'description', 'host', 'login', 'password', 'schema', 'port', 'extra', 'extra_dejson']);
function evidenceOfText(text) {
    if (/^\s*\{\s*"/.test(text))
        return /"(conn_type|uri)"\s*:/.test(text) ? 'connections' : 'variables';
    // Even if quoted by mistake: the reader of connections reports that.
    const [, rest] = /^["']?[A-Za-z][\w.+-]*:\/\/(.*)$/s.exec(text) ?? [];
    if (rest === undefined)
        return 'variables';
    return rest === '' || rest.includes('__extra__=') || /^[^/?#]*@/.test(rest) ? 'connections' : 'either';
}
function kindOf(evidence, file) {
    const kinds = new Set(evidence.filter(kind => kind !== 'either'));
    const [only] = kinds.size === 1 ? kinds : [];
    return only ?? kindByName((0,external_node_path_.basename)(file).toLowerCase());
}
function kindByName(name) {
    const [connections, variables] = [name.includes('conn'), name.includes('var')];
    return connections === variables ? undefined : connections ? 'connections' : 'variables';
}
const UNCLEAR = 'could contain connections or variables, because its values fit both; put `connections` or `variables` in its name';
/** Said of a file that could be imported, and has nothing to import. */
const NOTHING = 'contains neither connections nor variables';
const warnOfNothing = (collector) => collector.warn(1, NOTHING);


/***/ }),

/***/ 4150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qo: () => (/* binding */ readEnvironment),
/* harmony export */   TT: () => (/* binding */ assignments),
/* harmony export */   Uz: () => (/* binding */ isForAirflow)
/* harmony export */ });
/* harmony import */ var _airflow_names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2792);
/* harmony import */ var _env_lines_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3043);


const isForAirflow = (name) => /^AIRFLOW_(CONN|VAR)_/.test(name);
/** `AIRFLOW_CONN_…` and `AIRFLOW_VAR_…` of an environment file, with names in lower case. Everything else is counted and ignored. */
function readEnvironment(collector, text) {
    /** Their lines. */
    const others = [];
    for (const { name, value, line, remark } of assignments(text, (at, message) => collector.problem(at, message))) {
        const defined = (0,_airflow_names_js__WEBPACK_IMPORTED_MODULE_1__/* .definedBy */ .Vd)(name);
        if (defined === undefined) {
            others.push(line);
            continue;
        }
        const { kind, team } = defined;
        if (remark !== undefined)
            collector.warn(line, `${name} ${remark}`);
        if (name !== name.toUpperCase() && team === undefined)
            collector.warn(line, `${name} is not in capitals, so Airflow never finds it in the environment; this action imports it anyway`);
        if (team !== undefined)
            collector.problem(line, `${name} is for team ${team} only, and this action does not support secrets of teams; remove it`);
        else if (kind === 'variable')
            collector.variable(defined.name, line, value);
        else
            takeConnection(collector, defined.name, line, value);
    }
    const [first] = others;
    if (first !== undefined)
        collector.warn(first, others.length === 1
            ? 'one variable that is neither AIRFLOW_CONN_… nor AIRFLOW_VAR_… is ignored'
            : `${others.length} variables that are neither AIRFLOW_CONN_… nor AIRFLOW_VAR_… are ignored; this is the first`);
}
function takeConnection(collector, id, line, value) {
    const text = value.trim();
    if (text.startsWith('{'))
        (0,_env_lines_js__WEBPACK_IMPORTED_MODULE_0__/* .takeJson */ .wV)(collector, id, line, text);
    else
        collector.uri(id, line, value);
}
const HEAD = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*/;
/** What may follow a quoted value, or be a line by itself. */
const NOTHING = /^\s*(?:#.*)?$/;
/**
 * `[export] NAME=value`: without quotes up to the end of the line or ` #`, in `'…'` as it is, in `"…"` with escapes such as `\n`
 * and `\"`. Other lines are refused, adjacent ones once.
 */
function assignments(text, refuse) {
    const found = [];
    const lines = text.split(/\r?\n/);
    let isRefused = false;
    for (let at = 0; at < lines.length;) {
        const one = assignmentAt(lines, at);
        if (one !== undefined)
            found.push({ ...one, line: at + 1 });
        const isWrong = one === undefined && !NOTHING.test(lines[at] ?? '');
        if (isWrong && !isRefused)
            refuse(at + 1, whyNot(lines[at] ?? ''));
        isRefused = isWrong;
        at += one?.lines ?? 1;
    }
    return found;
}
const whyNot = (line) => /^\s*(export\s+)?[\w.-]+\s*=/.test(line)
    ? 'is not NAME=value, or has an unclosed quote; write NAME="value"'
    : 'is not NAME=value, and this action runs no shell; remove the line, and write what it sets as NAME="value"';
function assignmentAt(lines, at) {
    const line = lines[at] ?? '';
    const [head, name] = HEAD.exec(line) ?? [];
    if (head === undefined || name === undefined)
        return undefined;
    const written = line.slice(head.length);
    if (!/^["']/.test(written))
        return /^.*$/.test(written) ? { name, lines: 1, ...bare(written) } : undefined;
    const quoted = quotedAt(lines, at, head.length);
    return quoted && { name, ...quoted };
}
/** A quoted value, which may span several lines. Undefined if the quote is not closed, or something follows it. */
function quotedAt(lines, first, start) {
    const quote = lines[first]?.[start] ?? '';
    const parts = [];
    for (let at = first; at < lines.length; at++) {
        const text = (lines[at] ?? '').slice(at === first ? start + 1 : 0);
        const end = quote === "'" ? text.indexOf(quote) : closingOf(text);
        parts.push(end < 0 ? text : text.slice(0, end));
        if (end < 0)
            continue;
        const value = parts.join('\n');
        return NOTHING.test(text.slice(end + 1)) ? { lines: parts.length, ...(quote === "'" ? { value } : double(value)) } : undefined;
    }
    return undefined;
}
/** The offset of the first `"` without a backslash before it. A backslash at the end of a line escapes the line end. */
function closingOf(text) {
    for (let at = 0; at < text.length; at += text[at] === '\\' ? 2 : 1)
        if (text[at] === '"')
            return at;
    return -1;
}
const ESCAPES = { n: '\n', r: '\r', t: '\t' };
function bare(written) {
    const value = written.replace(/\s#.*/, '').trim();
    return /\s#/.test(written)
        ? {
            value,
            remark: 'has a # after a space, which this action reads as a comment and some programs as part of the value; put the value in quotes'
        }
        : { value, ...withName(written) };
}
function double(written) {
    const value = written.replace(/\\([\s\S])/g, (whole, letter) => ESCAPES[letter] ?? ('"\\$`'.includes(letter) ? letter : whole));
    return { value, ...withName(written) };
}
const withName = (written) => /(?<!\\)\$[\w{]/.test(written)
    ? {
        remark: 'has a $ before a name, which docker compose replaces with that variable and this action does not; put the value in single quotes'
    }
    : {};


/***/ }),

/***/ 3043:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Oe: () => (/* binding */ readConnectionLines),
/* harmony export */   Qh: () => (/* binding */ readVariableLines),
/* harmony export */   Xk: () => (/* binding */ envLines),
/* harmony export */   wV: () => (/* binding */ takeJson)
/* harmony export */ });
/* harmony import */ var _airflow_files_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2312);
/* harmony import */ var _tree_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2864);


/** The lines of a file in Airflow's own `env` format. Any other line goes to `refuse`. */
function envLines(text, refuse = () => { }) {
    return text.split(/\r\n|\n|\r/).flatMap((content, index) => {
        const line = index + 1;
        if (/^\s*(#|$)/.test(content))
            return [];
        // Not `abc==`: that is the end of a key over several lines, whose text must not be taken for a name.
        const [, name = '', value = ''] = /^([^=]+)=(?!=?$)(.*)$/s.exec(content) ?? [];
        if (name !== '' && value !== '')
            return [{ name, value, line }];
        refuse(line, 'is not NAME=value, which Airflow expects here; complete it, or remove it');
        return [];
    });
}
/** `airflow connections export --file-format env`, in both serialisations, and such a file of a LocalFilesystemBackend. */
function readConnectionLines(collector, text) {
    for (const { name, value, line } of envLines(text, (at, message) => collector.problem(at, message))) {
        if (value.startsWith('{'))
            takeJson(collector, name, line, value);
        else if (isQuoted(value))
            collector.problem(line, `connection ${name} has quotes around its URI, which Airflow reads as part of it; remove them`);
        else
            collector.uri(name, line, value);
    }
}
/** The variables of a LocalFilesystemBackend as `env`. */
function readVariableLines(collector, text) {
    for (const { name, value, line } of envLines(text, (at, message) => collector.problem(at, message))) {
        if (isQuoted(value))
            collector.warn(line, `variable ${name} has quotes around its value, which Airflow and this action read as part of it`);
        collector.variable(name, line, value);
    }
}
/** A connection as JSON text, which Airflow also accepts in `AIRFLOW_CONN_…`. */
function takeJson(collector, id, line, json) {
    const { root, problems } = (0,_tree_js__WEBPACK_IMPORTED_MODULE_1__/* .parseTree */ .cZ)(json);
    const [first] = problems;
    if (first !== undefined)
        collector.problem(line, `connection ${id} ${first.message}`);
    else if (!isJson(json))
        collector.problem(line, `connection ${id} is not valid JSON for Airflow; put names and strings in double quotes, and remove any trailing comma`);
    else if (root instanceof _tree_js__WEBPACK_IMPORTED_MODULE_1__/* .Mapping */ .X9)
        (0,_airflow_files_js__WEBPACK_IMPORTED_MODULE_0__/* .takeMapping */ .yy)(collector, id, line, inLine(withType(root), line));
}
/** By Python's rules, which also accept these two as numbers. */
function isJson(text) {
    try {
        JSON.parse(text.replace(/\b(NaN|Infinity)\b/g, '0'));
        return true;
    }
    catch {
        return false;
    }
}
/** Airflow's `Connection.from_json` normalizes the type like that of a URI. */
function withType({ pairs }) {
    const normal = (type) => (type === 'postgresql' ? 'postgres' : type.replaceAll('-', '_'));
    return new _tree_js__WEBPACK_IMPORTED_MODULE_1__/* .Mapping */ .X9(pairs.map(pair => pair.key === 'conn_type' && typeof pair.value === 'string' ? { ...pair, value: normal(pair.value) } : pair));
}
const inLine = ({ pairs }, line) => new _tree_js__WEBPACK_IMPORTED_MODULE_1__/* .Mapping */ .X9(pairs.map(pair => ({ ...pair, line })));
const isQuoted = (value) => /^(["']).*\1$/.test(value);


/***/ }),

/***/ 5177:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Im: () => (/* binding */ isEmpty),
/* harmony export */   l1: () => (/* binding */ takeFields),
/* harmony export */   r7: () => (/* binding */ textIn),
/* harmony export */   yg: () => (/* binding */ AIRFLOW_NAMES)
/* harmony export */ });
/* harmony import */ var _base_suggestion_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8125);
/* harmony import */ var _json_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2068);
/* harmony import */ var _tree_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2864);



/** In the files that Airflow itself writes, and in `AIRFLOW_CONN_…` as JSON. */
const AIRFLOW_NAMES = {
    conn_type: 'conn_type',
    host: 'host',
    login: 'login',
    password: 'password',
    schema: 'schema',
    port: 'port',
    extra: 'extra',
    uri: 'uri'
};
/** Takes the connection in `fields`, from its URI if there is one, otherwise field by field. `others` are keys without effect. */
function takeFields(collector, id, at, fields, names, others = []) {
    const earlier = collector.problems.length;
    const known = [...Object.values(names), ...others];
    const strangers = fields.pairs.filter(({ key }) => !known.includes(key));
    for (const { key, line } of strangers) {
        collector.problem(line, `connection ${id}: ${key} is not a field of a connection${(0,_base_suggestion_js__WEBPACK_IMPORTED_MODULE_0__/* .suggestion */ .h)(key, known)}`);
    }
    const given = new Given(collector, id, fields, at);
    const uri = given.text(names.uri);
    if (uri) {
        const beside = Object.values(names).filter(name => name !== names.uri && !isEmpty(fields.get(name)));
        if (beside.length > 0) {
            collector.problem(at, `connection ${id} has both ${names.uri} and ${beside.join(', ')}; remove one or the other`);
        }
        else
            collector.uri(id, at, uri);
        return;
    }
    const connType = given.text(names.conn_type);
    if (!connType) {
        collector.problem(at, `connection ${id} has no ${names.conn_type}, and Airflow 3 cannot use a connection without it; add the type, such as postgres`);
    }
    const connection = {
        connType: connType ?? '',
        ...given.some('host', names.host),
        ...given.some('login', names.login),
        ...given.some('password', names.password),
        ...given.some('schema', names.schema),
        ...given.port(names.port),
        ...given.extra(names.extra)
    };
    if (collector.problems.length === earlier)
        collector.connection(id, at, connection);
}
const isEmpty = (tree) => tree === undefined || tree === null || tree === '';
/** The text of a scalar; a number, a boolean or a date as it is written. Undefined for null, a list or a mapping. */
function textIn(tree) {
    if (tree instanceof _tree_js__WEBPACK_IMPORTED_MODULE_2__/* .Plain */ .fy)
        return tree.source;
    return typeof tree === 'string' ? tree : undefined;
}
/** The fields as text. Reports each that is not. */
class Given {
    #collector;
    #id;
    #fields;
    #at;
    constructor(collector, id, fields, at) {
        this.#collector = collector;
        this.#id = id;
        this.#fields = fields;
        this.#at = at;
    }
    some(field, name) {
        const text = this.text(name);
        return text === undefined ? {} : { [field]: text };
    }
    text(name) {
        const tree = this.#fields.get(name);
        const text = textIn(tree);
        if (text === undefined && !isEmpty(tree))
            this.#problem(name, 'must be a string');
        if (tree instanceof _tree_js__WEBPACK_IMPORTED_MODULE_2__/* .Plain */ .fy && !isPlainNumber(tree)) {
            this.#collector.warn(this.#lineOf(name), `connection ${this.#id}: ${name} is not a string in YAML without quotes, and is used as written; put it in quotes`);
        }
        return text;
    }
    port(name) {
        const tree = this.#fields.get(name);
        if (isEmpty(tree))
            return {};
        const text = textIn(tree);
        // NaN is a mistake that the rules of a connection report.
        return { port: text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN };
    }
    extra(name) {
        const tree = this.#fields.get(name);
        if (isEmpty(tree))
            return {};
        if (typeof tree === 'string')
            return { extra: tree };
        const extra = tree instanceof _tree_js__WEBPACK_IMPORTED_MODULE_2__/* .Mapping */ .X9 ? (0,_json_text_js__WEBPACK_IMPORTED_MODULE_1__/* .jsonText */ .s)(tree) : undefined;
        if (extra === undefined) {
            this.#problem(name, 'is neither a mapping of JSON values nor a JSON object as text; write {"name": value, …}, with dates in quotes');
            return {};
        }
        return { extra };
    }
    #problem(name, message) {
        this.#collector.problem(this.#lineOf(name), `connection ${this.#id}: ${name} ${message}`);
    }
    #lineOf(name) {
        return this.#fields.pair(name)?.line ?? this.#at;
    }
}
/** One that every reader of YAML writes the same way. */
const isPlainNumber = ({ source }) => /^(0|[1-9]\d{0,14})$/.test(source);


/***/ }),

/***/ 2068:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ jsonText)
/* harmony export */ });
/* harmony import */ var _tree_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2864);

/** Compact JSON text that keeps every digit of a number; undefined if something in it is not JSON, such as a date or 0x1F. */
function jsonText(tree) {
    if (tree === null)
        return 'null';
    if (typeof tree === 'string')
        return JSON.stringify(tree);
    if (tree instanceof _tree_js__WEBPACK_IMPORTED_MODULE_0__/* .Plain */ .fy)
        return plainJson(tree.source);
    const [open, close] = tree instanceof _tree_js__WEBPACK_IMPORTED_MODULE_0__/* .Mapping */ .X9 ? ['{', '}'] : ['[', ']'];
    const inside = tree instanceof _tree_js__WEBPACK_IMPORTED_MODULE_0__/* .Mapping */ .X9
        ? tree.pairs.map(({ key, value }) => prefixed(`${JSON.stringify(key)}:`, jsonText(value)))
        : tree.map(jsonText);
    return inside.includes(undefined) ? undefined : `${open}${inside.join(',')}${close}`;
}
const prefixed = (prefix, text) => (text === undefined ? undefined : prefix + text);
function plainJson(source) {
    if (/^(yes|true|on)$/i.test(source))
        return 'true';
    if (/^(no|false|off)$/i.test(source))
        return 'false';
    // Python writes and reads the last two.
    return /^(-?(0|[1-9]\d*)(\.\d+)?(e[-+]?\d+)?|NaN|-?Infinity)$/i.test(source) ? source : undefined;
}


/***/ }),

/***/ 6448:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ withProperNames),
/* harmony export */   v: () => (/* binding */ readImports)
/* harmony export */ });
/* harmony import */ var _airflow_definition_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6619);
/* harmony import */ var _airflow_names_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2792);
/* harmony import */ var _base_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(378);
/* harmony import */ var _base_finding_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8340);
/* harmony import */ var _base_suggestion_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8125);
/* harmony import */ var _base_within_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3630);
/* harmony import */ var _detect_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5);







/** 200,000 entries take a few seconds. */
const LIMIT_MS = 30_000;
/** Reads all files. The same name may occur twice with equal values. A file that takes more than `limitMs` is a problem. */
function readImports(imports, readFile, limitMs = LIMIT_MS) {
    const problems = [];
    const warnings = [];
    const definitions = new _airflow_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .ByName */ .r();
    const contradicted = new _airflow_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .ByName */ .r();
    for (const { file, rename } of imports) {
        const found = foundIn(file, readFile, limitMs);
        if ('severity' in found) {
            problems.push(found);
            continue;
        }
        problems.push(...found.problems, ...unused(file, rename, found));
        warnings.push(...found.warnings);
        for (const definition of found.definitions) {
            const name = rename.get(definition.name);
            const one = name === undefined ? definition : { ...definition, name };
            const earlier = definitions.get(one);
            const message = problemOf(one, earlier);
            // One for each name: more would show which of many guesses is right.
            if (contradicted.get(one) !== undefined)
                continue;
            if (message !== undefined && earlier !== undefined)
                contradicted.add(one);
            if (message !== undefined)
                problems.push({ severity: 'error', subject: `${one.kind} ${one.name}`, place: one.at, message });
            else if (earlier === undefined)
                definitions.add(one);
        }
    }
    return { definitions: [...definitions], problems, warnings };
}
/** Without those that no manifest could name; each is a problem, to be solved `where`. */
function withProperNames({ definitions, problems, warnings }, where) {
    const wrong = definitions.flatMap((one) => {
        const problem = nameProblem(one);
        if (problem === undefined)
            return [];
        return [{ severity: 'error', subject: `${one.kind} ${one.name}`, place: one.at, message: `${problem}, ${where}` }];
    });
    return { definitions: definitions.filter(one => nameProblem(one) === undefined), problems: [...problems, ...wrong], warnings };
}
const nameProblem = ({ kind, name }) => kind === 'variable' ? (0,_airflow_names_js__WEBPACK_IMPORTED_MODULE_6__/* .variableKeyProblem */ .Rr)(name) : (0,_airflow_names_js__WEBPACK_IMPORTED_MODULE_6__/* .connIdProblem */ .Ji)(name);
function problemOf(one, earlier) {
    const problem = nameProblem(one);
    if (problem !== undefined)
        return `${problem}, in the file or with \`rename:\``;
    if (earlier === undefined || (0,_airflow_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .sameValue */ .e)(one, earlier))
        return undefined;
    return `is also in ${(0,_base_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .placeText */ .Z9)(earlier.at)}, with a different value; remove one of them, or rename one with \`rename:\``;
}
function unused(file, rename, { definitions, problems }) {
    // An entry with a problem was not taken, but may be the one that is renamed.
    if (problems.length > 0)
        return [];
    const names = definitions.map(({ name }) => name);
    return [...rename.keys()]
        .filter(name => !names.includes(name))
        .map(name => ({
        severity: 'error',
        place: { file },
        message: `has no ${name}, but \`rename:\` names it${(0,_base_suggestion_js__WEBPACK_IMPORTED_MODULE_3__/* .suggestion */ .h)(name, names.slice(0, 20))}`
    }));
}
function foundIn(file, readFile, limitMs) {
    try {
        const text = readFile(file);
        return (0,_base_within_js__WEBPACK_IMPORTED_MODULE_4__/* .within */ .u)(limitMs, () => (0,_detect_js__WEBPACK_IMPORTED_MODULE_5__/* .readForeign */ .v)(text, file));
    }
    catch (error) {
        if (error instanceof _base_files_js__WEBPACK_IMPORTED_MODULE_1__/* .Unreadable */ .IO)
            return { severity: 'error', message: `the import ${error.message}` };
        if (!(error instanceof _base_within_js__WEBPACK_IMPORTED_MODULE_4__/* .TooSlow */ .y))
            throw error;
        return { severity: 'error', message: `the import ${file} cannot be read: ${error.message}`, hint: 'Split the file.' };
    }
}


/***/ }),

/***/ 2864:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  X9: () => (/* binding */ Mapping),
  fy: () => (/* binding */ Plain),
  cZ: () => (/* binding */ parseTree)
});

// EXTERNAL MODULE: ./node_modules/js-yaml/dist/js-yaml.mjs
var js_yaml = __webpack_require__(3243);
// EXTERNAL MODULE: ./lib/manifest/positions.js
var positions = __webpack_require__(7009);
;// CONCATENATED MODULE: ./lib/imports/dialect.js
/** Whether text without quotes is a boolean, a number or a date. */
function isPlain(text, dialect) {
    if (dialect === 'json' || PLAIN.some(form => form.test(text)))
        return true;
    // Go accepts 1e5 and 0815 too.
    return dialect === 'go' && Number.isFinite(Number(text));
}
/** What YAML 1.1, and so PyYAML, reads as a boolean, a number or a date. */
const PLAIN = [
    /^(yes|no|true|false|on|off)$/i,
    /^[-+]?(0b[01_]+|0[0-7_]+|0x[0-9a-f_]+|0|[1-9][0-9_]*(:[0-5]?[0-9])*)$/i,
    /^[-+]?([0-9][0-9_]*(:[0-5]?[0-9])*\.[0-9_]*|\.[0-9][0-9_]*)(e[-+][0-9]+)?$/i,
    /^([-+]?\.inf|\.nan)$/i,
    /^\d{4}-\d\d?-\d\d?([Tt \t].*)?$/
];

;// CONCATENATED MODULE: ./lib/imports/tree.js



/** A number, a boolean or a date: what is not a string to the program that reads the file. */
class Plain {
    /** As it is written. */
    source;
    constructor(source) {
        this.source = source;
    }
}
/** Each key occurs once. */
class Mapping {
    pairs;
    #byKey;
    constructor(pairs) {
        this.pairs = pairs;
        this.#byKey = new Map(pairs.map(pair => [pair.key, pair]));
    }
    get(key) {
        return this.pair(key)?.value;
    }
    pair(key) {
        return this.#byKey.get(key);
    }
}
/** Reads YAML, and JSON as YAML. */
function parseTree(text, dialect = 'python') {
    try {
        return new Reader(text, text.trimStart().startsWith('{') ? 'json' : dialect).read();
    }
    catch (error) {
        if (!(error instanceof js_yaml/* YAMLException */.tB))
            throw error;
        // Without what the parser quotes from the text.
        const message = `is neither YAML nor JSON (${error.reason.replace(/ ".*|: .*/s, '')}); fix it here or just before`;
        return { root: null, problems: [{ line: (error.mark?.line ?? 0) + 1, message }] };
    }
}
/** More than anybody writes. Aliases of aliases could expand to billions. */
const ALIASES = 1_000;
class Reader {
    #problems = [];
    #text;
    #events;
    #dialect;
    #placeAt;
    /** By name; undefined until the end of what the name stands for. */
    #anchors = new Map();
    #next = 0;
    #aliases = 0;
    constructor(text, dialect) {
        this.#text = text;
        this.#events = (0,js_yaml/* parseEvents */.PH)(text, {});
        this.#dialect = dialect;
        this.#placeAt = (0,positions/* positionsIn */.YH)(text);
    }
    read() {
        if (this.#events.length === 0)
            return { root: null, problems: [] };
        this.#next = 1;
        const root = this.#tree();
        const other = this.#events[this.#next + 2];
        if (other === undefined)
            return { root, problems: this.#problems };
        const message = 'contains more than one YAML document; remove the line `---`';
        return { root: null, problems: [{ line: this.#lineOf(other), message }] };
    }
    #tree() {
        const event = this.#events[this.#next++];
        switch (event?.type) {
            case js_yaml/* EVENT_ID */.hy.ALIAS:
                return this.#alias(event);
            case js_yaml/* EVENT_ID */.hy.SCALAR:
                return this.#anchored(event, () => this.#scalar(event));
            case js_yaml/* EVENT_ID */.hy.SEQUENCE:
                return this.#anchored(event, () => [...this.#untilEnd(() => this.#tree())]);
            case js_yaml/* EVENT_ID */.hy.MAPPING:
                return this.#anchored(event, () => this.#mapping());
            default:
                return null;
        }
    }
    *#untilEnd(read) {
        while (this.#events[this.#next]?.type !== js_yaml/* EVENT_ID */.hy.POP)
            yield read();
        this.#next++;
    }
    #anchored(event, read) {
        if (event.anchorStart === -1)
            return read();
        const name = this.#nameOf(event);
        const before = this.#aliases;
        this.#anchors.set(name, undefined);
        const tree = read();
        this.#anchors.set(name, { tree, aliases: this.#aliases - before });
        return tree;
    }
    #alias(event) {
        const target = this.#anchors.get(this.#nameOf(event));
        const before = this.#aliases;
        this.#aliases += 1 + (target?.aliases ?? 0);
        if (target !== undefined && this.#aliases <= ALIASES)
            return target.tree;
        const message = target
            ? `exceeds the limit of ${ALIASES} aliases`
            : 'is an alias of nothing, or of something that contains it';
        if (before <= ALIASES)
            this.#problems.push({ line: this.#lineOf(event), message: `${message}; write the value out` });
        return null;
    }
    #scalar(event) {
        const text = (0,js_yaml/* getScalarValue */.KE)(this.#text, event);
        if (event.style !== js_yaml/* SCALAR_STYLE */.jK.PLAIN)
            return text;
        if (/^(~|null|Null|NULL|)$/.test(text))
            return null;
        return isPlain(text, this.#dialect) ? new Plain(text) : text;
    }
    #mapping() {
        const pairs = new Map();
        for (const pair of this.#untilEnd(() => this.#pair())) {
            const { key, line } = pair;
            if (pairs.has(key)) {
                const message = `${key} is defined twice, and the second would silently replace the first; remove one of them`;
                this.#problems.push({ line, message });
            }
            if (key === '<<')
                this.#problems.push({ line, message: 'has a merge key (<<), which this action does not read; write the values out' });
            pairs.set(key, pair);
        }
        return new Mapping([...pairs.values()]);
    }
    #pair() {
        const event = this.#events[this.#next];
        const line = this.#lineOf(event);
        const key = event?.type === js_yaml/* EVENT_ID */.hy.SCALAR ? (0,js_yaml/* getScalarValue */.KE)(this.#text, event) : '';
        this.#tree();
        return { key, line, value: this.#tree() };
    }
    #nameOf({ anchorStart, anchorEnd }) {
        return this.#text.slice(anchorStart, anchorEnd);
    }
    /** Empty content has no offset; it gets the line that was asked for before. */
    #lineOf(event) {
        const isContent = event && event.type !== js_yaml/* EVENT_ID */.hy.DOCUMENT && event.type !== js_yaml/* EVENT_ID */.hy.POP;
        return this.#placeAt(isContent ? (0,positions/* offsetOf */.b4)(event) : -1).line;
    }
}


/***/ }),

/***/ 4426:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ currentRun)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);

/** Which attempt of which run this is; a terminal is a run of its own. */
function currentRun(environment) {
    return { id: environment['GITHUB_RUN_ID'] || `local-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`, attempt: Number(environment['GITHUB_RUN_ATTEMPT'] || 1) };
}


/***/ }),

/***/ 3756:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ endOf)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7594);

/** Ends a run at its time limit, and when whoever started it cancels it. `forget` once the run is over. */
function endOf(runSeconds) {
    const ending = new AbortController();
    const end = (why) => ending.abort(new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(why));
    const deadline = setTimeout(() => end(`the run took longer than its limit of ${runSeconds} s (run-timeout)`), runSeconds * 1000);
    for (const signal of ['SIGINT', 'SIGTERM'])
        process.once(signal, () => end('the run was cancelled'));
    return { signal: ending.signal, forget: () => clearTimeout(deadline) };
}


/***/ }),

/***/ 6299:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  q: () => (/* binding */ launch)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/astro/version.js
var astro_version = __webpack_require__(9387);
;// CONCATENATED MODULE: ./lib/astro/build-secrets.js


/** The CLI reads it where no flag says otherwise, and no argument tells everybody on the machine what is secret. */
const VARIABLE = 'BUILD_SECRET_INPUT';
/** The environment of a CLI that hands these to each build, one spec of docker's `--secret` for each. */
const withBuildSecrets = (environment, specs) => specs.length === 0 ? environment : { ...environment, [VARIABLE]: specs.join('\n') };
/** The first CLI that makes a secret of each line. Older ones make one of all, which docker refuses or misreads. */
const FIRST_FOR_SEVERAL = '1.44.0';
/** Throws if the CLI on this machine cannot hand so many secrets to a build. */
async function demandBuildSecrets(cli, count) {
    if (count < 2)
        return;
    const { stdout } = await cli.astro(['version']);
    const version = (0,astro_version/* versionIn */.It)(stdout);
    if (version !== undefined && (0,astro_version/* isNewEnough */.$t)(version, FIRST_FOR_SEVERAL))
        return;
    throw new errors/* UserError */.yo(`input build-secrets has ${count} secrets, and astro CLI ${version ?? 'of an unknown version'} hands only one to a build`, { hint: `Install astro CLI ${FIRST_FOR_SEVERAL} or newer, or put everything into one secret file.` });
}

// EXTERNAL MODULE: ./lib/http/agents.js
var http_agents = __webpack_require__(6380);
// EXTERNAL MODULE: ./lib/http/proxy.js
var http_proxy = __webpack_require__(6006);
// EXTERNAL MODULE: ./lib/http/transport.js + 2 modules
var http_transport = __webpack_require__(9416);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 2 modules
var schemas = __webpack_require__(5395);
// EXTERNAL MODULE: ./lib/http/answer.js
var http_answer = __webpack_require__(6788);
// EXTERNAL MODULE: ./lib/http/errors.js
var http_errors = __webpack_require__(9729);
// EXTERNAL MODULE: ./lib/http/service.js
var service = __webpack_require__(5643);
// EXTERNAL MODULE: ./lib/http/verdict.js
var verdict = __webpack_require__(8761);
;// CONCATENATED MODULE: ./lib/astro/service.js





/** What a refusal of the platform looks like. */
const refusal = schemas/* object */.Ikc({ message: schemas/* optional */.lqM(schemas/* string */.YjP()), requestId: schemas/* optional */.lqM(schemas/* string */.YjP()) });
const IN_FRONT = 'Run again later: the Astro API does not work at the moment, or something in front of it answered instead.';
const REDIRECTED = 'Something in front of the Astro API redirects requests: check the proxy of this runner.';
const HINTS = {
    301: REDIRECTED,
    302: REDIRECTED,
    307: REDIRECTED,
    308: REDIRECTED,
    401: 'Check that `astro-api-token` has not been revoked and belongs to this Organization.',
    403: 'Use an `astro-api-token` that has access to this Deployment: one of the Deployment, its Workspace or its Organization.',
    407: 'A proxy refused the request: check user and password in HTTPS_PROXY.',
    429: 'Astro limits the rate of requests: run again later.'
};
/** A request that Astro refused. */
class AstroError extends http_errors/* Refusal */.P {
    /** Its message, and the id by which its support finds the request. */
    said;
    constructor(request, status, { said, id, retryAfter }) {
        const all = `${said}${id === undefined ? '' : ` (request ${id})`}`;
        super(`Astro answered ${status} to ${(0,service/* nameOf */.V)(request)}: ${all}`, {
            status,
            retryAfter,
            hint: HINTS[status] ?? (status >= 500 ? IN_FRONT : undefined)
        });
        this.name = 'AstroError';
        this.said = all;
    }
    says(text) {
        return this.said.includes(text);
    }
}
/** Statuses after which another attempt may work; those from 520 on come from gateways. */
const PASSING = [408, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530];
const REFUSALS = [
    { status: 429, outcome: 'not executed', patienceMs: verdict/* WHILE_LIMITED_MS */.I },
    ...PASSING.map(status => ({ status, outcome: 'unknown' }))
];
const CANNOT_REACH = 'Check that this runner can reach the Astro API, through the proxy in HTTPS_PROXY if it needs one.';
const UNKNOWN_AUTHORITY = 'The certificate is signed by an unknown authority: name the file with yours in the environment variable NODE_EXTRA_CA_CERTS, and in SSL_CERT_FILE for the CLI.';
const CUT = 'Run again: something on the way to the Astro API cuts connections. If that does not help, check firewall and proxy of this runner.';
const NOT_ASTRO = 'Check that no proxy or login page answers instead of the Astro API.';
/** Astro's API, as a transport has to know it. */
const ASTRO = {
    name: 'Astro',
    refusals: REFUSALS,
    hints: {
        ECONNRESET: CUT,
        EPIPE: CUT,
        CUT_SHORT: CUT,
        ECONNREFUSED: CANNOT_REACH,
        ENOTFOUND: CANNOT_REACH,
        NO_CONNECTION: CANNOT_REACH,
        EPROTO: NOT_ASTRO,
        UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
        UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
        SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
        DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
        ERR_TLS_CERT_ALTNAME_INVALID: NOT_ASTRO,
        NO_ANSWER: IN_FRONT,
        NOT_JSON: NOT_ASTRO,
        TOO_LARGE: NOT_ASTRO
    },
    /** A good answer is JSON with status 200. */
    read(answer, request) {
        const { status, text } = answer;
        const body = (0,http_answer/* jsonOf */.o_)(answer, request, ASTRO);
        if (status === 200)
            return { status, body };
        const { message, requestId: id } = refusal.safeParse(body).data ?? {};
        throw new AstroError(request, status, {
            said: message || (0,http_answer/* quoted */.TL)(text) || 'no error text',
            id,
            retryAfter: (0,http_answer/* retryAfterOf */.sT)(answer)
        });
    }
};

;// CONCATENATED MODULE: ./lib/astro/api.js





/** One kept connection, on which one request follows another: the platform limits the rate, and says nowhere at how many. */
function openApi({ token, organization, address, hide, patienceMs, ...options }) {
    const closing = new AbortController();
    const signal = AbortSignal.any([options.signal, closing.signal]);
    const agents = (0,http_agents/* openAgents */.J)({ skipVerify: false }, { proxy: (0,http_proxy/* proxyFor */.iJ)(address.href, hide), most: 1 });
    const transport = (0,http_transport/* openTransport */.g)(ASTRO, { agents, signal, ...(patienceMs === undefined ? {} : { patienceMs }) });
    return {
        async get({ path, query = {}, about, shape }) {
            const asked = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
            const { body } = await transport.send({
                method: 'GET',
                server: address,
                path: `/v1/organizations/${encodeURIComponent(organization)}${path}${asked === '' ? '' : `?${asked}`}`,
                about,
                headers: { authorization: `Bearer ${token.reveal()}`, accept: 'application/json', 'user-agent': 'astro-vault-action' },
                repeat: 'idempotent'
            });
            const { success, data, error } = shape.safeParse(body);
            if (success)
                return data;
            const [issue] = error.issues;
            const where = issue?.path.length ? `at ${issue.path.map(String).join('.')}` : 'as a whole';
            throw new errors/* UserError */.yo(`Astro's answer about ${about} (GET ${path}) differs from what its API promises, ${where}`, {
                hint: 'Check that nothing between this runner and Astro changes its answers. If nothing does, use a newer version of this action.'
            });
        },
        close: () => closing.abort(new errors/* UserError */.yo('the run is over'))
    };
}
/** The most that the platform gives at once. */
const PAGE = 1000;
/** Every entry of a list. The platform promises no order, so no page is left out. */
async function listAll(api, { path, query, about, page: shape, entries }) {
    const found = new Map();
    for (;;) {
        const offset = found.size;
        const page = await api.get({ path, query: { ...query, limit: PAGE, offset }, about, shape });
        for (const one of entries(page))
            found.set(one.id, one);
        // A list that others add to shifts while it is read; one that shows nothing new has come to its end.
        if (found.size >= page.totalCount || found.size === offset)
            return [...found.values()];
    }
}

// EXTERNAL MODULE: ./node_modules/js-yaml/dist/js-yaml.mjs
var js_yaml = __webpack_require__(3243);
// EXTERNAL MODULE: ./lib/base/environment.js
var base_environment = __webpack_require__(4464);
// EXTERNAL MODULE: ./lib/base/process.js + 1 modules
var process = __webpack_require__(386);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./lib/base/files.js
var files = __webpack_require__(378);
;// CONCATENATED MODULE: ./lib/astro/docker.js




const HELPER = 'docker-credential-';
const OWNER_ONLY = 0o600;
/**
 * The CLI logs in to Astro's registry with its token, and docker keeps that login in `config.json`, or hands it to a credential
 * helper. In the environment that this gives it reads what the user's folder has, logins, contexts, plugins and helpers, and
 * what it keeps stays in `folder`, which is of this run alone. podman does the same with a file of its own.
 */
function dockerEnvironment(folder, environment) {
    const own = (0,external_node_path_.join)(folder, 'docker');
    // A run may open the CLI twice.
    (0,external_node_fs_.rmSync)(own, { recursive: true, force: true });
    (0,external_node_fs_.mkdirSync)(own, { mode: 0o700 });
    const home = environment['HOME'] || (0,external_node_os_.homedir)();
    const theirs = (0,external_node_path_.resolve)(environment['DOCKER_CONFIG'] || (0,external_node_path_.join)(home, '.docker'));
    for (const name of namesIn(theirs)) {
        if (name === 'config.json')
            copy((0,external_node_path_.join)(theirs, name), (0,external_node_path_.join)(own, name));
        else
            (0,external_node_fs_.symlinkSync)((0,external_node_path_.join)(theirs, name), (0,external_node_path_.join)(own, name));
    }
    return {
        ...environment,
        DOCKER_CONFIG: own,
        PATH: [helpers(folder, environment), environment['PATH']].filter(Boolean).join(external_node_path_.delimiter),
        REGISTRY_AUTH_FILE: loginsOfPodman(folder, environment, [
            (0,external_node_path_.join)(theirs, 'config.json'),
            (0,external_node_path_.join)(home, '.config', 'containers', 'auth.json')
        ])
    };
}
/** A file with all logins that podman would find: with either variable set it looks nowhere else. */
function loginsOfPodman(folder, environment, usual) {
    const { REGISTRY_AUTH_FILE: named, XDG_RUNTIME_DIR: runtime } = environment;
    // The later ones count.
    const files = named ? [named] : [...usual, ...(runtime ? [(0,external_node_path_.join)(runtime, 'containers', 'auth.json')] : [])];
    const found = files.map(loginsIn);
    const merged = {
        auths: Object.assign({}, ...found.map(({ auths }) => auths)),
        credHelpers: Object.assign({}, ...found.map(({ credHelpers }) => credHelpers))
    };
    const file = (0,external_node_path_.join)(folder, 'podman.json');
    (0,external_node_fs_.writeFileSync)(file, JSON.stringify(merged), { mode: OWNER_ONLY });
    return file;
}
/** A folder for PATH: in it each credential helper of the machine has a stand-in, whatever `config.json` or docker itself chooses. */
function helpers(folder, { PATH = '' }) {
    const bin = (0,external_node_path_.join)(folder, 'helpers');
    (0,external_node_fs_.rmSync)(bin, { recursive: true, force: true });
    (0,external_node_fs_.mkdirSync)(bin, { mode: 0o700 });
    const found = PATH.split(external_node_path_.delimiter).flatMap(place => namesIn(place).map(name => [name, (0,external_node_path_.resolve)(place, name)]));
    // The first on PATH counts.
    for (const [name, program] of new Map(found.filter(([name]) => name.startsWith(HELPER)).reverse()))
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(bin, name), standIn(program, (0,external_node_path_.join)(bin, `${name}.login`)), { mode: 0o700 });
    return bin;
}
/** Keeps the one login of the run in a file, and asks the real helper for all others. Its protocol: docker-credential-helpers. */
const standIn = (program, login) => `#!/bin/sh
program=${quoted(program)}
login=${quoted(login)}
case "$1" in
  store)
    umask 077
    exec cat >"$login"
    ;;
  get | erase)
    server=$(cat)
    if grep -qsF "\\"$server\\"" "$login"; then
      if [ "$1" = get ]; then exec cat "$login"; else exec rm "$login"; fi
    fi
    [ "$1" = erase ] || printf %s "$server" | "$program" get
    ;;
  *) exec "$program" "$@" ;;
esac
`;
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
/** What is not there, or may not be read, is no help to docker either. */
function namesIn(folder) {
    try {
        return (0,external_node_fs_.readdirSync)(folder);
    }
    catch {
        return [];
    }
}
function copy(from, to) {
    try {
        (0,external_node_fs_.writeFileSync)(to, (0,files/* readBytes */.io)(from), { mode: OWNER_ONLY });
    }
    catch {
        // docker says so itself, and goes on without.
    }
}
function loginsIn(file) {
    try {
        return JSON.parse((0,files/* readUtf8 */.Sx)(file)) ?? {};
    }
    catch {
        return {};
    }
}

// EXTERNAL MODULE: ./lib/astro/program.js
var astro_program = __webpack_require__(3475);
;// CONCATENATED MODULE: ./lib/astro/cli.js







/** A CLI call takes 40 to 100 ms and has no time limit of its own. */
const LIMIT_SECONDS = 60;
/** What the CLI looks at, and the container engine that it starts, with the engine's helpers for the logins of registries. */
const FOR_CLI = [
    ...['CI', 'GITHUB_ACTIONS', 'ASTRONOMER_SKIP_PARSE', 'BUILD_SECRET_INPUT', 'SOURCE_DATE_EPOCH'],
    ...['DOCKER_*', 'BUILDX_*', 'BUILDKIT_*', 'CONTAINER_*', 'CONTAINERS_*', 'PODMAN_*', 'REGISTRY_AUTH_FILE', 'SSH_AUTH_SOCK'],
    ...['AWS_*', 'AZURE_*', 'GOOGLE_*', 'CLOUDSDK_*', 'GNUPGHOME', 'PASSWORD_STORE_*', 'DBUS_SESSION_BUS_ADDRESS']
];
/** With the variables that a build is given as secrets: `id=pip,env=PIP_TOKEN`, or `id=PIP_TOKEN` alone. */
const namesForCli = ({ BUILD_SECRET_INPUT: secrets = '' }) => [
    ...FOR_CLI,
    ...secrets.split(/[\s,]/).flatMap(part => /^(?:id|env)=(\w+)$/.exec(part)?.slice(1) ?? [])
];
function openCli({ program, token, workspace, domain, apiUrl, folder, environment, signal }) {
    const home = (0,external_node_path_.join)(folder, 'home');
    const empty = (0,external_node_path_.join)(folder, 'empty');
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(home, '.astro'), { recursive: true, mode: 0o700 });
    (0,external_node_fs_.mkdirSync)(empty, { recursive: true, mode: 0o700 });
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(home, '.astro', 'config.yaml'), (0,js_yaml/* dump */.Bh)(config({ workspace, domain, apiUrl })), { mode: 0o600 });
    const variables = {
        ...dockerEnvironment(folder, (0,base_environment/* environmentFor */.D)(environment, namesForCli(environment))),
        ASTRO_HOME: home,
        ASTRO_DOMAIN: domain,
        ASTRO_TELEMETRY_DISABLED: '1',
        CLICOLOR: '0'
    };
    return {
        workspace,
        folder,
        signal,
        async ready() {
            await program(variables);
        },
        async astro(args, { cwd = empty, limitSeconds = LIMIT_SECONDS, environment: more = {}, onLine } = {}) {
            const path = await program(variables);
            const done = await (0,process/* run */.eF)({
                program: path,
                args,
                cwd,
                environment: { ...variables, ...more, ASTRO_API_TOKEN: token.reveal() },
                limitSeconds,
                signal,
                ...(onLine === undefined ? {} : { onLine: line => onLine(withoutSignatures(line)) })
            });
            if (done.exitCode !== 0)
                await (0,astro_program/* refuseOld */.mr)(path, { folder: empty, signal }, variables);
            return { ...done, stdout: withoutSignatures(done.stdout), stderr: withoutSignatures(done.stderr) };
        }
    };
}
/** Where an upload fails, the CLI prints the address, with which anybody could upload something else. */
const withoutSignatures = (printed) => printed.replaceAll(/([?&]sig=)[^&\s"]+/g, '$1…');
/** An Organization's token names no Workspace; 1.41 takes it from the context in this file alone. */
function config({ workspace, domain, apiUrl }) {
    return {
        upgrade_message: false,
        telemetry: { enabled: false },
        context: domain,
        contexts: { [domain.replaceAll('.', '_')]: { domain, workspace } },
        ...(apiUrl === undefined ? {} : { local: { core: apiUrl } })
    };
}
/**
 * Each command first asks for the Organizations of the token. Whatever goes wrong there, it complains about the Workspace.
 */
const NOT_BEGUN = 'current workspace context not set';
/** What the CLI said about its failure, without the usage text that it adds. */
function complaint({ stdout, stderr }) {
    if (stderr.includes(NOT_BEGUN))
        return 'it could not begin, because Astro did not answer it, or refused astro-api-token';
    const crash = /^panic: .*/m.exec(stderr)?.[0];
    if (crash !== undefined)
        return `it crashed (${crash})`;
    const lines = `${stderr}\n`
        .split(/^Usage:/m)[0]
        ?.split('\n')
        .filter(line => line.trim() !== '') ?? [];
    const said = lines.length > 0
        ? lines
        : stdout
            .split('\n')
            .filter(line => line.trim() !== '' && !line.startsWith('Using an Astro API Token'))
            .slice(-3);
    return (said
        .join(' ')
        .replace(/^Error: /, '')
        .trim() || 'it printed no error');
}

// EXTERNAL MODULE: ./lib/base/secret.js
var secret = __webpack_require__(5977);
// EXTERNAL MODULE: ./lib/astro/deploy-types.js
var deploy_types = __webpack_require__(952);
;// CONCATENATED MODULE: ./lib/astro/external-ips.js

/** Judged where they are needed: a Deployment without any is none of our business otherwise. */
const externalIps = schemas/* object */.Ikc({ externalIPs: schemas/* optional */.lqM(schemas/* unknown */.L5J()), drExternalIPs: schemas/* optional */.lqM(schemas/* unknown */.L5J()) });
const address = schemas/* ipv4 */.uXy();
/** Those of the cluster, and of the one that takes over in a disaster. */
function addressesOf({ externalIPs, drExternalIPs }) {
    const listed = [externalIPs, drExternalIPs ?? []];
    if (!listed.every(Array.isArray) || listed[0]?.length === 0)
        return { unknown: 'lists no external IP addresses (externalIPs)' };
    const all = listed.flat();
    // Vault stores some IPv6 blocks in a form that it cannot read, and then lets nobody log in. 0.0.0.0 is nobody's address.
    const wrong = all.find(one => !address.safeParse(one).success || one === '0.0.0.0');
    if (wrong !== undefined)
        return { unknown: `lists ${JSON.stringify(wrong).slice(0, 60)} as an external IP address, which is no IPv4 address` };
    return { cidrs: [...new Set(all.map(one => `${one}/32`))].sort() };
}

// EXTERNAL MODULE: ./node_modules/zod/v4/mini/iso.js
var iso = __webpack_require__(3102);
;// CONCATENATED MODULE: ./lib/astro/hibernation.js

/** The part of a Deployment that its API says this in. */
const scaling = schemas/* nullish */.cl6(schemas/* object */.Ikc({
    hibernationSpec: schemas/* nullish */.cl6(schemas/* object */.Ikc({
        override: schemas/* nullish */.cl6(schemas/* object */.Ikc({
            /** One whose time is over may still be shown. */
            isActive: schemas/* nullish */.cl6(schemas/* boolean */.zMY()),
            isHibernating: schemas/* nullish */.cl6(schemas/* boolean */.zMY()),
            overrideUntil: schemas/* nullish */.cl6(iso/* datetime */.w$({ offset: true }))
        }))
    }))
}));
/** What lasts until then never ends for anybody, and a record takes no later time. */
const NEVER = Date.parse('2200-01-01T00:00:00Z');
/** The override in force. */
function overrideOf(shown) {
    const { isActive, isHibernating, overrideUntil } = shown?.hibernationSpec?.override ?? {};
    if (isActive === false || typeof isHibernating !== 'boolean')
        return undefined;
    // Go's zero time, year 1, means none.
    const end = overrideUntil?.startsWith('0001-') ? Number.NaN : Date.parse(overrideUntil ?? '');
    return { hibernates: isHibernating, ...(end < NEVER ? { until: new Date(end).toISOString() } : {}) };
}

;// CONCATENATED MODULE: ./lib/astro/deployments.js








const variable = schemas/* object */.Ikc({
    key: schemas/* string */.YjP(),
    isSecret: schemas/* boolean */.zMY(),
    /** Absent for secrets. */
    value: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    updatedAt: schemas/* nullish */.cl6(schemas/* string */.YjP())
});
const identity = schemas/* object */.Ikc({ id: schemas/* string */.YjP(), name: schemas/* string */.YjP() });
const deployment = schemas/* extend */.X$i(schemas/* extend */.X$i(deploy_types/* versions */.e4, identity.shape), {
    ...externalIps.shape,
    workspaceId: schemas/* string */.YjP(),
    status: schemas/* string */.YjP(),
    description: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    airflowVersion: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    scalingSpec: scaling,
    oidcIssuerUrl: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    namespace: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    remoteExecution: schemas/* nullish */.cl6(schemas/* object */.Ikc({ enabled: schemas/* boolean */.zMY() })),
    environmentVariables: schemas/* nullish */.cl6(schemas/* array */.YOg(variable))
});
const page = schemas/* object */.Ikc({ deployments: schemas/* array */.YOg(identity), totalCount: schemas/* number */.aig() });
/** The Deployments of these ids and names. The names of several are looked up with one list of the Workspace. */
async function findDeployments(api, workspace, refs) {
    const names = refs.filter(ref => 'name' in ref);
    const listed = names.length > 1 ? await list(api, workspace, 'the Deployments of the Workspace') : undefined;
    return await Promise.allSettled(refs.map(async (ref) => await findDeployment(api, workspace, ref, listed)));
}
/** The Deployment of an id or a name, if it is in the Workspace. `listed`: those of the Workspace, if they are known. */
async function findDeployment(api, workspace, ref, listed) {
    const id = 'id' in ref ? ref.id : idOf(ref.name, listed ?? (await named(api, workspace, ref.name)));
    if (id === undefined)
        throw notFound(`"${'name' in ref ? ref.name : ''}"`, workspace, 'no Deployment has this name');
    const found = await readDeployment(api, { id, name: 'id' in ref ? ref.id : ref.name }).catch(error => {
        throw error instanceof AstroError && error.status === 404 ? notFound(id, workspace, error.said) : error;
    });
    if (found.workspaceId === workspace)
        return found;
    throw new errors/* UserError */.yo(`Deployment ${found.name} is in Workspace ${found.workspaceId}, not in Workspace ${workspace}`, {
        hint: 'Check the id of the Deployment and `workspace-id`.'
    });
}
/** A Deployment as it is now. Throws for an answer about another one: everything that follows would be done to that. */
async function readDeployment(api, { id, name }) {
    const path = `/deployments/${encodeURIComponent(id)}`;
    const found = await api.get({ path, about: `Deployment ${name}`, shape: deployment });
    if (found.id !== id)
        throw new errors/* UserError */.yo(`Astro was asked for Deployment ${id} and answered with ${found.name} (${found.id})`, {
            hint: 'Check that nothing between this runner and Astro, such as a proxy, keeps answers for later.'
        });
    const override = overrideOf(found.scalingSpec);
    return {
        id: found.id,
        name: found.name,
        workspaceId: found.workspaceId,
        status: found.status,
        dagDeploys: found.isDagDeployEnabled,
        ...(found.description ? { description: found.description } : {}),
        ...(found.airflowVersion ? { airflowVersion: found.airflowVersion } : {}),
        ...(found.oidcIssuerUrl ? { issuer: found.oidcIssuerUrl } : {}),
        ...(found.namespace ? { namespace: found.namespace } : {}),
        ...(override === undefined ? {} : { override }),
        ...(found.remoteExecution?.enabled ? { remoteExecution: true } : {}),
        variables: new Map((found.environmentVariables ?? []).map(one => [one.key, variableOf(one)])),
        shipped: (0,deploy_types/* versionsOf */.x4)(found),
        ...(found.isDagDeployEnabled && found.dagTarballVersion ? { runningDags: found.dagTarballVersion } : {}),
        addresses: addressesOf(found)
    };
}
const variableOf = ({ isSecret, value, updatedAt }) => ({
    secret: isSecret,
    updatedAt: timeIn(updatedAt),
    ...(isSecret || typeof value !== 'string' ? {} : { value: new secret/* Secret */.z(value) })
});
/** Empty where there is none: Go's zero time, year 1, means that too. */
const timeIn = (text) => (text?.startsWith('0001-') ? '' : (text ?? ''));
/** The Deployment of a name; undefined if there is none. */
async function deploymentNamed(api, workspace, name) {
    const id = idOf(name, await named(api, workspace, name));
    return id === undefined ? undefined : await readDeployment(api, { id, name });
}
/** The Deployment of an id; undefined only if Astro says that there is none. */
async function deploymentWithId(api, id) {
    try {
        return await readDeployment(api, { id, name: id });
    }
    catch (error) {
        if (error instanceof AstroError && error.status === 404)
            return undefined;
        throw error;
    }
}
const named = (api, workspace, name) => list(api, workspace, `Deployment "${name}"`, { names: name });
const list = (api, workspace, about, query = {}) => listAll(api, {
    path: '/deployments',
    query: { workspaceIds: workspace, ...query },
    about,
    page,
    entries: ({ deployments }) => deployments
});
function idOf(name, listed) {
    const [found, another] = listed.filter(one => one.name === name);
    if (another === undefined)
        return found?.id;
    throw new errors/* UserError */.yo(`more than one Deployment is named "${name}"`, {
        hint: 'Use the id of the Deployment instead of its name.'
    });
}
const notFound = (named, workspace, said) => new errors/* UserError */.yo(`Deployment ${named} was not found in Workspace ${workspace}: ${said}`, {
    hint: 'Check the id or name of the Deployment and `workspace-id`, and that `astro-api-token` has access to the Deployment.'
});

;// CONCATENATED MODULE: ./lib/astro/inspect.js



const inspect_text = schemas/* string */.YjP();
const switched = schemas/* _default */.Rvf(schemas/* boolean */.zMY(), false);
/** What is the same in every Deployment that is made like it. */
const settings = {
    executor: inspect_text,
    runtime_version: inspect_text,
    deployment_type: inspect_text,
    cloud_provider: schemas/* optional */.lqM(inspect_text),
    region: schemas/* optional */.lqM(inspect_text),
    scheduler_size: schemas/* optional */.lqM(inspect_text),
    dag_deploy_enabled: switched,
    ci_cd_enforcement: switched,
    is_high_availability: switched,
    is_development_mode: switched,
    default_task_pod_cpu: schemas/* optional */.lqM(inspect_text),
    default_task_pod_memory: schemas/* optional */.lqM(inspect_text),
    resource_quota_cpu: schemas/* optional */.lqM(inspect_text),
    resource_quota_memory: schemas/* optional */.lqM(inspect_text)
};
const SETTINGS = Object.keys(settings);
const listed = schemas/* nullish */.cl6(schemas/* array */.YOg(schemas/* looseObject */._H3({})));
/** What `deployment inspect -o json` prints: what is looked at here, and all the rest as it is. */
const inspected = schemas/* object */.Ikc({
    deployment: schemas/* looseObject */._H3({
        configuration: schemas/* looseObject */._H3({
            ...settings,
            remote_execution: schemas/* optional */.lqM(schemas/* looseObject */._H3({ enabled: switched }))
        }),
        environment_variables: schemas/* optional */.lqM(schemas/* array */.YOg(schemas/* looseObject */._H3({ key: inspect_text, is_secret: schemas/* boolean */.zMY(), value: schemas/* nullish */.cl6(inspect_text) }))),
        worker_queues: listed,
        hibernation_schedules: listed,
        metadata: schemas/* looseObject */._H3({ cluster_id: schemas/* nullish */.cl6(inspect_text) })
    })
});
/** How a Deployment is made, in the words of the CLI's Deployment files. */
async function inspect(cli, { id, name, workspaceId }) {
    const done = await cli.astro(['deployment', 'inspect', id, '--workspace-id', workspaceId, '-o', 'json']);
    const read = inspected.safeParse(parsed(done.stdout));
    if (read.success)
        return read.data.deployment;
    throw new errors/* UserError */.yo(`astro did not say how Deployment ${name} is made (exit code ${done.exitCode}): ${complaint({ ...done, stdout: '' })}`, { hint: 'Run again. If Astro refuses, use an `astro-api-token` that may see the Deployment.' });
}
function parsed(json) {
    try {
        return JSON.parse(json);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/astro/likeness.js

/** `of`: the base, as people know it. */
function unlikeness(copy, base, of) {
    const [has, wanted] = [queuesOf(copy), queuesOf(base)];
    const [schedules, all] = [copy, base].map(one => one.hibernation_schedules?.length ?? 0);
    const { executor } = copy.configuration;
    const lacks = [
        ...(executor === base.configuration.executor
            ? []
            : [`executor (it has ${executor}, and ${of} ${base.configuration.executor})`]),
        ...[...wanted.keys()].flatMap(name => (has.has(name) ? [] : [`worker queue ${name}`])),
        ...(schedules < all ? [`hibernation schedules (it has ${schedules}, and ${of} ${all})`] : [])
    ];
    const [here, there] = [textsOf(copy), textsOf(base)];
    const differs = [...new Set([...there.keys(), ...here.keys()])].flatMap(key => {
        const [one, other] = [here.get(key), there.get(key)];
        return one === other ? [] : [`${key} is ${one ?? 'not set'} (${of}: ${other ?? 'not set'})`];
    });
    return { lacks, differs };
}
const queuesOf = ({ worker_queues }) => new Map((worker_queues ?? []).map(({ name, ...queue }) => [String(name), queue]));
/** Each by its path in a Deployment file. Astro promises no order of lists. */
function textsOf({ configuration, hibernation_schedules, ...rest }) {
    const schedules = (hibernation_schedules ?? []).map(one => [JSON.stringify(one), one]);
    const ordered = schedules.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one);
    const queues = queuesOf({ configuration, ...rest });
    return new Map([
        ...SETTINGS.flatMap(key => leavesOf(key, configuration[key])),
        ...[...queues].flatMap(([name, queue]) => leavesOf(`worker_queues.${name}`, queue)),
        ...ordered.flatMap((one, index) => leavesOf(`hibernation_schedules.${index + 1}`, one))
    ]);
}
function leavesOf(key, value) {
    if (typeof value === 'object' && value !== null)
        return Object.entries(value).flatMap(([name, child]) => leavesOf(`${key}.${name}`, child));
    return value === undefined || value === null || value === '' ? [] : [[key, String(value)]];
}

;// CONCATENATED MODULE: ./lib/astro/copy.js







/**
 * Made with options, and then given what only a file can say: version 1.41 asks the internet for the newest runtime before it creates
 * one from a file. Whatever was begun is finished by the second half, which replaces all variables.
 */
async function copyDeployment({ cli, api }, base, copy) {
    const { name, mark } = copy;
    const like = await inspectBase(cli, base);
    const begun = await deploymentNamed(api, cli.workspace, name);
    if (begun !== undefined && !begun.description?.endsWith(mark))
        throw new errors/* UserError */.yo(`Deployment ${name} exists (${begun.id}), and nothing shows that this action made it as a preview`, {
            hint: 'Nothing of it was changed. Delete or rename it in Astro, then run again.'
        });
    const created = begun === undefined ? await cli.astro(createArgs(base, like, copy)) : undefined;
    const updated = created?.exitCode ? undefined : await update(cli, like, copy);
    const made = await deploymentNamed(api, cli.workspace, name);
    const last = updated ?? created;
    let said = (last && complaint({ ...last, stdout: '' })) || `astro ended with exit code ${last?.exitCode}`;
    if (made !== undefined && updated?.exitCode === 0) {
        const { lacks: missing, differs } = unlikeness(await inspect(cli, made), like, base.name);
        const lacks = [...lacking(made, like, copy), ...missing];
        if (lacks.length === 0)
            return { made, differs };
        said = `Astro does not show what it was asked for, in ${lacks.join(', ')}`;
    }
    const what = made === undefined ? 'was not created' : 'was created, but not with all that it should have';
    throw new errors/* UserError */.yo(`Deployment ${name} ${what}: ${said}`, {
        hint: `Run again: the next run goes on from there. If Astro refuses, use an \`astro-api-token\` that may create Deployments in the Workspace.${made === undefined ? '' : ' If it ends the same way again, delete it with `preview: delete`.'}`
    });
}
/** The base, if it is of a kind that can be copied. */
async function inspectBase(cli, base) {
    const like = await inspect(cli, base);
    const { deployment_type: type, remote_execution: remote } = like.configuration;
    if (['STANDARD', 'DEDICATED'].includes(type) && !remote?.enabled)
        return like;
    throw new errors/* UserError */.yo(`Deployment ${base.name} cannot be the base of a preview: its tasks do not run on Astro Hosted`, {
        hint: 'Choose a Deployment of type standard or dedicated without Remote Execution.'
    });
}
/** No prompt may come: each value that it could ask for is given. */
function createArgs({ workspaceId }, { configuration, metadata }, { name, description }) {
    const is = (on) => (on ? 'enable' : 'disable');
    const standard = configuration.deployment_type === 'STANDARD';
    const given = {
        name,
        description,
        'workspace-id': workspaceId,
        type: standard ? 'standard' : 'dedicated',
        'runtime-version': configuration.runtime_version,
        executor: configuration.executor,
        'dag-deploy': is(configuration.dag_deploy_enabled),
        'cicd-enforcement': is(configuration.ci_cd_enforcement),
        'high-availability': is(configuration.is_high_availability),
        'development-mode': is(configuration.is_development_mode),
        'scheduler-size': configuration.scheduler_size?.toLowerCase(),
        ...(standard
            ? { 'cloud-provider': configuration.cloud_provider?.toLowerCase(), region: configuration.region }
            : { 'cluster-id': metadata.cluster_id }),
        'default-task-pod-cpu': configuration.default_task_pod_cpu,
        'default-task-pod-memory': configuration.default_task_pod_memory,
        'resource-quota-cpu': configuration.resource_quota_cpu,
        'resource-quota-memory': configuration.resource_quota_memory
    };
    return ['deployment', 'create', ...Object.entries(given).flatMap(([option, value]) => (value ? [`--${option}`, value] : []))];
}
/** Worker queues, schedules and variables. Nobody is alerted about a copy, and it gets no identity in a cloud. */
async function update(cli, like, { name, description, variables }) {
    const { metadata: _m, alert_emails: _a, ...rest } = like;
    const configuration = { ...like.configuration, name, description, workload_identity: '' };
    const file = (0,external_node_path_.join)(cli.folder, 'deployment.json');
    (0,external_node_fs_.writeFileSync)(file, JSON.stringify({ deployment: { ...rest, configuration, environment_variables: variablesOf(like, variables) } }), { mode: 0o600 });
    try {
        // It takes no other option together with a file.
        return await cli.astro(['deployment', 'update', '--deployment-file', file]);
    }
    finally {
        (0,external_node_fs_.rmSync)(file, { force: true });
    }
}
const variablesOf = ({ environment_variables: all = [] }, copied) => all.filter(({ key, is_secret }) => !is_secret && copied.includes(key));
/** What it has not as it was to get it: description and variables, these with the values of the base. */
function lacking(made, like, { description, variables }) {
    const values = new Map(variablesOf(like, variables).map(({ key, value }) => [key, value ?? '']));
    const shown = (key) => made.variables.get(key)?.value?.reveal() ?? '';
    return [
        ...(made.description === description ? [] : ['description']),
        ...variables.filter(key => !made.variables.has(key) || shown(key) !== values.get(key))
    ];
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./lib/astro/deploys.js



const entry = schemas/* extend */.X$i(deploy_types/* versions */.e4, {
    id: schemas/* string */.YjP(),
    deploymentId: schemas/* string */.YjP(),
    /** INITIALIZED, DEPLOYED or FAILED. */
    status: schemas/* string */.YjP(),
    description: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    /** What is mounted in Airflow beside the DAGs, such as dbt projects. */
    bundles: schemas/* nullish */.cl6(schemas/* array */.YOg(schemas/* object */.Ikc({ currentVersion: schemas/* nullish */.cl6(schemas/* string */.YjP()), desiredVersion: schemas/* nullish */.cl6(schemas/* string */.YjP()) })))
});
const deploys_page = schemas/* object */.Ikc({ deploys: schemas/* array */.YOg(entry), totalCount: schemas/* number */.aig() });
/** Of everything that is mounted there after this deploy. */
const bundleVersions = ({ bundles }) => (bundles ?? []).flatMap(({ currentVersion, desiredVersion }) => [currentVersion ?? [], desiredVersion ?? []].flat());
/** Every deploy to a Deployment. */
const listDeploys = (api, { id, name }) => listAll(api, {
    path: `/deployments/${encodeURIComponent(id)}/deploys`,
    about: `the deploys of Deployment ${name}`,
    page: deploys_page,
    entries: ({ deploys }) => deploys
});
/** What tells our deploy from everybody else's, behind what the user wants to read there. The platform takes 500 characters. */
const marked = (description, mark) => `${description} (astro-vault-action ${mark})`;
/** Those that carry the mark. More than one: somebody has copied it, and nobody can tell which is ours. */
const withMark = (deploys, deploymentId, mark) => deploys.filter(one => one.deploymentId === deploymentId && one.description?.endsWith(marked('', mark)));

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./lib/astro/pytest-output.js

/** Where the image has the project. */
const HOME = '/usr/local/airflow/';
/** What pytest prints at its end, with `=` around it unless it is quiet. */
const SUMMARY = /^(?:=+ )?\d+ [a-z]+(?:, \d+ [a-z]+)* in \d/gm;
/** How many tests pytest says have passed; undefined without such a line. */
function passedIn(output) {
    const last = (0,external_node_util_.stripVTControlCharacters)(output).match(SUMMARY)?.at(-1);
    return last === undefined ? undefined : Number(/\b(\d{1,9}) passed/.exec(last)?.[1] ?? 0);
}
/** Everything that pytest lists as failed, in its order. */
function failuresIn(output) {
    const plain = (0,external_node_util_.stripVTControlCharacters)(output).replaceAll('\r', '');
    const sections = sectionsOf(plain);
    return [...plain.matchAll(/^(?:FAILED|ERROR) ([^\s:]+)(?:::([^\n]+?))?(?: - [^\n]*)?$/gm)].map(([, file = '', id]) => {
        const test = id?.split('::').join('.');
        const section = sections.get(test ?? `ERROR collecting ${file}`) ?? '';
        const dag = test?.endsWith('.py]') ? test.slice(test.lastIndexOf('[') + 1, -1) : undefined;
        const said = [...section.matchAll(/^E +(\S[^\n]*)$/gm)].map(([, text = '']) => text.trim());
        return dag === undefined
            ? { file, ...lineIn(section, file), ...(test && { test }), message: said[0] ?? 'it failed' }
            : { file: dag, ...lineIn(section, dag), message: said.at(-1) ?? 'it cannot be imported' };
    });
}
/** By the names in the rulers above them: `____ test_rows ____`. */
function sectionsOf(output) {
    const [, ...parts] = output.split(/^_{2,} (.+?) _{2,}$/m);
    const found = new Map();
    for (let at = 0; at + 1 < parts.length; at += 2)
        found.set(parts[at] ?? '', parts[at + 1] ?? '');
    return found;
}
/** The deepest place in a file: `tests/test_rows.py:7: AssertionError`, or as Python itself says it. */
function lineIn(section, file) {
    let line;
    for (const text of section.split('\n')) {
        const ofPytest = text.startsWith(`${file}:`) ? /^(\d{1,9}): /.exec(text.slice(file.length + 1))?.[1] : undefined;
        const ofPython = /File "([^"]+)", line (\d{1,9})/.exec(text);
        if (ofPytest !== undefined)
            line = ofPytest;
        else if (ofPython?.[1] === HOME + file)
            line = ofPython[2];
    }
    return line === undefined ? {} : { line: Number(line) };
}

;// CONCATENATED MODULE: ./lib/astro/tests.js






/** As long as a deploy may take: both build an image. */
const tests_LIMIT_SECONDS = 3_600;
/** What `astro dev parse` runs. Without it the CLI says so, checks nothing, and exits with 0. */
const PARSE_TEST = (0,external_node_path_.join)('.astro', 'test_dag_integrity_default.py');
/** No such file for the CLI, and an empty one for docker: the tests get no variable of a `.env` that nobody asked for. */
const NO_VARIABLES = '/dev/null';
/** Runs the tests that are asked for; throws unless pytest is known to have run, and all passed. */
async function test(cli, request, onLine) {
    await demandBuildSecrets(cli, request.buildSecrets);
    const { projectDir, parse, pytest } = request;
    if (parse && !(0,external_node_fs_.statSync)((0,external_node_path_.join)(projectDir, PARSE_TEST), { throwIfNoEntry: false })?.isFile())
        throw new errors/* UserError */.yo(`astro.parse is on, but ${PARSE_TEST} is missing, so \`astro dev parse\` would check nothing`, {
            hint: 'Run `astro dev init` in the project and commit that file, or remove `parse` from the manifest.'
        });
    const run = async (what, args) => {
        const done = await cli.astro(['dev', what, ...args, ...optionsOf(request)], {
            cwd: projectDir,
            limitSeconds: tests_LIMIT_SECONDS,
            onLine: line => onLine(line.trimEnd())
        });
        const failed = failuresIn(done.stdout);
        if (failed.length > 0)
            throw new errors/* Mistakes */.So(failed.slice(0, MOST).map(one => findingOf(what, projectDir, one)));
        if (done.exitCode !== 0)
            throw new errors/* UserError */.yo(`astro dev ${what} failed (exit code ${done.exitCode}): ${complaint(done)}`);
        // The CLI takes a container that never ran, and tests that were all skipped, for success.
        if ((passedIn(done.stdout) ?? 0) === 0)
            throw new errors/* UserError */.yo(`nothing shows that astro dev ${what} ran a test, although it reports success`, {
                hint: 'Its full output is above. Add a test that is not skipped.'
            });
    };
    if (parse)
        await run('parse', []);
    if (pytest !== undefined)
        await run('pytest', pytest === '' ? [] : [pytest]);
}
const MOST = 200;
const optionsOf = ({ environmentFile, imageName }) => [
    '--env',
    environmentFile ?? NO_VARIABLES,
    ...(imageName === undefined ? [] : ['--image-name', imageName])
];
const findingOf = (what, projectDir, { file, line, test, message }) => ({
    severity: 'error',
    ...(test === undefined ? {} : { subject: test }),
    message: `${test === undefined ? 'cannot be imported' : 'failed'} (astro dev ${what}): ${message}`,
    place: { file: (0,external_node_path_.join)(projectDir, file), ...(line === undefined ? {} : { line }) }
});

;// CONCATENATED MODULE: ./lib/astro/deploy.js









/** Building and pushing an image takes minutes; the run's own limit comes first if it is shorter. */
const deploy_LIMIT_SECONDS = 3_600;
async function deploy({ cli, api }, deployment, request, mark, { isParsed, onLine }) {
    const args = deployArgs(deployment, request, mark);
    const done = await keeping(request, () => cli.astro(args, {
        // From the folder of the run, the CLI obeys no configuration of a dbt project, and leaves no archive in it.
        ...((0,deploy_types/* projectOf */.v8)(request.type) === 'astro' ? { cwd: request.projectDir } : {}),
        limitSeconds: deploy_LIMIT_SECONDS,
        environment: isParsed ? { ASTRONOMER_SKIP_PARSE: 'true' } : {},
        onLine: line => onLine(line.trimEnd())
    }));
    const command = commandOf(request.type);
    const ours = await lookUntilTold(api, deployment, mark, { type: request.type, done, signal: cli.signal }).catch(error => {
        if (cli.signal.aborted || !(error instanceof errors/* UserError */.yo))
            throw error;
        throw new errors/* UserError */.yo(`it is unknown whether ${command} shipped anything to Deployment ${deployment.name} (exit code ${done.exitCode}): ${error.message}`, { hint: 'Run again. If Astro refuses, use an `astro-api-token` that may list the deploys of the Deployment.' });
    });
    const [entry] = ours;
    if (entry === undefined || !isProved(request.type, ours, done)) {
        throw new errors/* UserError */.yo(`nothing shows that ${command} shipped anything to Deployment ${deployment.name} (exit code ${done.exitCode}; ${deploy_listed(ours)}): ${complaint(done)}`, { hint: 'Fix what it reports, then run again. Its full output is above.' });
    }
    return (0,deploy_types/* versionsOf */.x4)(entry);
}
const commandOf = (type) => ((0,deploy_types/* projectOf */.v8)(type) === 'dbt' ? 'astro dbt deploy' : 'astro deploy');
/** What the deploy with this mark brought; undefined unless the platform lists it, and it alone, as deployed. */
async function arrived(api, deployment, mark) {
    const [entry, ...others] = await look(api, deployment, mark);
    return entry?.status === 'DEPLOYED' && others.length === 0 ? (0,deploy_types/* versionsOf */.x4)(entry) : undefined;
}
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 15_000];
/** The list shows no version of a dbt project before it shows its deploy as deployed, which may take a moment. */
async function lookUntilTold(api, deployment, mark, { type, done, signal }) {
    let ours = await look(api, deployment, mark);
    for (const pause of (0,deploy_types/* projectOf */.v8)(type) === 'dbt' && done.exitCode === 0 ? PAUSES_MS : []) {
        if (ours.length !== 1 || ours[0]?.status !== 'INITIALIZED' || isProved(type, ours, done))
            break;
        await (0,promises_.setTimeout)(pause, undefined, { signal });
        ours = await look(api, deployment, mark);
    }
    return ours;
}
const look = async (api, deployment, mark) => withMark(await listDeploys(api, deployment), deployment.id, mark);
/** The id comes first: `deploy` has no `--deployment-id`. */
function deployArgs(deployment, request, mark) {
    const { type, description } = request;
    return [
        ...deploy_types/* DEPLOY_KINDS */.uX[type].argv(deployment.id),
        ...['--workspace-id', deployment.workspaceId, '--description', marked(description, mark)],
        ...((0,deploy_types/* projectOf */.v8)(type) === 'dbt' ? optionsOfDbt(request) : optionsOfAstro(request))
    ];
}
const optionsOfAstro = ({ type, force, imageName, environmentFile }) => [
    // Without the flag, the CLI hands .env to the parse that goes before each image.
    ...((0,deploy_types/* shipsOf */.Lh)(type).includes('image') ? ['--env', environmentFile ?? NO_VARIABLES] : []),
    ...(force ? ['--force'] : []),
    ...(imageName === undefined ? [] : ['--image-name', imageName])
];
const optionsOfDbt = ({ projectDir, mountPath }) => [
    '--project-path',
    (0,external_node_path_.resolve)(projectDir),
    ...(mountPath === undefined ? [] : ['--mount-path', mountPath])
];
/**
 * Whether our own deploy is known to have been carried out: the platform lists it as deployed, or has answered the CLI with
 * the version that our entry has. A build can print the same line as the CLI; only with exit code 0, which after a build
 * means an accepted deploy, is it the platform's answer. Anything else that the Deployment shows may be somebody else's doing.
 * The version of a dbt project is that of the upload, so the line alone is no answer: the CLI prints it whoever answered last.
 */
function isProved(type, ours, { exitCode, stdout }) {
    const [entry, ...others] = ours;
    if (entry === undefined || others.length > 0)
        return false;
    if (entry.status === 'DEPLOYED')
        return true;
    const answer = [...stdout.matchAll(deploy_types/* DEPLOY_KINDS */.uX[type].accepted)].at(-1)?.[1];
    const brought = (0,deploy_types/* projectOf */.v8)(type) === 'dbt' ? bundleVersions(entry) : Object.values((0,deploy_types/* versionsOf */.x4)(entry));
    const known = answer !== undefined && brought.includes(answer);
    return entry.status === 'INITIALIZED' && exitCode === 0 && known;
}
function deploy_listed([entry, ...others]) {
    if (entry === undefined)
        return 'Astro lists no deploy of this run';
    return others.length > 0 ? 'Astro lists several deploys with its mark' : `Astro lists it as ${entry.status}`;
}
/**
 * An image deploy changes a tracked `.dockerignore` and leaves it so; the next deploy in this checkout would find a dirty
 * tree, do nothing and exit 0. It is restored afterwards, and beforehand if an earlier deploy was killed.
 */
async function keeping({ keep }, act) {
    if (keep === undefined)
        return await act();
    const restore = () => {
        if ((0,files/* readIfThere */.qC)(keep.file) !== keep.text)
            (0,external_node_fs_.writeFileSync)(keep.file, keep.text);
    };
    restore();
    try {
        return await act();
    }
    finally {
        restore();
    }
}

// EXTERNAL MODULE: ./lib/astro/port.js
var port = __webpack_require__(7904);
;// CONCATENATED MODULE: ./lib/astro/override.js




/** The CLI exits 0 also where it did nothing, so what Astro shows afterwards alone proves it. */
async function setOverride({ cli, api }, deployment, override) {
    const done = await cli.astro(overrideArgs(deployment, override));
    const after = await readDeployment(api, deployment);
    if ((0,port/* sameOverride */.t)(after.override, override))
        return after;
    const { name } = deployment;
    const what = override === undefined
        ? `the override of the hibernation of Deployment ${name} was removed`
        : `the hibernation of Deployment ${name} was overridden`;
    throw new errors/* UserError */.yo(`Astro does not show that ${what} (exit code ${done.exitCode}): ${complaint(done)}`, {
        hint: 'Run again. If Astro refuses, use an `astro-api-token` that may update the Deployment.'
    });
}
/** Without `--force` it asks whether it may. */
function overrideArgs({ id, workspaceId }, override) {
    const end = override?.until === undefined ? [] : ['--until', override.until];
    return [
        ...['deployment', override?.hibernates ? 'hibernate' : 'wake-up', id, '--workspace-id', workspaceId, '--force'],
        ...(override === undefined ? ['--remove-override'] : end)
    ];
}

;// CONCATENATED MODULE: ./lib/astro/remove.js



/** What Astro shows afterwards alone proves it: the CLI says of one that is gone what it says of one that it may not see. */
async function removeDeployment({ cli, api }, deployment) {
    const { id, name, workspaceId } = deployment;
    // Without `--force` it asks whether it may.
    const done = await cli.astro(['deployment', 'delete', id, '--workspace-id', workspaceId, '--force']);
    if ((await deploymentWithId(api, id)) === undefined)
        return;
    throw new errors/* UserError */.yo(`Deployment ${name} was not deleted (exit code ${done.exitCode}): ${complaint(done)}`, {
        hint: 'Run again. If Astro refuses, use an `astro-api-token` that may delete Deployments of the Workspace.'
    });
}

;// CONCATENATED MODULE: ./lib/astro/variables.js





/**
 * Sets one variable. A new time afterwards proves nothing, since other changes may move all times: the CLI must confirm that
 * the platform took the update, and the Deployment must show nothing else.
 */
async function setVariable({ cli, api }, deployment, key, value, options) {
    const before = deployment.variables.get(key);
    // The CLI leaves the mark of a secret variable as it is.
    const secret = options.secret || before?.secret === true;
    const done = await variables_update(cli, deployment, { key, value, secret });
    if (!isConfirmed(done, key)) {
        // Its standard output is a table with all plain values: only the sentence about a failed update may be shown.
        const said = complaint({ ...done, stdout: /^Something went wrong.*$/m.exec(done.stdout)?.[0] ?? '' });
        throw new errors/* UserError */.yo(`astro did not confirm that variable ${key} of Deployment ${deployment.name} was set (exit code ${done.exitCode}); it said: ${said}`, { hint: 'Run again. If Astro refuses, use an `astro-api-token` that may update the Deployment.' });
    }
    const after = await readDeployment(api, deployment);
    if (!isShown(after.variables.get(key), { before, value, isSecret: options.secret })) {
        throw new errors/* UserError */.yo(`astro set variable ${key} of Deployment ${deployment.name}, but Astro does not show it`, {
            hint: 'Somebody else may have changed the variables at the same moment. Run again.'
        });
    }
    return after;
}
/**
 * `variable update` also creates; `create` skips a variable that exists, and exits 0. The value goes through a file that only
 * this user can read and that is removed afterwards; the CLI reads it line by line, so the value must be one line.
 */
async function variables_update(cli, { id, workspaceId }, { key, value, secret }) {
    const file = (0,external_node_path_.join)(cli.folder, 'variable.env');
    (0,external_node_fs_.writeFileSync)(file, `${key}=${value.reveal()}\n`, { mode: 0o600 });
    try {
        const options = ['--deployment-id', id, '--workspace-id', workspaceId, '--load', '--env', file];
        return await cli.astro(['deployment', 'variable', 'update', ...options, ...(secret ? ['--secret'] : [])]);
    }
    finally {
        (0,external_node_fs_.rmSync)(file, { force: true });
    }
}
/**
 * The CLI prints which variable it is about to set, then sends the update, and then prints all variables. Anything that it
 * says about an update that was not taken, even with exit code 0, comes in between. The table itself may contain any text.
 */
function isConfirmed({ exitCode, stdout }, key) {
    const [before = '', table] = stdout.split("\nUpdated list of your Deployment's variables:", 2);
    return exitCode === 0 && table !== undefined && /(adding|updating) variable (\S+)\s*$/.exec(before)?.[2] === key;
}
/**
 * Whether the Deployment shows what was set, as far as it shows anything: the value of a variable with the mark cannot be read. A
 * new secret differs from the last one, and comes with a new time; what is no secret may be set again as it was.
 */
function isShown(now, { before, value, isSecret }) {
    if (now === undefined)
        return false;
    if (isSecret)
        return now.secret && now.updatedAt !== before?.updatedAt;
    return now.secret ? before?.secret === true : now.value?.reveal() === value.reveal();
}

;// CONCATENATED MODULE: ./lib/astro/open.js










/** The Astro port: looks ask the API, and changes go through the vendor's CLI, which is opened by the first of them. */
function openAstro({ onLine, ...options }) {
    const api = openApi(options);
    /** Projects whose DAGs are known to be importable: the CLI would find that out again before each image. */
    const parsed = new Set();
    const opened = new Map();
    // Calls for several Deployments overlap, and the CLI writes into its home: each has one of its own.
    const cliFor = (id) => {
        const cli = opened.get(id) ?? openCli({ ...options, folder: (0,external_node_path_.join)(options.folder, `cli-${opened.size}`) });
        opened.set(id, cli);
        return cli;
    };
    const ways = ({ id }) => ({ cli: cliFor(id), api });
    const inTurn = oneAfterAnother();
    return {
        ready: () => cliFor('').ready(),
        find: ref => findDeployment(api, options.workspace, ref),
        findAll: refs => findDeployments(api, options.workspace, refs),
        named: name => deploymentNamed(api, options.workspace, name),
        withId: id => deploymentWithId(api, id),
        copy: (base, copy) => copyDeployment(ways(base), base, copy),
        remove: deployment => removeDeployment(ways(deployment), deployment),
        setVariable: (deployment, key, value, how) => setVariable(ways(deployment), deployment, key, value, how),
        setOverride: (deployment, override) => setOverride(ways(deployment), deployment, override),
        async test(request) {
            await test(cliFor(''), request, onLine);
            if (request.parse)
                parsed.add(request.projectDir);
        },
        // A deploy writes its archive into the project, and changes .dockerignore there while it builds.
        deploy: (deployment, request, mark) => inTurn(() => deploy(ways(deployment), deployment, request, mark, {
            isParsed: parsed.has(request.projectDir),
            onLine: line => onLine(line, deployment.id)
        })),
        arrived: (deployment, mark) => arrived(api, deployment, mark),
        close: api.close
    };
}
/** Begins each when the one before has ended, however it did. */
function oneAfterAnother() {
    let last = Promise.resolve();
    return act => {
        const turn = last.then(act, act);
        last = turn;
        return turn;
    };
}

;// CONCATENATED MODULE: ./lib/base/clock.js

const CLOCK = {
    now: () => performance.now(),
    pause: (ms, signal) => (0,promises_.setTimeout)(ms, undefined, { signal })
};

// EXTERNAL MODULE: ./lib/base/ending.js
var base_ending = __webpack_require__(1238);
;// CONCATENATED MODULE: ./lib/http/grace.js
const GRACE_MS = 5_000;
/**
 * Aborts a little later than `signal`. For logins: one in progress when the run ends may still be answered, and a token that
 * this process never received could not be revoked.
 */
function withGrace(signal) {
    const later = new AbortController();
    const end = () => setTimeout(() => later.abort(signal.reason), GRACE_MS).unref();
    if (signal.aborted)
        end();
    else
        signal.addEventListener('abort', end, { once: true });
    return later.signal;
}

// EXTERNAL MODULE: ./lib/vault/open.js + 15 modules
var vault_open = __webpack_require__(4988);
// EXTERNAL MODULE: ./lib/vault/service.js
var vault_service = __webpack_require__(2799);
;// CONCATENATED MODULE: ./lib/vault/connect.js





/** Logs in. What has to outlive the run gets connections of its own. */
async function connect({ login, ...server }, options) {
    const { signal, hide, onToken } = options;
    const address = { ...server, reached: {} };
    const proxy = (0,http_proxy/* proxyFor */.iJ)(address.url, hide);
    const transport = (0,vault_service/* vaultTransport */.y)({ agents: (0,http_agents/* openAgents */.J)(address.tls, { proxy }), signal });
    const entering = (0,vault_service/* vaultTransport */.y)({ agents: (0,http_agents/* openAgents */.J)(address.tls, { proxy }), signal: withGrace(signal) });
    // On connections of its own: the end of the run closes the others.
    const lasting = { agents: (0,http_agents/* openAgents */.J)(address.tls, { proxy }), signal: new AbortController().signal };
    const afterwards = (0,vault_service/* vaultTransport */.y)({ ...lasting, patienceMs: 5_000 });
    const close = () => {
        for (const each of [transport, entering, afterwards])
            each.close();
    };
    const session = await (0,vault_open/* openSession */.fA)(address, login, entering, options, token => {
        hide(token);
        onToken('pipeline', token);
    }).catch(error => {
        // A tunnel that is still being opened would keep this process alive.
        close();
        throw error;
    });
    const onAirflowToken = (token) => {
        if (token !== undefined)
            hide(token);
        onToken('airflow', token);
    };
    return {
        vault: (0,vault_open/* vaultFor */.cA)(address, session, transport, { entering, lasting: afterwards, onAirflowToken }),
        lastWords: (0,vault_open/* vaultFor */.cA)(address, session, afterwards),
        async logOut() {
            try {
                for (const token of session.issued)
                    await (0,vault_open/* revoke */.r8)({ ...address, namespace: address.loginNamespace }, token, afterwards);
                if (session.issued.length > 0)
                    onToken('pipeline', undefined);
            }
            finally {
                close();
            }
        }
    };
}

// EXTERNAL MODULE: ./lib/launch/ending.js
var launch_ending = __webpack_require__(3756);
;// CONCATENATED MODULE: ./lib/launch/launch.js










/**
 * Opens Vault and Astro for one run and gives it a folder, an end and children that end with it. Afterwards nothing of the run is
 * left: no folder, no process, no token that it obtained.
 */
async function launch(story, inputs, door) {
    const { temp, warn, onToken } = door;
    const { tell, mask: hide } = door.ports;
    const ending = (0,launch_ending/* endOf */.p)(inputs.runSeconds);
    const { signal } = ending;
    (0,external_node_fs_.mkdirSync)(temp, { recursive: true });
    const folder = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(temp, 'astro-vault-action-'));
    door.onFolder(folder);
    let connection;
    let astro;
    const environment = { ...door.ports.environment, [base_ending/* RUN_VARIABLE */.hd]: folder };
    const onLine = (line, deployment) => {
        tell({ kind: 'output', line, ...(deployment === undefined ? {} : { target: deployment }) });
        return door.taken();
    };
    const around = {
        folder,
        signal,
        hide,
        found: (finding) => tell({ kind: 'found', finding }),
        waiting: (message) => tell({ kind: 'waiting', message })
    };
    try {
        await story(inputs, {
            ...door.ports,
            environment,
            signal,
            clock: CLOCK,
            async openVault(address) {
                if (address.tls.skipVerify)
                    warn(`vault-tls-skip-verify is on: anybody between this runner and ${address.url} can pose as Vault and read every secret.`);
                const idToken = (audience) => door.idToken(audience, signal);
                connection = await connect(address, { signal, hide, onToken, idToken });
                return connection;
            },
            openAstro(given) {
                // A plan that is made again asks for it again.
                astro ??= openAstro({
                    ...given,
                    program: (0,astro_program/* cliProgram */.xj)(given.cli, around),
                    folder,
                    environment: withBuildSecrets(environment, inputs.buildSecrets),
                    signal,
                    hide,
                    onLine
                });
                return astro;
            }
        });
    }
    catch (error) {
        // Those that are left could write into the folder again.
        await (0,base_ending/* endProcessesOf */.w)(folder);
        // What was interrupted says only that it was; who ended the run says why.
        throw signal.aborted && !(error instanceof errors/* UserError */.yo) ? signal.reason : error;
    }
    finally {
        ending.forget();
        astro?.close();
        remove(folder, warn);
        await connection?.logOut().catch(error => warn(`the Vault token of this run was not revoked: ${(0,errors/* explain */.WE)(error)}`));
    }
}
function remove(folder, warn) {
    try {
        (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
    }
    catch (error) {
        warn(`the temporary folder of this run was not removed: ${error.message}`);
    }
}


/***/ }),

/***/ 670:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ withFindings),
/* harmony export */   I: () => (/* binding */ masked)
/* harmony export */ });
/**
 * The event as listeners hear it: `hide` has taken out what is masked from all that quotes a server, a program or a file. A
 * listener may then escape, cut or send it. Steps stay the same objects; what they are called is named by the user.
 */
function masked(event, hide) {
    const finding = ({ subject, message, hint, ...rest }) => ({
        ...rest,
        ...(subject === undefined ? {} : { subject: hide(subject) }),
        message: hide(message),
        ...(hint === undefined ? {} : { hint: hide(hint) })
    });
    const shown = withFindings(event, finding);
    switch (shown.kind) {
        case 'waiting':
            return { ...shown, message: hide(shown.message) };
        case 'diff':
            return { ...shown, diffs: shown.diffs.map(one => hidden(one, hide)) };
        case 'output':
            return { ...shown, line: hide(shown.line) };
        default:
            return shown;
    }
}
/** The event with every finding in it said in another way. */
function withFindings(event, finding) {
    const plan = (plan) => ({ ...plan, findings: plan.findings.map(finding) });
    const chapter = (chapter) => ({ ...chapter, plan: plan(chapter.plan) });
    switch (event.kind) {
        case 'ended':
        case 'result':
            return { ...event, findings: event.findings.map(finding) };
        case 'planned':
            return { ...event, chapters: event.chapters.map(chapter) };
        case 'replanned':
            return { ...event, plan: plan(event.plan) };
        case 'found':
            return { ...event, finding: finding(event.finding) };
        default:
            return event;
    }
}
/** A constant may equal a secret. */
const hidden = ({ names, notes, ...diff }, hide) => ({
    ...diff,
    names: names.map(({ keys, notes, ...name }) => ({
        ...name,
        keys: keys.map(({ key, first, second }) => ({
            key,
            ...(first === undefined ? {} : { first: hide(first) }),
            ...(second === undefined ? {} : { second: hide(second) })
        })),
        notes: notes.map(hide)
    })),
    notes: notes.map(hide)
});


/***/ }),

/***/ 5665:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XM: () => (/* binding */ pathOf),
/* harmony export */   aB: () => (/* binding */ entriesFor),
/* harmony export */   u0: () => (/* binding */ sourcesOf)
/* harmony export */ });
/* harmony import */ var _airflow_definition_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6619);
/* harmony import */ var _sources_schema_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2671);
/* harmony import */ var _sources_values_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4454);
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(643);




/** Path of a variable or connection in Vault, below the mount. */
const pathOf = ({ variablesPath, connectionsPath }, { kind, name }) => 
// Thousands of these stay in memory for the whole run. A template literal keeps its parts alive; `join` does not.
[kind === 'variable' ? variablesPath : connectionsPath, name].join('/');
/** All entries of a scope, in the order of the manifest. Those of one Deployment alone come last. */
function entriesFor(manifest, scope) {
    const entries = new _airflow_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .ByName */ .r();
    const add = ({ variables, connections }, above) => {
        // A spread array reserves room to grow; `concat` does not.
        for (const [name, value] of variables)
            entries.add({ kind: 'variable', name, at: above.concat('variables', name), value });
        for (const connection of connections) {
            const name = connection.id;
            entries.add({ kind: 'connection', name, at: above.concat('connections', name), connection });
        }
    };
    add(manifest, []);
    const own = scope.deployment === undefined ? undefined : manifest.deployments.get(scope.deployment);
    if (own !== undefined)
        add(own, ['deployments', scope.deployment ?? '']);
    return [...entries];
}
/** Every source that these entries name, at its place. */
function sourcesOf(scope, entries) {
    return entries.flatMap(entry => {
        const path = pathOf(scope, entry);
        if (entry.kind === 'variable')
            return sourcesIn(entry.value, path, '');
        const { connection } = entry;
        if (connection.form !== 'fields')
            return sourcesIn(connection.text, path, `conn_${connection.form}`);
        return Object.entries(connection.fields).flatMap(([field, value]) => sourcesIn(value, path, field));
    });
}
function sourcesIn(value, at, field) {
    if (value.kind === 'constant')
        return [];
    if (value.kind === 'source')
        return [(0,_sources_values_js__WEBPACK_IMPORTED_MODULE_2__/* .placed */ .GS)(value, at, field)];
    return [...(0,_source_js__WEBPACK_IMPORTED_MODULE_3__/* .leaves */ .FQ)(value.tree)].flatMap(({ path, node }) => {
        const source = (0,_sources_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .leafSource */ .mA)(node);
        const inside = [field, ...path].join('.');
        return source !== undefined && 'source' in source ? [(0,_sources_values_js__WEBPACK_IMPORTED_MODULE_2__/* .placed */ .GS)(source, at, inside)] : [];
    });
}


/***/ }),

/***/ 3279:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ imported),
/* harmony export */   x: () => (/* binding */ importMistakes)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5395);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3759);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9396);
/* harmony import */ var _base_schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4210);
/* harmony import */ var _pattern_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9595);



/** One entry of `imports:`. */
const imported = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({
    file: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .given */ .gI, 'Path of the file, relative to the manifest.'),
    env: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* ._regex */ .Fk(_pattern_js__WEBPACK_IMPORTED_MODULE_3__/* .PATTERN */ .XF, { error: _pattern_js__WEBPACK_IMPORTED_MODULE_3__/* .NO_PATTERN */ .dx })), 'Instead of a file, every variable of the environment of the step that begins so: `AIRFLOW_CONN_*`, `AIRFLOW_VAR_*`, or more of a name before the `*`.'),
    rename: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()), {}, 'Renames entries: maps a name in the file to its name in Airflow. Names from a `.env` file are in lower case, without `AIRFLOW_CONN_`.')
})
    .register(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .globalRegistry */ .fd, {
    id: 'import',
    description: 'A file from Airflow or the astro CLI, whose content determines the format, or a part of the environment.'
});
/** What an entry must not have together. */
const importMistakes = (imports) => imports.flatMap(({ file, env, rename }, index) => {
    const path = ['imports', String(index)];
    const given = ['file', 'env'].map(word => [...path, word]);
    if ((file === undefined) === (env === undefined))
        return [{ path, message: 'needs exactly one of file and env', given }];
    if (env === undefined || Object.keys(rename).length === 0)
        return [];
    const message = 'works only with `file`; a name that has capitals can be listed under `connections:` or `variables:`';
    return [{ path: [...path, 'rename'], message, given }];
});


/***/ }),

/***/ 5894:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ LOCAL),
/* harmony export */   h: () => (/* binding */ localManifest)
/* harmony export */ });
/* harmony import */ var _identity_identities_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6539);
/* harmony import */ var _schema_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3266);


/** What the folders, the role and the policy of a workstation are called by, as those of an isolated Deployment are by its key. */
const LOCAL = 'local';
/** Of the name of a manifest. */
const LONGEST = 63;
/**
 * The manifest as it applies to a workstation. It has a name of its own, and with it a ledger: nothing of it is ever mixed up with what
 * the Deployments read. What the file says of production's Vault and role does not count: its address as Airflow sees it, the
 * role-id, addresses that a secret-id is bound to, and who manages what. A replaced secret-id goes with the next run.
 */
function localManifest(manifest, airflowUrl) {
    const { airflowUrl: _u, airflowCa, ...vault } = manifest.vault;
    const { roleId: _r, secretIdBoundCidrs: _b, ...identity } = (0,_identity_identities_js__WEBPACK_IMPORTED_MODULE_0__/* .asAppRole */ .sd)(manifest.identity);
    const { rotateAfter } = identity.secretId;
    return {
        ...manifest,
        name: `${manifest.name.slice(0, LONGEST - LOCAL.length - 1)}-${LOCAL}`,
        vault: { ...vault, airflowUrl, ...(airflowCa !== undefined && airflowUrl.startsWith('https:') ? { airflowCa } : {}) },
        identity: { ...identity, secretId: { ttl: 0, rotateAfter, destroyAfter: 0 } },
        manage: new Set(_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .MANAGED */ .u9),
        astro: { ...manifest.astro, providerInstalled: true, wake: false },
        coverage: 'off',
        deployments: new Map()
    };
}


/***/ }),

/***/ 1564:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ withMatches)
/* harmony export */ });
/* harmony import */ var _airflow_definition_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6619);
/* harmony import */ var _airflow_names_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2792);
/* harmony import */ var _entries_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5665);
/* harmony import */ var _pattern_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9595);
/* harmony import */ var _scope_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9893);
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(643);






/**
 * Lists what the patterns of a manifest match in the environment. A variable that the manifest names itself, for whichever Deployment and
 * under whatever name, is left to that: it may be meant for one Deployment alone.
 * A value is looked at for its first character alone, which tells JSON from a URI.
 */
function withMatches(manifest, environment) {
    if (manifest.patterns.length === 0)
        return { manifest, idle: [], problems: [] };
    const variables = new Map(manifest.variables);
    const connections = new Map(manifest.connections.map(one => [one.id, one]));
    const listed = listedIn(manifest);
    const brought = new _airflow_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .ByName */ .r();
    const busy = new Set();
    const problems = [];
    for (const variable of Object.keys(environment).sort()) {
        const taking = manifest.patterns.filter(one => (0,_pattern_js__WEBPACK_IMPORTED_MODULE_3__/* .takes */ .ny)(one, variable));
        const [pattern] = taking;
        const defined = (0,_airflow_names_js__WEBPACK_IMPORTED_MODULE_4__/* .definedBy */ .Vd)(variable);
        if (pattern === undefined || defined === undefined)
            continue;
        for (const one of taking)
            busy.add(one);
        if (listed.sources.has(variable))
            continue;
        const own = listed.at.get(variable);
        const problem = problemOf(variable, defined);
        if (problem !== undefined)
            problems.push(manifest.findingAt(pattern.at, `matches ${variable}, which ${problem}`));
        else if (own !== undefined) {
            const also = `is also ${variable} in the environment of this step, which ${pattern.text} imports; remove one of them`;
            problems.push(manifest.findingAt(own, also));
        }
        else {
            const { kind, name } = defined;
            const value = (0,_source_js__WEBPACK_IMPORTED_MODULE_2__/* .valueFrom */ .IK)({ env: variable });
            if (kind === 'variable')
                variables.set(name, value);
            else
                connections.set(name, connectionFrom(manifest, name, value, environment[variable]));
            brought.add({ kind, name, at: pattern.at });
        }
    }
    const findingAt = (path, message) => {
        const [section, name = ''] = path;
        const one = brought.get({ kind: section === 'variables' ? 'variable' : 'connection', name });
        const { place } = manifest.findingAt(one !== undefined && section !== 'deployments' ? one.at : path, '');
        return { ...manifest.findingAt(path, message), ...(place && { place }) };
    };
    const idle = manifest.patterns.filter(one => !busy.has(one));
    return { manifest: { ...manifest, variables, connections: [...connections.values()], findingAt }, idle, problems };
}
/** Where the manifest defines what is for all, by the variable in which Airflow would look for it; and every variable that it names. */
function listedIn(manifest) {
    const scope = (0,_scope_js__WEBPACK_IMPORTED_MODULE_5__/* .scopeOf */ .Od)(manifest);
    const alone = [...manifest.deployments.values()].map(({ variables, connections }) => ({ ...manifest, variables, connections }));
    const entries = (0,_entries_js__WEBPACK_IMPORTED_MODULE_1__/* .entriesFor */ .aB)(manifest, scope);
    const all = [...entries, ...alone.flatMap(own => (0,_entries_js__WEBPACK_IMPORTED_MODULE_1__/* .entriesFor */ .aB)(own, scope))];
    return {
        at: new Map(entries.map(entry => [(0,_airflow_names_js__WEBPACK_IMPORTED_MODULE_4__/* .variableOf */ .Qn)(entry), entry.at])),
        sources: new Set((0,_entries_js__WEBPACK_IMPORTED_MODULE_1__/* .sourcesOf */ .u0)(scope, all).flatMap(({ source }) => (source.from === 'env' ? [source.name] : [])))
    };
}
function connectionFrom({ vault }, id, text, content = '') {
    return { id, format: vault.format, form: content.trimStart().startsWith('{') ? 'json' : 'uri', text };
}
function problemOf(variable, { kind, name, team }) {
    if (team !== undefined)
        return `is for team ${team} only, and this action does not support secrets of teams; remove it`;
    // Not `toUpperCase`: Unicode has capitals of its own, such as a K for kelvin, that become an ASCII letter in lower case.
    if (variable !== (0,_airflow_names_js__WEBPACK_IMPORTED_MODULE_4__/* .variableOf */ .Qn)({ kind, name }))
        return 'is not in capitals, so Airflow would never find it in its environment; rename it';
    return kind === 'variable' ? (0,_airflow_names_js__WEBPACK_IMPORTED_MODULE_4__/* .variableKeyProblem */ .Rr)(name) : (0,_airflow_names_js__WEBPACK_IMPORTED_MODULE_4__/* .connIdProblem */ .Ji)(name);
}


/***/ }),

/***/ 9595:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Id: () => (/* binding */ patternOf),
/* harmony export */   XF: () => (/* binding */ PATTERN),
/* harmony export */   dq: () => (/* binding */ patternFrom),
/* harmony export */   dx: () => (/* binding */ NO_PATTERN),
/* harmony export */   ny: () => (/* binding */ takes)
/* harmony export */ });
/* harmony import */ var _airflow_names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2792);

const PATTERN = /^AIRFLOW_(CONN|VAR)_[A-Z0-9_]*\*$/;
const NO_PATTERN = 'must be AIRFLOW_CONN_* or AIRFLOW_VAR_*, perhaps with more of the name before the *, in capitals; list other variables one by one';
const patternFrom = (text, at) => ({
    kind: text.startsWith('AIRFLOW_VAR_') ? 'variable' : 'connection',
    text,
    at
});
/** Whether a pattern takes this variable of the environment. */
const takes = ({ text }, variable) => variable.startsWith(text.slice(0, -1));
/** The pattern that may have brought, or may bring, what has this name. All that one brings is in lower case. */
const patternOf = (patterns, one) => one.name === one.name.toLowerCase() ? patterns.find(pattern => takes(pattern, (0,_airflow_names_js__WEBPACK_IMPORTED_MODULE_0__/* .variableOf */ .Qn)(one))) : undefined;


/***/ }),

/***/ 7009:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hy: () => (/* binding */ Positions),
/* harmony export */   KO: () => (/* binding */ mistakesAmong),
/* harmony export */   YH: () => (/* binding */ positionsIn),
/* harmony export */   b4: () => (/* binding */ offsetOf),
/* harmony export */   q7: () => (/* binding */ keysIn)
/* harmony export */ });
/* harmony import */ var js_yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3243);

/** Every key of a YAML text, in text order; equal keys as often as they occur. */
function* keysIn(text, events) {
    const open = [];
    for (const event of events) {
        if (event.type === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.DOCUMENT)
            continue;
        if (event.type === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.POP) {
            open.pop();
            continue;
        }
        const parent = open.at(-1);
        if (parent !== undefined) {
            const position = parent.count++;
            if (parent.list)
                parent.name = String(position);
            else if (position % 2 === 0) {
                const name = event.type === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.SCALAR ? (0,js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .getScalarValue */ .KE)(text, event) : undefined;
                parent.name = name ?? '?';
                const readAs = event.type === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.SCALAR && event.style === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .SCALAR_STYLE */ .jK.PLAIN ? plainName(parent.name) : name;
                yield { path: open.map(({ name }) => name), offset: offsetOf(event), readAs };
            }
        }
        if (event.type !== js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.SCALAR && event.type !== js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.ALIAS)
            open.push({ list: event.type === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.SEQUENCE, count: 0, name: '' });
    }
}
/** Turns offsets into places. Offsets must never decrease. */
function positionsIn(text) {
    let [line, begins] = [1, 0];
    // Looked for once: a text may be one long line.
    let end = text.indexOf('\n');
    return offset => {
        while (end !== -1 && end < offset) {
            line++;
            begins = end + 1;
            end = text.indexOf('\n', begins);
        }
        // An empty key has no offset.
        return { line, column: Math.max(offset - begins, 0) + 1 };
    };
}
/** The place of each key; of equal keys, that of the first. */
class Positions {
    #places = new Map();
    constructor(text, keys) {
        const placeAt = positionsIn(text);
        for (const { path, offset } of keys) {
            const place = placeAt(offset);
            const name = nameOf(path);
            if (!this.#places.has(name))
                this.#places.set(name, place);
        }
    }
    /** The place of the key at `path`, else of its nearest ancestor, else of the first key. */
    of(path) {
        for (let depth = path.length; depth > 0; depth--) {
            const place = this.#places.get(nameOf(path.slice(0, depth)));
            if (place !== undefined)
                return place;
        }
        return this.#places.values().next().value ?? { line: 1, column: 1 };
    }
}
/** Keys that YAML or JavaScript would silently confuse with another, or drop. */
function mistakesAmong(keys) {
    const seen = new Set();
    const found = [];
    for (const { path, readAs } of keys) {
        const name = nameOf(path);
        if (readAs === undefined)
            found.push({ path: path.slice(0, -1), message: 'has a key that is not a string; write a name instead' });
        else if (seen.has(name))
            found.push({ path, message: 'is defined twice, and YAML would silently use the last one; remove one of them' });
        else if (path.at(-1) === '__proto__')
            found.push({ path, message: 'is a reserved name; choose another' });
        else if (readAs !== path.at(-1))
            found.push({ path, message: `is read as ${readAs} by YAML; put it in quotes` });
        seen.add(name);
    }
    return found;
}
/** The name of an unquoted key: YAML reads some as null, true, false or a number. */
function plainName(text) {
    for (const tag of [js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .nullCoreTag */ .DX, js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .boolCoreTag */ .G7, js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .intCoreTag */ .Z7, js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .floatCoreTag */ .ok]) {
        const value = tag.resolve(text, false, tag.tagName);
        if (value !== js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .NOT_RESOLVED */ .Hg)
            return String(value);
    }
    return text;
}
const nameOf = (path) => path.join('\0');
/** Where it begins in the text, from 0; -1 if it is empty. */
function offsetOf(event) {
    if (event.type === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.ALIAS)
        return event.anchorStart;
    if (event.type !== js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.SCALAR)
        return event.start;
    const quoted = event.style === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .SCALAR_STYLE */ .jK.SINGLE_QUOTED || event.style === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .SCALAR_STYLE */ .jK.DOUBLE_QUOTED;
    return quoted ? event.valueStart - 1 : event.valueStart;
}


/***/ }),

/***/ 2445:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Su: () => (/* binding */ isOfPreview),
/* harmony export */   Wy: () => (/* binding */ labelOf),
/* harmony export */   ey: () => (/* binding */ PREVIEWS),
/* harmony export */   fN: () => (/* binding */ previewScope),
/* harmony export */   gq: () => (/* binding */ previewManifest),
/* harmony export */   gz: () => (/* binding */ previewName)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _identity_identities_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6539);


/** What every name begins with, and the policy of a pipeline for previews ends with. */
const PREVIEWS = 'preview-';
const LONGEST_PART = 16;
const DIGITS = 8;
/**
 * `preview-prod-pr-42-1a2b3c4d`, at most 50 characters: readable parts of the base and the branch, and a hash of all of both, so that
 * `a/x` and `b/x` differ. The same whatever Astro says, so that a preview can be deleted when its base is gone.
 */
function previewName({ repository, manifest, base, of }) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(JSON.stringify([repository, manifest, base.by, base.value, of]))
        .digest('hex');
    const ref = isPullRequest(of) ? `pr-${of}` : branchOf(of);
    return PREVIEWS + [...[base.value, ref].map(readable).filter(part => part !== ''), hash.slice(0, DIGITS)].join('-');
}
/** Whether a path in Vault is that of an isolated preview. */
const isOfPreview = (path) => /^preview-[a-z0-9-]*[0-9a-f]{8}\//.test(path);
const isPullRequest = (of) => /^[1-9]\d*$/.test(of);
/** A branch that is called like a number is written `refs/heads/42`. */
const branchOf = (of) => of.replace(/^refs\/heads\//, '');
/** `pull request 42`, `branch feature/x`. */
const labelOf = (of) => (isPullRequest(of) ? `pull request ${of}` : `branch ${branchOf(of)}`);
/** The end of a branch says most about it: its last whole words. */
function readable(text) {
    const whole = text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '');
    const end = whole.slice(-LONGEST_PART);
    return (whole === end ? end : end.replace(/^[^-]*-(?=.)/, '')).replace(/^-/, '');
}
/** What the preview reads, and by which role and policy. */
function previewScope(base, { name, isolated }) {
    const folder = (path) => (isolated ? `${name}/${path}` : path);
    return {
        ...base,
        variablesPath: folder(base.variablesPath),
        connectionsPath: folder(base.connectionsPath),
        role: `${base.role}-${name}`,
        policy: `${base.policy}-${name}`
    };
}
const DAY = 86_400;
/**
 * The manifest with the lifetimes of a preview. Its secret-id lives as long as the preview and at most a day longer, so that not each
 * deploy has to replace it; a role-id of the manifest is that of the base.
 */
function previewManifest(manifest, { ttl }) {
    const { roleId: _, ...identity } = (0,_identity_identities_js__WEBPACK_IMPORTED_MODULE_1__/* .asAppRole */ .sd)(manifest.identity);
    const rotateAfter = Math.min(identity.secretId.rotateAfter, DAY, Math.floor(ttl / 4));
    const destroyAfter = Math.min(identity.secretId.destroyAfter, Math.floor(ttl / 4));
    return { ...manifest, identity: { ...identity, secretId: { ttl: ttl + rotateAfter, rotateAfter, destroyAfter } } };
}


/***/ }),

/***/ 968:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  W: () => (/* binding */ readManifest)
});

// EXTERNAL MODULE: ./lib/base/ends.js
var ends = __webpack_require__(1519);
// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/identity/identities.js + 6 modules
var identities = __webpack_require__(6539);
// EXTERNAL MODULE: ./node_modules/js-yaml/dist/js-yaml.mjs
var js_yaml = __webpack_require__(3243);
// EXTERNAL MODULE: ./lib/airflow/json.js
var json = __webpack_require__(9252);
;// CONCATENATED MODULE: ./lib/manifest/aliases.js
const DEEPEST = 100;
const LARGEST = 1_000_000;
/**
 * Why the aliases of a document cannot be resolved: what `*name` stands for may contain itself, or expand without end. Every
 * shared part is visited once.
 */
function aliasProblem(data) {
    const { size, depth } = extentOf(data, new Map());
    if (depth === Number.POSITIVE_INFINITY)
        return 'has an alias (`*name`) inside the part that it stands for';
    if (depth > DEEPEST)
        return `has aliases (\`*name\`) that nest more than ${DEEPEST} levels deep`;
    if (size > LARGEST)
        return `has aliases (\`*name\`) that expand to more than ${LARGEST} values`;
    return undefined;
}
function extentOf(node, known) {
    if (typeof node !== 'object' || node === null)
        return { size: 1, depth: 0 };
    const there = known.get(node);
    if (there !== undefined)
        return there;
    known.set(node, { size: 1, depth: Number.POSITIVE_INFINITY });
    let [size, depth] = [1, 0];
    for (const child of Object.values(node)) {
        const extent = extentOf(child, known);
        size += extent.size;
        depth = Math.max(depth, extent.depth);
    }
    const extent = { size, depth: depth + 1 };
    known.set(node, extent);
    return extent;
}

// EXTERNAL MODULE: ./lib/airflow/float.js
var airflow_float = __webpack_require__(9858);
;// CONCATENATED MODULE: ./lib/manifest/floats.js


const named = (key) => (key instanceof airflow_float/* WholeFloat */.wI ? key.value : key);
/** The usual YAML, except that a whole float differs from an int. As a key, it is the number. */
const WITH_FLOATS = js_yaml/* CORE_SCHEMA */.OU.withTags({ ...js_yaml/* floatCoreTag */.ok, resolve: (...given) => (0,airflow_float/* wholeFloat */.uL)(js_yaml/* floatCoreTag */.ok.resolve(...given)) }, {
    ...js_yaml/* mapTag */.pj,
    addPair: (container, key, value) => js_yaml/* mapTag */.pj.addPair(container, named(key), value),
    has: (container, key) => js_yaml/* mapTag */.pj.has(container, named(key))
});
/** Whether a value becomes JSON: `variables.x.json` and `connections.x.extra`, and the same below `deployments.y`. */
const isJson = (key, depth) => (depth === 2 || depth === 4) && (key === 'json' || key === 'extra');
/** Turns the floats in `data` into plain numbers, in place, except where they become JSON. */
function plainNumbers(data, depth = 0) {
    if (typeof data !== 'object' || data === null)
        return;
    for (const [key, child] of Object.entries(data)) {
        if (isJson(key, depth))
            continue;
        if (child instanceof airflow_float/* WholeFloat */.wI)
            data[key] = child.value;
        else
            plainNumbers(child, depth + 1);
    }
}

// EXTERNAL MODULE: ./lib/manifest/positions.js
var positions = __webpack_require__(7009);
;// CONCATENATED MODULE: ./lib/manifest/document.js






/** Parses YAML. Throws `Mistakes` with the place where it is not YAML. */
function parseManifest(text, file) {
    const { data, mistakes } = dataOf(text, file);
    // Few files have mistakes, and the places of a large one would take much memory in every run.
    let places;
    return {
        data,
        mistakes,
        findingAt(path, message) {
            places ??= new positions/* Positions */.Hy(text, (0,positions/* keysIn */.q7)(text, eventsOf(text, file)));
            const subject = path.length === 0 ? 'the manifest' : path.map(shown).join('.');
            return { severity: 'error', subject, message, place: { file, ...places.of(path) } };
        }
    };
}
/**
 * A separate function, because whatever `findingAt` can see stays in memory until the run ends, and the events are larger than
 * the text.
 */
function dataOf(text, file) {
    const events = eventsOf(text, file);
    // With `json`, the last of equal keys wins without an error; all of them are reported below.
    const [data, ...others] = explained(file, () => (0,js_yaml/* constructFromEvents */.fw)(events, { source: text, json: true, schema: WITH_FLOATS }));
    if (others.length > 0) {
        const before = text.slice(0, text.search(/[\r\n](---|\.\.\.)/) + 1);
        const place = { line: before.split(/\r\n|\r|\n/).length, column: 1 };
        throw mistake('contains more than one YAML document; remove the line `---`', { file, ...place });
    }
    const problem = events.some(({ type }) => type === js_yaml/* EVENT_ID */.hy.ALIAS) ? aliasProblem(data) : undefined;
    if (problem !== undefined)
        throw mistake(`the manifest ${problem}`, { file, line: 1, column: 1 });
    plainNumbers(data);
    return { data: data ?? null, mistakes: (0,positions/* mistakesAmong */.KO)((0,positions/* keysIn */.q7)(text, events)) };
}
const mistake = (message, place) => new errors/* Mistakes */.So([{ severity: 'error', message, place }]);
/** A key may contain line breaks or invisible characters; a sentence must not. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]|^\s|\s$|^$/u;
const shown = (key) => (UNSHOWN.test(key) ? (0,json/* asciiJson */.iL)(key) : key);
const eventsOf = (text, file) => explained(file, () => (0,js_yaml/* parseEvents */.PH)(text, {}));
/** What else the parser's message may mean. */
const MEANING = {
    'bad indentation of a mapping entry': ' (or a string that needs quotes, because it contains `: ` or begins with a character such as @)',
    'deficient indentation': ' (or an unclosed quote or bracket before it)'
};
/** What is wrong, in the words of the parser. */
function explained(file, parse) {
    try {
        return parse();
    }
    catch (error) {
        if (!(error instanceof js_yaml/* YAMLException */.tB))
            throw error;
        const place = error.mark === undefined ? {} : { line: error.mark.line + 1, column: error.mark.column + 1 };
        // It may quote the file, whatever that contains.
        const reason = error.reason.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 200);
        throw mistake(`is not YAML: ${reason}${MEANING[error.reason] ?? ''}`, { file, ...place });
    }
}

// EXTERNAL MODULE: ./lib/manifest/pattern.js
var pattern = __webpack_require__(9595);
// EXTERNAL MODULE: ./lib/base/suggestion.js
var suggestion = __webpack_require__(8125);
;// CONCATENATED MODULE: ./lib/manifest/keys.js
/** The schema of the value at a path below `type`; undefined if there is none. */
function typeAt(type, path) {
    return path.reduce((at, key) => at && childOf(at, key), type);
}
/** The keys that a mapping may have; with several shapes, those of all. */
function keysOf(type) {
    return type === undefined ? [] : [...new Set(shapesOf(type).flatMap(shape => Object.keys(shape)))];
}
/** The keys that a mapping must have; with several shapes, those of all. */
function requiredKeysOf(type) {
    return shapesOf(type).flatMap(shape => Object.keys(shape).filter(key => shape[key]?._zod.optin === undefined));
}
/** The members of a union, in order; none for any other schema. */
const optionsOf = (type) => (type && definition(type).options) ?? [];
/** Unwraps defaults, `optional` and transformations. */
function definition(type) {
    const found = type._zod.def;
    const inner = found.innerType ?? found.in;
    return inner === undefined ? found : definition(inner);
}
function childOf(type, key) {
    const { shape, valueType, element, options = [] } = definition(type);
    return shape?.[key] ?? valueType ?? element ?? options.map(option => childOf(option, key)).find(child => child !== undefined);
}
function shapesOf(type) {
    const { shape, options = [] } = definition(type);
    return shape === undefined ? options.flatMap(shapesOf) : [shape];
}

;// CONCATENATED MODULE: ./lib/manifest/problems.js


/** The issues that zod found in a value of `type`, in our words. They must carry their input (`reportInput`). */
function mistakesFrom(issues, type) {
    return withoutMisspelt(issues).flatMap(issue => mistakes(issue, { type, path: [] }));
}
function mistakes(issue, above) {
    const inside = issue.path.map(String);
    const path = [...above.path, ...inside];
    const type = typeAt(above.type, inside);
    switch (issue.code) {
        case 'unrecognized_keys':
            return issue.keys.map(key => ({ path: [...path, key], message: strayKey(key, keysOf(type)) }));
        case 'invalid_union':
            return inUnion(issue.errors, { type, path }) ?? [{ path, message: issue.message }];
        case 'invalid_type':
            return [
                {
                    path,
                    message: isMissing(issue) ? `is missing; it must be ${article(issue.expected)}` : `must be ${article(issue.expected)}`
                }
            ];
        case 'invalid_value':
            return [{ path, message: issue.message.startsWith('must') ? issue.message : `must be one of ${issue.values.join(', ')}` }];
        case 'too_small':
            return [{ path, message: tooSmall(issue) }];
        case 'too_big':
            return [{ path, message: tooBig(issue) }];
        default:
            return [{ path, message: issue.message }];
    }
}
function tooSmall({ origin, minimum }) {
    if (origin !== 'string' && origin !== 'array')
        return `must be at least ${minimum}`;
    return minimum === 1 ? 'must not be empty' : `must have at least ${minimum} characters`;
}
const tooBig = ({ origin, maximum }) => origin === 'string' ? `must have at most ${maximum} characters` : `must be at most ${maximum}`;
/**
 * What is wrong with the shape that the value was probably meant to have: the one whose type fits, and most of whose keys fit.
 * Undefined if nothing shows which that is.
 */
function inUnion(branches, { type, path }) {
    const [best] = branches
        .map(withoutMisspelt)
        .filter(issues => !issues.some(issue => issue.code === 'invalid_type' && issue.path.length === 0))
        .sort((a, b) => weight(a) - weight(b));
    if (best === undefined)
        return undefined;
    if (best.some(issue => isMissing(issue) && issue.path.length === 1)) {
        const words = optionsOf(type).flatMap(requiredKeysOf);
        const strays = best.flatMap(issue => (issue.code === 'unrecognized_keys' ? issue.keys : []));
        const mistakes = strays.map(key => ({ path: [...path, key], message: `is not a known key${(0,suggestion/* suggestion */.h)(key, words)}` }));
        return mistakes.length > 0 ? mistakes : undefined;
    }
    return best.flatMap(issue => mistakes(issue, { type, path }));
}
const weight = (issues) => issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);
/** YAML and JSON have no `undefined`. */
const isMissing = (issue) => issue.code === 'invalid_type' && issue.input === undefined;
/** A key that is missing because it is misspelt is reported once, as the unknown key. */
function withoutMisspelt(issues) {
    const unknown = issues.flatMap(issue => issue.code === 'unrecognized_keys' ? issue.keys.map(key => ({ key, above: issue.path.join('.') })) : []);
    return issues.filter(issue => {
        const [name, ...above] = issue.path.map(String).reverse();
        const place = above.reverse().join('.');
        return !(isMissing(issue) && unknown.some(stray => stray.above === place && (0,suggestion/* isNear */.HQ)(stray.key, name ?? '')));
    });
}
/** A key of another shape is known, but not here. */
const strayKey = (key, known) => known.includes(key) ? 'cannot be combined with the other keys here' : `is not a known key${(0,suggestion/* suggestion */.h)(key, known)}`;
function article(type) {
    const words = {
        object: 'a mapping',
        record: 'a mapping',
        array: 'a list',
        string: 'a string (in quotes if it looks like a number)',
        int: 'a whole number',
        number: 'a number',
        boolean: 'true or false'
    };
    return words[type] ?? type;
}

// EXTERNAL MODULE: ./lib/manifest/schema.js
var schema = __webpack_require__(3266);
;// CONCATENATED MODULE: ./lib/manifest/rest.js



/** What a manifest must have, for one in which it is wrong. */
const REQUIRED = { version: 1, name: 'unnamed' };
/**
 * The manifest without what is known to be wrong in it, so that one run finds the mistakes in the rest too. Removes that from
 * `data`, in place, and then whatever is not complete without it. Undefined if nothing is left that can be judged.
 */
function restOf(data, wrong) {
    const rest = typeof data === 'object' && data !== null ? { ...data } : {};
    for (let mistakes = wrong;;) {
        const removed = mistakes.filter(({ path }) => remove(rest, path));
        const parsed = schema/* schema */.wQ.safeParse({ ...REQUIRED, ...rest }, { reportInput: true });
        if (parsed.success)
            return parsed.data;
        if (removed.length === 0)
            return undefined;
        mistakes = mistakesFrom(parsed.error.issues, schema/* schema */.wQ);
    }
}
/** Removes what is at `path`; where nothing is, what lacks it. */
function remove(data, path) {
    let found;
    let at = data;
    for (const key of path) {
        if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key))
            break;
        const parent = at;
        found = () => delete parent[key];
        at = parent[key];
    }
    return found?.() ?? false;
}
/** Those that are mistakes whatever should have been instead of the wrong ones. */
function independent(mistakes, wrong) {
    const paths = new Set(wrong.map(({ path }) => nameOf(path)));
    const above = new Set(wrong.flatMap(({ path }) => path.map((_, index) => nameOf(path.slice(0, index + 1)))));
    const inside = new Map();
    for (const { path } of wrong) {
        const parent = nameOf(path.slice(0, -1));
        inside.set(parent, [...(inside.get(parent) ?? []), path.at(-1) ?? '']);
    }
    const isInDoubt = (path) => above.has(nameOf(path)) ||
        path.some((_, index) => paths.has(nameOf(path.slice(0, index)))) ||
        inside.get(nameOf(path.slice(0, -1)))?.some(key => (0,suggestion/* isNear */.HQ)(key, path.at(-1) ?? ''));
    return mistakes.filter(({ given = [] }) => !given.some(isInDoubt));
}
const nameOf = (path) => path.join('\0');

// EXTERNAL MODULE: ./lib/airflow/connection.js
var connection = __webpack_require__(4478);
// EXTERNAL MODULE: ./lib/airflow/connection-json.js
var connection_json = __webpack_require__(4677);
// EXTERNAL MODULE: ./lib/airflow/names.js
var names = __webpack_require__(2792);
// EXTERNAL MODULE: ./lib/airflow/uri.js + 1 modules
var uri = __webpack_require__(4332);
// EXTERNAL MODULE: ./lib/sources/schema.js
var sources_schema = __webpack_require__(2671);
// EXTERNAL MODULE: ./lib/vault/paths.js
var paths = __webpack_require__(6160);
// EXTERNAL MODULE: ./lib/manifest/imports.js
var imports = __webpack_require__(3279);
// EXTERNAL MODULE: ./lib/manifest/local.js
var local = __webpack_require__(5894);
// EXTERNAL MODULE: ./lib/manifest/source.js
var source = __webpack_require__(643);
;// CONCATENATED MODULE: ./lib/manifest/rules.js












/** The rules that a schema cannot express. Each mistake names the key it is about. */
function ruleMistakes(raw) {
    return [
        ...vaultMistakes(raw),
        ...(0,identities/* identityMistakes */.IA)(raw),
        ...(0,imports/* importMistakes */.x)(raw.imports),
        ...deploymentMistakes(raw),
        ...variableMistakes(raw.variables),
        ...connectionMistakes(raw.connections, raw.vault.format)
    ];
}
function vaultMistakes({ vault }) {
    const overlaps = (a, b) => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
    if (!overlaps(vault['variables-path'], vault['connections-path']))
        return [];
    const given = ['variables-path', 'connections-path'].map(key => ['vault', key]);
    return [{ path: ['vault', 'connections-path'], message: 'overlaps variables-path; the two need separate folders', given }];
}
function deploymentMistakes({ deployments, vault }) {
    // Every Deployment may read what is below a shared folder, and every workstation writes what is below its own.
    const shared = [vault['variables-path'], vault['connections-path']].map(path => path.replace(/\/.*/, ''));
    const taken = [...new Set(['connections', 'variables', 'config', paths/* OWN_FOLDER */.w5, local/* LOCAL */.G, ...shared])];
    return Object.entries(deployments).flatMap(([key, entry]) => {
        const mistakes = [];
        const path = ['deployments', key];
        if ((entry['deployment-id'] === undefined) === (entry['deployment-name'] === undefined)) {
            const given = ['deployment-id', 'deployment-name'].map(word => [...path, word]);
            mistakes.push({ path, message: 'needs exactly one of deployment-id and deployment-name', given });
        }
        for (const word of ['deployment-id', 'deployment-name']) {
            const [first] = Object.keys(deployments).filter(other => deployments[other]?.[word] === entry[word]);
            if (entry[word] !== undefined && first !== key)
                mistakes.push({ path: [...path, word], message: `is the same as in deployments.${first}; list each Deployment once` });
        }
        if (entry.isolate && (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(key) || taken.includes(key))) {
            mistakes.push({
                path,
                message: `cannot name a folder in Vault; use lower-case letters and digits, with \`-\` between them, at most 63 characters, and none of ${taken.join(', ')}`
            });
        }
        const overrides = [...variableMistakes(entry.variables, path), ...connectionMistakes(entry.connections, vault.format, path)];
        const own = ['variables', 'connections'].filter(kind => Object.keys(entry[kind]).length > 0);
        if (!entry.isolate)
            mistakes.push(...own.map(kind => ({
                path: [...path, kind],
                message: 'requires `isolate: true`: without it, this Deployment reads the same paths as the others',
                given: [[...path, 'isolate']]
            })));
        return [...mistakes, ...overrides];
    });
}
function variableMistakes(variables, above = []) {
    const mistakes = [];
    for (const key of Object.keys(variables)) {
        const raw = variables[key] ?? '';
        const tell = (message) => {
            if (message !== undefined)
                mistakes.push({ path: [...above, 'variables', key], message });
        };
        tell((0,names/* variableKeyProblem */.Rr)(key));
        if (typeof raw === 'string')
            tell((0,source/* constantProblem */.gn)(raw));
        else if ('json' in raw)
            mistakes.push(...leafMistakes(raw.json, [...above, 'variables', key, 'json']));
    }
    return mistakes;
}
function connectionMistakes(connections, usual, above = []) {
    return Object.entries(connections).flatMap(([id, raw]) => {
        const path = [...above, 'connections', id];
        const mistakes = found(path, (0,names/* connIdProblem */.Ji)(id));
        for (const key of ['host', 'schema', 'login', 'password', 'extra', 'conn_uri', 'conn_json']) {
            mistakes.push(...found([...path, key], constantIn(raw[key], source/* constantProblem */.gn)));
        }
        if (raw.description !== undefined && (raw.format ?? usual) === 'uri')
            mistakes.push({
                path: [...path, 'description'],
                message: 'cannot be stored in a URI; set `format: fields` next to it, or remove it',
                given: [
                    [...path, 'format'],
                    ['vault', 'format']
                ]
            });
        if (raw.conn_json !== undefined)
            return [...mistakes, ...jsonMistakes(raw, path)];
        if (raw.conn_uri !== undefined)
            return [...mistakes, ...uriMistakes(raw, path)];
        if (raw.conn_type === undefined)
            mistakes.push({
                path: [...path, 'conn_type'],
                message: 'is missing; Airflow 3 cannot use a connection without it',
                given: ['conn_type', 'conn_uri', 'conn_json'].map(key => [...path, key])
            });
        if (typeof raw.password === 'string' && raw['not-secret'] !== true) {
            mistakes.push({
                path: [...path, 'password'],
                message: 'is in plain text; take it from { env: NAME }, or set `not-secret: true` next to it if it is not a secret',
                given: [[...path, 'not-secret']]
            });
        }
        const known = {
            connType: raw.conn_type ?? 'generic',
            ...(typeof raw.port === 'number' ? { port: raw.port } : {}),
            ...(typeof raw.extra === 'string' ? { extra: raw.extra } : {})
        };
        mistakes.push(...(0,connection/* fieldProblems */.dB)(known).map(({ field, problem }) => ({ path: [...path, field], message: problem })));
        if (typeof raw.extra === 'object')
            mistakes.push(...leafMistakes(raw.extra, [...path, 'extra']));
        return mistakes;
    });
}
/** A connection given as one text excludes every other field. */
const besideMistakes = (raw, text, path) => Object.keys(raw)
    .filter(key => ![text, 'not-secret', 'format'].includes(key))
    .map(key => ({ path: [...path, key], message: `cannot be combined with ${text}; Airflow would ignore it` }));
function jsonMistakes(raw, path) {
    const mistakes = besideMistakes(raw, 'conn_json', path);
    if (typeof raw.conn_json !== 'string')
        return mistakes;
    const at = [...path, 'conn_json'];
    const parsed = (0,connection_json/* parseJsonConnection */.q)(raw.conn_json);
    if ('problem' in parsed)
        mistakes.push({ path: at, message: parsed.problem });
    else if (parsed.connection.password && raw['not-secret'] !== true)
        mistakes.push({
            path: at,
            message: 'contains a password in plain text; take the JSON from { env: NAME }, or set `not-secret: true` next to it if that is not a secret',
            given: [[...path, 'not-secret']]
        });
    return mistakes;
}
function uriMistakes(raw, path) {
    const mistakes = besideMistakes(raw, 'conn_uri', path);
    if (typeof raw.conn_uri !== 'string')
        return mistakes;
    const parsed = (0,uri/* parseUri */.wY)(raw.conn_uri);
    if (!parsed.ok)
        mistakes.push({ path: [...path, 'conn_uri'], message: parsed.problem });
    else if (parsed.value.password && raw['not-secret'] !== true) {
        mistakes.push({
            path: [...path, 'conn_uri'],
            message: 'contains a password in plain text; take the URI from { env: NAME }, or set `not-secret: true` next to it if that is not a secret',
            given: [[...path, 'not-secret']]
        });
    }
    return mistakes;
}
function leafMistakes(tree, path) {
    const numbers = [...(0,source/* inexactNumbers */.T7)(tree, path)].map(at => ({ path: at, message: `is a number ${json/* INEXACT */.fP}` }));
    const sources = [...(0,source/* leaves */.FQ)(tree, path)].flatMap(({ path: at, node }) => {
        const source = (0,sources_schema/* leafSource */.mA)(node);
        if (source === undefined)
            return [];
        if ('source' in source)
            return source.source.from === 'generate' && at.join('.').length > LONGEST_PLACE ? [tooDeep(at)] : [];
        if ('problem' in source)
            return [{ path: at, message: source.problem }];
        return mistakesFrom(source.issues, source.schema).map(({ path: inside, message }) => ({ path: [...at, ...inside], message }));
    });
    return [...numbers, ...sources];
}
/** The record of generated values names each by its place. */
const LONGEST_PLACE = 2_000;
const tooDeep = (path) => ({
    path,
    message: `is too long a place for a generated value; use keys of at most ${LONGEST_PLACE} characters in all`
});
const found = (path, message) => message === undefined ? [] : [{ path, message }];
const constantIn = (raw, check) => typeof raw === 'string' ? check(raw) : undefined;

;// CONCATENATED MODULE: ./lib/manifest/settings.js
const NO_SETTINGS = new Set(['version', 'variables', 'connections']);
/** Of the data of a manifest without mistakes. Each Deployment is a section: `deployments.prod`. What is not written has its default. */
function settingsIn(data) {
    const sections = namedIn(data).flatMap(([name, section]) => {
        if (NO_SETTINGS.has(name))
            return [];
        // Of files, what they define is compared. Nobody can compare what a pattern brings, so the pattern itself is.
        if (name === 'imports')
            return [[name, { env: patternsIn(section) }]];
        return name === 'deployments'
            ? namedIn(section).map(([key, one]) => [`deployments.${key}`, one])
            : [[name, section]];
    });
    return new Map(sections.map(([name, section]) => [name, new Map(textsIn(section, ''))]));
}
/** `key`: of the section itself, if it is no mapping: its own name says all. */
function textsIn(node, key) {
    if (typeof node !== 'object' || node === null)
        return node === null ? [] : [[key, String(node).trim()]];
    if (Array.isArray(node))
        return [[key, node.map(one => String(one).trim()).join(', ') || '[]']];
    return namedIn(node).flatMap(([name, child]) => NO_SETTINGS.has(name) ? [] : textsIn(child, key === '' ? name : `${key}.${name}`));
}
const namedIn = (node) => typeof node === 'object' && node !== null && !Array.isArray(node) ? Object.entries(node) : [];
/** Null without any, as where nothing is written. */
function patternsIn(imports) {
    const patterns = Array.isArray(imports) ? imports.flatMap((one) => one.env ?? []) : [];
    return patterns.length === 0 ? null : patterns;
}

;// CONCATENATED MODULE: ./lib/manifest/read.js











/** Parses and checks a manifest; throws `Mistakes` with everything that is wrong in it. */
function readManifest(text, file) {
    const { data, mistakes: lost, findingAt } = parseManifest(text, file);
    const mistakes = [...lost];
    const parsed = schema/* schema */.wQ.safeParse(data, { reportInput: true });
    if (!parsed.success) {
        const wrong = mistakesFrom(parsed.error.issues, schema/* schema */.wQ);
        const rest = restOf(data, wrong);
        mistakes.push(...wrong, ...(rest === undefined ? [] : independent(ruleMistakes(rest), wrong)));
    }
    else
        mistakes.push(...ruleMistakes(parsed.data));
    if (mistakes.length > 0 || !parsed.success)
        throw new errors/* Mistakes */.So(mistakes.map(({ path, message }) => findingAt(path, message)));
    return { ...manifestFrom(parsed.data), settings: settingsIn(data), findingAt };
}
function manifestFrom(raw) {
    const { vault, astro } = raw;
    return {
        name: raw.name,
        vault: {
            mount: vault.mount,
            variablesPath: vault['variables-path'],
            connectionsPath: vault['connections-path'],
            format: vault.format,
            airflowTimeout: vault['airflow-timeout'],
            ...(vault['airflow-url'] === undefined ? {} : { airflowUrl: (0,ends/* withoutEnd */.M)(vault['airflow-url'], '/') }),
            ...(vault['airflow-ca'] === undefined ? {} : { airflowCa: vault['airflow-ca'] })
        },
        identity: (0,identities/* identityFrom */.pH)(raw),
        manage: new Set(raw.manage),
        astro: {
            skipUnchanged: astro['skip-unchanged'],
            providerInstalled: astro['provider-installed'],
            wake: astro.wake,
            parse: astro.parse,
            ...(astro.pytest ? { pytest: astro['pytest-file'] ?? '' } : {}),
            ...(astro['env-file'] === undefined ? {} : { environmentFile: astro['env-file'] })
        },
        coverage: raw.coverage,
        variables: variablesFrom(raw.variables),
        connections: connectionsFrom(raw.connections, vault.format),
        imports: raw.imports.flatMap(({ file, rename }) => file === undefined ? [] : [{ file, rename: new Map(Object.entries(rename)) }]),
        patterns: raw.imports.flatMap(({ env }, index) => env === undefined ? [] : [(0,pattern/* patternFrom */.dq)(env, ['imports', String(index), 'env'])]),
        deployments: new Map(Object.entries(raw.deployments).map(([key, entry]) => [
            key,
            {
                isolate: entry.isolate,
                variables: variablesFrom(entry.variables),
                connections: connectionsFrom(entry.connections, vault.format),
                ...(entry['deployment-id'] === undefined ? {} : { id: entry['deployment-id'] }),
                ...(entry['deployment-name'] === undefined ? {} : { name: entry['deployment-name'] })
            }
        ]))
    };
}
function variablesFrom(raw) {
    const variables = new Map();
    for (const key of Object.keys(raw))
        variables.set(key, variableFrom(raw[key] ?? ''));
    return variables;
}
const connectionsFrom = (raw, format) => Object.entries(raw).map(([id, connection]) => connectionFrom(id, connection, format));
function variableFrom(raw) {
    return typeof raw === 'object' && 'json' in raw ? { kind: 'json', tree: raw.json } : (0,source/* valueFrom */.IK)(raw);
}
function connectionFrom(id, raw, usual) {
    const format = raw.format ?? usual;
    if (raw.conn_uri !== undefined)
        return { id, format, form: 'uri', text: (0,source/* valueFrom */.IK)(raw.conn_uri) };
    if (raw.conn_json !== undefined)
        return { id, format, form: 'json', text: (0,source/* valueFrom */.IK)(raw.conn_json) };
    const fields = {};
    for (const key of ['host', 'schema', 'login', 'password']) {
        const given = raw[key];
        if (given !== undefined)
            fields[key] = (0,source/* valueFrom */.IK)(given);
    }
    if (raw.port !== undefined)
        fields['port'] = typeof raw.port === 'number' ? { kind: 'constant', text: String(raw.port) } : (0,source/* valueFrom */.IK)(raw.port);
    if (typeof raw.extra === 'string')
        fields['extra'] = { kind: 'constant', text: raw.extra };
    else if (raw.extra !== undefined)
        fields['extra'] = { kind: 'json', tree: raw.extra };
    const description = raw.description === undefined ? {} : { description: raw.description };
    return { id, format, form: 'fields', connType: raw.conn_type ?? '', ...description, fields };
}


/***/ }),

/***/ 3266:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u9: () => (/* binding */ MANAGED),
/* harmony export */   wQ: () => (/* binding */ schema)
/* harmony export */ });
/* unused harmony export COVERAGES */
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5395);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9396);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3759);
/* harmony import */ var _base_schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4210);
/* harmony import */ var _identity_identities_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6539);
/* harmony import */ var _sources_schema_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2671);
/* harmony import */ var _vault_names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(768);
/* harmony import */ var _imports_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3279);






/** What the file may say, key by key. Rules that need more than one key are in `rules.ts`. */
const text = zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .union */ .KCZ([zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(), ..._sources_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .SOURCES */ .Hl], { error: 'must be a string in quotes, or a source such as { env: NAME }' })
    .register(zod_mini__WEBPACK_IMPORTED_MODULE_6__/* .globalRegistry */ .fd, { id: 'text', description: 'A constant or a source.' });
const json = zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .unknown */ .L5J().register(zod_mini__WEBPACK_IMPORTED_MODULE_6__/* .globalRegistry */ .fd, {
    id: 'json',
    description: 'Any structure. At any depth, `{ $env: NAME }` is replaced by a value from the environment; the other sources work the same way, each key with a `$` prefix. Everything else is data.'
});
const mapping = zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .record */ .g1P(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(), json).register(zod_mini__WEBPACK_IMPORTED_MODULE_6__/* .globalRegistry */ .fd, {
    id: 'mapping',
    description: 'A mapping, or one source with `$` that supplies all of it.'
});
const variable = zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .union */ .KCZ([
    zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .describe */ .q0y('A constant. It is not a secret: everyone who can read the manifest can read it.')),
    ..._sources_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .SOURCES */ .Hl,
    zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .strictObject */ .rej({ json: json.check(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .describe */ .q0y('The structure, with sources at any depth.')) })
        .check(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .describe */ .q0y('A structure, stored as JSON for `Variable.get(..., deserialize_json=True)`.'))
], {
    error: 'must be a string in quotes, a source such as { env: NAME }, or { json: … } for numbers, true, false and structures'
})
    .register(zod_mini__WEBPACK_IMPORTED_MODULE_6__/* .globalRegistry */ .fd, { id: 'variable', description: 'A string, a source, or a structure.' });
const format = zod_mini__WEBPACK_IMPORTED_MODULE_5__/* ["enum"] */ .k5n(['uri', 'fields']);
const connection = zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .strictObject */ .rej({
    conn_type: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(), "Airflow's connection type, such as `postgres` or `http`. Required unless `conn_uri` or `conn_json` is set."),
    host: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(text, 'Host, or whatever the connection type uses it for.'),
    port: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .union */ .KCZ([zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .int */ .Whr().check(zod_mini__WEBPACK_IMPORTED_MODULE_7__/* ._gte */ .qm(0), zod_mini__WEBPACK_IMPORTED_MODULE_7__/* ._lte */ .Zm(65_535)), ..._sources_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .SOURCES */ .Hl], {
        error: 'must be a whole number, or a source such as { env: NAME }'
    }), 'Port, from 0 to 65535.'),
    schema: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(text, 'Database name for most connection types, protocol for `http`.'),
    login: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(text, 'User name.'),
    password: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(text, 'Password, from a source. A constant needs `not-secret: true`.'),
    extra: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .union */ .KCZ([mapping, zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP()], { error: 'must be a mapping, or a JSON object as text' }), 'Everything else the connection type accepts: a mapping, or a JSON object as text.'),
    description: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(), 'Note for readers. Requires `format: fields`: a URI cannot carry it.'),
    conn_uri: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(text, 'The whole connection as an Airflow URI. Cannot be combined with other fields.'),
    conn_json: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(text, 'The whole connection as the JSON that Airflow accepts in `AIRFLOW_CONN_*`. Cannot be combined with other fields.'),
    format: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(format, 'How to store it in Vault: `uri` as one `conn_uri`, `fields` as one key per field (needs provider 2.1 or newer). Default: vault.format.'),
    'not-secret': (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .boolean */ .zMY(), 'Declares that a constant password is not a secret. Default: false.')
})
    .register(zod_mini__WEBPACK_IMPORTED_MODULE_6__/* .globalRegistry */ .fd, {
    id: 'connection',
    description: 'A connection: by its fields, or whole in `conn_uri` or `conn_json`.'
});
const deployment = zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .strictObject */ .rej({
    'deployment-id': (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .argument */ .EE, 'Id of the Deployment in Astro. Set either this or `deployment-name`.'),
    'deployment-name': (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .argument */ .EE, 'Name of the Deployment in Astro.'),
    isolate: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .boolean */ .zMY(), false, 'Gives this Deployment its own paths, policy and role, named after its key.'),
    variables: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .record */ .g1P(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(), variable), {}, 'Variables for this Deployment only. They add to those above, and replace those of the same name. Requires `isolate: true`.'),
    connections: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .record */ .g1P(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(), connection), {}, 'Connections for this Deployment only. They add to those above, and replace those of the same name. Requires `isolate: true`.')
})
    .register(zod_mini__WEBPACK_IMPORTED_MODULE_6__/* .globalRegistry */ .fd, {
    id: 'deployment',
    description: 'A Deployment, under the name that the inputs `deployment` and `deployments` select it by.'
});
const MANAGED = ['auth-method', 'mount', 'policy', 'role'];
const COVERAGES = ['warn', 'fail', 'off'];
const schema = zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .strictObject */ .rej({
    version: zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .literal */ .euz(1, { error: 'must be 1' }).check(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .describe */ .q0y('Version of the manifest format.')),
    name: _vault_names_js__WEBPACK_IMPORTED_MODULE_3__/* .manifestName */ .vS.check(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .describe */ .q0y('Names this manifest in the records in Vault. Keep it when the repository is renamed.')),
    vault: zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .prefault */ .SdS(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .strictObject */ .rej({
        mount: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(_vault_names_js__WEBPACK_IMPORTED_MODULE_3__/* .vaultPath */ .O, 'airflow', 'KV version 2 mount. Created if it does not exist.'),
        'variables-path': (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(_vault_names_js__WEBPACK_IMPORTED_MODULE_3__/* .secretFolder */ .p2, 'variables', 'Folder for variables.'),
        'connections-path': (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(_vault_names_js__WEBPACK_IMPORTED_MODULE_3__/* .secretFolder */ .p2, 'connections', 'Folder for connections.'),
        format: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(format, 'uri', 'How to store connections: `uri` as one `conn_uri`, `fields` as one key per field (needs provider 2.1 or newer).'),
        'airflow-url': (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(), 'Address of Vault as the Deployment reaches it. Default: the input `vault-url`.'),
        'airflow-ca': (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .given */ .gI, "Path of a CA bundle inside the Airflow image (`verify` in Airflow's settings). Default: the image's own."),
        'airflow-timeout': (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .int */ .Whr().check(zod_mini__WEBPACK_IMPORTED_MODULE_7__/* ._gte */ .qm(1), zod_mini__WEBPACK_IMPORTED_MODULE_7__/* ._lte */ .Zm(120)), 10, 'How long Airflow waits for Vault, in seconds.')
    }), {})
        .check(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .describe */ .q0y('Where secrets are stored in Vault, and how Airflow reaches it.')),
    ..._identity_identities_js__WEBPACK_IMPORTED_MODULE_1__/* .SECTIONS */ .bP,
    manage: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .array */ .YOg(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* ["enum"] */ .k5n(MANAGED)), [...MANAGED], 'What this action may create and change. It checks what is not listed, and never writes it.'),
    astro: zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .prefault */ .SdS(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .strictObject */ .rej({
        'skip-unchanged': (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .boolean */ .zMY(), false, 'Skips a deploy whose `deploy-type` names what to ship, if that is exactly what this action deployed last. `infer` always does.'),
        'provider-installed': (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .boolean */ .zMY(), false, "Declares that the image contains Airflow's hashicorp provider even though `requirements.txt` does not name it."),
        wake: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .boolean */ .zMY(), false, 'Wakes a hibernating Deployment that a run changes, for as long as the run takes, and at most for `run-timeout`.'),
        parse: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .boolean */ .zMY(), false, 'Imports all DAGs in a container of the image before anything is changed (`astro dev parse`).'),
        pytest: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .boolean */ .zMY(), false, 'Runs the tests of the project before anything is changed (`astro dev pytest`).'),
        'pytest-file': (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .argument */ .EE, 'Folder or file with these tests, below `tests/`. Default: all of `tests/`.'),
        'env-file': (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .maybe */ .no)(_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .argument */ .EE, 'File of the project with environment variables for these tests, such as `.env`. Default: none.')
    }), {})
        .check(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .describe */ .q0y('The Astro project, and how to deploy it.')),
    coverage: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* ["enum"] */ .k5n(COVERAGES), 'warn', "What to do when a DAG asks for a name that the manifest does not define: `warn` on the DAG's line, `fail` the run before it changes anything, or turn the check `off`."),
    variables: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .record */ .g1P(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(), variable), {}, 'Variables, by the key that `Variable.get` asks for.'),
    connections: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .record */ .g1P(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(), connection), {}, 'Connections, by conn_id.'),
    imports: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .array */ .YOg(_imports_js__WEBPACK_IMPORTED_MODULE_4__/* .imported */ .T), [], 'More variables and connections: files from Airflow or the astro CLI, and parts of the environment.'),
    deployments: (0,_base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .otherwise */ .fl)(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .record */ .g1P(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(), deployment), {}, 'Deployments by a name of your choice, which the inputs `deployment` and `deployments` select.')
});


/***/ }),

/***/ 9893:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Od: () => (/* binding */ scopeOf),
/* harmony export */   YK: () => (/* binding */ accessOf),
/* harmony export */   Yw: () => (/* binding */ isBelow)
/* harmony export */ });
/**
 * The shared names, or with `isolate` (the key of an isolated Deployment) its own: folders below `<key>/`, role and policy with
 * the suffix `-<key>`.
 */
function scopeOf(manifest, isolate) {
    const { vault, identity } = manifest;
    const below = (path) => (isolate === undefined ? path : `${isolate}/${path}`);
    const own = (name) => (isolate === undefined ? name : `${name}-${isolate}`);
    return {
        manifest: manifest.name,
        mount: vault.mount,
        variablesPath: below(vault.variablesPath),
        connectionsPath: below(vault.connectionsPath),
        kind: identity.kind,
        authMount: identity.mount,
        role: own(identity.name),
        policy: own(identity.policy),
        ...(isolate === undefined ? {} : { deployment: isolate })
    };
}
/** The part of a scope that a consumer's record keeps. */
const accessOf = ({ kind, authMount, role, mount, variablesPath, connectionsPath }) => ({
    kind,
    authMount,
    role,
    mount,
    variablesPath,
    connectionsPath
});
/** Whether a path is in one of the two folders of a scope. */
const isBelow = ({ variablesPath, connectionsPath }, path) => path.startsWith(`${variablesPath}/`) || path.startsWith(`${connectionsPath}/`);


/***/ }),

/***/ 6357:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ observeDeployment)
/* harmony export */ });
/* harmony import */ var _airflow_kwargs_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(7441);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7594);
/* harmony import */ var _identity_identities_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6539);
/* harmony import */ var _identity_identity_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(730);
/* harmony import */ var _manifest_scope_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(9893);
/* harmony import */ var _records_consumer_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(956);
/* harmony import */ var _records_consumer_shape_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1848);
/* harmony import */ var _records_key_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1809);
/* harmony import */ var _records_readers_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8130);
/* harmony import */ var _vault_policy_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1088);
/* harmony import */ var _readers_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9960);











/** Reads what Vault knows about one Deployment; changes nothing. */
async function observeDeployment(vault, { deployment, record, arrived, project }, scope, kwargsFor) {
    const named = [record?.holds, record?.lock?.issued, ...(record?.retired ?? []).filter(({ id }) => id !== '')];
    const looked = named.map(async (held) => {
        if (held === undefined)
            return [];
        const found = await (0,_identity_identities_js__WEBPACK_IMPORTED_MODULE_1__/* .identityKind */ .HR)(held).credential?.facts(vault, held, held.id);
        return found === undefined ? [] : [[held.id, found]];
    });
    const kind = (0,_identity_identities_js__WEBPACK_IMPORTED_MODULE_1__/* .identityKind */ .HR)(scope);
    const [found, login, key, policy] = await Promise.all([
        Promise.all(looked),
        kind.login(vault, scope),
        (0,_records_key_js__WEBPACK_IMPORTED_MODULE_5__/* .readKey */ .YZ)(vault, scope.mount),
        vault.policy(scope.policy)
    ]);
    // Treated as absent, it would make every run issue another credential.
    if (login.state === 'not-visible')
        (0,_identity_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .required */ .m)(login, kind.loginPath(scope));
    if (login.state === 'present' && !_records_consumer_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .facts */ .Ix.safeParse(login.value).success)
        throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${kind.loginPath(scope)} is not one line of at most 256 characters, so no record can hold it`, {
            hint: 'Set another role-id in Vault or in the manifest.'
        });
    const forms = login.state === 'present' ? [kwargsFor(login.value), kwargsFor(login.value, true)] : [];
    const wanted = key === undefined ? [] : forms.map(form => (0,_records_key_js__WEBPACK_IMPORTED_MODULE_5__/* .fingerprint */ .Rj)(key, (0,_airflow_kwargs_js__WEBPACK_IMPORTED_MODULE_9__/* .serialiseKwargs */ .Vj)(form)));
    const shown = deployment.variables.get(_airflow_kwargs_js__WEBPACK_IMPORTED_MODULE_9__/* .BACKEND_KWARGS */ .hd)?.value;
    const targets = whereStraysMayBe(deployment, record, scope);
    const exact = policy.state === 'present' && (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_7__/* .isExact */ .u0)(policy.value, scope);
    const idle = exact && targets.length === 0 && record?.lock?.unsettled === undefined && (record?.retired ?? []).length === 0;
    const readers = idle ? _records_readers_js__WEBPACK_IMPORTED_MODULE_6__/* .NOBODY */ .oQ : await (0,_readers_js__WEBPACK_IMPORTED_MODULE_8__/* .observeReaders */ .XF)(vault, scope, policy);
    return {
        deployment,
        record,
        credentials: new Map(found.flat()),
        strays: record === undefined ? [] : await findStrays(vault, record, targets, readers),
        kwargs: wanted.find(one => one === record?.holds?.kwargs) ?? wanted[0],
        ...(key === undefined || shown === undefined ? {} : { shownKwargs: (0,_records_key_js__WEBPACK_IMPORTED_MODULE_5__/* .fingerprint */ .Rj)(key, shown.reveal()) }),
        now: await vault.now(),
        policy,
        readers,
        ...(arrived === undefined ? {} : { arrived }),
        ...(project === undefined ? {} : { project })
    };
}
/**
 * Where an interrupted run may have issued one; and wherever this run is about to take over a Deployment whose record somebody has
 * deleted. The record belongs to this run by then.
 */
function whereStraysMayBe({ variables }, record, scope) {
    if (record?.lock === undefined)
        return [];
    const isLost = variables.has(_airflow_kwargs_js__WEBPACK_IMPORTED_MODULE_9__/* .BACKEND_KWARGS */ .hd) && record.holds === undefined && record.retired.length === 0;
    return [...(record.lock.unsettled ? record.lock.targets : []), ...(isLost ? [(0,_manifest_scope_js__WEBPACK_IMPORTED_MODULE_10__/* .accessOf */ .YK)(scope)] : [])];
}
/** A credential says which Deployment it was issued for. The Deployment's records, on all mounts, name those in use. */
async function findStrays(vault, record, targets, { uses }) {
    const known = new Set([...(0,_records_consumer_js__WEBPACK_IMPORTED_MODULE_3__/* .usesOf */ .MZ)(record), ...uses].map(({ id }) => id));
    const strays = [];
    for (const target of targets) {
        for (const id of (await (0,_identity_identities_js__WEBPACK_IMPORTED_MODULE_1__/* .identityKind */ .HR)(target).credential?.issuedFor(vault, target, record.consumer.id, known)) ?? []) {
            known.add(id);
            strays.push({ ...target, id });
        }
    }
    return strays;
}


/***/ }),

/***/ 5237:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Zt: () => (/* binding */ orphansOutside),
/* harmony export */   hL: () => (/* binding */ unclaimed),
/* harmony export */   hw: () => (/* binding */ orphansOf)
/* harmony export */ });
/* harmony import */ var _manifest_preview_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2445);
/* harmony import */ var _manifest_scope_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9893);


/** Which secrets a run looks at besides those that it wants, by what the ledger says of them. Pure. */
/** Wanted paths that may not be ours: a run killed while it claimed them may not have checked the other manifests. */
function unclaimed(wanted, { entries }) {
    const paths = wanted.filter(({ data }) => data !== undefined).map(({ path }) => path);
    return new Set(paths.filter(path => (entries.get(path)?.version ?? 0) === 0));
}
/** The orphans below the two folders of this scope: the ledger names them, and the manifest does not. */
function orphansOf(scope, wanted, { entries }) {
    const named = new Set(wanted.map(({ path }) => path));
    return [...entries.keys()].filter(path => (0,_manifest_scope_js__WEBPACK_IMPORTED_MODULE_1__/* .isBelow */ .Yw)(scope, path) && !named.has(path));
}
/**
 * The orphans in folders that no part of the manifest names any more: a path was changed, or an isolated Deployment removed.
 * Those of previews go with the preview. Prune leaves it alone: its permissions and its limit are about the folders that the manifest names.
 */
function orphansOutside(manifest, scope, { entries }) {
    const isolated = [...manifest.deployments].filter(([, { isolate }]) => isolate).map(([key]) => key);
    const scopes = [scope, ...[undefined, ...isolated].map(key => (0,_manifest_scope_js__WEBPACK_IMPORTED_MODULE_1__/* .scopeOf */ .Od)(manifest, key))];
    const left = [];
    const isElsewhere = (path) => !(0,_manifest_preview_js__WEBPACK_IMPORTED_MODULE_0__/* .isOfPreview */ .Su)(path) && !scopes.some(one => (0,_manifest_scope_js__WEBPACK_IMPORTED_MODULE_1__/* .isBelow */ .Yw)(one, path));
    for (const [path, { version }] of entries)
        if (version > 0 && isElsewhere(path))
            left.push(path);
    return left;
}


/***/ }),

/***/ 9960:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LH: () => (/* binding */ readersNow),
/* harmony export */   Qo: () => (/* binding */ readersOn),
/* harmony export */   XF: () => (/* binding */ observeReaders),
/* harmony export */   cS: () => (/* binding */ mountsOf)
/* harmony export */ });
/* harmony import */ var p_map__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(606);
/* harmony import */ var _records_consumer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(956);
/* harmony import */ var _records_consumers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3859);
/* harmony import */ var _records_readers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8130);
/* harmony import */ var _vault_policy_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1088);
/* harmony import */ var _vault_port_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7109);






/**
 * Everybody who may be reading: every consumer recorded on the mount of the scope, and on the mounts that its policy and the other
 * policies of its role name. For each role that they log in with, its policies, as far as this token may see them. `served`: whether
 * the mount of the scope exists. `role`: that of the scope, if it was read already. `lost`: policies that it has just lost.
 */
async function observeReaders(vault, scope, policy, { served = true, role, lost = [] } = {}) {
    const own = policiesIn(role ?? (await vault.role(scope.authMount, scope.role)));
    const former = [...new Set([...(own ?? []), ...lost])].filter(name => name !== scope.policy && name !== 'default');
    const texts = [policy, ...(await Promise.all(former.map(name => vault.policy(name))))];
    const mounts = new Set([
        ...(served ? [scope.mount] : []),
        ...texts.flatMap(text => (text.state === 'present' ? mountsOf(text.value) : []))
    ]);
    const found = await Promise.all([...mounts].map(mount => readersOn(vault, mount, scope.manifest)));
    const uses = found.flatMap(one => one.uses);
    const roles = [...new Map(uses.map(use => [(0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .roleOf */ .kp)(use), use])).values()].filter(use => (0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .roleOf */ .kp)(use) !== (0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .roleOf */ .kp)(scope));
    const others = await (0,p_map__WEBPACK_IMPORTED_MODULE_4__/* ["default"] */ .Ay)(roles, async (use) => [(0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .roleOf */ .kp)(use), policiesIn(await vault.role(use.authMount, use.role))], {
        concurrency: _vault_port_js__WEBPACK_IMPORTED_MODULE_5__/* .AT_ONCE */ .Q
    });
    const hidden = texts.slice(1).some(({ state }) => state === 'not-visible') ? [{}] : [];
    return {
        uses,
        previews: found.flatMap(one => one.previews),
        unknown: [...found.flatMap(one => one.unknown), ...hidden],
        policies: new Map([
            ...others.flatMap(([role, policies]) => (policies === undefined ? [] : [[role, policies]])),
            // Whatever policies this role has now, the one of the scope is among those that it will have.
            [(0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .roleOf */ .kp)(scope), [...(own ?? []), scope.policy]]
        ])
    };
}
/** The same at this moment, once the mount is there. */
const readersNow = async (vault, scope, lost = []) => await observeReaders(vault, scope, await vault.policy(scope.policy), { lost });
/** Those recorded on one mount. */
async function readersOn(vault, mount, manifest) {
    const read = await (0,_records_consumers_js__WEBPACK_IMPORTED_MODULE_1__/* .readConsumers */ .g)(vault, mount, manifest);
    if (read === undefined)
        return { uses: [], previews: [], unknown: [{ mount }] };
    const ours = read.known.filter(record => record.manifest === manifest);
    const previews = ours.flatMap(({ consumer, preview }) => (preview === undefined ? [] : [{ ...preview, name: consumer.name }]));
    return { previews, uses: read.known.flatMap(_records_consumer_js__WEBPACK_IMPORTED_MODULE_0__/* .usesOf */ .MZ), unknown: read.unreadable.map(finding => ({ mount, finding })) };
}
/** The mounts that a policy names. */
const mountsOf = (text) => [...(0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_3__/* .mountsIn */ .Ko)((0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_3__/* .parsePolicy */ .ON)(text)?.grants ?? new Map())];
/** Nobody logs in with a role that is not there. */
function policiesIn(role) {
    if (role.state === 'not-visible')
        return undefined;
    const policies = role.state === 'present' ? role.value['token_policies'] : [];
    return Array.isArray(policies) ? policies : undefined;
}


/***/ }),

/***/ 9537:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B: () => (/* binding */ observeUndo),
  jB: () => (/* binding */ observeVault),
  yw: () => (/* binding */ readAll)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./node_modules/p-map/index.js
var p_map = __webpack_require__(606);
// EXTERNAL MODULE: ./lib/identity/identities.js + 6 modules
var identities = __webpack_require__(6539);
// EXTERNAL MODULE: ./lib/identity/role-fields.js
var role_fields = __webpack_require__(1660);
// EXTERNAL MODULE: ./lib/manifest/scope.js
var manifest_scope = __webpack_require__(9893);
// EXTERNAL MODULE: ./lib/records/claims.js
var records_claims = __webpack_require__(8273);
// EXTERNAL MODULE: ./lib/records/history.js + 2 modules
var records_history = __webpack_require__(7205);
// EXTERNAL MODULE: ./lib/records/key.js
var records_key = __webpack_require__(1809);
// EXTERNAL MODULE: ./lib/records/ledger.js
var records_ledger = __webpack_require__(2617);
// EXTERNAL MODULE: ./lib/records/readers.js
var records_readers = __webpack_require__(8130);
// EXTERNAL MODULE: ./lib/records/secret-changes.js
var secret_changes = __webpack_require__(7656);
// EXTERNAL MODULE: ./lib/records/shard.js
var shard = __webpack_require__(3650);
// EXTERNAL MODULE: ./lib/vault/policy.js
var vault_policy = __webpack_require__(1088);
// EXTERNAL MODULE: ./lib/vault/port.js
var port = __webpack_require__(7109);
// EXTERNAL MODULE: ./lib/observe/authors.js
var observe_authors = __webpack_require__(2248);
// EXTERNAL MODULE: ./lib/observe/owned.js
var owned = __webpack_require__(5237);
// EXTERNAL MODULE: ./lib/observe/readers.js
var observe_readers = __webpack_require__(9960);
// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/http/errors.js
var http_errors = __webpack_require__(9729);
// EXTERNAL MODULE: ./lib/vault/errors.js
var vault_errors = __webpack_require__(7525);
;// CONCATENATED MODULE: ./lib/observe/role-claims.js






/**
 * What other manifests ask of the role: those on the mount of the scope (`served`: there is one already), and wherever consumers
 * that use it are recorded.
 */
async function observeRoleClaims(vault, scope, { uses }, served) {
    const { manifest } = scope;
    const mounts = new Set([...(served ? [scope.mount] : []), ...uses.map(({ mount }) => mount)]);
    const read = async (mount) => await (0,records_claims/* roleClaimedByOthers */.E)(vault, { mount, manifest, key: await (0,records_key/* readKey */.YZ)(vault, mount) }, (0,records_readers/* roleOf */.kp)(scope));
    const found = await Promise.all([...mounts].map(mount => read(mount).catch(unlessUnreadable)));
    return found.includes(undefined) ? undefined : new Map(found.flatMap(claims => [...(claims ?? [])]));
}
/** A record that this token may not read, or that is damaged, is unknown. What Vault itself refuses ends the run. */
function unlessUnreadable(error) {
    if (error instanceof vault_errors/* VaultError */.h || error instanceof http_errors/* Unreachable */.L || !(error instanceof errors/* UserError */.yo))
        throw error;
}

// EXTERNAL MODULE: ./lib/base/tally.js
var tally = __webpack_require__(5955);
;// CONCATENATED MODULE: ./lib/observe/secrets.js




const isGiven = (wanted) => wanted.data !== undefined;
/**
 * Reads every wanted secret that may exist. For those `added` to the ledger, one listing of each folder tells which do; if
 * none is, a listing would only cost the server as much as some hundred reads.
 */
async function readSecrets(vault, mount, wanted, added, tell) {
    const given = wanted.filter(isGiven);
    const names = await ofEach(foldersOf(given.filter(({ path }) => added.has(path))), folder => vault.list(mount, folder));
    const secrets = await ofEachSecret(given, tell, async ({ path, data }) => {
        const [folder, name] = split(path);
        return names.get(folder)?.has(name) === false ? NEVER : await readOne(vault, mount, path, data);
    });
    return { secrets, blind: false };
}
/**
 * Reads only what the ledger does not know. If the server lists versions (OpenBao), a secret that was changed or deleted by
 * hand has another one and is read too; otherwise the ledger's word is all there is.
 */
async function readUnknownSecrets(vault, mount, wanted, { ledger, key }, tell) {
    const given = wanted.filter(isGiven);
    const versions = await ofEach(foldersOf(given), folder => vault.versions(mount, folder));
    const secrets = await ofEachSecret(given, tell, async ({ path, data }) => {
        const [folder, name] = split(path);
        const listed = versions.get(folder);
        const there = listed?.get(name);
        if (listed !== undefined && there === undefined)
            return NEVER;
        const entry = ledger.entries.get(path);
        const unmoved = listed === undefined || (there?.deleted === false && there.until === undefined && there.version === entry?.version);
        if (entry === undefined || key === undefined || !unmoved)
            return await readOne(vault, mount, path, data);
        if (entry.fingerprint !== (0,records_key/* secretFingerprint */.nO)(key, mount, path, data))
            return await readOne(vault, mount, path, data);
        return { state: 'trusted', version: entry.version };
    });
    return { secrets, blind: [...versions.values()].includes(undefined) };
}
/** Nothing was ever written there. */
const NEVER = { state: 'absent', version: 0 };
async function ofEach(keys, look) {
    return new Map(await (0,p_map/* default */.Ay)(keys, async (key) => [key, await look(key)], { concurrency: port/* AT_ONCE */.Q }));
}
async function ofEachSecret(given, tell, look) {
    const count = (0,tally/* tally */.N)(given.length, 'secret', tell);
    const seen = await (0,p_map/* default */.Ay)(given, async (one) => {
        const found = [one.path, await look(one)];
        count();
        return found;
    }, { concurrency: port/* AT_ONCE */.Q });
    return new Map(seen);
}
/** Equal content is kept once: a second copy of 20,000 secrets would be a lot. */
async function readOne(vault, mount, path, data) {
    const there = await vault.read(mount, path);
    if (there.state !== 'present' || !there.data.equals(data))
        return there;
    const { since: _, ...rest } = there;
    return { ...rest, data };
}
const foldersOf = (wanted) => new Set(wanted.map(({ path }) => split(path)[0]));
function split(path) {
    const slash = path.lastIndexOf('/');
    return [path.slice(0, slash), path.slice(slash + 1)];
}

;// CONCATENATED MODULE: ./lib/observe/vault.js



















/** Reads everything in Vault that the plan is about; changes nothing. */
async function observeVault(vault, about) {
    const { manifest, scope } = about;
    const [authMethod, mount, policy] = await Promise.all([
        vault.authMethod(scope.authMount),
        vault.mount(scope.mount),
        vault.policy(scope.policy)
    ]);
    const served = mount.state === 'not-visible' || (mount.state === 'present' && mount.value.version === '2');
    const identity = (0,identities/* identityKind */.HR)(scope);
    const [authConfig, role, login, content] = await Promise.all([
        authMethod.state === 'absent' || identity.methodFields === undefined ? ABSENT : vault.authConfig(scope.authMount),
        authMethod.state === 'absent' ? ABSENT : vault.role(scope.authMount, scope.role),
        authMethod.state === 'absent' ? ABSENT : identity.login(vault, scope),
        served ? observeContent(vault, about) : nothing(about)
    ]);
    const found = {
        authMethod,
        authConfig,
        mount,
        policy,
        role,
        login,
        ...content,
        readers: records_readers/* NOBODY */.oQ,
        held: new Map(),
        roleClaims: new Map()
    };
    // A change of a role, and the deletion of a secret, depend on who uses them.
    const own = identity.ownLogin(manifest.identity);
    const wanted = identity.roleFields(manifest.identity, scope.policy);
    const otherFields = role.state === 'present' && (0,role_fields/* differingFields */.W1)(role.value, wanted).length > 0;
    const otherLogin = login.state === 'present' && own !== undefined && !(0,external_node_util_.isDeepStrictEqual)(login.value, own);
    const exact = policy.state === 'present' && (0,vault_policy/* isExact */.u0)(policy.value, scope);
    const looks = about.logins || role.state === 'absent';
    if (exact && !otherFields && !otherLogin && !(about.prune && content.orphans.size > 0) && !looks)
        return found;
    const readers = await (0,observe_readers/* observeReaders */.XF)(vault, scope, policy, { served, role });
    return {
        ...found,
        readers,
        held: looks ? await readHeld(vault, scope, readers) : new Map(),
        roleClaims: otherFields || otherLogin ? await observeRoleClaims(vault, scope, readers, served) : new Map()
    };
}
/** What Vault knows about each credential of this role that is recorded as held. */
async function readHeld(vault, scope, readers) {
    const held = (0,records_readers/* whoMayUse */.D)({ kind: 'role', access: scope }, readers).uses.filter(use => use.as === 'held');
    const facts = await (0,p_map/* default */.Ay)(held, async (use) => [use.id, await (0,identities/* identityKind */.HR)(use).credential?.facts(vault, use, use.id)], {
        concurrency: port/* AT_ONCE */.Q
    });
    return new Map(facts.flatMap(([id, found]) => (found === undefined ? [] : [[id, found]])));
}
/** So many orphans outside are read in a run, so that the note shrinks for whoever deletes them by hand. */
const LOOKED_AFTER = 20;
const ABSENT = { state: 'absent' };
const UNCLAIMED = { by: new Map(), doubtful: [] };
const nothing = ({ wanted }) => ({
    ledger: shard/* EMPTY */.wg,
    key: undefined,
    claims: UNCLAIMED,
    secrets: new Map(wanted.map(({ path }) => [path, NEVER])),
    authors: new Map(),
    blind: false,
    orphans: new Map()
});
async function observeContent(vault, about) {
    const { scope, wanted, check, prune, tell = () => { } } = about;
    const { mount, manifest } = scope;
    const { key, ledger } = await readRecords(vault, scope);
    const added = (0,owned/* unclaimed */.hL)(wanted, ledger);
    const seen = await (check === 'full'
        ? readSecrets(vault, mount, wanted, added, tell)
        : readUnknownSecrets(vault, mount, wanted, { ledger, key }, tell));
    const [claims, authors, orphans] = await Promise.all([
        added.size === 0 ? UNCLAIMED : (0,records_claims/* claimedByOthers */.C)(vault, { mount, manifest, key }, added),
        (0,observe_authors/* authorsOfDrift */.b)(vault, mount, wanted, { ...seen, ledger }),
        readAll(vault, mount, [
            ...(prune ? (0,owned/* orphansOf */.hw)(scope, wanted, ledger) : []),
            ...(0,owned/* orphansOutside */.Zt)(about.manifest, scope, ledger).slice(0, LOOKED_AFTER)
        ])
    ]);
    return { ledger, key, claims, ...seen, authors, orphans };
}
async function readRecords(vault, { mount, manifest }) {
    const reading = (0,records_key/* readKey */.YZ)(vault, mount);
    const [key, ledger] = await Promise.all([reading, (0,records_ledger/* readLedger */.SC)(vault, { mount, manifest, key: reading })]);
    return { key, ledger };
}
/** Reads what one run changed below this scope, and what was there before. */
async function observeUndo(vault, scope, run) {
    const { mount, manifest } = scope;
    const { key, ledger } = await readRecords(vault, { mount, manifest });
    const all = await (0,records_history/* changesOf */.fs)(vault, { mount, manifest, run, key });
    const ours = all.filter(({ path }) => (0,manifest_scope/* isBelow */.Yw)(scope, path));
    const changes = [...(0,secret_changes/* changesByPath */.g5)(ours).values()].flatMap(secret_changes/* unbroken */.D_);
    const first = new Map(changes.map(change => [change.path, change]));
    const latest = new Map([...changes].reverse().map(change => [change.path, change]));
    const now = await readAll(vault, mount, [...first.keys()]);
    const earlier = [...first.values()].filter(({ existed, kind }) => existed && kind === 'write');
    const later = [...latest.values()].filter(({ path, kind, from }) => {
        const there = now.get(path);
        return kind === 'write' && there?.state === 'present' && there.version > from + 1;
    });
    return {
        ledger,
        key,
        changes,
        now,
        before: await readVersions(vault, mount, earlier, ({ from }) => from),
        left: await readVersions(vault, mount, later, ({ from }) => from + 1),
        claims: await (0,records_claims/* claimedByOthers */.C)(vault, { mount, manifest, key }, new Set(first.keys())),
        readers: changes.some(({ existed }) => !existed) ? await (0,observe_readers/* observeReaders */.XF)(vault, scope, ABSENT) : records_readers/* NOBODY */.oQ
    };
}
async function readVersions(vault, mount, changes, version) {
    const read = async (change) => [change.path, await vault.readVersion(mount, change.path, version(change))];
    return new Map(await (0,p_map/* default */.Ay)(changes, read, { concurrency: port/* AT_ONCE */.Q }));
}
/** What is in Vault at each of these paths. */
async function readAll(vault, mount, paths) {
    return new Map(await (0,p_map/* default */.Ay)(paths, async (path) => [path, await vault.read(mount, path)], { concurrency: port/* AT_ONCE */.Q }));
}


/***/ }),

/***/ 4443:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ changeOf)
/* harmony export */ });
/* harmony import */ var _astro_deploy_types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(952);
/* harmony import */ var _vault_policy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1088);


/** Made from the step on demand: 20,000 of these need not live as long as the plan. */
function changeOf(step) {
    switch (step.kind) {
        case 'auth-method':
            return { before: null, after: { type: step.type } };
        case 'auth-config': {
            const was = Object.keys(step.was);
            const after = was.length === 0 ? step.fields : Object.fromEntries(was.map(name => [name, step.fields[name]]));
            return { before: was.length === 0 ? null : { fields: step.was }, after: { fields: after } };
        }
        case 'mount':
            return { before: null, after: { type: 'kv', version: '2' } };
        case 'claim': {
            const { added, roles, policies, takenFrom, changing } = step;
            const after = { secrets: added.size, roles: roles.size, policies: policies.size };
            return { before: null, after: { ...after, taken: takenFrom.size, changing: changing.length } };
        }
        case 'generate':
            return { before: null, after: { values: step.drawn.size } };
        case 'policy':
        case 'narrow':
            return { before: step.seen === undefined ? null : rulesOf(step.seen), after: rulesOf(step.text) };
        case 'role':
            return roleChange(step);
        case 'secret': {
            const { expected: version, overwrites, keys, constants, found } = step;
            return {
                before: { state: overwrites ? 'other' : 'absent', version, ...found },
                after: { state: 'set', version: version + 1, ...(keys && { keys }), ...(constants && { constants }) }
            };
        }
        case 'delete':
            return { before: { state: 'set', version: step.version }, after: { state: 'absent', version: step.version } };
        case 'undelete':
            return { before: { state: 'absent', version: step.version }, after: { state: 'set', version: step.version } };
        case 'ledger': {
            const { known, gone, released } = step;
            return { before: null, after: { noted: known.size, gone: gone.size, released: released?.size ?? 0 } };
        }
        case 'record':
            return { before: null, after: { fields: Object.keys(step.change).sort() } };
        case 'credential': {
            const { replaces, boundCidrs } = step;
            return {
                before: { state: replaces.length > 0 ? 'other' : 'absent' },
                after: { state: 'set', ...(boundCidrs && { boundCidrs }) }
            };
        }
        case 'kwargs':
            return { before: { state: step.overwrites ? 'other' : 'absent' }, after: { state: 'set' } };
        case 'backend':
            return { before: { state: 'absent' }, after: { state: 'set' } };
        case 'deploy':
            return (0,_astro_deploy_types_js__WEBPACK_IMPORTED_MODULE_0__/* .projectOf */ .v8)(step.request.type) === 'dbt'
                ? { before: null, after: { mountPath: step.request.mountPath } }
                : { before: partsOf(step.was, step.parts), after: partsOf(step.parts, step.parts) };
        case 'retire':
            return { before: { state: step.isGone ? 'absent' : 'set' }, after: { state: 'absent' } };
        case 'verify': {
            const { length: asked } = step.paths;
            return { before: null, after: { asked, of: step.of ?? asked } };
        }
        case 'wake':
            return { before: step.was === undefined ? null : { ...step.was }, after: { hibernates: false, seconds: step.seconds } };
        case 'hibernate':
            return { before: { hibernates: false }, after: step.was === undefined ? null : { ...step.was } };
        case 'create':
            return { before: { state: 'absent' }, after: { state: 'set' } };
        case 'revoke':
        case 'remove':
        case 'forget':
            return { before: { state: 'set' }, after: { state: 'absent' } };
        case 'health':
            return { before: null, after: null };
    }
}
/** The owner of a policy and what it grants: path → capabilities. A policy may have rules that this action cannot read. */
function rulesOf(text) {
    const policy = (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_1__/* .parsePolicy */ .ON)(text);
    if (policy === undefined)
        return { grants: 'unknown' };
    const grants = Object.fromEntries(Array.from(policy.grants, ([path, capabilities]) => [path, [...capabilities].sort()]));
    return { ...(policy.manifest === undefined ? {} : { manifest: policy.manifest }), grants };
}
/** Field by field, only those that differ. Of what Airflow logs in with, only the names. */
function roleChange({ isNew, was, fields = {}, login = {} }) {
    const differing = Object.entries(fields).filter(([name]) => isNew || Object.hasOwn(was, name));
    const loginAs = (state) => Object.fromEntries(Object.keys(login).map(name => [name, state]));
    return {
        before: isNew ? null : { fields: was, login: loginAs('other') },
        after: { fields: Object.fromEntries(differing), login: loginAs('set') }
    };
}
/** Tree and version, as far as they are known, of each part that is shipped. */
function partsOf(shipped, shipping) {
    const known = Object.entries(shipped).flatMap(([part, { tree, version }]) => part in shipping ? [[part, { tree, ...(version === undefined ? {} : { version }) }]] : []);
    return known.length === 0 ? null : Object.fromEntries(known);
}


/***/ }),

/***/ 1634:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  l: () => (/* binding */ planCredential)
});

// EXTERNAL MODULE: ./lib/airflow/kwargs.js
var airflow_kwargs = __webpack_require__(7441);
// EXTERNAL MODULE: ./lib/identity/identities.js + 6 modules
var identities = __webpack_require__(6539);
// EXTERNAL MODULE: ./lib/records/consumer-shape.js
var consumer_shape = __webpack_require__(1848);
// EXTERNAL MODULE: ./lib/plan/plan.js
var plan_plan = __webpack_require__(9164);
;// CONCATENATED MODULE: ./lib/plan/deployment/binding.js

const KEY = 'approle.secret-id-bound-cidrs';
const SILENT = { onIssue: [], onKeep: [] };
/**
 * Widens first: while the Deployment has an address that its credential does not admit, the next one also admits all that the known
 * ones do. Narrows last: what the Deployment no longer has is left out by the replacement after that. Where its addresses are
 * unknown, nothing is issued and nothing replaced.
 */
function planBinding(isBound, { deployment, credentials }, holds) {
    const { name, addresses } = deployment;
    const admitted = [...credentials].flatMap(([id, facts]) => (facts.state === 'present' ? [{ id, ...facts.value }] : []));
    const held = admitted.find(({ id }) => id === holds?.id);
    const subject = `Deployment ${name}`;
    if (!isBound)
        return { ...SILENT, ...(held?.boundCidrs && { why: `it works from some addresses alone, and ${KEY} is not set` }) };
    if ('unknown' in addresses) {
        const hint = `Run again. If Astro still does not show them, remove \`${KEY}\` from the manifest.`;
        return {
            onIssue: [(0,plan_plan/* conflict */.hj)(subject, `${addresses.unknown}, so no secret-id can be bound to its addresses (${KEY})`, hint)],
            onKeep: [(0,plan_plan/* warning */.$e)(subject, `${addresses.unknown}; its secret-id stays as it is (${KEY})`, hint)]
        };
    }
    const { cidrs } = addresses;
    const missing = cidrs.filter(cidr => !held?.boundCidrs?.includes(cidr));
    const before = admitted.flatMap(({ boundCidrs }) => boundCidrs ?? []);
    const boundCidrs = missing.length === 0 ? cidrs : [...new Set([...cidrs, ...before])].sort();
    return {
        boundCidrs,
        ...(held && missing.length > 0 && { why: whyReplace(held.boundCidrs, missing) }),
        onIssue: [(0,plan_plan/* note */.N4)(subject, worth(boundCidrs))],
        onKeep: superfluous(subject, cidrs, held?.boundCidrs ?? [])
    };
}
const whyReplace = (bound, missing) => bound === undefined
    ? `it works from anywhere, and ${KEY} is set`
    : `it does not work from ${missing.join(', ')}, and the Deployment has other addresses than before`;
const worth = (cidrs) => `gets a secret-id that works only from ${cidrs.join(', ')}. These are the addresses of its whole cluster: on a shared cluster, other customers have them too. If Airflow reaches Vault from another address, as over a private connection, it cannot log in`;
function superfluous(subject, cidrs, bound) {
    const old = bound.filter(cidr => !cidrs.includes(cidr));
    const message = `holds a secret-id that still works from ${old.join(', ')}, which it no longer has, until that is replaced`;
    return old.length === 0 ? [] : [(0,plan_plan/* note */.N4)(subject, message, 'To replace it now, run mode `deploy` with `rotate: now`.')];
}

// EXTERNAL MODULE: ./lib/plan/deployment/settle.js
var settle = __webpack_require__(4408);
;// CONCATENATED MODULE: ./lib/plan/deployment/kwargs-there.js



/** What the Deployment shows of the KWARGS that it has: their text, unless they are marked as secret, and the time of their last change. */
const SOMEBODY = 'somebody else';
/**
 * Who else has changed KWARGS, as far as the text or, where it cannot be read, the times tell. If only its time is new, somebody wrote
 * it. If all are new, nobody can tell; while there is a stray, it may have been a run that was stopped and went on after another one
 * had settled what it left.
 */
function whoChanged(record, observed) {
    const isShown = record.holds && (0,settle/* shows */.L)(observed, record.holds);
    if (isShown !== undefined)
        return isShown ? undefined : SOMEBODY;
    const now = (0,consumer_shape/* updatedAt */.FG)(observed.deployment);
    if (now[airflow_kwargs/* BACKEND_KWARGS */.hd] === record.variables[airflow_kwargs/* BACKEND_KWARGS */.hd])
        return undefined;
    if (!haveMoved(record, now))
        return SOMEBODY;
    return record.retired.some(({ stray }) => stray) ? 'perhaps a run that had been stopped' : undefined;
}
/** Whether somebody may have changed KWARGS, and nothing shows it. */
const mayBeChanged = (record, observed) => (record.holds && (0,settle/* shows */.L)(observed, record.holds)) === undefined && haveMoved(record, (0,consumer_shape/* updatedAt */.FG)(observed.deployment));
/** Whether all times are new, of KWARGS and of others: then the platform may have moved them for a change of any variable. */
function haveMoved({ variables }, now) {
    const keys = Object.keys({ ...variables, [airflow_kwargs/* BACKEND_KWARGS */.hd]: '' });
    return keys.length > 1 && keys.every(key => now[key] !== variables[key]);
}

;// CONCATENATED MODULE: ./lib/plan/deployment/credential.js






/** Whether the Deployment holds kwargs that let it read what it should. */
function planCredential({ manifest, rotateNow, adopt }, observed, record) {
    const { deployment, now } = observed;
    const { holds, variables } = record;
    // Nobody knows whether the Deployment ever had a stray.
    const retired = record.retired.filter(({ stray }) => !stray);
    const kwargs = deployment.variables.get(airflow_kwargs/* BACKEND_KWARGS */.hd);
    const subject = `Deployment ${deployment.name}`;
    const plan = (part) => ({ issue: (0,plan_plan/* planOf */.XC)({}), hand: (0,plan_plan/* planOf */.XC)({}), ...part });
    const owner = holds === undefined && retired.length === 0 ? undefined : observed.record?.manifest;
    const isTheirs = owner !== undefined && owner !== manifest.name;
    if (isTheirs && !adopt) {
        const hint = 'Deploy it with only one of the two manifests, or set `on-conflict: adopt` to take it over.';
        return plan({ issue: (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(subject, `belongs to manifest ${owner}`, hint)) });
    }
    if (kwargs !== undefined && holds === undefined && retired.length === 0 && !adopt) {
        const set = kwargs.updatedAt === '' ? '' : ` (set at ${kwargs.updatedAt})`;
        const unread = kwargs.value === undefined ? '; its value cannot be read back' : '';
        const message = `has an ${airflow_kwargs/* BACKEND_KWARGS */.hd}${set} that no record on mount ${manifest.vault.mount}/ accounts for${unread}`;
        return plan({ issue: (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(subject, message, 'Set `on-conflict: adopt` to replace it.')) });
    }
    const { credential: kind } = (0,identities/* identityKind */.HR)(manifest.identity);
    const binding = planBinding(kind?.isBound(manifest.identity) ?? false, observed, holds);
    const why = whyIssue(manifest, observed, record, rotateNow, binding);
    if (why !== undefined) {
        const replaced = mayHold(observed, record).map(credential => ({ ...credential, since: now.toISOString() }));
        const handed = kind === undefined ? why : { reason: `it contains the new ${kind.noun}` };
        const { boundCidrs, onIssue } = binding;
        const bound = boundCidrs === undefined ? {} : { boundCidrs };
        const step = kind && { kind: 'credential', noun: kind.noun, replaces: replaced, ...bound, ...why };
        return {
            issue: (0,plan_plan/* planOf */.XC)({ steps: step === undefined ? [] : [step], findings: onIssue }),
            hand: (0,plan_plan/* planOf */.XC)({
                steps: [{ kind: 'kwargs', overwrites: kwargs !== undefined, replaces: replaced, ...handed }]
            }),
            replaced
        };
    }
    const facts = holds && observed.credentials.get(holds.id);
    if (facts?.state === 'not-visible') {
        const message = `holds a ${kind?.noun ?? 'credential'} whose age is unknown: ${facts.because}`;
        return plan({ issue: (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(subject, message, 'Allow the token of this run to look the credential up.')) });
    }
    const current = (0,consumer_shape/* updatedAt */.FG)(deployment);
    const findings = [
        ...binding.onKeep,
        ...(mayBeChanged(record, observed) ? [movedTimes(subject, kind !== undefined)] : []),
        ...(rotateNow && kind === undefined
            ? [(0,plan_plan/* note */.N4)(subject, 'logs in without a credential, so `rotate: now` has nothing to replace')]
            : [])
    ];
    const same = Object.keys({ ...variables, ...current }).every(key => variables[key] === current[key]);
    if (isTheirs) {
        const reason = `it belonged to manifest ${owner}`;
        return plan({
            hand: (0,plan_plan/* planOf */.XC)({ steps: [{ kind: 'record', change: { manifest: manifest.name, variables: current }, reason }], findings })
        });
    }
    if (same)
        return plan({ hand: (0,plan_plan/* planOf */.XC)({ findings }) });
    const reason = 'the variables changed after they were recorded';
    return plan({ hand: (0,plan_plan/* planOf */.XC)({ steps: [{ kind: 'record', change: { variables: current }, reason }], findings }) });
}
/** Said once: the next run compares with the times that this one records. */
function movedTimes(subject, hasCredential) {
    const message = `has new times on all its variables since the last run, so somebody may have changed ${airflow_kwargs/* BACKEND_KWARGS */.hd}; nobody can read that back`;
    const cure = hasCredential
        ? 'run mode `deploy` with `rotate: now`'
        : `delete ${airflow_kwargs/* BACKEND_KWARGS */.hd} in Astro and run mode \`deploy\``;
    const hint = `If nobody of you changed the Deployment, or if Airflow cannot log in to Vault, ${cure}.`;
    return { ...(0,plan_plan/* warning */.$e)(subject, message, hint), topic: 'drift' };
}
/** What it may hold now: if somebody else may have written the kwargs, anything that it was ever given, or was about to get. */
function mayHold(observed, record) {
    const { holds, retired } = record;
    if (holds !== undefined && whoChanged(record, observed) === undefined)
        return [holds];
    return [...retired, ...(holds === undefined ? [] : [holds])];
}
/** Why the Deployment needs other kwargs than it has; undefined if those are good. */
function whyIssue({ identity }, observed, record, rotateNow, binding) {
    const { deployment, now } = observed;
    const { holds } = record;
    const { credential: kind } = (0,identities/* identityKind */.HR)(identity);
    const kwargs = deployment.variables.get(airflow_kwargs/* BACKEND_KWARGS */.hd);
    if (holds === undefined)
        return { reason: kwargs === undefined ? 'the Deployment has none yet' : 'it is unknown which one the Deployment holds' };
    if (kwargs === undefined)
        return goneBySomebody(`the Deployment no longer has ${airflow_kwargs/* BACKEND_KWARGS */.hd}`);
    // Without an id there was no credential in it.
    if (kind !== undefined && holds.id !== '' && !kwargs.secret)
        return bySomebody(`${airflow_kwargs/* BACKEND_KWARGS */.hd} is not marked as secret, so others may know its ${kind.noun}`);
    const facts = observed.credentials.get(holds.id);
    if (facts?.state === 'absent')
        return goneBySomebody(`its ${kind?.noun ?? 'login'} no longer exists in Vault`);
    if (holds.kwargs !== observed.kwargs)
        return { reason: 'the settings with which Airflow reads from Vault have changed' };
    const other = whoChanged(record, observed);
    if (other !== undefined)
        return { reason: `${other} changed ${airflow_kwargs/* BACKEND_KWARGS */.hd}`, ...(other === SOMEBODY && DRIFT) };
    if (kind === undefined)
        return undefined;
    if (binding.why !== undefined)
        return { reason: binding.why };
    if (rotateNow)
        return { reason: '`rotate: now` asks for a new one' };
    const reason = facts?.state === 'present' ? whyRotate(identity, kind, facts.value, now) : undefined;
    return reason === undefined ? undefined : { reason };
}
const DRIFT = { found: { by: 'drift' } };
const bySomebody = (reason) => ({ reason, ...DRIFT });
const goneBySomebody = (reason) => ({ reason, found: { by: 'drift', gone: true } });
function whyRotate(identity, kind, { created, expires }, now) {
    const rotateAfter = kind.rotateAfter(identity);
    const age = (now.getTime() - created.getTime()) / 1000;
    if (age >= rotateAfter)
        return `its ${kind.noun} is ${Math.floor(age / 3600)} h old, and rotate-after is ${rotateAfter / 3600} h`;
    const left = expires && (expires.getTime() - now.getTime()) / 1000;
    if (left === undefined || left > (0,identities/* identityKind */.HR)(identity).destroyAfter(identity))
        return undefined;
    return `its ${kind.noun} expires at ${expires?.toISOString()}`;
}


/***/ }),

/***/ 8929:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  a: () => (/* binding */ planBackend),
  H: () => (/* binding */ planDeployment)
});

// EXTERNAL MODULE: ./lib/airflow/kwargs.js
var kwargs = __webpack_require__(7441);
// EXTERNAL MODULE: ./lib/astro/port.js
var port = __webpack_require__(7904);
// EXTERNAL MODULE: ./lib/identity/identities.js + 6 modules
var identities = __webpack_require__(6539);
// EXTERNAL MODULE: ./lib/manifest/scope.js
var manifest_scope = __webpack_require__(9893);
// EXTERNAL MODULE: ./lib/records/consumer.js
var consumer = __webpack_require__(956);
// EXTERNAL MODULE: ./lib/records/retired.js
var records_retired = __webpack_require__(9923);
// EXTERNAL MODULE: ./lib/plan/outages.js
var outages = __webpack_require__(2151);
// EXTERNAL MODULE: ./lib/plan/plan.js
var plan = __webpack_require__(9164);
// EXTERNAL MODULE: ./lib/plan/step.js
var step = __webpack_require__(9385);
// EXTERNAL MODULE: ./lib/plan/deployment/credential.js + 2 modules
var deployment_credential = __webpack_require__(1634);
// EXTERNAL MODULE: ./lib/records/readers.js
var records_readers = __webpack_require__(8130);
// EXTERNAL MODULE: ./lib/vault/policy.js
var vault_policy = __webpack_require__(1088);
;// CONCATENATED MODULE: ./lib/plan/deployment/narrow.js



/** Removes from the policy what no record names any more. The very last step of a run. */
function planNarrow({ manifest, scope, adopt, deploymentId, remaining }, { policy, readers }) {
    if (!manifest.manage.has('policy') || policy.state !== 'present')
        return (0,plan/* planOf */.XC)({});
    const there = (0,vault_policy/* parsePolicy */.ON)(policy.value);
    if (there === undefined || (there.manifest !== scope.manifest && !adopt))
        return (0,plan/* planOf */.XC)({});
    const others = (0,records_readers/* whoMayUse */.D)({ kind: 'policy', name: scope.policy }, (0,records_readers/* besides */.oN)(readers, scope.mount, deploymentId));
    const needed = (0,vault_policy/* grantsFor */.vj)([scope, ...remaining, ...others.uses]);
    const extra = new Map([...there.grants].filter(([path, capabilities]) => !(0,vault_policy/* includes */.mK)(needed, new Map([[path, capabilities]]))));
    if (extra.size === 0)
        return (0,plan/* planOf */.XC)({});
    const subject = `policy ${scope.policy}`;
    if ((0,records_readers/* isUnlisted */.fi)(others))
        return (0,plan/* told */.Ev)((0,plan/* note */.N4)(subject, 'could be narrower, but this token cannot list the records of other Deployments'));
    if (others.unknown.length > 0)
        return (0,plan/* told */.Ev)((0,plan/* note */.N4)(subject, 'could be narrower, but some records of other Deployments cannot be read'), ...(0,records_readers/* findingsOf */.WX)(others));
    if (remaining.some(({ stray }) => stray) || others.uses.some(({ as }) => as === 'stray'))
        return (0,plan/* told */.Ev)((0,plan/* note */.N4)(subject, 'could be narrower, but nobody knows where a secret-id reads that an earlier run left'));
    const here = (0,vault_policy/* grantsFor */.vj)([scope]);
    // A Deployment in doubt keeps what it has, and gets nothing new.
    const kept = new Map([...needed].filter(([path]) => here.has(path) || there.grants.has(path)));
    const step = {
        kind: 'narrow',
        name: scope.policy,
        text: (0,vault_policy/* policyText */.MJ)(scope.manifest, kept),
        seen: policy.value,
        reason: `no Deployment needs ${(0,vault_policy/* describeGrants */.Vz)(extra)} any more`
    };
    return (0,plan/* planOf */.XC)({ steps: [step] });
}

// EXTERNAL MODULE: ./lib/plan/deployment/provider.js
var provider = __webpack_require__(5610);
;// CONCATENATED MODULE: ./lib/plan/deployment/retire.js




/**
 * A replaced credential is destroyed when its time is over, its Deployment is healthy without it, nobody holds it by any record,
 * and Vault says that it was issued for this Deployment: whoever can write records can name any credential in one.
 */
function planRetire({ identity }, observed, { retired, holds, seenHealthy }) {
    const { now } = observed;
    const steps = [];
    const findings = [];
    const destroyAfter = (0,identities/* identityKind */.HR)(identity).destroyAfter(identity);
    for (const { since, stray, ...credential } of retired) {
        const subject = `${nounOf(credential)} ${(0,consumer/* nameOf */.Vb)(credential)}`;
        const end = credential.id === '' ? 'forgotten' : 'destroyed';
        const due = new Date(new Date(since).getTime() + destroyAfter * 1000);
        if (observed.credentials.get(credential.id)?.state === 'absent') {
            // Whoever logged in with it before may still read where it says, so the record keeps it as long.
            if (due <= now)
                steps.push({ ...destroying(credential, 'it no longer exists in Vault'), isGone: true });
            continue;
        }
        const isHeld = holds !== undefined && (0,consumer/* sameCredential */.KB)(holds, credential);
        const kept = isHeld ? 'the Deployment holds it' : (whoElse(credential, observed) ?? whyNotOurs(credential, observed));
        if (kept !== undefined)
            findings.push((0,plan/* note */.N4)(subject, `is kept: ${kept}`));
        // What cannot be compared is not due.
        else if (!(due <= now))
            findings.push((0,plan/* note */.N4)(subject, `will be ${end} by the first deploy run after ${due.toISOString()}, once a newer one is in use`));
        else if (!seenHealthy)
            findings.push((0,plan/* note */.N4)(subject, `will be ${end} once a newer one is in use and the Deployment has been seen healthy`));
        else {
            const why = stray ? 'an earlier run issued it and ended before the Deployment got it' : 'a newer one is in use';
            steps.push(destroying(credential, `${why}, and destroy-after has passed`));
        }
    }
    return (0,plan/* planOf */.XC)({ steps, findings });
}
/** Which other records name it. */
function whoElse(credential, { readers, record }) {
    const others = record === undefined ? readers : (0,records_readers/* besides */.oN)(readers, credential.mount, record.consumer.id);
    const { uses } = (0,records_readers/* whoMayUse */.D)({ kind: 'credential', credential }, others);
    if (uses.length === 0)
        return undefined;
    return `the record of Deployment ${uses.map(({ who, mount }) => `${who.name} on mount ${mount}/`).join(', ')} names it as well`;
}
/** Why nothing shows that this action issued it for this Deployment. */
function whyNotOurs(credential, { deployment, credentials, strays }) {
    if (credential.id === '' || strays.some(one => (0,consumer/* sameCredential */.KB)(one, credential)))
        return undefined;
    const facts = credentials.get(credential.id);
    if (facts?.state === 'not-visible')
        return `it cannot be looked up: ${facts.because}`;
    if (facts?.state === 'present' && facts.value.deployment === deployment.id)
        return undefined;
    return 'Vault does not say that it was issued for this Deployment';
}
/** The step that ends a credential. */
const destroying = (credential, reason) => ({
    kind: 'retire',
    noun: nounOf(credential),
    credential,
    reason
});
/** What people call such a credential. */
const nounOf = (credential) => credential.id === '' ? 'login' : ((0,identities/* identityKind */.HR)(credential).credential?.noun ?? 'login');

// EXTERNAL MODULE: ./lib/plan/deployment/settle.js
var settle = __webpack_require__(4408);
;// CONCATENATED MODULE: ./lib/plan/deployment/settle-deploy.js


/**
 * Makes the record true again if an earlier run ended between a deploy and its record. The deploy has a mark: unless the
 * platform lists it as deployed, it counts as not shipped.
 */
function settleDeploy({ record, arrived }) {
    const { shipped = {}, lock } = record ?? {};
    if (lock?.shipping === undefined || arrived === undefined)
        return { shipped, plan: (0,plan/* planOf */.XC)({}) };
    const change = { shipped: (0,consumer/* withArrived */.so)(shipped, lock.shipping.parts, arrived) };
    const reason = 'an earlier run deployed the project and ended before recording it';
    return { ...change, plan: (0,plan/* planOf */.XC)({ steps: [{ kind: 'record', change, reason }] }) };
}

// EXTERNAL MODULE: ./lib/plan/deployment/shipping.js + 1 modules
var deployment_shipping = __webpack_require__(9470);
// EXTERNAL MODULE: ./lib/plan/deployment/verify.js
var verify = __webpack_require__(8349);
;// CONCATENATED MODULE: ./lib/plan/deployment/wake.js


const NOTHING = { wake: (0,plan/* planOf */.XC)({}), hibernate: (0,plan/* planOf */.XC)({}) };
/** A hibernating Deployment is awake while it is changed, so that its health says something about the change. */
function planWake({ wake, runSeconds, waitForHealth }, { deployment, record }, isChanged) {
    const woken = record?.lock?.woken;
    // Whoever has overridden it since an earlier run woke it is not undone.
    const isAwakeForUs = woken !== undefined && (0,port/* sameOverride */.t)(deployment.override, { hibernates: false, until: woken.until });
    const was = isAwakeForUs || deployment.override === undefined ? woken?.was : deployment.override;
    const before = was === undefined ? {} : { was };
    const sleeps = isAwakeForUs || deployment.status === 'HIBERNATING';
    if (wake && isChanged && sleeps && waitForHealth)
        return {
            wake: (0,plan/* planOf */.XC)({ steps: [{ kind: 'wake', seconds: runSeconds, ...before, reason: 'it is hibernating (astro.wake)' }] }),
            hibernate: (0,plan/* planOf */.XC)({ steps: [{ kind: 'hibernate', ...before, reason: 'it is awake for this run only' }] })
        };
    const hibernate = woken === undefined
        ? NOTHING.hibernate
        : (0,plan/* planOf */.XC)({ steps: [{ kind: 'hibernate', ...before, reason: 'an earlier run woke it and ended before that' }] });
    if (!wake || !isChanged || !sleeps)
        return { ...NOTHING, hibernate };
    const message = 'is hibernating and is not woken (astro.wake), because this run does not wait for it';
    return { hibernate, wake: (0,plan/* told */.Ev)((0,plan/* warning */.$e)(`Deployment ${deployment.name}`, message, 'Set `wait-time` to more than 0.')) };
}

;// CONCATENATED MODULE: ./lib/plan/deployment/deployment.js


















/**
 * From readable secrets to a Deployment that reads them: settle what an earlier run left, wake it, secret-id, proof, the two
 * variables, deploy, health, let it hibernate again, and only then destroy what was replaced. Pure.
 */
function planDeployment(desired, observed) {
    const settled = (0,settle/* settle */.G)(observed);
    const { shipped, plan: recorded } = settleDeploy(observed);
    const credential = (0,deployment_credential/* planCredential */.l)(desired, observed, settled.record);
    const shipping = (0,deployment_shipping/* planShipping */.GW)(desired, observed, shipped);
    const backend = planBackend(observed);
    const imageFirst = backend.steps.length > 0 && !(0,deployment_shipping/* providerKnown */.Pu)(desired, shipped) && (0,deployment_shipping/* shipsProvider */.B0)(shipping.steps);
    const proof = (0,verify/* planVerify */.TU)(desired, credential.replaced && 'the new login must work before the Deployment gets it');
    const variables = [credential.issue, proof, credential.hand, backend];
    const changes = (0,plan/* join */.fj)(imageFirst ? [shipping, ...variables] : [...variables, shipping]);
    const touched = changes.steps.some(step/* isRestart */.Kq);
    const { wake, hibernate } = planWake(desired, observed, touched);
    const health = planHealth(desired, observed, touched);
    const seenHealthy = health.length > 0 || (!touched && (0,port/* isHealthy */.W)(observed.deployment));
    const replaced = credential.replaced ?? [];
    const handed = credential.replaced && loginOf(desired);
    // What it gets again is not over.
    const retired = (0,records_retired/* retiring */.v)(settled.record.retired, replaced).filter(one => !handed || !(0,consumer/* sameCredential */.KB)(one, handed));
    const holds = credential.replaced === undefined ? settled.record.holds : undefined;
    const ending = planRetire(desired.manifest, observed, { retired, holds, seenHealthy });
    const gone = ending.steps.flatMap(step => (step.kind === 'retire' ? [step.credential] : []));
    const remaining = retired.filter(one => !gone.some(other => (0,consumer/* sameCredential */.KB)(one, other)));
    return (0,plan/* join */.fj)([
        settled.plan,
        recorded,
        wake,
        changes,
        (0,plan/* planOf */.XC)({ steps: health, findings: (0,deployment_shipping/* missingProvider */.UM)(desired, observed, shipped, backend, shipping) }),
        hibernate,
        (0,provider/* planProvider */.$)(observed, shipping),
        (0,outages/* planDeploymentOutages */.P)(observed, changes.steps),
        ending,
        planNarrow({ ...desired, deploymentId: observed.deployment.id, remaining }, observed)
    ]);
}
/** What it logs in with if that needs no credential: whoever gets such kwargs gets the same login each time. */
const loginOf = ({ scope }) => (0,identities/* identityKind */.HR)(scope).credential === undefined ? { ...(0,manifest_scope/* accessOf */.YK)(scope), id: '' } : undefined;
/** What a run has changed must be seen healthy; by the next run, if that one ended before. */
function planHealth({ waitForHealth, isAwaited }, { record, deployment }, touched) {
    if (!waitForHealth)
        return [];
    if (touched)
        return [{ kind: 'health', reason: 'these changes restart it' }];
    if (record?.lock?.unsettled)
        return [{ kind: 'health', reason: 'an earlier run ended before the Deployment was healthy' }];
    if (isAwaited && !(0,port/* isHealthy */.W)(deployment))
        return [{ kind: 'health', reason: 'it is the canary, for which the others wait' }];
    return [];
}
/** The variable that makes Airflow load the backend; a class that the image lacks keeps Airflow from starting. */
function planBackend({ deployment, record }) {
    const there = deployment.variables.get(kwargs/* BACKEND */.th);
    const subject = `Deployment ${deployment.name}`;
    const findings = (0,kwargs/* conflictingVariables */.SX)([...deployment.variables.keys()]).map(key => (0,plan/* conflict */.hj)(subject, `has ${key}, which overrides the secrets backend`, 'Remove that variable in Astro first.'));
    const value = there?.value?.reveal() ?? '';
    if (value === kwargs/* BACKEND_CLASS */.cz)
        return (0,plan/* told */.Ev)(...findings);
    if (there?.secret)
        findings.push((0,plan/* conflict */.hj)(subject, `has ${kwargs/* BACKEND */.th} marked as secret, so its class cannot be read`, 'Remove that variable in Astro first.'));
    else if (value !== '')
        findings.push((0,plan/* conflict */.hj)(subject, `has another secrets backend (${kwargs/* BACKEND */.th}=${value})`, 'Remove that variable in Astro first.'));
    const wasThere = record?.holds !== undefined && kwargs/* BACKEND */.th in record.variables;
    const why = wasThere
        ? { reason: `the Deployment no longer has ${kwargs/* BACKEND */.th}`, found: { by: 'drift', gone: true } }
        : { reason: 'Airflow does not use Vault yet' };
    return (0,plan/* planOf */.XC)({ findings, steps: [{ kind: 'backend', ...why }] });
}


/***/ }),

/***/ 5610:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ planProvider),
/* harmony export */   i: () => (/* binding */ unfitProvider)
/* harmony export */ });
/* harmony import */ var _airflow_provider_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1436);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9164);
/* harmony import */ var _shipping_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9470);



/**
 * Whether the provider in the image that is shipped suits the Airflow in it: if it does not, Airflow takes every secret for
 * missing, or the image cannot be built. Of several lines with markers, one that suits is enough. The Deployment's Airflow is
 * only a guess at that of the new image, so it alone is no reason to refuse.
 */
function planProvider({ deployment, project }, { steps }) {
    if (project === undefined || !(0,_shipping_js__WEBPACK_IMPORTED_MODULE_1__/* .shipsProvider */ .B0)(steps))
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .planOf */ .XC)({});
    return (0,_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .told */ .Ev)(...unfitProvider(project, project.airflow ?? deployment.airflowVersion));
}
/** The same for the files of a project alone. */
function unfitProvider(project, airflow = project.airflow) {
    if (airflow === undefined)
        return [];
    const all = (project.providerVersions ?? ['']).map(versions => ({ versions, found: (0,_airflow_provider_js__WEBPACK_IMPORTED_MODULE_0__/* .misfit */ .hH)(versions, airflow) }));
    const unfit = all.filter(({ found }) => found !== undefined);
    const isFatal = all.every(({ found }) => found !== undefined && 'fatal' in found);
    const [first] = unfit;
    if (first?.found === undefined)
        return [];
    const { versions, found } = first;
    const why = 'fatal' in found ? found.fatal : found.doubtful;
    const file = `${project.dir}/requirements.txt`;
    const message = `asks for ${_airflow_provider_js__WEBPACK_IMPORTED_MODULE_0__/* .PROVIDER */ .Su}${versions}, ${why}`;
    const hint = `Write \`${(0,_airflow_provider_js__WEBPACK_IMPORTED_MODULE_0__/* .requirementLine */ .oK)(airflow)}\` instead.`;
    return [isFatal && project.airflow !== undefined ? (0,_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .conflict */ .hj)(file, message, hint) : (0,_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .note */ .N4)(file, message, hint)];
}


/***/ }),

/***/ 4408:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ settle),
/* harmony export */   L: () => (/* binding */ shows)
/* harmony export */ });
/* harmony import */ var _airflow_kwargs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7441);
/* harmony import */ var _records_consumer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(956);
/* harmony import */ var _records_consumer_shape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1848);
/* harmony import */ var _records_retired_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9923);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9164);





/**
 * Whether the Deployment shows the kwargs of this login; undefined where that cannot be told. A text with a credential in it is never
 * compared: nobody but the run that set it knows the whole.
 */
const shows = ({ shownKwargs }, { id, kwargs }) => shownKwargs === undefined || id !== '' ? undefined : shownKwargs === kwargs;
/**
 * Makes the record true again. An earlier run may have ended between issuing a credential and recording it. Where KWARGS can be read,
 * they tell what the Deployment holds. Otherwise they show nothing of ours, only a time: an old one tells that the credential did not
 * get there, a new one may be anybody's doing. Then both keep working until a third one has replaced them. So does one that never got
 * there: its run may only have been stopped.
 */
function settle(observed) {
    const { deployment, record, strays, now } = observed;
    const since = now.toISOString();
    const { holds, retired = [], variables = {}, lock } = record ?? {};
    const asStray = (credential) => ({ ...credential, since, stray: true });
    const found = (0,_records_retired_js__WEBPACK_IMPORTED_MODULE_2__/* .retiring */ .v)(retired, strays.map(asStray));
    const issued = lock?.issued;
    if (issued === undefined) {
        const settled = { holds, retired: found, variables };
        if (strays.length === 0)
            return { record: settled, plan: (0,_plan_js__WEBPACK_IMPORTED_MODULE_3__/* .planOf */ .XC)({}) };
        return correcting(settled, 'an earlier run issued a credential that no record names');
    }
    const isSame = holds !== undefined && (0,_records_consumer_js__WEBPACK_IMPORTED_MODULE_0__/* .sameCredential */ .KB)(holds, issued);
    if (shows(observed, issued)) {
        const replaced = holds === undefined || isSame ? [] : [{ ...holds, since }];
        const reason = 'an earlier run ended after the Deployment got what that run had recorded';
        return correcting({ holds: issued, retired: (0,_records_retired_js__WEBPACK_IMPORTED_MODULE_2__/* .retiring */ .v)(found, replaced), variables: (0,_records_consumer_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .updatedAt */ .FG)(deployment) }, reason);
    }
    const isAsBefore = (0,_records_consumer_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .updatedAt */ .FG)(deployment)[_airflow_kwargs_js__WEBPACK_IMPORTED_MODULE_4__/* .BACKEND_KWARGS */ .hd] === lock?.before?.[_airflow_kwargs_js__WEBPACK_IMPORTED_MODULE_4__/* .BACKEND_KWARGS */ .hd];
    if (isAsBefore || (holds && shows(observed, holds))) {
        const reason = 'an earlier run issued a credential and ended before the Deployment got it';
        return correcting({ holds, retired: isSame ? found : (0,_records_retired_js__WEBPACK_IMPORTED_MODULE_2__/* .retiring */ .v)(found, [asStray(issued)]), variables }, reason);
    }
    const replaced = [...(holds === undefined || isSame ? [] : [holds]), issued].map(credential => ({ ...credential, since }));
    const reason = 'an earlier run ended while changing the Deployment, and nothing tells which credential the Deployment holds';
    return correcting({ holds: undefined, retired: (0,_records_retired_js__WEBPACK_IMPORTED_MODULE_2__/* .retiring */ .v)(found, replaced), variables }, reason);
}
const correcting = (record, reason) => ({
    record,
    plan: (0,_plan_js__WEBPACK_IMPORTED_MODULE_3__/* .planOf */ .XC)({ steps: [{ kind: 'record', change: { ...record }, reason }] })
});


/***/ }),

/***/ 9470:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  UM: () => (/* binding */ missingProvider),
  JZ: () => (/* binding */ noProvider),
  GW: () => (/* binding */ planShipping),
  Pu: () => (/* binding */ providerKnown),
  B0: () => (/* binding */ shipsProvider)
});

// EXTERNAL MODULE: ./lib/airflow/provider.js + 1 modules
var provider = __webpack_require__(1436);
// EXTERNAL MODULE: ./lib/astro/deploy-types.js
var deploy_types = __webpack_require__(952);
// EXTERNAL MODULE: ./lib/plan/plan.js
var plan = __webpack_require__(9164);
;// CONCATENATED MODULE: ./lib/plan/deployment/infer.js
/** What to ship, by content: the files of each part against those that this action shipped last, if they still are what runs. */
function infer({ dagDeploys, shipped }, { trees, imageName }, was) {
    const { image, dags } = was;
    const whole = (reason) => ({ type: 'image-and-dags', reason });
    if (image === undefined && dags === undefined)
        return whole('this action has not deployed the project yet');
    if (image === undefined || dags === undefined)
        return whole(`this action has not deployed ${image === undefined ? 'the image' : 'dags/'} yet`);
    if (imageName !== undefined)
        return whole('what is in the image of image-name is unknown');
    if (!runs(image, shipped.image))
        return whole('the Deployment is not known to run the image that this action deployed last');
    if (!runs(dags, shipped.dags))
        return whole(whyOthers(dagDeploys, image, dags));
    if (image.tree !== trees.image)
        return whole(`the image has changed since version ${image.version}`);
    if (dags.tree === trees.dags)
        return { reason: 'neither dags/ nor the image has changed since the last one' };
    const changed = `dags/ has changed since version ${dags.version}`;
    return dagDeploys
        ? { type: 'dags-only', reason: `${changed}, the image has not` }
        : whole(`${changed}, and DAG-only deploys are turned off`);
}
/** Whether a part is what the Deployment runs. Without a version nobody can tell. */
const runs = (was, version) => was.version !== undefined && was.version === version;
/** While DAG-only deploys are turned off, the DAGs have the version of the image. */
function whyOthers(dagDeploys, image, dags) {
    const wereOff = dags.version === image.version;
    return dagDeploys === wereOff
        ? `DAG-only deploys were turned ${dagDeploys ? 'on' : 'off'} after this action deployed last`
        : 'the Deployment is not known to run the DAGs that this action deployed last';
}

;// CONCATENATED MODULE: ./lib/plan/deployment/shipping.js




/** `astro deploy`, unless nothing has changed and nobody asked for it. */
function planShipping({ deployType, skipUnchanged, force, environmentFile }, { deployment, project }, was) {
    if (deployType === 'none' || project === undefined)
        return (0,plan/* planOf */.XC)({});
    const findings = [...project.obstacles];
    if (deployType !== 'infer' && !deployment.dagDeploys && (0,deploy_types/* needsDagDeploys */.G7)(deployType)) {
        findings.push((0,plan/* conflict */.hj)(`Deployment ${deployment.name}`, `has DAG-only deploys turned off, so deploy-type ${deployType} cannot work`, `Turn them on in Astro${(0,deploy_types/* projectOf */.v8)(deployType) === 'astro' ? ', or use `deploy-type: infer`' : ''}.`));
    }
    const { type, reason } = deployType === 'infer' ? infer(deployment, project, was) : asAsked(deployType, skipUnchanged, { deployment, project, was });
    if (type === undefined)
        return (0,plan/* told */.Ev)(...findings, (0,plan/* note */.N4)('deploy', `is skipped: ${reason}`));
    findings.push(...remarksOn(type, project));
    const request = {
        type,
        projectDir: project.dir,
        description: project.description,
        ...(project.mountPath === undefined ? {} : { mountPath: project.mountPath }),
        ...(force ? { force } : {}),
        ...(environmentFile === undefined ? {} : { environmentFile }),
        ...(project.imageName !== undefined && (0,deploy_types/* shipsOf */.Lh)(type).includes('image') ? { imageName: project.imageName } : {}),
        ...(project.keep === undefined ? {} : { keep: project.keep })
    };
    const parts = Object.fromEntries((0,deploy_types/* shipsOf */.Lh)(type).map(part => [
        part,
        { tree: project.trees[part] ?? '', ...(part === 'image' ? { provider: project.provider } : {}) }
    ]));
    return (0,plan/* planOf */.XC)({ steps: [{ kind: 'deploy', request, was, parts, reason }], findings });
}
/** Of what stays where it is, nothing is to be said. */
const remarksOn = (type, { remarks = [] }) => remarks.flatMap(({ parts, ...finding }) => parts === undefined || (0,deploy_types/* shipsOf */.Lh)(type).some(part => parts.includes(part)) ? [finding] : []);
/** A type that was chosen ships in any case, unless the manifest lets an unchanged project pass. */
function asAsked(type, skipUnchanged, { deployment, project, was }) {
    // Astro does not tell which version of it a Deployment has.
    if ((0,deploy_types/* projectOf */.v8)(type) === 'dbt')
        return {
            type,
            reason: `deploy-type ${type} always ships${project.mountPath === undefined ? '' : `, to ${project.mountPath}`}`
        };
    const parts = (0,deploy_types/* shipsOf */.Lh)(type);
    if (parts.every(part => was[part] === undefined))
        return { type, reason: 'this action has not deployed the project yet' };
    const isSame = parts.every(part => {
        const last = was[part];
        return last !== undefined && last.tree === project.trees[part] && runs(last, deployment.shipped[part]);
    });
    if (!isSame)
        return { type, reason: 'the project has changed since the last deploy, or somebody else has deployed' };
    return skipUnchanged
        ? { reason: 'the project has not changed since the last one (astro.skip-unchanged)' }
        : { type, reason: `deploy-type ${type} ships an unchanged project too (astro.skip-unchanged is off)` };
}
/** The deploy among these steps that ships an image. */
const imageOf = (steps) => steps.find(step => step.kind === 'deploy')?.parts.image;
const shipsProvider = (steps) => imageOf(steps)?.provider === true;
const providerKnown = ({ providerInstalled }, shipped) => providerInstalled || shipped.image?.provider === true;
/** An image that would be built without the provider. */
function noProvider({ dir, unread }, line) {
    const why = unread && `; line ${unread.number} of ${unread.file} ${unread.problem}`;
    return (0,plan/* conflict */.hj)(`${dir}/requirements.txt`, `does not install Airflow's hashicorp provider, and without it Airflow would not start${why ?? ''}`, `Add the line \`${line}\`, or set \`astro.provider-installed: true\` in the manifest if the base image has the provider.`);
}
/** An image without the provider would stop Airflow from starting, now or as soon as the variable is set. */
function missingProvider(desired, { deployment, project }, shipped, backend, shipping) {
    if (desired.providerInstalled)
        return [];
    const line = (0,provider/* requirementLine */.oK)(project?.airflow ?? deployment.airflowVersion);
    if (imageOf(shipping.steps)?.provider === false) {
        if (project?.imageName !== undefined)
            return [
                (0,plan/* conflict */.hj)(`image ${project.imageName}`, "may lack Airflow's hashicorp provider, and without it Airflow would not start", `Make sure that it has ${line}, and set \`astro.provider-installed: true\` in the manifest.`)
            ];
        return project === undefined ? [] : [noProvider(project, line)];
    }
    if (backend.steps.length === 0 || providerKnown(desired, shipped) || shipsProvider(shipping.steps))
        return [];
    return [
        (0,plan/* conflict */.hj)(`Deployment ${deployment.name}`, "runs an image that may lack Airflow's hashicorp provider, and without it Airflow would not start", `Deploy an image with this action once, with ${line} in requirements.txt; or set \`astro.provider-installed: true\` in the manifest.`)
    ];
}


/***/ }),

/***/ 8349:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TU: () => (/* binding */ planVerify),
/* harmony export */   f9: () => (/* binding */ planReadAll),
/* harmony export */   oX: () => (/* binding */ proofOf)
/* harmony export */ });
/* harmony import */ var _identity_identities_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6539);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9164);


/** Real reads are limited; every other path is judged by its capabilities alone. */
const READS = 50;
const SAMPLE = 50;
/** If the ledger is trusted, so is what an earlier run proved, while policy, role and the set of paths are the same. */
function proofOf(steps, { check }) {
    const moved = steps.some(step => step.kind === 'policy' || step.kind === 'role' || (step.kind === 'claim' && step.added.size > 0));
    return {
        written: steps.flatMap(step => (step.kind === 'secret' ? [step.path] : [])),
        sampled: check === 'ledger' && !moved
    };
}
/** Log in as Airflow will, ask about every path of the manifest, and read some. */
function planVerify({ scope, wanted, proof }, reason = 'Airflow must be able to read every path') {
    if (wanted.length === 0)
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .planOf */ .XC)({});
    if ((0,_identity_identities_js__WEBPACK_IMPORTED_MODULE_0__/* .identityKind */ .HR)(scope).enter === undefined)
        return unverifiable(scope);
    const oneOfEachKind = [scope.variablesPath, scope.connectionsPath].flatMap(folder => {
        const first = wanted.find(({ path, data }) => data !== undefined && path.startsWith(`${folder}/`));
        return first === undefined ? [] : [first.path];
    });
    const reads = new Set([...oneOfEachKind, ...proof.written.slice(0, READS)]);
    const sample = proof.sampled ? sampleOf(wanted) : wanted;
    const asked = new Set([...sample.map(({ path }) => path), ...reads]);
    return (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .planOf */ .XC)({
        steps: [
            { kind: 'verify', paths: [...asked], reads: [...reads], ...(asked.size < wanted.length && { of: wanted.length }), reason }
        ]
    });
}
/** Log in as Airflow will and read every path, whoever wrote it: a run that changes nothing has the time. */
function planReadAll({ scope, paths }) {
    if ((0,_identity_identities_js__WEBPACK_IMPORTED_MODULE_0__/* .identityKind */ .HR)(scope).enter === undefined)
        return unverifiable(scope);
    return (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .planOf */ .XC)({ steps: [{ kind: 'verify', paths, reads: paths, reason: 'whether Airflow can read every path' }] });
}
const unverifiable = ({ role, policy }) => (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .told */ .Ev)((0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .note */ .N4)(`role ${role}`, `was compared with the manifest, as was policy ${policy}; that Airflow can log in with it is not proved, because only its pods have the tokens for it`, 'Run the DAG of docs/runtime-identity.md in the Deployment: it proves that from inside.'));
/** Fifty of them, spread evenly; all if there are fewer. */
function sampleOf(all) {
    const part = (index) => Math.floor((index * SAMPLE) / all.length);
    return all.length <= SAMPLE ? all : all.filter((_, index) => part(index) !== part(index - 1));
}


/***/ }),

/***/ 2151:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ planDeploymentOutages),
/* harmony export */   u: () => (/* binding */ planVaultOutages)
/* harmony export */ });
/* harmony import */ var _base_counted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6323);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9164);


const NAMED = 5;
const UNTIL = 'until a run restores it';
/**
 * Warns of what somebody has deleted in Vault, and of what Airflow cannot read while it is gone. `secrets`: how many there should be.
 * A role is missed by the Deployments that cannot log in (`planLogins`).
 */
function planVaultOutages(steps, secrets, seen) {
    const all = (0,_base_counted_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .h)(secrets, 'secret');
    const gone = `is gone: somebody deleted it since the last run${notBefore(writtenByRuns(seen))}, and Airflow can read none of ${all} ${UNTIL}`;
    const policies = steps.flatMap(step => step.kind === 'policy' && step.found?.gone ? [(0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e)(`policy ${step.name}`, gone)] : []);
    const isDeleted = (step) => step.kind === 'secret' && !step.overwrites && step.found?.by === 'drift';
    return (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .told */ .Ev)(...policies, ...ofSecrets(steps.filter(isDeleted)));
}
/** The same of what a Deployment holds. */
function planDeploymentOutages({ deployment: { name }, record }, steps) {
    const [first] = steps.filter(({ found }) => found?.gone === true);
    if (first === undefined)
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .told */ .Ev)();
    const what = first.kind === 'backend' ? 'does not read from Vault any more' : 'cannot log in to Vault any more';
    // A run that died may have recorded times although something was gone by then.
    const lastRun = record?.lock?.unsettled ? '' : notBefore(Object.values(record?.variables ?? {}));
    return (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .told */ .Ev)((0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e)(`Deployment ${name}`, `${what}: ${first.reason}, since the last run at most${lastRun}`));
}
/** Times of secrets that are as the last run left them: a run writes none before the policy is there. */
const writtenByRuns = ({ secrets, ledger }) => [...secrets].flatMap(([path, there]) => {
    const entry = ledger.entries.get(path);
    const isOurs = there.state === 'present' && entry?.version === there.version && entry.fingerprint !== '';
    return isOurs ? (there.since ?? []) : [];
});
/**
 * ` (2026-11-20 12:00 UTC or later)`: when the last run was, as far as what it left tells; empty if nothing does. A run that finds
 * everything as it should be writes nothing, so nobody knows the time of that one.
 */
function notBefore(times) {
    const known = times.map(time => Date.parse(time)).filter(Number.isFinite);
    const latest = known.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
    return known.length === 0 ? '' : ` (${readable(new Date(latest).toISOString())} or later)`;
}
/** In UTC, to the minute. */
const readable = (time) => time.replace(/^(\S{10})T(\S{5}).*$/, '$1 $2 UTC');
/** One warning for all: somebody may have deleted a whole folder. */
function ofSecrets(deleted) {
    const [first, ...others] = deleted;
    if (first === undefined)
        return [];
    const since = deleted.flatMap(({ found }) => found?.since ?? []).sort()[0];
    const when = since === undefined ? '' : ` since ${readable(since)}`;
    if (others.length === 0)
        return [(0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e)(first.path, `cannot be read by Airflow${when}, ${UNTIL}: ${first.reason}`)];
    const names = deleted.slice(0, NAMED).map(({ path }) => path);
    const more = deleted.length > NAMED ? `, and ${deleted.length - NAMED} more` : '';
    const message = `cannot be read by Airflow, the first${when}, ${UNTIL}, because they were deleted: ${names.join(', ')}${more}`;
    return [(0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e)((0,_base_counted_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .h)(deleted.length, 'secret'), message)];
}


/***/ }),

/***/ 4793:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   aq: () => (/* binding */ hcl),
/* harmony export */   fD: () => (/* binding */ rulesOf),
/* harmony export */   yq: () => (/* binding */ leastPolicy)
/* harmony export */ });
/** One line for each path, in the order in which the paths come. */
function rulesOf(permissions) {
    const paths = [...new Set(permissions.map(({ path }) => path))];
    return paths.map(path => {
        const here = permissions.filter(permission => permission.path === path);
        return {
            path,
            capabilities: [...new Set(here.flatMap(({ capabilities }) => capabilities))].sort(),
            comment: `to ${[...new Set(here.map(({ why }) => why))].join(', ')}`
        };
    });
}
/** Lines as a policy has them, in HCL, each under a comment that says what it is for. */
const hcl = (lines) => lines.map(line => `# ${line.comment}\n${rule(line)}\n`).join('');
/** The least policy, with optional rules as comments. */
function leastPolicy(permissions) {
    const needed = rulesOf(permissions.filter(({ when }) => when !== 'optional'));
    const rest = rulesOf(permissions.filter(({ when }) => when === 'optional'));
    const optional = rest.map(line => `# optional, ${line.comment}\n# ${rule(line)}\n`).join('');
    return hcl(needed) + optional;
}
function rule({ path, capabilities }) {
    return `path "${path}" { capabilities = [${capabilities.map(capability => `"${capability}"`).join(', ')}] }`;
}


/***/ }),

/***/ 9570:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ permissionsFor)
});

// EXTERNAL MODULE: ./lib/identity/identities.js + 6 modules
var identities = __webpack_require__(6539);
// EXTERNAL MODULE: ./lib/vault/permission.js
var permission = __webpack_require__(7081);
// EXTERNAL MODULE: ./lib/vault/paths.js
var paths = __webpack_require__(6160);
;// CONCATENATED MODULE: ./lib/plan/permissions/kv-permissions.js



/** What the two folders of secrets and our own one need. */
function kvPermissions(subject, options) {
    const { variablesPath, connectionsPath } = subject.scope;
    return [
        ...records(subject, options),
        ...secrets('variable', variablesPath, subject, options),
        ...secrets('connection', connectionsPath, subject, options),
        ...sources(subject)
    ];
}
function records({ manifest: { manage, identity }, scope: { mount } }, { prune }) {
    const { ownLogin, refusesMore } = (0,identities/* identityKind */.HR)(identity);
    const replaces = manage.has('role') && ownLogin(identity) !== undefined;
    const narrows = manage.has('role') && refusesMore !== undefined;
    const listing = [
        ...(replaces ? ['see which Deployments a new role-id would lock out'] : []),
        ...(narrows ? ['see which Deployments a change of the role would lock out'] : []),
        ...(prune === 'off' ? [] : ['see which Deployments still read what the manifest no longer names'])
    ].map((why) => [['list'], why, 'looking']);
    return [
        ...(0,permission/* below */.G)((0,paths/* dataPath */.Kf)(mount, paths/* OWN_FOLDER */.w5), 'key', [['read'], 'read the records of this action', 'looking'], [['create', 'update'], 'write them', writesRecords]),
        ...(0,permission/* below */.G)(`${mount}/metadata/${paths/* OWN_FOLDER */.w5}`, 'consumers/', ...(listing.length > 0 ? listing : [LISTS]))
    ];
}
const LISTS = [
    ['list'],
    'see who still reads what and can still log in, and what other manifests claim',
    'optional'
];
/** Changes of secrets come with a claim, and those of a Deployment under its lock. */
const writesRecords = (step) => !(0,permission.of)('auth-method', 'auth-config', 'mount', 'policy', 'role', 'secret', 'verify')(step);
function secrets(kind, folder, { scope: { mount }, entries }, { check, prune }) {
    const first = entries.find(entry => entry.kind === kind)?.name;
    const sample = first ?? 'any';
    const writes = (isNew) => (step) => step.kind === 'secret' && step.path.startsWith(`${folder}/`) && (step.expected === 0) === isNew;
    const data = (0,paths/* dataPath */.Kf)(mount, folder);
    const reading = (0,permission/* below */.G)(data, sample, [['read'], 'compare secrets', 'looking']);
    const writing = (0,permission/* below */.G)(data, sample, [['create'], 'create them', writes(true)], [['update'], 'update them', writes(false)]);
    const listing = check === 'full'
        ? (0,permission/* below */.G)(`${mount}/metadata/${folder}`, '', [['list'], 'find out which secrets are new without reading each', 'optional'])
        : (0,permission/* below */.G)(`${mount}/detailed-metadata/${folder}`, '', [
            ['list'],
            'see from their versions which secrets were changed by hand (OpenBao only)',
            'optional'
        ]);
    const authors = (0,permission/* below */.G)(`${mount}/metadata/${folder}`, sample, [
        ['read'],
        'name who changed a secret by hand (Vault 1.21 or newer)',
        'optional'
    ]);
    const pruning = (0,permission/* below */.G)(`${mount}/delete/${folder}`, sample, [
        ['update'],
        'delete what the manifest no longer names',
        (0,permission.of)('delete')
    ]);
    return [
        // What is to be pruned may be all that there is in a folder.
        ...(first !== undefined || prune !== 'off' ? reading : []),
        ...(first !== undefined ? [...writing, ...listing, ...authors] : []),
        ...(prune === 'apply' ? pruning : [])
    ];
}
/** Values that the manifest takes from other secrets. */
const sources = ({ scope, places }) => places.flatMap(({ source }) => source.from === 'vault'
    ? (0,permission.on)((0,paths/* dataPath */.Kf)(source.mount ?? scope.mount, source.path), [
        ['read'],
        'read a value that the manifest takes from this path',
        'looking'
    ])
    : []);
/** What undoing an earlier run needs: it creates nothing. */
function undoPermissions({ scope }) {
    const { mount } = scope;
    return [
        ...(0,permission/* below */.G)((0,paths/* dataPath */.Kf)(mount, paths/* OWN_FOLDER */.w5), 'key', [['read'], 'read the records of this action', 'looking'], [['update'], 'write them', writesRecords]),
        ...(0,permission/* below */.G)(`${mount}/metadata/${paths/* OWN_FOLDER */.w5}`, 'consumers/', [
            ['list'],
            'see who still reads what, and what others claim',
            'looking'
        ]),
        ...[scope.variablesPath, scope.connectionsPath].flatMap(folder => [
            ...(0,permission/* below */.G)((0,paths/* dataPath */.Kf)(mount, folder), 'any', [['read'], 'compare secrets', 'looking'], [['update'], 'restore earlier values', (0,permission.of)('secret')]),
            ...(0,permission/* below */.G)(`${mount}/delete/${folder}`, 'any', [['update'], 'delete what the run created', (0,permission.of)('delete')]),
            ...(0,permission/* below */.G)(`${mount}/undelete/${folder}`, 'any', [['update'], 'restore what the run deleted', (0,permission.of)('undelete')])
        ])
    ];
}

// EXTERNAL MODULE: ./lib/manifest/preview.js
var preview = __webpack_require__(2445);
;// CONCATENATED MODULE: ./lib/plan/permissions/preview-permissions.js



/** What it takes to delete what a preview has in Vault. */
function removalPermissions({ scope, preview }) {
    if (preview === undefined)
        return [];
    const { mount, authMount, role, policy } = scope;
    const folder = (0,permission/* below */.G)(`${mount}/delete/${preview.name}`, 'any', [['update'], 'delete the secrets of a preview', (0,permission.of)('delete')]);
    return [
        ...(0,permission.on)(`auth/${authMount}/role/${role}`, [['delete'], 'delete the role of a preview', (0,permission.of)('revoke')]),
        ...(0,permission.on)(`sys/policies/acl/${policy}`, [['delete'], 'delete the policy of a preview', (0,permission.of)('revoke')]),
        ...(0,permission/* below */.G)(`${mount}/metadata/${paths/* OWN_FOLDER */.w5}`, 'consumers/any', [['delete'], 'delete the records of a preview', (0,permission.of)('forget')]),
        ...(preview.isolated ? folder : [])
    ];
}
/** The same for every preview: a rule of a policy ends with the part that all their names begin with. */
const forEvery = ({ name }, permissions) => permissions.map(permission => {
    const at = permission.path.indexOf(name);
    return at < 0 ? permission : { ...permission, path: `${permission.path.slice(0, at)}${preview/* PREVIEWS */.ey}*` };
});

;// CONCATENATED MODULE: ./lib/plan/permissions/permissions.js




/**
 * All that the pipeline's own login needs for such runs, from the first one on an empty server to those that find nothing
 * to do, and no more. What `manage` leaves to others is not included. Pure.
 */
function permissionsFor(subject, options) {
    const { preview } = subject;
    if (preview !== undefined) {
        // What it reads and does not own, its runs neither write nor read.
        const own = preview.isolated ? subject : { ...subject, entries: [] };
        const all = [...permissionsOf(own, options), ...removalPermissions(subject)];
        return forEvery(preview, forMode(all, options));
    }
    return permissionsOf(subject, options);
}
function permissionsOf(subject, options) {
    if (options.undo)
        return forMode(undoPermissions(subject), options);
    const { manage } = subject.manifest;
    return forMode([
        ...kvPermissions(subject, options),
        ...(manage.has('mount') ? mount(subject, options) : []),
        ...(manage.has('auth-method') ? authMethod(subject) : []),
        ...(manage.has('policy') ? policy(subject) : []),
        ...(manage.has('role') ? role(subject) : []),
        ...logins(subject, options)
    ], options);
}
const forMode = (permissions, { mode }) => mode === 'plan' ? permissions.filter(({ when }) => typeof when !== 'function') : permissions;
const mount = ({ scope }, { mode }) => [
    ...(0,permission.on)(`sys/mounts/${scope.mount}`, [['read'], 'see that the mount does not exist yet', 'absent mount'], [['update'], 'enable it', (0,permission.of)('mount')]),
    ...(mode === 'plan' ? [] : (0,permission.on)(`${scope.mount}/config`, [['read'], 'wait until a new mount is ready', 'optional']))
];
const authMethod = ({ scope }) => (0,permission.on)(`sys/auth/${scope.authMount}`, [['read', 'sudo'], 'see which auth method is enabled', 'looking'], [['update'], 'enable it', (0,permission.of)('auth-method')]);
const policy = ({ scope }) => (0,permission.on)(`sys/policies/acl/${scope.policy}`, [['read'], "compare the policy of Airflow's role", 'looking'], [['update'], 'write it', (0,permission.of)('policy', 'narrow')]);
function role({ scope }) {
    const writes = (isNew) => (step) => step.kind === 'role' && step.fields !== undefined && (step.isNew ?? false) === isNew;
    return (0,permission.on)(rolePath(scope), [['read'], "compare Airflow's role", 'looking'], [['create'], 'create it', writes(true)], [['update'], 'update it', writes(false)]);
}
/** What Airflow logs in with. */
function logins({ manifest, scope, entries }, { mode, deployment }) {
    const proof = mode === 'deploy' || (mode === 'sync' && entries.length > 0);
    return (0,identities/* identityKind */.HR)(scope).permissions(manifest.identity, scope, {
        mode,
        consumer: deployment,
        proof,
        role: manifest.manage.has('role'),
        method: manifest.manage.has('auth-method')
    });
}
const rolePath = ({ authMount, role }) => `auth/${authMount}/role/${role}`;


/***/ }),

/***/ 2631:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ planAuthConfig)
/* harmony export */ });
/* harmony import */ var _identity_identities_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6539);
/* harmony import */ var _identity_role_fields_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1660);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9164);
/* harmony import */ var _managed_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8649);




/** The settings of an auth method that is enabled, or is about to be: whom it believes. */
function planAuthConfig({ manifest, scope, adopt }, { authMethod, authConfig }) {
    const { authType, methodFields, refusesMore, section } = (0,_identity_identities_js__WEBPACK_IMPORTED_MODULE_0__/* .identityKind */ .HR)(scope);
    const manages = manifest.manage.has('auth-method');
    const isAnother = authMethod.state === 'present' && authMethod.value !== authType;
    const isMissing = authMethod.state === 'absent' && !manages;
    // Then there is nothing to configure, and that is said.
    if (methodFields === undefined || isAnother || isMissing)
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .planOf */ .XC)({});
    const wanted = methodFields(manifest.identity);
    const subject = `the settings of auth method ${scope.authMount}/`;
    const step = { kind: 'auth-config', path: scope.authMount, was: {}, fields: wanted };
    if (authConfig.state === 'not-visible')
        return (0,_managed_js__WEBPACK_IMPORTED_MODULE_2__/* .notVisible */ .iY)(manifest, 'auth-method', subject, authConfig);
    if (authConfig.state === 'absent')
        return (0,_managed_js__WEBPACK_IMPORTED_MODULE_2__/* .createIfManaged */ .Hy)(manifest, 'auth-method', subject, { ...step, reason: 'it has no settings yet' });
    const there = authConfig.value;
    const names = (0,_identity_role_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .differingFields */ .W1)(there, wanted);
    if (names.length === 0)
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .planOf */ .XC)({});
    const differences = names.map(name => `${name} is ${shown(there[name])}, not ${shown(wanted[name])}`).join('; ');
    if (!manages)
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .told */ .Ev)((0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .note */ .N4)(subject, `are managed by others and differ: ${differences}`));
    const another = `Set ${section}.mount to another path: each Deployment moves to it when it is deployed.`;
    // Who logs in by them is recorded nowhere: it may be a pipeline, or this very run.
    if (refusesMore?.(there, wanted))
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .told */ .Ev)((0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .conflict */ .hj)(subject, `differ: ${differences}`, another));
    // Whoever is believed here can log in to every role of this method.
    if (!adopt)
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .told */ .Ev)((0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .conflict */ .hj)(subject, `differ: ${differences}`, `${another} \`on-conflict: adopt\` lets in whom the manifest adds.`));
    const was = Object.fromEntries(names.map(name => [name, there[name] ?? (0,_identity_role_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .unsaid */ .DY)(wanted[name])]));
    return (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .planOf */ .XC)({ steps: [{ ...step, was, reason: differences }] });
}
/** Keys are long, and many lines. */
const shown = (field) => Array.isArray(field) ? `${field.length} of them` : (0,_identity_role_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .textOf */ .b6)(field) || 'empty';


/***/ }),

/***/ 4316:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GF: () => (/* binding */ planClaim),
/* harmony export */   Ub: () => (/* binding */ pending),
/* harmony export */   X8: () => (/* binding */ planLedger),
/* harmony export */   jO: () => (/* binding */ toWrite)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _base_counted_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(6323);
/* harmony import */ var _observe_owned_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5237);
/* harmony import */ var _records_claimed_by_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(9253);
/* harmony import */ var _records_readers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8130);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9164);
/* harmony import */ var _step_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9385);
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8548);
/* harmony import */ var _role_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(434);
/* harmony import */ var _secrets_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4889);










/** What this manifest will own after the run: what it creates, finds equal, or takes over. Before everything else. */
function planClaim(desired, observed, steps) {
    const { manifest, scope, wanted, adopt } = desired;
    const { ledger, claims } = observed;
    const changing = steps.filter(_step_js__WEBPACK_IMPORTED_MODULE_6__/* .isSecretStep */ .p7);
    const added = (0,_observe_owned_js__WEBPACK_IMPORTED_MODULE_1__/* .unclaimed */ .hL)(wanted, ledger);
    const role = (0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .roleOf */ .kp)(scope);
    const fields = (0,_role_js__WEBPACK_IMPORTED_MODULE_4__/* .claimedRole */ .K)(desired);
    const known = ledger.roles.get(role);
    const roles = manifest.manage.has('role') && !(0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(known, fields) ? [[role, fields]] : [];
    const policies = !ledger.policies.has(scope.policy) && (0,_policy_js__WEBPACK_IMPORTED_MODULE_3__/* .becomesOurs */ .S)(desired, observed) ? [scope.policy] : [];
    if (changing.length + added.size + roles.length + policies.length === 0)
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_7__/* .planOf */ .XC)({});
    const theirs = [...(claims?.by ?? [])].filter(([path]) => added.has(path));
    const others = changing.filter(({ path }) => !added.has(path));
    // What a damaged ledger has lost is not new, and nobody knows what it had.
    const kind = ledger.doubt === undefined ? 'new ' : '';
    const reason = [
        ...(ledger.doubt === undefined ? [] : ['the ledger is rebuilt']),
        ...(added.size > 0 ? [(0,_base_counted_js__WEBPACK_IMPORTED_MODULE_8__/* .counted */ .h)(added.size, `${kind}secret`)] : []),
        ...roles.map(([name]) => (known === undefined ? `1 ${kind}role` : `new settings of role ${name}`)),
        ...policies.map(name => `policy ${name}`),
        ...(others.length > 0 ? [toWrite(others)] : [])
    ].join(', ');
    return (0,_plan_js__WEBPACK_IMPORTED_MODULE_7__/* .planOf */ .XC)({
        steps: [
            {
                kind: 'claim',
                manifest: scope.manifest,
                entries: pending(ledger, [...added, ...changing.map(({ path }) => path)]),
                roles: new Map(roles),
                policies: new Set(policies),
                added,
                takenFrom: new Map(adopt ? theirs : []),
                changing,
                foreign: new Set(changing.filter(step => isForeign(step, ledger)).map(({ path }) => path)),
                reason
            }
        ],
        findings: [...(adopt ? [] : theirs.map(([path, other]) => (0,_records_claimed_by_js__WEBPACK_IMPORTED_MODULE_9__/* .claimedBy */ .d)(scope.mount, path, other))), ...unknownClaims(claims)]
    });
}
/** Why a claim records what is about to change. */
const toWrite = (changing) => `${(0,_base_counted_js__WEBPACK_IMPORTED_MODULE_8__/* .counted */ .h)(changing.length, 'secret')} to change`;
/** What other manifests may have claimed, as far as it is unknown. */
function unknownClaims(claims) {
    const message = 'cannot be listed with this token, so it is unknown whether another manifest claims the same paths';
    if (claims === undefined)
        return [(0,_plan_js__WEBPACK_IMPORTED_MODULE_7__/* .note */ .N4)('records of other manifests', message)];
    const unknown = claims.doubtful.map(({ manifest, why, hint }) => (0,_plan_js__WEBPACK_IMPORTED_MODULE_7__/* .warning */ .$e)(`the ledger of manifest ${manifest}`, `${why}, so it is unknown whether it claims the same paths`, hint));
    return [...unknown, ...(claims.warnings ?? [])];
}
const isForeign = (step, { entries }) => step.kind === 'secret' && step.overwrites && !entries.has(step.path);
/** The last step in Vault: from here on the ledger can be trusted again. */
function planLedger({ scope, wanted }, observed, steps) {
    const changing = steps.filter(_step_js__WEBPACK_IMPORTED_MODULE_6__/* .isSecretStep */ .p7);
    const written = new Set(changing.map(({ path }) => path));
    const known = wanted.flatMap(({ path, data }) => {
        const there = observed.secrets.get(path);
        if (data === undefined || there?.state !== 'present' || written.has(path))
            return [];
        const { version } = there;
        return (0,_secrets_js__WEBPACK_IMPORTED_MODULE_5__/* .isKnown */ .qE)(observed, { mount: scope.mount, path, version }, data) ? [] : [[path, { version, data }]];
    });
    const gone = [...observed.orphans].filter(([, there]) => there.state === 'absent').map(([path]) => path);
    if (known.length + gone.length + changing.length === 0)
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_7__/* .planOf */ .XC)({});
    const reason = changing.length > 0
        ? 'the next run compares with them'
        : `it is out of date for ${(0,_base_counted_js__WEBPACK_IMPORTED_MODULE_8__/* .counted */ .h)(known.length + gone.length, 'secret')}`;
    return (0,_plan_js__WEBPACK_IMPORTED_MODULE_7__/* .planOf */ .XC)({
        steps: [{ kind: 'ledger', manifest: scope.manifest, known: new Map(known), gone: new Set(gone), reason }]
    });
}
/** The ledger's entries of paths whose content is about to change. */
const pending = ({ entries }, paths) => new Map(paths.map(path => [path, withoutFingerprint(entries.get(path))]));
const NEW = { version: 0, fingerprint: '' };
const withoutFingerprint = (entry) => entry === undefined ? NEW : { ...entry, fingerprint: '' };


/***/ }),

/***/ 2544:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ planLogins)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _identity_identities_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6539);
/* harmony import */ var _records_readers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8130);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9164);




/** A warning for each recorded consumer of this role that cannot log in any more, or one for all if they cannot be listed. `deployed`: ids of those that get a new credential. */
function planLogins(scope, observed, deployed) {
    const users = (0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .whoMayUse */ .D)({ kind: 'role', access: scope }, observed.readers);
    const held = users.uses.filter(use => use.as === 'held');
    // A consumer that has moved to this mount no longer uses what its record on the old mount names.
    const moved = new Set(held.filter(use => use.mount === scope.mount).map(use => use.who.id));
    const current = held.filter(use => use.mount === scope.mount || !moved.has(use.who.id));
    return (0,_plan_js__WEBPACK_IMPORTED_MODULE_3__/* .told */ .Ev)(...((0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .isUnlisted */ .fi)(users) ? unlisted(scope, observed) : []), ...current.flatMap(use => {
        const why = deployed.includes(use.who.id) ? undefined : whyNot(use, observed);
        if (why === undefined)
            return [];
        if (use.changedBy !== undefined)
            return [moving(use, use.changedBy, why)];
        const owner = use.manifest === scope.manifest ? '' : ` of manifest ${use.manifest}`;
        const cure = `Run mode \`deploy\`${owner} for this Deployment to restore access.`;
        return [bySomebody((0,_plan_js__WEBPACK_IMPORTED_MODULE_3__/* .warning */ .$e)(`Deployment ${use.who.name}`, `cannot log in to Vault any more: ${why}`, cure))];
    }));
}
/** A role takes its credentials with it, and who held them cannot be named. */
function unlisted(scope, { role, ledger }) {
    if (role.state !== 'absent' || !ledger.roles.has((0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .roleOf */ .kp)(scope)))
        return [];
    const message = 'may have been deleted, and this token cannot list the Deployments that then cannot log in to Vault any more';
    const hint = 'Run mode `deploy` for each Deployment of this role to restore access.';
    return [bySomebody((0,_plan_js__WEBPACK_IMPORTED_MODULE_3__/* .warning */ .$e)(`role ${scope.role}`, message, hint))];
}
/** What it holds and what Vault knows differ until that run has given it the new one. */
const moving = ({ who }, run, why) => (0,_plan_js__WEBPACK_IMPORTED_MODULE_3__/* .notAtRest */ .Ji)(`Deployment ${who.name}`, `cannot log in to Vault (${why}), and run ${run} is changing it or has left it unsettled`, 'Run again when that run has ended. If it is not at work any more, run mode `deploy` for this Deployment.');
const bySomebody = (finding) => ({ ...finding, topic: 'drift' });
function whyNot(use, { held, login }) {
    const noun = (0,_identity_identities_js__WEBPACK_IMPORTED_MODULE_1__/* .identityKind */ .HR)(use).credential?.noun ?? 'login';
    if (held.get(use.id)?.state === 'absent')
        return `its ${noun} no longer exists`;
    if (use.login === undefined || login.state !== 'present' || (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(use.login, login.value))
        return undefined;
    const facts = Object.keys(login.value).map(name => name.replaceAll('_', '-'));
    return `the ${facts.join(' or ')} of ${use.role} has changed since the Deployment got its ${noun}`;
}


/***/ }),

/***/ 8649:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HB: () => (/* binding */ ADOPT),
/* harmony export */   Hy: () => (/* binding */ createIfManaged),
/* harmony export */   bM: () => (/* binding */ whyCreated),
/* harmony export */   iY: () => (/* binding */ notVisible)
/* harmony export */ });
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9164);

/** The way out of a conflict with something that this action did not create; a sentence that may go on. */
const ADOPT = 'Set `on-conflict: adopt` to overwrite it';
/**
 * Why something is created, and what others have to do with it. A claim comes before what it claims, so a claim alone does not tell that
 * it was ever there; whoever uses it does.
 */
function whyCreated({ isClaimed, isUsed }) {
    if (isUsed)
        return { reason: 'somebody deleted it', found: { by: 'drift', gone: true } };
    if (!isClaimed)
        return { reason: 'it does not exist yet' };
    return { reason: 'somebody deleted it, or an earlier run ended before it was written', found: { by: 'drift' } };
}
/** A step that creates something, if `manage` leaves it to us. */
function createIfManaged(manifest, what, subject, step) {
    if (manifest.manage.has(what))
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .planOf */ .XC)({ steps: [step] });
    return (0,_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .told */ .Ev)((0,_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .conflict */ .hj)(subject, 'does not exist, and `manage` leaves it to others', `Ask them to create it, or add ${what} to \`manage\`.`));
}
/** What a 403 means for something that the plan is about. */
function notVisible(manifest, what, subject, { because }) {
    if (!manifest.manage.has(what))
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .told */ .Ev)((0,_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .note */ .N4)(subject, `is managed by others and cannot be read with this token (${because})`));
    return (0,_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .told */ .Ev)((0,_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .conflict */ .hj)(subject, `cannot be read: ${because}`, `Allow the token of this run to read it, or remove ${what} from \`manage\`.`));
}


/***/ }),

/***/ 8548:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ becomesOurs),
/* harmony export */   _: () => (/* binding */ planPolicy)
/* harmony export */ });
/* harmony import */ var _identity_identities_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6539);
/* harmony import */ var _records_readers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8130);
/* harmony import */ var _vault_policy_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1088);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9164);
/* harmony import */ var _managed_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8649);





/**
 * Nothing that a reader may need is removed here; `planNarrow` does that once nobody needs it. Rules that no reader can ever need were
 * added by somebody else, and are removed at once.
 */
function planPolicy(desired, observed) {
    const { manifest, scope, adopt } = desired;
    const { policy, readers } = observed;
    const subject = `policy ${scope.policy}`;
    if (policy.state === 'not-visible')
        return (0,_managed_js__WEBPACK_IMPORTED_MODULE_3__/* .notVisible */ .iY)(manifest, 'policy', subject, policy);
    const users = (0,_records_readers_js__WEBPACK_IMPORTED_MODULE_1__/* .whoMayUse */ .D)({ kind: 'policy', name: scope.policy }, readers);
    // A grant in doubt stays where it is, and goes to nobody new.
    const needed = (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KC)((0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .grantsFor */ .vj)([scope]), (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .grantsFor */ .vj)(users.uses.filter(use => readers.policies.has((0,_records_readers_js__WEBPACK_IMPORTED_MODULE_1__/* .roleOf */ .kp)(use)))));
    const step = { kind: 'policy', name: scope.policy };
    if (policy.state === 'absent') {
        // The role names it, and somebody logs in with that.
        const isUsed = policiesIn(observed.role).includes(scope.policy) && (0,_records_readers_js__WEBPACK_IMPORTED_MODULE_1__/* .hasHolder */ .r9)(scope, readers);
        return (0,_managed_js__WEBPACK_IMPORTED_MODULE_3__/* .createIfManaged */ .Hy)(manifest, 'policy', subject, {
            ...step,
            text: (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .policyText */ .MJ)(scope.manifest, needed),
            ...(0,_managed_js__WEBPACK_IMPORTED_MODULE_3__/* .whyCreated */ .bM)({ isClaimed: observed.ledger.policies.has(scope.policy), isUsed })
        });
    }
    const there = (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .parsePolicy */ .ON)(policy.value)?.grants;
    const owner = (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .ownerOf */ .bf)(policy.value);
    const ours = isOurs(desired, observed);
    const isNamed = owner === scope.manifest;
    const takes = adopt && !ours && owner !== undefined && manifest.manage.has('policy');
    const most = isNamed && there !== undefined ? (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KC)(needed, (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .ownGrants */ .WE)(there)) : (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .grantsFor */ .vj)([scope]);
    if (there !== undefined && (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .includes */ .mK)(there, needed) && (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .includes */ .mK)(most, there) && !takes)
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .planOf */ .XC)({});
    if (!manifest.manage.has('policy')) {
        // Not ours to change: `verify` finds out, as the role itself, whether it is enough.
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .told */ .Ev)((0,_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .note */ .N4)(subject, "is managed by others and grants something else; the proof with Airflow's own login shows whether it is enough"));
    }
    if (!ours && !adopt) {
        const whose = owner === undefined ? 'was not created by this action' : `belongs to manifest ${owner}`;
        const lost = there === undefined ? 'rules that this action cannot read' : (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .describeGrants */ .Vz)(there);
        const hint = owner === undefined
            ? `${_managed_js__WEBPACK_IMPORTED_MODULE_3__/* .ADOPT */ .HB}, or name another policy in ${(0,_identity_identities_js__WEBPACK_IMPORTED_MODULE_0__/* .identityKind */ .HR)(scope).section}.policy.`
            : `Name another policy in ${(0,_identity_identities_js__WEBPACK_IMPORTED_MODULE_0__/* .identityKind */ .HR)(scope).section}.policy. \`on-conflict: adopt\` would take this one away from ${owner}, whose runs then fail.`;
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .told */ .Ev)((0,_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .conflict */ .hj)(subject, `${whose} and grants something else: ${lost}`, hint));
    }
    const kept = isNamed || !ours || isInDoubt(users, readers.policies) ? (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .ownGrants */ .WE)(there ?? new Map()) : new Map();
    const text = (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .policyText */ .MJ)(scope.manifest, (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KC)(needed, kept));
    return (0,_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .planOf */ .XC)({ steps: [{ ...step, text, seen: policy.value, ...whyWritten(desired, observed, there, needed) }] });
}
/** By the owner that it names; or by the ledger, if somebody has replaced it and it names none. */
function isOurs({ scope }, { policy, ledger }) {
    const owner = policy.state === 'present' ? (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .ownerOf */ .bf)(policy.value) : undefined;
    return owner === scope.manifest || (owner === undefined && ledger.policies.has(scope.policy));
}
/** Whether the policy is this manifest's after the run. One that was found equal, or may not be changed, keeps its owner. */
function becomesOurs(desired, observed) {
    const { policy } = observed;
    if (!desired.manifest.manage.has('policy') || policy.state === 'not-visible')
        return false;
    return policy.state === 'absent' || isOurs(desired, observed) || planPolicy(desired, observed).steps.length > 0;
}
const isInDoubt = ({ uses, unknown }, policies) => unknown.length > 0 || uses.some(use => !policies.has((0,_records_readers_js__WEBPACK_IMPORTED_MODULE_1__/* .roleOf */ .kp)(use)));
function whyWritten(desired, observed, there, needed) {
    const { scope } = desired;
    const owner = observed.policy.state === 'present' ? (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .ownerOf */ .bf)(observed.policy.value) : undefined;
    const ours = isOurs(desired, observed);
    const bySomebody = (reason) => ({ reason, ...(ours && { found: { by: 'drift' } }) });
    if (owner === undefined && ours)
        return bySomebody('somebody else replaced it');
    if (there === undefined)
        return bySomebody('it has rules that this action cannot read');
    if (owner !== undefined && owner !== scope.manifest && (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .includes */ .mK)(there, needed))
        return { reason: `it belonged to manifest ${owner}` };
    if (!(0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .includes */ .mK)(there, (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .grantsFor */ .vj)([scope]))) {
        const reason = `it lacks the rules for ${scope.mount}/${scope.variablesPath} and ${scope.mount}/${scope.connectionsPath}`;
        // A Deployment that reads there was proved to be able to; otherwise the manifest has moved.
        return isReadBy(observed.readers, scope) ? bySomebody(reason) : { reason };
    }
    if (!(0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_2__/* .includes */ .mK)(there, needed))
        return bySomebody('it does not let every recorded Deployment read its secrets');
    return bySomebody('somebody else added rules that this action never writes');
}
const policiesIn = (role) => role.state === 'present' ? [role.value['token_policies'] ?? []].flat() : [];
const isReadBy = ({ uses }, scope) => uses.some(use => use.as === 'held' &&
    (0,_records_readers_js__WEBPACK_IMPORTED_MODULE_1__/* .roleOf */ .kp)(use) === (0,_records_readers_js__WEBPACK_IMPORTED_MODULE_1__/* .roleOf */ .kp)(scope) &&
    use.mount === scope.mount &&
    use.variablesPath === scope.variablesPath &&
    use.connectionsPath === scope.connectionsPath);


/***/ }),

/***/ 434:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ planRole),
/* harmony export */   K: () => (/* binding */ claimedRole)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _identity_identities_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6539);
/* harmony import */ var _identity_role_fields_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1660);
/* harmony import */ var _records_readers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8130);
/* harmony import */ var _vault_policy_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1088);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9164);
/* harmony import */ var _managed_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8649);







/** The fields that this project sets; all others of the role are left as they are. */
function planRole({ manifest, scope, adopt }, observed) {
    const { role, login, ledger, roleClaims } = observed;
    const { identity, manage } = manifest;
    const kind = (0,_identity_identities_js__WEBPACK_IMPORTED_MODULE_1__/* .identityKind */ .HR)(scope);
    const subject = `role ${scope.role}`;
    const step = { kind: 'role', access: scope, was: {} };
    const [policies, kept] = policiesOf(manifest, observed, scope);
    const wanted = { ...kind.roleFields(identity, scope.policy), token_policies: policies };
    const own = kind.ownLogin(identity);
    if (role.state === 'not-visible')
        return (0,_managed_js__WEBPACK_IMPORTED_MODULE_4__/* .notVisible */ .iY)(manifest, 'role', subject, role);
    if (role.state === 'absent') {
        const asked = ledger.roles.get((0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .roleOf */ .kp)(scope));
        const isClaimed = asked !== undefined;
        const cutOff = kind.refusesMore?.(asked ?? {}, wanted)
            ? lockedOut('does not exist, and would not be as it was recorded, which may lock out', observed, scope, WIDER)
            : [];
        if (cutOff.length > 0)
            return (0,_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .told */ .Ev)(...cutOff);
        return (0,_managed_js__WEBPACK_IMPORTED_MODULE_4__/* .createIfManaged */ .Hy)(manifest, 'role', subject, {
            ...step,
            isNew: true,
            fields: wanted,
            ...(own && { login: own }),
            ...(0,_managed_js__WEBPACK_IMPORTED_MODULE_4__/* .whyCreated */ .bM)({ isClaimed, isUsed: (0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .hasHolder */ .r9)(scope, observed.readers) })
        });
    }
    if (manage.has('role') && own !== undefined && login.state === 'not-visible')
        return (0,_managed_js__WEBPACK_IMPORTED_MODULE_4__/* .notVisible */ .iY)(manifest, 'role', kind.loginPath(scope), login);
    const names = (0,_identity_role_fields_js__WEBPACK_IMPORTED_MODULE_6__/* .differingFields */ .W1)(role.value, wanted);
    const otherLogin = own !== undefined && login.state === 'present' && !(0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(login.value, own);
    if (names.length === 0 && !otherLogin)
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .told */ .Ev)(...kept);
    const differences = [
        ...names.map(name => `${name} is ${(0,_identity_role_fields_js__WEBPACK_IMPORTED_MODULE_6__/* .textOf */ .b6)(role.value[name], wanted[name])}, not ${(0,_identity_role_fields_js__WEBPACK_IMPORTED_MODULE_6__/* .textOf */ .b6)(wanted[name])}`),
        ...(otherLogin ? Object.keys(own).map(name => `${name} differs`) : [])
    ].join('; ');
    if (!manage.has('role')) {
        const message = `is managed by others and differs: ${differences}`;
        const isFatal = names.some(name => kind.vital.fields.includes(name));
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .told */ .Ev)(isFatal ? (0,_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .conflict */ .hj)(subject, message, `${kind.vital.why} Ask its owner.`) : (0,_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .note */ .N4)(subject, message));
    }
    const disputes = disputesOver([...names, ...(otherLogin ? Object.keys(own) : [])], { manifest, scope }, observed);
    if (disputes.length > 0 && !adopt)
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .told */ .Ev)(...disputes);
    const [owner] = roleClaims?.keys() ?? [];
    if (!ledger.roles.has((0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .roleOf */ .kp)(scope)) && !adopt)
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .told */ .Ev)((0,_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .conflict */ .hj)(subject, owner === undefined
            ? `was not created by this action and differs: ${differences}`
            : `belongs to manifest ${owner} and differs: ${differences}`, `${_managed_js__WEBPACK_IMPORTED_MODULE_4__/* .ADOPT */ .HB}, or write those values into the manifest.`));
    // What was claimed is what is wanted, so the manifest has not changed.
    const isDrift = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(ledger.roles.get((0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .roleOf */ .kp)(scope)), claimedRole({ manifest, scope }));
    const cutOff = [
        ...(otherLogin ? lockedOut(`would get another ${Object.keys(own).join(', ')}, which would lock out`, observed, scope) : []),
        // Also if it was changed by hand: others may have been given a login since, by what it accepts now.
        ...(kind.refusesMore?.(role.value, wanted)
            ? lockedOut(`would accept less (${differences}), which may lock out`, observed, scope, WIDER)
            : [])
    ];
    if (cutOff.length > 0)
        return (0,_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .told */ .Ev)(...cutOff);
    const changed = {
        ...step,
        was: Object.fromEntries(names.map(name => [name, role.value[name] ?? (0,_identity_role_fields_js__WEBPACK_IMPORTED_MODULE_6__/* .unsaid */ .DY)(wanted[name])])),
        ...(names.length === 0 ? {} : { fields: wanted }),
        ...(otherLogin ? { login: own } : {}),
        ...(isDrift && { found: { by: 'drift' } }),
        reason: differences
    };
    const unknown = 'is changed, and it is unknown whether other manifests want it otherwise: their records cannot be read';
    return (0,_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .planOf */ .XC)({ steps: [changed], findings: [...(roleClaims === undefined ? [(0,_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .note */ .N4)(subject, unknown)] : []), ...kept] });
}
/** What this manifest asks of its role, as the ledger keeps it for others to compare. */
function claimedRole({ manifest: { identity }, scope }) {
    const kind = (0,_identity_identities_js__WEBPACK_IMPORTED_MODULE_1__/* .identityKind */ .HR)(scope);
    const fields = { ...kind.roleFields(identity, scope.policy), ...kind.ownLogin(identity) };
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, (0,_identity_role_fields_js__WEBPACK_IMPORTED_MODULE_6__/* .textOf */ .b6)(value)]));
}
/** Of the fields that this run would change: those that another manifest wants otherwise, and would change back. */
function disputesOver(names, desired, { roleClaims }) {
    const { scope } = desired;
    const ours = claimedRole(desired);
    return [...(roleClaims ?? [])].flatMap(([other, theirs]) => {
        const disputed = names.filter(name => theirs[name] !== undefined && theirs[name] !== ours[name]);
        if (disputed.length === 0)
            return [];
        const values = disputed.map(name => `${name} ${theirs[name]}, not ${ours[name]}`).join('; ');
        const hint = `Give each manifest a role of its own (${(0,_identity_identities_js__WEBPACK_IMPORTED_MODULE_1__/* .identityKind */ .HR)(scope).section}.name). Or write the same into both, and run this one once with \`on-conflict: adopt\`.`;
        return [(0,_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .conflict */ .hj)(`role ${scope.role}`, `is also claimed by manifest ${other}, which wants ${values}`, hint)];
    });
}
const WIDER = ' Or let the manifest accept what the role accepts, such as all `namespaces`. If one of these Deployments no longer exists, delete its record (docs/stop-using-it.md).';
/** Why the role must keep what it logs in with: somebody holds it. `how`: what would happen, up to the names. `or`: another way out. */
function lockedOut(how, { readers }, scope, or = '') {
    const users = (0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .whoMayUse */ .D)({ kind: 'role', access: scope }, readers);
    if ((0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .named */ .KT)(users).length === 0)
        return [];
    const message = `${how} ${(0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .named */ .KT)(users).join(', ')}`;
    const hint = `Use a new role (${(0,_identity_identities_js__WEBPACK_IMPORTED_MODULE_1__/* .identityKind */ .HR)(scope).section}.name): each Deployment then moves to it when it is deployed.${or}`;
    return [(0,_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .conflict */ .hj)(`role ${scope.role}`, message, hint), ...(0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .findingsOf */ .WX)(users)];
}
/**
 * The policies that the role should have: the scope's, by which all known readers can read, and each other one that it has, as long
 * as somebody may depend on it.
 */
function policiesOf({ manage }, { role, policy, readers }, scope) {
    const there = role.state === 'present' ? [role.value['token_policies'] ?? []].flat().map(String) : [];
    const others = there.filter(name => name !== scope.policy && name !== 'default');
    const grants = (policy.state === 'present' ? (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_3__/* .parsePolicy */ .ON)(policy.value)?.grants : undefined) ?? new Map();
    const { uses, unknown } = (0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .whoMayUse */ .D)({ kind: 'role', access: scope }, readers);
    const users = { uses: uses.filter(use => !manage.has('policy') && !(0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_3__/* .includes */ .mK)(grants, (0,_vault_policy_js__WEBPACK_IMPORTED_MODULE_3__/* .grantsFor */ .vj)([use]))), unknown };
    if (others.length === 0 || (0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .named */ .KT)(users).length === 0)
        return [[scope.policy], []];
    const message = `keeps policy ${others.join(', ')}, because ${(0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .named */ .KT)(users).join(', ')} may still depend on it`;
    return [[...new Set([...there, scope.policy])], [(0,_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .note */ .N4)(`role ${scope.role}`, message), ...(0,_records_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .findingsOf */ .WX)(users)]];
}


/***/ }),

/***/ 4889:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ds: () => (/* binding */ planSecrets),
/* harmony export */   qE: () => (/* binding */ isKnown),
/* harmony export */   rg: () => (/* binding */ notGiven)
/* harmony export */ });
/* harmony import */ var _manifest_entries_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5665);
/* harmony import */ var _observe_authors_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2248);
/* harmony import */ var _records_key_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1809);
/* harmony import */ var _values_constants_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(259);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9164);
/* harmony import */ var _differing_keys_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1497);
/* harmony import */ var _managed_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8649);







/** The note on a secret whose sources this run was not given. A run that writes fails with the same words. */
const notGiven = ({ label, lacks }) => (0,_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .notCompared */ .vK)(label, `was not compared: ${lacks === undefined ? 'its value is not available here' : `it ${lacks}`}`);
/** One KV secret for each variable and connection; an equal one is left untouched. */
function planSecrets(desired, observed) {
    const { scope, wanted, adopt } = desired;
    const { secrets, authors, ledger, blind } = observed;
    const newsOf = newsIn(desired);
    const [steps, findings] = [[], []];
    for (const one of wanted) {
        const { path, label, data } = one;
        const there = secrets.get(path);
        const entry = ledger.entries.get(path);
        if (data === undefined || there === undefined)
            findings.push(notGiven(one));
        else if (there.state === 'not-visible')
            findings.push((0,_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .conflict */ .hj)(label, `cannot be compared: ${there.because}`));
        else if (there.state === 'trusted')
            continue;
        else if (there.state === 'present' && there.data.equals(data)) {
            if (there.until === undefined)
                continue;
            const reason = `Vault would delete it by itself on ${there.until}`;
            steps.push({ kind: 'secret', path, data, expected: there.version, overwrites: true, reason });
        }
        else if (there.state === 'absent' || entry !== undefined || adopt) {
            const overwrites = there.state === 'present';
            const news = newsOf(path, overwrites ? there.data : undefined, data);
            const found = foundIn(there, entry);
            const reason = named(whyWritten(there, entry), authors.get(path));
            steps.push({ kind: 'secret', path, data, expected: there.version, overwrites, ...news, ...(found && { found }), reason });
        }
        else {
            const foreign = ledger.doubt === undefined
                ? 'that this action did not write'
                : `that this action may or may not have written (${ledger.doubt})`;
            const where = `${scope.mount}/${path}`;
            findings.push((0,_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .conflict */ .hj)(label, `differs: ${where} holds another value (version ${there.version}) ${foreign}`, `${_managed_js__WEBPACK_IMPORTED_MODULE_5__/* .ADOPT */ .HB}.`));
        }
    }
    if (ledger.doubt !== undefined)
        findings.push((0,_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .note */ .N4)('secrets', `were compared from scratch, and the ledger is rebuilt: ${ledger.doubt}`));
    if (blind)
        findings.push((0,_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .notCompared */ .vK)('secrets', 'were compared by the fingerprints in the ledger alone, because this server lists no versions, or not for this token; changes made by hand go unseen (`check: full` finds them)'));
    return { steps, findings };
}
/**
 * Tells which keys differ, and what the manifest spells out of them; of a secret that is not there, of all. The manifest is read
 * through once, as soon as there is something to tell. Equal lists share one array: a rotation changes the same keys of thousands of
 * secrets.
 */
function newsIn({ manifest, scope }) {
    let entries;
    const lists = new Map();
    const shared = (keys) => {
        const text = keys.join('\n');
        const known = lists.get(text);
        if (known === undefined)
            lists.set(text, keys);
        return known ?? keys;
    };
    return (path, before, after) => {
        entries ??= new Map((0,_manifest_entries_js__WEBPACK_IMPORTED_MODULE_0__/* .entriesFor */ .aB)(manifest, scope).map(entry => [(0,_manifest_entries_js__WEBPACK_IMPORTED_MODULE_0__/* .pathOf */ .XM)(scope, entry), entry]));
        const entry = entries.get(path);
        const constants = entry === undefined ? {} : (0,_values_constants_js__WEBPACK_IMPORTED_MODULE_2__/* .constantsOf */ .Lg)(entry, scope.deployment);
        if (before === undefined)
            return given(constants);
        const keys = (0,_differing_keys_js__WEBPACK_IMPORTED_MODULE_3__/* .differingKeys */ .V)(before.reveal(), after.reveal(), entry && (0,_values_constants_js__WEBPACK_IMPORTED_MODULE_2__/* .structureOf */ .pH)(entry));
        if (keys === undefined)
            return {};
        const differing = Object.entries(constants).filter(([key]) => keys.includes(key));
        return { keys: shared(keys), ...given(Object.fromEntries(differing)) };
    };
}
const given = (constants) => (Object.keys(constants).length > 0 ? { constants } : {});
/** What others have left there. */
function foundIn(there, entry) {
    const since = there.since === undefined ? {} : { since: there.since };
    if (entry === undefined)
        return there.state === 'present' ? { by: 'foreign', ...since } : undefined;
    return (0,_observe_authors_js__WEBPACK_IMPORTED_MODULE_6__/* .isDrift */ ._)(there, entry) ? { by: 'drift', ...since } : undefined;
}
/** What the ledger knows distinguishes a change of the manifest from drift, which somebody made in Vault. */
function whyWritten(there, entry) {
    if (entry === undefined || !(0,_observe_authors_js__WEBPACK_IMPORTED_MODULE_6__/* .isDrift */ ._)(there, entry))
        return there.state === 'absent' ? 'it does not exist yet' : 'its value has changed';
    if (there.state === 'absent')
        return `somebody deleted it (it had version ${entry.version})`;
    return `somebody else changed it (version ${there.version}, this action wrote version ${entry.version})`;
}
const named = (reason, who) => who === undefined ? reason : reason.replace(/^somebody( else)?/, () => who);
/** Whether the ledger is right about a secret whose content is `data`. */
function isKnown({ ledger, key }, { mount, path, version }, data) {
    const entry = ledger.entries.get(path);
    return entry?.version === version && key !== undefined && entry.fingerprint === (0,_records_key_js__WEBPACK_IMPORTED_MODULE_1__/* .secretFingerprint */ .nO)(key, mount, path, data);
}


/***/ }),

/***/ 2337:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ planUnseenLogins)
/* harmony export */ });
/* harmony import */ var _identity_identities_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6539);
/* harmony import */ var _records_readers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8130);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9164);



/** Notes on what `planLogins` and `planDue` could not look at with this token: nobody knows whether those Deployments can log in. */
function planUnseenLogins(scope, { readers, held, login }) {
    const users = (0,_records_readers_js__WEBPACK_IMPORTED_MODULE_1__/* .whoMayUse */ .D)({ kind: 'role', access: scope }, readers);
    const subject = `the Deployments of role ${scope.role}`;
    const who = 'whether they can still log in';
    return (0,_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .told */ .Ev)(...((0,_records_readers_js__WEBPACK_IMPORTED_MODULE_1__/* .isUnlisted */ .fi)(users) ? [(0,_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .notCompared */ .vK)(subject, `were not looked at (${who}): this token cannot list their records`)] : []), ...((0,_records_readers_js__WEBPACK_IMPORTED_MODULE_1__/* .findingsOf */ .WX)(users).length > 0 ? [(0,_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .notCompared */ .vK)(subject, `were not all looked at (${who}): a record cannot be read`)] : []), ...users.uses.flatMap(use => {
        if (use.as !== 'held')
            return [];
        const { noun = 'login' } = (0,_identity_identities_js__WEBPACK_IMPORTED_MODULE_0__/* .identityKind */ .HR)(use).credential ?? {};
        const facts = held.get(use.id);
        const hidden = facts?.state === 'not-visible' ? facts : use.login !== undefined && login.state === 'not-visible' ? login : undefined;
        if (hidden === undefined)
            return [];
        return [(0,_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .notCompared */ .vK)(`Deployment ${use.who.name}`, `was not looked at (whether its ${noun} still works): ${hidden.because}`)];
    }));
}


/***/ }),

/***/ 5046:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  pI: () => (/* binding */ planAuthMethod),
  r0: () => (/* binding */ planMount),
  _H: () => (/* binding */ planVault)
});

// EXTERNAL MODULE: ./lib/identity/identities.js + 6 modules
var identities = __webpack_require__(6539);
// EXTERNAL MODULE: ./lib/plan/outages.js
var outages = __webpack_require__(2151);
// EXTERNAL MODULE: ./lib/plan/plan.js
var plan = __webpack_require__(9164);
// EXTERNAL MODULE: ./lib/plan/vault/auth-config.js
var auth_config = __webpack_require__(2631);
// EXTERNAL MODULE: ./lib/plan/vault/claim.js
var claim = __webpack_require__(4316);
// EXTERNAL MODULE: ./lib/plan/vault/managed.js
var managed = __webpack_require__(8649);
// EXTERNAL MODULE: ./lib/base/counted.js
var counted = __webpack_require__(6323);
// EXTERNAL MODULE: ./lib/observe/owned.js
var owned = __webpack_require__(5237);
;// CONCATENATED MODULE: ./lib/plan/vault/orphans-outside.js



/** Reports orphans in folders that the manifest no longer names, while they exist. */
function planOrphansOutside({ manifest, scope }, { ledger, orphans }) {
    const left = (0,owned/* orphansOutside */.Zt)(manifest, scope, ledger).filter(path => orphans.get(path)?.state !== 'absent');
    if (left.length === 0)
        return (0,plan/* planOf */.XC)({});
    const [first] = left;
    return (0,plan/* told */.Ev)((0,plan/* note */.N4)(`${(0,counted/* counted */.h)(left.length, 'secret')} of this action`, `${left.length === 1 ? 'is' : 'are'} in folders that the manifest no longer names, such as ${scope.mount}/${first}; prune leaves these alone`, 'Delete by hand what nobody needs any more.'));
}

// EXTERNAL MODULE: ./lib/plan/vault/policy.js
var policy = __webpack_require__(8548);
// EXTERNAL MODULE: ./lib/base/finding.js
var finding = __webpack_require__(8340);
// EXTERNAL MODULE: ./lib/manifest/pattern.js
var pattern = __webpack_require__(9595);
// EXTERNAL MODULE: ./lib/manifest/scope.js
var manifest_scope = __webpack_require__(9893);
// EXTERNAL MODULE: ./lib/records/readers.js
var records_readers = __webpack_require__(8130);
// EXTERNAL MODULE: ./lib/plan/vault/secrets.js
var vault_secrets = __webpack_require__(4889);
;// CONCATENATED MODULE: ./lib/plan/vault/prune.js








/** So many may always go: a share of a small manifest says nothing. */
const ALWAYS = 3;
const SUBJECT = 'secrets that are no longer in the manifest';
/** Soft-deletes what is ours and was removed from the manifest. Whatever looks like an accident ends the run instead. */
function planPrune(desired, observed) {
    const { scope, wanted, prune } = desired;
    const { ledger } = observed;
    const orphans = (0,owned/* orphansOf */.hw)(scope, wanted, ledger);
    const patternAt = patternsBy(desired);
    const paths = orphans.filter(path => patternAt(path) === undefined);
    const kept = prune.mode === 'off' ? [] : orphans.flatMap(path => keptFor(patternAt(path), `${scope.mount}/${path}`));
    if (paths.length === 0)
        return (0,plan/* told */.Ev)(...kept);
    if (prune.mode === 'off') {
        const count = `${(0,counted/* counted */.h)(paths.length, 'secret')} of this action`;
        const message = `${paths.length === 1 ? 'is' : 'are'} no longer in the manifest; \`prune: plan\` lists them, \`prune: apply\` deletes them`;
        return (0,plan/* told */.Ev)((0,plan/* note */.N4)(count, message));
    }
    if (ledger.doubt !== undefined)
        return (0,plan/* told */.Ev)((0,plan/* note */.N4)(SUBJECT, `are left alone: ${ledger.doubt}`));
    const asked = paths.map(path => (0,records_readers/* whoMayUse */.D)({ kind: 'secret', path, place: scope }, observed.readers));
    const [doubts] = asked.filter(({ unknown }) => unknown.length > 0);
    if (doubts !== undefined)
        return inDoubt(doubts, prune.mode);
    const found = (0,plan/* join */.fj)([(0,plan/* told */.Ev)(...kept), ...paths.map(path => planOne(path, desired, observed))]);
    const refusals = refusalsOf(found.steps.length, desired, observed);
    if (prune.mode === 'apply')
        return { ...found, findings: [...found.findings, ...refusals] };
    const named = found.steps.map(({ path }) => (0,plan/* note */.N4)(`${scope.mount}/${path}`, 'is no longer in the manifest; `prune: apply` would delete it'));
    const refused = refusals.map(refusal => (0,plan/* note */.N4)('`prune: apply`', `would fail: ${(0,finding/* saidOf */.Jo)(refusal)}`, refusal.hint));
    return (0,plan/* told */.Ev)(...refused, ...found.findings, ...named);
}
/** The pattern that may have brought what is at a path, however little of the environment this run was given. */
function patternsBy({ manifest: { patterns }, scope }) {
    const named = (path) => {
        const kind = path.startsWith(`${scope.variablesPath}/`) ? 'variable' : 'connection';
        return { kind, name: path.slice(scope[`${kind}sPath`].length + 1) };
    };
    return path => (patterns.length === 0 ? undefined : (0,pattern/* patternOf */.Id)(patterns, named(path)));
}
const keptFor = (pattern, subject) => pattern === undefined
    ? []
    : [(0,plan/* note */.N4)(subject, `is no longer in the manifest, but ${pattern.text} may have brought it, so it is not deleted`, BY_HAND)];
const BY_HAND = 'If it should go, delete it in Vault by hand.';
/** Nobody can tell who still reads which secret. */
function inDoubt(users, mode) {
    if (!(0,records_readers/* isUnlisted */.fi)(users))
        return (0,plan/* told */.Ev)((0,plan/* warning */.$e)(SUBJECT, 'are left alone, because some records of other Deployments cannot be read'), ...(0,records_readers/* findingsOf */.WX)(users));
    const message = 'cannot be deleted: this token cannot list the records of other Deployments, so nobody can tell who still reads them';
    const hint = 'Allow the token to list them, or set `prune: off`.';
    return (0,plan/* told */.Ev)(mode === 'apply' ? (0,plan/* conflict */.hj)(SUBJECT, message, hint) : (0,plan/* note */.N4)(SUBJECT, message, hint));
}
/** Why so many must not be deleted at once. What somebody has already deleted counts on neither side. */
function refusalsOf(count, { scope, wanted, prune }, { ledger, orphans }) {
    if (wanted.length === 0 && count > 0)
        return [
            (0,plan/* conflict */.hj)('the manifest', `has no variables and no connections, so prune would delete ${count === 1 ? 'the only secret' : `all ${count} secrets`}`, 'If that is intended, set `prune: off` and delete them by hand.')
        ];
    const gone = [...orphans].filter(([path, { state }]) => state === 'absent' && (0,manifest_scope/* isBelow */.Yw)(scope, path)).length;
    const owned = [...ledger.entries.keys()].filter(path => (0,manifest_scope/* isBelow */.Yw)(scope, path)).length - gone;
    // Whole percents: 0.29 × 100 is less than 29.
    const percent = Math.round(prune.limit * 100);
    const most = Math.max(ALWAYS, Math.floor((owned * percent) / 100));
    if (count <= most)
        return [];
    return [
        (0,plan/* conflict */.hj)('prune', `would delete ${count} of ${owned} secrets, more than the ${most} that prune-limit (${percent} %) allows`, 'Review them with `prune: plan`; if they should go, raise `prune-limit` for one run.')
    ];
}
function planOne(path, { scope }, observed) {
    const there = observed.orphans.get(path);
    const entry = observed.ledger.entries.get(path);
    const subject = `${scope.mount}/${path}`;
    if (there === undefined || there.state === 'not-visible' || entry === undefined)
        return (0,plan/* told */.Ev)((0,plan/* note */.N4)(subject, 'is no longer in the manifest, but cannot be read, so it is not deleted'));
    if (there.state === 'absent')
        return (0,plan/* planOf */.XC)({});
    const { version, data } = there;
    // What an undo has restored is recorded without fingerprint.
    const ours = entry.fingerprint === '' ? version === entry.version : (0,vault_secrets/* isKnown */.qE)(observed, { mount: scope.mount, path, version }, data);
    if (!ours)
        return (0,plan/* told */.Ev)((0,plan/* note */.N4)(subject, 'is no longer in the manifest, but somebody else has changed it since, so it is not deleted'));
    const { uses } = (0,records_readers/* whoMayUse */.D)({ kind: 'secret', path, place: scope }, observed.readers);
    if (uses.length > 0) {
        const readers = (0,records_readers/* named */.KT)({ uses, unknown: [] }).join(', ');
        return (0,plan/* told */.Ev)((0,plan/* note */.N4)(subject, `is no longer in the manifest, but ${readers} may still read it there, so it is not deleted`));
    }
    return (0,plan/* planOf */.XC)({ steps: [{ kind: 'delete', path, version, reason: 'it is no longer in the manifest' }] });
}

// EXTERNAL MODULE: ./lib/plan/vault/role.js
var role = __webpack_require__(434);
;// CONCATENATED MODULE: ./lib/plan/vault/vault.js











/** From nothing to readable secrets: auth method, mount, policy, role, variables and connections. Pure. */
function planVault(desired, observed) {
    const secrets = (0,plan/* join */.fj)([(0,vault_secrets/* planSecrets */.Ds)(desired, observed), planPrune(desired, observed)]);
    const access = (0,plan/* join */.fj)([(0,policy/* planPolicy */._)(desired, observed), (0,role/* planRole */.E)(desired, observed)]);
    return (0,plan/* join */.fj)([
        planAuthMethod(desired, observed),
        (0,auth_config/* planAuthConfig */.Y)(desired, observed),
        planMount(desired, observed),
        (0,claim/* planClaim */.GF)(desired, observed, secrets.steps),
        planGenerated(desired),
        access,
        secrets,
        (0,outages/* planVaultOutages */.u)([...access.steps, ...secrets.steps], desired.wanted.length, observed),
        planOrphansOutside(desired, observed),
        (0,claim/* planLedger */.X8)(desired, observed, secrets.steps)
    ]);
}
/** Before any secret that has one of them in it. */
function planGenerated({ scope, drawn }) {
    if (drawn.size === 0)
        return (0,plan/* planOf */.XC)({});
    const reason = `${drawn.size === 1 ? 'it is' : 'they are'} new, or \`rotate\` changed`;
    return (0,plan/* planOf */.XC)({ steps: [{ kind: 'generate', manifest: scope.manifest, drawn, reason }] });
}
function planAuthMethod({ manifest, scope }, { authMethod }) {
    const subject = `auth method ${scope.authMount}/`;
    const { authType, section } = (0,identities/* identityKind */.HR)(scope);
    if (authMethod.state === 'not-visible')
        return (0,managed/* notVisible */.iY)(manifest, 'auth-method', subject, authMethod);
    if (authMethod.state === 'absent') {
        return (0,managed/* createIfManaged */.Hy)(manifest, 'auth-method', subject, {
            kind: 'auth-method',
            path: scope.authMount,
            type: authType,
            reason: 'it is not enabled there yet'
        });
    }
    if (authMethod.value === authType)
        return (0,plan/* planOf */.XC)({});
    return (0,plan/* told */.Ev)((0,plan/* conflict */.hj)(subject, `is of type ${authMethod.value}, not ${authType}`, `Set ${section}.mount to another path.`));
}
function planMount({ manifest, scope }, { mount }) {
    const subject = `mount ${scope.mount}/`;
    if (mount.state === 'not-visible')
        return (0,managed/* notVisible */.iY)(manifest, 'mount', subject, mount);
    if (mount.state === 'absent')
        return (0,managed/* createIfManaged */.Hy)(manifest, 'mount', subject, {
            kind: 'mount',
            path: scope.mount,
            reason: 'it is not enabled there yet'
        });
    const { type, version } = mount.value;
    if (type === 'kv' && version === '2')
        return (0,plan/* planOf */.XC)({});
    return (0,plan/* told */.Ev)(type === 'kv' || type === 'generic'
        ? (0,plan/* conflict */.hj)(subject, 'is KV version 1, which keeps no versions', `Upgrade it with \`vault kv enable-versioning ${scope.mount}/\`, or set \`vault.mount\` to another mount.`)
        : (0,plan/* conflict */.hj)(subject, `is of type ${type}, not kv`, 'Set `vault.mount` to another mount.'));
}


/***/ }),

/***/ 3784:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ shippedLogins),
/* harmony export */   z: () => (/* binding */ shippedLoginsOfDbt)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _base_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(378);
/* harmony import */ var _image_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8560);
/* harmony import */ var _parts_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4467);
/* harmony import */ var _tree_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7170);







/**
 * As actions/checkout leaves it for the steps after it, and as people put it into an address. A user alone opens nothing, and is what
 * some hosts give people to clone; only a token is that long.
 */
const LOGIN = /extraheader\s*=|https?:\/\/([^/\s@:]*:[^/\s@]*|[^/\s@:]{32,})@/i;
/** A warning for each file of git's in a checkout that the deploy of these parts ships, and that has a login in it. */
async function shippedLogins(dir, parts) {
    const logins = await loginsIn(dir);
    const shippedBy = parts.map(part => [part, new Set((0,_parts_js__WEBPACK_IMPORTED_MODULE_5__/* .filesOf */ .R)(part, dir, logins))]);
    return logins.flatMap(config => {
        const by = shippedBy.flatMap(([part, files]) => (files.has(config) ? [part] : []));
        return by.length === 0 ? [] : [{ ...shippedLogin(config, hintFor(config, dir)), parts: by }];
    });
}
/** The same of a dbt project: the CLI leaves out its own `.git`, and no other. */
async function shippedLoginsOfDbt(dir) {
    const shipped = (await loginsIn(dir)).filter(config => !config.startsWith(OWN));
    return shipped.map(config => shippedLogin(`${dir}/${config}`, config.startsWith(BY_DBT_DEPS) ? `${REMOVE}.` : REMOVE_OR_NONE));
}
const OWN = '.git/';
/** There, nobody checks out but dbt, by the addresses in packages.yml. */
const BY_DBT_DEPS = 'dbt_packages/';
async function loginsIn(dir) {
    const configs = await Promise.all((await (0,_tree_js__WEBPACK_IMPORTED_MODULE_6__/* .walk */ .G)(dir)).gits.map(git => configsIn(dir, git)));
    return configs
        .flat()
        .filter(config => LOGIN.test(configText((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(dir, config))))
        .sort();
}
const CONFIGS = new Set(['config', 'config.worktree']);
/** Large, and with no file of that name but those of branches. */
const NO_CONFIGS = new Set(['objects', 'refs', 'logs']);
/** Those of its submodules and worktrees, too. What a link leads to is not shipped. */
async function configsIn(dir, folder) {
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(dir, folder)).isDirectory())
        return [];
    const entries = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(dir, folder), { withFileTypes: true }).catch(() => []);
    const found = entries.map(async (entry) => {
        const path = `${folder}/${entry.name}`;
        if (entry.isFile())
            return CONFIGS.has(entry.name) ? [path] : [];
        return NO_CONFIGS.has(entry.name) ? [] : await configsIn(dir, path);
    });
    return (await Promise.all(found)).flat();
}
const shippedLogin = (subject, hint) => ({
    severity: 'warning',
    subject,
    message: 'is shipped with a login to git in it, which anybody who can read the files of an Airflow worker could use',
    hint
});
const REMOVE = 'Remove that folder in a step before this one';
const NO_LOGIN = 'check that repository out with `persist-credentials: false`';
const REMOVE_OR_NONE = `${REMOVE}, or ${NO_LOGIN}.`;
/** The archive of the DAGs obeys no file. */
const hintFor = (config, dir) => config.startsWith('dags/') ? REMOVE_OR_NONE : `Add \`**/.git\` to ${(0,_image_js__WEBPACK_IMPORTED_MODULE_4__/* .ignoreFileOf */ .kX)(dir)}, or ${NO_LOGIN}.`;
/** Git reads it whole, whatever its size. */
const LONGEST = 64 * _base_files_js__WEBPACK_IMPORTED_MODULE_3__/* .SMALL */ .o5;
/** Empty for what cannot be read: then docker cannot read it either. */
function configText(path) {
    try {
        return (0,_base_files_js__WEBPACK_IMPORTED_MODULE_3__/* .readIfThere */ .qC)(path, LONGEST) ?? '';
    }
    catch {
        return '';
    }
}


/***/ }),

/***/ 5799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ isAstroProject),
  A: () => (/* binding */ isClean)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/base/files.js
var files = __webpack_require__(378);
// EXTERNAL MODULE: ./node_modules/js-yaml/dist/js-yaml.mjs
var js_yaml = __webpack_require__(3243);
// EXTERNAL MODULE: ./lib/project/part.js
var part = __webpack_require__(9444);
;// CONCATENATED MODULE: ./lib/project/astro-config.js


/**
 * The CLI reads from the project's `.astro/config.yaml` where the API is, which program is the container engine, and much else, and
 * prefers that to its own settings. So only keys that are known to be harmless may pass; most of them are for development.
 */
const HARMLESS = new Set([
    ...['project.name', 'project.deployment', 'project.workspace', 'deploy.git_metadata', 'skip_parse', 'sha_as_tag'],
    ...['postgres.user', 'postgres.password', 'postgres.host', 'postgres.port', 'postgres.repository', 'postgres.tag'],
    ...['webserver.port', 'api-server.port', 'airflow.expose_port', 'proxy.port', 'dev.mode', 'duplicate_volumes', 'ruff.image'],
    ...['remote.client_registry', 'machine.cpu', 'machine.memory', 'disable_astro_run', 'auto_select'],
    ...['show_warnings', 'upgrade_message'],
    ...['telemetry.enabled', 'telemetry.anonymous_id', 'telemetry.notice_shown']
]);
/** Keys whose value decides. */
const HARMLESS_VALUES = new Map([['container.binary', /^(?:docker|podman)$/]]);
/** What a key would do that people set elsewhere for good reasons. */
const HARM = new Map([
    ['local.core', 'would send the Astro token to another server'],
    ['cloud.api.protocol', 'could send the Astro token unencrypted'],
    ['container.binary', 'would run another program than docker or podman as container engine']
]);
const SUBJECT = '.astro/config.yaml';
/** Why no deploy may start in a project whose configuration has this text. */
function configObstacles(text) {
    const config = parse(text);
    if (config === undefined)
        return [(0,part/* obstacle */.E)(SUBJECT, 'is not valid YAML', 'Fix it, or copy the one of a new project (`astro dev init`).')];
    const obstacles = [];
    let visited = 0;
    for (const setting of settingsIn(config)) {
        if (++visited > LARGEST)
            return [(0,part/* obstacle */.E)(SUBJECT, `expands to more than ${LARGEST} values`, 'Write out what its aliases (`*name`) stand for.')];
        if (setting === undefined)
            continue;
        const { key, value } = setting;
        if (HARMLESS.has(key) || HARMLESS_VALUES.get(key)?.test(String(value)))
            continue;
        obstacles.push((0,part/* obstacle */.E)(SUBJECT, `sets ${shown(key)}, which ${HARM.get(key) ?? UNKNOWN}`, 'Remove that key.'));
        if (obstacles.length === MOST)
            break;
    }
    return obstacles;
}
const MOST = 20;
/** Aliases of aliases can make billions of values, of which none need set anything. */
const LARGEST = 10_000;
const UNKNOWN = 'is not among the keys that this action knows to be harmless';
/** Text that no setting can be called is not repeated. */
const shown = (key) => (/^[\w.-]{1,99}$/.test(key) ? key : 'a key with an unusual name');
/** Line breaks of YAML 1.1, which the CLI still obeys: what is part of a comment to us would be a key to the CLI. */
const OTHER_BREAKS = /[\u0085\u2028\u2029]/;
/** The first document with merges resolved, as the CLI reads it. Undefined if it is not valid YAML. */
function parse(text) {
    if (OTHER_BREAKS.test(text))
        return undefined;
    try {
        return (0,js_yaml/* loadAll */.gh)(text, { schema: js_yaml/* CORE_SCHEMA */.OU.withTags(js_yaml/* mergeTag */.LJ) })[0] ?? {};
    }
    catch {
        return undefined;
    }
}
/** No setting has so many levels, and a mapping may contain itself. */
const DEEPEST = 5;
/** Visits every node once for each way that leads to it; undefined for what sets nothing itself. */
function* settingsIn(node, above = []) {
    if (typeof node !== 'object' || node === null || above.length === DEEPEST) {
        // A key without a value sets nothing.
        yield above.length > 0 && node !== null ? { key: above.join('.'), value: node } : undefined;
        return;
    }
    yield undefined;
    for (const [key, value] of Object.entries(node))
        yield* settingsIn(value, [...above, key.toLowerCase()]);
}

;// CONCATENATED MODULE: ./lib/project/checks.js




/** What every `astro deploy` needs. */
const isAstroProject = ({ dir }) => {
    const config = (0,files/* readIfThere */.qC)((0,external_node_path_.join)(dir, '.astro', 'config.yaml'));
    if (config !== undefined)
        return configObstacles(config);
    return [(0,part/* obstacle */.E)(dir, 'is not an Astro project: it has no .astro/config.yaml', 'Set `project-dir`, or run `astro dev init`.')];
};
/** The CLI deploys nothing from a checkout with changes. */
const isClean = ({ dirty: files }) => {
    if (files.length === 0)
        return [];
    return [
        (0,part/* obstacle */.E)('the checkout', `has uncommitted changes in tracked files, so \`astro deploy\` would do nothing and report success: ${files.slice(0, 5).join(', ')}`, 'Commit or restore them; an earlier step may have changed them.')
    ];
};


/***/ }),

/***/ 6355:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BG: () => (/* binding */ asLeftByCli),
/* harmony export */   WR: () => (/* binding */ dockerignoreBeforeCli),
/* harmony export */   bi: () => (/* binding */ DOCKERIGNORE)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _base_ends_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1519);
/* harmony import */ var _base_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(378);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5281);




const DOCKERIGNORE = '.dockerignore';
/**
 * `.dockerignore` as an image deploy leaves it: without `dags/` and without the last line break. The same files are shipped,
 * but the tracked file has changed, so the next `astro deploy` in this checkout does nothing.
 */
const asLeftByCli = (text) => (0,_base_ends_js__WEBPACK_IMPORTED_MODULE_3__/* .withoutEnd */ .M)(text
    .split('\n')
    .filter(line => line.trim() !== 'dags/')
    .join('\n'), '\n');
/** The committed text, if the file differs from it only by what the CLI did. */
async function dockerignoreBeforeCli(options) {
    const now = (0,_base_files_js__WEBPACK_IMPORTED_MODULE_1__/* .readIfThere */ .qC)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(options.projectDir, DOCKERIGNORE));
    const before = now === undefined ? undefined : await (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .committed */ .rh)(options, DOCKERIGNORE);
    return before !== undefined && now !== undefined && asLeftByCli(before) === asLeftByCli(now) ? before : undefined;
}


/***/ }),

/***/ 3465:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ readFolder)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7594);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5281);



/** The folder of a project, whatever it is a project of, and the description of its deploy. Throws a `UserError`. */
async function readFolder({ input, description, ...git }) {
    const dir = git.projectDir;
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(dir, { throwIfNoEntry: false })?.isDirectory())
        throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`${input} ${dir} is not a folder in the workspace`, {
            hint: `Check the input \`${input}\`, and that a checkout step comes before this one.`
        });
    return { dir, description: shorten(description || ((await (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .lastSubject */ .xt)(git)) ?? 'Deployed by astro-vault-action')) };
}
/** By characters, not bytes: the CLI would cut a default description inside one. */
function shorten(text) {
    const characters = [...text.replaceAll(/\s+/g, ' ').trim()];
    return characters.length > 200 ? `${characters.slice(0, 199).join('')}…` : characters.join('');
}


/***/ }),

/***/ 5281:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $k: () => (/* binding */ notInGit),
/* harmony export */   OR: () => (/* binding */ defaultBranch),
/* harmony export */   SU: () => (/* binding */ uncommitted),
/* harmony export */   Wd: () => (/* binding */ fileAt),
/* harmony export */   bx: () => (/* binding */ baseOf),
/* harmony export */   o_: () => (/* binding */ inGit),
/* harmony export */   pi: () => (/* binding */ isIgnored),
/* harmony export */   rh: () => (/* binding */ committed),
/* harmony export */   sH: () => (/* binding */ originUrl),
/* harmony export */   vO: () => (/* binding */ placeInRepository),
/* harmony export */   xt: () => (/* binding */ lastSubject),
/* harmony export */   yI: () => (/* binding */ isCheckoutOf)
/* harmony export */ });
/* harmony import */ var _base_environment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4464);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7594);
/* harmony import */ var _base_process_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(386);



/**
 * Tracked files of the whole repository with changes that are not committed, but for one file of the project. None if git or the
 * repository is missing: the CLI does not check then either. Throws if git refuses the repository, because then nobody looked.
 */
async function uncommitted(options, except) {
    const status = await git(options, [
        ...['status', '--porcelain', '--untracked-files=no', '--', ':(top)'],
        ...(except === undefined ? [] : [`:(exclude,literal)${except}`])
    ]);
    if (status === undefined || status.stderr.includes('not a git repository'))
        return [];
    if (status.exitCode !== 0)
        throw refused(options, status);
    return status.stdout
        .split('\n')
        .filter(line => line !== '')
        .map(line => line.slice(3));
}
/**
 * What the folder has that the last commit has not, or not so: changed and staged files, submodules with changes, and untracked files
 * whether ignored or not; a folder without any tracked file is one path that ends with `/`. Undefined without git or a repository.
 * Throws if git refuses the repository.
 */
async function notInGit(options) {
    const args = [
        'status',
        '--porcelain',
        '-z',
        '--ignored',
        '--untracked-files=normal',
        '--ignore-submodules=none',
        '--no-renames'
    ];
    const [status, place] = await Promise.all([git(options, [...args, '--', '.']), git(options, ['rev-parse', '--show-prefix'])]);
    if (status === undefined || status.stderr.includes('not a git repository'))
        return undefined;
    if (status.exitCode !== 0)
        throw refused(options, status);
    // Its paths are those of the whole repository.
    const prefix = place?.stdout.replace(/\n$/, '') ?? '';
    const paths = status.stdout.split('\0').map(entry => entry.slice(3));
    return [...new Set(paths)]
        .filter(path => path !== '')
        .map(path => (path === prefix ? './' : path.startsWith(prefix) ? path.slice(prefix.length) : path))
        .sort();
}
/** The folder from the root of its repository, such as `airflow/`; empty for the root itself. Undefined without git or a repository. */
async function placeInRepository(options) {
    const place = await git(options, ['rev-parse', '--show-prefix']);
    if (place === undefined || place.stderr.includes('not a git repository'))
        return undefined;
    if (place.exitCode !== 0)
        throw refused(options, place);
    return place.stdout.replace(/\n$/, '');
}
/**
 * Whether git has a file of the project, ignores it, or would add it, there or not. Undefined without git or a repository. Throws if
 * git refuses the repository, because then nobody looked.
 */
async function inGit(options, file) {
    const listed = await git(options, ['ls-files', '--', `:(literal)${file}`]);
    if (listed === undefined || listed.stderr.includes('not a git repository'))
        return undefined;
    if (listed.exitCode !== 0)
        throw refused(options, listed);
    if (listed.stdout !== '')
        return 'tracked';
    const ignored = await git(options, ['check-ignore', '--quiet', '--', file]);
    if (ignored === undefined || ignored.exitCode === 0)
        return ignored && 'ignored';
    if (ignored.exitCode !== 1)
        throw refused(options, ignored);
    return 'untracked';
}
/** Whether git ignores each of these files, as `inGit` says it. */
async function isIgnored(options, files) {
    const each = await Promise.all(files.map(file => inGit(options, file)));
    return each.includes(undefined) ? undefined : each.every(one => one === 'ignored');
}
/** The branch that the remote calls its own, otherwise `main` or the `master` that is checked out. */
async function defaultBranch(options) {
    const remote = (await answer(options, ['symbolic-ref', '--short', 'refs/remotes/origin/HEAD']))?.trim().replace(/^origin\//, '');
    if (remote !== undefined && /^[A-Za-z][\w./-]*$/.test(remote))
        return remote;
    return (await answer(options, ['symbolic-ref', '--short', 'HEAD']))?.trim() === 'master' ? 'master' : 'main';
}
/** The address of the remote `origin`, which may hold a login; undefined if there is none. */
async function originUrl(options) {
    return (await answer(options, ['remote', 'get-url', 'origin']))?.trim() || undefined;
}
/** First line of the last commit's message. */
async function lastSubject(options) {
    return (await answer(options, ['log', '-1', '--format=%s']))?.trim() || undefined;
}
/** The id of the last commit. */
async function lastCommit(options) {
    return (await answer(options, ['rev-parse', 'HEAD']))?.trim();
}
/**
 * Whether the whole checkout around the folder is that commit: nothing in it is changed, staged, untracked or ignored. `false` also
 * where git cannot say.
 */
async function isCheckoutOf(options, commit) {
    const status = ['status', '--porcelain', '--ignored', '--untracked-files=normal', '--ignore-submodules=none', '--', ':(top)'];
    return (await lastCommit(options)) === commit && (await answer(options, status)) === '';
}
/** A file of the project as it is in the last commit; undefined if it is not there. */
async function committed(options, file) {
    return await answer(options, ['cat-file', 'blob', `HEAD:./${file}`]);
}
/**
 * A file of the repository in another commit, by its path from `projectDir`; undefined if that commit does not have it. `unknown`:
 * git has not got the commit, or not all of it, or a link or folder of that name.
 */
async function fileAt(options, commit, file) {
    const listed = await answer(options, ['ls-tree', commit, '--', `./${file}`]);
    if (listed === undefined)
        return 'unknown';
    if (listed === '')
        return undefined;
    // Of a link, git has the path that it leads to.
    if (!listed.startsWith('100'))
        return 'unknown';
    return (await answer(options, ['cat-file', 'blob', `${commit}:./${file}`])) ?? 'unknown';
}
/**
 * The commit that a pull request is to be compared with: where the last commit is GitHub's merge of it, what it was merged into;
 * otherwise where its branch began, or the base itself. Undefined if git has none of them.
 */
async function baseOf(options, { commit, head }) {
    const parents = (await answer(options, ['rev-parse', 'HEAD^@']))?.trim().split('\n') ?? [];
    // The branch's own last commit may be a merge too, of anything.
    if (parents.length === 2 && parents[1] === head)
        return parents[0];
    const shared = (await answer(options, ['merge-base', 'HEAD', commit]))?.trim();
    if (shared !== undefined)
        return shared;
    return (await answer(options, ['cat-file', '-e', `${commit}^{commit}`])) === undefined ? undefined : commit;
}
async function answer(options, args) {
    const done = await git(options, args);
    return done?.exitCode === 0 ? done.stdout : undefined;
}
/** Undefined without git on PATH. */
async function git({ projectDir, environment, signal }, args) {
    // In English, because one of its sentences is read here; the index stays as it is.
    const variables = { ...(0,_base_environment_js__WEBPACK_IMPORTED_MODULE_0__/* .environmentFor */ .D)(environment, []), LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' };
    try {
        return await (0,_base_process_js__WEBPACK_IMPORTED_MODULE_2__/* .run */ .eF)({ program: 'git', args, cwd: projectDir, environment: variables, limitSeconds: 60, signal });
    }
    catch (error) {
        if (error instanceof _base_process_js__WEBPACK_IMPORTED_MODULE_2__/* .NotFound */ .Mk)
            return undefined;
        throw error;
    }
}
function refused({ projectDir, environment }, { exitCode, stderr }) {
    const [said = ''] = stderr.trim().split('\n');
    const hint = said.includes('bare repository')
        ? 'Remove the files HEAD, config, objects and refs: together they make git take that folder for a repository.'
        : said.includes('beyond a symbolic link')
            ? 'Replace that link by the folder that it leads to.'
            : said.includes('dubious ownership')
                ? environment['GITHUB_ACTIONS'] === 'true'
                    ? 'Run `git config --global --add safe.directory "$GITHUB_WORKSPACE"` in a step before this one.'
                    : 'The repository belongs to another user. If you trust it, run `git status` there, which names the command that says so.'
                : undefined;
    return new _base_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`git cannot say what is committed in ${projectDir} (exit code ${exitCode}): ${said}`, { hint });
}


/***/ }),

/***/ 8560:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Sl: () => (/* binding */ image),
/* harmony export */   kX: () => (/* binding */ ignoreFileOf),
/* harmony export */   wx: () => (/* binding */ shipsInImage)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _balena_dockerignore__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4158);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7594);
/* harmony import */ var _base_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(378);
/* harmony import */ var _base_within_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3630);
/* harmony import */ var _checks_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5799);
/* harmony import */ var _dockerignore_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6355);







/** The package's types speak of a default export; what it exports is the function itself. */
const dockerignore = _balena_dockerignore__WEBPACK_IMPORTED_MODULE_1__;
/** BuildKit obeys it instead of `.dockerignore`. */
const DOCKERFILES_OWN = 'Dockerfile.dockerignore';
/** docker sends them in any case. */
const SENT = new Set(['Dockerfile', _dockerignore_js__WEBPACK_IMPORTED_MODULE_6__/* .DOCKERIGNORE */ .bi, DOCKERFILES_OWN]);
/** The patterns become regular expressions, and some of those would never end. */
const LIMIT_MS = 10_000;
/** The file whose patterns count, there or not. */
const ignoreFileOf = (projectDir) => (0,_base_files_js__WEBPACK_IMPORTED_MODULE_3__/* .readIfThere */ .qC)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(projectDir, DOCKERFILES_OWN)) === undefined ? _dockerignore_js__WEBPACK_IMPORTED_MODULE_6__/* .DOCKERIGNORE */ .bi : DOCKERFILES_OWN;
/** The build context after `.dockerignore`, without what other parts have. Throws a `UserError` for patterns that cannot be applied. */
const image = {
    consistsOf(projectDir, files) {
        const ignoreFile = ignoreFileOf(projectDir);
        const text = (0,_base_files_js__WEBPACK_IMPORTED_MODULE_3__/* .readIfThere */ .qC)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(projectDir, ignoreFile));
        try {
            return (0,_base_within_js__WEBPACK_IMPORTED_MODULE_4__/* .within */ .u)(LIMIT_MS, () => {
                const ignored = dockerignore().add(text ?? '');
                return files.filter(file => SENT.has(file) || !ignored.ignores(file));
            });
        }
        catch (error) {
            const why = error instanceof _base_within_js__WEBPACK_IMPORTED_MODULE_4__/* .TooSlow */ .y ? error.message : 'one of its patterns is not valid';
            throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`${ignoreFile} cannot be applied: ${why}`, { hint: 'Write simpler patterns.', cause: error });
        }
    },
    checks: [_checks_js__WEBPACK_IMPORTED_MODULE_5__/* .isAstroProject */ .L, _checks_js__WEBPACK_IMPORTED_MODULE_5__/* .isClean */ .A]
};
/** Whether an image of the project would have that file. */
const shipsInImage = (projectDir, file) => image.consistsOf(projectDir, [file]).length > 0;


/***/ }),

/***/ 9444:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ obstacle)
/* harmony export */ });
const obstacle = (subject, message, hint) => ({
    severity: 'error',
    subject,
    message,
    hint
});


/***/ }),

/***/ 4467:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ PROJECT_PARTS),
  R: () => (/* binding */ filesOf)
});

// EXTERNAL MODULE: ./lib/astro/deploy-types.js
var deploy_types = __webpack_require__(952);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/base/files.js
var files = __webpack_require__(378);
// EXTERNAL MODULE: ./lib/project/checks.js + 1 modules
var checks = __webpack_require__(5799);
// EXTERNAL MODULE: ./lib/project/part.js
var part = __webpack_require__(9444);
;// CONCATENATED MODULE: ./lib/project/dags.js





const isDag = (file) => file === 'dags' || file.startsWith('dags/');
const hasDags = ({ dir }) => {
    if (hasPython((0,external_node_path_.join)(dir, 'dags')))
        return [];
    return [
        (0,part/* obstacle */.E)('dags/', 'contains no Python file: the CLI would cancel the deploy, or remove every DAG from the Deployment', 'Check `project-dir`, and that the checkout is complete. What a link to a folder leads to does not count.')
    ];
};
/** As the CLI looks for it: no link to a folder is followed, not even `dags` itself. */
function hasPython(dags) {
    for (const folders = [dags]; folders.length > 0;) {
        const folder = folders.pop() ?? dags;
        for (const entry of entriesOf(folder)) {
            if (entry.isDirectory())
                folders.push((0,external_node_path_.join)(folder, entry.name));
            else if (entry.name.endsWith('.py'))
                return true;
        }
    }
    return false;
}
function entriesOf(folder) {
    try {
        return (0,external_node_fs_.lstatSync)(folder, { throwIfNoEntry: false })?.isDirectory() ? (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true }) : [];
    }
    catch (error) {
        throw (0,files/* reasonFor */.qo)(folder, error);
    }
}
/** `dags/` whole, whatever `.dockerignore` says. */
const dags = { consistsOf: (_, files) => files.filter(isDag), checks: [checks/* isAstroProject */.L, hasDags, checks/* isClean */.A] };

// EXTERNAL MODULE: ./lib/project/image.js
var project_image = __webpack_require__(8560);
;// CONCATENATED MODULE: ./lib/project/parts.js



const PROJECT_PARTS = { dags: dags, image: project_image/* image */.Sl };
/** Which of all files of a project belong to a part. The image leaves out what any other part has. */
function filesOf(part, projectDir, files) {
    const others = part === 'image' ? deploy_types/* PARTS */.dI.filter(other => other !== 'image') : [];
    const taken = new Set(others.flatMap(other => PROJECT_PARTS[other].consistsOf(projectDir, files)));
    return PROJECT_PARTS[part].consistsOf(projectDir, files.filter(file => !taken.has(file)));
}


/***/ }),

/***/ 8884:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ imageFacts),
/* harmony export */   W: () => (/* binding */ readProject)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _airflow_image_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5401);
/* harmony import */ var _base_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(378);
/* harmony import */ var _checkouts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3784);
/* harmony import */ var _dockerignore_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6355);
/* harmony import */ var _folder_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3465);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5281);
/* harmony import */ var _parts_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4467);
/* harmony import */ var _tree_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(7170);










/** An Astro project. Throws a `UserError`. */
async function readProject({ parts, imageName, force, ...git }) {
    const folder = await (0,_folder_js__WEBPACK_IMPORTED_MODULE_6__/* .readFolder */ .j)({ ...git, input: 'project-dir' });
    const { dir } = folder;
    // What is in an image that was built elsewhere is unknown, so it is never the same.
    const hashOf = async (part) => part === 'image' && imageName !== '' ? digestOf((0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()) : await (0,_tree_js__WEBPACK_IMPORTED_MODULE_9__/* .treeHash */ .F)(dir, part, git.signal);
    const dockerignore = await (0,_dockerignore_js__WEBPACK_IMPORTED_MODULE_5__/* .dockerignoreBeforeCli */ .WR)(git);
    const dirty = force ? [] : await (0,_git_js__WEBPACK_IMPORTED_MODULE_7__/* .uncommitted */ .SU)(git, dockerignore === undefined ? undefined : _dockerignore_js__WEBPACK_IMPORTED_MODULE_5__/* .DOCKERIGNORE */ .bi);
    const shipped = parts.filter(part => part !== 'image' || imageName === '');
    const remarks = await (0,_checkouts_js__WEBPACK_IMPORTED_MODULE_4__/* .shippedLogins */ .K)(dir, shipped);
    return {
        ...folder,
        trees: Object.fromEntries(await Promise.all(parts.map(async (part) => [part, await hashOf(part)]))),
        ...(imageName === '' ? imageFacts(dir) : { provider: false, imageName }),
        obstacles: [...new Set(parts.flatMap(part => _parts_js__WEBPACK_IMPORTED_MODULE_8__/* .PROJECT_PARTS */ .Z[part].checks))].flatMap(check => check({ dir, dirty })),
        ...(remarks.length === 0 ? {} : { remarks }),
        ...(dockerignore === undefined ? {} : { keep: { file: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(dir, _dockerignore_js__WEBPACK_IMPORTED_MODULE_5__/* .DOCKERIGNORE */ .bi), text: dockerignore } })
    };
}
const digestOf = (text) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex');
/** What the files say about the image that is built of them. */
function imageFacts(dir) {
    const provider = (0,_airflow_image_js__WEBPACK_IMPORTED_MODULE_2__/* .providerOfImage */ .s)(path => (0,_base_files_js__WEBPACK_IMPORTED_MODULE_3__/* .readIfThere */ .qC)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(dir, path)));
    const airflow = (0,_airflow_image_js__WEBPACK_IMPORTED_MODULE_2__/* .airflowOfImage */ .R)((0,_base_files_js__WEBPACK_IMPORTED_MODULE_3__/* .readIfThere */ .qC)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(dir, 'Dockerfile')) ?? '');
    return {
        provider: provider.carried,
        ...(provider.carried ? { providerVersions: provider.versions } : {}),
        ...(provider.carried || provider.line === undefined ? {} : { unread: provider.line }),
        ...(airflow === undefined ? {} : { airflow })
    };
}


/***/ }),

/***/ 7170:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  F: () => (/* binding */ treeHash),
  G: () => (/* binding */ walk)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/base/files.js
var base_files = __webpack_require__(378);
// EXTERNAL MODULE: ./lib/project/dockerignore.js
var dockerignore = __webpack_require__(6355);
;// CONCATENATED MODULE: ./lib/project/links.js




/** A link to the root of the machine leads to more than anybody would wait for. */
const MOST = 10_000;
/**
 * The files that a link leads to; links below them are not followed, and no `.git` is read. None where it leads nowhere, or to
 * what may not be read, which nobody can ship either. What is too much to compare has another name each time.
 */
async function behind(link) {
    const found = [];
    try {
        const target = await (0,promises_.realpath)(link);
        if (!(await (0,promises_.stat)(target)).isDirectory())
            return isReadable(target) ? [{ name: '', target }] : [];
        for (const folders = ['']; folders.length > 0;) {
            const folder = folders.pop() ?? '';
            const entries = await (0,promises_.readdir)((0,external_node_path_.join)(target, folder), { withFileTypes: true }).catch(() => []);
            for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
                if (entry.name === '.git')
                    continue;
                const name = `${folder}${entry.name}`;
                if (entry.isDirectory())
                    folders.push(`${name}/`);
                else if (isReadable((0,external_node_path_.join)(target, name)) || entry.isSymbolicLink())
                    found.push({ name, target: (0,external_node_path_.join)(target, name) });
            }
            if (found.length + folders.length > MOST)
                return [{ name: (0,external_node_crypto_.randomUUID)(), target }];
        }
        return found;
    }
    catch {
        return [];
    }
}
function isReadable(path) {
    try {
        (0,external_node_fs_.accessSync)(path, external_node_fs_.constants.R_OK);
        return true;
    }
    catch {
        return false;
    }
}

// EXTERNAL MODULE: ./lib/project/parts.js + 1 modules
var parts = __webpack_require__(4467);
;// CONCATENATED MODULE: ./lib/project/tree.js








/**
 * SHA-256 (hex) over path, executable bit and content of all files of one part of a project, untracked ones included: `dags/`
 * whole, or the build context after `.dockerignore` for the image. Equal hashes: nothing to ship. What a link leads to counts as
 * well, wherever that is: docker reads a Dockerfile through a link, and shipping once too often does no harm. Throws
 * `Unreadable`.
 */
async function treeHash(projectDir, part, signal) {
    const hash = (0,external_node_crypto_.createHash)('sha256').update(`${part}\0`);
    const { files, unreadable } = await walk(projectDir);
    const all = [...files, ...unreadable.keys()];
    const chosen = [...(0,parts/* filesOf */.R)(part, projectDir, all)].sort();
    const root = await (0,promises_.realpath)(projectDir);
    const known = new Set(chosen);
    for (const file of chosen) {
        if (unreadable.has(file))
            throw unreadable.get(file);
        const path = (0,external_node_path_.join)(projectDir, file);
        const ofWhat = { hash, isDockerignore: file === dockerignore/* DOCKERIGNORE */.bi, signal };
        if ((await named(path, add(file, path, ofWhat))) !== 'link')
            continue;
        for (const { name, target } of await behind(path))
            if (!known.has((0,external_node_path_.relative)(root, target).replaceAll(external_node_path_.sep, '/')))
                await named(target, add(`${file}\0${name}`, target, ofWhat));
    }
    return hash.digest('hex');
}
/** A file may vanish between two looks at it. */
const named = (path, done) => done.catch(error => {
    throw (0,base_files/* reasonFor */.qo)(path, error);
});
async function add(name, path, { hash, isDockerignore, signal }) {
    const facts = (0,external_node_fs_.lstatSync)(path);
    const begin = (kind, length) => hash.update(`${name}\0${kind}\0${length}\0`);
    const whole = (kind, content) => {
        begin(kind, content.length).update(content);
        return kind;
    };
    if (facts.isSymbolicLink())
        return whole('link', Buffer.from((0,external_node_fs_.readlinkSync)(path)));
    // Of a pipe or a socket nothing but the name is shipped, and reading it might never end.
    if (!facts.isFile())
        return whole('other', Buffer.of());
    const kind = facts.mode & 0o111 ? 'executable' : 'file';
    if (isDockerignore)
        return whole(kind, Buffer.from((0,dockerignore/* asLeftByCli */.BG)((0,base_files/* readBytes */.io)(path).toString())));
    begin(kind, facts.size);
    for await (const content of (0,base_files/* partsOf */.CI)(path)) {
        signal?.throwIfAborted();
        hash.update(content);
    }
    return kind;
}
/**
 * Paths below `root` with `/` between segments. The CLI's own leftovers are no part of a project, and no `.git`, also not that of a
 * second checkout in it: git writes times there, so that it is another one after each checkout of the same files.
 */
async function walk(root) {
    const files = [];
    const gits = [];
    const unreadable = new Map();
    const visit = async (folder) => {
        const entries = await (0,promises_.readdir)((0,external_node_path_.join)(root, folder), { withFileTypes: true }).catch(error => {
            unreadable.set(folder, (0,base_files/* reasonFor */.qo)((0,external_node_path_.join)(root, folder), error));
            return [];
        });
        await Promise.all(entries.map(async (entry) => {
            const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
            if (entry.name === '.git')
                gits.push(path);
            if (entry.name === '.git' || LEFT_OUT.has(path))
                return;
            if (entry.isDirectory())
                await visit(path);
            else
                files.push(path);
        }));
    };
    await visit('');
    return { files, gits, unreadable };
}
const LEFT_OUT = new Set(['bundle.tar', 'bundle.tar.gz']);


/***/ }),

/***/ 9253:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ claimedBy)
/* harmony export */ });
/** Why a path that another manifest owns cannot be claimed. */
const claimedBy = (mount, path, manifest) => ({
    severity: 'error',
    subject: `${mount}/${path}`,
    message: `belongs to manifest ${manifest}`,
    hint: `Remove it from this manifest; or remove it from ${manifest} and prune it there; or set \`on-conflict: adopt\` to take it over.`
});


/***/ }),

/***/ 8273:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ claimedByOthers),
/* harmony export */   E: () => (/* binding */ roleClaimedByOthers)
/* harmony export */ });
/* harmony import */ var p_map__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(606);
/* harmony import */ var _vault_names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(768);
/* harmony import */ var _vault_port_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7109);
/* harmony import */ var _damaged_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3129);
/* harmony import */ var _ledger_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2617);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3353);
/* harmony import */ var _shard_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3650);







/**
 * The `paths` that other manifests have claimed on this mount. Undefined if the records may not be listed, because then nobody can
 * tell.
 */
async function claimedByOthers(vault, place, paths) {
    const found = await ofOthers(vault, place);
    if (found === undefined)
        return undefined;
    const claimed = found.flatMap(({ manifest, entries }) => [...entries.keys()].map(path => [path, manifest]));
    const warnings = found.flatMap(({ manifest, fleeting }) => fleeting?.ofManifest(manifest) ?? []);
    return {
        by: new Map(claimed.filter(([path]) => paths.has(path))),
        doubtful: found.flatMap(({ manifest, doubt, newer }) => {
            if (newer !== undefined)
                return { manifest, ...newer };
            return doubt === undefined ? [] : { manifest, why: 'is damaged', hint: 'Run that manifest once: it rebuilds its ledger.' };
        }),
        ...(warnings.length === 0 ? {} : { warnings })
    };
}
/**
 * Manifest → what it asks of a role, for each other one on this mount that has claimed it. Undefined if the records may not be
 * listed. A ledger that cannot be read claims nothing: its manifest claims the role again when it runs.
 */
async function roleClaimedByOthers(vault, place, role) {
    const found = await ofOthers(vault, place);
    const claimed = found?.map(({ manifest, roles }) => [manifest, roles.get(role)]);
    return claimed && new Map(claimed.flatMap(([manifest, fields]) => (fields === undefined ? [] : [[manifest, fields]])));
}
const NEWER = { why: 'was written by a newer version of this action', hint: 'Use that version for this manifest, too.' };
/**
 * The ledger of each other manifest; this run never writes one. A folder whose name no manifest can have claims nothing, and is not
 * read.
 */
async function ofOthers(vault, place) {
    const names = await (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .listRecords */ .VI)(vault, place.mount, 'manifests');
    if (names === undefined)
        return undefined;
    const manifests = [...names].filter(name => name.endsWith('/')).map(name => name.slice(0, -1));
    const others = manifests.filter(name => name !== place.manifest && _vault_names_js__WEBPACK_IMPORTED_MODULE_0__/* .manifestName */ .vS.safeParse(name).success);
    const read = async (manifest) => {
        try {
            return { manifest, ...(await (0,_ledger_js__WEBPACK_IMPORTED_MODULE_2__/* .lookAtLedger */ .ud)(vault, { ...place, manifest })) };
        }
        catch (error) {
            if (!(error instanceof _damaged_js__WEBPACK_IMPORTED_MODULE_1__/* .NewerRecord */ .fu))
                throw error;
            return { manifest, ..._shard_js__WEBPACK_IMPORTED_MODULE_4__/* .EMPTY */ .wg, newer: NEWER };
        }
    };
    return await (0,p_map__WEBPACK_IMPORTED_MODULE_5__/* ["default"] */ .Ay)(others, read, { concurrency: _vault_port_js__WEBPACK_IMPORTED_MODULE_6__/* .AT_ONCE */ .Q });
}


/***/ }),

/***/ 3859:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ readConsumers)
/* harmony export */ });
/* harmony import */ var p_map__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(606);
/* harmony import */ var _vault_paths_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6160);
/* harmony import */ var _vault_port_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7109);
/* harmony import */ var _consumer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(956);
/* harmony import */ var _damaged_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3129);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5505);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3353);







/**
 * Every consumer recorded on this mount; undefined if the records may not be listed. A damaged record hides no other. Throws
 * `FleetingRecord` only for one of this `manifest`, which may write it once more.
 */
async function readConsumers(vault, mount, manifest) {
    const names = await (0,_record_js__WEBPACK_IMPORTED_MODULE_4__/* .listRecords */ .VI)(vault, mount, _consumer_js__WEBPACK_IMPORTED_MODULE_1__/* .CONSUMERS */ .CD);
    if (names === undefined)
        return undefined;
    const ids = [...names].filter(name => _fields_js__WEBPACK_IMPORTED_MODULE_3__.id.safeParse(name).success);
    const read = await (0,p_map__WEBPACK_IMPORTED_MODULE_5__/* ["default"] */ .Ay)(ids.slice(0, MOST), id => readOne(vault, mount, id, manifest), { concurrency: _vault_port_js__WEBPACK_IMPORTED_MODULE_6__/* .AT_ONCE */ .Q });
    return {
        known: read.flatMap(({ known }) => known),
        unreadable: [
            ...read.flatMap(({ unreadable }) => unreadable),
            ...tooMany(mount, ids.length),
            ...strangers(mount, names.size - ids.length)
        ]
    };
}
async function readOne(vault, mount, consumerId, manifest) {
    try {
        const { value, fleeting } = await (0,_record_js__WEBPACK_IMPORTED_MODULE_4__/* .lookAtRecord */ .qP)(vault, mount, (0,_consumer_js__WEBPACK_IMPORTED_MODULE_1__/* .recordName */ .xD)(consumerId), _consumer_js__WEBPACK_IMPORTED_MODULE_1__/* .CONSUMER */ .t8);
        if (value === undefined)
            return { known: [], unreadable: [] };
        if (fleeting !== undefined && value.manifest === manifest)
            throw fleeting;
        // Once it is gone, nobody remembers what it said.
        return { known: [value], unreadable: fleeting === undefined ? [] : [fleeting.ofManifest(value.manifest)] };
    }
    catch (error) {
        if (!(error instanceof _damaged_js__WEBPACK_IMPORTED_MODULE_2__/* .UnreadableRecord */ .Py))
            throw error;
        return { known: [], unreadable: error.findings.map(finding => ({ ...finding, severity: 'warning' })) };
    }
}
/** More Deployments than any Organization has. Without a limit, a writer of records could keep a run reading for ever. */
const MOST = 10_000;
function tooMany(mount, count) {
    if (count <= MOST)
        return [];
    const message = `${(0,_damaged_js__WEBPACK_IMPORTED_MODULE_2__/* .whereIs */ .ie)({ mount, name: _consumer_js__WEBPACK_IMPORTED_MODULE_1__/* .CONSUMERS */ .CD })} contains ${count} records, and only ${MOST} of them were read`;
    return [
        {
            severity: 'warning',
            message,
            hint: `Delete the records of Deployments that no longer exist, each with \`vault kv metadata delete -mount=${mount} ${_vault_paths_js__WEBPACK_IMPORTED_MODULE_0__/* .OWN_FOLDER */ .w5}/${_consumer_js__WEBPACK_IMPORTED_MODULE_1__/* .CONSUMERS */ .CD}/ID\`.`
        }
    ];
}
/** No Deployment has such an id. The records are not read, and their names are not repeated. */
function strangers(mount, count) {
    if (count === 0)
        return [];
    const where = (0,_damaged_js__WEBPACK_IMPORTED_MODULE_2__/* .whereIs */ .ie)({ mount, name: _consumer_js__WEBPACK_IMPORTED_MODULE_1__/* .CONSUMERS */ .CD });
    return [
        {
            severity: 'warning',
            message: `${where} contains ${count === 1 ? 'a name' : `${count} names`} that no Deployment can have`,
            hint: `List the folder with \`vault kv list -mount=${mount} ${_vault_paths_js__WEBPACK_IMPORTED_MODULE_0__/* .OWN_FOLDER */ .w5}/${_consumer_js__WEBPACK_IMPORTED_MODULE_1__/* .CONSUMERS */ .CD}\`. Delete what does not belong there, each with \`vault kv metadata delete -mount=${mount} ${_vault_paths_js__WEBPACK_IMPORTED_MODULE_0__/* .OWN_FOLDER */ .w5}/${_consumer_js__WEBPACK_IMPORTED_MODULE_1__/* .CONSUMERS */ .CD}/NAME\`.`
        }
    ];
}


/***/ }),

/***/ 6971:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  zL: () => (/* binding */ dropGenerated),
  FV: () => (/* binding */ generatedOf),
  PR: () => (/* binding */ keepGenerated)
});

// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/vault/paths.js
var paths = __webpack_require__(6160);
// EXTERNAL MODULE: ./lib/records/damaged.js
var damaged = __webpack_require__(3129);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 2 modules
var schemas = __webpack_require__(5395);
// EXTERNAL MODULE: ./lib/base/secret.js
var secret = __webpack_require__(5977);
// EXTERNAL MODULE: ./lib/records/fields.js
var fields = __webpack_require__(5505);
;// CONCATENATED MODULE: ./lib/records/generated-shard.js



/** Characters of a place in the manifest, of its `rotate`, and of a value, which has at most 1,024 code points. */
const LONGEST = 4_096;
/** By Airflow's rule, which nothing that was drawn can break (`airflow/text.ts`). */
const isText = (text) => typeof text === 'string' && text.length <= LONGEST && !text.includes('\0') && !/\p{Surrogate}/u.test(text);
/** Neither places nor values can do harm: a place is only looked up, and a value may be whatever a secret may be. */
function isKept(at, kept) {
    const { value, rotate } = (kept ?? {});
    return isText(at) && at !== '' && isText(value) && value !== '' && isText(rotate);
}
const shape = schemas/* object */.Ikc({
    values: (0,fields/* tableOf */.c_)(isKept, 'places in the manifest to two strings, `value` and `rotate`, without NUL and without half a surrogate pair'),
    full: schemas/* exactOptional */.yqP(schemas/* literal */.euz(true)),
    /** The number of shards, in the first one only. Absent in schema 1, which knows one. */
    of: schemas/* exactOptional */.yqP((0,fields/* count */.U9)(1, 1_000))
});
/**
 * `generated/<manifest>`, and where that is full `generated/<manifest>.1` and so on: the values drawn for `generate`, by place in
 * the manifest.
 *
 *     { "schema": 2, "values": { "connections/warehouse#password": { "value": "…", "rotate": "" } }, "full": true, "of": 2 }
 */
const GENERATED = {
    schema: 2,
    earlier: 1,
    shape,
    whenDeleted: 'the next run generates new values, and you must give them to whatever uses the old ones'
};
/**
 * Characters of JSON. Vault stores each as six bytes at most (`<` inside of JSON text as `\u003c`), and takes 1 MiB; the last
 * value may exceed this.
 */
const FULL = 128_000;
const EMPTY = { values: new Map(), full: false };
function pack({ values, full }, index, of) {
    const plain = [...values].map(([at, kept]) => [at, plainOf(kept)]);
    return { values: Object.fromEntries(plain), ...(full ? { full: true } : {}), ...(index === 0 ? { of } : {}) };
}
function unpack({ values, full }) {
    const read = Object.entries(values).map(([at, { value, rotate }]) => [at, { value: new secret/* Secret */.z(value), rotate }]);
    return { values: new Map(read), full: full === true || sizeOf(read) >= FULL };
}
/**
 * The shards with what was drawn, each value where an earlier one of that place is, otherwise in the first that was never full. The
 * same object where nothing changes. Pure.
 */
function withDrawn(shards, drawn) {
    const next = shards.map(({ values, full }) => ({ values: new Map(values), full, size: sizeOf(values), changed: false }));
    const home = new Map([...next].reverse().flatMap(shard => [...shard.values.keys()].map(at => [at, shard])));
    for (const [at, kept] of drawn) {
        const earlier = home.get(at);
        if (earlier?.values.get(at)?.rotate === kept.rotate)
            continue;
        const shard = earlier ?? next.find(({ full }) => !full) ?? { values: new Map(), full: false, size: 0, changed: true };
        if (!next.includes(shard))
            next.push(shard);
        shard.values.set(at, kept);
        shard.size += sizeOf([[at, kept]]);
        shard.full ||= shard.size >= FULL;
        shard.changed = true;
    }
    return next.map(({ changed, values, full }, index) => (changed ? { values, full } : (shards[index] ?? EMPTY)));
}
/** Without the values below a folder; the same object where there are none. Pure. */
function withoutFolder(shard, folder) {
    const left = [...shard.values].filter(([at]) => !at.startsWith(`${folder}/`));
    return left.length === shard.values.size ? shard : { ...shard, values: new Map(left) };
}
const plainOf = ({ value, rotate }) => ({ value: value.reveal(), rotate });
const sizeOf = (values) => [...values].reduce((sum, [at, kept]) => sum + JSON.stringify([at, plainOf(kept)]).length, 0);

// EXTERNAL MODULE: ./lib/records/record.js
var record = __webpack_require__(3353);
// EXTERNAL MODULE: ./lib/records/sharding.js
var sharding = __webpack_require__(2908);
;// CONCATENATED MODULE: ./lib/records/generated.js






/** No manifest has a dot in its name, and a policy that allows `generated/+` allows each of these. */
const nameOf = (manifest, index) => `generated/${manifest}${index === 0 ? '' : `.${index}`}`;
/**
 * The values generated for a manifest so far, by place. A mount that does not exist yet has none. Throws if a record was deleted or
 * damaged, because new values would replace passwords that are in use.
 */
async function generatedOf(vault, place) {
    return together((await (0,sharding/* readShards */.O)(readerOf(vault, place))).map(({ content }) => content));
}
/** Stores drawn values. If two runs draw at the same time, the first wins, and the second gets what the first stored. */
async function keepGenerated(vault, place, drawn) {
    const kept = together(await (0,sharding/* amendShards */.f)(shardingOf(vault, place), shards => withDrawn(shards, drawn)));
    return new Map([...drawn].map(([at, own]) => [at, kept.get(at) ?? own]));
}
/** Drops the values below a folder. */
async function dropGenerated(vault, place, folder) {
    await (0,sharding/* amendShards */.f)(shardingOf(vault, place), shards => shards.map(shard => withoutFolder(shard, folder)));
}
const shardingOf = (vault, place) => ({
    ...readerOf(vault, place),
    name: `the record of generated values of manifest ${place.manifest}`,
    empty: EMPTY,
    write: (index, { content, version, of }) => (0,record/* writeRecord */.rh)(vault, place.mount, nameOf(place.manifest, index), GENERATED, { value: pack(content, index, of), version })
});
/** Where somebody has deleted all of one, as the sentence about a deleted one says, its values are drawn anew. */
const readerOf = (vault, place) => ({
    read: (index) => readShard(vault, place, index),
    missing: () => ({ content: EMPTY, version: 0, of: 0 })
});
async function readShard(vault, { mount, manifest }, index) {
    const name = nameOf(manifest, index);
    const { value, version } = await (0,record/* readRecord */.aE)(vault, mount, name, GENERATED);
    if (value !== undefined)
        return { content: unpack(value), version, of: value.of ?? 1 };
    if (version === 0)
        return undefined;
    const path = `${paths/* OWN_FOLDER */.w5}/${name}`;
    const lost = index === 0 ? 'all generated values' : 'the generated values in it';
    const more = index === 0 ? ` That overwrites the values in \`${path}.1\` and so on, too.` : '';
    throw new errors/* UserError */.yo(`${(0,damaged/* whereIs */.ie)({ mount, name })} was deleted (it had version ${version}), and with it ${lost}`, {
        hint: `Undelete it with \`vault kv undelete -mount=${mount} -versions=${version} ${path}\`. To generate new values instead, delete its metadata with \`vault kv metadata delete -mount=${mount} ${path}\`.${more}`
    });
}
/** If somebody has made two shards name one place, the first counts. */
const together = (shards) => new Map([...shards].reverse().flatMap(({ values }) => [...values]));


/***/ }),

/***/ 6862:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LR: () => (/* binding */ zipped),
/* harmony export */   VA: () => (/* binding */ SECRET_PATH),
/* harmony export */   _J: () => (/* binding */ unzipped)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8522);
/* harmony import */ var _vault_paths_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6160);


/** Thousands of entries as one text: a line each, its parts separated by tabs; gzipped, in base64. */
/**
 * Source of a regular expression for the path of a secret below the mount, before a tab: any folder that a manifest can name,
 * then any name of a variable or connection. It passes over a line once.
 */
const SECRET_PATH = String.raw `(?!${_vault_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .OWN_FOLDER */ .w5}/)(?![^\t]*\.\.)\w[\w.-]*/\w[\w.-]*(?:/(?!\.[/\t])[\w.-]+)*`;
/** Longer than a folder and a name can be together. */
const LONGEST_LINE = 1_024;
const zipped = (lines) => (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.gzipSync)(lines.join('\n')).toString('base64');
/**
 * The lines of such a text, each split by `rule`. Throws for any other text, for a line that does not match the rule, and for more
 * than `most` bytes: a few kilobytes may expand to gigabytes.
 */
function unzipped(text, rule, most) {
    const content = (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.gunzipSync)(Buffer.from(text, 'base64'), { maxOutputLength: most });
    if (content.length === 0)
        return [];
    return content
        .toString()
        .split('\n')
        .map(line => partsOf(line, rule));
}
function partsOf(line, rule) {
    const parts = line.length > LONGEST_LINE ? null : rule.exec(line);
    if (parts === null)
        throw new RangeError('a line of a record does not match its rule');
    return parts;
}


/***/ }),

/***/ 7205:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fs: () => (/* binding */ changesOf),
  Kd: () => (/* binding */ noteChanges),
  Lu: () => (/* binding */ readHistory)
});

// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/vault/errors.js
var vault_errors = __webpack_require__(7525);
// EXTERNAL MODULE: ./lib/vault/paths.js
var paths = __webpack_require__(6160);
// EXTERNAL MODULE: ./lib/records/damaged.js
var damaged = __webpack_require__(3129);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 2 modules
var schemas = __webpack_require__(5395);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js
var api = __webpack_require__(3759);
// EXTERNAL MODULE: ./lib/records/fields.js
var fields = __webpack_require__(5505);
// EXTERNAL MODULE: ./lib/records/seal.js
var records_seal = __webpack_require__(5593);
// EXTERNAL MODULE: ./lib/records/secret-changes.js
var secret_changes = __webpack_require__(7656);
;// CONCATENATED MODULE: ./lib/records/history-shape.js




const shape = schemas/* object */.Ikc({
    /** The last runs that changed secrets, the latest first. A run has an entry for each job, and several if it changed very much. */
    runs: schemas/* array */.YOg(schemas/* object */.Ikc({
        run: fields.id,
        /**
         * Lines of path, kind, version, flag and beginning of the fingerprint. Flag: 0 for no value before, 1 for a value, 2 for
         * somebody else's value.
         */
        changes: fields/* base64 */.K3,
        /** HMAC over run, changes and the place that they were written for: without it, an undo would believe anybody. */
        seal: fields/* digest */.br
    })),
    /** In the first page, if there are others: the version of each that belongs to it, that of `history/<manifest>.1` first. */
    full: schemas/* exactOptional */.yqP(schemas/* array */.YOg((0,fields/* count */.U9)(1, Number.MAX_SAFE_INTEGER)).check(api/* _minLength */.m9(1), api/* _maxLength */.Eb(1_000)))
});
/**
 * `history/<manifest>`: what the last runs changed, for `undo`. Where that is full, what is older is moved to
 * `history/<manifest>.1`, and then to `history/<manifest>.2` and so on. A damaged page stops nothing but `undo`.
 *
 *     { "schema": 1, "runs": [{ "run": "GITHUB_RUN_ID", "changes": "lines; gzip, base64", "seal": "43 characters" }], "full": [7] }
 */
const HISTORY = {
    schema: 1,
    shape,
    whenDeleted: 'earlier runs can no longer be undone'
};
const RUNS = 20;
/** Characters. An entry in Vault may have 1 MiB. */
const FULL = 600_000;
/** Pages. A run of more keeps them all, and the only ones. */
const PAGES = 10;
/** What a run is about to change, in as many entries as it takes for each to fit in a page. */
function entriesOf(run, changed, place) {
    const changes = (0,secret_changes/* packed */.xc)(changed);
    if (changes.length <= FULL || changed.length === 1)
        return [{ run, changes, seal: (0,records_seal/* sealOf */.R)(place.key, sealable({ run, changes }, place)) }];
    const middle = Math.ceil(changed.length / 2);
    return [changed.slice(0, middle), changed.slice(middle)].flatMap(half => entriesOf(run, half, place));
}
const isOurs = ({ seal, ...entry }, place) => place.key !== undefined && (0,records_seal/* isSealed */.d)(seal, place.key, sealable(entry, place));
const sealable = ({ run, changes }, { mount, manifest }) => [
    'history',
    mount,
    manifest,
    run,
    changes
];
/** The latest first. */
const entriesIn = ([current, ...full]) => [current, ...full.reverse()].flatMap(page => page?.value?.runs ?? []);
/**
 * The oldest entries fill the second page, and so on, and the latest are on the first one. So the next run adds something, and moves
 * nothing but what follows a run that is forgotten.
 */
function pagesOf(entries) {
    const pages = [[]];
    let room = FULL;
    for (const entry of lastRuns(entries).reverse()) {
        if (entry.changes.length > room && room < FULL) {
            pages.push([]);
            room = FULL;
        }
        pages.at(-1)?.unshift(entry);
        room -= entry.changes.length;
    }
    return { current: pages.at(-1) ?? [], full: pages.slice(0, -1) };
}
/** Whole runs: half of one could not be undone. The jobs of a matrix are one run, however many there are. */
function lastRuns(entries) {
    const kept = new Set();
    let size = 0;
    for (const run of [...new Set(entries.map(({ run }) => run))].slice(0, RUNS)) {
        size += entries.reduce((sum, entry) => sum + (entry.run === run ? entry.changes.length : 0), 0);
        if (kept.size > 0 && size > PAGES * FULL)
            break;
        kept.add(run);
    }
    return entries.filter(({ run }) => kept.has(run));
}

// EXTERNAL MODULE: ./lib/records/record.js
var record = __webpack_require__(3353);
;// CONCATENATED MODULE: ./lib/records/history-pages.js




/** No manifest has a dot in its name, and a policy that allows `history/+` allows each of these. */
const nameOf = (manifest, index) => `history/${manifest}${index === 0 ? '' : `.${index}`}`;
/** Of each page the version that counts, the first one's first. */
async function readPages(vault, place) {
    const first = await readPage(vault, place, 0);
    const full = [];
    for (const [index, counted] of (first.value?.full ?? []).entries())
        full.push(await countedPage(vault, place, { index: index + 1, counted, by: first.version }));
    return [first, ...full];
}
/** `by`: the version of the first page. */
async function countedPage(vault, place, { index, counted, by }) {
    const { mount, manifest } = place;
    const newest = await readPage(vault, place, index);
    const { version } = newest;
    const isNewest = version === counted || newest.unreadable instanceof damaged/* NewerRecord */.fu;
    const page = isNewest ? newest : { ...(await readPage(vault, place, index, counted)), version };
    if ((page.value ?? page.unreadable) !== undefined)
        return { ...page, counted };
    const wrong = `version ${counted} of its page ${nameOf(manifest, index)} is missing`;
    const unreadable = new damaged/* DamagedRecord */.du({ mount, name: nameOf(manifest, 0), version: by }, { wrong }, HISTORY.whenDeleted);
    return { ...page, unreadable };
}
async function readPage(vault, { mount, manifest }, index, version) {
    const name = nameOf(manifest, index);
    try {
        if (version === undefined)
            return await (0,record/* readRecord */.aE)(vault, mount, name, HISTORY);
        return { value: await (0,record/* readRecordVersion */.mM)(vault, { mount, name, version }, HISTORY), version };
    }
    catch (error) {
        if (error instanceof damaged/* NewerRecord */.fu)
            return { value: undefined, version: 0, unreadable: error };
        if (error instanceof damaged/* DamagedRecord */.du)
            return { value: undefined, version: error.place.version, unreadable: error };
        throw error;
    }
}
/** The first page last: what it does not count belongs to nobody, so a run that is killed before has changed nothing. */
async function writePages(vault, place, { current, full }, [first, ...there]) {
    const counted = [];
    for (const [index, runs] of full.entries())
        counted.push(await writeFull(vault, place, { runs, index: index + 1 }, there[index]));
    const value = { runs: [...current], ...(counted.length > 0 && { full: counted }) };
    await (0,record/* writeRecord */.rh)(vault, place.mount, nameOf(place.manifest, 0), HISTORY, { value, version: first?.version ?? 0 });
}
/** The version that has these entries. */
async function writeFull(vault, place, { runs, index }, there) {
    if (there?.counted !== undefined && (0,external_node_util_.isDeepStrictEqual)(there.value?.runs, runs))
        return there.counted;
    // Not counted, but a longer history or another run may have left it.
    const { version } = there ?? (await readPage(vault, place, index));
    return await (0,record/* writeRecord */.rh)(vault, place.mount, nameOf(place.manifest, index), HISTORY, { value: { runs: [...runs] }, version });
}

;// CONCATENATED MODULE: ./lib/records/history.js








/** What a run of a workflow changed, in all its jobs and attempts, the latest change first; empty for an unknown run. */
async function changesOf(vault, { run, ...place }) {
    const pages = await readPages(vault, place);
    const at = { mount: place.mount, name: nameOf(place.manifest, 0), version: pages[0]?.version ?? 0 };
    const unreadable = unreadableOf(pages);
    if (unreadable instanceof damaged/* NewerRecord */.fu)
        throw unreadable;
    if (unreadable !== undefined)
        throw unknown(run, unreadable);
    const wrong = 'the changes of that run must be gzipped lines';
    return entriesIn(pages)
        .filter(entry => entry.run === run)
        .flatMap(entry => {
        const changes = (0,secret_changes/* unpacked */.KZ)(entry.changes);
        if (changes === undefined)
            throw unknown(run, new damaged/* DamagedRecord */.du(at, { wrong }, HISTORY.whenDeleted));
        if (isOurs(entry, place))
            return changes;
        throw new errors/* UserError */.yo(`${(0,damaged/* whereIs */.ie)(at)} does not prove what run ${run} changed: its entry was not written by this action with its current key`);
    });
}
const unknown = (run, { place, wrong, hint }) => new errors/* UserError */.yo(`${(0,damaged/* whereIs */.ie)(place)} is damaged, so nobody knows what run ${run} changed: ${wrong}`, hint === undefined ? {} : { hint });
/**
 * Records what a run is about to change, on top of the history that was `read`. This comes before the changes, so that even a
 * killed run can be undone.
 */
async function noteChanges(vault, { run, ...place }, changed, read) {
    const own = entriesOf(run, [...changed], place);
    for (let attempt = 1, history = read; !history.closed; attempt++) {
        try {
            // A run that plans again, or is repeated, may be about to change the same: that counts once, and is the latest.
            const entries = new Map([...own, ...entriesIn(history.pages)].map(entry => [entry.seal, entry]));
            await writePages(vault, place, pagesOf([...entries.values()]), history.pages);
            return;
        }
        catch (error) {
            if (!(error instanceof vault_errors/* VersionConflict */.f) || attempt === record/* ATTEMPTS */.PY)
                throw error;
            history = await readHistory(vault, place.mount, place.manifest);
        }
    }
}
/**
 * Never stops a run: with a damaged page, all of them are started again, because a run may be on several. What a newer version wrote
 * is left alone.
 */
async function readHistory(vault, mount, manifest) {
    const pages = await readPages(vault, { mount, manifest });
    const unreadable = unreadableOf(pages);
    if (unreadable === undefined)
        return { pages };
    if (unreadable instanceof damaged/* NewerRecord */.fu) {
        const message = `${unreadable.message}, so this run is not recorded there and cannot be undone`;
        return { pages, closed: true, warning: { severity: 'warning', message } };
    }
    const { place, wrong, restore = place.version } = unreadable;
    const message = `${(0,damaged/* whereIs */.ie)(place)} is damaged and was started again, so earlier runs can no longer be undone: ${wrong}`;
    const hint = `See what it was with \`vault kv get -mount=${mount} -version=${restore} ${paths/* OWN_FOLDER */.w5}/${place.name}\`.`;
    return { pages: pages.map(({ version }) => ({ value: undefined, version })), warning: { severity: 'warning', message, hint } };
}
const unreadableOf = (pages) => pages.find(({ unreadable }) => unreadable !== undefined)?.unreadable;


/***/ }),

/***/ 1809:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rj: () => (/* binding */ fingerprint),
/* harmony export */   YZ: () => (/* binding */ readKey),
/* harmony export */   k4: () => (/* binding */ ensureKey),
/* harmony export */   nO: () => (/* binding */ secretFingerprint),
/* harmony export */   og: () => (/* binding */ makeKey)
/* harmony export */ });
/* unused harmony export KEY */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5395);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3759);
/* harmony import */ var _vault_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7525);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3353);




/**
 * `key`: created once per mount. A short one could be guessed, and with it every secret that has a fingerprint.
 *
 *     { "schema": 1, "key": "32 random bytes, base64" }
 */
const KEY = {
    schema: 1,
    shape: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
        key: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* ._regex */ .Fk(/^[A-Za-z0-9+/]{43}=$/, { error: 'must be 32 bytes in base64 (44 characters)' }))
    }),
    whenDeleted: 'the next run creates another one, rebuilds the ledgers, and issues a new secret-id to each Deployment that it deploys'
};
const NAME = 'key';
const BYTES = 32;
/**
 * The key of our fingerprints, or undefined if there is none yet. Throws if it is damaged. A `KeyObject` never reveals its bytes
 * when it is turned into text, and needs no preparation at each use.
 */
async function readKey(vault, mount) {
    return (await readStored(vault, mount)).value;
}
/** The key, created if there is none. */
const ensureKey = async (vault, mount) => (await readKey(vault, mount)) ?? (await makeKey(vault, mount));
/**
 * Creates the key where none was seen, or one that was deleted at `version`. Two runs that do so at the same time get the same
 * key.
 */
async function makeKey(vault, mount, version = 0) {
    const bytes = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(BYTES);
    try {
        await (0,_record_js__WEBPACK_IMPORTED_MODULE_2__/* .writeRecord */ .rh)(vault, mount, NAME, KEY, { value: { key: bytes.toString('base64') }, version });
        return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createSecretKey)(bytes);
    }
    catch (error) {
        if (!(error instanceof _vault_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .VersionConflict */ .f))
            throw error;
        const there = await readStored(vault, mount);
        if (there.value === undefined && there.version === version)
            throw error;
        return there.value ?? (await makeKey(vault, mount, there.version));
    }
}
async function readStored(vault, mount) {
    const { value, version } = await (0,_record_js__WEBPACK_IMPORTED_MODULE_2__/* .readRecord */ .aE)(vault, mount, NAME, KEY);
    return { value: value && (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createSecretKey)(Buffer.from(value.key, 'base64')), version };
}
/** Shows whoever has the key whether a text has changed, and anybody else nothing. 43 characters. */
function fingerprint(key, text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', key).update(text).digest('base64url');
}
/** Half a SHA-256 is still beyond guessing, and makes a ledger of many paths half as large. */
const SECRET_FINGERPRINT = 22;
/** Fingerprint of one KV secret at its path, so that equal values at two paths do not show. */
function secretFingerprint(key, mount, path, data) {
    const content = Object.entries(data.reveal()).sort(([a], [b]) => (a < b ? -1 : 1));
    return fingerprint(key, JSON.stringify(['secret', mount, path, content])).slice(0, SECRET_FINGERPRINT);
}


/***/ }),

/***/ 2617:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SC: () => (/* binding */ readLedger),
/* harmony export */   TX: () => (/* binding */ amendLedger),
/* harmony export */   ud: () => (/* binding */ lookAtLedger)
/* harmony export */ });
/* unused harmony exports LARGEST_SHARD, amend */
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _damaged_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3129);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3353);
/* harmony import */ var _shard_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3650);
/* harmony import */ var _sharding_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2908);





/** Entries. A shard of this many stays far below the 1 MiB of an entry in Vault, and few shards need few requests. */
const LARGEST_SHARD = 5_000;
/** The ledger of one manifest, put together from its shards. Throws `FleetingRecord` if Vault will delete one of them. */
async function readLedger(vault, place) {
    const { fleeting, ...ledger } = await lookAtLedger(vault, place);
    if (fleeting !== undefined)
        throw fleeting;
    return ledger;
}
/** Reads it also if Vault will delete it by itself: for ledgers that are not this run's to keep. */
async function lookAtLedger(vault, place) {
    const shards = await (0,_sharding_js__WEBPACK_IMPORTED_MODULE_4__/* .readShards */ .O)(readerOf(vault, place));
    const doubt = shards.find(shard => shard.doubt !== undefined)?.doubt;
    return {
        // If two shards name one path, the newer version counts.
        entries: new Map(shards.flatMap(({ content }) => [...content.entries]).sort(([, a], [, b]) => a.version - b.version)),
        roles: new Map(shards.flatMap(({ content }) => [...content.roles])),
        policies: new Set(shards.flatMap(({ content }) => [...content.policies])),
        fleeting: shards.find(shard => shard.fleeting !== undefined)?.fleeting,
        ...(doubt === undefined ? {} : { doubt })
    };
}
/** Amends the ledger. Another job of a matrix that amends it at the same time loses nothing. */
async function amendLedger(vault, place, amendment) {
    const write = async (index, { content, version, of }) => {
        const value = (0,_shard_js__WEBPACK_IMPORTED_MODULE_3__/* .pack */ .qq)(content, of, { ...place, index, version: version + 1 }, place.key);
        return await (0,_record_js__WEBPACK_IMPORTED_MODULE_2__/* .writeRecord */ .rh)(vault, place.mount, nameOf(place.manifest, index), _shard_js__WEBPACK_IMPORTED_MODULE_3__/* .SHARD */ .hh, { value, version });
    };
    const name = `the ledger of manifest ${place.manifest}`;
    await (0,_sharding_js__WEBPACK_IMPORTED_MODULE_4__/* .amendShards */ .f)({ ...readerOf(vault, place), name, empty: _shard_js__WEBPACK_IMPORTED_MODULE_3__/* .EMPTY */ .wg, write }, shards => amend(shards, amendment));
}
/** The amended shards: the same object where nothing changes, and one more where there is no room. Pure. */
function amend(shards, { set, remove, unclaim, roles, policies, gone }) {
    const next = (shards.length === 0 ? [_shard_js__WEBPACK_IMPORTED_MODULE_3__/* .EMPTY */ .wg] : shards).map(shard => ({
        entries: new Map(shard.entries),
        roles: new Map(shard.roles),
        policies: new Set(shard.policies)
    }));
    for (const [role, fields] of roles ?? [])
        next[0]?.roles.set(role, fields);
    for (const policy of policies ?? [])
        next[0]?.policies.add(policy);
    const home = new Map(next.flatMap(shard => [...shard.entries.keys()].map(path => [path, shard])));
    for (const [path, entry] of set ?? []) {
        let shard = home.get(path) ?? next.find(({ entries }) => entries.size < LARGEST_SHARD);
        if (shard === undefined) {
            shard = { entries: new Map(), roles: new Map(), policies: new Set() };
            next.push(shard);
        }
        shard.entries.set(path, entry);
    }
    for (const shard of next) {
        for (const role of gone?.roles ?? [])
            shard.roles.delete(role);
        for (const policy of gone?.policies ?? [])
            shard.policies.delete(policy);
    }
    for (const path of remove ?? [])
        home.get(path)?.entries.delete(path);
    for (const path of unclaim ?? []) {
        const shard = home.get(path);
        if (shard?.entries.get(path)?.version === 0)
            shard.entries.delete(path);
    }
    return next.map((shard, index) => {
        const before = shards[index];
        return before !== undefined && (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(shard, before) ? before : shard;
    });
}
const nameOf = (manifest, index) => `manifests/${manifest}/${index}`;
const readerOf = (vault, place) => ({
    read: (index) => readShard(vault, place, index),
    missing: (index) => {
        const doubt = `${(0,_damaged_js__WEBPACK_IMPORTED_MODULE_1__/* .whereIs */ .ie)({ ...place, name: nameOf(place.manifest, index) })} is missing`;
        return { content: _shard_js__WEBPACK_IMPORTED_MODULE_3__/* .EMPTY */ .wg, version: 0, doubt, of: 0 };
    }
});
async function readShard(vault, place, index) {
    const name = nameOf(place.manifest, index);
    const untrusted = (version, doubt) => ({ content: _shard_js__WEBPACK_IMPORTED_MODULE_3__/* .EMPTY */ .wg, version, doubt, of: 1 });
    try {
        const { value, version, fleeting } = await (0,_record_js__WEBPACK_IMPORTED_MODULE_2__/* .lookAtRecord */ .qP)(vault, place.mount, name, _shard_js__WEBPACK_IMPORTED_MODULE_3__/* .SHARD */ .hh);
        if (value === undefined)
            return version === 0 ? undefined : untrusted(version, `${(0,_damaged_js__WEBPACK_IMPORTED_MODULE_1__/* .whereIs */ .ie)({ ...place, name })} was deleted`);
        const key = await place.key;
        const content = (0,_shard_js__WEBPACK_IMPORTED_MODULE_3__/* .unpack */ .l1)(value, { ...place, index, version }, key);
        // The number of shards in one without a valid seal is not believed either: it could be anything.
        const shard = content === undefined
            ? untrusted(version, `${(0,_damaged_js__WEBPACK_IMPORTED_MODULE_1__/* .whereIs */ .ie)({ ...place, name })} was not written by this action for ${place.mount}/ with its current key`)
            : { content, version, of: value.of ?? 1 };
        if (fleeting === undefined)
            return shard;
        return { ...shard, fleeting: fleeting.with((0,_shard_js__WEBPACK_IMPORTED_MODULE_3__/* .forNextVersion */ .r4)(fleeting.data, { ...place, index, version }, key)) };
    }
    catch (error) {
        if (!(error instanceof _damaged_js__WEBPACK_IMPORTED_MODULE_1__/* .DamagedRecord */ .du))
            throw error;
        return untrusted(error.place.version, error.message);
    }
}


/***/ }),

/***/ 1336:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ refuseEternal),
  H: () => (/* binding */ takeLock)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/vault/errors.js
var vault_errors = __webpack_require__(7525);
// EXTERNAL MODULE: ./lib/records/consumer.js
var consumer = __webpack_require__(956);
// EXTERNAL MODULE: ./lib/records/damaged.js
var damaged = __webpack_require__(3129);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./lib/http/retry.js
var retry = __webpack_require__(8394);
// EXTERNAL MODULE: ./lib/vault/paths.js
var paths = __webpack_require__(6160);
// EXTERNAL MODULE: ./lib/vault/retry-table.js
var retry_table = __webpack_require__(1811);
// EXTERNAL MODULE: ./lib/records/record.js
var records_record = __webpack_require__(3353);
;// CONCATENATED MODULE: ./lib/records/held-lock.js








/** A lock outlives its run by at most this long; a live run renews it three times as often. */
const LOCK_SECONDS = 30;
/** Waits for a server longer than anything else does, because the next run would repeat what was done and not recorded. */
const PATIENCE_MS = 120_000;
const expiryFrom = (now) => new Date(now.getTime() + LOCK_SECONDS * 1000).toISOString();
/** `begun`: when its time began, or a moment earlier, because the answer with the server's time takes a while. */
function hold(first, firstVersion, begun, { vault, lastWords, mount, signal }) {
    const { id, name } = first.consumer;
    let record = JSON.parse(JSON.stringify(first));
    let version = firstVersion;
    /** Sent without an answer. One of them may be what is stored now. */
    let unanswered = [];
    let lost;
    let renewed = begun;
    let queue = Promise.resolve();
    /** The version that an unanswered write of ours stored; throws if somebody else wrote it. */
    const versionOfOurs = async (conflict, through) => {
        const there = await (0,consumer/* readConsumer */.jR)(through, mount, id);
        // A run beside this one may have written our record once more, as it was (`keepingRecords`).
        if ([record, ...unanswered].some(sent => (0,external_node_util_.isDeepStrictEqual)(there.value, sent)))
            return there.version;
        const holder = there.value?.lock;
        const who = holder === undefined ? conflict.message : `run ${holder.run} (attempt ${holder.attempt}) has taken over`;
        lost = new vault_errors/* VersionConflict */.f(`the lock on Deployment ${name} was lost: ${who}`, {
            hint: 'Nothing was overwritten. Run again; the next run settles what this one left.'
        });
        throw lost;
    };
    const put = async (value, through) => {
        const write = () => (0,records_record/* writeRecord */.rh)(through, mount, (0,consumer/* recordName */.xD)(id), consumer/* CONSUMER */.t8, { value, version });
        try {
            return await write();
        }
        catch (error) {
            if (!(error instanceof vault_errors/* VersionConflict */.f))
                throw error;
            version = await versionOfOurs(error, through);
            return await write();
        }
    };
    const write = (change, through = vault) => {
        const turn = queue.then(async () => {
            if (lost !== undefined)
                throw lost;
            const changed = JSON.parse(JSON.stringify(change(record)));
            unanswered.push(changed);
            version = await put(changed, through);
            unanswered = [];
            record = changed;
        });
        queue = turn.catch(() => { });
        return turn;
    };
    const extend = async (through = vault, end = expiryFrom) => {
        const asked = performance.now();
        const expires = end(await through.now());
        await write(now => (now.lock === undefined ? now : { ...now, lock: { ...now.lock, expires } }), through);
        renewed = asked;
    };
    const check = async () => {
        if (lost !== undefined)
            throw lost;
        if (performance.now() - renewed > LOCK_SECONDS * 1000)
            await extend();
    };
    const patiently = (act) => whileUnreachable(act, signal);
    const store = (change) => patiently(async () => {
        await check();
        await write(change);
    });
    // A failure here is tried again when it matters.
    const renewal = setInterval(() => extend().catch(() => { }), (LOCK_SECONDS * 1000) / 3);
    renewal.unref();
    return {
        get record() {
            return record;
        },
        check: () => patiently(check),
        async save(change) {
            await store(change);
            // A run that was stopped while it waited for that answer goes on here, and what it does next is not undone by a record.
            await patiently(check);
        },
        async release() {
            clearInterval(renewal);
            await store(({ lock: _, ...settled }) => settled);
        },
        async forget() {
            clearInterval(renewal);
            await queue;
            await patiently(check);
            await patiently(() => vault.forget(mount, `${paths/* OWN_FOLDER */.w5}/${(0,consumer/* recordName */.xD)(id)}`));
        },
        async abandon() {
            clearInterval(renewal);
            await extend(lastWords, now => now.toISOString());
        }
    };
}
/** Repeats it while there is no answer, or none that a healthy server would give. */
async function whileUnreachable(act, signal) {
    const begun = performance.now();
    for (let attempt = 1;; attempt++) {
        try {
            return await act();
        }
        catch (error) {
            const hopeless = (0,retry_table/* judge */.S)(error).outcome === 'refused' || signal.aborted || performance.now() - begun > PATIENCE_MS;
            if (hopeless)
                throw error;
            await (0,promises_.setTimeout)((0,retry/* pauseAfter */.l)(attempt), undefined, { signal }).catch(() => {
                throw error;
            });
        }
    }
}

;// CONCATENATED MODULE: ./lib/records/lock.js








const LOOK_AGAIN_MS = 1_000;
/** The clocks of a cluster may differ, but a lock that expires later than this was not written here, and might never expire. */
const LONGEST_MS = 3_600_000;
/** Takes the lock on a Deployment, or throws an error that names the run that holds it. The clock is Vault's. */
async function takeLock(blank, options) {
    const { vault, mount, run, waitSeconds, signal, onWait } = options;
    const name = (0,consumer/* recordName */.xD)(blank.consumer.id);
    const giveUp = performance.now() + waitSeconds * 1000;
    for (let waited = false;; waited = true) {
        const { value, version } = await (0,consumer/* readConsumer */.jR)(vault, mount, blank.consumer.id);
        const begun = performance.now();
        const now = await vault.now();
        const holder = value?.lock;
        if (holder === undefined || isOver(holder, run, now)) {
            const record = {
                ...blank,
                ...value,
                // The manifest changes together with the credentials that the Deployment holds.
                manifest: value?.manifest ?? blank.manifest,
                consumer: blank.consumer,
                lock: lockOf(run, now, holder)
            };
            try {
                return hold(record, await (0,records_record/* writeRecord */.rh)(vault, mount, name, consumer/* CONSUMER */.t8, { value: record, version }), begun, options);
            }
            catch (error) {
                if (!(error instanceof vault_errors/* VersionConflict */.f))
                    throw error;
            }
        }
        else {
            await refuseEternal(vault, { mount, name, version }, holder, now);
            if (!waited)
                onWait(holder);
            if (performance.now() > giveUp)
                throw new errors/* UserError */.yo(`Deployment ${blank.consumer.name} is being changed by run ${holder.run} (attempt ${holder.attempt})`, {
                    hint: `This run waited ${waitSeconds} s (\`wait-time\`). Let that run end, then run again. A \`concurrency:\` group in the workflow prevents this.`
                });
        }
        await (0,promises_.setTimeout)(LOOK_AGAIN_MS, undefined, { signal });
    }
}
/** Throws for a lock that no run of this action can have written: it might never expire. */
async function refuseEternal(vault, place, { expires }, now) {
    if (new Date(expires).getTime() - now.getTime() <= LONGEST_MS)
        return;
    const damage = { wrong: 'lock.expires must be at most an hour ahead' };
    throw new damaged/* DamagedRecord */.du(place, damage, consumer/* CONSUMER */.t8.whenDeleted, await (0,records_record/* lastGood */.mC)(vault, place, consumer/* CONSUMER */.t8));
}
/** A later attempt of the same run begins only when the earlier one has ended. */
function isOver(lock, run, now) {
    return new Date(lock.expires) <= now || (lock.run === run.id && lock.attempt < run.attempt);
}
function lockOf(run, now, left) {
    const mine = { run: run.id, attempt: run.attempt, holder: (0,external_node_crypto_.randomUUID)(), expires: expiryFrom(now), targets: [] };
    return left === undefined ? mine : { ...left, ...mine, targets: left.targets, unsettled: true };
}


/***/ }),

/***/ 8130:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ whoMayUse),
/* harmony export */   KT: () => (/* binding */ named),
/* harmony export */   WX: () => (/* binding */ findingsOf),
/* harmony export */   fi: () => (/* binding */ isUnlisted),
/* harmony export */   kp: () => (/* binding */ roleOf),
/* harmony export */   oN: () => (/* binding */ besides),
/* harmony export */   oQ: () => (/* binding */ NOBODY),
/* harmony export */   r9: () => (/* binding */ hasHolder)
/* harmony export */ });
/* harmony import */ var _consumer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(956);

const NOBODY = { uses: [], unknown: [], policies: new Map() };
/**
 * Who may still be using this? Everything that narrows, destroys, prunes or replaces asks here first. If something is unknown, the
 * answer is incomplete: then nothing may be taken away but what was replaced and whose time is over.
 */
function whoMayUse(thing, { uses, unknown, policies }) {
    switch (thing.kind) {
        case 'credential':
            return { uses: uses.filter(use => (0,_consumer_js__WEBPACK_IMPORTED_MODULE_0__/* .sameCredential */ .KB)(use, thing.credential)), unknown };
        case 'role':
            return { uses: uses.filter(use => roleOf(use) === roleOf(thing.access)), unknown };
        case 'auth-method':
            return { uses: uses.filter(({ authMount }) => authMount === thing.path), unknown };
        case 'policy':
            return { uses: uses.filter(use => policies.get(roleOf(use))?.includes(thing.name) ?? true), unknown };
        case 'secret':
            return {
                uses: uses.filter(use => readsElsewhere(use, thing)),
                unknown: unknown.filter(({ mount }) => mount === thing.place.mount)
            };
    }
}
/** The same without the uses of one record, which is about to change. */
const besides = ({ uses, ...readers }, mount, id) => ({
    ...readers,
    uses: uses.filter(({ who, ...use }) => who.id !== id || use.mount !== mount)
});
/** The key of a role in `Readers`. */
const roleOf = ({ authMount, role }) => `${authMount}/${role}`;
/** Whether somebody is recorded to hold a login of this role: it was there, and proved, when that was handed out. */
const hasHolder = (role, { uses }) => uses.some(use => use.as === 'held' && roleOf(use) === roleOf(role));
/** The users as text for a person: `Deployment prod`, `Deployment dev`, and who else there may be. */
function named({ uses, unknown }) {
    const names = new Set(uses.map(({ who }) => `Deployment ${who.name}`));
    if (isUnlisted({ unknown }))
        names.add('any Deployment that uses it (this token cannot list their records)');
    if (findingsOf({ unknown }).length > 0)
        names.add('any Deployment whose record cannot be read');
    return [...names];
}
/** Whether this token may not even list some of the records. */
const isUnlisted = ({ unknown }) => unknown.some(({ finding }) => finding === undefined);
/** The findings about records that cannot be read. */
const findingsOf = ({ unknown }) => unknown.flatMap(({ finding }) => finding ?? []);
const FOLDERS = ['variablesPath', 'connectionsPath'];
/** Reads that path in a folder that is not, or is no longer, the manifest's folder for its kind. */
const readsElsewhere = (use, { path, place }) => use.mount === place.mount && FOLDERS.some(folder => use[folder] !== place[folder] && path.startsWith(`${use[folder]}/`));


/***/ }),

/***/ 9923:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ unretired),
/* harmony export */   v: () => (/* binding */ retiring)
/* harmony export */ });
/* harmony import */ var _consumer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(956);

/** The list with these added. The time of one that was already in it begins again. */
const retiring = (list, more) => [
    ...list.filter(one => !more.some(other => (0,_consumer_js__WEBPACK_IMPORTED_MODULE_0__/* .sameCredential */ .KB)(one, other))),
    ...more
];
/** The record without what is retired in it and has been issued, or is held, again: a login without a credential may come back. */
function unretired(record) {
    const live = [record.holds, record.lock?.issued].filter(one => one !== undefined);
    return { ...record, retired: record.retired.filter(one => !live.some(other => (0,_consumer_js__WEBPACK_IMPORTED_MODULE_0__/* .sameCredential */ .KB)(one, other))) };
}


/***/ }),

/***/ 5593:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ sealOf),
/* harmony export */   d: () => (/* binding */ isSealed)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _key_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1809);


/** Shows who wrote something, and for which place: 43 characters. `what` begins with the kind of what is sealed. */
const sealOf = (key, what) => (0,_key_js__WEBPACK_IMPORTED_MODULE_1__/* .fingerprint */ .Rj)(key, JSON.stringify(what));
/** Whether this is the seal that whoever has the key put on it. */
function isSealed(seal, key, what) {
    const given = Buffer.from(seal);
    const right = Buffer.from(sealOf(key, what));
    return given.length === right.length && (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.timingSafeEqual)(given, right);
}


/***/ }),

/***/ 7656:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D_: () => (/* binding */ unbroken),
/* harmony export */   KZ: () => (/* binding */ unpacked),
/* harmony export */   g5: () => (/* binding */ changesByPath),
/* harmony export */   xc: () => (/* binding */ packed)
/* harmony export */ });
/* harmony import */ var _gzip_lines_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6862);

/** Characters of `wrote`. Nobody who changes a secret by hand looks for a collision. */
const LENGTH = 8;
/** The changes of each path, in their order. */
function changesByPath(changes) {
    const byPath = new Map();
    for (const change of changes) {
        const others = byPath.get(change.path);
        if (others === undefined)
            byPath.set(change.path, [change]);
        else
            others.push(change);
    }
    return byPath;
}
/**
 * The changes of one path, the latest first, up to where somebody else changed it between two attempts of the run: anything older
 * is no longer the run's to reverse.
 */
function unbroken(changes) {
    const end = changes.findIndex((newer, index) => {
        const older = changes[index + 1];
        return (older !== undefined && newer.from !== older.from && newer.from !== (older.kind === 'write' ? older.from + 1 : older.from));
    });
    return changes.slice(0, end === -1 ? undefined : end + 1);
}
/** One line for each change. */
const packed = (changes) => (0,_gzip_lines_js__WEBPACK_IMPORTED_MODULE_0__/* .zipped */ .LR)(Array.from(changes, lineOf));
const lineOf = ({ path, kind, from, existed, adopted, wrote = '' }) => [path, kind, from, adopted ? 2 : existed ? 1 : 0, wrote.slice(0, LENGTH)].join('\t');
const LINE = new RegExp(`^(${_gzip_lines_js__WEBPACK_IMPORTED_MODULE_0__/* .SECRET_PATH */ .VA})\\t(write|delete|undelete)\\t(0|[1-9]\\d{0,9})\\t([012])\\t([\\w-]{0,${LENGTH}})$`);
/** Bytes. Several times what a page of changes has. */
const LARGEST_TEXT = 32 * 1024 * 1024;
/** The changes in such a text; undefined if it is not what `packed` writes. */
function unpacked(text) {
    try {
        return (0,_gzip_lines_js__WEBPACK_IMPORTED_MODULE_0__/* .unzipped */ ._J)(text, LINE, LARGEST_TEXT).map(changeIn);
    }
    catch {
        return undefined;
    }
}
const changeIn = ([, path = '', kind, from, flag, wrote]) => ({
    path,
    kind: kind,
    from: Number(from),
    existed: flag !== '0',
    ...(flag === '2' ? { adopted: true } : {}),
    ...(wrote ? { wrote } : {})
});


/***/ }),

/***/ 3650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hh: () => (/* binding */ SHARD),
/* harmony export */   l1: () => (/* binding */ unpack),
/* harmony export */   qq: () => (/* binding */ pack),
/* harmony export */   r4: () => (/* binding */ forNextVersion),
/* harmony export */   wg: () => (/* binding */ EMPTY)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5395);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3759);
/* harmony import */ var _vault_names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(768);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5505);
/* harmony import */ var _gzip_lines_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6862);
/* harmony import */ var _seal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5593);





const role = zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_5__/* ._maxLength */ .Eb(1_100, { abort: true }), zod_mini__WEBPACK_IMPORTED_MODULE_5__/* ._regex */ .Fk(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*\/[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/, {
    error: 'must be the mount of an auth method and a role, separated by `/`'
}));
/** Of one line each. They are compared with, and shown to people. */
const fields = (0,_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .tableOf */ .c_)((name, value) => /^[a-z_]{1,64}$/.test(name) && typeof value === 'string' && /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{0,1100}$/u.test(value), 'names of fields to texts of one line');
const shape = zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    /** Lines of path, version and fingerprint. */
    paths: _fields_js__WEBPACK_IMPORTED_MODULE_1__/* .base64 */ .K3,
    roles: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(role),
    policies: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .exactOptional */ .yqP(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(_vault_names_js__WEBPACK_IMPORTED_MODULE_0__/* .vaultName */ ._G)),
    /** What is asked of those roles. */
    asked: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .exactOptional */ .yqP(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({ role, fields }))),
    /** The number of shards, in the first one only. */
    of: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .exactOptional */ .yqP((0,_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(1, 1_000)),
    /** HMAC over all of the above and the place that it was written for. */
    seal: _fields_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .br
});
/**
 * `manifests/<name>/<index>`: a part of a ledger. A damaged one stops no run; the run finds out again what it held.
 *
 *     {
 *       "schema": 1,
 *       "paths": "lines of path, version, fingerprint; gzip, base64",
 *       "roles": ["approle/astro_role"],
 *       "policies": ["astro_policy"],
 *       "asked": [{ "role": "approle/astro_role", "fields": { "token_ttl": "3600", … } }],
 *       "of": 1,
 *       "seal": "43 characters"
 *     }
 */
const SHARD = {
    schema: 1,
    shape,
    whenDeleted: 'the next run rebuilds the ledger from the secrets that equal the manifest'
};
const LINE = new RegExp(`^(${_gzip_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .SECRET_PATH */ .VA})\\t(0|[1-9]\\d{0,9})\\t([\\w-]{0,64})$`);
/** Bytes. More than the largest shard has, with the longest paths. */
const LARGEST = 8 * 1024 * 1024;
const EMPTY = { entries: new Map(), roles: new Map(), policies: new Set() };
function pack(shard, of, place, key) {
    const lines = Array.from(shard.entries, ([path, { version, fingerprint }]) => [path, version, fingerprint].join('\t'));
    const roles = [...shard.roles].sort(([one], [other]) => (one < other ? -1 : 1));
    const asked = roles.flatMap(([role, fields]) => (Object.keys(fields).length === 0 ? [] : [{ role, fields }]));
    const content = {
        paths: (0,_gzip_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .zipped */ .LR)(lines.sort()),
        roles: roles.map(([role]) => role),
        ...(asked.length === 0 ? {} : { asked }),
        ...(shard.policies.size === 0 ? {} : { policies: [...shard.policies].sort() }),
        ...(place.index === 0 ? { of } : {})
    };
    return { ...content, seal: (0,_seal_js__WEBPACK_IMPORTED_MODULE_3__/* .sealOf */ .R)(key, sealable(content, place)) };
}
/**
 * The content of a shard; undefined if it is damaged, or was not written with this key for this place. A valid seal shows who
 * wrote it, not that it is right, so each line must match the rules as well.
 */
function unpack(record, place, key) {
    if (key === undefined || !sealed(record, place, key))
        return undefined;
    try {
        const entries = (0,_gzip_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .unzipped */ ._J)(record.paths, LINE, LARGEST).map(([, path = '', version, fingerprint = '']) => [path, { version: Number(version), fingerprint }]);
        const asked = new Map(record.asked?.map(({ role, fields }) => [role, fields]));
        const roles = record.roles.map(role => [role, asked.get(role) ?? {}]);
        return { entries: new Map(entries), roles: new Map(roles), policies: new Set(record.policies) };
    }
    catch {
        return undefined;
    }
}
/** What to write so that the same is believed of the next version; what nobody would believe stays as it is. */
function forNextVersion(stored, place, key) {
    return stored.map(({ value }) => {
        const { schema, ...record } = JSON.parse(String(value));
        const content = unpack(record, place, key);
        if (content === undefined || key === undefined)
            return { value };
        const next = pack(content, record.of ?? 1, { ...place, version: place.version + 1 }, key);
        return { value: JSON.stringify({ schema, ...next }) };
    });
}
const sealed = ({ seal, ...content }, place, key) => (0,_seal_js__WEBPACK_IMPORTED_MODULE_3__/* .isSealed */ .d)(seal, key, sealable(content, place));
const sealable = ({ paths, roles, policies, asked, of }, { mount, manifest, index, version }) => {
    const more = [...(policies ?? []), ...(asked ?? [])];
    return ['ledger', mount, manifest, index, version, of ?? 0, roles, paths, ...more];
};


/***/ }),

/***/ 2908:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ readShards),
/* harmony export */   f: () => (/* binding */ amendShards)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7594);
/* harmony import */ var _vault_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7525);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3353);



/**
 * All shards. The first one tells how many there are; where it is absent, there are none. Where it is in doubt, every further one that
 * is there counts: each is believed by itself.
 */
async function readShards({ read, missing }) {
    const first = await read(0);
    if (first === undefined)
        return [];
    if (first.doubt !== undefined)
        return [first, ...(await readOnward(read))];
    const others = range(1, first.of).map(async (index) => (await read(index)) ?? missing(index));
    return [first, ...(await Promise.all(others))];
}
/** Those from the second one on, up to the first that is not there. */
async function readOnward(read) {
    const found = [];
    for (let index = 1;; index++) {
        const shard = await read(index);
        if (shard === undefined)
            return found;
        found.push(shard);
    }
}
/**
 * Changes the shards, again if somebody else was faster, and returns their contents. `change` is pure, returns the same object for
 * what stays, and may add some at the end. Throws if somebody else was faster every time.
 */
async function amendShards(sharding, change) {
    for (let attempt = 1;; attempt++) {
        try {
            const there = await readShards(sharding);
            const contents = change(there.map(({ content }) => content));
            const shards = contents.length > Math.max(there.length, 1) ? await grow(sharding, there, contents.length) : there;
            const changed = [...contents.entries()].filter(([index, content]) => content !== shards[index]?.content || shards[index]?.doubt !== undefined);
            await Promise.all(changed.map(([index, content]) => sharding.write(index, { content, version: shards[index]?.version ?? 0, of: contents.length })));
            return contents;
        }
        catch (error) {
            if (!(error instanceof _vault_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .VersionConflict */ .f))
                throw error;
            if (attempt < _record_js__WEBPACK_IMPORTED_MODULE_2__/* .ATTEMPTS */ .PY)
                continue;
            throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${sharding.name} was changed by other runs ${_record_js__WEBPACK_IMPORTED_MODULE_2__/* .ATTEMPTS */ .PY} times in a row`, {
                hint: 'Run again when fewer runs use this manifest.',
                cause: error
            });
        }
    }
}
/**
 * Adds empty shards, and counts them, before anything is in them. So what is not counted holds nothing that anybody needs, and
 * what is counted is only changed by whoever has read it.
 */
async function grow({ empty, read, write }, there, of) {
    const [first = { content: empty, version: 0 }, ...others] = there;
    // A run that was killed may have left some.
    const left = range(others.length + 1, of).map(async (index) => ({ index, version: (await read(index))?.version ?? 0 }));
    const leftover = await Promise.all(left);
    // Only now: if they were counted before they were read here, this tells.
    if (((await read(0))?.version ?? 0) !== first.version)
        throw new _vault_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .VersionConflict */ .f('somebody else has added shards');
    const added = leftover.map(async ({ index, version }) => {
        const shard = { content: empty, of };
        return { ...shard, version: await write(index, { ...shard, version }) };
    });
    const counted = await Promise.all(added);
    const content = first.content;
    return [{ content, of, version: await write(0, { content, of, version: first.version }) }, ...others, ...counted];
}
const range = (from, to) => Array.from({ length: Math.max(to - from, 0) }, (_, index) => from + index);


/***/ }),

/***/ 9820:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ logTo)
/* harmony export */ });
/* harmony import */ var _base_counted_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(6323);
/* harmony import */ var _base_finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8340);
/* harmony import */ var _base_visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3023);
/* harmony import */ var _plan_describe_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1814);
/* harmony import */ var _plan_plan_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9164);
/* harmony import */ var _plan_step_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9385);
/* harmony import */ var _diff_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2867);
/* harmony import */ var _journal_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8201);
/* harmony import */ var _render_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1448);









/** Writes what a run reports, as it happens. */
function logTo(all) {
    /** Of the targets of a run about several, by id and by key. */
    let names = new Map();
    return event => {
        const lines = beginning(names.get(event.target ?? ''), all);
        switch (event.kind) {
            case 'planned': {
                const { chapters } = event;
                const targets = chapters.flatMap(({ target }) => target ?? []);
                if (targets.length > 1)
                    names = new Map(targets.flatMap(({ id, key, name }) => [id, key ?? id].map(one => [one, key ?? name])));
                const plan = (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_6__/* .join */ .fj)(chapters.map(({ plan }) => plan));
                for (const { heading, lines: about } of (0,_render_js__WEBPACK_IMPORTED_MODULE_5__/* .renderChapters */ .lr)(chapters))
                    lines.group(heading, about);
                for (const warning of (0,_render_js__WEBPACK_IMPORTED_MODULE_5__/* .warningsIn */ .Hq)(plan))
                    lines.warning(warning);
                // Why a plan is not carried out follows as the error of the run.
                if (!plan.steps.some(_journal_js__WEBPACK_IMPORTED_MODULE_4__/* .changes */ .A) && (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_6__/* .conflictsOf */ .hC)(plan).length === 0)
                    lines.info(event.compared ? 'Nothing to change.' : 'Nothing was compared.');
                return;
            }
            case 'diff':
                for (const { heading, lines: about } of event.diffs.map(_diff_js__WEBPACK_IMPORTED_MODULE_3__/* .renderDiff */ ["in"]))
                    lines.group(heading, about);
                return;
            case 'done':
                // Secrets are counted together: a log of 20,000 lines helps nobody.
                if (event.outcome === 'done' && !(0,_plan_step_js__WEBPACK_IMPORTED_MODULE_7__/* .isSecretStep */ .p7)(event.step))
                    lines.info((0,_plan_describe_js__WEBPACK_IMPORTED_MODULE_2__/* .accomplished */ .FN)(event.step));
                return;
            case 'progress':
                return event.done > 0 ? lines.info(`✓ ${event.action} ${event.done} of ${(0,_base_counted_js__WEBPACK_IMPORTED_MODULE_8__/* .counted */ .h)(event.of, event.noun)}`) : undefined;
            case 'waiting':
                return lines.info(event.message);
            case 'found':
                return tell(event.finding, lines);
            case 'output':
                return lines.output(event.line);
            case 'result':
                if (event.outcome === 'failed')
                    all.info(`✗ ${event.about.key ?? event.about.name}: ${event.findings.map(_base_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .sentenceOf */ .$N).join('; ')}`);
                return;
            case 'begun':
            case 'compared':
            case 'ended':
            case 'target':
            case 'replanned':
            case 'started':
            case 'failed':
                return;
        }
    };
}
/** The same lines, but each begins with a name: several Deployments are changed at the same time. */
function beginning(name, { info, warning, output, ...lines }) {
    if (name === undefined)
        return { info, warning, output, ...lines };
    const about = `${(0,_base_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(name)}: `;
    return {
        ...lines,
        info: line => info(about + line),
        warning: (message, place) => warning(about + message, place),
        output: line => output(about + line)
    };
}
function tell(finding, lines) {
    if (finding.severity === 'note')
        lines.info((0,_render_js__WEBPACK_IMPORTED_MODULE_5__/* .lineOf */ .cA)(finding));
    else
        lines.warning((0,_render_js__WEBPACK_IMPORTED_MODULE_5__/* .lineOf */ .cA)(finding), finding.place);
}


/***/ }),

/***/ 5698:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ planFile)
/* harmony export */ });
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7703);

const PART = 500;
/**
 * A report as JSON: docs/plan-file.md. A step and a finding have a line each. The text comes in parts: that of 20,000 steps would be
 * the largest thing in memory.
 */
function* planFile({ chapters, findings, compared, ...run }) {
    yield `${JSON.stringify({ schema: _format_js__WEBPACK_IMPORTED_MODULE_0__/* .PLAN_FILE_VERSION */ .g, ...run }).slice(0, -1)},\n"findings": [`;
    yield* lines(findings);
    yield `], "compared": ${compared}, "chapters": [`;
    for (const [index, chapter] of chapters.entries()) {
        yield index === 0 ? '\n' : ',\n';
        yield* chapterText(chapter);
    }
    yield '\n] }\n';
}
function* chapterText({ steps, findings, ...about }) {
    const facts = JSON.stringify(about).slice(1, -1);
    yield `{ ${facts === '' ? '' : `${facts}, `}"steps": [`;
    yield* lines(steps);
    yield '], "findings": [';
    yield* lines(findings);
    yield '] }';
}
function* lines(all) {
    let part = [];
    let isFirst = true;
    for (const one of all) {
        part.push(`${isFirst ? '' : ','}\n${JSON.stringify(one)}`);
        isFirst = false;
        if (part.length < PART)
            continue;
        yield part.join('');
        part = [];
    }
    if (part.length > 0)
        yield part.join('');
}


/***/ }),

/***/ 5650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ reportOf)
/* harmony export */ });
/* harmony import */ var _plan_change_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4443);
/* harmony import */ var _plan_describe_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1814);
/* harmony import */ var _plan_step_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9385);



/** `hide` takes out what is masked: a constant may equal a secret. */
function reportOf(journal, hide = text => text) {
    const { mode, about, base, diffs, compared, failure, chapters, outcomes, results } = journal;
    return {
        ...(mode === undefined ? {} : { mode }),
        ...about,
        outcome: failure === undefined ? 'succeeded' : 'failed',
        findings: failure ?? [],
        compared,
        ...(base && { base: { branch: base.branch, changes: base.changes.map(change => hidden(change, hide)) } }),
        ...(diffs.length > 0 && { diffs }),
        chapters: chapters.map(chapter => chapterOf(chapter, outcomes, hide, results))
    };
}
const hidden = ({ keys, ...change }, hide) => ({
    ...change,
    keys: keys.map(({ key, was, becomes }) => ({
        key,
        ...(was === undefined ? {} : { was: was && hide(was) }),
        ...(becomes === undefined ? {} : { becomes: becomes && hide(becomes) })
    }))
});
const chapterOf = ({ target, scope, plan }, outcomes, hide, results) => ({
    ...(scope === undefined ? {} : { scope }),
    ...(target === undefined ? {} : ofTarget(target, results)),
    steps: {
        *[Symbol.iterator]() {
            for (const step of plan.steps)
                yield stepFacts(step, outcomes, hide);
        }
    },
    findings: plan.findings
});
function ofTarget(target, results) {
    const { id, name, key } = target;
    const { outcome } = results.find(one => one.target === target) ?? {};
    return { target: { id, name, ...(key === undefined ? {} : { key }) }, ...(outcome === undefined ? {} : { outcome }) };
}
function stepFacts(step, outcomes, hide) {
    const { kind } = step;
    const { subject, action, target } = (0,_plan_describe_js__WEBPACK_IMPORTED_MODULE_1__/* .describe */ .q0)(step);
    const { before, after } = (0,_plan_change_js__WEBPACK_IMPORTED_MODULE_0__/* .changeOf */ .C)(step);
    const constants = after?.['constants'];
    const shown = constants && Object.fromEntries(Object.entries(constants).map(([key, text]) => [key, hide(text)]));
    const becomes = shown === undefined ? after : { ...after, constants: shown };
    // Without an outcome the key is left out: the step was only planned, or not reached. Tests compare each kind with the schema.
    return {
        id: (0,_plan_describe_js__WEBPACK_IMPORTED_MODULE_1__/* .idOf */ .TH)(step),
        kind,
        subject,
        action,
        target,
        // It may name who changed a secret in Vault.
        reason: kind === 'secret' && step.found !== undefined ? hide(step.reason) : step.reason,
        ...((0,_plan_step_js__WEBPACK_IMPORTED_MODULE_2__/* .isDrift */ ._K)(step) && { drift: true }),
        before,
        after: becomes,
        outcome: outcomes.get(step)
    };
}


/***/ }),

/***/ 9457:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lq: () => (/* binding */ kwargsMistakes),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   XS: () => (/* binding */ addressProblems),
/* harmony export */   k6: () => (/* binding */ addressWarnings)
/* harmony export */ });
/* harmony import */ var _airflow_kwargs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7441);
/* harmony import */ var _airflow_kwargs_rules_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6307);
/* harmony import */ var _vault_address_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3996);



/** By the rules of Airflow's own constructor: what it refuses keeps every component from starting. `auth`: not known yet. */
function kwargsMistakes(kwargs, auth) {
    if (kwargs.url === '')
        return [];
    return (0,_airflow_kwargs_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .kwargsProblems */ .u)({ ...kwargs, ...auth }).map(problem => ({
        severity: 'error',
        message: `${_airflow_kwargs_js__WEBPACK_IMPORTED_MODULE_1__/* .BACKEND_KWARGS */ .hd} would be invalid: ${problem}`
    }));
}
/** Addresses that can never work from inside a Deployment. */
function addressProblems({ vault, astro, mode }, manifest) {
    const { airflowUrl } = manifest.vault;
    const url = airflowUrl ?? vault?.url;
    if (url === undefined)
        return [];
    const at = (message) => manifest.findingAt(['vault', 'airflow-url'], message);
    const wrong = (0,_vault_address_js__WEBPACK_IMPORTED_MODULE_2__/* .vaultUrlProblem */ .PU)(url);
    if (wrong !== undefined)
        return [at(wrong)];
    const { hostname } = new URL(url);
    const problems = [];
    // Without an Astro token, vault-url says only how this runner reaches Vault.
    const forCloud = astro === undefined ? airflowUrl !== undefined : astro.domain !== 'localhost';
    if (mode !== 'sync' && forCloud && isLoopback(hostname)) {
        problems.push(airflowUrl === undefined
            ? {
                severity: 'error',
                message: `vault-url is ${url}, which a Deployment in the cloud cannot reach; set vault.airflow-url in the manifest to the address at which Airflow reaches Vault`
            }
            : at(`is ${url}, which a Deployment in the cloud cannot reach; set it to the address at which Airflow reaches Vault`));
    }
    if (hostname.endsWith('.hashicorp.cloud') && vault !== undefined && vault.namespace === undefined) {
        problems.push({
            severity: 'error',
            message: `${url} is on HCP Vault, which requires a namespace; set vault-namespace (usually admin)`
        });
    }
    return problems;
}
/** Whether the host of a URL is the machine that asks. */
const isLoopback = (host) => /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0|host\.docker\.internal)$/.test(host) || host.endsWith('.localhost');
/** Addresses that work, but not well. */
function addressWarnings({ vault, local }, manifest) {
    const warnings = [];
    const warn = (message) => warnings.push({ severity: 'warning', message });
    const url = manifest.vault.airflowUrl ?? vault?.url ?? '';
    const isHere = local !== undefined && URL.canParse(url) && isLoopback(new URL(url).hostname);
    if (url.startsWith('http://') && !isHere)
        warn(`Airflow will connect to ${url} without TLS, so anybody on the network path can read its secrets; use https`);
    if (vault?.tls.ca !== undefined && manifest.vault.airflowCa === undefined) {
        warn('vault-ca-certificate is set, but vault.airflow-ca is not: Airflow must trust that authority too; add its certificate to the image, and set vault.airflow-ca to its path');
    }
    return warnings;
}


/***/ }),

/***/ 1414:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  PI: () => (/* binding */ comparing),
  Ui: () => (/* binding */ diff_diff),
  uf: () => (/* binding */ isPath),
  ae: () => (/* binding */ otherOf)
});

// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/records/key.js
var key = __webpack_require__(1809);
// EXTERNAL MODULE: ./lib/records/ledger.js
var ledger = __webpack_require__(2617);
// EXTERNAL MODULE: ./lib/observe/vault.js + 2 modules
var observe_vault = __webpack_require__(9537);
;// CONCATENATED MODULE: ./lib/observe/contents.js




/** Reads every one of them, whoever owns it: the ledger's fingerprints are of no use for another path, by design. */
async function observeContents(vault, { mount, manifest }, paths) {
    const [there, known] = await Promise.all([(0,observe_vault/* readAll */.yw)(vault, mount, paths), readLedger(vault, { mount, manifest })]);
    return { there, ...known };
}
/** Without it, only changes by hand go unseen. */
async function readLedger(vault, place) {
    try {
        const { entries, doubt } = await (0,ledger/* lookAtLedger */.ud)(vault, { ...place, key: await (0,key/* readKey */.YZ)(vault, place.mount) });
        return { ledger: entries, ...(doubt === undefined ? {} : { doubt }) };
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        return { ledger: new Map(), doubt: error.message };
    }
}

// EXTERNAL MODULE: ./lib/plan/diff/diff.js + 2 modules
var diff = __webpack_require__(3273);
// EXTERNAL MODULE: ./lib/airflow/definition.js
var definition = __webpack_require__(6619);
// EXTERNAL MODULE: ./lib/manifest/entries.js
var manifest_entries = __webpack_require__(5665);
;// CONCATENATED MODULE: ./lib/plan/diff/side.js


/** A side as its manifest has it. */
function sideOf(name, { scope, own, entries, wanted }) {
    const [mine, data] = [new definition/* ByName */.r(own), new Map(wanted.map(one => [one.path, one.data]))];
    const secrets = Array.from(new definition/* ByName */.r(entries), (named) => {
        const [path, entry] = [(0,manifest_entries/* pathOf */.XM)(scope, named), mine.get(named)];
        const constant = entry !== undefined && (0,manifest_entries/* sourcesOf */.u0)(scope, [entry]).length === 0 ? data.get(path) : undefined;
        return [`${named.kind}s.${named.name}`, { path, ...(entry && { entry }), ...(constant && { constant }) }];
    });
    return { name, secrets: new Map(secrets), ...(scope.deployment === undefined ? {} : { deployment: scope.deployment }) };
}
/** The same with what is in Vault, as far as somebody has looked. */
function withContents(side, { there, ledger }) {
    const secrets = Array.from(side.secrets, ([name, one]) => {
        const [found, entry] = [there.get(one.path), ledger.get(one.path)];
        return [name, { ...one, ...(found && { there: found }), ...(entry && { ledger: entry }) }];
    });
    return { ...side, secrets: new Map(secrets) };
}

// EXTERNAL MODULE: ./lib/run/prepare.js + 7 modules
var prepare = __webpack_require__(2319);
// EXTERNAL MODULE: ./lib/run/targets.js
var run_targets = __webpack_require__(9907);
;// CONCATENATED MODULE: ./lib/run/diff.js





/** Compares what two Deployments or two manifests have, and does nothing else. Reads no source. */
async function diff_diff(inputs, ports) {
    const prepared = (0,prepare/* prepare */.iA)(inputs, prepare/* NOT_IN_THIS_FOLDER */.ST, ports);
    const compare = comparing(prepared, ports);
    await compare(inputs.vault && (await ports.openVault(inputs.vault)).vault);
}
/** What the run is compared with; undefined if with nothing. Throws `Mistakes` about another manifest. */
function otherOf({ inputs }, around = {}) {
    const { compareWith, selection, preview: _, ...rest } = inputs;
    const other = { ...rest, compareWith: '', canary: '' };
    if (compareWith === '')
        return undefined;
    if (!isPath(compareWith))
        return (0,prepare/* prepare */.iA)({ ...other, selection: { entry: compareWith } }, undefined, around);
    const shared = (0,prepare/* prepare */.iA)({ ...other, manifest: compareWith }, CHECK_PATH, around);
    const isThere = selection !== undefined && 'entry' in selection && shared.manifest.deployments.has(selection.entry);
    return isThere ? (0,prepare/* prepare */.iA)({ ...shared.inputs, selection }, CHECK_PATH, around) : shared;
}
const CHECK_PATH = 'Check its path, which is relative to the folder that this runs in.';
/** Whether a text names a manifest; otherwise it is a key under `deployments:`. */
const isPath = (text) => /\.ya?ml$/i.test(text);
/** Tells how the run differs from what the inputs compare it with, as far as that can be seen. Throws `Mistakes` at once. */
function comparing(prepared, ports) {
    const other = otherOf(prepared, ports);
    if (other === undefined)
        return async () => { };
    const firsts = (0,prepare/* complete */.My)(other, new Map()).scopes;
    const seconds = (0,prepare/* complete */.My)(prepared, new Map()).scopes;
    return async (vault) => {
        const [first] = firsts;
        const isShared = ({ scope }) => prepared.inputs.manifest === other.inputs.manifest && placeOf(scope) === placeOf(first.scope);
        const diffs = [];
        for (const second of seconds) {
            // Of several, the one that all are compared with need not be compared with itself.
            if (seconds.length > 1 && isShared(second))
                continue;
            const [one, two] = [nameOf(other, first, prepared), nameOf(prepared, second, other)];
            if (isShared(second))
                diffs.push({ first: one, second: two, shared: true, names: [], notes: [] });
            else
                diffs.push(await diffOf({ ...first, name: one }, { ...second, name: two }, vault));
        }
        const open = new Set([...other.open, ...prepared.open].map(({ text }) => text));
        const unknown = [...open].map(text => `What ${text} brings is not compared: no variable of the environment matches it.`);
        ports.tell({ kind: 'diff', diffs: diffs.map(one => (one.shared ? one : { ...one, notes: [...one.notes, ...unknown] })) });
    };
}
/** Two manifests go by their paths, two Deployments of one by their names. */
function nameOf({ inputs }, { scope, targets }, other) {
    const [one, ...more] = targets;
    const { deployment = one === undefined || more.length > 0 ? undefined : (0,run_targets/* unseen */.nv)(one).name } = scope;
    if (inputs.manifest === other.inputs.manifest)
        return deployment ?? 'the shared folders';
    return deployment === undefined ? inputs.manifest : `${inputs.manifest} (${deployment})`;
}
const placeOf = ({ mount, variablesPath, connectionsPath }) => JSON.stringify([mount, variablesPath, connectionsPath]);
async function diffOf(first, second, vault) {
    const [one, other] = [sideOf(first.name, first), sideOf(second.name, second)];
    const about = { first: first.name, second: second.name };
    if (vault === undefined)
        return { ...about, names: (0,diff/* diffNames */.y)(one, other), notes: [ASKED_NOBODY] };
    const inBoth = [...one.secrets.keys()].filter(name => other.secrets.has(name));
    const [[here, unseen], [there, unseenThere]] = await Promise.all([
        seenIn(vault, first.scope, one, inBoth),
        seenIn(vault, second.scope, other, inBoth)
    ]);
    return { ...about, names: (0,diff/* diffNames */.y)(here, there), notes: [BASIS, ...unseen, ...unseenThere] };
}
const BASIS = 'Constants are compared as the manifests have them, everything else as Vault has it now.';
const ASKED_NOBODY = 'Vault was not asked: names and constants alone are compared, as the manifests have them.';
/** The same with what is in Vault. */
async function seenIn(vault, scope, side, names) {
    const paths = names.flatMap(name => side.secrets.get(name)?.path ?? []);
    const { doubt, ...contents } = await observeContents(vault, scope, paths);
    const unseen = doubt === undefined ? [] : [`Changes made by hand in Vault go unseen for ${side.name}: ${doubt}`];
    return [withContents(side, contents), unseen];
}


/***/ }),

/***/ 6095:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VJ: () => (/* binding */ unchecked),
/* harmony export */   c5: () => (/* binding */ importsOf),
/* harmony export */   mA: () => (/* binding */ inVain),
/* harmony export */   yw: () => (/* binding */ readAll)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _base_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(378);
/* harmony import */ var _imports_read_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6448);




/** Each file once: under several names, as many guesses could be compared with one secret. */
function readAll(imports) {
    const files = imports.map(({ file }) => realFile(file));
    const isFirst = (_, index) => files.indexOf(files[index] ?? '') === index;
    const { problems, ...rest } = (0,_imports_read_js__WEBPACK_IMPORTED_MODULE_3__/* .readImports */ .v)(imports.filter(isFirst), _base_files_js__WEBPACK_IMPORTED_MODULE_2__/* .readUtf8 */ .Sx);
    const again = imports
        .filter((one, index) => !isFirst(one, index))
        .map(({ file }) => ({ severity: 'error', message: `the import ${file} is listed twice; list each file once` }));
    return { ...rest, problems: [...problems, ...again] };
}
function realFile(file) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(file);
    }
    catch {
        return file;
    }
}
/** The imports with paths from where this process is, as annotations show them. */
function importsOf({ imports }, folder) {
    return imports.map(({ file, rename }) => ({ file: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)('', (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(folder, file)), rename }));
}
/** A pattern that matches nothing. A run that writes ends with it; a plan goes on, and so does a workstation that makes up values. */
function inVain(manifest, pattern, inputs) {
    const { mode, local } = inputs;
    const { message, ...placed } = matchesNothing(manifest, pattern, inputs);
    if (local?.isFake)
        return {
            ...placed,
            severity: 'warning',
            message: `${message}, and a pattern has no names for which values could be made up`,
            hint: 'Set those that your DAGs need.'
        };
    if (local !== undefined)
        return { ...placed, message, hint: 'Set those that your DAGs need; `--fake` makes up none of them, and goes on without.' };
    const hint = 'Put the GitHub secrets into `env:` of the step, each under its own name, or remove this import.';
    if (mode !== 'plan')
        return { ...placed, message, hint };
    return { ...placed, severity: 'warning', message: `${message}. What it would bring was not compared`, hint };
}
/** The same where only what is in Vault is looked at. */
function unchecked(manifest, pattern, inputs) {
    const { message, ...placed } = matchesNothing(manifest, pattern, inputs);
    return { ...placed, severity: 'warning', message: `${message}, so what it has brought is not checked` };
}
function matchesNothing(manifest, { at, text }, { local }) {
    const where = local === undefined ? 'in the environment of this step' : 'of your shell or .env.local-secrets';
    return manifest.findingAt(at, `matches nothing: no variable ${where} begins with ${text.slice(0, -1)}`);
}


/***/ }),

/***/ 7673:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/base/errors.js
var base_errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/manifest/matches.js
var matches = __webpack_require__(1564);
// EXTERNAL MODULE: ./lib/manifest/pattern.js
var pattern = __webpack_require__(9595);
// EXTERNAL MODULE: ./lib/manifest/read.js + 8 modules
var read = __webpack_require__(968);
// EXTERNAL MODULE: ./lib/manifest/scope.js
var manifest_scope = __webpack_require__(9893);
// EXTERNAL MODULE: ./lib/plan/plan.js
var plan_plan = __webpack_require__(9164);
// EXTERNAL MODULE: ./lib/project/git.js
var project_git = __webpack_require__(5281);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./lib/manifest/entries.js
var entries = __webpack_require__(5665);
// EXTERNAL MODULE: ./lib/values/constants.js
var constants = __webpack_require__(259);
;// CONCATENATED MODULE: ./lib/values/changes.js




const changedKey = (key, was, becomes) => ({
    key,
    ...(was === undefined ? {} : { was }),
    ...(becomes === undefined ? {} : { becomes })
});
/** What differs between two manifests, without any value: constants, fields and names. Imported files are not read. */
function entryChanges(before, after) {
    const [was, becomes] = [namesIn(before), namesIn(after)];
    const names = [...new Set([...becomes.keys(), ...was.keys()])];
    return names.flatMap(name => changeOf(name, was.get(name), becomes.get(name), before.scope.deployment, after.scope.deployment) ?? []);
}
const namesIn = ({ manifest, scope }) => new Map((0,entries/* entriesFor */.aB)(manifest, scope).map(entry => [`${entry.kind}s.${entry.name}`, entry]));
function changeOf(name, before, after, ...[wasIn, becomesIn]) {
    const [was, becomes] = [before ? (0,constants/* keysOf */.YD)(before) : new Map(), after ? (0,constants/* keysOf */.YD)(after) : new Map()];
    const [old, spelled] = [before && (0,constants/* constantsOf */.Lg)(before, wasIn), after && (0,constants/* constantsOf */.Lg)(after, becomesIn)];
    const differing = [...new Set([...becomes.keys(), ...was.keys()])].filter(key => !(0,external_node_util_.isDeepStrictEqual)(sourceOf(was.get(key)), sourceOf(becomes.get(key))) || old?.[key] !== spelled?.[key]);
    if (after === undefined)
        return { name, change: 'removed', keys: [] };
    if (before === undefined) {
        const spelledOut = differing.filter(key => spelled?.[key] !== undefined);
        return { name, change: 'added', keys: spelledOut.map(key => changedKey(key, undefined, spelled?.[key])) };
    }
    const keys = differing.map(key => changedKey(key, was.has(key) ? old?.[key] : null, becomes.has(key) ? spelled?.[key] : null));
    if (keys.length === 0)
        return undefined;
    return { name, change: 'changed', keys, ...(was.has('password') && !differing.includes('password') && { samePassword: true }) };
}
/** When a value expires, and who replaces it, is nothing that Vault has. */
function sourceOf(value) {
    if (typeof value !== 'object' || value === null)
        return value;
    const { reminder: _, $expires: __, $owner: ___, ...source } = value;
    return source;
}
/** What differs in what each Deployment has for itself. */
function ownChanges(before, after) {
    return [...new Set([...after.deployments.keys(), ...before.deployments.keys()])].flatMap(key => {
        const alone = (manifest) => {
            const { variables = new Map(), connections = [] } = manifest.deployments.get(key) ?? {};
            return { manifest: { ...manifest, variables, connections }, scope: (0,manifest_scope/* scopeOf */.Od)(manifest, key) };
        };
        return entryChanges(alone(before), alone(after)).map(one => ({ ...one, name: `deployments.${key}.${one.name}` }));
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./lib/imports/secrecy.js + 1 modules
var secrecy = __webpack_require__(8541);
;// CONCATENATED MODULE: ./lib/values/setting-changes.js



/** What differs in the settings of two manifests, by section. A Deployment alone may be added or removed; all else has defaults. */
function settingChanges({ settings: was }, { settings: becomes }) {
    return [...new Set([...becomes.keys(), ...was.keys()])].flatMap((name) => {
        const [old, now] = [textsOf(was.get(name)), textsOf(becomes.get(name))];
        const isDeployment = name.startsWith('deployments.');
        if (isDeployment && !becomes.has(name))
            return [{ name, change: 'removed', keys: [] }];
        const isAdded = isDeployment && !was.has(name);
        const differing = [...new Set([...now.keys(), ...old.keys()])].filter(key => old.get(key) !== now.get(key));
        const keys = differing.map(key => {
            const shown = (texts) => {
                const text = texts.get(key) ?? null;
                return text !== null && name !== PUBLIC && (0,secrecy/* holdsSecret */.hK)(text) ? undefined : text;
            };
            // A section that is one text has no keys.
            return changedKey(key || name, isAdded ? undefined : shown(old), shown(now));
        });
        if (isAdded)
            return [{ name, change: 'added', keys }];
        return keys.length === 0 ? [] : [{ name, change: 'changed', keys }];
    });
}
/** The section that says whose tokens Vault believes. All of it is public, and a reviewer must see who gets in. */
const PUBLIC = 'runtime';
const PUBLIC_KEY = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/g;
/** With the SHA-256 of a public key instead of the key, as `openssl pkey -pubin -outform DER | sha256sum` prints it. */
const textsOf = (section = new Map()) => new Map([...section].map(([key, text]) => [
    key,
    text.replace(PUBLIC_KEY, (_, body) => {
        const der = Buffer.from(body, 'base64');
        return `sha256:${(0,external_node_crypto_.createHash)('sha256').update(der).digest('hex')}`;
    })
]));

// EXTERNAL MODULE: ./lib/airflow/connection.js
var connection = __webpack_require__(4478);
// EXTERNAL MODULE: ./lib/airflow/connection-json.js
var connection_json = __webpack_require__(4677);
// EXTERNAL MODULE: ./lib/airflow/definition.js
var definition = __webpack_require__(6619);
// EXTERNAL MODULE: ./lib/imports/read.js
var imports_read = __webpack_require__(6448);
// EXTERNAL MODULE: ./lib/plan/vault/differing-keys.js
var differing_keys = __webpack_require__(1497);
// EXTERNAL MODULE: ./lib/values/resolved.js
var resolved = __webpack_require__(624);
;// CONCATENATED MODULE: ./lib/run/base-imports.js








/**
 * Reads the imports of a base by `textAt`. What both sides import from a file that git does not have there, because it ignores it for
 * example, is compared with nothing, but for names that the base is known to define elsewhere: `gone` has those that leave the manifest
 * itself. Everything is compared with nothing if one of the files has mistakes: what they keep out would read as added.
 */
async function importsOfBoth(imports, becomes, branch, textAt, gone = new Set()) {
    const texts = new Map();
    const notes = [];
    for (const { file } of imports) {
        const text = await textAt(file);
        if (text !== undefined)
            texts.set(file, text);
        else
            notes.push((0,plan_plan/* note */.N4)(file, `was not compared with that of ${branch}: git does not have it there as a file`));
    }
    const there = imports.filter(({ file }) => texts.has(file));
    const { definitions, problems } = (0,imports_read/* readImports */.v)(there, file => texts.get(file) ?? '');
    if (problems.length > 0)
        return { was: [], becomes: [], notes: [(0,plan_plan/* note */.N4)('imports', `were not compared with those of ${branch}, which have mistakes`)] };
    const was = new definition/* ByName */.r(definitions);
    const isUnknown = (one) => was.get(one) === undefined && !gone.has((0,resolved/* labelOf */.W)(one)) && imports.some(({ file }) => file === one.at.file && !texts.has(file));
    return { was: definitions, becomes: becomes.filter(one => !isUnknown(one)), notes };
}
/**
 * What became of each imported name: which fields differ, and no text of any, since every value of such a file is a secret. A key inside
 * `extra` or a variable is not named either.
 */
function importedChanges({ was, becomes }) {
    const [old, now] = [new definition/* ByName */.r(was), new definition/* ByName */.r(becomes)];
    const added = becomes.filter(one => old.get(one) === undefined);
    const removed = was.filter(one => now.get(one) === undefined);
    const kept = becomes.flatMap(one => base_imports_changeOf(old.get(one), one) ?? []);
    return [
        ...kept,
        ...added.map(one => ({ name: (0,resolved/* labelOf */.W)(one), change: 'added', keys: [{ key: 'imports', becomes: one.at.file }] })),
        ...removed.map(one => ({ name: (0,resolved/* labelOf */.W)(one), change: 'removed', keys: [] }))
    ];
}
function base_imports_changeOf(was, becomes) {
    if (was === undefined)
        return undefined;
    const [before, after] = [dataOf(was), dataOf(becomes)];
    if ((0,external_node_util_.isDeepStrictEqual)(before, after))
        return undefined;
    const keys = (0,differing_keys/* differingKeys */.V)(before, after) ?? [];
    const samePassword = after['password'] !== undefined && before['password'] === after['password'];
    return {
        name: (0,resolved/* labelOf */.W)(becomes),
        change: 'changed',
        keys: keys.map(key => ({ key })),
        ...(samePassword && { samePassword })
    };
}
const dataOf = (one) => one.kind === 'variable' ? { value: one.text.reveal() } : (0,connection_json/* fieldsOf */.P)((0,connection/* asAirflowReads */.SW)(one.connection.reveal()), one.description);
/** One row for a name that has moved from the manifest to an imported file, or back. */
function merged(own, imported) {
    const others = new Map(imported.map(one => [one.name, one]));
    const moved = new Set();
    const rows = own.map((one) => {
        const other = others.get(one.name);
        if (other === undefined || other.change === one.change)
            return one;
        moved.add(one.name);
        return one.change === 'added' ? { ...one, change: 'changed' } : { ...other, change: 'changed' };
    });
    return [...rows, ...imported.filter(({ name }) => !moved.has(name))];
}

// EXTERNAL MODULE: ./lib/run/imports.js
var run_imports = __webpack_require__(6095);
;// CONCATENATED MODULE: ./lib/run/base.js












const SUBJECT = 'the manifest';
const HINT = 'Set `fetch-depth: 0` at actions/checkout. `fetch-depth: 2` is enough where it checks out the merge, as it does by default.';
/**
 * Tells what a pull request changes in the manifest and in the files that it imports, as git has them in the base branch: constants,
 * fields, names and settings. For a run that cannot ask Vault. The plan has a note where there is nothing to compare with.
 */
async function compareWithBase({ inputs, manifest, scopes, imported }, ports) {
    const { base, tell } = ports;
    if (base === undefined)
        return (0,plan_plan/* planOf */.XC)({});
    const git = { projectDir: '.', ...ports };
    const commit = await (0,project_git/* baseOf */.bx)(git, base);
    const file = commit === undefined ? 'unknown' : await (0,project_git/* fileAt */.Wd)(git, commit, (0,external_node_path_.relative)('', inputs.manifest));
    if (commit === undefined || file === 'unknown')
        return (0,plan_plan/* told */.Ev)((0,plan_plan/* note */.N4)(SUBJECT, `was not compared with that of ${base.branch}: git does not have its commit`, HINT));
    try {
        // Without such a file, everything is new.
        const text = file ?? `version: 1\nname: ${manifest.name}\n`;
        // With what its patterns match here, as the other has it.
        const { manifest: before } = (0,matches/* withMatches */.e)((0,read/* readManifest */.W)(text, inputs.manifest), ports.environment);
        const changes = scopes.flatMap(({ scope }) => entryChanges({ manifest: before, scope: (0,manifest_scope/* scopeOf */.Od)(before, scope.deployment) }, { manifest, scope }));
        const textAt = async (path) => {
            const text = await (0,project_git/* fileAt */.Wd)(git, commit, path);
            return text === 'unknown' ? undefined : text;
        };
        const imports = (0,run_imports/* importsOf */.c5)(before, (0,external_node_path_.dirname)(inputs.manifest));
        const gone = new Set(changes.flatMap(({ name, change }) => (change === 'removed' ? [name] : [])));
        const both = await importsOfBoth(imports, imported.definitions, base.branch, textAt, gone);
        // A run that is about none of them is about all that the file says of them.
        const own = inputs.selection === undefined ? ownChanges(before, manifest) : [];
        const entries = merged(once(changes), importedChanges(both)).filter(one => !mayStay(one, manifest));
        tell({ kind: 'compared', base: base.branch, changes: [...entries, ...own, ...settingChanges(before, manifest)] });
        return (0,plan_plan/* told */.Ev)(...both.notes);
    }
    catch (error) {
        if (!(error instanceof base_errors/* UserError */.yo))
            throw error;
        return (0,plan_plan/* told */.Ev)((0,plan_plan/* note */.N4)(SUBJECT, `was not compared with that of ${base.branch}, which has mistakes`));
    }
}
/** What a pattern may still bring is not known to be removed. */
function mayStay({ name: label, change }, { patterns }) {
    const [, kind, name = ''] = /^(variable|connection)s\.(.*)$/.exec(label) ?? [];
    if (change !== 'removed' || (kind !== 'variable' && kind !== 'connection'))
        return false;
    return (0,pattern/* patternOf */.Id)(patterns, { kind, name }) !== undefined;
}
/** What several scopes have in common is told once. */
const once = (changes) => [
    ...new Map(changes.map(change => [JSON.stringify(change), change])).values()
];

// EXTERNAL MODULE: ./lib/plan/event.js
var plan_event = __webpack_require__(7627);
// EXTERNAL MODULE: ./lib/plan/step.js
var plan_step = __webpack_require__(9385);
// EXTERNAL MODULE: ./lib/records/generated.js + 1 modules
var generated = __webpack_require__(6971);
// EXTERNAL MODULE: ./lib/records/claimed-by.js
var claimed_by = __webpack_require__(9253);
// EXTERNAL MODULE: ./lib/records/claims.js
var records_claims = __webpack_require__(8273);
// EXTERNAL MODULE: ./lib/records/history.js + 2 modules
var records_history = __webpack_require__(7205);
// EXTERNAL MODULE: ./lib/records/key.js
var records_key = __webpack_require__(1809);
// EXTERNAL MODULE: ./lib/records/ledger.js
var records_ledger = __webpack_require__(2617);
;// CONCATENATED MODULE: ./lib/apply/changes.js
/** What is recorded of each step, so that it can be undone; `fingerprint` returns that of a content. */
function* changesIn(steps, fingerprint, foreign = new Set()) {
    for (const step of steps)
        yield step.kind === 'secret'
            ? {
                path: step.path,
                kind: 'write',
                from: step.expected,
                existed: step.overwrites,
                wrote: fingerprint(step.path, step.data),
                ...(foreign.has(step.path) ? { adopted: true } : {})
            }
            : { path: step.path, kind: step.kind, from: step.version, existed: step.kind === 'delete' };
}

;// CONCATENATED MODULE: ./lib/apply/ledger.js







/**
 * Claims, then checks whether somebody else has claimed the same at the same time: of two that do, at least one sees the other
 * and withdraws.
 */
async function claim(step, { vault, mount, run, key, tell }) {
    const place = { mount, manifest: step.manifest, key: await key() };
    const history = step.changing.length > 0 ? await (0,records_history/* readHistory */.Lu)(vault, mount, step.manifest) : undefined;
    for (const manifest of new Set(step.takenFrom.values())) {
        const remove = new Set([...step.takenFrom].filter(([, other]) => other === manifest).map(([path]) => path));
        await (0,records_ledger/* amendLedger */.TX)(vault, { ...place, manifest }, { remove });
    }
    await (0,records_ledger/* amendLedger */.TX)(vault, place, { set: step.entries, roles: step.roles, policies: step.policies });
    // All of them: what was ours when the run looked may have been taken over meanwhile.
    const claims = step.entries.size > 0 ? await (0,records_claims/* claimedByOthers */.C)(vault, place, step.entries) : undefined;
    const taken = claims?.by ?? NONE;
    const [first] = taken;
    if (first !== undefined) {
        await (0,records_ledger/* amendLedger */.TX)(vault, place, { remove: new Set([...step.added, ...taken.keys()]) });
        throw new base_errors/* UserError */.yo([(0,claimed_by/* claimedBy */.d)(mount, ...first)]);
    }
    if (history === undefined)
        return 'done';
    const ofData = (path, data) => (0,records_key/* secretFingerprint */.nO)(place.key, mount, path, data);
    if (history.warning !== undefined)
        tell({ kind: 'found', finding: history.warning });
    await (0,records_history/* noteChanges */.Kd)(vault, { ...place, run: run.id }, changesIn(step.changing, ofData, step.foreign), history);
    return 'done';
}
const NONE = new Map();
/** Records versions and fingerprints of what is there now. */
async function recordVersions({ manifest, known, gone, released = NOBODY }, changed, { vault, mount, ...context }) {
    const key = await context.key();
    const set = new Map();
    const remove = new Set(gone);
    const unclaim = new Set();
    for (const [path, left] of [...known, ...changed]) {
        if (left === 'lost')
            unclaim.add(path);
        else if (left === 'nothing' || released.has(path))
            remove.add(path);
        else
            set.set(path, { version: left.version, fingerprint: left.data ? (0,records_key/* secretFingerprint */.nO)(key, mount, path, left.data) : '' });
    }
    await (0,records_ledger/* amendLedger */.TX)(vault, { mount, manifest, key }, { set, remove, unclaim });
    return 'done';
}
const NOBODY = new Set();

// EXTERNAL MODULE: ./lib/records/readers.js
var records_readers = __webpack_require__(8130);
// EXTERNAL MODULE: ./lib/vault/policy.js
var vault_policy = __webpack_require__(1088);
;// CONCATENATED MODULE: ./lib/apply/stale-plan.js

/** The world is no longer what the plan was made from: nothing was overwritten, and the plan has to be made again. */
class StalePlan extends base_errors/* UserError */.yo {
}
/** How often a plan is made. Each time somebody else has got further, so this ends. */
const ATTEMPTS = 10;
/** Does it again, from what is there now, while the plan is stale. */
async function replanWhileStale(act) {
    for (let attempt = 1;; attempt++) {
        try {
            return await act();
        }
        catch (error) {
            if (!(error instanceof StalePlan) || attempt === ATTEMPTS)
                throw error;
        }
    }
}

;// CONCATENATED MODULE: ./lib/apply/policy.js



/**
 * Vault has no check-and-set for policies. What the plan was made from is compared right before it is replaced. Between these two
 * calls another run may still have let somebody in, so who reads by the policy is looked at afterwards, and gets it back: a consumer is
 * recorded before its login is verified, so whoever is not seen here finds out there. `without`: what nobody is to get.
 */
async function replacePolicy({ name, text, seen }, { vault, readers }, without = new Map()) {
    const there = await vault.policy(name);
    if (there.state === 'present' && there.value !== seen)
        throw new StalePlan(`policy ${name} was changed by somebody else during this run`, {
            hint: 'Nothing was overwritten. Run again to compare the new text with what Airflow needs.'
        });
    await vault.writePolicy(name, text);
    const grants = grantsIn(text);
    const missing = [...usedBy(name, await readers())].filter(grant => !(0,vault_policy/* includes */.mK)(grants, new Map([grant])) && !(0,vault_policy/* includes */.mK)(without, new Map([grant])));
    if (missing.length === 0)
        return 'done';
    const wider = (0,vault_policy/* policyText */.MJ)((0,vault_policy/* ownerOf */.bf)(text) ?? '', (0,vault_policy/* union */.KC)(grants, new Map(missing)));
    await replacePolicy({ name, text: wider, seen: text }, { vault, readers }, without);
    return 'lost';
}
/** A deploy takes minutes, and meanwhile another Deployment may have moved to a folder that nobody read when the plan was made. */
async function narrow(step, { vault, lock, scope, readers }) {
    const before = await readers();
    const { uses, unknown } = (0,records_readers/* whoMayUse */.D)({ kind: 'policy', name: step.name }, (0,records_readers/* besides */.oN)(before, scope.mount, lock.record.consumer.id));
    const [left, seen] = [grantsIn(step.text), grantsIn(step.seen)];
    const cutOff = [...(0,vault_policy/* grantsFor */.vj)(uses)].some(grant => (0,vault_policy/* includes */.mK)(seen, new Map([grant])) && !(0,vault_policy/* includes */.mK)(left, new Map([grant])));
    if (cutOff || unknown.length > 0)
        throw new StalePlan(`another Deployment began to use policy ${step.name} during this run`, {
            hint: 'Nothing was removed from the policy. Run again.'
        });
    return await replacePolicy(step, { vault, readers }, usedBy(step.name, before));
}
const grantsIn = (text) => (0,vault_policy/* parsePolicy */.ON)(text)?.grants ?? new Map();
/** What those need who are known to read by this policy. */
const usedBy = (name, readers) => (0,vault_policy/* grantsFor */.vj)((0,records_readers/* whoMayUse */.D)({ kind: 'policy', name }, readers).uses.filter(use => readers.policies.has((0,records_readers/* roleOf */.kp)(use))));

// EXTERNAL MODULE: ./lib/identity/identities.js + 6 modules
var identities = __webpack_require__(6539);
// EXTERNAL MODULE: ./lib/identity/role-fields.js
var role_fields = __webpack_require__(1660);
;// CONCATENATED MODULE: ./lib/apply/shared-login.js





/**
 * Writes it without check-and-set, which Vault does not have for it. Whoever is about to log in by it is recorded first and looks at it
 * then (`requireAsWanted`), so whoever is not seen here sees what was written.
 */
async function writeShared({ thing, subject, refusesMore, look, write }, fields, { readers }) {
    const users = async () => (0,records_readers/* named */.KT)((0,records_readers/* whoMayUse */.D)(thing, await readers()));
    const known = await users();
    const there = await look();
    await write(fields);
    const now = await users();
    if (there.state === 'present' && now.length > 0 && refusesMore(there.value, fields)) {
        await write(Object.fromEntries(Object.keys(fields).map(name => [name, there.value[name] ?? {}])));
        throw new StalePlan(`${now.join(', ')} began to log in by ${subject} during this run`, {
            hint: 'It accepts again what it accepted before. Run again.'
        });
    }
    const came = now.filter(one => !known.includes(one));
    if (came.length === 0)
        return;
    throw new base_errors/* UserError */.yo(`${came.join(', ')} began to log in by ${subject} while this run wrote it, and may be refused now`, {
        hint: 'Run mode `deploy` for it: that run says what is in the way.'
    });
}
/** As for a policy: what the plan was made from is compared right before it is replaced. */
async function configureMethod({ path, was, fields }, { vault, readers }) {
    const expected = { ...fields, ...was };
    const subject = `auth method ${path}/`;
    const look = async () => {
        const there = await vault.authConfig(path);
        if (there.state !== 'present' || (0,role_fields/* differingFields */.W1)(there.value, expected).length === 0)
            return there;
        throw new StalePlan(`the settings of ${subject} were changed by somebody else during this run`, {
            hint: 'Nothing was overwritten. Run again to compare them with what the manifest wants.'
        });
    };
    const write = (fields) => vault.configureAuth(path, fields);
    const thing = { kind: 'auth-method', path };
    // What refuses more is never planned.
    await writeShared({ thing, subject, refusesMore: () => false, look, write }, fields, { readers });
    return 'done';
}
/**
 * Nothing proves a login without `enter`, so what it depends on is looked at again once everybody can see who is about to have it:
 * whoever changes that later has to ask. Throws if it is not as the manifest wants it.
 */
async function requireAsWanted({ vault, scope, manifest: { identity, manage } }) {
    const { enter, roleFields, methodFields } = (0,identities/* identityKind */.HR)(scope);
    if (enter !== undefined)
        return;
    // A role may have more policies.
    const { token_policies: _, ...role } = roleFields(identity, scope.policy);
    if (manage.has('role'))
        requireSame(`role ${scope.role}`, await vault.role(scope.authMount, scope.role), role);
    if (manage.has('auth-method') && methodFields !== undefined)
        requireSame(`auth method ${scope.authMount}/`, await vault.authConfig(scope.authMount), methodFields(identity));
}
function requireSame(subject, there, wanted) {
    const differing = there.state === 'present' ? (0,role_fields/* differingFields */.W1)(there.value, wanted) : Object.keys(wanted);
    if (differing.length === 0)
        return;
    throw new base_errors/* UserError */.yo(`${subject} was changed by somebody else during this run (${differing.join(', ')})`, {
        hint: 'The Deployment did not get that login. Run again: the next run compares it with the manifest.'
    });
}

;// CONCATENATED MODULE: ./lib/apply/role.js





/**
 * Vault has no check-and-set for roles either. If another run has let somebody in by a policy that the role has just lost, the role
 * gets that policy back, and the plan is made again.
 */
async function replaceRole({ access, fields, was, login }, context) {
    const { vault } = context;
    const write = (fields) => vault.writeRole(access.authMount, access.role, fields);
    const { refusesMore } = (0,identities/* identityKind */.HR)(access);
    if (fields !== undefined) {
        const look = () => vault.role(access.authMount, access.role);
        const shared = refusesMore && {
            thing: { kind: 'role', access },
            subject: `role ${access.role}`,
            refusesMore,
            look,
            write
        };
        await (shared === undefined ? write(fields) : writeShared(shared, fields, context));
        const [kept, lost] = [policiesIn(fields), policiesIn(was).filter(name => !policiesIn(fields).includes(name))];
        if (lost.length > 0 && (await isNeeded(lost, kept, access, context))) {
            await write({ ...fields, token_policies: [...kept, ...lost] });
            throw new StalePlan(`another Deployment began to use role ${access.role} during this run`, {
                hint: 'The role has the policies that it had before. Run again.'
            });
        }
    }
    if (login !== undefined)
        await (0,identities/* identityKind */.HR)(access).setLogin(vault, access, login);
    return 'done';
}
/** Whether somebody logs in with the role and reads by the `lost` policies alone. */
async function isNeeded(lost, kept, access, { vault, readers }) {
    const grantsOf = async (names) => {
        const texts = await Promise.all(names.map(name => vault.policy(name)));
        return texts
            .flatMap(text => (text.state === 'present' ? ((0,vault_policy/* parsePolicy */.ON)(text.value)?.grants ?? []) : []))
            .reduce(vault_policy/* union */.KC, new Map());
    };
    const [before, now] = [await grantsOf(lost), await grantsOf(kept)];
    const { uses } = (0,records_readers/* whoMayUse */.D)({ kind: 'role', access }, await readers(lost));
    return [...(0,vault_policy/* grantsFor */.vj)(uses)].some(grant => (0,vault_policy/* includes */.mK)(before, new Map([grant])) && !(0,vault_policy/* includes */.mK)(now, new Map([grant])));
}
const policiesIn = ({ token_policies: policies }) => [policies ?? []].flat().map(String);

// EXTERNAL MODULE: ./node_modules/p-map/index.js
var p_map = __webpack_require__(606);
// EXTERNAL MODULE: ./lib/base/counted.js
var counted = __webpack_require__(6323);
// EXTERNAL MODULE: ./lib/base/tally.js
var tally = __webpack_require__(5955);
// EXTERNAL MODULE: ./lib/vault/errors.js
var errors = __webpack_require__(7525);
// EXTERNAL MODULE: ./lib/vault/port.js
var port = __webpack_require__(7109);
;// CONCATENATED MODULE: ./lib/apply/secrets.js







const REPORTED = 20;
/** All are tried; every failure is named. What somebody else created first is not ours, although this run has `claimed` it. */
async function changeSecrets(steps, claimed, { vault, tell, mount }) {
    const changed = new Map();
    const failures = [];
    let hint;
    const action = steps.every(({ kind }) => kind === 'secret') ? 'write' : 'change';
    const one = (0,tally/* tally */.N)(steps.length, 'secret', far => tell({ kind: 'waiting', message: `${action === 'write' ? 'Writing' : 'Changing'}: ${far}` }));
    const change = async (step) => {
        try {
            await (0,plan_event/* carryOut */.u0)(step, tell, async () => {
                changed.set(step.path, await changeSecret(step, mount, vault));
                return 'done';
            });
        }
        catch (error) {
            if (error instanceof errors/* VersionConflict */.f && claimed.has(step.path))
                changed.set(step.path, 'lost');
            failures.push(`${step.path}: ${error.message}`);
            if (error instanceof base_errors/* UserError */.yo)
                hint ??= error.hint;
        }
        one();
    };
    await (0,p_map/* default */.Ay)(steps, change, { concurrency: port/* AT_ONCE */.Q });
    if (steps.length > 0)
        tell({ kind: 'progress', action, done: steps.length - failures.length, of: steps.length, noun: 'secret' });
    if (failures.length === 0)
        return { changed };
    const listed = failures.slice(0, REPORTED).join('\n');
    const more = failures.length > REPORTED ? `\nand ${failures.length - REPORTED} more` : '';
    // Mostly one cause for all of them, which stays until somebody follows its hint.
    const hints = [hint, failures.length < steps.length && 'All other changes were made.', 'Run again to make the missing ones.'];
    const failure = new base_errors/* UserError */.yo(`${failures.length} of ${(0,counted/* counted */.h)(steps.length, 'secret')} could not be changed:\n${listed}${more}`, { hint: hints.filter(Boolean).join(' ') });
    return { changed, failure };
}
async function changeSecret(step, mount, vault) {
    switch (step.kind) {
        case 'secret':
            return { version: await vault.write(mount, step.path, step.data, step.expected), data: step.data };
        case 'delete':
            await vault.deleteVersions(mount, step.path, [step.version]);
            return 'nothing';
        case 'undelete': {
            await vault.undeleteVersions(mount, step.path, [step.version]);
            // The server claims success for a destroyed version, too.
            const there = await vault.readVersion(mount, step.path, step.version);
            if (there.state === 'absent')
                throw new base_errors/* UserError */.yo(`version ${step.version} was destroyed, so it cannot be restored`);
            if (there.state === 'present' && there.until !== undefined)
                throw new base_errors/* UserError */.yo(`it was restored, but Vault will delete it by itself on ${there.until} (delete_version_after)`);
            return { version: step.version };
        }
    }
}

;// CONCATENATED MODULE: ./lib/apply/vault.js










/**
 * Carries out the steps that touch Vault alone; each is safe to repeat. `enabled`: what the run has enabled so far, which several scopes
 * may ask for.
 */
async function applyVault(steps, context, enabled = new Set()) {
    const { tell } = context;
    for (const step of steps) {
        if ((0,plan_step/* isSecretStep */.p7)(step) || step.kind === 'ledger')
            continue;
        await (0,plan_event/* carryOut */.u0)(step, tell, () => applyOne(step, context, enabled));
    }
    const claimed = steps.find(step => step.kind === 'claim')?.added ?? new Set();
    const { changed, failure } = await changeSecrets(steps.filter(plan_step/* isSecretStep */.p7), claimed, context);
    // What was written is recorded, even if some of it failed.
    for (const step of steps) {
        if (step.kind !== 'ledger')
            continue;
        const recorded = (0,plan_event/* carryOut */.u0)(step, tell, () => recordVersions(step, changed, context));
        await (failure === undefined ? recorded : recorded.catch(error => tellUnrecorded(error, context)));
    }
    if (failure !== undefined)
        throw failure;
}
async function applyOne(step, context, enabled) {
    const { vault } = context;
    const enable = async (path, act) => {
        if (!enabled.has(path) && !(await act()))
            return 'lost';
        enabled.add(path);
        return 'done';
    };
    switch (step.kind) {
        case 'auth-method':
            return await enable(`auth/${step.path}`, () => vault.enableAuth(step.path, step.type));
        case 'auth-config':
            return await configureMethod(step, context);
        case 'mount':
            return await enable(step.path, () => vault.enableKv2(step.path));
        case 'claim':
            return await claim(step, context);
        case 'generate':
            return await keep(step, context);
        case 'policy':
            await replacePolicy(step, context);
            return 'done';
        case 'role':
            return await replaceRole(step, context);
    }
}
/** Of two runs that draw the same values at once, the first one's values count: the plan has to be made with them. */
async function keep(step, { vault, mount }) {
    const kept = await (0,generated/* keepGenerated */.PR)(vault, { mount, manifest: step.manifest }, step.drawn);
    const other = [...step.drawn].some(([at, { value }]) => !kept.get(at)?.value.equals(value));
    if (other)
        throw new StalePlan('another run has generated the same values at the same time', { hint: 'Run again.' });
    return 'done';
}
function tellUnrecorded(error, { tell }) {
    if (!(error instanceof base_errors/* UserError */.yo))
        throw error;
    const message = `the changes could not be recorded in the ledger: ${error.message}`;
    tell({ kind: 'found', finding: { severity: 'warning', message } });
}

// EXTERNAL MODULE: ./lib/base/finding.js
var base_finding = __webpack_require__(8340);
// EXTERNAL MODULE: ./lib/records/fleeting.js
var fleeting = __webpack_require__(3412);
;// CONCATENATED MODULE: ./lib/run/results.js





/** How many names a sentence lists. */
const NAMES = 10;
/**
 * What came of each Deployment of a run. Of several, one that fails stops no other, and the end of the run says which. The only
 * one ends the run as it fails.
 */
class Results {
    isAlone;
    #count;
    #tell;
    #signal;
    #failed = new Map();
    #succeeded = new Set();
    #skipped = [];
    constructor({ inputs, scopes }, { tell, signal }) {
        this.#count = scopes.flatMap(({ targets }) => targets).length;
        // Without Astro a run is about their scopes alone.
        this.isAlone = (inputs.astro === undefined ? scopes.length : this.#count) < 2;
        this.#tell = tell;
        this.#signal = signal;
    }
    /** Does that for these; undefined if it failed for them alone. What concerns the whole run is thrown. */
    async of(targets, act) {
        this.#signal.throwIfAborted();
        try {
            return await act();
        }
        catch (error) {
            if (this.isAlone || this.#signal.aborted || isOfRun(error))
                throw error;
            this.fail(targets, (0,base_errors/* failureOf */.g5)(error));
            return undefined;
        }
    }
    fail(targets, findings) {
        for (const about of targets) {
            if (this.#failed.has(nameIn(about)))
                continue;
            this.#failed.set(nameIn(about), { about, findings });
            this.#tell({ kind: 'result', about, outcome: 'failed', findings });
        }
    }
    succeed(about) {
        this.#succeeded.add(nameIn(about));
        this.#tell({ kind: 'result', about, outcome: 'succeeded', findings: [] });
    }
    hasFailed(name) {
        return this.#failed.has(name);
    }
    /** Those of them that nothing has come of yet are not begun: they wait for the canary in vain. */
    skip(targets, canary) {
        const findings = [{ severity: 'error', message: `not begun, because canary ${canary} failed` }];
        for (const about of targets) {
            if (this.#failed.has(nameIn(about)) || this.#succeeded.has(nameIn(about)))
                continue;
            this.#skipped.push(nameIn(about));
            this.#tell({ kind: 'result', about, outcome: 'skipped', findings });
        }
    }
    /** Ends the run red if one has failed. */
    end() {
        if (this.#failed.size === 0)
            return;
        const skipped = this.#skipped.length === 0 ? '' : `; not begun: ${listed(this.#skipped)}`;
        const message = `${this.#failed.size} of ${this.#count} Deployments failed: ${listed([...this.#failed.keys()])}${skipped}`;
        throw new base_errors/* UserError */.yo([{ severity: 'error', message }, ...reasonsOf([...this.#failed.values()])]);
    }
}
/** What went wrong with several in the same way is one finding, whatever they are called. */
function reasonsOf(failed) {
    const same = new Map();
    for (const { about, findings } of failed)
        for (const finding of findings) {
            const sentence = (0,base_finding/* sentenceOf */.$N)(finding).replace(`Deployment ${about.name} `, 'the Deployment ');
            const said = same.get(sentence) ?? { hint: finding.hint, names: [] };
            said.names.push(nameIn(about));
            same.set(sentence, said);
        }
    return Array.from(same, ([sentence, { hint, names }]) => ({
        severity: 'error',
        message: `${listed(names)}: ${sentence}`,
        ...(hint === undefined ? {} : { hint })
    }));
}
const nameIn = ({ key, name }) => key ?? name;
/** Our own mistakes, and what is done again with a new plan. */
const isOfRun = (error) => !(error instanceof base_errors/* UserError */.yo) || error instanceof StalePlan || error instanceof fleeting/* FleetingRecord */.q;
const listed = (names) => names.length <= NAMES ? names.join(', ') : `${names.slice(0, NAMES).join(', ')} and ${names.length - NAMES} more`;
/** All of them, so many at the same time. What one of them throws is thrown once none is at work any more. */
async function allOf(all, concurrency, act) {
    const ended = await (0,p_map/* default */.Ay)(all, one => Promise.allSettled([act(one)]), { concurrency });
    return ended.map(([one]) => {
        if (one.status === 'rejected')
            throw one.reason;
        return one.value;
    });
}

// EXTERNAL MODULE: ./lib/run/show.js
var show = __webpack_require__(9880);
// EXTERNAL MODULE: ./lib/records/consumer.js
var consumer = __webpack_require__(956);
// EXTERNAL MODULE: ./lib/airflow/kwargs.js
var airflow_kwargs = __webpack_require__(7441);
// EXTERNAL MODULE: ./lib/base/secret.js
var secret = __webpack_require__(5977);
// EXTERNAL MODULE: ./lib/identity/identity.js
var identity = __webpack_require__(730);
// EXTERNAL MODULE: ./lib/records/consumer-shape.js
var consumer_shape = __webpack_require__(1848);
// EXTERNAL MODULE: ./lib/records/retired.js
var retired = __webpack_require__(9923);
;// CONCATENATED MODULE: ./lib/records/times.js
/**
 * The times to record after our update of one variable. Others have moved with it where the platform moves all; if only some have,
 * somebody has changed those meanwhile, and the next run must see that.
 */
function timesAfter(key, before, now) {
    const others = Object.keys(before).filter(other => other !== key);
    const all = others.every(other => now[other] !== before[other]);
    return all ? now : { ...before, ...(now[key] === undefined ? {} : { [key]: now[key] }) };
}

// EXTERNAL MODULE: ./lib/astro/port.js
var astro_port = __webpack_require__(7904);
;// CONCATENATED MODULE: ./lib/apply/health.js


/**
 * How long the vendor's CLI waits after a deploy before it asks for the status. It does not wait after other changes, which restart as
 * much as an image does.
 */
const DAGS_MS = 30_000;
const RESTART_MS = 90_000;
/** That it was restarted. `seen`: as it was afterwards. */
function unshownRestart(progress, seen, { clock }) {
    const now = clock.now();
    return stillUnshown([...(progress.unshown ?? []), { ...changedNow(progress, now), staleMs: RESTART_MS }], seen, now);
}
/** That parts of a project were shipped to it, or something that has none. `dags`: the version of the DAGs, if they are among them. */
function unshownDeploy(progress, parts, dags, { clock }) {
    const change = changedNow(progress, clock.now());
    const isImage = parts.includes('image');
    const shown = isImage || !parts.includes('dags') || dags === undefined ? {} : { dags };
    return [...(progress.unshown ?? []), { ...change, staleMs: isImage ? RESTART_MS : DAGS_MS, ...shown }];
}
/** What was busy when it was changed may have been busy with something else. */
const changedNow = ({ deployment: { status } }, now) => ({
    since: now,
    wasBusy: isBusy(status) || status === 'UNKNOWN'
});
/** What a Deployment shows also where nobody has changed it. */
const AT_REST = ['HEALTHY', 'UNHEALTHY', 'HIBERNATING', 'UNKNOWN'];
const isBusy = (status) => !AT_REST.includes(status);
/** That it runs the DAGs shows them, and nothing else does; that it becomes busy, or still is when the time is over, shows all else. */
const stillUnshown = (unshown, { status, runningDags }, now) => unshown.flatMap(one => {
    const isShown = one.dags === undefined ? isBusy(status) && (!one.wasBusy || now >= one.since + one.staleMs) : one.dags === runningDags;
    if (isShown)
        return [];
    return isBusy(status) || status === 'UNKNOWN' ? one : { ...one, wasBusy: false };
});
/** A wait that is worth a line. */
const LONG_MS = 3_000;
/**
 * Waits until the Deployment is healthy after what was changed, and ends red after `waitSeconds`. Where Astro shows nothing of the
 * change for as long as it may show the status from before it, that is unsure, and a note says so. One that hibernates shows
 * nothing, and is not asked to.
 */
async function awaitHealth(progress, context) {
    const { deployment, unshown = [] } = progress;
    if (unshown.length === 0 && (0,astro_port/* isHealthy */.W)(deployment))
        return progress;
    const { clock, waitSeconds, tell } = context;
    const begun = clock.now();
    let left = unshown;
    let isTold = false;
    const is = (seen) => {
        const now = clock.now();
        left = stillUnshown(left, seen, now);
        if (!(0,astro_port/* isHealthy */.W)(seen) || seen.status === 'HIBERNATING')
            return (0,astro_port/* isHealthy */.W)(seen);
        if (left.every(({ since, staleMs }) => now >= since + Math.min(staleMs, waitSeconds * 1000)))
            return true;
        if (!isTold && now - begun > LONG_MS) {
            isTold = true;
            tell({ kind: 'waiting', message: `Deployment ${seen.name} is still HEALTHY: waiting until Astro shows the change` });
        }
        return false;
    };
    const hint = 'The changes so far remain in place. Check the Deployment in Astro; if it is only slow, raise `wait-time`.';
    const seen = await lookUntil(deployment, { is, otherwise: 'was not healthy after', hint }, context);
    const [first] = left;
    if (first === undefined)
        return { ...progress, deployment: seen, unshown: [] };
    const seconds = Math.round((clock.now() - first.since) / 1000);
    const message = seen.status === 'HIBERNATING'
        ? 'hibernates, so its health says nothing about the change'
        : `showed nothing of the change in the ${seconds} s after it, so it is not known whether HEALTHY is the status from before it`;
    tell({ kind: 'found', finding: { severity: 'note', subject: `Deployment ${seen.name}`, message } });
    return { ...progress, deployment: seen, unshown: [], isUnsure: true };
}
/** The first looks come quickly, since a change of variables alone takes seconds; one failed look does not end the wait. */
const FIRST_LOOK_MS = 100;
const SLOWEST_LOOK_MS = 10_000;
/** Looks at the Deployment until it `is` that; ends red after `waitSeconds`. */
async function lookUntil(deployment, { is, otherwise, hint }, { astro, clock, waitSeconds, signal, tell }) {
    const end = clock.now() + waitSeconds * 1000;
    let last = deployment.status;
    for (let pause = FIRST_LOOK_MS;; pause = Math.min(pause * 2, SLOWEST_LOOK_MS)) {
        try {
            const seen = await astro.find({ id: deployment.id });
            if (seen.status !== last)
                tell({ kind: 'waiting', message: `Deployment ${seen.name} is ${seen.status}` });
            if (is(seen))
                return seen;
            last = seen.status;
        }
        catch (error) {
            if (signal.aborted)
                throw error;
            last = `unknown (${error.message})`;
        }
        const left = end - clock.now();
        if (left <= 0)
            throw new base_errors/* UserError */.yo(`Deployment ${deployment.name} ${otherwise} ${waitSeconds} s; its status is ${last}`, { hint });
        await clock.pause(Math.min(pause, left), signal);
    }
}

;// CONCATENATED MODULE: ./lib/apply/lock.js
/** Records what this run is about to do, for the next one if this one dies. */
async function saveInLock(lock, change) {
    await lock.save(record => (record.lock === undefined ? record : { ...record, lock: change(record.lock) }));
}
/** The lock of a record once one part of it is no longer in doubt. */
function without(lock, settled) {
    if (lock === undefined)
        return {};
    const { [settled]: _, ...rest } = lock;
    return { lock: rest };
}

;// CONCATENATED MODULE: ./lib/apply/credential.js














/** Makes the record say what the plan found to be true; the deploy or the credential that was in doubt is settled by it. */
async function correctRecord({ change }, { lock }) {
    const settled = 'shipped' in change ? 'shipping' : 'issued';
    await lock.save(record => ({ ...record, ...change, ...without(record.lock, settled) }));
}
/** Issues the credential that the Deployment will get. */
async function issue({ boundCidrs }, progress, context) {
    const { vault, scope, run, repository, mask } = context;
    const { credential } = (0,identities/* identityKind */.HR)(scope);
    if (credential === undefined)
        throw new Error(`a login of kind ${scope.kind} has no credential to issue`);
    const facts = await announce(progress, context);
    const metadata = {
        deployment: progress.deployment.id,
        // Vault refuses an empty value, and a terminal has no repository. A policy that is templated on metadata would take a slash
        // for the next part of a path (CVE-2026-5006).
        ...(repository === '' ? {} : { repository: repository.replaceAll('/', ':') }),
        run: run.id,
        attempt: String(run.attempt)
    };
    const request = { metadata, hide: mask, ...(boundCidrs && { boundCidrs }) };
    const issued = await credential.issue(vault, (0,manifest_scope/* accessOf */.YK)(scope), request);
    try {
        await noteIssued(issued, facts, context);
    }
    catch (error) {
        // Another run has taken over, perhaps before this one was there to be found: nobody has it, and no record will ever name it.
        if (error instanceof errors/* VersionConflict */.f)
            await credential.destroy(vault, (0,manifest_scope/* accessOf */.YK)(scope), issued.id).catch(() => { });
        throw error;
    }
    return { ...progress, issued: { facts, credential: issued } };
}
/**
 * First records what could be lost: if this run dies, the times of the variables tell the next one whether the Deployment got
 * what it is about to get.
 */
async function announce({ deployment }, { vault, lock, scope, manifest }) {
    const access = (0,manifest_scope/* accessOf */.YK)(scope);
    const kind = (0,identities/* identityKind */.HR)(access);
    const facts = (0,identity/* required */.m)(await kind.login(vault, access), kind.loginPath(access));
    const before = (0,consumer_shape/* updatedAt */.FG)(deployment);
    await saveInLock(lock, ({ issued: _, ...rest }) => ({ ...rest, targets: [...rest.targets, access], before }));
    await requireAsWanted({ vault, scope, manifest });
    return facts;
}
async function noteIssued({ id }, facts, { vault, lock, scope, kwargsFor }) {
    const key = await (0,records_key/* ensureKey */.k4)(vault, scope.mount);
    const kwargs = (0,records_key/* fingerprint */.Rj)(key, (0,airflow_kwargs/* serialiseKwargs */.Vj)(kwargsFor(facts)));
    const issued = { ...(0,manifest_scope/* accessOf */.YK)(scope), id, kwargs, login: facts };
    await lock.save(record => (0,retired/* unretired */.l)({ ...record, ...(record.lock && { lock: { ...record.lock, issued } }) }));
}
/** What a login without a credential adds to the kwargs. */
const NOTHING = { id: '', kwargs: new secret/* Secret */.z({}) };
/** Gives the Deployment its kwargs; from then on what they replace is retired. */
async function setKwargs({ replaces }, progress, context) {
    const { astro, lock, scope, kwargsFor } = context;
    const given = progress.issued ?? { facts: await announce(progress, context), credential: NOTHING };
    if (progress.issued === undefined)
        await noteIssued(given.credential, given.facts, context);
    const held = lock.record.lock?.issued;
    if (held === undefined)
        throw new Error('what the Deployment is about to get must be recorded before it gets it');
    const text = given.credential.kwargs.map(kwargs => (0,airflow_kwargs/* serialiseKwargs */.Vj)({ ...kwargsFor(given.facts), ...kwargs }));
    const secret = (0,identities/* identityKind */.HR)(scope).credential !== undefined;
    const deployment = await astro.setVariable(progress.deployment, airflow_kwargs/* BACKEND_KWARGS */.hd, text, { secret });
    await lock.save(record => (0,retired/* unretired */.l)({
        ...record,
        manifest: scope.manifest,
        holds: held,
        retired: (0,retired/* retiring */.v)(record.retired, replaces),
        variables: (0,consumer_shape/* updatedAt */.FG)(deployment),
        ...without(record.lock, 'issued')
    }));
    return { ...progress, deployment, unshown: unshownRestart(progress, deployment, context) };
}
/** Makes Airflow use Vault. */
async function setBackend(progress, context) {
    const { astro, lock } = context;
    const deployment = await astro.setVariable(progress.deployment, airflow_kwargs/* BACKEND */.th, new secret/* Secret */.z(airflow_kwargs/* BACKEND_CLASS */.cz), { secret: false });
    await lock.save(record => ({ ...record, variables: timesAfter(airflow_kwargs/* BACKEND */.th, record.variables, (0,consumer_shape/* updatedAt */.FG)(deployment)) }));
    return { ...progress, deployment, unshown: unshownRestart(progress, deployment, context) };
}
/** Destroys what nobody uses any more, and removes it from the record. `lost`: it was gone already. */
async function retire({ credential }, { vault, lock }) {
    const { credential: kind } = (0,identities/* identityKind */.HR)(credential);
    const facts = await kind?.facts(vault, credential, credential.id);
    // It is gone if its role was deleted, and Vault refuses to destroy a credential of an earlier role.
    const isGone = facts?.state === 'absent';
    if (!isGone)
        await kind?.destroy(vault, credential, credential.id);
    await lock.save(record => ({ ...record, retired: record.retired.filter(one => !(0,consumer/* sameCredential */.KB)(one, credential)) }));
    return isGone && credential.id !== '' ? 'lost' : 'done';
}

;// CONCATENATED MODULE: ./lib/apply/hibernation.js





/**
 * Wakes the Deployment by an override with an end, so that nothing stays awake if this run dies. What is to be put back is
 * recorded first.
 */
async function wake({ seconds, was }, progress, context) {
    const { astro, vault, lock } = context;
    // Astro takes whole seconds.
    const end = Math.ceil((await vault.now()).getTime() / 1000) + seconds;
    const until = new Date(end * 1000).toISOString();
    await saveInLock(lock, lock => ({ ...lock, woken: { until, ...(was === undefined ? {} : { was }) } }));
    const woken = await astro.setOverride(progress.deployment, { hibernates: false, until });
    const hint = 'The Deployment was not changed. Check the Deployment in Astro; if it is only slow, raise `wait-time`.';
    const isAwake = ({ status }) => status !== 'HIBERNATING';
    const deployment = isAwake(woken)
        ? woken
        : await lookUntil(woken, { is: isAwake, otherwise: 'was not awake after', hint }, context);
    return { ...progress, deployment };
}
/** Puts back what overrode its schedule, or nothing. `lost`: somebody else has overridden it since, and that stays. */
async function hibernate({ was }, context) {
    const { astro, vault, lock } = context;
    const woken = lock.record.lock?.woken;
    const seen = await astro.find({ id: lock.record.consumer.id });
    const now = (await vault.now()).toISOString();
    const isOurs = seen.override?.hibernates === false && seen.override.until === woken?.until;
    const isOver = seen.override === undefined && woken !== undefined && woken.until <= now;
    const back = isPast(was, now) ? undefined : was;
    const isBack = (0,astro_port/* sameOverride */.t)(seen.override, back);
    if (!isBack && (isOurs || isOver))
        await astro.setOverride(seen, back);
    await lock.save(record => ({ ...record, ...without(record.lock, 'woken') }));
    return isBack || isOurs || isOver ? 'done' : 'lost';
}
const isPast = (override, now) => override?.until !== undefined && override.until <= now;
/** After a step that failed: whatever is awake for this run alone hibernates again. The run has its own error to report. */
async function hibernateAfterFailure(steps, context) {
    const step = steps.find(({ kind }) => kind === 'hibernate');
    if (step?.kind !== 'hibernate' || context.lock.record.lock?.woken === undefined || context.signal.aborted)
        return;
    try {
        await context.lock.check();
        await (0,plan_event/* carryOut */.u0)(step, context.tell, () => hibernate(step, context));
    }
    catch (error) {
        if (!(error instanceof base_errors/* UserError */.yo))
            throw error;
        const subject = `Deployment ${context.lock.record.consumer.name}`;
        const message = `may stay awake until ${context.lock.record.lock.woken.until}: ${error.message}`;
        context.tell({ kind: 'found', finding: { severity: 'warning', subject, message } });
    }
}

// EXTERNAL MODULE: ./lib/astro/deploy-types.js
var deploy_types = __webpack_require__(952);
;// CONCATENATED MODULE: ./lib/apply/ship.js





/**
 * Ships the project and records what arrived, so that the next run knows an unchanged tree. The mark is recorded first: if this
 * run dies, the next one finds the deploy by it.
 */
async function ship({ request, parts }, progress, context) {
    const { astro, lock } = context;
    const mark = (0,external_node_crypto_.randomBytes)(6).toString('hex');
    await saveInLock(lock, lock => ({ ...lock, shipping: { mark, parts } }));
    const shipped = await astro.deploy(progress.deployment, request, mark);
    const arrived = (record) => (0,consumer/* withArrived */.so)(record.shipped, parts, shipped);
    await lock.save(record => ({ ...record, shipped: arrived(record), ...without(record.lock, 'shipping') }));
    return { ...progress, unshown: unshownDeploy(progress, (0,deploy_types/* shipsOf */.Lh)(request.type), shipped.dags, context) };
}

// EXTERNAL MODULE: ./lib/apply/verify.js + 1 modules
var verify = __webpack_require__(5515);
;// CONCATENATED MODULE: ./lib/apply/deployment.js








/** Carries out the steps on one Deployment, under its lock. What a step changed is recorded before the next step begins. */
async function applyDeployment(steps, start, context) {
    let progress = start;
    try {
        for (const step of steps) {
            await context.lock.check();
            await (0,plan_event/* carryOut */.u0)(step, context.tell, async () => {
                const next = await applyStep(step, progress, context);
                if (typeof next === 'string')
                    return next;
                progress = next;
                return step.kind === 'health' && next.isUnsure ? 'left-alone' : 'done';
            });
        }
    }
    catch (error) {
        await hibernateAfterFailure(steps, context);
        throw error;
    }
    return progress;
}
async function applyStep(step, progress, context) {
    switch (step.kind) {
        case 'record':
            await correctRecord(step, context);
            return 'done';
        case 'credential':
            return await issue(step, progress, context);
        case 'verify':
            return await (0,verify/* verify */.M)(step, { ...context, ...(progress.issued === undefined ? {} : { issued: progress.issued }) });
        case 'kwargs':
            return await setKwargs(step, progress, context);
        case 'backend':
            return await setBackend(progress, context);
        case 'deploy':
            return await ship(step, progress, context);
        case 'wake':
            return await wake(step, progress, context);
        case 'hibernate':
            return await hibernate(step, context);
        case 'health':
            return await awaitHealth(progress, context);
        case 'retire':
            return progress.isUnsure ? leave(step, context) : await retire(step, context);
        case 'narrow':
            return progress.isUnsure ? leave(step, context) : await narrow(step, context);
    }
}
/** What cannot be undone waits until a Deployment is known to be healthy without it: one that a run leaves unchanged is as it looks. */
function leave(step, { tell }) {
    const subject = step.kind === 'narrow' ? `policy ${step.name}` : `${step.noun} ${(0,consumer/* nameOf */.Vb)(step.credential)}`;
    const message = 'stays as it is until a run knows that the Deployment is healthy, which this one does not';
    tell({ kind: 'found', finding: { severity: 'note', subject, message } });
    return 'left-alone';
}

// EXTERNAL MODULE: ./lib/astro/address.js
var address = __webpack_require__(9087);
// EXTERNAL MODULE: ./lib/observe/deployment.js
var observe_deployment = __webpack_require__(6357);
// EXTERNAL MODULE: ./lib/observe/readers.js
var observe_readers = __webpack_require__(9960);
// EXTERNAL MODULE: ./lib/plan/deployment/deployment.js + 4 modules
var deployment_deployment = __webpack_require__(8929);
// EXTERNAL MODULE: ./lib/records/fields.js
var fields = __webpack_require__(5505);
// EXTERNAL MODULE: ./lib/records/lock.js + 1 modules
var records_lock = __webpack_require__(1336);
// EXTERNAL MODULE: ./lib/run/targets.js
var run_targets = __webpack_require__(9907);
;// CONCATENATED MODULE: ./lib/run/target.js
















async function planTarget(parties, { key }, looking) {
    const { resolved, inputs, ports, vault } = parties;
    const deployment = await looking;
    const { mount, deployment: isolated } = resolved.scope;
    if (resolved.preview === undefined && inputs.local === undefined)
        (0,run_targets/* refusePreview */.jI)(deployment);
    if (isolated === undefined)
        (0,run_targets/* refuseSharing */.tX)(deployment, inputs, resolved.manifest);
    const { value: record, version } = await (0,consumer/* readConsumer */.jR)(vault, mount, deployment.id);
    const now = record?.lock && (await vault.now());
    if (record?.lock !== undefined && now !== undefined)
        await (0,records_lock/* refuseEternal */.A)(vault, { mount, name: (0,consumer/* recordName */.xD)(deployment.id), version }, record.lock, now);
    const page = inputs.local === undefined ? { url: (0,address/* deploymentPage */.Z)(inputs.astro?.domain ?? '', deployment) } : {};
    const target = holding({ id: deployment.id, name: deployment.name, ...page, ...(key === undefined ? {} : { key }) }, record);
    ports.tell({ kind: 'target', about: target });
    const doubt = record?.lock && now && inDoubt(target, record.lock, now);
    const plan = await planFor(parties, target, looking, record);
    return { ...parties, target, deployment, record, plan, ...(doubt && { doubt }) };
}
/** What a run changes before it has recorded that is as if somebody else had changed it. */
function inDoubt({ name }, { run, expires }, now) {
    const isAtWork = new Date(expires) > now;
    return (0,plan_plan/* notAtRest */.Ji)(`Deployment ${name}`, `was not compared: run ${run} ${isAtWork ? 'is changing it' : 'left it unsettled'}`, isAtWork ? 'Run again when that run has ended.' : 'Run mode `deploy` for it, which settles that.');
}
const holding = (target, record) => ({
    ...target,
    credential: record?.holds?.id || undefined
});
async function planFor({ resolved, inputs, vault, astro, proof, ...parties }, { key }, looking, record) {
    const { manifest, scope, kwargsFor } = resolved;
    const [deployment, project] = await Promise.all([looking, parties.project()]);
    const shipping = record?.lock?.shipping;
    const arrived = shipping && (await astro.arrived(deployment, shipping.mark));
    const observed = await (0,observe_deployment/* observeDeployment */.a)(vault, { deployment, record, arrived, ...(project && { project }) }, scope, kwargsFor);
    // What a workstation runs is nobody's to wait for.
    const waitForHealth = inputs.waitSeconds > 0 && inputs.local === undefined;
    const isAwaited = key !== undefined && key === inputs.canary;
    return (0,deployment_deployment/* planDeployment */.H)({ ...resolved, ...inputs, ...manifest.astro, manifest, proof, waitForHealth, isAwaited }, observed);
}
/** What an earlier run has left locked is settled under a lock of this one, also where no step changes anything. */
const locksLeft = (targets) => targets.flatMap(({ record, target }) => record?.lock === undefined ? [] : [`release the lock that run ${record.lock.run} has left on Deployment ${target.name}`]);
/** Throws if others are to restart after a canary that hibernates meanwhile: asleep, it is neither healthy nor ill. */
function refuseSleepingCanary(targets, { canary, waitSeconds, manifest: file }) {
    const first = targets.find(({ target }) => target.key === canary);
    if (first?.deployment.status !== 'HIBERNATING' || waitSeconds === 0)
        return;
    const restarts = ({ plan }) => plan.steps.some(plan_step/* isRestart */.Kq);
    if (first.plan.steps.some(({ kind }) => kind === 'wake') || !targets.some(one => one !== first && restarts(one)))
        return;
    const another = 'choose another `canary`';
    throw new base_errors/* UserError */.yo(`canary ${canary} hibernates, so its health says nothing about the others`, {
        hint: restarts(first)
            ? `Set \`astro: { wake: true }\` in ${file}, or ${another}.`
            : `Wake it in Astro, or ${another}: a run wakes only what it changes (astro.wake).`
    });
}
/** What changes a Deployment must be there before anything is changed, in Vault or in Astro. */
async function readyFor(targets) {
    const isChange = (step) => (0,plan_step/* isRestart */.Kq)(step) || step.kind === 'hibernate';
    await targets.find(({ plan }) => plan.steps.some(isChange))?.astro.ready();
}
/** Tests what is about to be shipped of an Astro project, before anything is changed, in Vault or in Astro. It is the same for all. */
async function testProject(targets) {
    const first = targets.find(({ plan }) => plan.steps.some(({ kind }) => kind === 'deploy'));
    const step = first?.plan.steps.find(step => step.kind === 'deploy');
    if (first === undefined || step === undefined || (0,deploy_types/* projectOf */.v8)(step.request.type) !== 'astro')
        return;
    const { astro, resolved, inputs } = first;
    const { parse, pytest, environmentFile } = resolved.manifest.astro;
    const { projectDir, imageName } = step.request;
    await astro.test({ projectDir, parse, pytest, environmentFile, imageName, buildSecrets: inputs.buildSecrets.length });
}
/**
 * Changes the Deployment under its lock, if there is anything to change. What was foreseen may be out of date by the time the
 * lock is held, so the plan is made again from what is there then.
 */
async function changeTarget({ plan: planned, target, record, ...parties }) {
    const { resolved, inputs, vault, lastWords, astro } = parties;
    const { scope, kwargsFor, manifest } = resolved;
    const tell = event => parties.ports.tell({ ...event, target: (0,plan_event/* targetKey */.hD)(target) });
    const ports = { ...parties.ports, tell };
    const readers = () => (0,observe_readers/* readersNow */.LH)(vault, scope);
    const context = { ...ports, vault, astro, manifest, scope, kwargsFor, readers, waitSeconds: inputs.waitSeconds };
    if (record?.lock === undefined && planned.steps.every(({ kind }) => kind === 'verify'))
        return void (await (0,verify/* prove */.z)(planned.steps, context));
    const { id, name } = target;
    const blank = {
        manifest: manifest.name,
        consumer: { kind: 'deployment', id, name: (0,fields/* asLine */.Bd)(name) },
        variables: {},
        shipped: {},
        retired: []
    };
    const lock = await (0,records_lock/* takeLock */.H)(blank, {
        ...context,
        lastWords,
        mount: scope.mount,
        onWait: ({ run, attempt }) => tell({ kind: 'waiting', message: `Waiting: run ${run} (attempt ${attempt}) is changing Deployment ${name}` })
    });
    try {
        await replanWhileStale(async () => {
            const looking = astro.find({ id });
            const plan = await planFor({ ...parties, ports }, target, looking, lock.record);
            tell({ kind: 'replanned', target: (0,plan_event/* targetKey */.hD)(target), plan });
            const conflicts = (0,plan_plan/* conflictsOf */.hC)(plan);
            if (conflicts.length > 0)
                throw new base_errors/* UserError */.yo(conflicts);
            await ports.agree?.([{ target, plan }]);
            await applyDeployment(plan.steps, { deployment: await looking }, { ...context, lock });
        });
        await lock.release();
    }
    catch (error) {
        // Whether or not this succeeds, the lock expires by itself; the first error is the one to report.
        await lock.abandon().catch(() => { });
        throw error;
    }
    finally {
        tell({ kind: 'target', about: holding(target, lock.record) });
    }
}

;// CONCATENATED MODULE: ./lib/run/change.js





/**
 * Shows the whole plan and gives what can be carried out. What speaks against one of many Deployments, or against its scope, is
 * its own failure; in a run about one, it ends the run.
 */
function showPlan({ chapters, scopes }, ports, results) {
    if (results.isAlone) {
        (0,show/* show */.WU)(chapters, ports);
        return scopes;
    }
    ports.tell({ kind: 'planned', chapters, compared: true });
    return scopes.flatMap(scope => {
        const conflicts = (0,plan_plan/* conflictsOf */.hC)(scope.chapter.plan);
        if (conflicts.length > 0)
            results.fail(scope.chosen, conflicts);
        const targets = scope.targets.filter(({ target, plan }) => {
            const own = (0,plan_plan/* conflictsOf */.hC)(plan);
            if (conflicts.length === 0 && own.length > 0)
                results.fail([target], own);
            return own.length === 0;
        });
        const isLost = conflicts.length > 0 || (scope.isForTargets && targets.length === 0);
        return isLost ? [] : [{ ...scope, targets }];
    });
}
/** The canary and its scope alone, if there is one; then all others. */
function wavesOf(scopes, canary) {
    const isFirst = ({ target }) => canary !== '' && target.key === canary;
    const targets = scopes.flatMap(({ targets }) => targets);
    const [first] = targets.filter(isFirst);
    if (first === undefined)
        return [{ scopes, targets }];
    const itsScope = scopes.filter(({ targets }) => targets.includes(first));
    return [
        { scopes: itsScope, targets: [first] },
        { scopes: scopes.filter(one => !itsScope.includes(one)), targets: targets.filter(one => one !== first) }
    ];
}
/** Changes Vault for each scope, and then each of its targets. If the canary fails, nothing is begun after it. */
async function changeAll(scopes, { canary, maxParallel }, results) {
    const changed = new Set();
    const enabled = new Set();
    for (const wave of wavesOf(scopes, canary)) {
        if (results.hasFailed(canary))
            return results.skip(scopes.flatMap(({ chosen }) => chosen), canary);
        for (const scope of wave.scopes) {
            const isDone = await results.of(scope.chosen, async () => {
                await applyVault(scope.steps, scope.context, enabled);
                await scope.proof();
                return true;
            });
            if (isDone)
                for (const target of scope.targets)
                    changed.add(target);
        }
        const ready = wave.targets.filter(one => changed.has(one));
        await allOf(ready, maxParallel, one => results.of([one.target], async () => {
            await changeTarget(one);
            results.succeed(one.target);
        }));
    }
}

// EXTERNAL MODULE: ./lib/run/diff.js + 2 modules
var diff = __webpack_require__(1414);
// EXTERNAL MODULE: ./lib/plan/describe.js
var describe = __webpack_require__(1814);
;// CONCATENATED MODULE: ./lib/run/drift.js






const NAMED = 20;
const LOOKS = 3;
/** What somebody has changed or deleted, by name, and how the plan says it. A finding names its owner itself. */
const driftIn = ({ plan }, owner) => [
    ...plan.steps.filter(plan_step/* isDrift */._K).map(step => [[owner, (0,describe/* describe */.q0)(step).target].filter(Boolean).join(': '), step.reason]),
    ...plan.findings.flatMap(({ topic, subject = '', message }) => (topic === 'drift' ? [[subject, message]] : []))
];
/** The same, with the chapter that it is in, for comparing two looks: several Deployments have what is called alike. */
const seenIn = (chapter) => driftIn(chapter).map(one => JSON.stringify([chapter.scope, chapter.target && (0,plan_event/* targetKey */.hD)(chapter.target), ...one]));
/**
 * Looks again where something has drifted, until two looks in a row say so alike. A run that works meanwhile notes first what it is
 * about to change, so what one look saw of it half done the next one sees otherwise. What has not come to rest after three looks is no
 * drift, but not compared, and its steps stay in the plan.
 */
async function atRest(look) {
    let seen = new Set();
    for (let looks = 1;; looks++) {
        const looked = await look();
        const found = { ...looked, chapters: looked.chapters.map(one => (one.doubt ? withdrawn(one, one.doubt) : one)) };
        const isKnown = (chapter) => seenIn(chapter).every(one => seen.has(one));
        if (found.chapters.every(isKnown))
            return found;
        if (looks === LOOKS)
            return { ...found, chapters: found.chapters.map(one => (isKnown(one) ? one : withdrawn(one, moving(one)))) };
        seen = new Set(found.chapters.flatMap(seenIn));
    }
}
/** The same chapter, which calls nothing drift, and says why not if something looked like it. */
function withdrawn(chapter, why) {
    if (driftIn(chapter).length === 0)
        return chapter;
    const { steps, findings } = chapter.plan;
    const plan = {
        steps: steps.map(step => {
            const { found, ...rest } = step;
            return (0,plan_step/* isDrift */._K)(step) ? rest : step;
        }),
        findings: [...findings.filter(({ topic }) => topic !== 'drift'), why]
    };
    return { ...chapter, plan };
}
const moving = ({ target }) => (0,plan_plan/* notAtRest */.Ji)(target === undefined ? 'Vault' : `Deployment ${target.name}`, `was not compared: it was being changed each time that this run looked (${LOOKS} times)`, 'Run again when no other run is at work.');
/**
 * Throws a `UserError` that names what somebody has changed or deleted, and what could not be compared because it did not come to rest:
 * `drift: fail`. The plan, which was shown, has the reasons.
 */
function refuseDrift(chapters) {
    const owner = (0,plan_event/* ownersIn */.qx)(chapters);
    const drifted = chapters.flatMap(chapter => driftIn(chapter, owner(chapter))).map(([name]) => name);
    const moved = chapters.flatMap(({ plan }) => plan.findings.filter(plan_plan/* isNotAtRest */.fn));
    const errors = [
        ...(drifted.length === 0 ? [] : [found(drifted)]),
        ...moved.map(one => ({ ...one, severity: 'error' }))
    ];
    if (errors.length > 0)
        throw new base_errors/* UserError */.yo(errors);
}
function found(drifted) {
    const more = drifted.length > NAMED ? `, and ${drifted.length - NAMED} more` : '';
    return {
        severity: 'error',
        message: `drift was found in ${(0,counted/* counted */.h)(drifted.length, 'place')}: ${drifted.slice(0, NAMED).join(', ')}${more}; the plan has the reasons`,
        hint: 'Run mode `sync` or `deploy` to restore what the manifest says. To keep a change, write it into the manifest first.'
    };
}

// EXTERNAL MODULE: ./lib/run/permissions.js + 1 modules
var permissions = __webpack_require__(916);
// EXTERNAL MODULE: ./lib/observe/vault.js + 2 modules
var observe_vault = __webpack_require__(9537);
// EXTERNAL MODULE: ./lib/plan/deployment/verify.js
var deployment_verify = __webpack_require__(8349);
// EXTERNAL MODULE: ./lib/manifest/preview.js
var manifest_preview = __webpack_require__(2445);
;// CONCATENATED MODULE: ./lib/plan/preview/expired.js


/** The inputs that delete it, in the repository that deployed it. */
const deletedBy = ({ of, chosen: { input, value } }) => `\`preview: delete\`, \`preview-for: ${of}\` and \`${input}: ${value}\``;
/** A warning for each preview whose time is over. Pure. */
const planExpired = (previews, now) => (0,plan_plan/* told */.Ev)(...previews
    .filter(({ until }) => new Date(until) <= now)
    .map(({ until, ...preview }) => (0,plan_plan/* warning */.$e)(`preview ${preview.name}`, `of ${preview.base} for ${(0,manifest_preview/* labelOf */.Wy)(preview.of)} expired on ${until}, so its secret-id ends too, and its Deployment still costs money`, `Delete it with ${deletedBy(preview)}, or deploy it again with \`preview: deploy\`.`)));

;// CONCATENATED MODULE: ./lib/plan/vault/due.js



/**
 * For each recorded consumer of this manifest whose credential a `deploy` run would replace by its age: since when, or until when it
 * works. Dates only, which are the same in every run.
 */
function planDue({ manifest: { identity }, scope, inputs: { now } }, observed) {
    const kind = (0,identities/* identityKind */.HR)(identity);
    const { credential } = kind;
    if (credential === undefined)
        return (0,plan_plan/* told */.Ev)();
    const { uses } = (0,records_readers/* whoMayUse */.D)({ kind: 'role', access: scope }, observed.readers);
    const ours = uses.filter(({ as, manifest, mount }) => as === 'held' && manifest === scope.manifest && mount === scope.mount);
    return (0,plan_plan/* told */.Ev)(...ours.flatMap(({ who, id }) => {
        const facts = observed.held.get(id);
        if (facts?.state !== 'present')
            return [];
        const { created, expires } = facts.value;
        const subject = `Deployment ${who.name}`;
        const hint = 'Run mode `deploy` for this Deployment; with `deploy-type: none` it ships nothing.';
        const isNear = expires !== undefined && secondsBetween(now, expires) <= kind.destroyAfter(identity);
        if (isNear)
            return [due((0,plan_plan/* warning */.$e)(subject, `has a ${credential.noun} that expires at ${expires.toISOString()}`, hint))];
        const rotation = new Date(created.getTime() + credential.rotateAfter(identity) * 1000);
        if (rotation > now)
            return [];
        const since = rotation.toISOString().slice(0, 10);
        return [due((0,plan_plan/* note */.N4)(subject, `has a ${credential.noun} whose rotation is due since ${since} (rotate-after)`, hint))];
    }));
}
const secondsBetween = (from, to) => (to.getTime() - from.getTime()) / 1000;
const due = (finding) => ({ ...finding, topic: 'due' });

// EXTERNAL MODULE: ./lib/plan/vault/logins.js
var vault_logins = __webpack_require__(2544);
// EXTERNAL MODULE: ./lib/plan/vault/secrets.js
var secrets = __webpack_require__(4889);
// EXTERNAL MODULE: ./lib/plan/vault/unseen-logins.js
var unseen_logins = __webpack_require__(2337);
// EXTERNAL MODULE: ./lib/plan/vault/vault.js + 2 modules
var vault_vault = __webpack_require__(5046);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./node_modules/js-yaml/dist/js-yaml.mjs
var js_yaml = __webpack_require__(3243);
// EXTERNAL MODULE: ./lib/astro/mount-path.js
var mount_path = __webpack_require__(9468);
// EXTERNAL MODULE: ./lib/base/files.js
var files = __webpack_require__(378);
// EXTERNAL MODULE: ./lib/project/checkouts.js
var checkouts = __webpack_require__(3784);
// EXTERNAL MODULE: ./lib/project/folder.js
var project_folder = __webpack_require__(3465);
// EXTERNAL MODULE: ./lib/project/part.js
var part = __webpack_require__(9444);
;// CONCATENATED MODULE: ./lib/project/dbt.js









/** A dbt project, which `astro dbt deploy` ships as a whole. Throws a `UserError`. */
async function readDbt({ mountPath, force, ...git }) {
    const folder = await (0,project_folder/* readFolder */.j)({ ...git, input: 'dbt-project' });
    const dir = behindLinks(folder.dir);
    const around = astroProjectAround(dir, git.environment['HOME']);
    const { name, obstacles } = nameOf(dir, mountPath !== '');
    const { mistakes, remarks } = aboutFiles(dir, force, await (0,project_git/* notInGit */.$k)(git));
    return {
        ...folder,
        dir,
        trees: {},
        provider: false,
        ...(mountPath || name ? { mountPath: mountPath || (0,mount_path/* defaultMountPath */.e)(name) } : {}),
        obstacles: [...around, ...obstacles, ...mistakes],
        remarks: [...remarks, ...(await (0,checkouts/* shippedLoginsOfDbt */.z)(dir))]
    };
}
/** The folder itself: of a link to it, the CLI ships the link alone for Airflow 2, and reports success. For Airflow 3 it refuses. */
function behindLinks(dir) {
    const real = (0,external_node_fs_.realpathSync)(dir);
    return real === (0,external_node_path_.resolve)(dir) ? dir : real;
}
/** As the CLI looks for it: by the path as it is written, and not in the home folder, where its own configuration is. */
function astroProjectAround(dir, home) {
    for (let folder = (0,external_node_path_.resolve)(dir);; folder = (0,external_node_path_.dirname)(folder)) {
        if (folder !== home && (0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, '.astro', 'config.yaml')))
            return [
                (0,part/* obstacle */.E)(dir, `is in the Astro project ${folder}, and there \`astro dbt deploy\` refuses to work`, 'Move the dbt project out of it. What stays in the Astro project is shipped with the image, by any other `deploy-type`.')
            ];
        if (folder === (0,external_node_path_.dirname)(folder))
            return [];
    }
}
const FILE = 'dbt_project.yml';
/** The rule of dbt. */
const NAME = /^\w+$/;
/** The name of the project. Where it says nothing about the path, what dbt would fill in is fine, too. */
function nameOf(dir, anyName) {
    const wrong = (message, hint) => ({ name: '', obstacles: [(0,part/* obstacle */.E)(`${dir}/${FILE}`, message, hint)] });
    const text = (0,files/* readIfThere */.qC)((0,external_node_path_.join)(dir, FILE));
    if (text === undefined)
        return wrong('is missing', 'Set `dbt-project` to the folder of the dbt project, the one with that file.');
    let name;
    try {
        name = (0,js_yaml/* loadAll */.gh)(text, { schema: js_yaml/* CORE_SCHEMA */.OU })[0]?.name;
    }
    catch {
        return wrong('is not valid YAML', 'Fix it; `dbt parse` tells where.');
    }
    if (typeof name === 'string' && (anyName ? name !== '' : NAME.test(name)))
        return { name, obstacles: [] };
    return wrong(anyName ? 'has no name' : 'has no name of letters, digits and underscores', anyName ? 'Add `name`; the astro CLI requires it.' : 'Fix `name`, or set `mount-path`.');
}
/** What dbt writes into a project: Airflow may need it, and no repository has it. */
const BY_DBT = ['target/', 'dbt_packages/', 'logs/', 'package-lock.yml', '.user.yml'];
const isByDbt = (path) => BY_DBT.some(made => (made.endsWith('/') ? path.startsWith(made) : path === made));
/**
 * `astro dbt deploy` ships every file of the folder but `.git`: also a `.env`, or a key that an earlier step has left there, and
 * Airflow's workers could read it. So what nobody has committed is shipped only if that was asked for.
 */
function aboutFiles(dir, force, uncommitted) {
    const remark = (severity, message) => ({ severity, subject: dir, message });
    const shipped = '`astro dbt deploy` ships every file in it';
    if (uncommitted === undefined) {
        const message = `is not in a git repository, so nobody can say which of its files belong to it, and ${shipped}`;
        if (force)
            return { mistakes: [], remarks: [remark('warning', message)] };
        const hint = 'Check it out with `actions/checkout`; or set `force: true` to ship whatever is in it.';
        return { mistakes: [(0,part/* obstacle */.E)(dir, message, hint)], remarks: [] };
    }
    const made = uncommitted.filter(isByDbt);
    const others = uncommitted.filter(path => !isByDbt(path));
    const remarks = made.length === 0 ? [] : [remark('note', `is shipped with what dbt has written there: ${some(made)}`)];
    if (others.length === 0)
        return { mistakes: [], remarks };
    const message = `has files that are not committed, or not as they are, and ${shipped}: ${some(others)}`;
    if (force)
        return { mistakes: [], remarks: [...remarks, remark('warning', message)] };
    const hint = 'Commit or remove them, or keep them outside that folder. To ship them, set `force: true`.';
    return { mistakes: [(0,part/* obstacle */.E)(dir, message, hint)], remarks };
}
const MOST = 10;
const some = (paths) => `${paths.slice(0, MOST).join(', ')}${paths.length > MOST ? ` and ${paths.length - MOST} more` : ''}`;

// EXTERNAL MODULE: ./lib/project/project.js
var project = __webpack_require__(8884);
;// CONCATENATED MODULE: ./lib/project/shipment.js



/** The project that a deploy of this type ships; undefined if there is none. */
async function readShipment({ deployType, dbt, ...from }) {
    if (dbt !== undefined)
        return await readDbt({ ...from, ...dbt, projectDir: dbt.dir });
    const parts = (0,deploy_types/* partsOf */.CI)(deployType);
    return parts.length === 0 ? undefined : await (0,project/* readProject */.W)({ ...from, parts });
}

;// CONCATENATED MODULE: ./lib/run/key.js

/** The key that was seen; if there was none, one that is made when it is needed. */
function keyOnce(seen, { vault, mount }) {
    let key = seen && Promise.resolve(seen);
    return () => (key ??= (0,records_key/* makeKey */.og)(vault, mount));
}

// EXTERNAL MODULE: ./lib/run/places.js
var places = __webpack_require__(8049);
// EXTERNAL MODULE: ./lib/run/preview/names.js
var names = __webpack_require__(9710);
;// CONCATENATED MODULE: ./lib/run/plan.js






















/** Observes Vault and each target, and plans both. Changes nothing. */
async function planRun(resolved, opened, ports, results) {
    const { inputs, notes } = resolved;
    const astro = inputs.astro && ports.openAstro(inputs.astro);
    const chosen = resolved.scopes.flatMap(({ targets }) => targets);
    const found = astro?.findAll(chosen.map(({ ref }) => ref));
    const project = projectOnce(inputs, ports);
    // Both are under way while Vault is observed.
    if (chosen.length > 0)
        void Promise.allSettled([found, found && project()]);
    const look = async (one) => {
        const seen = (await found)?.[chosen.indexOf(one)];
        if (seen?.status === 'fulfilled')
            return seen.value;
        throw seen?.reason;
    };
    const scopes = [];
    for (const one of resolved.scopes) {
        const around = { resolved: one, inputs, ports, ...opened, project, results };
        const planned = await results.of(one.targets.map(run_targets/* unseen */.nv), () => planScope(around, astro, look));
        if (planned !== undefined)
            scopes.push(planned);
    }
    const targets = scopes.flatMap(({ targets }) => targets);
    (0,run_targets/* refuseTwice */.H8)(targets.map(({ target }) => target), inputs, resolved.manifest);
    refuseSleepingCanary(targets, inputs);
    const [first, ...others] = scopes.map(({ chapter }) => chapter);
    const isSeen = astro !== undefined && (chosen.length > 0 || resolved.scopes.some(scope => isToCome(scope, astro)));
    const whole = [...(isSeen ? [] : [deploymentUnseen(inputs, resolved.manifest)]), notes];
    const shared = { ...first, plan: (0,plan_plan/* join */.fj)([first?.plan ?? (0,plan_plan/* planOf */.XC)({}), ...whole]) };
    return { chapters: [shared, ...others, ...targets], scopes };
}
/** The same for all targets: a deploy leaves files in its folder while it works. */
function projectOnce(inputs, { environment, signal }) {
    let reading;
    return () => {
        reading ??= readShipment({ ...inputs, environment, signal });
        return reading;
    };
}
/** Whether its Deployment is going to be there before the rest is planned. */
const isToCome = ({ preview, targets }, astro) => preview !== undefined && astro !== undefined && targets.length === 0;
async function planScope(around, astro, look) {
    const { inputs, ports, vault, results } = around;
    const resolved = await (0,places/* withPlaces */.r)(around.resolved, look);
    const { scope } = resolved;
    // What a preview reads and does not own is nothing to be written.
    const owned = (0,names/* isShared */.y)(resolved.preview) ? { ...resolved, wanted: [] } : resolved;
    const observed = await (0,observe_vault/* observeVault */.jB)(vault, {
        ...owned,
        check: inputs.check,
        prune: inputs.prune.mode !== 'off',
        logins: inputs.mode !== 'deploy',
        tell: far => ports.tell({ kind: 'waiting', message: `Comparing: ${far}` })
    });
    const shared = (0,vault_vault/* planVault */._H)({ ...owned, adopt: inputs.adopt, prune: inputs.prune }, observed);
    const proof = (0,deployment_verify/* proofOf */.oX)(shared.steps, inputs);
    const planned = astro === undefined
        ? []
        : await allOf(resolved.targets, inputs.maxParallel, one => results.of([(0,run_targets/* unseen */.nv)(one)], () => planTarget({ ...around, resolved, astro, proof }, one, look(one))));
    const targets = planned.filter(one => one !== undefined);
    // Of the others, and in mode plan of what no step restores, the logins tell.
    const isTold = ({ plan }) => inputs.mode === 'deploy' || plan.steps.some(({ found }) => found?.gone);
    const deployed = targets.filter(isTold).map(({ target }) => target.id);
    const due = inputs.mode === 'deploy' ? (0,plan_plan/* planOf */.XC)({}) : planDue({ ...resolved, inputs }, observed);
    const logins = (0,vault_logins/* planLogins */.I)(scope, observed, deployed);
    const unseenLogins = inputs.mode === 'plan' ? (0,unseen_logins/* planUnseenLogins */.k)(scope, observed) : (0,plan_plan/* planOf */.XC)({});
    const { previews = [] } = observed.readers;
    const expired = inputs.mode === 'sync' && previews.length > 0 ? planExpired(previews, await vault.now()) : (0,plan_plan/* planOf */.XC)({});
    const alone = planned.length > 0 || isToCome(resolved, astro) ? (0,plan_plan/* planOf */.XC)({}) : (0,deployment_verify/* planVerify */.TU)({ ...resolved, proof });
    // Where nothing is changed first, the role is as it was seen.
    const facts = shared.steps.length === 0 && observed.login.state === 'present' ? observed.login.value : undefined;
    const context = { ...ports, vault, mount: scope.mount, readers: (lost) => (0,observe_readers/* readersNow */.LH)(vault, scope, lost) };
    return {
        chapter: (0,show/* chapterOf */.FN)(scope, (0,plan_plan/* join */.fj)([shared, logins, due, unseenLogins, expired, alone])),
        steps: shared.steps,
        context: { ...context, key: keyOnce(observed.key, context) },
        proof: async () => void (await (0,verify/* prove */.z)(alone.steps, { ...context, scope, ...(facts && { facts }) })),
        chosen: resolved.targets.map(run_targets/* unseen */.nv),
        isForTargets: planned.length > 0,
        targets
    };
}
/** Without credentials (a pull request from a fork) the manifest is checked, and nothing is compared. Throws for an undo. */
function planWithoutVault({ scopes, inputs, manifest, notes }, base = (0,plan_plan/* planOf */.XC)({})) {
    if (inputs.undo !== '')
        throw new base_errors/* UserError */.yo(`undo needs Vault, where it is recorded what run ${inputs.undo} changed`, {
            hint: 'Set `vault-url` and the inputs of the login, or remove `undo`.'
        });
    return scopes.map(({ scope, wanted }, index) => {
        const message = `was not read, because the run has no login to it: ${(0,counted/* counted */.h)(wanted.length, 'secret')}, policy ${scope.policy} and role ${scope.role} were not compared`;
        const missing = wanted.filter(({ data }) => data === undefined).map(secrets/* notGiven */.rg);
        const once = index === 0 ? [deploymentUnseen(inputs, manifest), base, notes] : [];
        return (0,show/* chapterOf */.FN)(scope, (0,plan_plan/* join */.fj)([(0,plan_plan/* told */.Ev)((0,plan_plan/* note */.N4)('Vault', message), ...missing), ...once]));
    });
}
/** Why no Deployment is compared, and its addresses neither. */
function deploymentUnseen({ mode, vault, astro, selection }, { identity }) {
    if (mode === 'sync')
        return (0,plan_plan/* planOf */.XC)({});
    const missing = [
        ...(vault === undefined ? ['a login to Vault'] : []),
        ...(astro === undefined ? ['astro-api-token'] : []),
        ...(selection === undefined ? ['deployment-id (or deployment-name, or deployment)'] : [])
    ];
    const isBound = (0,identities/* identityKind */.HR)(identity).credential?.isBound(identity);
    const what = isBound ? ', nor its addresses with those that its credential is bound to' : '';
    const about = ['the Deployment', `was not compared${what}: that needs ${missing.join(', ')}`];
    // Of one that nobody has chosen, the run does not speak.
    return (0,plan_plan/* told */.Ev)(selection === undefined ? (0,plan_plan/* note */.N4)(...about) : (0,plan_plan/* notCompared */.vK)(...about));
}

// EXTERNAL MODULE: ./lib/run/prepare.js + 7 modules
var prepare = __webpack_require__(2319);
;// CONCATENATED MODULE: ./lib/run/replanning.js


/** Does it again while the plan is stale, and after a record had to be kept. A plan alone keeps none: it changes nothing. */
async function replanning({ mode }, { tell, agree }, vault, act) {
    if (mode === 'plan')
        return await replanWhileStale(act);
    const asked = async (where) => await agree?.([], [`write ${where} once more: Vault would delete it (delete_version_after)`]);
    const told = (where) => {
        const message = `${where} was written once more, because Vault would have deleted it (delete_version_after)`;
        tell({ kind: 'found', finding: { severity: 'warning', message } });
    };
    await (0,fleeting/* keepingRecords */.O)(vault, { asked, told }, () => replanWhileStale(act));
}

// EXTERNAL MODULE: ./lib/vault/paths.js
var vault_paths = __webpack_require__(6160);
;// CONCATENATED MODULE: ./lib/apply/preview.js








/** Makes the Deployment, with the mark of its record, and records its id once it has all that it should have. */
async function create(step, base, { astro, lock, tell }) {
    const { preview } = lock.record;
    if (preview === undefined)
        throw new Error('a preview is recorded before it is created');
    let made;
    await (0,plan_event/* carryOut */.u0)(step, tell, async () => {
        await lock.check();
        const mark = (0,consumer/* markedAs */.r$)(preview.mark);
        const copied = await astro.copy(base, { ...step.copy, mark, description: step.copy.description + mark });
        made = copied.made;
        if (copied.differs.length > 0)
            tell({ kind: 'found', finding: unlike(made, base, copied.differs) });
        const { id: deployment } = made;
        await lock.save(record => ({ ...record, preview: { ...preview, deployment } }));
        return 'done';
    });
    if (made === undefined)
        throw new Error('a step that is done has made something');
    return made;
}
const unlike = ({ name }, base, differs) => ({
    severity: 'warning',
    subject: `Deployment ${name}`,
    message: `is not in all like ${base.name}: ${differs.join(', ')}`,
    hint: 'If Astro does not mean the same by both, set in Astro what the preview needs.'
});
/** Carries out what ends a preview. Each step is safe to repeat, and the record that leads to the rest goes last. */
async function applyRemoval(steps, context) {
    const secrets = steps.flatMap(step => ((0,plan_step/* isSecretStep */.p7)(step) ? [step] : []));
    for (const step of steps) {
        await context.lock.check();
        if (!(0,plan_step/* isSecretStep */.p7)(step)) {
            await (0,plan_event/* carryOut */.u0)(step, context.tell, async () => {
                await preview_applyOne(step, context);
                return 'done';
            });
        }
        else if (step === secrets[0]) {
            const { failure } = await changeSecrets(secrets, new Set(), context);
            if (failure !== undefined)
                throw failure;
        }
    }
}
async function preview_applyOne(step, context) {
    const { vault, astro } = context;
    switch (step.kind) {
        case 'revoke':
            if (step.role !== undefined)
                await vault.deleteRole(step.access.authMount, step.role);
            if (step.policy !== undefined)
                await vault.deletePolicy(step.policy);
            return await areGone(step, context);
        case 'remove':
            return await astro.remove(step.deployment);
        case 'forget':
            return await forget(step, context);
    }
}
/** Vault has no check-and-set for them: a run that was stopped may have written one again. */
async function areGone({ access, role, policy }, { vault }) {
    const [left] = [
        ...(role !== undefined && (await vault.role(access.authMount, role)).state === 'present' ? [`role ${role}`] : []),
        ...(policy !== undefined && (await vault.policy(policy)).state === 'present' ? [`policy ${policy}`] : [])
    ];
    if (left !== undefined)
        throw new base_errors/* UserError */.yo(`${left} is there again although it was just deleted`, { hint: 'Run again.' });
}
async function forget({ preview, deployments, roles, policies, paths }, context) {
    const { vault, mount, manifest, lock } = context;
    const place = { mount, manifest };
    if (roles.length + policies.length + paths.size > 0)
        await (0,records_ledger/* amendLedger */.TX)(vault, { ...place, key: await context.key() }, { remove: paths, gone: { roles, policies } });
    if (paths.size > 0)
        await (0,generated/* dropGenerated */.zL)(vault, place, preview);
    for (const id of deployments)
        await vault.forget(mount, `${vault_paths/* OWN_FOLDER */.w5}/${(0,consumer/* recordName */.xD)(id)}`);
    await lock.forget();
}

;// CONCATENATED MODULE: ./lib/observe/preview.js








/**
 * The Deployment of a preview: that of its record, whatever it is called by now. By its name only where no id is recorded, or where
 * Astro says that there is none of that id: a list may be one of a few Deployments alone.
 */
async function deploymentOf(astro, name, record) {
    const recorded = record?.deployment === undefined ? undefined : await astro.withId(record.deployment);
    return recorded ?? (await astro.named(name));
}
/**
 * Another mount than that of the scope on which the preview is recorded: `vault.mount` was another one when it was deployed, and its
 * policy still names that. Undefined if it is recorded here, or nowhere.
 */
async function formerMount(vault, { mount, policy }, name) {
    const isRecorded = async (on) => (await (0,consumer/* readConsumer */.jR)(vault, on, name)).value !== undefined;
    if (await isRecorded(mount))
        return undefined;
    const text = await vault.policy(policy);
    for (const other of text.state === 'present' ? (0,observe_readers/* mountsOf */.cS)(text.value) : [])
        if (other !== mount && (await isRecorded(other)))
            return other;
    return undefined;
}
/** Looks at all that may belong to a preview; changes nothing. Role and policy are those of its record, if there is one. */
async function observePreview(vault, scope, name, astro) {
    const { mount, manifest } = scope;
    const { value } = await (0,consumer/* readConsumer */.jR)(vault, mount, name);
    const record = value?.preview;
    const { authMount, role } = record?.access ?? (0,manifest_scope/* accessOf */.YK)(scope);
    const policyName = record?.policy ?? scope.policy;
    const key = await (0,records_key/* readKey */.YZ)(vault, mount);
    const [there, method, policy, ledger] = await Promise.all([
        deploymentOf(astro, name, record),
        vault.authMethod(authMount),
        vault.policy(policyName),
        (0,records_ledger/* readLedger */.SC)(vault, { mount, manifest, key })
    ]);
    const seen = method.state === 'absent' ? { state: 'absent' } : await vault.role(authMount, role);
    const paths = [...ledger.entries.keys()].filter(path => path.startsWith(`${name}/`));
    const secrets = await (0,p_map/* default */.Ay)(paths, async (path) => [path, await vault.read(mount, path)], { concurrency: port/* AT_ONCE */.Q });
    const readers = value !== undefined || seen.state === 'present'
        ? await (0,observe_readers/* observeReaders */.XF)(vault, { ...scope, authMount, role, policy: policyName }, policy)
        : { ...records_readers/* NOBODY */.oQ, previews: (await (0,observe_readers/* readersOn */.Qo)(vault, mount, manifest)).previews };
    return { isRecorded: value !== undefined, record, there, role: seen, policy, ledger, key, secrets: new Map(secrets), readers };
}

;// CONCATENATED MODULE: ./lib/plan/preview/mark.js


/** Why a Deployment is neither used nor deleted that has the recorded id, and a description that somebody has edited. Pure. */
function planLostMark({ record, there }) {
    if (there === undefined || record?.deployment !== there.id || (0,consumer/* isMarked */.rZ)(there, record))
        return (0,plan_plan/* planOf */.XC)({});
    return (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(`Deployment ${there.name}`, `(${there.id}) was made as this preview, but its description no longer ends with the mark that shows it`, `Put \`${(0,consumer/* markedAs */.r$)(record.mark).trim()}\` back at the end of its description in Astro, or delete it there; then run again.`));
}

;// CONCATENATED MODULE: ./lib/plan/preview/remove.js








/**
 * All that belongs to a preview and is still there: its credentials first, so that it reads nothing from then on, its records last. What
 * is not provably its own is a conflict. Where its Deployment has lost its mark, that and the records stay (`planLostMark`). Pure.
 */
function planRemove({ name, of }, belongs, observed) {
    const { record, there, isRecorded, ledger, secrets } = observed;
    const revoke = planRevoke(name, belongs, observed);
    const deletes = [...secrets].flatMap(([path, read]) => read.state === 'present' ? [{ kind: 'delete', path, version: read.version, reason: 'it is in a folder of the preview' }] : []);
    // That its description was edited says nothing of what the records name, which must not be readable any more.
    if (planLostMark({ record, there }).findings.length > 0)
        return (0,plan_plan/* join */.fj)([revoke, (0,plan_plan/* planOf */.XC)({ steps: deletes })]);
    const remove = planRemoveDeployment(name, there, record);
    const roles = ledger.roles.has((0,records_readers/* roleOf */.kp)(belongs.access)) ? [(0,records_readers/* roleOf */.kp)(belongs.access)] : [];
    const policies = ledger.policies.has(belongs.policy) ? [belongs.policy] : [];
    const paths = new Set([...secrets.keys()].filter(path => ledger.entries.has(path)));
    const isKnown = isRecorded || roles.length + policies.length + paths.size > 0;
    const forget = {
        kind: 'forget',
        preview: name,
        deployments: [
            ...new Set([
                ...(record?.deployment === undefined ? [] : [record.deployment]),
                ...ownOf(name, belongs, observed).map(({ who }) => who.id)
            ])
        ],
        ...{ roles, policies, paths },
        reason: 'nothing else is left of it'
    };
    const plan = (0,plan_plan/* join */.fj)([revoke, (0,plan_plan/* planOf */.XC)({ steps: deletes }), remove, (0,plan_plan/* planOf */.XC)({ steps: isKnown ? [forget] : [] })]);
    if (plan.steps.length + plan.findings.length > 0)
        return plan;
    return (0,plan_plan/* told */.Ev)(notThere(name, of, observed.readers.previews ?? []));
}
const MOST_NAMED = 5;
/** Nothing has that name, which may be the name that a mistyped input gives: a preview that lives on must not look deleted. */
function notThere(name, of, previews) {
    const subject = `preview ${name}`;
    const same = previews.filter(one => one.of === (0,fields/* asLine */.Bd)(of));
    const named = (some) => some
        .slice(0, MOST_NAMED)
        .map(one => `${one.name} of ${one.base}`)
        .join(', ') + (some.length > MOST_NAMED ? ` and ${some.length - MOST_NAMED} more` : '');
    const [first] = same;
    if (first !== undefined)
        return (0,plan_plan/* warning */.$e)(subject, `does not exist, but ${(0,manifest_preview/* labelOf */.Wy)(of)} still has ${named(same)}`, `To delete ${first.name}, use ${deletedBy(first)}, in the repository that deployed it.`);
    const nothing = `does not exist: nothing is left of a preview for ${(0,manifest_preview/* labelOf */.Wy)(of)}`;
    if (previews.length === 0)
        return (0,plan_plan/* note */.N4)(subject, nothing);
    return (0,plan_plan/* note */.N4)(subject, `${nothing}; there are ${named(previews)}`, 'If you meant one of these, check `preview-for` and the base.');
}
function planRevoke(preview, belongs, observed) {
    const { access, policy: name, manifest } = belongs;
    const { role, policy, ledger } = observed;
    const subject = `role ${access.role}`;
    const unseen = [role, policy].flatMap(one => one.state === 'not-visible' ? [(0,plan_plan/* conflict */.hj)(subject, `cannot be seen: ${one.because}`)] : []);
    if (unseen.length > 0)
        return (0,plan_plan/* told */.Ev)(...unseen);
    const own = new Set(ownOf(preview, belongs, observed));
    const others = usersOf(belongs, observed).filter(use => !own.has(use));
    if (others.length > 0) {
        const message = `is also used by ${(0,records_readers/* named */.KT)({ uses: others, unknown: [] }).join(', ')}`;
        return (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(subject, message, 'Deploy that Deployment with its own role first.'));
    }
    const hasRole = role.state === 'present';
    const hasPolicy = policy.state === 'present';
    if (hasRole && !ledger.roles.has((0,records_readers/* roleOf */.kp)(access)))
        return (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(subject, 'was not created by this action', 'Delete it in Vault, then run again.'));
    if (hasPolicy && (0,vault_policy/* ownerOf */.bf)(policy.value) !== manifest && !ledger.policies.has(name))
        return (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(`policy ${name}`, 'was not created by this action', 'Delete it in Vault, then run again.'));
    if (!hasRole && !hasPolicy)
        return (0,plan_plan/* planOf */.XC)({});
    const reason = 'the preview is deleted, and reads nothing from now on';
    return (0,plan_plan/* planOf */.XC)({
        steps: [{ kind: 'revoke', access, ...(hasRole && { role: access.role }), ...(hasPolicy && { policy: name }), reason }]
    });
}
const usersOf = ({ access }, { readers }) => (0,records_readers/* whoMayUse */.D)({ kind: 'role', access }, readers).uses;
/** By its id, since it may have been renamed; and by its name: one that somebody deleted in Astro has left a record with another id. */
const ownOf = (name, belongs, observed) => usersOf(belongs, observed).filter(({ who }) => who.name === name || who.id === observed.record?.deployment);
const UNRECORDED = 'If `vault.mount` was another one when it was deployed, delete it with that. Otherwise delete it in Astro, or rename it if it is no preview; then run again.';
function planRemoveDeployment(name, there, record) {
    if (there === undefined)
        return (0,plan_plan/* planOf */.XC)({});
    if (record === undefined || !(0,consumer/* isMarked */.rZ)(there, record)) {
        const message = `exists (${there.id}), and no record says that this action made it as a preview`;
        return (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(`Deployment ${name}`, message, UNRECORDED));
    }
    const { id, workspaceId } = there;
    return (0,plan_plan/* planOf */.XC)({
        steps: [{ kind: 'remove', deployment: { id, name: there.name, workspaceId }, reason: 'this action made it as a preview' }]
    });
}

;// CONCATENATED MODULE: ./lib/run/preview/lock.js




const MARK_BYTES = 6;
/**
 * Does it while no other run may change the preview. The record is there before anything else of it, and a run that dies leaves it.
 * `base`: as people know it.
 */
async function holdingPreview(run, base, act) {
    const { inputs, scope, preview, opened, ports } = run;
    const lock = await (0,records_lock/* takeLock */.H)(await blank(run, base), {
        ...ports,
        ...opened,
        mount: scope.mount,
        waitSeconds: inputs.waitSeconds,
        onWait: ({ run, attempt }) => ports.tell({ kind: 'waiting', message: `Waiting: run ${run} (attempt ${attempt}) is changing preview ${preview.name}` })
    });
    try {
        const end = await act(lock);
        if (end === 'kept')
            await lock.release();
    }
    catch (error) {
        // Whether or not this succeeds, the lock expires by itself; the first error is the one to report.
        await lock.abandon().catch(() => { });
        throw error;
    }
}
async function blank(run, base) {
    const { preview, scope, opened } = run;
    const mark = (0,external_node_crypto_.randomBytes)(MARK_BYTES).toString('hex');
    return {
        manifest: scope.manifest,
        consumer: { kind: 'preview', id: preview.name, name: preview.name },
        variables: {},
        shipped: {},
        retired: [],
        preview: { ...recordOf(run, base, await opened.vault.now()), mark }
    };
}
/** What each deploy writes into its record. */
const recordOf = ({ preview, scope, inputs }, base, now) => ({
    base: (0,fields/* asLine */.Bd)(base),
    chosen: chosenBy(inputs),
    of: (0,fields/* asLine */.Bd)(preview.of),
    until: new Date(now.getTime() + preview.ttl * 1000).toISOString(),
    access: (0,manifest_scope/* accessOf */.YK)(scope),
    policy: scope.policy
});
function chosenBy({ selection }) {
    if (selection === undefined || 'entries' in selection)
        throw new Error('a preview has one base');
    if ('id' in selection)
        return { input: 'deployment-id', value: (0,fields/* asLine */.Bd)(selection.id) };
    if ('name' in selection)
        return { input: 'deployment-name', value: (0,fields/* asLine */.Bd)(selection.name) };
    return { input: 'deployment', value: (0,fields/* asLine */.Bd)(selection.entry) };
}

;// CONCATENATED MODULE: ./lib/run/preview/delete.js











/**
 * Deletes all that belongs to a preview, as far as it is still there. Its base is not even looked at. Ends red if the Deployment stays,
 * after it can read nothing any more.
 */
async function deletePreview({ scope: asked, ...about }) {
    const { inputs, preview, opened, ports, astro, allow } = about;
    const mount = await formerMount(opened.vault, asked, preview.name);
    const scope = { ...asked, mount: mount ?? asked.mount };
    const run = { ...about, scope };
    const { plan: first, stays: foreseen } = await planned(run);
    if (inputs.mode === 'plan' || first.steps.length === 0 || (0,plan_plan/* conflictsOf */.hC)(first).length > 0)
        return (0,show/* show */.WU)([{ plan: (0,plan_plan/* join */.fj)([first, foreseen]) }], ports);
    allow(first.steps);
    if (ports.agree !== undefined) {
        (0,show/* show */.WU)([{ plan: first }], ports);
        await ports.agree([{ plan: first }]);
    }
    if (first.steps.some(({ kind }) => kind === 'remove'))
        await astro.ready();
    const [base = ''] = Object.values(inputs.selection ?? {});
    await holdingPreview(run, base, async (lock) => {
        const { plan, observed, stays } = await planned(run);
        (0,show/* show */.WU)([{ plan }], ports);
        await ports.agree?.([{ plan }]);
        const context = { ...ports, vault: opened.vault, mount: scope.mount, readers: () => (0,observe_readers/* readersNow */.LH)(opened.vault, scope) };
        const key = keyOnce(observed.key, context);
        await applyRemoval(plan.steps, { ...context, astro, lock, key, manifest: scope.manifest });
        if (stays.findings.length > 0)
            throw new base_errors/* UserError */.yo(stays.findings);
        return plan.steps.some(({ kind }) => kind === 'forget') ? 'gone' : 'kept';
    });
}
async function planned({ scope, preview, opened, astro }) {
    const observed = await observePreview(opened.vault, scope, preview.name, astro);
    const belongs = observed.record ?? { access: (0,manifest_scope/* accessOf */.YK)(scope), policy: scope.policy };
    const plan = planRemove(preview, { ...belongs, manifest: scope.manifest }, observed);
    return { plan, observed, stays: planLostMark(observed) };
}

// EXTERNAL MODULE: ./lib/base/visible.js
var visible = __webpack_require__(3023);
;// CONCATENATED MODULE: ./lib/values/copied.js

/** What Airflow itself reads as a connection, a variable or its secrets backend. */
const OF_AIRFLOW = /^AIRFLOW(_CONN_|_VAR_|__SECRETS__)/;
/** Without it, the DAGs of a preview begin paused: they do no work of their own beside the base's. */
const STARTS_DAGS = 'AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION';
/** Which environment variables of a Deployment a preview of it may have: those that are known to hold no credential. */
function copiedVariables(variables) {
    const isPlain = ([name, { secret, value }]) => !secret && value !== undefined && !OF_AIRFLOW.test(name) && name !== STARTS_DAGS && !(0,secrecy/* looksSecret */.n0)(name, value.reveal());
    const names = (entries) => entries.map(([name]) => name);
    const all = [...variables];
    return {
        copied: names(all.filter(isPlain)),
        // Each preview gets its own of these.
        left: names(all.filter(one => !isPlain(one))).filter(name => !name.startsWith('AIRFLOW__SECRETS__BACKEND'))
    };
}

;// CONCATENATED MODULE: ./lib/plan/preview/create.js







const CLOSE = 100;
/** A Deployment like the base, without its secrets; or what is missing of one that was begun. Pure. */
function planCreate({ name, of }, base, { record, there }) {
    const subject = `Deployment ${name}`;
    const lost = planLostMark({ record, there });
    if (lost.findings.length > 0)
        return lost;
    const isOurs = there !== undefined && record !== undefined && (0,consumer/* isMarked */.rZ)(there, record);
    if (there !== undefined && !isOurs) {
        const hint = 'Delete or rename it in Astro, then run again.';
        return (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(subject, `exists (${there.id}), and no record says that this action made it as a preview`, hint));
    }
    if (there !== undefined && there.id === record?.deployment)
        return (0,plan_plan/* planOf */.XC)({});
    const { copied, left } = copiedVariables(base.variables);
    const reason = there !== undefined
        ? 'a run was interrupted while it created it'
        : record?.deployment === undefined
            ? `there is none for ${(0,manifest_preview/* labelOf */.Wy)(of)} yet`
            : 'somebody deleted it';
    const description = `Preview of ${(0,visible/* shortened */.vI)(base.name, CLOSE)} for ${(0,visible/* shortened */.vI)((0,manifest_preview/* labelOf */.Wy)(of), CLOSE)}`;
    const gets = copied.length === 0 ? [] : [(0,plan_plan/* note */.N4)(subject, `gets ${copied.join(', ')} of ${base.name}`)];
    const stays = left.length === 0
        ? []
        : [
            (0,plan_plan/* note */.N4)(subject, `does not get ${left.join(', ')} of ${base.name}: secret, not known to be harmless, or made for ${base.name} alone`, 'Set in Astro what the preview needs.')
        ];
    return (0,plan_plan/* planOf */.XC)({
        steps: [{ kind: 'create', base: base.name, copy: { name, description, variables: copied }, reason }],
        findings: [...gets, ...stays]
    });
}
/** A new Deployment runs the image of Astro alone until a deploy brings another one. `deployType`: of the first deploy. Pure. */
function planFirstImage(preview, { deployType, providerInstalled }) {
    if (providerInstalled || (0,deploy_types/* partsOf */.CI)(deployType).includes('image'))
        return (0,plan_plan/* planOf */.XC)({});
    return (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(`preview ${preview}`, `is new, and deploy-type ${deployType} ships no image, so its Airflow would lack the hashicorp provider and not start`, 'Use `deploy-type: infer` or `image-and-dags` until there is one.'));
}

;// CONCATENATED MODULE: ./lib/plan/preview/renamed.js



/**
 * A preview keeps role and policy: its record names one of each, and what it named before would outlive the preview. `record`: undefined
 * for a new one. Pure.
 */
function planSameNames(preview, scope, record) {
    if (record === undefined)
        return (0,plan_plan/* planOf */.XC)({});
    const was = namesOf(record);
    const wanted = namesOf({ access: (0,manifest_scope/* accessOf */.YK)(scope), policy: scope.policy });
    if (was === wanted)
        return (0,plan_plan/* planOf */.XC)({});
    return (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(`preview ${preview}`, `has ${was}, and with this manifest it would get ${wanted}`, 'Delete the preview with `preview: delete`, then deploy it again.'));
}
/** Likewise the mount: its record is the lock of its runs. `former`: another one, on which it is recorded. Pure. */
function planSameMount(preview, { mount }, former) {
    return (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(`preview ${preview}`, `is recorded on mount ${former}/, and the manifest says ${mount}/`, 'Delete the preview with `preview: delete`, then deploy it again.'));
}
const namesOf = ({ access, policy }) => `role ${(0,records_readers/* roleOf */.kp)(access)} and policy ${policy}`;

;// CONCATENATED MODULE: ./lib/plan/preview/shared.js

/**
 * A preview that is not isolated may read what its base reads by the base's record, and nothing that only the checkout says: a pull
 * request could name any folder. `held`: what the base holds; undefined if nothing is recorded. Pure.
 */
function planShared({ name, isolated }, asked, base, held) {
    if (isolated)
        return (0,plan_plan/* planOf */.XC)({});
    const subject = `preview ${name}`;
    if (held === undefined)
        return (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(subject, `may read what ${base} reads, and no record says what that is`, `Run mode \`deploy\` for ${base} first.`));
    if (foldersOf(asked) === foldersOf(held))
        return (0,plan_plan/* planOf */.XC)({});
    return (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(subject, `may read what ${base} reads, which is ${foldersOf(held)}, and the manifest says ${foldersOf(asked)}`, `Run mode \`deploy\` for ${base} with that manifest first, or undo the change to its folders.`));
}
const foldersOf = ({ mount, variablesPath, connectionsPath }) => `${mount}/${variablesPath} and ${mount}/${connectionsPath}`;

;// CONCATENATED MODULE: ./lib/run/preview/run.js
/** The same run about these Deployments. */
const aboutThese = (targets) => run => ({ ...run, scopes: run.scopes.map(scope => ({ ...scope, targets: targets.map(ref => ({ ref })) })) });

;// CONCATENATED MODULE: ./lib/run/preview/deploy.js
















/** Deploys a preview: makes its Deployment first, if there is none. The base is only looked at. */
async function deployPreview(run) {
    const { inputs, manifest, scope, astro, ports, act } = run;
    const base = await astro.find(run.base);
    (0,run_targets/* refusePreview */.jI)(base);
    (0,run_targets/* refuseTwice */.H8)([base], inputs, manifest);
    if (scope.deployment === undefined)
        (0,run_targets/* refuseSharing */.tX)(base, inputs, manifest);
    const first = await foresee(run, base);
    if (first.id === undefined || (ports.agree !== undefined && inputs.mode !== 'plan'))
        await deploy_announce(run, first);
    if (inputs.mode === 'plan')
        return first.id === undefined ? undefined : await act(aboutThese([{ id: first.id }]));
    if (first.id === undefined)
        await deploy_testProject(run);
    await holdingPreview(run, base.name, async (lock) => {
        const { making, id } = await foresee(run, base);
        const conflicts = (0,plan_plan/* conflictsOf */.hC)(making);
        if (conflicts.length > 0)
            throw new base_errors/* UserError */.yo(conflicts);
        await renew(run, base, lock);
        // What was shown is what is reported as done.
        const [step] = (0,external_node_util_.isDeepStrictEqual)(making.steps, first.making.steps) ? first.making.steps : making.steps;
        const made = step === undefined ? id : (await create(step, base, { ...ports, astro, lock })).id;
        if (made === undefined)
            throw new Error('a preview has a Deployment by now');
        await act(aboutThese([{ id: made }]));
        return 'kept';
    });
}
async function foresee(run, base) {
    const { inputs, manifest, scope, preview, astro } = run;
    const { vault } = run.opened;
    const { mount } = scope;
    const { value } = await (0,consumer/* readConsumer */.jR)(vault, mount, preview.name);
    const former = value === undefined ? await formerMount(vault, scope, preview.name) : undefined;
    if (former !== undefined)
        return { making: planSameMount(preview.name, scope, former) };
    const record = value?.preview;
    const read = preview.isolated ? undefined : (await (0,consumer/* readConsumer */.jR)(vault, mount, base.id)).value?.holds;
    const create = planCreate(preview, base, { record, there: await deploymentOf(astro, preview.name, record) });
    const making = (0,plan_plan/* join */.fj)([
        create,
        create.steps.length === 0 ? (0,plan_plan/* planOf */.XC)({}) : planFirstImage(preview.name, { ...inputs, ...manifest.astro }),
        planSameNames(preview.name, scope, record),
        planShared(preview, scope, base.name, read)
    ]);
    if (record?.deployment !== undefined && making.steps.length + (0,plan_plan/* conflictsOf */.hC)(making).length === 0)
        return { making, id: record.deployment };
    if (!preview.isolated || value !== undefined || (await vault.mount(mount)).state !== 'absent')
        return { making };
    // The record of a preview has to be there first.
    const missing = (0,plan_plan/* conflict */.hj)(`mount ${mount}/`, 'does not exist yet', `Run mode \`deploy\` for ${base.name} first.`);
    return { making: (0,plan_plan/* join */.fj)([making, (0,plan_plan/* told */.Ev)(missing)]) };
}
/** Shows what is going to be done, as far as that is known before there is a Deployment, and asks before its record is written. */
async function deploy_announce(run, { making, id }) {
    const { inputs, resolve, opened, ports, allow, astro, preview } = run;
    const about = aboutThese(id === undefined ? [] : [{ id }])(await resolve());
    const [first, ...others] = (await planRun(about, opened, ports, new Results(about, ports))).chapters;
    const chapters = first === undefined ? [{ plan: making }] : [{ ...first, plan: (0,plan_plan/* join */.fj)([making, first.plan]) }, ...others];
    (0,show/* show */.WU)(chapters, ports);
    if (inputs.mode === 'plan')
        return;
    allow((0,show/* stepsOf */.B_)(chapters));
    await ports.agree?.(chapters, [`record preview ${preview.name}`]);
    if (id === undefined)
        await astro.ready();
}
/** It lives on from now, with the names that the manifest has by now. */
async function renew(run, base, lock) {
    const record = recordOf(run, base.name, await run.opened.vault.now());
    await lock.save(({ preview, ...rest }) => ({ ...rest, ...(preview && { preview: { ...preview, ...record } }) }));
}
/** A project that fails its tests is no reason to make a Deployment. */
async function deploy_testProject({ inputs, manifest, astro }) {
    if ((0,deploy_types/* partsOf */.CI)(inputs.deployType).length === 0)
        return;
    const { parse, pytest, environmentFile } = manifest.astro;
    const { projectDir, imageName, buildSecrets } = inputs;
    await astro.test({ projectDir, parse, pytest, environmentFile, imageName, buildSecrets: buildSecrets.length });
}

;// CONCATENATED MODULE: ./lib/run/preview/preview.js




/** A run for a preview of the selected Deployment. Without an Astro token, a plan shows what can be said of Vault. */
async function inPreview(about) {
    const { inputs, manifest, scopes } = about.prepared;
    const astro = inputs.astro && about.ports.openAstro(inputs.astro);
    if (astro === undefined)
        return await about.act(aboutThese([]));
    const [one, ...others] = scopes;
    const [base] = one?.targets ?? [];
    if (one?.preview === undefined || base === undefined || others.length > 0)
        throw new Error('a preview has one base');
    const { scope, preview } = one;
    const run = { ...about, inputs, manifest, scope, preview, base: base.ref, astro };
    await replanning(inputs, about.ports, about.opened.vault, () => inputs.preview?.ends ? deletePreview(run) : deployPreview(run));
}

// EXTERNAL MODULE: ./lib/run/stranger.js
var stranger = __webpack_require__(8675);
// EXTERNAL MODULE: ./lib/records/secret-changes.js
var secret_changes = __webpack_require__(7656);
// EXTERNAL MODULE: ./lib/plan/vault/claim.js
var vault_claim = __webpack_require__(4316);
;// CONCATENATED MODULE: ./lib/plan/vault/undo.js






/** Reverses what the run `run` changed below this scope and nobody has changed since. Pure. */
function planUndo(scope, run, observed) {
    const { ledger, changes, claims, readers } = observed;
    if (changes.length === 0) {
        const message = `has no record of a change that run ${run} made below ${scope.variablesPath}/ or ${scope.connectionsPath}/`;
        const hint = 'Choose the Deployments of that run, as with `deployments: all`: isolated ones have folders of their own. Only the last 20 runs that changed secrets are kept.';
        return (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(`manifest ${scope.manifest}`, message, hint));
    }
    const byPath = (0,secret_changes/* changesByPath */.g5)(changes);
    const undoing = (0,plan_plan/* join */.fj)([...byPath].map(([path, ofPath]) => undoOne(path, ofPath, scope.mount, run, observed)));
    const steps = undoing.steps.filter(plan_step/* isSecretStep */.p7);
    if (steps.length === 0)
        return undoing;
    const paths = steps.map(({ path }) => path);
    const changing = new Set(paths);
    const doubt = ledger.doubt === undefined
        ? []
        : [(0,plan_plan/* conflict */.hj)('undo', `is not possible yet: ${ledger.doubt}`, 'Run without `undo` first: that rebuilds the ledger.')];
    const adopted = [...byPath].filter(([, ofPath]) => ofPath.at(-1)?.adopted).map(([path]) => path);
    const conflicts = steps.flatMap(({ path, kind }) => {
        const at = `${scope.mount}/${path}`;
        const cannot = `so run ${run} cannot be undone there`;
        const other = claims?.by.get(path);
        if (other !== undefined)
            return [(0,plan_plan/* conflict */.hj)(at, `now belongs to manifest ${other}, ${cannot}`)];
        const [doubtful] = ledger.entries.has(path) ? [] : (claims?.doubtful ?? []);
        if (doubtful !== undefined)
            return [
                (0,plan_plan/* conflict */.hj)(at, `may belong to manifest ${doubtful.manifest} by now, whose ledger ${doubtful.why}, ${cannot}`, doubtful.hint)
            ];
        const users = (0,records_readers/* whoMayUse */.D)({ kind: 'secret', path, place: scope }, readers);
        if (kind !== 'delete' || (0,records_readers/* named */.KT)(users).length === 0)
            return [];
        return [(0,plan_plan/* conflict */.hj)(at, `may still be read by ${(0,records_readers/* named */.KT)(users).join(', ')}, ${cannot}`), ...(0,records_readers/* findingsOf */.WX)(users)];
    });
    const reason = (0,vault_claim/* toWrite */.jO)(steps);
    const none = new Set();
    return (0,plan_plan/* join */.fj)([
        (0,plan_plan/* planOf */.XC)({
            findings: [...doubt, ...conflicts],
            steps: [
                {
                    kind: 'claim',
                    manifest: scope.manifest,
                    entries: (0,vault_claim/* pending */.Ub)(ledger, paths),
                    roles: new Map(),
                    policies: none,
                    added: new Set(paths.filter(path => !ledger.entries.has(path))),
                    takenFrom: new Map(),
                    changing: steps,
                    reason
                }
            ]
        }),
        undoing,
        (0,plan_plan/* planOf */.XC)({
            steps: [
                {
                    kind: 'ledger',
                    manifest: scope.manifest,
                    known: new Map(),
                    gone: new Set(adopted.filter(path => !changing.has(path))),
                    released: new Set(adopted),
                    reason: 'the next run compares with them'
                }
            ]
        })
    ]);
}
function undoOne(path, ofPath, mount, run, { now, before, left, key }) {
    const at = `${mount}/${path}`;
    const isMadeBy = (start, data) => key === undefined || (0,records_key/* secretFingerprint */.nO)(key, mount, path, data).startsWith(start);
    const [latest, first] = [ofPath[0], ofPath.at(-1)];
    const there = now.get(path);
    const was = before.get(path);
    if (latest === undefined || first === undefined || there === undefined || there.state === 'not-visible')
        return (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(at, 'cannot be read with this token, so it cannot be undone'));
    if (!first.existed && there.state === 'absent')
        return (0,plan_plan/* planOf */.XC)({});
    if (first.existed && was?.state === 'present' && there.state === 'present' && was.data.equals(there.data))
        return (0,plan_plan/* planOf */.XC)({});
    if (first.kind === 'delete' && there.state === 'present' && there.version === first.from)
        return (0,plan_plan/* planOf */.XC)({});
    const version = latest.kind === 'write' ? latest.from + 1 : latest.from;
    const content = left.get(path);
    const made = there.version === version ? there : content;
    if (latest.wrote !== undefined && made?.state === 'present' && !isMadeBy(latest.wrote, made.data)) {
        return (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(at, `was changed by somebody else just before run ${run} (version ${version}); undoing would lose that change`));
    }
    // A later run may have been undone: then the same content is there in a later version.
    const same = content?.state === 'present' && there.state === 'present' && content.data.equals(there.data);
    if (there.version !== version && there.version !== latest.from && !same) {
        return (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(at, `was changed again after run ${run} (it has version ${there.version}; that run left version ${version}); undoing would lose that change`));
    }
    const reason = `run ${run} ${first.kind === 'delete' ? 'deleted' : first.existed ? 'changed' : 'created'} it`;
    if (!first.existed)
        return (0,plan_plan/* planOf */.XC)({ steps: [{ kind: 'delete', path, version: there.version, reason }] });
    if (there.state === 'absent' && there.version === first.from)
        return (0,plan_plan/* planOf */.XC)({ steps: [{ kind: 'undelete', path, version: first.from, reason }] });
    if (first.kind === 'delete')
        return (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(at, `was deleted by run ${run} (version ${first.from}), which later wrote it again`, `Undelete that version with \`vault kv undelete -mount=${mount} -versions=${first.from} ${path}\` to see what it was, and restore it by hand.`));
    if (was?.state !== 'present')
        return (0,plan_plan/* told */.Ev)((0,plan_plan/* conflict */.hj)(at, `cannot be restored: Vault no longer keeps version ${first.from}`));
    const overwrites = there.state === 'present';
    return (0,plan_plan/* planOf */.XC)({ steps: [{ kind: 'secret', path, data: was.data, expected: there.version, overwrites, reason }] });
}

;// CONCATENATED MODULE: ./lib/run/undo.js






/** Reverses what an earlier run changed in the chosen scopes, and does nothing else. It need not have changed each of them. */
async function undo({ scopes, inputs }, { vault }, allow, ports) {
    const observing = [];
    for (const { scope } of scopes) {
        const observed = await (0,observe_vault/* observeUndo */.B)(vault, scope, inputs.undo);
        observing.push({ scope, observed, plan: planUndo(scope, inputs.undo, observed) });
    }
    const changed = observing.filter(({ observed }) => observed.changes.length > 0);
    const undoing = changed.length > 0 ? changed : observing;
    const chapters = undoing.map(({ scope, plan }) => (0,show/* chapterOf */.FN)(scope, plan));
    (0,show/* show */.WU)(chapters, ports);
    if (inputs.mode === 'plan')
        return;
    allow((0,show/* stepsOf */.B_)(chapters));
    await ports.agree?.(chapters);
    for (const { scope, observed, plan } of undoing) {
        const context = { ...ports, vault, mount: scope.mount, readers: () => (0,observe_readers/* readersNow */.LH)(vault, scope) };
        await applyVault(plan.steps, { ...context, key: keyOnce(observed.key, context) });
    }
}

// EXTERNAL MODULE: ./lib/run/values.js + 1 modules
var values = __webpack_require__(98);
;// CONCATENATED MODULE: ./lib/run/main.js















/** One run: everything is read and planned before the first change. `docs/architecture.md` tells the same story in words. */
async function main(inputs, ports) {
    await (0,stranger/* refuseStranger */.R)(inputs, ports);
    const prepared = (0,prepare/* prepare */.iA)(inputs, undefined, ports);
    const compare = (0,diff/* comparing */.PI)(prepared, ports);
    const resolve = (0,values/* resolving */.WI)(prepared, await (0,values/* readHere */.vI)(prepared, ports), ports);
    // What cannot work anyway is reported before anybody is asked.
    const early = prepared.scopes.every(({ inVault }) => inVault.length === 0) ? await resolve() : undefined;
    const opened = inputs.vault && (await ports.openVault(inputs.vault));
    if (opened === undefined) {
        const resolved = early ?? (await resolve());
        const chapters = planWithoutVault(resolved, await compareWithBase(resolved, ports));
        (0,show/* show */.WU)(chapters, ports, { compared: false });
        return await compare();
    }
    const allow = await (0,permissions/* askPermissions */.Y)(prepared, opened.vault, ports);
    const resolved = async () => early ?? (await resolve(opened.vault));
    const act = async (choose = run => run) => await replanning(inputs, ports, opened.vault, async () => {
        const about = choose(await resolved());
        if (inputs.undo !== '')
            return await undo(about, opened, allow, ports);
        const results = new Results(about, ports);
        const look = async () => await planRun(about, opened, ports, results);
        const planned = await (inputs.mode === 'plan' ? atRest(look) : look());
        const scopes = showPlan(planned, ports, results);
        if (inputs.mode === 'plan') {
            results.end();
            await compare(opened.vault);
            return inputs.failOnDrift ? refuseDrift(planned.chapters) : undefined;
        }
        const targets = scopes.flatMap(({ targets }) => targets);
        allow((0,show/* stepsOf */.B_)(planned.chapters));
        await ports.agree?.(planned.chapters, locksLeft(targets));
        await readyFor(targets);
        await testProject(targets);
        await changeAll(scopes, inputs, results);
        results.end();
    });
    await (inputs.preview === undefined ? act() : inPreview({ prepared, opened, ports, allow, resolve: resolved, act }));
}


/***/ }),

/***/ 916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Y: () => (/* binding */ askPermissions),
  F: () => (/* binding */ runOptionsOf)
});

// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/plan/permissions/permission-text.js
var permission_text = __webpack_require__(4793);
// EXTERNAL MODULE: ./lib/plan/permissions/permissions.js + 2 modules
var permissions = __webpack_require__(9570);
// EXTERNAL MODULE: ./lib/plan/plan.js
var plan = __webpack_require__(9164);
// EXTERNAL MODULE: ./lib/sources/remote.js
var remote = __webpack_require__(1382);
// EXTERNAL MODULE: ./lib/sources/source.js
var sources_source = __webpack_require__(6949);
// EXTERNAL MODULE: ./lib/vault/paths.js
var vault_paths = __webpack_require__(6160);
// EXTERNAL MODULE: ./lib/vault/advisories.js
var advisories = __webpack_require__(1893);
;// CONCATENATED MODULE: ./lib/run/globs.js


/** A secret that is no business of this action. */
const OUTSIDE = 'outside-astro-vault-action';
/**
 * Says once where the token can overwrite or delete secrets that its policy does not name, because this server takes `..` for a
 * name in a rule that ends in `*`. The server is asked about such a path, not for it. Costs a token that may write one request,
 * and another one for the version where the answer is bad. Only an advice: what cannot be asked ends no run.
 * `there`: what the token may do, by path.
 */
async function adviseOnGlobs(permissions, there, vault, say) {
    const wide = permissions.filter(({ path, sample }) => path.includes('/data/') && path.endsWith('/*') && changes(there.get(sample)));
    if (wide.length === 0)
        return;
    const ways = wide.map(({ path }) => wayOut(path));
    const asked = await ask(vault, [...new Set(ways.flatMap(({ through, outside }) => [through, outside]))]);
    const open = ways.filter(({ through, outside }) => changes(asked.get(through)) && !changes(asked.get(outside)));
    const mounts = [...new Set(open.map(({ mount }) => `${mount}/`))].join(' and ');
    if (mounts === '')
        return;
    const server = await vault.server();
    const globs = (0,advisories/* globsOf */.p)(server);
    if (globs.are === 'tight')
        return;
    const others = `lets it overwrite and delete every other secret on ${mounts}`;
    const message = globs.are === 'loose'
        ? `also ${others}, because ${server.product} ${server.version} lets \`..\` through rules that end in \`*\` (CVE-2026-3605)`
        : `perhaps also ${others}: by its answer this server lets \`..\` through rules that end in \`*\`, and whether it has a fix of CVE-2026-3605 is unknown`;
    const update = globs.are === 'loose' ? globs.update : undefined;
    say({
        subject: "the policy of this run's token",
        message,
        hint: `${update === undefined ? 'Replace' : `Update ${update}, or replace`} the rules that end in \`*\`: docs/permissions.md has the lines.`
    });
}
/** Something in between may refuse a request that has `..` in it. */
async function ask(vault, paths) {
    try {
        return (await vault.capabilities(paths)) ?? new Map();
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return new Map();
        throw error;
    }
}
/** Not root, which may do everything anyway. */
const changes = (capabilities = []) => capabilities.some(capability => ['create', 'update', 'delete'].includes(capability));
/** How a rule on a folder of a KV v2 mount would be left, and where that leads. */
function wayOut(path) {
    const [mount = '', folder = ''] = path.replace(/\/\*$/, '').split(/\/data\/(.*)/);
    const up = folder.split('/').map(() => '..');
    return {
        mount,
        through: [mount, 'data', folder, ...up, OUTSIDE].join('/'),
        outside: [mount, 'data', OUTSIDE].join('/')
    };
}

;// CONCATENATED MODULE: ./lib/run/permissions.js








/** What a run is asked to do; `deployment`: whether it reads one. */
function runOptionsOf({ mode, check, prune, undo }, deployment) {
    return { mode, deployment, check, prune: prune.mode, undo: undo !== '' };
}
/**
 * Asks once what the token may do. Ends the run if it may not read all that a plan needs; the returned function does the same
 * if it may not take the steps of the plan. Both name everything that is missing. `advice`: how a policy is told of that reaches
 * further than it says, as the one that this action prints does on some servers. In every run a warning would be noise.
 */
async function askPermissions(prepared, vault, { tell, advice = 'note' }) {
    const permissions = permissionsOf(prepared).filter(({ when }) => when !== 'optional');
    const there = await vault.capabilities([...new Set(permissions.map(({ sample }) => sample))]);
    if (there === undefined) {
        const message = 'were not checked beforehand: its policies do not allow sys/capabilities-self';
        tell({ kind: 'found', finding: (0,plan/* note */.N4)("the permissions of this run's token", message) });
        return () => { };
    }
    const missing = permissions
        .map(permission => ({ ...permission, capabilities: lacking(permission, there.get(permission.sample) ?? []) }))
        .filter(({ capabilities }) => capabilities.length > 0);
    const blind = missing.some(({ when }) => when === 'looking') || (await cannotSeeMount(missing, prepared, vault));
    const gone = blind && isNothing(there) ? await goneOf(vault) : [];
    if (gone.length > 0)
        throw withoutPolicy(prepared, permissions, gone);
    if (blind)
        throw (await wrongMounts(prepared, missing, vault)) ?? refusal(prepared, permissions, missing);
    await adviseOnGlobs(permissions, there, vault, said => tell({ kind: 'found', finding: { severity: advice, ...said } }));
    return steps => {
        const needed = missing.filter(({ when }) => typeof when === 'function' && (steps === 'all' || steps.some(when)));
        if (needed.length > 0)
            throw refusal(prepared, permissions, needed);
    };
}
/** What all scopes need. */
const permissionsOf = ({ inputs, scopes }) => scopes.flatMap(one => (0,permissions/* permissionsFor */.m)(one, runOptionsOf(inputs, one.targets.length > 0 && inputs.astro !== undefined)));
const lacking = ({ capabilities }, there) => there.includes('root') ? [] : capabilities.filter(capability => !there.includes(capability));
/** A mount that exists can be seen with any right below it. */
async function cannotSeeMount(missing, { manifest }, vault) {
    const matters = missing.some(({ when }) => when === 'absent mount');
    return matters && (await vault.mount(manifest.vault.mount)).state === 'not-visible';
}
const isNothing = (there) => [...there.values()].every(capabilities => capabilities.every(capability => capability === 'deny'));
/** The policies of a token that may do nothing. A deleted one stays with its tokens, by its name; `default` never grants any of this. */
async function goneOf(vault) {
    const own = await vault.ownPolicies();
    return own.state === 'present' ? own.value.filter(name => name !== 'default') : [];
}
/** What is missing then is a policy, not some lines of it. */
function withoutPolicy({ inputs }, permissions, gone) {
    const needs = `needs${placeOf(inputs)}; nothing was changed. Write`;
    const message = gone.length === 1
        ? `policy ${gone[0]} of this run's token no longer exists, or grants nothing that mode ${inputs.mode} ${needs} it again, with:`
        : `policies ${gone.join(', ')} of this run's token no longer exist, or grant nothing that mode ${inputs.mode} ${needs} one of them again, with:`;
    return new errors/* UserError */.yo(`${message}\n${(0,permission_text/* hcl */.aq)((0,permission_text/* rulesOf */.fD)(permissions)).trimEnd()}`);
}
/** Sources on mounts where no permission would help; undefined if there are none. */
async function wrongMounts({ scopes, manifest }, missing, vault) {
    const paths = new Set(missing.map(({ path }) => path));
    const sources = scopes
        .flatMap(({ inVault }) => inVault)
        .flatMap(({ source }) => {
        if (source.from !== 'vault')
            return [];
        const { mount = manifest.vault.mount, path } = source;
        return paths.has((0,vault_paths/* dataPath */.Kf)(mount, path)) ? [{ mount, subject: (0,sources_source/* nameOf */.V)(source) }] : [];
    });
    const findings = [];
    for (const { mount, subject } of sources) {
        const wrong = (0,remote/* wrongKind */.o)(mount, await vault.mount(mount));
        if (wrong !== undefined)
            findings.push({ severity: 'error', subject, message: `cannot be read: ${wrong}` });
    }
    return findings.length === 0 ? undefined : new errors/* UserError */.yo(findings);
}
/**
 * Whole lines, not only the missing half of one: if two rules of a policy match a path, Vault applies the closer one and ignores
 * the other.
 */
function refusal({ inputs }, permissions, missing) {
    const lines = (0,permission_text/* rulesOf */.fD)(permissions).flatMap(line => {
        const lacks = (0,permission_text/* rulesOf */.fD)(missing).find(({ path }) => path === line.path)?.capabilities;
        return lacks === undefined ? [] : [{ ...line, comment: `${lacks.join(', ')} missing; ${line.comment}` }];
    });
    const message = `the token of this run lacks permissions that mode ${inputs.mode} needs; nothing was changed. Add to its policy${placeOf(inputs)}:`;
    return new errors/* UserError */.yo(`${message}\n${(0,permission_text/* hcl */.aq)(lines).trimEnd()}`);
}
const placeOf = ({ vault }) => (vault?.namespace === undefined ? '' : ` in namespace ${vault.namespace}`);


/***/ }),

/***/ 8049:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ withPlaces)
/* harmony export */ });
/* harmony import */ var _identity_identities_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6539);

/** The scope with what its identity leaves to the platform: where its Deployments run. Throws if Astro does not say it. */
async function withPlaces(resolved, look) {
    const { manifest, targets } = resolved;
    const complete = (0,_identity_identities_js__WEBPACK_IMPORTED_MODULE_0__/* .identityKind */ .HR)(manifest.identity).fromPlatform?.(manifest.identity);
    if (complete === undefined)
        return resolved;
    const seen = await Promise.allSettled(targets.map(look));
    const deployments = seen.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []));
    // Without all of them, the others would be refused by what is written.
    for (const one of seen)
        if (one.status === 'rejected')
            throw one.reason;
    const places = deployments.map(({ remoteExecution, ...place }) => ({ ...place, isElsewhere: remoteExecution ?? false }));
    return { ...resolved, manifest: { ...manifest, identity: complete(places) } };
}


/***/ }),

/***/ 2319:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ST: () => (/* binding */ NOT_IN_THIS_FOLDER),
  My: () => (/* binding */ complete),
  iA: () => (/* binding */ prepare)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/base/files.js
var files = __webpack_require__(378);
// EXTERNAL MODULE: ./lib/identity/identities.js + 6 modules
var identities = __webpack_require__(6539);
// EXTERNAL MODULE: ./lib/manifest/entries.js
var entries = __webpack_require__(5665);
// EXTERNAL MODULE: ./lib/manifest/local.js
var local = __webpack_require__(5894);
// EXTERNAL MODULE: ./lib/manifest/matches.js
var matches = __webpack_require__(1564);
// EXTERNAL MODULE: ./lib/manifest/read.js + 8 modules
var manifest_read = __webpack_require__(968);
// EXTERNAL MODULE: ./lib/manifest/scope.js
var manifest_scope = __webpack_require__(9893);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./lib/airflow/connection.js
var connection = __webpack_require__(4478);
// EXTERNAL MODULE: ./lib/airflow/connection-json.js
var connection_json = __webpack_require__(4677);
// EXTERNAL MODULE: ./lib/airflow/size.js
var size = __webpack_require__(9823);
// EXTERNAL MODULE: ./lib/airflow/uri.js + 1 modules
var airflow_uri = __webpack_require__(4332);
// EXTERNAL MODULE: ./lib/base/secret.js
var base_secret = __webpack_require__(5977);
// EXTERNAL MODULE: ./lib/values/resolved.js
var resolved = __webpack_require__(624);
;// CONCATENATED MODULE: ./lib/values/kv.js








/** KV version 2, where Airflow's `VaultBackend` reads: one secret per variable or connection. */
const kvSink = ({ manifest, scope }) => one => {
    const [path, label] = [(0,entries/* pathOf */.XM)(scope, one), (0,resolved/* labelOf */.W)(one)];
    const data = dataOf(one, manifest.vault.format);
    if (data === undefined)
        return { made: { path, label, ...lackOf(one) } };
    if (typeof data === 'string')
        return { made: { path, label }, problem: data };
    return { made: { path, label, data: new base_secret/* Secret */.z(data) }, ...(0,size/* sizeOfSecret */.l)(data) };
};
const lackOf = (one) => 'unresolved' in one && one.unresolved !== undefined ? { lacks: one.unresolved.message } : {};
/** The data of one secret, or why there can be none; undefined if there is no value. */
function dataOf(one, usual) {
    if ('text' in one)
        return { value: one.text.reveal() };
    if (!('connection' in one))
        return undefined;
    const made = one.connection.reveal();
    return (one.format ?? usual) === 'fields' ? (0,connection_json/* fieldsOf */.P)((0,connection/* asAirflowReads */.SW)(made), one.description) : uriData(made);
}
/** The encoder is tested with vectors. Even so, what Airflow would read as something else must not be written. */
function uriData(made) {
    const uri = (0,airflow_uri/* encodeUri */.RR)(made);
    const read = (0,airflow_uri/* parseUri */.wY)(uri);
    const isSame = read.ok && (0,external_node_util_.isDeepStrictEqual)(read.value, (0,connection/* asAirflowReads */.SW)(made));
    return isSame ? { conn_uri: uri } : 'has no URI that Airflow would read back unchanged';
}

// EXTERNAL MODULE: ./lib/airflow/definition.js
var definition = __webpack_require__(6619);
// EXTERNAL MODULE: ./lib/airflow/names.js
var names = __webpack_require__(2792);
// EXTERNAL MODULE: ./lib/base/finding.js
var base_finding = __webpack_require__(8340);
// EXTERNAL MODULE: ./lib/base/masks.js
var masks = __webpack_require__(4452);
// EXTERNAL MODULE: ./lib/imports/secrecy.js + 1 modules
var secrecy = __webpack_require__(8541);
;// CONCATENATED MODULE: ./lib/values/imported.js




/** What to mask of an import, by name: every value is a secret, whatever it looks like. */
function importedSecrets(one) {
    if (one.kind === 'connection')
        return [...secretsOf(one.connection.reveal())].map(([field, secret]) => [
            `connections.${one.name}.${field}`,
            new base_secret/* Secret */.z(secret)
        ]);
    // Nobody who imports `retries: 3` needs a warning that 3 is too short to mask.
    const masked = (0,secrecy/* hasSecretName */._o)(one.name) || !(0,masks/* isTooShortToMask */.QX)(one.text);
    return masked ? [[`variables.${one.name}`, one.text]] : [];
}
function* secretsOf(made) {
    yield ['conn_uri', (0,airflow_uri/* encodeUri */.RR)(made)];
    if (made.password)
        yield ['password', made.password];
    if (made.extra === undefined)
        return;
    yield ['extra', made.extra];
    for (const { path, value } of (0,secrecy/* secretLeaves */.TR)(JSON.parse(made.extra || '{}'), 'extra'))
        yield [['extra', ...path].join('.'), String(value)];
}

// EXTERNAL MODULE: ./lib/airflow/text.js
var airflow_text = __webpack_require__(3877);
// EXTERNAL MODULE: ./lib/airflow/variable.js
var variable = __webpack_require__(5938);
// EXTERNAL MODULE: ./lib/sources/values.js
var values = __webpack_require__(4454);
;// CONCATENATED MODULE: ./lib/values/manifest.js







/** An entry of the manifest with the values of its sources, checked by Airflow's rules. */
function resolveEntry(entry, reader, manifest, diagnostics) {
    const { kind, name, at } = entry;
    reader.begin(entry);
    const made = entry.kind === 'variable' ? manifest_variable(entry.value, reader) : manifest_connection(entry, reader, diagnostics);
    if (reader.missing.length > 0)
        return { kind, name, at, unresolved: manifest.findingAt(at, `needs ${(0,values/* describeMissing */.UV)(reader.missing)}`) };
    if ('kind' in made)
        return { ...made, name, at };
    for (const problem of made)
        diagnostics.problem(entry, problem);
    return { kind, name, at };
}
function manifest_variable(value, reader) {
    const text = reader.text(value);
    const problem = (0,variable/* variableValueProblem */.b)(text);
    return problem === undefined ? { kind: 'variable', text: new base_secret/* Secret */.z(text) } : [problem];
}
function manifest_connection(whole, reader, diagnostics) {
    const entry = whole.connection;
    switch (entry.form) {
        case 'fields':
            return checked(entry, connectionFrom(entry, reader), entry.description);
        case 'uri': {
            const text = reader.text(entry.text, 'conn_uri');
            if (text === '')
                return ['has an empty conn_uri'];
            const parsed = (0,airflow_uri/* parseUri */.wY)(text);
            if (!parsed.ok)
                return [`conn_uri ${parsed.problem}`];
            for (const warning of parsed.warnings)
                diagnostics.warning(whole, `conn_uri ${warning}`);
            return checked(entry, parsed.value);
        }
        case 'json': {
            const parsed = (0,connection_json/* parseJsonConnection */.q)(reader.text(entry.text, 'conn_json'));
            if ('problem' in parsed)
                return [`conn_json ${parsed.problem}`];
            return checked(entry, parsed.connection, entry.format === 'fields' ? parsed.description : undefined);
        }
    }
}
function checked({ format }, made, description) {
    const unkept = (0,airflow_text/* textProblem */.F)(description ?? '');
    const problems = [...(0,connection/* connectionProblems */.lm)(made), ...(unkept === undefined ? [] : [`description ${unkept}`])];
    if (problems.length > 0)
        return problems;
    return { kind: 'connection', connection: new base_secret/* Secret */.z(made), format, ...(description === undefined ? {} : { description }) };
}
function connectionFrom(entry, reader) {
    const { port, ...fields } = entry.fields;
    const texts = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, reader.text(value, name)]));
    return {
        connType: entry.connType,
        ...texts,
        ...(port === undefined ? {} : { port: Number(reader.text(port, 'port').trim() || Number.NaN) })
    };
}

// EXTERNAL MODULE: ./lib/airflow/float.js
var airflow_float = __webpack_require__(9858);
// EXTERNAL MODULE: ./lib/manifest/source.js
var source = __webpack_require__(643);
// EXTERNAL MODULE: ./lib/sources/schema.js
var schema = __webpack_require__(2671);
// EXTERNAL MODULE: ./lib/sources/source.js
var sources_source = __webpack_require__(6949);
;// CONCATENATED MODULE: ./lib/values/reader.js







/** Turns values into text, one secret at a time, and remembers their sources: what they gave, and what was missing. */
class Reader {
    /** What to mask, by name. */
    used = new Map();
    #values;
    #scope;
    #at = '';
    #missing = [];
    constructor(values, scope) {
        this.#values = values;
        this.#scope = scope;
    }
    /** Continues with this secret. */
    begin(entry) {
        this.#at = (0,entries/* pathOf */.XM)(this.#scope, entry);
        if (this.#missing.length > 0)
            this.#missing = [];
    }
    /** What was missing for that secret. */
    get missing() {
        return this.#missing;
    }
    /** `field` distinguishes several values of one secret. */
    text(value, field = '') {
        switch (value.kind) {
            case 'constant':
                return this.#constant(value.text);
            case 'source':
                return this.#read(value, field);
            case 'json':
                return JSON.stringify(this.#fill(value.tree, field));
        }
    }
    #constant(text) {
        const filled = (0,source/* constantFor */.ym)(text, this.#scope.deployment);
        if (filled === undefined)
            this.#missing.push({
                name: '$' + '{deployment}',
                why: 'defined only if the input deployment, deployment-id or deployment-name selects a Deployment with `isolate: true`'
            });
        return filled ?? '';
    }
    #read(named, field) {
        const place = (0,values/* placed */.GS)(named, this.#at, field);
        const found = (0,values/* lookUp */.TE)(place, this.#values);
        if (!(found instanceof base_secret/* Secret */.z))
            this.#missing.push(found);
        else
            this.used.set(this.#freeName(place, found), found);
        return found instanceof base_secret/* Secret */.z ? found.reveal() : '';
    }
    /** Two values may come from sources of the same name, such as two calls of one program; both must be masked. */
    #freeName({ source, at }, found) {
        const name = (0,sources_source/* nameOf */.V)(source);
        const taken = this.used.get(name);
        return source.from === 'generate' || (taken !== undefined && !taken.equals(found)) ? `${name} of ${at}` : name;
    }
    #fill(tree, field) {
        const source = (0,schema/* leafSource */.mA)(tree);
        if (source !== undefined && 'source' in source) {
            const text = this.#read(source, field);
            const isStructure = source.source.from === 'file' && source.source.as === 'json' && text !== '';
            return isStructure ? (0,airflow_float/* parseWithFloats */.nO)(text) : text;
        }
        if (typeof tree === 'string')
            return tree;
        if (Array.isArray(tree))
            return tree.map((item, index) => this.#fill(item, `${field}.${index}`));
        if (typeof tree !== 'object' || tree === null || tree instanceof airflow_float/* WholeFloat */.wI)
            return tree;
        return Object.fromEntries(Object.entries(tree).map(([key, child]) => [key, this.#fill(child, `${field}.${key}`)]));
    }
}

;// CONCATENATED MODULE: ./lib/values/twice.js


/**
 * Why some of them must not be in both places, as the rest of the sentence `is also in airflow-secrets.yaml:4:3, …`.
 *
 * The author of manifest and import, perhaps in a pull request, must not learn from this what the run may read and the author may not.
 * So a value from Vault is compared with nothing, and all other sources are compared together: if each were judged by itself,
 * thousands of guesses would show which of them is right.
 */
function contradictionsIn(all, scope) {
    const withFrom = all.map(twice => ({ twice, from: (0,entries/* sourcesOf */.u0)(scope, [twice.entry]).map(({ source }) => source.from) }));
    const those = (is) => withFrom.filter(({ from }) => is(from)).map(({ twice }) => twice);
    const isFromVault = (from) => from.includes('vault') || from.includes('generate');
    const constant = those(from => from.length === 0).filter(contradicts);
    const fromVault = those(isFromVault);
    const others = those(from => from.length > 0 && !isFromVault(from));
    const together = others.some(contradicts) ? others : [];
    const because = (twice, message) => twice.map(({ imported }) => [imported, message]);
    return new Map([
        ...because(constant, DIFFERENT),
        ...because(fromVault, 'whose value comes from Vault and is not compared'),
        ...because(together, others.length === 1 ? DIFFERENT : SOME)
    ]);
}
const DIFFERENT = 'with a different value';
const SOME = 'and at least one of all the names in both places has a different value';
/** A value that this run was not given may be equal. */
const contradicts = ({ own, imported }) => !('unresolved' in own) && !(hasValue(own) && (0,definition/* sameValue */.e)(imported, own));
const hasValue = (one) => 'text' in one || 'connection' in one;

;// CONCATENATED MODULE: ./lib/values/resolve.js








/**
 * Every variable and connection that a Deployment of a scope should have, in the form of the sink, and everything that is wrong
 * with it. A name may be in both the manifest and an import if the values are equal; a Deployment's own value replaces an
 * imported one. The sink takes one at a time, so that of 20,000 values none stays in memory for long. Pure.
 */
function resolve({ manifest, scope, own, imported }, values, sink) {
    const diagnostics = new resolved/* Diagnostics */.r(manifest);
    const unresolved = [];
    const put = (one) => {
        const { made, problem, warning } = sink(one);
        if (problem !== undefined)
            diagnostics.problem(one, problem);
        if (warning !== undefined)
            diagnostics.warning(one, warning);
        if ('unresolved' in one && one.unresolved !== undefined)
            unresolved.push(one.unresolved);
        return made;
    };
    const reader = new Reader(values, scope);
    const brought = new definition/* ByName */.r(imported.definitions);
    const inBoth = new definition/* ByName */.r();
    const twice = [];
    const made = own.map(entry => {
        const one = resolveEntry(entry, reader, manifest, diagnostics);
        const other = brought.get(one);
        if (other !== undefined)
            inBoth.add(one);
        if (other !== undefined && !isOwnOfDeployment(one))
            twice.push({ entry, own: one, imported: other });
        return put(one);
    });
    diagnostics.problems.push(...imported.problems);
    diagnostics.warnings.push(...imported.warnings);
    const contradictions = contradictionsIn(twice, scope);
    for (const one of imported.definitions) {
        const first = inBoth.get(one);
        if (first !== undefined && isOwnOfDeployment(first))
            continue;
        const contradiction = contradictions.get(one);
        if (first !== undefined && contradiction !== undefined)
            diagnostics.problem(one, `is also in ${diagnostics.placeOf(first)}, ${contradiction}; remove one of them`);
        const there = put(one);
        if (first === undefined)
            made.push(there);
    }
    return {
        made,
        unresolved,
        problems: diagnostics.problems,
        warnings: withoutRepeats([...collisionsAmong([...own, ...imported.definitions]), ...diagnostics.warnings]),
        sources: new Map([...reader.used, ...imported.definitions.flatMap(importedSecrets)])
    };
}
/** Such a value is meant to differ. */
const isOwnOfDeployment = (one) => (0,resolved/* labelOf */.W)(one).startsWith('deployments.');
/** Names that people and environment variables confuse. */
function collisionsAmong(all) {
    const namesOf = (kind) => all.flatMap(one => (one.kind === kind ? [one.name] : []));
    return ['variable', 'connection'].flatMap(kind => (0,names/* namesThatCollide */._2)(namesOf(kind)).map((collision) => ({
        severity: 'warning',
        ...(collision.kind === 'case'
            ? {
                subject: `${kind}s ${collision.names.join(' and ')}`,
                message: 'differ only in case; Vault keeps them apart, but people may not'
            }
            : {
                subject: `${kind} ${collision.folder}`,
                message: `is both a secret and a folder of other secrets (${collision.inside.slice(0, 3).join(', ')})`
            })
    })));
}
const withoutRepeats = (findings) => [
    ...new Map(findings.map(finding => [(0,base_finding/* sentenceOf */.$N)(finding), finding])).values()
];

// EXTERNAL MODULE: ./lib/run/addresses.js
var addresses = __webpack_require__(9457);
// EXTERNAL MODULE: ./lib/run/imports.js
var imports = __webpack_require__(6095);
// EXTERNAL MODULE: ./lib/airflow/kwargs.js
var kwargs = __webpack_require__(7441);
// EXTERNAL MODULE: ./lib/airflow/provider.js + 1 modules
var provider = __webpack_require__(1436);
// EXTERNAL MODULE: ./lib/project/project.js
var project = __webpack_require__(8884);
;// CONCATENATED MODULE: ./lib/run/kwargs.js




/**
 * All kwargs that Airflow needs to read the secrets of this scope, except the credential. `anyProvider`: in the form that every
 * provider knows, also if the project asks for one that knows a better one.
 */
function kwargsFor(inputs, manifest, scope, login, anyProvider = false) {
    const { vault, projectDir, imageName } = inputs;
    const { airflowUrl, airflowCa, airflowTimeout } = manifest.vault;
    const settings = {
        mountPoint: scope.mount,
        connectionsPath: scope.connectionsPath,
        variablesPath: scope.variablesPath,
        url: airflowUrl ?? vault?.url ?? '',
        timeout: airflowTimeout,
        ...(vault?.namespace === undefined ? {} : { namespace: vault.namespace }),
        ...(airflowCa === undefined ? {} : { verify: airflowCa })
    };
    // By the files, whatever is shipped of them: two runs in one folder must not disagree.
    const { providerVersions = [] } = imageName === '' && !anyProvider ? (0,project/* imageFacts */.J)(projectDir) : {};
    return (0,kwargs/* backendKwargs */.SU)(settings, (0,identities/* identityKind */.HR)(scope).kwargs(manifest.identity, scope, login, (0,provider/* knowsJwt */.G0)(providerVersions)));
}

// EXTERNAL MODULE: ./lib/run/preview/names.js
var preview_names = __webpack_require__(9710);
// EXTERNAL MODULE: ./lib/run/targets.js
var targets = __webpack_require__(9907);
;// CONCATENATED MODULE: ./lib/run/prepare.js
















/**
 * Reads the manifest and asks nobody else. Throws `Mistakes` with the mistakes of the file itself; `whenAbsent` is the hint if
 * there is no such file.
 */
function prepare(inputs, whenAbsent = NOT_CHECKED_OUT, { repository = '', environment } = {}) {
    const file = (0,manifest_read/* readManifest */.W)(readText(inputs.manifest, whenAbsent), inputs.manifest);
    const { manifest, idle, problems } = (0,matches/* withMatches */.e)(inputs.local === undefined ? file : (0,local/* localManifest */.h)(file, inputs.local.airflowUrl), environment ?? {});
    const read = (0,imports/* readAll */.yw)((0,imports/* importsOf */.c5)(manifest, (0,external_node_path_.dirname)(inputs.manifest)));
    const imported = { ...read, problems: [...read.problems, ...problems] };
    const scopes = (0,targets/* chooseTargets */.uP)(inputs, manifest).map(({ isolate, targets }) => {
        const names = (0,preview_names/* namesOf */.e)(inputs, { manifest, scope: (0,manifest_scope/* scopeOf */.Od)(manifest, isolate), repository });
        const { scope, preview } = names;
        const own = (0,entries/* entriesFor */.aB)(manifest, scope);
        const places = inputs.undo !== '' || inputs.preview?.ends || (0,preview_names/* isShared */.y)(preview) ? [] : (0,entries/* sourcesOf */.u0)(scope, own);
        return {
            ...names,
            targets,
            own,
            entries: [...own, ...imported.definitions],
            places,
            inVault: places.filter(({ source }) => source.from === 'vault' || source.from === 'generate'),
            kwargsFor: (...login) => kwargsFor(inputs, names.manifest, scope, ...login)
        };
    });
    const unmatched = environment === undefined ? [] : idle.map(one => (0,imports/* inVain */.mA)(manifest, one, inputs));
    return { inputs, manifest, imported, open: idle, unmatched, scopes, warnings: (0,addresses/* addressWarnings */.k6)(inputs, manifest) };
}
/** Inserts the values, and throws `Mistakes` with all that cannot work. */
function complete(prepared, local, remote = NOTHING) {
    const { inputs, manifest, imported, unmatched } = prepared;
    // What was given instead of a source in Vault counts.
    const values = new Map([...remote.values, ...local]);
    const resolved = prepared.scopes.map(one => ({ one, ...resolve({ ...one, imported }, values, kvSink(one)) }));
    const isAllNeeded = !(inputs.mode === 'plan' || inputs.undo !== '' || inputs.preview?.ends);
    const problems = once([
        ...resolved.flatMap(({ problems }) => problems),
        ...(isAllNeeded ? resolved.flatMap(one => needed(one, unmatched)) : []),
        ...(0,addresses/* addressProblems */.XS)(inputs, manifest),
        ...prepared.scopes.flatMap(one => (0,addresses/* kwargsMistakes */.Lq)(one.kwargsFor({}), (0,identities/* identityKind */.HR)(one.scope).example))
    ]);
    if (problems.length > 0)
        throw new errors/* Mistakes */.So(problems);
    return {
        ...prepared,
        scopes: resolved.map(({ one, made }) => ({ ...one, wanted: readOnly(one, made), drawn: drawnFor(one, remote.drawn) })),
        sources: new Map(resolved.flatMap(({ sources }) => [...sources])),
        warnings: [
            ...once(resolved.flatMap(({ warnings }) => warnings)),
            ...prepared.warnings,
            ...unmatched.filter(({ severity }) => severity === 'warning')
        ]
    };
}
/** A preview that shares the secrets of its base needs no values, and has none that it could compare or write. */
const needed = ({ one, unresolved }, unmatched) => (0,preview_names/* isShared */.y)(one.preview) ? [] : [...unresolved, ...unmatched.filter(({ severity }) => severity === 'error')];
const readOnly = ({ preview }, made) => (0,preview_names/* isShared */.y)(preview) ? made.map(({ path, label }) => ({ path, label })) : made;
/** What several scopes have in common is said once. */
const once = (findings) => [
    ...new Map(findings.map(finding => [JSON.stringify(finding), finding])).values()
];
function drawnFor({ places }, drawn) {
    const own = new Set(places.map(({ at }) => at));
    return new Map([...drawn].filter(([at]) => own.has(at)));
}
const NOTHING = { values: new Map(), drawn: new Map() };
const NOT_CHECKED_OUT = 'Check the input `manifest`, and that a checkout step comes before this one.';
/** The same for a command that only looks. */
const NOT_IN_THIS_FOLDER = 'Set --manifest to its path, or run this in the folder that it is in.';
function readText(file, whenAbsent) {
    try {
        return (0,files/* readUtf8 */.Sx)(file);
    }
    catch (error) {
        if (!(error instanceof files/* Unreadable */.IO))
            throw error;
        throw new errors/* UserError */.yo(`the manifest ${error.message}`, {
            hint: error.isAbsent ? whenAbsent : undefined
        });
    }
}


/***/ }),

/***/ 9710:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ namesOf),
/* harmony export */   y: () => (/* binding */ isShared)
/* harmony export */ });
/* harmony import */ var _manifest_preview_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2445);
/* harmony import */ var _manifest_scope_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9893);


/** Manifest and scope as they apply to the preview that the inputs ask for; unchanged if they ask for none. */
function namesOf({ preview: asked, selection }, { manifest, scope, repository }) {
    if (asked === undefined || selection === undefined)
        return { manifest, scope };
    const { of, isolated, ttl } = asked;
    const [[by, value] = ['', '']] = Object.entries(selection);
    const name = (0,_manifest_preview_js__WEBPACK_IMPORTED_MODULE_0__/* .previewName */ .gz)({ repository, manifest: manifest.name, base: { by, value }, of });
    const preview = { name, of, isolated, ttl };
    const own = (0,_manifest_preview_js__WEBPACK_IMPORTED_MODULE_0__/* .previewManifest */ .gq)(manifest, preview);
    return { preview, manifest: own, scope: (0,_manifest_preview_js__WEBPACK_IMPORTED_MODULE_0__/* .previewScope */ .fN)((0,_manifest_scope_js__WEBPACK_IMPORTED_MODULE_1__/* .scopeOf */ .Od)(own, scope.deployment), preview) };
}
/** Whether it reads what its base reads: then its runs write no secret, and need no value. */
const isShared = (preview) => preview !== undefined && !preview.isolated;


/***/ }),

/***/ 9880:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B_: () => (/* binding */ stepsOf),
/* harmony export */   FN: () => (/* binding */ chapterOf),
/* harmony export */   WU: () => (/* binding */ show)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7594);
/* harmony import */ var _plan_plan_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9164);


/** Shows the whole plan; ends the run if there is a reason not to carry it out. */
function show(chapters, { tell }, { compared = true } = {}) {
    tell({ kind: 'planned', chapters, compared });
    const conflicts = chapters.flatMap(({ plan }) => (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .conflictsOf */ .hC)(plan));
    if (conflicts.length > 0)
        throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(conflicts);
}
/** What the targets of one scope share. */
const chapterOf = ({ deployment }, plan) => ({
    ...(deployment === undefined ? {} : { scope: deployment }),
    plan
});
const stepsOf = (chapters) => chapters.flatMap(({ plan }) => plan.steps);


/***/ }),

/***/ 8675:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ refuseStranger)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7594);
/* harmony import */ var _base_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(378);
/* harmony import */ var _project_git_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5281);
/* harmony import */ var _diff_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1414);





/**
 * Ends a run for a stranger's commit that has the rights of this repository (`pull_request_target`, `workflow_run`), unless all that it
 * reads is the trusted commit and nothing else: that decides which secrets go where. Whatever git cannot say counts as a stranger's.
 */
async function refuseStranger(inputs, ports) {
    const { trusted } = ports;
    const { manifest, compareWith, projectDir, dbt, vault, astro, allowCommands } = inputs;
    if (trusted === undefined || (vault === undefined && astro === undefined && !allowCommands))
        return;
    const at = (dir) => ({ ...ports, projectDir: dir });
    const manifests = [manifest, ...((0,_diff_js__WEBPACK_IMPORTED_MODULE_4__/* .isPath */ .uf)(compareWith) ? [compareWith] : [])];
    // A link to a manifest would lead out of what is looked at.
    for (const file of manifests)
        if ((await (0,_project_git_js__WEBPACK_IMPORTED_MODULE_3__/* .fileAt */ .Wd)(at((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(file)), trusted, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(file))) !== (0,_base_files_js__WEBPACK_IMPORTED_MODULE_2__/* .readUtf8 */ .Sx)(file))
            throw refused(file, trusted);
    for (const dir of new Set([...manifests.map(node_path__WEBPACK_IMPORTED_MODULE_0__.dirname), projectDir, ...(dbt === undefined ? [] : [dbt.dir])]))
        if (!(await (0,_project_git_js__WEBPACK_IMPORTED_MODULE_3__/* .isCheckoutOf */ .yI)(at(dir), trusted)))
            throw refused(`the checkout of ${dir}`, trusted);
}
const refused = (what, trusted) => new _base_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`${what} is not as in commit ${trusted} of this repository and nothing else, but this run for a commit of another repository has its secrets`, {
    hint: 'Use the event `pull_request` and `mode: plan` without credentials; or check out that commit alone, as actions/checkout does without `ref`, and leave no other file there, also none that git ignores.'
});


/***/ }),

/***/ 9907:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H8: () => (/* binding */ refuseTwice),
/* harmony export */   jI: () => (/* binding */ refusePreview),
/* harmony export */   nv: () => (/* binding */ unseen),
/* harmony export */   tX: () => (/* binding */ refuseSharing),
/* harmony export */   uP: () => (/* binding */ chooseTargets)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7594);
/* harmony import */ var _base_suggestion_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8125);
/* harmony import */ var _manifest_local_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5894);
/* harmony import */ var _records_consumer_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(956);




/** Which consumers the inputs choose, by scope: one at least, even if there is none in it. The shared scope comes first. */
function chooseTargets(inputs, { deployments }) {
    const { selection, local } = inputs;
    if (local !== undefined)
        return [{ targets: [{ ref: { id: local.id } }], isolate: _manifest_local_js__WEBPACK_IMPORTED_MODULE_2__/* .LOCAL */ .G }];
    if (selection === undefined)
        return [{ targets: [] }];
    if ('entry' in selection)
        return byKeys([selection.entry], 'deployment', inputs, deployments);
    if ('entries' in selection) {
        const keys = selection.entries === 'all' ? [...deployments.keys()] : selection.entries;
        return byKeys(keys, 'deployments', inputs, deployments);
    }
    const matches = ([, entry]) => 'id' in selection ? entry.id === selection.id : entry.name === selection.name;
    const [isolate] = [...deployments].find(pair => matches(pair) && pair[1].isolate) ?? [];
    return [{ targets: [{ ref: selection }], ...(isolate === undefined ? {} : { isolate }) }];
}
function byKeys(keys, input, { manifest: file, canary }, deployments) {
    if (keys.length === 0)
        throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`input deployments is all, but ${file} has nothing under \`deployments:\``, {
            hint: 'List each Deployment there, by its `deployment-id` or `deployment-name`.'
        });
    const unknown = keys.filter(key => !deployments.has(key));
    if (unknown.length > 0)
        throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(unknown.map(key => ({
            severity: 'error',
            message: `${input} ${key} is not under \`deployments:\` in ${file}${(0,_base_suggestion_js__WEBPACK_IMPORTED_MODULE_1__/* .suggestion */ .h)(key, [...deployments.keys()])}`
        })));
    if (canary !== '' && !keys.includes(canary))
        throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`canary ${canary} is not one of the Deployments of this run${(0,_base_suggestion_js__WEBPACK_IMPORTED_MODULE_1__/* .suggestion */ .h)(canary, keys)}`, {
            hint: 'Set `canary` to one of `deployments`.'
        });
    const chosen = keys.flatMap(key => {
        const entry = deployments.get(key);
        return entry === undefined ? [] : [{ key, ref: refOf(entry), isolated: entry.isolate }];
    });
    const shared = chosen.filter(({ isolated }) => !isolated);
    const own = chosen.filter(({ isolated }) => isolated);
    return [...(shared.length === 0 ? [] : [{ targets: shared }]), ...own.map(one => ({ targets: [one], isolate: one.key }))];
}
/**
 * Throws if the manifest isolates the Deployment under its other name: chosen by id and listed by name, or the other way round. In
 * the shared scope it would read what it is isolated from.
 */
function refuseSharing({ id, name }, { selection, manifest: file }, { deployments }) {
    const [key] = [...deployments].find(([, entry]) => entry.isolate && (entry.id === id || entry.name === name)) ?? [];
    if (key === undefined || selection === undefined || 'entry' in selection || 'entries' in selection)
        return;
    throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`Deployment ${name} (${id}) is isolated under \`deployments:\` in ${file}, as ${key}`, {
        hint: `Set \`deployment: ${key}\` instead of \`${'id' in selection ? 'deployment-id' : 'deployment-name'}\`.`
    });
}
/**
 * Throws if the Deployment was made as a preview: a run for it by its own id or name would give it the role of its base, and a preview of
 * it would outlive what it reads.
 */
function refusePreview(deployment) {
    const mark = (0,_records_consumer_js__WEBPACK_IMPORTED_MODULE_3__/* .markOf */ .Fg)(deployment);
    if (mark === undefined)
        return;
    const { id, name } = deployment;
    throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`Deployment ${name} (${id}) is a preview: its description ends with ${mark}`, {
        hint: 'Choose the Deployment that it is a preview of, with `preview: deploy` and `preview-for`. If it is no preview, remove that end from its description in Astro.'
    });
}
/**
 * Throws if one of them turns out to have two keys, by its id and by its name, whether both were chosen or not: a run for one would undo
 * what one for the other did, and take it out of its isolation.
 */
function refuseTwice(targets, { manifest: file }, { deployments }) {
    for (const { id, name } of targets) {
        const [one, other] = [...deployments].filter(([, entry]) => entry.id === id || entry.name === name);
        if (one !== undefined && other !== undefined)
            throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`Deployment ${name} (${id}) is under \`deployments:\` in ${file} twice, as ${one[0]} and as ${other[0]}`, { hint: 'List each Deployment once.' });
    }
}
/** What is known of it before Astro was asked. */
const unseen = ({ ref, key }) => ({
    id: 'id' in ref ? ref.id : '',
    name: key ?? Object.values(ref)[0] ?? '',
    ...(key === undefined ? {} : { key })
});
const refOf = ({ id, name }) => (id === undefined ? { name: name ?? '' } : { id });


/***/ }),

/***/ 98:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  vI: () => (/* binding */ readHere),
  j1: () => (/* binding */ readThere),
  WI: () => (/* binding */ resolving)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./lib/base/secret.js
var secret = __webpack_require__(5977);
// EXTERNAL MODULE: ./lib/sources/source.js
var sources_source = __webpack_require__(6949);
;// CONCATENATED MODULE: ./lib/sources/draw.js



/** Draws a value for each place that has none. */
function draw(places) {
    const values = new Map();
    const drawn = new Map();
    for (const { source, at } of places) {
        if (source.from !== 'generate')
            continue;
        const value = one(source);
        drawn.set(at, { value, rotate: source.rotate });
        values.set((0,sources_source/* keyOf */.T)(source, at), { value });
    }
    return { values, drawn };
}
function one({ length, alphabet }) {
    const characters = [...new Set(alphabet)];
    return new secret/* Secret */.z(Array.from({ length }, () => characters[(0,external_node_crypto_.randomInt)(characters.length)]).join(''));
}

// EXTERNAL MODULE: ./lib/sources/local.js
var local = __webpack_require__(5833);
// EXTERNAL MODULE: ./lib/sources/remote.js
var remote = __webpack_require__(1382);
// EXTERNAL MODULE: ./lib/run/prepare.js + 7 modules
var prepare = __webpack_require__(2319);
// EXTERNAL MODULE: ./lib/run/warnings.js + 1 modules
var warnings = __webpack_require__(7860);
;// CONCATENATED MODULE: ./lib/run/values.js





/** Reads what needs no login, and masks it at once: whatever fails from here on may quote a value. */
async function readHere({ scopes, inputs }, ports) {
    const places = scopes.flatMap(({ places }) => places);
    const values = await (ports.readSources ?? local/* readLocal */.i)(places, { ...inputs, ...ports });
    for (const found of values.values()) {
        if (!('value' in found))
            continue;
        ports.mask(found.value);
        if (found.written !== undefined)
            ports.mask(found.written);
    }
    return values;
}
/**
 * Resolves a prepared run: reads what is in Vault and inserts every value. Throws `Mistakes` with all that
 * cannot work. Warns once of what will probably go wrong, however often it is called.
 */
function resolving(prepared, local, ports) {
    let notes;
    return async (vault) => {
        const resolved = (0,prepare/* complete */.My)(prepared, local, vault && (await readThere(prepared, vault, ports)));
        for (const source of resolved.sources.values())
            ports.mask(source);
        notes ??= await (0,warnings/* warn */.R)(resolved, ports);
        return { ...resolved, notes };
    };
}
/** Reads what is in Vault, draws what is not there yet, and masks both at once; a plan generates nothing. */
async function readThere({ scopes, manifest, inputs }, vault, ports) {
    const places = scopes.flatMap(({ inVault }) => inVault);
    const where = { mount: manifest.vault.mount, manifest: manifest.name };
    const { values, ungenerated } = await (0,remote/* readRemote */.Z)(places, vault, where);
    const { drawn, ...fresh } = draw(inputs.mode === 'plan' || inputs.undo !== '' ? [] : ungenerated);
    for (const found of [...values.values(), ...fresh.values.values()])
        if ('value' in found)
            ports.mask(found.value);
    return { values: new Map([...values, ...fresh.values]), drawn };
}


/***/ }),

/***/ 7860:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  v: () => (/* binding */ warnings_coverage),
  R: () => (/* binding */ warn)
});

// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/base/finding.js
var finding = __webpack_require__(8340);
// EXTERNAL MODULE: ./lib/base/masks.js
var masks = __webpack_require__(4452);
// EXTERNAL MODULE: ./lib/coverage/coverage.js + 8 modules
var coverage = __webpack_require__(2623);
// EXTERNAL MODULE: ./lib/manifest/pattern.js
var pattern = __webpack_require__(9595);
// EXTERNAL MODULE: ./lib/plan/plan.js
var plan = __webpack_require__(9164);
// EXTERNAL MODULE: ./lib/manifest/entries.js
var entries = __webpack_require__(5665);
;// CONCATENATED MODULE: ./lib/run/expiring.js

const DAY_MS = 86_400_000;
const NOTE_DAYS = 30;
const WARNING_DAYS = 7;
/** A finding for each value that expires soon, or has: a note first, and a warning in the last week. */
function expiring({ inputs: { now }, manifest, scopes }) {
    const found = new Map();
    for (const { scope, own, places } of scopes) {
        if (!places.some(({ reminder }) => reminder !== undefined))
            continue;
        for (const entry of own)
            for (const { reminder } of (0,entries/* sourcesOf */.u0)(scope, [entry])) {
                const severity = reminder && severityOf(reminder, now);
                if (reminder === undefined || severity === undefined)
                    continue;
                const finding = { ...manifest.findingAt(entry.at, sentenceOf(reminder, now)), severity, topic: 'due' };
                // Several scopes may have the same entry.
                found.set(JSON.stringify(finding), finding);
            }
    }
    return [...found.values()];
}
/** A value works until the end of the day before it expires, wherever that is. */
const daysUntil = ({ expires }, now) => (Date.parse(expires) - now.getTime()) / DAY_MS;
function severityOf(reminder, now) {
    const days = daysUntil(reminder, now);
    return days > NOTE_DAYS ? undefined : days > WARNING_DAYS ? 'note' : 'warning';
}
function sentenceOf(reminder, now) {
    const { expires, owner } = reminder;
    const whose = owner === undefined ? '' : ` (owner: ${owner})`;
    return `${daysUntil(reminder, now) > 0 ? 'has a value that expires' : 'has a value that expired'} on ${expires}${whose}`;
}

;// CONCATENATED MODULE: ./lib/run/warnings.js







/** Ten warnings of a step are shown; one counts the others, and two are about values that masking does not suit. */
const WARNINGS = 7;
/** Warns of what will probably go wrong, and of names that DAGs ask for and nobody defines; the notes list all of these. */
async function warn(resolved, ports, most = WARNINGS) {
    const { manifest, warnings } = resolved;
    const warning = (finding) => ports.tell({ kind: 'found', finding });
    for (const finding of unsuitable(resolved))
        warning(finding);
    const { missing, unread, notes } = await warnings_coverage(resolved, ports);
    const mistakes = manifest.coverage === 'fail' ? [...missing, ...unread.map(one => ({ ...one, hint: UNREAD_HINT }))] : [];
    const all = [...warnings, ...(mistakes.length > 0 ? [] : missing)];
    for (const finding of all.slice(0, most))
        warning(finding);
    if (all.length > most)
        warning({ severity: 'warning', message: `… and ${all.length - most} more` });
    if (mistakes.length > 0)
        throw new errors/* Mistakes */.So(mistakes.map(finding => ({ ...finding, severity: 'error' })));
    // Those that had no room are told with the plan.
    const rest = warnings.slice(WARNINGS).map((finding) => ({ ...finding, severity: 'note' }));
    return (0,plan/* told */.Ev)(...expiring(resolved), ...rest, ...notes, ...notesOn(unread));
}
const UNREAD_HINT = 'Fix that file, move it out of dags, include and plugins, or set `coverage: warn`.';
/** One note for all of them. */
function notesOn(unread) {
    if (unread.length === 0)
        return [];
    const named = unread.slice(0, WARNINGS).map(finding/* sentenceOf */.$N).join('; ');
    const more = unread.length > WARNINGS ? `; and ${unread.length - WARNINGS} more` : '';
    return [(0,plan/* note */.N4)('DAGs', `were not all read: ${named}${more}`)];
}
/** The sources whose values masking does not suit: one warning for those that are too short, one for those that are too common. */
function unsuitable({ sources }) {
    const those = (is) => [...sources].flatMap(([name, value]) => (is(value) ? [name] : [])).join(', ');
    const short = those(value => (0,masks/* isTooShortToMask */.QX)(value) && value.reveal() !== '');
    const common = those(masks/* isOrdinary */.P);
    const findings = [];
    if (short !== '')
        findings.push({
            severity: 'warning',
            message: `${short}: too short to mask in logs (under four characters)`,
            hint: 'Use a longer secret.'
        });
    if (common !== '')
        findings.push({
            severity: 'warning',
            message: `${common}: an ordinary word or number; it is masked everywhere in this job's log, and job outputs that contain it are dropped`,
            hint: 'If it is not a secret, write it into the manifest. Otherwise use a longer secret.'
        });
    return findings;
}
/** The names that DAGs ask for and nobody defines. */
async function warnings_coverage({ inputs, manifest, open, scopes }, { workspace, signal }) {
    if (manifest.coverage === 'off' || inputs.undo !== '')
        return { absent: [], missing: [], unread: [], notes: [] };
    const namesOf = (kind) => namesInAll(scopes, kind);
    const defined = { variable: namesOf('variable'), connection: namesOf('connection') };
    const mayDefine = (one) => (0,pattern/* patternOf */.Id)(open, one)?.text;
    return await (0,coverage/* coverageOf */._)({ projectDir: inputs.projectDir, defined, mayDefine, workspace, signal });
}
/** Every Deployment runs the same DAGs, so a name that one scope lacks is missing. */
function namesInAll(scopes, kind) {
    const [first = [], ...others] = scopes.map(({ entries }) => entries.flatMap(one => (one.kind === kind ? [one.name] : [])));
    return others.reduce((common, names) => {
        const there = new Set(names);
        return common.filter(name => there.has(name));
    }, first);
}


/***/ }),

/***/ 5833:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ readLocal)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4573);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var p_map__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(606);
/* harmony import */ var _airflow_json_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(9252);
/* harmony import */ var _base_environment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4464);
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7594);
/* harmony import */ var _base_files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(378);
/* harmony import */ var _base_process_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(386);
/* harmony import */ var _base_secret_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5977);
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(6949);
/* harmony import */ var _values_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4454);











const LIMIT_SECONDS = 60;
const AT_ONCE = 8;
/** Reads every source that does not need Vault, each once. A source without a value says why; nothing is thrown. */
async function readLocal(places, around) {
    const sources = new Map(places.map(({ source, at }) => [(0,_source_js__WEBPACK_IMPORTED_MODULE_8__/* .keyOf */ .T)(source, at), source]));
    const decrypted = new Map();
    const read = async ([key, source]) => {
        const found = await readOne(source, around, decrypted).catch((error) => ({
            why: whyNot(error),
            empty: false
        }));
        return found === undefined ? [] : [[key, found]];
    };
    return new Map((await (0,p_map__WEBPACK_IMPORTED_MODULE_9__/* ["default"] */ .Ay)(sources, read, { concurrency: AT_ONCE })).flat());
}
async function readOne(source, around, decrypted) {
    switch (source.from) {
        case 'env': {
            // `process.env` also inherits: `constructor` and the like are not variables.
            const value = (Object.hasOwn(around.environment, source.name) && around.environment[source.name]) || '';
            return value === '' ? { why: _values_js__WEBPACK_IMPORTED_MODULE_7__/* .NO_VARIABLE */ .Zz, empty: true } : { value: new _base_secret_js__WEBPACK_IMPORTED_MODULE_6__/* .Secret */ .z(value) };
        }
        case 'file':
            return readAsSecret((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(around.manifest), source.path), source.as);
        case 'sops': {
            const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(around.manifest), source.file);
            if (!decrypted.has(file))
                decrypted.set(file, decrypt(file, around));
            return valueAt(await decrypted.get(file), source.key);
        }
        case 'command':
            return around.allowCommands
                ? await printed(source.argv, around)
                : { why: 'not run, because that requires the input `allow-commands: true`', empty: false };
        case 'vault':
        case 'generate':
            return undefined;
    }
}
function readAsSecret(path, as) {
    try {
        const bytes = (0,_base_files_js__WEBPACK_IMPORTED_MODULE_4__/* .readBytes */ .io)(path);
        const found = asSecret(bytes, as);
        // Other programs of the job print the file as it is.
        return 'value' in found && as !== 'text' && (0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes) ? { ...found, written: new _base_secret_js__WEBPACK_IMPORTED_MODULE_6__/* .Secret */ .z(bytes.toString()) } : found;
    }
    catch (error) {
        if (!(error instanceof _base_files_js__WEBPACK_IMPORTED_MODULE_4__/* .Unreadable */ .IO))
            throw error;
        return { why: error.isAbsent ? 'missing' : `unreadable: ${error.why}`, empty: error.isAbsent };
    }
}
function asSecret(bytes, as) {
    if (as === 'base64')
        return { value: new _base_secret_js__WEBPACK_IMPORTED_MODULE_6__/* .Secret */ .z(bytes.toString('base64')) };
    const text = bytes.toString();
    if (!(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes))
        return { why: 'not UTF-8; set `as: base64` for binary content', empty: false };
    if (as === 'text')
        return { value: new _base_secret_js__WEBPACK_IMPORTED_MODULE_6__/* .Secret */ .z(text) };
    try {
        JSON.parse(text);
        const problem = (0,_airflow_json_js__WEBPACK_IMPORTED_MODULE_10__/* .exactnessProblem */ .I)(text);
        return problem === undefined
            ? { value: new _base_secret_js__WEBPACK_IMPORTED_MODULE_6__/* .Secret */ .z((0,_airflow_json_js__WEBPACK_IMPORTED_MODULE_10__/* .compactJson */ .Ar)(text)) }
            : { why: `unusable, because it ${problem}`, empty: false };
    }
    catch {
        return { why: 'not valid JSON', empty: false };
    }
}
/** Where sops finds its keys: its own variables, those of the clouds, GnuPG's. */
const FOR_SOPS = [
    ...['SOPS_*', 'AWS_*', 'AZURE_*', 'GOOGLE_*', 'CLOUDSDK_*', 'HUAWEICLOUD_*', 'IDENTITY_*', 'MSI_*'],
    ...['GNUPGHOME', 'GPG_TTY', 'SSH_AUTH_SOCK']
];
/** The encrypted file names the server of a key in Vault. Without this, sops would send it the token in `~/.vault-token`. */
const NO_VAULT_TOKEN = { VAULT_TOKEN: 'none' };
async function decrypt(file, { environment, manifest, signal }) {
    const args = ['--decrypt', '--output-type', 'json', file];
    const child = { program: 'sops', args, cwd: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(manifest)), limitSeconds: LIMIT_SECONDS, signal };
    const variables = { ...(0,_base_environment_js__WEBPACK_IMPORTED_MODULE_2__/* .environmentFor */ .D)(environment, FOR_SOPS), ...NO_VAULT_TOKEN };
    const { exitCode, stdout, stderr } = await (0,_base_process_js__WEBPACK_IMPORTED_MODULE_5__/* .run */ .eF)({ ...child, environment: variables });
    if (exitCode !== 0)
        throw new Error(`unreadable, because sops failed: ${oneLine(stderr)}`);
    try {
        return JSON.parse(stdout);
    }
    catch {
        // The parser's message would quote what was decrypted.
        throw new Error('unreadable, because sops printed something other than JSON');
    }
}
function valueAt(tree, key) {
    const value = at(tree, key) ?? key.split('.').reduce(at, tree);
    if (typeof value === 'string')
        return { value: new _base_secret_js__WEBPACK_IMPORTED_MODULE_6__/* .Secret */ .z(value) };
    if (value === undefined || value === null)
        return { why: 'missing from that file', empty: true };
    if (typeof value === 'object')
        return { why: 'a mapping or a list; name one of its keys', empty: false };
    const problem = (0,_airflow_json_js__WEBPACK_IMPORTED_MODULE_10__/* .exactnessProblem */ .I)(String(value));
    return problem === undefined ? { value: new _base_secret_js__WEBPACK_IMPORTED_MODULE_6__/* .Secret */ .z(String(value)) } : { why: `unusable, because it ${problem}`, empty: false };
}
const at = (tree, key) => typeof tree === 'object' && tree !== null && Object.hasOwn(tree, key) ? tree[key] : undefined;
async function printed([program = '', ...args], { environment, manifest, signal }) {
    const child = { program, args, cwd: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(manifest)), limitSeconds: LIMIT_SECONDS, signal };
    const { exitCode, stdout } = await (0,_base_process_js__WEBPACK_IMPORTED_MODULE_5__/* .run */ .eF)({ ...child, environment: (0,_base_environment_js__WEBPACK_IMPORTED_MODULE_2__/* .environmentForAny */ .P)(environment) });
    // Its output may contain the secret, so it is not quoted.
    if (exitCode !== 0)
        return { why: `unavailable, because it exited with code ${exitCode}`, empty: false };
    return { value: new _base_secret_js__WEBPACK_IMPORTED_MODULE_6__/* .Secret */ .z(stdout.replace(/\r?\n$/, '')) };
}
const whyNot = (error) => (error instanceof _base_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo ? `unavailable: ${error.message}` : oneLine(error.message));
const oneLine = (text) => text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .slice(0, 3)
    .join('; ');


/***/ }),

/***/ 1382:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ readRemote),
/* harmony export */   o: () => (/* binding */ wrongKind)
/* harmony export */ });
/* harmony import */ var p_map__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(606);
/* harmony import */ var _base_secret_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5977);
/* harmony import */ var _records_generated_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6971);
/* harmony import */ var _vault_port_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7109);
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6949);





/** Reads the sources in Vault, on the mount of the manifest unless they name another. */
async function readRemote(places, vault, where) {
    const values = new Map();
    const ungenerated = [];
    const generated = places.filter(({ source }) => source.from === 'generate');
    const kept = generated.length > 0 ? await (0,_records_generated_js__WEBPACK_IMPORTED_MODULE_1__/* .generatedOf */ .FV)(vault, where) : new Map();
    for (const place of generated) {
        const there = kept.get(place.at);
        const isKept = place.source.from === 'generate' && there?.rotate === place.source.rotate;
        if (!isKept)
            ungenerated.push(place);
        values.set((0,_source_js__WEBPACK_IMPORTED_MODULE_2__/* .keyOf */ .T)(place.source, place.at), isKept && there !== undefined ? { value: there.value } : NOT_YET);
    }
    const others = new Map(places.map(({ source, at }) => [(0,_source_js__WEBPACK_IMPORTED_MODULE_2__/* .keyOf */ .T)(source, at), source]));
    const mounts = new Map();
    const whyAbsent = (mount) => {
        const why = mounts.get(mount) ?? whyAbsentFrom(mount, vault);
        mounts.set(mount, why);
        return why;
    };
    const read = async ([key, source]) => {
        if (source.from === 'vault')
            values.set(key, await readKey(source, source.mount ?? where.mount, vault, whyAbsent));
    };
    await (0,p_map__WEBPACK_IMPORTED_MODULE_3__/* ["default"] */ .Ay)(others, read, { concurrency: _vault_port_js__WEBPACK_IMPORTED_MODULE_4__/* .AT_ONCE */ .Q });
    return { values, ungenerated };
}
/** Plan mode generates nothing. */
const NOT_YET = { why: 'created by the first run in mode sync or deploy', empty: false };
async function readKey({ path, key }, mount, vault, whyAbsent) {
    const there = await vault.read(mount, path);
    if (there.state === 'not-visible')
        return { why: `unreadable (${there.because})`, empty: false };
    if (there.state === 'absent')
        return await whyAbsent(mount);
    const data = there.data.reveal();
    const value = Object.hasOwn(data, key) ? data[key] : undefined;
    if (value === undefined)
        return { why: 'missing from that secret', empty: true };
    return typeof value === 'string' ? { value: new _base_secret_js__WEBPACK_IMPORTED_MODULE_0__/* .Secret */ .z(value) } : { why: 'not a string', empty: false };
}
/** Where no KV version 2 is mounted, a secret that others can read looks absent. */
async function whyAbsentFrom(mount, vault) {
    const there = await vault.mount(mount);
    if (there.state === 'absent')
        return { why: `missing: there is no mount ${mount}/`, empty: true };
    const wrong = wrongKind(mount, there);
    return wrong === undefined ? { why: 'missing', empty: true } : { why: `unreadable: ${wrong}`, empty: false };
}
/** Why nothing on a mount can be a source; undefined if something can, or nobody can tell. */
function wrongKind(mount, there) {
    const { type, version } = there.state === 'present' ? there.value : { type: 'kv', version: '2' };
    if (type === 'kv' && version === '2')
        return undefined;
    const what = type === 'kv' || type === 'generic' ? `KV version ${version}` : `of type ${type}`;
    return `${mount}/ is ${what}, and a source must be on KV version 2`;
}


/***/ }),

/***/ 6949:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ keyOf),
/* harmony export */   V: () => (/* binding */ nameOf)
/* harmony export */ });
/** The name of a source in messages. */
function nameOf(source) {
    switch (source.from) {
        case 'env':
            return source.name;
        case 'file':
            return `file ${source.path}`;
        case 'vault':
            return `key ${source.key} of ${source.mount === undefined ? '' : `${source.mount}/`}${source.path}`;
        case 'sops':
            return `${source.key} of ${source.file}`;
        case 'generate':
            return 'a generated value';
        case 'command':
            return `command ${source.argv[0]}`;
    }
}
/** Equal for sources of the same value, wherever they are named. A generated value belongs to one place, `at`. */
const keyOf = (source, at) => JSON.stringify(source.from === 'generate' ? [at, source.rotate] : source);


/***/ }),

/***/ 4454:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GS: () => (/* binding */ placed),
/* harmony export */   TE: () => (/* binding */ lookUp),
/* harmony export */   UV: () => (/* binding */ describeMissing),
/* harmony export */   Zz: () => (/* binding */ NO_VARIABLE)
/* harmony export */ });
/* harmony import */ var _base_secret_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5977);
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6949);


/** `field` distinguishes several values of one secret. The same place in the manifest has the same generated value. */
const placed = (named, at, field) => ({
    ...named,
    at: field === '' ? at : `${at}#${field.replace(/^\./, '')}`
});
/** The value at a place. */
function lookUp({ source, allowEmpty, trim, at }, values) {
    const name = (0,_source_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .V)(source);
    const isVariable = source.from === 'env';
    const found = values.get((0,_source_js__WEBPACK_IMPORTED_MODULE_1__/* .keyOf */ .T)(source, at)) ?? { why: isVariable ? NO_VARIABLE : 'not read in this run', empty: isVariable };
    if ('why' in found)
        return found.empty && allowEmpty ? new _base_secret_js__WEBPACK_IMPORTED_MODULE_0__/* .Secret */ .z('') : { name, why: found.why };
    const value = trim ? found.value.map(text => text.trim()) : found.value;
    return value.reveal() === '' && !allowEmpty ? { name, why: isVariable ? NO_VARIABLE : 'empty' } : value;
}
const NO_VARIABLE = 'absent or empty in the environment of this step';
/** `A, B, which are absent; file c, which is empty`. */
function describeMissing(missing) {
    const reasons = [...new Set(missing.map(({ why }) => why))];
    return reasons
        .map(reason => {
        const names = [...new Set(missing.filter(({ why }) => why === reason).map(({ name }) => name))];
        return `${names.join(', ')}, which ${names.length === 1 ? 'is' : 'are'} ${reason}`;
    })
        .join('; ');
}


/***/ }),

/***/ 624:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ labelOf),
/* harmony export */   r: () => (/* binding */ Diagnostics)
/* harmony export */ });
/* harmony import */ var _base_finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8340);

/** What the user calls it: `variables.greeting`. */
const labelOf = ({ kind, name, at }) => ('file' in at ? `${kind}s.${name}` : at.join('.'));
/** The findings about variables and connections, each at its place. A message continues from the label. */
class Diagnostics {
    problems = [];
    warnings = [];
    #manifest;
    constructor(manifest) {
        this.#manifest = manifest;
    }
    /** Where the user finds it: `airflow-secrets.yaml:4:3`. */
    placeOf({ at }) {
        const place = 'file' in at ? at : this.#manifest.findingAt(at, '').place;
        return place === undefined ? '' : (0,_base_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .placeText */ .Z9)(place);
    }
    /** A sentence about a field gets the place of the field. */
    problem(one, message) {
        const { at } = one;
        if ('file' in at) {
            this.problems.push({ severity: 'error', subject: labelOf(one), place: at, message });
            return;
        }
        const [, field, rest] = /^(conn_\w+|host|login|password|schema|port|extra|description) (.*)$/s.exec(message) ?? [];
        this.problems.push(field === undefined ? this.#manifest.findingAt(at, message) : this.#manifest.findingAt([...at, field], rest ?? ''));
    }
    warning(one, message) {
        const place = 'file' in one.at ? { place: one.at } : {};
        this.warnings.push({ severity: 'warning', subject: labelOf(one), ...place, message });
    }
}


/***/ }),

/***/ 7081:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ below),
/* harmony export */   of: () => (/* binding */ of),
/* harmony export */   on: () => (/* binding */ on)
/* harmony export */ });
/** What is needed on exactly this path. */
const on = (path, ...purposes) => purposes.map(([capabilities, why, when]) => ({ path, capabilities, why, when, sample: path }));
/** What is needed on everything below a folder, of which `name` is one. */
const below = (folder, name, ...purposes) => on(`${folder}/*`, ...purposes).map(permission => ({ ...permission, sample: `${folder}/${name}` }));
/** Steps of these kinds. */
const of = (...kinds) => ({ kind }) => kinds.includes(kind);


/***/ }),

/***/ 1088:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KC: () => (/* binding */ union),
/* harmony export */   Ko: () => (/* binding */ mountsIn),
/* harmony export */   MJ: () => (/* binding */ policyText),
/* harmony export */   ON: () => (/* binding */ parsePolicy),
/* harmony export */   Vz: () => (/* binding */ describeGrants),
/* harmony export */   WE: () => (/* binding */ ownGrants),
/* harmony export */   bf: () => (/* binding */ ownerOf),
/* harmony export */   mK: () => (/* binding */ includes),
/* harmony export */   u0: () => (/* binding */ isExact),
/* harmony export */   vj: () => (/* binding */ grantsFor)
/* harmony export */ });
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(768);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6160);


const OWNER = /^# Kept by astro-vault-action for manifest ([a-z0-9-]+)\.$/;
const BLOCK = /path\s+"([^"]+)"\s*\{([^{}]*)\}/g;
const CAPABILITIES = /^\s*capabilities\s*=\s*\[([^\][]*)\]\s*$/;
/** Airflow reads, and reads only, below its two folders; on KV v2 the policy must name `data/`. */
function grantsFor(places) {
    const paths = places.flatMap(({ mount, variablesPath, connectionsPath }) => [
        (0,_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .dataPath */ .Kf)(mount, `${connectionsPath}/*`),
        (0,_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .dataPath */ .Kf)(mount, `${variablesPath}/*`)
    ]);
    return new Map(paths.map(path => [path, new Set(['read'])]));
}
function union(a, b) {
    const both = new Map(a);
    for (const [path, capabilities] of b)
        both.set(path, new Set([...(both.get(path) ?? []), ...capabilities]));
    return both;
}
function includes(whole, part) {
    return [...part].every(([path, capabilities]) => [...capabilities].every(capability => whole.get(path)?.has(capability)));
}
/**
 * The grants among these that a manifest can ask for: `read` below a folder of secrets. Somebody else added all others.
 */
function ownGrants(grants) {
    const own = [...grants].filter(([path, capabilities]) => {
        const [mount, folder] = folderOf(path);
        const named = _names_js__WEBPACK_IMPORTED_MODULE_0__/* .vaultPath */ .O.safeParse(mount).success && _names_js__WEBPACK_IMPORTED_MODULE_0__/* .secretFolder */ .p2.safeParse(folder).success;
        return named && capabilities.has('read') && !capabilities.has('deny');
    });
    return new Map(own.map(([path]) => [path, new Set(['read'])]));
}
/** The mounts of those folders. */
const mountsIn = (grants) => new Set([...ownGrants(grants).keys()].flatMap(path => folderOf(path)[0] ?? []));
/** The mount and the folder below it that a path of a KV v2 policy is about; empty if it is about anything else. */
function folderOf(path) {
    const [mount = '', ...below] = path.split('/data/');
    return path.endsWith('/*') ? [mount, below.join('/data/').slice(0, -2)] : [];
}
/** Whether a policy allows reading at this place, and nothing else. */
function isExact(text, place) {
    const grants = parsePolicy(text)?.grants;
    const needed = grantsFor([place]);
    return grants !== undefined && includes(needed, grants) && includes(grants, needed);
}
/** The text of our policy: stable, so that equal grants are equal texts. */
function policyText(manifest, grants) {
    const blocks = [...grants]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, capabilities]) => {
        const list = [...capabilities].sort().map(capability => `"${capability}"`);
        return `path "${path}" {\n  capabilities = [${list.join(', ')}]\n}\n`;
    });
    return `# Kept by astro-vault-action for manifest ${manifest}.\n${blocks.join('')}`;
}
/** The manifest that wrote it, also if its rules cannot be read. */
const ownerOf = (text) => text.split('\n').flatMap(line => OWNER.exec(line)?.[1] ?? [])[0];
/** Parses a policy that has only paths and capabilities; undefined for one that has more. */
function parsePolicy(text) {
    const manifest = ownerOf(text);
    const bare = text.replaceAll(/(?:#|\/\/).*/g, '');
    if (bare.replaceAll(BLOCK, '').trim() !== '')
        return undefined;
    let grants = new Map();
    for (const [, path = '', block = ''] of bare.matchAll(BLOCK)) {
        const list = CAPABILITIES.exec(block)?.[1];
        if (list === undefined)
            return undefined;
        const capabilities = [...list.matchAll(/"([a-z]+)"/g)].map(match => match[1] ?? '');
        grants = union(grants, new Map([[path, new Set(capabilities)]]));
    }
    return { grants, ...(manifest === undefined ? {} : { manifest }) };
}
/** All grants in one line, for people. */
const describeGrants = (grants) => [...grants].map(([path, capabilities]) => `${path} [${[...capabilities].sort().join(', ')}]`).join('; ');


/***/ })

};
