"""Triangulation: question by question what survey, interviews and sales say, and whether they agree."""
