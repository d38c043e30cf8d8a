export const id = 200;
export const ids = [200];
export const modules = {

/***/ 952:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CI: () => (/* binding */ partsOf),
/* harmony export */   G7: () => (/* binding */ needsDagDeploys),
/* harmony export */   Lh: () => (/* binding */ shipsOf),
/* harmony export */   YH: () => (/* binding */ DEPLOY_TYPES),
/* harmony export */   dI: () => (/* binding */ PARTS),
/* harmony export */   e4: () => (/* binding */ versions),
/* harmony export */   uX: () => (/* binding */ DEPLOY_KINDS),
/* harmony export */   v8: () => (/* binding */ projectOf),
/* harmony export */   x4: () => (/* binding */ versionsOf)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5395);

/** The parts of an Astro project: each is shipped as a whole, compared with what was shipped last, and has a version in Astro. */
const PARTS = ['image', 'dags'];
/** What Astro's API says about versions, of a Deployment and of a deploy alike. */
const versions = zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    imageTag: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()),
    dagTarballVersion: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()),
    /** Moves at once; the other moves when the Deployment has settled. A deploy has none. */
    desiredDagTarballVersion: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()),
    isDagDeployEnabled: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY()
});
const VERSION_OF = {
    image: ({ imageTag }) => imageTag,
    // Without DAG deploys the DAGs are in the image.
    dags: ({ isDagDeployEnabled, desiredDagTarballVersion, dagTarballVersion, imageTag }) => isDagDeployEnabled ? (desiredDagTarballVersion ?? dagTarballVersion) : imageTag
};
/** The version of each part; absent if the platform did not say. */
const versionsOf = (told) => Object.fromEntries(PARTS.map(part => [part, VERSION_OF[part](told)]).filter(([, version]) => version));
const astro = (...parts) => ({ project: 'astro', parts });
const ACCEPTED = /^Deployed (?:DAG bundle|Image Tag): +(\S+)\s*$/gm;
const DEPLOY_KINDS = {
    'image-and-dags': { argv: id => ['deploy', id], ships: astro('image', 'dags'), accepted: ACCEPTED, needsDagDeploys: false },
    'dags-only': { argv: id => ['deploy', id, '--dags'], ships: astro('dags'), accepted: ACCEPTED, needsDagDeploys: true },
    'image-only': { argv: id => ['deploy', id, '--image'], ships: astro('image'), accepted: ACCEPTED, needsDagDeploys: true },
    dbt: {
        argv: id => ['dbt', 'deploy', id],
        ships: { project: 'dbt', parts: [] },
        accepted: /^Successfully uploaded bundle with version (\S+) to Astro\.$/gm,
        needsDagDeploys: true
    }
};
const projectOf = (type) => DEPLOY_KINDS[type].ships.project;
/** The parts of the Astro project that it ships. */
const shipsOf = (type) => DEPLOY_KINDS[type].ships.parts;
const needsDagDeploys = (type) => DEPLOY_KINDS[type].needsDagDeploys;
/** Every value of the input. `infer` ships what has changed, `none` nothing. */
const DEPLOY_TYPES = ['infer', ...Object.keys(DEPLOY_KINDS), 'none'];
/** The parts of the Astro project that are compared, or asked for. */
const partsOf = (type) => type === 'infer' ? PARTS : type === 'none' ? [] : shipsOf(type);


/***/ }),

/***/ 6323:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ allOf),
/* harmony export */   h: () => (/* binding */ counted)
/* harmony export */ });
/** `1 secret`, `2 secrets`. */
const counted = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;
/** `the only secret`, `all 2 secrets`. */
const allOf = (count, noun) => (count === 1 ? `the only ${noun}` : `all ${counted(count, noun)}`);


/***/ }),

