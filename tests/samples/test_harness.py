"""Checks the harness itself: what it says of right and of wrong samples."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sybil.example import SybilFailure

from .languages import evaluate
from .notes import read_note
from .process import MissingToolError
from .runs import NoteRuns

NOTE = "learnings/topic/note.md"
Check = Callable[[str], list[str]]


@pytest.fixture
def check(tmp_path: Path, runs: NoteRuns) -> Check:
    """Runs the samples of a text as a note, and returns what is wrong with them."""

    def check_text(text: str) -> list[str]:
        path = tmp_path / NOTE
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        problems = []
        document = read_note(path, tmp_path, evaluate)
        for example in document:
            try:
                runs.of(document).evaluate(example)
            except SybilFailure as failure:
                problems.append(f"{example.parsed.place}: {failure.result}")
            except MissingToolError as missing:
                pytest.skip(str(missing))
        return problems

    return check_text


def fence(language: str, source: str, output: str | None = None) -> str:
    """Writes a sample as Markdown, with its Output fence."""
    text = f"```{language}\n{source}\n```\n"
    return text if output is None else f'{text}\n```text title="Output"\n{output}\n```\n'


RIGHT = {
    "python": fence("python", "print('a  ')", "a"),
    "python shares names": fence("python", "a = 1") + fence("python", "print(a)", "1"),
    "python future": (
        fence("python", "from __future__ import annotations") + fence("python", "def f(a: Unknown) -> None: ...")
    ),
    "python dataclass and pickle": fence(
        "python",
        "import pickle\nfrom dataclasses import dataclass\n\n\n@dataclass(slots=True)\n"
        "class A:\n    a: 'int'\n\n\nprint(pickle.loads(pickle.dumps(A(1))))",
        "A(a=1)",
    ),
    "python source": fence(
        "python", "import inspect\n\ndef f(): ...\n\nprint(inspect.getsource(f))", "def f(): ..."
    ),
    "python child": fence(
        "python",
        "import subprocess, sys\nprint(1)\nsubprocess.run([sys.executable, '-c', 'print(2)'])\nprint(3)",
        "1\n2\n3",
    ),
    "sql": fence("sql", "CREATE TABLE a (b int);\nCREATE ROLE reader;")
    + fence("sql", "SELECT 1 AS a, 'é' AS b;", " a | b \n---+---\n 1 | é\n(1 row)"),
    "sql is fresh again": fence("sql", "CREATE TABLE a (b int);\nCREATE ROLE reader;"),
    "sql notice": fence("sql", "DO $$ BEGIN RAISE NOTICE 'n'; END $$;", "NOTICE:  n"),
    "database from python": fence("sql", "CREATE TABLE a AS SELECT 7 AS b;")
    + fence(
        "python",
        "import os\nimport psycopg\nwith psycopg.connect(os.environ['DATABASE_URL']) as c:\n"
        "    print(c.execute('SELECT b FROM a').fetchone())",
        "(7,)",
    ),
    "redis": fence(
        "python",
        "import os\nimport redis\n"
        "with redis.Redis(unix_socket_path=os.environ['REDIS_SOCKET']) as r:\n"
        "    print(r.dbsize(), r.set('a', 1))",
        "0 True",
    ),
    "redis is empty again": fence(
        "python",
        "import os\nimport redis\n"
        "with redis.Redis(unix_socket_path=os.environ['REDIS_SOCKET']) as r:\n"
        "    print(r.dbsize())",
        "0",
    ),
    "javascript": fence("javascript", "import os from 'node:os'\nconsole.log(typeof os)", "object"),
    "bash": fence("bash", 'ls; echo "$TZ"', "UTC"),
    "named files": fence('json title="a.json"', '{"a": 1}')
    + fence("bash", "cat a.json", '{"a": 1}')
    + fence(
        "javascript",
        "import { readFileSync } from 'node:fs'\nconsole.log(readFileSync('a.json', 'utf8'))",
        '{"a": 1}',
    )
    + fence("bash", "ls", ""),
    "test runner's": fence('javascript title="a.test.js"', "test('a', () => {});"),
    "graphql": fence("graphql", "{ a { b } }"),
    "workflow": fence("yaml", "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ls"),
    "compose": fence("yaml", "services:\n  a:\n    image: redis:7"),
    "kubernetes": fence(
        "yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n---\n"
        "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a",
    ),
    "not code": fence("text", "GET /") + fence("http", "GET / HTTP/1.1") + fence("markdown", "*"),
    "not run": fence('rust title="a.rs (not run: needs a compiler)"', "fn main() {}"),
    "other fences": "- a\n\n  ~~~~python\n  print('''\n  ~~~ ```''')\n  ~~~~\n\n"
    '  ```text title="Output"\n\n  ~~~ ```\n  ```\n\n> ```json\n> {}\n> ```\n',
    "fence in a fence": "````markdown\n```python\nwrong(\n```\n````\n",
    "front matter": "---\ndescription: a\n---\n\n" + fence("json", "{}"),
}

LINE = 3  # The fence opens here, after a heading and an empty line.
WRONG = {
    "output": (fence("python", "print('came')", "expected"), ["-expected", "+came", f"{NOTE}:7"]),
    "indented output": (fence("bash", "echo a", "  a"), ["-  a", "+a"]),
    "no output fence": (fence("python", "print('came')"), ["no ```text", "came"]),
    "no output": (fence("python", "a = 1", "expected"), ["-expected"]),
    "syntax": (fence("python", "\na = ("), [f'{NOTE}", line 5', "SyntaxError"]),
    "exception": (
        fence("python", "def f():\n    return 1 / 0\n\nf()"),
        [f'{NOTE}", line 5, in f', "return 1 / 0", "ZeroDivisionError"],
    ),
    "exit": (fence("python", "import os\nos._exit(7)"), ["status 7"]),
    "sql": (fence("sql", "SELECT a;"), ['column "a" does not exist']),
    "javascript": (fence("javascript", "throw new Error('no')"), ["Error: no", ":4"]),
    "bash": (fence("bash", "echo $missing"), ["line 4", "missing: unbound variable"]),
    "json": (fence("json", "{a: 1}"), ["not valid JSON"]),
    "yaml": (fence("yaml", "a: [1"), ["not valid YAML"]),
    "toml": (fence("toml", "a = b"), ["not valid TOML"]),
    "graphql": (fence("graphql", "{ a {"), ["not valid GraphQL"]),
    "workflow": (fence("yaml", "on: push\njobs:\n  a:\n    steps: 1"), ["steps"]),
    "compose": (fence("yaml", "services:\n  a:\n    imag: redis"), ["imag"]),
    "kubernetes": (
        fence("yaml", "apiVersion: v1\nkind: Secret\nspec: 1"),
        ["Secret", "'spec'"],
    ),
    "kind": (fence("yaml", "apiVersion: v1\nkind: Nothing"), ["kind Nothing"]),
    "language": (fence("rust", "fn main() {}"), ["language 'rust'", "(not run: REASON)"]),
    "no language": (fence("", "a"), ["no language"]),
    "indented block": ("    a = 1\n", ["no language"]),
    "output alone": (fence('text title="Output"', "a"), ["directly after a sample"]),
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_right_samples_pass(check: Check, text: str) -> None:
    """Nothing is said of a right sample."""
    assert check(text) == []


@pytest.mark.parametrize(("text", "words"), WRONG.values(), ids=WRONG)
def test_wrong_samples_fail(check: Check, text: str, words: list[str]) -> None:
    """The message names the place of the sample and what is wrong."""
    (problem,) = check(f"# Title\n\n{text}")
    assert problem.startswith(f"{NOTE}:{LINE}: ")
    for word in words:
        assert word in problem
