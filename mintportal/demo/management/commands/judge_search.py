"""Prints how good the search is on the judgements: nDCG@10, zero hits, the worst ten queries."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mintportal.demo.judging import HERE, NOTHING, judge


class Command(BaseCommand):
    """``manage.py judge_search [judgements.csv] [--worst 10]``."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        known = sorted(path.name for path in HERE.glob("*.csv"))
        parser.add_argument("file", nargs="*", default=known, help=", ".join(known))
        parser.add_argument("--worst", type=int, default=10)

    def handle(self, *args: Any, **options: Any) -> None:
        for name in options["file"]:
            self.report(name, options["worst"])

    def report(self, name: str, worst: int) -> None:
        """The figures of a file."""
        found = judge(name)
        self.stdout.write(
            f"{name}: {len(found.judged)} queries, nDCG@10 {found.ndcg:.4f},"
            f" zero hits {found.zero_hits:.2%}"
        )
        for kind, mean, number in found.by_kind():
            self.stdout.write(f"  {kind:12} {mean:.3f}  ({number})")
        wrong = [
            f"{one.query.text} ({one.total})"
            for one in found.verdicts
            if one.query.kind == NOTHING and one.total
        ]
        self.stdout.write(f"  found although nothing fits: {', '.join(wrong) or '–'}")
        for one in found.worst(worst):
            self.stdout.write(f"  {one.ndcg:.3f}  {one.query.text} ({one.query.kind}: {one.total})")
