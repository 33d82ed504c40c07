"""Write the documentation's page of keys from the registry."""

from __future__ import annotations

from pathlib import Path

from tui.actions import keys_table

_PAGE = Path(__file__).parents[1] / "docs" / "keys.md"
_HEAD = """# Keys

Every key can be changed in `config.toml` (`scholiast locate config` says where) by the id in the last column:

```toml
[keys]
tag = "t"
find = ["/", "f5"]
```

"""


def main() -> None:
    """Write the page."""
    _PAGE.write_text(_HEAD + keys_table(), "utf-8")


if __name__ == "__main__":
    main()
