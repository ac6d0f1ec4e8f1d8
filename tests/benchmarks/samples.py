"""Makes samples of code in the languages that the notes have, in about the shares and the lengths of theirs."""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks.prose import NOUNS


def sample(dice: random.Random) -> str:
    """Return a fenced block with a title, and for most programs a second one with what it prints."""
    language = dice.choices(tuple(_LANGUAGES), tuple(share for share, _ in _LANGUAGES.values()))[0]
    block = _fenced(language, f"{dice.choice(NOUNS)}.{language[:2]}", _LANGUAGES[language][1](dice))
    return f"{block}\n{_fenced('text', 'Output', _output(dice))}" if dice.random() < 0.78 else block


def _fenced(language: str, title: str, text: str) -> str:
    return f'```{language} title="{title}"\n{text}```\n'


def _names(dice: random.Random, count: int) -> list[str]:
    return dice.sample(NOUNS, count)


def _python(dice: random.Random) -> str:
    first, second, third, name = _names(dice, 4)
    parts = [
        f"""\
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class {name.capitalize()}:
    {first}: int
    {second}: str = "{third}"
    seen: list[str] = field(default_factory=list)
""",
        f"""\
def {first}_of({second}: list[int], *, limit: int = {dice.randint(2, 99)}) -> Iterator[str]:
    \"\"\"Yield each {third} once.\"\"\"
    for number, item in enumerate({second}, start=1):
        if item % {dice.randint(2, 9)} == 0 and number < limit:
            yield f"{third} {{item:>4}}"
        else:
            raise ValueError(f"no {name} for {{item!r}}")
""",
        f"""\
class {third.capitalize()}Error(Exception):
    pass


async def {third}({first}: float, {second}: dict[str, int]) -> None:
    try:
        async with asyncio.timeout({first}):
            await asyncio.gather(*(send(key) for key in {second}))  # one {name} each
    except (TimeoutError, {third.capitalize()}Error) as error:
        print("again after:", error)
    finally:
        {second}.clear()
""",
        f"""\
{first}s = [{dice.randint(1, 99)}, {dice.randint(1, 99)}, {dice.randint(1, 99)}]
with open("{second}.json", encoding="utf-8") as file:
    {third} = json.load(file)
assert {third}["{name}"] is not None, "{name} is missing"
print(sum({first}s), max({first}s, default=0), {third}.get("{name}", 0.{dice.randint(1, 9)}))
""",
    ]
    return "\n\n".join(dice.sample(parts, dice.randint(2, 4)))


def _sql(dice: random.Random) -> str:
    first, second, third = _names(dice, 3)
    return f"""\
CREATE TABLE {first} (
  id int PRIMARY KEY,
  {second}_id int NOT NULL REFERENCES {second},
  name text NOT NULL DEFAULT '{third}',
  placed_at timestamptz NOT NULL
);
CREATE INDEX ON {first} ({second}_id, placed_at DESC);
INSERT INTO {first} SELECT n, n % {dice.randint(2, 99)}, 'Name ' || n, now() FROM generate_series(1, 1000) AS n;
-- how many for each {second}
SELECT s.name, count(*) AS total, sum(f.id) FILTER (WHERE f.id > {dice.randint(2, 500)})
FROM {first} AS f JOIN {second} AS s ON s.id = f.{second}_id
GROUP BY s.name HAVING count(*) > 1
ORDER BY total DESC LIMIT {dice.randint(2, 50)};
"""  # noqa: S608 # nobody runs it


def _javascript(dice: random.Random) -> str:
    first, second, third = _names(dice, 3)
    return f"""\
import {{ createServer }} from "node:http";

const {first}s = new Map([["{second}", {dice.randint(1, 99)}]]);

export async function {first}(request, {{ limit = {dice.randint(2, 99)} }} = {{}}) {{
  for await (const chunk of request) {{
    if (chunk.length > limit) throw new Error(`too long: ${{chunk.length}}`);
    {first}s.set("{third}", ({first}s.get("{third}") ?? 0) + 1); // counted once
  }}
  return [...{first}s.entries()].filter(([key]) => key !== "{second}");
}}

createServer((request, response) => response.end(JSON.stringify({first}(request)))).listen(0);
"""


def _yaml(dice: random.Random) -> str:
    first, second, third = _names(dice, 3)
    return f"""\
name: {first}
on: {{ push: {{ branches: [main] }} }}
jobs:
  {second}:
    runs-on: ubuntu-24.04
    timeout-minutes: {dice.randint(2, 60)}
    steps:
      - name: Prepare the {third}
        run: |
          make {third}
          ./{third} --limit {dice.randint(2, 99)}
      - uses: ./{second} # of this repository
        with: {{ {third}: "{first}" }}
"""


def _bash(dice: random.Random) -> str:
    first, second = _names(dice, 2)
    return f"""\
set -o pipefail
{first}() {{ echo "1 failed, {dice.randint(2, 99)} passed"; return 1; }}
if {first} | tee "{second}.txt"; then echo "$?: goes on"; else echo "stopped" >&2; fi
for file in {second}/*.log; do grep -c "{first}" "$file" || true; done
"""


def _json(dice: random.Random) -> str:
    first, second, third = _names(dice, 3)
    return f"""\
{{
  "{first}": {{ "id": {dice.randint(2, 999)}, "{second}": ["{third}", null, true] }},
  "next": "/{first}s?after={dice.randint(2, 999)}"
}}
"""


def _output(dice: random.Random) -> str:
    return "".join(
        f"{dice.choice(NOUNS):12} {dice.randint(1, 9000):>6} {'rows' if dice.random() < 0.5 else '(never)'}\n"
        for _ in range(dice.randint(2, 11))
    )


_LANGUAGES: dict[str, tuple[int, Callable[[random.Random], str]]] = {
    "python": (128, _python),
    "sql": (35, _sql),
    "javascript": (9, _javascript),
    "yaml": (9, _yaml),
    "bash": (4, _bash),
    "json": (5, _json),
}
"""The languages with how many blocks the notes of this repository have of each, and what makes a sample."""
