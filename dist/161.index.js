export const id = 161;
export const ids = [161];
export const modules = {

/***/ 9161:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  atTerminal: () => (/* binding */ atTerminal)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:readline/promises"
var promises_ = __webpack_require__(6848);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 2 modules
var schemas = __webpack_require__(5395);
// EXTERNAL MODULE: ./lib/base/files.js
var base_files = __webpack_require__(378);
;// CONCATENATED MODULE: ./lib/init/npx.js




/** What npm keeps beside a package that it has installed, as it was typed: `github:OWNER/astro-vault-action#v1`. */
const INSTALLED = schemas/* object */.Ikc({ dependencies: schemas/* object */.Ikc({ 'astro-vault-action': schemas/* string */.YjP() }) });
/**
 * The account on GitHub whose program this is, if `npx github:OWNER/astro-vault-action` has started it.
 *
 * @param program path of the file that was started, such as `…/node_modules/.bin/astro-vault-action`
 */
function ownerOf(program) {
    try {
        const text = (0,base_files/* readIfThere */.qC)((0,external_node_path_.join)((0,external_node_fs_.realpathSync)(program), '../../../../package.json')) ?? '';
        const { dependencies } = INSTALLED.parse(JSON.parse(text));
        return /^github:([\w-]+)\/astro-vault-action(?:#|$)/.exec(dependencies['astro-vault-action'])?.[1];
    }
    catch {
        // It was started in another way.
        return undefined;
    }
}

// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(481);
// EXTERNAL MODULE: ./lib/base/errors.js
var errors = __webpack_require__(7594);
;// CONCATENATED MODULE: ./lib/terminal/hidden.js


/** A terminal that obeys them says where a pasted text begins and ends. */
const [TELL_PASTES, TELL_NO_PASTES] = ['\u001b[?2004h', '\u001b[?2004l'];
/** A paste does not pause for longer, and nobody types the next answer sooner. */
const QUIET_MS = 100;
/**
 * Asks for a variable without showing what is typed. Ctrl+C is the signal that it is anywhere else, also in a paste whose end got
 * lost; Ctrl+D is no answer. A pasted text of several lines is one answer, with its line ends; where the terminal does not tell
 * pastes, it is refused as a whole. Rejects with the reason of `signal`; the terminal is as before then, too.
 *
 * Written here because readline echoes every line that it reads.
 */
function askHidden(question, { stdin, stderr, kill, pid }, signal) {
    (0,external_node_readline_.emitKeypressEvents)(stdin);
    stderr.write(`${TELL_PASTES}${question}`);
    stdin.setRawMode(true);
    return new Promise((resolve, reject) => {
        let typed = [];
        let pasted;
        let isOver = false;
        let waiting;
        const end = (settle) => {
            clearTimeout(waiting);
            stdin.off('keypress', hear);
            signal.removeEventListener('abort', abort);
            stdin.setRawMode(false);
            stdin.pause();
            stderr.write(`${TELL_NO_PASTES}\n`);
            settle();
        };
        const abort = () => end(() => reject(signal.reason));
        const answer = (text) => end(() => resolve(text));
        const refuse = () => end(() => reject(severalLines(question)));
        const interrupt = () => {
            answer('');
            kill(pid, 'SIGINT');
        };
        const hear = (text, key) => {
            const isInterrupt = key.ctrl === true && key.name === 'c';
            clearTimeout(waiting);
            // What comes with the line end, or right behind it, is more lines: not for the next question, and not for the shell.
            if (isOver)
                waiting = setTimeout(isInterrupt ? interrupt : refuse, QUIET_MS);
            else if (key.name === 'paste-start')
                pasted = [];
            else if (key.name === 'paste-end') {
                typed = [...typed, ...(pasted ?? [])];
                pasted = undefined;
            }
            else if (pasted !== undefined) {
                pasted.push(text ?? key.sequence ?? '');
                // Whoever presses it types nothing behind it.
                if (isInterrupt)
                    waiting = setTimeout(interrupt, QUIET_MS);
            }
            else if (isInterrupt)
                interrupt();
            else if (key.ctrl && key.name === 'd')
                answer('');
            else if (key.name === 'return' || key.name === 'enter') {
                const whole = unifiedLines(typed.join(''));
                isOver = true;
                waiting = setTimeout(() => answer(whole), QUIET_MS);
            }
            else if (key.name === 'backspace')
                typed.pop();
            // Arrows and the like are no letters.
            else if (text !== undefined && !key.ctrl && !key.meta)
                typed.push(text);
        };
        stdin.on('keypress', hear);
        signal.addEventListener('abort', abort, { once: true });
        stdin.resume();
        if (signal.aborted)
            abort();
    });
}
/** With the line ends of a file; a single line has none. */
function unifiedLines(text) {
    const lines = text.replaceAll(/\r\n?/g, '\n');
    return lines.indexOf('\n') === lines.length - 1 ? lines.replace(/\n$/, '') : lines;
}
function severalLines(question) {
    const name = question.trimEnd().replace(/:$/, '');
    return new errors/* UserError */.yo(`several lines were pasted for ${name}, and this terminal does not tell where they end`, {
        hint: `Set it in your shell with \`export ${name}="$(cat FILE)"\`. That drops the line break at its end: where it matters, let the manifest read \`{ file: FILE }\`.`
    });
}

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
    'vault-url': 'Address of Vault as the runner reaches it, such as `https://vault.example.com:8200`.',
    'vault-auth-method': 'How the run logs in to Vault.',
    'deployment-id': 'Id of the Deployment.',
    'astro-api-token': 'API token of the Deployment, its Workspace or its Organization.',
    rotate: "When `deploy` replaces the Deployment's secret-id: `auto` once it is older than `rotate-after` in the manifest, `now` in this run.",
    undo: 'Id of an earlier workflow run (its `GITHUB_RUN_ID`) whose changes to secrets this run reverses.',
    'github-token': 'Token for what the run keeps on GitHub: a comment with the plan on the pull request that the workflow runs for, and what `github-environment` and `drift` ask for.',
    'github-environment': 'Environment of the repository in whose timeline a `deploy` run is shown as a GitHub deployment.',
    drift: 'What `mode: plan` does about drift, which is what somebody changed or deleted in Vault or Astro since the last run: `report` shows it, `fail` ends the run red, `issue` keeps one issue of the repository about it, and about what is due.',
    'compare-with': 'What `mode: plan` also compares with: another name under `deployments:`, or the path of another manifest, which ends in `.yaml` or `.yml`.',
    'wait-time': "How long to wait for another run that holds the Deployment's lock, and for the Deployment to become healthy after a change.",
    'run-timeout': 'Time limit for the whole run.',
    'vault-namespace': "Namespace of the secrets, the policy and Airflow's role (HCP Vault, Vault Enterprise, OpenBao).",
    'vault-login-namespace': 'Namespace of the auth method that the run logs in with, if it differs.',
    'vault-extra-headers': 'Headers to send with every request to Vault, one `Name: value` per line, for example for an access proxy.',
    'vault-ca-certificate': "Certificate authorities that sign Vault's certificate.",
    'vault-client-certificate': 'Client certificate that the run presents to Vault.',
    'vault-client-key': 'Private key of `vault-client-certificate`, without a passphrase.',
    'vault-tls-server-name': "Host name that Vault's certificate must be issued for.",
    'vault-tls-skip-verify': '`true` accepts any certificate: anybody between the runner and Vault can then read and change every secret.',
    'vault-auth-mount': 'Mount path of the auth method.',
    'vault-token': 'Vault token, for method `token`.',
    'vault-role-id': "Role-id of the pipeline's own AppRole, for method `approle`.",
    'vault-secret-id': "Secret-id of the pipeline's own AppRole, for method `approle`.",
    'vault-wrapped-secret-id': 'Response-wrapping token that holds the secret-id, for method `approle` instead of `vault-secret-id`.',
    'vault-role': 'Role to log in with, for methods `jwt` and `kubernetes`.',
    'vault-jwt': 'Token for method `jwt`.',
    'vault-jwt-audience': "Audience of GitHub's OIDC token, for method `jwt`.",
    'vault-kubernetes-token-path': "File with the service account's token, for method `kubernetes`.",
    'vault-username': 'User name, for methods `ldap` and `userpass`.',
    'vault-password': 'Password, for methods `ldap` and `userpass`.',
    'vault-github-token': 'Personal access token with the scope `read:org`, for method `github`.',
    deployment: 'Name of the Deployment under `deployments:` in the manifest, for example in a matrix.',
    'deployment-name': 'Name of the Deployment in Astro.',
    deployments: 'Names of several Deployments under `deployments:` in the manifest, or `all` of them: one run for many.',
    'max-parallel': 'How many of `deployments` change at the same time.',
    canary: 'Which of `deployments` goes first.',
    'workspace-id': "Id of the Deployment's Workspace.",
    'project-dir': 'Folder of the Astro project, relative to the workspace.',
    'deploy-type': 'What `deploy` ships.',
    'dbt-project': 'Folder of the dbt project, relative to the workspace and outside any Astro project.',
    'mount-path': 'Where Airflow finds the dbt project.',
    'image-name': 'Name of an image that an earlier step has built or pulled, such as `acme/airflow:5`.',
    'build-secrets': "Secrets for the build of the image, one on each line, as docker's `--secret` takes them: `id=pip,env=PIP_TOKEN` or `id=netrc,src=.netrc`.",
    force: '`true` deploys a checkout with uncommitted changes, and does not let the CLI parse the DAGs first (`astro deploy --force`).',
    description: 'Description of the deploy in Astro; a mark that identifies the deploy follows it.',
    preview: '`deploy` makes or updates a preview of the selected Deployment, for one branch or pull request: a Deployment of its own, with its own role, policy and secret-id.',
    'preview-for': 'Branch, or number of the pull request, that the preview is for.',
    'preview-ttl': 'How long a preview lives after its last deploy.',
    'preview-isolate': '`true` gives the preview folders of its own, which the run writes from the manifest.',
    'astro-version': 'Version of the `astro` CLI that changes the Deployment.',
    'astro-checksum': "SHA-256 of that version's archive for the runner's platform.",
    'astro-mirror': 'Where to download the CLI instead of GitHub.',
    'on-conflict': 'What to do with a secret, policy, role or `AIRFLOW__SECRETS__BACKEND_KWARGS` that this action did not create and that differs from the manifest: `fail` ends the run, `adopt` overwrites it.',
    check: 'How to find out what changed in Vault.',
    prune: 'What to do with secrets that this action owns and the manifest no longer names: `off` counts them, `plan` lists them, `apply` soft-deletes them.',
    'prune-limit': 'Percentage of the secrets that this action owns in the folders of the run that `prune: apply` may delete at once.',
    'allow-commands': '`true` lets the manifest take values from programs (`{ command: […] }`).',
    'astro-domain': 'Domain of Astro.',
    'astro-api-url': 'Address of an Astro API on the runner itself.'
};
/** What counts where an input is not given, unless it is known only in a run. */
// biome-ignore format: one line for each
const DEFAULTS = {
    mode: 'deploy',
    manifest: 'airflow-secrets.yaml',
    'vault-auth-method': 'token',
    rotate: 'auto',
    drift: 'report',
    'wait-time': '10m',
    'run-timeout': '30m',
    'vault-tls-skip-verify': 'false',
    'vault-kubernetes-token-path': '/var/run/secrets/kubernetes.io/serviceaccount/token',
    'max-parallel': '4',
    'project-dir': '.',
    'deploy-type': 'infer',
    force: 'false',
    preview: 'off',
    'preview-ttl': '14d',
    'preview-isolate': 'false',
    'on-conflict': 'fail',
    check: 'full',
    prune: 'off',
    'prune-limit': '20',
    'allow-commands': 'false',
    'astro-domain': 'astronomer.io'
};

// EXTERNAL MODULE: ./lib/base/finding.js
var base_finding = __webpack_require__(8340);
;// CONCATENATED MODULE: ./lib/terminal/commands/options.js

const JSON_OPTION = {
    name: 'json',
    about: 'Print the plan file (docs/plan-file.md) on stdout, and everything else on stderr.'
};
const YES = { name: 'yes', about: 'Do not ask before something is changed.' };
const group = (...titles) => titles.flatMap(title => Object.keys(schema/* GROUPS */.fd[title]));
const VAULT = [
    'vault-url',
    'vault-auth-method',
    ...group('Vault: address', 'Vault: TLS', 'Vault: login')
];
const SELECTION = schema/* INPUT_NAMES */.Qh.filter(name => name.startsWith('deployment'));
/** What decides which paths Airflow has in Vault. */
const PATHS = ['manifest', ...SELECTION, 'preview', 'preview-for', 'preview-isolate'];
/** What decides which rights the pipeline needs. */
const RIGHTS = ['mode', ...PATHS, 'check', 'prune', 'undo', 'compare-with'];
/** What a command says by its name, and what only a workflow has. */
const NOT_HERE = ['mode', 'github-token', 'github-environment', 'drift', 'compare-with'];
/** All inputs that make sense on a terminal, but for some. */
const except = (...names) => schema/* INPUT_NAMES */.Qh.filter(name => ![...NOT_HERE, ...names].includes(name));

// EXTERNAL MODULE: ./lib/inputs/inputs.js + 2 modules
var inputs_inputs = __webpack_require__(1508);
;// CONCATENATED MODULE: ./lib/terminal/defaults.js



/** Variables that the vault CLI reads, and the input that means the same. */
const defaults_VAULT = [
    ['vault-url', 'VAULT_ADDR'],
    ['vault-namespace', 'VAULT_NAMESPACE'],
    ['vault-ca-certificate', 'VAULT_CACERT_BYTES'],
    ['vault-ca-certificate', 'VAULT_CACERT'],
    ['vault-client-certificate', 'VAULT_CLIENT_CERT'],
    ['vault-client-key', 'VAULT_CLIENT_KEY'],
    ['vault-tls-server-name', 'VAULT_TLS_SERVER_NAME']
];
/**
 * What somebody logs in with, by the method that is chosen, in variables that are called as the inputs: VAULT_ROLE_ID is
 * `vault-role-id`. Of inputs that replace each other, one that was typed is enough.
 */
const LOGINS = new Map([
    ['token', [['vault-token']]],
    ['approle', [['vault-role-id'], ['vault-secret-id', 'vault-wrapped-secret-id']]],
    ['jwt', [['vault-jwt']]],
    ['ldap', [['vault-username'], ['vault-password']]],
    ['userpass', [['vault-username'], ['vault-password']]],
    ['github', [['vault-github-token']]]
]);
const SECRETS = new Set([...[...LOGINS.values()].flat(2), 'vault-client-key', 'astro-api-token']);
/** The variable in which the value of a login or of Astro is looked for; undefined for any other input. */
const variableFor = (input) => (SECRETS.has(input) ? variableOf(input) : undefined);
const variableOf = (input) => input.toUpperCase().replaceAll('-', '_');
/** Where `vault login` leaves its token. */
const TOKEN_FILE = '.vault-token';
/**
 * What was typed, and for what was not, what users of the vault and the astro CLI have set already. The login of another method than
 * the chosen one is not looked for, and the token of Astro only where a Deployment is chosen.
 */
function withDefaults(source, { environment, home }) {
    const found = new Map();
    const offer = (name, text) => {
        const value = text?.trim() ?? '';
        if (value !== '' && source.get(name) === '' && !found.has(name))
            found.set(name, value);
    };
    for (const [input, variable] of defaults_VAULT)
        offer(input, environment[variable]);
    if (isTrue(environment['VAULT_SKIP_VERIFY']))
        offer('vault-tls-skip-verify', 'true');
    const method = source.get('vault-auth-method') || 'token';
    for (const inputs of LOGINS.get(method) ?? []) {
        if (inputs.some(input => source.get(input) !== ''))
            continue;
        for (const input of inputs)
            offer(input, environment[variableOf(input)]);
    }
    if (method === 'token' && source.get('vault-token') === '')
        offer('vault-token', (0,base_files/* readIfThere */.qC)((0,external_node_path_.join)(home, TOKEN_FILE)));
    const wantsDeployment = (0,inputs_inputs/* modeOf */.VV)(source) === 'deploy' || source.names.some(name => name.startsWith('deployment'));
    if (wantsDeployment)
        offer('astro-api-token', environment['ASTRO_API_TOKEN']);
    return { ...source, get: name => source.get(name) || (found.get(name) ?? '') };
}
/** As the vault CLI, which is written in Go, reads it. */
const isTrue = (text = '') => ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text);

;// CONCATENATED MODULE: ./lib/terminal/words.js







/** What the engine says of a workflow, as it is on a terminal: an input is an option, the runner is this machine. */
/** The same finding in words of a terminal. Its hint names inputs alone in backticks; elsewhere such a name may be a key. */
function spoken(finding) {
    const { subject, message, hint } = finding;
    return {
        ...finding,
        ...(subject === undefined ? {} : { subject: places(subject) }),
        message: places(message).replaceAll(SETTING, optionFor),
        ...(hint === undefined ? {} : { hint: places(hint).replaceAll(SETTING, optionFor).replaceAll(NAME, optionFor) })
    };
}
/** A description of an input, as help says it: without Markdown, and a setting is what would be typed. `--mode` is in the help of commands that have it alone. */
const described = (text) => places(text)
    .replaceAll(/`mode: (\w+)`/g, '--mode $1')
    .replaceAll(SETTING, optionFor)
    .replaceAll(NAME, optionFor)
    .replaceAll('`', '');
