"""Accounts to one total: what is said again, what is a part, what is added, what replaces, what is a rival."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from builder.model import Claim, Qualifier, Stance
from builder.tables.totals.accounts import Account, account
from builder.tables.totals.figures import Figure, added, widened
from builder.tables.totals.persons import apart, groups_apart, narrower, of_another, vague_group
from builder.tables.totals.words import also, among, contrasts, early, in_all, on_top, rises

_LEAD = 400
"""Characters from the first claim in which a text still adds to its count; further on it goes into detail."""

_FAR = 30
"""Times the held figure beyond which another one cannot be of the same event: a war's, a country's, a year's."""


_HALF = 2
"""How many times smaller than the held figure a rival may be; below it is a part or a first count."""


def total(found: Sequence[Account], beside: Collection[int] = ()) -> Figure | None:
    """The total of a document from its accounts, read in the order of the text. beside: where sentences start that
    count what else happened to people, so that their "others" are others than those."""
    if not found:
        return None
    return _read(found, beside).closed()


def told(found: Sequence[Account], beside: Collection[int] = ()) -> list[Account]:
    """The accounts that a total rests on: the one that is held, and its rivals for the same people."""
    if not found:
        return []
    ledger = _read(found, beside)
    return [ledger.held, *ledger.against]


def _read(found: Sequence[Account], beside: Collection[int]) -> _Ledger:
    sure = _sure(found[0])
    ledger = _Ledger(sure, sure.claims[0].start, beside, perhaps=len(found[0].claims) - len(sure.claims))
    for one in found[1:]:
        ledger.enter(one)
    return ledger


@dataclass(slots=True)
class _Ledger:
    """What the accounts read so far come to. detail: the text has begun to take its count apart, so that "another"
    goes on with the parts and adds nothing. first: a count left behind, the floor where no other figure is one. words:
    open words for more than is held, which say no more than a number does where there is one."""

    held: Account
    start: int
    beside: Collection[int] = ()
    rivals: list[Figure] = field(default_factory=list)
    detail: bool = False
    first: Figure | None = None
    against: list[Account] = field(default_factory=list)
    lately: Account | None = None
    words: list[Figure] = field(default_factory=list)
    risen: Figure | None = None
    perhaps: int = 0
    earlier: Account | None = None
    lower: list[Account] = field(default_factory=list)

    def closed(self) -> Figure:
        """The total, once all is read."""
        figure = self.held.figure
        if figure.low is None and not self.rivals and (lower := self._lowest()):
            return widened(figure, [lower])
        most = [Figure(None, figure.size + self.perhaps, None)] if self.perhaps and figure.low is not None else []
        found = widened(figure, self.rivals or most)
        if found.low is None and self.held.floor:
            found = Figure(min(self.held.floor, found.size), found.best, found.high)
        return found if found.high is not None else widened(found, self.words)

    def enter(self, one: Account) -> None:
        """One more account: the same again or a part, a correction, further people, or a rival figure."""
        size, before = one.figure.size, self.held.figure.size
        if size == 0 or (before and size > before * _FAR):
            return
        if before and self._left_behind(one):
            self.first = self.first or one.figure
            self.earlier = one
            return
        if before == 0:
            self.held = one
        elif not one.counted:
            self._persons(one)
        elif not self._same(one):
            self._number(one)
        elif not self.held.counted and size == before:
            self.held = one

    def _left_behind(self, one: Account) -> bool:
        """True for a first count that later ones left behind. In its sentence another source's count is a later one,
        and a first count above a floor stands against it."""
        claim, last = one.claims[0], self.earlier
        if not early(claim):
            return False
        if last is not None and last.claims[0].sentence_start == claim.sentence_start and last.source != one.source:
            return False
        above = self.held.figure.high is None and one.figure.size > self.held.figure.size and self.held.counted
        return not above or rises(claim)

    def _lowest(self) -> Figure | None:
        """What bounds a figure without a lower bound, where no rival comes near it: a first count, else the lowest
        number, else the lowest open word that another source gives."""
        said = [one for one in self.lower if not _vague(one)] or self.lower
        return self.first or min((one.figure for one in said), key=lambda f: f.size, default=None)

    def _persons(self, one: Account) -> None:
        """Single persons: those that are not among the held. One of the held counted first begins a detail, and
        another beside one of the held is one of them too."""
        if self.held.counted and _single_count(one) and self._lower(one):
            self._below(one)
            return
        new: list[Claim] = []
        for claim in one.claims:
            if self._may_be_one_more(claim):
                self.perhaps += 1
            elif self._is_new(claim):
                new.append(claim)
            elif self.held.counted:
                self.detail |= not claim.implicit
                break
        self._add(new)

    def _number(self, one: Account) -> None:
        """A number that is not one of those held."""
        if not self.held.counted and self._disputed(one) and one.figure.size > self.held.figure.size:
            self._rival(one)
        elif one.figure.size > self.held.figure.size and self._corrects(one):
            if one.figure.low is None and _vague(self.held):
                self.lower.append(self.held)
            self.held = one
        elif one.figure.size < self.held.figure.size and all(map(among, one.claims)):
            self.detail = True
        elif self._near(one.claims[0]) and self._further(one):
            self._add(one.claims)
        elif not self.held.counted:
            higher = one.figure.size > self.held.figure.size and not all(map(self._on_top, one.claims))
            self.held = one if higher else self.held
        elif _rivals(one, self.held):
            self._rival(one)
        elif self._lower(one):
            self._below(one)
        elif _vague(one) and one.figure.size > self.held.figure.size:
            self.words.append(one.figure)
        else:
            self.detail = True

    def _rival(self, one: Account) -> None:
        """Another figure for the same people; a toll that has risen leaves the risen one before it behind."""
        if rises(one.claims[0]):
            self.rivals = [f for f in self.rivals if f is not self.risen]
            self.against = [a for a in self.against if a is not self.lately]
            self.risen, self.lately = one.rival, one
            self.rivals.append(self.risen)
        else:
            self.rivals.append(one.rival)
        self.against.append(one)

    def _below(self, one: Account) -> None:
        """Another source's figure far below the one held."""
        if self.held.figure.low is None:
            self.lower.append(one)
        else:
            self._rival(one)

    def _lower(self, one: Account) -> bool:
        """True for another source's lower figure that a word of contrast sets against the one held, or that gives a
        figure without a lower bound one."""
        if one.source is None or one.source == self.held.source or one.figure.size >= self.held.figure.size:
            return False
        if _parts(one, self.held) or any(map(on_top, one.claims)) or any(map(among, one.claims)):
            return False
        return self.held.figure.low is None or (contrasts(one.claims[0]) and not _vague(one))

    def _disputed(self, one: Account) -> bool:
        """True if the text sets a source's number against the persons it has told of ("but the agency counted two")."""
        several = len(self.held.claims) > 1 and self.held.source is None and one.source is not None
        return bool(self.rivals) or several or (one.source is not None and contrasts(one.claims[0]))

    def _corrects(self, one: Account) -> bool:
        """True if a higher account is the same teller's newer sum, or what is held was a first count, an open word or
        some sort of the people. Another source's sum is a rival: what the text says in its own voice stands."""
        first = one.claims[0]
        if _vague(one) and not _vague(self.held):
            return False
        if contrasts(first) or (first.stance is Stance.HEDGED and self.held.claims[0].stance is Stance.ASSERTED):
            return False
        if early(self.held.claims[0]) or _parts(self.held, one) or (_vague(self.held) and not _vague(one)):
            return True
        if _raised(self.held, one):
            return True
        return in_all(first) and (one.source is None or self.held.source is not None)

    def _add(self, claims: Sequence[Claim]) -> None:
        if claims:
            figure = added([self.held.figure, account(claims).figure])
            self.held = Account((*self.held.claims, *claims), figure)

    def _near(self, claim: Claim) -> bool:
        return claim.start - self.start < _LEAD

    def _same(self, one: Account) -> bool:
        """True if the account says again what is held, or one of its claims, or lies in a range that is held."""
        size, (low, best, high) = one.figure.size, self.held.figure
        if size == best or (low is not None and high is not None and low < high and low <= size <= high):
            return True
        return any(size == account([c]).figure.size and not _opposed(one.claims, [c]) for c in self.held.claims)

    def _further(self, one: Account) -> bool:
        """True if the account's people come on top of those held: by its words, or because they are of another side."""
        if _opposed(one.claims, self.held.claims):
            return True
        if not self.held.counted and also(one.claims[0]) and not in_all(one.claims[0]):
            return not self.detail
        return not self.detail and all(map(self._on_top, one.claims))

    def _on_top(self, claim: Claim) -> bool:
        return on_top(claim) and claim.sentence_start not in self.beside

    def _may_be_one_more(self, claim: Claim) -> bool:
        """True for a further person of whom the text is less sure than of those held."""
        if claim.stance is not Stance.HEDGED or any(c.stance is Stance.HEDGED for c in self.held.claims):
            return False
        return self._on_top(claim) or also(claim) or (of_another(claim) and not self.held.counted)

    def _is_new(self, claim: Claim) -> bool:
        """True if a single person is none of those held."""
        if not self._near(claim) or self.detail:
            return False
        if _opposed([claim], self.held.claims):
            return True
        top = self._on_top(claim) and not claim.implicit
        if self.held.counted:
            return top or (also(claim) and not claim.implicit and not any(map(vague_group, self.held.claims)))
        return top or (also(claim) and not claim.implicit) or all(apart(claim, c) for c in self.held.claims)


