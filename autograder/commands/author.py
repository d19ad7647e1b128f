"""``tamrin verify``, ``calibrate`` and ``release``: what authors and teaching assistants use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from autograder.catalogue import Catalogue
from autograder.commands.options import Profile, ProfileName
from autograder.errors import EXIT_IMPERFECT, CourseError

if TYPE_CHECKING:
    from rich.table import Table


def verify(
    assignment: Annotated[str | None, typer.Argument(help="Default: all.")] = None,
    question: Annotated[
        list[str] | None, typer.Option("--question", "-q", help="Only this question.")
    ] = None,
    training: Annotated[
        bool, typer.Option(help="Verify the checks that train a model too (minutes).")
    ] = True,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the checks' inputs.")] = 0,
    profile: Profile = ProfileName.QUICK,
) -> None:
    """Prove the grader right: reference full, starter zero, variants full, every mistake killed by the check it names.

    Exit codes: 0 all proved, 1 a promise is broken (it is printed).
    """
    catalogue = Catalogue()
    chosen = [catalogue.assignment(assignment)] if assignment else catalogue.assignments()
    from rich.console import Console

    from autograder.worker.pool import WorkerPool

    console = Console()

    broken = 0
    reads = {each.reads for each in chosen}
    with WorkerPool(1, root=catalogue.root, profile=profile, reads=reads) as pool:
        from autograder.grading.runner import Runner, RunSettings, preload
        from autograder.verify import verify_question

        preload(reads)
        runner = Runner(catalogue, RunSettings(seed, profile, training=training), pool.connection(0))
        for each in chosen:
            for wanted in [each.question(name) for name in question] if question else each.questions:
                with console.status(f"{each.id} {wanted.id}"):
                    evidence = verify_question(runner, each.id, wanted.id)
                console.print(_matrix(evidence.question, evidence.checks, evidence.matrix))
                for problem in evidence.problems:
                    console.print(f"✗ {wanted.id}: {problem}", style="red", markup=False)
                broken += len(evidence.problems)
    console.print("Every promise holds." if not broken else f"{broken} promises are broken.")
    raise typer.Exit(EXIT_IMPERFECT if broken else 0)


def _matrix(question: str, checks: list[str], matrix: dict[str, list[str]]) -> Table:
    from rich.table import Table

    table = Table(title=f"{question}: which check kills which mistake", title_justify="left")
    table.add_column("mistake")
    for number, _ in enumerate(checks, start=1):
        table.add_column(str(number), justify="center")
    for mistake, killers in matrix.items():
        table.add_row(mistake, *("●" if check in killers else "" for check in checks))
    table.caption = "\n".join(f"{number}  {check}" for number, check in enumerate(checks, start=1))
    table.caption_justify = "left"
    return table


def calibrate(
    assignment: Annotated[str, typer.Argument(help="For example a12_layers.")],
    check: Annotated[list[str] | None, typer.Option(help="Only this check (may be repeated).")] = None,
    seeds: Annotated[
        int, typer.Option(min=5, help="Seeds of the reference; at least 30 to be believed.")
    ] = 30,
    other_seeds: Annotated[int, typer.Option(min=2, help="Seeds of each mistake and baseline.")] = 10,
    jobs: Annotated[int, typer.Option(min=1, help="Checks measured at once; each trains on one core.")] = 1,
    profile: Profile = ProfileName.QUICK,
) -> None:
    """Measure every convergence check over many seeds and set its threshold; writes calibration/ and its plot.

    Exit codes: 0 done, 3 a check's reference cannot be told from its mistakes.
    """
    catalogue = Catalogue()
    found = catalogue.assignment(assignment)
    folder = catalogue.calibration_dir(found.id)
    from autograder.worker.pool import WorkerPool

    with WorkerPool(jobs, root=catalogue.root, profile=profile, reads=[found.reads]) as pool:
        from autograder import calibrate as calibration
        from autograder.grading.runner import preload

        preload([found.reads])
        wanted = [
            pair for pair in calibration.training_checks(catalogue, found.id) if not check or pair[1] in check
        ]
        if not wanted:
            raise CourseError(f"{found.id} has no such convergence check.")
        inseparable: list[str] = []
        with calibration.measuring(catalogue, pool, found.id, profile, jobs) as score_all:
            for question_id, name in wanted:
                kinds = calibration.subjects(catalogue, found.id, question_id, name)
                result = calibration.calibrate_check(question_id, name, kinds, seeds, other_seeds, score_all)
                try:
                    calibration.set_threshold(result)
                except CourseError as error:
                    inseparable.append(str(error))
                calibration.save(folder, result, profile)
                typer.echo(
                    f"{question_id} {name}: threshold {result.threshold:.3f}, false-fail {result.false_fail:.1e}, "
                    f"reference {min(result.reference):.3f}–{max(result.reference):.3f}, "
                    f"best of the others {max(map(max, result.others.values())):.3f}, {result.seconds} s a run"
                )
    calibration.plot(calibration.load(folder, profile), folder / f"{profile}.png")
    if inseparable:
        raise CourseError(" ".join(inseparable))


def release(
    assignment: Annotated[str | None, typer.Argument(help="Default: all.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only say whether a starter differs; exit code 1 if so.")
    ] = False,
) -> None:
    """Write the starters from the reference solutions."""
    from autograder import release as releasing

    catalogue = Catalogue()
    chosen = [catalogue.assignment(assignment)] if assignment else catalogue.assignments()
    stale = False
    for each in chosen:
        if check:
            wanted = releasing.starters(catalogue, each.id).items()
            changed = [
                path for path, stub in wanted if not path.exists() or path.read_text(encoding="utf-8") != stub
            ]
        else:
            changed = releasing.release(catalogue, each.id)
        for path in changed:
            typer.echo(f"{path.relative_to(catalogue.root)} {'differs' if check else 'written'}")
        stale = stale or bool(changed)
    raise typer.Exit(EXIT_IMPERFECT if check and stale else 0)
