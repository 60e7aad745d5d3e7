from dataclasses import dataclass, field

from prepared import WITHDRAW, prepared

from runbook.cli.switchboard import Switchboard
from runbook.interpreter.commands import Send
from runbook.providers.answer import NotSent


@dataclass
class Line:
    """A transport that only listens."""

    heard: list[str] = field(default_factory=list)

    def exchange(self, send: Send) -> NotSent:
        self.heard.append(send.provider)
        return NotSent("nobody sends")


def test_each_request_goes_to_the_transport_of_its_provider() -> None:
    made = prepared("case_id=c-1", "order_id=order-open", playbook=WITHDRAW)
    lines = {"karmacheck": Line(), "truework": Line()}
    board = Switchboard(lines)
    for step in made.plan.steps:
        for planned in step.requests:
            operation = made.place.uses[planned.request.provider].contract.operation(planned.request.operation)
            assert operation is not None
            board.exchange(
                Send(planned.address, 1, planned.purpose, planned.request.provider, operation, planned.request, 1.0)
            )
    assert set(lines["karmacheck"].heard) == {"karmacheck"}
    assert set(lines["truework"].heard) == {"truework"}
