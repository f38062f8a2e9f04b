"""`python -m smmkit.cli`: the command line where the script is not on the path."""

from smmkit.cli import main

if __name__ == "__main__":
    main()
