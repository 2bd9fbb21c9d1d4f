"""For those in the field: a workbook, a calendar and a picture a salesperson, and what comes back."""
