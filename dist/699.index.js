export const id = 699;
export const ids = [699];
export const modules = {

/***/ 2699:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  atTerminal: () => (/* binding */ atTerminal)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:readline/promises"
var promises_ = __webpack_require__(6848);
// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
// EXTERNAL MODULE: ./lib/base/visible.js
var visible = __webpack_require__(3023);
// EXTERNAL MODULE: ./lib/inputs/mistake.js
var mistake = __webpack_require__(3389);
// EXTERNAL MODULE: ./node_modules/commander/esm.mjs
var esm = __webpack_require__(8179);
// EXTERNAL MODULE: ./lib/base/suggestion.js
var suggestion = __webpack_require__(8125);
// EXTERNAL MODULE: ./lib/inputs/fields.js
var fields = __webpack_require__(8608);
// EXTERNAL MODULE: ./lib/inputs/schema.js
var schema = __webpack_require__(6242);
;// CONCATENATED MODULE: ./lib/terminal/descriptions.js
// Made from action.yml by `npm run readme`.
// biome-ignore format: one line for each
const DESCRIPTIONS = {
    mode: 'What the run may change.',
    manifest: 'Path of the manifest, relative to the workspace.',
    'vault-url': 'Address of Vault as the runner reaches it, such as https://vault.example.com:8200.',
    'vault-auth-method': 'How the run logs in to Vault.',
    'deployment-id': 'Id of the Deployment.',
    'astro-api-token': 'API token of the Deployment, its Workspace or its Organization.',
    rotate: "When deploy replaces the Deployment's secret-id: auto once it is older than rotate-after in the manifest, now in this run.",
    undo: 'Id of an earlier workflow run (its GITHUB_RUN_ID) whose changes to secrets this run reverses.',
    'github-token': 'Token for what the run keeps on GitHub: a comment with the plan on the pull request that the workflow runs for, and what github-environment and drift ask for.',
    'github-environment': 'Environment of the repository in whose timeline a deploy run is shown as a GitHub deployment.',
    drift: 'What mode: plan does about drift, which is what somebody changed or deleted in Vault or Astro since the last run: report shows it, fail ends the run red, issue keeps one issue of the repository about it, and about what is due.',
    'wait-time': "How long to wait for another run that holds the Deployment's lock, and for the Deployment to become healthy after a change.",
    'run-timeout': 'Time limit for the whole run.',
    'vault-namespace': "Namespace of the secrets, the policy and Airflow's role (HCP Vault, Vault Enterprise, OpenBao).",
    'vault-login-namespace': 'Namespace of the auth method that the run logs in with, if it differs.',
    'vault-extra-headers': 'Headers to send with every request to Vault, one Name: value per line, for example for an access proxy.',
    'vault-ca-certificate': "Certificate authorities that sign Vault's certificate.",
    'vault-client-certificate': 'Client certificate that the run presents to Vault.',
    'vault-client-key': 'Private key of vault-client-certificate, without a passphrase.',
    'vault-tls-server-name': "Host name that Vault's certificate must be issued for.",
    'vault-tls-skip-verify': 'true accepts any certificate: anybody between the runner and Vault can then read and change every secret.',
    'vault-auth-mount': 'Mount path of the auth method.',
    'vault-token': 'Vault token, for method token.',
    'vault-role-id': "Role-id of the pipeline's own AppRole, for method approle.",
    'vault-secret-id': "Secret-id of the pipeline's own AppRole, for method approle.",
    'vault-wrapped-secret-id': 'Response-wrapping token that holds the secret-id, for method approle instead of vault-secret-id.',
    'vault-role': 'Role to log in with, for methods jwt and kubernetes.',
    'vault-jwt': 'Token for method jwt.',
    'vault-jwt-audience': "Audience of GitHub's OIDC token, for method jwt.",
    'vault-kubernetes-token-path': "File with the service account's token, for method kubernetes.",
    'vault-username': 'User name, for methods ldap and userpass.',
    'vault-password': 'Password, for methods ldap and userpass.',
    'vault-github-token': 'Personal access token with the scope read:org, for method github.',
    deployment: 'Name of the Deployment under deployments: in the manifest, for example in a matrix.',
    'deployment-name': 'Name of the Deployment in Astro.',
    deployments: 'Names of several Deployments under deployments: in the manifest, or all of them: one run for many.',
    'max-parallel': 'How many of deployments change at the same time.',
    canary: 'Which of deployments goes first.',
    'workspace-id': "Id of the Deployment's Workspace.",
    'project-dir': 'Folder of the Astro project, relative to the workspace.',
    'deploy-type': 'What deploy ships.',
    'dbt-project': 'Folder of the dbt project, relative to the workspace and outside any Astro project.',
    'mount-path': 'Where Airflow finds the dbt project.',
    'image-name': 'Name of an image that an earlier step has built or pulled, such as acme/airflow:5.',
    'build-secrets': "Secrets for the build of the image, one on each line, as docker's --secret takes them: id=pip,env=PIP_TOKEN or id=netrc,src=.netrc.",
    force: 'true deploys a checkout with uncommitted changes, and does not let the CLI parse the DAGs first (astro deploy --force).',
    description: 'Description of the deploy in Astro; a mark that identifies the deploy follows it.',
    preview: 'deploy makes or updates a preview of the selected Deployment, for one branch or pull request: a Deployment of its own, with its own role, policy and secret-id.',
    'preview-for': 'Branch, or number of the pull request, that the preview is for.',
    'preview-ttl': 'How long a preview lives after its last deploy.',
    'preview-isolate': 'true gives the preview folders of its own, which the run writes from the manifest.',
    'astro-version': 'Version of the astro CLI that changes the Deployment.',
    'astro-checksum': "SHA-256 of that version's archive for the runner's platform.",
    'astro-mirror': 'Where to download the CLI instead of GitHub.',
    'on-conflict': 'What to do with a secret, policy, role or AIRFLOW__SECRETS__BACKEND_KWARGS that this action did not create and that differs from the manifest: fail ends the run, adopt overwrites it.',
    check: 'How to find out what changed in Vault.',
    prune: 'What to do with secrets that this action owns and the manifest no longer names: off counts them, plan lists them, apply soft-deletes them.',
    'prune-limit': 'Percentage of the secrets that this action owns in the folders of the run that prune: apply may delete at once.',
    'allow-commands': 'true lets the manifest take values from programs ({ command: […] }).',
    'astro-domain': 'Domain of Astro.',
    'astro-api-url': 'Address of an Astro API on the runner itself.'
};

;// CONCATENATED MODULE: ./lib/terminal/command-line.js







/** What people type, whatever the bundle is called. */
const PROGRAM = 'astro-vault-action';
const WIDTH = 80;
/** What was typed cannot be a command; the usage says what can. */
class BadUsage extends errors/* Mistakes */.So {
    constructor(messages) {
        super(messages.map(message => ({ severity: 'error', message })));
    }
}
/** Reads what follows the name of a command. Throws `BadUsage`, which never quotes the value of an option. */
function parse(command, args) {
    const parser = parserOf(command);
    try {
        parser.parse([...args], { from: 'user' });
    }
    catch (error) {
        if (!(error instanceof esm/* CommanderError */.b7))
            throw error;
        if (error.code === 'commander.helpDisplayed')
            return { help: helpOf(command) };
        throw new BadUsage([whyNot(error, command)]);
    }
    const { args: words } = parser;
    if (command.operand !== undefined && words.every(word => word.trim() === ''))
        throw new BadUsage([`${command.name} needs ${command.operand.what}`]);
    const most = command.operand === undefined ? 0 : command.operand.isRepeated ? Number.POSITIVE_INFINITY : 1;
    if (words.length > most)
        throw new BadUsage(words.slice(most).map(word => `unexpected argument ${word}; options have two dashes, such as --manifest`));
    const given = parser.options.filter(option => parser.getOptionValueSource(option.attributeName()) === 'cli');
    const valuesOf = (option) => {
        const value = parser.getOptionValue(option.attributeName());
        return value === true ? [''] : [value].flat().map(String);
    };
    return { options: new Map(given.map(option => [option.name(), valuesOf(option)])), words };
}
const helpOf = (command) => parserOf(command).helpInformation() + examplesOf(command);
/** All commands. */
function helpOfAll(commands) {
    const parser = quiet(new esm/* Command */.uB(PROGRAM))
        .usage('COMMAND [options]')
        .description('Makes Vault or OpenBao the secrets backend of Airflow on Astro, and keeps it so.')
        .helpOption(false)
        .helpCommand(false);
    for (const { name, summary } of commands)
        parser.command(name).summary(summary);
    return `${parser.helpInformation()}
Options are the inputs of the action, by their names. Without one, VAULT_ADDR,
VAULT_TOKEN, VAULT_NAMESPACE, VAULT_CACERT, ASTRO_API_TOKEN and ~/.vault-token
count. ${PROGRAM} COMMAND --help has more.
`;
}
function parserOf(command) {
    const parser = quiet(new esm/* Command */.uB(`${PROGRAM} ${command.name}`)).description(command.about);
    const { operand } = command;
    parser.usage(operand === undefined ? '[options]' : `${operand.name.toUpperCase()}${operand.isRepeated ? '...' : ''} [options]`);
    for (const { name, value, isRepeated, about } of command.own) {
        const option = new esm/* Option */.c$(`--${name}${value === undefined ? '' : ` <${value}>`}`, about);
        parser.addOption(isRepeated ? option.argParser((text, all = []) => [...all, text]) : option);
    }
    for (const [title, inputs] of Object.entries(schema/* GROUPS */.fd)) {
        for (const name of Object.keys(inputs)) {
            if (!command.inputs.includes(name))
                continue;
            const option = optionOf(name).helpGroup(`${title}:`);
            parser.addOption(title === 'For tests' ? option.hideHelp() : option);
        }
    }
    return parser;
}
/** What is `true` or `false` needs no value to be true. */
function optionOf(name) {
    const { form = '' } = fields/* FORMS */.yY.get(schema/* SCHEMA */.yx.shape[name]) ?? {};
    if (form === '`true` or `false`')
        return new esm/* Option */.c$(`--${name} [BOOLEAN]`, DESCRIPTIONS[name]).preset('true');
    const choices = form.startsWith('one of ') ? form.slice('one of '.length).replaceAll('`', '').replaceAll(', ', '|') : '';
    return new esm/* Option */.c$(`--${name} <${choices.length > 0 && choices.length < 24 ? choices : 'VALUE'}>`, DESCRIPTIONS[name]);
}
/** Prints nothing and ends nothing by itself. */
const quiet = (parser) => parser
    .exitOverride()
    .helpOption('-h, --help', 'Show this help.')
    .allowExcessArguments()
    .configureOutput({ writeOut: () => { }, writeErr: () => { }, getOutHasColors: () => false })
    .configureHelp({ helpWidth: WIDTH, minWidthToWrap: 20, optionDescription: ({ description }) => description });
const examplesOf = ({ examples }) => `\nExamples:\n${examples.map(([typed, why]) => `  # ${why}\n  ${PROGRAM} ${typed}\n`).join('')}`;
/** The parser names an option as it was typed, which may be with its value. */
function whyNot({ code, message }, command) {
    const [, name = ''] = /'--?([^'=\s]*)/.exec(message) ?? [];
    if (code === 'commander.unknownOption')
        return unknown(name, command);
    if (code === 'commander.optionMissingArgument')
        return `option --${name} needs a value`;
    return message.replace(/^error: /, '');
}
function unknown(name, { name: command, own }) {
    if ((0,mistake/* isInput */.Xy)(name))
        return `option --${name} is not for ${command}`;
    const near = (0,suggestion/* nearest */.pA)(name, own.map(option => option.name));
    return `option --${name} ${near === undefined ? (0,mistake/* whyNoInput */.Ac)(name) : `is not known; did you mean "${near}"?`}`;
}
/** The command that is meant by a name. */
function commandOf(commands, name) {
    const command = commands.find(one => one.name === name);
    if (command !== undefined)
        return command;
    const names = commands.map(one => one.name);
    throw new BadUsage(name === '' ? [] : [`${name} is not a command${(0,suggestion/* suggestion */.h)(name, names)}`]);
}

