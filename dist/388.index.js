export const id = 388;
export const ids = [388];
export const modules = {

/***/ 4677:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ fieldsOf),
/* harmony export */   q: () => (/* binding */ parseJsonConnection)
/* harmony export */ });
/* harmony import */ var _float_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9858);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9252);
/* harmony import */ var _uri_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4332);



const FIELDS = ['conn_type', 'host', 'login', 'password', 'schema'];
const TEXTS = [...FIELDS, 'description', 'uri'];
const KNOWN = [...TEXTS, 'port', 'extra'];
/**
 * Reads a connection in the JSON that Airflow accepts in `AIRFLOW_CONN_*` and writes with `as_json`: `extra` is an object or its
 * text, `port` a number or its text (the number 0 means none), `uri` replaces all fields, and the type is spelled as in a URI or
 * as in Airflow. An unknown key or a value of the wrong type is a problem, because Airflow then drops the whole connection. Never
 * quotes a value.
 */
function parseJsonConnection(text) {
    const raw = parse(text);
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(raw))
        return { problem: 'is not a JSON object; write {"conn_type": "postgres", …} with double quotes' };
    const stray = Object.keys(raw).find(key => !KNOWN.includes(key));
    if (stray !== undefined)
        return { problem: `has the key ${(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .asciiJson */ .iL)(stray)}, which Airflow does not know; valid keys are ${KNOWN.join(', ')}` };
    const wrong = TEXTS.find(key => raw[key] !== undefined && raw[key] !== null && typeof raw[key] !== 'string');
    if (wrong !== undefined)
        return { problem: `${wrong} is not a string` };
    const { conn_type: connType = '', description, uri, ...fields } = textsOf(raw);
    const described = description === undefined ? {} : { description };
    if (uri) {
        const beside = [...FIELDS, 'port', 'extra'].find(key => raw[key]);
        if (beside !== undefined)
            return { problem: `has both uri and ${beside}, which Airflow rejects; remove one of them` };
        const parsed = (0,_uri_js__WEBPACK_IMPORTED_MODULE_0__/* .parseUri */ .wY)(uri);
        return parsed.ok ? { connection: parsed.value, ...described } : { problem: `uri ${parsed.problem}` };
    }
    const port = portFrom(raw['port']);
    if (Number.isNaN(port))
        return { problem: 'port is not a number' };
    const inexact = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(raw['extra']) ? (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .exactnessProblem */ .I)(text) : undefined;
    if (inexact !== undefined)
        return { problem: inexact };
    const extra = extraFrom(raw['extra'], text);
    const rest = { ...fields, ...(port === undefined ? {} : { port }), ...(extra === undefined ? {} : { extra }) };
    return { connection: { connType: (0,_uri_js__WEBPACK_IMPORTED_MODULE_0__/* .normalizeConnType */ .M4)(connType), ...rest }, ...described };
}
function textsOf(raw) {
    return Object.fromEntries(TEXTS.flatMap(key => (typeof raw[key] === 'string' ? [[key, raw[key]]] : [])));
}
/** NaN if it is not a number. */
function portFrom(port) {
    if (port === undefined || port === null || port === '' || port === 0)
        return undefined;
    return typeof port === 'number' || (typeof port === 'string' && /^\s*\d+\s*$/.test(port)) ? Number(port) : Number.NaN;
}
/** The text of `extra`. In a structure, ints and floats stay what they are in `text`. */
function extraFrom(extra, text) {
    if (extra === undefined || extra === null)
        return undefined;
    return typeof extra === 'string' ? extra : JSON.stringify((0,_float_js__WEBPACK_IMPORTED_MODULE_2__/* .parseWithFloats */ .nO)(text).extra);
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/**
 * The KV data of a connection in the format `fields`: absent fields are left out, and `extra` is text. Port 0 is a string,
 * because Airflow reads the number 0 as no port.
 */
function fieldsOf({ connType, port, ...texts }, description) {
    return {
        conn_type: connType,
        ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined)),
        ...(port === undefined ? {} : { port: port === 0 ? '0' : port }),
        ...(description === undefined ? {} : { description })
    };
}


/***/ }),

/***/ 4478:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SW: () => (/* binding */ asAirflowReads),
/* harmony export */   dB: () => (/* binding */ fieldProblems),
/* harmony export */   hh: () => (/* binding */ sameConnection),
/* harmony export */   lm: () => (/* binding */ connectionProblems)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9252);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3877);



/**
 * Everything in a connection that Airflow would reject, or read back as something else; empty if there is nothing. Each sentence
 * starts with the name of its field.
 */
function connectionProblems(connection) {
    return fieldProblems(connection).map(({ field, problem }) => `${field} ${problem}`);
}
/** Like `connectionProblems`, with the name of the field apart from the sentence. */
function fieldProblems({ connType, host, login, password, schema, port, extra }) {
    const found = [
        ['conn_type', connTypeProblem(connType)],
        ['host', host && (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .textProblem */ .F)(host)],
        ['login', login && (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .textProblem */ .F)(login)],
        ['password', password && (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .textProblem */ .F)(password)],
        ['schema', schema && (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .textProblem */ .F)(schema)],
        ['port', portProblem(port)],
        ['extra', extra && extraProblem(extra)]
    ];
    return found.flatMap(([field, problem]) => (problem ? [{ field, problem }] : []));
}
/**
 * The connection as Airflow has it after `Connection.parse_from_uri` of its URI: type in lower case and `postgresql` called
 * `postgres`, an empty host, schema or extra absent, and a login of `''` if there is only a password.
 */
function asAirflowReads({ connType, host, login, password, schema, port, extra }) {
    const type = connType.toLowerCase();
    const user = login ?? (password === undefined ? undefined : '');
    return {
        connType: type === 'postgresql' ? 'postgres' : type,
        ...(host && { host }),
        ...(user !== undefined && { login: user }),
        ...(password !== undefined && { password }),
        ...(schema && { schema }),
        ...(port !== undefined && { port }),
        ...(extra && { extra })
    };
}
/** Whether Airflow would read both as the same connection; `extra` is compared by content. */
function sameConnection(a, b) {
    const [one, other] = [a, b].map(connection => {
        const { extra, ...fields } = asAirflowReads(connection);
        return { ...fields, extra: extra === undefined ? undefined : JSON.parse(extra) };
    });
    return (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(one, other);
}
function connTypeProblem(connType) {
    if (connType === '')
        return 'is empty; write a connection type, such as postgres';
    if (connType.includes('+'))
        return 'names a driver, as a SQLAlchemy URL does; write the type alone, such as postgres';
    if (connType.includes('-'))
        return 'contains a hyphen, which Airflow reads as an underscore; use _ instead, as in google_cloud_platform';
    if (/^[A-Za-z][A-Za-z0-9._]*$/.test(connType))
        return undefined;
    return 'is not a connection type; start with a letter and use only ASCII letters, digits, _ and . (such as postgres)';
}
function portProblem(port) {
    if (port === undefined || (Number.isInteger(port) && port >= 0 && port <= 65535))
        return undefined;
    return 'is not a port; write a whole number from 0 to 65535';
}
// Airflow's Connection._validate_extra, stricter in one respect: Python also accepts NaN and Infinity as JSON.
function extraProblem(extra) {
    const problem = (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .textProblem */ .F)(extra);
    if (problem)
        return problem;
    try {
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(JSON.parse(extra)) ? (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .depthProblem */ .hE)(extra) : 'is JSON, but not an object; write {"name": value, …}';
    }
    catch {
        return 'is not JSON; write an object, {"name": value, …}, with double quotes and no trailing comma';
    }
}


/***/ }),

/***/ 9858:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   nO: () => (/* binding */ parseWithFloats),
/* harmony export */   uL: () => (/* binding */ wholeFloat),
/* harmony export */   wI: () => (/* binding */ WholeFloat)
/* harmony export */ });
/**
 * A whole number that Python reads as a float, such as `1.0` or `1e3`. JavaScript has one type for both, so a plain number would
 * come back as an int.
 */
class WholeFloat {
    value;
    constructor(value) {
        this.value = value;
    }
    /** As Python's `json.dumps` writes it. Node 20 lacks `JSON.rawJSON`, so there it becomes an int. */
    toJSON() {
        const large = Math.abs(this.value) >= 1e16;
        const text = large ? this.value.toExponential() : `${Object.is(this.value, -0) ? '-0' : this.value}.0`;
        return JSON.rawJSON?.(text) ?? this.value;
    }
}
/** Wraps a float that is a whole number. Any other float stays one by itself. */
const wholeFloat = (value) => (Number.isInteger(value) ? new WholeFloat(value) : value);
/** `JSON.parse` that tells floats from ints. */
function parseWithFloats(text) {
    return JSON.parse(text, (_, value, ...rest) => {
        const [context] = rest;
        return /[.e]/i.test(context?.source ?? '') ? wholeFloat(value) : value;
    });
}


/***/ }),

/***/ 9252:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ar: () => (/* binding */ compactJson),
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   I: () => (/* binding */ exactnessProblem),
/* harmony export */   fP: () => (/* binding */ INEXACT),
/* harmony export */   hE: () => (/* binding */ depthProblem),
/* harmony export */   iL: () => (/* binding */ asciiJson)
/* harmony export */ });
/**
 * Compact JSON text of `value`, with its keys in their order. Everything but printable ASCII becomes `\uXXXX` in lower-case hex,
 * as in Python's `json.dumps`.
 */
function asciiJson(value) {
    return JSON.stringify(value).replace(/[\u007f-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
/** JSON text without the white space between its tokens; numbers, escapes and keys stay as written. */
function compactJson(json) {
    return json.replace(/("[^"\\]*(?:\\.[^"\\]*)*"?)|\s+/gs, '$1');
}
/** Whether `value` is what Python would load as a `dict`: an object, not an array, not null. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** Strings, numbers and brackets of a JSON text. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"?|-?\d[\d.eE+-]*|[[\]{}]/gs;
/** Why JSON text would change if JavaScript parsed it and wrote it again, or `undefined` if it would not. */
function exactnessProblem(json) {
    const isExact = (literal) => /^-?\d+$/.test(literal) ? Number.isSafeInteger(Number(literal)) : Number.isFinite(Number(literal));
    return tokensOf(json).some(token => /^[-\d]/.test(token) && !isExact(token)) ? `has a number ${INEXACT}` : depthProblem(json);
}
/** The rest of a sentence about a number. */
const INEXACT = 'that JavaScript cannot represent exactly (more than 15 digits, or too large); write it as a string, in quotes';
/** Python's `json` gives up somewhere below 1000 levels, depending on the call stack around it. */
const DEEPEST = 200;
/** Why Python's `json` cannot load JSON text that JavaScript can, or `undefined` if both can. */
function depthProblem(json) {
    let depth = 0;
    for (const token of tokensOf(json)) {
        if (token === '[' || token === '{')
            depth++;
        else if (token === ']' || token === '}')
            depth--;
        if (depth > DEEPEST)
            return `is nested more than ${DEEPEST} levels deep, which Python may fail to read`;
        // Python refuses to convert longer ones.
        if (/^-?\d{4301}/.test(token))
            return 'has a number with more than 4300 digits, which Python cannot read';
    }
    return undefined;
}
const tokensOf = (json) => json.match(TOKENS) ?? [];


/***/ }),

/***/ 7441:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SU: () => (/* binding */ backendKwargs),
/* harmony export */   SX: () => (/* binding */ conflictingVariables),
/* harmony export */   Vj: () => (/* binding */ serialiseKwargs),
/* harmony export */   cz: () => (/* binding */ BACKEND_CLASS),
/* harmony export */   hd: () => (/* binding */ BACKEND_KWARGS),
/* harmony export */   th: () => (/* binding */ BACKEND)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9252);

/** The class that Airflow loads, in every provider since Airflow 2. */
const BACKEND_CLASS = 'airflow.providers.hashicorp.secrets.vault.VaultBackend';
/** `[secrets] backend`. A class that cannot be imported keeps every component of Airflow from starting. */
const BACKEND = 'AIRFLOW__SECRETS__BACKEND';
/** `[secrets] backend_kwargs`: the arguments of `VaultBackend`, as a JSON object. */
const BACKEND_KWARGS = 'AIRFLOW__SECRETS__BACKEND_KWARGS';
/** Seconds. With hvac's own 30 and its three retries, a lookup takes two minutes when Vault is unreachable. */
const DEFAULT_TIMEOUT = 10;
/**
 * The kwargs for these settings, with those of the login from `auth`. What equals hvac's default is left out. Configuration is
 * never looked up in Vault (`config_path`): of the three kinds, it is the only one that stops Airflow when Vault does not answer.
 */
function backendKwargs(settings, auth) {
    const { namespace, verify } = settings;
    return {
        connections_path: settings.connectionsPath,
        variables_path: settings.variablesPath,
        config_path: null,
        mount_point: settings.mountPoint,
        kv_engine_version: 2,
        url: settings.url,
        ...(namespace && { namespace }),
        ...auth,
        ...(verify !== undefined && { verify }),
        timeout: settings.timeout ?? DEFAULT_TIMEOUT
    };
}
/**
 * The text of `AIRFLOW__SECRETS__BACKEND_KWARGS`: compact ASCII JSON, keys in the order of the object. `$` is escaped, because
 * Airflow expands `$NAME` in an environment variable before it parses the JSON, and offers no other way to write it.
 */
function serialiseKwargs(kwargs) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .asciiJson */ .iL)(kwargs).replaceAll('$', '\\u0024');
}
/**
 * The environment variables among `names` that would change or replace the backend behind our back: single kwargs (since Airflow
 * 3.2) override those in the JSON, `_CMD` and `_SECRET` supply a value that is absent, and workers (since 3.0) may have their own
 * backend.
 */
function conflictingVariables(names) {
    return names.filter(name => /^AIRFLOW__(SECRETS__BACKEND_KWARG__.*|SECRETS__BACKEND(_KWARGS)?_(CMD|SECRET)|WORKERS__SECRETS_BACKEND.*)$/s.test(name));
}


/***/ }),

/***/ 3877:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ textProblem)
/* harmony export */ });
/**
 * Why text cannot reach Airflow unchanged, or `undefined` if it can.
 *
 * Neither environment variables nor PostgreSQL text can contain NUL, and half a surrogate pair has no UTF-8 form: Python can hold
 * it, but not send it anywhere. The sentence never quotes the text.
 */
function textProblem(text) {
    if (text.includes('\0'))
        return 'contains a NUL character; remove it';
    if (/\p{Surrogate}/u.test(text))
        return 'contains half a surrogate pair, which UTF-8 cannot encode; write the whole character';
    return undefined;
}


/***/ }),

/***/ 4332:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  RR: () => (/* binding */ encodeUri),
  M4: () => (/* binding */ normalizeConnType),
  wY: () => (/* binding */ parseUri)
});

// EXTERNAL MODULE: ./lib/airflow/connection.js
var connection = __webpack_require__(4478);
// EXTERNAL MODULE: ./lib/airflow/json.js
var json = __webpack_require__(9252);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: ./lib/airflow/text.js
var airflow_text = __webpack_require__(3877);
;// CONCATENATED MODULE: ./lib/airflow/uri-parts.js


/**
 * Splits a URI as Airflow does with Python's `urlsplit`, and rejects one that would be split where its author did not mean it.
 */
function splitUri(uri) {
    const refusal = (0,airflow_text/* textProblem */.F)(uri) ?? formProblem(uri) ?? protocolProblem(uri);
    if (refusal)
        return { ok: false, problem: refusal };
    const [scheme = '', rest = ''] = cut(uri, '://');
    const protocol = rest.includes('://') ? /^[^/?:]+/.exec(rest)?.[0] : undefined;
    const address = protocol === undefined ? rest : rest.slice(`${protocol}://`.length);
    const [, netloc = '', path = '', query = ''] = /^([^/?]*)(\/[^?]*)?(?:\?(.*))?$/s.exec(address) ?? [];
    const at = netloc.lastIndexOf('@');
    const hostinfo = netloc.slice(at + 1);
    const [, ipv6, name = '', digits = ''] = /^(?:\[(.*)\]|([^:]*))(?::(.*))?$/s.exec(hostinfo) ?? [];
    const problem = addressProblem(netloc, ipv6, digits, path);
    if (problem)
        return { ok: false, problem };
    return {
        ok: true,
        value: {
            scheme: scheme.toLowerCase(),
            protocol: protocol?.toLowerCase(),
            userinfo: at < 0 ? undefined : netloc.slice(0, at),
            hostname: ipv6 ?? name,
            hostinfo,
            port: digits === '' ? undefined : Number(digits),
            path,
            query
        }
    };
}
// Airflow itself rejects only the last of these. It makes the others a connection without a type, or without what follows the #.
function formProblem(uri) {
    const [scheme, rest] = cut(uri, '://');
    if (uri === '')
        return 'is empty; write a connection URI, such as postgres://host:5432/schema';
    if (uri.startsWith('{'))
        return 'is JSON, which older Vault providers read as a URI; use conn_json, the fields of the connection, or a URI';
    if (/\p{Cc}/u.test(uri))
        return 'contains a line break or another control character; remove it, or percent-encode it (%0A)';
    if (rest === undefined || !/^[A-Za-z][A-Za-z0-9.-]*$/.test(scheme))
        return schemeProblem(rest === undefined ? '' : scheme);
    if (uri.includes('#'))
        return 'has an unencoded #, after which Airflow drops everything; write %23';
    if (uri.split('://').length > 3)
        return 'has more than two ://, which Airflow rejects; write the later ones as %3A%2F%2F';
    return undefined;
}
function schemeProblem(scheme) {
    if (/^[\w.-]*\+[\w.+-]*$/.test(scheme))
        return 'is a SQLAlchemy URL, not an Airflow URI; write the type without driver, as in postgres://';
    if (/^[A-Za-z][\w.-]*$/.test(scheme) && scheme.includes('_')) {
        return 'has an underscore in its type, which Airflow cannot read in a URI; use - instead, as in google-cloud-platform://';
    }
    return 'does not start with a connection type and ://, as in postgres://; a type is a letter, then letters, digits, - and .';
}
/**
 * What may precede a second `://`. Airflow takes anything there as the protocol of the host. Before that, it removes every
 * `type://`, even if that is the second `://` or part of it.
 */
