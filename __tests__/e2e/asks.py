"""What Python sources ask for, by Python's own parser: reads a JSON list of sources, writes what it found in each."""

import ast
import json
import re
import sys

CONN_ID = re.compile(r"(?:.*_)?conn_id|kafka_config_id")
HOOK = re.compile(sys.argv[1])
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
        self.uses, self.templates = [], []
        for node in self.nodes:
            self.note_names(node)
        self.constants = dict(self.find_constants(tree))
        for node in self.nodes:
            self.look_at(node)

    def note_names(self, node):
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

    def use(self, kind, node, need="required"):
        text = self.constants.get(node.id) if isinstance(node, ast.Name) else text_of(node)
        if text is not NO_TEXT:
            self.uses.append({"kind": kind, "name": text, "line": node.lineno, "need": need})

    def look_at(self, node):
        if isinstance(node, ast.Call):
            self.look_at_call(node)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values):
                if isinstance(text_of(key), str) and CONN_ID.fullmatch(text_of(key)):
                    self.use("connection", value)
        elif isinstance(node, (ast.Constant, ast.JoinedStr)) and id(node) not in self.no_templates:
            text = text_of(node)
            if isinstance(text, str) and re.search(r"\{[{%]", text):
                self.templates.append({"text": text, "line": node.lineno, "endLine": node.end_lineno})

    def look_at_call(self, node):
        args, keywords = node.args, {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
        method = isinstance(node.func, ast.Attribute)
        name, owner = self.class_of(node.func), self.class_of(node.func.value) if method else ""
        if owner == "Variable" and name in ("get", "set", "setdefault") and (args or "key" in keywords):
            optional = len(args) > 1 or keywords.keys() & {"default", "default_var", "default_conn"}
            need = "set" if name != "get" else "optional" if optional else "required"
            self.use("variable", args[0] if args else keywords["key"], need)
        asked = ("get", "get_connection_from_secrets") if owner == "Connection" else ("get_connection", "get_hook")
        is_hook = owner in ("Connection", "self", "cls", "super") or owner.lower().endswith("hook")
        if args and (is_hook and name in asked or HOOK.search(name)):
            self.use("connection", args[0])
        for keyword, value in keywords.items():
            if CONN_ID.fullmatch(keyword):
                self.use("connection", value, "set" if name == "Connection" else "required")


def look_into(source):
    try:
        looked = Source(source)
        return {"uses": looked.uses, "templates": looked.templates}
    except SyntaxError:
        return None


json.dump([look_into(source) for source in json.load(sys.stdin.buffer)], sys.stdout)
