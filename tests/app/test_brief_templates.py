"""The brief's screen and templates: its field takes a name, and says what is wrong with it in the choices."""

from __future__ import annotations

from textual.widgets import Input, Label

from tests.app.bench import Open, bench, coded


async def test_the_field_takes_the_name_of_a_template(opened: Open) -> None:
    workspace = coded(opened)
    folder = workspace.places.templates
    folder.mkdir(parents=True)
    (folder / "letter.md.j2").write_text("Dear reader of {{ brief.title }}", encoding="utf-8")
    async with bench(workspace) as found:
        await found.press("B")
        screen = found.screen
        field, trouble = screen.query_one("#template", Input), screen.query_one("#trouble", Label)
        field.value = "leter"
        screen._make()
        await found.settle()
        assert "has letter.md.j2" in str(trouble.render())
        field.value = "letter"
        screen._make()
        await found.settle()
        assert screen.text == "Dear reader of library\n"
        assert not str(trouble.render())