function protocolProblem(uri) {
    const [scheme = '', rest = ''] = cut(uri, '://');
    if (!rest.includes('://'))
        return undefined;
    if (scheme !== scheme.toLowerCase())
        return 'has a second :// after a type with capital letters; write the type in lower case';
    if (rest.includes(`${scheme}://`)) {
        return `repeats its type before the second ://, and Airflow removes both; write the second one as %3A%2F%2F`;
    }
    // A protocol, or a query after an empty host: the only places where Airflow garbles nothing.
    if (/^(?:[A-Za-z][A-Za-z0-9+.-]*|\/?\?[^@:]*|\/[^/@:][^@:]*):\/\//.test(rest))
        return undefined;
    return 'has a second :// that does not precede the host, which Airflow garbles; write it as %3A%2F%2F';
}
function addressProblem(netloc, ipv6, digits, path) {
    const brackets = /[[\]]/.test(ipv6 === undefined ? netloc : netloc.replace(`[${ipv6}]`, ''));
    if (brackets || (ipv6 !== undefined && !(0,external_node_net_.isIPv6)(ipv6))) {
        return 'has a [ or ] that does not enclose an IPv6 address; write %5B and %5D';
    }
    if (!/^\d*$/.test(digits) || Number(digits) > 65535) {
        return 'has a port that is not a whole number from 0 to 65535; if a login or password contains /, ? or :, write %2F, %3F or %3A, and put an IPv6 address in [ ]';
    }
    if (path.includes('@'))
        return 'has an @ after the first /; write %2F for a / in a login or password, and %40 for an @ in the schema';
    // Python's _checknetloc, which rejects look-alike hosts.
    const netlocOnly = netloc.replace(/[@:#?]/g, '');
    if (netlocOnly.normalize('NFKC') !== netlocOnly && /[/?#@:]/.test(netlocOnly.normalize('NFKC'))) {
        return 'has a character in its login, password or host that Python reads as / ? # @ or :; percent-encode it';
    }
    return undefined;
}
/** Python's `str.partition` at the first separator; one element if there is none. */
function cut(text, separator) {
    const at = text.indexOf(separator);
    return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
/**
 * Python's `urllib.parse.unquote`: a `%` without two hex digits stays.
 *
 * @throws URIError for bytes that are not UTF-8, where Python puts U+FFFD
 */
function unquote(text) {
    return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, bytes => decodeURIComponent(bytes));
}

;// CONCATENATED MODULE: ./lib/airflow/uri.js



/**
 * The connection as the URI that every Airflow since 2.0 reads back unchanged. Airflow's own `Connection.get_uri` does not: it
 * loses the case of hosts, hosts with a protocol, and port 0.
 *
 * Expects a connection without `connectionProblems`; throws `URIError` for half a surrogate pair.
 */
function encodeUri({ connType, host, login, password, schema, port, extra }) {
    let uri = `${connType.toLowerCase().replaceAll('_', '-')}://`;
    if (login !== undefined || password !== undefined) {
        uri += encode(login ?? '');
        if (password !== undefined)
            uri += `:${encode(password)}`;
        uri += '@';
    }
    if (host)
        uri += encodeHost(host);
    if (port !== undefined)
        uri += `:${port}`;
    if (schema)
        uri += `/${encode(schema)}`;
    // Always as __extra__: loose parameters would all become strings, and nested values would not fit.
    if (extra)
        uri += `${schema ? '' : '/'}?__extra__=${encode(extra)}`;
    return uri;
}
/** Encodes all but RFC 3986's unreserved characters; `encodeURIComponent` leaves five more alone. */
function encode(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, percent);
}
/** Encodes capitals too, because Airflow lower-cases a host up to its first `%`, and no further. */
function encodeHost(host) {
    // A capital after % is a hex digit of an escape, not a letter of the host.
    return encode(host).replace(/%..|[A-Z]/g, found => (found.startsWith('%') ? found : percent(found)));
}
function percent(character) {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
/**
 * Reads a connection URI by the rules of Airflow's `Connection.parse_from_uri` (since mid-2023, apache/airflow#31465; as a task
 * sees it, so loose query parameters are all strings). An empty host or schema is absent here.
 *
 * Stricter than Airflow wherever Airflow would misread what the author meant: each such case is a problem. Neither problems nor
 * warnings quote any part of the text.
 */
function parseUri(text) {
    try {
        return parse(text);
    }
    catch (error) {
        // decodeURIComponent; Python would substitute U+FFFD and carry on with a wrong password.
        if (!(error instanceof URIError))
            throw error;
        return {
            ok: false,
            problem: 'has a percent-encoding that is not UTF-8; encode the UTF-8 bytes of the character, such as %C3%A9 for é'
        };
    }
}
function parse(text) {
    const uri = text.trim();
    const split = splitUri(uri);
    if (!split.ok)
        return split;
    const { protocol, userinfo, hostname, port, path, query } = split.value;
    const [login, password] = userinfo === undefined ? [] : cut(userinfo, ':');
    const host = hostOf(hostname, split.value.hostinfo);
    const schema = unquote(path.slice(1));
    const parameters = query.split('&').flatMap(pair => (pair === '' ? [] : [parameter(pair)]));
    const extra = query === '' ? '' : extraOf(new Map(parameters));
    const value = {
        connType: normalizeConnType(split.value.scheme),
        ...(host && { host: protocol === undefined ? host : `${protocol}://${host}` }),
        ...(login !== undefined && { login: unquote(login) }),
        ...(password !== undefined && { password: unquote(password) }),
        ...(schema && { schema }),
        ...(port !== undefined && { port }),
        ...(extra && { extra })
    };
    const [mistake] = (0,connection/* fieldProblems */.dB)(value);
    if (mistake)
        return { ok: false, problem: `has an invalid ${mistake.field}: it ${mistake.problem}` };
    const names = parameters.map(([name]) => name);
    const warnings = [
        uri !== text && 'has white space around it, which is ignored; remove it',
        unquote(hostname) !== host &&
            'has capital letters in its host, which Airflow reads in lower case; percent-encode them if they matter',
        new Set(names).size < names.length && 'repeats a parameter, of which Airflow uses the last; remove the others',
        names.includes('__extra__') &&
            names.some(name => name !== '__extra__') &&
            'has parameters next to __extra__, which Airflow ignores; move them into it'
    ];
    return { ok: true, value, warnings: warnings.filter(warning => warning !== false) };
}
/** Airflow's `_normalize_conn_type`. */
function normalizeConnType(scheme) {
    return scheme === 'postgresql' ? 'postgres' : scheme.replaceAll('-', '_');
}
/** Airflow's `_parse_netloc_to_hostname`: lower case up to the first `%`, unless a `/` is encoded in it. */
function hostOf(hostname, hostinfo) {
    const [head] = cut(hostname, '%');
    const host = unquote(head.toLowerCase() + hostname.slice(head.length));
    return host.includes('/') ? unquote(cut(hostinfo, ':')[0]) : host;
}
/** Python's `parse_qsl` of one pair: `+` is a space here, and only here. */
function parameter(pair) {
    const [name, value = ''] = cut(pair.replaceAll('+', ' '), '=');
    return [unquote(name), unquote(value)];
}
function extraOf(parameters) {
    // Spaced like json.dumps, so that the text equals Airflow's byte for byte. Not from one object, which would put keys such as
    // "1" first.
    return (parameters.get('__extra__') ??
        `{${[...parameters].map(([name, value]) => `${(0,json/* asciiJson */.iL)(name)}: ${(0,json/* asciiJson */.iL)(value)}`).join(', ')}}`);
}


/***/ }),

/***/ 4210:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EE: () => (/* binding */ argument),
/* harmony export */   fl: () => (/* binding */ otherwise),
/* harmony export */   gI: () => (/* binding */ given),
/* harmony export */   no: () => (/* binding */ maybe),
/* harmony export */   p0: () => (/* binding */ duration)
/* harmony export */ });
/* unused harmony export described */
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5395);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3759);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9396);
/* harmony import */ var _duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8045);


/** Building blocks of schemas that are also documentation. */
const error = `must be a duration such as 90s, 1h or 30d, at most ${_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .LONGEST */ .zP / 86_400}d`;
const span = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .union */ .KCZ([
    zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* ._regex */ .Fk(_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .DURATION */ .ft, { error, abort: true }), zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .refine */ .YPB(text => (0,_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .seconds */ .YA)(text) !== undefined, { error })),
    zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* ._gte */ .qm(0), zod_mini__WEBPACK_IMPORTED_MODULE_2__/* ._lte */ .Zm(_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .LONGEST */ .zP))
], { error })
    .register(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .globalRegistry */ .fd, {
    id: 'duration',
    description: "A duration in Vault's format, such as 90s, 1h30m or 30d, at most 3650d. A bare number means seconds."
});
/** A duration in seconds, with a default. */
const duration = (fallback, description) => zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .prefault */ .SdS(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(span, zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .transform */ .pdi(text => (0,_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .seconds */ .YA)(text))), fallback)
    .check(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .describe */ .q0y(description));
/** A text that is not empty. */
const given = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* ._minLength */ .m9(1));
/** A text that becomes an argument of a command, where a leading `-` would make it an option. */
const argument = given.check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* ._regex */ .Fk(/^[^-]/, { error: 'must not begin with -' }));
/** Describes a type that nothing else uses yet: `check` would copy it first, which takes time at every start. */
function described(type, description) {
    zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .globalRegistry */ .fd.add(type, { description });
    return type;
}
/** An optional key. */
const maybe = (type, description) => described(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(type), description);
/** A key with a default, which `type` does not check. */
const otherwise = (type, value, description) => described(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* ._default */ .Rvf(type, value), description);


/***/ }),

/***/ 730:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ required),
/* harmony export */   x: () => (/* binding */ IDENTITIES)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7594);

/** The names of all kinds: rows of `identity/identities.ts`, and sections of the manifest. */
const IDENTITIES = ['approle', 'jwt'];
/** The login facts of a role that must exist by now; `path` is where Vault keeps them. Throws if they cannot be read. */
function required(facts, path) {
    if (facts.state === 'present')
        return facts.value;
    if (facts.state === 'absent')
        throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${path} cannot be read: the role does not exist`);
    throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${path} cannot be read: ${facts.because}`, { hint: `The token of this run needs read on ${path}.` });
}


/***/ }),

/***/ 8541:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _o: () => (/* binding */ hasSecretName),
  hK: () => (/* binding */ holdsSecret),
  n0: () => (/* binding */ looksSecret),
  TR: () => (/* binding */ secretLeaves)
});

;// CONCATENATED MODULE: ./lib/imports/name-words.js
/** The words of a name: `dbWarehouse_v2` is `db`, `warehouse`, `v`. */
const wordsOf = (name) => name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter(word => word !== '');
/**
 * Words that occur in names of settings and do not suggest a secret. A name with any other word may be that of a secret, in
 * whatever language: `senha` is Portuguese for password.
 */
const HARMLESS = new Set(`
  a account active address adf admin age airbyte airflow alert alerts all alpha api app application archive arn as async at athena
  attempt attempts author authors audit availability avro aws az azure back backfill backup bank base bash batch beam beta bigquery billing blob
  body branch broker brand bronze bucket budget build bulk bypass cache calendar callback capacity case catalog category celery
  channel charset check chunk city class client cloud cluster code codec collection color column columns comma command comment
  company compass compression compute concurrency cond config configuration connect connector consumer container content contract
  copy core cost count counter country cpu create cron csv currency current custom customer cutoff daily dag dags data database
  databricks dataflow dataform dataproc dataset datasets date day days db dbt debug decimal default delay delete delimiter delta demo
  department deploy deployment depth desc description dest destination dev dialect dimension dir directory disk display distance
  doc docker domain done download driver dropbox dry duration edition elastic email emails emr enable enabled encoding end endpoint
  engine entity env environment epoch error errors etl event events every example exchange execution executor expire expiration
  export external extract factor fail failed failure false family fast feature features feed fetch field fields file filename files
  filter final first flag flags flow folder format forecast fraction frequency from ftp full function gcp gcs gb geo git glob glue
  gold google grace grain group groups hadoop handler hdfs header headers health height high history hive holiday holidays home host
  hostname hour hours hourly hql http https id ids image impala import in inbox include incremental index info ingest ingestion
  initial input insert install instance int interval invoice is isin iso items iterations java job jobs join jdbc json kafka kind
  kube kubernetes label labels lag lake landing lang language last latency layer layout lead length level lib library limit limits
  line lines list local locale location log logging login logs lookback low mail main manager map marker marketing mart max maximum
  mb member memory message metadata metric metrics mid min mins minimum minute minutes ml mode model module mongo mongodb month
  monthly ms mssql my mysql name namespace network new node nodes notebook notification notify now null num number numeric object
  of off offset old on only open operator option options oracle order orders org organization output owner page pages parallel
  parallelism param parameter parameters params parquet partition partitions partner passenger passengers passthrough path paths
  pattern percent percentage period pipeline pipelines plan platform pod poll polling pool pools port postgres postgresql prefix
  name names preprod presto priority prod product production products profile profiles project projects property protocol provider purge
  quarter query queue quota raise ram random range rate ratio raw read reader recipient recipients record records redshift ref
  region regions release replica report reports repository request requests reset resource resources response retention retries
  retry role root row rows rule rules run runs runtime s sales sample sandbox scale schedule scheduler schema scheme scope script
  search seconds sender separator sequence serverless service services set settings sftp shard sheet shop silver simple site size
  skip slack sla slot slots slow smtp snapshot snowflake sort source sources spark spec split sql ssh ssl sslmode stage staging
  standard start startup state status step steps stock storage store stores strategy stream string subject subnet suffix support
  sync system table tables tag tags target targets task tasks team teams template tenant tenants test testing text theme threshold
  throughput tier time timeout timestamp timezone tmp to topic topics total trace trespass trigger true ttl type types tz unit units
  update upload upper url urls use user username users utc valid validation vendor verbose verify version versions view volume vpc
  wait warehouse warehouses watermark week weekly weight width window windows worker workers workflow workspace write x xml y yaml
  year years zip zone greeting hello generate vault sops
  `
    .split(/\s+/)
    .filter(word => word !== ''));
/** Compounds in which `pass` is about tests and not about passwords. */
const COMPOUNDS = /\bpass (rate|ratio|count|percent|percentage|threshold|criteria)\b/g;
/**
 * Whether every word of a name is known, and none suggests a secret. A single letter is not a word, nor is a position in a list.
 */
function isHarmlessName(name) {
    const words = wordsOf(name).join(' ').replace(COMPOUNDS, '$1').split(' ');
    const isKnown = (word) => HARMLESS.has(word);
    // Letters alone may be the initials of anything.
    return words.every(word => isKnown(word) || /^[a-z]?$/.test(word)) && (words.length === 1 || words.some(isKnown));
}

;// CONCATENATED MODULE: ./lib/imports/secrecy.js

/**
 * Decides what may go into git from a file that does not say what is secret. A harmless value that is taken for a secret costs a
 * GitHub secret; a secret that is taken for a harmless value ends up in git. So a value is harmless only if every word of its
 * name is known to be harmless and it reads like words and numbers.
 */