;// CONCATENATED MODULE: ./lib/terminal/completion.js

/** For each shell, what has to come before the function and the command that bash understands. */
const SHELLS = new Map([
    ['bash', ''],
    ['zsh', 'autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n']
]);
/** What a shell evaluates to complete names of commands and options; files where neither fits. */
function completionFor(shell, commands) {
    const first = SHELLS.get(shell);
    if (first === undefined)
        throw new BadUsage([`completion needs the name of a shell: ${[...SHELLS.keys()].join(' or ')}`]);
    const cases = commands.map(({ name, inputs, own }) => {
        const options = [...own.map(option => option.name), ...inputs, 'help'].map(option => `--${option}`);
        return `      ${name}) known="${options.join(' ')}" ;;`;
    });
    return `${first}_astro_vault_action() {
  local known="${commands.map(({ name }) => name).join(' ')}"
  if [ "$COMP_CWORD" -gt 1 ]; then
    case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
      *) known="" ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$known" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _astro_vault_action ${PROGRAM}
`;
}

// EXTERNAL MODULE: ./lib/base/files.js
var files = __webpack_require__(378);
// EXTERNAL MODULE: ./lib/base/finding.js
var base_finding = __webpack_require__(8340);
// EXTERNAL MODULE: ./node_modules/js-yaml/dist/js-yaml.mjs
var js_yaml = __webpack_require__(3243);
// EXTERNAL MODULE: ./lib/airflow/uri.js + 1 modules
var uri = __webpack_require__(4332);
// EXTERNAL MODULE: ./lib/sources/schema.js
var sources_schema = __webpack_require__(2671);
// EXTERNAL MODULE: ./lib/imports/json-text.js
var json_text = __webpack_require__(2068);
;// CONCATENATED MODULE: ./lib/imports/plain-names.js

/**
 * Why these names kept no value. The name of a value that is a constant anyway is no mistake; a slip is one, because it would
 * pass for caution.
 */
function plainMistakes(unused, { definitions, secrets }) {
    if (unused.length === 0)
        return [];
    const known = new Set(definitions.flatMap(one => [...namesOf(one)]));
    const passwords = new Set(definitions.map(({ kind, name }) => (kind === 'connection' ? `connections.${name}.password` : '')));
    const wholes = secrets.map(one => (known.has(one) ? one : one.replace(/\.conn_uri$/, '')));
    const unknown = (name) => {
        const usable = [...known].filter(one => !passwords.has(one));
        const near = (0,suggestion/* nearest */.pA)(name, [...usable, ...usable.map(one => one.slice(one.indexOf('.') + 1))]);
        const list = near === undefined ? secrets.filter(one => usable.includes(one)) : [near];
        return { message: `names nothing in these files${(0,suggestion/* suggestion */.h)(name, list)}` };
    };
    const whySecret = (name) => {
        if (passwords.has(name))
            return PASSWORD;
        const whole = wholes.find(one => name === one || name.startsWith(`${one}.`));
        if (whole !== undefined)
            return { message: `cannot be kept: ${whole} becomes one secret as a whole` };
        const inside = secrets.filter(one => one.startsWith(`${name}.`));
        return inside.length === 0 ? undefined : { message: `names several values${(0,suggestion/* suggestion */.h)(name, inside)}` };
    };
    return unused.flatMap((name) => {
        const full = ['', 'variables.', 'connections.'].map(kind => kind + name).find(one => known.has(one));
        const why = full === undefined ? unknown(name) : whySecret(full);
        return why === undefined ? [] : [{ severity: 'error', subject: `--plain ${name}`, ...why }];
    });
}
const PASSWORD = {
    message: 'names a password, which always becomes a secret here',
    hint: 'If it is not a secret, write it into the printed manifest yourself, with `not-secret: true` next to it.'
};
/** All that a user may name in an entry: itself, its fields, and what is inside a structure. */
function namesOf(one) {
    const name = `${one.kind}s.${one.name}`;
    if (one.kind === 'variable')
        return namesIn(structureIn(one.text.reveal()), name);
    const { connType: conn_type, extra, ...fields } = one.connection.reveal();
    return namesIn({ conn_type, ...fields, extra: extra && structureIn(extra) }, name);
}
function* namesIn(tree, name) {
    if (tree === undefined)
        return;
    yield name;
    if (typeof tree !== 'object' || tree === null)
        return;
    for (const [key, child] of Object.entries(tree))
        yield* namesIn(child, `${name}.${key}`);
}
function structureIn(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return text;
    }
}

// EXTERNAL MODULE: ./lib/imports/secrecy.js + 1 modules
var secrecy = __webpack_require__(8541);
// EXTERNAL MODULE: ./lib/base/secret.js
var secret = __webpack_require__(5977);
;// CONCATENATED MODULE: ./lib/imports/secret-names.js

/**
 * Names the secrets: `VAR_<KEY>`, `CONN_<ID>_PASSWORD`, `CONN_<ID>_EXTRA_<KEY>`. The first word avoids names that a runner
 * already has (PATH) and those that GitHub rejects (a digit first, GITHUB_).
 */
