export const id = 478;
export const ids = [478];
export const modules = {

/***/ 9478:
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
/** Whether an expression is what is called, as `f` in `f(x)`. */
function isCalled({ from, to, parent }) {
    const callee = parent?.name === 'CallExpression' ? parent.firstChild : null;
    return callee !== null && callee.from === from && callee.to === to;
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
    const root = names[0] ?? rootOf(callee);
    return {
        name,
        root: root === null ? '' : writtenAt(root, module),
        ...(owner === null ? {} : { owner }),
        ...argumentsOf(list, module)
    };
}
/** Nobody nests packages deeper. */
const SEGMENTS = 20;
function rootOf(callee) {
    let node = callee;
    for (let depth = 0; depth < SEGMENTS && node?.name === 'MemberExpression'; depth++)
        node = node.firstChild;
    return node?.name === 'VariableName' ? node : null;
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

// EXTERNAL MODULE: ./lib/coverage/connections.js
var connections = __webpack_require__(9155);
;// CONCATENATED MODULE: ./lib/coverage/contexts.js



/** What a task's context is called: `context`, `**kwargs`, `get_current_context()`. */
const CONTEXT = /(?:context|ctx|kwargs)$/i;
/** `context["var"]["value"].x`, `context["conn"].get("c")`, or an accessor without a name, such as `context["conn"]` in `f(…)`. */
function accessedAt(expression, module) {
    const steps = stepsTo(expression, module);
    const [first, second] = steps;
    const kind = first === undefined || first.isAttribute ? undefined : ACCESSORS.get(first.key ?? '');
    if (kind === undefined)
        return undefined;
    if (kind === 'variable' && !/^(?:value|json)$/.test(second?.key ?? 'value'))
        return undefined;
    const named = steps[kind === 'variable' ? 2 : 1];
    if (named === undefined)
        return isGoneOn(expression) ? undefined : { kind };
    // A method of what happens to be called `conn` is no connection; and what follows a name is a part of its value.
    const isName = named === steps.at(-1) && !(named.isAttribute && isCalled(expression));
    return isName ? { kind, by: named.by, call: named.call } : undefined;
}
const ACCESSORS = new Map([
    ['conn', 'connection'],
    ['var', 'variable']
]);
/** The steps from a context to an expression; none if it does not begin with one, or goes on further than any name. */
function stepsTo(expression, module) {
    const steps = [];
    for (let node = expression; steps.length === 0 || !CONTEXT.test(classOf(node, module));) {
        const step = steps.length < 3 ? stepAt(node, module) : undefined;
        if (step === undefined)
            return [];
        steps.unshift(step);
        node = bare(step.of);
    }
    return steps;
}
/** `…["x"]`, `….x`, `….get("x")`; a `.get` that is not called may be called with any name later. */
function stepAt(node, module) {
    const list = node.name === 'CallExpression' ? node.getChild('ArgList') : null;
    const call = list === null ? undefined : callOf(list, module);
    if (call !== undefined) {
        const by = call.positional[0];
        const isGet = call.name === 'get' && call.owner !== undefined && by !== undefined;
        return isGet ? { of: call.owner, key: textAt(bare(by), module), by, call } : undefined;
    }
    const [of, opening, key] = node.name === 'MemberExpression' ? childrenOf(node) : [];
    if (of === undefined || key === undefined)
        return undefined;
    if (opening?.name === '[')
        return { of, key: textAt(bare(key), module), by: key };
    const text = textAt(key, module);
    if (text === 'get')
        return isCalled(node) ? undefined : { of, key: null, by: node };
    return { of, key: text, by: key, isAttribute: true };
}
function isGoneOn(expression) {
    let node = expression;
    while (node.parent?.name === 'ParenthesizedExpression')
        node = node.parent;
    return node.parent?.name === 'MemberExpression' && node.parent.from === node.from;
}

;// CONCATENATED MODULE: ./lib/coverage/lookups.js


/** Methods of Airflow's, by whose they are. */
const LOOKUPS = [
    [/^Variable$/, /^get$/, { kind: 'variable' }],
    [/^Variable$/, /^get_variable_from_secrets$/, { kind: 'variable', need: 'optional' }],
    [/^Variable$/, /^set(?:default)?$/, { kind: 'variable', need: 'set' }],
    [/^Connection$/, /^(?:(?:async_)?get|get_connection_from_secrets)$/, { kind: 'connection', need: 'required' }],
    [/(?:hook|^(?:self|cls|super))$/i, /^a?get_(?:connections?|hook)$/, { kind: 'connection', need: 'required' }],
    // Whatever is not called a hook may be one, or the client of something else.
    [/^/, /^a?get_connection$/, { kind: 'connection', need: 'possible' }]
];
/** What a method of this owner looks up. A class that has the method itself may mean anything by it. */
function lookupOf(method, owner, module) {
    const ownerName = classOf(owner, module);
    const lookup = LOOKUPS.find(([whose, name]) => name.test(method) && whose.test(ownerName))?.[2];
    const isOwn = lookup !== undefined && /^(?:self|cls)$/.test(ownerName) && hasMethod(classAround(owner), method, module);
    return isOwn ? { ...lookup, need: 'possible' } : lookup;
}
function classAround(node) {
    let around = node.parent;
    while (around !== null && around.name !== 'ClassDefinition')
        around = around.parent;
    return around;
}
function hasMethod(definition, method, module) {
    const body = definition?.getChild('Body') ?? null;
    return (body === null ? [] : childrenOf(body))
        .map(statement => (statement.name === 'DecoratedStatement' ? statement.lastChild : statement))
        .some(statement => {
        const name = statement?.name === 'FunctionDefinition' ? statement.getChild('VariableName') : null;
        return name != null && writtenAt(name, module) === method;
    });
}

;// CONCATENATED MODULE: ./lib/coverage/asks.js






const connection = (by, need = 'required') => by === undefined ? [] : [{ kind: 'connection', by, need }];
const needOf = ({ positional, keywords }) => positional.length > 1 || ['default', 'default_var', 'default_conn'].some(name => keywords.has(name)) ? 'optional' : 'required';
/** `Variable.get("x")`, `BaseHook.get_connection("x")`, and calls that set one. */
const lookups = (call, module) => {
    const lookup = call.owner === undefined ? undefined : lookupOf(call.name, call.owner, module);
    const by = call.positional[0] ?? (lookup?.kind === 'variable' ? call.keywords.get('key') : undefined);
    if (lookup === undefined || by === undefined)
        return [];
    return [{ kind: lookup.kind, by, need: lookup.need ?? needOf(call) }];
};
/** `conn_id="x"` in any call; `Connection(conn_id="x")` creates one. */
const connectionIds = ({ name, keywords }) => [...keywords].flatMap(([keyword, value]) => connections/* CONN_ID */.Hb.test(keyword) ? connection(value, name === 'Connection' ? 'set' : 'required') : []);
/** `PostgresHook("x")`; a hook that is not Airflow's may take anything first. */
const hooks = ({ name, root, positional }, { isForeign }) => {
    if (isForeign(root))
        return connections/* HOOK */.cc.test(name) ? connection(positional[0], 'possible') : [];
    return (0,connections/* takesConnection */.v4)(name) ? connection(positional[0]) : [];
};
/** `get_async_connection("x")`, with which providers support several Airflows. */
const functions = ({ name, owner, positional }) => owner === undefined && /^get_async_(?:connection|hook)$/.test(name) ? connection(positional[0]) : [];
/** `ObjectStoragePath("s3://x@bucket/key")`, and what an operator makes one of. */
const objectStorage = ({ name, positional, keywords }, module) => {
    const paths = name === 'ObjectStoragePath' && !keywords.has('conn_id')
        ? positional.slice(0, 1)
        : name === 'FileTransferOperator'
            ? ['src', 'dst'].map(side => keywords.get(side))
            : [];
    return paths.flatMap((by) => {
        const id = by === undefined ? undefined : connectionIn(textAt(bare(by), module));
        return by === undefined || id === undefined ? [] : [{ kind: 'connection', by, need: 'required', name: id }];
    });
};
/**
 * What is before the `@` of a path's host; null if only a run knows whether there is any. With a colon in it, it is a user with a
 * password, which nobody should see.
 */
function connectionIn(path) {
    const [, host] = /^[\w+.-]+:\/\/([^/?#]*)/.exec(path ?? '') ?? [];
    const end = host?.lastIndexOf('@') ?? -1;
    if (host !== undefined && end >= 0)
        return host.slice(0, end).includes(':') ? null : host.slice(0, end);
    return path === null || (host ?? path)?.includes('\0') ? null : undefined;
}
const RULES = [lookups, connectionIds, hooks, functions, objectStorage];
/** `{"conn_id": "x"}`, as in `default_args`; with a `conn_type` beside it, it describes one that is created. */
function asksOfEntries(entries, module) {
    const named = entries.flatMap(([key, colon, value]) => {
        const name = key !== undefined && colon?.name === ':' ? textAt(bare(key), module) : undefined;
        return typeof name === 'string' ? [{ name, value }] : [];
    });
    const need = named.some(({ name }) => name === 'conn_type') ? 'set' : 'required';
    return named.flatMap(({ name, value }) => (connections/* CONN_ID */.Hb.test(name) ? connection(value, need) : []));
}
/** `conn_id="x"` in the parameters of a function. */
function asksOfParameters(parts, module) {
    return parts.flatMap(({ name }, at) => {
        const parameter = parts[at - 1]?.name === 'TypeDef' ? parts[at - 2] : parts[at - 1];
        const isConnection = name === 'AssignOp' && parameter !== undefined && connections/* CONN_ID */.Hb.test(writtenAt(parameter, module));
        return isConnection ? connection(parts[at + 1]) : [];
    });
}
/** `context["conn"].get("x")`, and whatever else is done with a part of a task's context. */
function asksOfContext(expression, module) {
    const accessed = accessedAt(expression, module);
    if (accessed === undefined)
        return [];
    const { kind, by, call } = accessed;
    const need = call === undefined ? 'required' : needOf(call);
    return [by === undefined ? { kind, by: expression, need, name: null } : { kind, by, need }];
}
/** `Variable.get` that is passed on: whoever gets it may call it with any name. */
function asksOfMethod(member, module) {
    const [owner, dot, method] = childrenOf(member);
    if (owner === undefined || dot?.name !== '.' || method === undefined || isCalled(member))
        return [];
    const lookup = lookupOf(writtenAt(method, module), owner, module);
    return lookup === undefined || lookup.need === 'possible' ? [] : [{ ...lookup, by: member, need: 'required', name: null }];
}
const ASKING = {
    ArgList: (list, module) => {
        const call = callOf(list, module);
        return call === undefined ? [] : RULES.flatMap(rule => rule(call, module));
    },
    CallExpression: asksOfContext,
    DictionaryExpression: (dict, module) => asksOfEntries(itemsOf(dict), module),
    MemberExpression: (member, module) => [...asksOfContext(member, module), ...asksOfMethod(member, module)],
    ParamList: (list, module) => asksOfParameters(childrenOf(list), module)
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
    const [foreign, airflows] = [new Set(), new Set()];
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
        if (node.name === 'ClassDefinition')
            for (const name of bind(children))
                foreign.add(text(name));
        if (node.name === 'ImportStatement')
            for (const { local, from } of importsIn(children))
                (from !== undefined && text(from) === 'airflow' ? airflows : foreign).add(text(local));
        const [target, value] = node.name === 'AssignStatement' && isOutermost(node) ? assignment(children) : [];
        const constant = value !== undefined && isString(value) ? stringValue(value, source) : undefined;
        if (target !== undefined && constant !== undefined)
            constants.set(text(target), constant);
    }
    return {
        constants: new Map([...constants].filter(([name]) => bound.get(name) === 1)),
        aliases,
        isForeign: name => (foreign.has(name) || foreign.has('*')) && !airflows.has(name)
    };
}
function aliasesIn(parts) {
    return parts.flatMap(({ name }, at) => {
        const [meant, local] = [parts[at - 1], parts[at + 1]];
        return name === 'as' && meant !== undefined && local !== undefined ? [[local, meant]] : [];
    });
}
function importsIn(parts) {
    const start = parts.findIndex(({ name }) => name === 'import');
    const module = parts[0]?.name === 'from' ? parts[1] : undefined;
    const from = module?.name === 'VariableName' ? module : undefined;
    const items = [[]];
    for (const part of parts.slice(start + 1)) {
        if (part.name === ',')
            items.push([]);
        else if (/^(?:VariableName|as|\*)$/.test(part.name))
            items.at(-1)?.push(part);
    }
    return items.flatMap((item) => {
        const local = item.at(-2)?.name === 'as' || start > 0 ? item.at(-1) : item[0];
        return local === undefined ? [] : [{ local, from: start > 0 ? from : item[0] }];
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