const NAMES = /passw|passphrase|passcode|pwd|secret|token|(api|access|account|shared|signing|encryption|master)[_-]?key|(^|[\W_])(pg)?(key|pin|pat|otp|sas|pass|pw|creds?|jwt|hmac|fernet|psk)$|private|credential|auth(?!or)|bearer|keyfile|service_?account|webhook|dsn|conn(ection)?_?str|proxy|proxies|cookie|signature|salt/i;
const VALUES = [
    /-----BEGIN /,
    // A login in a URL, as in postgres://user:password@host or https://token@host.
    /:\/\/[^/\s]*@/,
    /(pass(w(or)?d)?|pwd|secret|token|key|sig|signature)["']?\s*[=:]/i,
    // The prefixes of tokens from large issuers, JSON Web Tokens, and chat webhooks that accept messages from anybody.
    /\b(gh[pousr]_|github_pat_|glpat-|xox[a-z]-|sk-|sk_|hv[sbr]\.|[sb]\.[A-Za-z0-9]{20}|AKIA|ASIA|AIza|SG\.|dapi|npm_|pypi-|eyJ[\w-]{10})/,
    // What Airflow and others show instead of a secret.
    /\*{3}/,
    /hooks\.slack\.com|discord(app)?\.com\/api\/webhooks|webhook/i,
    /\b[0-9a-f]{32,}\b/i
];
/** Whether a name says that its value, and everything below it, is secret. */
function hasSecretName(name) {
    return NAMES.test(name) && !isHarmlessName(name);
}
/** Whether text contains something that looks like a secret. Enough for fields that hold an address or a name. */
function holdsSecret(text) {
    return VALUES.some(form => form.test(text)) || text.split(/[^\w+/=~.-]+/).some(isRandom);
}
/** Twenty characters without a space, with lower-case and upper-case letters and digits. */
const isRandom = (word) => word.length >= 20 && /[a-z]/.test(word) && /[A-Z]/.test(word) && /\d/.test(word);
/** What is not a secret even under an unknown name: empty text, a yes or no, a small number. */
const TRIFLE = /^(true|false|yes|no|null|none|-?\d{1,3}(\.\d{1,3})?)?$/i;
/** Whether text under this name may be a secret; empty text never is. */
function looksSecret(name, text) {
    if (TRIFLE.test(text))
        return text !== '' && hasSecretName(name);
    return !isHarmlessName(name) || holdsSecret(text) || !isPlainSpeech(text);
}
/** A word in one case or in camel case, a number with or without a unit, or both together as in `db1` and `eu-west-1a`. */
const WORD = /^(\p{Lu}?\p{Ll}{1,20}(\p{Lu}\p{Ll}{2,12}){0,4}|\p{Lu}{1,14}|\p{Lo}+|\p{L}{1,3}\d{1,3}|\d{1,4}\p{L}{0,3}|\d{1,12}|\d\dT\d\d)$/u;
/**
 * Whether all pieces are words and numbers. Other characters inside a piece, many around it, or digits inside a word suggest a
 * password.
 */
function isPlainSpeech(text) {
    if (/^\d{8,}$/.test(text))
        return false;
    return text.split(/\s+/).every(piece => {
        const [inside = ''] = /[\p{L}\p{N}](.*[\p{L}\p{N}])?/u.exec(piece) ?? [];
        if (piece.length - inside.length > 6)
            return false;
        const core = inside.replace(/^([\w.+-]+)@([\w-]+\.[\w.-]+)$/, '$1.$2');
        const between = core.includes('://') ? /[^\p{L}\p{N}]+/u : /[-_.,:;/='"()[\]{}<>]+/;
        return core === '' || core.split(between).every(word => WORD.test(word));
    });
}
/** The strings of a structure that may be secrets, keys that look like one, and everything below a key that names one. */
const secretLeaves = (tree, name) => leavesOf(tree, { path: [], name, inherited: false });
function* leavesOf(tree, { path, name, inherited }) {
    const secret = inherited || hasSecretName(name);
    if (typeof tree === 'object' && tree !== null) {
        for (const [key, child] of Object.entries(tree)) {
            const isItem = Array.isArray(tree);
            if (!isItem && holdsSecret(key))
                yield { path: [...path, key], value: key, isKey: true };
            yield* leavesOf(child, { path: [...path, key], name: isItem ? name : key, inherited: secret });
        }
    }
    else if (typeof tree === 'string') {
        if (tree !== '' && (secret || looksSecret(name, tree)))
            yield { path, value: tree };
    }
    else if (typeof tree === 'number' && (secret || !(TRIFLE.test(String(tree)) || isHarmlessName(name))))
        yield { path, value: tree };
}


/***/ }),

/***/ 643:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FQ: () => (/* binding */ leaves),
/* harmony export */   IK: () => (/* binding */ valueFrom),
/* harmony export */   T7: () => (/* binding */ inexactNumbers),
/* harmony export */   gn: () => (/* binding */ constantProblem),
/* harmony export */   ym: () => (/* binding */ constantFor)
/* harmony export */ });
/* harmony import */ var _airflow_float_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9858);
/* harmony import */ var _sources_schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2671);


/**
 * In a constant, `${deployment}` is the name of an isolated Deployment, and `$${` stands for `${`. Anything else after `${` is
 * reserved.
 */
const RESERVED = /(?<!\$)\$\{(?!deployment\})/;
const DEPLOYMENT = /(?<!\$)\$\{deployment\}/g;
function constantProblem(text) {
    return RESERVED.test(text)
        ? 'contains `$' + '{`, which is reserved for `$' + '{deployment}`; write `$$' + '{`, or take the value from { env: NAME }'
        : undefined;
}
/** A constant with its `${deployment}` filled in; undefined if it has one and there is no Deployment. */
function constantFor(text, deployment) {
    if (deployment === undefined && text.search(DEPLOYMENT) >= 0)
        return undefined;
    return text.replaceAll(DEPLOYMENT, deployment ?? '').replaceAll('$${', '${');
}
const valueFrom = (raw) => typeof raw === 'string' ? { kind: 'constant', text: raw } : { kind: 'source', ...(0,_sources_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .namedSource */ .LA)(raw) };
/** Yields every node with a key such as `$env`, and the path to it. */
function* leaves(tree, path = []) {
    if (typeof tree !== 'object' || tree === null)
        return;
    if (!Array.isArray(tree) && Object.keys(tree).some(key => LEAF.has(key)))
        yield { path, node: tree };
    else
        for (const [key, child] of Object.entries(tree))
            yield* leaves(child, [...path, key]);
}
/** Yields the paths of numbers that would not be written as they were read. */
function* inexactNumbers(tree, path = []) {
    if (typeof tree === 'number' && (Number.isInteger(tree) ? !Number.isSafeInteger(tree) : !Number.isFinite(tree)))
        yield path;
    if (typeof tree !== 'object' || tree === null || tree instanceof _airflow_float_js__WEBPACK_IMPORTED_MODULE_1__/* .WholeFloat */ .wI)
        return;
    for (const [key, child] of Object.entries(tree))
        yield* inexactNumbers(child, [...path, key]);
}
const LEAF = new Set(_sources_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .WORDS */ .q9.map(word => `$${word}`));


/***/ }),

/***/ 2248:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ isDrift),
/* harmony export */   b: () => (/* binding */ authorsOfDrift)
/* harmony export */ });
/* harmony import */ var p_map__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(606);
/* harmony import */ var _vault_port_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7109);


/** So many are looked up: a page has no more rows. */
const MOST = 200;
/**
 * Who changed or deleted by hand what this action wrote, as Vault calls them, by path. If the first answer has no such
 * field, nobody else is asked about: the server does not tell, or not this token.
 */
async function authorsOfDrift(vault, mount, wanted, { secrets, ledger }) {
    const drifted = wanted.filter(({ path, data }) => {
        const there = secrets.get(path);
        const isWanted = there?.state === 'present' && data !== undefined && there.data.equals(data);
        return there !== undefined && !isWanted && isDrift(there, ledger.entries.get(path));
    });
    const look = async ({ path }) => {
        const there = secrets.get(path);
        const authors = await vault.authors(mount, path, there.version);
        return { path, authors, who: there.state === 'absent' ? authors?.deleted : authors?.wrote };
    };
    const [first, ...others] = drifted.slice(0, MOST);
    const looked = first === undefined ? [] : [await look(first)];
    if (looked[0]?.authors !== undefined)
        looked.push(...(await (0,p_map__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .Ay)(others, look, { concurrency: _vault_port_js__WEBPACK_IMPORTED_MODULE_1__/* .AT_ONCE */ .Q })));
    return new Map(looked.flatMap(({ path, who }) => (who === undefined ? [] : [[path, who]])));
}
/** Whether somebody else has changed or deleted it: the ledger has a fingerprint of a version once a run has ended well. */
function isDrift(there, entry) {
    if (entry === undefined || entry.fingerprint === '')
        return false;
    return there.state === 'absent' || (there.state === 'present' && there.version !== entry.version);
}


/***/ }),

/***/ 1814:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FN: () => (/* binding */ accomplished),
/* harmony export */   TH: () => (/* binding */ idOf),
/* harmony export */   em: () => (/* binding */ sentence),
/* harmony export */   q0: () => (/* binding */ describe),
/* harmony export */   u0: () => (/* binding */ SUBJECTS)
/* harmony export */ });
/* harmony import */ var _airflow_kwargs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7441);
/* harmony import */ var _base_counted_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6323);
/* harmony import */ var _base_visible_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3023);
/* harmony import */ var _records_consumer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(956);




/** The headings under which a plan and a summary list their steps, in this order. */
const SUBJECTS = ['Vault', 'Secrets', 'Credential', 'Deployment', 'Clean-up'];
/** What a step does, and to what: `write policy`, `astro_policy`. Never a value. */
function describe(step) {
    switch (step.kind) {
        case 'auth-method':
            return { subject: 'Vault', action: `enable ${step.type} auth method`, target: `auth/${step.path}` };
        case 'auth-config':
            return { subject: 'Vault', action: 'configure auth method', target: `auth/${step.path}` };
        case 'mount':
            return { subject: 'Vault', action: 'enable KV version 2 secrets engine', target: `${step.path}/` };
        case 'claim':
            return { subject: 'Vault', action: 'claim secrets and roles for manifest', target: step.manifest };
        case 'policy':
            return { subject: 'Vault', action: 'write policy', target: step.name };
        case 'role':
            return { subject: 'Vault', action: 'write role', target: `auth/${step.access.authMount}/role/${step.access.role}` };
        case 'secret':
            return { subject: 'Secrets', action: step.overwrites ? 'update' : 'create', target: step.path };
        case 'generate':
            return { subject: 'Vault', action: 'store', target: (0,_base_counted_js__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .h)(step.drawn.size, 'generated value') };
        case 'delete':
            return { subject: 'Secrets', action: 'delete', target: step.path };
        case 'undelete':
            return { subject: 'Secrets', action: 'undelete', target: step.path };
        case 'ledger':
            return { subject: 'Vault', action: 'record versions in the ledger of manifest', target: step.manifest };
        case 'record':
            return { subject: 'Credential', action: 'correct', target: 'the record of the Deployment' };
        case 'credential':
            return {
                subject: 'Credential',
                action: step.replaces.length === 0 ? 'issue' : 'replace',
                target: `${step.replaces.length === 0 ? 'a' : 'the'} ${step.noun}`
            };
        case 'verify':
            return {
                subject: 'Credential',
                action: 'verify',
                target: `${(0,_base_counted_js__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .h)(step.paths.length, 'path')} with Airflow's own login`
            };
        case 'kwargs':
            return { subject: 'Deployment', action: 'set', target: _airflow_kwargs_js__WEBPACK_IMPORTED_MODULE_3__/* .BACKEND_KWARGS */ .hd };
        case 'backend':
            return { subject: 'Deployment', action: 'set', target: _airflow_kwargs_js__WEBPACK_IMPORTED_MODULE_3__/* .BACKEND */ .th };
        case 'deploy':
            return { subject: 'Deployment', action: 'deploy', target: step.request.type };
        case 'wake':
            return { subject: 'Deployment', action: 'wake', target: 'the Deployment' };
        case 'hibernate':
            return { subject: 'Deployment', action: 'restore', target: 'the hibernation of the Deployment' };
        case 'health':
            return { subject: 'Deployment', action: 'wait until', target: 'the Deployment is healthy' };
        case 'retire':
            return {
                subject: 'Clean-up',
                action: `${step.credential.id === '' || step.isGone ? 'forget' : 'destroy'} ${step.noun}`,
                target: (0,_records_consumer_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .Vb)(step.credential)
            };
        case 'create':
            return { subject: 'Deployment', action: 'create', target: `Deployment ${step.copy.name}` };
        case 'revoke':
            return {
                subject: 'Clean-up',
                action: 'delete',
                target: [
                    ...(step.role === undefined ? [] : [`role ${step.role} with its secret-ids`]),
                    ...(step.policy === undefined ? [] : [`policy ${step.policy}`])
                ].join(' and ')
            };
        case 'remove':
            return { subject: 'Clean-up', action: 'delete', target: `Deployment ${step.deployment.name}` };
        case 'forget':
            return { subject: 'Clean-up', action: 'delete', target: `the records of preview ${step.preview}` };
        case 'narrow':
            return { subject: 'Clean-up', action: 'narrow policy', target: step.name };
    }
}
/**
 * Kind and target: `secret:variables/greeting`, `policy:astro_policy`. The same from run to run, and unique in a chapter; a step
 * that a chapter has only once has its kind alone.
 */
function idOf(step) {
    switch (step.kind) {
        case 'auth-method':
        case 'auth-config':
        case 'mount':
        case 'secret':
        case 'delete':
        case 'undelete':
            return `${step.kind}:${step.path}`;
        case 'claim':
        case 'generate':
        case 'ledger':
            return `${step.kind}:${step.manifest}`;
        case 'policy':
        case 'narrow':
            return `${step.kind}:${step.name}`;
        case 'role':
            return `${step.kind}:${step.access.authMount}/${step.access.role}`;
        case 'record':
            // What an earlier run has left, and who owns the Deployment now, are corrected one after the other.
            return `${step.kind}:${Object.keys(step.change).sort().join('+')}`;
        case 'deploy':
            return `${step.kind}:${step.request.type}`;
        case 'retire':
            return `${step.kind}:${(0,_records_consumer_js__WEBPACK_IMPORTED_MODULE_1__/* .keyOf */ .TN)(step.credential)}`;
        case 'create':
        case 'revoke':
        case 'remove':
        case 'forget':
        case 'credential':
        case 'verify':
        case 'kwargs':
        case 'backend':
        case 'wake':
        case 'health':
        case 'hibernate':
            return step.kind;
    }
}
function sentence(step) {
    const { action, target } = describe(step);
    return (0,_base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(`${action} ${target}: ${step.reason}`);
}
/** The same, once it is done: the plan has told the reason. */
function accomplished(step) {
    const { action, target } = describe(step);
    return (0,_base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(`✓ ${action} ${target}`);
}


/***/ }),

/***/ 3273:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ DIFF_STATES),
  y: () => (/* binding */ diffNames)
});

// EXTERNAL MODULE: ./lib/values/constants.js
var constants = __webpack_require__(259);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./lib/airflow/json.js
var json = __webpack_require__(9252);
// EXTERNAL MODULE: ./lib/plan/vault/differing-keys.js
var differing_keys = __webpack_require__(1497);
;// CONCATENATED MODULE: ./lib/plan/diff/differing.js




/**
 * A constant is compared with a constant, and what is in Vault with what is in Vault, never one with the other: whoever writes a
 * manifest could check guesses of a secret with it.
 */
