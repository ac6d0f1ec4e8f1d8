"""Checks where the links of a portfolio lead: what `nexus links` needs beyond the core."""
