"""Collections of notes as they lie in folders of other tools: Hugo, Jekyll, Obsidian, Zola, Astro, MkDocs, none.

Each is written after the tool's own habits, with what a person of that tool has in a note on an ordinary day. The
number of notes can be chosen; each has words of its own, so that a page can be told to show them.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping

Files = dict[str, str | bytes]

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A PNG of one pixel."""


SUM = "{{ 191 * 7 }}"
"""What a template engine that got hold of a note would work out."""


def words(number: int) -> str:
    """Return the sentence that is in the note of a number, and in no other."""
    return f"What stands in the {number}th note is {SUM}"


def hugo(count: int) -> Files:
    """Sections with `_index.md`, bundles with their pictures, front matter in TOML, YAML and JSON, shortcodes."""
    files: Files = {
        "_index.md": '+++\ntitle = "Posts"\nsort_by = "date"\n+++\n\nAll posts, {{< param "subtitle" >}}\n',
        "headless/index.md": "---\nheadless: true\nresources:\n- src: '*.png'\n  title: Picture :counter\n---\n",
    }
    for number in range(count):
        year = f"{2015 + number % 10}"
        body = (
            f'{words(number)}, after {{{{% param "x" %}}}}.\n\n<!--more-->\n\n'
            '{{< figure src="cover.png" title="A picture" >}}\n\n'
            '{{< highlight go "linenos=table,hl_lines=8 15-17" >}}\npackage main\n{{< /highlight >}}\n\n'
            f'See [the one before]({{{{< ref "note-{number - 1}.md" >}}}}) and '
            f'[by path]({{{{< relref "/posts/{year}/" >}}}}#top).\n\n'
            "{{% notice warning %}}\n**Careful** with `{{ .Site.Title }}` and {{ .Params.x | safeHTML }}.\n"
            "{{% /notice %}}\n\n## Heading {#own-id .class}\n\n![Picture](cover.png)\n"
        )
        match number % 4:
            case 0:
                files[f"{year}/bundle-{number}/index.md"] = (
                    f'+++\ntitle = "Note {number}: \\"quoted\\""\ndate = {year}-03-01T10:00:00+02:00\n'
                    f""
                    f"draft = false\ntags = ['go', \"hugo\"]\n\n[cover]\n  image = 'cover.png'\n  alt = 'x'\n"
                    f"[[menu.main]]\n  weight = {number}\n+++\n\n{body}"
                )
                files[f"{year}/bundle-{number}/cover.png"] = PICTURE
            case 1:
                files[f"{year}/note-{number}.md"] = (
                    f'---\ntitle: "Note {number}"\ndate: {year}-01-02T03:04:05Z\nlastmod: {year}-01-03\n'
                    f'tags: ["go", "hugo"]\ncategories: [Programming]\nslug: note-{number}\nweight: {number}\n'
                    f'aliases:\n  - /old/{number}/\n  - "/older/{number}.html"\ntoc: true\n'
                    f"cover:\n    image: cover.png\n    hidden: true\n_build:\n  list: never\n---\n\n{body}"
                )
            case 2:
                files[f"{year}/note-{number}.md"] = (
                    f'{{\n  "title": "Note {number}",\n  "date": "{year}-05-06",\n  "tags": ["json"]\n}}\n\n{body}'
                )
            case _:
                files[f"{year}/note-{number}.de.md"] = (
                    f"---\ntitle: 'Notiz {number}'\ndate: {year}-05-06\ndraft: true\ntype: post\n"
                    f"params:\n  author: me\nbuild:\n  render: always\n---\n{body}"
                )
    return files