class SecretNames {
    needed = [];
    values = new Map();
    #plain;
    #used = new Set();
    /** `plain`: names of values that are not secrets, such as `variables.greeting` or `greeting`. */
    constructor(plain = []) {
        this.#plain = new Set(plain);
    }
    /**
     * Makes a value a secret and returns the name that stands for it; `field` says where in the entry it is. `isPlain`: the user
     * says that it is not a secret.
     */
    within({ kind, name, at }) {
        const first = kind === 'variable' ? 'VAR' : 'CONN';
        const isPlain = (field) => {
            const names = [[`${kind}s`, name, ...field].join('.'), [name, ...field].join('.')].filter(one => this.#plain.has(one));
            for (const one of names)
                this.#used.add(one);
            return names.length > 0;
        };
        const take = (field, value) => {
            const taken = this.#free([first, name, ...field]
                .join('_')
                .toUpperCase()
                .replace(/[^A-Z0-9]+/g, '_'));
            this.values.set(taken, new secret/* Secret */.z(value));
            if (value !== '')
                this.needed.push({ name: taken, what: [`${kind}s`, name, ...field].join('.'), at });
            return taken;
        };
        return Object.assign(take, { isPlain });
    }
    /** The plain names that kept no value from becoming a secret. */
    get unused() {
        return [...this.#plain].filter(name => !this.#used.has(name));
    }
    #free(name) {
        for (let count = 1;; count++) {
            const candidate = count === 1 ? name : `${name}_${count}`;
            if (!this.values.has(candidate))
                return candidate;
        }
    }
}

// EXTERNAL MODULE: ./lib/imports/tree.js + 1 modules
var imports_tree = __webpack_require__(2864);
;// CONCATENATED MODULE: ./lib/imports/manifest-text.js









/**
 * Turns what was imported into a manifest. `plain` names values that are not secrets, whatever they look like; throws `Mistakes`
 * with those that it cannot keep. Passwords and
 * whatever looks secret become `{ env: NAME }`, everything else a constant. A structure that would not come back unchanged
 * (numbers beyond the precision of JSON in JavaScript, equal keys) stays text.
 */
function manifestOf(imported, name, { caution = 'looks', plain = [] } = {}) {
    const secrets = new SecretNames(plain);
    const [variables, connections] = [new Map(), new Map()];
    for (const one of imported.definitions) {
        const take = secrets.within(one);
        if (one.kind === 'variable')
            variables.set(one.name, variable(one.name, one.text.reveal(), take, caution));
        else
            connections.set(one.name, connection(one.connection.reveal(), take, caution));
    }
    const manifest = {
        version: 1,
        name,
        ...(variables.size > 0 && { variables }),
        ...(connections.size > 0 && { connections })
    };
    const secretNames = secrets.needed.map(({ what }) => what);
    const mistakes = plainMistakes(secrets.unused, { definitions: imported.definitions, secrets: secretNames });
    if (mistakes.length > 0)
        throw new errors/* Mistakes */.So(mistakes);
    return { text: (0,js_yaml/* dump */.Bh)(manifest, { schema: MAPS, lineWidth: -1 }), needed: secrets.needed, values: secrets.values };
}
/** A `Map` keeps names such as `10` in their order. */
const MAPS = js_yaml/* DUMP_SCHEMA */.Xe.withTags(js_yaml/* realMapTag */.HY);
function variable(key, text, take, caution) {
    if (take.isPlain([]))
        return constant(text);
    if (caution === 'all' && text !== '')
        return { env: take([], text) };
    const tree = structureOf(text);
    // As a structure only if it is written back byte for byte, because a task may compare the text.
    if (tree !== undefined && JSON.stringify(tree) === text && !(0,secrecy/* hasSecretName */._o)(key)) {
        const json = withSources(tree, key, [], take);
        if (json !== undefined)
            return { json };
    }
    const secret = tree === undefined
        ? (0,secrecy/* looksSecret */.n0)(key, text)
        : (0,secrecy/* hasSecretName */._o)(key) || (0,secrecy/* holdsSecret */.hK)(text) || [...(0,secrecy/* secretLeaves */.TR)(tree, key)].length > 0;
    return secret ? { env: take([], text) } : constant(text);
}
function connection(made, take, caution) {
    const { connType, port, password, extra } = made;
    const whole = () => ({ conn_uri: { env: take(['conn_uri'], (0,uri/* encodeUri */.RR)(made)) } });
    if (caution === 'all')
        return whole();
    const structure = extra ? structureOf(extra) : undefined;
    const kept = extra && (structure === undefined || [...(0,secrecy/* secretLeaves */.TR)(structure, 'extra')].some(isNoText));
    if (extra && kept && ((0,secrecy/* holdsSecret */.hK)(extra) || [...(0,secrecy/* secretLeaves */.TR)(JSON.parse(extra), 'extra')].length > 0))
        return whole();
    const text = (field) => {
        const value = made[field];
        if (value === undefined)
            return {};
        // A host with a random name is not a secret; what follows it may be, and a login may be an API key.
        const secret = (0,secrecy/* holdsSecret */.hK)(value) || (0,secrecy/* looksSecret */.n0)('', field === 'host' ? value.replace(/^(\w+:\/\/)?[^/?]*/, '') : value);
        if (secret && take.isPlain([field]))
            return { [field]: constant(value) };
        return { [field]: secret ? { env: take([field], value) } : constant(value) };
    };
    return {
        conn_type: connType,
        ...text('host'),
        ...(port !== undefined && { port }),
        ...text('schema'),
        ...text('login'),
        // GitHub has no empty secrets; with allow-empty, an absent one does the same.
        ...(password === '' && { password: { env: take(['password'], ''), 'allow-empty': true } }),
        ...(password && { password: { env: take(['password'], password) } }),
        ...(extra && { extra: kept ? constant(extra) : withSources(structure, 'extra', ['extra'], take) })
    };
}
/** `${` is reserved in a manifest; `$${` stands for it. */
const constant = (text) => text.split('${').join('$${');
/** Keys that are more than data in a manifest. */
const RESERVED = new RegExp(`"(\\$(${sources_schema/* WORDS */.q9.join('|')})|__proto__|<<)"`);
/** The object or list in a text, if a manifest can hold it and write it back. */
function structureOf(text) {
    if (!/^\s*[[{]/.test(text) || RESERVED.test(text))
        return undefined;
    try {
        const tree = JSON.parse(text);
        const { root, problems } = (0,imports_tree/* parseTree */.cZ)(text);
        return problems.length === 0 && (0,json_text/* jsonText */.s)(root) === JSON.stringify(tree) ? tree : undefined;
    }
    catch {
        return undefined;
    }
}
/** What no source can stand for: a number, or a key. */
const isNoText = ({ value, isKey }) => isKey || typeof value !== 'string';
/** The structure with `{ $env: NAME }` instead of its secrets; undefined if one of them is not a string. */
function withSources(tree, name, path, take) {
    const leaves = [...(0,secrecy/* secretLeaves */.TR)(tree, name)].filter(leaf => !take.isPlain([...path, ...leaf.path]));
    if (leaves.some(isNoText))
        return undefined;
    const secret = new Map(leaves.map(leaf => [leaf.path.join('\0'), String(leaf.value)]));
    const replaced = (node, at) => {
        if (Array.isArray(node))
            return node.map((item, index) => replaced(item, [...at, String(index)]));
        if (typeof node === 'object' && node !== null) {
            return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, replaced(child, [...at, key])]));
        }
        const value = secret.get(at.join('\0'));
        return value === undefined ? node : { $env: take([...path, ...at], value) };
    };
    return replaced(tree, []);
}

// EXTERNAL MODULE: ./lib/imports/read.js + 7 modules
var read = __webpack_require__(32);
// EXTERNAL MODULE: ./lib/manifest/read.js + 7 modules
var manifest_read = __webpack_require__(3656);
// EXTERNAL MODULE: ./lib/manifest/schema.js
var manifest_schema = __webpack_require__(3266);
;// CONCATENATED MODULE: ./lib/terminal/import.js







