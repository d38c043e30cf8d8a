export const id = 620;
export const ids = [620];
export const modules = {

/***/ 2620:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readPython: () => (/* binding */ readPython)
});

;// CONCATENATED MODULE: ./lib/coverage/nodes.js
/** The children of a node, without comments. */
function childrenOf(node) {
    const children = [];
    for (let child = node.firstChild; child !== null; child = child.nextSibling)
        if (child.name !== 'Comment')
            children.push(child);
    return children;
}
/** What is between two brackets, split at the commas; empty if they are never closed. */
function itemsOf(bracketed) {
    const [, ...inside] = childrenOf(bracketed);
    if (!/^[)\]}]$/.test(inside.pop()?.name ?? ''))
        return [];
    const items = [[]];
    for (const node of inside) {
        if (node.name === ',')
            items.push([]);
        else
            items.at(-1)?.push(node);
    }
    return items.filter(({ length }) => length > 0);
}
/** Python accepts no more. */
const BRACKETS = 200;
/** An expression without the brackets around it. */
function bare(expression) {
    let node = expression;
    for (let depth = 0; depth < BRACKETS && node.name === 'ParenthesizedExpression'; depth++) {
        const [only, ...others] = itemsOf(node).flat();
        if (only === undefined || others.length > 0)
            break;
        node = only;
    }
    return node;
}

;// CONCATENATED MODULE: ./lib/coverage/strings.js

