"""``tamrin data`` and ``tamrin zoo``: data sets and mini checkpoints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.options import Profile, ProfileName
from autograder.errors import EXIT_IMPERFECT, UsageError

data_app = typer.Typer(help="Data sets: the samples that ship, and reduced real ones.", no_args_is_help=True)
zoo_app = typer.Typer(help="The mini checkpoints that ship with the course.", no_args_is_help=True)


@data_app.command("list")
def list_data() -> None:
    """The data sets and which profiles find them here."""
    from course.kit.data import DATASETS
    from course.kit.paths import prepared_folder, sample_folder

    for name, dataset in DATASETS.items():
        sample = "sample" if sample_folder(name).is_dir() else "no sample"
        real = f"not prepared (tamrin data prepare {name} --from DIR)"
        if not dataset.real:
            real = "the same"
        elif prepared_folder(name).is_dir():
            real = "prepared"
        typer.echo(f"{name}: quick {sample}, real {real}")


@data_app.command("prepare")
def prepare(
    name: Annotated[str, typer.Argument(help="For example farstail.")],
    source: Annotated[
        Path | None, typer.Option("--from", help="The folder (or file) with the original data.")
    ] = None,
    download: Annotated[
        bool, typer.Option("--download", help="Fetch the original from its public address, where it has one.")
    ] = False,
) -> None:
    """Check an original data set, reduce it and store it under the user's data folder."""
    from course.kit import prepare as preparing

    _known(name)
    if (source is None) != download:
        raise UsageError("Give either --from DIR, where the original files are, or --download.")
    folder = preparing.prepare(name, source if source is not None else preparing.download(name))
    typer.echo(f"{folder}\n{preparing.summary(folder)}")


@data_app.command("build")
def build(
    name: Annotated[str, typer.Argument(help="For example farstail.")],
    check: Annotated[
        bool, typer.Option("--check", help="Only compare the shipped sample with its recipe.")
    ] = False,
) -> None:
    """Rebuild a shipped sample from its recipe, bit for bit."""
    from course.recipes import building

    _known(name)
    if check:
        different = building.check(name)
        for file in different:
            typer.echo(f"{file} differs from what the recipe makes")
        raise typer.Exit(EXIT_IMPERFECT if different else 0)
    for path in building.build(name):
        typer.echo(path)


@data_app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="For example farstail.")],
    rows: Annotated[int, typer.Option(min=0, help="Rows to print of each split.")] = 2,
    plot: Annotated[
        Path | None, typer.Option(help="Draw the distributions into this file (PNG, SVG or PDF).")
    ] = None,
    profile: Profile = ProfileName.QUICK,
) -> None:
    """Counts, labels, lengths and a few rows; with --plot, the distributions drawn."""
    from course.kit import distributions

    _known(name)
    splits = distributions.read_splits(name, profile)
    for split, found in splits.items():
        typer.echo(f"{split}: {len(found)} rows")
        for line in distributions.bars(distributions.label_counts(name, found)):
            typer.echo(f"  {line}")
        for what, values in distributions.lengths(name, found).items():
            typer.echo(f"  {what}, minimum / quartiles / maximum: {distributions.quartiles(values)}")
        for row in found[:rows]:
            typer.echo(f"  · {distributions.shown(row)}")
    if plot is not None:
        plot.parent.mkdir(parents=True, exist_ok=True)
        distributions.draw(name, splits).savefig(plot, dpi=120)
        typer.echo(plot)


@zoo_app.command("list")
def list_checkpoints() -> None:
    """Sizes and hashes of the checkpoints, each compared with its files."""
    from course.zoo import registry

    for name, checkpoint in registry.CHECKPOINTS.items():
        registry.verify(name)
        weights = registry.published(name)["model.safetensors"]
        size = int(weights["bytes"]) / 2**20
        typer.echo(
            f"{name}: {size:.1f} MB, sha256 {str(weights['sha256'])[:16]}…, small relative of "
            f"{checkpoint.relative_of}, trained on {checkpoint.trained_on}"
        )


@zoo_app.command("build")
def build_checkpoint(
    name: Annotated[str, typer.Argument(help="For example mini-parsbert.")],
    text: Annotated[
        Path | None,
        typer.Option("--text", help="The folder with text_fa and text_en, where the recipe reads them."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where to put it; its place in the zoo.")] = None,
    work: Annotated[
        Path | None, typer.Option("--work", help="Where a build that is killed keeps its state to go on.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Of everything random.")] = 0,
) -> None:
    """Pretrain a mini checkpoint from its recipe; started again after it was killed, it goes on."""
    from course.zoo import registry

    if name not in registry.CHECKPOINTS:
        raise UsageError(f"There is no checkpoint {name!r}: choose one of {', '.join(registry.CHECKPOINTS)}.")
    typer.echo(registry.build(name, out, text, work, seed))


def _known(name: str) -> None:
    from course.kit.data import DATASETS

    if name not in DATASETS:
        raise UsageError(f"There is no data set {name!r}: choose one of {', '.join(DATASETS)}.")