/** The command `import`. */
function importFiles({ words, own, printExactly, complain }) {
    const { stdout, stderr, exitCode } = importCommand(words, importOptions(own), files/* readUtf8 */.Sx);
    printExactly(stdout);
    complain(stderr);
    return exitCode;
}
/** What was typed after `import`. */
const importOptions = (own) => ({
    name: own.get('name')?.at(-1),
    plain: own.get('plain'),
    allSecret: own.has('all-secret')
});
/** Turns files from Airflow or the astro CLI into a manifest on stdout. What is left to do by hand is on stderr. */
function importCommand(files, { name: given = 'airflow', plain = [], allSecret = false }, readFile) {
    try {
        const name = manifest_schema/* schema */.wQ.shape.name.safeParse(given);
        if (!name.success)
            return failed(name.error.issues.map(({ message }) => `option --name ${message}\n`).join(''));
        const imported = (0,read/* readImports */.v)(files.map(file => ({ file, rename: new Map() })), readFile);
        if (imported.problems.length > 0)
            throw new errors/* Mistakes */.So(imported.problems);
        const { text, needed, values: secrets } = manifestOf(imported, name.data, {
            caution: allSecret ? 'all' : 'looks',
            plain
        });
        // A run must accept what is printed, including names that only a manifest rejects.
        (0,manifest_read/* readManifest */.W)(text, 'the printed manifest');
        const warnings = imported.warnings.map(warning => `warning: ${(0,base_finding/* sentenceOf */.$N)(warning)}\n`).join('');
        return { stdout: text, stderr: warnings + advice(needed, secrets), exitCode: 0 };
    }
    catch (error) {
        return failed(`${(0,errors/* explain */.WE)(error)}\n`);
    }
}
const failed = (stderr) => ({ stdout: '', stderr, exitCode: 1 });
/** GitHub's limits: secrets in a repository and in an environment, and bytes in each. */
const [MOST_SECRETS, MOST_BYTES] = [100, 48 * 1024];
/** Which secrets to create, and how the step gets them. */
function advice(needed, values) {
    if (needed.length === 0)
        return 'No value looks secret. Read the manifest before you commit it.\n';
    const create = needed.map(({ name, what, at }) => `gh secret set ${name}  # ${what}, ${(0,base_finding/* placeText */.Z9)(at)}`);
    const env = needed.map(({ name }) => `  ${name}: \${{ secrets.${name} }}`);
    const notes = [
        needed.length > MOST_SECRETS &&
            `These are ${needed.length} secrets. GitHub keeps ${MOST_SECRETS} in a repository and another ${MOST_SECRETS} in each environment.`,
        ...needed.map(({ name }) => noteOf(name, values.get(name)?.reveal() ?? ''))
    ];
    const elsewhere = 'For values that GitHub cannot keep, use a file, sops or Vault instead of { env: … }: see "Sources" in docs/manifest.md.';
    const said = notes.filter(note => note !== false);
    return `
GitHub secrets to create (each command asks for the value; for a value with several lines, append \`< FILE\`):

${create.join('\n')}

For the step that runs the action:

env:
${env.join('\n')}

${said.length > 0 ? `${[...said, elsewhere].join('\n')}\n\n` : ''}Values that read like words and numbers became constants, if every word of their names is known to be harmless. To keep another value that is not a secret, add --plain NAME. Read the manifest before you commit it.
`;
}
/** What happens to a value on its way into a GitHub secret. */
function noteOf(name, value) {
    const size = Buffer.byteLength(value);
    if (size > MOST_BYTES)
        return `${name} takes ${Math.ceil(size / 1024)} KiB. GitHub keeps ${MOST_BYTES / 1024} KiB in one secret.`;
    return /[\r\n]$/.test(value) && `${name} ends with a line break, which \`gh secret set\` removes.`;
}

// EXTERNAL MODULE: ./lib/airflow/definition.js
var definition = __webpack_require__(6619);
// EXTERNAL MODULE: ./lib/inputs/combinations.js
var combinations = __webpack_require__(1113);
// EXTERNAL MODULE: ./lib/inputs/inputs.js + 5 modules
var inputs = __webpack_require__(5633);
// EXTERNAL MODULE: ./lib/plan/permissions/permission-text.js
var permission_text = __webpack_require__(4793);
// EXTERNAL MODULE: ./lib/plan/permissions/permissions.js + 2 modules
var permissions_permissions = __webpack_require__(9570);
// EXTERNAL MODULE: ./lib/run/permissions.js
var run_permissions = __webpack_require__(9193);
// EXTERNAL MODULE: ./lib/run/prepare.js + 10 modules
var prepare = __webpack_require__(756);
// EXTERNAL MODULE: ./lib/airflow/connection-json.js
var connection_json = __webpack_require__(4677);
// EXTERNAL MODULE: ./lib/manifest/entries.js
var manifest_entries = __webpack_require__(5665);
// EXTERNAL MODULE: ./lib/manifest/source.js
var source = __webpack_require__(643);
;// CONCATENATED MODULE: ./lib/sources/written.js

/** A source as a manifest spells it. */
function writtenFrom({ source, allowEmpty, trim }) {
    return { ...shapeOf(source), ...(allowEmpty ? { 'allow-empty': true } : {}), ...(trim ? { trim: true } : {}) };
}
function shapeOf(source) {
    switch (source.from) {
        case 'env':
            return { env: source.name };
        case 'file':
            return { file: source.path, ...(source.as === 'text' ? {} : { as: source.as }) };
        case 'command':
            return { command: source.argv };
        case 'vault':
        case 'sops': {
            const { from, ...place } = source;
            return { [from]: place };
        }
        case 'generate': {
            const { length, alphabet, rotate } = source;
            const [name] = Object.entries(sources_schema/* ALPHABETS */.Hq).find(([, characters]) => characters === alphabet) ?? [alphabet];
            return { generate: { length, alphabet: name, ...(rotate === '' ? {} : { rotate }) } };
        }
    }
}

;// CONCATENATED MODULE: ./lib/terminal/show.js








/**
 * The variables and connections of a scope, one per line: path in Vault, place in the manifest, and the value if it is a
 * constant, otherwise its sources as written. An imported value is only marked as such. Constant passwords, and what Airflow
 * would hide of an `extra`, are `***`.
 */
function listOf(manifest, scope, entries, imported = []) {
    const rows = entries.map((entry) => {
        const { place } = manifest.findingAt(entry.at, '');
        return [
            `${scope.mount}/${(0,manifest_entries/* pathOf */.XM)(scope, entry)}`,
            place === undefined ? '' : (0,base_finding/* placeText */.Z9)(place),
            oneLine(shown(entry, scope.deployment))
        ];
    });
    rows.push(...imported.map(one => [`${scope.mount}/${(0,manifest_entries/* pathOf */.XM)(scope, one)}`, (0,base_finding/* placeText */.Z9)(one.at), 'imported']));
    const [paths, places] = [0, 1].map(column => Math.max(0, ...rows.map(row => row[column]?.length ?? 0)));
    return rows
        .map(([path = '', place = '', value]) => `${path.padEnd(paths ?? 0)}  ${place.padEnd(places ?? 0)}  ${value}\n`)
        .join('');
}
/** As YAML in a list on one line, which never takes a second one. */
const oneLine = (value) => (0,js_yaml/* dump */.Bh)([value], { flowLevel: 0, lineWidth: -1 }).trim().slice(1, -1);
const shown = (entry, deployment) => entry.kind === 'variable' ? written(entry.value, deployment) : show_connection(entry.connection, deployment);
function show_connection(entry, deployment) {
    if (entry.form === 'fields') {
        const fields = Object.entries(entry.fields).map(([name, value]) => [name, field(name, value, deployment)]);
        const description = entry.description === undefined ? {} : { description: entry.description };
        return { conn_type: entry.connType, ...Object.fromEntries(fields), ...description };
    }
    if (entry.text.kind !== 'constant')
        return { [`conn_${entry.form}`]: written(entry.text, deployment) };
    const text = inFull(entry.text.text, deployment);
    if (entry.form === 'json') {
        const parsed = (0,connection_json/* parseJsonConnection */.q)(text);
        return 'connection' in parsed ? withoutSecrets(parsed.connection) : HIDDEN;
    }
    const parsed = (0,uri/* parseUri */.wY)(text);
    return parsed.ok ? withoutSecrets(parsed.value) : HIDDEN;
}
function field(name, value, deployment) {
    if (name === 'password' && value.kind === 'constant')
        return HIDDEN;
    if (name === 'port' && value.kind === 'constant')
        return Number(value.text);
    if (name !== 'extra' || value.kind === 'source')
        return written(value, deployment);
    return show_hidden(value.kind === 'json' ? plain(value.tree) : JSON.parse(inFull(value.text, deployment) || '{}'));
}
function withoutSecrets({ connType, password, extra, ...rest }) {
    return {
        conn_type: connType,
        ...rest,
        ...(password === undefined ? {} : { password: HIDDEN }),
        ...(extra === undefined ? {} : { extra: show_hidden(JSON.parse(extra || '{}')) })
    };
}
function written(value, deployment) {
    switch (value.kind) {
        case 'constant':
            return inFull(value.text, deployment);
        case 'source':
            return writtenFrom(value);
        case 'json':
            return { json: plain(value.tree) };
    }
}
/** With plain numbers, for YAML. */
const plain = (tree) => JSON.parse(JSON.stringify(tree));
/** If no Deployment is selected, `${deployment}` stays. */
const inFull = (text, deployment) => (0,source/* constantFor */.ym)(text, deployment) ?? text;
const HIDDEN = '***';
/** Keys whose values Airflow itself hides. */
const SENSITIVE = /access_token|api_?key|authorization|keyfile_dict|passphrase|passw|private_key|secret|service_account|token/i;
/** Sources stay, because they are not values. */
function show_hidden(node, isSensitive = false) {
    if ((0,sources_schema/* leafSource */.mA)(node) !== undefined)
        return node;
    if (Array.isArray(node))
        return node.map(item => show_hidden(item, isSensitive));
    if (typeof node !== 'object' || node === null)
        return isSensitive ? HIDDEN : node;
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, show_hidden(child, isSensitive || SENSITIVE.test(key))]));
}

