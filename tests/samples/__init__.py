"""Tests of `nexus_samples`."""
