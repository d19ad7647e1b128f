"""Downloads original data sets: with a progress bar, resumed after a cut, compared with the publisher's checksum.

The addresses in `releases.REMOTES` are the publishers' own; they could not be tried where this was written, which had
no network. The transfers themselves are tested against a local server.
"""

from __future__ import annotations

import fnmatch
import hashlib
import os
import shutil
import ssl
import tarfile
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from course.kit.errors import BadSource, MissingResource
from course.kit.paths import data_home
from course.kit.prepare.releases import REMOTES, Remote

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

ATTEMPTS = 5  # in a row without a single new byte
TIMEOUT_SECONDS = 30
_CHUNK = 1 << 20


def download_folder(name: str) -> Path:
    """Where the original files of data set `name` are kept."""
    return data_home() / "downloads" / name


def download(name: str, folder: Path | None = None) -> Path:
    """Get the original files of data set `name`; what is there already is not downloaded again.

    Returns:
        The folder for `prepare(name, folder)`.

    Raises:
        MissingResource: no network, no such file any more, no room on the disk, or a set without an address.
        BadSource: the file is not the one that the publisher describes.
    """
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    if name not in REMOTES:
        raise MissingResource(
            f"{name} cannot be downloaded by this command: get it by hand and use --from DIR or --from ARCHIVE."
        )
    folder = folder or download_folder(name)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with _room_for(folder), Progress(*columns, console=Console(stderr=True)) as progress:
        folder.mkdir(parents=True, exist_ok=True)
        for remote in REMOTES[name]:
            if remote.members is None:
                fetch(remote, folder / remote.name, progress)
                continue
            unpacked = folder / "unpacked"
            for left in folder.glob(f".{unpacked.name}-*"):  # by a run that was killed
                shutil.rmtree(left)
            if not unpacked.exists():
                fetch(remote, folder / remote.name, progress)
                unpack(folder / remote.name, remote.members, unpacked)
                (folder / remote.name).unlink()
            return unpacked
    return folder


def fetch(remote: Remote, target: Path, progress: Progress | None = None) -> None:
    """Download one file to `target`, by way of `target`.part, which a later call goes on with.

    A target that is there and has the publisher's checksum is left; one that cannot be compared is fetched again.

    Raises:
        MissingResource: it cannot be reached or is not there.
        BadSource: its checksum is not the publisher's; the wrong file is removed.
    """
    if target.exists() and remote.checksum and _measure(target, remote.checksum) == remote.checksum:
        return
    part = target.with_name(f"{target.name}.part")
    task = progress.add_task(target.name, total=None) if progress else None
    failures = 0
    while True:
        before = _size(part)
        try:
            if _transfer(remote.url, part, progress, task):
                break
            reason = "the connection was cut"
        except urllib.error.HTTPError as error:
            if error.code < 500:
                raise MissingResource(
                    f"{remote.url} answers {error.code} {error.reason}: get {remote.name} by hand and use --from DIR."
                ) from error
            reason = f"the server answers {error.code}"
        except urllib.error.URLError as error:
            reason = str(error.reason)
        except (HTTPException, ConnectionError, TimeoutError, ssl.SSLError) as error:
            reason = str(error) or type(error).__name__
        failures = failures + 1 if _size(part) <= before else 0
        if failures >= ATTEMPTS:
            raise MissingResource(
                f"{remote.url} cannot be reached ({reason}): check the network and run the same command again, it "
                "goes on where it stopped."
            )
    if remote.checksum and (measured := _measure(part, remote.checksum)) != remote.checksum:
        part.unlink()
        raise BadSource(
            f"{remote.url} gave a file with {measured[:20]}… instead of {remote.checksum[:20]}…; it was removed: run "
            "the same command again."
        )
    part.rename(target)


def unpack(archive: Path, pattern: str, folder: Path) -> None:
    """Write the files of a tar or zip archive whose names fit `pattern` into `folder`, all of them or nothing.

    Only the last part of a member's name is used, so an archive cannot write anywhere else.

    Raises:
        BadSource: the archive is damaged or has no such file.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        try:
            for name, content in _members(archive):
                if fnmatch.fnmatchcase(name, pattern):
                    with (partial / name).open("wb") as file:
                        shutil.copyfileobj(content, file, _CHUNK)
        except (tarfile.TarError, zipfile.BadZipFile, EOFError) as error:
            raise BadSource(f"{archive} is damaged: get it again.") from error
        if not any(partial.iterdir()):
            raise BadSource(f"{archive} holds no {pattern}: it is not the publisher's archive.")
        partial.chmod(0o755)
        partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _members(archive: Path) -> Iterator[tuple[str, IO[bytes]]]:
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as packed:
            for info in packed.infolist():
                if not info.is_dir():
                    with packed.open(info) as content:
                        yield PurePosixPath(info.filename).name, content
        return
    with tarfile.open(archive) as packed:
        for member in packed:
            content = packed.extractfile(member) if member.isfile() else None
            if content:
                yield PurePosixPath(member.name).name, content


def _transfer(url: str, part: Path, progress: Progress | None, task: TaskID | None) -> bool:
    """Append what is missing to `part`; False when the connection ended before the last byte."""
    have = _size(part)
    request = urllib.request.Request(url, headers={"User-Agent": "tamrin", "Accept-Encoding": "identity"})
    if have:
        request.add_header("Range", f"bytes={have}-")
    try:
        response = urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS)
    except urllib.error.HTTPError as error:
        if error.code != 416:
            raise
        # Nothing lies beyond what is there: it is complete, or it is not of this file.
        if error.headers.get("Content-Range") == f"bytes */{have}":
            return True
        part.unlink()
        return False
    with response:
        resumed = response.status == 206
        if resumed and not response.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
            raise HTTPException("the server sent another range than the one it was asked for")
        if not resumed:  # the server sends everything again
            have = 0
        total = _total(response, have)
        with part.open("ab" if have else "wb") as file:
            while chunk := response.read(_CHUNK):
                file.write(chunk)
                have += len(chunk)
                if progress and task is not None:
                    progress.update(task, completed=have, total=total)
    return total is None or have >= total


def _total(response: HTTPResponse, have: int) -> int | None:
    """Bytes of the whole file, None where the server does not say."""
    length = response.headers.get("Content-Length")
    return have + int(length) if length else None


def _measure(path: Path, checksum: str) -> str:
    """The checksum of a file in the notation and by the algorithm of `checksum`."""
    algorithm = checksum.partition(":")[0]
    with path.open("rb") as file:
        return f"{algorithm}:{hashlib.file_digest(file, algorithm).hexdigest()}"


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


@contextmanager
def _room_for(folder: Path) -> Iterator[None]:
    """Turns a disk that is full or read-only into a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise
        raise MissingResource(
            f"{folder} cannot be written ({os.strerror(error.errno)}): make room or set TAMRIN_DATA to another folder."
        ) from error