function differing(one, other, ...[oneIn, otherIn]) {
    const compare = (first, second) => compared(first, second, structureIn(one, other));
    const inVault = one.there?.state === 'present' && other.there?.state === 'present' ? compare(one.there.data, other.there.data) : undefined;
    if (one.constant !== undefined && other.constant !== undefined) {
        const written = compare(one.constant, other.constant);
        return { ...judgement(written), odd: inVault === undefined ? [] : oddities(written, inVault) };
    }
    const plain = plainKeys(one.entry, oneIn, other.entry, otherIn);
    const [spelled, isPlain] = [[...plain].flatMap(([key, equal]) => (equal ? [] : key)), (key) => plain.has(key)];
    if (inVault === undefined) {
        const isOnOneSide = [one, other].some(({ there }) => there?.state === 'present') && [one, other].some(({ there }) => there?.state === 'absent');
        return { state: isOnOneSide || spelled.length > 0 ? 'different' : 'unknown', keys: spelled, odd: [] };
    }
    const secret = inVault.keys.filter(key => !isPlain(key));
    const constant = inVault.keys.filter(isPlain);
    // Where no key can be named, any of them may be it.
    const isUnnamed = !inVault.equal && inVault.keys.length === 0;
    return {
        ...judgement({ equal: !isUnnamed && spelled.length + secret.length === 0, keys: [...spelled, ...secret] }),
        odd: isUnnamed
            ? []
            : oddities({ equal: spelled.length === 0, keys: spelled }, { equal: constant.length === 0, keys: constant })
    };
}
const judgement = ({ equal, keys }) => ({
    state: equal ? 'equal' : 'different',
    keys
});
function compared(first, second, written) {
    if (first.equals(second))
        return SAME;
    const [one, other] = [first.reveal(), second.reveal()];
    // Airflow reads nothing else of a variable.
    if (typeof one['value'] === 'string' && one['value'] === other['value'])
        return SAME;
    const keys = (0,differing_keys/* differingKeys */.V)(one, other, written);
    // The same connection in other words.
    if (keys?.length === 1 && keys[0] === 'conn_uri')
        return SAME;
    return { equal: false, keys: keys ?? [] };
}
const SAME = { equal: true, keys: [] };
function oddities(written, inVault) {
    if ((0,external_node_util_.isDeepStrictEqual)([...written.keys].sort(), [...inVault.keys].sort()) && written.equal === inVault.equal)
        return [];
    const what = inVault.equal
        ? 'constants are equal'
        : `${inVault.keys.join(', ') || 'constants'} ${inVault.keys.length === 1 ? 'differs' : 'differ'}`;
    return [`in Vault, ${what}: not synced yet, or changed by hand`];
}
/** What both manifests have as a structure of their own: keys in it may be named. */
function structureIn(...sides) {
    const trees = sides.map(({ entry }) => entry && (0,constants/* structureOf */.pH)(entry)).filter(json/* isObject */.Gv);
    return trees.length === 0 ? undefined : Object.assign({}, ...trees);
}
/** Every key that both manifests spell out, and whether they do it alike. */
function plainKeys(one, oneIn, other, otherIn) {
    if (one === undefined || other === undefined)
        return new Map();
    const [first, second] = [(0,constants/* spelledOut */.Si)(one, oneIn), (0,constants/* spelledOut */.Si)(other, otherIn)];
    const [was, becomes] = [(0,constants/* keysOf */.YD)(one), (0,constants/* keysOf */.YD)(other)];
    const plain = new Map();
    for (const [key, text] of first) {
        const there = second.get(key);
        const [a, b] = [was.get(key), becomes.get(key)];
        // Airflow reads some types alike, such as postgres and postgresql.
        if (there === undefined || key === 'conn_type')
            continue;
        if (text !== there)
            plain.set(key, false);
        // The number 3 and the text "3" look alike, and are not.
        else if ((a?.kind === 'constant' && b?.kind === 'constant') || (0,external_node_util_.isDeepStrictEqual)(a, b))
            plain.set(key, true);
    }
    return plain;
}

// EXTERNAL MODULE: ./lib/observe/authors.js
var authors = __webpack_require__(2248);
;// CONCATENATED MODULE: ./lib/plan/diff/notes.js

/** What a reader must know about one side in Vault; empty where it is as a run has left it, and where nobody has looked. */
function noteOn({ there, ledger }, side) {
    const note = noteAbout(there, ledger);
    return note === undefined ? [] : [`${side}: ${note}`];
}
function noteAbout(there, ledger) {
    switch (there?.state) {
        case undefined:
            return undefined;
        case 'not-visible':
            return there.because;
        case 'absent':
            if ((0,authors/* isDrift */._)(there, ledger))
                return 'somebody deleted it in Vault';
            return there.version === 0 ? 'not in Vault yet' : 'deleted in Vault';
        case 'present':
            return (0,authors/* isDrift */._)(there, ledger) ? `somebody changed it in Vault (version ${there.version})` : undefined;
    }
}

;// CONCATENATED MODULE: ./lib/plan/diff/diff.js



/** The most important first. */
const DIFF_STATES = ['only-in-first', 'only-in-second', 'different', 'unknown', 'equal'];
/** Name by name, those that differ first. Constants count as the manifests have them, everything else as Vault has it. Pure. */
function diffNames(first, second) {
    const names = [...new Set([...first.secrets.keys(), ...second.secrets.keys()])];
    const found = names.map((name) => {
        const [one, other] = [first.secrets.get(name), second.secrets.get(name)];
        if (one === undefined)
            return { name, state: 'only-in-second', keys: [], notes: [] };
        if (other === undefined)
            return { name, state: 'only-in-first', keys: [], notes: [] };
        return { name, ...judged(one, other, first, second) };
    });
    return DIFF_STATES.flatMap(state => found.filter(one => one.state === state));
}
function judged(one, other, first, second) {
    const { state, keys, odd } = differing(one, other, first.deployment, second.deployment);
    const notes = [...noteOn(one, first.name), ...noteOn(other, second.name), ...odd];
    const spelled = [spelledBy(one, first), spelledBy(other, second)];
    return {
        state,
        keys: keys.map(key => keyOf(key, spelled[0][key], spelled[1][key])),
        notes: state === 'unknown' && notes.length === 0 ? [NOBODY_LOOKED] : notes
    };
}
const NOBODY_LOOKED = 'it has a source, and Vault was not asked';
/** Texts that look alike, cut or as numbers, tell nobody a difference. */
const keyOf = (key, first, second) => ({
    key,
    ...(first === undefined || first === second ? {} : { first }),
    ...(second === undefined || first === second ? {} : { second })
});
const spelledBy = ({ entry }, { deployment }) => entry === undefined ? {} : (0,constants/* constantsOf */.Lg)(entry, deployment);


/***/ }),

/***/ 7627:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hD: () => (/* binding */ targetKey),
/* harmony export */   qx: () => (/* binding */ ownersIn),
/* harmony export */   u0: () => (/* binding */ carryOut)
/* harmony export */ });
const ownerOf = ({ target, scope }) => (target === undefined ? scope : (target.key ?? target.name));
/** Whose the steps of a chapter are, where the chapters of a run are about several Deployments or scopes; undefined otherwise. */
function ownersIn(chapters) {
    const isOne = new Set(chapters.flatMap(one => ownerOf(one) ?? [])).size < 2;
    return isOne ? () => undefined : ownerOf;
}
/** What tells a target from the others of a run. */
const targetKey = ({ key, id }) => key ?? id;
/** Reports the beginning and the end of a step. */
async function carryOut(step, tell, act) {
    tell({ kind: 'started', step });
    try {
        const outcome = await act();
        tell({ kind: 'done', step, outcome });
        return outcome;
    }
    catch (error) {
        tell({ kind: 'failed', step });
        throw error;
    }
}


/***/ }),

/***/ 9164:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $e: () => (/* binding */ warning),
/* harmony export */   Ev: () => (/* binding */ told),
/* harmony export */   Ji: () => (/* binding */ notAtRest),
/* harmony export */   N4: () => (/* binding */ note),
/* harmony export */   XC: () => (/* binding */ planOf),
/* harmony export */   fj: () => (/* binding */ join),
/* harmony export */   fn: () => (/* binding */ isNotAtRest),
/* harmony export */   hC: () => (/* binding */ conflictsOf),
/* harmony export */   hj: () => (/* binding */ conflict),
/* harmony export */   vK: () => (/* binding */ notCompared)
/* harmony export */ });
const planOf = (part) => ({ steps: [], findings: [], ...part });
const join = (plans) => ({
    steps: plans.flatMap(plan => plan.steps),
    findings: plans.flatMap(plan => plan.findings)
});
/** A plan of findings alone. */
const told = (...findings) => planOf({ findings });
/** Why a plan must not be carried out; `hint` says what to do. */
const conflict = (subject, message, hint) => finding('error', subject, message, hint);
/** What changes nothing but should be read. */
const note = (subject, message, hint) => finding('note', subject, message, hint);
/** What was not looked at although the run is about it, so that nobody knows whether it has changed. */
const notCompared = (subject, message) => ({ ...note(subject, message), topic: 'not-compared' });
/** What was looked at, but a run was or had been at work there: nobody knows whether what differs is drift. A warning. */
const notAtRest = (subject, message, hint) => ({
    ...warning(subject, message, hint),
    topic: 'not-compared'
});
const isNotAtRest = ({ severity, topic }) => severity === 'warning' && topic === 'not-compared';
/** Something that changes nothing here and that somebody should look at. */
const warning = (subject, message, hint) => finding('warning', subject, message, hint);
const finding = (severity, subject, message, hint) => ({
    severity,
    subject,
    message,
    ...(hint === undefined ? {} : { hint })
});
/** Why a plan must not be carried out. */
const conflictsOf = ({ findings }) => findings.filter(({ severity }) => severity === 'error');


/***/ }),

/***/ 9385:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kq: () => (/* binding */ isRestart),
/* harmony export */   _K: () => (/* binding */ isDrift),
/* harmony export */   p7: () => (/* binding */ isSecretStep)
/* harmony export */ });
/** Whether it restarts the Deployment. */
const isRestart = ({ kind }) => kind === 'kwargs' || kind === 'backend' || kind === 'deploy';
/** Whether the step restores what somebody has changed or deleted. */
const isDrift = ({ found }) => found?.by === 'drift';
const isSecretStep = (step) => step.kind === 'secret' || step.kind === 'delete' || step.kind === 'undelete';


/***/ }),

/***/ 1497:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ differingKeys)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _airflow_connection_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4478);
/* harmony import */ var _airflow_connection_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4677);
/* harmony import */ var _airflow_float_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9858);
/* harmony import */ var _airflow_json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9252);
/* harmony import */ var _airflow_uri_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4332);






/** Airflow's own name of each field, in the order in which people write them. */
const FIELDS = {
    connType: 'conn_type',
    host: 'host',
    port: 'port',
    schema: 'schema',
    login: 'login',
    password: 'password'
};
/**
 * Which keys of a secret of Airflow differ from what is there: fields of a connection in either format, `extra.sslmode`,
 * `value.retries`. A key inside `extra` or a variable may be as secret as what it holds, so it is named only if it is in
 * `written`, the structure that the manifest itself has there; `extra` or `value` stand for all others. Undefined if that is
 * unknown.
 */
function differingKeys(before, after, written) {
    const value = after['value'];
    if (typeof value === 'string')
        return before['value'] === value ? undefined : inside('value', before['value'], value, written);
    const [was, becomes] = [connectionIn(before), connectionIn(after)];
    if (was === undefined || becomes === undefined)
        return undefined;
    const differing = [
        ...Object.entries(FIELDS).flatMap(([key, name]) => was[key] === becomes[key] ? [] : name),
        ...(was.extra === becomes.extra ? [] : inside('extra', was.extra ?? '{}', becomes.extra ?? '{}', written)),
        ...(before['description'] === after['description'] ? [] : ['description'])
    ];
    if (differing.length > 0)
        return differing;
    // The same connection in other words.
    return 'conn_uri' in before || 'conn_uri' in after ? ['conn_uri'] : undefined;
}
function inside(at, before, after, written) {
    const [was, becomes] = (0,_airflow_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isObject */ .Gv)(written) ? [objectIn(before), objectIn(after)] : [];
    if (was === undefined || becomes === undefined)
        return [at];
    const differing = [...new Set([...was.keys(), ...becomes.keys()])].filter(key => !(0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(was.get(key), becomes.get(key)));
    const named = differing.filter(key => Object.hasOwn(written, key)).map(key => `${at}.${key}`);
    if (named.length === 0)
        return [at];
    return named.length === differing.length ? named : [...named, at];
}
/** What is in Vault may be anybody's, and nested too deep to be compared. */
function objectIn(text) {
    if (typeof text !== 'string')
        return undefined;
    try {
        if (!(0,_airflow_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isObject */ .Gv)(JSON.parse(text)) || (0,_airflow_json_js__WEBPACK_IMPORTED_MODULE_4__/* .depthProblem */ .hE)(text) !== undefined)
            return undefined;
        return new Map(Object.entries((0,_airflow_float_js__WEBPACK_IMPORTED_MODULE_5__/* .parseWithFloats */ .nO)(text)));
    }
    catch {
        return undefined;
    }
}
/** The connection of a secret, in whichever format it is stored. */
function connectionIn(data) {
    const uri = data['conn_uri'];
    if (typeof uri === 'string') {
        const parsed = (0,_airflow_uri_js__WEBPACK_IMPORTED_MODULE_3__/* .parseUri */ .wY)(uri);
        return parsed.ok ? (0,_airflow_connection_js__WEBPACK_IMPORTED_MODULE_1__/* .asAirflowReads */ .SW)(parsed.value) : undefined;
    }
    if (Object.values(data).some(value => typeof value === 'object'))
        return undefined;
    const parsed = (0,_airflow_connection_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJsonConnection */ .q)(JSON.stringify(data));
    return 'connection' in parsed ? (0,_airflow_connection_js__WEBPACK_IMPORTED_MODULE_1__/* .asAirflowReads */ .SW)(parsed.connection) : undefined;
}


/***/ }),

/***/ 1848:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FG: () => (/* binding */ updatedAt),
/* harmony export */   Ix: () => (/* binding */ facts),
/* harmony export */   OA: () => (/* binding */ fields)
/* harmony export */ });
/* unused harmony exports access, credential, held, retired, part, lock, preview */
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5395);
/* harmony import */ var _astro_deploy_types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(952);
/* harmony import */ var _identity_identity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(730);
/* harmony import */ var _vault_names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(768);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5505);





/** The fields of the record of a consumer, which `consumer.ts` shows as a whole. */
/** What Vault says about a login, as far as a record can hold it. */
const facts = (0,_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .tableOf */ .c_)((name, value) => /^[a-z_]{1,64}$/.test(name) && _fields_js__WEBPACK_IMPORTED_MODULE_3__/* .line */ .n8.safeParse(value).success, 'names of kwargs to texts of one line');
/** Which role a consumer logs in with, and where it reads. Any of this may become part of a policy or path. */
const access = zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    kind: (0,_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .oneOf */ .yL)(_identity_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .IDENTITIES */ .x),
    authMount: _vault_names_js__WEBPACK_IMPORTED_MODULE_2__/* .vaultPath */ .O,
    role: _vault_names_js__WEBPACK_IMPORTED_MODULE_2__/* .vaultName */ ._G,
    /** The one that the record is on. */
    mount: _vault_names_js__WEBPACK_IMPORTED_MODULE_2__/* .vaultPath */ .O,
    variablesPath: _vault_names_js__WEBPACK_IMPORTED_MODULE_2__/* .secretFolder */ .p2,
    connectionsPath: _vault_names_js__WEBPACK_IMPORTED_MODULE_2__/* .secretFolder */ .p2
});
/** `id` is what Vault knows it by; empty for a runtime identity that has no credential. */
const credential = zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .extend */ .X$i(access, { id: _fields_js__WEBPACK_IMPORTED_MODULE_3__/* .idOrNone */ .NZ });
/** `kwargs`: fingerprint of all kwargs but the credential. `login`: those of them that only Vault knows, such as the role-id. */
const held = zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .extend */ .X$i(credential, { kwargs: _fields_js__WEBPACK_IMPORTED_MODULE_3__/* .digest */ .br, login: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .exactOptional */ .yqP(facts) });
/** `stray`: the consumer was never seen to have it, but a run that was stopped may still hand it out. */
const retired = zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .extend */ .X$i(credential, { since: _fields_js__WEBPACK_IMPORTED_MODULE_3__/* .time */ .kB, stray: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .exactOptional */ .yqP(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .literal */ .euz(true)) });
/** An environment variable's name as Kubernetes allows it, and a time as Astro writes it: only compared, empty if it gives none. */
const VARIABLE = /^[-._A-Za-z][-._A-Za-z0-9]{0,255}$/;
const UPDATED_AT = /^(\d[-+:.\dA-Z ]{0,63})?$/;
const isTimed = (name, at) => VARIABLE.test(name) && typeof at === 'string' && UPDATED_AT.test(at);
const times = (0,_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .tableOf */ .c_)(isTimed, 'names of environment variables to times, such as 2026-11-20T12:00:00Z');
/** The times of a Deployment's variables, as far as a record can hold them: Astro may allow other names than Kubernetes. */
const updatedAt = ({ variables }) => Object.fromEntries([...variables].map(([key, variable]) => [key, variable.updatedAt]).filter(one => isTimed(...one)));
const part = zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    tree: _fields_js__WEBPACK_IMPORTED_MODULE_3__/* .digest */ .br,
    /** As the platform calls it: compared, and nothing else. */
    version: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .exactOptional */ .yqP(_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .line */ .n8),
    /** Of an image: it is known to carry Airflow's hashicorp provider. */
    provider: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .exactOptional */ .yqP(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .boolean */ .zMY())
});
const parts = (0,_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .byKind */ .Sb)(_astro_deploy_types_js__WEBPACK_IMPORTED_MODULE_0__/* .PARTS */ .dI, part);
/** What `wake` has overridden, and until when. */
const woken = zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    until: _fields_js__WEBPACK_IMPORTED_MODULE_3__/* .time */ .kB,
    was: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .exactOptional */ .yqP(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({ hibernates: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .boolean */ .zMY(), until: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .exactOptional */ .yqP(_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .time */ .kB) }))
});
const lock = zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    run: _fields_js__WEBPACK_IMPORTED_MODULE_3__.id,
    attempt: (0,_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(1, 1_000_000),
    /** Random. Otherwise two jobs of one run would write equal records, and each would mistake the other's write for its own. */
    holder: _fields_js__WEBPACK_IMPORTED_MODULE_3__.id,
    expires: _fields_js__WEBPACK_IMPORTED_MODULE_3__/* .time */ .kB,
    /** Where credentials may have been issued since the record was last settled. */
    targets: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .readonly */ .tBZ(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(access)),
    /** `updated_at` of the Deployment's variables before the first change. */
    before: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .exactOptional */ .yqP(times),
    /** A credential that may or may not have reached the Deployment. */
    issued: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .exactOptional */ .yqP(held),
    /** A deploy that may or may not have arrived: what tells it from others in Astro's list, and what it ships. */
    shipping: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .exactOptional */ .yqP(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({ mark: _fields_js__WEBPACK_IMPORTED_MODULE_3__.id, parts })),
    /** A Deployment that was woken, and may still be awake. */
    woken: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .exactOptional */ .yqP(woken),
    /** The run that wrote this ended without settling it. */
    unsettled: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .exactOptional */ .yqP(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .literal */ .euz(true))
});
/** A preview is recorded before its Deployment exists; its id is the name that the Deployment gets. */
const who = zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({ kind: (0,_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .oneOf */ .yL)(['deployment', 'preview']), id: _fields_js__WEBPACK_IMPORTED_MODULE_3__.id, name: _fields_js__WEBPACK_IMPORTED_MODULE_3__/* .line */ .n8 });
/** What it takes to delete a preview, whatever has become of the manifest and of its base. */
const preview = zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    base: _fields_js__WEBPACK_IMPORTED_MODULE_3__/* .line */ .n8,
    /** The input that chose the base, and its value: the name of the preview follows from both. */
    chosen: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({ input: (0,_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .oneOf */ .yL)(['deployment', 'deployment-id', 'deployment-name']), value: _fields_js__WEBPACK_IMPORTED_MODULE_3__/* .line */ .n8 }),
    /** A branch, or the number of a pull request. */
    of: _fields_js__WEBPACK_IMPORTED_MODULE_3__/* .line */ .n8,
    until: _fields_js__WEBPACK_IMPORTED_MODULE_3__/* .time */ .kB,
    /** Random, and in the description of its Deployment: nothing else tells that the Deployment is ours. */
    mark: _fields_js__WEBPACK_IMPORTED_MODULE_3__.id,
    /** In Astro, once it has all that it should have. */
    deployment: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .exactOptional */ .yqP(_fields_js__WEBPACK_IMPORTED_MODULE_3__.id),
    access,
    policy: _vault_names_js__WEBPACK_IMPORTED_MODULE_2__/* .vaultName */ ._G
});
const fields = zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    manifest: _vault_names_js__WEBPACK_IMPORTED_MODULE_2__/* .manifestName */ .vS,
    consumer: who,
    holds: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .exactOptional */ .yqP(held),
    /** `updated_at` of every variable after our last write. */
    variables: times,
    shipped: parts,
    retired: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .readonly */ .tBZ(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(retired)),
    preview: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .exactOptional */ .yqP(preview),
    lock: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .exactOptional */ .yqP(lock)
});