/***/ 8045:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   YA: () => (/* binding */ seconds),
/* harmony export */   ft: () => (/* binding */ DURATION),
/* harmony export */   zP: () => (/* binding */ LONGEST)
/* harmony export */ });
const UNITS = { s: 1, m: 60, h: 3_600, d: 86_400 };
/** What `seconds` accepts as a text. */
const DURATION = /^(\d+|(\d+[smhd])+)$/;
/** Ten years. A time so far ahead is still one that a `Date` can have; a longer duration is a slip of the keyboard. */
const LONGEST = 3_650 * 86_400;
/** Seconds in a duration in Vault's format (`90s`, `1h30m`, `30d`; a bare number is seconds); undefined if it is none, or too long. */
function seconds(text) {
    const span = typeof text === 'number' ? text : DURATION.test(text) ? inSeconds(text) : Number.NaN;
    return Number.isInteger(span) && span >= 0 && span <= LONGEST ? span : undefined;
}
const inSeconds = (text) => text.split(/(?<=[smhd])/).reduce((sum, part) => sum + Number.parseInt(part, 10) * (UNITS[part.at(-1) ?? ''] ?? 1), 0);


/***/ }),

/***/ 7594:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   So: () => (/* binding */ Mistakes),
/* harmony export */   WE: () => (/* binding */ explain),
/* harmony export */   g5: () => (/* binding */ failureOf),
/* harmony export */   yo: () => (/* binding */ UserError)
/* harmony export */ });
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8340);

/** Why a run ends, as sentences for the person who reads the log, each with what to do about it. */
class UserError extends Error {
    hint;
    #several;
    /** One sentence, to which `hint` belongs; or several findings at once. */
    constructor(said, { hint, cause } = {}) {
        super(typeof said === 'string' ? said : said.map(_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .explained */ .to).join('\n'), { cause });
        this.name = 'UserError';
        this.hint = hint;
        this.#several = typeof said === 'string' ? undefined : said;
    }
    get findings() {
        const { message, hint } = this;
        return this.#several ?? [{ severity: 'error', message, ...(hint === undefined ? {} : { hint }) }];
    }
}
/** What is wrong in files and inputs, all of it at once: each is shown at its place. */
class Mistakes extends UserError {
    constructor(findings) {
        super(findings);
        this.name = 'Mistakes';
    }
}
/** Why a run failed. An error that is not for the user is our mistake and keeps its stack. */
function failureOf(error) {
    if (error instanceof UserError)
        return error.findings;
    return [{ severity: 'error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }];
}
/** The same as text, with hints. */
const explain = (error) => failureOf(error).map(_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .explained */ .to).join('\n');


/***/ }),

/***/ 378:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CI: () => (/* binding */ partsOf),
/* harmony export */   IO: () => (/* binding */ Unreadable),
/* harmony export */   Qr: () => (/* binding */ lastBytes),
/* harmony export */   Sx: () => (/* binding */ readUtf8),
/* harmony export */   io: () => (/* binding */ readBytes),
/* harmony export */   o5: () => (/* binding */ SMALL),
/* harmony export */   qC: () => (/* binding */ readIfThere),
/* harmony export */   qo: () => (/* binding */ reasonFor)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4573);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7594);



/**
 * Every file that a repository or an earlier step brings is opened here. It may be a pipe that nobody writes to, a device that never
 * ends, or of any size: only regular files are read, up to a bound.
 */
