"""`python -m smmkit`: the command where the folder of scripts is not on the path."""

from smmkit.cli import main

if __name__ == "__main__":
    main()
