"""Write docs/pictures anew: `scripts/pictures`."""

from scripts.drawing.pages import FOLDER, files


def main() -> None:
    """Write what belongs there, and take away what does not."""
    FOLDER.mkdir(exist_ok=True)
    wanted = files()
    for path in set(FOLDER.iterdir()) - set(wanted):
        path.unlink()
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