;// CONCATENATED MODULE: ./lib/terminal/offline.js











/** The least policy of the pipeline. */
function policy({ source, printExactly }) {
    const mode = schema/* SCHEMA */.yx.shape.mode.safeParse(source.get('mode'));
    if (!mode.success)
        throw new errors/* Mistakes */.So(mode.error.issues.map(({ message }) => (0,mistake/* mistake */.RT)('mode', message)));
    const wrong = (0,combinations/* undoMistakes */.y)({ mode: mode.data, undo: source.get('undo') });
    if (wrong.length > 0)
        throw new errors/* Mistakes */.So(wrong);
    const prepared = preparedOf(source);
    const permissions = prepared.scopes.flatMap(one => {
        const deployment = mode.data === 'deploy' || (mode.data === 'plan' && one.targets.length > 0);
        return (0,permissions_permissions/* permissionsFor */.m)(one, (0,run_permissions/* runOptionsOf */.F)({ ...prepared.inputs, mode: mode.data }, deployment));
    });
    printExactly(`# The least policy that the pipeline needs for mode ${mode.data} of manifest ${prepared.manifest.name}.
# If your Vault has namespaces, create it in the namespace of the secrets.

${(0,permission_text/* leastPolicy */.yq)(permissions)}`);
    return 0;
}
/** What a Deployment reads from Vault. */
function show({ source, print }) {
    const { manifest, imported, scopes } = preparedOf(source);
    if (imported.problems.length > 0)
        throw new errors/* Mistakes */.So(imported.problems);
    const shown = scopes.map(({ scope, own: entries }) => {
        const own = new definition/* ByName */.r(entries);
        const brought = imported.definitions.filter(one => own.get(one) === undefined);
        const whose = scope.deployment === undefined ? 'every Deployment without `isolate: true`' : `Deployment ${scope.deployment}`;
        return `# What manifest ${manifest.name} keeps in Vault for ${whose}.\n\n${listOf(manifest, scope, entries, brought)}`;
    });
    print(shown.join('\n'));
    return 0;
}
/** Contacts no server: it reads the manifest as a plan without credentials does, whatever mode is given. */
const preparedOf = (source) => (0,prepare/* prepare */.iA)((0,inputs/* readInputs */.Ko)({ ...source, get: name => (name === 'mode' ? 'plan' : source.get(name)) }, () => { }), prepare/* NOT_IN_THIS_FOLDER */.ST);

// EXTERNAL MODULE: ./lib/base/counted.js
var counted = __webpack_require__(6323);
// EXTERNAL MODULE: ./lib/base/masks.js
var base_masks = __webpack_require__(4452);
// EXTERNAL MODULE: ./lib/launch/current-run.js
var current_run = __webpack_require__(4426);
// EXTERNAL MODULE: ./lib/launch/github-event.js
var github_event = __webpack_require__(3137);
// EXTERNAL MODULE: ./lib/launch/launch.js + 22 modules
var launch = __webpack_require__(5945);
// EXTERNAL MODULE: ./lib/launch/masked.js
var masked = __webpack_require__(670);
// EXTERNAL MODULE: ./lib/plan/describe.js
var describe = __webpack_require__(1814);
// EXTERNAL MODULE: ./lib/report/headline.js
var headline = __webpack_require__(5916);
// EXTERNAL MODULE: ./lib/report/journal.js
var report_journal = __webpack_require__(8201);
// EXTERNAL MODULE: ./lib/report/log.js
var report_log = __webpack_require__(9820);
// EXTERNAL MODULE: ./lib/report/plan-file.js
var plan_file = __webpack_require__(5698);
// EXTERNAL MODULE: ./lib/report/render.js
var render = __webpack_require__(1448);
// EXTERNAL MODULE: ./lib/report/report.js
var report = __webpack_require__(5650);
// EXTERNAL MODULE: ./lib/airflow/provider.js + 1 modules
var provider = __webpack_require__(1436);
// EXTERNAL MODULE: ./lib/plan/deployment/provider.js
var deployment_provider = __webpack_require__(5610);
// EXTERNAL MODULE: ./lib/plan/deployment/shipping.js + 1 modules
var shipping = __webpack_require__(9470);
// EXTERNAL MODULE: ./lib/plan/plan.js
var plan = __webpack_require__(9164);
// EXTERNAL MODULE: ./lib/project/project.js + 13 modules
var project = __webpack_require__(4565);
// EXTERNAL MODULE: ./lib/run/show.js
var run_show = __webpack_require__(9880);
// EXTERNAL MODULE: ./lib/run/warnings.js + 10 modules
var warnings = __webpack_require__(8616);
;// CONCATENATED MODULE: ./lib/run/check.js











/**
 * Checks what is in git: the manifest and its imports, the names that DAGs ask for, and the provider in the image. Reads no value and
 * asks nobody. Without a chosen Deployment it checks what all share, and each that is isolated. Shows all findings, and throws if
 * there is an error among them.
 */
async function check(inputs, ports) {
    const shared = (0,prepare/* prepare */.iA)(inputs, prepare/* NOT_IN_THIS_FOLDER */.ST);
    const isolated = inputs.selection === undefined ? [...shared.manifest.deployments].filter(([, { isolate }]) => isolate) : [];
    const all = [shared, ...isolated.map(([entry]) => (0,prepare/* prepare */.iA)({ ...inputs, selection: { entry } }))];
    const found = [];
    for (const prepared of all)
        found.push(...(await findingsIn(prepared, ports)));
    found.push(...imageFindings(shared));
    const findings = [...new Map(found.map(finding => [(0,base_finding/* sentenceOf */.$N)(finding), finding])).values()];
    (0,run_show/* show */.WU)([{ plan: { steps: [], findings } }], ports, { compared: false });
}
/** Of one scope. */
async function findingsIn(prepared, ports) {
    const found = [];
    const collecting = { ...ports, tell: event => void (event.kind === 'found' && found.push(event.finding)) };
    try {
        const notes = await (0,warnings/* warn */.R)((0,prepare/* complete */.My)(prepared, new Map()), collecting, Number.POSITIVE_INFINITY);
        return [...found, ...notes.findings];
    }
    catch (error) {
        if (!(error instanceof errors/* Mistakes */.So))
            throw error;
        return [...found, ...error.findings];
    }
}
/** An image that was built elsewhere, or a folder that builds none, says nothing. */
function imageFindings({ inputs, manifest }) {
    const { projectDir: dir, imageName } = inputs;
    if (imageName !== '' || manifest.astro.providerInstalled)
        return [];
    if ((0,files/* readIfThere */.qC)(`${dir}/Dockerfile`) === undefined)
        return [(0,plan/* note */.N4)('the image', `was not checked for Airflow's hashicorp provider: ${dir} has no Dockerfile`)];
    const image = (0,project/* imageFacts */.J)(dir);
    return image.provider ? (0,deployment_provider/* unfitProvider */.i)({ ...image, dir }) : [(0,shipping/* noProvider */.JZ)({ ...image, dir }, (0,provider/* requirementLine */.oK)(image.airflow))];
}

// EXTERNAL MODULE: ./lib/run/main.js + 87 modules
var main = __webpack_require__(4904);
// EXTERNAL MODULE: ./lib/apply/verify.js
var verify = __webpack_require__(2743);
// EXTERNAL MODULE: ./lib/plan/deployment/verify.js
var deployment_verify = __webpack_require__(8349);
;// CONCATENATED MODULE: ./lib/run/verify.js






/**
 * Proves that Airflow can read every secret of the manifest, and does nothing else: with a credential of Airflow's role that lives a
 * minute at most. Reads no source. Throws if one of them is missing or refused, or if one of the proofs could not be done from here.
 */