/***/ }),

/***/ 956:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CD: () => (/* binding */ CONSUMERS),
/* harmony export */   Fg: () => (/* binding */ markOf),
/* harmony export */   KB: () => (/* binding */ sameCredential),
/* harmony export */   MZ: () => (/* binding */ usesOf),
/* harmony export */   TN: () => (/* binding */ keyOf),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   jR: () => (/* binding */ readConsumer),
/* harmony export */   r$: () => (/* binding */ markedAs),
/* harmony export */   rZ: () => (/* binding */ isMarked),
/* harmony export */   so: () => (/* binding */ withArrived),
/* harmony export */   t8: () => (/* binding */ CONSUMER),
/* harmony export */   xD: () => (/* binding */ recordName)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5395);
/* harmony import */ var _consumer_shape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1848);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5505);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3353);




/** What people call it: its id, or the role of one that has none. */
const nameOf = ({ id, authMount, role }) => id || [authMount, role].join('/');
/** Whether both are one. */
const sameCredential = (one, other) => keyOf(one) === keyOf(other);
/** What tells it from all others: its id; for one that has none, its role and where it reads. Mounts in Vault are never nested. */
const keyOf = ({ id, kind, authMount, role, mount, variablesPath, connectionsPath }) => id || `${kind} ${authMount}/${role} ${mount}/${variablesPath} ${mount}/${connectionsPath}`;
/** How the description of its Deployment ends, from its creation on. */
const markedAs = (mark) => ` (astro-vault-action ${mark})`;
/** Whether that Deployment was made for this record. */
const isMarked = ({ description = '' }, { mark }) => description.endsWith(markedAs(mark));
const MARKED = / \(astro-vault-action [0-9a-f]{12}\)$/;
/** How the description of one ends that was made as a preview, whoever has its record; undefined for any other. */
const markOf = ({ description = '' }) => MARKED.exec(description)?.[0].trim();
/** What is used now is not over: nothing in `retired` may be destroyed while the same record says otherwise. */
const shape = _consumer_shape_js__WEBPACK_IMPORTED_MODULE_0__/* .fields */ .OA.check(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .refine */ .YPB(({ holds, retired, lock }) => {
    const over = new Set(retired.map(keyOf));
    return over.size === retired.length && [holds, lock?.issued].every(one => one === undefined || !over.has(keyOf(one)));
}, { error: 'must have no credential twice, and none that is held or was just issued', path: ['retired'] }));
/**
 * `consumers/<id>`: what one Deployment holds; also its lock.
 *
 *     {
 *       "schema": 1,
 *       "manifest": "analytics",
 *       "consumer": { "kind": "deployment", "id": "cl…", "name": "prod" },
 *       "holds": {
 *         "id": "…", "kind": "approle", "authMount": "approle", "role": "astro_role",
 *         "mount": "airflow", "variablesPath": "variables", "connectionsPath": "connections", "kwargs": "fingerprint",
 *         "login": { "role_id": "…" }
 *       },
 *       "variables": { "AIRFLOW__SECRETS__BACKEND_KWARGS": "time" },
 *       "shipped": { "image": { "tree": "sha256", "version": "…", "provider": true }, "dags": { … } },
 *       "retired": [{ "id": "…", "kind": "approle", …, "since": "time", "stray": true }],
 *       "preview": { "base": "prod", "chosen": { "input": "deployment-id", "value": "cl…" }, "of": "42", "until": "time", "mark": "…", "deployment": "cl…", "access": { … }, "policy": "…" },
 *       "lock": {
 *         "run": "GITHUB_RUN_ID", "attempt": 1, "holder": "UUID", "expires": "time",
 *         "targets": [{ "kind": "approle", … }], "before": { … }, "issued": { … },
 *         "shipping": { "mark": "…", "parts": { … } },
 *         "woken": { "until": "time", "was": { "hibernates": true, "until": "time" } }, "unsettled": true
 *       }
 *     }
 */
const CONSUMER = {
    schema: 1,
    shape,
    misplaced,
    whenDeleted: 'the action then no longer knows which secret-id the Deployment holds; deploy once with `on-conflict: adopt` to issue a new one, and destroy the old ones by hand'
};
const CONSUMERS = 'consumers';
const recordName = (id) => `${CONSUMERS}/${id}`;
/** The record of one consumer, read by `readRecord`. */
const readConsumer = (vault, mount, id) => (0,_record_js__WEBPACK_IMPORTED_MODULE_2__/* .readRecord */ .aE)(vault, mount, recordName(id), CONSUMER);
/** The path of a record says whom it is about and on which mount, so no record can grant access anywhere else. */
function misplaced(record, { mount, name }) {
    const { consumer, preview } = record;
    if (recordName(consumer.id) !== name)
        return { wrong: 'consumer.id must equal the last segment of that path' };
    // Whoever can write records could name any role in one, for a later run to delete.
    if (preview !== undefined && !isOfPreview(preview, consumer.id))
        return { wrong: 'role and policy of a preview must end with its name' };
    if ([...usesOf(record), ...(preview === undefined ? [] : [preview.access])].every(use => use.mount === mount))
        return undefined;
    return {
        wrong: 'every mount in it must be the one that the record is on',
        cure: 'If the mount was moved (`vault secrets move`), move it back: Deployments and policies still name the old one.'
    };
}
const isOfPreview = ({ access, policy }, name) => [access.role, policy].every(own => own.endsWith(`-${name}`));
/** Everything that a consumer, or a worker with its old environment, may be using. */
function usesOf({ consumer: who, manifest, holds, retired, lock }) {
    const use = (as, access) => ({
        ...{ id: '', ...access, as, who, manifest },
        ...(lock === undefined ? {} : { changedBy: lock.run })
    });
    return [
        ...(holds === undefined ? [] : [use('held', holds)]),
        ...retired.map(one => use(one.stray ? 'stray' : 'retired', one)),
        ...(lock?.targets ?? []).map(one => use('target', one)),
        ...(lock?.issued === undefined ? [] : [use('issued', lock.issued)])
    ];
}
/**
 * What is known to have been shipped once a deploy has arrived: each part with the version that this very deploy brought, unless
 * no record can hold it.
 */
function withArrived(shipped, parts, versions) {
    const brought = Object.entries(parts).map(([part, what]) => {
        const version = versions[part];
        return [part, { ...what, ...(_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .line */ .n8.safeParse(version).success ? { version } : {}) }];
    });
    return { ...shipped, ...Object.fromEntries(brought) };
}


/***/ }),

/***/ 3129:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Py: () => (/* binding */ UnreadableRecord),
/* harmony export */   bV: () => (/* binding */ wrongIn),
/* harmony export */   du: () => (/* binding */ DamagedRecord),
/* harmony export */   fu: () => (/* binding */ NewerRecord),
/* harmony export */   ie: () => (/* binding */ whereIs)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7594);
/* harmony import */ var _vault_paths_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6160);


/** A record that this version of the action cannot read. */
class UnreadableRecord extends _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo {
}
/** A record as a newer version of this action writes it: nothing is wrong with it. `what` ends the sentence. */
class NewerRecord extends UnreadableRecord {
    constructor(place, what) {
        super(`${whereIs(place)} was written by a newer version of this action${what}`, { hint: 'Use that version or a newer one.' });
    }
}
/** A record that is no longer valid: somebody edited it, or it was truncated. The sentence quotes nothing of its content. */
class DamagedRecord extends UnreadableRecord {
    /** Where it is, and the version that a write over it must name. */
    place;
    /** The rest of a sentence that begins with the record. */
    wrong;
    /** An earlier version that can be read, if there is one. */
    restore;
    constructor(place, { wrong, cure }, whenDeleted, restore) {
        super(`${whereIs(place)} is damaged: ${wrong}`, { hint: cureOf(place, whenDeleted, cure, restore) });
        this.name = 'DamagedRecord';
        this.place = place;
        this.wrong = wrong;
        this.restore = restore;
    }
}
/** The full path of a record, as `vault kv get` accepts it. */
const whereIs = ({ mount, name }) => `${mount}/${_vault_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .OWN_FOLDER */ .w5}/${name}`;
function cureOf({ mount, name }, whenDeleted, cure, restore) {
    const path = `${_vault_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .OWN_FOLDER */ .w5}/${name}`;
    const deleting = `elete the record with \`vault kv metadata delete -mount=${mount} ${path}\`: ${whenDeleted}.`;
    if (cure !== undefined)
        return `${cure} Otherwise, d${deleting}`;
    if (restore === undefined)
        return `D${deleting}`;
    return `Restore version ${restore} with \`vault kv rollback -mount=${mount} -version=${restore} ${path}\`, or d${deleting}`;
}
const SENTENCES = 3;
/**
 * Which fields are wrong, and what they must be. The shapes of records do not describe single keys of mappings, so every word is
 * ours.
 */
