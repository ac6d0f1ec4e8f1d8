"""What would run in containers: valid for the tools that read it, and in step with the code."""

import json
import re
import subprocess
import sys
from importlib import import_module

import kubernetes_validate
import pytest
import yaml

from loopback import REFERENCE, SERVICES

MANIFESTS = [
    manifest
    for path in sorted((REFERENCE / "k8s").glob("*.yaml"))
    for manifest in yaml.safe_load_all(path.read_text(encoding="utf-8"))
]
COMPOSE = yaml.safe_load((REFERENCE / "compose.yaml").read_text(encoding="utf-8"))
MODULES = {
    "users": ["users", "service"],
    "content": ["content", "service", "inbox"],
    "notifications": ["notifications", "service", "inbox"],
    "relay": ["outbox"],
    "gateway": ["gateway", "upstream"],
}


def named(kind, name):
    [found] = [each for each in MANIFESTS if (each["kind"], each["metadata"]["name"]) == (kind, name)]
    return found


def pods():
    return {
        each["metadata"]["name"]: each["spec"]["template"]["spec"]
        for each in MANIFESTS
        if each["kind"] == "Deployment"
    }


def containers():
    return [(app, container) for app, pod in pods().items() for container in pod["containers"]]


def read_by(process):
    """Return the settings that a process can't start without; gunicorn has its port from the command."""
    code = "".join((REFERENCE / f"blog/{module}.py").read_text(encoding="utf-8") for module in MODULES[process])
    read = set(re.findall(r'environ\["(\w+)"\]', code))
    return read if process == "gateway" else read - {"PORT"}


def check_command(command):
    """Check that a command starts something that is there."""
    words = " ".join(command) if isinstance(command, list) else command
    modules = re.findall(r"python -m (blog\.\w+)", words)
    apps = re.findall(r"(blog\.\w+):(\w+)\(\)", words)
    assert modules or apps, words
    for module in modules:
        assert import_module(module).__doc__
    for module, factory in apps:
        assert callable(getattr(import_module(module), factory))


def parts_of(service, command):
    words = " ".join(command) if isinstance(command, list) else command
    [parts] = re.findall(r"blog\.migrate ([a-z ]+?)(?: &&|$)", words)
    assert parts.split() == SERVICES[service]


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda each: f"{each['kind']}-{each['metadata']['name']}")
def test_a_manifest_is_one_that_kubernetes_takes(manifest):
    kubernetes_validate.validate(manifest, kubernetes_validate.latest_version(), strict=True)


def test_the_compose_file_follows_its_specification():
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml"]
    done = subprocess.run(command, cwd=REFERENCE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_process_is_given_what_it_reads():
    shared = set(named("ConfigMap", "blog")["data"])
    for app, container in containers():
        given = {each["name"] for each in container["env"]}
        given |= shared if container.get("envFrom") else set()
        assert read_by("relay" if container["name"] == "relay" else app) <= given, app
    for name, service in COMPOSE["services"].items():
        if name != "db":
            assert read_by("relay" if name.endswith("-relay") else name) <= set(service["environment"]), name


def test_every_command_starts_something_that_is_there():
    for app, container in containers():
        check_command(container["command"])
        if app in SERVICES:
            parts_of(app, pods()[app]["initContainers"][0]["command"])
    for name, service in COMPOSE["services"].items():
        if name != "db":
            check_command(service["command"])
        if name in SERVICES:
            parts_of(name, service["command"])


@pytest.mark.parametrize("app", [*SERVICES, "gateway"])
def test_names_and_labels_meet(app):
    for kind in "Service", "PodDisruptionBudget", "NetworkPolicy":
        spec = named(kind, app)["spec"]
        selector = spec.get("podSelector", spec["selector"] if kind == "Service" else spec.get("selector"))
        assert (selector if kind == "Service" else selector["matchLabels"]) == {"app": app}
    deployment = named("Deployment", app)["spec"]
    assert deployment["selector"]["matchLabels"] == deployment["template"]["metadata"]["labels"] == {"app": app}
    web = deployment["template"]["spec"]["containers"][0]
    assert [port["name"] for port in web["ports"]] == ["http"]
    assert named("Service", app)["spec"]["ports"][0]["targetPort"] == "http"
    assert {web[f"{kind}Probe"]["httpGet"]["path"] for kind in ("liveness", "readiness")} == {"/livez", "/readyz"}


def test_who_may_reach_a_service_is_who_calls_it():
    callers = {name: {"gateway"} for name in json.loads(named("ConfigMap", "blog")["data"]["SERVICES"])}
    for app, container in containers():
        for each in container["env"]:
            if each["name"] == "RECEIVERS":
                for receiver in json.loads(each["value"]):
                    callers[receiver].add(app)
    for app in SERVICES:
        [rule] = named("NetworkPolicy", app)["spec"]["ingress"]
        assert {peer["podSelector"]["matchLabels"]["app"] for peer in rule["from"]} == callers[app]
    assert named("NetworkPolicy", "nobody")["spec"] == {"podSelector": {}, "policyTypes": ["Ingress"]}


def test_only_the_user_service_has_the_key_that_signs():
    having = {app for app, each in containers() if "SIGNING_KEY" in {setting["name"] for setting in each["env"]}}
    assert having == {"users"}
    composed = {name for name, each in COMPOSE["services"].items() if "SIGNING_KEY" in each["environment"]}
    assert composed == {"users"}


def test_the_image_copies_what_is_there():
    text = (REFERENCE / "Dockerfile").read_text(encoding="utf-8")
    copied = [line.split()[1] for line in text.splitlines() if line.startswith("COPY ") and "--from" not in line]
    allowed = (REFERENCE / "Dockerfile.dockerignore").read_text(encoding="utf-8")
    for name in copied:
        assert (REFERENCE / name).exists(), name
        assert f"!{name}\n" in allowed, name
