"""The watch list: signs that come before a fall, each tried on the past before it may raise an alert."""