function wrongIn(issues) {
    const sentences = issues.slice(0, SENTENCES).map(issue => `${fieldOf(issue.path)} ${ruleOf(issue)}`);
    const more = issues.length > SENTENCES ? [`${issues.length - SENTENCES} more`] : [];
    return [...sentences, ...more].join('; ');
}
const fieldOf = (path) => path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`)).join('');
function ruleOf(issue) {
    switch (issue.code) {
        case 'invalid_type':
            return TYPES[issue.expected] === undefined ? issue.message : `must be ${TYPES[issue.expected]}`;
        case 'invalid_value':
            return `must be ${issue.values.map(String).join(' or ')}`;
        case 'too_big':
            return issue.origin === 'string' ? `must have at most ${issue.maximum} characters` : issue.message;
        default:
            return issue.message;
    }
}
const TYPES = {
    string: 'a string',
    boolean: 'true or false',
    array: 'a list',
    object: 'a mapping'
};


/***/ }),

/***/ 5505:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bd: () => (/* binding */ asLine),
/* harmony export */   K3: () => (/* binding */ base64),
/* harmony export */   NZ: () => (/* binding */ idOrNone),
/* harmony export */   Sb: () => (/* binding */ byKind),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   br: () => (/* binding */ digest),
/* harmony export */   c_: () => (/* binding */ tableOf),
/* harmony export */   id: () => (/* binding */ id),
/* harmony export */   kB: () => (/* binding */ time),
/* harmony export */   n8: () => (/* binding */ line),
/* harmony export */   yH: () => (/* binding */ NEWER),
/* harmony export */   yL: () => (/* binding */ oneOf)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5395);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3759);

/** The rules for the fields of a record that are not names. Each message continues from the name of the field. */
const textOf = (pattern, what) => zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* ._regex */ .Fk(pattern, { error: `must be ${what}` }));
/** The id of a Deployment in Astro, of a run in GitHub, an accessor in Vault, or a UUID. */
const id = textOf(/^[a-z0-9][a-z0-9-]{0,63}$/, 'at most 64 lower-case letters, digits and `-`');
/** The same, or empty text for what has none. */
const idOrNone = textOf(/^([a-z0-9][a-z0-9-]{0,63})?$/, 'at most 64 lower-case letters, digits and `-`, or empty');
/** A fingerprint, or the beginning of one. */
const digest = textOf(/^[A-Za-z0-9_-]{1,64}$/, 'at most 64 letters, digits, `-` and `_`');
/** Control characters, and those that break a line or change the direction of text. */
const UNFIT = String.raw `\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069`;
const ANY_UNFIT = new RegExp(`[${UNFIT}]`, 'gu');
const LINE = 256;
/** Text that is shown to people and used for nothing else. */
const line = textOf(new RegExp(`^[^${UNFIT}]{1,${LINE}}$`, 'u'), `one line of at most ${LINE} characters, without control characters`);
/** Somebody else's text as such a line: what does not fit in it becomes a question mark, or is cut off. */
const asLine = (text) => [...text.replace(ANY_UNFIT, '?')].slice(0, LINE).join('') || '?';
const base64 = zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()
    .check(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .refine */ .YPB(text => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text), { error: 'must be base64' }));
/** A time as this action writes it. Any other text would never expire: a comparison with an invalid time is always false. */
const time = zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()
    .check(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .refine */ .YPB(isTime, { error: 'must be a time, written like 2026-11-20T12:00:00.000Z, and before the year 2200' }));
function isTime(text) {
    const moment = new Date(text.length === 24 ? text : Number.NaN);
    return moment.getUTCFullYear() < 2200 && moment.toISOString() === text;
}
/** A whole number from `least` to `most`. */
const count = (least, most) => {
    const error = `must be a whole number from ${least} to ${most}`;
    return zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .int */ .Whr({ error }).check(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* ._gte */ .qm(least, { error }), zod_mini__WEBPACK_IMPORTED_MODULE_1__/* ._lte */ .Zm(most, { error }));
};
/**
 * A mapping whose keys are stored text too. It is judged as a whole, because a sentence about one value would have to quote its
 * key.
 */
const tableOf = (isEntry, what) => zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .custom */ .IeY(given => typeof given === 'object' &&
    given !== null &&
    !Array.isArray(given) &&
    Object.entries(given).every(([key, value]) => isEntry(key, value)), { error: `must map ${what}` });
/** What an issue of a record has in its `params` if a newer version of this action may have written it. */
const NEWER = { newer: true };
const error = 'names a kind that this version does not know';
/** What such a kind may be called. Any other text is damage. */
const KIND = /^[a-z][a-z0-9-]{0,31}$/;
/** One of these kinds. Another name is what a newer version of this action writes, and no damage. */
const oneOf = (kinds) => zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .custom */ .IeY(given => typeof given === 'string' && KIND.test(given), { error: `must be ${kinds.join(' or ')}`, abort: true })
    .check(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .refine */ .YPB(given => kinds.includes(given), { error, params: NEWER }));
/** A mapping from some of these kinds. Another one in it is what a newer version of this action writes. */
const byKind = (kinds, each) => {
    const names = (given, isFine) => Object.keys(given).every(isFine);
    const known = zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .custom */ .IeY(given => typeof given === 'object' && given !== null && !Array.isArray(given), {
        error: 'must be a mapping',
        abort: true
    })
        .check(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .refine */ .YPB(given => names(given, kind => KIND.test(kind)), { error: `must map ${kinds.join(' and ')}`, abort: true }), zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .refine */ .YPB(given => names(given, kind => kinds.includes(kind)), { error, params: NEWER, abort: true }));
    return zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(known, zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .partialRecord */ .jgl(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(kinds), each));
};


/***/ }),

/***/ 3412:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ keepingRecords),
/* harmony export */   q: () => (/* binding */ FleetingRecord)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7594);
/* harmony import */ var _vault_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7525);
/* harmony import */ var _vault_hints_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1630);
/* harmony import */ var _vault_paths_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6160);
/* harmony import */ var _damaged_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3129);





/** Vault will delete it by itself, without anybody being told: that was set on its mount or key when it was written. */
class FleetingRecord extends _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo {
    place;
    until;
    /** What has to be written so that the record stays: as it is, but for what depends on its version. */
    data;
    constructor(place, until, data) {
        super(saying(place, until), { hint: (0,_vault_hints_js__WEBPACK_IMPORTED_MODULE_2__/* .keepHint */ .ZG)(place.mount, pathOf(place)) });
        this.place = place;
        this.until = until;
        this.data = data;
    }
    /** A warning for a run that must not write the record, because it belongs to another manifest. */
    ofManifest(manifest) {
        const hint = (0,_vault_hints_js__WEBPACK_IMPORTED_MODULE_2__/* .keepHint */ .ZG)(this.place.mount, pathOf(this.place), `run manifest ${manifest}`);
        return { severity: 'warning', message: saying(this.place, this.until), hint };
    }
    with(data) {
        return new FleetingRecord(this.place, this.until, data);
    }
}
const pathOf = ({ name }) => `${_vault_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .OWN_FOLDER */ .w5}/${name}`;
const saying = (place, until) => `${(0,_damaged_js__WEBPACK_IMPORTED_MODULE_4__/* .whereIs */ .ie)(place)} will be deleted by Vault itself on ${until}, because delete_version_after was set when it was written`;
/**
 * Does it again until it has met no fleeting record any more; each is written once more, as it is: `asked` before that, by
 * its path, and `told` after it.
 */
async function keepingRecords(vault, { asked, told }, act) {
    for (;;) {
        try {
            return await act();
        }
        catch (error) {
            if (!(error instanceof FleetingRecord))
                throw error;
            await asked((0,_damaged_js__WEBPACK_IMPORTED_MODULE_4__/* .whereIs */ .ie)(error.place));
            await keep(vault, error);
            told((0,_damaged_js__WEBPACK_IMPORTED_MODULE_4__/* .whereIs */ .ie)(error.place));
        }
    }
}
async function keep(vault, { place: { mount, name, version }, data }) {
    try {
        await vault.write(mount, `${_vault_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .OWN_FOLDER */ .w5}/${name}`, data, version);
    }
    catch (error) {
        // Somebody else has written a newer version.
        if (!(error instanceof _vault_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .VersionConflict */ .f))
            throw error;
    }
}


/***/ }),

/***/ 3353:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PY: () => (/* binding */ ATTEMPTS),
/* harmony export */   VI: () => (/* binding */ listRecords),
/* harmony export */   aE: () => (/* binding */ readRecord),
/* harmony export */   mC: () => (/* binding */ lastGood),
/* harmony export */   mM: () => (/* binding */ readRecordVersion),
/* harmony export */   qP: () => (/* binding */ lookAtRecord),
/* harmony export */   rh: () => (/* binding */ writeRecord)
/* harmony export */ });
/* harmony import */ var _base_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7594);
/* harmony import */ var _base_secret_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5977);
/* harmony import */ var _vault_paths_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6160);
/* harmony import */ var _damaged_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3129);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5505);
/* harmony import */ var _fleeting_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3412);






/**
 * How often a change is tried again after somebody else changed the record. Of those that write at the same time, one always
 * succeeds, and a matrix has at most 256 jobs.
 */
const ATTEMPTS = 256;
/** Characters. Several times what an entry in Vault may have by default. */
const LARGEST = 4 * 1024 * 1024;
/**
 * Reads `<mount>/_astro-vault-action/<name>`. Anybody may have written what is there, so the result has the shape of its kind and
 * nothing else. Throws `DamagedRecord` for any other content, `NewerRecord` for a record of a newer version of this action,
 * and `FleetingRecord` for one that Vault will delete by itself.
 */
async function readRecord(vault, mount, name, kind) {
    const { fleeting, ...stored } = await lookAtRecord(vault, mount, name, kind);
    if (fleeting !== undefined)
        throw fleeting;
    return stored;
}
/** Reads it also if Vault will delete it by itself: for records that are not this run's to keep. */
async function lookAtRecord(vault, mount, name, kind) {
    const found = await vault.read(mount, `${_vault_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .OWN_FOLDER */ .w5}/${name}`);
    if (found.state === 'not-visible')
        throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(found.because, {
            hint: `Either the token of this run is invalid, expired, revoked or from another namespace, or it lacks create, read and update below ${mount}/data/${_vault_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .OWN_FOLDER */ .w5}, where this action keeps its records.`
        });
    const { version } = found;
    if (found.state === 'absent')
        return { value: undefined, version };
    const place = { mount, name, version };
    const judged = judge(found.data.reveal(), place, kind);
    if (judged instanceof _damaged_js__WEBPACK_IMPORTED_MODULE_3__/* .NewerRecord */ .fu)
        throw judged;
    if ('wrong' in judged)
        throw new _damaged_js__WEBPACK_IMPORTED_MODULE_3__/* .DamagedRecord */ .du(place, judged, kind.whenDeleted, await lastGood(vault, place, kind));
    const fleeting = found.until === undefined ? {} : { fleeting: new _fleeting_js__WEBPACK_IMPORTED_MODULE_5__/* .FleetingRecord */ .q(place, found.until, found.data) };
    return { value: judged.value, version, ...fleeting };
}
/** One version of it; undefined if that is deleted or destroyed. Throws `DamagedRecord` or `NewerRecord`. */
async function readRecordVersion(vault, place, kind) {
    const found = await vault.readVersion(place.mount, `${_vault_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .OWN_FOLDER */ .w5}/${place.name}`, place.version);
    if (found.state !== 'present')
        return undefined;
    const judged = judge(found.data.reveal(), place, kind);
    if (judged instanceof _damaged_js__WEBPACK_IMPORTED_MODULE_3__/* .NewerRecord */ .fu)
        throw judged;
    if ('wrong' in judged)
        throw new _damaged_js__WEBPACK_IMPORTED_MODULE_3__/* .DamagedRecord */ .du(place, judged, kind.whenDeleted);
    return judged.value;
}
/** Versions. Each takes a request. */
const LOOK_BACK = 5;
/** The newest version before this one that is a good record, if it is not far back. */
async function lastGood(vault, { mount, name, version }, kind) {
    for (let earlier = version - 1; earlier > 0 && earlier >= version - LOOK_BACK; earlier--) {
        const there = await vault.readVersion(mount, `${_vault_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .OWN_FOLDER */ .w5}/${name}`, earlier);
        if (there.state === 'present' && 'value' in judge(there.data.reveal(), { mount, name }, kind))
            return earlier;
    }
    return undefined;
}
function judge(data, place, kind) {
    const record = objectIn(data?.['value']);
    if (record === undefined)
        return { wrong: 'it is not the JSON text that this action writes' };
    const { schema } = record;
    if (typeof schema === 'number' && Number.isInteger(schema) && schema > kind.schema)
        return new _damaged_js__WEBPACK_IMPORTED_MODULE_3__/* .NewerRecord */ .fu(place, ` (schema ${schema})`);
    if (schema !== kind.schema && schema !== (kind.earlier ?? kind.schema))
        return { wrong: `schema must be ${kind.schema}` };
    const parsed = kind.shape.safeParse(record);
    if (parsed.success)
        return kind.misplaced?.(parsed.data, place) ?? { value: parsed.data };
    const newer = parsed.error.issues.filter(issue => issue.code === 'custom' && issue.params === _fields_js__WEBPACK_IMPORTED_MODULE_4__/* .NEWER */ .yH);
    return newer.length > 0 ? new _damaged_js__WEBPACK_IMPORTED_MODULE_3__/* .NewerRecord */ .fu(place, `: ${(0,_damaged_js__WEBPACK_IMPORTED_MODULE_3__/* .wrongIn */ .bV)(newer)}`) : { wrong: (0,_damaged_js__WEBPACK_IMPORTED_MODULE_3__/* .wrongIn */ .bV)(parsed.error.issues) };
}
/** The names in a folder of our records, whoever wrote them; undefined if they may not be listed. */
const listRecords = (vault, mount, folder) => vault.list(mount, `${_vault_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .OWN_FOLDER */ .w5}/${folder}`);
/**
 * Writes a record if nobody else has written it since `version`; returns the new version. Throws for what could not be read back.
 */
async function writeRecord(vault, mount, name, kind, { value, version }) {
    const text = JSON.stringify({ schema: kind.schema, ...value });
    const parsed = kind.shape.safeParse(JSON.parse(text));
    if (!parsed.success)
        throw new _base_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${(0,_damaged_js__WEBPACK_IMPORTED_MODULE_3__/* .whereIs */ .ie)({ mount, name })} was not written, because no run could read it back: ${(0,_damaged_js__WEBPACK_IMPORTED_MODULE_3__/* .wrongIn */ .bV)(parsed.error.issues)}`);
    return await vault.write(mount, `${_vault_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .OWN_FOLDER */ .w5}/${name}`, new _base_secret_js__WEBPACK_IMPORTED_MODULE_1__/* .Secret */ .z({ value: text }), version);
}
/** Undefined for anything but the JSON text of an object, and for a huge one. The parser's message would quote it. */
function objectIn(text) {
    try {
        const parsed = JSON.parse(typeof text === 'string' && text.length <= LARGEST ? text : '');
        return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
            ? parsed
            : undefined;
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 5836:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OS: () => (/* binding */ hasNews),
/* harmony export */   aG: () => (/* binding */ wordOf),
/* harmony export */   cz: () => (/* binding */ sum),
/* harmony export */   mQ: () => (/* binding */ countsOf),
/* harmony export */   rU: () => (/* binding */ isBookkeeping)
/* harmony export */ });
/* harmony import */ var _plan_step_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9385);
/* harmony import */ var _journal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8201);


/** The word for a step; undefined if it is about no secret. */
function wordOf(step) {
    switch (step.kind) {
        case 'secret':
            if (step.before.by !== undefined)
                return step.before.by === 'drift' ? 'drifted' : 'taken over';
            return step.before.state === 'other' ? 'changed' : 'added';
        case 'delete':
            return 'removed';
        case 'undelete':
            return 'restored';
        default:
            return undefined;
    }
}
/** The action's own records: nobody counts them. */
const isBookkeeping = ({ kind }) => kind === 'claim' || kind === 'ledger' || kind === 'record' || kind === 'generate';
function countsOf({ mode, chapters }) {
    const secrets = new Map();
    const restarts = [];
    const proofs = [];
    const scopes = new Set(chapters.flatMap(({ scope }) => scope ?? []));
    let [settings, records] = [0, false];
    for (const { target, scope = '', steps } of chapters) {
        let [isRestarted, isAwakeForUs] = [false, false];
        for (const step of steps) {
            const isDone = step.outcome === 'done';
            if (step.kind === 'verify')
                proofs.push({ ...step.after, isDone, scope: target?.key !== undefined && scopes.has(target.key) ? target.key : scope });
            if ((mode !== 'plan' && !isDone) || !(0,_journal_js__WEBPACK_IMPORTED_MODULE_0__/* .changes */ .A)(step))
                continue;
            const word = wordOf(step);
            if (word !== undefined)
                secrets.set(word, (secrets.get(word) ?? 0) + 1);
            else if (isBookkeeping(step))
                records = true;
            else if ((0,_plan_step_js__WEBPACK_IMPORTED_MODULE_1__/* .isRestart */ .Kq)(step))
                isRestarted = true;
            else if (step.kind === 'wake')
                isAwakeForUs = true;
            // What the same run undoes, nobody calls a setting.
            else if (step.kind !== 'hibernate' || !isAwakeForUs)
                settings += 1;
        }
        if (isRestarted && target !== undefined)
            restarts.push(target.name);
    }
    return { secrets, restarts, settings, records, readable: proofs.every(({ isDone }) => isDone) ? inAll(proofs) : undefined };
}
/** What Deployments of one scope read are the same secrets, and count once. */
function inAll(proofs) {
    const each = new Map(proofs.map(proof => [proof.scope, proof]));
    return [...each.values()].reduce((all = { asked: 0, of: 0 }, one) => ({ asked: all.asked + one.asked, of: all.of + one.of }), undefined);
}
/** Whether anything that people count has changed, or would. */
const hasNews = ({ secrets, settings, restarts }) => secrets.size + settings + restarts.length > 0;
const sum = (counts) => [...counts.values()].reduce((all, one) => all + one, 0);


/***/ }),

/***/ 2867:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ diffBlocks),
/* harmony export */   X3: () => (/* binding */ answerOfDiff),
/* harmony export */   "in": () => (/* binding */ renderDiff),
/* harmony export */   wv: () => (/* binding */ hasDifference)
/* harmony export */ });
/* harmony import */ var _base_visible_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3023);
/* harmony import */ var _plan_diff_diff_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3273);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3021);
/* harmony import */ var _page_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9147);
/* harmony import */ var _render_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1448);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8330);






const LONGEST = 500;
/** Whether a reader has something to look at. */
const hasDifference = ({ names }) => names.some(({ state, notes }) => state !== 'equal' || notes.length > 0);
/** `dev → prod: 1 only in dev, 2 different, 9 equal`. */
function answerOfDiff(diff) {
    const { first, second, shared, names } = diff;
    if (shared)
        return `${(0,_base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(first)} and ${(0,_base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(second)} read the same secrets in Vault`;
    const counts = _plan_diff_diff_js__WEBPACK_IMPORTED_MODULE_1__/* .DIFF_STATES */ .L.flatMap(state => {
        const { length } = names.filter(one => one.state === state);
        return length === 0 ? [] : [`${length} ${wordFor(state, diff)}`];
    });
    return `${(0,_base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(first)} → ${(0,_base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(second)}: ${counts.join(', ') || 'neither has a secret'}`;
}
const wordFor = (state, { first, second }) => {
    switch (state) {
        case 'only-in-first':
            return `only in ${(0,_base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(first)}`;
        case 'only-in-second':
            return `only in ${(0,_base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(second)}`;
        default:
            return state;
    }
};
/** A diff as a group of log lines. */
function renderDiff(diff) {
    const line = (one) => `${(0,_base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(one.name)}: ${resultOf(one, diff, _base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK, _base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)}`;
    return {
        heading: answerOfDiff(diff),
        lines: [...(0,_render_js__WEBPACK_IMPORTED_MODULE_3__/* .bounded */ .Mm)(diff.names, _render_js__WEBPACK_IMPORTED_MODULE_3__/* .LINES_A_SUBJECT */ .$8, line), ...diff.notes.map(_base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)]
    };
}
/** A diff as a part of a page. */
function diffBlocks(diff) {
    const { names, first, second, notes } = diff;
    const below = [...(names.length === 0 ? [answerOfDiff(diff)] : []), ...notes];
    const rows = names.map(one => () => [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .named */ .KT)(one.name), resultOf(one, diff, _markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .prose */ .CS, _markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)]);
    return [
        ...(0,_table_js__WEBPACK_IMPORTED_MODULE_4__/* .table */ .t)(`Diff ${side(first)} → ${side(second)}`, ['Name', 'Result'], rows),
        (0,_page_js__WEBPACK_IMPORTED_MODULE_5__/* .whole */ .W)(['', ...below.map(text => `${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .prose */ .CS)((0,_base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .shortened */ .vI)(text, LONGEST))}  `)])
    ];
}
const side = (name) => (0,_base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .shortened */ .vI)(name, LONGEST);
/** `different: host db-dev → db, password; prod: not in Vault yet`. */
function resultOf({ state, keys, notes }, diff, say, quote) {
    const differing = keys.map(one => keyOf(one, quote)).join(', ');
    const about = notes.map(note => say((0,_base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .shortened */ .vI)(note, LONGEST)));
    return [[say(wordFor(state, diff)), differing].filter(Boolean).join(': '), ...about].join('; ');
}
function keyOf({ key, first, second }, quote) {
    if (first === undefined && second === undefined)
        return quote(key);
    const [was, becomes] = [first, second].map(text => (text === undefined ? 'not shown' : quote(text)));
    return `${quote(key)} ${was} → ${becomes}`;
}


/***/ }),

/***/ 7703:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ PLAN_FILE_VERSION)
/* harmony export */ });
/** The version of the plan file's format. It changes when a reader of this one would go wrong. */
const PLAN_FILE_VERSION = 1;


/***/ }),

