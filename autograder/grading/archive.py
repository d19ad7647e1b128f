"""Reads a zip that nobody trusts: names are judged before anything is opened, sizes counted while reading."""

from __future__ import annotations

import io
import re
import stat
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from autograder.grading.limits import (
    MAX_DEPTH,
    MAX_ENTRIES,
    MAX_NAME_BYTES,
    MAX_RATIO,
    MAX_ZIP_BYTES,
    Basket,
    Refused,
    ignored,
    nested,
    shown,
)

_CHUNK = 64 * 1024
_CENTRAL_ENTRY = b"PK\x01\x02"
_NESTED = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED, _UTF8 = 0x1, 0x800


@dataclass(frozen=True)
class Archive:
    """An opened zip whose names are all harmless: ``entries`` maps clean relative names to their records."""

    zip: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]

    def read(self, prefix: str) -> tuple[dict[str, bytes], datetime | None]:
        """The files below ``prefix`` by their names relative to it, and their newest time; raises Refused."""
        basket = Basket()
        newest: datetime | None = None
        for name in sorted(self.entries):
            if not name.startswith(prefix):
                continue
            info = self.entries[name]
            basket.add(name[len(prefix) :], _content(self.zip, info, name, basket))
            moment = _moment(info)
            newest = max(newest, moment) if newest and moment else newest or moment
        return basket.files, newest


def open_archive(path: Path) -> Archive:
    """The zip at ``path``; raises Refused if it is corrupt, hostile or oversized, OSError if unreadable."""
    with path.open("rb") as file:
        data = file.read(MAX_ZIP_BYTES + 1)
    if len(data) > MAX_ZIP_BYTES:
        raise Refused(
            f"{shown(path.name)} is larger than {MAX_ZIP_BYTES // 2**20} MiB: zip only your answers.",
            f"{shown(path.name)} بزرگ‌تر از {MAX_ZIP_BYTES // 2**20} مبی‌بایت است: فقط پاسخ‌ها را فشرده کنید.",
        )
    # Counted before zipfile builds an object for each, which is what a directory of a million entries is for.
    if data.count(_CENTRAL_ENTRY) > MAX_ENTRIES:
        raise Refused(
            f"{shown(path.name)} lists more than {MAX_ENTRIES} entries: zip only your answers.",
            f"{shown(path.name)} بیش از {MAX_ENTRIES} مدخل دارد: فقط پاسخ‌ها را فشرده کنید.",
        )
    with _corruption_refused(path.name):
        archive = zipfile.ZipFile(io.BytesIO(data))
        return Archive(archive, dict(_judged(archive.infolist())))


def _judged(infos: list[zipfile.ZipInfo]) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    seen: set[str] = set()
    folders: set[str] = set()
    for info in infos:
        name = _clean_name(info)
        mode = info.external_attr >> 16
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise Refused(
                f"The entry {shown(name)} is a link or a device, not a file: zip the file itself.",
                f"مدخل {shown(name)} پیوند یا دستگاه است، نه فایل: خود فایل را فشرده کنید.",
            )
        if name and not info.is_dir():
            if name in seen:
                raise Refused(
                    f"The entry {shown(name)} appears twice: zip your folder again.",
                    f"مدخل {shown(name)} دو بار آمده است: پوشه را دوباره فشرده کنید.",
                )
            seen.add(name)
            parts = name.split("/")
            folders.update("/".join(parts[:depth]) for depth in range(1, len(parts)))
            if ignored(name):
                continue
            if info.flag_bits & _ENCRYPTED:
                raise Refused(
                    f"The entry {shown(name)} is encrypted: zip your folder without a password.",
                    f"مدخل {shown(name)} رمز دارد: پوشه را بدون گذرواژه فشرده کنید.",
                )
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                # The other methods let an entry ask for gigabytes before its first byte comes out.
                raise Refused(
                    f"The entry {shown(name)} is compressed by an unusual method: use an ordinary zip.",
                    f"مدخل {shown(name)} با روشی نامعمول فشرده شده است: از zip معمولی استفاده کنید.",
                )
            yield name, info
    both = seen & folders
    if both:
        raise Refused(
            f"{shown(min(both))} is both a file and a folder: zip your folder again.",
            f"{shown(min(both))} هم فایل و هم پوشه است: پوشه را دوباره فشرده کنید.",
        )


def _clean_name(info: zipfile.ZipInfo) -> str:
    # zipfile cuts a name at its first NUL; the original shows what it was.
    name = info.orig_filename
    if not info.flag_bits & _UTF8 and not name.isascii():
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            raise Refused(
                f"The entry name {shown(name)} is not UTF-8: use Latin letters or a current zip program.",
                f"نام مدخل {shown(name)} به UTF-8 نیست: حروف لاتین یا برنامهٔ zip تازه‌تری به کار ببرید.",
            ) from None
    name = unicodedata.normalize("NFC", name.replace("\\", "/"))
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
        raise Refused(
            f"The entry {shown(name)} points outside the zip: zip the folder itself.",
            f"مدخل {shown(name)} به بیرون از فایل zip اشاره می‌کند: خود پوشه را فشرده کنید.",
        )
    parts = [part for part in name.split("/") if part not in ("", ".")]
    clean = "/".join(parts)
    if "\0" in name or len(parts) > MAX_DEPTH or len(clean.encode("utf-8", "surrogatepass")) > MAX_NAME_BYTES:
        raise Refused(
            f"The entry name {shown(name)} is not a usable file name: rename it.",
            f"نام مدخل {shown(name)} نام فایل درستی نیست: آن را تغییر دهید.",
        )
    return clean


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, basket: Basket) -> bytes:
    room = basket.room(name)
    content = bytearray()
    with _corruption_refused(name), archive.open(info) as entry:
        while chunk := entry.read(_CHUNK):
            content += chunk
            if len(content) > room:
                raise basket.too_large(name)
            if len(content) > _CHUNK and len(content) > MAX_RATIO * max(info.compress_size, 1):
                raise Refused(
                    f"The entry {shown(name)} expands more than {MAX_RATIO} times: a zip bomb is no answer.",
                    f"مدخل {shown(name)} بیش از {MAX_RATIO} برابر بزرگ می‌شود: این بمب zip است، نه پاسخ.",
                )
    if content.startswith(_NESTED):
        raise nested(name)
    return bytes(content)


def _moment(info: zipfile.ZipInfo) -> datetime | None:
    # A zip records wall-clock time without a zone: that of the grading machine is the best guess.
    try:
        return datetime(*info.date_time).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


@contextmanager
def _corruption_refused(name: str) -> Iterator[None]:
    """Turns whatever zipfile raises on a malformed file into Refused: the list is long and open."""
    try:
        yield
    except Refused:
        raise
    except Exception as error:
        raise Refused(
            f"{shown(name)} cannot be unpacked ({type(error).__name__}): the zip is damaged, make it again.",
            f"{shown(name)} باز نمی‌شود ({type(error).__name__}): فایل zip آسیب دیده است، دوباره بسازید.",
        ) from error