async function verify_verify(inputs, ports) {
    const { scopes, imported } = (0,prepare/* prepare */.iA)(inputs, prepare/* NOT_IN_THIS_FOLDER */.ST, ports.repository);
    if (imported.problems.length > 0)
        throw new errors/* UserError */.yo(imported.problems);
    if (inputs.vault === undefined)
        throw new errors/* UserError */.yo('verify needs the address of Vault and a login', {
            hint: 'Set `vault-url` and the inputs of the login, such as `vault-token`.'
        });
    const { vault } = await ports.openVault(inputs.vault);
    const proofs = scopes.map(({ scope, entries }) => {
        const paths = new Set(entries.map(entry => (0,manifest_entries/* pathOf */.XM)(scope, entry)));
        return { scope, plan: (0,deployment_verify/* planReadAll */.f9)({ scope, paths: [...paths] }) };
    });
    (0,run_show/* show */.WU)(proofs.map(({ scope, plan }) => (0,run_show/* chapterOf */.FN)(scope, plan)), ports);
    const unproved = [];
    for (const { scope, plan } of proofs) {
        const outcome = await (0,verify/* prove */.z)(plan.steps, { ...ports, vault, scope });
        if (outcome !== 'done')
            unproved.push({ severity: 'error', subject: `role ${scope.role}`, ...why(outcome) });
    }
    if (unproved.length > 0)
        throw new errors/* UserError */.yo(unproved);
}
const why = (outcome) => outcome === undefined
    ? {
        message: 'was not proved to read anything: only Airflow can log in with this kind of login',
        hint: 'Read one of the secrets in a DAG of the Deployment.'
    }
    : {
        message: 'was not proved to read anything: it does not let this machine log in',
        hint: 'Run this from one of the addresses that the role is bound to (secret_id_bound_cidrs, token_bound_cidrs).'
    };

// EXTERNAL MODULE: ./lib/plan/change.js
var change = __webpack_require__(4443);
;// CONCATENATED MODULE: ./lib/terminal/agreement.js




/**
 * Asks once before anything is changed, after the plan was shown; and again, with what is new, if a plan that was made again has other
 * steps, or the same ones with other contents. Throws a `UserError` for every answer but yes, and where nobody can answer.
 */
function agreementOn(command, { ask }, screen, signal) {
    const agreed = new Set();
    const decide = async (chapters, besides) => {
        const unseen = besides.map(said => ({ said, id: said })).filter(({ id }) => !agreed.has(id));
        const planned = chapters.flatMap(({ target, scope = '', plan }) => plan.steps
            .filter(report_journal/* changes */.A)
            .map(step => ({ said: (0,describe/* sentence */.em)(step), id: `${target?.id ?? scope} ${shownOf(step)}` }))
            .filter(({ id }) => !agreed.has(id)));
        const fresh = [...planned, ...unseen];
        if (fresh.length === 0)
            return;
        if (ask === undefined)
            throw new errors/* UserError */.yo(`${command} asks before it changes anything, and stdin is no terminal; nothing was changed`, {
                hint: 'Read the plan, and run it again with `--yes`.'
            });
        const isAgain = agreed.size > 0;
        const [heading, news] = isAgain ? ['The plan has changed meanwhile', fresh] : ['Records in Vault', unseen];
        if (news.length > 0)
            screen.group(heading, news.map(({ said }) => said));
        const answer = await ask('Carry this out? [y/N] ', signal);
        if (!/^y(es)?$/i.test(answer.trim()))
            throw new errors/* UserError */.yo(isAgain ? 'the rest was not agreed to; the run has stopped there' : 'not agreed to; nothing was changed');
        for (const { id } of fresh)
            agreed.add(id);
    };
    // Of several Deployments at once, one is asked about after the other.
    let turn = Promise.resolve();
    return (chapters, besides = []) => {
        const decided = turn.then(() => decide(chapters, besides));
        turn = decided.catch(() => { });
        return decided;
    };
}
/** A step as it was agreed to: what it does, why, what it finds and what it leaves. */
const shownOf = (step) => JSON.stringify([(0,describe/* idOf */.TH)(step), (0,describe/* sentence */.em)(step), contentOf(step)]);
function contentOf(step) {
    switch (step.kind) {
        case 'policy':
            // In full: it may have rules that this action cannot read.
            return [step.seen, step.text];
        case 'narrow':
            // What it finds, this very run has widened.
            return step.text;
        case 'ledger':
            // It counts fewer secrets after a part of them was written.
            return undefined;
        default:
            return (0,change/* changeOf */.C)(step);
    }
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./lib/terminal/defaults.js



/** Variables that the vault CLI reads, and the input that means the same. */
const VAULT = [
    ['vault-url', 'VAULT_ADDR'],
    ['vault-namespace', 'VAULT_NAMESPACE'],
    ['vault-ca-certificate', 'VAULT_CACERT_BYTES'],
    ['vault-ca-certificate', 'VAULT_CACERT'],
    ['vault-client-certificate', 'VAULT_CLIENT_CERT'],
    ['vault-client-key', 'VAULT_CLIENT_KEY'],
    ['vault-tls-server-name', 'VAULT_TLS_SERVER_NAME']
];
/** Where `vault login` leaves its token. */
const TOKEN_FILE = '.vault-token';
/**
 * What was typed, and for what was not, what users of the vault and the astro CLI have set already. The token of a method other than
 * `token` is not looked for, and that of Astro only where a Deployment is chosen.
 */
function withDefaults(source, { environment, home }) {
    const found = new Map();
    const offer = (name, text) => {
        const value = text?.trim() ?? '';
        if (value !== '' && source.get(name) === '' && !found.has(name))
            found.set(name, value);
    };
    for (const [input, variable] of VAULT)
        offer(input, environment[variable]);
    if (isTrue(environment['VAULT_SKIP_VERIFY']))
        offer('vault-tls-skip-verify', 'true');
    if ((source.get('vault-auth-method') || 'token') === 'token' && source.get('vault-token') === '')
        offer('vault-token', environment['VAULT_TOKEN'] || (0,files/* readIfThere */.qC)((0,external_node_path_.join)(home, TOKEN_FILE)));
    const wantsDeployment = (0,inputs/* modeOf */.VV)(source) === 'deploy' || source.names.some(name => name.startsWith('deployment'));
    if (wantsDeployment)
        offer('astro-api-token', environment['ASTRO_API_TOKEN']);
    return { ...source, get: name => source.get(name) || (found.get(name) ?? '') };
}
/** As the vault CLI, which is written in Go, reads it. */
const isTrue = (text = '') => ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text);

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./lib/terminal/screen.js


/** `apart`: stdout is for a program, so everything is on stderr. */
function screenOf(station, masks, { apart }) {
    const { colours, showsProgress } = station;
    let hasStatus = false;
    const clear = () => {
        if (hasStatus)
            station.complain('\r\u001b[K');
        hasStatus = false;
    };
    const write = (onError, text, colour) => {
        clear();
        const shown = (0,visible/* visibleLines */.gB)(masks.hide(text));
        const isError = onError || apart;
        const line = `${paint(shown, colour, isError ? colours.stderr : colours.stdout)}\n`;
        if (isError)
            station.complain(line);
        else
            station.print(line);
    };
    return {
        info: text => write(false, text, text.startsWith('✓ ') ? 'green' : undefined),
        warning: text => write(true, `warning: ${text}`, 'yellow'),
        error: text => write(true, text, 'red'),
        group(heading, about) {
            write(false, heading, 'bold');
            for (const line of about)
                write(false, `  ${line}`);
        },
        output: line => write(false, (0,visible/* visible */.RK)(line), 'grey'),
        status(text) {
            if (!showsProgress)
                return;
            clear();
            hasStatus = true;
            station.complain(paint((0,visible/* shortened */.vI)((0,visible/* visible */.RK)(masks.hide(`… ${text}`)), 79), 'grey', colours.stderr));
        }
    };
}
function paint(text, colour, hasColours) {
    const [on, off] = (colour !== undefined && hasColours && external_node_util_.inspect.colors[colour]) || [];
    return on === undefined ? text : `\u001b[${on}m${text}\u001b[${off}m`;
}

;// CONCATENATED MODULE: ./lib/terminal/run.js























