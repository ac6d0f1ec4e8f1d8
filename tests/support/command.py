"""The `nexus` command as a module, for tests that run it as a process of its own."""

from nexus_cli import main

main(prog_name="nexus")
