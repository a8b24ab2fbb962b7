# Screening, rounds, panels, scoring, hearings, decisions.
