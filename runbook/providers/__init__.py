"""Contracts, requests, answers, and the adapters that hold what no contract can say."""
