"""The follow-up page in parts: reports, indicators, the plan against its baseline, effects."""
