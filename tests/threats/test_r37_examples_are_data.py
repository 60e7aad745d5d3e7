"""R37: what stands in a contract is data: examples, descriptions and defaults are never rendered."""

from pathlib import Path

from tests.runtime.servers import answers, response, serving
from tests.threats.stage import API, Stage


def test_an_example_that_looks_like_a_template_stays_what_it_is(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    said = "{{Service}} {{ 7919 * 7907 }} {% for x in y %}"
    api = API.replace('example: { message: "No." }', f'example: {{ message: "{said}" }}')
    api = api.replace("text: { type: string }", f'text: {{ type: string, default: "{said}", description: "{said}" }}')
    api = api.replace(
        "name: q, in: query, schema: { type: string }",
        f'name: q, in: query, schema: {{ type: string, default: "{said}" }}',
    )
    stage.write("api.yaml", api)
    exact = stage.play_text.replace('message: "*"', f"message: \"{{{{ '{said[:11]}' }}}}\"")
    assert stage.play("validate", str(tmp_path / "play.yaml")).code == 0
    assert stage.play("validate", str(stage.write("exact.yaml", exact))).code in (0, 2)
    dry = stage.play(*stage.arguments("http://127.0.0.1:1", "--dry-run"))
    assert dry.code == 0
    assert "62615533" not in dry.out
    with serving(
        answers(response(422, ('{"message":"' + said + '"}').encode(), "content-type: application/json"))
    ) as it:
        done = stage.play(*stage.arguments(it.url))
        assert b"62615533" not in it.requests[0]
    assert done.code == 3
    assert said in done.out
