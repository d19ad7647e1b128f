"""``tamrin data`` and ``tamrin zoo``: data sets and mini checkpoints."""

from __future__ import annotations

from collections import Counter
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
    from course.kit import data
    from course.kit.paths import prepared_folder, sample_folder

    for name in data.FILES:
        sample = "sample" if sample_folder(name).is_dir() else "no sample"
        real = (
            "prepared"
            if prepared_folder(name).is_dir()
            else f"not prepared (tamrin data prepare {name} --from DIR)"
        )
        typer.echo(f"{name}: quick {sample}, real {real}")


@data_app.command("prepare")
def prepare(
    name: Annotated[str, typer.Argument(help="For example farstail.")],
    source: Annotated[Path, typer.Option("--from", help="The folder with the original files.")],
) -> None:
    """Check an original data set, reduce it and store it under the user's data folder."""
    from course.kit.prepare import prepare_farstail

    _known(name)
    typer.echo(prepare_farstail(source))


@data_app.command("build")
def build(
    name: Annotated[str, typer.Argument(help="For example farstail.")],
    check: Annotated[
        bool, typer.Option("--check", help="Only compare the shipped sample with its recipe.")
    ] = False,
) -> None:
    """Rebuild a shipped sample from its recipe, bit for bit."""
    from course.kit.paths import sample_folder
    from course.recipes.farstail import recipe

    _known(name)
    if check:
        different = recipe.check(sample_folder(name))
        for file in different:
            typer.echo(f"{file} differs from what the recipe makes")
        raise typer.Exit(EXIT_IMPERFECT if different else 0)
    recipe.build(sample_folder(name))


@data_app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="For example farstail.")],
    rows: Annotated[int, typer.Option(min=0, help="Rows to print of each split.")] = 2,
    profile: Profile = ProfileName.QUICK,
) -> None:
    """Counts, labels and a few rows."""
    from course.kit.data import SPLITS, read_rows

    _known(name)
    for split in SPLITS:
        found = read_rows(name, split, profile)
        labels = ", ".join(
            f"{label} {count}" for label, count in sorted(Counter(row["label"] for row in found).items())
        )
        typer.echo(f"{split}: {len(found)} rows ({labels})")
        for row in found[:rows]:
            typer.echo("  " + " | ".join(row.values()))


@zoo_app.command("list")
def list_checkpoints() -> None:
    """Sizes and hashes of the checkpoints, each compared with its files."""
    from course.zoo import registry

    for name, checkpoint in registry.CHECKPOINTS.items():
        registry.verify(name)
        weights = registry.published(name)["model.safetensors"]
        size = int(weights["bytes"]) / 2**20
        typer.echo(
            f"{name}: {size:.1f} MB, sha256 {str(weights['sha256'])[:16]}…, small relative of {checkpoint.relative_of}"
        )


@zoo_app.command("build")
def build_checkpoint(
    name: Annotated[str, typer.Argument(help="For example mini-parsbert.")],
    text: Annotated[Path, typer.Option("--text", help="Persian running text, a paragraph a line.")],
    out: Annotated[Path, typer.Option("--out", help="Where to put the new checkpoint.")],
) -> None:
    """Pretrain a mini checkpoint from its recipe (minutes on two cores)."""
    from course.zoo import registry
    from course.zoo.recipes import mini_parsbert

    if name not in registry.CHECKPOINTS:
        raise UsageError(f"There is no checkpoint {name!r}: choose one of {', '.join(registry.CHECKPOINTS)}.")
    mini_parsbert.build(text, out)


def _known(name: str) -> None:
    from course.kit.data import FILES

    if name not in FILES:
        raise UsageError(f"There is no data set {name!r}: choose one of {', '.join(FILES)}.")