/** Why a command failed, with hints. */
const explainHere = (error) => (0,errors/* failureOf */.g5)(error).map(spoken).map(base_finding/* explained */.to).join('\n');
const SETTING = /`([a-z-]+): ([^`\s]+)`/g;
const NAME = /`([a-z-]+)`/g;
function optionFor(written, name, value) {
    if (!isOption(name))
        return written;
    const variable = fields/* FORMS */.yY.get(schema/* SCHEMA */.yx.shape[name])?.secret === true ? variableFor(name) : undefined;
    if (variable !== undefined)
        return variable;
    return typeof value !== 'string' || value === 'true' ? `\`--${name}\`` : `\`--${name} ${value}\``;
}
const isOption = (name) => (0,mistake/* isInput */.Xy)(name) && !NOT_HERE.includes(name);
/** Sentences and descriptions of the engine, whose places are others here. */
const places = (text) => text
    .replaceAll(/\binput ([a-z-]+)/g, (written, name) => (isOption(name) ? `option --${name}` : written))
    .replaceAll(/\binput `/g, 'option `')
    .replaceAll(/\b(?:the|this) runner\b/g, 'this machine')
    .replaceAll('the environment of this step', 'the environment')
    .replaceAll('Put the GitHub secrets into `env:` of the step, each under its own name', 'Export such variables in your shell')
    .replaceAll(/\b(out of|relative to|a folder in) the workspace\b/g, '$1 the current folder')
    .replaceAll(', for example in a matrix', '');

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
    if (command.operand !== undefined && !command.operand.isOptional && words.every(word => word.trim() === ''))
        throw new BadUsage([`${command.name} needs ${command.operand.what}`]);
    const wrong = words.find(word => command.operand?.choices?.includes(word) === false);
    if (wrong !== undefined && command.operand?.choices !== undefined)
        throw new BadUsage([`${wrong} is not what ${command.name} can do${(0,suggestion/* suggestion */.h)(wrong, command.operand.choices)}`]);
    const most = command.operand === undefined ? 0 : command.operand.isRepeated ? Number.POSITIVE_INFINITY : 1;
    if (words.length > most)
        throw new BadUsage(words.slice(most).map(word => `unexpected argument ${word}; options have two dashes, such as --manifest`));
    const given = parser.options.filter(option => parser.getOptionValueSource(option.attributeName()) === 'cli');
    const misplaced = command.own.filter(({ name, only }) => only !== undefined && only !== words[0] && given.some(option => option.name() === name));
    if (misplaced.length > 0)
        throw new BadUsage(misplaced.map(({ name, only }) => `option --${name} is not for ${command.name} ${words[0]}, but for ${command.name} ${only}`));
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
Options are the inputs of the action, by their names. VAULT_ADDR, VAULT_TOKEN,
VAULT_NAMESPACE, VAULT_CACERT, ASTRO_API_TOKEN and ~/.vault-token count where an
option is not given. ${PROGRAM} COMMAND --help has more.
${PROGRAM} --version says which release this is.
`;
}
function parserOf(command) {
    const parser = quiet(new esm/* Command */.uB(`${PROGRAM} ${command.name}`)).description(command.about);
    const { operand } = command;
    parser.usage(operand === undefined ? '[options]' : `${usageOf(operand)} [options]`);
    for (const { name, value, isRepeated, about } of command.own) {
        const option = new esm/* Option */.c$(`--${name}${value === undefined ? '' : ` <${value}>`}`, about);
        parser.addOption(isRepeated ? option.argParser((text, all = []) => [...all, text]) : option);
    }
    for (const [title, inputs] of Object.entries(schema/* GROUPS */.fd)) {
        for (const name of Object.keys(inputs)) {
            if (!command.inputs.includes(name))
                continue;
            const option = optionOf(name, { ...DEFAULTS, ...command.defaults }[name]).helpGroup(`${title}:`);
            parser.addOption(title === 'For tests' ? option.hideHelp() : option);
        }
    }
    return parser;
}
function usageOf({ name, usage: whole, choices, isRepeated, isOptional }) {
    if (whole !== undefined)
        return whole;
    const usage = `${choices?.join('|') ?? name.toUpperCase()}${isRepeated ? '...' : ''}`;
    return isOptional ? `[${usage}]` : usage;
}
/**
 * What is `true` or `false` needs no value to be true. Values that are too many for the usage are in the text; a default that no line
 * has room for is in docs/inputs.md.
 */
function optionOf(name, fallback) {
    const { form = '' } = fields/* FORMS */.yY.get(schema/* SCHEMA */.yx.shape[name]) ?? {};
    if (form === '`true` or `false`')
        return new esm/* Option */.c$(`--${name} [BOOLEAN]`, described(DESCRIPTIONS[name])).preset('true');
    const [, choices = ''] = /^one of (.*)$/.exec(form.replaceAll('`', '')) ?? [];
    const isShort = choices !== '' && choices.length < 24;
    const about = [
        described(DESCRIPTIONS[name]),
        ...(choices === '' || isShort ? [] : [`One of ${choices}.`]),
        ...(fallback === undefined || fallback.length > WIDTH / 2
            ? []
            : [`Default: ${fallback === '.' ? 'the current folder' : fallback}.`])
    ];
    return new esm/* Option */.c$(`--${name} <${isShort ? choices.replaceAll(', ', '|') : 'VALUE'}>`, about.join(' '));
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

// EXTERNAL MODULE: ./lib/project/git.js
var git = __webpack_require__(5281);
;// CONCATENATED MODULE: ./lib/init/remote.js

const GITHUB = new Set(['github.com', 'www.github.com', 'ssh.github.com']);
/**
 * The repository on github.com that a folder is pushed to, such as `example/pipelines`: that of the remote `origin`. Undefined without
 * one, and for another host. GitHub may spell it in another case.
 */
async function repositoryOf(options) {
    const url = await (0,git/* originUrl */.sH)(options);
    return url === undefined ? undefined : repositoryIn(url);
}
/** The same in the address of a remote, in any form that git takes. */
function repositoryIn(address) {
    const [, host = '', path = ''] = /^[\w.-]+@([\w.-]+):([^\s]*)$/.exec(address) ?? [];
    const url = host === '' ? address : `ssh://${host}/${path.replace(/^\//, '')}`;
    if (!URL.canParse(url))
        return undefined;
    const { hostname, pathname } = new URL(url);
    if (!GITHUB.has(hostname))
        return undefined;
    return /^\/([\w-]+\/[\w.-]+)$/.exec(pathname.replace(/\/$/, '').replace(/\.git$/, ''))?.[1];
}

;// CONCATENATED MODULE: ./lib/init/workflows.js
/** How the name of the workflow begins that deploys. */
const DEPLOY_WORKFLOW = 'astro-vault-deploy';
/** What the account is called that hosts the action, where nobody knows it. */
const OWNER = 'OWNER';
/** Texts by the names of the files, which are ours, so that no workflow of the team or of another project is in the way. */
function workflowsFor(facts) {
    const suffix = suffixOf(facts.prefix);
    return {
        [`${DEPLOY_WORKFLOW}${suffix}.yml`]: deployWorkflow(facts),
        [`astro-vault-plan${suffix}.yml`]: planWorkflow(facts)
    };
}
function suffixOf(prefix) {
    const project = prefix.replaceAll(/[^A-Za-z0-9]+/g, '-').replace(/-$/, '');
    return project === '' ? '' : `-${project}`;
}
/** What somebody who knows has to do for a pattern. */
const toBring = (pattern) => {
    const name = pattern.replace('*', 'NAME');
    return `For ${pattern}, list each secret that it is to bring under \`env:\`, such as ${envLine(name)}`;
};
const envLine = (name) => `${name}: \${{ secrets.${name} }}`;
/** On merge. It logs in with GitHub's OIDC token, so that no credential for Vault is stored. */
const deployWorkflow = ({ branch, repository = 'ORGANIZATION/REPOSITORY', owner = OWNER, prefix, secrets, patterns }) => `# On merge: writes the secrets of the manifest to Vault, lets the Deployment read them, and deploys the project.
#
# Before the first run:
${owner === OWNER ? '# - Replace OWNER with the account that hosts astro-vault-action.\n' : ''}# - Let the pipeline into Vault: an administrator reads and runs what this prints, in the folder of the project,
#   astro-vault-action bootstrap --repository ${repository} --branch ${branch}
# - Under Settings > Secrets and variables > Actions, create
#   variables  VAULT_URL, ASTRO_DEPLOYMENT_ID
#   secrets    ASTRO_API_TOKEN${secrets.length + patterns.length === 0 ? '' : ', and those under `env:`'}
name: Deploy to Astro with Vault
on:
  push:
    branches: [${branch}]
permissions:
  contents: read
# One run for each Deployment at a time. The newest waits and cancels none that has started.
concurrency:
  group: astro-\${{ vars.ASTRO_DEPLOYMENT_ID }}
  cancel-in-progress: false
jobs:
  deploy:
    runs-on: ubuntu-latest
    timeout-minutes: 40
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v6
        with:
          persist-credentials: false
      - uses: ${owner}/astro-vault-action@v1
        with:
${placeOf(prefix)}          vault-url: \${{ vars.VAULT_URL }}
          vault-auth-method: jwt
          vault-role: astro-pipeline
          deployment-id: \${{ vars.ASTRO_DEPLOYMENT_ID }}
          astro-api-token: \${{ secrets.ASTRO_API_TOKEN }}
${patterns.map(text => `        # ${toBring(text)}\n`).join('')}${secrets.length === 0 ? '' : `        env: # every name that the manifest uses\n${secrets.map(name => `          ${envLine(name)}\n`).join('')}`}`;
/** On a pull request, without any credential. */
const planWorkflow = ({ prefix, owner = OWNER }) => `# On a pull request: checks the manifest without any secrets, compares it with that of the base branch, and comments.
${owner === OWNER ? '#\n# Before the first run: replace OWNER with the account that hosts astro-vault-action.\n' : ''}name: Plan for Vault
on: pull_request
permissions:
  contents: read
# A later push makes an earlier plan worthless.
concurrency:
  group: astro-vault-plan${suffixOf(prefix)}-\${{ github.event.pull_request.number }}
  cancel-in-progress: true
jobs:
  plan:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
      pull-requests: write
    steps:
      - uses: actions/checkout@v6
        with:
          persist-credentials: false
          fetch-depth: 2
      - uses: ${owner}/astro-vault-action@v1
        with:
${placeOf(prefix)}          mode: plan
`;
function placeOf(prefix) {
    if (prefix === '')
        return '';
    // JSON is YAML, whatever a folder is called; GitHub would take these for an expression.
    const scalar = (text) => (/^[A-Za-z0-9_][\w./-]*$/.test(text) ? text : JSON.stringify(text.replaceAll('${{', '$ {{')));
    return `          project-dir: ${scalar(prefix.replace(/\/$/, ''))}\n          manifest: ${scalar(`${prefix}airflow-secrets.yaml`)}\n`;
}

// EXTERNAL MODULE: ./lib/inputs/vault.js + 2 modules
var vault = __webpack_require__(4605);
// EXTERNAL MODULE: ./lib/plan/permissions/permission-text.js
var permission_text = __webpack_require__(4793);
;// CONCATENATED MODULE: ./lib/base/shell.js


/** A text as one word of a POSIX shell, zsh included; quoted where a shell might see more in it. */
const shellWord = (text) => /^[\w./,@:][\w./,@:-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
/**
 * A place in the comment behind a command. zsh, as people type into it, knows no comments: behind a `#` it still replaces and
 * redirects.
 */
const shellPlace = (place) => (0,base_finding/* placeText */.Z9)({ ...place, file: shellWord((0,visible/* visible */.RK)(place.file)) });
/** Lines for the stdin of a command, which no shell looks into. No line of the text may be the label. */
const heredoc = (command, label, text) => `${command} <<'${label}'\n${text.trimEnd()}\n${label}\n`;

;// CONCATENATED MODULE: ./lib/vault/bootstrap/methods.js

/** A token of a login lives as long as most runs; a run that takes longer logs in again. */
const TOKEN_TTL = '20m';
/** A given token cannot be replaced: it must outlive the run. */
const GIVEN_TOKEN_TTL = '1h';
/** The commands that let the pipeline log in with its policy, for a POSIX shell in which `refuse` prints and ends. */
function loginCommands(pipeline) {
    const { login } = pipeline;
    switch (login.method) {
        case 'token':
            return token(pipeline);
        case 'approle':
            return approle(pipeline);
        case 'jwt':
            return jwt({ ...pipeline, login });
        case 'kubernetes':
            return kubernetes({ ...pipeline, login });
        case 'userpass':
            return userpass(pipeline, login.user);
        case 'ldap':
            return mapped(pipeline, `users/${login.user}`, 'policies', [pipeline.name]);
        case 'github':
            return mapped(pipeline, `map/users/${login.user}`, 'value', pipeline.name);
        case 'cert':
            return cert({ ...pipeline, login });
    }
}
const token = ({ client, name }) => `token=$(${client} token create -orphan -policy=${shellWord(name)} -ttl=${GIVEN_TOKEN_TTL} -field=token)
echo "VAULT_TOKEN=$token"
`;
/** A role that has a secret-id gets no other: the pipeline may be using it. */
function approle(pipeline) {
    const { client, name } = pipeline;
    const role = at(pipeline, `role/${name}`);
    const secretIds = shellWord(`${role}/secret-id`);
    return `${enabled(pipeline)}${written(pipeline, `role/${name}`, {})}
role_id=$(${client} read -field=role_id ${shellWord(`${role}/role-id`)})
echo "VAULT_ROLE_ID=$role_id"
if ! ${client} list ${secretIds} > /dev/null 2>&1; then
  secret_id=$(${client} write -force -field=secret_id ${secretIds})
  echo "VAULT_SECRET_ID=$secret_id"
fi
`;
}
function jwt(pipeline) {
    const { client, login, name, mount } = pipeline;
    const config = shellWord(at(pipeline, 'config'));
    const trust = { oidc_discovery_url: login.issuer, bound_issuer: login.issuer };
    const otherwise = `auth/${mount} trusts another issuer: choose another --vault-auth-mount`;
    return `${enabled(pipeline)}${heredoc(`${client} read ${config} > /dev/null 2>&1 || ${client} write ${config} -`, 'JSON', json(trust))}trusted=$(${client} read -field=bound_issuer ${config})
[ -n "$trusted" ] || trusted=$(${client} read -field=oidc_discovery_url ${config})
[ "$trusted" = ${shellWord(login.issuer)} ] || refuse ${shellWord(otherwise)}

${written(pipeline, `role/${name}`, {
        bound_audiences: [login.audience],
        bound_claims: login.claims
    }, { role_type: 'jwt', user_claim: 'repository' })}`;
}
const kubernetes = (pipeline) => `${configured(pipeline)}${written(pipeline, `role/${pipeline.name}`, {
    bound_service_account_names: [pipeline.login.serviceAccount],
    bound_service_account_namespaces: [pipeline.login.namespace]
})}`;
/** A user who is there keeps the password. */
function userpass(pipeline, name) {
    const { client } = pipeline;
    const path = `users/${name}`;
    const user = shellWord(at(pipeline, path));
    const fields = JSON.stringify({ password: '%s', ...tokens(pipeline) });
    return `${enabled(pipeline)}${owned(pipeline, path, 'token_policies', [pipeline.name])}if [ -z "$other" ]; then
  password=$(${client} write -field=random_bytes sys/tools/random/32 format=hex)
  printf ${shellWord(fields)} "$password" | ${client} write ${user} -
  echo "VAULT_PASSWORD=$password"
fi
`;
}
function cert(pipeline) {
    const { client, login, name } = pipeline;
    const path = `certs/${name}`;
    const role = shellWord(at(pipeline, path));
    return `${enabled(pipeline)}${owned(pipeline, path, 'token_policies', [name])}${client} write ${role} ${shellWord(`certificate=@${login.certificate}`)} ${shellWord(`token_policies=${name}`)} token_ttl=${TOKEN_TTL}
`;
}
/** Somebody whom a method knows from elsewhere gets the policy. */
const mapped = (pipeline, path, field, value) => configured(pipeline) +
    owned(pipeline, path, field, value) +
    heredoc(`${pipeline.client} write ${shellWord(at(pipeline, path))} -`, 'JSON', json({ [field]: value }));
/** Writes what gives tokens with the policy of the pipeline; `bound`: to whom. Ends where it gives them to others, who would lose them. */
const written = (pipeline, path, bound, kind = {}) => owned(pipeline, path, 'token_policies', [pipeline.name]) +
    Object.entries(bound)
        .map(([field, value]) => owned(pipeline, path, field, value, `for others (${field}): choose another name, or delete it first`))
        .join('') +
    heredoc(`${pipeline.client} write ${shellWord(at(pipeline, path))} -`, 'JSON', json({ ...kind, ...bound, ...tokens(pipeline) }));
const tokens = ({ name }) => ({ token_policies: [name], token_ttl: TOKEN_TTL });
/** As the client prints a field: as Go prints a value, with the keys of a map sorted. */
function printed(value) {
    if (typeof value === 'string')
        return value;
    if (Array.isArray(value))
        return `[${value.join(' ')}]`;
    const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return `map[${entries.map(([key, texts]) => `${key}:[${texts.join(' ')}]`).join(' ')}]`;
}
/** Ends where the path has another value: it is somebody else's. Leaves in `other` what is there. */
function owned({ client, ...pipeline }, path, field, value, isThere = 'with other policies: choose another name') {
    const place = at(pipeline, path);
    return `other=$(${client} read -field=${field} ${shellWord(place)} 2> /dev/null || true)
[ -z "$other" ] || [ "$other" = ${shellWord(printed(value))} ] || refuse ${shellWord(`${place} is there ${isThere}`)}
`;
}
const enabled = (pipeline) => `${present(pipeline)} || ${pipeline.client} auth enable -path=${shellWord(pipeline.mount)} ${pipeline.login.method}\n`;
/** A method that has to know somebody else's address first. */
const configured = (pipeline) => `${present(pipeline)} || refuse ${shellWord(`enable and configure ${pipeline.login.method} at auth/${pipeline.mount} first`)}\n`;
const present = ({ client, mount }) => `${client} read ${shellWord(`sys/auth/${mount}`)} > /dev/null 2>&1`;
const at = ({ mount }, path) => `auth/${mount}/${path}`;
const json = (content) => JSON.stringify(content, null, 2);

;// CONCATENATED MODULE: ./lib/vault/bootstrap/script.js


const NAMESPACE = { vault: 'VAULT_NAMESPACE', bao: 'BAO_NAMESPACE' };
/**
 * What an administrator runs once, as a script for a POSIX shell: the policy of the pipeline, and its login. It changes nothing that
 * is not the pipeline's, and can be run again. `about` and `afterwards` are lines for its reader.
 */
function bootstrapScript(pipeline, { about, afterwards }) {
    const { client, namespace } = pipeline;
    const place = namespace === undefined ? '' : `export ${NAMESPACE[client]}=${shellWord(namespace)}\n`;
    return `#!/bin/sh
${comments(about)}set -eu
${place}refuse() {
  printf '%s\\n' "$1" >&2
  exit 1
}

${policyCommands(pipeline)}
${loginCommands(pipeline)}
${comments(afterwards)}`;
}
/** A policy whose first line is another one is another pipeline's. */
function policyCommands({ client, name, policy }) {
    const [whose = ''] = policy.split('\n');
    return `other=$(${client} policy read ${shellWord(name)} 2> /dev/null | head -n 1)
[ -z "$other" ] || [ "$other" = ${shellWord(whose)} ] || refuse ${shellWord(`policy ${name} is there for something else: choose another name (--vault-role)`)}
${heredoc(`${client} policy write ${shellWord(name)} -`, 'HCL', policy)}`;
}
const comments = (lines) => lines.map(line => `#${line === '' ? '' : ` ${line}`}\n`).join('');

// EXTERNAL MODULE: ./lib/vault/login/login.js
var login_login = __webpack_require__(9159);
// EXTERNAL MODULE: ./lib/vault/names.js
var names = __webpack_require__(768);
;// CONCATENATED MODULE: ./lib/terminal/bound-login.js

const bound_login_GITHUB = 'https://token.actions.githubusercontent.com';
/** Whom the login is for, as it was typed. Throws `BadUsage`. */
function boundLogin(method, typed) {
    const { source, own } = typed;
    for (const [name, methods] of Object.entries(FOR))
        if (own.has(name) && !methods.includes(method))
            throw new BadUsage([`--${name} is not for vault-auth-method ${method}`]);
    switch (method) {
        case 'token':
        case 'approle':
            return { method };
        case 'jwt':
            return bound_login_jwt(typed);
        case 'kubernetes': {
            const [, namespace = '', serviceAccount = ''] = /^([a-z0-9-]+)\/([a-z0-9.-]+)$/.exec(last(typed, 'service-account')) ?? [];
            if (namespace === '')
                throw new BadUsage(['kubernetes needs --service-account NAMESPACE/NAME']);
            return { method, namespace, serviceAccount };
        }
        case 'userpass':
        case 'ldap':
        case 'github': {
            const user = source.get('vault-username');
            if (/^[\w@-][\w.@-]*$/.test(user))
                return { method, user };
            throw new BadUsage([`${method} needs --vault-username, of letters, digits, _, -, . and @`]);
        }
        case 'cert': {
            const certificate = source.get('vault-client-certificate');
            if (/^[^\p{C}]+$/u.test(certificate))
                return { method, certificate };
            throw new BadUsage(['cert needs --vault-client-certificate, the path of a PEM file']);
        }
    }
}
/** Which methods an option is for. */
const FOR = {
    repository: ['jwt'],
    branch: ['jwt'],
    environment: ['jwt'],
    'pull-requests': ['jwt'],
    issuer: ['jwt'],
    'service-account': ['kubernetes']
};
/**
 * By claims of their own, not by `sub`: an organization can give that another form.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
function bound_login_jwt(typed) {
    const { source, own } = typed;
    const repository = last(typed, 'repository');
    if (!/^[\w-]+\/[\w.-]+$/.test(repository))
        throw new BadUsage(['jwt needs --repository OWNER/NAME']);
    const branches = (own.get('branch') ?? []).map(name => name.replace(/^refs\/heads\//, ''));
    const environments = own.get('environment') ?? [];
    const isForPullRequests = own.has('pull-requests');
    if (!branches.every(name => /^[^\s\p{C}~^:?*[\\]+$/u.test(name)))
        throw new BadUsage(['--branch is not the name of a branch']);
    if (!environments.every(name => /^[^\p{C}]{1,255}$/u.test(name)))
        throw new BadUsage(['--environment is not the name of an environment']);
    if (branches.length === 0 && environments.length === 0 && !isForPullRequests)
        throw new BadUsage([
            'jwt needs --branch, --environment or --pull-requests: without one, each workflow on each branch could log in'
        ]);
    if (branches.length > 0 && isForPullRequests)
        throw new BadUsage(['--pull-requests cannot be combined with --branch: such a job runs on refs/pull/…/merge']);
    const issuer = last(typed, 'issuer') || bound_login_GITHUB;
    const audience = source.get('vault-jwt-audience') || (issuer === bound_login_GITHUB ? bound_login_ownerOf(repository) : '');
    if (audience === '')
        throw new BadUsage(['jwt needs --vault-jwt-audience where --issuer is another one']);
    if (![issuer, audience].every(text => /^[\x21-\x7e]+$/.test(text)))
        throw new BadUsage(['--issuer and --vault-jwt-audience take printable ASCII without spaces']);
    return {
        method: 'jwt',
        issuer,
        audience,
        claims: {
            repository: [repository],
            ...(branches.length > 0 && { ref: branches.map(name => `refs/heads/${name}`) }),
            ...(environments.length > 0 && { environment: environments }),
            ...(isForPullRequests && { event_name: ['pull_request'] })
        }
    };
}
/** The audience that GitHub gives to a token when none is asked for. */
const bound_login_ownerOf = (repository) => `https://github.com/${repository.split('/')[0]}`;
const last = ({ own }, name) => own.get(name)?.at(-1)?.trim() ?? '';

// EXTERNAL MODULE: ./lib/airflow/definition.js
var definition = __webpack_require__(6619);
// EXTERNAL MODULE: ./lib/inputs/combinations.js
var combinations = __webpack_require__(1113);
// EXTERNAL MODULE: ./lib/vault/paths.js
var paths = __webpack_require__(6160);
// EXTERNAL MODULE: ./lib/vault/permission.js
var permission = __webpack_require__(7081);
;// CONCATENATED MODULE: ./lib/plan/permissions/diff-permissions.js


/** What a plan needs besides for a scope that it is compared with (`compare-with`). No run fails without it: it says so. */
function diffPermissions({ scope, entries }) {
    const { mount, variablesPath, connectionsPath } = scope;
    const folders = [
        ['variable', variablesPath],
        ['connection', connectionsPath]
    ];
    return [
        ...(0,permission/* below */.G)((0,paths/* dataPath */.Kf)(mount, paths/* OWN_FOLDER */.w5), 'key', [['read'], 'read the records of this action', 'looking']),
        ...folders.flatMap(([kind, folder]) => {
            const first = entries.find(entry => entry.kind === kind)?.name;
            return first === undefined ? [] : (0,permission/* below */.G)((0,paths/* dataPath */.Kf)(mount, folder), first, [['read'], 'compare with them', 'looking']);
        })
    ];
}

// EXTERNAL MODULE: ./lib/plan/permissions/permissions.js + 2 modules
var permissions_permissions = __webpack_require__(9570);
// EXTERNAL MODULE: ./lib/run/diff.js + 2 modules
var diff = __webpack_require__(1414);
// EXTERNAL MODULE: ./lib/run/permissions.js + 1 modules
var run_permissions = __webpack_require__(916);
// EXTERNAL MODULE: ./lib/run/prepare.js + 7 modules
var prepare = __webpack_require__(2319);
// EXTERNAL MODULE: ./node_modules/js-yaml/dist/js-yaml.mjs
var js_yaml = __webpack_require__(3243);
// EXTERNAL MODULE: ./lib/airflow/connection-json.js
var connection_json = __webpack_require__(4677);
// EXTERNAL MODULE: ./lib/airflow/names.js
var airflow_names = __webpack_require__(2792);
// EXTERNAL MODULE: ./lib/airflow/uri.js + 1 modules
var uri = __webpack_require__(4332);
// EXTERNAL MODULE: ./lib/manifest/entries.js
var manifest_entries = __webpack_require__(5665);
// EXTERNAL MODULE: ./lib/manifest/source.js
var source = __webpack_require__(643);
// EXTERNAL MODULE: ./lib/sources/schema.js
var sources_schema = __webpack_require__(2671);
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
    rows.push(...manifest.patterns.map(({ kind, text, at }) => {
        const { place } = manifest.findingAt(at, '');
        const { name = '' } = (0,airflow_names/* definedBy */.Vd)(text) ?? {};
        return [
            `${scope.mount}/${(0,manifest_entries/* pathOf */.XM)(scope, { kind, name })}`,
            place === undefined ? '' : (0,base_finding/* placeText */.Z9)(place),
            oneLine({ env: text })
        ];
    }));
    const [paths, places] = [0, 1].map(column => Math.max(0, ...rows.map(row => row[column]?.length ?? 0)));
    return rows
        .map(([path = '', place = '', value]) => `${path.padEnd(paths ?? 0)}  ${place.padEnd(places ?? 0)}  ${value}\n`)
        .join('');
}
/** As YAML in a list on one line, which never takes a second one. */
const oneLine = (value) => (0,js_yaml/* dump */.Bh)([value], { flowLevel: 0, lineWidth: -1 }).trim().slice(1, -1);
const shown = (entry, deployment) => entry.kind === 'variable' ? show_written(entry.value, deployment) : connection(entry.connection, deployment);
function connection(entry, deployment) {
    if (entry.form === 'fields') {
        const fields = Object.entries(entry.fields).map(([name, value]) => [name, field(name, value, deployment)]);
        const description = entry.description === undefined ? {} : { description: entry.description };
        return { conn_type: entry.connType, ...Object.fromEntries(fields), ...description };
    }
    if (entry.text.kind !== 'constant')
        return { [`conn_${entry.form}`]: show_written(entry.text, deployment) };
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
        return show_written(value, deployment);
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
function show_written(value, deployment) {
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













const NO_POLICY = (0,mistake/* mistake */.RT)('mode', 'doctor has no policy of its own', 'It looks with the login of the pipeline: choose the mode of that.');
/** Throws `Mistakes`. */
function leastPolicyFor(source) {
    const parsed = schema/* SCHEMA */.yx.shape.mode.safeParse(source.get('mode'));
    if (!parsed.success)
        throw new errors/* Mistakes */.So(parsed.error.issues.map(({ message }) => (0,mistake/* mistake */.RT)('mode', message)));
    const mode = parsed.data;
    if (mode === 'doctor')
        throw new errors/* Mistakes */.So([NO_POLICY]);
    const wrong = (0,combinations/* undoMistakes */.yx)({ mode, undo: source.get('undo') });
    if (wrong.length > 0)
        throw new errors/* Mistakes */.So(wrong);
    const prepared = preparedOf(source);
    const permissions = prepared.scopes.flatMap(one => {
        const deployment = mode === 'deploy' || (mode === 'plan' && one.targets.length > 0);
        return (0,permissions_permissions/* permissionsFor */.m)(one, (0,run_permissions/* runOptionsOf */.F)({ ...prepared.inputs, mode }, deployment));
    });
    const others = ((0,diff/* otherOf */.ae)(prepared)?.scopes ?? []).flatMap(diffPermissions);
    const heading = `# The least policy that the pipeline needs for mode ${mode} of manifest ${prepared.manifest.name}.\n`;
    return { mode, prepared, heading, permissions: [...permissions, ...others] };
}
function policy({ source, printExactly }) {
    const { heading, permissions } = leastPolicyFor(source);
    printExactly(`${heading}# If your Vault has namespaces, create it in the namespace of the secrets.

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
const preparedOf = (source) => (0,prepare/* prepare */.iA)((0,inputs_inputs/* readInputs */.Ko)({ ...source, get: name => (name === 'mode' ? 'plan' : source.get(name)) }, () => { }), prepare/* NOT_IN_THIS_FOLDER */.ST);

;// CONCATENATED MODULE: ./lib/terminal/workflow-step.js



const variable = (name) => `\${{ vars.${name} }}`;
const secret = (name) => `\${{ secrets.${name} }}`;
/** Lines of YAML: what a job needs, with its step. Secrets are named as the manifest names them in the environment. */
function stepFor({ mode, prepared, source, login, name, owner = OWNER }) {
    const typed = schema/* INPUT_NAMES */.Qh.filter(input => PASSED.has(input) && source.get(input) !== '').map(input => [input, source.get(input)]);
    const inputs = {
        ...(mode === 'deploy' ? {} : { mode }),
        'vault-url': variable('VAULT_URL'),
        'vault-auth-method': login.method,
        ...loginInputs(login, name),
        ...(mode === 'deploy' && !typed.some(([input]) => input.startsWith('deployment'))
            ? { 'deployment-id': variable('ASTRO_DEPLOYMENT_ID') }
            : {}),
        ...(mode === 'deploy' ? { 'astro-api-token': secret('ASTRO_API_TOKEN') } : {}),
        ...Object.fromEntries(typed)
    };
    const names = prepared.scopes.flatMap(({ places }) => places.flatMap(({ source: from }) => (from.from === 'env' ? [from.name] : [])));
    const env = Object.fromEntries(names.map(one => [one, secret(one)]));
    const step = { uses: `${owner}/astro-vault-action@v1`, with: inputs, ...(names.length === 0 ? {} : { env }) };
    const [environment] = login.method === 'jwt' ? (login.claims['environment'] ?? []) : [];
    const job = {
        permissions: { contents: 'read', ...(login.method === 'jwt' ? { 'id-token': 'write' } : {}) },
        ...(environment === undefined ? {} : { environment }),
        steps: [{ uses: 'actions/checkout@v6' }, step]
    };
    return (0,js_yaml/* dump */.Bh)(job, { lineWidth: -1 }).trimEnd().split('\n');
}
/** What was typed for the policy and is the same in the step. */
const PASSED = new Set([
    ...['manifest', 'vault-namespace', 'vault-login-namespace', 'vault-auth-mount', 'vault-jwt-audience', 'check', 'prune', 'undo'],
    ...['deployment-id', 'deployment', 'deployment-name', 'deployments', 'preview', 'preview-for', 'preview-isolate']
]);
function loginInputs(login, name) {
    switch (login.method) {
        case 'token':
            return { 'vault-token': secret('VAULT_TOKEN') };
        case 'approle':
            return { 'vault-role-id': variable('VAULT_ROLE_ID'), 'vault-secret-id': secret('VAULT_SECRET_ID') };
        case 'jwt':
        case 'kubernetes':
            return { 'vault-role': name };
        case 'userpass':
        case 'ldap':
            return { 'vault-username': login.user, 'vault-password': secret('VAULT_PASSWORD') };
        case 'github':
            return { 'vault-github-token': secret('VAULT_GITHUB_TOKEN') };
        case 'cert':
            return {
                'vault-role': name,
                'vault-client-certificate': variable('VAULT_CLIENT_CERTIFICATE'),
                'vault-client-key': secret('VAULT_CLIENT_KEY')
            };
    }
}

;// CONCATENATED MODULE: ./lib/terminal/bootstrap.js

















/** Prints what an administrator of Vault runs once for the pipeline, with the step of its workflow. */
async function bootstrap({ source, own, owner, environment, printExactly }) {
    const least = leastPolicyFor(withoutLogin(source));
    const name = nameOf(source, least.mode);
    const { namespace, prefix } = bootstrap_placeOf(source);
    const method = read('vault-auth-method', source.get('vault-auth-method') || 'jwt');
    const mount = read('vault-auth-mount', source.get('vault-auth-mount')) || login_login/* METHODS */.J[method];
    const isTyped = method !== 'jwt' || ['repository', 'issuer'].some(option => own.has(option));
    const found = isTyped ? undefined : await repositoryOf({ projectDir: folderOf(source), environment, signal: NEVER });
    const login = boundLogin(method, { source, own: found === undefined ? own : new Map([...own, ['repository', [found]]]) });
    if (own.has('pull-requests') && least.mode !== 'plan' && !isForPreviews(source))
        throw new BadUsage([
            '--pull-requests needs --mode plan or --preview: whoever can push a branch can change what such a job does'
        ]);
    const permissions = least.permissions.map(permission => ({ ...permission, path: prefix + permission.path }));
    const client = clientOf(own.get('client')?.at(-1) ?? 'vault');
    printExactly(bootstrapScript({
        name,
        policy: `${least.heading}\n${(0,permission_text/* leastPolicy */.yq)(permissions)}`,
        login,
        mount,
        client,
        ...(namespace === undefined ? {} : { namespace })
    }, {
        about: [
            `Lets the pipeline of manifest ${least.prepared.manifest.name} log in to Vault for mode ${least.mode}, by ${method}.`,
            ...(found === undefined
                ? []
                : [`The repository is ${found}, by git's remote origin. Compare the case of its letters with GitHub's.`]),
            `Read it, log in as an administrator of Vault (${client} login), and run it with sh. ${method === 'token' ? 'Each time it gives another token.' : 'Once is enough; again does no harm.'}`
        ],
        afterwards: [
            'The job and the step of the workflow (docs/inputs.md):',
            '',
            ...stepFor({ ...least, source, login, name, owner }),
            ...least.prepared.manifest.patterns.map(({ text }) => `# ${toBring(text)}`)
        ]
    }));
    return 0;
}
const folderOf = (source) => (0,external_node_path_.dirname)(source.get('manifest') || DEFAULTS.manifest || '');
/** git is asked about its own files alone. */
const NEVER = new AbortController().signal;
/** An input by itself. Throws `Mistakes`. */
function read(name, text) {
    const { [name]: shape } = schema/* SCHEMA */.yx.shape;
    const parsed = shape.safeParse(text);
    if (!parsed.success)
        throw new errors/* Mistakes */.So(parsed.error.issues.map(({ message }) => (0,mistake/* mistake */.RT)(name, message)));
    return parsed.data;
}
/** How the pipeline will log in is not how anybody logs in now: nothing of it has to be complete. */
function withoutLogin(source) {
    const unread = new Set(['vault-auth-method', ...group('Vault: TLS', 'Vault: login')]);
    return { ...source, get: name => (unread.has(name) ? '' : source.get(name)) };
}
const isForPreviews = ({ get }) => ['deploy', 'delete'].includes(get('preview'));
/** Of role and policy. Pipelines with other modes, and those of previews, need other policies. */
function nameOf(source, mode) {
    const previews = isForPreviews(source) ? ['preview'] : [];
    const name = source.get('vault-role') || ['astro-pipeline', ...previews, ...(mode === 'deploy' ? [] : [mode])].join('-');
    const parsed = names/* vaultName */._G.safeParse(name);
    if (!parsed.success)
        throw new BadUsage([`--vault-role ${parsed.error.issues[0]?.message}`]);
    return name;
}
/**
 * The namespace of the login; absent if none was given. Its policy names what is in a namespace below it with `prefix`: a token
 * works only in its namespace and those below.
 */
