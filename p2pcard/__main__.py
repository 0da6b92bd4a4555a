"""Start p2pcard: `python -m p2pcard`."""

from p2pcard.cli.start import main

if __name__ == "__main__":
    main()