/***/ 5916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ answerOf),
/* harmony export */   x: () => (/* binding */ factsOf)
/* harmony export */ });
/* harmony import */ var _base_counted_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6323);
/* harmony import */ var _plan_plan_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9164);
/* harmony import */ var _counts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5836);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3021);




/** The answer to what a reader wants to know first: what changes and whether anything restarts; or whether Airflow can read. */
function answerOf(report) {
    if (report.outcome === 'failed')
        return 'failed';
    if (!report.compared)
        return unasked(report);
    const counts = (0,_counts_js__WEBPACK_IMPORTED_MODULE_0__/* .countsOf */ .mQ)(report);
    return report.mode === 'plan' ? planned(report, counts) : done(counts);
}
/** Vault was not asked; what a pull request changes in the manifest may be known all the same. */
function unasked({ base }) {
    if (base === undefined)
        return 'nothing was compared';
    const { length } = base.changes;
    const what = length === 0 ? 'the manifest does not change' : `${(0,_base_counted_js__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .h)(length, 'name')} of the manifest to change`;
    return `${what}; Vault was not asked`;
}
function planned({ chapters }, { secrets, settings, records, restarts }) {
    const what = [...some((0,_counts_js__WEBPACK_IMPORTED_MODULE_0__/* .sum */ .cz)(secrets), 'secret'), ...some(settings, 'setting')];
    const isMoving = chapters.some(({ findings }) => findings.some(_plan_plan_js__WEBPACK_IMPORTED_MODULE_3__/* .isNotAtRest */ .fn));
    const changing = [
        ...(what.length === 0 ? [] : [`${what.join(' and ')} to change`]),
        ...(isMoving ? ['not everything could be compared'] : [])
    ];
    const isSeen = chapters.some(({ target }) => target !== undefined);
    if (changing.length + restarts.length === 0)
        return records ? "nothing to change but this action's own records" : 'nothing to change';
    if (restarts.length > 0)
        return [...changing, `${(0,_base_counted_js__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .h)(restarts.length, 'Deployment')} will restart`].join(', ');
    return [...changing, ...(isSeen && !isMoving ? ['nothing will restart'] : [])].join(', ');
}
const some = (count, noun) => (count === 0 ? [] : [(0,_base_counted_js__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .h)(count, noun)]);
function done({ secrets, settings, restarts, readable }) {
    const changed = [
        ...((0,_counts_js__WEBPACK_IMPORTED_MODULE_0__/* .sum */ .cz)(secrets) > 0 ? [`${(0,_base_counted_js__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .h)((0,_counts_js__WEBPACK_IMPORTED_MODULE_0__/* .sum */ .cz)(secrets), 'secret')} changed`] : []),
        ...(settings > 0 && (0,_counts_js__WEBPACK_IMPORTED_MODULE_0__/* .sum */ .cz)(secrets) === 0 ? [`${(0,_base_counted_js__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .h)(settings, 'setting')} changed`] : []),
        ...(restarts.length > 0 ? [`${(0,_base_counted_js__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .h)(restarts.length, 'Deployment')} restarted`] : [])
    ];
    const what = changed.length > 0 ? changed.join(', ') : 'nothing to change';
    if (readable === undefined)
        return what;
    const { asked, of } = readable;
    const proof = asked === of ? `Airflow can read everything, ${asked} of ${of}` : `Airflow can read ${asked} of ${asked} asked, for ${of}`;
    return `${proof}; ${what}`;
}
/** More of them are counted. */
const FEW = 3;
/** The line below: who and what, and the counts in full. */
function factsOf(report) {
    const { mode, manifest, base, chapters } = report;
    const { secrets, restarts } = (0,_counts_js__WEBPACK_IMPORTED_MODULE_0__/* .countsOf */ .mQ)(report);
    const targets = chapters.flatMap(({ target }) => target ?? []);
    const verb = mode === 'plan' ? 'restarts' : 'restarted';
    const parts = [
        ...(mode === undefined ? [] : [`Mode **${mode}**`]),
        ...(manifest === undefined ? [] : [`manifest ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(manifest)}`]),
        ...(base === undefined ? [] : [`compared with that of ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(base.branch)}`]),
        ...(targets.length > FEW
            ? [`${targets.length} Deployments`]
            : targets.map(({ id, name }) => `Deployment **${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .prose */ .CS)(name)}** (${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(id)})`)),
        ...Array.from(secrets, ([word, count]) => `${count} ${word}`),
        ...(restarts.length > FEW ? [`${verb} ${restarts.length} Deployments`] : restarts.map(name => `${verb} **${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .prose */ .CS)(name)}**`))
    ];
    return parts.join(' · ');
}


/***/ }),

/***/ 8201:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ changes),
/* harmony export */   C: () => (/* binding */ Journal)
/* harmony export */ });
/* harmony import */ var _plan_describe_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1814);
/* harmony import */ var _plan_event_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7627);


/** Listens to a run, and is all that outputs, summary and plan file are made from, also when the run fails half-way. */
class Journal {
    /** Absent if the run was given none that there is. */
    mode;
    about;
    /** Whether Vault was read and a plan made; if not, nobody knows what would change, and there are no steps. */
    compared = false;
    /** What the manifest has that the base branch does not; undefined if nobody has looked. */
    base;
    /** What `compare-with` has found; empty if nobody has asked. */
    diffs = [];
    /** Why the run failed; undefined if it has not. */
    failure;
    #chapters = new Map();
    #outcomes = new Map();
    #results = new Map();
    constructor(mode) {
        this.mode = mode;
    }
    hear = event => {
        switch (event.kind) {
            case 'begun':
                this.mode = event.mode;
                this.about = event.about;
                return;
            case 'ended':
                this.failure = event.outcome === 'failed' ? event.findings : undefined;
                return;
            case 'compared':
                this.base = { branch: event.base, changes: event.changes };
                return;
            case 'diff':
                this.diffs = event.diffs;
                return;
            case 'target':
                return this.#note((0,_plan_event_js__WEBPACK_IMPORTED_MODULE_1__/* .targetKey */ .hD)(event.about), { target: event.about });
            case 'result': {
                const { about, outcome, findings } = event;
                this.#results.set((0,_plan_event_js__WEBPACK_IMPORTED_MODULE_1__/* .targetKey */ .hD)(about), { outcome, findings });
                return this.#note((0,_plan_event_js__WEBPACK_IMPORTED_MODULE_1__/* .targetKey */ .hD)(about), { target: this.#chapters.get((0,_plan_event_js__WEBPACK_IMPORTED_MODULE_1__/* .targetKey */ .hD)(about))?.target ?? about });
            }
            case 'planned':
                this.compared = event.compared;
                return this.#begin(event.chapters);
            case 'replanned':
                return this.#note(event.target, { plan: this.#goOn(event.target, event.plan) });
            case 'done':
                this.#outcomes.set(event.step, event.outcome);
                return;
            case 'failed':
                this.#outcomes.set(event.step, 'failed');
                return;
            case 'started':
            case 'progress':
            case 'waiting':
            case 'found':
            case 'output':
                return;
        }
    };
    #begin(chapters) {
        const begun = chapters.map(chapter => {
            const id = chapter.target === undefined ? sharedIn(chapter) : (0,_plan_event_js__WEBPACK_IMPORTED_MODULE_1__/* .targetKey */ .hD)(chapter.target);
            return [id, { ...chapter, plan: this.#goOn(id, chapter.plan) }];
        });
        const failed = [...this.#chapters].filter(([id]) => this.#results.get(id)?.outcome === 'failed');
        this.#chapters.clear();
        // What failed before it could be planned has no chapter in the plan.
        for (const [id, chapter] of [...begun, ...failed])
            if (!this.#chapters.has(id))
                this.#chapters.set(id, chapter);
    }
    /** A plan that was made again does not know what the previous one has done. */
    #goOn(id, plan) {
        const done = (this.#chapters.get(id)?.plan.steps ?? []).filter(step => this.#outcomes.get(step) === 'done');
        if (done.length === 0)
            return plan;
        const again = new Set(plan.steps.map(_plan_describe_js__WEBPACK_IMPORTED_MODULE_0__/* .idOf */ .TH));
        return { ...plan, steps: [...done.filter(step => !again.has((0,_plan_describe_js__WEBPACK_IMPORTED_MODULE_0__/* .idOf */ .TH)(step))), ...plan.steps] };
    }
    #note(id, change) {
        this.#chapters.set(id, { plan: NOTHING, ...this.#chapters.get(id), ...change });
    }
    get chapters() {
        return [...this.#chapters.values()];
    }
    get targets() {
        return this.chapters.flatMap(({ target }) => target ?? []);
    }
    /** What came of each target, in the order of the chapters. */
    get results() {
        return this.chapters.flatMap(({ target, plan }) => (target === undefined ? [] : [this.#resultOf(target, plan)]));
    }
    #resultOf(target, { steps }) {
        const isBegun = steps.some(step => this.#outcomes.has(step));
        const unsaid = this.failure === undefined ? 'succeeded' : isBegun ? 'failed' : 'skipped';
        const done = this.mode === 'plan' ? steps : steps.filter(step => this.#outcomes.get(step) === 'done');
        return {
            outcome: unsaid,
            findings: [],
            ...this.#results.get((0,_plan_event_js__WEBPACK_IMPORTED_MODULE_1__/* .targetKey */ .hD)(target)),
            target,
            changed: done.some(changes),
            deployed: this.mode !== 'plan' && done.some(({ kind }) => kind === 'deploy')
        };
    }
    get outcomes() {
        return this.#outcomes;
    }
    get planned() {
        return this.chapters.flatMap(({ plan }) => plan.steps);
    }
    get findings() {
        return this.chapters.flatMap(({ plan }) => plan.findings);
    }
    /** In the order in which it was done. */
    get done() {
        return [...this.#outcomes].flatMap(([step, outcome]) => (outcome === 'done' ? [step] : []));
    }
    /** Whether anything was changed; in plan mode, whether anything would be. */
    get changed() {
        return (this.mode === 'plan' ? this.planned : this.done).some(changes);
    }
    get deployed() {
        return this.done.some(step => step.kind === 'deploy');
    }
    get secretsWritten() {
        return this.done.filter(step => step.kind === 'secret').length;
    }
}
/** Where the chapter of what the targets of a scope share is kept; no consumer has such an id. */
const sharedIn = ({ scope = '' }) => `scope ${scope}`;
const NOTHING = { steps: [], findings: [] };
/** Looking, waiting and proving change nothing. */
const changes = ({ kind }) => kind !== 'verify' && kind !== 'health';


/***/ }),

/***/ 3021:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CS: () => (/* binding */ prose),
/* harmony export */   KT: () => (/* binding */ named),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   qy: () => (/* binding */ html)
/* harmony export */ });
/* harmony import */ var _base_visible_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3023);

/** Breaks what GitHub looks for in the finished page (`@name`, `#1`, `GH-1`, `:tada:`, ids of commits), where no backslash is left; it is not seen. */
const JOINER = '\u2060';
/**
 * A sentence in a page of GitHub: names of others in it stay text, and become no link, image, heading, mention, formula or HTML. Text
 * between two backticks is shown as code. One line.
 */
const prose = (text) => (0,_base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(text)
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : plain(part)))
    .join('');
/** GitHub takes seven digits or more for a commit that it has. Not in a UUID, which people copy. */
const COMMIT = /(?<![\p{L}\p{N}_]|-[\da-f]{4}-)[\da-f]{7,40}(?![\p{L}\p{N}_]|-[\da-f]{4}-)/giu;
const unlinked = (text) => text
    .replace(COMMIT, id => id.replace(/.{6}(?=.)/g, `$&${JOINER}`))
    .replace(/@|#(?=\d)|\bGH-(?=\d)|:(?=(?!\d+:(?<!:100:|:1234:))[\w+-]+:)/gi, `$&${JOINER}`);
const plain = (text) => unlinked(text)
    .replace(/[\\`*[\]~$|]|:(?=\/\/)|(?<=www)\./gi, '\\$&')
    // Inside a word they are not emphasis.
    .replace(/(?<![\p{L}\p{N}_])_+|(?<!_)_+(?![\p{L}\p{N}_])/gu, run => run.replaceAll('_', '\\_'))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/^[-+=#>]/, '\\$&')
    // GitHub takes no more digits for the number of an item.
    .replace(/^(\d{1,9})([.)])/, '$1\\$2');
/** The same inside a block of HTML, where GitHub reads no Markdown: backslashes and backticks would protect nothing. One line. */
const html = (text) => unlinked((0,_base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(text)).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** What a cell is about: names of things are set as code, words are not. */
const named = (target) => (target.includes(' ') ? prose(target) : code(target));
/** A name as code, whatever characters it has; good in a table too, where a backslash before a `|` in code has no effect. */
function code(text) {
    const shown = (0,_base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(text);
    if (shown.includes('|'))
        return `<code>${plain(shown)}</code>`;
    const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
    const fence = '`'.repeat(longest + 1);
    const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
    return shown === '' ? '' : `${fence}${pad}${shown}${pad}${fence}`;
}


/***/ }),

/***/ 9147:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ whole),
/* harmony export */   y: () => (/* binding */ cutTo)
/* harmony export */ });
/* harmony import */ var _base_counted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6323);

/** A block that is not cut. */
const whole = (lines) => ({ title: '', before: lines, lines: [], after: [], more: 0 });
/** Room for the end of a block, and for what says how much is left out. */
const RESERVE = 1_000;
/** The blocks one after the other, cut at the end of a line, and what was left out in the last one. */
function cutTo(blocks, { bytes, rest }) {
    let room = bytes - RESERVE;
    const page = [];
    const left = [];
    const take = (lines) => {
        const size = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
        if (size > room)
            return false;
        room -= size;
        page.push(...lines);
        return true;
    };
    for (const { title, before, lines, after, more } of blocks) {
        const isBegun = take([...before, ...lines.slice(0, 1), ...after]);
        // What comes last in it was taken first, so that it always fits.
        if (isBegun)
            page.length -= after.length;
        let taken = isBegun ? Math.min(1, lines.length) : 0;
        while (isBegun && taken < lines.length && take([lines[taken]]))
            taken++;
        if (isBegun)
            page.push(...after);
        const out = lines.length - taken + more;
        if (out > 0)
            left.push(`${title}: ${(0,_base_counted_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .h)(out, 'line')}`);
    }
    if (left.length > 0)
        page.push('', `Left out here, ${left.join(', ')}. ${rest}`);
    return `${page.join('\n')}\n`;
}


/***/ }),

/***/ 1448:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $8: () => (/* binding */ LINES_A_SUBJECT),
/* harmony export */   Hq: () => (/* binding */ warningsIn),
/* harmony export */   Mm: () => (/* binding */ bounded),
/* harmony export */   cA: () => (/* binding */ lineOf),
/* harmony export */   lr: () => (/* binding */ renderChapters)
/* harmony export */ });
/* unused harmony export renderPlan */
/* harmony import */ var _base_counted_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6323);
/* harmony import */ var _base_finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8340);
/* harmony import */ var _base_visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3023);
/* harmony import */ var _plan_describe_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1814);
/* harmony import */ var _plan_plan_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9164);
/* harmony import */ var _journal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8201);






/** A log of 20,000 lines helps nobody; the plan file has them all. */
const LINES_A_SUBJECT = 200;
/** The plan as groups of log lines; lines beyond the limit are counted. */
function renderPlan({ steps, findings }) {
    const groups = _plan_describe_js__WEBPACK_IMPORTED_MODULE_2__/* .SUBJECTS */ .u0.map(subject => {
        const about = steps.filter(step => (0,_plan_describe_js__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0)(step).subject === subject);
        return { heading: `${subject} (${about.length})`, lines: bounded(about, LINES_A_SUBJECT, _plan_describe_js__WEBPACK_IMPORTED_MODULE_2__/* .sentence */ .em) };
    });
    const notes = findings.filter(({ severity }) => severity === 'note');
    const about = bounded(notes, LINES_A_SUBJECT, lineOf);
    return [...groups, { heading: `Notes (${notes.length})`, lines: about }].filter(({ lines }) => lines.length > 0);
}
/** What the targets share as one plan with the plan of the only one; of several, a group for each that would be changed. */
function renderChapters(chapters) {
    const targets = chapters.filter(({ target }) => target !== undefined);
    if (targets.length < 2)
        return renderPlan((0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .join */ .fj)(chapters.map(({ plan }) => plan)));
    const shared = renderPlan((0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .join */ .fj)(chapters.filter(({ target }) => target === undefined).map(({ plan }) => plan)));
    const changing = targets.filter(({ plan }) => plan.steps.some(_journal_js__WEBPACK_IMPORTED_MODULE_3__/* .changes */ .A));
    const own = changing.map(({ target, plan }) => ({
        heading: `Deployment ${target?.key ?? target?.name} (${plan.steps.length})`,
        lines: renderPlan(plan).flatMap(({ lines }) => lines)
    }));
    const rest = targets
        .filter(chapter => !changing.includes(chapter))
        .map(({ target }) => (0,_base_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .visible */ .RK)(target?.key ?? target?.name ?? ''));
    const unchanged = { heading: `Nothing to change (${(0,_base_counted_js__WEBPACK_IMPORTED_MODULE_5__/* .counted */ .h)(rest.length, 'Deployment')})`, lines: rest };
    return [...shared, ...own, ...(rest.length === 0 ? [] : [unchanged])];
}
/** GitHub shows ten annotations of a step. */
const WARNINGS = 8;
/** What somebody should look at, each once; the last one counts the others. */
function warningsIn({ findings }) {
    const lines = findings.filter(({ severity }) => severity === 'warning').map(lineOf);
    return bounded([...new Set(lines)], WARNINGS, line => line);
}
/** A finding with its hint, as one line of a log. */
const lineOf = (finding) => finding.hint === undefined ? (0,_base_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .sentenceOf */ .$N)(finding) : `${(0,_base_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .sentenceOf */ .$N)(finding)}. ${finding.hint}`;
/** One line for each of the first `most`, and a last one that counts the others. */
function bounded(all, most, line) {
    const lines = all.slice(0, most).map(line);
    return all.length <= most ? lines : [...lines, `… and ${all.length - most} more`];
}