/** For what people write by hand: requirements, a Dockerfile, patterns to ignore. */
const SMALL = 1024 * 1024;
/** A manifest of 20,000 secrets takes 2 MiB. */
const LARGE = 64 * SMALL;
class Unreadable extends _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo {
    /** `there is no such file`, `it is a folder`. The caller says what was to be read. */
    why;
    isAbsent;
    constructor(path, why, { isAbsent = false, cause } = {}) {
        super(`${path} cannot be read: ${why}`, { cause });
        this.why = why;
        this.isAbsent = isAbsent;
    }
}
/** Throws `Unreadable`, also for a file of more than `limit` bytes. */
function readBytes(path, limit = LARGE) {
    return withRegular(path, (file, size) => {
        if (size > limit)
            throw tooLarge(path, limit);
        const chunks = [];
        let bytes = 0;
        // Files in /proc say that they are empty, and others grow.
        for (let chunk = nextOf(file, size); chunk.length > 0; chunk = nextOf(file, size)) {
            bytes += chunk.length;
            if (bytes > limit)
                throw tooLarge(path, limit);
            chunks.push(chunk);
        }
        return Buffer.concat(chunks);
    });
}
/** The same as text. Throws for bytes that are not UTF-8: each would silently become U+FFFD, and reach Vault like that. */
function readUtf8(path, limit = LARGE) {
    const bytes = readBytes(path, limit);
    if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes))
        return bytes.toString();
    const [before = ''] = bytes.toString().split('\ufffd', 1);
    const line = before.split('\n').length;
    throw new Unreadable(path, `line ${line} has bytes that are not UTF-8; save the file as UTF-8 (Windows PowerShell redirects as UTF-16)`);
}
/** The text of a file, whatever its bytes; undefined if there is none. Throws `Unreadable`. */
function readIfThere(path, limit = SMALL) {
    try {
        return readBytes(path, limit).toString();
    }
    catch (error) {
        if (error instanceof Unreadable && error.isAbsent)
            return undefined;
        throw error;
    }
}
/** The end of a file of any size: at most `count` bytes. Throws `Unreadable`. */
function lastBytes(path, count) {
    return withRegular(path, (file, size) => {
        const buffer = Buffer.alloc(Math.min(count, size));
        return buffer.subarray(0, (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readSync)(file, buffer, 0, buffer.length, size - buffer.length));
    });
}
/** The content of a file of any size, in parts. Throws `Unreadable`. */
async function* partsOf(path) {
    const file = openRegular(path).file;
    try {
        yield* (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)('', { fd: file });
    }
    catch (error) {
        throw reasonFor(path, error);
    }
}
function withRegular(path, read) {
    const { file, size } = openRegular(path);
    try {
        return read(file, size);
    }
    catch (error) {
        throw reasonFor(path, error);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(file);
    }
}
function openRegular(path) {
    const file = open(path);
    const facts = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.fstatSync)(file);
    if (facts.isFile())
        return { file, size: facts.size };
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(file);
    throw new Unreadable(path, facts.isDirectory() ? 'it is a folder' : NOT_REGULAR);
}
function open(path) {
    try {
        // Without waiting for somebody to write into a pipe.
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(path, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_NONBLOCK);
    }
    catch (error) {
        throw reasonFor(path, error);
    }
}
function nextOf(file, size) {
    const buffer = Buffer.allocUnsafe(Math.min(Math.max(size, 4_096), SMALL));
    return buffer.subarray(0, (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readSync)(file, buffer));
}
const NOT_REGULAR = 'it is a pipe, a socket or a device';
const tooLarge = (path, limit) => new Unreadable(path, `it is larger than ${limit / SMALL} MiB`);
/** A socket answers ENXIO to whoever opens it; EAGAIN comes from files of the kernel that wait for something to happen. */
const REASONS = {
    ENOENT: 'there is no such file',
    ENOTDIR: 'there is no such file',
    EACCES: 'this step may not read it',
    EPERM: 'this step may not read it',
    ELOOP: 'it is a link that leads to itself',
    ENXIO: NOT_REGULAR,
    EAGAIN: NOT_REGULAR,
    EIO: 'the system reports an input/output error',
    ENAMETOOLONG: 'there is no such file'
};
/** A system error about this path as `Unreadable`; any other error unchanged. */
function reasonFor(path, error) {
    const { code, syscall, message } = error;
    // An aborted signal has a code, too.
    if (code === undefined || syscall === undefined)
        return error;
    const why = REASONS[code] ?? message;
    return new Unreadable(path, why, { isAbsent: why === REASONS['ENOENT'], cause: error });
}


/***/ }),

/***/ 8340:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ sentenceOf),
/* harmony export */   Jo: () => (/* binding */ saidOf),
/* harmony export */   Z9: () => (/* binding */ placeText),
/* harmony export */   to: () => (/* binding */ explained)
/* harmony export */ });
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3023);

/** The finding in one line, without its hint: `airflow-secrets.yaml:4:3: variables.greeting needs GREETING`. */
const sentenceOf = (finding) => finding.place === undefined ? saidOf(finding) : `${placeText(finding.place)}: ${saidOf(finding)}`;
/** The same without its place, for callers that show that in another way. */
const saidOf = ({ subject, message }) => subject === undefined ? (0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visibleLines */ .gB)(message) : `${(0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(subject)} ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visibleLines */ .gB)(message)}`;
/** `dags/daily.py:12:3`, as far as it is known. */
const placeText = ({ file, line, column }) => [(0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(file), line, column].filter(part => part !== undefined).join(':');
/** The finding, with its hint on a second line. */
const explained = (finding) => finding.hint === undefined ? sentenceOf(finding) : `${sentenceOf(finding)}\n${finding.hint}`;


/***/ }),

