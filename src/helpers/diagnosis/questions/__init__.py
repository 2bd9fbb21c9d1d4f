"""Questions by type: recognised from the answers, each summarised its own way."""
