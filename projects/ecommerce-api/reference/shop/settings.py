"""What differs between machines comes from the environment; without it, nothing starts."""

import os

from psycopg.conninfo import conninfo_to_dict

SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")
ROOT_URLCONF = "shop.urls"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "shop"]
# No cookies, hence no sessions and no cross-site request forgery.
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 65_536
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Nobody waits longer for a row than a client waits for an answer.
_limits = {"options": "-c lock_timeout=8s -c statement_timeout=10s"}
_database = conninfo_to_dict(os.environ["DATABASE_URL"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _database.pop("dbname"),
        "OPTIONS": _database | _limits,
    }
}

REDIS_URL = os.environ["REDIS_URL"]
PROVIDER_URL = os.environ["PROVIDER_URL"]
# Two while one is being replaced: the old one is accepted until the provider signs with the new.
WEBHOOK_SECRETS = [secret.encode() for secret in os.environ["WEBHOOK_SECRETS"].split(",")]