/***/ 4452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O7: () => (/* binding */ Masks),
/* harmony export */   P: () => (/* binding */ isOrdinary),
/* harmony export */   QX: () => (/* binding */ isTooShortToMask)
/* harmony export */ });
/* unused harmony export maskForms */
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3023);

/** Shorter texts would turn half of every log, and outputs that contain them, into asterisks. */
const SHORTEST = 4;
/** Every form in which a value may appear in a log: as it is, by trimmed line, in JSON, percent-encoded, made visible. */
function maskForms(secret) {
    const value = secret.reveal();
    // The runner takes a lone CR for a line end, too.
    const lines = value.split(/\r\n|[\r\n]/).map(line => line.trim());
    const forms = [value, value.trim(), ...lines].flatMap(text => [text, ...jsonForms(text), percentEncoded(text), (0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(text)]);
    return [...new Set(forms)].filter(text => text.trim().length >= SHORTEST);
}
/** Inside a JSON text: of JavaScript, of Go, which escapes what HTML would obey, and of Python, which escapes all but ASCII. */
function jsonForms(text) {
    const json = JSON.stringify(text).slice(1, -1);
    const escaping = (characters) => json.replace(characters, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
    return [json, escaping(/[<>&\u2028\u2029]/g), escaping(/[\u0080-\uffff]/g)];
}
/** All that is masked so far. */
class Masks {
    /** By how they begin, because a text is searched for all of them at once, and there may be a hundred thousand. */
    #forms = new Map();
    /** Returns the forms that are new: a value may come from several places. */
    add(secret) {
        return maskForms(secret).filter(form => {
            const start = startAt(form, 0);
            const known = this.#forms.get(start) ?? new Set();
            this.#forms.set(start, known);
            return !known.has(form) && known.add(form);
        });
    }
    /**
     * The text with `***` for all that is masked; forms that overlap or touch become one. Comes before whatever changes or cuts foreign
     * text: no mask fits an escaped secret, or the half of one.
     */
    hide(text) {
        let shown = '';
        let end = -1;
        for (let at = 0; at + SHORTEST <= text.length; at++) {
            const length = this.#lengthAt(text, at);
            if (length === 0)
                continue;
            if (at > end)
                shown += `${text.slice(Math.max(end, 0), at)}***`;
            end = Math.max(end, at + length);
        }
        return end < 0 ? text : shown + text.slice(end);
    }
    #lengthAt(text, at) {
        const forms = this.#forms.get(startAt(text, at));
        if (forms === undefined)
            return 0;
        let longest = 0;
        for (const form of forms)
            if (form.length > longest && text.startsWith(form, at))
                longest = form.length;
        return longest;
    }
}
/** A number for the next four characters; others may have the same. Much faster than a text of four, for logs of many MB. */
function startAt(text, at) {
    let start = 0;
    for (let next = at; next < at + SHORTEST; next++)
        start = (start * 131 + text.charCodeAt(next)) & 0x3fffffff;
    return start;
}
/** A word or a number that texts of other people hold too: `true`, `prod`, `Production`, `20261231`. */
const isOrdinary = (secret) => !isTooShortToMask(secret) && /^(\p{L}?\p{Ll}{3,12}|\p{Lu}{4,12}|\d{4,8})$/u.test(secret.reveal().trim());
const isTooShortToMask = (secret) => secret.reveal().trim().length < SHORTEST;
/** As in an Airflow URI. Lone surrogates, which no URI can hold, are replaced on the way through a buffer. */
function percentEncoded(text) {
    return encodeURIComponent(Buffer.from(text).toString()).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}


/***/ }),

