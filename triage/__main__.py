"""The command: `triage`, or `python -m triage`."""

from triage.cli.main import run


def main() -> None:
    """Run the command line and exit with its status."""
    run()


if __name__ == "__main__":
    main()
