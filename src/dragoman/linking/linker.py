"""Keeps a store's incidents up to date while reports are added.

New events are scored against those of their type that are near in time and share a report, a party or a place;
the parts of the graph that new links touch are clustered anew. So the partition is the same in whatever order
reports come, adding costs nothing beyond an event's own days, and every change of an incident is written down.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Sequence

from dragoman.event import Event
from dragoman.linking.clustering import THRESHOLD, cluster
from dragoman.linking.mention import Mention, mention_of
from dragoman.linking.scoring import UNLIKE, candidate_pairs, probability
from dragoman.linking.words import cosine
from dragoman.report import text_id
from dragoman.store.store import CodedReport, Store

__all__ = ["LEAST", "Linker"]

#: Links of less are not kept; what is absent counts 0.
LEAST = 0.2
#: Reports of one happening stand within so many days.
_DAYS = 14
#: They share one of so many heaviest words.
_HEAVY = 20
_REMEMBERED = 50_000
#: An incident that came and went leaves its id behind; the next one of the same first event takes another salt.
_SALTS = 8


class Linker:
    """Links the events of one open store.

    Args:
        store: open for writing.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._mentions: OrderedDict[str, Mention] = OrderedDict()

    def link_new(self, run: int) -> int:
        """Link every event that is in no incident yet, in one transaction; returns their number."""
        new = [row[0] for row in self._store.fetch(
            "select id from events where id not in (select event from membership) order by id"
        )]  # fmt: skip
        if new:
            links = self._links(new)
            with self._store.writing():
                self._insert(links)
                self._regroup(new, run)
        return len(new)

    def remove(self, report_id: str, run: int) -> None:
        """Take a report with its events out of the store; its incidents are as if it had never been there.

        Raises:
            StoreError: the store holds no such report.
        """
        self._store.report(report_id)
        key = self._store.fetch("select key from reports where id = ?", [report_id])[0][0]
        gone = [row[0] for row in self._store.fetch("select id from events where report_key = ?", [key])]
        with self._store.writing() as connection:
            near = {n for pair in self._edges(gone) for n in pair} - set(gone)
            touched = near | self._fellows(gone)
            for table, column in (("links", "a"), ("links", "b"), ("membership", "event")):
                connection.execute(f"delete from {table} where {column} in (select unnest(?::varchar[]))", [gone])
            for table, column in (("events", "report_key"), ("report_words", "report_key"), ("bands", "report"),
                                  ("signatures", "report"), ("reports", "key")):  # fmt: skip
                connection.execute(f"delete from {table} where {column} = ?", [key])
            connection.execute(
                "update reports set copy_of = nullif((select min(key) from reports where copy_of = ?), key) "
                "where copy_of = ?", [key, key],
            )  # fmt: skip
            self._regroup(sorted(touched - set(gone)), run)

    def recode(self, report_id: str, coded: CodedReport, run: int) -> None:
        """Put new events in the place of a report's old ones; incidents of events that stay keep their ids.

        Raises:
            StoreError: the store holds no such report.
        """
        self._store.report(report_id)
        key = self._store.fetch("select key from reports where id = ?", [report_id])[0][0]
        old = {row[0] for row in self._store.fetch("select id from events where report_key = ?", [key])}
        with self._store.writing() as connection:
            touched = {n for pair in self._edges(old) for n in pair} | self._fellows(old)
            for column in ("a", "b"):
                connection.execute(f"delete from links where {column} in (select unnest(?::varchar[]))", [list(old)])
            connection.execute("delete from events where report_key = ?", [key])
            self._store.insert_events([(key, coded.records)])
            connection.execute("update reports set run = ? where key = ?", [run, key])
            new = {row[0] for row in self._store.fetch("select id from events where report_key = ?", [key])}
            connection.execute(
                "delete from membership where event in (select unnest(?::varchar[]))", [sorted(old - new)]
            )
            for name in old | new:
                self._mentions.pop(name, None)
            self._insert(self._links(sorted(new)))
            self._regroup(sorted((touched - old) | new), run)

    def _insert(self, links: dict[tuple[str, str], float]) -> None:
        if links:
            self._store.connection.execute(
                "insert into links select unnest(?::varchar[]), unnest(?::varchar[]), unnest(?::float[])",
                [[a for a, _ in links], [b for _, b in links], list(links.values())],
            )

    # -- links -------------------------------------------------------------------------------------

    def _links(self, new: Sequence[str]) -> dict[tuple[str, str], float]:
        """Pairs that may be one happening, each in the order of its ids, with their probability."""
        chosen = set(new)
        near = self._near_reports(new)
        of = self._events_of({key for pair in near for key in pair})
        self._load([n for names in of.values() for n in names])
        found = {}
        for (one, other), alike in near.items():
            for a, b in candidate_pairs(self._told(of[one]), None if one == other else self._told(of[other])):
                if (a.id in chosen or b.id in chosen) and (p := probability(a, b, reports=alike)) >= LEAST:
                    found[min(a.id, b.id), max(a.id, b.id)] = round(p, 4)
        return dict(sorted(found.items()))

    def _told(self, ids: Iterable[str]) -> list[Mention]:
        return [self._mentions[name] for name in ids]

    def _near_reports(self, new: Sequence[str]) -> dict[tuple[str, str], float]:
        """Reports of new events beside those, themselves among them, that may tell the same, and how alike they are."""
        # The database looks at the days around the new reports alone; a report without a day is near every day.
        rows = self._store.fetch(
            """with fresh as (select distinct r.key, r.date from events e join reports r on r.key = e.report_key
                               where e.id in (select unnest(?::varchar[]))),
                    around as (select key, date from reports where date is null
                               or (select count(*) > count(date) from fresh)
                               or date between (select min(date) - ?::integer from fresh)
                                           and (select max(date) + ?::integer from fresh)),
                    heavy as (select a.key, a.date, w.words[1:?] as words
                              from around a join report_words w on w.report_key = a.key)
               select distinct least(n.key, o.key), greatest(n.key, o.key)
                 from (select * from heavy where key in (select key from fresh)) n join heavy o
                   on list_has_any(n.words, o.words)
                where n.date is null or o.date is null or abs(n.date - o.date) <= ?
               union select key, key from fresh""",
            [list(new), _DAYS, _DAYS, _HEAVY, _DAYS],
        )
        words = self._words_of({key for row in rows for key in row})
        alike = {(a, b): 1.0 if a == b else cosine(words[a], words[b]) for a, b in sorted(rows)}
        return {pair: c for pair, c in alike.items() if c >= UNLIKE}

    def _words_of(self, keys: set[str]) -> dict[str, dict[str, float]]:
        rows = self._store.fetch(
            "select report_key, words, weights from report_words where report_key in (select unnest(?::varchar[]))",
            [sorted(keys)],
        )
        return {key: dict(zip(names, weights, strict=True)) for key, names, weights in rows}

    def _events_of(self, keys: set[str]) -> dict[str, list[str]]:
        """Ids of the events of some reports."""
        found: dict[str, list[str]] = {key: [] for key in keys}
        for key, name in self._store.fetch(
            "select report_key, id from events where report_key in (select unnest(?::varchar[])) order by id",
            [sorted(keys)],
        ):
            found[key].append(name)
        return found

    def _load(self, ids: Iterable[str]) -> None:
        wanted = list(ids)
        for name in wanted:
            if name in self._mentions:
                self._mentions.move_to_end(name)
        missing = sorted(n for n in wanted if n not in self._mentions)
        for start in range(0, len(missing), 2000):
            for mention in load_mentions(self._store, missing[start : start + 2000]):
                self._mentions[mention.id] = mention
        while len(self._mentions) > max(_REMEMBERED, len(wanted)):
            self._mentions.popitem(last=False)

    # -- incidents ---------------------------------------------------------------------------------

    def _edges(self, nodes: Iterable[str]) -> dict[tuple[str, str], float]:
        chosen = list(nodes)
        rows = self._store.fetch(
            "select a, b, probability from links where a in (select unnest(?::varchar[])) "
            "or b in (select unnest(?::varchar[]))", [chosen, chosen],
        )  # fmt: skip
        return {(a, b): p for a, b, p in rows}

    def _fellows(self, nodes: Iterable[str]) -> set[str]:
        rows = self._store.fetch(
            "select event from membership where incident in (select incident from membership "
            "where event in (select unnest(?::varchar[])))", [list(nodes)],
        )  # fmt: skip
        return {row[0] for row in rows}

    def _regroup(self, touched: Sequence[str], run: int) -> None:
        """Cluster anew whatever hangs together with some events, and write down what changed."""
        nodes = fresh = set(touched)
        while fresh:
            # Two groups that are one on average have a link as strong between them: weaker ones lead no further.
            fresh = {n for pair, p in self._edges(fresh).items() if p >= THRESHOLD for n in pair} - nodes
            nodes = nodes | fresh
        links = {pair: p for pair, p in self._edges(nodes).items() if nodes.issuperset(pair)}
        before = dict(self._store.fetch(
            "select event, incident from membership where event in (select unnest(?::varchar[]))", [sorted(nodes)]
        ))  # fmt: skip
        groups = cluster(links, nodes)
        named = _name(groups, before, self._taken(groups))
        after = {event: incident for incident, group in named for event in group}
        changed = [(e, i) for e, i in after.items() if before.get(e) != i]
        connection = self._store.connection
        if changed:
            connection.execute(
                "insert or replace into membership select unnest(?::varchar[]), unnest(?::varchar[])",
                [[event for event, _ in changed], [incident for _, incident in changed]],
            )
        history = _changes(before, after)
        if history:
            connection.execute(
                "insert into incident_history select unnest(?::varchar[]), unnest(?::varchar[]), unnest(?::varchar[]), "
                "?::integer, now()", [*([change[n] for change in history] for n in range(3)), run],
            )  # fmt: skip

    def _taken(self, groups: list[list[str]]) -> set[str]:
        """Ids that new incidents of these groups would get, and that are or were another's."""
        rows = self._store.fetch(
            "select distinct incident from incident_history where incident in (select unnest(?::varchar[]))",
            [[_new_id(group, salt) for group in groups for salt in range(_SALTS)]],
        )
        return {row[0] for row in rows}


