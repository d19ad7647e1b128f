"""Downloads of original data sets, against a server on this machine."""

import hashlib
import http.server
import io
import re
import tarfile
import threading
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from course.kit import prepare
from course.kit.data import read_rows
from course.kit.errors import BadSource, MissingResource
from course.kit.prepare import downloading, releases
from course.kit.prepare.releases import Remote
from tests.lookalikes import CASES, register
from tests.test_prepare import assert_one_sentence

CONTENT = bytes(range(256)) * 2000


@dataclass
class Server:
    """What the test server has, how it behaves, and what it was asked for."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    resumes: bool = True
    wrong_range: bool = False
    cut_after: int | None = None
    status: int | None = None
    asked: list[str | None] = field(default_factory=list)

    def remote(self, name: str, checksum: str | None = None, members: str | None = None) -> Remote:
        return Remote(f"{self.address}/{name}", name, checksum, members)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def server():
    state = Server()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            wanted = self.headers.get("Range")
            state.asked.append(wanted)
            content = state.files.get(self.path[1:])
            if state.status or content is None:
                self.send_error(state.status or 404)
                return
            start = int(wanted[6:-1]) if wanted and state.resumes else 0
            if start >= len(content):
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{len(content)}")
                self.end_headers()
                return
            self.send_response(206 if start else 200)
            if start:
                first = 0 if state.wrong_range else start
                self.send_header("Content-Range", f"bytes {first}-{len(content) - 1}/{len(content)}")
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            end = len(content) if state.cut_after is None else start + state.cut_after
            self.wfile.write(content[start:end])

        def log_message(self, format, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        state.address = f"http://127.0.0.1:{httpd.server_port}"
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield state
        httpd.shutdown()
        thread.join()


def sha256(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_a_file_arrives_and_is_not_fetched_again(server, tmp_path):
    server.files["a.csv"] = CONTENT
    remote = server.remote("a.csv", f"md5:{hashlib.md5(CONTENT).hexdigest()}")
    for _ in range(2):
        downloading.fetch(remote, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert server.asked == [None]


@pytest.mark.parametrize("there", [CONTENT[:-1], b"another revision"])
def test_a_file_that_cannot_be_trusted_is_fetched_again(server, tmp_path, there):
    server.files["a.csv"] = CONTENT
    for checksum in (None, sha256(CONTENT)):
        (tmp_path / "a.csv").write_bytes(there)
        downloading.fetch(server.remote("a.csv", checksum), tmp_path / "a.csv")
        assert (tmp_path / "a.csv").read_bytes() == CONTENT


def test_a_cut_connection_is_resumed_where_it_stopped(server, tmp_path):
    server.files["a.csv"] = CONTENT
    server.cut_after = 200_000
    downloading.fetch(server.remote("a.csv", sha256(CONTENT)), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == CONTENT
    assert server.asked == [None, "bytes=200000-", "bytes=400000-"]


def test_a_later_run_goes_on_with_the_part(server, tmp_path):
    server.files["a.csv"] = CONTENT
    (tmp_path / "a.csv.part").write_bytes(CONTENT[:1000])
    downloading.fetch(server.remote("a.csv", sha256(CONTENT)), tmp_path / "a.csv")
    assert server.asked == ["bytes=1000-"]
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_server_that_cannot_resume_sends_everything(server, tmp_path):
    server.files["a.csv"] = CONTENT
    server.resumes = False
    (tmp_path / "a.csv.part").write_bytes(CONTENT[:1000])
    downloading.fetch(server.remote("a.csv"), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == CONTENT


def test_a_complete_part_is_taken_and_one_too_long_thrown_away(server, tmp_path):
    server.files["a.csv"] = CONTENT
    for part in (CONTENT, CONTENT + b"more"):
        (tmp_path / "a.csv.part").write_bytes(part)
        downloading.fetch(server.remote("a.csv"), tmp_path / "a.csv")
        assert (tmp_path / "a.csv").read_bytes() == CONTENT
    assert server.asked == [f"bytes={len(CONTENT)}-", f"bytes={len(CONTENT) + 4}-", None]


def refused(error: type[Exception], remote: Remote, target: Path) -> str:
    with pytest.raises(error) as refusal:
        downloading.fetch(remote, target)
    text = str(refusal.value)
    assert text.endswith(".")
    assert "\n" not in text
    assert remote.url in text
    assert not target.exists()
    return text


def test_a_wrong_checksum_is_refused_and_the_file_removed(server, tmp_path):
    server.files["a.csv"] = CONTENT
    refused(BadSource, server.remote("a.csv", sha256(b"other")), tmp_path / "a.csv")
    assert not any(tmp_path.iterdir())


def test_a_part_of_another_file_is_not_kept(server, tmp_path):
    server.files["a.csv"] = CONTENT
    (tmp_path / "a.csv.part").write_bytes(b"x" * 1000)
    refused(BadSource, server.remote("a.csv", sha256(CONTENT)), tmp_path / "a.csv")
    downloading.fetch(server.remote("a.csv", sha256(CONTENT)), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == CONTENT


def test_another_range_than_the_one_asked_for_is_not_appended(server, tmp_path):
    server.files["a.csv"] = CONTENT
    server.wrong_range = True
    (tmp_path / "a.csv.part").write_bytes(CONTENT[:1000])
    assert "another range" in refused(MissingResource, server.remote("a.csv"), tmp_path / "a.csv")
    assert (tmp_path / "a.csv.part").read_bytes() == CONTENT[:1000]


def test_a_file_that_is_gone_is_said_at_once(server, tmp_path):
    assert "404" in refused(MissingResource, server.remote("a.csv"), tmp_path / "a.csv")
    assert len(server.asked) == 1


def test_a_failing_server_is_given_up_after_some_attempts(server, tmp_path):
    server.status = 503
    assert "503" in refused(MissingResource, server.remote("a.csv"), tmp_path / "a.csv")
    assert len(server.asked) == downloading.ATTEMPTS


def test_no_network_is_one_sentence(tmp_path):
    remote = Remote("http://127.0.0.1:9/a.csv", "a.csv", None)
    assert "check the network" in refused(MissingResource, remote, tmp_path / "a.csv")


def test_a_set_without_an_address_is_said(tmp_path):
    with pytest.raises(MissingResource, match="--from DIR"):
        prepare.download("quran-bible-mizan", tmp_path)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_is_one_sentence(server, tmp_path, monkeypatch):
    server.files["a.csv"] = CONTENT
    monkeypatch.setitem(releases.REMOTES, "farstail", (server.remote("a.csv"),))
    # Every write to it fails as on a full disk.
    (tmp_path / "a.csv.part").symlink_to("/dev/full")
    with pytest.raises(MissingResource, match=r"No space left on device.*make room") as refusal:
        prepare.download("farstail", tmp_path)
    assert_one_sentence(refusal.value)


def packed(kind: str, folder: Path) -> bytes:
    buffer = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(buffer, "w") as archive:
            for path in folder.rglob("*"):
                archive.write(path, path.relative_to(folder))
    else:
        with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
            archive.add(folder, "data")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "kind"), [("ravdess", "zip"), ("cifar10-binary", "tar"), ("parsinlu", None)]
)
def test_a_download_is_prepared(name, kind, server, tmp_path, monkeypatch):
    monkeypatch.setenv("TAMRIN_DATA", str(tmp_path / "data"))
    case = CASES[name]
    source = tmp_path / "source"
    source.mkdir()
    monkeypatch.setitem(releases.RELEASES, case.name, (register(case, source, case.build(source)),))
    if kind:
        server.files["archive"] = packed(kind, source)
        members = releases.ARCHIVED[case.name]
        remotes = (server.remote("archive", sha256(server.files["archive"]), members),)
    else:
        server.files = {path.name: path.read_bytes() for path in source.iterdir()}
        remotes = tuple(server.remote(file) for file in server.files)
    monkeypatch.setitem(releases.REMOTES, case.name, remotes)
    for _ in range(2):
        folder = prepare.download(case.name)
    prepare.prepare(case.name, folder)
    assert read_rows(case.name, "test", "real")
    if kind:
        assert len(server.asked) == 1
        assert [path.name for path in folder.parent.iterdir()] == ["unpacked"]


def test_an_archive_cannot_write_outside(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../../03-01-evil.wav", b"x")
    downloading.unpack(tmp_path / "a.zip", "*.wav", tmp_path / "deep" / "er")
    assert [path.name for path in (tmp_path / "deep" / "er").iterdir()] == ["03-01-evil.wav"]


@pytest.mark.parametrize("content", [b"nothing", None])
def test_a_damaged_or_empty_archive_is_refused(content, tmp_path):
    path = tmp_path / "a.tar.gz"
    path.write_bytes(content or packed("tar", tmp_path)[:-30])
    with pytest.raises(BadSource, match=r"a\.tar\.gz") as refusal:
        downloading.unpack(path, "*.bin", tmp_path / "unpacked")
    assert_one_sentence(refusal.value)
    assert not (tmp_path / "unpacked").exists()


def test_addresses_are_pinned_and_fit_the_known_revisions():
    for name, remotes in releases.REMOTES.items():
        assert name in releases.SETS
        for remote in remotes:
            assert remote.url.startswith("https://")
            assert remote.checksum is None or re.fullmatch(
                r"sha256:[0-9a-f]{64}|md5:[0-9a-f]{32}", remote.checksum
            )
            if remote.members is None:
                assert re.search(r"/[0-9a-f]{40}/", remote.url)
                newest = {file.lower(): known for file, known in releases.RELEASES[name][-1].files.items()}
                known = newest[remote.name.lower()].sha256
                assert remote.checksum == (f"sha256:{known}" if known else None)