function bootstrap_placeOf({ get }) {
    const given = get('vault-login-namespace') || get('vault-namespace');
    if (given === '')
        return { prefix: '' };
    const [namespace, secrets] = [(0,vault/* namespaceOf */.N6)(given) ?? '', (0,vault/* namespaceOf */.N6)(get('vault-namespace')) ?? ''];
    if (namespace === secrets)
        return { namespace, prefix: '' };
    const above = namespace === '' ? '' : `${namespace}/`;
    if (secrets.startsWith(above))
        return { namespace, prefix: `${secrets.slice(above.length)}/` };
    throw new BadUsage([
        `--vault-login-namespace ${namespace} does not contain --vault-namespace ${secrets || 'root'}: a token works only in its namespace and those below`
    ]);
}
function clientOf(text) {
    if (text === 'vault' || text === 'bao')
        return text;
    throw new BadUsage(['--client must be vault or bao']);
}

;// CONCATENATED MODULE: ./lib/terminal/commands/bootstrap.js


const bootstrap_bootstrap = {
    name: 'bootstrap',
    summary: "print what lets the pipeline into Vault, for Vault's administrator",
    about: "Prints a script that an administrator of Vault reads and runs once: it writes the least policy of the pipeline, and what it logs in with by --vault-auth-method (default: jwt, with GitHub's OIDC token). The step for the workflow is at its end. Contacts nobody, and runs nothing but git.",
    inputs: [
        ...RIGHTS,
        ...['vault-namespace', 'vault-login-namespace', 'vault-auth-method', 'vault-auth-mount', 'vault-role'],
        ...['vault-jwt-audience', 'vault-username', 'vault-client-certificate']
    ],
    defaults: { 'vault-auth-method': 'jwt' },
    own: [
        {
            name: 'repository',
            value: 'OWNER/NAME',
            about: "For jwt: repository whose jobs may log in, as GitHub spells it; default: that of git's remote origin."
        },
        { name: 'branch', value: 'NAME', isRepeated: true, about: 'For jwt: only jobs that run on this branch.' },
        { name: 'environment', value: 'NAME', isRepeated: true, about: 'For jwt: only jobs with this environment.' },
        { name: 'pull-requests', about: 'For jwt: only jobs for pull requests of the repository itself.' },
        { name: 'issuer', value: 'URL', about: 'For jwt: who signs the tokens; default: github.com.' },
        { name: 'service-account', value: 'NAMESPACE/NAME', about: 'For kubernetes: the service account of the runner.' },
        { name: 'client', value: 'vault|bao', about: 'The program that the administrator has; default: vault.' }
    ],
    examples: [
        ['bootstrap --repository me/dags --branch main > setup.sh', 'for deploys of a branch; read setup.sh, then run it'],
        ['bootstrap --repository me/dags --environment prod', 'for jobs that an environment protects'],
        ['bootstrap --mode plan --repository me/dags --pull-requests', 'for plans of pull requests'],
        ['bootstrap --vault-auth-method approle', 'with a secret-id that GitHub keeps']
    ],
    run: bootstrap
};

// EXTERNAL MODULE: ./lib/base/counted.js
var counted = __webpack_require__(6323);
// EXTERNAL MODULE: ./lib/base/masks.js
var base_masks = __webpack_require__(4452);
// EXTERNAL MODULE: ./lib/launch/current-run.js
var current_run = __webpack_require__(4426);
// EXTERNAL MODULE: ./lib/launch/launch.js + 22 modules
var launch = __webpack_require__(6299);
// EXTERNAL MODULE: ./lib/launch/masked.js
var masked = __webpack_require__(670);
// EXTERNAL MODULE: ./lib/plan/describe.js
var describe = __webpack_require__(1814);
// EXTERNAL MODULE: ./lib/report/diff.js
var report_diff = __webpack_require__(2867);
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
// EXTERNAL MODULE: ./lib/run/check.js
var check = __webpack_require__(473);
// EXTERNAL MODULE: ./lib/run/main.js + 45 modules
var main = __webpack_require__(7673);
// EXTERNAL MODULE: ./lib/apply/verify.js + 1 modules
var verify = __webpack_require__(5515);
// EXTERNAL MODULE: ./lib/plan/deployment/verify.js
var deployment_verify = __webpack_require__(8349);
// EXTERNAL MODULE: ./lib/run/imports.js
var imports = __webpack_require__(6095);
// EXTERNAL MODULE: ./lib/run/show.js
var run_show = __webpack_require__(9880);
;// CONCATENATED MODULE: ./lib/run/verify.js







/**
 * Proves that Airflow can read every secret of the manifest, and does nothing else: with a credential of Airflow's role that lives a
 * minute at most. Reads no source. Throws if one of them is missing or refused, or if one of the proofs could not be done from here.
 */
