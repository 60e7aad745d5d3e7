"""What is legal but unwise: one module per rule, listed here. A rule's docstring is what `runbook explain` prints."""

from collections.abc import Mapping

from runbook.rules import (
    handover_missing,
    owner_missing,
    repeated_effect,
    title_missing,
    tolerate_everything,
    unused_input,
    verify_missing,
    yaml_1_1_retype,
)
from runbook.rules.checked import Rule

RULES: Mapping[str, Rule] = {
    "handover-missing": handover_missing,
    "owner-missing": owner_missing,
    "repeated-effect": repeated_effect,
    "title-missing": title_missing,
    "tolerate-everything": tolerate_everything,
    "unused-input": unused_input,
    "verify-missing": verify_missing,
    "yaml-1-1-retype": yaml_1_1_retype,
}
"""Name -> rule. A name reads as "allow X"."""
