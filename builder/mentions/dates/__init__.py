"""Dates in running text: where they stand, what role they play, and which days they are.

`find_dates` reads one sentence, `resolve` lays a mention on the calendar, `dateline` reads the head of a text. The
machine's clock is never asked. From the ground up: calendar (days and periods), shapes (what a date says), line (a
sentence seen through the lexicon), numerals, relative and grammar (words to shapes), reporting, find, dateline.
"""

from builder.mentions.dates.dateline import dateline
from builder.mentions.dates.find import find_dates
from builder.mentions.dates.mention import DateMention, Role, resolve, resolve_after

POINT, SINCE, UNTIL, AS_OF = Role.POINT, Role.SINCE, Role.UNTIL, Role.AS_OF
WINDOW, BETWEEN, AGO, VAGUE = Role.WINDOW, Role.BETWEEN, Role.DURATION_AGO, Role.VAGUE

__all__ = [
    "AGO",
    "AS_OF",
    "BETWEEN",
    "POINT",
    "SINCE",
    "UNTIL",
    "VAGUE",
    "WINDOW",
    "DateMention",
    "Role",
    "dateline",
    "find_dates",
    "resolve",
    "resolve_after",
]
