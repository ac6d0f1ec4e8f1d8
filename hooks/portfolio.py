"""The MkDocs hook: the plugin `nexus`, for a clone in which it isn't installed as one."""

from nexus_mkdocs.plugin import NexusPlugin

_plugin = NexusPlugin()
on_startup, on_config = _plugin.on_startup, _plugin.on_config