def _sure(one: Account) -> Account:
    """The account without the persons whom another source than the first one's adds, and the text doubts."""
    first = one.claims[0]
    if one.counted or first.stance is Stance.HEDGED:
        return one
    kept = [c for c in one.claims if c.stance is not Stance.HEDGED or c.source_text in (None, first.source_text)]
    return account(kept) if len(kept) < len(one.claims) else one


_ONE = frozenset({"one", "1"})


def _single_count(one: Account) -> bool:
    """True for one person counted by a number ("only one death")."""
    return len(one.claims) == 1 and one.claims[0].value_text.lower() in _ONE


def _opposed(some: Sequence[Claim], held: Sequence[Claim]) -> bool:
    """True if none of the counted can be among those held before."""
    return all(groups_apart(c.subject_group, w.subject_group) for c in some for w in held)


def _raised(floor: Account, one: Account) -> bool:
    """True if the text itself tells more closely what it opened with as a floor ("more than 100 ... at least 118")."""
    own = floor.source is None and one.source is None and len(floor.claims) == len(one.claims) == 1
    return own and floor.claims[0].qualifier is Qualifier.MORE_THAN


def _parts(one: Account, whole: Account) -> bool:
    """True if the account counts a sort of the people whom the other counts without sort."""
    return all(narrower(c, w) for c in one.claims for w in whole.claims)


def _rivals(one: Account, held: Account) -> bool:
    """True if the account is a figure for the same people: no part of them, and no open word beside a number."""
    if _parts(one, held) or any(map(on_top, one.claims)):
        return False
    if _vague(one):
        return _vague(held)
    if one.figure.size > held.figure.size:
        return True
    return one.figure.size * _HALF >= held.figure.size and one.source is not None and one.source != held.source


def _vague(one: Account) -> bool:
    """True if open words are all that the account counts with."""
    return all(c.qualifier is Qualifier.VAGUE for c in one.claims)
