"""The reference's own tests. Each names a promise of the design, and fails where it is broken."""
