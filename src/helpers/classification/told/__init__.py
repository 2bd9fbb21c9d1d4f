"""What RFM, ABC and the grid claim, a kind of finding a file."""