def _name(groups: list[list[str]], before: dict[str, str], taken: set[str]) -> list[tuple[str, list[str]]]:
    """Each group with its id: that of the incident it has most of, where no larger share has it, else a new one."""
    claims = sorted(
        ((-n, incident, number) for number, group in enumerate(groups)
         for incident, n in Counter(before[e] for e in group if e in before).items())
    )  # fmt: skip
    ids: dict[int, str] = {}
    given: set[str] = set()
    for _, incident, number in claims:
        if number not in ids and incident not in given:
            ids[number] = incident
            given.add(incident)
    for number, group in enumerate(groups):
        if number not in ids:
            free = (name for salt in range(_SALTS) if (name := _new_id(group, salt)) not in taken)
            ids[number] = next(name for name in free if name not in given)
            given.add(ids[number])
    return [(ids[number], group) for number, group in enumerate(groups)]


def _new_id(group: list[str], salt: int) -> str:
    return text_id("incident", group[0], str(salt))


def _changes(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, str, str | None]]:
    old, new = set(before.values()), set(after.values())
    origins: defaultdict[str, set[str]] = defaultdict(set)
    targets: defaultdict[str, set[str]] = defaultdict(set)
    for event in before.keys() & after.keys():
        origins[after[event]].add(before[event])
        targets[before[event]].add(after[event])
    changes: list[tuple[str, str, str | None]] = []
    for incident in sorted(new - old):
        origin = min(origins[incident], default=None)
        changes.append((incident, "split" if origin else "created", origin))
    for incident in sorted(old - new):
        into = min(targets[incident], default=None)
        changes.append((incident, "merged" if into else "removed", into))
    return changes


def load_mentions(store: Store, ids: Sequence[str]) -> list[Mention]:
    """The mentions of some stored events."""
    rows = store.fetch(
        """select w.report_key, w.words, w.weights from report_words w
           where w.report_key in (select report_key from events where id in (select unnest(?::varchar[])))""",
        [list(ids)],
    )  # fmt: skip
    words = {key: dict(zip(names, weights, strict=True)) for key, names, weights in rows}
    keys = dict(store.fetch("select id, report_key from events where id in (select unnest(?::varchar[]))", [list(ids)]))
    return [_mention(event, keys[event.id], words[keys[event.id]]) for event in store.by_id(ids)]


def _mention(event: Event, key: str, words: dict[str, float]) -> Mention:
    return mention_of(
        event, id=event.id, report=key, published=event.report.date, sentence=event.sentence.text, report_words=words
    )
