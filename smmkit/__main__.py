"""`python -m smmkit`: the command where the folder of scripts is not on the path."""

if __name__ == "__main__":
    from smmkit.cli import main

    main()
