"""Playbook test suites: stubs, expectations, row coverage."""
