"""Right samples of each language pass, and wrong ones are problems that say what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nexus_core.problems.problem import Severity
from nexus_core.read.samples import read_samples
from nexus_samples.languages import reason_not_to_run
from samples.fences import Ran, fence, run_texts, scratch
from support.skipping import absent

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
    "javascript": fence("javascript", "import os from 'os'\nconsole.log(typeof os)", "object"),
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

WRONG = {
    "output": (fence("python", "print('came')", "expected"), "wrong-output", 7, ["expected:", "got:", "came"]),
    "indented output": (fence("bash", "echo a", "  a"), "wrong-output", 7, ["      a"]),
    "no output fence": (fence("python", "print('came')"), "no-output", 3, ["no Output follows", "came"]),
    "no output": (fence("python", "a = 1", "expected"), "wrong-output", 7, ["expected"]),
    "syntax": (fence("python", "\na = ("), "sample-failed", 5, ["SyntaxError"]),
    "exception": (
        fence("python", "def f():\n    return 1 / 0\n\nf()"),
        "sample-failed",
        5,
        ["line 5, in f", "    return 1 / 0", "ZeroDivisionError"],
    ),
    "exit": (fence("python", "import os\nos._exit(7)"), "sample-failed", 3, ["status 7"]),
    "sql": (fence("sql", "SELECT a;"), "sample-failed", 3, ['column "a" does not exist']),
    "javascript": (fence("javascript", "throw new Error('no')"), "sample-failed", 4, ["Error: no"]),
    "javascript package": (
        fence("javascript", "import { a } from 'package-missing'"),
        "missing-module",
        3,
        ["npm install --ignore-scripts package-missing, in the portfolio's root"],
    ),
    "bash": (fence("bash", "echo $missing"), "sample-failed", 4, ["missing: unbound variable"]),
    "json": (fence("json", "{a: 1}"), "sample-failed", 3, ["not valid JSON"]),
    "yaml": (fence("yaml", "a: [1"), "sample-failed", 3, ["not valid YAML"]),
    "toml": (fence("toml", "a = b"), "sample-failed", 3, ["not valid TOML"]),
    "graphql": (fence("graphql", "{ a {"), "sample-failed", 3, ["not valid GraphQL"]),
    "deep": (fence("json", "[" * 100_000), "sample-failed", 3, ["nested too deeply"]),
    "workflow": (fence("yaml", "on: push\njobs:\n  a:\n    steps: 1"), "sample-failed", 3, ["github-workflows"]),
    "compose": (fence("yaml", "services:\n  a:\n    imag: redis"), "sample-failed", 3, ["imag"]),
    "kubernetes": (
        fence("yaml", "apiVersion: v1\nkind: Secret\nspec: 1"),
        "sample-failed",
        3,
        ["Secret", "'spec'"],
    ),
    "kind": (fence("yaml", "apiVersion: v1\nkind: Nothing"), "sample-failed", 3, ["kind Nothing"]),
    "output alone": (fence('text title="Output"', "a"), "stray-output", 3, ["doesn't follow a sample"]),
}
"""Each with the code, the line and words of the one problem; the fence opens on line 3."""


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    """All of them, each in a note of its own, in one run."""
    root = tmp_path_factory.mktemp("root")
    (root / "node_modules").mkdir()
    wrong = {name: f"# Title\n\n{text}" for name, (text, *_) in WRONG.items()}
    with scratch():
        yield run_texts({f"right {name}": text for name, text in RIGHT.items()} | wrong, root)


@pytest.mark.parametrize("name", RIGHT)
def test_right_samples_pass(ran: Ran, name: str) -> None:
    found = ran.problems(f"right {name}")
    if any(problem.code == "missing-tool" for problem in found):
        absent(found[0].message)
    assert found == []
    assert all(run.passed and run.versions for run in ran.runs(f"right {name}"))


@pytest.mark.parametrize("name", WRONG)
def test_wrong_samples_are_problems(ran: Ran, name: str) -> None:
    (problem,) = ran.problems(name)
    if problem.code == "missing-tool":
        absent(problem.message)
    _, code, line, words = WRONG[name]
    assert (problem.code, problem.span.line) == (code, line)
    assert [word for word in words if word not in problem.render()] == []
    assert not any(run.passed for run in ran.runs(name))


def test_where_no_packages_are_the_missing_one_is_named(tmp_path: Path) -> None:
    text = fence("javascript", "import 'a-package'")
    with scratch():
        (problem,) = run_texts({"a": text}, tmp_path).problems("a")
    if "node is not" in problem.message:
        absent(problem.message)
    assert (problem.code, problem.message) == (
        "missing-tool",
        "this sample is not run: 'a-package' is not installed: "
        "npm install --ignore-scripts a-package, in the portfolio's root",
    )


def test_a_sample_without_output_that_fails_is_advice(ran: Ran) -> None:
    """A snippet of a project needs that project: its author is told, and nothing fails."""
    severities = {name: ran.problems(name)[0].severity for name in ("output", "no output fence", "exception")}
    assert severities == {
        "output": Severity.ERROR,
        "no output fence": Severity.ADVICE,
        "exception": Severity.ADVICE,
    }


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("pip install -r requirements.txt\npytest", "it installs"),
        ("python3 -m venv .venv && true\n$ .venv/bin/pip3 install a", "it installs"),
        ("npm ci", "it installs"),
        ("sudo apt-get -y install redis", "it installs"),
        ("echo pip install a", ""),
        ("npm test", ""),
    ],
)
def test_what_installs_is_not_run(source: str, reason: str) -> None:
    (sample,) = read_samples(fence("bash", source))
    assert reason_not_to_run(sample) == reason
