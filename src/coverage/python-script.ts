/**
 * What a `python3` is given to run (3.8 or newer): reads a JSON list of sources, writes a list with what it found in each, or
 * null where its parser refuses the source. It imports nothing but the standard library, and runs nothing of the sources.
 */
export const PYTHON_SCRIPT = String.raw`
import ast, gc, json, re, sys

if sys.version_info < (3, 8):
    sys.exit("Python 3.8 or newer is needed")
gc.disable()  # the trees are let go one by one, and have few cycles
CONN_ID = re.compile(r"(?:.*_)?conn_id|kafka_config_id")
NEVER = object()


def text_of(node):
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else NEVER
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "\0" for part in node.values)
    return None


def nodes_of(tree):
    nodes = [tree]
    for node in nodes:  # it grows meanwhile; several times as fast as ast.walk
        for value in node.__dict__.values():
            if type(value) is list:
                nodes.extend([item for item in value if isinstance(item, ast.AST)])
            elif isinstance(value, ast.AST):
                nodes.append(value)
    return nodes


class Source:
    def __init__(self, source):
        self.tree = ast.parse(source)
        self.nodes = nodes_of(self.tree)
        self.aliases, self.bound = {}, {}
        self.uses, self.templates = [], []
        self.no_strings = set()
        for node in self.nodes:
            self.note_names(node)
        self.constants = dict(self.find_constants())
        for node in self.nodes:
            self.look_at(node)

    def bind(self, name):
        if name is not None:
            self.bound[name] = self.bound.get(name, 0) + 1

    def note_names(self, node):
        kind = type(node)
        if kind is ast.Name:
            if not isinstance(node.ctx, ast.Load):
                self.bind(node.id)
        elif kind is ast.arg:
            self.bind(node.arg)
        elif kind is ast.ExceptHandler:
            self.bind(node.name)
        elif kind is ast.alias:
            self.bind(node.asname)
            if node.asname:
                self.aliases[node.asname] = node.name.split(".")[-1]
        elif kind is ast.Expr:
            self.no_strings.add(id(node.value))
        elif kind is ast.JoinedStr:
            for part in node.values:
                self.no_strings.add(id(part))
                spec = getattr(part, "format_spec", None)
                if spec is not None:
                    self.no_strings.add(id(spec))

    def find_constants(self):
        for node in self.tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            name = getattr(targets[0], "id", None) if len(targets) == 1 else None
            value = text_of(node.value) if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value else None
            if isinstance(value, str) and self.bound.get(name) == 1:
                yield name, value

    def look_at(self, node):
        kind = type(node)
        if kind is ast.Call:
            self.look_at_call(node)
        elif kind is ast.Dict:
            for key, value in zip(node.keys, node.values):
                text = text_of(key)
                if isinstance(text, str) and CONN_ID.fullmatch(text):
                    self.use("connection", value, "required")
        elif kind in (ast.Constant, ast.JoinedStr) and id(node) not in self.no_strings:
            text = text_of(node)
            if isinstance(text, str) and ("{{" in text or "{%" in text):
                self.templates.append({"text": text, "line": node.lineno, "endLine": node.end_lineno})

    def look_at_call(self, node):
        function, args = node.func, node.args
        keywords = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
        method = receiver = ""
        if isinstance(function, ast.Attribute):
            method, receiver = function.attr, self.class_name(function.value)
        if receiver == "Variable" and method in ("get", "set", "setdefault"):
            key = args[0] if args else keywords.get("key")
            has_default = len(args) > 1 or "default" in keywords or "default_var" in keywords
            need = "set" if method != "get" else "optional" if has_default else "required"
            if key is not None:
                self.use("variable", key, need)
        if args and (
            receiver == "Connection" and method in ("get", "get_connection_from_secrets")
            or receiver.lower().endswith("hook") and method in ("get_connection", "get_hook")
        ):
            self.use("connection", args[0], "required")
        need = "set" if self.class_name(function) == "Connection" else "required"
        for keyword, value in keywords.items():
            if CONN_ID.fullmatch(keyword):
                self.use("connection", value, need)

    def class_name(self, node):
        if isinstance(node, ast.Call):
            node = node.func
        if isinstance(node, ast.Attribute):
            return node.attr
        return self.aliases.get(node.id, node.id) if isinstance(node, ast.Name) else ""

    def use(self, kind, node, need):
        name = text_of(node)
        if isinstance(node, ast.Name):
            name = self.constants.get(node.id)
        if name is not NEVER:
            self.uses.append({"kind": kind, "name": name, "line": node.lineno, "need": need})


def look_into(source):
    try:
        looked = Source(source)
        return {"uses": looked.uses, "templates": looked.templates}
    except Exception:
        return None


json.dump([look_into(source) for source in json.load(sys.stdin.buffer)], sys.stdout)
`
