"""The account as the result of station 0: tables, findings, figures, specimens for the lesson."""
