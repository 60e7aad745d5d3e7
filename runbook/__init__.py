"""A declarative runbook engine for irreversible API operations."""

__version__ = "0.1.0"