def jekyll(count: int) -> Files:
    """`_posts`, `_drafts` and pages, with Liquid, kramdown's attribute lists and permalinks."""
    files: Files = {
        "index.md": "---\nlayout: home\n---\n\n{% for post in site.posts %}\n* [{{ post.title }}]({{ post.url }})\n"
        "{% endfor %}\n",
        "about.markdown": "---\nlayout: page\ntitle: About\npermalink: /about/\n---\n\nAbout {{ site.title }}\n",
        "_includes/figure.html": "<figure><img src='{{ include.src }}'></figure>\n",
        "_layouts/post.html": "---\nlayout: default\n---\n<h1>{{ page.title }}</h1>{{ content }}\n",
        "_config.yml": "title: A blog\npermalink: pretty\n",
        "about/index.html": "---\nlayout: page\n---\nAbout\n",
        "assets/css/style.scss": "---\n---\n@import 'minima';\n",
    }
    for number in range(count):
        day = f"20{10 + number % 15}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        name = "_drafts/" if number % 7 == 6 else "_posts/"
        name += f"idea-{number}.md" if number % 7 == 6 else f"{day}-note-{number}.md"
        title = (
            f'"Note {number}"',
            f"Note: the {number}th",
            f"Note {number} {{{{ x }}}}",
            f"'Note {number} isn''t'",
        )
        before = number - number % 7
        files[name] = (
            f"---\nlayout: post\ntitle:  {title[number % 4]}\ndate:   {day} 12:00:00 +0200\n"
            f"categories: jekyll update\ntags: ruby liquid\nauthor: [me, you]\nexcerpt_separator: <!--more-->\n"
            f"comments: true\npublished: true\nredirect_from: /n/{number}\n---\n\n"
            f"{words(number)} {{{{ page.title | escape }}}}.\n{{: .lead}}\n\n<!--more-->\n\n"
            "* TOC\n{:toc}\n\n{% include figure.html src='/assets/x.png' caption=\"It's\" %}\n\n"
            f"{{% if page.comments %}}\n[Before]({{% post_url 2010-01-01-note-{before} %}}) and "
            "[a file]({{ '/assets/a.pdf' | relative_url }}) and [base]({{ site.baseurl }}/about/)\n{% endif %}\n\n"
            "{% highlight ruby linenos %}\ndef foo\n  puts '<b>foo</b>'\nend\n{% endhighlight %}\n\n"
            "{% raw %}{{ not.read }}{% endraw %}\n\n```ruby\nputs 1\n```\n{: .nolineno }\n\n"
            "A note[^1] with $$ \\sum_{i=0}^n i $$.\n\n[^1]: The foot.\n\n"
            "![Picture](/assets/x.png){: width='100' }\n"
        )
    return files


