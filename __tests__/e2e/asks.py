"""What Python sources ask for, by Python's own parser: reads a JSON list of sources, writes what it found in each."""

import ast
import json
import re
import sys

CONN_ID = re.compile(r"(?:.*_)?conn_id|kafka_config_id")
RULES = json.loads(sys.argv[1])
NOT_FIRST = set(RULES["others"])
HOOK = re.compile(RULES["hook"])
CONTEXT = re.compile(r"(?:context|ctx|kwargs)$", re.I)
LOOKUPS = [
    (r"Variable", r"get", ("variable", None)),
    (r"Variable", r"get_variable_from_secrets", ("variable", "optional")),
    (r"Variable", r"set(default)?", ("variable", "set")),
    (r"Connection", r"(async_)?get|get_connection_from_secrets", ("connection", "required")),
    (r"(?i:.*hook|self|cls|super)", r"a?get_(connections?|hook)", ("connection", "required")),
    (r".*", r"a?get_connection", ("connection", "possible")),
]
NO_TEXT = object()


def text_of(node):
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else NO_TEXT
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "\0" for part in node.values)
    return None


class Source:
    def __init__(self, source):
        tree = ast.parse(source)
        self.nodes = list(ast.walk(tree))
        self.aliases, self.bound, self.no_templates = {}, {}, set()
        self.foreign, self.airflows = set(), set()
        self.callees = {id(node.func) for node in self.nodes if isinstance(node, ast.Call)}
        self.own = {}
        for definition in self.nodes:
            methods = {one.name for one in getattr(definition, "body", []) if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))} \
                if isinstance(definition, ast.ClassDef) else None
            if methods is not None:
                # Classes come before those inside them.
                self.own.update((id(inner), methods) for inner in ast.walk(definition))
        self.owners = {id(node.value) for node in self.nodes if isinstance(node, (ast.Attribute, ast.Subscript))}
        self.uses, self.templates = [], []
        for node in self.nodes:
            self.note_names(node)
        self.constants = dict(self.find_constants(tree))
        for node in self.nodes:
            self.look_at(node)

    def note_imports(self, node):
        if isinstance(node, ast.ClassDef):
            self.foreign.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for one in node.names:
                module = one.name if isinstance(node, ast.Import) else "" if node.level else node.module
                local = one.asname or (one.name.split(".")[0] if isinstance(node, ast.Import) else one.name)
                (self.airflows if module.split(".")[0] == "airflow" else self.foreign).add(local)

    def note_names(self, node):
        self.note_imports(node)
        name = None
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            name = node.id
        elif isinstance(node, ast.arg):
            name = node.arg
        elif isinstance(node, (ast.ExceptHandler, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            name = node.name
        elif isinstance(node, ast.alias):
            name = node.asname
            if name:
                self.aliases[name] = node.name.split(".")[-1]
        elif isinstance(node, ast.Expr):
            self.no_templates.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            for part in node.values:
                self.no_templates.update((id(part), id(getattr(part, "format_spec", None))))
        if name:
            self.bound[name] = self.bound.get(name, 0) + 1

    def find_constants(self, tree):
        for node in tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            name = getattr(targets[0], "id", None) if len(targets) == 1 else None
            value = text_of(node.value) if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
            if isinstance(value, str) and self.bound.get(name) == 1:
                yield name, value

    def class_of(self, node):
        node = node.func if isinstance(node, ast.Call) else node
        if isinstance(node, ast.Attribute):
            return node.attr
        return self.aliases.get(node.id, node.id) if isinstance(node, ast.Name) else ""

    def text_at(self, node):
        return self.constants.get(node.id) if isinstance(node, ast.Name) else text_of(node)

    def use(self, kind, node, need="required", **more):
        text = self.text_at(node)
        if text is not NO_TEXT:
            self.uses.append({"kind": kind, "name": text, "line": node.lineno, "need": need, **more})

    def look_at(self, node):
        if isinstance(node, ast.Call):
            self.look_at_call(node)
            self.look_at_context(node)
        elif isinstance(node, ast.Attribute):
            self.look_at_context(node)
            lookup = self.lookup(node)
            if lookup and id(node) not in self.callees and lookup[1] != "possible":
                self.use(lookup[0], node, name=None)
        elif isinstance(node, ast.Subscript):
            self.look_at_context(node)
        elif isinstance(node, ast.arguments):
            given = node.posonlyargs + node.args
            pairs = list(zip(given[len(given) - len(node.defaults) :], node.defaults)) + list(zip(node.kwonlyargs, node.kw_defaults))
            for parameter, value in pairs:
                if value is not None and CONN_ID.fullmatch(parameter.arg):
                    self.use("connection", value)
        elif isinstance(node, ast.Dict):
            self.look_at_entries([(text_of(key), value) for key, value in zip(node.keys, node.values)])
        elif isinstance(node, (ast.Constant, ast.JoinedStr)) and id(node) not in self.no_templates:
            text = text_of(node)
            if isinstance(text, str) and re.search(r"\{[{%]", text):
                self.templates.append({"text": text, "line": node.lineno, "endLine": node.end_lineno})

    def look_at_entries(self, entries):
        need = "set" if any(key == "conn_type" for key, _ in entries) else "required"
        for key, value in entries:
            if isinstance(key, str) and CONN_ID.fullmatch(key):
                self.use("connection", value, need)

    def lookup(self, attribute):
        owner = self.class_of(attribute.value)
        for of, method, lookup in LOOKUPS:
            if re.fullmatch(of, owner) and re.fullmatch(method, attribute.attr):
                is_own = owner in ("self", "cls") and attribute.attr in self.own.get(id(attribute), ())
                return (lookup[0], "possible") if is_own else lookup
        return None

    def need_of(self, args, keywords):
        return "optional" if len(args) > 1 or keywords.keys() & {"default", "default_var", "default_conn"} else "required"

    def look_at_call(self, node):
        args, keywords = node.args, {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
        name, method = self.class_of(node.func), isinstance(node.func, ast.Attribute)
        kind, need = (method and self.lookup(node.func)) or (None, None)
        by = args[0] if args else keywords.get("key") if kind == "variable" else None
        if kind and by is not None:
            self.use(kind, by, need or self.need_of(args, keywords))
        if args and HOOK.search(name) and self.is_foreign(node.func):
            self.use("connection", args[0], "possible")
        elif args and HOOK.search(name) and name not in NOT_FIRST:
            self.use("connection", args[0])
        if args and not method and name in ("get_async_connection", "get_async_hook"):
            self.use("connection", args[0])
        if name == "ObjectStoragePath" and "conn_id" not in keywords:
            self.look_at_path(args[:1])
        elif name == "FileTransferOperator":
            self.look_at_path([keywords[side] for side in ("src", "dst") if side in keywords])
        for keyword, value in keywords.items():
            if CONN_ID.fullmatch(keyword):
                self.use("connection", value, "set" if name == "Connection" else "required")

    def is_foreign(self, callee):
        while isinstance(callee, ast.Attribute):
            callee = callee.value
        name = getattr(callee, "id", "")
        return name not in self.airflows and (name in self.foreign or "*" in self.foreign)

    def look_at_path(self, paths):
        for by in paths:
            path = self.text_at(by)
            host = re.match(r"[\w+.-]+://([^/?#]*)", path) if isinstance(path, str) else None
            host = host[1] if host else path
            if isinstance(path, str) and "@" in host:
                user = host.rpartition("@")[0]
                self.use("connection", by, name=None if ":" in user else user)
            elif path is None or isinstance(path, str) and "\0" in host:
                self.use("connection", by, name=None)

    def step(self, node):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get" and node.args:
            keywords = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
            return node.func.value, self.text_at(node.args[0]), node.args[0], self.need_of(node.args, keywords)
        if isinstance(node, ast.Subscript):
            return node.value, self.text_at(node.slice), node.slice, "required"
        if isinstance(node, ast.Attribute) and node.attr != "get":
            return node.value, node.attr, node, "attribute"
        if isinstance(node, ast.Attribute) and id(node) not in self.callees:
            return node.value, None, node, "required"
        return None

    def look_at_context(self, node):
        steps, at = [], node
        while not steps or not CONTEXT.search(self.class_of(at)):
            step = self.step(at) if len(steps) < 3 else None
            if step is None:
                return
            steps.insert(0, step)
            at = step[0]
        keys = [key for _, key, _, _ in steps]
        if keys[0] not in ("conn", "var") or steps[0][3] == "attribute":
            return
        kind, length = ("variable", 3) if keys[0] == "var" else ("connection", 2)
        if kind == "variable" and len(keys) > 1 and keys[1] not in ("value", "json", None):
            return
        _, key, by, need = steps[-1]
        if len(keys) < length and id(node) not in self.owners:
            self.use(kind, node, name=None)
        elif len(keys) == length and not (need == "attribute" and id(node) in self.callees):
            line = by.end_lineno if need == "attribute" else by.lineno
            self.use(kind, by, "required" if need == "attribute" else need, name=key, line=line)


def look_into(source):
    try:
        looked = Source(source)
        return {"uses": looked.uses, "templates": looked.templates}
    except SyntaxError:
        return None


json.dump([look_into(source) for source in json.load(sys.stdin.buffer)], sys.stdout)
