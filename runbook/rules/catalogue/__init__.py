"""What `runbook explain` says of findings that are not rules of their own: one table per origin, joined here."""

from collections.abc import Mapping

from runbook.rules.catalogue.contracts import CONTRACTS
from runbook.rules.catalogue.documents import DOCUMENTS
from runbook.rules.catalogue.language import LANGUAGE
from runbook.rules.catalogue.plans import PLANS
from runbook.rules.catalogue.proofs import PROOFS
from runbook.rules.catalogue.running import RUNNING
from runbook.rules.catalogue.verification import VERIFICATION

CATALOGUE: Mapping[str, str] = {**DOCUMENTS, **LANGUAGE, **CONTRACTS, **PLANS, **PROOFS, **RUNNING, **VERIFICATION}
"""Rule name -> what it finds, why that matters, what to do."""
