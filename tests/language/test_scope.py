from runbook.language.scope import Scope, secrets_named
from runbook.values.shape import INTEGER, SECRET, STRING, object_of


def test_a_scope_grows_and_the_old_one_stays() -> None:
    scope = Scope(object_of({"id": STRING}))
    more = scope.after({"a": object_of({})}).naming({"x": INTEGER}).rescuing()
    assert set(scope.shapes()) == {"inputs", "steps", "run"}
    assert set(more.shapes()) == {"inputs", "steps", "run", "x", "failure"}
    assert set(more.shapes()["steps"].properties) == {"a"}


def test_secrets_are_known_by_the_names_that_are_read() -> None:
    assert secrets_named(frozenset({"A"})).properties == {"A": SECRET}
