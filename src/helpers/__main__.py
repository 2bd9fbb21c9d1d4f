"""``python -m helpers`` is the program ``course``."""

from helpers.cli import main

if __name__ == "__main__":
    main()