/***/ 3023:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RK: () => (/* binding */ visible),
/* harmony export */   gB: () => (/* binding */ visibleLines),
/* harmony export */   tJ: () => (/* binding */ inert),
/* harmony export */   vI: () => (/* binding */ shortened),
/* harmony export */   yN: () => (/* binding */ disarmed)
/* harmony export */ });
/**
 * Characters that a reader cannot see, or that act on the display: line ends, escape sequences, changes of direction, joiners, tags,
 * fillers, and halves of characters, which no request can hold.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const SHORT = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
/** A sentence of ours with foreign text in it, which may be a list of lines. */
const visibleLines = (text) => text.split('\n').map(visible).join('\n');
/** Foreign text on one line, with nothing hidden in it: `a\nb` with a backslash for a name of two lines. */
const visible = (text) => text.replace(UNSEEN, character => SHORT[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
/** The same as a line that a runner of GitHub takes for no command: `##\[group]`, `\::debug::`. */
const inert = (line) => disarmed(visible(line));
/** The same for text of many lines, in which all else stays as it is. */
const disarmed = (text) => text
    .replaceAll('##[', '##\\[')
    .split(/([\n\r\u2028\u2029])/)
    .map(line => (line.trimStart().startsWith('::') ? `\\${line}` : line))
    .join('');
/** No more of a text than people read: at most so many UTF-16 units, never half a character, and `…` where it was cut. */
const shortened = (text, most) => text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;


/***/ }),

/***/ 9729:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ Unreachable),
/* harmony export */   P: () => (/* binding */ Refusal)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7594);

/** An answer that is no success. Each service has a class of its own, with its own words. */
class Refusal extends _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo {
    status;
    /** Seconds that the server asks to wait. */
    retryAfter;
    constructor(message, { status, retryAfter, hint }) {
        super(message, { hint });
        this.status = status;
        this.retryAfter = retryAfter;
    }
}
/** A request without a usable answer: refused, cut off, too slow, or not from the service. */
class Unreachable extends _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo {
    /** Whether the server may have seen the request; what it did is then unknown. */
    sent;
    /** Node's, OpenSSL's, or one of this room. */
    code;
    constructor(message, { sent, code, hint }) {
        super(message, { hint });
        this.sent = sent;
        this.code = code;
    }
}


/***/ }),

/***/ 3137:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ readEvent),
/* harmony export */   p: () => (/* binding */ trustedIn)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5395);
/* harmony import */ var _base_files_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(378);


/** What GitHub says of the event that a workflow runs for; undefined if there is none, or not in that shape. */
function readEvent(environment, shape) {
    try {
        return shape.safeParse(JSON.parse((0,_base_files_js__WEBPACK_IMPORTED_MODULE_0__/* .readUtf8 */ .Sx)(environment['GITHUB_EVENT_PATH'] ?? ''))).data;
    }
    catch {
        return undefined;
    }
}
/** Null or absent once the fork is deleted. */
const HEAD = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .nullish */ .cl6(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ full_name: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }));
const OF_PULL_REQUEST = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ pull_request: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ head: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ repo: HEAD }) }) });
const OF_OTHER_RUN = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ workflow_run: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ head_repository: HEAD }) });
/** Whose commit the event is about, for the events that give a run for a stranger's commit the secrets of this repository. */
const HEADS = {
    pull_request_target: environment => readEvent(environment, OF_PULL_REQUEST)?.pull_request.head.repo?.full_name,
    workflow_run: environment => readEvent(environment, OF_OTHER_RUN)?.workflow_run.head_repository?.full_name
};
/**
 * Where such an event is about a commit of another repository, the commit of this one that alone may be obeyed: the one that the
 * workflow itself is taken from. An event that cannot be read counts as a stranger's.
 */
function trustedIn(environment) {
    const headOf = HEADS[environment['GITHUB_EVENT_NAME'] ?? ''];
    if (headOf === undefined || headOf(environment) === (environment['GITHUB_REPOSITORY'] ?? ''))
        return {};
    return { trusted: environment['GITHUB_SHA'] ?? '' };
}


/***/ }),

/***/ 7525:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ VersionConflict),
/* harmony export */   h: () => (/* binding */ VaultError)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7594);
/* harmony import */ var _http_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9729);
/* harmony import */ var _hints_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1630);