def obsidian(count: int) -> Files:
    """A vault: names with blanks, signs and letters of all sorts, links and embeds by name."""
    files: Files = {
        ".obsidian/app.json": "{}\n",
        ".obsidian/plugins/x/README.md": "# Not of the vault\n",
        ".trash/Gone.md": "Gone\n",
        "Board.canvas": '{"nodes":[{"id":"1","type":"file","file":"Note 0.md","x":0,"y":0}]}\n',
        "Attachments/Pasted image 20240101120000.png": PICTURE,
        "Templates/Daily.md": "---\ntags: daily\ndate: {{date}}\n---\n# {{title}}\n\n<% tp.file.cursor() %>\n",
        "Drawing.excalidraw.md": "---\n\nexcalidraw-plugin: parsed\ntags: [excalidraw]\n\n---\n"
        "==⚠  Switch to EXCALIDRAW VIEW ⚠==\n\n# Text Elements\nHello ^abc123\n\n%%\n# Drawing\n"
        "```json\n{}\n```\n%%\n",
    }
    name = (
        "Note {}",
        "日記 {}",
        "🎉 Party {}",
        "Café & Bar {}",
        "2024-01-01 {}",
        "C# {}",
        "50% of {}",
        "Naïve (v{})",
    )
    for number in range(count):
        other = name[(number + 1) % 8].format(number + 1)
        top = (
            "",
            f"---\ntags: idea, todo\naliases: Alias {number}\ncssclasses:\n---\n",
            f'---\ntags:\n  - a/b\n  - "#c"\naliases: [A{number}, "B{number}"]\nup: "[[Note 0]]"\n---\n',
            f"---\ncreated: 2024-01-02T10:11\nmodified: 2024-01-02\nrelated: [[Note 0]]\nrating: {number}\n---\n",
        )[number // 8 % 4]
        files[f"{('', 'Areas/', 'Daily notes/')[number % 3]}{name[number % 8].format(number)}.md"] = (
            f"{top}{words(number)} #idea #a/b, [[{other}]] and [[{other}|with other words]], [[{other}#A "
            f"heading]], "
            f"[[#^abc{number}]], [[Nowhere {number}]].\n\n![[Pasted image 20240101120000.png|300]]\n\n"
            f"![[{other}#A heading]]\n\n"
            f"> [!note]- A title with [[{other}]]\n> Words of the callout\n> > [!warning]\n> > Within it\n\n"
            f"## A heading\n\nA paragraph with ==marked== words and %%a comment%%. ^abc{number}\n\n"
            "- [ ] to do 📅 2024-01-01\n- [x] done\n- [>] moved\n\n$$\n\\begin{aligned} a &= b \\\\ "
            "\\end{aligned}\n$$\n\n"
            "```dataview\nTABLE file.ctime FROM #idea WHERE !done\n```\n\n`= this.file.name` and [field:: "
            "value]\n\n"
            f"[A link](<{other}.md>) and [another]({other.replace(' ', '%20')}.md), "
            "[to a program](obsidian://open?vault=x&file=y).\n"
        )
    return files


def zola(count: int) -> Files:
    """TOML with tables of its own, `_index.md` everywhere, links that begin with `@/`, shortcodes of Tera."""
    files: Files = {
        "_index.md": '+++\ntitle = "Blog"\nsort_by = "date"\npaginate_by = 5\ninsert_anchor_links = "right"\n+++\n'
    }
    for number in range(count):
        section = f"part-{number % 5}"
        files[f"{section}/_index.md"] = f'+++\ntitle = "Part {number % 5}"\ntemplate = "section.html"\n+++\n'
        files[f"{section}/2024-01-02-note-{number}.md"] = (
            f'+++\ntitle = "Note {number}"\ndescription = """\nMore than\none line"""\ndate = 2024-01-02\n'
            f'template = "page.html"\naliases = ["old/{number}"]\n\n[taxonomies]\ntags = ["rust", "zola"]\n\n'
            f"[extra]\nlead = '{number}'\n# a comment\ncomments = {{ id = 1, host = \"x\" }}\n+++\n\n"
            f"{words(number)}. [Before](@/part-{(number - 1) % 5}/2024-01-02-note-{number - 1}.md#a-heading)\n\n"
            '<!-- more -->\n\n{{ youtube(id="w7Ft2ymGmfc", autoplay=true) }}\n\n'
            '{% quote(author="Vincent") %}\nA quote with `{{/* not run */}}`\n{% end %}\n\n'
            "# A heading { #a-heading }\n\n```rust,linenos,hl_lines=2-3\nfn main() {}\n```\n\n"
            '{{ resize_image(path="x.png", width=5, height=5, op="fit_width") }}\n'
        )
    return files


def astro(count: int) -> Files:
    """Markdown and MDX side by side, with imports, components, expressions, and fields of a content collection."""
    files: Files = {"config.ts": "export const collections = {};\n"}
    for number in range(count):
        is_mdx = number % 4 == 3
        mdx = (
            "import Chart from '../../components/Chart.astro';\nimport { x } from './x.js';\n"
            "export const answer = 42;\n\n"
            '<Chart client:load data={[1, 2, 3]} title="It\'s">\n  **Words** {answer}\n</Chart>\n\n'
            "{/* a comment */}\n\n{[1, 2].map((n) => <li key={n}>{n}</li>)}\n\n"
        )
        files[f"blog/note-{number}.{'mdx' if is_mdx else 'md'}"] = (
            f"---\nlayout: ../../layouts/Post.astro\ntitle: 'Note {number}'\ndescription: \"Lorem ipsum\"\n"
            f"pubDate: 'Jul {number % 28 + 1:02} 2022'\nupdatedDate: 'Aug 08 2022'\nheroImage: "
            f"'../../assets/hero-{number}.jpg'\n"
            "heroAlt: A picture\nauthor:\n  name: Me\n  url: https://example.org/\ntags: [\"astro\", 'blog']\n"
            f"isDraft: false\nfeatured: {'true' if number % 2 else 'false'}\n---\n"
            f"{mdx if is_mdx else ''}{words(number)}.\n\n![Picture](./hero-{number}.png)\n\n"
            f"![Alias](@/assets/hero.png)\n\n[Before](/blog/note-{number - 1}/)\n\n<style>\n  h1 "
            f"{{ color: red }}\n</style>\n\n"
            "<script is:inline>\n  document.title = 'changed';\n</script>\n\n"
            '```astro title="src/x.astro" {2-3} ins={4}\n---\nconst x = 1;\n---\n<p>{x}</p>\n```\n\n'
            ":::note[A title]\nWords of an aside\n:::\n"
        )
    return files


def plain(count: int) -> Files:
    """No front matter: folders with a README, notes that begin with a rule, a title underlined, or nothing."""
    files: Files = {"empty.md": "", "blank.md": "\n\n   \n", "LICENSE": "MIT\n", "notes.txt": "Text\n"}
    for number in range(count):
        sentence = f"{words(number)}.\n"
        body = (
            f"# Note {number}\n\n{sentence}\n[Before](../topic-{number - 1}/README.md)\n",
            f"Note {number}\n======\n\n{sentence}",
            sentence,
            f"---\n\n{sentence}\n---\n\nMore\n",
            f"Date: today\nFrom: me\n\n{sentence}",
            f"## Only a second heading {number}\n\n{sentence}\n| a | b |\n| --- | --- |\n| {number} | `x|y` |\n",
            f"\r\n# Note {number}\r\n\r\n{sentence}\r\n* one\r\n* two\r\n",
            f'<h1 align="center">Note {number}</h1>\n\n<p><img src="https://example.org/b.svg"></p>\n\n{sentence}',
        )[number % 8]
        files[f"topic-{number}/README.md" if number % 3 else f"Some Folder/note_{number}.md"] = body
    return files


def mkdocs(count: int) -> Files:
    """The `docs` of another MkDocs project: admonitions, tabs, snippets, macros, abbreviations, `.pages`."""
    files: Files = {
        "index.md": "# Welcome to MkDocs\n\nFor full documentation visit [mkdocs.org](https://www.mkdocs.org).\n",
        ".pages": "nav:\n  - index.md\n",
        "javascripts/mathjax.js": "window.MathJax = {};\n",
        "snippets/abbreviations.md": "*[HTML]: Hyper Text Markup Language\n",
    }
    for number in range(count):
        files[f"guide-{number % 6}/page-{number}.md"] = (
            f"---\ntitle: Page {number}\nicon: material/{('home', 'no-such-icon')[number % 2]}\nstatus: new\n"
            "hide:\n  - navigation\nsearch:\n  boost: 2\ntags:\n  - HTML5\n  - 3.10\n---\n\n"
            f"# Page {number} :material-home:{{ .lg }}\n\n{words(number)}.\n\n"
            '!!! note "A title"\n\n    Words of the admonition\n\n??? tip\n    Folded\n\n'
            '=== "One"\n\n    ``` py title="a.py" hl_lines="1"\n    x = 1  # (1)!\n    ```\n\n    1.  A remark\n\n'
            '=== "Two"\n\n    Text\n\n--8<-- "snippets/abbreviations.md"\n\n{{ macros_info() }} {% set x = 1 %}\n\n'
            f"::: package.module\n    options:\n      show_source: true\n\n"
            f"[Button](page-{number - 1}.md){{ .md-button }} "
            "[Nowhere](nowhere.md) [Anchor](#nowhere) ++ctrl+c++ ==marked== {--gone--}\n\n"
            '<figure markdown="span">\n  ![Picture](x.png){ width="300" }\n</figure>\n\n[^1]: Foot\n'
        )
    return files


COLLECTIONS: Mapping[str, Callable[[int], Files]] = {
    collection.__name__: collection for collection in (hugo, jekyll, obsidian, zola, astro, plain, mkdocs)
}
