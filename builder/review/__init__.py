"""Review: a page on this machine on which somebody goes through claims, and says of each whether it is right.

queue.py       which claims, in which order
session.py     decisions, and the three files they land in
files.py       corrections.toml and gold.jsonl as texts
precision.py   how many were right, and how sure that is
marks.py       a claim in its sentence
server.py      requests, and which are refused
page/          what the browser gets
"""

from builder.review.server import Review, serving
from builder.review.session import ReviewError, Session, open_session

__all__ = ["Review", "ReviewError", "Session", "open_session", "serving"]