/** A request that Vault refused: `status` and every text in `errors`. */
class VaultError extends _http_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .Refusal */ .P {
    errors;
    data;
    #warnings;
    constructor(request, status, errors, beside = {}) {
        const { data, warnings = [], retryAfter } = beside;
        const said = errors.length > 0 ? errors.map(oneLine).join('; ') : silent(status, data, warnings);
        super(`Vault answered ${status} to ${request.method} ${request.path}: ${said}`, {
            status,
            retryAfter,
            hint: (0,_hints_js__WEBPACK_IMPORTED_MODULE_2__/* .hintFor */ .JR)(status, errors, said)
        });
        this.name = 'VaultError';
        this.errors = errors;
        this.data = data;
        this.#warnings = warnings;
    }
    says(text) {
        return this.errors.some(error => error.includes(text));
    }
    warns(text) {
        return this.#warnings.some(warning => warning.includes(text));
    }
    /** Whether Vault does not, or no longer, know the token; it words that differently from a refusal by policy. */
    get tokenGone() {
        return this.status === 403 && (0,_hints_js__WEBPACK_IMPORTED_MODULE_2__/* .isTokenGone */ .VK)(this.errors);
    }
}
/** A check-and-set write found another version than planned. */
class VersionConflict extends _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo {
}
/** Vault wraps many texts as `1 error occurred:\n\t* permission denied\n\n`. */
function oneLine(error) {
    return error
        .replace(/^\d+ errors? occurred:\s*/, '')
        .split('\n')
        .map(line => line.trim().replace(/^\* /, ''))
        .filter(line => line !== '')
        .join('; ');
}
/** What an answer without text means. Of the five kinds of 404, three have none. */
function silent(status, data, warnings) {
    if (status === 307)
        return 'this node knows of no leader';
    if (status !== 404)
        return 'no error text';
    if (warnings.some(warning => warning.includes('Invalid path')))
        return 'the mount is KV version 2 and has no such endpoint';
    const metadata = data?.metadata;
    if (metadata?.version)
        return `version ${metadata.version} was ${metadata.destroyed ? 'destroyed' : 'deleted'}`;
    return 'there is nothing at this path';
}


/***/ }),