const KINDS = {
    check: { story: check, inputs: { mode: 'plan' }, isLook: true },
    plan: { story: main/* main */.i, inputs: { mode: 'plan' } },
    sync: { story: main/* main */.i, inputs: { mode: 'sync' } },
    deploy: { story: main/* main */.i, inputs: { mode: 'deploy' } },
    verify: { story: verify_verify, inputs: { mode: 'plan' }, isLook: true },
    undo: { story: main/* main */.i, inputs: { mode: 'sync' } },
    rotate: { story: main/* main */.i, inputs: { mode: 'deploy', rotate: 'now', 'deploy-type': 'none' } }
};
/** One run of the engine, from what was typed to the exit code. */
async function carryOut(command, call) {
    const { story, isLook } = KINDS[command];
    const masks = new base_masks/* Masks */.O7();
    const hide = (text) => masks.hide(text);
    const screen = screenOf(call, masks, { apart: call.own.has('json') });
    const journal = new report_journal/* Journal */.C();
    const log = isLook ? lookTo(screen) : (0,report_log/* logTo */.k)(screen);
    const tell = event => {
        const shown = (0,masked/* masked */.I)(event, hide);
        log(shown);
        journal.hear(shown);
        if (shown.kind === 'started')
            screen.status(`${(0,describe/* describe */.q0)(shown.step).action} ${(0,describe/* describe */.q0)(shown.step).target}`);
    };
    const source = sourceOf(command, call);
    const mode = isLook ? undefined : (0,inputs/* modeOf */.VV)(source);
    tell({ kind: 'begun', about: (0,inputs/* aboutOf */.rI)(source), ...(mode === undefined ? {} : { mode }) });
    const { id, attempt } = (0,current_run/* currentRun */.x)(call.environment);
    let exitCode = 0;
    try {
        refuseStranger(command, call);
        await (0,launch/* launch */.q)(agreeing(story, command, call, screen), (0,inputs/* readInputs */.Ko)(source, secret => void masks.add(secret)), {
            ports: {
                environment: call.environment,
                tell,
                mask: secret => void masks.add(secret),
                run: { id, attempt },
                workspace: '.',
                repository: call.environment['GITHUB_REPOSITORY'] ?? ''
            },
            temp: call.temp,
            warn: message => screen.warning(message),
            taken: () => { },
            onFolder: () => { },
            onToken: () => { },
            idToken: noIdToken
        });
        if (call.own.has('exit-code'))
            exitCode = changesIn(journal);
        tell({ kind: 'ended', outcome: 'succeeded', findings: [] });
        screen.info(`✓ ${endOf(command, source, (0,report/* reportOf */.E)(journal, hide))}`);
    }
    catch (error) {
        exitCode = 1;
        screen.error((0,errors/* explain */.WE)(error));
        tell({ kind: 'ended', outcome: 'failed', findings: (0,errors/* failureOf */.g5)(error) });
    }
    if (journal.secretsWritten > 0 && command !== 'undo')
        screen.info(`To reverse what this run changed in Vault: ${PROGRAM} undo ${[id, ...aboutTheSame(source)].join(' ')}`);
    if (call.own.has('json'))
        for (const part of (0,plan_file/* planFile */.e)((0,report/* reportOf */.E)(journal, hide)))
            call.printExactly(part.replaceAll('##[', '##\\u005b'));
    return exitCode;
}
/** What was typed, what the name of the command says, and what is usual on this workstation. A check needs no credential. */
function sourceOf(command, call) {
    const { source, words } = call;
    const said = { ...KINDS[command].inputs, ...(command === 'undo' ? { undo: words[0]?.trim() ?? '' } : {}) };
    const named = {
        ...source,
        get: name => said[name] ?? source.get(name),
        whenEmpty: `It is the option of that name. VAULT_ADDR, VAULT_TOKEN or \`vault login\`, and ASTRO_API_TOKEN count too.`
    };
    return command === 'check' ? named : withDefaults(named, call);
}
/** The engine asks before it changes anything, unless it was told not to. */
const agreeing = (story, command, call, screen) => (inputs, ports) => story(inputs, call.own.has('yes') ? ports : { ...ports, agree: agreementOn(command, call, screen, ports.signal) });
/** Without Vault nobody knows whether there is something to change. */
function changesIn({ compared, changed }) {
    if (!compared)
        throw new errors/* UserError */.yo('--exit-code says whether something would change, and nothing was compared', {
            hint: 'Set `--vault-url` (or VAULT_ADDR) and a login.'
        });
    return changed ? 2 : 0;
}
/** A workflow that has the rights of this repository may have checked out somebody else's project. */
function refuseStranger(command, { environment }) {
    const { GITHUB_EVENT_NAME: name = '' } = environment;
    if (command === 'check' || (0,github_event/* trustedIn */.p)(environment).trusted === undefined)
        return;
    throw new errors/* UserError */.yo(`${command} does not run for the event ${name} of another repository: the project may be a stranger's`, {
        hint: 'Use the action itself, which finds out whose project it is; or the event `pull_request`.'
    });
}
const noIdToken = async () => {
    throw new errors/* UserError */.yo('nobody offers an OIDC token on a terminal', { hint: 'Set `--vault-jwt`, or use another method.' });
};
/** What a run that succeeded has to say. */
function endOf(command, source, report) {
    const { manifest } = (0,inputs/* aboutOf */.rI)(source);
    if (command === 'check')
        return `no mistakes in ${manifest}`;
    return command === 'verify'
        ? `Airflow can read ${provedIn(report).join(', and ')} (${manifest})`
        : `${command}: ${(0,headline/* answerOf */.u)(report)}`;
}
/** How many secrets were proved, of each scope. */
const provedIn = ({ chapters }) => chapters.flatMap(({ scope, steps }) => Array.from(steps).flatMap(step => {
    if (step.kind !== 'verify' || step.outcome !== 'done')
        return [];
    return `all ${(0,counted/* counted */.h)(step.after.asked, 'secret')} of ${scope === undefined ? 'the shared folders' : `Deployment ${scope}`}`;
}));
/** The options with which another command is about the same folders, as a shell takes them. */
const aboutTheSame = (source) => schema/* INPUT_NAMES */.Qh.filter(name => name === 'manifest' || name.startsWith('deployment')).flatMap(name => {
    const value = source.get(name);
    return value === '' ? [] : [`--${name}`, /^[\w./,@-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`];
});
/** For a command that has nothing to change: of its plan only what somebody should read. Errors follow as those of the run. */
const lookTo = (screen) => event => {
    if (event.kind !== 'planned')
        return (0,report_log/* logTo */.k)(screen)(event);
    for (const finding of event.chapters.flatMap(({ plan }) => plan.findings)) {
        if (finding.severity === 'warning')
            screen.warning((0,render/* lineOf */.cA)(finding));
        if (finding.severity === 'note')
            screen.info((0,render/* lineOf */.cA)(finding));
    }
};

;// CONCATENATED MODULE: ./lib/terminal/commands.js





const JSON_OPTION = {
    name: 'json',
    about: 'Print the plan file (docs/plan-file.md) on stdout, and everything else on stderr.'
};
const YES = { name: 'yes', about: 'Do not ask before something is changed.' };
const group = (...titles) => titles.flatMap(title => Object.keys(schema/* GROUPS */.fd[title]));
const commands_VAULT = ['vault-url', 'vault-auth-method', ...group('Vault: address', 'Vault: TLS', 'Vault: login')];
const SELECTION = schema/* INPUT_NAMES */.Qh.filter(name => name.startsWith('deployment'));
/** What a command says by its name, and what only a workflow has. */
const NOT_HERE = ['mode', 'github-token', 'github-environment', 'drift'];
const except = (...names) => schema/* INPUT_NAMES */.Qh.filter(name => ![...NOT_HERE, ...names].includes(name));
const RUNS_AND_MORE = [
    {
        name: 'check',
        summary: 'check manifest, imports, DAGs and the provider, offline',
        about: 'Checks what is in git: the manifest and its imports, the names that the DAGs ask for, and that the image gets the provider of Airflow. Reads no value, contacts nobody and changes nothing. Without a Deployment it checks what all share, and each that is isolated.',
        inputs: ['manifest', 'project-dir', 'image-name', ...SELECTION],
        own: [JSON_OPTION],
        examples: [
            ['check', 'in the folder of the project, for example before a commit'],
            ['check --deployment dev', 'as the Deployment dev of the manifest has it']
        ],
        run: call => carryOut('check', call)
    },
    {
        name: 'plan',
        summary: 'show what would change',
        about: 'Compares the manifest with Vault, and with the Deployment if one is chosen. Changes nothing. Without credentials it says what can be said without them.',
        inputs: except(),
        own: [{ name: 'exit-code', about: 'Exit with 2 if there is something to change.' }, JSON_OPTION],
        examples: [
            ['plan', 'with VAULT_ADDR set, after vault login'],
            ['plan --deployment-name prod --exit-code', 'the Deployment too; exit code 2 if something would change'],
            ['plan --json | jq .chapters', 'for programs']
        ],
        run: call => carryOut('plan', call)
    },
    {
        name: 'sync',
        summary: 'update Vault',
        about: 'Shows the plan, asks, and then updates Vault. Never touches a Deployment.',
        inputs: ['manifest', ...SELECTION, 'wait-time', 'run-timeout', ...commands_VAULT, ...group('Safety')],
        own: [YES, JSON_OPTION],
        examples: [
            ['sync', 'shows the plan and asks'],
            ['sync --prune apply --yes', 'without a question, and without what the manifest no longer names']
        ],
        run: call => carryOut('sync', call)
    },
    {
        name: 'deploy',
        summary: 'update Vault and a Deployment, and deploy what changed',
        about: 'Shows the plan, asks, and then updates Vault and the Deployment, and deploys the project if it has changed. The astro CLI is found or installed for the run.',
        inputs: except('undo'),
        own: [YES, JSON_OPTION],
        examples: [
            ['deploy --deployment-name prod', 'shows the plan and asks'],
            ['deploy --deployment prod --deploy-type none --yes', 'credential and variables alone, without a question']
        ],
        run: call => carryOut('deploy', call)
    },
    {
        name: 'verify',
        summary: 'prove that Airflow can read every secret',
        about: "Logs in with a credential of Airflow's role that lives a minute at most, and reads every secret of the manifest with it. Changes nothing else, and prints no value.",
        inputs: ['manifest', ...SELECTION, 'run-timeout', ...commands_VAULT],
        own: [JSON_OPTION],
        examples: [
            ['verify', 'what all Deployments share'],
            ['verify --deployment dev', 'what the isolated Deployment dev reads']
        ],
        run: call => carryOut('verify', call)
    },
    {
        name: 'undo',
        summary: 'reverse what an earlier run changed in Vault',
        about: 'Reverses the changes to secrets of one run, by its id: the GITHUB_RUN_ID of a workflow, or the id that a command prints at its end. Shows the plan and asks.',
        operand: { name: 'run', what: 'the id of a run' },
        inputs: ['manifest', ...SELECTION, 'run-timeout', ...commands_VAULT],
        own: [YES, JSON_OPTION],
        examples: [['undo 1658821493', 'what the workflow run of that id has changed']],
        run: call => carryOut('undo', call)
    },
    {
        name: 'rotate',
        summary: "replace a Deployment's secret-id now",
        about: 'Gives the Deployment a new credential, as deploy with rotate now and deploy-type none does. The old one works until destroy-after has passed. Shows the plan and asks.',
        inputs: except('undo', 'rotate', 'deploy-type', 'image-name', 'build-secrets', 'force', 'description', ...group('Previews')),
        own: [YES, JSON_OPTION],
        examples: [['rotate --deployment-name prod', 'shows the plan and asks']],
        run: call => carryOut('rotate', call)
    },
    {
        name: 'policy',
        summary: 'print the least policy that the pipeline needs in Vault',
        about: 'Prints the least policy that the pipeline itself needs in Vault, for a mode and this manifest. Contacts nobody.',
        inputs: schema/* INPUT_NAMES */.Qh,
        own: [],
        examples: [
            ['policy > pipeline-policy.hcl', 'for mode deploy'],
            ['policy --mode plan', 'for pull requests']
        ],
        run: policy
    },
    {
        name: 'show',
        summary: 'print what a Deployment reads from Vault',
        about: 'Prints paths, places in the manifest, constants, and sources by name. Contacts nobody, and prints no secret.',
        inputs: schema/* INPUT_NAMES */.Qh,
        own: [],
        examples: [['show --deployment dev', 'as the Deployment dev of the manifest has it']],
        run: show
    },
    {
        name: 'import',
        summary: 'print a manifest with the connections and variables from files',
        about: 'Prints a manifest with the connections and variables from files of Airflow or the astro CLI. What is left to do by hand is on stderr.',
        operand: { name: 'file', what: 'at least one file', isRepeated: true },
        inputs: [],
        own: [
            { name: 'name', value: 'NAME', about: 'Name of the manifest; default: airflow.' },
            {
                name: 'plain',
                value: 'NAME',
                isRepeated: true,
                about: 'Keeps a value that is not a secret, such as variables.greeting or connections.warehouse.login.'
            },
            { name: 'all-secret', about: 'Leaves no value in it: each variable and each connection becomes one secret.' }
        ],
        examples: [['import airflow_settings.yaml .env > airflow-secrets.yaml', 'reads both files']],
        run: importFiles
    }
];
const COMMANDS = [
    ...RUNS_AND_MORE,
    {
        name: 'completion',
        summary: 'print what completes commands and options in bash or zsh',
        about: 'Prints what your shell evaluates to complete the names of commands and options.',
        operand: { name: 'shell', what: 'the name of a shell: bash or zsh' },
        inputs: [],
        own: [],
        examples: [['completion bash >> ~/.bashrc', 'for every new shell']],
        run({ words, print }) {
            print(completionFor(words[0] ?? '', RUNS_AND_MORE));
            return 0;
        }
    }
];

;// CONCATENATED MODULE: ./lib/terminal/terminal.js





/** Runs one command and returns the exit code. */
async function terminal([name = '', ...args], station) {
    const doors = doorsOf(station);
    const { print, complain } = doors;
    try {
        if (['help', '--help', '-h'].includes(name)) {
            const [about] = args;
            print(about === undefined ? helpOfAll(COMMANDS) : helpOf(commandOf(COMMANDS, about)));
            return 0;
        }
        const command = commandOf(COMMANDS, name);
        const typed = parse(command, args);
        if ('help' in typed) {
            print(typed.help);
            return 0;
        }
        const given = new Map([...typed.options].filter(([option]) => (0,mistake/* isInput */.Xy)(option)));
        const get = (option) => given.get(option)?.at(-1)?.trim() ?? '';
        const source = { get, names: [...given.keys()], now: new Date(), offersIdToken: false };
        const own = new Map([...typed.options].filter(([option]) => !(0,mistake/* isInput */.Xy)(option)));
        return await command.run({ ...station, ...doors, source, words: typed.words, own });
    }
    catch (error) {
        const said = (0,errors/* explain */.WE)(error);
        if (said !== '')
            complain(`${(0,visible/* visibleLines */.gB)(said)}\n`);
        if (error instanceof BadUsage)
            complain(said === '' ? helpOfAll(COMMANDS) : `\n${seeAlso(name)}`);
        return 1;
    }
}
/** All that leaves a command: a runner of GitHub obeys lines such as ::debug::, whoever wrote them. */
function doorsOf({ environment, print, complain }) {
    if (environment['GITHUB_ACTIONS'] !== 'true')
        return { print, complain, printExactly: print };
    return {
        print: text => print((0,visible/* disarmed */.yN)(text)),
        complain: text => complain((0,visible/* disarmed */.yN)(text)),
        printExactly(text) {
            if ((0,visible/* disarmed */.yN)(text) !== text)
                throw new errors/* UserError */.yo('the output has text that a runner of GitHub takes for a command (##[ or ::)', {
                    hint: 'Run this on a workstation.'
                });
            print(text);
        }
    };
}
/** Which help has what was meant. */
const seeAlso = (name) => `${PROGRAM} ${COMMANDS.some(command => command.name === name) ? `${name} ` : ''}--help shows what can be typed.\n`;

;// CONCATENATED MODULE: ./lib/terminal/process.js



/** Runs a command of this process, and returns its exit code. */
async function atTerminal(args, { env, stdin, stdout, stderr }) {
    // Whoever reads the output may have seen enough.
    for (const stream of [stdout, stderr])
        stream.on('error', () => { });
    const hasColours = (stream) => stream.isTTY && stream.hasColors();
    return await terminal(args, {
        environment: env,
        home: (0,external_node_os_.homedir)(),
        temp: (0,external_node_os_.tmpdir)(),
        colours: { stdout: hasColours(stdout), stderr: hasColours(stderr) },
        showsProgress: stderr.isTTY && env['TERM'] !== 'dumb',
        ...(stdin.isTTY ? { ask } : {}),
        print: text => void stdout.write(text),
        complain: text => void stderr.write(text)
    });
    async function ask(question, signal) {
        // The terminal stays as it is, so that Ctrl+C is the signal that it is anywhere else.
        const reader = (0,promises_.createInterface)({ input: stdin, output: stderr, terminal: false });
        // Ctrl+D is no answer, and a question would wait for one for ever.
        const ended = new Promise(resolve => reader.once('close', () => resolve('')));
        try {
            return await Promise.race([reader.question(question, { signal }), ended]);
        }
        finally {
            reader.close();
        }
    }
}


/***/ })

};
