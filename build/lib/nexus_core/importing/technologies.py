"""Common technologies with the other names that learners give them, by category.

A line of the list is a category; `=` joins a name to its aliases, `=~` to a usual misspelling.
"""

from __future__ import annotations

import re

_LIST = """
Languages: Python=Python3, JavaScript=JS=Javascript, TypeScript=TS, Java, Kotlin, C, C++, C#, Go=Golang, Rust
Languages: Ruby, PHP, Swift, Scala, R, Dart, Elixir, Haskell, Lua, Perl, Bash=Shell, PowerShell, SQL, HTML=HTML5
Languages: CSS=CSS3, Solidity
Backend: Django, Django REST Framework=DRF, Flask, FastAPI, Node.js=NodeJS=Node, Express=Express.js=ExpressJS
Backend: NestJS, Spring Boot, Spring, Laravel, Ruby on Rails=Rails, ASP.NET, Celery, Celery Beat
Backend: Django Channels=Channels, drf-spectacular, drf-yasg, Gunicorn, Uvicorn, Nginx=NGINX, Apache, HAProxy
Backend: SQLAlchemy, Prisma, Sequelize, Mongoose, Graphene=graphene-django, Pydantic, Hibernate, Strapi
Frontend: React=React.js=ReactJS, Next.js=NextJS, Vue=Vue.js, Nuxt, Angular, Svelte, Redux=Redux Toolkit, jQuery
Frontend: Tailwind CSS=Tailwind=TailwindCSS, Bootstrap, Sass=SCSS, Vite, Webpack, Babel, React Native, Flutter
Frontend: Expo
Databases: PostgreSQL=Postgres=~Postgress=~PostgresSQL, MySQL, SQLite, MariaDB, MongoDB=Mongo, Redis, Cassandra
Databases: DynamoDB, Elasticsearch=ElasticSearch, Neo4j, Firebase, Supabase, Memcached, Oracle Database
Databases: SQL Server, ClickHouse
APIs: REST=RESTful, REST APIs=REST API=RESTful APIs=RESTful API, GraphQL, gRPC, WebSocket=WebSockets
APIs: Socket.io=Socket.IO, OpenAPI, Swagger=Swagger UI, Postman, JWT=JSON Web Tokens, OAuth=OAuth2=OAuth 2.0
APIs: Apollo, Webhooks
Messaging: RabbitMQ, Kafka=Apache Kafka, NATS, Amazon SQS=SQS
DevOps: Docker, Docker Compose=docker-compose, Kubernetes=K8s=~Kubernates, Helm, Terraform, Ansible, Vagrant
DevOps: Jenkins, CI/CD, GitHub Actions, GitLab CI=GitLab CI/CD, CircleCI, Travis CI, Argo CD, Prometheus, Grafana
DevOps: Datadog, Sentry, Puppet
Cloud: AWS=Amazon Web Services, Azure=Microsoft Azure, Google Cloud=GCP=Google Cloud Platform, Heroku, Vercel
Cloud: Netlify, Render, DigitalOcean, Cloudflare, Railway, PythonAnywhere, AWS Lambda=Lambda, EC2=Amazon EC2
Cloud: S3=Amazon S3
Testing: pytest=Pytest, unittest, Jest, Mocha, Cypress, Selenium, Playwright, JUnit, Vitest, Locust, JMeter
Tools: Git, GitHub, GitLab, Bitbucket, Linux, Ubuntu, VS Code=VSCode=Visual Studio Code, Vim, npm, Yarn, pip
Tools: Poetry, Jira, Trello, Figma, Slack, Notion, ESLint, Prettier, Black, Ruff, mypy, Makefile=Make
Tools: dbdiagram.io, draw.io
Data: pandas=Pandas, NumPy=Numpy, Matplotlib, scikit-learn=Scikit-learn, TensorFlow, PyTorch, Keras, OpenCV
Data: Jupyter=Jupyter Notebook, Apache Spark=Spark, Airflow=Apache Airflow, dbt, Hadoop, Tableau, Power BI
Data: LangChain
"""

_COMMON_WORDS = frozenset(
    {"c", "r", "go", "make", "rest", "render", "black", "spring", "express", "node", "shell", "swift", "slack"}
    | {"notion", "expo", "lambda", "helm", "spark", "channels", "vue", "dart", "rails", "puppet", "apollo", "babel"}
)
"""Names that are words as well: in running text they say nothing."""

_SPELLINGS: dict[str, tuple[str, str]] = {}
for _line in _LIST.strip().splitlines():
    _category, _, _names = _line.partition(": ")
    for _entry in _names.split(", "):
        for _spelling in _entry.split("="):
            _SPELLINGS[_spelling.removeprefix("~").casefold()] = (_entry.split("=")[0], _category)


def technology(name: str) -> str:
    """Return the usual spelling of a technology, or an empty string where the list lacks it."""
    return _SPELLINGS.get(" ".join(name.split()).casefold(), ("", ""))[0]


def corrected(name: str) -> str:
    """Return a name without a usual misspelling; any other name, an alias too, is returned as it is."""
    misspelt = re.search(rf"=~{re.escape(name)}(?=[,=\n])", _LIST, re.IGNORECASE)
    return technology(name) if misspelt else name


def technologies_in(text: str) -> dict[str, str]:
    """Return the technologies that running text names, each with its category, in the order of the text."""
    words = re.findall(r"[\w.+#/-]*[\w+#]", text)
    found: dict[str, str] = {}
    index = 0
    while index < len(words):
        for size in (4, 3, 2, 1):
            folded = " ".join(words[index : index + size]).casefold()
            if folded in _SPELLINGS and folded not in _COMMON_WORDS:
                found.setdefault(*_SPELLINGS[folded])
                index += size - 1
                break
        index += 1
    return found