/***/ 1630:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JR: () => (/* binding */ hintFor),
/* harmony export */   VK: () => (/* binding */ isTokenGone),
/* harmony export */   ZG: () => (/* binding */ keepHint)
/* harmony export */ });
const TOO_LARGE = 'Shorten the value, or have the limit of the server raised (1 MiB by default).';
const LEADERLESS = 'Run again: the cluster is electing a leader. If that does not help, its nodes may not reach each other.';
const IN_FRONT = 'A balancer or proxy in front of Vault could not reach it: check that the server is running, and its address in the balancer.';
const REDIRECTED = 'Something in front of Vault redirects requests: set `vault-url` to the address where Vault itself answers.';
/** The first row that fits counts. There is one for each status in the retry table, and for the refusals that people meet. */
const ROWS = [
    { status: 301, hint: REDIRECTED },
    { status: 302, hint: REDIRECTED },
    { status: 308, hint: REDIRECTED },
    { status: 307, hint: LEADERLESS },
    { status: 400, says: 'HTTP request to an HTTPS server', hint: 'The server expects TLS: start `vault-url` with https://.' },
    {
        status: 400,
        says: 'non-versioned to versioned data',
        hint: 'The mount is being upgraded to KV version 2: run again in a minute. If that does not help, look in the server log.'
    },
    { status: 401, hint: 'It is probably not Vault that answers: check `vault-url`, and what is in front of Vault.' },
    { status: 403, hint: 'Allow this path in the policies of the token. A wrong namespace gets the same answer.' },
    {
        status: 404,
        says: 'no handler for route',
        hint: 'Check the mount and the namespace: no secrets engine or auth method is mounted at this path.'
    },
    {
        status: 404,
        says: 'unsupported path',
        hint: 'Check the mount and the name: something else is mounted there, or the name has characters that it does not accept.'
    },
    {
        status: 404,
        says: 'has no such endpoint',
        hint: 'Check the mount: it is not the one you mean, or this server is too old for the request.'
    },
    { status: 404, says: 'was deleted', hint: 'Restore it with `vault kv undelete`.' },
    { status: 404, says: 'was destroyed', hint: 'Write it again: a destroyed version cannot be restored.' },
    { status: 404, hint: 'Check the name, and that it is in the namespace that `vault-namespace` names.' },
    { status: 405, hint: 'Check the mount: something else is mounted there, or this server does not support the request.' },
    {
        status: 407,
        hint: 'A proxy refused the request: check user and password in HTTPS_PROXY or HTTP_PROXY, or add the server to NO_PROXY.'
    },
    {
        status: 412,
        hint: 'This node lags behind its cluster, or an agent in front of it refuses: set `vault-url` to another node or a balancer.'
    },
    { status: 413, hint: TOO_LARGE },
    {
        status: 429,
        says: 'lease count',
        hint: 'The server has reached its lease quota: ask its operators to raise it.'
    },
    { status: 429, hint: 'The server limits the rate of requests: run again later, or ask its operators for a larger quota.' },
    { status: 472, hint: 'This cluster is a disaster recovery secondary: set `vault-url` to the primary.' },
    { status: 473, hint: 'This node is a standby: set `vault-url` to the active node or a balancer.' },
    { status: 474, hint: 'This node is a standby that cannot reach the active node: set `vault-url` to that node or a balancer.' },
    { says: 'value being too large', hint: TOO_LARGE },
    {
        status: 500,
        says: 'internal error',
        hint: 'Look in the server log for the reason: usually Vault cannot write its audit log, or its storage fails.'
    },
    { status: 500, says: 'local node not active', hint: LEADERLESS },
    { status: 500, says: 'leadership lost', hint: LEADERLESS },
    {
        status: 500,
        says: 'subset relationship',
        hint: 'The role has CIDR bounds of its own: add the addresses of the secret-id to its `secret_id_bound_cidrs` and `token_bound_cidrs`, or remove these.'
    },
    { status: 500, hint: 'Look in the server log for details.' },
    { status: 502, hint: IN_FRONT },
    { status: 503, says: 'sealed', hint: 'The server is sealed: ask its operators to unseal it.' },
    {
        status: 503,
        hint: 'Run again: the cluster has no leader at the moment, or a balancer in front of it finds no healthy node.'
    },
    { status: 504, hint: IN_FRONT },
    { status: 530, hint: 'This node was removed from its cluster: set `vault-url` to another node or a balancer.' }
];
const TOKEN_GONE = 'Vault does not know this token: it is mistyped, expired or revoked, or belongs to another namespace or server.';
/** `said`: the text of the error. Undefined if there is nothing to add, as for most answers with 400. */
function hintFor(status, errors, said) {
    if (status === 403 && isTokenGone(errors))
        return TOKEN_GONE;
    return ROWS.find(row => (row.status ?? status) === status && said.includes(row.says ?? ''))?.hint;
}
/** OpenBao sends the bare text, Vault adds `invalid token`; a policy's refusal comes wrapped by both. */
const isTokenGone = (errors) => errors.some(error => error.trim() === 'permission denied' || error.includes('invalid token'));
/** What to do about a secret that Vault is going to delete by itself. `next`: who writes it once more. */
const keepHint = (mount, path, next = 'run again') => `Take it off the mount (\`vault write ${mount}/config delete_version_after=0s\`) or off the key (\`vault kv metadata put -mount=${mount} -delete-version-after=0s ${path}\`). Then ${next}: it writes what Vault would still delete once more.`;


/***/ }),

/***/ 6160:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kf: () => (/* binding */ dataPath),
/* harmony export */   So: () => (/* binding */ apiPath),
/* harmony export */   w5: () => (/* binding */ OWN_FOLDER)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7594);

/**
 * An API path with every segment percent-encoded, so that `?`, `#`, `%`, blanks and non-ASCII names arrive as written.
 * Empty, `.` and `..` segments are refused: Vault would answer with a redirect, or the URL class would change the path.
 */
function apiPath(...parts) {
    const segments = parts.flatMap(part => part.split('/'));
    const bad = segments.find(segment => segment === '' || segment === '.' || segment === '..');
    if (bad !== undefined)
        throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${parts.join('/')} is not a path in Vault: one of its segments is ${bad === '' ? 'empty' : bad}`);
    return segments.map(encodeURIComponent).join('/');
}
/** Where KV v2 keeps the values of `path`: the `data/` that policies must name too. */
const dataPath = (mount, path) => `${mount}/data/${path}`;
/** Everything we keep in Vault is below this folder of the mount, out of reach of the role that Airflow uses. */
const OWN_FOLDER = '_astro-vault-action';


/***/ })

};