async function verify_verify(inputs, ports) {
    const { scopes, imported, open, manifest } = (0,prepare/* prepare */.iA)(inputs, prepare/* NOT_IN_THIS_FOLDER */.ST, ports);
    if (imported.problems.length > 0)
        throw new errors/* UserError */.yo(imported.problems);
    for (const pattern of open)
        ports.tell({ kind: 'found', finding: (0,imports/* unchecked */.VJ)(manifest, pattern, inputs) });
    if (inputs.vault === undefined)
        throw new errors/* UserError */.yo('verify needs the address of Vault and a login', {
            hint: 'Set `vault-url`, and log in with `vault login` or `vault-token`.'
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
            throw nobodyAnswers(command);
        const isAgain = agreed.size > 0;
        const [heading, news] = isAgain ? ['The plan has changed meanwhile', fresh] : ['Records in Vault', unseen];
        if (news.length > 0)
            screen.group(heading, news.map(({ said }) => said));
        if (!isYes(await ask(QUESTION, signal)))
            throw isAgain
                ? new errors/* UserError */.yo('the rest was not agreed to; the run has stopped there')
                : new NotAgreed('not agreed to; nothing was changed');
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
const QUESTION = 'Carry this out? [y/N] ';
const isYes = (answer) => /^y(es)?$/i.test(answer.trim());
/** Nothing of the plan was carried out, because nobody agreed to it. */
class NotAgreed extends errors/* UserError */.yo {
}
/** The plan was shown to nobody who could agree to it. */
const nobodyAnswers = (command) => new NotAgreed(`${command} asks before it changes anything, and stdin is no terminal; nothing was changed`, {
    hint: 'Read the plan, and run it again with `--yes`.'
});
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

// EXTERNAL MODULE: ./lib/launch/github-event.js
var github_event = __webpack_require__(3137);
;// CONCATENATED MODULE: ./lib/terminal/door.js


/** What a terminal gives a run. */
function doorOf(call, masks, screen, { run, tell }) {
    return {
        ports: {
            environment: call.environment,
            tell,
            mask: secret => void masks.add(secret),
            run,
            workspace: '.',
            repository: call.environment['GITHUB_REPOSITORY'] ?? ''
        },
        temp: call.temp,
        warn: message => screen.warning(message),
        taken: () => { },
        onFolder: () => { },
        onToken: () => { },
        idToken: noIdToken
    };
}
const noIdToken = async () => {
    throw new errors/* UserError */.yo('nobody offers an OIDC token on a terminal', { hint: 'Set VAULT_JWT, or use another method.' });
};
/** What was typed, and what the name of the command says. */
const sayingAlso = ({ source }, said) => ({
    ...source,
    get: name => said[name] ?? source.get(name),
    whenEmpty: 'It is the option of that name. VAULT_ADDR, VAULT_TOKEN or `vault login`, a login such as VAULT_ROLE_ID, and ASTRO_API_TOKEN count too.'
});
/** A workflow that has the rights of this repository may have checked out somebody else's project. */
function refuseStranger(command, { environment }) {
    const { GITHUB_EVENT_NAME: name = '' } = environment;
    if ((0,github_event/* trustedIn */.p)(environment).trusted === undefined)
        return;
    throw new errors/* UserError */.yo(`${command} does not run for the event ${name} of another repository: the project may be a stranger's`, {
        hint: 'Use the action itself, which finds out whose project it is; or the event `pull_request`.'
    });
}

;// CONCATENATED MODULE: ./lib/terminal/exit-code.js


const HINT = 'Set `--vault-url` (or VAULT_ADDR) and a login.';
/** Whether a plan has something to change. Without Vault nobody knows. */
function changesIn({ compared, changed }) {
    if (!compared)
        throw new errors/* UserError */.yo('--exit-code says whether something would change, and nothing was compared', { hint: HINT });
    return changed ? 2 : 0;
}
/** Whether two sides differ. Nobody knows that as long as a name is unknown, unless another one differs for sure. */
function differencesIn({ diffs }) {
    const states = diffs.flatMap(({ names }) => names.map(({ state }) => state));
    if (states.some(state => state !== 'equal' && state !== 'unknown'))
        return 2;
    const unknown = states.filter(state => state === 'unknown').length;
    if (unknown > 0)
        throw new errors/* UserError */.yo(`--exit-code says whether there is a difference, and ${(0,counted/* counted */.h)(unknown, 'name')} could not be compared`, {
            hint: 'The notes of each say why. If Vault was not asked, set `--vault-url` (or VAULT_ADDR) and a login.'
        });
    return 0;
}

;// CONCATENATED MODULE: ./lib/terminal/local/words.js
/** What the engine says of a Deployment, as it is of a workstation. No name has a blank, so none is changed. */
const ofWorkstation = (text) => text.replaceAll(/\bthe Deployment(s?)\b/g, 'the workstation$1').replaceAll(/\bDeployment (?=local \()/g, 'workstation ');
/** The screen of a run about a workstation. */
const workstationScreen = (screen) => ({
    ...screen,
    info: line => screen.info(ofWorkstation(line)),
    warning: message => screen.warning(ofWorkstation(message)),
    error: text => screen.error(ofWorkstation(text)),
    group: (heading, lines) => screen.group(heading.replace(/^Deployment (?=\(\d+\)$)/, 'Workstation '), lines.map(ofWorkstation)),
    status: text => screen.status(ofWorkstation(text))
});

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
    check: { story: check/* check */.z, inputs: { mode: 'plan' }, isLook: true },
    plan: { story: main/* main */.i, inputs: { mode: 'plan' }, exitCode: changesIn },
    sync: { story: main/* main */.i, inputs: { mode: 'sync' } },
    deploy: { story: main/* main */.i, inputs: { mode: 'deploy' } },
    verify: { story: verify_verify, inputs: { mode: 'plan' }, isLook: true },
    diff: { story: diff/* diff */.Ui, inputs: { mode: 'plan' }, isLook: true, exitCode: differencesIn },
    undo: { story: main/* main */.i, inputs: { mode: 'sync' } },
    rotate: { story: main/* main */.i, inputs: { mode: 'deploy', rotate: 'now', 'deploy-type': 'none' } }
};
/** One run of the engine, from what was typed to the exit code. `typed`: inputs that its words are. */
async function carryOut(command, call, typed = {}) {
    const kind = KINDS[command];
    return await carryOutAs({ ...kind, inputs: { ...kind.inputs, ...typed } }, command, call);
}
/** The same for a command whose story is made of what was typed. */
async function carryOutAs(kind, command, call) {
    const { story, isLook, exitCode: judge, end } = kind;
    const masks = new base_masks/* Masks */.O7();
    const hide = (text) => masks.hide(text);
    const plain = screenOf(call, masks, { apart: call.own.has('json') });
    const screen = command === 'local' ? workstationScreen(plain) : plain;
    const journal = new report_journal/* Journal */.C();
    const log = isLook ? lookTo(screen) : (0,report_log/* logTo */.k)(screen);
    const tell = event => {
        const shown = (0,masked/* masked */.I)(event, hide);
        log((0,masked/* withFindings */.$)(shown, spoken));
        journal.hear(shown);
        if (shown.kind === 'started')
            screen.status(`${(0,describe/* describe */.q0)(shown.step).action} ${(0,describe/* describe */.q0)(shown.step).target}`);
    };
    const source = sourceOf(kind, command, call);
    const mode = isLook ? undefined : (0,inputs_inputs/* modeOf */.VV)(source);
    tell({ kind: 'begun', about: (0,inputs_inputs/* aboutOf */.rI)(source), ...(mode === undefined ? {} : { mode }) });
    const run = (0,current_run/* currentRun */.x)(call.environment);
    let exitCode = 0;
    try {
        if (command !== 'check')
            refuseStranger(command, call);
        await (0,launch/* launch */.q)(agreeing(story, command, call, screen), (0,inputs_inputs/* readInputs */.Ko)(source, secret => void masks.add(secret)), doorOf(call, masks, screen, { run, tell }));
        if (call.own.has('exit-code') && judge !== undefined)
            exitCode = judge(journal);
        tell({ kind: 'ended', outcome: 'succeeded', findings: [] });
        const said = end ?? (command === 'local' ? '' : endOf(command, source, (0,report/* reportOf */.E)(journal, hide)));
        if (said !== '')
            screen.info(`✓ ${said}`);
    }
    catch (error) {
        exitCode = 1;
        screen.error(explainHere(error));
        tell({ kind: 'ended', outcome: 'failed', findings: (0,errors/* failureOf */.g5)(error) });
    }
    if (journal.secretsWritten > 0 && command !== 'undo' && command !== 'local')
        screen.info(`To reverse what this run changed in Vault: ${PROGRAM} undo ${[run.id, ...aboutTheSame(source)].join(' ')}`);
    if (call.own.has('json'))
        for (const part of (0,plan_file/* planFile */.e)((0,report/* reportOf */.E)(journal, hide)))
            call.printExactly(part.replaceAll('##[', '##\\u005b'));
    return exitCode;
}
/** What was typed, what the name of the command says, and what is usual on this workstation. A check needs no credential. */
function sourceOf({ inputs }, command, call) {
    const named = sayingAlso(call, inputs);
    return command === 'check' ? named : withDefaults(named, call);
}
/** The engine asks before it changes anything, unless it was told not to. */
const agreeing = (story, command, call, screen) => (inputs, ports) => story(inputs, call.own.has('yes') ? ports : { ...ports, agree: agreementOn(command, call, screen, ports.signal) });
/** What a run that succeeded has to say. */
function endOf(command, source, report) {
    const { manifest } = (0,inputs_inputs/* aboutOf */.rI)(source);
    if (command === 'check')
        return `no mistakes in ${manifest}`;
    if (command === 'diff')
        return `diff: ${(report.diffs ?? []).map(report_diff/* answerOfDiff */.X3).join('; ')}`;
    return command === 'verify'
        ? `Airflow can read ${provedIn(report).join(', and ')} (${manifest})`
        : `${command}: ${(0,headline/* answerOf */.u)(report)}`;
}
/** How many secrets were proved, of each scope. */
const provedIn = ({ chapters }) => chapters.flatMap(({ scope, steps }) => Array.from(steps).flatMap(step => {
    if (step.kind !== 'verify' || step.outcome !== 'done')
        return [];
    return `${(0,counted/* allOf */.b)(step.after.asked, 'secret')} of ${scope === undefined ? 'the shared folders' : `Deployment ${scope}`}`;
}));
/** The options with which another command is about the same folders, as a shell takes them. */
const aboutTheSame = (source) => schema/* INPUT_NAMES */.Qh.filter(name => name === 'manifest' || name.startsWith('deployment')).flatMap(name => {
    const value = source.get(name);
    return value === '' ? [] : [`--${name}`, shellWord(value)];
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

;// CONCATENATED MODULE: ./lib/terminal/commands/check.js


const check_check = {
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
};

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
    const cases = commands.map(({ name, inputs, own, operand }) => {
        const options = [...own.map(option => option.name), ...inputs, 'help'].map(option => `--${option}`);
        return `      ${name}) known="${[...(operand?.choices ?? []), ...options].join(' ')}" ;;`;
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

;// CONCATENATED MODULE: ./lib/terminal/commands/completion.js

/** Completes what the other commands take. */
const completing = (others) => ({
    name: 'completion',
    summary: 'print what completes commands and options in bash or zsh',
    about: 'Prints what your shell evaluates to complete the names of commands and options.',
    operand: { name: 'shell', what: 'the name of a shell: bash or zsh' },
    inputs: [],
    own: [],
    examples: [['completion bash >> ~/.bashrc', 'for every new shell']],
    run({ words, print }) {
        print(completionFor(words[0] ?? '', others));
        return 0;
    }
});

;// CONCATENATED MODULE: ./lib/terminal/commands/deploy.js


const deploy = {
    name: 'deploy',
    summary: 'update Vault and a Deployment, and deploy what changed',
    about: 'Shows the plan, asks, and then updates Vault and the Deployment, and deploys the project if it has changed. The astro CLI is found or installed for the run.',
    inputs: except('undo'),
    own: [YES, JSON_OPTION],
    examples: [
        ['deploy --deployment-name prod', 'shows the plan and asks'],
        ['deploy --deployment prod --deploy-type none --yes', 'secret-id and variables alone, without a question']
    ],
    run: call => carryOut('deploy', call)
};

;// CONCATENATED MODULE: ./lib/terminal/commands/diff.js




const diff_diff = {
    name: 'diff',
    summary: 'compare two Deployments, or two manifests',
    about: 'Says which secrets are only in one of two Deployments of the manifest, and which are equal or different, never a value. A name that ends in .yaml or .yml is another manifest. Without a second name, the first is compared with what all Deployments share. Constants count as the manifests have them, everything else as it is in Vault now. Without a login to Vault it says what can be said without one. Changes nothing.',
    operand: {
        name: 'name',
        what: 'the name of a Deployment under `deployments:`, or the path of a manifest',
        usage: 'NAME [OTHER]',
        isRepeated: true
    },
    inputs: ['manifest', 'run-timeout', ...VAULT],
    own: [{ name: 'exit-code', about: 'Exit with 2 if there is a difference.' }, JSON_OPTION],
    examples: [
        ['diff dev prod', 'with VAULT_ADDR set, after vault login'],
        ['diff dev prod --exit-code', 'exit code 2 if they differ'],
        ['diff staging.yaml airflow-secrets.yaml', 'two manifests']
    ],
    run(call) {
        const [first = '', second = '', ...more] = call.words.map(word => word.trim());
        if (more.length > 0)
            throw new BadUsage(['diff compares two names at most']);
        const chosen = second === '' ? {} : { [(0,diff/* isPath */.uf)(second) ? 'manifest' : 'deployment']: second };
        return carryOut('diff', call, { 'compare-with': first, ...chosen });
    }
};

// EXTERNAL MODULE: ./lib/doctor/doctor.js + 10 modules
var doctor = __webpack_require__(7015);
// EXTERNAL MODULE: ./lib/doctor/told.js
var told = __webpack_require__(9758);
;// CONCATENATED MODULE: ./lib/terminal/doctor.js










/** Prints each section as soon as it is known. 1: there is an error. */
async function doctor_doctor(call) {
    const masks = new base_masks/* Masks */.O7();
    const screen = screenOf(call, masks, { apart: call.own.has('json') });
    const sections = [];
    const say = (section) => {
        sections.push(section);
        screen.group(section.title, (0,told/* linesOf */.Dx)({ ...section, lines: section.lines.map(spoken) }));
    };
    try {
        refuseStranger('doctor', call);
        const source = withDefaults(sayingAlso(call, { mode: 'doctor' }), call);
        const inputs = (0,inputs_inputs/* readInputs */.Ko)(source, secret => void masks.add(secret));
        const door = doorOf(call, masks, screen, { run: (0,current_run/* currentRun */.x)(call.environment), tell: () => { } });
        const looking = (name) => screen.status(`looking at ${name}`);
        await (0,launch/* launch */.q)((given, ports) => (0,doctor/* examine */.s)({ inputs: given, ports, address: addressIn(source), say, looking }), inputs, door);
    }
    catch (error) {
        say((0,told/* cutShort */.VV)(error));
    }
    const all = sections.flatMap(({ title, lines }) => lines.map(line => ({ section: title, ...line })));
    const { errors, warnings, counts, mark } = (0,told/* verdictOf */.Vj)(sections);
    screen.info(`${mark} doctor: ${counts}`);
    if (call.own.has('json')) {
        const hide = (text) => masks.hide(text);
        const lines = all.map(line => ({
            ...line,
            message: hide(line.message),
            ...(line.hint === undefined ? {} : { hint: hide(line.hint) })
        }));
        call.printExactly(`${JSON.stringify({ schema: 1, errors, warnings, lines }, undefined, 2).replaceAll('##[', '##\\u005b')}\n`);
    }
    return errors === 0 ? 0 : 1;
}
const addressIn = (source) => (source.get('vault-url') === '' ? undefined : (0,inputs_inputs/* readAddress */.zq)(source));

;// CONCATENATED MODULE: ./lib/terminal/commands/doctor.js


const commands_doctor_doctor = {
    name: 'doctor',
    summary: 'find what is wrong between here and a DAG, and how to fix it',
    about: "Looks at everything between here and a DAG, from top to bottom: the project, the network, Vault and the login, mount, policy, role, records and secrets, and the Deployment if one is chosen. Each line is ok, a warning or an error with its hint; what depends on an error is not looked at. Changes nothing: a credential of Airflow's role that lives a minute at most proves that Airflow can read. Exits with 1 if there is an error.",
    inputs: [
        ...['manifest', 'project-dir', 'image-name', 'allow-commands', 'run-timeout', 'astro-api-token', 'workspace-id'],
        ...SELECTION,
        ...VAULT,
        ...group('For tests')
    ],
    own: [{ name: 'json', about: 'Print the lines as JSON on stdout (docs/doctor.md), and for people on stderr.' }],
    examples: [
        ['doctor', 'with VAULT_ADDR set, after vault login'],
        ['doctor --deployment-name prod', 'the Deployment too, with ASTRO_API_TOKEN set'],
        ["doctor --json | jq -r '.lines[].hint // empty'", 'for programs: the hints alone']
    ],
    run: doctor_doctor
};

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
var base_secret = __webpack_require__(5977);
;// CONCATENATED MODULE: ./lib/imports/masked.js
/** What Airflow shows instead of a value, or of a part of one, that it hides. */
const MASKED = '***';
const isMasked = (text) => text.includes(MASKED);

;// CONCATENATED MODULE: ./lib/imports/secret-names.js


/**
 * Names the secrets: `VAR_<KEY>`, `CONN_<ID>_PASSWORD`, `CONN_<ID>_EXTRA_<KEY>`. The first word avoids names that a runner
 * already has (PATH) and those that GitHub rejects (a digit first, GITHUB_).
 */
class SecretNames {
    needed = [];
    values = new Map();
    #taken = new Set();
    #plain;
    #used = new Set();
    #isMasked;
    /**
     * `plain`: names of values that are not secrets, such as `variables.greeting` or `greeting`. `shown`: by Airflow, which masks; what it
     * masks is never a value.
     */
    constructor(plain = [], shown = false) {
        this.#plain = new Set(plain);
        this.#isMasked = text => shown && isMasked(text);
    }
    /**
     * Makes a value a secret and returns the name that stands for it; `field` says where in the entry it is. Without a value, somebody
     * has to find one. `from`: the text that the value was made from. `isPlain`: the user says that it is not a secret.
     */
    within({ kind, name, at }) {
        const first = kind === 'variable' ? 'VAR' : 'CONN';
        const isPlain = (field, value) => {
            if (this.#isMasked(value))
                return false;
            const names = [[`${kind}s`, name, ...field].join('.'), [name, ...field].join('.')].filter(one => this.#plain.has(one));
            for (const one of names)
                this.#used.add(one);
            return names.length > 0;
        };
        const take = (field, value, from = value) => {
            const taken = this.#free([first, name, ...field]
                .join('_')
                .toUpperCase()
                .replace(/[^A-Z0-9]+/g, '_'));
            this.#taken.add(taken);
            const masked = this.#isMasked(from ?? '');
            if (value !== undefined && !masked)
                this.values.set(taken, new base_secret/* Secret */.z(value));
            if (value !== '')
                this.needed.push({ name: taken, what: [`${kind}s`, name, ...field].join('.'), at, ...(masked && { isMasked: true }) });
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
            if (!this.#taken.has(candidate))
                return candidate;
        }
    }
}

// EXTERNAL MODULE: ./lib/imports/tree.js + 1 modules
var imports_tree = __webpack_require__(2864);
;// CONCATENATED MODULE: ./lib/imports/manifest-text.js









/**
 * Turns what was imported into a manifest. Throws `Mistakes` with those names in `plain` that it cannot keep. Passwords and
 * whatever looks secret become `{ env: NAME }`, everything else a constant. A structure that would not come back unchanged
 * (numbers beyond the precision of JSON in JavaScript, equal keys) stays text.
 */
function manifestOf(imported, name, { caution = 'looks', plain = [], masked = false, valueless = [] } = {}) {
    const secrets = new SecretNames(plain, masked);
    const [variables, connections] = [new Map(), new Map()];
    for (const one of imported.definitions) {
        const take = secrets.within(one);
        if (one.kind === 'variable')
            variables.set(one.name, manifest_text_variable(one.name, one.text.reveal(), take, caution));
        else
            connections.set(one.name, manifest_text_connection(one.connection.reveal(), take, caution));
    }
    for (const one of valueless) {
        const take = secrets.within(one);
        if (one.kind === 'variable')
            variables.set(one.name, { env: take([]) });
        else
            connections.set(one.name, { conn_uri: { env: take(['conn_uri']) } });
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
function manifest_text_variable(key, text, take, caution) {
    if (take.isPlain([], text))
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
function manifest_text_connection(made, take, caution) {
    const { connType, port, password, extra } = made;
    const whole = () => ({ conn_uri: { env: take(['conn_uri'], (0,uri/* encodeUri */.RR)(made), Object.values(made).join('\n')) } });
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
        if (secret && take.isPlain([field], value))
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
    const leaves = [...(0,secrecy/* secretLeaves */.TR)(tree, name)].filter(leaf => !take.isPlain([...path, ...leaf.path], String(leaf.value)));
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

// EXTERNAL MODULE: ./lib/imports/read.js
var imports_read = __webpack_require__(6448);
// EXTERNAL MODULE: ./lib/manifest/read.js + 8 modules
var manifest_read = __webpack_require__(968);
// EXTERNAL MODULE: ./lib/manifest/schema.js
var manifest_schema = __webpack_require__(3266);
;// CONCATENATED MODULE: ./lib/terminal/github-secrets.js

/** GitHub's limits: secrets in a repository and in an environment, and bytes in each. */
const [MOST_SECRETS, MOST_BYTES] = [100, 48 * 1024];
/** Which secrets to create, and how the step gets them. */
function advice(needed, values) {
    if (needed.length === 0)
        return 'No value looks secret. Read the manifest before you commit it.\n';
    const create = needed.map(({ name, what, at, isMasked }) => `gh secret set ${name}  # ${shellWord(what)}, ${shellPlace(at)}${isMasked ? ', masked' : ''}`);
    const env = needed.map(({ name }) => `  ${name}: \${{ secrets.${name} }}`);
    const said = [
        ...limitsOfGitHub(needed.map(({ name }) => name), values),
        ...needed.flatMap(({ name }) => (/[\r\n]$/.test(values.get(name)?.reveal() ?? '') ? [`${name} ${LINE_BREAK}`] : []))
    ];
    const elsewhere = 'For values that GitHub cannot keep, use a file, sops or Vault instead of { env: … }: see "Sources" in docs/manifest.md.';
    return `
GitHub secrets to create (each command asks for the value; for a value with several lines, append \`< FILE\`):

${create.join('\n')}

For the step that runs the action:

env:
${env.join('\n')}

${maskedNote(needed)}${said.length > 0 ? `${[...said, elsewhere].join('\n')}\n\n` : ''}Values that read like words and numbers became constants, if every word of their names is known to be harmless. To keep another value that is not a secret, add --plain NAME. Read the manifest before you commit it.
`;
}
/** Nobody finds these where the others are. */
function maskedNote(needed) {
    const count = needed.filter(({ isMasked }) => isMasked).length;
    if (count === 0)
        return '';
    const [values, them, were] = count === 1 ? ['the value', 'it', 'it was'] : [`the ${count} values`, 'them', 'they were'];
    return `Airflow does not show ${values} marked as masked: take ${them} from where ${were} set.\n\n`;
}
const LINE_BREAK = 'ends with a line break, which `gh secret set` removes.';
/** Which of these secrets GitHub cannot keep. */
function limitsOfGitHub(names, values) {
    const count = `These are ${names.length} secrets. GitHub keeps ${MOST_SECRETS} in a repository and another ${MOST_SECRETS} in each environment.`;
    const sizes = names.map(name => ({ name, size: Buffer.byteLength(values.get(name)?.reveal() ?? '') }));
    return [
        ...(names.length > MOST_SECRETS ? [count] : []),
        ...sizes.flatMap(({ name, size }) => size > MOST_BYTES
            ? [`${name} takes ${Math.ceil(size / 1024)} KiB. GitHub keeps ${MOST_BYTES / 1024} KiB in one secret.`]
            : [])
    ];
}

// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js
var api = __webpack_require__(3759);
// EXTERNAL MODULE: ./lib/base/ends.js
var ends = __webpack_require__(1519);
// EXTERNAL MODULE: ./lib/http/agents.js
var http_agents = __webpack_require__(6380);
// EXTERNAL MODULE: ./lib/http/proxy.js
var proxy = __webpack_require__(6006);
// EXTERNAL MODULE: ./lib/http/transport.js + 2 modules
var transport = __webpack_require__(9416);
// EXTERNAL MODULE: ./lib/http/answer.js
var http_answer = __webpack_require__(6788);
// EXTERNAL MODULE: ./lib/http/errors.js
var http_errors = __webpack_require__(9729);
// EXTERNAL MODULE: ./lib/http/service.js
var service = __webpack_require__(5643);
// EXTERNAL MODULE: ./lib/http/verdict.js
var verdict = __webpack_require__(8761);
;// CONCATENATED MODULE: ./lib/airflow-api/service.js





/** A refusal of Airflow 2 has a title, and perhaps a detail; one of Airflow 3 has a detail, which may be a structure. */
const refusal = schemas/* object */.Ikc({ title: schemas/* optional */.lqM(schemas/* string */.YjP()), detail: schemas/* optional */.lqM(schemas/* unknown */.L5J()) });
const CREDENTIALS = 'Set AIRFLOW_API_TOKEN, or AIRFLOW_USERNAME and AIRFLOW_PASSWORD, for somebody who may read connections and variables. On Astro, an API token of the Deployment, its Workspace or its Organization is one.';
/** What is refused although it is right: by default, that Airflow takes no password. */
const OF_AIRFLOW_2 = 'Airflow 2 takes a name and a password only where `auth_backends` in its section `[api]` has `airflow.api.auth.backend.basic_auth`.';
const ADDRESS = "Check the URL: it is Airflow's address in the browser up to, and without, /home. A prefix such as /dabc1234 belongs to it.";
const LATER = 'Run again later: Airflow does not work at the moment, or something in front of it answered instead.';
const HINTS = {
    301: ADDRESS,
    302: `${ADDRESS} If it is right, a login page answers: ${CREDENTIALS}`,
    303: ADDRESS,
    307: ADDRESS,
    308: ADDRESS,
    401: CREDENTIALS,
    403: CREDENTIALS,
    404: ADDRESS
};
/** A request that Airflow refused. */
class AirflowError extends http_errors/* Refusal */.P {
    #said;
    constructor(request, status, said, retryAfter) {
        super(`Airflow answered ${status} to ${(0,service/* nameOf */.V)(request)}: ${said}`, {
            status,
            retryAfter,
            hint: hintFor(status, request)
        });
        this.name = 'AirflowError';
        this.#said = said;
    }
    says(text) {
        return this.#said.includes(text);
    }
}
function hintFor(status, { headers }) {
    const isLogin = HINTS[status] === CREDENTIALS && headers['authorization']?.startsWith('Basic ');
    if (isLogin)
        return `${CREDENTIALS} ${OF_AIRFLOW_2}`;
    return HINTS[status] ?? (status >= 500 ? LATER : undefined);
}
const REFUSALS = [
    { status: 429, outcome: 'not executed', patienceMs: verdict/* WHILE_LIMITED_MS */.I },
    ...[408, 500, 502, 503, 504].map(status => ({ status, outcome: 'unknown' }))
];
const CANNOT_REACH = 'Check the URL, and that this machine can reach Airflow, through the proxy in HTTPS_PROXY if it needs one.';
/** Airflow's REST API, as a transport has to know it. */
const AIRFLOW = {
    name: 'Airflow',
    refusals: REFUSALS,
    hints: {
        ECONNREFUSED: CANNOT_REACH,
        ENOTFOUND: CANNOT_REACH,
        NO_CONNECTION: CANNOT_REACH,
        NO_ANSWER: LATER,
        NOT_JSON: ADDRESS
    },
    /** A good answer is JSON; a refusal may be a page for a browser, of which nothing is quoted. */
    read(answer, request) {
        const { status, text, headers } = answer;
        if (status === 200 || status === 201)
            return { status, body: (0,http_answer/* jsonOf */.o_)({ ...answer, status: 200 }, request, AIRFLOW) };
        const isJson = headers['content-type']?.includes('json') === true;
        const { title, detail } = refusal.safeParse(isJson ? service_parse(text) : undefined).data ?? {};
        const said = typeof detail === 'string' ? detail : (title ?? (isJson ? (0,http_answer/* quoted */.TL)(text) : 'no error text'));
        throw new AirflowError(request, status, said || 'no error text', (0,http_answer/* retryAfterOf */.sT)(answer));
    }
};
function service_parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/airflow-api/api.js








const VERSION = schemas/* object */.Ikc({ version: schemas/* string */.YjP() });
const TOKEN = schemas/* object */.Ikc({ access_token: schemas/* string */.YjP().check(api/* _minLength */.m9(1)) });
/** Those that the web server of an Airflow has by default. */
const WORKERS = 4;
/** Finds out which Airflow answers, and logs in. */
async function openApi({ url, login, signal, hide }) {
    const server = new URL((0,ends/* withoutEnd */.M)(url, '/'));
    const agents = (0,http_agents/* openAgents */.J)({ skipVerify: false }, { proxy: (0,proxy/* proxyFor */.iJ)(server.href, hide), most: WORKERS });
    const { send } = (0,transport/* openTransport */.g)(AIRFLOW, { agents, signal });
    const asking = (prefix, authorization) => async ({ path, query = {}, about, shape }) => {
        const asked = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
        const headers = { accept: 'application/json', 'user-agent': 'astro-vault-action' };
        const { body } = await send({
            method: 'GET',
            server,
            path: `${prefix}${path}${asked === '' ? '' : `?${asked}`}`,
            about,
            headers: authorization === undefined ? headers : { ...headers, authorization },
            repeat: 'idempotent'
        });
        return fitting(shape, body, about);
    };
    const version = { path: '/version', about: 'its version', shape: VERSION };
    const bearer = login !== undefined && 'token' in login ? `Bearer ${login.token.reveal()}` : undefined;
    try {
        // Airflow 3 has no /api/v1, and Airflow 2 no /api/v2.
        const isNew = await asking('/api/v2', bearer)(version).then(() => true, unlessMissing);
        if (!isNew)
            await asking('/api/v1', bearer)(version);
        const authorization = login === undefined || 'token' in login ? bearer : await (isNew ? tokenFor : basic)(login);
        return {
            airflow: isNew ? 3 : 2,
            get: asking(isNew ? '/api/v2' : '/api/v1', authorization),
            close: () => (0,http_agents/* closeAgents */.Z)(agents)
        };
    }
    catch (error) {
        (0,http_agents/* closeAgents */.Z)(agents);
        throw error;
    }
    /** Airflow 2 takes name and password with each request, with a colon between them. */
    async function basic({ username, password }) {
        if (username.includes(':'))
            throw new errors/* UserError */.yo('AIRFLOW_USERNAME contains a colon, which Airflow 2 takes for the end of the name', {
                hint: 'Use the name of another user.'
            });
        const both = new base_secret/* Secret */.z(Buffer.from(`${username}:${password.reveal()}`).toString('base64'));
        hide(both);
        return `Basic ${both.reveal()}`;
    }
    /** Airflow 3 takes no password with a request, but gives a token for it. */
    async function tokenFor({ username, password }) {
        const about = 'a token';
        const { body } = await send({
            method: 'POST',
            server,
            path: '/auth/token',
            about,
            headers: { accept: 'application/json', 'user-agent': 'astro-vault-action' },
            body: JSON.stringify({ username, password: password.reveal() }),
            repeat: 'idempotent'
        });
        const token = new base_secret/* Secret */.z(fitting(TOKEN, body, about).access_token);
        hide(token);
        return `Bearer ${token.reveal()}`;
    }
}
function unlessMissing(error) {
    if (error instanceof AirflowError && error.status === 404)
        return false;
    throw error;
}
function fitting(shape, body, about) {
    const { success, data, error } = shape.safeParse(body);
    if (success)
        return data;
    const [issue] = error.issues;
    const where = issue?.path.length ? `at ${issue.path.map(String).join('.')}` : 'as a whole';
    throw new errors/* UserError */.yo(`Airflow's answer to the request for ${about} differs from what its API promises, ${where}`, {
        hint: 'Check that nothing between this machine and Airflow changes its answers. If nothing does, use a newer version of this action.'
    });
}
/** What Airflow gives at once, unless its administrator allows more. */
const PAGE = 100;
/** Every entry of a list. What is deleted between two pages moves others to a page that was read, so such a list is read once more. */
async function listAll(api, options) {
    const first = await readPages(api, options);
    return first.isWhole ? first : await readPages(api, options);
}
/** `isWhole`: it was of one length throughout, and all of it was shown. */
async function readPages(api, { list, entry, nameOf, order }) {
    const page = schemas/* object */.Ikc({ [list]: schemas/* array */.YOg(entry), total_entries: schemas/* number */.aig() });
    const found = new Map();
    const counts = new Set();
    for (;;) {
        const offset = found.size;
        const query = { limit: PAGE, offset, order_by: order };
        const answer = await api.get({ path: `/${list}`, query, about: list, shape: page });
        const counted = answer['total_entries'];
        counts.add(counted);
        for (const one of answer[list])
            found.set(nameOf(one), one);
        // A page that shows nothing new is the last one, whatever the total says.
        if (found.size >= counted || found.size === offset)
            return { found, counted, isWhole: counts.size === 1 && found.size === counted };
    }
}

// EXTERNAL MODULE: ./lib/imports/airflow-files.js
var airflow_files = __webpack_require__(2312);
// EXTERNAL MODULE: ./lib/imports/collector.js
var imports_collector = __webpack_require__(2189);
;// CONCATENATED MODULE: ./lib/airflow-api/read.js









const read_text = schemas/* optional */.lqM(schemas/* nullable */.mee(schemas/* string */.YjP()));
/** Airflow 2 never gives the password, and `extra` only of a single connection. */
const CONNECTION = schemas/* object */.Ikc({
    connection_id: schemas/* string */.YjP(),
    conn_type: read_text,
    description: read_text,
    host: read_text,
    login: read_text,
    schema: read_text,
    port: schemas/* optional */.lqM(schemas/* nullable */.mee(schemas/* number */.aig())),
    password: read_text,
    extra: read_text,
    team_name: read_text
});
const VARIABLE = schemas/* object */.Ikc({ key: schemas/* string */.YjP(), value: read_text, team_name: read_text });
/**
 * All connections and variables in Airflow's database, as far as Airflow shows them: `MASKED` stands for the rest. Airflow 2 hides
 * passwords and secret keys of `extra`; Airflow 3 hides values of variables with a secret name, too. `place` names Airflow in messages.
 */
async function readAirflow(api, place) {
    const collector = new imports_collector/* ImportCollector */.X(place);
    const listed = await listAll(api, {
        list: 'connections',
        entry: CONNECTION,
        nameOf: one => one.connection_id,
        order: 'connection_id'
    });
    const connections = api.airflow === 3 ? [...listed.found.values()] : await wholeOf(api, collector, [...listed.found.values()]);
    const variables = await listAll(api, { list: 'variables', entry: VARIABLE, nameOf: ({ key }) => key, order: 'key' });
    refuseUntold(collector, 'connections', listed);
    refuseUntold(collector, 'variables', variables);
    const ours = connections.filter(one => !isOfTeam(collector, `connection ${one.connection_id}`, one));
    (0,airflow_files/* readConnections */.Wx)(collector, new imports_tree/* Mapping */.X9(ours.map(one => pair(one.connection_id, treeOf(one)))));
    if (api.airflow === 2 && ours.length > 0)
        collector.warn(NO_LINE, 'Airflow 2 does not show which connections have a password, so each has one in the manifest; where there is none, delete its line `password:` with `env:` below it');
    for (const one of variables.found.values()) {
        if (isOfTeam(collector, `variable ${one.key}`, one))
            continue;
        if (typeof one.value !== 'string')
            collector.problem(NO_LINE, `variable ${one.key} has no value, or Airflow cannot decrypt it; delete it, or set it again`);
        else
            collector.variable(one.key, NO_LINE, api.airflow === 3 ? compact(one.value) : one.value);
    }
    return collector;
}
/** What Airflow answers has no lines. */
const NO_LINE = 0;
function refuseUntold(collector, list, { found, counted }) {
    if (counted > found.size)
        collector.problem(NO_LINE, `Airflow counts ${counted} ${list} and shows ${found.size}`);
}
/** The connections of Airflow 2, each asked for by itself: only then does it show `extra`. */
async function wholeOf(api, collector, listed) {
    const asked = listed.map(async (one) => {
        const id = one.connection_id;
        // Vault could not have it; and Airflow would not find a `/`.
        if ((0,airflow_names/* connIdProblem */.Ji)(id) !== undefined)
            return [one];
        try {
            const whole = await api.get({ path: `/connections/${id}`, about: `connection ${id}`, shape: CONNECTION });
            return [{ ...whole, password: MASKED }];
        }
        catch (error) {
            if (!(error instanceof AirflowError && OF_ONE.includes(error.status)))
                throw error;
            collector.problem(NO_LINE, `connection ${id} is in the list, but Airflow answered ${error.status} to the request for it`);
            return [];
        }
    });
    return (await Promise.all(asked)).flat();
}
/** What is wrong with one connection alone: it was deleted meanwhile, or Airflow cannot decrypt it. */
const OF_ONE = [404, 500];
function isOfTeam(collector, what, { team_name: team }) {
    if (!team)
        return false;
    collector.warn(NO_LINE, `${what} is for team ${team} only, and is left out: this action does not support secrets of teams`);
    return true;
}
const pair = (key, value) => ({ key, line: NO_LINE, value });
/** As `airflow connections export` has it. */
const treeOf = ({ connection_id: _, team_name: __, port, ...texts }) => new imports_tree/* Mapping */.X9([
    ...Object.entries(texts).map(([name, value]) => pair(name, value ?? null)),
    pair('port', typeof port === 'number' ? new imports_tree/* Plain */.fy(String(port)) : null)
]);
/** Airflow 3 shows JSON with other spaces than those that are stored, so none are kept. */
function compact(value) {
    if (!/^\s*[[{]/.test(value))
        return value;
    const { root, problems } = (0,imports_tree/* parseTree */.cZ)(value);
    return (problems.length === 0 && (0,json_text/* jsonText */.s)(root)) || value;
}

// EXTERNAL MODULE: ./lib/launch/ending.js
var launch_ending = __webpack_require__(3756);
// EXTERNAL MODULE: ./lib/run/addresses.js
var addresses = __webpack_require__(9457);
// EXTERNAL MODULE: ./lib/vault/address.js
var address = __webpack_require__(3996);
;// CONCATENATED MODULE: ./lib/terminal/import-airflow.js











/** What a running Airflow shows of its connections and variables. `hide` is called with each secret that a message might hold. */
async function importedFrom(url, { environment, source, complain }, hide) {
    if (!(0,address/* isServerUrl */.L6)(url))
        throw new BadUsage(['--from-airflow must be an http:// or https:// URL without user, query or fragment']);
    const login = loginIn(environment);
    if (login !== undefined)
        hide('token' in login ? login.token : login.password);
    if (login !== undefined && new URL(url).protocol === 'http:' && !(0,addresses/* isLoopback */.U9)(new URL(url).hostname)) {
        const what = 'token' in login ? 'the token' : 'the name and the password';
        complain(`warning: --from-airflow ${url} sends ${what} in plain text; use https if Airflow has it\n`);
    }
    const limit = schema/* SCHEMA */.yx.shape['run-timeout'].safeParse(source.get('run-timeout'));
    if (!limit.success)
        throw new errors/* Mistakes */.So(limit.error.issues.map(({ message }) => (0,mistake/* mistake */.RT)('run-timeout', message)));
    const ending = (0,launch_ending/* endOf */.p)(limit.data);
    try {
        const api = await openApi({ url, login, signal: ending.signal, hide });
        try {
            return (0,imports_read/* withProperNames */.n)(await readAirflow(api, url), 'in Airflow and in the DAGs');
        }
        finally {
            api.close();
        }
    }
    finally {
        ending.forget();
    }
}
/** None where Airflow lets everybody in, as on a workstation. */
function loginIn(environment) {
    const given = (name) => environment[name] ?? '';
    const [token, username] = [given('AIRFLOW_API_TOKEN').trim(), given('AIRFLOW_USERNAME').trim()];
    // Spaces may be a part of it.
    const password = given('AIRFLOW_PASSWORD');
    if (token !== '') {
        if (/^[\x21-\x7e]+$/.test(token))
            return { token: new base_secret/* Secret */.z(token) };
        throw new errors/* UserError */.yo('AIRFLOW_API_TOKEN is not a token: it has characters that no header can hold');
    }
    if (username === '' && password === '')
        return undefined;
    if (username !== '' && password !== '')
        return { username, password: new base_secret/* Secret */.z(password) };
    throw new errors/* UserError */.yo(`AIRFLOW_${username === '' ? 'USERNAME' : 'PASSWORD'} is not set, but the other of the two is`, {
        hint: 'Set both, or AIRFLOW_API_TOKEN alone.'
    });
}

;// CONCATENATED MODULE: ./lib/terminal/import.js











/** The command `import`. */
async function importing(call) {
    const { words, own, printExactly, complain } = call;
    const url = own.get('from-airflow')?.at(-1)?.trim();
    if (url === undefined && words.every(word => word.trim() === ''))
        throw new BadUsage(['import needs at least one file, or --from-airflow']);
    if (url !== undefined && words.length > 0)
        throw new BadUsage(['--from-airflow cannot be combined with files']);
    const masks = new base_masks/* Masks */.O7();
    const options = importOptions(own);
    const { stdout, stderr, exitCode } = url === undefined
        ? importCommand(words, options, base_files/* readUtf8 */.Sx)
        : await importedFrom(url, call, secret => void masks.add(secret)).then(imported => import_printed(imported, { ...options, isLive: true }), (error) => {
            if (error instanceof BadUsage)
                throw error;
            return failed(`${masks.hide((0,errors/* explain */.WE)(error))}\n`);
        });
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
function importCommand(files, options, readFile) {
    const imports = files.map(file => ({ file, rename: new Map() }));
    return import_printed((0,imports_read/* readImports */.v)(imports, readFile), options);
}
/** The same with what was imported. */
function import_printed(imported, { name: given = 'airflow', plain = [], allSecret = false, isLive = false }) {
    try {
        const name = manifest_schema/* schema */.wQ.shape.name.safeParse(given);
        if (!name.success)
            return failed(name.error.issues.map(({ message }) => `option --name ${message}\n`).join(''));
        const { problems } = imported;
        if (problems.length > 0 && !isLive)
            throw new errors/* Mistakes */.So(problems);
        const { text, needed, values: secrets } = manifestOf(imported, name.data, { caution: allSecret ? 'all' : 'looks', plain, masked: isLive });
        // A run must accept what is printed, including names that only a manifest rejects.
        (0,manifest_read/* readManifest */.W)(text, 'the printed manifest');
        const warnings = [
            ...imported.warnings.map(base_finding/* sentenceOf */.$N),
            ...problems.map(problem => `not in the manifest: ${(0,base_finding/* sentenceOf */.$N)(problem)}`)
        ].map(warning => `warning: ${warning}\n`);
        return { stdout: text, stderr: warnings.join('') + advice(needed, secrets), exitCode: problems.length > 0 ? 1 : 0 };
    }
    catch (error) {
        return failed(`${(0,errors/* explain */.WE)(error)}\n`);
    }
}
const failed = (stderr) => ({ stdout: '', stderr, exitCode: 1 });

;// CONCATENATED MODULE: ./lib/terminal/commands/import.js

const import_importing = {
    name: 'import',
    summary: 'print a manifest made from files or a running Airflow',
    about: 'Prints a manifest with the connections and variables from files of Airflow or the astro CLI, or from the REST API of a running Airflow 2 or 3. What is left to do by hand is on stderr.',
    operand: { name: 'file', what: 'a file', isRepeated: true, isOptional: true },
    inputs: ['run-timeout'],
    own: [
        {
            name: 'from-airflow',
            value: 'URL',
            about: 'Read a running Airflow instead of files: its address in the browser, without /home. The login is AIRFLOW_API_TOKEN, or AIRFLOW_USERNAME and AIRFLOW_PASSWORD. What Airflow masks gets no value yet.'
        },
        { name: 'name', value: 'NAME', about: 'Name of the manifest; default: airflow.' },
        {
            name: 'plain',
            value: 'NAME',
            isRepeated: true,
            about: 'Keep a value that is not a secret, such as variables.greeting or connections.warehouse.login.'
        },
        { name: 'all-secret', about: 'Leave no value in the manifest: each variable and each connection becomes one secret.' }
    ],
    examples: [
        ['import airflow_settings.yaml .env > airflow-secrets.yaml', 'reads both files'],
        ['import --from-airflow http://localhost:8080 > manifest.yaml', 'asks the Airflow on this machine']
    ],
    run: importing
};

;// CONCATENATED MODULE: ./lib/init/folder.js




/** A folder itself, where a link leads to it: git knows no other place of it, and what is above a link is not above the folder. */
function realFolder(dir) {
    try {
        const real = (0,external_node_fs_.realpathSync)(dir);
        return real === (0,external_node_path_.resolve)(dir) ? dir : real;
    }
    catch {
        // It is not there, which is said by whoever looks into it.
        return dir;
    }
}
/** Names of the files in a folder, sorted; none if it is not there. */
function filesIn(folder) {
    try {
        return (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true })
            .filter(entry => entry.isFile())
            .map(({ name }) => name)
            .sort();
    }
    catch {
        return [];
    }
}
/** Names of the services in the compose files of a project. */
function servicesIn(dir) {
    return filesIn(dir)
        .filter(name => /^(?:docker-)?compose(?:\.[\w-]+)*\.ya?ml$/.test(name))
        .flatMap(name => {
        const { services } = (parsed((0,base_files/* readIfThere */.qC)((0,external_node_path_.join)(dir, name)) ?? '') ?? {});
        return Object.keys(services ?? {});
    });
}
/** A file of another program, which is no matter of ours if it is not YAML. */
function parsed(text) {
    try {
        return (0,js_yaml/* load */.Hh)(text);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/airflow/image.js
var airflow_image = __webpack_require__(5401);
;// CONCATENATED MODULE: ./lib/base/replace.js




/** What a file is called while it is written. A run that was killed may have left one: the next one takes the name again. */
const unfinished = (path) => `${path}.astro-vault-action`;
/**
 * Writes a whole file at once, or with undefined removes it: whoever reads it, also after a kill, finds what was there or what is new.
 * A link is replaced by a file. Rights belong to what the file holds: one that is private is for its owner alone, any other keeps its
 * rights, or gets those of every new file. Its owner stays. Throws a `UserError` for what the system refuses.
 */
function replaceFile(path, after, { isPrivate }) {
    const next = unfinished(path);
    try {
        (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(path), { recursive: true });
        (0,external_node_fs_.rmSync)(next, { force: true });
        if (after === undefined) {
            (0,external_node_fs_.rmSync)(path, { force: true });
            return;
        }
        const old = (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false });
        try {
            (0,external_node_fs_.writeFileSync)(next, after, { flag: 'wx', mode: isPrivate ? 0o600 : 0o666, flush: true });
            if (old !== undefined)
                takeAfter(next, old, isPrivate);
            (0,external_node_fs_.renameSync)(next, path);
        }
        catch (error) {
            // A full disk may have left a part of it.
            (0,external_node_fs_.rmSync)(next, { force: true });
            throw error;
        }
    }
    catch (error) {
        const reason = (0,base_files/* reasonFor */.qo)(path, error);
        if (!(reason instanceof base_files/* Unreadable */.IO))
            throw error;
        const why = ['EACCES', 'EPERM'].includes(error.code ?? '') ? MAY_NOT : reason.why;
        throw new errors/* UserError */.yo(`${path} cannot be written: ${why}`, { cause: error });
    }
}
const MAY_NOT = 'this user may not change it, or not keep its owner';
function takeAfter(next, old, isPrivate) {
    const { uid, gid } = (0,external_node_fs_.statSync)(next);
    if (uid !== old.uid || gid !== old.gid)
        (0,external_node_fs_.chownSync)(next, old.uid, old.gid);
    (0,external_node_fs_.chmodSync)(next, old.mode & (isPrivate ? 0o600 : 0o777));
}

// EXTERNAL MODULE: ./lib/project/image.js
var project_image = __webpack_require__(8560);
// EXTERNAL MODULE: ./lib/coverage/coverage.js + 8 modules
var coverage = __webpack_require__(2623);
// EXTERNAL MODULE: ./lib/imports/detect.js + 1 modules
var detect = __webpack_require__(5);
;// CONCATENATED MODULE: ./lib/init/definitions.js











/** Where a project on a workstation keeps its connections and variables. */
const KNOWN = ['airflow_settings.yaml', '.env'];
/** What people call an export. */
const isCalledExport = (name) => /conn|var/i.test(name) && /\.(?:json|ya?ml|env)$/i.test(name);
/** What the files of a project define, and what its DAGs ask for beyond that. Throws `Mistakes` of the files. */
async function definedIn({ dir, named, signal }) {
    const shown = (name) => (0,external_node_path_.relative)('', (0,external_node_path_.join)(dir, name));
    const known = KNOWN.map(shown).filter(file => (0,external_node_fs_.statSync)(file, { throwIfNoEntry: false })?.isFile());
    const guessed = filesIn(dir)
        .filter(name => isCalledExport(name) && !KNOWN.includes(name))
        .map(shown)
        .filter(file => !named.includes(file));
    const exports = guessed.filter(isExport);
    const files = [...new Set([...known, ...exports, ...named])].map(file => ({ file, rename: new Map() }));
    const { definitions: imported, problems, warnings } = (0,imports_read/* readImports */.v)(files, base_files/* readUtf8 */.Sx);
    if (problems.length > 0)
        throw new errors/* Mistakes */.So(problems);
    const askedBeyond = async (all) => {
        const names = (kind) => all.filter(one => one.kind === kind).map(({ name }) => name);
        const defined = { variable: names('variable'), connection: names('connection') };
        return (await (0,coverage/* coverageOf */._)({ projectDir: dir, defined, workspace: '.', signal })).absent;
    };
    const definitions = spelledAsAsked(imported, await askedBeyond(imported));
    const absent = await askedBeyond(definitions);
    const [possible, impossible] = [absent.filter(isPossible), absent.filter(one => !isPossible(one))];
    return {
        definitions,
        absent: possible,
        warnings: [
            // `astro dev init` writes an empty `.env`: only of a file that somebody has named is that worth a word.
            ...warnings.filter(({ message, place }) => message !== detect/* NOTHING */.K || named.includes(place?.file ?? '')),
            ...guessed.filter(file => !exports.includes(file)).map(notRead),
            ...impossible.map(({ kind, name, at }) => ({
                severity: 'warning',
                subject: `${kind} ${name}`,
                place: at,
                message: 'is used here, but Vault cannot hold that name'
            }))
        ]
    };
}
function isExport(file) {
    const { definitions, problems } = (0,detect/* readForeign */.v)((0,base_files/* readIfThere */.qC)(file) ?? '', file);
    return definitions.length > 0 && problems.length === 0;
}
const notRead = (file) => ({
    severity: 'warning',
    place: { file },
    message: 'was not read: its name is that of an export, and its content is not',
    hint: `If it is one, name it: init ${shellWord((0,visible/* visible */.RK)(file))}`
});
const isPossible = ({ kind, name }) => (kind === 'variable' ? (0,airflow_names/* variableKeyProblem */.Rr)(name) : (0,airflow_names/* connIdProblem */.Ji)(name)) === undefined;
/** A `.env` holds names in capitals, and Airflow asks for them in any case; Vault does not. */
function spelledAsAsked(definitions, absent) {
    return definitions.map(one => {
        const isOfEnvironment = (0,external_node_path_.basename)(one.at.file).startsWith('.env');
        const asked = absent.find(({ kind, name }) => kind === one.kind && name.toLowerCase() === one.name);
        return isOfEnvironment && asked !== undefined ? { ...one, name: asked.name } : one;
    });
}

;// CONCATENATED MODULE: ./lib/init/found.js












const MANIFEST = 'airflow-secrets.yaml';
/** Values for `gh secret set -f`. */
const SECRETS_FILE = '.env.secrets';
/** Reads a project and changes nothing. `named` are files to import besides those that are known. Throws a `UserError`. */
async function findIn(options, named) {
    const { projectDir: dir, signal } = options;
    const text = (path) => (0,base_files/* readIfThere */.qC)((0,external_node_path_.join)(dir, path));
    if (text('.astro/config.yaml') === undefined)
        throw new errors/* UserError */.yo(`${dir} is not an Astro project: it has no .astro/config.yaml`, {
            hint: 'Run this in the folder of the project, set `--project-dir`, or create one with `astro dev init`.'
        });
    const prefix = await (0,git/* placeInRepository */.vO)(options);
    const workflows = `${'../'.repeat((prefix ?? '').split('/').length - 1)}.github/workflows/`;
    const repository = await repositoryOf(options);
    const airflow = (0,airflow_image/* airflowOfImage */.R)(text('Dockerfile') ?? '');
    const ignoreFile = (0,project_image/* ignoreFileOf */.kX)(dir);
    const known = [MANIFEST, SECRETS_FILE, 'requirements.txt', '.gitignore', ignoreFile];
    const paths = [
        ...known,
        ...filesIn((0,external_node_path_.join)(dir, workflows))
            .filter(isYaml)
            .map(name => `${workflows}${name}`)
    ];
    const read = paths.map(path => ({ path, ...textAndWhy(dir, path) }));
    const manifest = read.find(({ path }) => path === MANIFEST);
    if (manifest?.why !== undefined && manifest.text === undefined)
        throw new errors/* UserError */.yo(`${MANIFEST} ${manifest.why}, so nobody knows what it names`, {
            hint: 'Make it a file that can be read, or remove it: init then writes a new one.'
        });
    const secret = [SECRETS_FILE, unfinished(SECRETS_FILE)];
    return {
        ...(await definedIn({ dir, named, signal })),
        name: (0,external_node_path_.basename)((0,external_node_path_.resolve)(dir)),
        prefix: prefix ?? '',
        branch: await (0,git/* defaultBranch */.OR)(options),
        ...(repository === undefined ? {} : { repository }),
        services: servicesIn(dir),
        provider: (0,airflow_image/* providerOfImage */.s)(text),
        ...(airflow === undefined ? {} : { airflow }),
        files: new Map(read.flatMap(({ path, text: is }) => (is === undefined ? [] : [[path, is]]))),
        fixed: new Map(read.flatMap(({ path, why }) => (why === undefined ? [] : [[path, why]]))),
        isSecretsFileOpen: (((0,external_node_fs_.statSync)((0,external_node_path_.join)(dir, SECRETS_FILE), { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0,
        gitIgnoresSecrets: (await (0,git/* isIgnored */.pi)(options, secret)) ?? false,
        image: { ignoreFile, gets: project_image/* image */.Sl.consistsOf(dir, [MANIFEST, ...secret]) }
    };
}
/** What is in a file, and why it must stay as it is. A link keeps it from being written, not from being read. */
function textAndWhy(dir, path) {
    const led = isLed(dir, path) ? { why: 'is a link, or below one' } : {};
    try {
        return { text: new base_secret/* Secret */.z((0,base_files/* readUtf8 */.Sx)((0,external_node_path_.join)(dir, path))), ...led };
    }
    catch (error) {
        if (!(error instanceof base_files/* Unreadable */.IO))
            throw error;
        return error.isAbsent ? led : { why: `cannot be read (${error.why})` };
    }
}
const isYaml = (name) => /\.ya?ml$/.test(name);
/** Whether a link is on the way to a file, below the nearest folder that both share. */
function isLed(dir, path) {
    const whole = (0,external_node_path_.resolve)(dir, path);
    const parts = path.split('/').filter(part => part !== '..' && part !== '');
    return parts.some((_, at) => {
        const place = whole
            .split(external_node_path_.sep)
            .slice(0, whole.split(external_node_path_.sep).length - at)
            .join(external_node_path_.sep);
        return (0,external_node_fs_.lstatSync)(place, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
    });
}

// EXTERNAL MODULE: ./lib/manifest/scope.js
var manifest_scope = __webpack_require__(9893);
// EXTERNAL MODULE: ./lib/manifest/matches.js
var matches = __webpack_require__(1564);
// EXTERNAL MODULE: ./lib/manifest/pattern.js
var pattern = __webpack_require__(9595);
;// CONCATENATED MODULE: ./lib/init/brought.js




/** GitHub has no secrets with other names. */
const ofGitHub = (name) => /^[A-Z0-9_]+$/.test(name);
/** The manifest with what its patterns are known to have to bring, each as if it were listed: what files define, and DAGs ask for. */
function withBrought(manifest, { definitions, absent }) {
    const names = [...definitions, ...absent].filter(one => (0,pattern/* patternOf */.Id)(manifest.patterns, one)).map(airflow_names/* variableOf */.Qn);
    return (0,matches/* withMatches */.e)(manifest, Object.fromEntries(names.filter(ofGitHub).map(name => [name, '']))).manifest;
}
/** The definitions that a pattern brings, each as one secret with the name of its variable. */
const broughtFrom = (definitions, patterns) => definitions.flatMap(one => {
    if ((0,pattern/* patternOf */.Id)(patterns, one) === undefined)
        return [];
    const { needed, values } = manifestOf({ definitions: [one] }, 'any', { caution: 'all' });
    return needed.flatMap(({ name, what }) => {
        const value = values.get(name);
        return value === undefined ? [] : [{ name: (0,airflow_names/* variableOf */.Qn)(one), what, value }];
    });
});

;// CONCATENATED MODULE: ./lib/init/development.js


/** Services of the compose file that the astro CLI writes, for every version of Airflow. */
const OF_ASTRO = ['postgres', 'scheduler', 'triggerer', 'webserver', 'api-server', 'dag-processor', 'db-migration'];
/** Addresses that mean the machine itself, or lead nowhere else: RFC 6761, RFC 6762, and what Docker Desktop calls its host. */
const HERE = [
    /(?<![\w-])localhost(?![\w-])/i,
    /(?<![\d.])127\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.])/,
    /(?<![\d.])0\.0\.0\.0(?![\d.])/,
    /(?<![\w:])::1(?![\w:])/,
    /(?<![\w-])(?:host|gateway)\.docker\.internal(?![\w-])/i,
    /\.local(?![\w.-])/i
];
/** In a name or an address, which have no spaces: `dev`, `db-dev.example.com`, `ANALYTICS_DEV`. */
const WORD = /(?<![a-z0-9])(?:dev|devel|develop|development|sandbox)(?![a-z0-9])/i;
/** Alone: inside a name these mean much else. */
const ALONE = /^(?:local|localdev|test|testing|debug)$/i;
/**
 * What about a value suggests that it is of a workstation and not of production, as the end of a sentence; undefined if nothing does.
 * It repeats words of these rules and names of services, and nothing else of the value.
 *
 * @param services names of containers on the workstation
 */
function developmentSign(one, services) {
    const names = [...OF_ASTRO, ...services];
    if (one.kind === 'variable')
        return first(textsIn(one.text.reveal()), text => signOf(text, names));
    const { host = '', schema = '', login = '', password = '', extra = '' } = one.connection.reveal();
    const service = names.find(name => name === host);
    if (service !== undefined)
        return containerSign(service);
    if (login !== '' && password === '' && extra === '')
        return 'it has a login and no password';
    return first([host, schema, login, ...textsIn(extra)], text => signOf(text, names));
}
function first(texts, sign) {
    for (const text of texts) {
        const found = sign(text);
        if (found !== undefined)
            return found;
    }
    return undefined;
}
function signOf(text, services) {
    const address = first(HERE.map(form => form.exec(text)?.[0] ?? ''), found => found || undefined);
    if (address !== undefined)
        return `it names ${address.replace(/^\./, '*.')}`;
    const word = /\s/.test(text) ? undefined : (ALONE.exec(text) ?? WORD.exec(text))?.[0];
    if (word !== undefined)
        return `it says ${word}`;
    const service = hostsIn(text).find(host => services.includes(host));
    return service === undefined ? undefined : containerSign(service);
}
const containerSign = (service) => `it names ${shellWord((0,visible/* visible */.RK)(service))}, a container of docker compose`;
/** What is before a port, and in a URL after `//` and a login. */
const hostsIn = (text) => text
    .split(/[\s,;"'|]+/)
    .flatMap(part => /^(?:[\w+.-]{1,40}:\/\/(?:[^@/]{0,999}@)?([\w-]+)(?=[:/?#]|$)|([\w-]+):\d{1,5}(?!\d))/.exec(part)?.slice(1) ?? [])
    .filter(host => host !== undefined);
/** The text itself, or the strings of the structure that it holds. */
function textsIn(text) {
    if (!/^\s*[[{]/.test(text))
        return [text];
    try {
        return leavesOf(JSON.parse(text));
    }
    catch {
        return [text];
    }
}
function leavesOf(tree) {
    if (typeof tree === 'string')
        return [tree];
    return typeof tree === 'object' && tree !== null ? Object.values(tree).flatMap(leavesOf) : [];
}

;// CONCATENATED MODULE: ./lib/init/workflow-env.js



const OURS = /^[\w.-]+\/astro-vault-action@/;
/** Whether a workflow runs this action for a project, which is a folder from the root of the repository. */
const isOurs = (text, project) => stepsIn(text).some(step => isFor(step, project));
/** A project, as workflows name it: a folder from the root of the repository; and their folder, from there. */
const workflow_env_placeOf = ({ prefix }) => ({
    project: prefix.replace(/\/$/, '') || '.',
    folder: `${'../'.repeat(prefix.split('/').length - 1)}.github/workflows/`
});
/** The workflows that run this action for the project. */
function workflowsOf(found) {
    const { project, folder } = workflow_env_placeOf(found);
    return [...found.files].filter(([path, text]) => path.startsWith(folder) && isOurs(text.reveal(), project));
}
/** The names that such a workflow has in an `env` already. */
function namesInWorkflows(found) {
    const { project } = workflow_env_placeOf(found);
    const steps = workflowsOf(found).flatMap(([, text]) => stepsIn(text.reveal()).filter(step => isFor(step, project)));
    return new Set(steps.flatMap(({ env }) => Object.keys(env ?? {})));
}
/**
 * The workflow with these names in the `env` of every step that runs this action for the project with Vault, and nothing else changed; undefined if that
 * cannot be done by adding lines.
 */
function withSecrets(text, names, project) {
    const end = text.includes('\r\n') ? '\r' : '';
    const lines = text.split('\n');
    const starts = lines.flatMap((line, at) => (/^\s*(?:- +)?uses:\s*["']?[\w.-]+\/astro-vault-action@/.test(line) ? [at] : []));
    const steps = stepsIn(text);
    if (starts.length !== steps.length)
        return steps.every(step => lacking(step, names, project).length === 0) ? text : undefined;
    // From below, so that the lines above keep their numbers.
    for (const [index, step] of [...steps.entries()].reverse()) {
        const missing = lacking(step, names, project);
        if (missing.length > 0)
            insert(lines, starts[index] ?? 0, missing, end);
    }
    const after = lines.join('\n');
    return stepsIn(after).every(step => lacking(step, names, project).length === 0) && withoutEnv(after) === withoutEnv(text)
        ? after
        : undefined;
}
/** A step without Vault needs no value. */
const lacking = (step, names, project) => step.with?.['vault-url'] === undefined || !isFor(step, project) ? [] : names.filter(name => step.env?.[name] === undefined);
const isFor = ({ with: inputs }, project) => external_node_path_.posix.join(String(inputs?.['project-dir'] ?? '.'), '.') === project;
/** Behind `env:`, or behind `uses:` where the step has no `env`. */
function insert(lines, start, names, end) {
    const key = /^\s*(?:- +)?/.exec(lines[start] ?? '')?.[0].length ?? 0;
    const isStart = (line) => /^\s*- /.test(line);
    const dash = lines
        .slice(0, start + 1)
        .map(isStart)
        .lastIndexOf(true);
    const belongs = (line) => /^\s*(#|$)/.test(line) || indentOf(line) >= key;
    const next = lines.findIndex((line, at) => at > start && !belongs(line));
    const isEnv = (line) => /^(\s*(?:- +)?)env:(?:\s+#.*)?$/.exec(line.trimEnd())?.[1]?.length === key;
    const found = lines.findIndex((line, at) => at >= dash && (next < 0 || at < next) && isEnv(line));
    const first = found < 0 ? undefined : lines.slice(found + 1).find(line => !/^\s*(#|$)/.test(line));
    const inside = first !== undefined && indentOf(first) > key ? indentOf(first) : key + 2;
    const written = names.map(name => `${' '.repeat(inside)}${envLine(name)}${end}`);
    if (found < 0)
        lines.splice(start + 1, 0, `${' '.repeat(key)}env:${end}`, ...written);
    else
        lines.splice(found + 1, 0, ...written);
}
const indentOf = (line) => /^ */.exec(line)?.[0].length ?? 0;
function stepsIn(text) {
    const { jobs } = (workflow_env_parsed(text) ?? {});
    const steps = Object.values(jobs ?? {}).flatMap(job => (Array.isArray(job?.steps) ? job.steps : []));
    return steps.filter((step) => OURS.test(String(step?.uses ?? '')));
}
function withoutEnv(text) {
    const tree = workflow_env_parsed(text);
    return JSON.stringify(tree, (key, value) => (key === 'env' ? undefined : value));
}
function workflow_env_parsed(text) {
    try {
        return (0,js_yaml/* load */.Hh)(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/init/manifest.js









const isSame = (one) => (other) => one.kind === other.kind && one.name === other.name;
/** What looks like development and would become production's: all of it in a new manifest, values in one that is there. */
function suspectsIn(found) {
    const suspects = allSuspects(found);
    const there = found.files.get(MANIFEST);
    if (there === undefined)
        return suspects;
    const manifest = withBrought((0,manifest_read/* readManifest */.W)(there.reveal(), MANIFEST), found);
    const needed = [...manifestOf(found, 'any').needed, ...broughtFrom(found.definitions, manifest.patterns)];
    const named = namesInWorkflows(found);
    const added = environmentOf(manifest).filter(({ name }) => !named.has(name));
    const wanted = new Set(added.map(keyOf));
    return suspects.filter(({ one }) => needed.some(secret => wanted.has(keyOf(secret)) && isAbout(secret.what, one)));
}
const allSuspects = ({ definitions, services }) => definitions.flatMap(one => {
    const sign = developmentSign(one, services);
    return sign === undefined ? [] : [{ one, sign }];
});
const keyOf = ({ name, what }) => `${name} ${what}`;
const isAbout = (what, { kind, name }) => `${what}.`.startsWith(`${kind}s.${name}.`);
/**
 * The manifest of a project. One that is there stays as it is: it gets the values of those secrets that a new one would have under the
 * same name at the same place, unless a workflow has that name: then its value was given once, and may be a newer one by now. Of a
 * suspect that nobody has `adopted`, a new one has the name, and a secret without a value.
 */
function manifestFor(found, name, adopted) {
    const refused = allSuspects(found).filter(({ one }) => !adopted.some(isSame(one)));
    const kept = found.definitions.filter(one => !refused.some(suspect => isSame(one)(suspect.one)));
    const valueless = [...refused.map(({ one }) => one), ...found.absent];
    const { text: made, needed: listed, values } = manifestOf({ definitions: kept }, name, { valueless });
    const there = found.files.get(MANIFEST)?.reveal();
    const manifest = withBrought((0,manifest_read/* readManifest */.W)(there ?? made, MANIFEST), found);
    const brought = broughtFrom(kept, manifest.patterns);
    const known = [...listed, ...brought];
    const named = there === undefined ? new Set() : namesInWorkflows(found);
    const whyOf = ({ what, name: secret }) => {
        if (named.has(secret))
            return 'a workflow has the name already, so GitHub may have the value';
        const suspect = refused.find(({ one }) => isAbout(what, one));
        if (suspect !== undefined)
            return `${shellPlace(suspect.one.at)} looks like development: ${suspect.sign}`;
        const asked = found.absent.find(one => isAbout(what, one));
        if (asked !== undefined)
            return `${shellPlace(asked.at)} asks for it, and no file has it`;
        return known.some(one => one.name === secret && one.what === what) ? undefined : 'no file has it';
    };
    const needed = environmentOf(manifest)
        .filter(({ isOptional }) => !isOptional)
        .map(({ name: secret, what }) => {
        const why = whyOf({ name: secret, what });
        return { name: secret, what, ...(why === undefined ? {} : { why }) };
    });
    const fit = new Set(needed.filter(({ why }) => why === undefined).map(one => one.name));
    return {
        name: manifest.name,
        text: there ?? `${headed(needed)}${made}`,
        needed,
        values: new Map([...values, ...brought.map(one => [one.name, one.value])].filter(([secret]) => fit.has(secret))),
        patterns: manifest.patterns.map(({ text }) => text)
    };
}
/** Every variable of the environment that a manifest names, for whichever Deployment, at each of its places. */
function environmentOf(manifest) {
    const isolated = [...manifest.deployments].flatMap(([key, { isolate }]) => (isolate ? [key] : []));
    return [undefined, ...isolated].flatMap(isolate => {
        const scope = (0,manifest_scope/* scopeOf */.Od)(manifest, isolate);
        return (0,manifest_entries/* entriesFor */.aB)(manifest, scope).flatMap(entry => (0,manifest_entries/* sourcesOf */.u0)(scope, [entry]).flatMap(({ source, at, allowEmpty: isOptional }) => {
            const field = at.includes('#') ? [at.slice(at.indexOf('#') + 1)] : [];
            const what = [`${entry.kind}s`, entry.name, ...field].join('.');
            return source.from === 'env' ? [{ name: source.name, what, isOptional }] : [];
        }));
    });
}
/** What a reader of a new manifest has to know. */
function headed(needed) {
    const without = needed.flatMap(({ name, what, why }) => (why === undefined ? [] : [`#   ${name}: ${what}; ${why}\n`]));
    return `# What Airflow finds in Vault. Values in braces come from the environment of the workflow step; there is no secret in this file.
${without.length === 0 ? '' : `# These have no value yet. Create each as a GitHub secret, or write a constant here:\n${without.join('')}`}`;
}

// EXTERNAL MODULE: ./lib/airflow/provider.js + 1 modules
var airflow_provider = __webpack_require__(1436);
;// CONCATENATED MODULE: ./lib/airflow/provider-line.js
/**
 * The text of `requirements.txt` with one more line at its end. What is there stays byte for byte; a line that a backslash has left open
 * is ended first.
 */
function withRequirement(text, line) {
    const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
    const isOpen = /\\(\r?\n)?$/.test(text);
    return `${text}${text === '' || text.endsWith('\n') ? '' : lineEnd}${isOpen ? lineEnd : ''}${line}${lineEnd}`;
}

// EXTERNAL MODULE: ./lib/airflow/requirements.js + 1 modules
var requirements = __webpack_require__(6606);
;// CONCATENATED MODULE: ./lib/init/secrets-file.js

/**
 * One `NAME=value` for each value, so that gh's reader (godotenv 1.5.1) gives it back byte for byte. That reader replaces `$NAME` outside
 * single quotes, takes a quote behind a backslash for a part of the value, wherever that is, and strips quotes at both ends of what is
 * quoted. So a value that ends with a backslash, or that needs double quotes and ends with one, cannot be written.
 */
function secretsFile(values) {
    const written = [...values].map(([name, value]) => ({ name, line: value.map(lineFor) }));
    const held = written.filter(({ line }) => line.reveal() !== undefined);
    return {
        text: new base_secret/* Secret */.z(held.map(({ name, line }) => `${name}=${line.reveal()}\n`).join('')),
        held: held.map(({ name }) => name),
        unfit: written.filter(one => !held.includes(one)).map(({ name }) => name)
    };
}
/** What follows the name; undefined for what cannot be written. */
function lineFor(text) {
    if (/^[\w./+=@:,%~^-]+$/.test(text))
        return text;
    if (!/['\r]|\\$/.test(text))
        return `'${text}'`;
    if (/["\\]$|\0/.test(text))
        return undefined;
    return `"${text
        .replace(/[\\"$]/g, '\\$&')
        .replaceAll('\n', '\\n')
        .replaceAll('\r', '\\r')}"`;
}

;// CONCATENATED MODULE: ./lib/init/plan.js








/** What to write. Everything in a file that is there stays byte for byte; lines are added, and none is taken away. */
function planInit(found, { text, needed, values, patterns }) {
    const names = [...new Set(needed.map(({ name }) => name))];
    const there = plan_namesIn(textOf(found, SECRETS_FILE));
    const secrets = secretsFile(new Map([...values].filter(([name]) => !there.has(name))));
    const held = [...names.filter(name => there.has(name)), ...secrets.held];
    const hasSecrets = held.length > 0;
    const git = hasSecrets && !found.gitIgnoresSecrets ? [plan_HIDDEN] : [];
    const docker = [
        ...(found.image.gets.includes(MANIFEST) ? [MANIFEST] : []),
        ...(hasSecrets && found.image.gets.some(path => path !== MANIFEST) ? [plan_HIDDEN] : [])
    ];
    const parts = joined([
        { findings: found.warnings },
        ignored(found, '.gitignore', git),
        ignored(found, found.image.ignoreFile, docker),
        planned(found, MANIFEST, text),
        provider(found),
        ...(hasSecrets ? [withValues(found, secrets.text, held)] : []),
        workflows(found, { secrets: names, patterns }),
        { findings: secrets.unfit.map(unfit) }
    ]);
    return { ...parts, held: found.fixed.has(SECRETS_FILE) ? [] : held };
}
const joined = (parts) => ({
    files: parts.flatMap(({ files = [] }) => files),
    findings: parts.flatMap(({ findings = [] }) => findings)
});
/** The file, and what it is called while it is written. */
const plan_HIDDEN = `${SECRETS_FILE}*`;
function planned(found, path, after) {
    const before = found.files.get(path);
    if (before?.reveal() === after && !(path === SECRETS_FILE && found.isSecretsFileOpen))
        return {};
    const why = found.fixed.get(path);
    if (why !== undefined)
        return { findings: [byHand(path, `${why}, and stays as it is`)] };
    return { files: [{ path, ...(before === undefined ? {} : { before }), after: new base_secret/* Secret */.z(after) }] };
}
const textOf = ({ files }, path) => files.get(path)?.reveal() ?? '';
function ignored(found, path, patterns) {
    const text = textOf(found, path);
    const missing = patterns.filter(pattern => !text.split(/\r?\n/).includes(pattern));
    const end = text.includes('\r\n') ? '\r\n' : '\n';
    return missing.length === 0 ? {} : planned(found, path, `${ended(text, end)}${missing.map(pattern => pattern + end).join('')}`);
}
const ended = (text, end = '\n') => (text === '' || text.endsWith('\n') ? text : text + end);
/** What somebody has written into the file stays, and counts. */
function withValues(found, lines, secrets) {
    const text = textOf(found, SECRETS_FILE);
    const after = lines.reveal() === '' ? text : `${ended(text)}${lines.reveal()}`;
    const { files = [], findings = [] } = planned(found, SECRETS_FILE, after);
    return { files: files.map(file => ({ ...file, secrets })), findings };
}
const plan_namesIn = (text) => new Set([...text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=/gm)].map(([, name = '']) => name));
/** The line of the provider, unless the image gets it already, or it may be in a line that nobody here can read. */
function provider(found) {
    if (found.provider.carried)
        return {};
    const path = 'requirements.txt';
    const line = (0,airflow_provider/* requirementLine */.oK)(found.airflow);
    const unread = found.provider.line;
    const after = withRequirement(textOf(found, path), line);
    if (unread === undefined && (0,requirements/* providerRequirement */.b)(() => after).carried)
        return planned(found, path, after);
    const why = unread === undefined ? 'cannot be added to' : `${unread.problem} (line ${unread.number})`;
    return { findings: [byHand(unread?.file ?? path, why, `Then make sure that the image gets ${line}.`)] };
}
/** Workflows that run this action for this project get the names that they lack; without any from the team, there are two of ours. */
function workflows(found, named) {
    const { secrets: names } = named;
    const { project, folder } = workflow_env_placeOf(found);
    const ours = new Map(Object.entries(workflowsFor({ ...found, ...named })).map(([name, text]) => [folder + name, text]));
    const there = workflowsOf(found);
    const missing = there.some(([path]) => !ours.has(path)) ? [] : [...ours].filter(([path]) => there.every(one => one[0] !== path));
    return joined([
        ...there.map(([path, text]) => {
            const after = withSecrets(text.reveal(), names, project);
            if (after !== undefined)
                return planned(found, path, after);
            const lines = `It needs ${names.map(envLine).join(', ')}.`;
            return { findings: [byHand(path, 'lacks secrets under `env:` and cannot be changed by adding lines', lines)] };
        }),
        ...missing.map(([path, text]) => found.files.has(path)
            ? { findings: [byHand(path, 'does not run this action for this project, and stays as it is')] }
            : planned(found, path, text))
    ]);
}
const byHand = (file, message, hint) => ({
    severity: 'warning',
    subject: file,
    message,
    ...(hint === undefined ? {} : { hint })
});
const unfit = (name) => ({
    severity: 'warning',
    subject: name,
    message: `is not in ${SECRETS_FILE}: no form of that file keeps its value`,
    hint: `Set it with \`gh secret set ${name}\`, which asks for the value.`
});

;// CONCATENATED MODULE: ./lib/init/write.js






/**
 * Writes one file, whole. Throws a `UserError` if somebody has changed the file since it was planned, and for one with secrets that git
 * would track.
 */
async function write(options, { path, before, after, secrets }) {
    const { projectDir } = options;
    const place = (0,external_node_path_.join)(projectDir, path);
    if (isLed(projectDir, path) || (0,base_files/* readIfThere */.qC)(place) !== before?.reveal())
        throw new errors/* UserError */.yo(`${path} was changed meanwhile, and was not written`, { hint: 'Run init again.' });
    const isPrivate = secrets !== undefined;
    if (isPrivate && (await (0,git/* isIgnored */.pi)(options, [path, unfinished(path)])) === false)
        throw new errors/* UserError */.yo(`${path} was not written: git does not ignore it, or tracks it`, {
            hint: `Take it out of git (\`git rm --cached ${path}\`), or remove what makes .gitignore include it.`
        });
    replaceFile(place, Buffer.from(after.reveal()), { isPrivate });
}

// EXTERNAL MODULE: ./node_modules/diff/libesm/patch/create.js + 2 modules
var create = __webpack_require__(7291);
;// CONCATENATED MODULE: ./lib/terminal/diff.js

/**
 * What a change adds to a text and takes from it, in the words of `diff -U0`, without the lines that stay: those may hold anything. A
 * missing line end at the end of a text is not shown as a change.
 */
function diffLines(before, after) {
    const { hunks } = (0,create/* structuredPatch */.YB)('', '', diff_ended(before), diff_ended(after), '', '', { context: 0 });
    return hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
        `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`,
        ...lines.map(line => line.replace(/\r$/, ''))
    ]);
}
/** The package counts from the line that would be next; `diff` names the one before. */
const range = (start, lines) => `${lines === 0 ? start - 1 : start},${lines}`;
const diff_ended = (text) => text === '' || text.endsWith('\n') ? text : `${text}${text.includes('\r\n') ? '\r\n' : '\n'}`;

;// CONCATENATED MODULE: ./lib/terminal/init.js


















/** The command `init`: finds, asks, plans, shows, asks, writes. */
async function init(call) {
    const { ask, environment, own, owner, source, words } = call;
    const { signal } = new AbortController();
    const dir = source.get('project-dir') || '.';
    const options = { projectDir: realFolder(dir), environment, signal };
    const isAgreed = own.has('yes');
    const found = { ...(await findIn(options, words)), ...(owner === undefined ? {} : { owner }) };
    const typed = own.get('name')?.at(-1);
    const name = init_nameOf(typed, found.name);
    const masks = new base_masks/* Masks */.O7();
    const screen = screenOf(call, masks, { apart: false });
    const suspects = suspectsIn(found);
    const adopted = isAgreed || ask === undefined ? [] : await decide(suspects, screen, question => ask(question, signal));
    const manifest = manifestFor(found, name, adopted);
    if (typed !== undefined && manifest.name !== typed)
        throw new BadUsage([`option --name is for a new manifest, and ${MANIFEST} is there, with the name ${manifest.name}`]);
    for (const value of manifest.values.values())
        if (!(0,base_masks/* isOrdinary */.P)(value))
            masks.add(value);
    const { files, findings, held } = planInit(found, manifest);
    for (const finding of findings)
        screen.warning((0,base_finding/* explained */.to)(finding));
    const shown = (path) => external_node_path_.posix.join(dir, path);
    for (const file of files)
        screen.group(...pageOf(file, shown(file.path)));
    if (files.length === 0)
        screen.info('Nothing to write.');
    else if (!isAgreed) {
        if (ask === undefined)
            throw nobodyAnswers('init');
        if (!isYes(await ask(QUESTION, signal)))
            throw new errors/* UserError */.yo('not agreed to; nothing was changed');
    }
    for (const file of files) {
        await write(options, file);
        screen.info(`✓ write ${shown(file.path)}`);
    }
    screen.group('What is left to do', leftToDo(manifest, { held, dir, files, found }));
    return 0;
}
/** As it was typed, or what the folder is called, as far as a manifest may be called so. */
function init_nameOf(typed, folder) {
    const made = folder
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 63);
    const name = manifest_schema/* schema */.wQ.shape.name.safeParse(typed ?? (made || 'airflow'));
    if (!name.success)
        throw new BadUsage(name.error.issues.map(({ message }) => `option --name ${message}`));
    return name.data;
}
/** Which of the suspects production also uses. */
async function decide(suspects, screen, ask) {
    if (suspects.length === 0)
        return [];
    screen.group('These look like development. Which of them does production also use?', suspects.map(({ one, sign }, index) => `${index + 1}  ${one.kind}s.${one.name} (${(0,base_finding/* placeText */.Z9)(one.at)}): ${sign}`));
    for (;;) {
        const answer = (await ask('Numbers (such as 1 3), all, or Enter for none: ')).trim().toLowerCase();
        if (answer === 'all')
            return suspects.map(({ one }) => one);
        const numbers = answer.split(/[\s,]+/).filter(word => word !== '' && word !== 'none');
        const chosen = numbers.map(number => (/^\d+$/.test(number) ? suspects[Number(number) - 1]?.one : undefined));
        if (chosen.every(one => one !== undefined))
            return chosen;
        screen.info(`Each is a number from 1 to ${suspects.length}.`);
    }
}
/** The heading of a file, and what of it may be seen. */
function pageOf({ before, after, secrets }, path) {
    const what = before === undefined ? 'new' : 'changed';
    if (secrets === undefined)
        return [`${path} (${what})`, diffLines(before?.reveal() ?? '', after.reveal())];
    return [`${path} (${what}, readable by you alone)`, secrets.map(name => `${name}=***`)];
}
/** Commands to paste, in their order, as far as somebody can be given one. */
function leftToDo({ needed, values, patterns }, { held, dir, files, found }) {
    const others = needed
        .filter(({ name }) => !held.includes(name))
        .map(({ name, what, why }) => [name, [shellWord(what), why].filter(Boolean).join('; ')]);
    const [file, manifest, project] = [external_node_path_.posix.join(dir, SECRETS_FILE), external_node_path_.posix.join(dir, MANIFEST), dir].map(shellWord);
    const place = dir === '.' ? '' : ` --manifest ${manifest}`;
    return [
        ...(held.length === 0 ? [] : [`gh secret set -f ${file} && rm ${file}  # ${(0,counted/* counted */.h)(held.length, 'value')}`]),
        ...[...new Map(others)].map(([name, why]) => `gh secret set ${name}  # ${why}`),
        ...patterns.map(text => `${toBring(text)}.`),
        ...limitsOfGitHub([...new Set(needed.map(({ name }) => name))], values),
        `Read ${external_node_path_.posix.join(dir, MANIFEST)} before you commit it: only you can recognize a password that is a plain word.`,
        ...(files.some(({ path, before }) => before === undefined && path.includes(DEPLOY_WORKFLOW))
            ? forTheWorkflows(found, place)
            : ['Do what the comments at the top of the workflows say.']),
        `${PROGRAM} check${dir === '.' ? '' : ` --project-dir ${project}`}${place}`
    ];
}
/** What both workflows of ours need before their first run. */
const forTheWorkflows = ({ repository = 'ORGANIZATION/REPOSITORY', branch, owner }, place) => [
    'gh variable set VAULT_URL  # as runner and Deployment reach it',
    'gh variable set ASTRO_DEPLOYMENT_ID  # astro deployment list shows it',
    'gh secret set ASTRO_API_TOKEN  # of the Deployment, its Workspace or its Organization',
    `${PROGRAM} bootstrap --repository ${repository} --branch ${branch}${place} > setup.sh  # for the administrator of Vault`,
    ...(owner === undefined ? ['Replace OWNER in both workflows with the account that hosts astro-vault-action.'] : [])
];

;// CONCATENATED MODULE: ./lib/terminal/commands/init.js


const initializing = {
    name: 'init',
    summary: 'write manifest, provider line and workflows for a project',
    about: 'Reads what an Astro project has: DAGs, airflow_settings.yaml, .env, exports of Airflow, requirements.txt and the Dockerfile. Writes what is missing: airflow-secrets.yaml, the line of the provider, two workflows for GitHub, and .env.secrets with the values for `gh secret set -f`, which git ignores and only you can read. Shows it all, without a value, and asks. Files that are there keep every line. What looks like development, such as localhost or dev, is used for production only if you say so; --yes does not.',
    operand: { name: 'file', what: 'a file', isRepeated: true, isOptional: true },
    inputs: ['project-dir'],
    own: [{ name: 'name', value: 'NAME', about: 'Name of a new manifest; default: that of the folder.' }, YES],
    examples: [
        ['init', 'in the folder of the project; shows what it would write, and asks'],
        ['init exports/connections.json', 'with a file that it would not find by itself'],
        ['init --project-dir airflow --yes', 'for a project in a folder, without a question']
    ],
    run: init
};

// EXTERNAL MODULE: ./lib/airflow/kwargs.js
var airflow_kwargs = __webpack_require__(7441);
// EXTERNAL MODULE: ./lib/project/project.js
var project = __webpack_require__(8884);
;// CONCATENATED MODULE: ./lib/local/env-block.js
/**
 * Our lines in a `.env` file, which four programs read by four sets of rules (ADR 55). All functions are pure, and take the bytes of the
 * file one character each (latin1): whatever else is in it stays as it is.
 */
/** What `local down` removes; the second where `local up` has made the file. */
const LINES = 'these lines.';
const FILE = 'this file, or these lines of it.';
/** The first of our lines. No parser takes a line for a variable that begins with `#`, and none may find a `=` in it. */
const headOf = (id, what) => `# Kept by astro-vault-action for ${id}: \`local down\` removes ${what}`;
const BOM = '\u00ef\u00bb\u00bf';
/** An editor may have moved them, or have changed the line ends. */
const BLOCK = /^(?:\u00ef\u00bb\u00bf)?# Kept by astro-vault-action(?: for ([a-z0-9-]+))?: `local down` removes ([^\r\n]*)(?:\r?\n|$)((?:AIRFLOW__SECRETS__BACKEND(?:_KWARGS)?=[^\n]*(?:\n|$))*)/m;
/** Undefined text: there is no file. */
function parseEnv(text) {
    const found = text === undefined ? undefined : BLOCK.exec(text);
    if (text === undefined || !found) {
        const start = text?.startsWith(BOM) ? BOM : '';
        return { before: start, after: (text ?? '').slice(start.length), ours: undefined, isOlder: text !== undefined };
    }
    const [whole, id, what, lines = ''] = found;
    const start = whole.startsWith(BOM) ? BOM : '';
    return {
        before: text.slice(0, found.index) + start,
        after: text.slice(found.index + whole.length),
        ours: new Map(lines.split(/\r?\n/).flatMap(line => (line === '' ? [] : [splitAt(line, line.indexOf('='))]))),
        ...(id === undefined ? {} : { id }),
        isOlder: what !== FILE
    };
}
const splitAt = (line, at) => [line.slice(0, at), line.slice(at + 1)];
/**
 * With these variables in the lines of that workstation, which come first in a file that has none yet: nothing behind them has to end
 * with a line end.
 */
function withVariables(text, variables, id) {
    const { before, after, isOlder } = parseEnv(text);
    const lines = [...variables].map(([name, value]) => `${name}=${spelled(value)}\n`);
    return `${before}${headOf(id, isOlder ? LINES : FILE)}\n${lines.join('')}${after}`;
}
/** As it was before; undefined if there was no file. */
function withoutVariables(text) {
    const { before, after, ours, isOlder } = parseEnv(text);
    if (ours === undefined)
        return text;
    return isOlder || before + after !== '' ? before + after : undefined;
}
/**
 * A value in the one spelling that all four parsers read alike: without quotes, compact JSON of one line. docker compose would expand `$`
 * (which `serialiseKwargs` has escaped already) and ends a value at a `#` after a blank.
 */
const spelled = (value) => value.replaceAll('#', '\\u0023');
/** Lines of others that set one of these variables, from 1. */
function linesThatSet(text, isMeant) {
    const { before, after, ours } = parseEnv(text);
    const skipped = ours === undefined ? 0 : ours.size + 1;
    const [first, rest] = [before.split('\n'), after.split('\n')];
    // Our lines begin where the last line of `before` does, which is empty.
    const all = [
        ...first.slice(0, -1).map((line, at) => ({ line, number: at + 1 })),
        ...rest.map((line, at) => ({ line, number: first.length + skipped + at }))
    ];
    return all.flatMap(({ line, number }) => {
        const [, name = ''] = /^(?:\u00ef\u00bb\u00bf)?\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*(?:[=:]|$)/.exec(line) ?? [];
        return isMeant(name) ? [{ name, line: number }] : [];
    });
}

;// CONCATENATED MODULE: ./lib/local/file.js

/** One character for each byte (latin1); undefined if there is no file. Throws `Unreadable`. */
function bytesOf(path) {
    try {
        return (0,base_files/* readBytes */.io)(path, base_files/* SMALL */.o5).toString('latin1');
    }
    catch (error) {
        if (error instanceof base_files/* Unreadable */.IO && error.isAbsent)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/local/env-file.js






const ENV = '.env';
/** The workstation whose lines a project has, as they say it. */
const idIn = (projectDir) => parseEnv(bytesOf((0,external_node_path_.join)(projectDir, ENV))).id;
function envFileOf(projectDir, id) {
    const path = (0,external_node_path_.join)(projectDir, ENV);
    const variables = () => parseEnv(bytesOf(path)).ours ?? new Map();
    return {
        variables,
        hasLines: () => parseEnv(bytesOf(path)).ours !== undefined,
        set(name, value) {
            const text = withVariables(bytesOf(path), new Map([...variables(), [name, value]]), id);
            replaceFile(path, Buffer.from(text, 'latin1'), { isPrivate: true });
        },
        clear() {
            (0,external_node_fs_.rmSync)(unfinished(path), { force: true });
            const text = bytesOf(path);
            if (text === undefined)
                return;
            const before = withoutVariables(text);
            if (before === text)
                return;
            // Somebody may have put it behind a link since: what it holds is there.
            replaceFile((0,external_node_fs_.realpathSync)(path), before === undefined ? undefined : Buffer.from(before, 'latin1'), { isPrivate: false });
        },
        others: () => linesThatSet(bytesOf(path), name => name === airflow_kwargs/* BACKEND */.th || name === airflow_kwargs/* BACKEND_KWARGS */.hd)
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./lib/base/ending.js
var ending = __webpack_require__(1238);
// EXTERNAL MODULE: ./lib/base/environment.js
var base_environment = __webpack_require__(4464);
// EXTERNAL MODULE: ./lib/base/process.js + 1 modules
var base_process = __webpack_require__(386);
;// CONCATENATED MODULE: ./lib/local/server.js











const PROGRAMS = ['vault', 'bao'];
const USUAL_PORT = 8200;
const LIMIT_MS = 30_000;
const LOOK_AGAIN_MS = 50;
const PID = 'server.pid';
/** Which of the two programs is there; throws if none is. */
async function serverProgram({ environment, folder, signal }) {
    for (const program of PROGRAMS) {
        const version = { program, args: ['version'], cwd: folder, environment: (0,base_environment/* environmentFor */.D)(environment, []) };
        try {
            if ((await (0,base_process/* run */.eF)({ ...version, limitSeconds: 60, signal })).exitCode === 0)
                return program;
        }
        catch (error) {
            if (!(error instanceof base_process/* NotFound */.Mk))
                throw error;
        }
    }
    throw new errors/* UserError */.yo('there is no Vault to start: neither vault nor bao is on PATH', {
        hint: 'Install one of them, or use `--vault-url` for one that is there.'
    });
}
/** An address and a token for a server that is going to be started. */
async function newServer() {
    return { url: `http://127.0.0.1:${await freePort()}`, token: `dev-${(0,external_node_crypto_.randomBytes)(16).toString('hex')}` };
}
/** Starts it, unless it serves already. Throws, with its last words, if it does not. */
async function startServer(program, { url, token }, { folder, environment, signal }) {
    if (await serves({ url, token }))
        return;
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true, mode: 0o700 });
    const pid = await (0,base_process/* startDetached */.tG)({
        program,
        args: ['server', '-dev', '-dev-no-store-token', `-dev-listen-address=${new URL(url).host}`],
        cwd: folder,
        // The arguments of a program are visible to others on the machine.
        environment: {
            ...(0,base_environment/* environmentFor */.D)(environment, []),
            VAULT_DEV_ROOT_TOKEN_ID: token,
            BAO_DEV_ROOT_TOKEN_ID: token,
            [ending/* RUN_VARIABLE */.hd]: folder
        }
    });
    replaceFile((0,external_node_path_.join)(folder, PID), Buffer.from(String(pid)), { isPrivate: true });
    for (const until = performance.now() + LIMIT_MS; performance.now() < until; await (0,external_node_timers_promises_.setTimeout)(LOOK_AGAIN_MS, undefined, { signal }))
        if (await serves({ url, token }))
            return;
    await stopServer({ url, token }, { folder });
    throw new errors/* UserError */.yo(`${program} did not start at ${url} within ${LIMIT_MS / 1000} s`, {
        hint: `Run \`${program} server -dev\` to see why.`
    });
}
/** Ends what was started for this folder. Only Linux tells whose a process is; elsewhere its id has to be enough, if it still serves. */
async function stopServer(server, { folder }) {
    await (0,ending/* endProcessesOf */.w)(folder);
    const pid = Number((0,base_files/* readIfThere */.qC)((0,external_node_path_.join)(folder, PID)));
    if (pid > 1 && (await serves(server)))
        await (0,ending/* endGroup */.N4)(pid);
}
/** Whether a server there takes that token. */
async function serves({ url, token }) {
    try {
        const answer = await fetch(`${url}/v1/auth/token/lookup-self`, {
            headers: { 'x-vault-token': token },
            signal: AbortSignal.timeout(5_000)
        });
        return answer.ok;
    }
    catch {
        return false;
    }
}
/** The usual one, if it is free. A server also takes the next one, for its cluster. */
async function freePort() {
    const isFree = async (port) => (await isOpen(port)) && (await isOpen(port + 1));
    for (let port = USUAL_PORT; port < USUAL_PORT + 1_000; port += 10)
        if (await isFree(port))
            return port;
    throw new errors/* UserError */.yo(`no port from ${USUAL_PORT} on is free on this machine`);
}
const isOpen = (port) => new Promise(resolve => {
    const server = (0,external_node_net_.createServer)();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
});

;// CONCATENATED MODULE: ./lib/local/status.js





/** What is up for a project, a line each. Contacts nobody but a server that `local up` started. */
async function statusOf({ state, env }, options) {
    const there = state.read();
    const variables = env.variables();
    const missing = [airflow_kwargs/* BACKEND */.th, airflow_kwargs/* BACKEND_KWARGS */.hd].filter(name => !variables.has(name));
    const isServing = there?.token !== undefined && (await serves({ url: there.url, token: there.token }));
    const own = isServing
        ? 'a development server of this project'
        : 'a development server that no longer runs: `local up` starts it again';
    const ignored = await (0,git/* inGit */.o_)(options, ENV);
    return [
        there === undefined ? 'Vault: nothing is up' : `Vault: ${there.url}, ${there.way === 'server' ? own : 'run by others'}`,
        ...(there === undefined ? [] : [`Airflow reaches it at ${there.airflowUrl}`]),
        missing.length === 0 ? `${ENV}: has both variables` : `${ENV}: lacks ${missing.join(' and ')}`,
        ...(ignored === undefined ? [] : [`${ENV} in git: ${ignored}`]),
        `requirements.txt: ${(0,project/* imageFacts */.J)(options.projectDir).provider ? 'has' : 'lacks'} the hashicorp provider`
    ];
}

// EXTERNAL MODULE: ./lib/imports/dotenv.js
var dotenv = __webpack_require__(4150);
// EXTERNAL MODULE: ./lib/manifest/local.js
var local = __webpack_require__(5894);
// EXTERNAL MODULE: ./lib/records/fields.js
var records_fields = __webpack_require__(5505);
;// CONCATENATED MODULE: ./lib/local/consumer.js




const DIGITS = 16;
/**
 * Of the project in that folder, a real path: that of the lines in `.env`, also where the folder was moved or the machine has a new
 * name. A copy of a project that is up, and one without lines, has an id by its place: each workstation of a team has a secret-id of
 * its own.
 */
function localConsumer(here, { placeOf, idIn }) {
    const name = (0,records_fields/* asLine */.Bd)(`${local/* LOCAL */.G} (${whose()})`);
    const id = idIn(here);
    const place = id === undefined ? undefined : placeOf(id);
    if (id !== undefined && place !== undefined && (place === here || idIn(place) !== id))
        return { id, name };
    // Where a project was that has moved, there may be another one.
    for (let count = 0;; count++) {
        const own = idOf([(0,external_node_os_.hostname)(), here, ...(count === 0 ? [] : [count])]);
        if ((placeOf(own) ?? here) === here)
            return { id: own, name };
    }
}
const idOf = (place) => `${local/* LOCAL */.G}-${(0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(place)).digest('hex').slice(0, DIGITS)}`;
function whose() {
    try {
        return `${(0,external_node_os_.userInfo)().username}@${(0,external_node_os_.hostname)()}`;
    }
    catch {
        // A container may run as a user that has no name.
        return (0,external_node_os_.hostname)();
    }
}

;// CONCATENATED MODULE: ./lib/local/place.js


/** The address of Vault as Airflow reaches it, from the one that this machine uses. */
function airflowUrlOf(url, { isStandalone, hasHostName }) {
    const address = new URL(url);
    const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(address.hostname);
    if (isStandalone || !isHere)
        return url;
    if (!hasHostName)
        throw new errors/* UserError */.yo(`containers on Linux cannot reach ${url}, which is this machine alone`, {
            hint: 'Use `--standalone` if Airflow runs without containers, or `--airflow-url` with an address that they reach.'
        });
    address.hostname = 'host.docker.internal';
    return address.href.replace(/\/$/, '');
}
/** Whether the project runs without containers unless somebody says otherwise (`dev.mode` in `.astro/config.yaml`). */
function isStandaloneConfig(text) {
    try {
        const [config] = (0,js_yaml/* loadAll */.gh)(text);
        return config?.dev?.mode === 'standalone';
    }
    catch {
        // The CLI complains of it itself.
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/local/project.js














/** Values of this workstation for sources of the manifest. Not the file of `init`, whose values go to GitHub as production's. */
const project_SECRETS = '.env.local-secrets';
/** Where the CLI keeps a standalone Airflow: its database, its logs, and what it needs to start it again. */
const STANDALONE = '.astro/standalone/';
/**
 * What keeps Airflow from reading, or lets others read, in the project: what of the workstation git or docker would take, and an image
 * without the provider. Throws for what nobody but its owner can decide: a `.env` in git or behind a link, or another secrets backend.
 */
async function editsFor(options) {
    const wrong = [...linked(options.projectDir, ENV), ...(await trackedFiles(options)), ...othersIn(options.projectDir)];
    if (wrong.length > 0)
        throw new errors/* UserError */.yo(wrong);
    return [...(await hiding(options)), ...providing(options.projectDir)];
}
/**
 * Makes these changes, and looks again, because the next to be written is a secret. Throws a `UserError` for a file that was changed
 * since, and if git or docker would still take one with secrets.
 */
async function project_carryOut(edits, options) {
    for (const { file, before, text } of edits) {
        const path = (0,external_node_path_.join)(options.projectDir, file);
        if (bytesOf(path) !== before)
            throw new errors/* UserError */.yo(`${file} was changed meanwhile, and was not written`, { hint: 'Run `local up` again.' });
        replaceFile(path, Buffer.from(text, 'latin1'), { isPrivate: false });
    }
    const wrong = await trackedFiles(options);
    if (wrong.length > 0)
        throw new errors/* UserError */.yo(wrong);
    for (const { said } of await hiding(options))
        throw new errors/* UserError */.yo(`nothing secret was written: local up would have to ${said} once more`);
}
async function hiding(options) {
    const { projectDir } = options;
    const files = privateIn(options).filter(file => file !== project_SECRETS || bytesOf((0,external_node_path_.join)(projectDir, project_SECRETS)) !== undefined);
    const toGit = [];
    for (const file of files)
        if ((await (0,git/* inGit */.o_)(options, file)) === 'untracked')
            toGit.push(file);
    // A pattern is for what is in a folder, there or not; one such as `*.db` is not for all of it.
    const inside = (file) => (isFolder(file) ? [`${file}airflow.db`, `${file}any`] : [file]);
    const isShipped = (file) => inside(file).some(one => (0,project_image/* shipsInImage */.wx)(projectDir, one));
    const toDocker = bytesOf((0,external_node_path_.join)(projectDir, 'Dockerfile')) === undefined ? [] : files.filter(isShipped);
    return [
        ...(toGit.length === 0 ? [] : [adding(projectDir, '.gitignore', toGit)]),
        ...(toDocker.length === 0 ? [] : [adding(projectDir, (0,project_image/* ignoreFileOf */.kX)(projectDir), toDocker)])
    ];
}
/** What is of this workstation alone. */
const privateIn = ({ isStandalone }) => [ENV, project_SECRETS, ...(isStandalone ? [STANDALONE] : [])];
const isFolder = (file) => file.endsWith('/');
/** git answers for a link by its name, wherever that leads, and reads no `.gitignore` that is one. */
const linked = (projectDir, file) => (0,external_node_fs_.lstatSync)((0,external_node_path_.join)(projectDir, file), { throwIfNoEntry: false })?.isSymbolicLink()
    ? [{ severity: 'error', message: `${file} is a link, and local up has to write into it`, hint: 'Replace it by a file.' }]
    : [];
async function trackedFiles(options) {
    const found = [];
    for (const file of privateIn(options))
        if ((await (0,git/* inGit */.o_)(options, file)) === 'tracked')
            found.push({
                severity: 'error',
                message: `${file} is in git, and would bring secrets into it`,
                hint: `Run \`git rm ${isFolder(file) ? '-r ' : ''}--cached ${file}\`, and commit that.`
            });
    return found;
}
/** Airflow obeys one of them alone. */
function othersIn(projectDir) {
    const isMeant = (name) => name === airflow_kwargs/* BACKEND */.th || name === airflow_kwargs/* BACKEND_KWARGS */.hd || (0,airflow_kwargs/* conflictingVariables */.SX)([name]).length > 0;
    return linesThatSet(bytesOf((0,external_node_path_.join)(projectDir, ENV)), isMeant).map(({ name, line }) => ({
        severity: 'error',
        message: `${ENV} sets ${name} already, in line ${line}`,
        hint: 'Remove that line: `local up` writes its own.'
    }));
}
function providing(projectDir) {
    if (bytesOf((0,external_node_path_.join)(projectDir, 'Dockerfile')) === undefined)
        return [];
    const { provider, airflow } = (0,project/* imageFacts */.J)(projectDir);
    // It may have the line, and an image that does not install it.
    if (provider || (0,requirements/* providerRequirement */.b)(path => bytesOf((0,external_node_path_.join)(projectDir, path))).carried)
        return [];
    return [adding(projectDir, 'requirements.txt', [(0,airflow_provider/* requirementLine */.oK)(airflow)])];
}
/** `a, b and c` */
const IN_WORDS = new Intl.ListFormat('en-GB');
function adding(projectDir, file, lines) {
    const wrong = linked(projectDir, file);
    if (wrong.length > 0)
        throw new errors/* UserError */.yo(wrong);
    const before = bytesOf((0,external_node_path_.join)(projectDir, file));
    return { said: `add ${IN_WORDS.format(lines)} to ${file}`, file, before, text: lines.reduce(withRequirement, before ?? '') };
}

;// CONCATENATED MODULE: ./lib/local/state.js






/** `server`: one that `local up` started here; `url`: one that others run. */
const WAYS = ['server', 'url'];
const shape = schemas/* object */.Ikc({
    way: schemas/* enum */.k5n(WAYS),
    /** As this workstation reaches it. */
    url: schemas/* url */.OZ5({ protocol: /^https?$/ }),
    airflowUrl: schemas/* url */.OZ5({ protocol: /^https?$/ }),
    /** The folder of the project at that time; absent in one of an earlier release. */
    projectDir: schemas/* optional */.lqM(schemas/* string */.YjP()),
    namespace: schemas/* optional */.lqM(schemas/* string */.YjP()),
    /** Of a development server: it opens nothing else. */
    token: schemas/* optional */.lqM(schemas/* string */.YjP())
});
function stateFolder({ id }, { environment, home }) {
    const folder = (0,external_node_path_.join)(environment['XDG_STATE_HOME'] || (0,external_node_path_.join)(home, '.local', 'state'), 'astro-vault-action', id);
    const file = (0,external_node_path_.join)(folder, 'local.json');
    return {
        folder,
        read() {
            const text = (0,base_files/* readIfThere */.qC)(file);
            return text === undefined ? undefined : state_parsed(text, file);
        },
        write(state) {
            (0,external_node_fs_.mkdirSync)(folder, { recursive: true, mode: 0o700 });
            replaceFile(file, Buffer.from(JSON.stringify(state)), { isPrivate: true });
        },
        remove: () => (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true })
    };
}
function state_parsed(text, file) {
    try {
        const state = shape.safeParse(JSON.parse(text));
        if (state.success)
            return state.data;
    }
    catch {
        // The same as any other damage.
    }
    throw new errors/* UserError */.yo(`${file} is damaged`, { hint: 'Delete it, and run `local up` again.' });
}

;// CONCATENATED MODULE: ./lib/local/workplace.js













/** Of these, text is all that a login needs. */
const TEXTS = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J());
function workplace(projectDir, { environment, home }) {
    const around = { environment, home };
    const realDir = (0,external_node_fs_.realpathSync)(projectDir);
    const placeOf = (id) => {
        const state = stateFolder({ id }, around).read();
        return state && (state.projectDir ?? realDir);
    };
    const consumer = localConsumer(realDir, { placeOf, idIn: idIn });
    const state = stateFolder(consumer, around);
    const env = envFileOf(projectDir, consumer.id);
    const isStandalone = isStandaloneConfig((0,base_files/* readIfThere */.qC)((0,external_node_path_.join)(projectDir, '.astro', 'config.yaml')) ?? '');
    (0,external_node_fs_.mkdirSync)(state.folder, { recursive: true, mode: 0o700 });
    return {
        projectDir,
        realDir,
        consumer,
        env,
        state,
        isStandalone,
        airflowUrl(url, typed) {
            const { given } = typed;
            for (const [option, text] of Object.entries({ 'vault-url': url, 'airflow-url': given ?? url })) {
                const problem = (0,address/* vaultUrlProblem */.PU)(text);
                if (problem !== undefined)
                    throw new errors/* UserError */.yo(`--${option} ${problem}`);
            }
            if (given !== undefined)
                return given;
            return airflowUrlOf(url, {
                isStandalone: isStandalone || typed.isStandalone,
                hasHostName: process.platform !== 'linux'
            });
        },
        secrets(complain) {
            const text = (0,base_files/* readIfThere */.qC)((0,external_node_path_.join)(projectDir, project_SECRETS)) ?? '';
            const found = (0,dotenv/* assignments */.TT)(text, (line, message) => complain(`${project_SECRETS}, line ${line} ${message}`));
            return new Map(found.map(({ name, value }) => [name, value]));
        },
        kwargs() {
            const text = env.variables().get(airflow_kwargs/* BACKEND_KWARGS */.hd);
            if (text === undefined)
                return undefined;
            const kwargs = workplace_parsed(text);
            if (kwargs === undefined)
                throw new errors/* UserError */.yo(`${ENV} sets ${airflow_kwargs/* BACKEND_KWARGS */.hd} to what is not a JSON object`, {
                    hint: 'Run `local up`, which writes it again.'
                });
            return Object.fromEntries(Object.entries(kwargs).filter((entry) => typeof entry[1] === 'string'));
        }
    };
}
/** Undefined for what is no JSON object: an error of the parser would quote what is secret. */
function workplace_parsed(text) {
    try {
        return TEXTS.safeParse(JSON.parse(text)).data;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/local/airflow-answer.js
/** Of a connection, what `airflow connections get -o json` prints as it was written. Of the rest, some releases may print stars. */
const FIELDS = ['host', 'login', 'schema', 'port'];
/** Whether `airflow config get-value secrets backend_kwargs` has printed these, a JSON text. */
function isStartedWith(answer, kwargs) {
    const ours = jsonOf(kwargs);
    return ours !== undefined && JSON.stringify(printedJson(answer)) === JSON.stringify(ours);
}
/** Whether `airflow variables get` or `connections get` has printed what Vault has; of a connection, what can be compared. */
function answersAlike(answer, { kind, data }) {
    if (answer?.exitCode !== 0)
        return false;
    const there = data.reveal();
    if (kind === 'variable') {
        const [said, value] = [answer.stdout, String(there['value'])].map(text => text.replaceAll('\r\n', '\n').trimEnd());
        // What is logged while Airflow starts comes first.
        return said === value || said?.endsWith(`\n${value}`) === true;
    }
    const list = printedJson(answer);
    const shown = Array.isArray(list) ? list[0] : undefined;
    if (typeof shown !== 'object' || shown === null)
        return false;
    const seen = new Map(Object.entries(shown));
    return FIELDS.every(field => there[field] === undefined || String(seen.get(field) ?? '') === String(there[field] ?? ''));
}
/** The last line that is JSON. */
function printedJson(answer) {
    if (answer?.exitCode !== 0)
        return undefined;
    return answer.stdout
        .split('\n')
        .map(jsonOf)
        .filter(found => typeof found === 'object' && found !== null)
        .at(-1);
}
/** Undefined for what is no JSON. */
function jsonOf(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        // A line of a log. What the parser says would quote it.
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/local/airflow.js







const LIMIT_SECONDS = 180;
/**
 * Lets Airflow itself read one variable and one connection: running in the project, or in its Python; whichever there is first. Only the
 * Python can ask the secrets backend alone: Airflow's command line also answers from its database.
 */
async function airflowProof(found, around) {
    const asked = ['variable', 'connection'].flatMap(kind => found.find(one => one.kind === kind) ?? []);
    const home = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'astro-vault-action-'));
    try {
        const dev = devRun(around);
        if ((await dev(['version']))?.exitCode === 0)
            return await fromCommandLine(dev, asked, around);
        const python = pythonOf(around, home);
        if ((await python(['-m', 'airflow', 'version']))?.exitCode === 0)
            return await fromBackend(python, asked);
    }
    finally {
        (0,external_node_fs_.rmSync)(home, { recursive: true, force: true });
    }
    return { isGood: true, said: 'Airflow itself was not asked: it runs neither through `astro dev run` nor in .venv here' };
}
async function fromCommandLine(dev, asked, { env }) {
    const through = 'Airflow (`astro dev run`)';
    const config = await dev(['config', 'get-value', 'secrets', 'backend_kwargs']);
    if (!isStartedWith(config, env.get(airflow_kwargs/* BACKEND_KWARGS */.hd) ?? ''))
        return { isGood: false, said: `✗ ${through} does not say that it has the variables of .env: start it again` };
    for (const one of asked) {
        const command = one.kind === 'variable' ? ['variables', 'get', one.name] : ['connections', 'get', one.name, '-o', 'json'];
        if (!answersAlike(await dev(command), one))
            return { isGood: false, said: `✗ ${through} does not read ${one.kind} ${one.name} as the secret-id does` };
    }
    const what = airflow_namesOf(asked);
    return { isGood: true, said: `${through} has the variables of .env and answers ${what}; it does not say whether from Vault` };
}
/** Vault alone, as Airflow would ask it: prints the value of a variable, or whether there is a connection. Airflow logs to stdout. */
const BACKEND_ALONE = `
import json, os, sys
answer = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
from airflow.providers.hashicorp.secrets.vault import VaultBackend
backend = VaultBackend(**json.loads(os.environ["${airflow_kwargs/* BACKEND_KWARGS */.hd}"]))
kind, name = sys.argv[1:]
json.dump(backend.get_variable(name) if kind == "variable" else backend.get_connection(name) is not None, answer)
`;
async function fromBackend(python, asked) {
    const through = 'the Python of the project';
    for (const { kind, name, data } of asked) {
        const answer = await python(['-c', BACKEND_ALONE, kind, name]);
        const expected = JSON.stringify(kind === 'variable' ? data.reveal()['value'] : true);
        if (answer?.exitCode !== 0 || JSON.stringify(jsonOf(answer.stdout)) !== expected)
            return { isGood: false, said: `✗ Airflow (${through}) does not read ${kind} ${name}, although the secret-id does` };
    }
    return { isGood: true, said: `✓ Airflow reads ${airflow_namesOf(asked)} (${through})` };
}
const airflow_namesOf = (asked) => asked.map(({ kind, name }) => `${kind} ${name}`).join(' and ');
const devRun = (around) => {
    const environment = (0,base_environment/* environmentFor */.D)(around.environment, ['ASTRO_HOME', 'DOCKER_*']);
    return args => from('astro', ['dev', 'run', ...args], environment, around);
};
function pythonOf(around, home) {
    const here = Object.fromEntries(around.env);
    // What containers call this machine by is nothing here.
    const kwargs = JSON.stringify({ ...JSON.parse(here[airflow_kwargs/* BACKEND_KWARGS */.hd] ?? '{}'), url: around.url }).replaceAll('$', '\\u0024');
    const environment = {
        ...(0,base_environment/* environmentFor */.D)(around.environment, []),
        AIRFLOW_HOME: home,
        ...here,
        [airflow_kwargs/* BACKEND_KWARGS */.hd]: kwargs
    };
    return args => from((0,external_node_path_.resolve)(around.projectDir, '.venv', 'bin', 'python'), args, environment, around);
}
async function from(program, args, environment, { projectDir, signal }) {
    try {
        return await (0,base_process/* run */.eF)({ program, args, cwd: projectDir, environment, limitSeconds: LIMIT_SECONDS, signal });
    }
    catch (error) {
        if (error instanceof base_process/* NotFound */.Mk)
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/records/consumer.js
var records_consumer = __webpack_require__(956);
;// CONCATENATED MODULE: ./lib/local/astro.js



/**
 * A workstation, as the engine sees a Deployment: the lines of its `.env` are its variables. In place of times it has fingerprints, so
 * that the record tells whether somebody else changed one. It has nothing else of a Deployment.
 */
function localAstro({ id, name, env, isKnown }) {
    const look = (variables) => ({
        id,
        name,
        workspaceId: '',
        status: 'HEALTHY',
        dagDeploys: false,
        variables: new Map([...variables].map(([key, value]) => [key, astro_variableOf(key, value)])),
        shipped: {},
        addresses: { unknown: 'is a workstation, whose addresses change' }
    });
    const find = async () => look((await isKnown()) ? env.variables() : new Map());
    return {
        ready: async () => { },
        find,
        findAll: refs => Promise.allSettled(refs.map(find)),
        named: none,
        withId: none,
        copy: none,
        remove: none,
        async setVariable(_, key, value) {
            env.set(key, value.reveal());
            return look(env.variables());
        },
        setOverride: none,
        test: none,
        deploy: none,
        arrived: none
    };
}
/** Airflow's own words: the class is no secret. */
const astro_variableOf = (key, value) => ({
    secret: key === airflow_kwargs/* BACKEND_KWARGS */.hd,
    value: new base_secret/* Secret */.z(value),
    updatedAt: stampOf(value)
});
/** In the form of a time, as a record keeps it. What it is taken of has a random secret-id of 122 bits, or is no secret. */
const stampOf = (value) => `0${(0,external_node_crypto_.createHash)('sha256').update(value).digest('hex').slice(0, 40).toUpperCase()}`;
const none = async () => {
    throw new Error('a workstation is no Deployment in Astro');
};

// EXTERNAL MODULE: ./lib/sources/local.js
var sources_local = __webpack_require__(5833);
// EXTERNAL MODULE: ./lib/sources/source.js
var sources_source = __webpack_require__(6949);
;// CONCATENATED MODULE: ./lib/local/values.js



/** The variables of a workstation. An empty one counts for its name alone, which a pattern may match. */
const environmentHere = ({ given }, shell) => ({
    ...shell,
    ...Object.fromEntries(given),
    ...Object.fromEntries(Object.entries(shell).filter(([, value]) => value !== undefined && value !== ''))
});
/** Reads each source from where it is; what has no value there is made up, or asked for if it is a variable. */
const readingHere = ({ askFor, isFake }) => async (places, around) => {
    const found = new Map(await (0,sources_local/* readLocal */.i)(places, around));
    for (const place of places) {
        const key = (0,sources_source/* keyOf */.T)(place.source, place.at);
        if (place.source.from === 'generate' || isGood(place, found.get(key)))
            continue;
        const name = place.source.from === 'env' ? place.source.name : undefined;
        const text = isFake ? fakeFor(place) : name === undefined ? '' : ((await askFor?.(name, around.signal)) ?? '');
        if (text !== '')
            found.set(key, { value: new base_secret/* Secret */.z(text) });
    }
    return found;
};
const isGood = ({ allowEmpty }, found) => found !== undefined && ('value' in found ? allowEmpty || found.value.reveal() !== '' : found.empty && allowEmpty);
/** By the field of a connection: what Airflow parses there. */
const FORMS = {
    conn_uri: 'generic://fake:fake@localhost/fake',
    conn_json: '{"conn_type":"generic","host":"localhost"}',
    host: 'localhost',
    port: '1',
    extra: '{}'
};
/** A made-up value of the form that its place has to have; always the same, so that it changes nothing the next time. */
function fakeFor({ source, at }) {
    if (source.from === 'file' && source.as !== 'text')
        return source.as === 'json' ? '{}' : Buffer.from('fake').toString('base64');
    const [path = '', field = ''] = at.split('#');
    const form = Object.hasOwn(FORMS, field) ? FORMS[field] : undefined;
    return form ?? `fake-${[path.split('/').at(-1), field].filter(part => part !== '').join('-')}`;
}

;// CONCATENATED MODULE: ./lib/local/up.js






/** Nothing of it is used: the engine gets its Astro from here. */
const NO_ASTRO = {
    token: new base_secret/* Secret */.z(''),
    organization: '',
    workspace: '',
    address: new URL('http://localhost'),
    domain: 'localhost',
    cli: { version: undefined, checksum: undefined, mirror: undefined }
};
/** The inputs of a run about a workstation. */
const inputsFor = (inputs, { consumer, airflowUrl }, { isFake } = { isFake: false }) => ({
    ...inputs,
    mode: 'deploy',
    deployType: 'none',
    astro: NO_ASTRO,
    local: { id: consumer.id, airflowUrl, isFake }
});
/**
 * Fills Vault and gives the workstation its credential, as a deploy does for a Deployment: the same plan, records and lock. `begin`
 * changes this machine, and runs once the manifest and the values on it are known to be good.
 */
const up = (local, values, begin) => async (inputs, ports) => {
    const about = inputsFor(inputs, local, values);
    const { mount } = (0,prepare/* prepare */.iA)(about, prepare/* NOT_IN_THIS_FOLDER */.ST).manifest.vault;
    const { consumer, env } = local;
    let vault;
    const isKnown = async () => {
        const record = vault && (await (0,records_consumer/* readConsumer */.jR)(vault, mount, consumer.id)).value;
        return record?.holds !== undefined || record?.lock?.issued !== undefined || (record?.retired ?? []).length > 0;
    };
    const astro = localAstro({ ...consumer, env, isKnown });
    await (0,main/* main */.i)(about, {
        ...ports,
        repository: '',
        environment: environmentHere(values, ports.environment),
        async openVault(address) {
            await begin();
            const opened = await ports.openVault(address);
            vault = opened.vault;
            return opened;
        },
        openAstro: () => astro,
        readSources: readingHere(values)
    });
};

;// CONCATENATED MODULE: ./lib/local/check.js







/**
 * Reads every secret of the manifest with the credential that `.env` holds, those that its patterns match on this workstation included.
 * Throws with all that it cannot read.
 */
const readBack = (local, values, found) => async (inputs, ports) => {
    const about = inputsFor(inputs, local);
    const { scopes, open, manifest } = (0,prepare/* prepare */.iA)(about, prepare/* NOT_IN_THIS_FOLDER */.ST, {
        environment: environmentHere(values, ports.environment)
    });
    for (const pattern of open)
        ports.tell({ kind: 'found', finding: (0,imports/* unchecked */.VJ)(manifest, pattern, about) });
    if (about.vault === undefined)
        throw new Error('the address of Vault is known');
    const { vault } = await ports.openVault(about.vault);
    const wrong = [];
    for (const { scope, entries } of scopes)
        for (const { kind, name } of entries) {
            const path = (0,manifest_entries/* pathOf */.XM)(scope, { kind, name });
            const seen = await vault.read(scope.mount, path);
            if (seen.state === 'present')
                found({ kind, name, data: seen.data });
            else {
                const why = seen.state === 'absent' ? 'it is not there' : seen.because;
                wrong.push({
                    severity: 'error',
                    message: `${(0,paths/* dataPath */.Kf)(scope.mount, path)} cannot be read: ${why}`,
                    hint: 'Run `local up`.'
                });
            }
        }
    if (wrong.length > 0)
        throw new errors/* UserError */.yo(wrong);
};

;// CONCATENATED MODULE: ./lib/terminal/local/scene.js

const optionsOf = ({ call, place, signal }) => ({
    projectDir: place.projectDir,
    environment: call.environment,
    signal
});
const tokenOf = ({ url, token = '' }) => ({ url, token });
/** The same command, typed with the address that is known, and the token of our own server. */
function knowing(call, { way, url, token = '', namespace = '' }) {
    const own = way === 'url'
        ? { 'vault-url': url, 'vault-namespace': namespace }
        : { 'vault-url': url, 'vault-token': token, 'vault-auth-method': 'token' };
    const environment = way === 'url' ? call.environment : withoutVault(call.environment);
    return { ...call, environment, source: { ...call.source, get: name => own[name] ?? call.source.get(name) } };
}
/** What is set for another Vault is not for ours. */
const withoutVault = (environment) => Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(VAULT|BAO)_(ADDR|TOKEN|NAMESPACE|CACERT|CLIENT|TLS|SKIP)/.test(name)));
/** Shows what is going to be changed here, and asks. */
async function agree({ call, screen, signal }, action, changes) {
    if (changes.length === 0)
        return;
    screen.group('On this machine', changes);
    if (call.own.has('yes'))
        return;
    if (call.ask === undefined)
        throw nobodyAnswers(`local ${action}`);
    if (!isYes(await call.ask(QUESTION, signal)))
        throw new NotAgreed('not agreed to; nothing was changed');
}

;// CONCATENATED MODULE: ./lib/terminal/local/check.js






async function localCheck(scene) {
    const { call, screen, place } = scene;
    const state = place.state.read();
    const kwargs = place.kwargs();
    if (state === undefined || kwargs === undefined)
        throw new errors/* UserError */.yo('nothing is up', { hint: 'Run `local up` first.' });
    const found = [];
    const given = place.secrets(message => screen.warning(message));
    const story = readBack({ ...place, airflowUrl: state.airflowUrl }, { given }, one => found.push(one));
    const exitCode = await carryOutAs({ story, inputs: { mode: 'plan' }, isLook: true }, 'local', loggingIn(call, state, kwargs));
    if (exitCode !== 0)
        return exitCode;
    screen.info(`✓ the secret-id in .env reads ${(0,counted/* allOf */.b)(found.length, 'secret')} of the manifest`);
    const proof = await airflowProof(found, { ...optionsOf(scene), env: place.env.variables(), url: state.url });
    screen.info(proof.said);
    return proof.isGood ? 0 : 1;
}
/** The same command, which logs in as Airflow does. */
function loggingIn(call, state, kwargs) {
    const known = knowing(call, state);
    const own = {
        'vault-auth-method': 'approle',
        'vault-auth-mount': kwargs['auth_mount_point'] ?? '',
        'vault-role-id': kwargs['role_id'] ?? '',
        'vault-secret-id': kwargs['secret_id'] ?? '',
        'vault-token': ''
    };
    return { ...known, source: { ...known.source, get: name => own[name] ?? known.source.get(name) } };
}

// EXTERNAL MODULE: ./lib/identity/identities.js + 6 modules
var identities = __webpack_require__(6539);
// EXTERNAL MODULE: ./lib/observe/readers.js
var observe_readers = __webpack_require__(9960);
// EXTERNAL MODULE: ./lib/records/key.js
var records_key = __webpack_require__(1809);
// EXTERNAL MODULE: ./lib/records/ledger.js
var records_ledger = __webpack_require__(2617);
// EXTERNAL MODULE: ./lib/records/lock.js + 1 modules
var records_lock = __webpack_require__(1336);
// EXTERNAL MODULE: ./lib/records/readers.js
var records_readers = __webpack_require__(8130);
;// CONCATENATED MODULE: ./lib/local/down.js










/**
 * Takes from Vault what lets this workstation read: its secret-ids, role and policy too unless another workstation uses them, and its
 * record last, which leads to the rest. The secrets stay. Each part is safe to repeat.
 */
const down = (local) => async (inputs, ports) => {
    const prepared = (0,prepare/* prepare */.iA)(inputsFor(inputs, local), prepare/* NOT_IN_THIS_FOLDER */.ST);
    const [one] = prepared.scopes;
    const address = prepared.inputs.vault;
    if (one === undefined || address === undefined)
        throw new Error('a workstation has one scope, in a Vault that is known');
    const opened = await ports.openVault(address);
    const { vault } = opened;
    const { mount, manifest } = one.scope;
    const { id, name } = local.consumer;
    if ((await vault.mount(mount)).state === 'absent')
        return local.env.clear();
    if ((await (0,records_consumer/* readConsumer */.jR)(vault, mount, id)).value === undefined)
        return local.env.clear();
    const blank = { manifest, consumer: { kind: 'deployment', id, name }, variables: {}, shipped: {}, retired: [] };
    const lock = await (0,records_lock/* takeLock */.H)(blank, {
        ...ports,
        ...opened,
        mount,
        waitSeconds: inputs.waitSeconds,
        onWait: ({ run }) => ports.tell({ kind: 'waiting', message: `Waiting: run ${run} is changing ${name}` })
    });
    try {
        local.env.clear();
        const revoked = await revoke(vault, one, id);
        if (revoked === undefined)
            await destroyAll(vault, one, lock);
        else {
            const key = await (0,records_key/* ensureKey */.k4)(vault, mount);
            await (0,records_ledger/* amendLedger */.TX)(vault, { mount, manifest, key }, { gone: revoked });
        }
        await lock.forget();
    }
    catch (error) {
        await lock.abandon().catch(() => { });
        throw error;
    }
};
/** Deletes role and policy, and with the role all its secret-ids; undefined, and nothing is changed, if others may use them. */
async function revoke(vault, { scope }, id) {
    const { mount, manifest, authMount, role, policy } = scope;
    const readers = (0,records_readers/* besides */.oN)(await (0,observe_readers/* readersNow */.LH)(vault, scope), mount, id);
    const { uses, unknown } = (0,records_readers/* whoMayUse */.D)({ kind: 'role', access: scope }, readers);
    if (uses.length + unknown.length > 0)
        return undefined;
    const ledger = await (0,records_ledger/* readLedger */.SC)(vault, { mount, manifest, key: await (0,records_key/* readKey */.YZ)(vault, mount) });
    if (!ledger.roles.has((0,records_readers/* roleOf */.kp)(scope)) && (await vault.role(authMount, role)).state === 'present')
        return undefined;
    await vault.deleteRole(authMount, role);
    if (ledger.policies.has(policy))
        await vault.deletePolicy(policy);
    return { roles: [(0,records_readers/* roleOf */.kp)(scope)], policies: [policy] };
}
/** All that the record names, and what a run that was killed has issued. */
async function destroyAll(vault, { scope }, { record }) {
    const own = (0,records_consumer/* usesOf */.MZ)(record).filter(use => use.id !== '');
    for (const use of own)
        await (0,identities/* identityKind */.HR)(use).credential?.destroy(vault, use, use.id);
    const access = (0,manifest_scope/* accessOf */.YK)(scope);
    const { credential } = (0,identities/* identityKind */.HR)(access);
    const strays = (await credential?.issuedFor(vault, access, record.consumer.id, new Set(own.map(use => use.id)))) ?? [];
    for (const stray of strays)
        await credential?.destroy(vault, access, stray);
}

;// CONCATENATED MODULE: ./lib/terminal/local/down.js





const CLEAR = 'remove the two variables from .env';
async function localDown(scene) {
    const { screen, place } = scene;
    const state = place.state.read();
    if (state !== undefined)
        return await takeDown(scene, state);
    if (place.env.hasLines()) {
        await agree(scene, 'down', [CLEAR]);
        place.env.clear();
        throw new errors/* UserError */.yo('our lines are gone from .env, but nothing is known here of the `local up` that wrote them: what they let read may still be there', {
            hint: 'Run `local down` as the user and on the machine of that `local up`; of a copied project, where it was copied from.'
        });
    }
    screen.info('Nothing is up.');
    return 0;
}
async function takeDown(scene, state) {
    const { call, screen, place } = scene;
    const isOwn = state.way === 'server';
    const isForgotten = !isOwn && call.own.has('forget');
    await agree(scene, 'down', [CLEAR, lastOf(state, isForgotten)]);
    let exitCode = 0;
    if (!isOwn && !isForgotten) {
        const story = down({ ...place, airflowUrl: state.airflowUrl });
        const agreed = new Map([...call.own, ['yes', ['']]]);
        exitCode = await carryOutAs({ story, inputs: { mode: 'sync' }, isLook: true }, 'local', knowing({ ...call, own: agreed }, state));
    }
    // Also where Vault is gone for good.
    place.env.clear();
    if (exitCode !== 0) {
        screen.warning(`the variables are gone from .env, but what they let read may still be in ${state.url}. Run \`local down\` again; if that Vault is gone for good, run \`local down --forget\``);
        return exitCode;
    }
    if (isOwn)
        await stopServer(tokenOf(state), place.state);
    place.state.remove();
    if (isForgotten)
        screen.warning(leftBehind(state));
    refuseLeft(scene);
    screen.info('✓ the variables are gone from .env; start Airflow again if it runs');
    return 0;
}
/** What becomes of the Vault. */
function lastOf({ way, url }, isForgotten) {
    if (way === 'server')
        return `stop the development server at ${url}, and forget its secrets`;
    return isForgotten ? `forget ${url}, without asking it` : `delete what lets this workstation read from ${url}`;
}
/** The workstation is the same to that Vault, and with it the record that leads to what it got. */
function leftBehind({ url, namespace }) {
    const options = namespace === undefined ? '' : ` --vault-namespace ${namespace}`;
    return `${url} was not asked, so what this workstation could read there can still be read with the secret-id that was in .env. If that Vault comes back, run \`local up --vault-url ${url}${options}\` and \`local down\`, which revoke it`;
}
/** Lines that somebody has moved or changed are not known to be ours. */
function refuseLeft({ place }) {
    const left = place.env.others();
    if (left.length === 0)
        return;
    throw new errors/* UserError */.yo(left.map(({ name, line }) => ({
        severity: 'error',
        message: `.env still sets ${name}, in line ${line}, which is not as \`local up\` wrote it`,
        hint: 'Remove that line. Everything else is down.'
    })));
}

;// CONCATENATED MODULE: ./lib/terminal/local/up.js








async function localUp(scene) {
    const { call, screen, place, signal } = scene;
    const before = place.state.read();
    const state = await stateFor(scene, before);
    const around = { ...place.state, environment: call.environment, signal };
    const program = state.way === 'server' ? await serverProgram(around) : undefined;
    const project = { ...optionsOf(scene), isStandalone: place.isStandalone || call.own.has('standalone') };
    const edits = await editsFor(project);
    const isStarting = program !== undefined && !(await serves(tokenOf(state)));
    await agree(scene, 'up', [
        ...edits.map(({ said }) => said),
        ...(isStarting ? [`start ${program} in development mode at ${state.url}`] : [])
    ]);
    const begin = async () => {
        await project_carryOut(edits, project);
        place.state.write(state);
        if (isStarting)
            await startServer(program, tokenOf(state), around);
    };
    const undo = async () => {
        if (isStarting)
            await stopServer(tokenOf(state), around);
        if (before === undefined)
            place.state.remove();
        else
            place.state.write(before);
    };
    const { askHidden } = call;
    const given = place.secrets(message => screen.warning(message));
    const values = {
        given,
        isFake: call.own.has('fake'),
        ...(askHidden === undefined ? {} : { askFor: (name, ending) => askHidden(`${name}: `, ending) })
    };
    const filling = up({ ...place, airflowUrl: state.airflowUrl }, values, begin);
    const story = (inputs, ports) => filling(inputs, ports).catch(async (error) => await refused(error, edits, undo));
    const end = `${state.url} is up; \`local check\` proves that Airflow reads from it. Start Airflow again if it runs`;
    return await carryOutAs({ story, inputs: { mode: 'sync' }, end }, 'local', knowing(call, state));
}
/** Takes back what can be, if the plan for Vault was not agreed to, and says what stays. */
async function refused(error, edits, undo) {
    if (!(error instanceof NotAgreed))
        throw error;
    await undo();
    if (edits.length === 0)
        throw error;
    const files = edits.map(({ file }) => file).join(' and ');
    throw new errors/* UserError */.yo(`not agreed to; nothing was changed in Vault, and what was added to ${files} stays`);
}
/** Where the run is about to lead. A server that was chosen before stays, until `local down`. */
async function stateFor({ call, place }, before) {
    const typed = call.source.get('vault-url');
    const isHeld = before !== undefined && (before.way === 'server' || place.env.variables().size > 0);
    if (typed !== '' && isHeld && before.url !== typed)
        throw new errors/* UserError */.yo(`${before.url} is up for this project`, { hint: 'Run `local down` first.' });
    const url = typed || (before?.url ?? '');
    const isOwn = typed === '' && (before === undefined || before.way === 'server');
    const server = isOwn ? (before?.token === undefined ? await newServer() : { url, token: before.token }) : { url };
    const namespace = isOwn ? '' : withDefaults(call.source, call).get('vault-namespace');
    const given = call.own.get('airflow-url')?.at(-1);
    const isStandalone = call.own.has('standalone');
    const isSame = before?.url === server.url && given === undefined && !isStandalone;
    return {
        projectDir: place.realDir,
        way: isOwn ? 'server' : 'url',
        ...server,
        airflowUrl: isSame ? before.airflowUrl : place.airflowUrl(server.url, { isStandalone, given }),
        ...(namespace === '' ? {} : { namespace })
    };
}

;// CONCATENATED MODULE: ./lib/terminal/local.js








const ACTIONS = ['up', 'check', 'down', 'status'];
/** The guide's local half. */
async function local_local(call) {
    const screen = screenOf(call, new base_masks/* Masks */.O7(), { apart: false });
    const scene = {
        call,
        screen,
        place: workplace(call.source.get('project-dir') || '.', call),
        signal: new AbortController().signal
    };
    switch (call.words[0]) {
        case 'up':
            return await localUp(scene);
        case 'check':
            return await localCheck(scene);
        case 'down':
            return await localDown(scene);
        default:
            for (const line of await statusOf(scene.place, optionsOf(scene)))
                screen.info(line);
            return 0;
    }
}

;// CONCATENATED MODULE: ./lib/terminal/commands/local.js


const commands_local_local = {
    name: 'local',
    summary: 'let the Airflow on this machine read from a Vault for development',
    about: 'up starts a Vault for development, or uses the one at --vault-url. It writes the secrets of the manifest into folders of their own, and the two variables into .env. check proves that Airflow reads them. down removes all of that, except the secrets in a Vault that up did not start. status says what is there.',
    operand: { name: 'action', what: `one of ${ACTIONS.join(', ')}`, choices: ACTIONS },
    inputs: ['manifest', 'project-dir', 'on-conflict', 'allow-commands', 'wait-time', 'run-timeout', ...VAULT],
    own: [
        {
            name: 'standalone',
            only: 'up',
            about: 'For up: Airflow runs on this machine and not in containers (astro dev start --standalone).'
        },
        {
            name: 'airflow-url',
            value: 'URL',
            only: 'up',
            about: 'For up: Vault as Airflow reaches it; default: what fits where Airflow runs.'
        },
        { name: 'fake', only: 'up', about: 'For up: make up the values that are missing.' },
        { name: 'forget', only: 'down', about: 'For down: do not ask a Vault that is gone for good.' },
        YES
    ],
    examples: [
        ['local up --standalone', 'starts vault or bao in development mode'],
        ['local up --vault-url https://vault.example.com:8200', 'uses a Vault that is running already'],
        ['local check', 'reads as Airflow does'],
        ['local down', 'removes what up has added']
    ],
    run: local_local
};

;// CONCATENATED MODULE: ./lib/terminal/commands/plan.js


const plan = {
    name: 'plan',
    summary: 'show what would change',
    about: 'Compares the manifest with Vault, and with the Deployment if one is chosen. Changes nothing. Without a login to Vault it says what can be said without one.',
    inputs: except(),
    own: [{ name: 'exit-code', about: 'Exit with 2 if there is something to change.' }, JSON_OPTION],
    examples: [
        ['plan', 'with VAULT_ADDR set, after vault login'],
        ['plan --deployment-name prod --exit-code', 'the Deployment too; exit code 2 if something would change'],
        ['plan --json | jq .chapters', 'for programs']
    ],
    run: call => carryOut('plan', call)
};

;// CONCATENATED MODULE: ./lib/terminal/commands/policy.js


const policy_policy = {
    name: 'policy',
    summary: 'print the least policy that the pipeline needs in Vault',
    about: 'Prints the least policy that the pipeline itself needs in Vault, for a mode and this manifest. Contacts nobody.',
    inputs: RIGHTS,
    own: [],
    examples: [
        ['policy > pipeline-policy.hcl', 'for mode deploy'],
        ['policy --mode plan', 'for pull requests']
    ],
    run: policy
};

;// CONCATENATED MODULE: ./lib/terminal/commands/rotate.js


const rotate = {
    name: 'rotate',
    summary: "replace a Deployment's secret-id now",
    about: 'Gives the Deployment a new secret-id, as `deploy --rotate now --deploy-type none` does. The old one works until destroy-after has passed. Shows the plan and asks.',
    inputs: except('undo', 'rotate', 'deploy-type', 'image-name', 'build-secrets', 'force', 'description', ...group('Previews')),
    own: [YES, JSON_OPTION],
    examples: [['rotate --deployment-name prod', 'shows the plan and asks']],
    run: call => carryOut('rotate', call)
};

;// CONCATENATED MODULE: ./lib/terminal/commands/show.js


const show_show = {
    name: 'show',
    summary: 'print what a Deployment reads from Vault',
    about: 'Prints paths, places in the manifest, constants, and sources by name. Contacts nobody, and prints no secret.',
    inputs: PATHS,
    own: [],
    examples: [['show --deployment dev', 'as the Deployment dev of the manifest has it']],
    run: show
};

;// CONCATENATED MODULE: ./lib/terminal/commands/sync.js


const sync = {
    name: 'sync',
    summary: 'update Vault',
    about: 'Shows the plan, asks, and then updates Vault. Never touches a Deployment.',
    inputs: ['manifest', ...SELECTION, 'wait-time', 'run-timeout', ...VAULT, ...group('Safety')],
    own: [YES, JSON_OPTION],
    examples: [
        ['sync', 'shows the plan and asks'],
        ['sync --prune apply --yes', 'without a question, and without what the manifest no longer names']
    ],
    run: call => carryOut('sync', call)
};

;// CONCATENATED MODULE: ./lib/terminal/commands/undo.js


const undo = {
    name: 'undo',
    summary: 'reverse what an earlier run changed in Vault',
    about: 'Reverses the changes to secrets of one run, by its id: the GITHUB_RUN_ID of a workflow, or the id that a command prints at its end. Shows the plan and asks.',
    operand: { name: 'run', what: 'the id of a run' },
    inputs: ['manifest', ...SELECTION, 'run-timeout', ...VAULT],
    own: [YES, JSON_OPTION],
    examples: [['undo 1658821493', 'what the workflow run of that id has changed']],
    run: call => carryOut('undo', call, { undo: call.words[0]?.trim() ?? '' })
};

;// CONCATENATED MODULE: ./lib/terminal/commands/verify.js


const commands_verify_verify = {
    name: 'verify',
    summary: 'prove that Airflow can read every secret',
    about: "Logs in with a secret-id of Airflow's role that lives a minute at most, and reads every secret of the manifest with it. Changes nothing else, and prints no value.",
    inputs: ['manifest', ...SELECTION, 'run-timeout', ...VAULT],
    own: [JSON_OPTION],
    examples: [
        ['verify', 'what all Deployments share'],
        ['verify --deployment dev', 'what the isolated Deployment dev reads']
    ],
    run: call => carryOut('verify', call)
};

;// CONCATENATED MODULE: ./lib/terminal/commands.js
















/** In the order of the help: what one does first comes first. */
const ALL_BUT_COMPLETION = [
    initializing,
    check_check,
    plan,
    bootstrap_bootstrap,
    sync,
    deploy,
    commands_verify_verify,
    commands_doctor_doctor,
    diff_diff,
    commands_local_local,
    undo,
    rotate,
    policy_policy,
    show_show,
    import_importing
];
const COMMANDS = [...ALL_BUT_COMPLETION, completing(ALL_BUT_COMPLETION)];

;// CONCATENATED MODULE: ./lib/terminal/version.js
// Made from package.json by `npm run readme`.
const version_VERSION = '1.0.0';

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
        if (['--version', '-V', 'version'].includes(name)) {
            print(`${version_VERSION}\n`);
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
        const said = explainHere(error);
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
async function atTerminal(args, { argv, env, stdin, stdout, stderr, kill, pid }) {
    // Whoever reads the output may have seen enough.
    for (const stream of [stdout, stderr])
        stream.on('error', () => { });
    const hasColours = (stream) => stream.isTTY && stream.hasColors();
    const owner = ownerOf(argv[1] ?? '');
    return await terminal(args, {
        environment: env,
        ...(owner === undefined ? {} : { owner }),
        home: (0,external_node_os_.homedir)(),
        temp: (0,external_node_os_.tmpdir)(),
        colours: { stdout: hasColours(stdout), stderr: hasColours(stderr) },
        showsProgress: stderr.isTTY && env['TERM'] !== 'dumb',
        ...(stdin.isTTY ? { ask, askHidden: (question, signal) => askHidden(question, { stdin, stderr, kill, pid }, signal) } : {}),
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