const STRING_KINDS = ['String', 'FormatString', 'ContinuedString'];
const isString = ({ name }) => STRING_KINDS.includes(name);
/** The value of a string, or of several adjacent ones, with `\0` for what only a run knows; undefined for bytes. */
function stringValue(string, source) {
    const parts = string.name === 'ContinuedString' ? childrenOf(string).filter(isString) : [string];
    const values = parts.map(part => literalValue(part, source));
    return values.includes(undefined) ? undefined : values.join('');
}
function literalValue(literal, source) {
    const written = source.slice(literal.from, literal.to);
    const [opening = '', prefix = '', quote = ''] = /^([a-z]*)("""|'''|"|')/i.exec(written) ?? [];
    if (/b/i.test(prefix))
        return undefined;
    const isClosed = written.length >= opening.length + quote.length && written.endsWith(quote);
    let from = literal.from + opening.length;
    const texts = literal.getChildren('FormatReplacement').map(placeholder => {
        const text = source.slice(from, placeholder.from);
        from = placeholder.to;
        return text;
    });
    texts.push(source.slice(from, isClosed ? literal.to - quote.length : literal.to));
    return texts.map(text => unescaped(/[ft]/i.test(prefix) ? text.replaceAll(/([{}])\1/g, '$1') : text, prefix)).join('\0');
}
const ESCAPE = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|N\{[^}\n]*\}|[0-7]{1,3}|[\s\S])/g;
// biome-ignore format: a table
const SIMPLE = { '\n': '', '\\': '\\', "'": "'", '"': '"', a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
function unescaped(text, prefix) {
    return /r/i.test(prefix) ? text : text.replaceAll(ESCAPE, meaning);
}
/** What an escape sequence stands for. An invalid one stands for itself; Unicode character names are not resolved. */
function meaning(written) {
    const body = written.slice(1);
    if (/^[xuU]./.test(body)) {
        const code = Number.parseInt(body.slice(1), 16);
        return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
    }
    if (/^[0-7]/.test(body))
        return String.fromCodePoint(Number.parseInt(body, 8));
    return body.startsWith('N{') ? '\0' : (SIMPLE[body] ?? written);
}

;// CONCATENATED MODULE: ./lib/coverage/expressions.js

const writtenAt = ({ from, to }, { source }) => source.slice(from, to);
/** The string that an expression evaluates to; null if only a run can tell, undefined if it is not a string. */
function textAt(expression, module) {
    switch (expression.name) {
        case 'String':
        case 'FormatString':
        case 'ContinuedString':
            return stringValue(expression, module.source);
        case 'VariableName':
            return module.constants.get(writtenAt(expression, module)) ?? null;
        case 'PropertyName':
            return writtenAt(expression, module);
        case 'Number':
        case 'Boolean':
        case 'None':
        case 'Ellipsis':
        case 'ParenthesizedExpression':
        case '⚠':
            return undefined;
        default:
            return null;
    }
}
/** The class that an expression ends with: `Variable` of `models.Variable`, `S3Hook` of `S3Hook(…)`; otherwise empty text. */
function classOf(expression, module) {
    const node = expression.name === 'CallExpression' ? expression.firstChild : expression;
    if (node?.name === 'VariableName')
        return module.aliases.get(writtenAt(node, module)) ?? writtenAt(node, module);
    const property = node?.lastChild;
    return property?.name === 'PropertyName' ? writtenAt(property, module) : '';
}

;// CONCATENATED MODULE: ./lib/coverage/calls.js


/** The call, or call of a decorator, that an argument list belongs to; undefined for anything else with such a list. */
function callOf(list, module) {
    const call = list.parent;
    if (call?.name !== 'CallExpression' && call?.name !== 'Decorator')
        return undefined;
    const names = call.name === 'Decorator' ? call.getChildren('VariableName') : [];
    const callee = names.at(-1) ?? call.firstChild;
    const owner = names.at(-2) ?? (callee?.lastChild?.name === 'PropertyName' ? callee.firstChild : null);
    const name = callee === null ? '' : classOf(callee, module);
    return { name, ...(owner === null ? {} : { owner }), ...argumentsOf(list, module) };
}
/** An argument that is more than an expression (`*all`, `x for x in all`) is represented by its operator or keyword. */
function argumentsOf(list, module) {
    const positional = [];
    const keywords = new Map();
    for (const [first, second, third] of itemsOf(list)) {
        if (first === undefined || first.name === '**')
            continue;
        if (second?.name === 'AssignOp' && writtenAt(second, module) === '=') {
            if (third !== undefined)
                keywords.set(writtenAt(first, module), third);
        }
        else
            positional.push(second === undefined || first.name === '*' ? first : second);
    }
    return { positional, keywords };
}

;// CONCATENATED MODULE: ./lib/coverage/asks.js



/** Kafka's operators have another name for the connection id. */
const CONN_ID = /^(?:(?:.*_)?conn_id|kafka_config_id)$/;
const connection = (by, need = 'required') => by === undefined ? [] : [{ kind: 'connection', by, need }];
const needOf = ({ positional, keywords }) => positional.length > 1 || ['default', 'default_var', 'default_conn'].some(name => keywords.has(name)) ? 'optional' : 'required';
const ownerOf = ({ owner }, module) => (owner === undefined ? '' : classOf(owner, module));
/** `Variable.get("x")`, and calls that set one. */
const variables = (call, module) => {
    const by = call.positional[0] ?? call.keywords.get('key');
    if (by === undefined || ownerOf(call, module) !== 'Variable' || !/^(?:get|set|setdefault)$/.test(call.name))
        return [];
    return [{ kind: 'variable', by, need: call.name === 'get' ? needOf(call) : 'set' }];
};
/** `Connection.get("x")`, `BaseHook.get_connection("x")`, on any hook, including the class that the call is in. */
const connections = (call, module) => {
    const owner = ownerOf(call, module);
    const isAsked = owner === 'Connection'
        ? /^(?:get|get_connection_from_secrets)$/.test(call.name)
        : /(?:hook|^(?:self|cls|super))$/i.test(owner) && /^(?:get_connection|get_hook)$/.test(call.name);
    return isAsked ? connection(call.positional[0]) : [];
};
/** `conn_id="x"` in any call; `Connection(conn_id="x")` creates one. */
const connectionIds = ({ name, keywords }) => [...keywords].flatMap(([keyword, value]) => CONN_ID.test(keyword) ? connection(value, name === 'Connection' ? 'set' : 'required') : []);
/** Airflow's hooks whose first parameter is the connection id. */
const HOOK = /^(?:Postgres|MySql|MsSql|Sqlite|Oracle|Snowflake|Databricks|DatabricksSql|Trino|Presto|Vertica|Jdbc|Odbc|RedshiftSQL|Teradata|S3|GCS|Wasb|SSH|SFTP|FTPS?|FS|Samba|Redis|Mongo|Smtp|Imap|Salesforce)Hook$/;
/** `PostgresHook("x")`. */
const hooks = ({ name, positional }) => (HOOK.test(name) ? connection(positional[0]) : []);
/** `ObjectStoragePath("s3://x@bucket/key")`. */
const objectStorage = ({ name, positional: [by] }, module) => {
    const path = name === 'ObjectStoragePath' && by !== undefined ? textAt(bare(by), module) : undefined;
    const id = /^\w+:\/\/([^@/]+)@/.exec(path ?? '')?.[1];
    return by === undefined || id === undefined ? [] : [{ kind: 'connection', by, need: 'required', name: id }];
};
/** `context["var"]["value"].get("x")`, `context["conn"].get("x")`. */
const contextGets = (call, module) => {
    const by = call.positional[0];
    const kind = call.name === 'get' && call.owner !== undefined ? accessorOf(call.owner, module) : undefined;
    return kind === undefined || by === undefined ? [] : [{ kind, by, need: needOf(call) }];
};
const RULES = [variables, connections, connectionIds, hooks, objectStorage, contextGets];
/** `{"conn_id": "x"}`, as in `default_args`. */
function asksOfEntry([key, colon, value], module) {
    const isConnection = key !== undefined && colon?.name === ':' && CONN_ID.test(textAt(bare(key), module) ?? '');
    return isConnection ? connection(value) : [];
}
/** `context["var"]["value"].x`, `context["conn"].x`. */
function asksOfAttribute([owner, dot, by], module) {
    const isAttribute = owner !== undefined && dot?.name === '.' && by !== undefined && writtenAt(by, module) !== 'get';
    const kind = isAttribute ? accessorOf(owner, module) : undefined;
    return kind === undefined || by === undefined ? [] : [{ kind, by, need: 'required' }];
}
/** What a task's context has for variables and connections: their names are its attributes. */
const ACCESSOR = /^(?:\w*context(?:\(\))?|kwargs)\[["'](?:(conn)|var["']\]\[["'](?:value|json))["']\]$/;
function accessorOf(expression, module) {
    const isShort = expression.to - expression.from < 100;
    const [accessor, isConnection] = (isShort && ACCESSOR.exec(writtenAt(expression, module))) || [];
    return accessor === undefined ? undefined : isConnection ? 'connection' : 'variable';
}
const ASKING = {
    ArgList: (list, module) => {
        const call = callOf(list, module);
        return call === undefined ? [] : RULES.flatMap(rule => rule(call, module));
    },
    DictionaryExpression: (dict, module) => itemsOf(dict).flatMap(entry => asksOfEntry(entry, module)),
    MemberExpression: (member, module) => asksOfAttribute(childrenOf(member), module)
};
const ASKING_KINDS = Object.keys(ASKING);
/** What a node of the `ASKING_KINDS` asks for, without the nodes inside it; others ask for nothing. */
function asksOf(node, module) {
    return ASKING[node.name]?.(node, module) ?? [];
}

// EXTERNAL MODULE: ./lib/coverage/lines.js
var lines = __webpack_require__(7261);
;// CONCATENATED MODULE: ./lib/coverage/names.js


/** `nodes` must include those of the `BINDING_KINDS`. */
function namesOf(nodes, source) {
    const text = ({ from, to }) => source.slice(from, to);
    const bound = new Map();
    const aliases = new Map();
    const constants = new Map();
    for (const node of nodes) {
        const bind = BINDING[node.name];
        if (bind === undefined)
            continue;
        const children = childrenOf(node);
        for (const name of bind(children).flatMap(variablesIn).map(text))
            bound.set(name, (bound.get(name) ?? 0) + 1);
        if (node.name === 'ImportStatement')
            for (const [local, meant] of aliasesIn(children))
                aliases.set(text(local), text(meant));
        const [target, value] = node.name === 'AssignStatement' && isOutermost(node) ? assignment(children) : [];
        const constant = value !== undefined && isString(value) ? stringValue(value, source) : undefined;
        if (target !== undefined && constant !== undefined)
            constants.set(text(target), constant);
    }
    return { constants: new Map([...constants].filter(([name]) => bound.get(name) === 1)), aliases };
}
function aliasesIn(parts) {
    return parts.flatMap(({ name }, at) => {
        const [meant, local] = [parts[at - 1], parts[at + 1]];
        return name === 'as' && meant !== undefined && local !== undefined ? [[local, meant]] : [];
    });
}
function isOutermost({ parent }) {
    return (parent?.name === 'StatementGroup' ? parent.parent : parent)?.name === 'Script';
}
/** Target and value, if there is one of each. */
function assignment(parts) {
    const isOfOne = /^\S+ (?:TypeDef )?AssignOp \S+$/.test(parts.map(({ name }) => name).join(' '));
    const [target, value] = [parts[0], parts.at(-1)];
    return isOfOne && target !== undefined && value !== undefined ? [target, bare(value)] : [];
}
const behind = (...names) => children => children.filter((_, at) => names.includes(children[at - 1]?.name ?? ''));
const first = children => children.slice(0, 1);
const names_all = children => children;
const betweenForAndIn = children => {
    let isTarget = false;
    return children.filter(({ name }) => {
        if (name === 'for' || name === 'in')
            isTarget = name === 'for';
        return isTarget;
    });
};
/** Which parts of a node hold names that it binds. */
const BINDING = {
    AssignStatement: children => children.slice(0, children.map(({ name }) => /^(?:AssignOp|TypeDef)$/.test(name)).lastIndexOf(true)),
    UpdateStatement: first,
    NamedExpression: first,
    DeleteStatement: names_all,
    ForStatement: betweenForAndIn,
    ArgList: betweenForAndIn,
    ComprehensionExpression: betweenForAndIn,
    ArrayComprehensionExpression: betweenForAndIn,
    DictionaryComprehensionExpression: betweenForAndIn,
    SetComprehensionExpression: betweenForAndIn,
    ParamList: children => children.filter((_, at) => children[at - 1]?.name !== 'AssignOp'),
    FunctionDefinition: behind('def'),
    ClassDefinition: behind('class'),
    ImportStatement: behind('as'),
    WithStatement: behind('as'),
    TryStatement: behind('as'),
    AsPattern: behind('as'),
    CapturePattern: names_all
};
const BINDING_KINDS = Object.keys(BINDING);
/** The variables of a target, which may be tuples and lists of them. */
function variablesIn(target) {
    const found = [];
    const open = [target];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
        if (node.name === 'VariableName')
            found.push(node);
        else if (/^(?:Tuple|Array|Parenthesized)Expression$/.test(node.name))
            open.push(...itemsOf(node).flat());
    }
    return found;
}

// EXTERNAL MODULE: ./node_modules/@lezer/python/dist/index.js + 3 modules
var dist = __webpack_require__(1283);
;// CONCATENATED MODULE: ./lib/coverage/tree.js


/** The nodes of these kinds in the tree of a Python source (line ends `\n`), outer before inner; offsets are those of the source. */
function nodesOf(source, kinds) {
    const known = inKnownWords(source);
    const nodes = parse(known, kinds);
    const mended = withCommas(known, nodes);
    return mended === known ? nodes : parse(mended, kinds);
}
function parse(source, kinds) {
    const nodes = [];
    for (const cursor = dist/* parser */.K.parse(source).cursor(); cursor.next();)
        if (kinds.has(cursor.name))
            nodes.push(cursor.node);
    return nodes;
}
/**
 * The same source, for a grammar that has no t-strings, no form feeds and no `yield` without a value, and for which a backslash
 * escapes a brace.
 */
function inKnownWords(source) {
    return source
        .replaceAll('\f', ' ')
        .replaceAll(/\byield(?=[ \t]{0,99}[\n)\]#;])/g, 'yiel_')
        .replaceAll(/(?<!\w)(r?)t(r?)(?=["'])/gi, '$1f$2')
        .replaceAll(/(?<!\\)((?:\\\\)*)\\(?=[{}])/g, '$1_');
}
/**
 * After a string, the parser takes anything unexpected for another string, without quotes, up to the end of the line: that is its
 * cheapest repair. In truth, a comma or a bracket is missing. With a comma, it understands the rest of the line.
 */
function withCommas(source, nodes) {
    let mended = '';
    let done = 0;
    for (const strings of nodes.filter(({ name }) => name === 'ContinuedString')) {
        const unquoted = childrenOf(strings).find(({ from }) => !/^[a-z]{0,2}["']/i.test(source.slice(from, from + 3)));
        const gap = (unquoted?.from ?? 0) - 1;
        if (gap < done || !/\s/.test(source.charAt(gap)))
            continue;
        mended += `${source.slice(done, gap)},`;
        done = gap + 1;
    }
    return mended + source.slice(done);
}

// EXTERNAL MODULE: ./lib/coverage/use.js
var use = __webpack_require__(7977);
;// CONCATENATED MODULE: ./lib/coverage/python.js








const ERROR = '⚠';
const KINDS = new Set([...ASKING_KINDS, ...BINDING_KINDS, ...STRING_KINDS, ERROR]);
/** What a Python source (line ends `\n`) asks for, wherever it can be parsed. */
function readPython(source) {
    const nodes = nodesOf(source, KINDS);
    const module = { source, ...namesOf(nodes, source) };
    const lineAt = (0,lines/* lineCounter */.L)(source);
    const uses = nodes
        .flatMap(node => asksOf(node, module))
        .flatMap(({ kind, by, need, name = textAt(bare(by), module) }) => name === undefined ? [] : [{ kind, name, line: lineAt(bare(by).from), need }]);
    const templates = nodes.filter(mayBeTemplate).flatMap((node) => {
        const text = stringValue(node, source) ?? '';
        return /\{[{%]/.test(text) ? [{ text, line: lineAt(node.from), endLine: lineAt(node.to) }] : [];
    });
    const broken = firstBroken(nodes, source);
    return { uses, templates, ...(broken === undefined ? {} : { broken: lineAt(broken) }) };
}
/**
 * The offset of the first error on a line that may ask for something, or of any error if every third line has one. Errors alone
 * prove nothing: the grammar lacks some rare syntax of Python.
 */
function firstBroken(nodes, source) {
    const errors = nodes.filter(({ name }) => name === ERROR);
    const [first] = errors;
    if (first === undefined)
        return undefined;
    const lines = source.split('\n').filter(line => line.trim() !== '').length;
    if (errors.length * 3 >= lines)
        return first.from;
    return errors.find(({ from, to }) => (0,use/* mayAsk */.N)(linesAround(source, from, to)))?.from;
}
function linesAround(source, from, to) {
    const end = source.indexOf('\n', to);
    return source.slice(source.lastIndexOf('\n', from - 1) + 1, end < 0 ? undefined : end);
}
/** Adjacent strings count as one; a docstring is not a template. */
function mayBeTemplate(node) {
    const parent = isString(node) ? node.parent : null;
    const isStatement = parent?.name === 'ExpressionStatement' && parent.from === node.from && parent.to === node.to;
    return parent !== null && parent.name !== 'ContinuedString' && !isStatement;
}


/***/ })

};
