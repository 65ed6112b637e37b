"""The command: `triage`, or `python -m triage`."""


def main() -> None:
    """Run the command line and exit with its status."""
    from triage.cli.main import run  # not above: every worker process imports this file again

    run()


if __name__ == "__main__":
    main()
