"""The account of an import: what is told in ``intake.json``, kept in the folder, and taken back."""