/***/ }),

/***/ 8330:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ table)
/* harmony export */ });
/* harmony import */ var markdown_table__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(735);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3021);


/** More rows help nobody; the plan file has them all. */
const ROWS = 200;
/** Longer tables are folded away. */
const OPEN_ROWS = 12;
/** A table under its heading. `title` is text, maybe of others; cells are Markdown already. */
function table(title, header, all) {
    if (all.length === 0)
        return [];
    const rows = all.slice(0, ROWS).map(row => [...row()]);
    const [head = '', dashes = '', ...lines] = (0,markdown_table__WEBPACK_IMPORTED_MODULE_1__/* .markdownTable */ .Q)([[...header], ...rows], { alignDelimiters: false }).split('\n');
    const heading = `${title}: ${all.length}`;
    const folded = all.length > OPEN_ROWS;
    return [
        {
            title: (0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .prose */ .CS)(title),
            before: ['', folded ? `<details><summary><b>${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .html */ .qy)(heading)}</b></summary>` : `### ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .prose */ .CS)(heading)}`, '', head, dashes],
            lines,
            after: folded ? ['', '</details>'] : [],
            more: all.length - rows.length
        }
    ];
}


/***/ }),

/***/ 2671:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hl: () => (/* binding */ SOURCES),
/* harmony export */   Hq: () => (/* binding */ ALPHABETS),
/* harmony export */   LA: () => (/* binding */ namedSource),
/* harmony export */   mA: () => (/* binding */ leafSource),
/* harmony export */   q9: () => (/* binding */ WORDS)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5395);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3759);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9396);
/* harmony import */ var _airflow_json_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9252);
/* harmony import */ var _base_schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4210);
/* harmony import */ var _vault_paths_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6160);




/** How a source is spelled: in fields as it is here, in leaves of `json:` with `$` before each key. */
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
/** JavaScript takes February 30 for March 1. */
const isDate = (text) => DATE.test(text) && new Date(text).toISOString().startsWith(text);
const reminders = {
    expires: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .refine */ .YPB(isDate, { error: 'must be a date such as 2027-01-31' })))
        .check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('Date on which the value stops working. Runs remind of it from 30 days before. Default: none.')),
    owner: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* ._minLength */ .m9(1)))
        .check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('Who replaces the value then, for that reminder. Default: none.'))
};
const options = {
    'allow-empty': zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY())
        .check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('Treats an absent or empty value as empty text instead of an error. Default: false.')),
    trim: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY()).check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('Removes white space at both ends. Default: false.')),
    ...reminders
};
/** Segments separated by `/`. An empty one, `.` or `..` would lead elsewhere. */
const vaultPath = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* ._regex */ .Fk(/^(?!\.{1,2}(\/|$))[^\s/]+(\/(?!\.{1,2}(\/|$))[^\s/]+)*$/, {
    error: 'is not a path in Vault; write it without spaces and without a leading or trailing /'
}));
/** Whoever may change the manifest would read what this action keeps for all others, such as the values that it has generated. */
const foreignPath = vaultPath.check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .refine */ .YPB(path => path.split('/')[0] !== _vault_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .OWN_FOLDER */ .w5, {
    error: `is in ${_vault_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .OWN_FOLDER */ .w5}, where this action keeps its records; no value can come from there`
}));
const given = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* ._minLength */ .m9(1));
/** The alphabets that have names. */
const ALPHABETS = {
    alphanumeric: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
    hex: '0123456789abcdef',
    digits: '0123456789'
};
const env = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
    env: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()
        .check(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* ._regex */ .Fk(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'is not the name of an environment variable' }), zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('Environment variable of the step that holds the value.')),
    ...options
})
    .register(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .globalRegistry */ .fd, { id: 'env', description: 'A value from the environment of the step, usually a GitHub secret.' });
const file = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
    file: given.check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('Path of the file, relative to the manifest.')),
    as: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* ["enum"] */ .k5n(['text', 'json', 'base64']))
        .check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('How to read the file: `text` takes its UTF-8 text as is; `json` checks that it is JSON, and inside `json` and `extra` takes its structure; `base64` encodes its bytes, whatever they are. Default: text.')),
    ...options
})
    .register(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .globalRegistry */ .fd, { id: 'file', description: 'The content of a file, such as one that an earlier step wrote.' });
const vault = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
    vault: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
        mount: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(vaultPath).check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('KV version 2 mount. Default: `vault.mount`.')),
        path: foreignPath.check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('Path of the secret on the mount.')),
        key: given.check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('Key of the secret. Its value must be a string.'))
    })
        .check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('The other secret.')),
    ...options
})
    .register(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .globalRegistry */ .fd, {
    id: 'vault',
    description: 'A value of another secret in Vault, read with the login of the run.'
});
const sops = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
    sops: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
        file: _base_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .argument */ .EE.check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('Path of the encrypted file, relative to the manifest.')),
        key: given.check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('Key in the decrypted file, with dots between the keys of nested mappings.'))
    })
        .check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('The encrypted file and the key in it.')),
    ...options
})
    .register(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .globalRegistry */ .fd, {
    id: 'sops',
    description: 'A value from an encrypted file. `sops` must be on the PATH of the step, which must have the keys.'
});
const generate = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
    generate: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
        length: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* ._default */ .Rvf(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Whr().check(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* ._gte */ .qm(8), zod_mini__WEBPACK_IMPORTED_MODULE_3__/* ._lte */ .Zm(1024)), 32).check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('Number of characters.')),
        alphabet: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* ._default */ .Rvf(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* ._minLength */ .m9(2), 
        // By code points, as they are drawn. Shorter text has been reported already.
        zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .refine */ .YPB(text => text.length < 2 || new Set(text).size >= 2, {
            error: 'must have at least two different characters'
        })), 'alphanumeric')
            .check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('Characters to draw from: `alphanumeric`, `hex`, `digits`, or the characters themselves.')),
        rotate: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KCZ([zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* ._maxLength */ .Eb(256)), zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig()]))
            .check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('Any number, or text of at most 256 characters. Changing it generates a new value, once. Default: none.'))
    })
        .check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('How to generate the value. `{}` takes the defaults.')),
    ...reminders
})
    .register(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .globalRegistry */ .fd, { id: 'generate', description: 'A random value, generated once and kept in Vault.' });
const command = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
    command: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP())
        .check(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* ._minLength */ .m9(1), zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0y('Program and arguments. The value is what the program prints, without the final line break. Requires the input `allow-commands`.')),
    ...options
})
    .register(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .globalRegistry */ .fd, {
    id: 'command',
    description: 'The output of a program, such as the client of another secret store.'
});
/** The shapes of a source at field level. */
const SOURCES = [env, file, vault, sops, generate, command];
/** The key that marks each of them. */
const WORDS = ['env', 'file', 'vault', 'sops', 'generate', 'command'];
/** The same shapes as leaves, built when the first of each is met: most manifests have none. */
const leaves = new Map();
function leafOf(word) {
    const known = leaves.get(word);
    if (known !== undefined)
        return known;
    const shape = SOURCES[WORDS.indexOf(word)]?.shape ?? {};
    const leaf = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej(Object.fromEntries(Object.entries(shape).map(([key, type]) => [`$${key}`, type])));
    leaves.set(word, leaf);
    return leaf;
}
/** The source that a node of `json:` or `extra:` names, or why it names none; undefined for plain data. */
function leafSource(node) {
    if (typeof node !== 'object' || node === null || Array.isArray(node))
        return undefined;
    const [word, ...more] = WORDS.filter(name => `$${name}` in node);
    if (word === undefined)
        return undefined;
    if (more.length > 0)
        return { problem: `has both \`$${word}\` and \`$${more[0]}\`; remove one of them` };
    const stray = Object.keys(node).find(key => !key.startsWith('$'));
    if (stray !== undefined)
        return { problem: `has ${(0,_airflow_json_js__WEBPACK_IMPORTED_MODULE_5__/* .asciiJson */ .iL)(stray)} next to \`$${word}\`, where every key begins with \`$\`` };
    const schema = leafOf(word);
    const parsed = schema.safeParse(node, { reportInput: true });
    if (!parsed.success)
        return { issues: parsed.error.issues, schema };
    return namedSource(Object.fromEntries(Object.entries(parsed.data).map(([key, value]) => [key.slice(1), value])));
}
function namedSource(raw) {
    const given = raw;
    const { expires, owner } = raw;
    const reminder = expires === undefined ? {} : { reminder: { expires, ...(owner === undefined ? {} : { owner }) } };
    return { source: sourceFrom(raw), allowEmpty: given['allow-empty'] ?? false, trim: given.trim ?? false, ...reminder };
}
function sourceFrom(raw) {
    if ('env' in raw)
        return { from: 'env', name: raw.env };
    if ('file' in raw)
        return { from: 'file', path: raw.file, as: raw.as ?? 'text' };
    if ('vault' in raw) {
        const { mount, path, key } = raw.vault;
        return { from: 'vault', ...(mount === undefined ? {} : { mount }), path, key };
    }
    if ('sops' in raw)
        return { from: 'sops', ...raw.sops };
    if ('command' in raw)
        return { from: 'command', argv: raw.command };
    const { length, alphabet, rotate } = raw.generate;
    return { from: 'generate', length, alphabet: ALPHABETS[alphabet] ?? alphabet, rotate: String(rotate ?? '') };
}


/***/ }),

/***/ 259:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lg: () => (/* binding */ constantsOf),
/* harmony export */   Si: () => (/* binding */ spelledOut),
/* harmony export */   YD: () => (/* binding */ keysOf),
/* harmony export */   pH: () => (/* binding */ structureOf)
/* harmony export */ });
/* harmony import */ var _airflow_float_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9858);
/* harmony import */ var _base_visible_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3023);
/* harmony import */ var _imports_secrecy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8541);
/* harmony import */ var _manifest_source_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(643);




/** More of a text than this says nothing more to a reader. */
const SHOWN = 120;
/**
 * What the manifest itself spells out of an entry, by the same keys as `differingKeys` has: `host`, `extra.sslmode`, `value`,
 * `value.retries`. Long texts are cut. A password is none of it, and nothing that looks like one: people write secrets into files.
 */
function constantsOf(entry, deployment) {
    return Object.fromEntries(Array.from(spelledOut(entry, deployment), ([key, text]) => [key, short(text)]));
}
/** The same in full, for comparing. */
function spelledOut(entry, deployment) {
    const shown = Array.from(keysOf(entry)).flatMap(([key, value]) => {
        const text = UNSHOWN.has(key) ? undefined : textOf(value, deployment);
        const name = key === 'value' ? entry.name : key;
        return text === undefined || text === '' || (0,_imports_secrecy_js__WEBPACK_IMPORTED_MODULE_1__/* .hasSecretName */ ._o)(name) || (0,_imports_secrecy_js__WEBPACK_IMPORTED_MODULE_1__/* .holdsSecret */ .hK)(text) ? [] : [[key, text]];
    });
    return new Map(shown);
}
/** A password, and texts that may have one anywhere in them. */
const UNSHOWN = new Set(['password', 'conn_uri', 'conn_json', 'extra']);
/** What an entry has for each key: fields, and keys at the top of a structure. */
function keysOf(entry) {
    if (entry.kind === 'variable')
        return new Map(inValue('value', entry.value));
    const { connection } = entry;
    if (connection.form !== 'fields')
        return new Map([[`conn_${connection.form}`, connection.text]]);
    const { extra, ...fields } = connection.fields;
    return new Map([
        ['conn_type', constant(connection.connType)],
        ...Object.entries(fields),
        ...(extra === undefined ? [] : inValue('extra', extra)),
        ...(connection.description === undefined ? [] : [['description', constant(connection.description)]])
    ]);
}
/** The structure that the manifest writes itself: `json` of a variable, `extra` of a connection. */
function structureOf(entry) {
    const value = entry.kind === 'variable' ? entry.value : entry.connection.form === 'fields' ? entry.connection.fields.extra : undefined;
    return value?.kind === 'json' ? value.tree : undefined;
}
const constant = (text) => ({ kind: 'constant', text });
function inValue(at, value) {
    const tree = value.kind === 'json' && isMapping(value.tree) ? value.tree : undefined;
    const [source] = tree === undefined ? [] : (0,_manifest_source_js__WEBPACK_IMPORTED_MODULE_2__/* .leaves */ .FQ)(tree);
    // `$env: NAME` at its top is one source for all of it.
    if (tree === undefined || source?.path.length === 0)
        return [[at, value]];
    return Object.entries(tree).map(([key, leaf]) => [`${at}.${key}`, { kind: 'json', tree: leaf }]);
}
const isMapping = (tree) => typeof tree === 'object' && tree !== null && !Array.isArray(tree) && !(tree instanceof _airflow_float_js__WEBPACK_IMPORTED_MODULE_3__/* .WholeFloat */ .wI);
/** Empty for what is from a source, or a structure itself. In a structure, `${deployment}` is text like any other. */
function textOf(value, deployment) {
    if (value.kind !== 'json')
        return value.kind === 'constant' ? (0,_manifest_source_js__WEBPACK_IMPORTED_MODULE_2__/* .constantFor */ .ym)(value.text, deployment) : '';
    const leaf = value.tree instanceof _airflow_float_js__WEBPACK_IMPORTED_MODULE_3__/* .WholeFloat */ .wI ? value.tree.value : value.tree;
    return ['string', 'number', 'boolean'].includes(typeof leaf) ? String(leaf) : '';
}
const short = (text) => (0,_base_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .shortened */ .vI)(text, SHOWN);


/***/ }),

/***/ 768:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ vaultPath),
/* harmony export */   _G: () => (/* binding */ vaultName),
/* harmony export */   p2: () => (/* binding */ secretFolder),
/* harmony export */   vS: () => (/* binding */ manifestName)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3759);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5395);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6160);


/** The rules for names, wherever they come from: a manifest that was reviewed, or a record that anybody may have written. */
/** Longer ones are mistakes or attacks: no pattern is tried on them. */
const short = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* ._maxLength */ .Eb(512, { abort: true });
/** A mount, as the manifest names it. None of its characters is special in a policy, a URL or a shell. */
const vaultPath = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().check(short, zod_mini__WEBPACK_IMPORTED_MODULE_1__/* ._regex */ .Fk(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/, {
    error: 'is not a path in Vault; use letters, digits, `_`, `-` and `.`, with a single `/` between segments'
}));
/** A folder of secrets below a mount: Airflow may read all of it, so the records of this action are never in it. */
const secretFolder = vaultPath.check(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* ._regex */ .Fk(/^(?!.*\.\.)/, { error: 'has two dots in a row; write one' }), zod_mini__WEBPACK_IMPORTED_MODULE_1__/* ._regex */ .Fk(new RegExp(`^(?!${_paths_js__WEBPACK_IMPORTED_MODULE_0__/* .OWN_FOLDER */ .w5}(/|$))`), {
    error: `must not be in ${_paths_js__WEBPACK_IMPORTED_MODULE_0__/* .OWN_FOLDER */ .w5}, where this action keeps its records`
}));
/** A role or a policy. */
const vaultName = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().check(short, zod_mini__WEBPACK_IMPORTED_MODULE_1__/* ._regex */ .Fk(/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/, {
    error: 'is not a name that Vault keeps unchanged; use lower-case letters, digits, `_`, `-` and `.`'
}));
/** The name of a manifest. */
const manifestName = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()
    .check(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* ._regex */ .Fk(/^[a-z0-9][a-z0-9-]{0,62}$/, { error: 'must consist of at most 63 lower-case letters, digits and `-`' }));


/***/ }),

/***/ 7109:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ AT_ONCE)
/* harmony export */ });
/** How many calls to make at once: as many as a distant server can use. The transport limits those in flight further. */
const AT_ONCE = 64;


/***/ })

};
